"""Sealing everything anew with the current key: a walk over every sealed column of every table.

A batch is one transaction. What the current key has sealed already is skipped, so the walk may be interrupted anywhere
and begun again. A value that does not open stops it: the older key must not be given up then.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass
from typing import Any

from bot import words
from bot.errors import SealError
from bot.sealing.names import SEALED
from bot.sealing.seal import TAG_KEY, Seal
from bot.store.read_once import Asked
from bot.store.tables import sealed_columns
from bot.store.tables.rows import QUERIES, Row

#: Begins a transaction, which ends with the block.
Begin = Callable[[], AbstractAsyncContextManager[Asked]]
#: Takes table, column and row; returns the new sealed value, or None to leave it as it is.
Anew = Callable[[str, str, Row], bytes | None]

#: Name in `meta`, during a walk: the key for tags (TAG_KEY), sealed with the new key.
TAG_KEY_NEXT = "tag-key-next"
#: Rows in one transaction; fewer of pictures, since each may have megabytes.
ROWS, PICTURES = 100, 4


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the walk has come, in sealed values."""

    seen: int
    total: int
    resealed: int  #: how many were sealed anew


async def walk(begin: Begin, vault: Seal) -> AsyncGenerator[Progress]:
    """Seal everything anew; yields the progress before the first batch and after each. Raises SealError.

    The error names the column of a value that does not open.
    """

    def by_the_current_key(table: str, column: str, row: Row) -> bytes | None:
        if vault.is_current(row[column]):
            return None
        try:
            return sealed_anew(vault, table, column, row)
        except SealError as error:
            raise SealError(words.host.VALUE_DOES_NOT_OPEN.format(table=table, column=column)) from error

    async with aclosing(every_value(begin, by_the_current_key)) as steps:
        yield await anext(steps)
        async with begin() as connection:
            await _announce(connection, vault)
        async for progress in steps:
            yield progress
    async with begin() as connection:
        await _conclude(connection)


async def every_value(begin: Begin, anew: Anew) -> AsyncGenerator[Progress]:
    """Replace every sealed value by what `anew` returns for it; the rows keep their keys.

    Yields the progress before the first batch, with the total, and after each.
    """
    total = await _total(begin)
    yield Progress(0, total, 0)
    seen = resealed = 0
    for table in SEALED:
        after: Row | None = None
        limit, more = PICTURES if table == "picture" else ROWS, True
        while more:
            async with begin() as connection:
                keys = {} if after is None else {key: after[key] for key in sealed_columns.key_of(table)}
                sql = sealed_columns.read(table, first=after is None)
                rows = [*await connection.execute_fetchall(sql, {**keys, "limit": limit})]
                found = [_with_values(table, row, anew) for row in rows]
                await connection.executemany(sealed_columns.write(table), [values for values, count in found if count])
                resealed += sum(count for _, count in found)
            seen += sum(row[column] is not None for row in rows for column in SEALED[table])
            yield Progress(seen, total, resealed)
            more, after = len(rows) == limit, rows[-1] if rows else None


def sealed_anew(vault: Seal, table: str, column: str, row: Row, names: Mapping[str, object] | None = None) -> bytes:
    """Return one value of a row, sealed with the current key. Raises SealError.

    `names` are the columns of the row that the value is sealed to, if that is another than its own.
    """
    about = SEALED[table][column]
    return vault.seal(vault.open(row[column], about.format(**row)), about.format(**(names or row)))


async def reseal_tag_key(connection: Asked, vault: Seal) -> None:
    """Seal the key for tags with the current key in one step. Raises SealError."""
    await _announce(connection, vault)
    await _conclude(connection)


async def _total(begin: Begin) -> int:
    total = 0
    async with begin() as connection:
        for table in SEALED:
            async with connection.execute(sealed_columns.count(table)) as cursor:
                total += (await cursor.fetchone() or (0,))[0]
    return total


async def _announce(connection: Asked, vault: Seal) -> None:
    """Store the key for tags twice: from now on, the database opens only with both keys."""
    sealed = await QUERIES.meta(connection, name=TAG_KEY)
    anew = vault.seal(vault.open(sealed, TAG_KEY), TAG_KEY)
    await QUERIES.set_meta(connection, name=TAG_KEY_NEXT, value=anew)


async def _conclude(connection: Asked) -> None:
    """Keep only the new copy of the key for tags: nothing needs the older key any more."""
    sealed = await QUERIES.meta(connection, name=TAG_KEY_NEXT)
    await QUERIES.set_meta(connection, name=TAG_KEY, value=sealed)
    await QUERIES.drop_meta(connection, name=TAG_KEY_NEXT)


def _with_values(table: str, row: Row, anew: Anew) -> tuple[dict[str, Any], int]:
    """Return a row's key and sealed values, replaced by what `anew` returned; and how many were replaced."""
    columns = SEALED[table]
    found = {column: anew(table, column, row) for column in columns if row[column] is not None}
    changed = {column: value for column, value in found.items() if value is not None}
    return {column: row[column] for column in (*columns, *sealed_columns.key_of(table))} | changed, len(changed)
