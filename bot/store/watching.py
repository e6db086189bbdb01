"""Reading letters from a database without changing it, whether or not the bot is using it.

Each block sees one moment and is short: while somebody reads, the bot cannot empty the write-ahead log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot import words
from bot.errors import StoreError
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store import reader
from bot.store.connection import Connection
from bot.store.read_once import Remembers
from bot.store.tables.kept import Kept
from bot.store.trouble import driven, trouble_of
from bot.store.tx import Tx

#: Begins a block that sees one moment.
Moment = Callable[[], AbstractAsyncContextManager[Remembers]]


class Watch:
    """A database that is open for reading alone."""

    def __init__(self, moment: Moment, vault: Seal, *, mature: bool) -> None:
        self._moment, self._vault, self._mature = moment, vault, mature

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Tx]:
        """Run a block that sees one moment. What it calls must change nothing."""
        async with self._moment() as connection:
            yield Tx(connection, self._vault, Kept(mature=self._mature))


@asynccontextmanager
async def watching(settings: Settings, vault: Seal) -> AsyncGenerator[Watch]:
    """Open a database that this version of the bot has made or brought up to date.

    Raises SetupError, also for what the engine raises in the block.
    """
    mature = settings.takes_mature
    if settings.on_postgres:
        there = driven("bot.store.postgres.looking")
        async with there.watching(settings.database_url, vault) as served:
            yield Watch(lambda: there.one_moment(served), vault, mature=mature)
    else:
        async with _watching_file(settings.database_path, vault) as connection:
            yield Watch(lambda: _one_moment(connection), vault, mature=mature)


@asynccontextmanager
async def _one_moment(connection: Connection) -> AsyncGenerator[Connection]:
    connection.at_once = True
    await connection.execute("BEGIN")
    try:
        yield connection
    finally:
        await connection.execute("COMMIT")
        connection.at_once = False


@asynccontextmanager
async def _watching_file(path: Path, vault: Seal) -> AsyncGenerator[Connection]:
    with reader.reading(path) as found:
        if reader.check_layout(found) != reader.known_layout():
            raise StoreError(words.host.DATABASE_OLDER)
        reader.check_key(found, vault)
    connection = Connection(path, reader.address(path))
    try:
        await connection
        try:
            yield connection
        finally:
            await connection.close()
    except (OSError, sqlite3.Error) as error:
        raise StoreError(words.host.DATABASE_CANNOT_OPEN.format(path=path, why=trouble_of(error))) from error
