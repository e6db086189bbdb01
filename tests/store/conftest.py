"""The engines. Whatever a store promises is tested on each of them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.engine import Store, store_of
from bot.store.sqlite import SqliteStore
from tests import fresh, postgres

fresh.install()
KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Engine:
    """Where a test's data are."""

    folder: Path
    made: list[Store] = field(default_factory=list[Store])

    async def begin(self) -> None:
        """See to it that nothing is there."""

    def store(self, vault: Seal | None = None) -> Store:
        """A store over the same data, not yet open."""
        self.made.append(self.a_store(vault or Seal(KEY)))
        return self.made[-1]

    def a_store(self, vault: Seal) -> Store:
        """A store over the same data."""
        raise NotImplementedError

    def on_disk(self) -> bytes:
        """Every byte that a thief would get."""
        raise NotImplementedError

    async def close(self) -> None:
        """Close every store that is still open: a test that fails should not hang as well."""
        for store in self.made:
            await store.close()


class Sqlite(Engine):
    """A file and what SQLite lays beside it."""

    def a_store(self, vault: Seal) -> Store:
        """A store over the same file."""
        return SqliteStore(self.folder / "letters.db", vault)

    def on_disk(self) -> bytes:
        """The file, and what stands beside it."""
        return b"".join(file.read_bytes() for file in sorted(self.folder.iterdir()))


class Postgres(Engine):
    """A database on a server."""

    async def begin(self) -> None:
        """Empty it."""
        await postgres.empty()

    def a_store(self, vault: Seal) -> Store:
        """A store over the same database."""
        return store_of(Settings(database_url=postgres.url()), vault)

    def on_disk(self) -> bytes:
        """All files of the database, and the server's log of writes."""
        return postgres.on_disk()


ENGINES = [Sqlite, Postgres]
#: For what only a file can promise: nothing of what was deleted, nobody else in it.
only_sqlite = pytest.mark.parametrize("engine", [Sqlite], indirect=True, ids=["sqlite"])


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.__name__.lower())
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Engine]:
    """Each engine in turn."""
    engine: Engine = request.param(tmp_path)
    await engine.begin()
    yield engine
    await engine.close()


@pytest.fixture
async def store(engine: Engine) -> Store:
    """An open, empty store."""
    store = engine.store()
    await store.open()
    return store


@pytest.fixture
async def stores() -> AsyncGenerator[list[Store]]:
    """Two stores over one database, as two processes have them."""
    url = await postgres.empty()
    both = [store_of(Settings(database_url=url), Seal(KEY)) for _ in range(2)]
    for store in both:
        await store.open()
    yield both
    for store in both:
        await store.close()
