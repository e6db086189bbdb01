"""Every request of the bot's: none leaves too fast, those refused are counted, none is repeated unawares.

discord.py repeats a request by itself, up to five times, when it is answered with 500, 502, 504 or 524 (a webhook's
with anything from 500 on), or when the connection breaks in certain ways. What is asked for may have been done all
the same. Discord tells a repeated message by its nonce; a forum post, a thread, a webhook and its messages have
none, and a thread that was archived refuses to be archived again. So within `once` such an answer ends the request:
the delivery waits, and looks before it tries again. This hangs on aiohttp's own traces, which discord.py takes as an
argument and hands every request of its session to, webhooks' included.

Discord takes 50 requests a second from a bot in all and counts what it refuses towards a block; discord.py learns of
the limit by being refused. So they leave at most `RATE` in any second. Answers to presses and webhooks' messages do not
count, and do not wait.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
import yarl
from discord.http import Route

from bot.brake import Brake
from bot.errors import TryLater

#: Requests that may leave within `SECOND`: Discord's 50, and some room for clocks that differ.
RATE, SECOND = 45, 1.0
#: What Discord does not count for the bot: answers to presses, and whatever carries a token of its own.
UNCOUNTED = ("/interactions/", "/webhooks/")

_ONCE: ContextVar[bool] = ContextVar("once", default=False)


@contextmanager
def once() -> Generator[None]:
    """In here no request that changes something is repeated without a look: it raises TryLater instead."""
    before = _ONCE.set(True)
    try:
        yield
    finally:
        _ONCE.reset(before)


class Pace:
    """Lets `RATE` through within any `SECOND`, in the order in which they came."""

    def __init__(self, now: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        self._now, self._sleep = now, sleep
        self._left = deque[float](maxlen=RATE)
        self._line = asyncio.Lock()

    async def wait(self) -> None:
        """Until it is one's turn."""
        async with self._line:
            if len(self._left) == RATE and (early := self._left[0] + SECOND - self._now()) > 0:
                await self._sleep(early)
            self._left.append(self._now())


def counted(url: yarl.URL) -> bool:
    """Whether Discord counts a request for this towards the bot's limit."""
    path = str(url).removeprefix(Route.BASE)
    return path != str(url) and not path.startswith(UNCOUNTED)


def trace(brake: Brake) -> aiohttp.TraceConfig:
    """For discord.py's `http_trace`."""
    pace = Pace(time.monotonic, asyncio.sleep)

    async def on_request_start(
        session: aiohttp.ClientSession, _: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        if counted(params.url):
            await pace.wait()

    async def on_request_end(
        session: aiohttp.ClientSession, _: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        answer = params.response
        if answer.headers.get("X-RateLimit-Scope") != "shared":  # whom others crowd out is not to blame
            brake.refused(answer.status)
        if answer.status >= 500 and _changes_something(params.method):
            raise TryLater(str(answer.status))

    async def on_request_exception(
        session: aiohttp.ClientSession, _: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams
    ) -> None:
        if isinstance(params.exception, OSError) and _changes_something(params.method):
            raise TryLater(type(params.exception).__name__) from params.exception

    config = aiohttp.TraceConfig()
    config.on_request_start.append(on_request_start)
    config.on_request_end.append(on_request_end)
    config.on_request_exception.append(on_request_exception)
    return config


def _changes_something(method: str) -> bool:
    """In `once`, only what is read may be asked for as often as discord.py likes."""
    return method != "GET" and _ONCE.get()
