"""Which process serves which shards: a lock of the server's for each, held while the process is connected."""

from __future__ import annotations

from bot import words
from bot.errors import StoreError
from bot.rules.shards import Shards
from bot.store.postgres.connection import OPEN, SERVER, Connection

#: Name in `meta`: how many shards there are in all, as the last process that began to serve some went by.
TOTAL = "shards"
#: How many locks others hold: of shards, and of having the database open.
_OF_OTHERS = """SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()"""
OTHERS = f"{_OF_OTHERS} AND classid = $1 AND objsubid = 2"
OTHERS_OPEN = f"{_OF_OTHERS} AND classid = 0 AND objid = $1 AND objsubid = 1"
REMEMBERED = "SELECT convert_from(value, 'UTF8')::bigint FROM remark WHERE name = $1"


async def enter(connection: Connection, name: str) -> bool:
    """Be one of those who have the database of this name open. Return whether nobody else has; of two that come
    together, neither is alone. Raises StoreError when somebody needs it alone."""
    if not await connection.value("SELECT pg_try_advisory_lock_shared($1)", OPEN):
        raise StoreError(words.host.DATABASE_IN_USE.format(path=name))
    return not await connection.value(OTHERS_OPEN, OPEN)


async def in_all(connection: Connection) -> int | None:
    """Return by how many shards other processes go that serve some; None: there are none."""
    if not await connection.value(OTHERS, SERVER):
        return None
    return await connection.value(REMEMBERED, TOTAL)


async def take(connection: Connection, shards: Shards | None) -> None:
    """Take the locks of these shards, all of them or none. Raises StoreError when another process has one."""
    if shards is None:
        return
    for number in shards.numbers:
        if not await connection.value("SELECT pg_try_advisory_lock($1, $2)", SERVER, number):
            await connection.value(
                "SELECT COUNT(pg_advisory_unlock($1, n)) FROM generate_series($2::int, $3::int) AS n",
                SERVER,
                shards.first,
                number - 1,
            )
            raise StoreError(words.server.SHARDS_TAKEN.format(shard=number, shards=shards))


async def begin(connection: Connection, shards: Shards) -> None:
    """Take them, within a transaction that writes, and have all processes go by the same number. Raises StoreError."""
    total = await in_all(connection)
    if total is not None and total != shards.total:
        raise StoreError(words.server.SHARDS_OTHER_TOTAL.format(total=total, wanted=shards.total))
    await take(connection, shards)
