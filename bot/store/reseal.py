"""Sealing everything anew with the current key: a walk over every sealed column of every table.

A batch is one transaction. What the current key has sealed already is passed over, so the walk may be broken off
anywhere and begun again. A value that does not open stops it: the older key must not be given up then.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

import aiosqlite

from bot import words
from bot.errors import SealError
from bot.sealing.seal import Seal
from bot.store.tables.rows import QUERIES, Row

#: Begins a transaction; it ends with the block.
Begin = Callable[[], AbstractAsyncContextManager[aiosqlite.Connection]]
#: A row's primary key, by column.
Key = Mapping[str, object]

#: The key that tags are made with, sealed; while everything is sealed anew also with the key to come.
TAG_KEY, TAG_KEY_NEXT = "tag-key", "tag-key-next"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with sealed columns."""

    start: Key  #: its primary key, before that of every row
    columns: Mapping[str, str]  #: its sealed columns, and what their values belong to
    count: Any  #: the statement that counts its sealed values
    read: Any  #: the statement that reads the rows after a key
    write: Any  #: the statement that changes the sealed columns of one row
    limit: int = 100  #: rows a batch


#: Every sealed column there is; a test compares this with the schema.
TABLES: dict[str, Table] = {
    "letter": Table(
        {"id": -1},
        {"sealed_author": "author:{id}", "sealed_title": "title:{id}", "sealed_card": "card:{id}"},
        QUERIES.sealed_in_letter, QUERIES.letter_after, QUERIES.reseal_letter,
    ),
    "part": Table(
        {"letter_id": -1, "position": -1},
        {"sealed_text": "text:{letter_id}"},
        QUERIES.sealed_in_part, QUERIES.part_after, QUERIES.reseal_part,
    ),
    "picture": Table(
        {"letter_id": -1, "position": -1},
        {"sealed_data": "picture:{letter_id}"},
        QUERIES.sealed_in_picture, QUERIES.picture_after, QUERIES.reseal_picture, limit=4,
    ),
    "notice": Table(
        {"id": -1},
        {"sealed_text": "notice:{letter_id}", "sealed_place": "notice:{id}"},
        QUERIES.sealed_in_notice, QUERIES.notice_after, QUERIES.reseal_notice,
    ),
    "response": Table(
        {"id": -1},
        {"sealed_name": "name:{letter_id}", "sealed_text": "response:{letter_id}"},
        QUERIES.sealed_in_response, QUERIES.response_after, QUERIES.reseal_response,
    ),
    "pen_name": Table(
        {"letter_id": -1, "name_tag": b""},
        {"sealed_name": "pen-name:{letter_id}"},
        QUERIES.sealed_in_pen_name, QUERIES.pen_name_after, QUERIES.reseal_pen_name,
    ),
    "decision": Table(
        {"id": -1},
        {"sealed_moderator": "moderator:{letter_id}", "sealed_reason": "reason:{letter_id}"},
        QUERIES.sealed_in_decision, QUERIES.decision_after, QUERIES.reseal_decision,
    ),
    "report": Table(
        {"letter_id": -1, "reporter_tag": b""},
        {"sealed_reason": "report:{letter_id}"},
        QUERIES.sealed_in_report, QUERIES.report_after, QUERIES.reseal_report,
    ),
    "block": Table(
        {"letter_id": -1, "response": -1},
        {"sealed_reason": "block:{letter_id}", "sealed_moderator": "moderator:{letter_id}"},
        QUERIES.sealed_in_block, QUERIES.block_after, QUERIES.reseal_block,
    ),
    "delivery": Table(
        {"id": -1},
        {"sealed_payload": "delivery:{nonce}"},
        QUERIES.sealed_in_delivery, QUERIES.delivery_after, QUERIES.reseal_delivery,
    ),
    "inbox": Table(
        {"id": -1},
        {"sealed_place": "inbox:{id}"},
        QUERIES.sealed_in_inbox, QUERIES.inbox_after, QUERIES.reseal_inbox,
    ),
}  # fmt: skip


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
    for name, table in TABLES.items():
        key: Key | None = table.start
        while key is not None:
            async with begin() as connection:
                rows = [row async for row in table.read(connection, **key, limit=table.limit)]
                resealed += sum([await _reseal(connection, vault, name, row) for row in rows])
            seen += sum(row[column] is not None for row in rows for column in table.columns)
            yield Progress(seen, total, resealed)
            more = len(rows) == table.limit
            key = {column: rows[-1][column] for column in table.start} if more else None
    async with begin() as connection:
        await _conclude(connection)


async def _total(begin: Begin) -> int:
    async with begin() as connection:
        return sum([await table.count(connection) for table in TABLES.values()])


async def _announce(connection: aiosqlite.Connection, vault: Seal) -> None:
    """From now on the database opens only where both keys are known: each opens one of the two copies."""
    sealed = await QUERIES.remark(connection, name=TAG_KEY)
    await QUERIES.set_remark(connection, name=TAG_KEY_NEXT, value=_anew(vault, sealed, TAG_KEY))


async def _conclude(connection: aiosqlite.Connection) -> None:
    """Nothing needs the older key any more."""
    sealed = await QUERIES.remark(connection, name=TAG_KEY_NEXT)
    await QUERIES.set_remark(connection, name=TAG_KEY, value=sealed)
    await QUERIES.drop_remark(connection, name=TAG_KEY_NEXT)


async def _reseal(connection: aiosqlite.Connection, vault: Seal, name: str, row: Row) -> int:
    """Seal one row's values anew; gives how many an older key had sealed."""
    table = TABLES[name]
    old = [each for each in table.columns if row[each] is not None and not vault.is_current(row[each])]
    values = {column: row[column] for column in (*table.columns, *table.start)}
    for column in old:
        try:
            values[column] = _anew(vault, row[column], table.columns[column].format(**row))
        except SealError as error:
            raise SealError(words.host.VALUE_DOES_NOT_OPEN.format(table=name, column=column)) from error
    if old:
        await table.write(connection, **values)
    return len(old)


def _anew(vault: Seal, sealed: bytes, about: str) -> bytes:
    return vault.seal(vault.open(sealed, about), about)
