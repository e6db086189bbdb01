"""Where nothing is due the bot's tick comes more seldom, while simulated time passes: `install()`.

Each second of simulated time is a turn of the bot's tick, after which simcord asks every task whether it has come to
rest. Of an hour nearly all of them find that nothing is due yet: three quarters of what a journey costs that lets time
pass. Here the first ticks of each `advance_time` come every second, as ever; those after them, while nothing is due,
when something is, and every `SELDOM` seconds.
"""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import Any

import discord
from discord.ext import tasks
from simcord import env

from bot import client

#: So many ticks in a row find nothing to do before they come more seldom: enough for all that happens every few ticks.
QUIET = client.LASTING + 3
#: Seconds between two ticks then, at most.
SELDOM = 20
TURNS = "_quiet_turns"

_tick, _advance = client.Unsigned._tick.coro, env.Env.advance_time


def install() -> None:
    """For every simulated Discord of this process."""
    client.Unsigned._tick.coro = _ticked
    env.Env.advance_time = _advanced


@wraps(_tick)
async def _ticked(self: client.Unsigned) -> None:
    self._tick._current_loop += round(self._tick.seconds or client.TICK) - client.TICK  # those that did not come
    await _tick(self)
    ahead = self.deliveries.due - self.office.now
    idle = ahead > 0 and self.office.store.trouble is None and self.office.store.displaced is None
    quiet = getattr(self, TURNS, 0) + 1 if idle else 0
    setattr(self, TURNS, quiet)
    _every(self._tick, min(max(ahead, client.TICK), SELDOM) if quiet > QUIET else client.TICK)


async def _advanced(self: env.Env, seconds: float) -> None:
    if isinstance(self.bot, client.Unsigned):
        setattr(self.bot, TURNS, 0)
        with self._bot_scope():  # what is asked for outside of it ends in real time
            _hurry(self.bot._tick)
    await _advance(self, seconds)


def _hurry(tick: tasks.Loop[Any]) -> None:
    """Every second again, at the moments and with the numbers that it would have had."""
    if tick.seconds != client.TICK and tick.is_running():
        passed = (discord.utils.utcnow() - tick._last_iteration) // timedelta(seconds=client.TICK)
        tick._last_iteration += timedelta(seconds=passed * client.TICK)
        tick._current_loop += passed
        _every(tick, client.TICK)


def _every(tick: tasks.Loop[Any], seconds: int) -> None:
    if tick.seconds != seconds:
        tick.change_interval(seconds=seconds)
