"""New databases without the fiftieth of a second that their migrations take: `install()`.

The first store that a process opens is made by its migrations; those after it are copies of what came of that. Where a
test has other migrations, or a database that is not empty, the migrations run as ever.
"""

from __future__ import annotations

import sqlite3

import aiosqlite

from bot.sealing.seal import Seal
from bot.store import migrate, sqlite

_migrate, _migrations = migrate.migrate, migrate.migrations
_made_before = list[sqlite3.Connection]()


def install() -> None:
    """For every store of this process."""
    sqlite.migrate = _made


async def _made(connection: aiosqlite.Connection, vault: Seal) -> None:
    if migrate.migrations is not _migrations or [*await connection.execute_fetchall(migrate.TABLES)]:
        await _migrate(connection, vault)
    elif _made_before:
        await connection._execute(_made_before[0].backup, connection._conn)
    else:
        await _migrate(connection, vault)
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        await connection.backup(copy)
        _made_before.append(copy)
