"""Starts `python -m bot` again and again without the second that imports take: `python -m tests.wire.nursery`.

One process has imported everything and started once (`primed.py`), and only forks: each line on its standard input is a
bot to start, as JSON, and it answers with the process id; `wait` and that id is answered with how it ended. The child
runs the command line's own `main` in a folder and an environment of its own: the bot, unmodified, in another process.
Discord is somewhere else, and its time may run faster; the bot's clock and tick do, too, then.

`count_every` is for lives in which ten minutes between two edits of a letter's count would be waited for.
`plant` puts a defect into the child, for tests that must see one: `double` sends without looking, `lose` takes
deliveries out of the outbox before it sends them.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import yarl
from discord import http
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.state import ConnectionState
from discord.webhook import async_

from bot import client
from bot.__main__ import main
from bot.life import outbox
from bot.post import pace
from bot.post import worker as deliveries
from cogs import _servers
from cogs._looking import Looking
from cogs.catching_up import CatchingUp
from tests.wire.discord_server import BY
from tests.wire.primed import prime


def serve() -> None:
    """Start what is asked for until nobody asks any more; then those that still run end too."""
    prime()
    running = set[int]()
    for line in sys.stdin:
        if line.startswith("wait "):
            pid = int(line.removeprefix("wait "))
            print(_ended(pid), flush=True)
            running.discard(pid)
        elif line == "end\n":
            print(_end(running), flush=True)
        elif pid := os.fork():
            running.add(pid)
            print(pid, flush=True)
        else:
            os._exit(live(json.loads(line)))
    _end(running)


def _ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _end(running: set[int]) -> int:
    """Kill them all, and give how many they were."""
    for pid in running:
        os.kill(pid, signal.SIGKILL)  # what has ended and was not waited for is still there
        _ended(pid)
    many = len(running)
    running.clear()
    return many


def live(asked: dict[str, Any]) -> int:
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["env"])
    for path, flags, number in (
        (os.devnull, os.O_RDONLY, 0),
        (os.devnull, os.O_WRONLY, 1),
        (asked.get("log", "bot.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 2),
    ):
        os.dup2(os.open(path, flags, 0o600), number)
    address = yarl.URL(asked["address"])
    Route.BASE = str(address / "api/v10")
    DiscordWebSocket.DEFAULT_GATEWAY = address.with_scheme("ws") / "gateway"
    _sign(asked.get("name", ""))
    _run_faster(asked["origin"], asked["speed"], asked.get("ahead", 0))
    outbox.COUNT_EVERY = asked.get("count_every", outbox.COUNT_EVERY)
    if asked["plant"]:
        PLANTS[asked["plant"]]()
    return main(["run"])


def _sign(name: str) -> None:
    """Each request says which of several bots it comes from."""
    prepare = aiohttp.ClientSession.__init__

    def signed(self: aiohttp.ClientSession, *args: Any, **options: Any) -> None:
        prepare(self, *args, **{**options, "headers": {**(options.get("headers") or {}), BY: name}})

    aiohttp.ClientSession.__init__ = signed


def _run_faster(origin: float, speed: float, ahead: float) -> None:
    """The bot's clock is Discord's. So is discord.py's where it waits: for servers, and before it repeats a request."""

    def now() -> datetime:
        return datetime.fromtimestamp(origin + (time.time() - origin) * speed + ahead, UTC)

    async def at_once(*_: Any, **__: Any) -> None: ...

    prepare = ConnectionState.__init__

    def impatient(self: ConnectionState[Any], **options: Any) -> None:
        prepare(self, **{"guild_ready_timeout": 1 / speed, **options})

    ConnectionState.__init__ = impatient
    for module in (http, async_, pace, _servers):
        module.__dict__["asyncio"] = Hasty(speed)
    discord.utils.utcnow = now
    pace.__dict__["time"] = SimpleNamespace(monotonic=lambda: time.monotonic() * speed)
    client.Unsigned._tick.change_interval(seconds=client.TICK / speed)
    CatchingUp._retry.change_interval(seconds=60 / speed)
    discord.Client.before_identify_hook = at_once


class Hasty:
    """asyncio, where sleep is shorter."""

    def __init__(self, speed: float) -> None:
        self._speed = speed

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._speed)


def _double() -> None:
    async def nothing(*_: Any, **__: Any) -> None: ...

    Looking.look = nothing
    Looking.in_forum = nothing


def _lose() -> None:
    deliver = deliveries.Deliveries.deliver

    async def forgetful(self: deliveries.Deliveries, claimed: deliveries.Claimed) -> None:
        await self.drop(claimed.delivery)
        await deliver(self, claimed)

    deliveries.Deliveries.deliver = forgetful


PLANTS = {"double": _double, "lose": _lose}

if __name__ == "__main__":
    serve()
