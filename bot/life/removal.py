"""Removal: a letter is taken out of sight, and may come back."""

from __future__ import annotations

from bot import words
from bot.errors import WrongState
from bot.language import Said
from bot.letter import Kind, Letter, NoticeKind, Person, State, Verb, follow
from bot.life import dated, inbox, outbox, revising
from bot.life.office import Office, change_state, language_of_author, notify_author, own_letter, take_out_of_sight
from bot.life.reports import settle_reports
from bot.store.tables.desk import LAST
from bot.store.tx import Tx

#: Seconds in which a letter with a trouble on its card may be removed and restored without its author hearing of it.
MEND = 600


async def remove(office: Office, letter_id: int, moderator: int, reason: str | None) -> Letter:
    """Take a letter out of sight, and tell its author the reason. Raises NotFound, WrongState.

    Where something of it was missing, and no reason is given, that waits: it may be about to be published anew.
    """
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if letter.revises is not None:
            raise WrongState(words.revising.REMOVE_THE_LETTER.format(number=letter.number, revises=letter.revises))
        wait = 0 if reason or letter.trouble is None else MEND
        letter = await change_state(office, tx, letter, Verb.REMOVE, moderator=moderator, reason=reason)
        await take_out_of_sight(office, tx, letter)
        await notify_author(office, tx, letter, NoticeKind.REMOVED, words.author.removed(letter, reason), wait=wait)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        await settle_reports(office, tx, letter, Verb.REMOVE)
        return letter


async def restore(office: Office, letter_id: int, moderator: int) -> Letter:
    """Publish a removed letter again, with its responses. Raises NotFound, WrongState."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        letter = await change_state(office, tx, letter, Verb.RESTORE, moderator=moderator)
        await tx.call_back(letter_id, NoticeKind.REMOVED)
        await tx.try_again(letter_id, office.now)  # what is parked has nothing to do any more
        await dated.send_publication(office, tx, letter)
        return letter


async def say_it_stands(office: Office, tx: Tx, letter: Letter, reason: Said) -> None:
    """A withdrawn letter could not be taken out of sight yet: tell its author."""
    said, language = words.author.still_stands(letter, reason), language_of_author(office, letter)
    await outbox.send_notice(tx, letter, NoticeKind.WITHDRAWN, said, language, now=office.now)


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
        await revising.drop(office, tx, letter)
        await take_out_of_sight(office, tx, letter)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)  # its buttons go
        await settle_reports(office, tx, letter, Verb.WITHDRAW, last=LAST)
        return letter
