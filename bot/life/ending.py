"""Ending: a draft that nobody sends is erased, after its writer was reminded; one that they discard, after a minute.

The reminder comes `REMIND_DAYS` days before, to those whose direct messages with the bot are open already.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot import words
from bot.errors import NotFound, NotYours, WrongState
from bot.letter import Kind, Letter, Person, State
from bot.life import going_on, outbox, sheets
from bot.life.drafts import changed, check_picture_room, check_room, own_draft, throw_away
from bot.life.office import Office
from bot.rules.entry import DAY, REMIND_DAYS
from bot.store.tx import Tx

#: Seconds for which a discarded draft can be had back.
REGRET = 60
#: Drafts looked at in one transaction.
BATCH = 20


async def discard(office: Office, person: Person, letter_id: int) -> int | None:
    """Discard a draft, which `bring_back` gives back for a minute; a returned letter is withdrawn instead, for good.

    Returns the letter's number, if it has one. Raises NotYours, NotFound, WrongState when it was sent already.
    """
    async with office.transaction() as tx:
        draft = await own_draft(office, tx, letter_id, person)
        if draft.state is State.RETURNED:
            await throw_away(office, tx, draft)
        else:
            await tx.lay_aside(letter_id, office.now + REGRET)
            await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)
        return draft.number


async def bring_back(office: Office, person: Person, letter_id: int) -> None:
    """Give back a discarded draft, whose card comes anew.

    Raises NotFound once its minute is over, WrongState for one that is not discarded, NotYours, Refusal when there is
    no room for another draft or for its pictures.
    """
    async with office.transaction() as tx:
        draft = await tx.letter(letter_id)
        if not office.is_by(draft, person):
            raise NotYours(words.writing.NOT_YOURS)
        if not draft.discarded:
            raise WrongState(words.writing.IS_NOT_DISCARDED)
        if (draft.kept_until or 0) <= office.now:
            raise NotFound(words.writing.IS_DISCARDED)
        await check_room(office, tx, person)
        await check_picture_room(office, tx, person, letter_id)
        await tx.have_back(letter_id)
        await changed(office, tx, draft)
        await going_on.take_up(office, tx, person, draft)
        await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)


async def may_discard(office: Office, person: Person, letter_id: int) -> Letter:
    """Return the draft that somebody is about to discard. Raises what `discard` would."""
    async with office.transaction() as tx:
        return await own_draft(office, tx, letter_id, person)


async def end_drafts(office: Office) -> int:
    """Remind writers of drafts that end soon, and erase those whose time is over. Returns how many were erased.

    A letter that was sent back is withdrawn.
    """
    while await _remind(office):
        pass
    return await _end(office, lambda tx: tx.drafts_until(office.now, BATCH))


async def end_discarded(office: Office) -> int:
    """Erase discarded drafts whose minute is over, for good. Returns how many."""
    return await _end(office, lambda tx: tx.laid_aside(office.now, BATCH))


async def _remind(office: Office) -> int:
    async with office.transaction() as tx:
        drafts = await tx.drafts_to_remind(office.now + REMIND_DAYS * DAY, BATCH)
        for draft in drafts:
            draft = await _not_before(office, tx, draft, (office.now // DAY + REMIND_DAYS) * DAY)
            await tx.remind(draft.id)
            await _tell(office, tx, draft)
        return len(drafts)


async def _not_before(office: Office, tx: Tx, draft: Letter, day: int) -> Letter:
    """Return the draft, kept until this `day` (Unix seconds) at least.

    While the bot is switched off nobody is reminded, so nothing is erased the moment it is back.
    """
    if draft.kept_until is not None and draft.kept_until < day:
        await tx.keep_draft(draft.id, day)
        await outbox.send(tx, Kind.DRAFT_CARD, draft.id, now=office.now)
    return await tx.letter(draft.id)


async def _tell(office: Office, tx: Tx, draft: Letter) -> None:
    person = office.writer(draft)
    if person is not None and person.dm:
        title = await sheets.called(tx, draft)
        await outbox.send_note(tx, person, words.draft_end.reminder(draft, title), now=office.now)


async def _end(office: Office, over: Callable[[Tx], Awaitable[list[Letter]]]) -> int:
    """Erase what is `over`, a batch at a time. Return how much that was."""
    ended = 0
    while True:
        async with office.transaction() as tx:
            drafts = await over(tx)
            for draft in drafts:
                await throw_away(office, tx, draft)
        ended += len(drafts)
        if len(drafts) < BATCH:
            break
    if ended:
        await office.store.truncate_wal()
    return ended
