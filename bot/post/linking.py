"""A letter's link to another one is never in the way of the letter itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from bot.errors import Refused
from bot.letter import PublicSheet

T = TypeVar("T")


async def linked(sheet: PublicSheet, send: Callable[[PublicSheet], Awaitable[T]]) -> tuple[PublicSheet, T]:
    """Send a letter, and again without its link where Discord refuses it: the other one's title may be why.

    Returns it as it was sent, and what came of that. Raises what `send` raises.
    """
    try:
        return sheet, await send(sheet)
    except Refused:
        if sheet.related is None:
            raise
    bare = replace(sheet, related=None)
    return bare, await send(bare)
