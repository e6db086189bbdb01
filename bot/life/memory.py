"""Memory: until when a letter's author is known, which they are told before it ends.

Each is told of the letters of one week together, at least a week before the first of these ends. In which week a letter
is told of, only its own end decides: letters told of together otherwise would be one person's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot import words
from bot.letter import OVER, PUBLIC, UNPUBLISHED_DAYS, Letter, Person, State
from bot.life import outbox
from bot.life.office import Office
from bot.rules.entry import DAY
from bot.store.tx import Tx

WEEK = 7 * DAY


async def end_of(tx: Tx, letter: Letter) -> int | None:
    """Return when a letter's author is forgotten (Unix seconds), or None while that is not known."""
    if letter.state is State.MERGED:
        return await tx.last_heard(letter.id) + UNPUBLISHED_DAYS * DAY
    if letter.state in OVER:
        decided = await tx.decided_at(letter.id)
        return None if decided is None else decided + UNPUBLISHED_DAYS * DAY
    if letter.state in PUBLIC and letter.letterbox_id is not None:
        return await tx.last_heard(letter.id) + (await tx.letterbox(letter.letterbox_id)).keep_days * DAY
    return None


async def announce_ends(office: Office) -> int:
    """Tell authors of letters that they are forgotten soon. Returns how many letters that was."""
    told = 0
    for person, letters in await _soon_over(office):
        async with office.transaction() as tx:
            due = [(letter, end) for letter, end in letters if await end_of(tx, letter) == end]
            if person is None or (due and await _tell(office, tx, person, due)):
                for letter, _ in due:
                    told += await tx.tell_end(letter.id)
    if told:
        await office.store.truncate_wal()
    return told


async def _soon_over(office: Office) -> list[tuple[Person | None, list[tuple[Letter, int]]]]:
    """Return whose letters end soon, each with its end (Unix seconds), and the letters whose authors are forgotten."""
    found = defaultdict[int, list[tuple[Letter, int]]](list)
    people = dict[int, Person | None]()
    soon = (office.now // WEEK + 1) * WEEK
    async with office.store.reading() as tx:
        for letter in await tx.end_nears(soon, office.now, WEEK):
            writer, end = office.writer(letter), await end_of(tx, letter)
            assert end is not None  # it is public, or was
            key = 0 if writer is None else writer.id
            people[key] = writer
            found[key].append((letter, end))
    return [(people[key], letters) for key, letters in found.items()]


async def _tell(office: Office, tx: Tx, person: Person, ends: Sequence[tuple[Letter, int]]) -> bool:
    """Enqueue a direct message about letters, the first to end first. Return whether there was room for it."""
    said = words.data.ends_soon(sorted(ends, key=lambda pair: pair[1]))
    return await outbox.send_note(tx, person, said, now=office.now)
