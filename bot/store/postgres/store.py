"""The store on PostgreSQL: one connection for each process, and one writer at a time among all of them.

Every verb reads, decides and writes as if nobody else wrote meanwhile: SQLite's BEGIN IMMEDIATE sees to that there.
Here a writing transaction first takes one lock of the whole database (`pg_advisory_xact_lock`), and each of its
statements sees what was committed before it got that. A process that is stopped in the middle loses its transaction
after `IDLE` seconds; the others wait for `PATIENCE` seconds.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import asynccontextmanager, suppress

from bot import words
from bot.errors import StoreError, StoreFailed
from bot.letter import Letterbox
from bot.rules.shards import Shards
from bot.sealing.seal import TAG_KEY, Seal
from bot.settings import Settings
from bot.store.disk import to_the_end
from bot.store.postgres import layout, serving
from bot.store.postgres.connection import FAILURES, IMPATIENCE, OPEN, PATIENCE, Connection
from bot.store.postgres.hearing import Hearing
from bot.store.postgres.trouble import kind_of, trouble_of
from bot.store.reseal import Progress, walk
from bot.store.tables.kept import Kept
from bot.store.trouble import StatementFailed
from bot.store.tx import Tx

log = logging.getLogger(__name__)
#: Name in `meta`: changes with every transaction that changed what stores keep in memory, in whichever process.
KEPT = "kept"
#: Seconds in which the server may answer whether a transaction was committed whose answer was lost.
ASKING = 2


class PostgresStore:
    """The database at a URL: `open` it, run transactions, `close` it. Several processes may have it open."""

    def __init__(self, url: str, vault: Seal, *, mature: bool = True) -> None:
        self._url, self._vault = url, vault
        self.name = Settings(database_url=url).shown_url  #: what the host reads of the URL: no user, no password
        self._kept = Kept(mature=mature)
        self._kept_as_of: bytes | None = b""  #: KEPT, as it was when what is in memory was read
        self._lock = asyncio.Lock()
        self._connection: Connection | None = None
        self._is_open = False
        self._lasts = True
        self.tell_restated: Callable[[Collection[int]], None] = lambda _: None
        self._hearing = Hearing(url)
        self.hears, self.keep_hearing, self.ahead = self._hearing.hears, self._hearing.keep_on, self._hearing.ahead
        self.failures = 0
        self.trouble: str | None = None
        self.displaced: str | None = None
        self._shards: Shards | None = None  #: those that this process serves

    async def open(self) -> None:
        """As `Store.open`: nothing is written to what is not ours."""
        try:
            self._connection = await Connection.to(self._url)
            self._is_open = True
            await self._open(self._connection)
            await self._hearing.begin()
        except StoreFailed as error:
            await self._leave()
            raise StoreError(error.why) from error
        except (StatementFailed, *FAILURES) as error:
            await self._leave()
            why = trouble_of(error.__cause__ if isinstance(error, StatementFailed) else error)
            raise StoreError(words.host.DATABASE_CANNOT_OPEN.format(path=self.name, why=why)) from error
        except BaseException:
            await self._leave()
            raise

    async def _open(self, connection: Connection) -> None:
        await connection.begin(PATIENCE, writing=True)
        try:
            known = await layout.found(connection)
            if known:
                await layout.check_key(connection, self._vault)
                await layout.migrate(connection, known)
            else:
                await layout.make(connection)
            await connection.commit()
        except BaseException:
            await connection.roll_back()
            raise
        alone = await serving.enter(connection, self.name)
        async with self.transaction() as tx:
            await tx.set_meta(TAG_KEY, await tx.meta(TAG_KEY) or self._vault.new_tag_key())
            await layout.check_key(connection, self._vault)  # another process may have made it just now
            if alone:
                await tx.drop_old_questions()  # nobody waits for an answer
                if await tx.meta(serving.TOTAL) is None:  # else whoever serves the shards again does this
                    await tx.release_all()
            await tx.recognise_replies()

    async def close(self) -> None:
        """Close the connection after the transaction under way. May be called twice."""
        with suppress(StoreFailed, StoreError):
            await self.make_last()
        async with self._lock:
            await self._leave()

    async def _leave(self) -> None:
        self._is_open = False
        await self._hearing.end()
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await connection.close()

    @asynccontextmanager
    async def transaction(self, *, lasting: bool = True) -> AsyncGenerator[Tx]:
        """As `Store.transaction`; one that is not `lasting` may be undone when the server fails, too."""
        async with self._begin(lasting=lasting) as connection:
            tx, as_of = Tx(connection, self._vault, self._kept), b""
            yield tx
            tx.changed = connection.changes > 0
            if tx.changes_what_is_kept:
                as_of = secrets.token_bytes(8)
                await tx.set_meta(KEPT, as_of)
            connection.tells = self._hearing.saying(tx.said(self._shards))
        if tx.changes_what_is_kept:
            self._kept_as_of = as_of
        if tx.changed:
            self._lasts = lasting
        self.tell_restated(tx.restated)

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Tx]:
        """As `Store.reading`: it waits for nobody who writes in another process."""
        async with self._begin(writing=False) as connection:
            yield Tx(connection, self._vault, self._kept)

    async def serve(self, shards: Shards) -> None:
        """As `Store.serve`. Raises StoreFailed, too."""
        async with self._begin() as connection:
            await serving.begin(connection, shards)
            await Tx(connection, self._vault, self._kept).set_meta(serving.TOTAL, str(shards.total).encode())
        self._shards = shards

    async def shards_in_all(self) -> int | None:
        """As `Store.shards_in_all`. Raises StoreFailed, too."""
        async with self._begin(writing=False) as connection:
            return await serving.in_all(connection)

    @property
    def letterboxes(self) -> list[Letterbox] | None:
        """As `Store.letterboxes`; what another process changed is seen with the next transaction."""
        return None if self._kept.letterboxes is None else [*self._kept.letterboxes.values()]

    async def be_alone(self) -> None:
        """As `Store.be_alone`."""
        async with self._alone() as connection:
            if not await connection.value("SELECT pg_try_advisory_lock($1)", OPEN):
                raise StoreError(words.host.DATABASE_IN_USE.format(path=self.name))

    async def make_last(self) -> None:
        """Have the server take to its disk what it has promised to. Raises StoreFailed."""
        if not self._lasts:
            self._lasts = True  # before: what is committed meanwhile may come too late
            try:
                async with self._begin() as connection:  # what waits for the disk waits for all that came before
                    await connection.run(f"UPDATE remark SET value = value WHERE name = '{TAG_KEY}'")  # noqa: S608
            except StoreFailed:
                self._lasts = False
                raise

    async def truncate_wal(self) -> bool:
        """Do nothing: what the server still has of deleted rows is beyond reach (PRIVACY.md says so)."""
        return True

    async def check_table(self, number: int) -> bool:
        """Look at nothing: the server has checksums of its pages, and its own tools."""
        return False

    async def reseal(self) -> AsyncGenerator[Progress]:
        """As `Store.reseal`. Raises StoreError, too, while another process has the database open."""
        try:
            await self.be_alone()
            async for progress in walk(self._begin, self._vault):
                yield progress
            async with self._alone() as connection:
                await connection.run("VACUUM FULL", within=3_600)  # as far as this server's own files go
        except (StatementFailed, StoreFailed) as error:
            why = trouble_of(error.__cause__)
            raise StoreError(words.host.DATABASE_FAILED.format(path=self.name, why=why)) from error

    @asynccontextmanager
    async def _begin(self, *, writing: bool = True, lasting: bool = True) -> AsyncGenerator[Connection]:
        """Run one transaction. Raises StoreFailed when the machine fails; then nothing of it has happened."""
        async with self._alone() as found:
            try:
                connection = await self._begun(found, writing=writing, lasting=lasting)
                yield connection
                await to_the_end(self._commit(connection))
            except BaseException as error:
                await to_the_end(self._roll_back())
                if isinstance(error, StatementFailed) and kind_of(error.__cause__) is not None:
                    raise self._failed(error) from error
                raise  # else it is a mistake of ours, or a violated constraint
            if self.trouble is not None and writing:
                self.trouble = None
                log.warning(words.host.DATABASE_WORKS_AGAIN.format(path=self.name))

    async def _begun(self, connection: Connection, *, writing: bool, lasting: bool) -> Connection:
        """Begin a transaction; where the server was started anew meanwhile, on another connection."""
        if self.displaced is not None:
            raise StoreFailed(words.trouble.NOT_KEPT, self.displaced)
        patience = PATIENCE if self.trouble is None else IMPATIENCE
        try:
            await connection.begin(patience, writing=writing, lasting=lasting)
        except StatementFailed:
            if not connection.is_lost:
                raise
            connection = await self._connected_again()
            await connection.begin(patience, writing=writing, lasting=lasting)
        await self._look_at_kept(connection)
        return connection

    async def _roll_back(self) -> None:
        """End the transaction on the connection that is in use by now: it may have taken the place of a lost one."""
        assert self._connection is not None
        await self._connection.roll_back()

    async def _look_at_kept(self, connection: Connection) -> None:
        """Forget what is in memory where another process has changed it."""
        kept = await connection.value("SELECT value FROM remark WHERE name = $1", KEPT)
        if kept != self._kept_as_of:
            self._kept.forget()
            self._kept_as_of = kept

    async def _commit(self, connection: Connection) -> None:
        """Commit. When the answer is lost, ask on another connection whether it happened."""
        number = None
        if connection.changes:
            number = await connection.value("SELECT pg_current_xact_id_if_assigned()::text")
        try:
            await connection.commit()
        except StatementFailed:
            if number is None or not connection.is_lost or not await self._has_happened(number):
                raise

    async def _has_happened(self, number: str) -> bool:
        with suppress(StatementFailed, *FAILURES):
            async with asyncio.timeout(ASKING):
                connection = await self._connected_again()
                return await connection.value("SELECT pg_xact_status($1::text::xid8)", number) == "committed"
        return False

    async def _connected_again(self) -> Connection:
        """Put another connection in the place of one that is lost, with all the locks that this had. Raises
        StatementFailed, and StoreFailed when somebody else has one of them; then the lost one stays."""
        try:
            connection = await Connection.to(self._url, PATIENCE if self.trouble is None else IMPATIENCE)
        except FAILURES as error:
            raise StatementFailed(str(error)) from error
        try:
            if self._connection is not None:
                await connection.end(self._connection)
            await serving.enter(connection, self.name)
            await self._take(connection)
        except StoreError as error:
            await connection.close()
            raise StoreFailed(words.trouble.NOT_KEPT, str(error)) from error
        except BaseException:
            await connection.close()
            raise
        self._connection = connection
        return connection

    async def _take(self, connection: Connection) -> None:
        """Take the locks of its shards again. Raises StoreError when another process serves one of them by now: this
        one does nothing more."""
        try:
            await serving.take(connection, self._shards)
        except StoreError:
            self.displaced = words.server.DISPLACED.format(shards=self._shards)
            raise

    def _failed(self, error: StatementFailed) -> StoreFailed:
        """Return what to raise; log each kind of trouble once."""
        self.failures, why = self.failures + 1, trouble_of(error.__cause__)
        why = words.host.DATABASE_FAILS.format(path=self.name, why=why)
        if why != self.trouble:
            self.trouble = why
            log.error(why)
        return StoreFailed(words.trouble.NOT_KEPT, why)

    @asynccontextmanager
    async def _alone(self) -> AsyncGenerator[Connection]:
        """Yield the connection, with nobody else in this process using it. Raises StoreError when it is closed."""
        async with self._lock:
            if self._connection is None or not self._is_open:
                raise StoreError(words.host.DATABASE_CLOSED)
            yield self._connection
