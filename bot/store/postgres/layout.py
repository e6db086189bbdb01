"""Making a database on PostgreSQL, and bringing it up to date.

A new one is made by `schema.sql` as it is now, translated. One that is there runs the migrations since, the same files
as SQLite: where one cannot be translated, `NNNN_name.postgres.sql` beside it says it anew.
"""

from __future__ import annotations

import logging
from importlib.resources import files

from bot import words
from bot.errors import StoreError
from bot.sealing.seal import TAG_KEY, Seal
from bot.store import reader
from bot.store.migrate import LAYOUT, migrations
from bot.store.postgres import dialect
from bot.store.postgres.connection import Connection
from bot.store.reseal import TAG_KEY_NEXT
from bot.store.tables.rows import QUERIES

log = logging.getLogger(__name__)
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"


async def found(connection: Connection) -> int:
    """Return the layout; 0 when there is nothing. Raises StoreError for what is not ours, or not known."""
    tables = {row[0] for row in await connection.execute_fetchall(TABLES)}
    if not tables:
        return 0
    if not {"migration", "remark", "delivery"} <= tables:
        raise StoreError(words.host.DATABASE_NOT_OURS)
    layout = int((await connection.execute_fetchall(LAYOUT))[0][0])
    if layout > reader.known_layout():
        raise StoreError(words.host.DATABASE_TOO_NEW.format(found=layout, known=reader.known_layout()))
    columns = {(row[0], row[1]) for row in await connection.execute_fetchall(COLUMNS)}
    if {each for each in columns if each[0] != "migration"} != reader.known_columns(layout):
        raise StoreError(words.host.DATABASE_BETWEEN.format(found=layout))
    return layout


async def check_key(connection: Connection, vault: Seal) -> None:
    """Raise SealError when the vault's keys do not open this database."""
    for name in (TAG_KEY, TAG_KEY_NEXT):
        sealed = await QUERIES.meta(connection, name=name)
        if sealed is not None:
            vault.use_tag_key(sealed)


async def make(connection: Connection) -> None:
    """Make everything, in the transaction under way."""
    await connection.run(dialect.schema((files("bot.store") / "schema.sql").read_text("utf-8")))
    for number, name, _ in migrations():
        await _record(connection, number, name)


async def migrate(connection: Connection, layout: int) -> None:
    """Run what has come since this layout, in the transaction under way: all of it, or nothing."""
    for number, name, script in migrations():
        if number > layout:
            log.info(words.host.DATABASE_UPDATES, number, reader.known_layout())
            await connection.run(in_other_words(number, name) or dialect.schema(script))
            await _record(connection, number, name)


def in_other_words(number: int, name: str) -> str | None:
    """Return what a migration says to PostgreSQL alone, where a translation would not do."""
    other = files("bot.store") / "migrations" / f"{number:04}_{name}.postgres.sql"
    return other.read_text("utf-8") if other.is_file() else None


async def _record(connection: Connection, number: int, name: str) -> None:
    await connection.execute("INSERT INTO migration (number, name) VALUES (?, ?)", (number, name))
