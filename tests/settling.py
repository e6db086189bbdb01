"""simcord sees sooner that everything has come to rest, and gives up later. `install()` changes how fast it finds out,
never what it finds.

After each action, and after each of the bot's timers while time passes, it asks of every task why that waits. Nearly
always the answer is that one of the bot's loops (`discord.ext.tasks`) sleeps until its next turn, which it finds last,
after looking through everything that anybody may wait for: half of a journey's time. Here that is asked first.

It gives up when five seconds have passed, which is little on a busy machine, and takes it that whoever sleeps for more
than five has come to rest. Here the one is a minute, and the other stays.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from discord.ext import tasks
from simcord import _settlement, env

from bot.demo.simulated import look_often

_is_parked, _virtualize = _settlement._is_parked, _settlement._virtualize_recognized_waits
_callback_is_parked, _validated = _settlement._callback_is_parked, env.Env._validate_timeout
#: How many seconds simcord waits longer than it is told.
LONGER = 55.0
SLEEPER = "_sleeper"


@dataclass(slots=True)
class State:
    """What simcord asks about, a dozen times in each second that passes: its own is frozen, and takes longer."""

    work: Any
    bot: Any
    loop: Any
    virtual_time: float
    advancing: bool
    generation: int
    last_dispatch: str | None


@dataclass(slots=True)
class Sleeper:
    """A loop of the bot's, and the last of its timers that was left to simcord's own clock alone."""

    loop: tasks.Loop[Any]
    virtual: asyncio.TimerHandle | None = None

    def timer(self, task: asyncio.Task[Any]) -> asyncio.TimerHandle | None:
        """What ends its sleep; None unless it sleeps."""
        waiter, sleep = getattr(task, "_fut_waiter", None), getattr(self.loop, "_handle", None)
        if waiter is None or sleep is None or sleep.future is not waiter or waiter.done():
            return None
        return sleep.handle


def install() -> None:
    """For every simulated Discord of this process."""
    look_often()
    env.__dict__.update(
        _is_parked=_parked,
        _callback_is_parked=lambda state, record, deadline: _callback_is_parked(state, record, deadline - LONGER),
        _virtualize_recognized_waits=_virtualized,
        _SettlementState=State,
    )
    env.Env._validate_timeout = staticmethod(_patient)


def _patient(value: float, name: str) -> float:
    return _validated(value, name) + (0 if name == "seconds" else LONGER)


def _parked(state: Any, task: asyncio.Task[Any], deadline: float) -> bool:
    sleeper = _sleeper(task)
    timer = sleeper and sleeper.timer(task)
    if timer is not None and not timer.cancelled() and timer.when() > state.virtual_time:
        return True
    return _is_parked(state, task, deadline - LONGER)


def _virtualized(state: Any, pending: list[asyncio.Task[Any]]) -> None:
    rest = list[asyncio.Task[Any]]()
    for task in pending:
        sleeper = _sleeper(task)
        timer = sleeper and sleeper.timer(task)
        if sleeper is None or timer is None:
            rest.append(task)
        elif sleeper.virtual is not timer:
            _leave_to_virtual_time(state, timer)
        if sleeper is not None:
            sleeper.virtual = timer
    if rest:
        _virtualize(state, rest)


def _leave_to_virtual_time(state: Any, timer: asyncio.TimerHandle) -> None:
    """Real time does not end this sleep any more, as simcord has it of whatever waits for its next turn."""
    for record in state.work.callbacks:
        if record.handle is timer and record.when > state.virtual_time and record.real_handle is not None:
            record.real_handle.cancel()


def _sleeper(task: asyncio.Task[Any]) -> Sleeper | None:
    """It is kept on the task, and so ends with it: in a table of ours, it would keep its whole town in memory."""
    if not hasattr(task, SLEEPER):
        frame = getattr(task.get_coro(), "cr_frame", None)
        found = frame.f_locals.get("self") if frame is not None else None
        setattr(task, SLEEPER, Sleeper(found) if isinstance(found, tasks.Loop) else None)
    return getattr(task, SLEEPER)
