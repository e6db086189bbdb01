"""The SQLite engine: one process, one connection, one writer, one lock around every whole transaction.

aiosqlite queues statements, not transactions: without the lock, one task's rollback would take another
task's insert with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot import words
from bot.errors import StoreError
from bot.ports import Vault
from bot.store.lock import Lock, Taken
from bot.store.migrate import migrate, run
from bot.store.reseal import TAG_KEY, TAG_KEY_NEXT, Progress, walk
from bot.store.tx import QUERIES, SqlTx

log = logging.getLogger(__name__)

PRAGMAS = ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", "busy_timeout = 5000")


T = TypeVar("T")


class SqliteStore:
    """Keeps everything in one file. See `ports.Store`."""

    def __init__(self, path: Path, vault: Vault) -> None:
        self._path = path
        self._vault = vault
        self._process = Lock(path)
        self._lock = asyncio.Lock()
        self._connection: aiosqlite.Connection | None = None

    async def open(self) -> None:
        """Check the key, open, migrate. Raises StoreError or SealError; then nothing stays open.

        With a wrong key nothing is written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._process.take()
            await self._open()
        except Taken as error:
            raise StoreError(words.DATABASE_IN_USE.format(path=self._path)) from error
        except (OSError, sqlite3.Error) as error:
            self._process.release()
            raise StoreError(words.DATABASE_CANNOT_OPEN.format(path=self._path, why=error)) from error
        except BaseException:
            self._process.release()
            raise

    async def _open(self) -> None:
        tag_keys = _tag_keys(self._path)
        for sealed in tag_keys:
            self._vault.use_tag_key(sealed)
        sqlite3.connect(self._path).close()  # where this fails, aiosqlite would leave a thread that outlives us
        connection = await aiosqlite.connect(self._path, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            for pragma in PRAGMAS:
                await run(connection, f"PRAGMA {pragma}")
            await migrate(connection)
            self._connection = connection
            await self._first_words(new=not tag_keys)
        except BaseException:
            self._connection = None
            await connection.close()
            raise

    async def close(self) -> None:
        """Close; safe to call twice, waits for the transaction under way."""
        async with self._lock:
            if self._connection is not None:
                connection, self._connection = self._connection, None
                try:
                    await _truncate(connection)  # closing does it too, unless a backup has the file open
                finally:
                    await connection.close()
                    self._process.release()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[SqlTx]:
        """One transaction; commits when the block ends, rolls back when it raises.

        Where it changed somebody's mark, the write-ahead log is emptied: it would tell which marks are one person's.
        """
        async with self._begin() as connection:
            tx = SqlTx(connection, self._vault)
            yield tx
        if tx.marks_changed:
            await self.sweep()

    async def sweep(self) -> bool:
        """Empty the write-ahead log, where deleted text still stands; False while another program is reading."""
        async with self._alone() as connection:
            return await _to_the_end(_truncate(connection))

    async def reseal(self) -> AsyncGenerator[Progress]:
        """Seal everything anew with the vault's current key; then nothing on the disk needs an older one.

        May be broken off anywhere and begun again. Raises SealError, StoreError.
        """
        try:
            async for progress in walk(self._begin, self._vault):
                yield progress
            async with self._alone() as connection:
                await run(connection, "VACUUM")  # free space may hold what another program deleted
                if not await _truncate(connection):
                    raise StoreError(words.DATABASE_READ.format(path=self._path))
        except sqlite3.Error as error:
            raise StoreError(words.DATABASE_FAILED.format(path=self._path, why=error)) from error

    @asynccontextmanager
    async def _begin(self) -> AsyncGenerator[aiosqlite.Connection]:
        """One transaction. Statements reach SQLite in the order they were queued, so that a rollback
        queued on cancellation always finds the BEGIN that was under way."""
        async with self._alone() as connection:
            try:
                await run(connection, "BEGIN IMMEDIATE")
                yield connection
                await run(connection, "COMMIT")
            except BaseException:
                await asyncio.shield(_rollback(connection))
                raise

    @asynccontextmanager
    async def _alone(self) -> AsyncGenerator[aiosqlite.Connection]:
        """The connection, with nobody else at work on it."""
        async with self._lock:
            if self._connection is None:
                raise StoreError(words.DATABASE_CLOSED)
            yield self._connection

    async def _first_words(self, *, new: bool) -> None:
        """On first run, a key for tags. One process serves a file: what another had claimed, it died with."""
        async with self.transaction() as tx:
            if new:
                tag_key = self._vault.new_tag_key()
                await tx.set_remark(TAG_KEY, tag_key)
                self._vault.use_tag_key(tag_key)
            await tx.release_all()


def _tag_keys(path: Path) -> list[bytes]:
    """What only the right keys open: nothing in a new database. Reads without changing a byte."""
    if not path.exists():
        return []
    log_file = path.with_name(f"{path.name}-wal")
    how = "mode=ro" if log_file.exists() else "mode=ro&immutable=1"  # else SQLite would lay files beside it
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)) as connection:
        if not connection.execute("PRAGMA table_info(remark)").fetchall():
            return []
        names = [{"name": name} for name in (TAG_KEY, TAG_KEY_NEXT)]
        rows = [connection.execute(QUERIES.remark.sql, name).fetchone() for name in names]
        return [row[0] for row in rows if row is not None]


async def _to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Do it whole even when cancelled: a checkpoint left half read would make the next COMMIT fail."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def _truncate(connection: aiosqlite.Connection) -> bool:
    """Whether the write-ahead log is empty now: nobody else was reading in it."""
    try:
        async with connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
            row = await cursor.fetchone()
        return row is not None and not row[0]
    except sqlite3.Error as error:
        log.warning(words.DATABASE_NOT_SWEPT.format(why=error))
        return False


async def _rollback(connection: aiosqlite.Connection) -> None:
    with contextlib.suppress(sqlite3.OperationalError):  # nothing to roll back: BEGIN or COMMIT got there first
        await run(connection, "ROLLBACK")
