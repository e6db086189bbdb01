"""Letterboxes that are being set up step by step."""

from __future__ import annotations

import json
from typing import Any

from bot.letter import Letterbox, Setup
from bot.store.tables.rows import QUERIES, Row, Rows, letterbox_from, settings_as_json

#: Fields of a set-up that are in the JSON of its row, beside its letterbox.
FIELDS = ("step", "make", "mature", "tried_at", "busy_until", "made_letters", "made_desk", "made_mature")
CHANNELS = ("letters_id", "desk_id", "mature_id")


class SetupTable(Rows):
    """Set-ups that somebody has begun."""

    async def setup(self, setup_id: int) -> Setup | None:
        """Return a set-up by its id, or None when it is over."""
        return _maybe(await QUERIES.setup(self._connection, setup_id=setup_id))

    async def setup_of(self, guild_id: int, name: str) -> Setup | None:
        """Return the set-up of a server's letterbox of this name, or None."""
        return _maybe(await QUERIES.setup_of(self._connection, guild_id=guild_id, name=name))

    async def count_setups(self, guild_id: int) -> int:
        """Return how many are under way in a server."""
        return await QUERIES.count_setups(self._connection, guild_id=guild_id)

    async def begin_setup(self, setup: Setup) -> Setup:
        """Add a set-up. Its id is given here."""
        box = setup.letterbox
        fields = {"guild_id": setup.guild_id, "name": box.name, "begun_at": setup.begun_at, "chosen": _as_json(setup)}
        return _setup(await QUERIES.begin_setup(self._connection, **fields))

    async def save_setup(self, setup: Setup) -> None:
        """Save what was chosen, and the name of its letterbox."""
        name = setup.letterbox.name
        await QUERIES.save_setup(self._connection, setup_id=setup.id, name=name, chosen=_as_json(setup))

    async def drop_setup(self, setup_id: int) -> None:
        """Delete one that is over."""
        await QUERIES.drop_setup(self._connection, setup_id=setup_id)

    async def drop_setups(self, before: int) -> None:
        """Delete those that were begun before this moment (Unix seconds)."""
        await QUERIES.drop_setups(self._connection, before=before)


def _as_json(setup: Setup) -> str:
    box = setup.letterbox
    more = {"keep_days": box.keep_days, "language": box.language, "settings": json.loads(settings_as_json(box))}
    chosen = {name: getattr(setup, name) for name in FIELDS} | {name: getattr(box, name) for name in CHANNELS} | more
    return json.dumps(chosen, ensure_ascii=False)


def _maybe(row: Row | None) -> Setup | None:
    return None if row is None else _setup(row)


def _setup(row: Row) -> Setup:
    chosen: dict[str, Any] = json.loads(row["chosen"])
    columns = {name: chosen[name] for name in (*CHANNELS, "keep_days", "language")}
    box: Letterbox = letterbox_from(
        chosen["settings"], id=0, guild_id=row["guild_id"], name=row["name"], open=True, **columns
    )
    fields = {name: chosen[name] for name in FIELDS}
    return Setup(id=row["id"], guild_id=row["guild_id"], begun_at=row["begun_at"], letterbox=box, **fields)
