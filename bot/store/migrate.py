"""Numbered migrations, forwards only; each commits together with its record in the table `migration`."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from importlib.resources import files

import aiosqlite

from bot import words
from bot.errors import StoreError
from bot.sealing.seal import Seal

log = logging.getLogger(__name__)
RECORD = "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
LAYOUT = "SELECT COALESCE(MAX(number), 0) FROM migration"


def migrations() -> list[tuple[int, str, str]]:
    """Return number, name and script of every migration, in order."""
    folder = files("bot.store") / "migrations"
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".sql") and entry.name.count(".") == 1)
    return sorted((int(entry.name[:4]), entry.name[5:-4], entry.read_text("utf-8")) for entry in found)


def statements(script: str) -> Iterator[str]:
    """Yield the single statements of a script, to be run inside one transaction (`executescript` would commit)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():  # the last one has no semicolon
        yield statement


async def migrate(connection: aiosqlite.Connection, vault: Seal) -> None:
    """Bring the database up to date; a migration may seal what older versions left in the clear.

    Raises StoreError when a newer version wrote it or a reference does not hold after a migration, sqlite3.Error.
    """

    def seal(value: bytes | None, pattern: str, *names: object) -> bytes | None:
        return None if value is None else vault.seal(value, pattern.format(*names))

    await connection.create_function("seal", 4, seal)  # pyright: ignore[reportUnknownMemberType]
    await run(connection, RECORD)
    async with connection.execute(LAYOUT) as cursor:
        row = await cursor.fetchone()
    done = int(row[0]) if row else 0
    known = migrations()
    if done > known[-1][0]:
        raise StoreError(words.host.DATABASE_TOO_NEW.format(found=done, known=known[-1][0]))
    for number, name, script in known:
        if number > done:
            if done:  # not when it is made
                log.info(words.host.DATABASE_UPDATES, number, known[-1][0])
            await _apply(connection, number, name, script)


async def _apply(connection: aiosqlite.Connection, number: int, name: str, script: str) -> None:
    """Run one migration and record it in one transaction.

    It may rebuild a table, so nothing is deleted by references meanwhile, and every reference is checked afterwards.
    """
    await run(connection, "PRAGMA foreign_keys = OFF")  # would have no effect inside the transaction
    await run(connection, "BEGIN IMMEDIATE")
    try:
        for statement in statements(script):
            await run(connection, statement)
        async with connection.execute("PRAGMA foreign_key_check") as cursor:
            if await cursor.fetchone() is not None:
                raise StoreError(words.host.DATABASE_REFERS_NOWHERE.format(name=name))
        await run(connection, "INSERT INTO migration (number, name) VALUES (?, ?)", number, name)
        await run(connection, "COMMIT")
    except BaseException:
        await run(connection, "ROLLBACK")
        raise
    finally:
        await run(connection, "PRAGMA foreign_keys = ON")


async def run(connection: aiosqlite.Connection, statement: str, *values: object) -> None:
    """Run one statement whose rows nobody needs. All are fetched, since an open cursor would hold up a COMMIT."""
    await connection.execute_fetchall(statement, values)
