"""Processes that share Discord's requests never take more together than it takes, however they come, stop and go, and
whatever each of them needs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.post.pace import WINDOW, Pace
from bot.rules.shares import GONE, KEPT, LEASE, RATE, RENEW, SETTLE, SPARE, TRICKLE, Shares, Stake, due
from tests.core.test_pace import Watch, leave

STEP, TICK = 0.25, 1
MOST = RATE - SPARE
#: What others say who have use for nothing, and hold what is equally due to two.
IDLE = Stake(holds=MOST // 2)


@dataclass
class Life:
    """When a process begins, how long it waits for each of its transactions, from when to when it is stopped; when it
    is over, cleanly or not; and what it needs, for ten seconds each."""

    begins: float
    takes: float
    stopped: tuple[float, float]
    end: float
    cleanly: bool
    needs: list[int]
    shares: Shares = field(default_factory=Shares)
    until: float = -1.0
    waits: tuple[float, float] | None = None  #: when its transaction has its turn, and when it began
    next: float = 0.0
    took: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])

    def runs(self, now: float) -> bool:
        """Whether it says that it is alive."""
        return self.begins <= now < self.end and not self.stopped[0] <= now < self.stopped[1]

    def renews(self, name: str, table: dict[str, Stake], now: float, began: float) -> None:
        """One transaction."""
        others = {other: stake for other, stake in table.items() if other != name}
        said = self.shares.reckon(others, self.needs[int(now) // 10 % len(self.needs)], now)
        turn = table[name].turn + 1 if name in table else 0
        table[name] = Stake(said.wants, said.holds, turn)
        self.shares.renewed(said, began)
        self.until, self.next = began + LEASE, began + (RENEW if self.shares.settled else TICK)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """A process's life within a minute."""
    when = st.floats(0, 60)
    stopped = sorted((draw(when), draw(when)))
    needs = draw(st.lists(st.sampled_from([0, 5, 20, 50]), min_size=1, max_size=4))
    return Life(draw(st.sampled_from([0.0, 3.0, 9.0, 20.0])), draw(st.floats(0, 2.5)), (stopped[0], stopped[1]),
                draw(st.sampled_from([15.0, 30.0, 99.0])), draw(st.booleans()), needs)  # fmt: skip


@given(st.lists(lives(), min_size=1, max_size=4))
def test_all_together_never_take_more_than_discord_does(those: list[Life]) -> None:
    """But for what those may take who have just come or lost the others."""
    table, now = dict[str, Stake](), 0.0
    while now < 60:
        for number, each in enumerate(those):
            name = str(number)
            if each.end <= now and each.cleanly:
                table.pop(name, None)
            if not each.runs(now):
                each.waits = None
            elif each.waits is None and now >= each.next:
                each.waits = now + each.takes, now
            if each.waits is not None and each.waits[0] <= now:
                each.renews(name, table, now, each.waits[1])
                each.waits = None
            if each.begins <= now < each.end and now <= each.until and each.shares.rate > TRICKLE:
                each.took.append((now, each.shares.rate))  # also while it is stopped: it may be woken at any moment
        recent = [max((rate for at, rate in each.took if at > now - WINDOW), default=0) for each in those]
        assert sum(recent) <= MOST, (now, recent)
        now += STEP


@pytest.mark.parametrize(
    ("needs", "parts"),
    [
        ([0], [46]),
        ([0, 23], [23, 23]),
        ([50, 0], [42, 4]),
        ([50, 0, 3, 5], [30, 4, 4, 8]),
        ([50, 50, 0, 0], [19, 19, 4, 4]),
        ([30, 0, 0, 0], [34, 4, 4, 4]),
        ([50] * 4, [11] * 4),
    ],
)
def test_each_is_due_an_equal_part_or_what_the_others_have_no_use_for(needs: list[int], parts: list[int]) -> None:
    assert [due(need, needs[:at] + needs[at + 1 :]) for at, need in enumerate(needs)] == parts


@given(st.lists(st.integers(0, RATE), min_size=1, max_size=40))
def test_what_is_due_to_all_together_is_never_more_than_there_is(needs: list[int]) -> None:
    parts = [due(need, needs[:at] + needs[at + 1 :]) for at, need in enumerate(needs)]
    assert sum(parts) <= MOST and min(parts) >= 1
    assert max(needs) <= MOST // len(needs) or sum(parts) > MOST - len(needs) or sum(needs) < sum(parts)


def renewed(shares: Shares, others: dict[str, Stake], wants: int, at: float) -> Stake:
    """One transaction that takes no time."""
    said = shares.reckon(others, wants, at)
    shares.renewed(said, at)
    return said


def test_only_who_serves_everything_has_all_of_it() -> None:
    alone, first = Shares(alone=True), Shares()
    assert renewed(alone, {}, 0, 0).holds == alone.rate == RATE
    assert renewed(first, {}, 0, 0).holds == first.rate == MOST
    assert renewed(first, {"b": Stake()}, 0, 6).holds == MOST  # what it has just asked for counts a while longer
    assert first.rate == MOST // 2  # at once


def test_one_that_comes_waits_until_there_is_room() -> None:
    shares = Shares()
    both = {"a": Stake(holds=MOST // 2), "c": Stake(holds=MOST // 2)}
    assert [renewed(shares, both, 0, at).calls for at in (0, 1)] == [True, False]
    assert shares.rate == TRICKLE and not shares.settled
    renewed(shares, {each: Stake(holds=due(0, [0, 0]), turn=1) for each in both}, 0, 3)
    assert shares.rate == due(0, [0, 0]) and shares.settled


def test_what_somebody_needs_the_others_give_up_and_it_takes_that_when_it_counts_no_more() -> None:
    busy, idle, at = Shares(), Shares(), 0.0
    table = dict[str, Stake]()

    def go_on(wants: int, seconds: int) -> tuple[int, int]:
        nonlocal at
        for _ in range(seconds):
            at += TICK
            for name, shares, need in (("busy", busy, wants), ("idle", idle, 0)):
                others = {other: stake for other, stake in table.items() if other != name}
                said = renewed(shares, others, need, at)
                table[name] = Stake(said.wants, said.holds, int(at))
        return busy.rate, idle.rate

    assert go_on(10, 9) == (MOST // 2, MOST // 2)
    assert go_on(RATE, 1) == (MOST // 2, KEPT)
    assert go_on(RATE, 3) == (MOST - KEPT, KEPT) and busy.settled and idle.settled
    assert go_on(0, 4) == (MOST // 2, MOST // 2)


@pytest.mark.parametrize("cleanly", [True, False])
def test_one_that_renews_nothing_more_gives_its_share_back(cleanly: bool) -> None:
    shares, at = Shares(), 0.0
    renewed(shares, {"b": IDLE}, 0, at)
    while shares.rate < MOST:
        at += 1
        renewed(shares, {} if cleanly else {"b": IDLE}, 0, at)
    assert at == (1 + SETTLE // 1 + 1 if cleanly else GONE + 1)


def test_one_that_was_stopped_past_its_lease_begins_anew() -> None:
    shares = Shares()
    renewed(shares, {}, 0, 0)
    renewed(shares, {"b": Stake(holds=MOST)}, 0, LEASE + SETTLE + 1)
    assert shares.rate == TRICKLE


async def test_requests_keep_to_the_share_and_to_little_when_it_is_not_renewed() -> None:
    watch = Watch()
    pace = Pace(lambda: watch.now, watch.sleep)
    await leave(watch, pace, RATE)
    pace.share(10, 105.0)  # fifty have left: a second without any
    left = await leave(watch, pace, 20)
    assert (left[0], left[9], left[10]) == (100 + WINDOW, 100 + WINDOW, pytest.approx(100 + 2 * WINDOW))
    watch.now = 106.0
    left = await leave(watch, pace, 2 * TRICKLE + 1)
    assert left[-1] == pytest.approx(106 + 2 * WINDOW)
    pace.share(RATE, 200.0)
    watch.now += WINDOW
    assert set(await leave(watch, pace, RATE)) == {watch.now}


async def test_what_waits_is_counted_as_needed() -> None:
    watch = Watch()

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(0)  # the others come into line
        await watch.sleep(seconds)

    pace = Pace(lambda: watch.now, sleep)
    pace.share(10, 200.0)
    await leave(watch, pace, 30)
    assert pace.wanted() == 30  # ten have left, twenty waited
    watch.now += WINDOW
    assert pace.wanted() == 0
    await leave(watch, pace, 2 * RATE)
    assert pace.wanted() == RATE
