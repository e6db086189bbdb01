"""What the program keeps for itself, by name."""

from __future__ import annotations

from bot.store.tables.rows import QUERIES, Rows


class MetaTable(Rows):
    """What the program keeps for itself, by name."""

    async def meta(self, name: str) -> bytes | None:
        return await QUERIES.meta(self._connection, name=name)

    async def set_meta(self, name: str, value: bytes) -> None:
        await QUERIES.set_meta(self._connection, name=name, value=value)
