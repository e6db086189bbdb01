"""Which published letter each letter's message links to."""

from __future__ import annotations

from bot.store.tables.rows import QUERIES, Rows, every


class RelatedTable(Rows):
    """Which published letter each letter's message links to."""

    async def relate(self, letter_id: int, related_id: int | None) -> None:
        """Note which letter a letter's message links to; None for none."""
        self._wrote(await QUERIES.relate(self._connection, related_id=related_id, letter_id=letter_id))

    async def linked_to(self, letter_id: int) -> list[int]:
        """Return the ids of the letters whose messages link to this one."""
        return [row["id"] for row in await every(QUERIES.linked_to(self._connection, letter_id=letter_id))]

    async def unlink(self, letter_id: int) -> list[int]:
        """Note that a letter links to none any more, and none to it. Returns the ids of those that did."""
        changed = await every(QUERIES.unlink(self._connection, letter_id=letter_id))
        for row in changed:
            self._wrote(row)
        return [row["id"] for row in changed if row["id"] != letter_id]
