"""Statements run on the event loop's thread; what may take long does not; and after any failure the next one works."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any, cast

import pytest

from bot import words
from bot.errors import StoreFailed
from bot.sealing.seal import Seal
from bot.store.copy import backup
from bot.store.engine import Store
from bot.store.tx import Tx
from tests.store.conftest import KEY, Engine, only_sqlite
from tests.store.people import a_draft

pytestmark = only_sqlite

#: Counts far enough to take long on any machine.
COUNT = "SELECT MAX(n) AS n FROM (WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {}) SELECT n FROM c)"  # noqa: E501
FAR = 300_000


def sqlite_of(tx: Tx) -> Any:
    return cast(Any, tx)._connection


async def told_threads(store: Store) -> tuple[list[tuple[str, bool]], Callable[[], None]]:
    """Each statement from now on, and whether it ran on this thread."""
    found: list[tuple[str, bool]] = []
    here = threading.get_ident()
    async with store.transaction() as tx:
        connection = sqlite_of(tx)._conn
    connection.set_trace_callback(lambda sql: found.append((sql, threading.get_ident() == here)))
    return found, lambda: connection.set_trace_callback(None)


async def test_statements_run_here_and_what_waits_for_the_disk_elsewhere(store: Store) -> None:
    ran, stop = await told_threads(store)
    async with store.transaction() as tx:
        await tx.set_meta("kept", b"yes")
        assert await tx.meta("kept") == b"yes"
    await store.truncate_wal()
    stop()
    where = {sql.split()[0]: here for sql, here in ran}
    assert where == {"BEGIN": False, "INSERT": True, "SELECT": True, "COMMIT": False, "PRAGMA": False}


async def test_a_long_reading_gives_its_rows_and_holds_up_nobody_else(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    ran, stop = await told_threads(store)
    others = 0

    async def others_work() -> None:
        nonlocal others
        while True:
            await asyncio.sleep(0)
            others += 1

    working = asyncio.create_task(others_work())
    async with store.transaction() as tx:
        await tx.set_meta("kept", b"yes")
        before = others
        rows = await sqlite_of(tx).execute_fetchall(COUNT.format(FAR))
        assert others > before  # the loop went on while it was counted
    working.cancel()
    stop()
    assert [row["n"] for row in rows] == [FAR]
    assert [here for sql, here in ran if sql.startswith("SELECT MAX")] == [True, False]
    async with store.transaction() as tx:  # what was written before it, in the same transaction, is kept
        assert await tx.meta("kept") == b"yes"
    assert [record.getMessage() for record in caplog.records] == [
        words.host.STATEMENT_LONG.format(statement=COUNT.format(FAR))
    ]


async def test_a_long_writing_is_done_whole_and_told_once_without_what_it_was_about(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    statement = f"INSERT OR REPLACE INTO remark (name, value) SELECT :name, n FROM ({COUNT.format(FAR)})"
    for name in ("Oleander", "Oleander again"):
        async with store.transaction() as tx:
            await sqlite_of(tx).execute_fetchall(statement, {"name": name})
    async with store.transaction() as tx:
        assert await tx.meta("Oleander again") == FAR
    assert len(caplog.records) == 1
    assert "INSERT OR REPLACE" in caplog.text
    assert "Oleander" not in caplog.text


async def test_a_short_statement_that_runs_for_ever_so_often_is_not_long(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async with store.transaction() as tx:
        for _ in range(60_000):
            await tx.meta("kept")
    assert not caplog.records


async def half_written(store: Store) -> asyncio.Task[None]:
    """A task in the middle of a transaction: it has written `half`, and is at a long reading in aiosqlite's thread."""
    reading = asyncio.Event()

    async def write() -> None:
        async with store.transaction() as tx:
            await tx.set_meta("half", b"done")
            asyncio.get_running_loop().call_soon(reading.set)
            await sqlite_of(tx).execute_fetchall(COUNT.format(FAR * 10))

    task = asyncio.create_task(write())
    await reading.wait()
    return task


async def test_one_cancelled_in_a_long_reading_undoes_all_and_the_store_goes_on(store: Store) -> None:
    task = await half_written(store)
    for _ in range(3):  # again and again, while the first is being cleaned up after
        task.cancel()
        await asyncio.sleep(0)
    async with store.transaction() as tx:  # has its turn only when the thread is idle
        assert task.done()
        assert await tx.meta("half") is None
        await tx.set_meta("whole", b"done")
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.transaction() as tx:
        assert await tx.meta("whole") == b"done"


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_cancelled_while_another_program_writes_the_loop_is_never_held_up(engine: Engine, times: int) -> None:
    store = engine.store()
    await store.open()
    with closing(sqlite3.connect(engine.folder / "letters.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        async def write() -> None:
            async with store.transaction() as tx:
                await tx.set_meta("ours", b"done")

        task = asyncio.create_task(write())
        await asyncio.sleep(0.05)
        for _ in range(times):
            task.cancel()
            await asyncio.sleep(0)
        waiting = asyncio.create_task(write())
        longest, last = 0.0, asyncio.get_running_loop().time()
        for _ in range(50):
            await asyncio.sleep(0.005)
            now = asyncio.get_running_loop().time()
            longest, last = max(longest, now - last), now
        other.execute("ROLLBACK")
    with pytest.raises(asyncio.CancelledError):
        await task
    with suppress(StoreFailed):
        await waiting
    assert longest < 1  # it waits up to two seconds for the other program, in the thread
    await store.close()


async def test_an_error_in_the_middle_leaves_the_next_transaction_nothing(store: Store) -> None:
    with pytest.raises(sqlite3.Error):
        async with store.transaction() as tx:
            await tx.set_meta("half", b"done")
            await sqlite_of(tx).execute_fetchall("SELECT nothing FROM nowhere")
    async with store.transaction() as tx:
        assert await tx.meta("half") is None


async def test_a_connection_that_is_lost_in_a_transaction_keeps_nothing_of_it(engine: Engine) -> None:
    store = engine.store()
    await store.open()
    with pytest.raises(sqlite3.Error):
        async with store.transaction() as tx:
            await tx.set_meta("half", b"done")
            sqlite_of(tx)._conn.close()
            await tx.meta("half")
    with closing(sqlite3.connect(engine.folder / "letters.db")) as looked:
        assert looked.execute("SELECT value FROM remark WHERE name = 'half'").fetchone() is None


async def test_a_copy_made_while_letters_are_written_is_one_moment_and_holds_up_nobody(engine: Engine) -> None:
    """Each transaction writes two remarks that must be equal; a copy never has one without the other."""
    vault = Seal(KEY)
    store, stop, written = engine.store(vault), asyncio.Event(), 0
    await store.open()

    async def write() -> None:
        nonlocal written
        while not stop.is_set():
            async with store.transaction() as tx:
                await tx.set_meta("one", str(written).encode())
                await a_draft(tx)
                await tx.set_meta("other", str(written).encode())
            written += 1
            if written % 5 == 0:
                await store.truncate_wal()

    writing = asyncio.create_task(write())
    seen: list[tuple[bytes, ...]] = []
    for number in range(4):
        target, before = engine.folder / f"copy {number}.db", written
        await asyncio.to_thread(backup, engine.folder / "letters.db", target, vault, lambda *_: None, lambda *_: None)
        async with asyncio.timeout(20):
            while written == before:  # noqa: ASYNC110 - it goes on
                await asyncio.sleep(0)
        with closing(sqlite3.connect(target)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            rows = copy.execute("SELECT value FROM remark WHERE name IN ('one', 'other')").fetchall()
            letters = copy.execute("SELECT COUNT(*) FROM letter").fetchone()[0]
        seen.append(tuple(row[0] for row in rows))
        assert not rows or (len(set(rows)) == 1 and letters == int(rows[0][0]) + 1)
    stop.set()
    await writing
    assert len(set(seen)) > 1
