"""How fast requests may leave, so that Discord refuses none of them.

Discord takes 50 requests a second of a bot in all, and tells nobody how many are left; it is learnt from a refusal. How
many are left for one channel it says with each answer. So every request that counts waits its turn here, and what a
delivery learns of its channel holds for those after it: while a channel is at its limit, nothing that goes there is
claimed, and what goes elsewhere has the room.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.rules.shares import RATE, TRICKLE

#: RATE requests leave within so many seconds: Discord's one, and 40 ms for what takes longer on its way than the one
#: after it. Where an answer shows that it took longer still, there is that much more time.
SLACK = 0.04
WINDOW = 1 + SLACK
#: How many of RATE may be what can wait: catching up leaves the others to people.
SHARE = 25
#: With what the delivery that is being made shares Discord's limit (`Due.rate`).
_RATE_OF: ContextVar[str] = ContextVar("rate", default="")
#: Whether what is asked for can wait.
_ASIDE: ContextVar[bool] = ContextVar("aside", default=False)


@contextmanager
def aside() -> Generator[None]:
    """While the block runs, requests of this task and of those it starts can wait: at most SHARE of RATE are theirs."""
    before = _ASIDE.set(True)
    try:
        yield
    finally:
        _ASIDE.reset(before)


@dataclass(slots=True, eq=False)
class Left:
    """A request on its way."""

    since: float
    counts_at: float  #: from when on it counts, as far as is known


@dataclass(slots=True)
class Pace:
    """Lets RATE requests through within any WINDOW, in the order in which they came, and knows which channels rest.
    Where several processes share that, each has a share (`share`).

    `now` and `sleep` are in seconds.
    """

    now: Callable[[], float] = field(default=lambda: time.monotonic())
    sleep: Callable[[float], Awaitable[None]] = field(default=lambda seconds: asyncio.sleep(seconds))
    _left: list[Left] = field(default_factory=list[Left])
    _share: int = RATE
    _shared_until: float = math.inf
    _shortest: float = math.inf  #: half of the shortest time from a request to its answer
    _held_until: float = 0.0
    _in_line: int = 0
    _wanted: int = 0
    _line: asyncio.Lock = field(default_factory=asyncio.Lock)
    _left_aside: deque[float] = field(default_factory=lambda: deque[float](maxlen=SHARE))
    _line_aside: asyncio.Lock = field(default_factory=asyncio.Lock)
    #: By `Due.rate`: until when.
    _resting: dict[str, float] = field(default_factory=dict[str, float])

    async def wait(self) -> Left:
        """Return when one more request may leave."""
        if _ASIDE.get():
            async with self._line_aside:
                while (early := self._opens_aside() - self.now()) > 0:
                    await self.sleep(early)
                self._left_aside.append(self.now())
        self._in_line += 1
        self._wanted = max(self._wanted, self._used())
        try:
            async with self._line:
                while (early := self._opens() - self.now()) > 0:
                    await self.sleep(early)
                left = Left(self.now(), self.now())
                if len(self._left) == RATE:
                    self._left.remove(min(self._left, key=lambda left: left.counts_at))
                self._left.append(left)
                return left
        finally:
            self._in_line -= 1

    def _used(self) -> int:
        """Return how many have left within a second, or wait to."""
        return self._in_line + sum(left.since > self.now() - WINDOW for left in self._left)

    def wanted(self) -> int:
        """Return for how many requests within a second there was use, at most, since this was asked last."""
        wanted, self._wanted = max(self._wanted, self._used()), 0
        return min(wanted, RATE)

    def _opens(self) -> float:
        if len(self._left) < self.rate:
            return self._held_until
        counted = sorted(left.counts_at for left in self._left)
        return max(self._held_until, counted[-self.rate] + WINDOW)

    def _opens_aside(self) -> float:
        share = max(1, self.rate * SHARE // RATE)
        return self._left_aside[-share] + WINDOW if len(self._left_aside) >= share else 0.0

    @property
    def rate(self) -> int:
        """How many of RATE are this process's now."""
        return self._share if self.now() <= self._shared_until else min(self._share, TRICKLE)

    def share(self, rate: int, until: float) -> None:
        """Let so many of RATE through from now on; from `until` on (by `now`) only what is left to those who have lost
        the others, unless the share is renewed."""
        self._share, self._shared_until = rate, until

    def lower(self, rate: int) -> None:
        """Let no more than so many through from now on, as long as it would have let more."""
        self._share = min(self._share, rate)

    def answered(self, left: Left) -> None:
        """The answer to a request is here: where it took long, Discord may have counted it that much later."""
        half = (self.now() - left.since) / 2
        self._shortest = min(self._shortest, half)
        left.counts_at = left.since + max(0.0, half - self._shortest - SLACK)

    def hold(self, seconds: float) -> None:
        """Let nothing through for so long: Discord has refused one because of all of them together."""
        self._held_until = max(self._held_until, self.now() + seconds)

    @contextmanager
    def making(self, rate: str) -> Generator[None]:
        """While the block runs, requests of this task are for a delivery that shares its limit as `rate` says."""
        before = _RATE_OF.set(rate)
        try:
            yield
        finally:
            _RATE_OF.reset(before)

    def used_up(self, seconds: float) -> None:
        """The request just answered was the last that its channel takes for so long."""
        if rate := _RATE_OF.get():
            self._resting[rate] = max(self._resting.get(rate, 0.0), self.now() + seconds)

    def rest_of(self, rate: str) -> float:
        """Return how many seconds deliveries that share their limit so have to wait; 0 when they need not."""
        rest = self._resting.get(rate, 0.0) - self.now()
        if rest <= 0:
            self._resting.pop(rate, None)
        return max(rest, 0.0)
