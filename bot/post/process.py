"""This process among those over one database: it says that it is alive, and keeps to its share of requests."""

from __future__ import annotations

from contextlib import suppress

from bot import life
from bot.errors import StoreError, StoreFailed
from bot.post.worker import Deliveries
from bot.rules.shares import LEASE, RENEW, Shares
from bot.store.tables.processes import Running


class Process:
    """`renew` it all the time; `leave` when it stops. The host calls it by its `name`."""

    def __init__(self, deliveries: Deliveries, name: str) -> None:
        self._office, self._pace, self._shares = deliveries.office, deliveries.pace, Shares()
        self._running = Running(deliveries.worker, name, str(deliveries.shards))
        self._again_at = 0.0
        self._office.store.hears[life.sharing.CAME].append(self._heard)

    def _heard(self, _: str) -> None:
        """Another one came or went: whoever comes waits to be seen."""
        self._again_at = 0.0

    async def renew(self) -> None:
        """Say that it is alive, and take its share; to be called every second or so. A share that cannot be renewed
        comes to an end (`Pace`)."""
        if (now := self._pace.now()) < self._again_at:
            return
        self._again_at = now + RENEW if self._shares.settled else 0.0
        with suppress(StoreFailed, StoreError):
            others = await life.sharing.say_alive(self._office, self._running)
            self._pace.share(self._shares.renewed(others, now), now + LEASE)

    async def leave(self) -> None:
        """Leave its share to the others."""
        with suppress(StoreFailed, StoreError):
            await life.sharing.say_gone(self._office, self._running)
