"""Watches every request: none leaves too fast or too late, refused ones are counted, and none is repeated blindly.

discord.py repeats a request by itself, up to five times, when it is answered with 500, 502, 504 or 524 (a webhook's
with anything from 500 on), or when the connection breaks in certain ways. The first one may have taken effect all the
same. Discord recognises a repeated message by its nonce; a forum post, a thread, a webhook and its messages have none,
and a thread that was archived refuses to be archived again. So within `once` such an answer ends the request: the
delivery waits, and looks before it tries again. This uses aiohttp's own tracing, which discord.py takes as an argument
and applies to every request of its session, webhooks' included.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
import yarl
from discord.http import Route

from bot.errors import TryLater
from bot.post import fence
from bot.post.brake import Brake
from bot.post.pace import Pace

#: What Discord does not count towards the bot's requests: answers to presses, and what carries a token of its own.
UNCOUNTED = ("/interactions/", "/webhooks/")

_ONCE: ContextVar[bool] = ContextVar("once", default=False)


@contextmanager
def once() -> Generator[None]:
    """While the block runs, a request that changes something is not repeated by discord.py:
    TryLater is raised instead."""
    before = _ONCE.set(True)
    try:
        yield
    finally:
        _ONCE.reset(before)


def counted(url: yarl.URL) -> bool:
    """Whether Discord counts a request for this towards those that a bot may make in a second."""
    path = str(url).removeprefix(Route.BASE)
    return path != str(url) and not path.startswith(UNCOUNTED)


def trace(brake: Brake, pace: Pace) -> aiohttp.TraceConfig:
    """Returns the trace for discord.py's `http_trace`: requests wait for `pace`, refused ones are told to `brake`."""

    async def on_request_start(
        session: aiohttp.ClientSession, request: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        request.left = await pace.wait() if counted(params.url) else None
        if params.method != "GET":
            await fence.check()

    async def on_request_end(
        session: aiohttp.ClientSession, request: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        if request.left is not None:
            pace.answered(request.left)
        answer = params.response
        scope, reset = answer.headers.get("X-RateLimit-Scope"), _seconds(answer.headers.get("X-RateLimit-Reset-After"))
        brake.refused(answer.status, scope)
        if scope == "global":
            pace.hold(_seconds(answer.headers.get("Retry-After")))
        if answer.headers.get("X-RateLimit-Remaining") == "0":
            pace.used_up(reset)
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
    """Whether this is, within `once`, a request that must not be repeated: anything but a GET."""
    return method != "GET" and _ONCE.get()


def _seconds(header: str | None) -> float:
    try:
        return max(float(header or 0), 0.0)
    except ValueError:
        return 0.0
