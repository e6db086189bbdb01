"""The door to the database: what every engine's store does, and which one a setting asks for."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.letter import Letterbox
from bot.rules.shards import Shards
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.reseal import Progress
from bot.store.said import Hears
from bot.store.sqlite import SqliteStore
from bot.store.trouble import driven
from bot.store.tx import Tx


class Store(Protocol):
    """The database: `open` it, run transactions, `close` it. `sqlite.py` and
    `postgres/store.py` say what each of these comes to there."""

    tell_restated: Callable[[Collection[int]], None]  #: told what public letters changed, after the commit
    hears: Hears  #: what is called when another process has said something (`Tx.say`), or it may have been missed
    failures: int  #: transactions that the machine has failed since the start
    trouble: str | None  #: what the host reads of the last failure, until a transaction writes again
    displaced: str | None  #: what the host reads where another process has taken over this one's shards

    async def open(self) -> None:
        """Check that it is ours, its layout and the key; make it or bring it up to date, and see that it can be
        written. Raises StoreError or SealError; then nothing stays open."""
        ...

    async def close(self) -> None:
        """Close it after the transaction under way. May be called twice."""
        ...

    def transaction(self, *, lasting: bool = True) -> AbstractAsyncContextManager[Tx]:
        """Run one transaction, alone: it commits when the block ends, and rolls back when the block raises.

        Not even a power failure undoes one that is `lasting`, nor what was committed before it. Raises StoreFailed;
        then nothing of it has happened.
        """
        ...

    def reading(self) -> AbstractAsyncContextManager[Tx]:
        """Run a block that changes nothing: it sees one moment, whatever others write meanwhile. Raises StoreFailed."""
        ...

    async def serve(self, shards: Shards) -> None:
        """Be the only process that serves these shards, until it is closed. Raises StoreError when another process
        does, or goes by another number of shards."""
        ...

    async def keep_hearing(self) -> None:
        """Hear again what other processes say, where that was lost; to be called every second or so."""
        ...

    def ahead(self) -> float:
        """Return by how many seconds this machine's clock is ahead of the one that all processes share, as far as is
        known."""
        ...

    async def shards_in_all(self) -> int | None:
        """Return by how many shards other processes go that serve some now; None: there are none."""
        ...

    @property
    def letterboxes(self) -> list[Letterbox] | None:
        """Every letterbox, where none was changed since they were read last; None where they have to be read."""
        ...

    async def be_alone(self) -> None:
        """See to it that nobody else has the database open until it is closed. Raises StoreError."""
        ...

    async def make_last(self) -> None:
        """See to it that a power failure undoes nothing that has been committed. Raises StoreFailed."""
        ...

    async def truncate_wal(self) -> bool:
        """Remove from the disk what was deleted, where the engine can. Returns False when that has to wait."""
        ...

    async def check_table(self, number: int) -> bool:
        """Look whether one table is damaged, `number` from 0. Returns False when there is none, or nothing to look at.

        Raises StoreError when it is.
        """
        ...

    def reseal(self) -> AsyncGenerator[Progress]:
        """Seal everything anew with the current key. Yields the progress; may be interrupted anywhere and begun again.

        Raises SealError, StoreError.
        """
        ...


def store_of(settings: Settings, vault: Seal) -> Store:
    """Return the store that the settings name, not yet open. Raises SettingError where its driver is not installed."""
    if settings.on_postgres:
        postgres = driven("bot.store.postgres.store")
        return postgres.PostgresStore(settings.database_url, vault, mature=settings.takes_mature)
    return SqliteStore(settings.database_path, vault, mature=settings.takes_mature)


async def are_one(some: Settings, others: Settings) -> bool:
    """Return whether two settings name the same database, however each is spelled.

    Raises StoreError where there is no such server, and SettingError where its driver is not installed.
    """
    if some.on_postgres is not others.on_postgres:
        return False
    if some.on_postgres:
        return await driven("bot.store.postgres.looking").are_one(some.database_url, others.database_url)
    one, another = some.database_path, others.database_path
    return one.samefile(another) if one.exists() and another.exists() else one.resolve() == another.resolve()
