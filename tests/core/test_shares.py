"""Processes that share Discord's requests never take more together than it takes, however they come, stop and go."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.post.pace import WINDOW, Pace
from bot.rules.shares import GONE, LEASE, RATE, RENEW, SETTLE, TRICKLE, Shares, share
from tests.core.test_pace import Watch, leave

STEP = 0.25


@dataclass
class Life:
    """When a process begins, how long each of its transactions takes, from when to when it is stopped; when it is over,
    cleanly or not."""

    begins: float
    takes: float
    stopped: tuple[float, float]
    end: float
    cleanly: bool
    shares: Shares = field(default_factory=Shares)
    until: float = -1.0
    commits: tuple[float, float] | None = None  #: when what it says gets into the database, and when it began to
    next: float = 0.0
    took: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])

    def runs(self, now: float) -> bool:
        """Whether it says that it is alive."""
        return self.begins <= now < self.end and not self.stopped[0] <= now < self.stopped[1]


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """A process's life within a minute."""
    when = st.floats(0, 60)
    stopped = sorted((draw(when), draw(when)))
    return Life(draw(st.sampled_from([0.0, 3.0, 9.0, 20.0])), draw(st.floats(0, 2.5)), (stopped[0], stopped[1]),
                draw(st.sampled_from([15.0, 30.0, 99.0])), draw(st.booleans()))  # fmt: skip


@given(st.lists(lives(), min_size=1, max_size=4))
def test_all_together_never_take_more_than_discord_does(those: list[Life]) -> None:
    """But for what those may take who have just come or lost the others."""
    table, now = dict[str, int](), 0.0
    while now < 60:
        for number, each in enumerate(those):
            name = str(number)
            if each.end <= now and each.cleanly:
                table.pop(name, None)
            if not each.runs(now):
                each.commits = None
            elif each.commits is None and now >= each.next:
                each.commits, each.next = (now + each.takes, now), now + RENEW
            if each.commits is not None and each.commits[0] <= now:
                table[name] = table.get(name, -1) + 1
                others = {other: turn for other, turn in table.items() if other != name}
                each.shares.renewed(others, each.commits[1])
                each.until, each.commits = each.commits[1] + LEASE, None
            if each.begins <= now < each.end and now <= each.until and each.shares.rate > TRICKLE:
                each.took.append((now, each.shares.rate))  # also while it is stopped: it may be woken at any moment
        recent = [max((rate for at, rate in each.took if at > now - WINDOW), default=0) for each in those]
        assert sum(recent) <= RATE, (now, recent)
        now += STEP


def test_one_that_is_alone_has_all_of_it_and_several_have_equal_parts() -> None:
    assert (share(1), share(2), share(4)) == (50, 23, 11)
    shares = Shares()
    assert [shares.renewed({}, at) for at in (0, 2, 4)] == [50, 50, 50]
    assert shares.renewed({"b": 0}, 6) == 23  # at once


def test_one_that_comes_waits_until_every_other_has_seen_it() -> None:
    shares = Shares()
    assert shares.renewed({"a": 7, "c": 3}, 0) == TRICKLE
    assert shares.renewed({"a": 8, "c": 3}, 2) == TRICKLE
    assert shares.renewed({"a": 9, "c": 4}, 3) == TRICKLE  # what the others took before is not over yet
    assert shares.renewed({"a": 9, "c": 4}, 3 + SETTLE) == share(3)


@pytest.mark.parametrize("cleanly", [True, False])
def test_one_that_renews_nothing_more_gives_its_share_back(cleanly: bool) -> None:
    shares, at = Shares(), 0.0
    shares.renewed({}, at)
    shares.renewed({"b": 0}, at)
    while shares.rate < RATE:
        at += 1
        shares.renewed({} if cleanly else {"b": 0}, at)
    assert at == (3 if cleanly else GONE + 3)


def test_one_that_was_stopped_past_its_lease_begins_anew() -> None:
    shares = Shares()
    shares.renewed({}, 0)
    assert shares.renewed({"b": 0}, LEASE + 1) == TRICKLE


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
