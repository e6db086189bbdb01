"""The engines that keep letters. Whatever is promised of a store is tested on each of them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.ports import Store, Vault
from bot.seal import Seal
from bot.store.sqlite import SqliteStore

KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A file and what SQLite lays beside it."""

    folder: Path

    def store(self, vault: Vault | None = None) -> Store:
        """A store over the same data, not yet open."""
        return SqliteStore(self.folder / "letters.db", vault or Seal(KEY))

    def on_disk(self) -> bytes:
        """Every byte that a thief would get."""
        return b"".join(file.read_bytes() for file in sorted(self.folder.iterdir()))


ENGINES = [Sqlite]
Engine = Sqlite


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.__name__.lower())
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Each engine in turn."""
    return request.param(tmp_path)


@pytest.fixture
async def store(engine: Engine) -> AsyncGenerator[Store]:
    """An open, empty store."""
    store = engine.store()
    await store.open()
    yield store
    await store.close()
