"""Whose the open drafts are, in memory: only opening its author tells whose one is, and each message asks."""

from __future__ import annotations

import asyncio

from bot.letter import EDITABLE, NOBODY, Letter, Tag, Whose
from bot.store.tables.kept import OpenDrafts
from bot.store.tables.rows import QUERIES, TURN, Row, Rows, every


class DraftTable(Rows):
    """Open drafts: letters that their author writes, those that were sent back among them."""

    async def drafts_by(self, writer: Tag, whose: Whose) -> list[Letter]:
        """Return all open drafts of whoever `whose` says is this writer, oldest first."""
        known = self._kept.drafts
        if known is None:
            known = self._kept.drafts = await self._all_drafts(whose)
        for letter_id in self._kept.unsettled:
            row = await QUERIES.letter(self._connection, letter_id=letter_id)
            known.put(letter_id, whose(letter_id, row["sealed_author"]) if _is_open(row) else NOBODY)
        self._kept.unsettled &= self._unsettled  # what changed here may be rolled back: it is looked at once more
        rows = [await QUERIES.letter(self._connection, letter_id=letter_id) for letter_id in known.by(writer)]
        return [self._letter(row) for row in sorted(filter(_is_open, rows), key=lambda row: row["turn"])]

    async def _all_drafts(self, whose: Whose) -> OpenDrafts:
        """Return whose they are, read from the database: once. Other tasks get their turn meanwhile."""
        known = OpenDrafts()
        for number, row in enumerate(await every(QUERIES.draft_authors(self._connection)), 1):
            known.put(row["id"], whose(row["id"], row["sealed_author"]))
            if number % TURN == 0:
                await asyncio.sleep(0)
        return known


def _is_open(row: Row | None) -> bool:
    return row is not None and row["state"] in EDITABLE and not row["discarded"] and row["sealed_author"] is not None
