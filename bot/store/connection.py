"""aiosqlite's connection, but statements run on the loop's own thread while a transaction of the store is open.

Handing a statement to another thread and hearing back costs many times what the statement itself does. What may wait
for the disk or for another program still goes to aiosqlite's thread: BEGIN, COMMIT, checkpoints, migrations. So does a
SELECT that turns out to be long; a long write stays, since SQLite would roll back the transaction if it were
interrupted. Both are logged: every statement should be short.

Whoever uses this connection must be its only user, with nothing left to do for the thread (`Store` sees to that):
otherwise SQLite would make the loop wait for the thread.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import aiosqlite

from bot import words
from bot.store.read_once import Answer, Answered, Remembering

log = logging.getLogger(__name__)
#: SQLite calls `_asked` once every STEPS of its steps; a statement with more than LONG calls is long: about 5 ms.
STEPS, LONG = 10_000, 10
#: Tables with AUTOINCREMENT.
NEVER_TWICE = frozenset({"delivery", "setup"})


class Connection(aiosqlite.Connection, Remembering):
    """While `at_once` is set, statements run at once on the loop's thread. Otherwise it is aiosqlite's connection."""

    def __init__(self, path: Path, address: str | None = None) -> None:
        """Connect to the file; where there is an `address` (a URI of SQLite’s), as that says."""

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                address or path, isolation_level=None, check_same_thread=False, uri=address is not None
            )
            connection.row_factory = sqlite3.Row
            connection.set_progress_handler(self._asked, STEPS)
            return connection

        aiosqlite.Connection.__init__(self, connect, iter_chunk_size=64)
        Remembering.__init__(self)
        self._at_once = False
        self._times_asked = 0
        self._may_break_off = False
        self._told = set[str]()

    @property
    def at_once(self) -> bool:
        """Whether statements run at once. Whatever sets it begins or ends a transaction, or one attempt at that."""
        return self._at_once

    @at_once.setter
    def at_once(self, at_once: bool) -> None:
        self._at_once = at_once
        self.forget_all()

    def _asked(self) -> bool:
        """Return whether to interrupt the statement that is running.

        SQLite counts a statement's steps over all its runs, so one call says little; hence the many.
        """
        self._times_asked += 1
        return self._may_break_off and self._times_asked > LONG

    def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Any:
        """Do as aiosqlite's `execute`; while `at_once` is set, what is awaited or entered has all its rows already."""
        return Answer(self, sql, parameters or ()) if self.at_once else super().execute(sql, parameters)

    def execute_fetchall(self, sql: str, parameters: Iterable[Any] | None = None) -> Any:
        """Do as aiosqlite's `execute_fetchall`."""
        return self._rows(sql, parameters or ()) if self.at_once else super().execute_fetchall(sql, parameters)

    async def _rows(self, sql: str, parameters: Iterable[Any]) -> list[sqlite3.Row]:
        return await (await Answer(self, sql, parameters)).fetchall()

    def remember(self, sql: str, parameters: Any, *rows: sqlite3.Row) -> None:
        """Take it that this SELECT returns these rows, as they were just written; none of what is new."""
        if self.at_once:
            self.put(sql, parameters, *rows)

    async def last_ids(self) -> dict[str, int]:
        """Return the last id that was counted up, by table, of those that never give one twice."""
        return {row["name"]: row["seq"] for row in await self.execute_fetchall("SELECT name, seq FROM sqlite_sequence")}

    async def count_on(self, last: Mapping[str, int]) -> None:
        """Give no id again that has been given; the other tables look at what is there."""
        for table, number in last.items():
            if table in NEVER_TWICE:
                await self.execute("DELETE FROM sqlite_sequence WHERE name = ? AND seq < ?", (table, number))
                await self.execute(
                    "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2 "
                    "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
                    (table, number),
                )

    async def run_it(self, sql: str, parameters: Any) -> Answered:
        """Run a statement at once. A SELECT that turns out to be long is run again in aiosqlite's thread."""
        self._times_asked, self._may_break_off = 0, sql.startswith("SELECT")
        try:
            cursor = self._conn.execute(sql, parameters)
            return cursor.fetchall(), cursor.rowcount, cursor.lastrowid
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_INTERRUPT:  # Python's own have none
                raise
            self._may_break_off = False
            return [*await super().execute_fetchall(sql, parameters)], -1, None
        finally:
            self._may_break_off = False
            if self._times_asked > LONG and sql not in self._told:
                self._told.add(sql)  # the statement alone, without its parameters
                log.warning(words.host.STATEMENT_LONG.format(statement=" ".join(sql.split())))
