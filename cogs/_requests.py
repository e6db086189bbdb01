"""Watches every request: refused ones are counted, and none is repeated blindly.

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

from bot.errors import TryLater
from bot.post.brake import Brake

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


def trace(brake: Brake) -> aiohttp.TraceConfig:
    """Returns the trace for discord.py's `http_trace`. Refused requests are reported to `brake`."""

    async def on_request_end(
        session: aiohttp.ClientSession, _: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        answer = params.response
        if answer.headers.get("X-RateLimit-Scope") != "shared":  # a shared limit is used up by others, too
            brake.refused(answer.status)
        if answer.status >= 500 and _changes_something(params.method):
            raise TryLater(str(answer.status))

    async def on_request_exception(
        session: aiohttp.ClientSession, _: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams
    ) -> None:
        if isinstance(params.exception, OSError) and _changes_something(params.method):
            raise TryLater(type(params.exception).__name__) from params.exception

    config = aiohttp.TraceConfig()
    config.on_request_end.append(on_request_end)
    config.on_request_exception.append(on_request_exception)
    return config


def _changes_something(method: str) -> bool:
    """Whether this is, within `once`, a request that must not be repeated: anything but a GET."""
    return method != "GET" and _ONCE.get()
