"""Every request of the bot's on its way back: refused ones are counted, and none makes a thing twice unawares.

discord.py repeats a request by itself, up to five times, when it is answered with 500, 502, 504 or 524 (a webhook's
with anything from 500 on), or when the connection breaks in certain ways. What is asked for may have been done all
the same. Discord tells a repeated message by its nonce; a forum post, a thread, a webhook and its messages have
none, and a thread that was archived refuses to be archived again. So within `once` such an answer ends the request:
the delivery waits, and looks before it tries again. This hangs on aiohttp's own traces, which discord.py takes as an
argument and hands every request of its session to, webhooks' included.
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
    """In here no request that changes something is repeated without a look: it raises TryLater instead."""
    before = _ONCE.set(True)
    try:
        yield
    finally:
        _ONCE.reset(before)


def trace(brake: Brake) -> aiohttp.TraceConfig:
    """For discord.py's `http_trace`."""

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
    config.on_request_end.append(on_request_end)
    config.on_request_exception.append(on_request_exception)
    return config


def _changes_something(method: str) -> bool:
    """In `once`, only what is read may be asked for as often as discord.py likes."""
    return method != "GET" and _ONCE.get()
