"""A start asks Discord again, ever less often, and says so ever more seldom; what does not pass ends it."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot import words
from cogs._reaching import FIRST_PAUSE, LONGEST_PAUSE, Reaching, why_later


def http(kind: Callable[..., Exception], status: int) -> Any:
    return kind(SimpleNamespace(status=status, reason="so"), {"code": 0, "message": "<html>"})


def no_gateway(status: int) -> Exception:
    error = discord.GatewayNotFound()
    error.__cause__ = http(discord.HTTPException, status)
    return error


PASSES = [
    OSError(101, "Network is unreachable"),
    TimeoutError(),
    aiohttp.ServerDisconnectedError(),
    http(discord.DiscordServerError, 503),
    http(discord.HTTPException, 429),
    no_gateway(502),
]
STAYS = [
    discord.LoginFailure("Improper token"),
    http(discord.Forbidden, 403),
    no_gateway(401),
    discord.PrivilegedIntentsRequired(0),
    ValueError("ours"),
]


class Discord:
    """Is out of reach for so many seconds, which pass only while somebody waits."""

    def __init__(self, seconds: float, error: Exception) -> None:
        self.back, self.error, self.now, self.pauses = seconds, error, 0.0, list[float]()
        self.reaching = Reaching(self.sleep, random.Random(1))

    async def sleep(self, seconds: float) -> None:
        assert self.reaching.why is not None  # which is what `/health` says meanwhile
        self.pauses.append(seconds)
        self.now += seconds

    async def ask(self) -> str:
        if self.now < self.back:
            raise self.error
        return "hello"


@pytest.mark.parametrize("error", PASSES, ids=repr)
async def test_what_passes_is_waited_out_with_growing_pauses(error: Exception) -> None:
    there = Discord(1000, error)
    assert await there.reaching.reach(there.ask) == "hello"
    assert there.reaching.why is None
    expected = [min(FIRST_PAUSE * 2**index, LONGEST_PAUSE) for index in range(len(there.pauses))]
    shares = [pause / wanted for pause, wanted in zip(there.pauses, expected, strict=True)]
    assert all(0.75 <= share <= 1.25 for share in shares) and len(set(shares)) > 5
    assert there.now < 1000 + 1.25 * LONGEST_PAUSE


@pytest.mark.parametrize("error", STAYS, ids=repr)
async def test_what_does_not_pass_ends_the_start_at_once(error: Exception) -> None:
    there = Discord(1000, error)
    with pytest.raises(type(error)) as caught:
        await there.reaching.reach(there.ask)
    assert caught.value is error and not there.pauses and there.reaching.why is None


async def test_where_discord_answers_at_once_nothing_is_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    there = Discord(0, OSError())
    await there.reaching.reach(there.ask)
    assert not caplog.records and not there.pauses


@pytest.mark.parametrize(("seconds", "lines"), [(50, 1), (3600, 7), (86_400, 30)])
async def test_the_log_says_it_once_and_then_at_longer_distances(
    caplog: pytest.LogCaptureFixture, seconds: int, lines: int
) -> None:
    caplog.set_level(logging.INFO)
    there = Discord(seconds, OSError(101, "Network is unreachable"))
    await there.reaching.reach(there.ask)
    said = [record.getMessage() for record in caplog.records]
    waits = words.host.WAITS_FOR_DISCORD.format(why="[Errno 101] Network is unreachable")
    assert said[0] == waits and said[-1] == words.host.DISCORD_ANSWERS
    assert said.count(waits) == lines == len(said) - 1


@pytest.mark.parametrize("error", [OSError("no\n\nhost"), TimeoutError()])
def test_the_reason_is_one_line(error: Exception) -> None:
    assert why_later(error) in ("no host", "TimeoutError")
