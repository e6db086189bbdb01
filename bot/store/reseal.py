"""Sealing everything anew with the current key: a walk over every sealed column of every table.

A batch is one transaction. What the current key has sealed already is passed over, so the walk may be broken off
anywhere and begun again. A value that does not open stops it: the older key must not be given up then.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import aiosqlite

from bot import words
from bot.errors import SealError
from bot.sealing.names import SEALED
from bot.sealing.seal import Seal
from bot.store.tables import sealed_columns
from bot.store.tables.rows import QUERIES, Row

#: Begins a transaction; it ends with the block.
Begin = Callable[[], AbstractAsyncContextManager[aiosqlite.Connection]]

#: The key that tags are made with, sealed; while everything is sealed anew also with the key to come.
TAG_KEY, TAG_KEY_NEXT = "tag-key", "tag-key-next"
#: Rows in one transaction: so many, and of pictures so few, since each may have megabytes.
ROWS, PICTURES = 100, 4


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the walk has come, in sealed values."""

    seen: int
    total: int
    resealed: int  #: what an older key had sealed


async def walk(begin: Begin, vault: Seal) -> AsyncGenerator[Progress]:
    """Seal everything anew; tells how far it is after each batch. Raises SealError at a value that does not open."""
    total = await _total(begin)
    yield Progress(0, total, 0)
    async with begin() as connection:
        await _announce(connection, vault)
    seen = resealed = 0
    for table in SEALED:
        after: Row | None = None
        limit, more = PICTURES if table == "picture" else ROWS, True
        while more:
            async with begin() as connection:
                keys = {} if after is None else {key: after[key] for key in sealed_columns.key_of(table)}
                sql = sealed_columns.read(table, first=after is None)
                rows = [*await connection.execute_fetchall(sql, {**keys, "limit": limit})]
                resealed += sum([await _reseal(connection, vault, table, row) for row in rows])
            seen += sum(row[column] is not None for row in rows for column in SEALED[table])
            yield Progress(seen, total, resealed)
            more, after = len(rows) == limit, rows[-1] if rows else None
    async with begin() as connection:
        await _conclude(connection)


async def _total(begin: Begin) -> int:
    total = 0
    async with begin() as connection:
        for table in SEALED:
            async with connection.execute(sealed_columns.count(table)) as cursor:
                total += (await cursor.fetchone() or (0,))[0]
    return total


async def _announce(connection: aiosqlite.Connection, vault: Seal) -> None:
    """From now on the database opens only where both keys are known: each opens one of the two copies."""
    sealed = await QUERIES.remark(connection, name=TAG_KEY)
    await QUERIES.set_remark(connection, name=TAG_KEY_NEXT, value=_anew(vault, sealed, TAG_KEY))


async def _conclude(connection: aiosqlite.Connection) -> None:
    """Nothing needs the older key any more."""
    sealed = await QUERIES.remark(connection, name=TAG_KEY_NEXT)
    await QUERIES.set_remark(connection, name=TAG_KEY, value=sealed)
    await QUERIES.drop_remark(connection, name=TAG_KEY_NEXT)


async def _reseal(connection: aiosqlite.Connection, vault: Seal, table: str, row: Row) -> int:
    """Seal one row's values anew; gives how many an older key had sealed."""
    columns = SEALED[table]
    old = [each for each in columns if row[each] is not None and not vault.is_current(row[each])]
    values = {column: row[column] for column in (*columns, *sealed_columns.key_of(table))}
    for column in old:
        try:
            values[column] = _anew(vault, row[column], columns[column].format(**row))
        except SealError as error:
            raise SealError(words.host.VALUE_DOES_NOT_OPEN.format(table=table, column=column)) from error
    if old:
        await connection.execute(sealed_columns.write(table), values)
    return len(old)


def _anew(vault: Seal, sealed: bytes, about: str) -> bytes:
    return vault.seal(vault.open(sealed, about), about)
