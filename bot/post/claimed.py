"""A delivery between its claim and its record."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass

from bot.letter import Delivery
from bot.post.fence import Hold


@dataclass(slots=True)
class Claimed:
    """A delivery under way, with its handler, which has read what is sent; or with the error that this came to."""

    delivery: Delivery
    rate: str  #: with what it shares Discord's limit
    hold: Hold
    handler: AsyncGenerator[None]
    error: Exception | None = None


async def close(claimed: Iterable[Claimed]) -> None:
    """Do nothing with them after all."""
    for each in claimed:
        await each.handler.aclose()
