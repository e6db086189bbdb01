"""This process among those over one database: it says that it is alive, and keeps to its share of requests."""

from __future__ import annotations

from contextlib import suppress

from bot import life
from bot.errors import StoreError, StoreFailed
from bot.post.worker import Deliveries
from bot.rules.shares import LEASE, RENEW, TRICKLE, Shares, Stake
from bot.store.tables.processes import Running


class Process:
    """`renew` it all the time; `leave` when it stops. The host calls it by its `name`."""

    def __init__(self, deliveries: Deliveries, name: str) -> None:
        self._office, self._pace = deliveries.office, deliveries.pace
        self._shares = Shares(alone=deliveries.shards.are_all)
        self._running = Running(deliveries.worker, name, str(deliveries.shards))
        self._again_at = 0.0
        self._office.store.hears[life.sharing.CAME].append(self._heard)

    def _heard(self, _: str) -> None:
        """Another one came or went, or needs something, or has given something up."""
        self._again_at = 0.0

    async def renew(self) -> None:
        """Say that it is alive, and take its share; to be called every second or so. A share that cannot be renewed
        comes to an end (`Pace`)."""
        if (began := self._pace.now()) < self._again_at:
            return
        self._again_at = began + RENEW
        with suppress(StoreFailed, StoreError):
            said = await life.sharing.say_alive(self._office, self._running, self._reckon)
            self._shares.renewed(said, began)
            self._pace.share(self._shares.rate, began + LEASE)
        if not self._shares.settled:
            self._again_at = 0.0

    def _reckon(self, others: dict[str, Stake]) -> Stake:
        said = self._shares.reckon(others, self._pace.wanted(), self._pace.now())
        self._pace.lower(self._shares.rate)
        return said

    async def leave(self) -> None:
        """Leave its share to the others."""
        self._pace.lower(TRICKLE)
        with suppress(StoreFailed, StoreError):
            await life.sharing.say_gone(self._office, self._running)
