"""aiosqlite's connection, whose statements run where they are asked for while a transaction of the store is open.

To hand a statement to another thread and to hear back costs many times what the statement itself does. What may wait
for the disk or for another program goes to aiosqlite's thread as ever: BEGIN, COMMIT, checkpoints, migrations. So does
a reading that turns out to be long; a long writing stays, since SQLite would undo the transaction that it is torn out
of. Both are logged: every statement should be short.

Whoever uses this connection has it alone, and the thread has done what it was asked for (`Store`): SQLite would make
the loop wait for it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import aiosqlite

from bot import words

log = logging.getLogger(__name__)
#: SQLite is asked after so many of its steps; a statement that was asked about so often is long: about 5 ms.
STEPS, LONG = 10_000, 10


class Connection(aiosqlite.Connection):
    """`at_once`: statements run at once, on the loop's thread. Otherwise it is aiosqlite's connection, unchanged."""

    def __init__(self, path: Path) -> None:
        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            connection.set_progress_handler(self._asked, STEPS)
            return connection

        super().__init__(connect, iter_chunk_size=64)
        self.at_once = False
        self._times_asked = 0
        self._may_break_off = False
        self._told = set[str]()

    def _asked(self) -> bool:
        """Whether to break off what runs. A statement's steps are counted over all its runs, hence the many times."""
        self._times_asked += 1
        return self._may_break_off and self._times_asked > LONG

    def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Any:
        """As aiosqlite's; `at_once`, what is awaited, or entered, has all its rows."""
        return Answer(self, sql, parameters or ()) if self.at_once else super().execute(sql, parameters)

    def execute_fetchall(self, sql: str, parameters: Iterable[Any] | None = None) -> Any:
        """As aiosqlite's."""
        return self._rows(sql, parameters or ()) if self.at_once else super().execute_fetchall(sql, parameters)

    async def _rows(self, sql: str, parameters: Iterable[Any]) -> list[sqlite3.Row]:
        return await (await Answer(self, sql, parameters)).fetchall()

    async def ask(self, sql: str, parameters: Any) -> tuple[list[sqlite3.Row], int, int | None]:
        """The rows of a statement, how many it changed, and the row it inserted last."""
        self._times_asked, self._may_break_off = 0, sql.startswith("SELECT")
        try:
            cursor = self._conn.execute(sql, parameters)
            return cursor.fetchall(), cursor.rowcount, cursor.lastrowid
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            self._may_break_off = False
            return [*await super().execute_fetchall(sql, parameters)], -1, None
        finally:
            self._may_break_off = False
            if self._times_asked > LONG and sql not in self._told:
                self._told.add(sql)  # its words alone; what it was about is not in them
                log.warning(words.host.STATEMENT_LONG.format(statement=" ".join(sql.split())))


class Answer:
    """What a statement gave, all of it: for whoever takes it for aiosqlite's cursor."""

    __slots__ = ("_asked", "_rows", "lastrowid", "rowcount")

    def __init__(self, *asked: Any) -> None:
        self._asked = asked

    async def __aenter__(self) -> Answer:
        connection, sql, parameters = self._asked
        self._rows, self.rowcount, self.lastrowid = await connection.ask(sql, parameters)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is open."""

    def __await__(self) -> Generator[Any, None, Answer]:
        return self.__aenter__().__await__()

    async def fetchone(self) -> sqlite3.Row | None:
        return self._rows[0] if self._rows else None

    async def fetchall(self) -> list[sqlite3.Row]:
        return self._rows
