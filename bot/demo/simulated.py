"""A simulated Discord that runs in real time.

simcord is made for tests: its clock stands still until a test moves it. `simulation` runs a bot, sets the simulated
calendar to today, and lets time pass there as it passes here. Like `frames`, and nothing else in the demo but
`fidelity`, it relies on simcord's internals (3.2.1, pinned).
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import simcord
from discord.ext import commands, tasks
from simcord.backend.cdn import CDN_BASE

from bot.demo import fidelity

log = logging.getLogger(__name__)

#: Seconds between two looks whether the bot has come to rest. Most of its work ends in a task that waits again rather
#: than ends, so that simcord would stand idle for its own 0.05 each time.
IDLE = 0.002
LONGEST_TICK = 5.0  #: seconds; if this machine was suspended for longer, so was the simulation


class Simulation:
    """A running bot, its simulated Discord, and the lock that whoever acts there must hold."""

    def __init__(self, env: simcord.Env, clock: Callable[[], float]) -> None:
        self.env = env
        #: simcord refuses two operations at once: people and the clock take turns with this lock.
        self.turn = asyncio.Lock()
        self._clock = clock  # ours, in seconds
        self._told = clock()
        self._blamed = 0

    @property
    def happened(self) -> int:
        """How many things have happened so far: it grows with every request and every event."""
        return len(self.env.backend.transcript)

    async def tick(self) -> None:
        """Advances the simulated clock by the time that has passed since the last call, which wakes
        the bot's background work."""
        async with self.turn:
            elapsed = (now := self._clock()) - self._told
            self._told = now
            await self.env.advance_time(min(elapsed, LONGEST_TICK))

    def later(self, seconds: float) -> None:
        """So many seconds later, at once: the calendar moves, and nothing that waits is woken by it."""
        passed = timedelta(seconds=max(0.0, seconds))
        self.env.backend.clock._epoch += passed
        for loop in _loops(
            cast("commands.Bot", self.env.bot)
        ):  # else they would make up for every second that they missed
            if loop._next_iteration is not None:
                loop._next_iteration += passed

    def log_errors(self) -> None:
        """Logs what went wrong in the bot; simcord keeps it to itself, for a test to ask."""
        for error in self.env.errors_since(self._blamed):
            log.error("The bot stumbled.", exc_info=error)
        self._blamed = self.env.error_cursor


def look_often() -> None:
    """Has simcord look every `IDLE` seconds whether the bot has come to rest, in every simulation of this process."""
    cast("dict[str, float]", simcord.Env._settle_internal.__kwdefaults__)["idle"] = IDLE
    simcord.Env.settle.__defaults__ = (None, IDLE)


@asynccontextmanager
async def simulation(
    bot: commands.Bot, *, name: str, ago: float = 0, clock: Callable[[], float] = time.monotonic
) -> AsyncGenerator[Simulation]:
    """Runs the bot under this name on a simulated Discord whose calendar shows today, or a day so many seconds ago.

    `clock` returns seconds.
    """
    fidelity.install()
    look_often()
    run = simcord.run(bot, check_errors=False)
    backend = run._env.backend
    backend.clock._epoch = datetime.now(UTC) - timedelta(seconds=ago)
    backend.bot_user.name = name
    try:
        async with run as env:
            yield Simulation(env, clock)
    finally:
        await bot.close()  # simcord detaches a bot without closing it


def _loops(bot: commands.Bot) -> Iterator[tasks.Loop[Any]]:
    """Yields every loop of the bot and of its cogs."""
    for owner in (bot, *bot.cogs.values()):
        for name, _ in inspect.getmembers(type(owner), lambda each: isinstance(each, tasks.Loop)):
            yield getattr(owner, name)


def give_portrait(user: simcord.UserHandle, png: bytes) -> None:
    """Gives a person an avatar."""
    _store_portrait(user._env, user._user, png)


def give_bot_portrait(env: simcord.Env, png: bytes) -> None:
    """Gives the bot an avatar."""
    _store_portrait(env, env.backend.bot_user, png)


def _store_portrait(env: simcord.Env, user: Any, png: bytes) -> None:
    user.avatar = "portrait"
    env.backend.cdn._blobs[f"{CDN_BASE}/avatars/{user.id}/portrait.png"] = png
