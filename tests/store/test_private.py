"""Nobody else on the machine can read what the database holds: another user looks at every file that there is."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.letter import State
from bot.sealing.seal import Seal
from bot.store import copy
from bot.store.sqlite import SqliteStore
from tests.store.conftest import KEY, Engine, only_sqlite
from tests.store.people import a_letter

pytestmark = [only_sqlite, pytest.mark.skipif(os.name != "posix", reason="modes are POSIX’s")]
BESIDE = ["letters.db", "letters.db-shm", "letters.db-wal"]


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """A host whose new files anybody may read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """Files with a right for anybody but their owner."""
    return sorted(file.name for file in folder.iterdir() if stat.S_IMODE(file.stat().st_mode) & 0o077)


async def test_a_new_database_and_what_stands_beside_it_is_its_owner_s(engine: Engine) -> None:
    store = engine.store()
    await store.open()
    async with store.transaction() as tx:
        await a_letter(tx, State.HELD)
    assert set(BESIDE) <= {file.name for file in engine.folder.iterdir()}
    assert open_to_others(engine.folder) == []


async def test_one_that_others_could_read_is_its_owner_s_after_the_start(engine: Engine) -> None:
    store = engine.store()
    await store.open()
    async with store.transaction() as tx:
        await a_letter(tx, State.HELD)
    for file in engine.folder.iterdir():
        file.chmod(0o666)
    left = engine.folder / "left"  # as a kill leaves it, with its write-ahead log
    left.mkdir()
    for name in BESIDE:
        (left / name).write_bytes((engine.folder / name).read_bytes())
    assert open_to_others(left) == BESIDE
    again = SqliteStore(left / "letters.db", Seal(KEY))
    await again.open()
    try:
        assert open_to_others(left) == []
    finally:
        await again.close()


async def test_what_its_owner_may_only_read_stays_so(engine: Engine) -> None:
    with closing(sqlite3.connect(engine.folder / "letters.db")):
        (engine.folder / "letters.db").chmod(0o444)
    store = engine.store()
    if os.geteuid():  # root writes whatever the mode is
        with pytest.raises(Exception, match="read"):
            await store.open()
    else:
        await store.open()
    assert stat.S_IMODE((engine.folder / "letters.db").stat().st_mode) == 0o400


async def test_so_are_a_backup_and_what_a_restore_keeps(engine: Engine) -> None:
    store = engine.store()
    await store.open()
    await store.close()
    database, saved = engine.folder / "letters.db", engine.folder / "copy.db"
    shows = (lambda done, total: None,) * 2
    await asyncio.to_thread(partial(copy.backup, database, saved, Seal(KEY), *shows))
    assert open_to_others(engine.folder) == []
    database.chmod(0o644)
    restore = partial(copy.restore, saved, database, Seal(KEY), datetime.now(UTC), lambda done, pages: None)
    _, kept = await asyncio.to_thread(restore)
    assert kept is not None and kept.exists()
    assert open_to_others(engine.folder) == []
