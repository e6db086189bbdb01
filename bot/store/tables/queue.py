"""The queue of a desk."""

from __future__ import annotations

from collections.abc import Iterable

from bot.letter import Pile, Waiting
from bot.store.tables.rows import QUERIES, Rows, every


class QueueTable(Rows):
    """The queue of a desk."""

    async def queue_of(self, letterbox_ids: Iterable[int]) -> list[Waiting]:
        """Return all that waits for somebody in these letterboxes, what has waited longest first."""
        found = [
            Waiting(row["id"], row["number"], row["letterbox_id"], Pile(row["pile"]), row["since"])
            for each in letterbox_ids
            for row in await every(QUERIES.queue_of(self._connection, letterbox_id=each))
        ]
        return sorted(found, key=lambda each: (each.since, each.number))
