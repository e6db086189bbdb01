"""What a store has to say to other processes where there can be none: its file is this one's alone."""

from __future__ import annotations

from bot.rules.shards import Shards


class Alone:
    """Has nobody to agree with."""

    displaced: str | None = None

    async def serve(self, shards: Shards) -> None:
        """As `Store.serve`: nobody else can."""

    async def shards_in_all(self) -> int | None:
        """As `Store.shards_in_all`: there are no others."""
        return None
