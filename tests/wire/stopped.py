"""Processes that are stopped (SIGSTOP) in the middle of what they do, and go on when nobody expects it any more."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.post.worker import LEASE
from tests.wire.crew import Crew
from tests.wire.discord_server import Fault, Request, World


@dataclass(frozen=True, slots=True)
class Stopped(Fault):
    """The effect takes place, and whoever asked for it does not hear of that for a long time."""

    stop: Callable[[], None]

    async def after(self, world: World) -> web.Response | None:
        self.stop()
        return None


class Stops:
    """Stops whoever asks for something of these kinds, once for each, until its claims are long over."""

    def __init__(self, here: Crew, *kinds: str) -> None:
        self._here, self.left = here, {*kinds}
        self._asleep = set[asyncio.Task[None]]()

    def at(self, request: Request) -> Fault | None:
        """What goes wrong with a request: one process at a time."""
        kind = self._here.kind_of(request)
        if kind not in self.left or not self._here.alive.is_set() or any(not each.done() for each in self._asleep):
            return None
        self.left.discard(kind)
        pid = self._here.pid_of(int(request.by))
        return Stopped(lambda: self._stop(pid))

    def _stop(self, pid: int) -> None:
        os.kill(pid, signal.SIGSTOP)
        self._asleep.add(asyncio.create_task(self._wake(pid)))

    async def _wake(self, pid: int) -> None:
        now = self._here.world.pace.now
        over = now().timestamp() + LEASE + 60
        try:
            await self._here.world.until(lambda: now().timestamp() > over)
        finally:
            os.kill(pid, signal.SIGCONT)


class TakenOver:
    """Stops whoever asks for something of this kind, which takes effect; by the time it goes on, another one has taken
    its place and has nothing left to do, or was there and has gone again."""

    def __init__(self, here: Crew, kind: str, *, for_good: bool) -> None:
        self._here, self._kind, self._number, self._for_good = here, kind, 0, for_good
        self.former: asyncio.Task[int] | None = None  #: how the former one ends
        self.late = list[str]()  #: what it asked for when it went on

    def at(self, request: Request) -> Fault | None:
        """What goes wrong with a request."""
        if self.former is not None or self._here.kind_of(request) != self._kind:
            return None
        self._number = int(request.by)
        return Stopped(self._stop)

    def _stop(self) -> None:
        os.kill(self._here.pid_of(self._number), signal.SIGSTOP)
        self.former = asyncio.create_task(self._take_over())

    async def _take_over(self) -> int:
        former = await self._here.replace(self._number)
        await self._here.world.until(self._here.idle)
        before = len(self._here.world.http_requests)
        if not self._for_good:
            await self._here.put_back(self._number, former)
            return 0
        os.kill(former, signal.SIGCONT)
        ended = await self._here.ended(former)
        self.late += [f"{each.method} {each.path}" for each in self._here.world.http_requests[before:]]
        return ended
