"""A transaction reads nothing twice, and never believes what has been changed since."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import cast

import pytest

from bot.errors import NotFound
from bot.letter import State
from bot.store import read_once
from bot.store.engine import Store
from bot.store.sqlite import SqliteStore
from tests.store.conftest import Engine, only_sqlite
from tests.store.people import a_draft, a_letterbox
from tests.store.test_plans import SCHEMA
from tests.store.test_queries import statements

READS, WRITES = sqlite3.SQLITE_READ, {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}


def test_sqlite_touches_no_table_that_is_not_known_from_the_statement() -> None:
    """SQLite itself says which tables a statement reads and writes, those of a cascade included."""
    touched = list[tuple[bool, str]]()

    def heard(action: int, table: str | None, *_: object) -> int:
        if table and (action == READS or action in WRITES):
            touched.append((action in WRITES, table))
        return sqlite3.SQLITE_OK

    wrote = set[str]()
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(f"PRAGMA foreign_keys = ON; {SCHEMA}")
        database.set_authorizer(heard)
        for name, (takes, sql) in statements().items():
            touched.clear()
            database.execute(f"EXPLAIN {sql}", dict.fromkeys(takes, 1)).fetchall()
            written = {table for writes, table in touched if writes}
            wrote |= written
            if sql.strip().startswith("SELECT"):
                assert not written and {table for _, table in touched} <= read_once.words_of(sql), name
            elif "DELETE" not in sql or read_once.PARENTS.isdisjoint(written):
                assert written <= read_once.written_by(sql), name
    assert {"letter", "part", "delivery", "letterbox"} <= wrote


@pytest.fixture
def asked(store: Store) -> list[str]:
    """The statements that reach SQLite from now on, but for those that begin and end transactions."""
    found = list[str]()
    connection = cast(SqliteStore, store)._connection
    assert connection is not None
    connection._conn.set_trace_callback(
        lambda sql: None if sql.startswith(("BEGIN", "COMMIT", "PRAGMA")) else found.append(sql)
    )
    return found


@only_sqlite
async def test_what_was_read_is_read_again_only_when_it_may_have_changed(store: Store, asked: list[str]) -> None:
    async with store.transaction() as tx:
        letterbox = await a_letterbox(tx)
        draft = await a_draft(tx, box=letterbox)
        other = await a_draft(tx, box=letterbox)
        asked.clear()
        assert await tx.letter(other.id) == other
        assert asked == []  # it has just been written
    async with store.transaction() as tx:
        for _ in range(3):
            assert (await tx.letter(draft.id)).state is State.DRAFT
            assert (await tx.letter(other.id)).id == other.id
        assert len(asked) == 2
        await tx.set_meta("something", b"else")
        await tx.letter(draft.id)
        assert len(asked) == 3  # only the remark was written
        assert await tx.move(draft.id, State.DRAFT, State.POSTED)
        asked.clear()
        assert (await tx.letter(draft.id)).state is State.POSTED
        assert asked == []
        await tx.save_parts(other.id, [])
        assert await tx.parts(other.id) == []
        await tx.discard(other.id)
        with pytest.raises(NotFound):
            await tx.letter(other.id)


@only_sqlite
async def test_the_next_transaction_believes_nothing_of_the_last(
    store: Store, engine: Engine, asked: list[str]
) -> None:
    async with store.transaction() as tx:
        await tx.set_meta("one", b"1")
        assert await tx.meta("one") == b"1"
    with pytest.raises(ZeroDivisionError):
        async with store.transaction() as tx:
            await tx.set_meta("one", b"2")
            assert await tx.meta("one") == b"2"
            raise ZeroDivisionError
    async with store.reading() as tx:
        assert await tx.meta("one") == b"1"
    with closing(sqlite3.connect(engine.folder / "letters.db")) as another:
        another.execute("UPDATE remark SET value = X'33' WHERE name = 'one'")
        another.commit()
    async with store.reading() as tx:
        assert await tx.meta("one") == b"3"
