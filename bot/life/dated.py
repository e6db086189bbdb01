"""Dated letters: their authors choose the day on which they appear.

The desk has such a letter as soon as any other. Once approved it waits in the outbox for a moment of that day, which is
random: one that its author chose would tell when they are awake.
"""

from __future__ import annotations

from bot import words
from bot.errors import Refusal, WrongState
from bot.letter import EDITABLE, WAITING, Kind, Letter, Person, State
from bot.life import outbox
from bot.life.drafts import changed, own_draft_taken_up
from bot.life.office import Office, own_letter
from bot.rules import days
from bot.store.tx import Tx


async def send_publication(office: Office, tx: Tx, letter: Letter, *, wait: int = 0) -> None:
    """Enqueue an approved letter's publication: on the day that its author chose or, where that is over, there is none
    or it was public before, after `wait` seconds."""
    window = None if letter.publish_on is None else days.window(letter.publish_on, office.now)
    if window is None or letter.published_at is not None:
        if letter.publish_on is not None:
            await tx.set_day(letter.id, None)
        return await outbox.send(tx, Kind.PUBLISH, letter.id, now=office.now, wait=wait)
    # it cannot have taken effect before its time, so nobody has to look for it from now on
    await outbox.send(tx, Kind.PUBLISH, letter.id, now=office.chance.randint(*window))
    await outbox.send(tx, Kind.DRAFT_CARD, letter.id, now=office.now, wait=wait)  # says that it waits


async def may_choose_day(office: Office, person: Person, letter_id: int) -> Letter:
    """Return the letter whose day its author is about to choose. Raises NotYours, NotFound, WrongState."""
    async with office.transaction() as tx:
        return _not_public(await own_letter(office, tx, letter_id, person))


async def choose_day(office: Office, person: Person, letter_id: int, written: str) -> Letter:
    """Put a letter off to the day that its author wrote; nothing: it appears once it is approved.

    Returns the letter. One that is approved already appears today or tomorrow then, for the same reason. Raises
    Refusal for what is no such day, NotYours, NotFound, and WrongState once the letter has left.
    """
    day = _read(written, office.now, person.language)
    async with office.transaction() as tx:
        letter = _not_public(await own_letter(office, tx, letter_id, person))
        if letter.state in EDITABLE:
            await tx.set_day(letter_id, day)
            await changed(office, tx, await own_draft_taken_up(office, tx, letter_id, person))
            return await tx.letter(letter_id)
        if letter.state is State.APPROVED:
            day = days.next_open(office.now) if day is None else day
            window = days.window(day, office.now)
            assert window is not None  # it is open then
            if not await tx.put_off(letter_id, Kind.PUBLISH, office.chance.randint(*window)):
                raise WrongState(words.dated.HAS_LEFT)
        await tx.set_day(letter_id, day)
        await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)
        if letter.state is not State.POSTED:
            await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return await tx.letter(letter_id)


def _not_public(letter: Letter) -> Letter:
    """Return the letter if a day can be chosen for it. Raises WrongState."""
    if letter.revises is not None:
        raise WrongState(words.revising.HAS_NO_DAY)
    leaving = letter.state is State.APPROVED and letter.publish_on is None
    if leaving or letter.published_at is not None or letter.state not in EDITABLE | WAITING:
        raise WrongState(words.dated.HAS_LEFT)
    return letter


def _read(written: str, now: int, language: str) -> int | None:
    if not written.strip():
        return None
    try:
        return days.seconds_of(days.read(written, days.day_at(now), language))
    except days.DayRefused as refused:
        raise Refusal(words.dated.REFUSED[refused.reason.name]) from refused
