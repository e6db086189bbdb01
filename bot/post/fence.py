"""What is sent is sent by whoever holds its claim at that moment, and by nobody who held it once.

A process may be stopped, or lose the database, between a claim and the request. By the time it goes on, another one may
serve its shards, have looked, found nothing and sent it; or the letter was taken down since. So where the claim was
seen more than `FRESH` seconds ago, the database is asked once more, at the last moment before a request leaves. Whoever
takes over leaves what the former one had claimed alone for longer than that (`bot.life.sharing.take_shards`), and so
looks when the last such request has arrived.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from bot.errors import TakenOver
from bot.rules.shards import FRESH


@dataclass(slots=True, eq=False)
class Hold:
    """The claim on one delivery, as this process last saw it."""

    seen_at: int  #: Unix seconds
    now: Callable[[], int]
    holds: Callable[[], Awaitable[bool]]  #: asks the database

    async def check(self) -> None:
        """Raises TakenOver when it does not hold any more, StoreFailed when nobody can tell."""
        now = self.now()
        if 0 <= now - self.seen_at < FRESH:  # a clock that was put back says nothing
            return
        if not await self.holds():
            raise TakenOver
        self.seen_at = now


_HOLD: ContextVar[Hold | None] = ContextVar("hold", default=None)


@contextmanager
def holding(hold: Hold) -> Generator[None]:
    """While the block runs, requests of this task are for the delivery that is held so."""
    before = _HOLD.set(hold)
    try:
        yield
    finally:
        _HOLD.reset(before)


async def check() -> None:
    """To be called just before a request leaves that changes something: see `Hold.check`."""
    if (hold := _HOLD.get()) is not None:
        await hold.check()
