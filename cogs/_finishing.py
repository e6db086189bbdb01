"""A stop waits for the handlers under way, whose users wait for an answer."""

from __future__ import annotations

import asyncio

#: How the names of discord.py's tasks begin that run them.
HANDLERS = ("discord.py: ", "CommandTree-invoker")


async def finish_handlers(within: float) -> None:
    """Waits until all handlers are done, for so many seconds at most."""
    if handlers := [task for task in asyncio.all_tasks() if task.get_name().startswith(HANDLERS)]:
        await asyncio.wait(handlers, timeout=within)
