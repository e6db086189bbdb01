"""Damaged pages are found: before the start where the end was not clean, else one table after another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import words
from bot.errors import StoreError
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from tests.wire.test_copies import damage

DAMAGED = words.host.DATABASE_TROUBLE["CORRUPT"]


async def opened(path: Path) -> SqliteStore:
    store = SqliteStore(path, Seal(bytes(32)))
    await store.open()
    return store


def is_marked(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT COUNT(*) FROM remark WHERE name = 'closed'").fetchone() == (1,)


async def until_checked(store: SqliteStore) -> None:
    number = 0
    while await store.check_table(number):
        number += 1
    assert number > 10


async def test_after_an_unclean_end_all_pages_are_read_before_the_start(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    await (await opened(path)).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM remark WHERE name = 'closed'")
    damage(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="damaged"):
        await opened(path)
    assert path.read_bytes() == before


async def test_the_mark_is_there_after_a_clean_end_only_and_taken_away_with_the_start(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    store = await opened(path)
    assert not is_marked(path)  # as a kill would leave it
    await until_checked(store)
    await store.close()
    assert is_marked(path)
    store = await opened(path)
    assert not is_marked(path)
    await store.close()


async def test_damage_that_was_not_looked_for_at_the_start_is_found_later_and_stops_the_next_start(
    tmp_path: Path,
) -> None:
    path = tmp_path / "letters.db"
    await (await opened(path)).close()
    damage(path)
    store = await opened(path)
    with pytest.raises(StoreError) as found:
        await until_checked(store)
    assert DAMAGED in str(found.value)
    await store.close()
    assert not is_marked(path)
    with pytest.raises(StoreError) as found:
        await opened(path)
    assert DAMAGED in str(found.value)


async def test_what_is_erased_while_pages_are_read_leaves_the_log_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader keeps the log from being emptied; nobody waits for it."""
    path = tmp_path / "letters.db"
    store = await opened(path)
    monkeypatch.setattr(store, "_checking", True)
    async with store.transaction() as tx:
        await tx.set_meta("a", b"1")
        tx.must_truncate_wal = True
    assert path.with_name("letters.db-wal").stat().st_size > 0
    monkeypatch.setattr(store, "_checking", False)
    async with store.transaction() as tx:
        await tx.set_meta("a", b"2")
    assert path.with_name("letters.db-wal").stat().st_size == 0
    await store.close()
