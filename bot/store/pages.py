"""Whether the pages of the database are damaged: all of them after an unclean end, else one table after another.

To read them all takes as long as there are letters. So it is done before the start only where damage is likely.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot import words
from bot.errors import StoreError
from bot.store import reader
from bot.store.migrate import TABLES
from bot.store.tables.rows import QUERIES
from bot.store.trouble import kind_of

#: Name in `meta` of the mark that the database was closed cleanly, and that no damage was seen until then.
CLOSED = "closed"


def must_be_checked(connection: sqlite3.Connection) -> bool:
    """Return whether the database was not closed cleanly."""
    return connection.execute(QUERIES.meta.sql, {"name": CLOSED}).fetchone() is None


def are_damaged(connection: sqlite3.Connection, table: str | None = None) -> bool:
    """Return whether something is wrong with the pages of one table, or of all."""
    what = "1" if table is None else f"'{table}'"  # 1: the first damage is enough
    return connection.execute(f"PRAGMA quick_check({what})").fetchone()[0] != "ok"


def damaged(path: Path) -> StoreError:
    """Return what tells the host that the database is damaged, and what to do."""
    why = words.host.DATABASE_TROUBLE["CORRUPT"]
    return StoreError(words.host.DATABASE_CANNOT_OPEN.format(path=path, why=why))


def check_table(path: Path, number: int) -> bool:
    """Read the pages of a table, `number` from 0. Return False when there are not so many tables.

    Raises StoreError when they are damaged. A table that cannot be read now is passed over.
    """
    try:
        with reader.reading(path) as connection:
            tables = sorted(row[0] for row in connection.execute(TABLES))
            if number >= len(tables):
                return False
            sound = not are_damaged(connection, tables[number])
    except StoreError as error:
        sound = kind_of(error.__cause__ or error) not in ("CORRUPT", "NOTADB")
    if not sound:
        raise damaged(path)
    return True
