"""What a store has to say to other processes where there can be none: its file is this one's alone."""

from __future__ import annotations

from bot.rules.shards import Shards
from bot.store.said import hears


class Alone:
    """Has nobody to agree with."""

    displaced: str | None = None

    def __init__(self) -> None:
        self.hears = hears()

    def ahead(self) -> float:
        """As `Store.ahead`: nobody shares a clock."""
        return 0

    async def keep_hearing(self) -> None:
        """As `Store.keep_hearing`: nobody says anything."""

    async def serve(self, shards: Shards) -> None:
        """As `Store.serve`: nobody else can."""

    async def shards_in_all(self) -> int | None:
        """As `Store.shards_in_all`: there are no others."""
        return None
