"""Makes databases of any size: `python -m bench.databases FILE LETTERS`.

One letter of each kind is made by the store's own methods; the rest are copies of it under other ids, each value sealed
anew for its row. So a column that is added or dropped is followed, and every letter can be opened.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.letter import NoticeKind, Part, Person, ResponseKind, State
from bot.sealing.names import SEALED, author_of
from bot.sealing.seal import Seal
from bot.store.engine import Store
from bot.store.tx import Tx

RESPONSES, LETTERBOXES = 3, 50
#: One letter in ten is live: it waits, or its author is still known.
LIVE = (State.HELD, State.APPROVED, State.RETURNED, State.DRAFT)
BATCH = 2_000
#: Everything happened within so many seconds before now: fewer than authors are known for.
SPREAD = 80 * 24 * 3600
TIMES = ("at", "submitted_at", "published_at", "sent_at", "used_at")
#: The letter's table and those that refer to it, each only to tables before it.
TABLES = ("letter", "part", "notice", "response", "pen_name", "decision")
SENTENCE = "You left it leaning on the wall the day you moved out, and I have walked around it ever since. "


async def write(path: Path, letters: int, seal: Seal, now: int | None = None) -> None:
    """Makes a database with so many letters of realistic lengths, three responses each, in fifty letterboxes.

    `now`, in Unix seconds, is the time that the clock of the bot that opens it will show.
    """
    now = int(time.time()) if now is None else now
    store = Store(path, seal)
    await store.open()
    async with store.transaction() as tx:
        for guild in range(1, LETTERBOXES + 1):
            await tx.save_letterbox(guild, guild * 10 + 1, guild * 10 + 2, None, ["To you", "To myself"])
        patterns = [await _pattern(tx, seal, state, now) for state in (State.PUBLISHED, *LIVE)]
    await store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.row_factory = sqlite3.Row
        database.execute("PRAGMA synchronous = OFF")
        rows = {pattern: _rows_of(database, pattern) for pattern in patterns}
        for first in range(0, letters - len(patterns), BATCH):
            database.execute("BEGIN IMMEDIATE")
            for place in range(first, min(first + BATCH, letters - len(patterns))):
                live = place % 10 == 0
                pattern = patterns[1 + place // 10 % len(LIVE)] if live else patterns[0]
                _copy(database, seal, rows[pattern], place)
            database.execute("COMMIT")
        database.execute("UPDATE guild SET last_number = ?", (letters + 10,))


async def _pattern(tx: Tx, seal: Seal, state: State, now: int) -> int:
    """Makes one letter with everything that refers to it, and returns its id."""
    letterbox = await tx.letterbox_of(1)
    letter_id, who = secrets.randbits(62), Person(10**17, 10**17 + 1)
    tag = seal.tag("responder", 1, who.id)
    letter = await tx.add_letter(letter_id, seal.seal_person(who, author_of(letter_id)), letterbox)
    await tx.save_parts(letter_id, [Part(SENTENCE * 14)])
    if state is State.DRAFT:
        return letter_id
    await tx.set_number(letter.id, await tx.next_number(1), now)
    await tx.move(letter_id, State.DRAFT, state)
    if state is not State.PUBLISHED:
        return letter_id
    await tx.set_public_message(letter_id, 11, 10**18, 10**18 + 1, now)
    notice = await tx.add_notice(letter_id, NoticeKind.PUBLISHED, "It is published.")
    await tx.set_notice_message(notice.id, seal.seal_id(1, f"notice:{notice.id}"), seal.tag("message", 0, 1), now)
    for number in range(RESPONSES):
        name = f"Neighbour {number}"
        await tx.claim_pen_name(letter_id, name.lower(), name, tag, now)
        await tx.add_response(letter_id, ResponseKind.PEN, tag, name, SENTENCE * 2, 10**18 + 2 + number, now)
    return letter_id


def _rows_of(database: sqlite3.Connection, letter_id: int) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        key = "id" if table == "letter" else "letter_id"
        sql = f"SELECT * FROM {table} WHERE {key} = ?"  # noqa: S608 - names of ours
        found[table] = [dict(row) for row in database.execute(sql, (letter_id,))]
    return found


def _copy(database: sqlite3.Connection, seal: Seal, rows: dict[str, list[dict[str, Any]]], place: int) -> None:
    """Copies the letter as one of somebody else's."""
    letter_id, notices = secrets.randbits(62), dict[int, int]()
    for table in TABLES:
        for row in rows[table]:
            new = dict(_changed(row, table, letter_id, place, notices))
            for column, about in SEALED.get(table, {}).items():
                if row[column] is not None:
                    new[column] = seal.seal(seal.open(row[column], about.format(**row)), about.format(**new))
            marks = ", ".join("?" * len(new))
            sql = f"INSERT INTO {table} ({', '.join(new)}) VALUES ({marks})"  # noqa: S608 - names of ours
            database.execute(sql, [*new.values()])


def _changed(
    row: dict[str, Any], table: str, letter_id: int, place: int, notices: dict[int, int]
) -> Iterator[tuple[str, Any]]:
    """Yields the columns that differ in the copy: every id and mark; what refers to the letter,
    or to its notice, follows."""
    guild = place % LETTERBOXES + 1
    for column, value in row.items():
        if value is None or (column == "id" and table == "decision"):
            continue
        elif column in ("id", "letter_id") and (table == "letter" or column == "letter_id"):
            yield column, letter_id
        elif column == "id":
            yield column, notices.setdefault(value, secrets.randbits(62))
        elif column == "notice_id":
            yield column, notices[value]
        elif column in ("guild_id", "letterbox_id"):
            yield column, guild
        elif column in ("number", "turn") and table == "letter":
            yield column, place + 10
        elif column in TIMES:
            yield column, value - place * 7_919 % SPREAD
        elif column.endswith("_tag"):
            yield column, random.randbytes(len(value))  # noqa: S311 - fills space, hides nothing
        elif column in ("message_id", "thread_id", "desk_message_id", "report_message_id"):
            yield column, secrets.randbits(62)
        else:
            yield column, value


if __name__ == "__main__":
    asyncio.run(write(Path(sys.argv[1]), int(sys.argv[2]), Seal(bytes(32))))
