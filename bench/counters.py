"""Counts what a bot does that cannot be seen from outside: in its own process, to be read from another one.

The numbers are in a file that both have mapped into memory, so that reading them costs the bot nothing.
"""

from __future__ import annotations

import asyncio
import mmap
import sqlite3
import struct
from pathlib import Path
from typing import Any

import aiosqlite.core

#: `hops`: work handed to another thread; `transactions`: begun; `statements`: except those that begin and end them.
NAMES = ("hops", "transactions", "statements", "claims")
ENDS = ("COMMIT", "ROLLBACK", "PRAGMA")


class Counters:
    """Numbers in a file. One process adds, any number may read."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        if new:
            path.write_bytes(bytes(8 * len(NAMES)))
        with path.open("r+b") as file:
            self._numbers = mmap.mmap(file.fileno(), 0)

    def add(self, name: str) -> None:
        """Adds one to a number; `name` is one of NAMES."""
        place = NAMES.index(name) * 8
        struct.pack_into("Q", self._numbers, place, struct.unpack_from("Q", self._numbers, place)[0] + 1)

    def read(self) -> dict[str, int]:
        """Returns all numbers, as they are now, by name."""
        return dict(zip(NAMES, struct.unpack_from(f"{len(NAMES)}Q", self._numbers), strict=True))


def count(counters: Counters) -> None:
    """Makes this process count what its store does, from now on."""

    def heard(statement: str) -> None:
        if statement.startswith("BEGIN"):
            counters.add("transactions")
        elif not statement.startswith(ENDS):
            counters.add("statements")
            if "attempts = attempts + 1, worker = " in statement:
                counters.add("claims")

    connect = sqlite3.connect

    def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **options)
        if arguments[:1] != (":memory:",):  # the index of letters, which is no store
            connection.set_trace_callback(heard)
        return connection

    core: Any = aiosqlite.core  # neither its queue nor the loop's method is meant to be replaced, which types would say
    loop: Any = asyncio.BaseEventLoop

    class Queue(core.SimpleQueue):
        """The queue through which aiosqlite hands work to its thread."""

        def put_nowait(self, item: Any) -> None:
            counters.add("hops")
            super().put_nowait(item)

    run = loop.run_in_executor

    def in_executor(self: Any, *arguments: Any) -> Any:
        counters.add("hops")
        return run(self, *arguments)

    sqlite3.connect = traced
    core.SimpleQueue = Queue
    loop.run_in_executor = in_executor
