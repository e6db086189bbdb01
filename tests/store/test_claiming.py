"""The effect of one delivery and the claim of the next are one commit; a transaction that only reads wakes nobody."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing, suppress
from typing import Any, cast

import pytest

from bot import life
from bot.errors import StoreFailed
from bot.letter import Kind, Person
from bot.store.engine import Store
from bot.store.tx import Tx
from tests.store.conftest import Engine, only_sqlite
from tests.store.people import NOW, put
from tests.store.test_at_once import half_written, sqlite_of
from tests.store.test_rate_limit_keys import House, house

pytestmark = only_sqlite

SOL = Person(1, 1)


@asynccontextmanager
async def quiet(here: House) -> AsyncGenerator[list[str]]:
    """What the store is asked for, by its first word, from a moment on when nothing is under way."""
    await settled(here)
    asked: list[str] = []
    async with here.office.store.reading() as tx:
        connection = sqlite_of(tx)._conn
    connection.set_trace_callback(lambda sql: asked.append(" ".join(sql.split())))
    yield asked
    connection.set_trace_callback(None)


def begun(asked: list[str]) -> int:
    return sum(sql.startswith("BEGIN") for sql in asked)


def claims(asked: list[str]) -> int:
    return sum("attempts = attempts + 1, worker" in sql for sql in asked)


async def notes(tx: Tx, *texts: str) -> None:
    """Notes to as many people, in one place, so that they go one after another."""
    for number, text in enumerate(texts, 1):
        await life.outbox.send_note(tx, Person(number, number), text, now=NOW)
    await sqlite_of(tx).execute_fetchall("UPDATE delivery SET rate_limit_key = 'one' WHERE kind = 'note'")


async def settled(here: House) -> None:
    """Until nothing is under way."""
    await asyncio.wait_for(here.deliveries.rest(), 5)


async def left(here: House) -> int:
    async with here.office.store.reading() as tx:
        rows = await sqlite_of(tx).execute_fetchall("SELECT COUNT(*) FROM delivery")
    return rows[0][0]


async def test_who_reads_wakes_nobody_and_who_changes_something_does(engine: Engine) -> None:
    async with house(engine) as here, quiet(here) as asked:
        async with here.office.transaction() as tx:
            await tx.letterboxes()
        await settled(here)
        assert (begun(asked), claims(asked)) == (1, 0)
        await here.say(SOL, "one")
        assert await here.next() == "one"


async def test_what_no_longer_waits_for_something_that_was_called_back_leaves_at_once(engine: Engine) -> None:
    """A delivery that waits for its time holds up its lane; called back, it must wake those behind it."""
    async with house(engine) as here:
        letter = await here.submit(1)
        assert await here.next()
        await settled(here)
        async with here.office.transaction() as tx:
            await put(tx, "a lane", wait=9_999, letter=letter, kind=Kind.REFRESH)
            await life.outbox.send_note(tx, SOL, "behind it", now=NOW)
            await sqlite_of(tx).execute_fetchall("UPDATE delivery SET lane = 'a lane' WHERE kind = 'note'")
        await settled(here)
        assert here.post.went.empty()
        async with here.office.transaction() as tx:
            await tx.cancel(letter.id, Kind.REFRESH)
        assert await here.next() == "behind it"


async def test_ten_deliveries_one_after_another_are_claimed_with_each_other_s_records(engine: Engine) -> None:
    async with house(engine) as here, quiet(here) as asked:
        async with here.office.transaction() as tx:
            await notes(tx, *map(str, range(10)))
        assert [await here.next() for _ in range(10)] == [str(number) for number in range(10)]
        await settled(here)
        assert asked.count("BEGIN IMMEDIATE") == 1 + 10  # what was said, and a record for each
        assert claims(asked) == 10


async def test_what_is_put_in_while_another_transaction_ends_is_not_forgotten(engine: Engine) -> None:
    """Emptying the log takes a while after a commit: whoever looked before knows less than whoever came meanwhile."""
    async with house(engine) as here:
        here.deliveries.wake()
        await settled(here)
        store, began, go_on = here.office.store, asyncio.Event(), asyncio.Event()
        truncate = store.truncate_wal

        async def slow() -> bool:
            if not began.is_set():
                began.set()
                await go_on.wait()
            return await truncate()

        store.truncate_wal = slow

        async def erase(*, look: bool) -> None:
            async with here.deliveries.transaction(look=look) as tx:
                tx.must_truncate_wal = True

        for look, wait in ((False, 60), (True, 30)):
            ending = asyncio.create_task(erase(look=look))
            await began.wait()
            async with here.office.transaction() as tx:
                await put(tx, f"in {wait}", wait=wait)
            go_on.set()
            await ending
            assert here.deliveries.due == NOW + wait
            began.clear()
            go_on.clear()


async def test_where_the_record_fails_the_claim_that_came_with_it_fails_too(engine: Engine) -> None:
    """The next one is not sent on the strength of a claim that was rolled back, and then it is sent once."""
    async with house(engine) as here:
        store, failures = here.office.store, 0
        transaction = store.transaction

        @asynccontextmanager
        async def failing(*, lasting: bool = True) -> AsyncGenerator[Tx]:
            nonlocal failures
            async with transaction(lasting=lasting) as tx:
                yield tx
                if failures < 2 and here.post.went.qsize():
                    failures += 1
                    raise StoreFailed(cast(Any, None), "the disk is full")

        store.transaction = failing
        async with here.office.transaction() as tx:
            await notes(tx, "one", "two", "three")
        while here.deliveries.due == 0:  # the tick, which asks again
            await settled(here)
            here.deliveries.wake()
        said = [here.post.went.get_nowait() for _ in range(here.post.went.qsize())]
        assert failures == 2
        assert said == ["one", "one", "two", "three"]  # `Post` does not look whether it stands already; Discord's does
        assert await left(here) == 0


async def test_one_that_cannot_be_read_undoes_no_other_s_record(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(engine) as here:
        here.post.slow.add(1)
        async with here.office.transaction() as tx:
            await notes(tx, "first")
        while not here.post.under_way:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)
        async with here.office.store.transaction() as tx:
            await notes(tx, "second")
            await sqlite_of(tx).execute_fetchall(
                "UPDATE delivery SET sealed_payload = zeroblob(64) WHERE id = (SELECT MAX(id) FROM delivery)"
            )
        here.post.open.set()
        assert await here.next() == "first"
        await settled(here)
        assert await left(here) == 1  # the first is recorded, the second waits
        assert here.post.went.empty()
        assert "cannot be read" in caplog.text


async def test_a_reading_that_follows_a_cancelled_transaction_sees_nothing_of_it(store: Store) -> None:
    """It begins on the loop's thread: not before the other one is rolled back in aiosqlite's."""
    task = await half_written(store)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    async with store.reading() as tx:
        assert await tx.meta("half") is None
    with suppress(asyncio.CancelledError):
        await task


async def test_a_reading_waits_for_no_other_program(engine: Engine) -> None:
    store = engine.store()
    await store.open()
    with closing(sqlite3.connect(engine.folder / "letters.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(1):  # a writing would wait two seconds, and fail
            async with store.reading() as tx:
                assert await tx.meta("nothing") is None
        other.execute("ROLLBACK")
    await store.close()
