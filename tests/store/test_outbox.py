"""The outbox: order within a lane and never between lanes, one worker at a time, nothing lost."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.letter import Delivery, Kind
from bot.store.engine import Store
from bot.store.tx import Tx
from tests.store.conftest import ENGINES, Engine
from tests.store.people import NOW, a_letter, claim, put, waits

LEASE = 60


async def lanes(tx: Tx, now: int = NOW, worker: str = "one") -> list[str]:
    """The lanes of everything that can be claimed now, in the order it comes."""
    return [delivery.lane for delivery in await everything(tx, now, worker)]


async def everything(tx: Tx, now: int = NOW, worker: str = "one") -> list[Delivery]:
    """Everything that can be claimed now; it stays claimed."""
    found = [await claim(tx, worker, now, LEASE) for _ in range(30)]
    return [delivery for delivery in found if delivery is not None]


async def claimed(tx: Tx, now: int = NOW, worker: str = "one") -> Delivery:
    """The next delivery."""
    delivery = await claim(tx, worker, now, LEASE)
    assert delivery is not None
    return delivery


async def test_a_delivery_carries_what_was_put_in(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.enqueue(
            "note:1", Kind.NOTE, letter_id=letter.id, subject_id=7, payload=b"\x00text", not_before=NOW + 5, now=NOW
        )
        assert await claim(tx, "one", NOW + 4, LEASE) is None
        delivery = await claimed(tx, NOW + 5)
    assert (delivery.lane, delivery.kind, delivery.letter_id) == ("note:1", Kind.NOTE, letter.id)
    assert (delivery.subject_id, delivery.payload, delivery.attempts) == (7, b"\x00text", 1)
    assert delivery.created_at == NOW


async def test_nonces_fit_discord_and_differ_and_last_over_attempts(store: Store) -> None:
    async with store.transaction() as tx:
        for lane in "abcdefgh":
            await put(tx, lane)
        first = await everything(tx)
        again = await everything(tx, NOW + LEASE)
    assert [delivery.nonce for delivery in first] == [delivery.nonce for delivery in again]
    assert len({delivery.nonce for delivery in first}) == 8
    assert all(0 < len(delivery.nonce) <= 25 for delivery in first)


async def test_what_is_first_in_its_lane_is_next_the_rest_waits_for_it(store: Store) -> None:
    async with store.transaction() as tx:
        for lane in ("a", "a", "b", "a"):
            await put(tx, lane)
        first, other = await everything(tx)
        assert (first.lane, other.lane) == ("a", "b")
        await tx.done(other.id)
        assert await lanes(tx) == []
        await tx.done(first.id)
        second = await claimed(tx)
        assert second.lane == "a"
        assert second.id > first.id


async def test_a_delivery_put_off_holds_up_only_its_lane(store: Store) -> None:
    async with store.transaction() as tx:
        for lane in ("a", "a", "b"):
            await put(tx, lane)
        delivery = await claimed(tx)
        await tx.later(delivery.id, NOW + 10)
        assert await lanes(tx) == ["b"]
        assert await lanes(tx, NOW + 9) == []
        again = await claimed(tx, NOW + 10)
        assert (again.id, again.attempts) == (delivery.id, 2)


async def test_what_waits_for_its_time_holds_up_only_its_lane(store: Store) -> None:
    async with store.transaction() as tx:
        await put(tx, "a", wait=10)
        await put(tx, "a")
        await put(tx, "b")
        assert await lanes(tx) == ["b"]


async def test_a_lease_keeps_others_away_until_it_ends(store: Store) -> None:
    async with store.transaction() as tx:
        await put(tx, "a")
        first = await claimed(tx, NOW, "one")
        assert await claim(tx, "other", NOW + LEASE - 1, LEASE) is None
        taken_over = await claimed(tx, NOW + LEASE, "other")
        assert (taken_over.id, taken_over.attempts) == (first.id, 2)


async def test_a_worker_that_stops_hands_back_only_what_it_had(store: Store) -> None:
    async with store.transaction() as tx:
        await put(tx, "a")
        await claimed(tx, worker="one")
        await put(tx, "b")
        await claimed(tx, worker="other")
        await tx.release("one")
        assert await lanes(tx, worker="third") == ["a"]


async def test_workers_that_ask_together_never_get_the_same(store: Store) -> None:
    async def work(worker: str) -> list[int]:
        found: list[int] = []
        while True:
            async with store.transaction() as tx:
                delivery = await claim(tx, worker, NOW, LEASE)
            if delivery is None:
                return found
            found.append(delivery.id)

    async with store.transaction() as tx:
        for lane in range(20):
            await put(tx, f"lane {lane}")
    found = await asyncio.gather(*(work(f"worker {number}") for number in range(4)))
    assert sorted(id_ for ids in found for id_ in ids) == sorted({id_ for ids in found for id_ in ids})
    assert sum(map(len, found)) == 20


async def test_beside_a_delivery_that_nobody_is_sending_another_is_not_put_in(store: Store) -> None:
    async with store.transaction() as tx:
        for lane, kind in (("a", Kind.DESK_CARD), ("a", Kind.DESK_CARD), ("a", Kind.REFRESH), ("b", Kind.DESK_CARD)):
            await put(tx, lane, wait=10, kind=kind, once=True)
        assert [await waits(tx, lane) for lane in "ab"] == [1, 1]
        assert await waits(tx, "a", Kind.REFRESH) == 1
        tx.outbox_changed = False
        await put(tx, "a", once=True)
        assert not tx.outbox_changed
        await put(tx, "a", wait=10)
        assert (await waits(tx, "a"), tx.outbox_changed) == (2, True)
        await put(tx, "c", wait=5, once=True)
        delivery = await claimed(tx, NOW + 5)
        assert await waits(tx, "c") == 0  # under way: what it shows may be out of date
        await put(tx, "c", once=True)
        await tx.later(delivery.id, NOW)
        await put(tx, "c", once=True)
        assert await waits(tx, "c") == 2


async def test_calling_back_takes_what_waits_and_not_what_is_under_way(store: Store) -> None:
    async with store.transaction() as tx:
        letter, other = await a_letter(tx), await a_letter(tx)
        await put(tx, "under way", letter=letter, kind=Kind.PUBLISH)
        under_way = await claimed(tx)
        await put(tx, "waits", letter=letter, kind=Kind.PUBLISH)
        await put(tx, "another kind", letter=letter, kind=Kind.DESK_CARD)
        await put(tx, "another letter", letter=other, kind=Kind.PUBLISH)
        await tx.cancel(letter.id, Kind.PUBLISH)
        assert await lanes(tx) == ["another kind", "another letter"]
        await tx.later(under_way.id, NOW)
        assert await lanes(tx) == ["under way"]


async def test_what_comes_later_comes_after_even_when_the_outbox_was_empty(store: Store) -> None:
    ids: list[int] = []
    for _ in range(3):
        async with store.transaction() as tx:
            await put(tx, "a")
            delivery = await claimed(tx)
            await tx.done(delivery.id)
        ids.append(delivery.id)
    assert ids == sorted(set(ids))


async def test_what_a_killed_process_had_claimed_is_free_at_the_next_start(engine: Engine) -> None:
    store = engine.store()
    await store.open()
    async with store.transaction() as tx:
        await put(tx, "a")
        first = await claimed(tx)
    await store.close()
    await store.open()
    async with store.transaction() as tx:
        again = await claimed(tx, worker="next")
    assert (again.id, again.nonce, again.attempts) == (first.id, first.nonce, 2)


#: What happens to an outbox: something is put in, somebody claims, is done or puts off, and time passes.
moves = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("abc"), st.sampled_from([0, 0, 20])),
    st.tuples(st.just("claim"), st.sampled_from(["one", "other"]), st.none()),
    st.tuples(st.just("done"), st.integers(0, 9), st.none()),
    st.tuples(st.just("later"), st.integers(0, 9), st.sampled_from([0, 30])),
    st.tuples(st.just("pass"), st.just(25), st.none()),
)


@given(st.lists(moves, max_size=40))
@settings(max_examples=40, deadline=None)
def test_whatever_happens_everything_goes_once_and_in_its_lane_s_order(
    happens: list[tuple[str, object, object]],
) -> None:
    for make in ENGINES:
        with TemporaryDirectory() as folder:
            asyncio.run(_played(make(Path(folder)), happens))


async def _played(engine: Engine, happens: list[tuple[str, object, object]]) -> None:
    try:
        await engine.begin()
        await _play(engine, happens)
    finally:
        await engine.close()


async def _play(engine: Engine, happens: list[tuple[str, object, object]]) -> None:
    store = engine.store()
    await store.open()
    put_in: dict[str, int] = dict.fromkeys("abc", 0)
    gone: dict[str, list[int]] = {lane: [] for lane in "abc"}
    leased: dict[int, tuple[Delivery, int]] = {}  # each with the moment its lease ends
    now = NOW

    def finish(delivery: Delivery) -> None:
        gone[delivery.lane].append(delivery.id)
        leased.pop(delivery.id, None)

    async with store.transaction() as tx:
        for what, which, how in happens:
            under_way = [delivery for delivery, until in leased.values() if until > now]
            if what == "put":
                await put(tx, str(which), wait=now - NOW + int(str(how)))
                put_in[str(which)] += 1
            elif what == "claim" and (delivery := await claim(tx, str(which), now, LEASE)):
                assert delivery.lane not in [other.lane for other in under_way]
                leased[delivery.id] = delivery, now + LEASE
            elif what == "pass":
                now += int(str(which))
            elif under_way and what in ("done", "later"):
                delivery = under_way[int(str(which)) % len(under_way)]
                if what == "done":
                    await tx.done(delivery.id)
                    finish(delivery)
                else:
                    await tx.later(delivery.id, now + int(str(how)))
                    leased.pop(delivery.id)
        while delivery := await claim(tx, "last", now + 1000, LEASE):
            await tx.done(delivery.id)
            finish(delivery)
    for lane, ids in gone.items():
        assert len(ids) == put_in[lane]
        assert ids == sorted(set(ids))
