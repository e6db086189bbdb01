"""What a backup does not reveal: a thief who compares several of them row by row learns nothing from the differences.

Everything sealed is sealed anew, so that no value of one copy is found in another. Rows get random places in the file,
and fresh ids where nothing outside the database refers to them; what can neither be sealed nor be made anew is left
out. What it takes to recognise a reply is computed again when the copy is opened (`Tx.recognise_replies`).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiosqlite

from bot import files
from bot.errors import SealError
from bot.letter import new_id
from bot.sealing.seal import Seal
from bot.store.migrate import run
from bot.store.reseal import every_value, reseal_tag_key, sealed_anew
from bot.store.tables.rows import Row

#: Fast and without a journal: a draft that fails is thrown away.
PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "secure_delete = ON")
#: Where people's direct messages are, and the marks of direct messages that something came from or went to. Drafts, and
#: letters that may be sent back to their authors, keep theirs: they still follow edits of those messages.
LEFT_OUT = (
    "DELETE FROM inbox",
    "UPDATE notice SET message_tag = NULL",
    "DELETE FROM answer_part",
    *(
        f"UPDATE {table} SET source_tag = NULL WHERE letter_id NOT IN "  # noqa: S608 - the names are ours
        "(SELECT id FROM letter WHERE state IN ('draft', 'posted', 'held', 'returned'))"
        for table in ("part", "picture")
    ),
)
#: Tables whose ids appear nowhere outside the database.
FRESH = ("notice", "response", "report", "archive_name")
FRESH_IDS = (
    *(f"UPDATE {table} SET id = fresh(id)" for table in FRESH),  # noqa: S608
    "UPDATE response SET notice_id = fresh(notice_id)",
    "UPDATE delivery SET subject_id = fresh(subject_id) "
    "WHERE kind IN ('response', 'response-edit', 'notice', 'notice-edit')",
)
#: Tables whose rows have a hidden number (rowid), which tells in which order they were added.
NUMBERED = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
    "AND sql NOT LIKE '%INTEGER PRIMARY KEY%' AND sql NOT LIKE '%WITHOUT ROWID%'"
)


async def disguise(draft: Path, vault: Seal, show: Callable[[int, int], None]) -> None:
    """Make a copy reveal nothing when compared with other copies. It must have this version's layout and no other user.

    A value that does not open stays as it is: a backup is made of what there is. `show` is called with the number of
    values sealed anew, and the total. Raises SealError when these keys are not the database's, sqlite3.Error.
    """
    fresh = defaultdict[int, int](new_id)

    def fresh_id(id: int | None) -> int | None:
        return None if id is None else fresh[id]

    def anew(table: str, column: str, row: Row) -> bytes | None:
        with suppress(SealError):
            names = {**row, "id": fresh[row["id"]]} if table in FRESH else None
            return sealed_anew(vault, table, column, row, names)
        return None

    async with aiosqlite.connect(draft, isolation_level=None) as connection:

        @asynccontextmanager
        async def begin() -> AsyncGenerator[aiosqlite.Connection]:
            await run(connection, "BEGIN")
            yield connection
            await run(connection, "COMMIT")

        connection.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            await run(connection, f"PRAGMA {pragma}")
        await connection.create_function("fresh", 1, fresh_id)  # pyright: ignore[reportUnknownMemberType]
        async with begin():
            await reseal_tag_key(connection, vault)
            for statement in LEFT_OUT:
                await run(connection, statement)
        async for step in every_value(begin, anew):
            show(step.seen, step.total)
        async with begin():
            for statement in FRESH_IDS:
                await run(connection, statement)
            for (table,) in await connection.execute_fetchall(NUMBERED):
                await run(connection, f"UPDATE {table} SET rowid = ABS(RANDOM())")  # noqa: S608
        await run(connection, "VACUUM")  # leaves nothing of the former content in the file
    files.sync(draft)
