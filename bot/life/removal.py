"""Removal: a letter is taken out of sight, and may come back."""

from __future__ import annotations

from bot import words
from bot.errors import WrongState
from bot.letter import Kind, Letter, NoticeKind, Person, State, Verb, follow
from bot.life import inbox, outbox
from bot.life.office import Office, change_state, notify_author, own_letter, take_out_of_sight
from bot.life.reports import settle_reports


async def remove(office: Office, letter_id: int, moderator: int, reason: str | None) -> Letter:
    """Take a letter out of sight, and tell its author the reason. Raises NotFound, WrongState."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        letter = await change_state(office, tx, letter, Verb.REMOVE, moderator=moderator, reason=reason)
        await take_out_of_sight(office, tx, letter)
        await notify_author(office, tx, letter, NoticeKind.REMOVED, words.author.removed(letter, reason))
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        await settle_reports(office, tx, letter)
        return letter


async def restore(office: Office, letter_id: int, moderator: int) -> Letter:
    """Publish a removed letter again, with its responses. Raises NotFound, WrongState."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        letter = await change_state(office, tx, letter, Verb.RESTORE, moderator=moderator)
        await tx.trouble(letter_id, None)
        await outbox.send(tx, Kind.PUBLISH, letter_id, now=office.now)
        return letter


async def may_withdraw(office: Office, person: Person, letter_id: int) -> Letter:
    """Return the letter that its author is about to withdraw. Raises what `withdraw` would."""
    async with office.transaction() as tx:
        letter = await own_letter(office, tx, letter_id, person)
        if follow(letter.state, Verb.WITHDRAW) is None:
            raise WrongState(words.desk.wrong_state(letter, Verb.WITHDRAW))
        return letter


async def withdraw(office: Office, person: Person, letter_id: int) -> Letter:
    """The author takes their letter back, at any stage; nobody has to agree. Raises NotFound, NotYours, WrongState.

    A letter that nobody else has seen is deleted.
    """
    async with office.transaction() as tx:
        letter = await own_letter(office, tx, letter_id, person)
        if letter.state is State.POSTED and letter.number is None:
            await inbox.recheck(office, tx, letter, at_once=False)
            await tx.discard(letter_id)
            return letter
        letter = await change_state(office, tx, letter, Verb.WITHDRAW)
        await take_out_of_sight(office, tx, letter)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)  # its buttons go
        await settle_reports(office, tx, letter)
        return letter
