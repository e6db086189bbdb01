"""Makes databases of any size: `python -m bench.databases FILE LETTERS`.

One letter of each kind is made by the store's own methods (`patterns`); the rest are copies of them under other ids and
at other times, each value sealed anew for its row. So a column that is added or dropped is followed, and every letter
can be opened. The oldest nine tenths have no author any more, as after 90 days; the newest tenth is live.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import random
import secrets
import sqlite3
import struct
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from bench.patterns import DAY, LIVE, OVER, RESPONSES, SENTENCE, draw
from bot.host.progress import Bar
from bot.letter import State
from bot.life.inbox import POSITION
from bot.sealing.names import SEALED, inbox_of
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore

__all__ = ["KEY", "KEY_TEXT", "RESPONSES", "write"]

#: The key of every database that `python -m bench.databases` writes.
KEY = bytes(32)
KEY_TEXT = base64.b64encode(KEY).decode()  #: the same, as SEAL_KEY has it
LETTERBOXES = 50
BATCH = 2_000
#: Bytes of SQLite's cache while it writes: what an index of random ids needs, so that a million stays fast.
CACHE = 512 << 20
#: Seconds: a live letter was published within so many before now, and waits since at most so many; the first of all was
#: written so many ago.
LIVE_FOR, WAITS_FOR, EVER = 80 * DAY, 6 * DAY, 3 * 365 * DAY
#: What can be a moment in Unix seconds, and is no id and no number.
MOMENTS = range(10**9, 10**10)
#: The letter's table and those that refer to it, each only to tables before it.
TABLES = ("letter", "part", "notice", "response", "pen_name", "decision")
MESSAGES = ("message_id", "desk_message_id", "report_message_id")
#: Real lengths, in characters: of letters, of responses.
LENGTHS = {"part": (400, 700, 900, 1200, 1300, 1700, 2400, 3900), "response": (40, 80, 120, 200, 350, 900)}
TEXTS = {
    table: [(SENTENCE * (length // len(SENTENCE) + 1))[:length].encode() for length in lengths]
    for table, lengths in LENGTHS.items()
}


async def write(path: Path, letters: int, seal: Seal, now: int | None = None, progress: TextIO | None = None) -> None:
    """Makes a database with so many letters of realistic lengths, three responses each, in fifty letterboxes.

    `now`, in Unix seconds, is the time that the clock of the bot that opens it will show; `progress`, where a bar is
    shown. The file appears when it is whole.
    """
    now, unfinished = int(time.time()) if now is None else now, path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    patterns = await _patterns(unfinished, seal, now)
    bar = Bar(progress, "letters") if progress else None
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as database:
        database.row_factory = sqlite3.Row
        for pragma in ("synchronous = OFF", "journal_mode = MEMORY", f"cache_size = -{CACHE >> 10}"):
            database.execute(f"PRAGMA {pragma}")
        kinds = {key: Pattern.of(database, seal, letter_id) for key, letter_id in patterns.items()}
        for table in reversed(TABLES):
            database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        indices = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql > ''").fetchall()
        for index in indices:  # made at the end, sorted: many times as fast
            database.execute(f"DROP INDEX {index['name']}")
        maker = Maker(database, seal, now, letters, kinds)
        for first in range(0, letters, BATCH):
            maker.batch(range(first, min(first + BATCH, letters)))
            if bar:
                bar.at(min(first + BATCH, letters), letters)
        for index in indices:
            database.execute(index["sql"])
        database.executemany("UPDATE guild SET last_number = ? WHERE id = ?", [*maker.numbers_of_guilds()])
        if _analysed(database):
            database.execute("ANALYZE")
        database.execute("PRAGMA journal_mode = WAL")
    if bar:
        bar.finish()
    os.replace(unfinished, path)  # noqa: PTH105 - its siblings are gone with the last connection


def count(path: Path) -> int:
    """Returns how many letters a database holds."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute("SELECT COUNT(*) FROM letter").fetchone()[0]


async def _patterns(path: Path, seal: Seal, now: int) -> dict[tuple[State, bool], int]:
    """Makes the file with its letterboxes and one letter of each kind; returns their ids by state and liveliness."""
    store = SqliteStore(path, seal)
    await store.open()
    try:
        async with store.transaction() as tx:
            for guild in range(1, LETTERBOXES + 1):
                await tx.save_letterbox(guild, guild * 10 + 1, guild * 10 + 2, None, ["To you", "To myself"])
            letterbox = await tx.letterbox(1)
            kinds = [*((state, True) for state in {*LIVE}), *((state, False) for state in {*OVER})]
            return {
                (state, live): await draw(tx, seal, letterbox, state, now, live=live) for state, live in sorted(kinds)
            }
    finally:
        await store.close()


def _analysed(database: sqlite3.Connection) -> bool:
    """Whether the store keeps statistics: then they have to be true."""
    return bool(database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").fetchone())


@dataclass(slots=True)
class Copy:
    """What is new about one copy."""

    place: int
    letter_id: int
    guild: int
    number: int
    age: int  #: seconds
    rounded: bool  #: whether only the day is kept on which it was sent
    ids: dict[int, int] = field(default_factory=dict)  #: of notices, responses and threads: new for old


Change = Callable[[Copy, Any], Any]


@dataclass(frozen=True, slots=True)
class Template:
    """One row of a pattern: what changes in a copy of it, and what is sealed anew."""

    table: str
    row: dict[str, Any]
    changes: list[tuple[str, Change]]
    sealed: list[tuple[str, str, bytes]]
    sql: str

    def copied(self, seal: Seal, copy: Copy) -> list[Any]:
        """Returns the columns of the copy."""
        row = self.row.copy()
        for column, change in self.changes:
            row[column] = change(copy, row[column])
        for column, about, plain in self.sealed:
            if column == "sealed_text" and (texts := TEXTS.get(self.table)):
                plain = texts[copy.place * 7 % len(texts)]
            elif column == "sealed_author":
                plain = struct.pack(">QQ8s", *_people(copy.place), b"en-US")
            row[column] = seal.seal(plain, about.format_map(row))
        return [*row.values()]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A letter to be copied."""

    templates: list[Template]

    @classmethod
    def of(cls, database: sqlite3.Connection, seal: Seal, letter_id: int) -> Pattern:
        """Reads the letter and all that refers to it."""
        templates = list[Template]()
        for table in TABLES:
            key = "id" if table == "letter" else "letter_id"
            sql = f"SELECT * FROM {table} WHERE {key} = ?"  # noqa: S608 - names of ours
            templates += [_template(table, dict(row), seal) for row in database.execute(sql, (letter_id,))]
        return cls(templates)


def _template(table: str, row: dict[str, Any], seal: Seal) -> Template:
    sealed = [
        (column, about, seal.open(row[column], about.format_map(row)))
        for column, about in SEALED.get(table, {}).items()
        if row[column] is not None
    ]
    if table == "decision":
        del row["id"]
    changes = [(column, change) for column in row if row[column] and (change := _change(table, column, row[column]))]
    marks = ", ".join("?" * len(row))
    sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608 - names of ours
    return Template(table, row, changes, sealed, sql)


def _change(table: str, column: str, value: Any) -> Change | None:
    """Returns how a column with this value differs in the copy: every id, mark and moment; what refers to the letter,
    its notice or its thread follows."""
    if column == "letter_id" or (table, column) == ("letter", "id"):
        return lambda copy, _: copy.letter_id
    if column in ("id", "notice_id", "thread_id"):
        return lambda copy, value: copy.ids.get(value) or copy.ids.setdefault(value, secrets.randbits(62))
    if column in ("guild_id", "letterbox_id"):
        return lambda copy, _: copy.guild
    if column == "channel_id":
        return lambda copy, _: copy.guild * 10 + 1
    if table == "letter" and column == "number":
        return lambda copy, _: copy.number
    if column == "turn":
        return lambda copy, _: copy.place + 1
    if column == "submitted_at":
        return lambda copy, value: (value - copy.age) // DAY * DAY if copy.rounded else value - copy.age
    if column == "kept_until":
        return lambda copy, value: value + copy.place % 7 * DAY
    if column.endswith("_tag"):
        return lambda _, value: random.randbytes(len(value))  # noqa: S311 - fills space, hides nothing
    if column in MESSAGES:
        return lambda *_: secrets.randbits(62)
    if isinstance(value, int) and value in MOMENTS:
        return lambda copy, value: value - copy.age
    return None


def _people(place: int) -> tuple[int, int]:
    """Returns account and channel of a letter's author; each has written a few."""
    return 10**17 + place // 3, 2 * 10**17 + place // 3


@dataclass(slots=True)
class Maker:
    """Writes copies, oldest first."""

    database: sqlite3.Connection
    seal: Seal
    now: int
    letters: int
    kinds: dict[tuple[State, bool], Pattern]
    _numbers: Counter[int] = field(default_factory=Counter)

    def batch(self, places: range) -> None:
        """Writes the letters of these places, in one transaction."""
        rows = defaultdict[tuple[int, str], list[list[Any]]](list)
        inboxes = list[tuple[Any, ...]]()
        for place in places:
            state, live, copy = self._copy(place)
            for template in self.kinds[state, live].templates:
                rows[TABLES.index(template.table), template.sql].append(template.copied(self.seal, copy))
            if live and place % 3 == 0:
                inboxes.append(self._inbox(place))
        self.database.execute("BEGIN IMMEDIATE")
        for (_, sql), values in sorted(rows.items(), key=lambda found: found[0]):
            self.database.executemany(sql, values)
        self.database.executemany(
            "INSERT INTO inbox (id, person_tag, sealed_position, until) VALUES (?, ?, ?, NULL)", inboxes
        )
        self.database.execute("COMMIT")

    def _copy(self, place: int) -> tuple[State, bool, Copy]:
        forgotten = self.letters - self.letters // 10
        live = place >= forgotten
        state = LIVE[place % len(LIVE)] if live else OVER[place % len(OVER)]
        if not live:
            age = EVER - place * (EVER - LIVE_FOR - 20 * DAY) // max(forgotten, 1)
        elif state in (State.PUBLISHED, State.REMOVED):
            age = LIVE_FOR - (place - forgotten) * LIVE_FOR // max(self.letters - forgotten, 1)
        else:
            age = place * 7_919 % WAITS_FOR
        if state is State.POSTED:
            age = -(place % 6) * 3600
        # some servers are larger than others: the first has a seventh of all letters
        guild = int(LETTERBOXES ** ((place * 0.6180339887498949) % 1))
        self._numbers[guild] += 1
        rounded = age > DAY and state is not State.HELD
        copy = Copy(place, secrets.randbits(62), guild, self._numbers[guild], age, rounded)
        return state, live, copy

    def _inbox(self, place: int) -> tuple[Any, ...]:
        inbox_id, (person, dm) = secrets.randbits(62), _people(place)
        position = struct.pack(POSITION, person, dm, 10**18, 0, b"en-US", 0, 0, 0, 0, 0, True)
        return inbox_id, self.seal.tag("inbox", 0, person), self.seal.seal(position, inbox_of(inbox_id))

    def numbers_of_guilds(self) -> list[tuple[int, int]]:
        """Returns the last number that each server has given, and the server's id."""
        return [(number, guild) for guild, number in self._numbers.items()]


def main() -> None:
    """Writes the database that the command line asks for, and says how large it is and how long that took."""
    parser = argparse.ArgumentParser(prog="python -m bench.databases", description="Make a database of any size.")
    parser.add_argument("file", type=Path, help="the new file")
    parser.add_argument("letters", type=int, help="how many letters, three responses each, one in ten live")
    options = parser.parse_args()
    began = time.monotonic()
    asyncio.run(write(options.file, options.letters, Seal(KEY), progress=sys.stderr))
    size = options.file.stat().st_size
    print(f"{options.letters:,} letters, {size / 1e9:.2f} GB, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
