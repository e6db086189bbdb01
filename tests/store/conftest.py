"""The engines. Whatever a store promises is tested on each of them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from tests import fresh

fresh.install()
KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A file and what SQLite lays beside it."""

    folder: Path
    made: list[SqliteStore] = field(default_factory=list[SqliteStore])

    def store(self, vault: Seal | None = None) -> SqliteStore:
        """A store over the same data, not yet open."""
        self.made.append(SqliteStore(self.folder / "letters.db", vault or Seal(KEY)))
        return self.made[-1]

    async def close(self) -> None:
        """Close every store that is still open: a test that fails should not hang as well."""
        for store in self.made:
            await store.close()

    def on_disk(self) -> bytes:
        """Every byte that a thief would get."""
        return b"".join(file.read_bytes() for file in sorted(self.folder.iterdir()))


ENGINES = [Sqlite]
Engine = Sqlite


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.__name__.lower())
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Engine]:
    """Each engine in turn."""
    engine = request.param(tmp_path)
    yield engine
    await engine.close()


@pytest.fixture
async def store(engine: Engine) -> SqliteStore:
    """An open, empty store."""
    store = engine.store()
    await store.open()
    return store
