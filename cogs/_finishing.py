"""A stop waits for the handlers under way, whose users wait for an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

#: How the names of discord.py's tasks begin that run them.
HANDLERS = ("discord.py: ", "CommandTree-invoker")
LEAVE = 1  #: seconds that closing the connection to Discord may take


async def finish(delivering: Coroutine[Any, Any, None], leaving: Coroutine[Any, Any, None], within: float) -> None:
    """Finishes the handlers and the `delivering` that are under way, then has `leaving` see to it that no more begin,
    and finishes those that began meanwhile, all in so many seconds."""
    until = asyncio.get_running_loop().time() + within
    await asyncio.gather(_finish_handlers(until), delivering)
    with suppress(TimeoutError):  # Discord may not answer
        await asyncio.wait_for(leaving, LEAVE)
    await _finish_handlers(until)


async def _finish_handlers(until: float) -> None:
    """Waits until the handlers of now are done, or until this moment of the loop's clock."""
    if handlers := [task for task in asyncio.all_tasks() if task.get_name().startswith(HANDLERS)]:
        await asyncio.wait(handlers, timeout=max(0.0, until - asyncio.get_running_loop().time()))
