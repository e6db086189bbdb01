"""Reading letters from a database without changing it, whether or not the bot is using it.

Each block sees one moment and is short: while somebody reads, the bot cannot empty the write-ahead log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from bot import words
from bot.errors import StoreError
from bot.sealing.seal import Seal
from bot.store import reader
from bot.store.connection import Connection
from bot.store.tables.kept import Kept
from bot.store.trouble import trouble_of
from bot.store.tx import Tx


class Watch:
    """A database that is open for reading alone."""

    def __init__(self, connection: Connection, vault: Seal, *, mature: bool) -> None:
        self._connection, self._vault, self._mature = connection, vault, mature

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Tx]:
        """Run a block that sees one moment. What it calls must change nothing."""
        self._connection.at_once = True
        await self._connection.execute("BEGIN")
        try:
            yield Tx(self._connection, self._vault, Kept(mature=self._mature))
        finally:
            await self._connection.execute("COMMIT")
            self._connection.at_once = False


@asynccontextmanager
async def watching(path: Path, vault: Seal, *, mature: bool) -> AsyncGenerator[Watch]:
    """Open a database that this version of the bot has made or brought up to date.

    `mature` is whether letterboxes may have a channel for that. Raises SetupError, also for what SQLite raises in the
    block.
    """
    with reader.reading(path) as found:
        if reader.check_layout(found) != reader.known_layout():
            raise StoreError(words.host.DATABASE_OLDER)
        reader.check_key(found, vault)
    connection = Connection(path, reader.address(path))
    try:
        await connection
        try:
            yield Watch(connection, vault, mature=mature)
        finally:
            await connection.close()
    except (OSError, sqlite3.Error) as error:
        raise StoreError(words.host.DATABASE_CANNOT_OPEN.format(path=path, why=trouble_of(error))) from error
