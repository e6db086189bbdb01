"""Requests leave no faster than Discord takes them, in order, and what it does not count does not wait."""

from __future__ import annotations

import asyncio

import pytest
import yarl
from discord.http import Route

from cogs import _requests
from cogs._requests import RATE, SECOND, Pace, counted


class Watch:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def leave(watch: Watch, pace: Pace, requests: int) -> list[float]:
    """When each of many requests leaves that come at once."""
    left: list[float] = []

    async def request() -> None:
        await pace.wait()
        left.append(watch.now)

    await asyncio.gather(*(request() for _ in range(requests)))
    return left


async def test_in_no_second_do_more_leave_than_discord_takes() -> None:
    watch = Watch()
    left = await leave(watch, Pace(lambda: watch.now, watch.sleep), 3 * RATE + 10)
    assert left == sorted(left)
    assert all(later - earlier >= SECOND for earlier, later in zip(left, left[RATE:], strict=False))
    assert left[-1] - left[0] == pytest.approx(3 * SECOND)


async def test_a_few_do_not_wait() -> None:
    watch = Watch()
    pace = Pace(lambda: watch.now, watch.sleep)
    assert set(await leave(watch, pace, RATE)) == {100.0}
    watch.now += SECOND
    assert set(await leave(watch, pace, RATE)) == {100.0 + SECOND}


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


def test_the_pace_leaves_room_below_discords_fifty() -> None:
    assert _requests.RATE / _requests.SECOND < 50
