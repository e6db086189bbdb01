"""The log of a desk, and what its figures are made of."""

from __future__ import annotations

from collections.abc import Iterable

from bot.letter import Sealed
from bot.store.tables.rows import QUERIES, Row, Rows, every


class LogTable(Rows):
    """The log of a desk, and what its figures are made of."""

    async def log_of(self, letterbox_ids: Iterable[int], before: int, limit: int) -> list[Row]:
        """Return the last decisions in these letterboxes with lower ids than `before`, the newest first: rows."""
        found = [
            row
            for each in letterbox_ids
            for row in await every(QUERIES.log_of(self._connection, letterbox_id=each, before=before, limit=limit))
        ]
        return sorted(found, key=lambda row: row["id"], reverse=True)[:limit]

    async def log_about(self, letter_id: int, before: int, limit: int) -> list[Row]:
        """Do the same for one letter."""
        return await every(QUERIES.log_about(self._connection, letter_id=letter_id, before=before, limit=limit))

    def reason_of(self, letter_id: int, sealed: Sealed | None) -> str | None:
        """Return the reason that a decision about this letter holds, opened."""
        return None if sealed is None else self._opened(sealed, "decision", "reason", letter_id)

    async def verdicts(self, letterbox_id: int) -> list[Row]:
        """Return `letter_id`, `verb`, `at` and `card` (a message id) of what was decided, the oldest first."""
        return await every(QUERIES.verdicts(self._connection, letterbox_id=letterbox_id))

    async def letters_counted(self, letterbox_id: int, since: int) -> Row:
        """Return how many letters were `received` and `published`, and how many of them `…_lately`."""
        return await QUERIES.letters_counted(self._connection, since=since, letterbox_id=letterbox_id)

    async def responses_counted(self, letterbox_id: int, since: int) -> Row:
        """Return how many `responses` stand, and how many of them are from after `since` (`responses_lately`)."""
        return await QUERIES.responses_counted(self._connection, since=since, letterbox_id=letterbox_id)
