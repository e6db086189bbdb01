"""aiosqlite's connection, but statements run on the loop's own thread while a transaction of the store is open.

Handing a statement to another thread and hearing back costs many times what the statement itself does. What may wait
for the disk or for another program still goes to aiosqlite's thread: BEGIN, COMMIT, checkpoints, migrations. So does a
SELECT that turns out to be long; a long write stays, since SQLite would roll back the transaction if it were
interrupted. Both are logged: every statement should be short.

What a transaction has read it does not read again, unless something was written there since: the steps of a verb each
ask for what they need, and none has to know what another has read.

Whoever uses this connection must be its only user, with nothing left to do for the thread (`Store` sees to that):
otherwise SQLite would make the loop wait for the thread.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Generator, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import aiosqlite

from bot import words

log = logging.getLogger(__name__)
#: SQLite calls `_asked` once every STEPS of its steps; a statement with more than LONG calls is long: about 5 ms.
STEPS, LONG = 10_000, 10
#: Rows of one answer that are remembered until the transaction ends; longer ones are read again.
FEW = 20
#: The tables that a statement writes to; and those whose rows take rows of others with them when they are deleted.
WRITTEN, PARENTS = re.compile(r"\b(?:INTO|UPDATE|DELETE\s+FROM)\s+(\w+)"), frozenset({"letter", "response"})
Answered = tuple[list[sqlite3.Row], int, int | None]


class Connection(aiosqlite.Connection):
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

        super().__init__(connect, iter_chunk_size=64)
        self._at_once = False
        #: By statement and parameters: what this transaction has read and may still believe.
        self._read = dict[tuple[str, Any], Answered]()
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
        self._read.clear()

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

    async def ask(self, sql: str, parameters: Any) -> Answered:
        """Run a statement at once. Returns its rows, how many it changed, and the id of the row it inserted last.

        A SELECT whose answer is known is not run. Raises sqlite3.Error.
        """
        if not sql.startswith("SELECT"):
            self._forget(sql)
            return await self._ask(sql, parameters)
        key = _key(sql, parameters)
        if key in self._read:
            return self._read[key]
        answer = await self._ask(sql, parameters)
        if len(answer[0]) <= FEW:
            self._read[key] = answer
        return answer

    def remember(self, sql: str, parameters: Any, *rows: sqlite3.Row) -> None:
        """Take it that this SELECT returns these rows, as they were just written; none of what is new."""
        if self.at_once:
            self._read[_key(sql, parameters)] = [*rows], -1, None

    def _forget(self, sql: str) -> None:
        """Forget what this statement may change."""
        if not self._read:
            return
        written = _written(sql)
        if "DELETE" in sql and not PARENTS.isdisjoint(written):
            self._read.clear()
        elif written:
            for key in [key for key in self._read if not written.isdisjoint(_words(key[0]))]:
                del self._read[key]

    async def _ask(self, sql: str, parameters: Any) -> Answered:
        """Run a statement. A SELECT that turns out to be long is run again in aiosqlite's thread."""
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


def _key(sql: str, parameters: Any) -> tuple[str, Any]:
    return sql, tuple(parameters.values() if hasattr(parameters, "values") else parameters)


@cache
def _written(sql: str) -> frozenset[str]:
    return frozenset(WRITTEN.findall(sql))


@cache
def _words(sql: str) -> frozenset[str]:
    """Return the words of a statement: the names of all tables that it reads are among them."""
    return frozenset(re.findall(r"\w+", sql))


class Answer:
    """All that a statement returned, in the shape of aiosqlite's cursor."""

    __slots__ = ("_asked", "_rows", "lastrowid", "rowcount")

    def __init__(self, *asked: Any) -> None:
        self._asked = asked

    async def __aenter__(self) -> Answer:
        connection, sql, parameters = self._asked
        self._rows, self.rowcount, self.lastrowid = await connection.ask(sql, parameters)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Do nothing: no cursor is open."""

    def __await__(self) -> Generator[Any, None, Answer]:
        return self.__aenter__().__await__()

    async def fetchone(self) -> sqlite3.Row | None:
        """Return the first row, or None; does not advance."""
        return self._rows[0] if self._rows else None

    async def fetchall(self) -> list[sqlite3.Row]:
        """Return all rows."""
        return [*self._rows]
