"""Carrying a database from one engine to the other: every row as it is, with its number and its id, or nothing.

All of it is one transaction of the target, so it may be interrupted anywhere and begun again. What stands there then is
read once more and compared.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncGenerator, Callable
from importlib.resources import files
from typing import Any

from bot import words
from bot.errors import StoreError, StoreFailed
from bot.store.engine import Store
from bot.store.pages import CLOSED
from bot.store.read_once import Asked, Remembers
from bot.store.tables import sealed_columns
from bot.store.tables.rows import Row

#: Rows in one step; fewer of pictures, since each may have megabytes.
ROWS, PICTURES = 500, 4
#: Name in `meta` of a database that was carried: what was in it then. Whatever is done with it changes that.
MOVED = "moved"
#: What an engine keeps for itself in `meta`, and means nothing to another.
OWN = frozenset({CLOSED, "kept", MOVED})
#: Called with the number of rows read, and the total: each is read in both databases.
Show = Callable[[int, int], None]


async def move(source: Store, target: Store, show: Show) -> int:
    """Carry everything from one open store to another, which takes the place of what was carried there before. Returns
    the number of rows.

    Raises StoreError: somebody else has one of them open; the target holds something else, or was used since.
    """
    try:
        for store in (source, target):
            await store.be_alone()
        async with source.reading() as read, target.transaction() as written:
            return await _Move(read.connection, written.connection, show).all()
    except StoreFailed as error:
        raise StoreError(error.why) from error


def tables() -> list[str]:
    """Return every table whose rows last, each after those that it refers to."""
    found = re.findall(r"^CREATE TABLE (\w+)", (files("bot.store") / "schema.sql").read_text("utf-8"), re.MULTILINE)
    return [table for table in found if table not in ("migration", "question", "answer")]


class _Move:
    def __init__(self, source: Remembers, target: Remembers, show: Show) -> None:
        self._source, self._target, self._show = source, target, show
        self._seen = self._total = 0

    async def all(self) -> int:
        """Carry everything."""
        self._total = 2 * sum([await _count(self._source, table) for table in tables()])
        await self._empty_target()
        there = hashlib.sha256()
        for table in tables():
            async for rows in self._pages(self._source, table):
                names = [*rows[0].keys()]
                places = ", ".join(f":{name}" for name in names)
                sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - ours
                await self._target.executemany(sql, [dict(row) for row in rows])
                _add(there, table, rows)
        here = await self._digest()
        if here != there.digest():
            raise StoreError(words.server.DIFFERS)
        await self._target.count_on(await self._source.last_ids())
        await self._target.execute("INSERT INTO remark (name, value) VALUES (?, ?)", (MOVED, here))
        return self._total // 2

    async def _empty_target(self) -> None:
        """Make room. Raises StoreError where there is something that did not come from here unchanged."""
        rows = await self._target.execute_fetchall("SELECT value FROM remark WHERE name = ?", (MOVED,))
        if rows:
            used = await self._digest() != rows[0][0]
            self._seen = 0
        else:
            used = await _count(self._target, "guild") + await _count(self._target, "letter") > 0
        if used:
            raise StoreError(words.server.TARGET_USED)
        for table in reversed(tables()):
            await self._target.execute(f"DELETE FROM {table}")  # noqa: S608

    async def _digest(self) -> bytes:
        digest = hashlib.sha256()
        for table in tables():
            async for rows in self._pages(self._target, table):
                _add(digest, table, rows)
        return digest.digest()

    async def _pages(self, connection: Asked, table: str) -> AsyncGenerator[list[Row]]:
        """Yield all rows of a table that are to be carried, in the order of their keys."""
        limit, key, after = PICTURES if table == "picture" else ROWS, sealed_columns.key_of(table), None
        while True:
            keys = {} if after is None else {name: after[name] for name in key}
            sql = sealed_columns.read(table, first=after is None)
            rows: list[Row] = [*await connection.execute_fetchall(sql, {**keys, "limit": limit})]
            carried = [row for row in rows if table != "remark" or row["name"] not in OWN]
            if carried:
                yield carried
            self._seen += len(rows)
            self._show(min(self._seen, self._total), self._total)
            if len(rows) < limit:
                return
            after = rows[-1]


def _add(digest: Any, table: str, rows: list[Row]) -> None:
    for row in rows:
        digest.update(repr((table, [(name, row[name]) for name in sorted(row.keys())])).encode())


async def _count(connection: Asked, table: str) -> int:
    return (await connection.execute_fetchall(f"SELECT COUNT(*) FROM {table}"))[0][0]  # noqa: S608
