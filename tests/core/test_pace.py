"""Requests leave no faster than Discord takes them, in order; what it does not count does not wait; channels rest."""

from __future__ import annotations

import asyncio
import random

import pytest
import yarl
from discord.http import Route
from hypothesis import given
from hypothesis import strategies as st

from bot.letter import Due, Kind
from bot.post.pace import RATE, SHARE, WINDOW, Pace, aside
from bot.post.turns import Turns
from cogs._requests import counted


class Watch:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def paced() -> tuple[Watch, Pace]:
    watch = Watch()
    return watch, Pace(lambda: watch.now, watch.sleep)


async def leave(watch: Watch, pace: Pace, requests: int) -> list[float]:
    """When each of many requests leaves that come at once."""
    left: list[float] = []

    async def request() -> None:
        await pace.wait()
        left.append(watch.now)

    await asyncio.gather(*(request() for _ in range(requests)))
    return left


@given(st.lists(st.tuples(st.integers(1, 120), st.floats(0, 2)), min_size=1, max_size=8), st.randoms())
def test_in_no_second_do_more_arrive_than_discord_takes_though_some_are_slower(
    bursts: list[tuple[int, float]], chance: random.Random
) -> None:
    """Each takes up to 40 ms longer on its way than another: fifty in a second all the same."""
    watch, pace = paced()

    async def live() -> list[float]:
        left: list[float] = []
        for requests, pause in bursts:
            left += await leave(watch, pace, requests)
            watch.now += pause
        return left

    left = asyncio.run(live())
    arrived = sorted(at + chance.uniform(0, WINDOW - 1) for at in left)
    assert left == sorted(left)
    assert all(later - earlier > 1 - 1e-9 for earlier, later in zip(arrived, arrived[50:], strict=False))


async def test_what_took_long_on_its_way_leaves_more_time_to_what_comes_after_it() -> None:
    """Where the machine or the network is slow for a while, bursts do not arrive as far apart as they left."""
    watch, pace = paced()
    quick = await pace.wait()
    watch.now += 0.04
    pace.answered(quick)  # 20 ms there, and as many back
    watch.now += 2
    slow = [await pace.wait() for _ in range(RATE)]
    watch.now += 0.6
    for each in slow:
        pace.answered(each)
    arrived, soon = slow[0].since + 0.3, await pace.wait()
    assert soon.since + 0.02 - arrived == pytest.approx(1)


async def test_a_few_do_not_wait_and_many_get_nearly_all_that_discord_allows() -> None:
    watch, pace = paced()
    assert set(await leave(watch, pace, RATE)) == {100.0}
    left = await leave(watch, pace, 20 * RATE)
    assert 20 * RATE / (left[-1] - 100.0) >= 0.95 * 50


async def test_what_can_wait_takes_its_share_and_leaves_the_rest_to_others() -> None:
    watch, pace = paced()
    with aside():
        left = await leave(watch, pace, 4 * SHARE)
    assert left == sorted(left) and left[SHARE - 1] == 100.0 and left[-1] >= 100.0 + 3 * WINDOW
    assert set(await leave(watch, pace, RATE - SHARE)) == {watch.now} == {left[-1]}  # at once, beside the last of them


async def test_after_a_refusal_for_all_nothing_leaves_until_it_is_over() -> None:
    watch, pace = paced()
    pace.hold(3)
    assert await leave(watch, pace, 2) == [103.0, 103.0]


@pytest.mark.parametrize(
    ("address", "counts"),
    [
        (f"{Route.BASE}/channels/1/messages", True),
        (f"{Route.BASE}/interactions/1/token/callback", False),
        (f"{Route.BASE}/webhooks/1/token", False),
        ("https://cdn.discordapp.com/attachments/1/2/picture.png", False),
    ],
)
def test_what_discord_counts(address: str, counts: bool) -> None:
    assert counted(yarl.URL(address)) is counts


async def test_a_channel_whose_limit_is_used_up_rests_and_others_do_not() -> None:
    watch, pace = paced()
    with pace.making("publish:1"):
        pace.used_up(5)
        pace.used_up(2)  # another limit that the same delivery met
    pace.used_up(9)  # of no delivery
    assert (pace.rest_of("publish:1"), pace.rest_of("publish:2"), pace.rest_of("")) == (5, 0, 0)
    watch.now += 5
    assert pace.rest_of("publish:1") == 0


def test_letterboxes_take_turns_and_what_a_letter_began_is_ended_first() -> None:
    """The first server has waited longest, with hundreds behind what is due; the others have one each."""
    turns, order = Turns(), list[str]()
    backlog = {server: 500 if server == 1 else 1 for server in range(1, 5)}
    for _ in range(8):
        due = [Due(server, "", Kind.PUBLISH, f"publish:{server}") for server, left in backlog.items() if left]
        (taken,) = turns.take(due, 1)
        backlog[taken.id] -= 1
        order.append(taken.rate)
    assert order == [f"publish:{server}" for server in (1, 2, 3, 4, 1, 1, 1, 1)]
    thread = Due(9, "", Kind.THREAD, "thread:1")
    assert turns.take([Due(8, "", Kind.PUBLISH, "publish:7"), thread], 1) == [thread]
