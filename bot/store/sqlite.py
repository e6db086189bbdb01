"""The SQLite engine: one process, one connection, one writer, one lock around every whole transaction.

aiosqlite queues statements, not transactions: without the lock, one task's rollback would take another task's insert
with it.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot import files, words
from bot.errors import StoreError, StoreFailed
from bot.letter import Letterbox
from bot.sealing.seal import TAG_KEY, Seal
from bot.store import disk, pages, reader
from bot.store.alone import Alone
from bot.store.connection import Connection
from bot.store.lock import Lock, Taken
from bot.store.migrate import migrate, run
from bot.store.reseal import Progress, walk
from bot.store.tables.kept import Kept
from bot.store.trouble import kind_of, trouble_of
from bot.store.tx import Tx

log = logging.getLogger(__name__)
#: Milliseconds to wait for another program that is writing: Discord wants an answer to a press within 3 s. Fewer once a
#: wait was in vain, so that those who stand in line do not wait for each other.
PATIENCE, IMPATIENCE = 2_000, 100
#: How many transactions may share one emptying of the write-ahead log while others wait for the connection.
CROWD = 32
PRAGMAS = (
    "journal_mode = WAL",
    "foreign_keys = ON",
    "synchronous = FULL",
    "secure_delete = ON",
    f"busy_timeout = {PATIENCE}",
)


class SqliteStore(Alone):
    """The database, in one file: `open` it, run transactions, `close` it. Used by one process at a time."""

    def __init__(self, path: Path, vault: Seal, *, mature: bool = True) -> None:
        super().__init__()
        self._path, self._vault = path, vault
        self._kept = Kept(mature=mature)
        self._process, self._lock = Lock(path), asyncio.Lock()
        self._in_line = 0  #: how many tasks wait for the connection
        self._checking = False  #: whether pages are being read elsewhere, so that the log cannot be emptied
        self._damaged = False
        self._synchronous, self._lasts = "FULL", True  #: as set now; whether no power failure undoes what was committed
        self._syncing = asyncio.Lock()
        self._not_truncated = 0  #: transactions that asked for the log to be emptied since it last was
        self._connection: Connection | None = None
        self.tell_restated: Callable[[Collection[int]], None] = lambda _: None  #: what public letters changed
        self.failures = 0  #: transactions that the machine has failed since the start
        self.trouble: str | None = None  #: what the host reads of the last failure, until a transaction writes again

    async def open(self) -> None:
        """Check the key and, unless it was closed cleanly (`check_table` does it then), the pages; open, migrate, and
        see that the database can be written.

        Raises StoreError or SealError; then nothing stays open. A file that is not ours, is damaged, or needs another
        key or a newer program is not written to.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._process.take()
            await self._open()
        except Taken as error:
            raise StoreError(words.host.DATABASE_IN_USE.format(path=self._path)) from error
        except (OSError, sqlite3.Error) as error:
            self._process.release()
            raise StoreError(words.host.DATABASE_CANNOT_OPEN.format(path=self._path, why=trouble_of(error))) from error
        except StoreFailed as error:
            self._process.release()
            raise StoreError(error.why) from error
        except BaseException:
            self._process.release()
            raise

    async def _open(self) -> None:
        known = self._look()
        with suppress(FileExistsError):
            files.make_private(self._path)
        sqlite3.connect(self._path).close()  # if this failed in aiosqlite, its thread would stay alive
        self._keep_private()
        connection = Connection(self._path)
        await connection
        try:
            for pragma in PRAGMAS:
                await run(connection, f"PRAGMA {pragma}")
            await migrate(connection, self._vault)
            self._connection = connection
            await self._first_words(new=not known)
            await self.truncate_wal()  # what a migration sealed, or was erased before a kill, is still in the log
        except BaseException:
            self._connection = None
            await connection.close()
            raise

    def _keep_private(self) -> None:
        """Let only the owner read the database and the files beside it (they take its mode); warn if that fails."""
        for beside in ("", "-wal", "-shm"):
            file = self._path.with_name(self._path.name + beside)
            if not files.narrow(file):
                log.warning(words.host.DATABASE_NOT_PRIVATE.format(path=file))

    def _look(self) -> bool:
        """Return whether there is a database of ours already; writes nothing. Raises StoreError, SealError."""
        if not self._path.exists():
            return False
        with reader.reading(self._path) as connection:
            layout = reader.check_layout(connection)
            reader.check_key(connection, self._vault)
            if layout and pages.must_be_checked(connection) and pages.are_damaged(connection):
                raise pages.damaged(self._path)
        return layout > 0

    async def check_table(self, number: int) -> bool:
        """Read the pages of one table, `number` from 0, beside what goes on. Returns False when there is none.

        Raises StoreError when they are damaged: with the next start, all pages are checked first.
        """
        self._checking = True
        try:
            return await asyncio.to_thread(pages.check_table, self._path, number)
        except StoreError:
            self._damaged = True
            raise
        finally:
            self._checking = False

    async def close(self) -> None:
        """Close the database after the transaction under way, and mark that it was. May be called twice."""
        if self._connection is not None and not self._damaged and self.trouble is None:
            with suppress(StoreFailed, StoreError, sqlite3.Error):  # it is closed all the same, and checked
                async with self.transaction() as tx:
                    await tx.set_meta(pages.CLOSED, b"1")
        async with self._lock:
            if self._connection is not None:
                connection, self._connection = self._connection, None
                try:
                    await disk.truncate(connection)  # closing does this too, unless a backup has the file open
                finally:
                    await connection.close()
                    self._process.release()

    @asynccontextmanager
    async def transaction(self, *, lasting: bool = True) -> AsyncGenerator[Tx]:
        """Run one transaction: it commits when the block ends, and rolls back when the block raises.

        If it changed somebody's mark, or how far their messages are read, the write-ahead log is emptied: entries side
        by side in it are one person's. Under load that happens once for several, so that nobody waits longer.
        """
        async with self._begin(synchronous="FULL" if lasting else "NORMAL") as connection:
            tx, before = Tx(connection, self._vault, self._kept), connection.total_changes
            yield tx
            tx.changed = connection.total_changes > before
        if tx.changed:
            self._lasts = lasting
        self.tell_restated(tx.restated)
        self._not_truncated += tx.must_truncate_wal
        if self._not_truncated and not self._checking and (not self._in_line or self._not_truncated >= CROWD):
            await self.truncate_wal()

    async def be_alone(self) -> None:
        """Do nothing: no other process may have the file open."""

    async def make_last(self) -> None:
        """See to it that a power failure undoes nothing that has been committed. Raises StoreFailed."""
        async with self._syncing:
            if self._lasts:
                return
            self._lasts = True  # before: what is committed meanwhile may come too late
            try:
                await asyncio.to_thread(disk.sync, self._path.with_name(f"{self._path.name}-wal"))
            except OSError as error:
                self._lasts = False
                why = words.host.DATABASE_FAILS.format(path=self._path, why=trouble_of(error))
                log.error(why)
                raise StoreFailed(words.trouble.NOT_KEPT, why) from error

    @property
    def letterboxes(self) -> list[Letterbox] | None:
        """Every letterbox, where none was changed since they were read last; None where they have to be read."""
        return None if self._kept.letterboxes is None else [*self._kept.letterboxes.values()]

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Tx]:
        """Run a block that changes nothing: it sees one moment, whatever other programs write meanwhile."""
        async with self._begin("BEGIN") as connection:
            yield Tx(connection, self._vault, self._kept)

    async def truncate_wal(self) -> bool:
        """Empty the write-ahead log, which still holds deleted text. Returns False while another program is reading."""
        async with self._alone() as connection:
            self._not_truncated = 0
            return await disk.to_the_end(disk.truncate(connection))

    async def reseal(self) -> AsyncGenerator[Progress]:
        """Seal everything anew with the current key, so that nothing on disk needs an older one. Yields the progress.

        May be interrupted anywhere and begun again. Raises SealError, StoreError.
        """
        try:
            async for progress in walk(self._begin, self._vault):
                yield progress
            async with self._alone() as connection:
                await run(connection, "VACUUM")  # free space may hold what another program deleted
                if not await disk.truncate(connection):
                    raise StoreError(words.host.DATABASE_READ.format(path=self._path))
        except (sqlite3.Error, StoreFailed) as error:
            why = trouble_of(error.__cause__ if isinstance(error, StoreFailed) and error.__cause__ else error)
            raise StoreError(words.host.DATABASE_FAILED.format(path=self._path, why=why)) from error

    @asynccontextmanager
    async def _begin(self, how: str = "BEGIN IMMEDIATE", synchronous: str = "FULL") -> AsyncGenerator[Connection]:
        """Run one transaction: statements run at once, what waits for the disk runs in aiosqlite's thread.

        That thread keeps the order in which it was asked, so a rollback always finds the BEGIN that was under way.
        Raises StoreFailed when the machine fails; then nothing of the transaction has happened.
        """
        async with self._alone() as connection:
            before = connection.total_changes
            try:
                connection.at_once = True
                if synchronous != self._synchronous:
                    await run(connection, f"PRAGMA synchronous = {synchronous}")
                    self._synchronous = synchronous
                connection.at_once = how == "BEGIN"  # which takes no lock, so there is nothing to wait for
                await run(connection, how)
                connection.at_once = True
                yield connection
                await asyncio.sleep(0)  # no statement has awaited: a cancelled task learns of it here, not too late
                connection.at_once = connection.total_changes == before  # nothing changed: no disk to wait for
                await run(connection, "COMMIT")
            except sqlite3.Error as error:
                await disk.to_the_end(disk.rollback(connection))
                if kind_of(error) is None:  # a mistake of ours, or a violated constraint
                    raise
                raise await self._failed(connection, error) from error
            except BaseException:
                await disk.to_the_end(disk.rollback(connection))
                raise
            finally:
                connection.at_once = False
            if self.trouble is not None and connection.total_changes > before:
                await self._works_again(connection)

    async def _failed(self, connection: Connection, error: sqlite3.Error) -> StoreFailed:
        """Return what to raise; log each kind of trouble once."""
        self.failures, why = self.failures + 1, words.host.DATABASE_FAILS.format(path=self._path, why=trouble_of(error))
        if why != self.trouble:
            self.trouble = why
            log.error(why)
            await run(connection, f"PRAGMA busy_timeout = {IMPATIENCE}")
        return StoreFailed(words.trouble.NOT_KEPT, why)

    async def _works_again(self, connection: Connection) -> None:
        """Something was written: log that the trouble is over."""
        self.trouble = None
        log.warning(words.host.DATABASE_WORKS_AGAIN.format(path=self._path))
        await run(connection, f"PRAGMA busy_timeout = {PATIENCE}")

    @asynccontextmanager
    async def _alone(self) -> AsyncGenerator[Connection]:
        """Yield the connection, with nobody else using it. Raises StoreError when it is closed."""
        self._in_line += 1
        try:
            await self._lock.acquire()
        finally:
            self._in_line -= 1
        try:
            if self._connection is None:
                raise StoreError(words.host.DATABASE_CLOSED)
            yield self._connection
        finally:
            self._lock.release()

    async def _first_words(self, *, new: bool) -> None:
        """On first run, make a key for tags. Hand back every claim: the process that had made them is gone.

        Something is written in any case: whether that works must be known before the first letter comes.
        """
        async with self.transaction() as tx:
            tag_key = None if new else await tx.meta(TAG_KEY)
            if tag_key is None:
                tag_key = self._vault.new_tag_key()
                self._vault.use_tag_key(tag_key)
            await tx.set_meta(TAG_KEY, tag_key)
            await tx.drop_meta(pages.CLOSED)
            await tx.release_all()
            await tx.recognise_replies()
