"""Several processes over one PostgreSQL: how fast they publish together, where Discord sets no limit.

Discord is one process of Python on this machine, and time passes so fast for the bots that fifty requests a second are
no limit either: what is measured is the bots, the database and that Discord, on the processors that there are.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from bench import backlog, databases
from bench.table import Found
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.engine import store_of
from tests import postgres
from tests.wire.crew import Crew, crew

#: Letterboxes, dealt out to the shards; seconds between two looks.
LETTERBOXES, LOOK = 16, 0.05
SPEED = 40
APPROVED = "SELECT COUNT(*) FROM letter WHERE state = 'approved'"
#: What the server did since it was counted last: milliseconds in statements are not to be had without an extension, so
#: processor time of its processes is.
BACKENDS = "SELECT string_agg(pid::text, ' ') FROM pg_stat_activity WHERE application_name = 'unsigned'"


async def measure(folder: Path, letters: int, sizes: tuple[int, ...], found: Found) -> None:
    """Measures how fast so many approved letters are published by so many processes."""
    for size in sizes:
        async with crew(folder / str(size), size, speed=SPEED, key=databases.KEY) as here:
            seal = Seal(databases.KEY)
            store = store_of(Settings(database_url=postgres.url()), seal)
            await backlog.approve(here.world, store, seal, letters, LETTERBOXES)
            await here.start()
            await _published(here, letters, size, found)


async def _published(here: Crew, letters: int, size: int, found: Found) -> None:
    began, left = time.monotonic(), here.ask(APPROVED)
    before = [_cpu(pid) for pid in _pids(here)]
    served = [int(each) for each in here.ask(BACKENDS).split()]
    database = [_cpu(pid) for pid in served]
    while here.ask(APPROVED):  # noqa: ASYNC110 - nobody tells when none is left
        await asyncio.sleep(LOOK)
    took, name = time.monotonic() - began, f"{letters:,} letters published by {size} processes"
    found.add(name, "letters/s", left / took)
    bots = sum(_cpu(pid) - was for pid, was in zip(_pids(here), before, strict=True))
    spent = sum(_cpu(pid) - was for pid, was in zip(served, database, strict=True))
    found.add(f"{name}: bots", "ms CPU a letter", 1000 * bots / left)
    found.add(f"{name}: database", "ms CPU a letter", 1000 * spent / left)


def _pids(here: Crew) -> list[int]:
    return [here.pid_of(number) for number in range(1, here.size + 1)]


def _cpu(pid: int) -> float:
    """Returns the seconds of processor time that a process has used."""
    return time.clock_gettime_ns((~pid << 3) | 2) / 1e9  # as `subject.Subject.cpu`
