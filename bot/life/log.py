"""The log: who did what, when, about which letter; and how much there was to do.

Who decided is sealed to each letter, so nothing in the database tells which decisions are one moderator's. The log of
one of them is found by opening the decisions one after another until the page is full.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Iterable, Sequence
from statistics import median

from bot.letter import Entry, Figures, Letter, Letterbox, Verb
from bot.life.heard import decided_by
from bot.life.inbox import second_of
from bot.life.office import Office
from bot.rules.entry import DAY
from bot.store.tables.rows import Row
from bot.store.tx import Tx

#: Decisions read at a time; others get their turn after each.
BATCH = 500
NEWEST = 2**63 - 1
#: Days for which the newer figures are.
LATELY = 30


async def log(
    office: Office,
    letterboxes: Collection[Letterbox],
    page: int,
    size: int,
    *,
    letter: Letter | None = None,
    moderator: int = 0,
    verb: Verb | None = None,
) -> tuple[list[Entry], int, bool]:
    """Return one page (from 0) of what was done in these letterboxes, the newest first, or the last one where there are
    fewer; which one it is, and whether there is more.

    Only what is about that `letter`, by that `moderator` (an account), or of that kind, where they are given.
    """
    found, skipped = list[Entry](), 0
    async with office.store.reading() as tx:
        async for row in _newest_first(tx, [each.id for each in letterboxes], letter):
            if verb not in (None, row["verb"]):
                continue
            entry = _entry(office, tx, row)
            if moderator and entry.moderator != moderator:
                continue
            if skipped < page * size:
                skipped += 1
            elif len(found) == size:
                return found, page, True
            else:
                found.append(entry)
    if skipped and not found:
        last = (skipped - 1) // size
        return await log(office, letterboxes, last, size, letter=letter, moderator=moderator, verb=verb)
    return found, page if found else 0, False


async def _newest_first(tx: Tx, letterbox_ids: Sequence[int], letter: Letter | None) -> AsyncGenerator[Row]:
    before = NEWEST
    while True:
        if letter is None:
            rows = await tx.log_of(letterbox_ids, before, BATCH)
        else:
            rows = await tx.log_about(letter.id, before, BATCH) if letter.letterbox_id in letterbox_ids else []
        for row in rows:
            yield row
        if len(rows) < BATCH:
            return
        before = rows[-1]["id"]


def _entry(office: Office, tx: Tx, row: Row) -> Entry:
    letter_id = row["letter_id"]
    return Entry(
        verb=Verb(row["verb"]),
        number=row["number"] or 0,
        response=row["response"],
        moderator=decided_by(office.seal, letter_id, row["sealed_moderator"]),
        reason=tx.reason_of(letter_id, row["sealed_reason"]),
        at=row["at"],
    )


async def figures(office: Office, letterboxes: Iterable[Letterbox]) -> tuple[Figures, Figures]:
    """Return how much there was to do in these letterboxes in the last `LATELY` days, and in all."""
    since = office.now - LATELY * DAY
    counted, verdicts = dict[str, int](), list[Row]()
    async with office.store.reading() as tx:
        for each in letterboxes:
            for row in (await tx.letters_counted(each.id, since), await tx.responses_counted(each.id, since)):
                for name in row.keys():  # noqa: SIM118 - a row of the database
                    counted[name] = counted.get(name, 0) + (row[name] or 0)
            verdicts += await tx.verdicts(each.id)
    lately = [row for row in verdicts if row["at"] > since]
    return _figures(counted, lately, "_lately"), _figures(counted, verdicts, "")


def _figures(counted: dict[str, int], verdicts: Sequence[Row], which: str) -> Figures:
    def done(verb: Verb) -> int:
        return sum(row["verb"] == verb for row in verdicts)

    return Figures(
        received=counted[f"received{which}"],
        published=counted[f"published{which}"],
        rejected=done(Verb.REJECT),
        returned=done(Verb.SEND_BACK),
        removed=done(Verb.REMOVE),
        responses=counted[f"responses{which}"],
        wait=_wait(verdicts),
    )


def _wait(verdicts: Sequence[Row]) -> int | None:
    """Return how long half of the letters waited at most. When a letter came to the desk, the id of its card tells."""
    last = {row["letter_id"]: row for row in verdicts if row["verb"] != Verb.REMOVE}
    waits = [row["at"] - second_of(row["card"]) for row in last.values() if row["card"]]
    known = [each for each in waits if each >= 0]  # a card that was posted anew says nothing of it
    return int(median(known)) if known else None
