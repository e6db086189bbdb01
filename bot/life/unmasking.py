"""Unmasking: on the host only, and never without a record."""

from __future__ import annotations

from bot import words
from bot.language import day
from bot.letter import Verb
from bot.life import outbox
from bot.life.office import Office


async def unmask(office: Office, guild_id: int, number: int, reason: str) -> int:
    """Who wrote a letter. The record, and the message that the desk will get, are committed before it is told.

    Raises NotFound, Forgotten.
    """
    async with office.transaction() as tx:
        letter = await tx.letter_numbered(guild_id, number)
        person = office.author(letter)
        await tx.decide(letter.id, Verb.UNMASK, None, reason, office.now)
        text = words.desk.UNMASKED_RECORD.format(number=number, day=day(office.clock()), reason=reason)
        await outbox.send_record(tx, letter, text, now=office.now)
    return person.id
