"""Letterboxes and their settings."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot import words
from bot.letter import Letter, Letterbox
from bot.store.tables.rows import QUERIES, Rows, every, found, letterbox_of_row, settings_as_json


class LetterboxTable(Rows):
    """Letterboxes and their settings. All are in memory, since nothing is written without asking for one."""

    _letterboxes_changed = False

    async def _all(self) -> dict[int, Letterbox]:
        """Return every letterbox by its id, read from the database only after one was changed."""
        known = self._kept.letterboxes
        if known is None or self._letterboxes_changed:
            rows = await every(QUERIES.letterboxes(self._connection))
            known = {row["id"]: letterbox_of_row(row, mature=self._kept.mature) for row in rows}
            if not self._letterboxes_changed:  # else it may still be rolled back
                self._kept.letterboxes = known
        return known

    def _change(self) -> None:
        self._letterboxes_changed, self._kept.letterboxes = True, None

    async def save_letterbox(
        self,
        guild_id: int,
        letters_id: int,
        desk_id: int,
        mature_id: int | None,
        categories: Sequence[str],
        language: str = "en",
        name: str = "",
    ) -> Letterbox:
        """Add a letterbox to a server, or move the one of this name; that one keeps its settings and its language."""
        self._change()
        await QUERIES.know_guild(self._connection, guild_id=guild_id)
        row = await QUERIES.save_letterbox(
            self._connection,
            guild_id=guild_id,
            name=name,
            letters_id=letters_id,
            desk_id=desk_id,
            mature_id=mature_id,
            language=language,
            settings=json.dumps({"categories": categories, "limits": {}}, ensure_ascii=False),
        )
        return letterbox_of_row(row, mature=self._kept.mature)

    async def open_letterbox(self, letterbox_id: int, is_open: bool) -> None:
        """Start or stop taking letters."""
        self._change()
        await QUERIES.open_letterbox(self._connection, letterbox_id=letterbox_id, open=int(is_open))

    async def save_settings(self, letterbox: Letterbox) -> Letterbox:
        """Save the letterbox's name and settings: not its channels, or whether it is open.

        Raises NotFound.
        """
        self._change()
        row = await QUERIES.save_settings(
            self._connection,
            letterbox_id=letterbox.id,
            name=letterbox.name,
            keep_days=letterbox.keep_days,
            language=letterbox.language,
            settings=settings_as_json(letterbox),
        )
        return letterbox_of_row(found(row, words.letterbox.NO_LETTERBOX), mature=self._kept.mature)

    async def letterbox(self, letterbox_id: int) -> Letterbox:
        """Return a letterbox by its id. Raises NotFound."""
        return found((await self._all()).get(letterbox_id), words.letterbox.NO_LETTERBOX)

    async def letterbox_of(self, letter: Letter) -> Letterbox | None:
        """Return the letterbox that a letter is for; None for a draft that has none yet. Raises NotFound."""
        return None if letter.letterbox_id is None else await self.letterbox(letter.letterbox_id)

    async def letterboxes_of(self, guild_id: int) -> list[Letterbox]:
        """Return a server's letterboxes, in the order in which they were set up."""
        return [each for each in (await self._all()).values() if each.guild_id == guild_id]

    async def letterboxes(self) -> list[Letterbox]:
        """Return every letterbox."""
        return [*(await self._all()).values()]
