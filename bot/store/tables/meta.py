"""What the program stores for itself, by name: the key for tags, what it has registered and noticed."""

from __future__ import annotations

from bot.store.tables.rows import QUERIES, Rows


class MetaTable(Rows):
    """What the program stores for itself, by name."""

    async def meta(self, name: str) -> bytes | None:
        """Return the value with this name, or None."""
        return await QUERIES.meta(self._connection, name=name)

    async def set_meta(self, name: str, value: bytes) -> None:
        """Add or replace the value with this name."""
        await QUERIES.set_meta(self._connection, name=name, value=value)

    async def drop_meta(self, name: str) -> None:
        """Delete the value with this name, if there is one."""
        await QUERIES.drop_meta(self._connection, name=name)
