"""`python -m bot`, unmodified, with Discord somewhere else: `python -m tests.wire.runner http://127.0.0.1:1234`.

A number before the address says how many times as fast as Discord's the limits there are: the bot's pace is, too, and a
start that waits for Discord asks so much sooner. Each request that counts says when it left: a busy machine may deliver
several late, and together.
"""

from __future__ import annotations

import sys
from typing import Any

import aiohttp
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import client
from bot.__main__ import main
from bot.post import pace, process
from bot.rules import shares
from cogs import _reaching, _requests
from tests.wire.rates import LEFT

trace = _requests.trace


def stamped(*about: Any) -> aiohttp.TraceConfig:
    """What watches every request, and writes on it when it left."""

    async def stamp(_: aiohttp.ClientSession, request: Any, asked: aiohttp.TraceRequestStartParams) -> None:
        if request.left is not None:
            asked.headers[LEFT] = str(request.left.since)

    config = trace(*about)
    config.on_request_start.append(stamp)
    return config


if __name__ == "__main__":
    address = yarl.URL(sys.argv.pop())
    if len(sys.argv) > 1:
        speed = float(sys.argv.pop())
        pace.WINDOW, pace.SLACK = pace.WINDOW / speed, pace.SLACK / speed
        _reaching.FIRST_PAUSE /= speed
        process.__dict__["RENEW"], shares.SETTLE = shares.RENEW / speed, shares.SETTLE / speed
        client.Unsigned._keep_together.change_interval(seconds=client.TICK / speed)
    _requests.trace = stamped
    Route.BASE = str(address / "api/v10")
    DiscordWebSocket.DEFAULT_GATEWAY = address.with_scheme("ws") / "gateway"
    sys.exit(main())
