"""Looking into a database on a server without changing it: for the host's commands, and for the archive."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from bot import words
from bot.errors import StoreError
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store import reader
from bot.store.postgres import layout
from bot.store.postgres.connection import FAILURES, PATIENCE, Connection
from bot.store.postgres.trouble import trouble_of
from bot.store.trouble import StatementFailed


class Answer(list[Any]):
    """The rows of a statement, in the shape of sqlite3's cursor."""

    def fetchall(self) -> list[Any]:
        """Return all rows."""
        return self

    def fetchone(self) -> Any | None:
        """Return the first row, or None."""
        return self[0] if self else None


class Looking:
    """A connection in the shape of sqlite3's, as `reader` asks it."""

    def __init__(self, runner: asyncio.Runner, connection: Connection, layout: int) -> None:
        self._runner, self._connection = runner, connection
        self.layout = layout

    def execute(self, sql: str, values: Any = ()) -> Answer:
        """Return the rows of a statement."""
        return Answer(self._runner.run(self._connection.execute_fetchall(sql, values)))


@contextmanager
def looking(url: str) -> Generator[Looking]:
    """Yield a connection that sees one moment. To be called where no loop runs. Raises StoreError."""
    with asyncio.Runner() as runner:
        try:
            connection = runner.run(Connection.to(url, PATIENCE))
            try:
                runner.run(connection.begin(PATIENCE, writing=False))
                yield Looking(runner, connection, runner.run(layout.found(connection)))
            finally:
                runner.run(connection.close())
        except (StatementFailed, *FAILURES) as error:
            raise _cannot(url, error) from error


@asynccontextmanager
async def watching(url: str, vault: Seal) -> AsyncGenerator[Connection]:
    """Yield a connection to a database of this version's layout, to read from. Raises StoreError, SealError."""
    async with _connected(url) as connection:
        if await layout.found(connection) != reader.known_layout():
            raise StoreError(words.host.DATABASE_OLDER)
        await layout.check_key(connection, vault)
        yield connection


async def are_one(url: str, other: str) -> bool:
    """Return whether two URLs lead to the same database. Raises StoreError where one of them leads nowhere."""
    async with _connected(url) as one, _connected(other) as another:
        number = secrets.randbits(62)  # a lock that nobody else asks for
        await one.value("SELECT pg_try_advisory_lock($1)", number)
        return not await another.value("SELECT pg_try_advisory_lock($1)", number)


@asynccontextmanager
async def _connected(url: str) -> AsyncGenerator[Connection]:
    """Yield a connection. Raises StoreError."""
    try:
        connection = await Connection.to(url)
        try:
            yield connection
        finally:
            await connection.close()
    except (StatementFailed, *FAILURES) as error:
        raise _cannot(url, error) from error


@asynccontextmanager
async def one_moment(connection: Connection) -> AsyncGenerator[Connection]:
    """Yield the connection in a transaction that sees one moment."""
    await connection.begin(PATIENCE, writing=False)
    try:
        yield connection
    finally:
        await connection.roll_back()


def _cannot(url: str, error: BaseException) -> StoreError:
    why = trouble_of(error.__cause__ if isinstance(error, StatementFailed) else error)
    return StoreError(words.host.DATABASE_CANNOT_OPEN.format(path=Settings(database_url=url).shown_url, why=why))
