"""Remarks of the program to itself."""

from __future__ import annotations

from bot.store.tables.rows import QUERIES, Rows


class RemarkTable(Rows):
    """Remarks of the program to itself."""

    async def remark(self, name: str) -> bytes | None:
        return await QUERIES.remark(self._connection, name=name)

    async def set_remark(self, name: str, value: bytes) -> None:
        await QUERIES.set_remark(self._connection, name=name, value=value)
