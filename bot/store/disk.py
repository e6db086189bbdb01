"""What waits for the disk: seeing to it that it comes to an end, and that what was written is there or is gone."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from bot import words
from bot.store.connection import Connection
from bot.store.migrate import run

log = logging.getLogger(__name__)
T = TypeVar("T")


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Finish `work` however often the task is cancelled meanwhile, then raise the cancellation.

    Whoever has the connection next must find its thread idle: a checkpoint left half read makes the next COMMIT fail.
    """
    task, cancelled = asyncio.ensure_future(work), None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    return task.result()


def sync(path: Path) -> None:
    """Have the disk take what was written to a file, whoever wrote it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


async def truncate(connection: Connection) -> bool:
    """Empty the write-ahead log. Returns whether it is empty now: nobody else was reading in it."""
    try:
        (row,) = await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        return not row[0]
    except sqlite3.Error as error:
        log.warning(words.host.DATABASE_NOT_SWEPT.format(why=error))
        return False


async def rollback(connection: Connection) -> None:
    """Undo the transaction under way, if there is one."""
    connection.at_once = False  # in line behind whatever the thread is still doing
    with suppress(sqlite3.Error):  # nothing to roll back: BEGIN or COMMIT got there first
        await run(connection, "ROLLBACK")
