"""Unmasking: the host finds out who wrote a letter; never without a record."""

from __future__ import annotations

from bot import words
from bot.language import day
from bot.letter import Verb
from bot.life import outbox
from bot.life.office import Office


async def may_unmask(office: Office, guild_id: int, number: int) -> None:
    """Raise what `unmask` would: nobody is asked about what cannot be done."""
    async with office.store.reading() as tx:
        office.author(await tx.letter_numbered(guild_id, number))


async def unmask(office: Office, guild_id: int, number: int, reason: str) -> int:
    """Return the account id of a letter's author. The record and the message to the desk are committed first.

    Raises NotFound, Forgotten.
    """
    async with office.transaction() as tx:
        letter = await tx.letter_numbered(guild_id, number)
        person = office.author(letter)
        await tx.decide(letter.id, Verb.UNMASK, None, reason, office.now)
        text = words.desk.UNMASKED_RECORD.format(number=number, day=day(office.clock()), reason=reason)
        await outbox.send_record(tx, letter, text, now=office.now)
    return person.id
