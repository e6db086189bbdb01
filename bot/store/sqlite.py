"""The SQLite engine: one connection, one writer, one lock around every whole transaction.

aiosqlite queues statements, not transactions: without the lock, one task's rollback would take another
task's insert with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite

from bot import words
from bot.errors import StoreError
from bot.ports import Vault
from bot.store.migrate import migrate, run
from bot.store.tx import SqlTx

PRAGMAS = ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", "busy_timeout = 5000")
KEY_CHECK = "key-check"


class SqliteStore:
    """Keeps everything in one file. See `ports.Store`."""

    def __init__(self, path: Path, vault: Vault) -> None:
        self._path = path
        self._vault = vault
        self._lock = asyncio.Lock()
        self._connection: aiosqlite.Connection | None = None

    async def open(self) -> None:
        """Open, migrate, check the key. Raises StoreError or SealError; then nothing stays open."""
        try:
            _try_out(self._path)
            connection = await aiosqlite.connect(self._path, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise self._cannot_open(error) from error
        try:
            connection.row_factory = sqlite3.Row
            for pragma in PRAGMAS:
                await run(connection, f"PRAGMA {pragma}")
            await migrate(connection)
            self._connection = connection
            await self._check_key()
            await self._release()
        except sqlite3.Error as error:
            await self._abandon(connection)
            raise self._cannot_open(error) from error
        except BaseException:
            await self._abandon(connection)
            raise

    async def close(self) -> None:
        """Close; safe to call twice, waits for the transaction under way."""
        async with self._lock:
            if self._connection is not None:
                connection, self._connection = self._connection, None
                await connection.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[SqlTx]:
        """One transaction. Statements reach SQLite in the order they were queued, so that a rollback
        queued on cancellation always finds the BEGIN that was under way."""
        async with self._lock:
            connection = self._connection
            if connection is None:
                raise StoreError(words.DATABASE_CLOSED)
            try:
                await run(connection, "BEGIN IMMEDIATE")
                yield SqlTx(connection, self._vault)
                await run(connection, "COMMIT")
            except BaseException:
                await asyncio.shield(_rollback(connection))
                raise

    async def _check_key(self) -> None:
        """A known value is sealed on first run; a wrong key cannot open it."""
        async with self.transaction() as tx:
            sealed = await tx.remark(KEY_CHECK)
            if sealed is None:
                await tx.set_remark(KEY_CHECK, self._vault.seal(KEY_CHECK.encode(), KEY_CHECK))
            else:
                self._vault.open(sealed, KEY_CHECK)

    async def _release(self) -> None:
        """One process serves a file: what another had claimed, it died with."""
        async with self.transaction() as tx:
            await tx.release_all()

    async def _abandon(self, connection: aiosqlite.Connection) -> None:
        self._connection = None
        await connection.close()

    def _cannot_open(self, error: Exception) -> StoreError:
        return StoreError(words.DATABASE_CANNOT_OPEN.format(path=self._path, why=error))


def _try_out(path: Path) -> None:
    """Raises where the file cannot be opened: there aiosqlite would leave a thread that outlives the event loop."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sqlite3.connect(path).close()


async def _rollback(connection: aiosqlite.Connection) -> None:
    with contextlib.suppress(sqlite3.OperationalError):  # nothing to roll back: BEGIN or COMMIT got there first
        await run(connection, "ROLLBACK")
