"""Several processes over one database: each serves shards of its own, and claims what belongs to their servers."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle
from time import time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot import client, life
from bot.clock import PutRight
from bot.errors import StoreError, StoreFailed
from bot.letter import Kind
from bot.life.office import Office
from bot.post.pace import Pace
from bot.post.process import Process
from bot.rules.shards import ALL, SETTLED, Part, Shards
from bot.rules.shares import GONE, KEPT, RATE, RENEW, SPARE, TRICKLE
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.engine import Store, store_of
from bot.store.postgres import hearing
from bot.store.tables.processes import FORGOTTEN, LONG, Running
from cogs import _servers
from tests import postgres
from tests.core.test_pace import Watch, leave
from tests.store.conftest import KEY
from tests.store.people import NOW
from tests.store.test_postgres import end_connections

LEASE = 900
#: Servers of four shards, one of each.
SERVERS = [shard << 22 for shard in range(4)]
FIRST, LAST = Shards(4, 0, 1), Shards(4, 2, 3)


@pytest.fixture
async def stores() -> AsyncGenerator[list[Store]]:
    """Two processes' stores over one database, where a message to each of four servers and one to a person wait."""
    where = await postgres.empty()
    both = [store_of(Settings(database_url=where), Seal(KEY)) for _ in range(2)]
    for store in both:
        await store.open()
    async with both[0].transaction() as tx:
        for guild_id in SERVERS:
            await tx.enqueue(f"alert:{guild_id}", Kind.ALERT, not_before=NOW, now=NOW, guild_id=guild_id)
        for number, guild_id in enumerate(SERVERS):
            key = f"page:{number}"
            await tx.enqueue(key, Kind.PAGE, rate_limit_key=key, not_before=NOW + 9, now=NOW, guild_id=guild_id)
        await tx.enqueue("note:1", Kind.NOTE, payload=b"said", not_before=NOW, now=NOW)
    yield both
    for store in both:
        await store.close()


async def claimed(store: Store, shards: Shards, worker: str, now: int = NOW, at_once: int = 9) -> list[int]:
    """Claim what is due for these shards; returns the ids."""
    async with store.transaction() as tx:
        found = [due.id for due in await tx.due(now, at_once, worker, shards)]
        for delivery_id in found:
            await tx.claim(delivery_id, worker, now, LEASE)
    return found


async def test_each_claims_what_belongs_to_its_servers_and_the_first_what_belongs_to_none(stores: list[Store]) -> None:
    one, other = stores
    assert await claimed(one, FIRST, "one") == [1, 2, 9]
    assert await claimed(other, LAST, "other") == [3, 4]
    assert await claimed(one, FIRST, "one", NOW + 9) == [5, 6]
    async with other.reading() as tx:
        assert await tx.next_due(shards=LAST) == NOW + 9
    assert await claimed(other, LAST, "other", NOW + 9, at_once=1) == [7, 8]  # what others send takes no room
    async with other.reading() as tx:
        assert await tx.next_due(shards=LAST) == NOW + LEASE
    assert await claimed(other, LAST, "other", NOW + LEASE) == [3, 4]
    assert await claimed(one, ALL, "one", NOW + LEASE) == [1, 2, 9]


async def test_no_two_serve_a_shard_and_all_go_by_one_number(stores: list[Store]) -> None:
    one, other = stores
    assert await one.shards_in_all() is None
    await one.serve(FIRST)
    assert await one.shards_in_all() is None and await other.shards_in_all() == 4
    with pytest.raises(StoreError, match="Another process serves shard 1 "):
        await other.serve(Shards(4, 1, 3))
    with pytest.raises(StoreError, match="go by 4 shards in all, this one by 8"):
        await other.serve(Shards(8, 4, 7))
    await other.serve(LAST)
    await one.close()
    with pytest.raises(StoreError, match="go by 4 shards"):
        await _another(FIRST.total + 1)
    await other.close()
    await _another(FIRST.total + 1)


async def test_more_processes_than_there_are_shards_leave_nobody_without_one(stores: list[Store]) -> None:
    one, other = stores
    await one.serve(Shards(2, 1, 1))
    office = cast(Office, SimpleNamespace(store=other, now=NOW))
    with pytest.raises(StoreError, match=r"share 2 shards.*PROCESS=1/3"):
        await life.sharing.take_shards(office, Part(1, 3), advised=1)
    assert await life.sharing.take_shards(office, Part(1, 2), advised=1) == Shards(2, 0, 0)


async def _another(total: int) -> None:
    store = store_of(Settings(database_url=postgres.url()), Seal(KEY))
    await store.open()
    try:
        await store.serve(Shards(total, 0, 0))
    finally:
        await store.close()


async def test_who_comes_after_a_dead_process_gives_back_what_that_had_claimed_and_nobody_else_s(
    stores: list[Store],
) -> None:
    one, other = stores
    await one.serve(FIRST)
    await other.serve(LAST)
    assert await claimed(one, FIRST, "one") == [1, 2, 9]
    assert await claimed(other, LAST, "other") == [3, 4]
    await one.close()  # as the server sees a process that is killed
    next_one = store_of(Settings(database_url=postgres.url()), Seal(KEY))
    await next_one.open()
    office = cast(Office, SimpleNamespace(store=next_one, now=NOW))
    assert await life.sharing.take_shards(office, FIRST, advised=1) == FIRST
    assert await claimed(next_one, FIRST, "next") == []  # the other one may be on its way with them
    assert await claimed(next_one, FIRST, "next", NOW + SETTLED) == [1, 2, 9]
    async with next_one.reading() as tx:
        assert await tx.holds(1, "next") and not await tx.holds(1, "one") and not await tx.holds(99, "next")
    assert await claimed(other, LAST, "another") == []
    await next_one.close()


async def test_who_loses_the_server_takes_its_shards_again_unless_somebody_else_has_them(stores: list[Store]) -> None:
    one, other = stores
    await one.serve(FIRST)
    await end_connections()
    async with one.transaction():
        pass
    with pytest.raises(StoreError, match="Another process serves shard 0"):
        await other.serve(FIRST)
    await end_connections()
    await other.serve(FIRST)
    for _ in range(2):  # and it stays so
        with pytest.raises(StoreFailed):
            async with one.transaction():
                pass
    assert one.displaced is not None and other.displaced is None


async def test_processes_see_each_other_and_whoever_leaves_is_gone(stores: list[Store]) -> None:
    one, other = Running("a", "1/2", "0-1/4"), Running("b", "2/2", "2-3/4")
    async with stores[1].transaction() as tx:
        assert await tx.process_seen(other, NOW)
        assert not await tx.process_seen(other, NOW + 2)
    async with stores[0].transaction() as tx:
        assert await tx.process_seen(one, NOW + 3)
        assert await tx.processes() == [replace(one, seen_at=NOW + 3), replace(other, turn=1, seen_at=NOW + 2)]
        assert await tx.process_seen(replace(one, id="c"), NOW + 4)  # it was started anew
        assert [each.id for each in await tx.processes()] == ["c", "b"]
        await tx.process_seen(replace(one, id="c"), NOW + 3 + FORGOTTEN)
        assert [each.id for each in await tx.processes()] == ["c"]
        await tx.process_left("c")
        assert await tx.processes() == []


async def test_requests_are_shared_out_among_those_who_are_alive(stores: list[Store]) -> None:
    watch, paces, processes = Watch(), list[Pace](), list[Process]()
    for store, shards, worker, ahead in zip(stores, (FIRST, LAST), "ab", (0, 9 * LONG), strict=True):
        office = SimpleNamespace(store=store, now=NOW + ahead)  # whatever their machines' clocks say
        paces.append(Pace(lambda: watch.now, watch.sleep))
        deliveries: Any = SimpleNamespace(office=office, pace=paces[-1], worker=worker, shards=shards)
        processes.append(Process(deliveries, str(shards)))

    async def renew(*which: int) -> list[int]:
        watch.now += RENEW
        for each in which:
            await processes[each].renew()
        return [pace.rate for pace in paces]

    assert (await renew(0))[0] == RATE - SPARE
    equal = (RATE - SPARE) // 2
    assert (await renew(1, 0))[0] == equal
    await renew(0, 1)
    assert await renew(0, 1) == [equal, equal]
    for _ in range(3):
        await leave(watch, paces[0], RATE)  # the first needs all that it can have
        await renew(0, 1)
    assert [pace.rate for pace in paces] == [RATE - SPARE - KEPT, KEPT]
    for _ in range(3):
        await renew(0, 1)
    assert await renew(1, 0) == [equal, equal]
    for _ in range(GONE // RENEW):  # the second is killed
        assert (await renew(0))[0] == equal
    assert (await renew(0))[0] == RATE - SPARE
    await renew(1)
    await processes[1].leave()
    async with stores[0].reading() as tx:
        assert [each.id for each in await tx.processes()] == ["a"]


@pytest.mark.parametrize("shards", [Shards(4, 0, 2), Shards(8, 0, 7)])
async def test_who_begins_with_other_shards_than_those_that_were_killed_waits_for_none_of_them(
    stores: list[Store], shards: Shards
) -> None:
    async with stores[0].transaction() as tx:
        for number in range(4):  # each of them with its part of the requests
            await tx.process_seen(Running(str(number), "", str(Shards(4, number, number)), holds=RATE // 4), NOW)
    watch = Watch()
    pace = Pace(lambda: watch.now, watch.sleep)
    deliveries: Any = SimpleNamespace(
        office=SimpleNamespace(store=stores[0], now=NOW), pace=pace, worker="new", shards=shards
    )
    process, rates = Process(deliveries, ""), list[int]()
    for _ in range(4):
        watch.now += RENEW
        await process.renew()
        rates.append(pace.rate)
    async with stores[0].reading() as tx:
        left = [each.id for each in await tx.processes()]
    assert left == (["new"] if shards.total == 8 else ["new", "3"])
    assert rates[0] == TRICKLE and rates[-1] >= (RATE - SPARE) // 2


async def test_what_waits_behind_another_process_s_delivery_is_looked_at_again(stores: list[Store]) -> None:
    one, other = stores
    async with one.transaction() as tx:
        for delivery in await tx.due(NOW + 9, 99):
            await tx.done(delivery.id)
        for guild_id in SERVERS[1:3]:
            await tx.enqueue("draft:1", Kind.NOTE, payload=b"said", not_before=NOW, now=NOW, guild_id=guild_id)
    assert await claimed(other, LAST, "other") == []
    async with other.reading() as tx:
        assert await tx.next_due(shards=LAST) == NOW
    (first,) = await claimed(one, FIRST, "one")
    async with one.transaction() as tx:
        await tx.done(first)
    assert len(await claimed(other, LAST, "other")) == 1


async def test_a_start_that_waits_for_another_process_says_so_where_supervisors_ask(
    stores: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = stores
    await one.serve(FIRST)
    office, waiting = cast(Office, SimpleNamespace(store=other, now=NOW)), asyncio.Event()

    async def wait(_: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(_servers, "asyncio", SimpleNamespace(sleep=wait))
    bot = client.Unsigned(Settings(database_url=postgres.url()), client.utc, client.intents(), random.Random(), None)
    taking = asyncio.create_task(bot._taken(office, FIRST, 4))
    await waiting.wait()
    assert "Another process serves shard 0" in str(bot.vitals().waits) and not bot.vitals().connected
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)


async def test_each_goes_by_the_server_s_clock_whatever_its_machine_s_says(
    stores: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = stores

    async def compare(*ahead: float) -> float:
        """The other's clock is so many seconds ahead, each time it looks."""
        times = cycle(ahead)
        with monkeypatch.context() as patched:
            patched.setattr(hearing, "time", lambda: time() + next(times))
            for _ in range(hearing.LOOK):
                await other.keep_hearing()
        return other.ahead()

    assert one.ahead() == 0 and await compare(0.3) == 0  # it is the server's machine; a clock is never quite right
    assert await compare(600) == pytest.approx(600, abs=5)
    clock = PutRight(lambda: datetime.fromtimestamp(NOW + 600, UTC))
    assert clock().timestamp() == NOW + 600
    clock.ahead = other.ahead
    assert clock().timestamp() == pytest.approx(NOW, abs=5)
    assert await compare(0, 30) == pytest.approx(600, abs=5)  # an answer that took so long says nothing
    assert await compare(-90) == pytest.approx(-90, abs=5)
    assert await compare(0) == pytest.approx(0, abs=5) and one.ahead() == 0
