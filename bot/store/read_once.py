"""What a transaction has read it does not read again, unless something was written there since.

The steps of a verb each ask for what they need, and none has to know what another has read. Every engine's connection
asks through this.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from functools import cache
from typing import Any, Protocol

#: Rows of one answer that are remembered until the transaction ends; longer ones are read again.
FEW = 20
#: The tables that a statement writes to; and those whose rows take rows of others with them when they are deleted.
WRITTEN, PARENTS = re.compile(r"\b(?:INTO|UPDATE|DELETE\s+FROM)\s+(\w+)"), frozenset({"letter", "response", "question"})
#: The rows of a statement, how many it changed (-1: it reads), and the id of the row it inserted last, where known.
Answered = tuple[list[Any], int, int | None]


class Asked(Protocol):
    """What is asked of a connection, whichever the engine: aiosqlite's calls, rows and parameters by name."""

    def execute(self, sql: str, parameters: Any = None) -> Any:
        """Return what is awaited or entered for a cursor."""
        ...

    def execute_fetchall(self, sql: str, parameters: Any = None) -> Any:
        """Return what is awaited for all rows."""
        ...

    def executemany(self, sql: str, parameters: Any) -> Any:
        """Run a statement for each of these; what is awaited says nothing."""
        ...


class Remembers(Asked, Protocol):
    """What the tables ask."""

    def remember(self, sql: str, parameters: Any, *rows: Any) -> None:
        """Take it that this SELECT returns these rows, as they were just written; none of what is new."""
        ...

    async def last_ids(self) -> dict[str, int]:
        """Return the last id that was counted up, by table, where the engine keeps that."""
        ...

    async def count_on(self, last: Mapping[str, int]) -> None:
        """Give no id again that has been given, by table, there or here."""
        ...


class Remembering:
    """A connection's memory of one transaction. Whoever begins or ends one calls `forget_all`."""

    def __init__(self) -> None:
        #: By statement and parameters: what this transaction has read and may still believe.
        self._read = dict[tuple[str, Any], Answered]()

    def forget_all(self) -> None:
        """Believe nothing of what was read."""
        self._read.clear()

    async def ask(self, sql: str, parameters: Any) -> Answered:
        """Run a statement. A SELECT whose answer is known is not run. Raises what the engine raises."""
        if not sql.startswith("SELECT"):
            self._forget(sql)
            return await self.run_it(sql, parameters)
        key = _key(sql, parameters)
        if key in self._read:
            return self._read[key]
        answer = await self.run_it(sql, parameters)
        if len(answer[0]) <= FEW:
            self._read[key] = answer
        return answer

    async def run_it(self, sql: str, parameters: Any) -> Answered:
        """Run a statement, whatever is known."""
        raise NotImplementedError

    def put(self, sql: str, parameters: Any, *rows: Any) -> None:
        """Take it that this SELECT returns these rows."""
        self._read[_key(sql, parameters)] = [*rows], -1, None

    def _forget(self, sql: str) -> None:
        """Forget what this statement may change."""
        if not self._read:
            return
        written = written_by(sql)
        if "DELETE" in sql and not PARENTS.isdisjoint(written):
            self._read.clear()
        elif written:
            for key in [key for key in self._read if not written.isdisjoint(words_of(key[0]))]:
                del self._read[key]


def _key(sql: str, parameters: Any) -> tuple[str, Any]:
    return sql, tuple(parameters.values() if hasattr(parameters, "values") else parameters)


@cache
def written_by(sql: str) -> frozenset[str]:
    """Return the tables that a statement writes to."""
    return frozenset(WRITTEN.findall(sql))


@cache
def words_of(sql: str) -> frozenset[str]:
    """Return the words of a statement: the names of all tables that it reads are among them."""
    return frozenset(re.findall(r"\w+", sql))


class Answer:
    """All that a statement returned, in the shape of a cursor as aiosql knows it."""

    __slots__ = ("_asked", "_rows", "lastrowid", "rowcount")

    def __init__(self, connection: Remembering, sql: str, parameters: Any) -> None:
        self._asked = connection, sql, parameters

    async def __aenter__(self) -> Answer:
        connection, sql, parameters = self._asked
        self._rows, self.rowcount, self.lastrowid = await connection.ask(sql, parameters)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Do nothing: no cursor is open."""

    def __await__(self) -> Generator[Any, None, Answer]:
        return self.__aenter__().__await__()

    async def fetchone(self) -> Any | None:
        """Return the first row, or None; does not advance."""
        return self._rows[0] if self._rows else None

    async def fetchall(self) -> list[Any]:
        """Return all rows."""
        return [*self._rows]
