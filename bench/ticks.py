"""What the bot does over and over, whoever writes: each of its statements beside a small and beside a large database.

Those of the tick (every five seconds: the outbox, the collections) and those of every hour (whose time is over, which
drafts end). Nothing is due but one person's inbox, as nearly always.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections import defaultdict
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from bot import life
from bot.letter import Kind
from bot.life import outbox
from bot.life.office import Office
from bot.post.brake import Brake
from bot.post.worker import Deliveries
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from bot.store.tables.rows import QUERIES

#: Deliveries that wait, none of them due: as many beside any number of letters.
WAITING = 50
#: Seconds: less than that is the clock's and Python's, not the statement's.
LEAST = 50e-6


@dataclass(slots=True)
class Cost:
    """What one statement cost, each time it ran."""

    steps: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


Costs = dict[str, Cost]


async def costs(path: Path, seal: Seal, passes: int) -> list[Costs]:
    """Returns what each statement cost in each pass, by its name in `queries/*.sql`. Changes the database a little."""
    with _watched() as watch:
        store = SqliteStore(path, seal)
        await store.open()
        office = Office(store, seal, lambda: datetime.now(UTC), lambda: deliveries.transaction(), random.Random(1))  # noqa: S311
        nobody: Any = None  # nothing is due, so nothing is sent
        deliveries = Deliveries(office, nobody, Brake(office.clock))
        found = list[Costs]()
        try:
            await _prepare(path, office)
            await life.forgetting.expire(office)  # what came of age since the database was written
            for counting in (True, *[False] * passes):
                with closing(sqlite3.connect(path, isolation_level=None)) as database:
                    database.execute("UPDATE inbox SET until = 0 WHERE id = (SELECT MIN(id) FROM inbox)")
                watch.begin(counting=counting)
                deliveries.wake()
                await deliveries.rest()
                await life.sending.collect(office)
                await life.forgetting.expire(office)
                await life.ending.end_drafts(office)
                found.append(watch.costs)
        finally:
            await deliveries.stop()
            await store.close()
    counted, *timed = found
    return [
        {name: Cost(counted[name].steps, each[name].seconds) for name in each.keys() & counted.keys()} for each in timed
    ]


def ratios(small: Costs, large: Costs) -> dict[str, tuple[float, float]]:
    """Returns how many times as many steps each statement takes beside the large database, and as much time."""
    return {
        name: (
            fmean(large[name].steps) / max(fmean(small[name].steps), 1),
            max(fmean(large[name].seconds), LEAST) / max(fmean(small[name].seconds), LEAST),
        )
        for name in small.keys() & large.keys()
    }


def total(each: Costs) -> float:
    """Returns the milliseconds of all statements together."""
    return sum(sum(cost.seconds) for cost in each.values()) * 1000


async def _prepare(path: Path, office: Office) -> None:
    with closing(sqlite3.connect(path)) as database:
        sql = "SELECT id FROM letter WHERE state = 'published' LIMIT ?"
        ids = [row[0] for row in database.execute(sql, (WAITING,))]
    async with office.store.transaction() as tx:
        for letter_id in ids:
            await outbox.send(tx, Kind.COUNT, letter_id, now=office.now, wait=3600)


class Watch:
    """Counts or times every statement of every connection that was opened while it watched."""

    def __init__(self) -> None:
        self.costs: Costs = defaultdict(Cost)
        self.counting = False
        self.steps = 0
        self._names = {
            getattr(QUERIES, name).sql: name for name in QUERIES.available_queries if not name.endswith("_cursor")
        }

    def begin(self, *, counting: bool) -> None:
        """Forgets what it knows. Counting makes statements slow, so it does that or times them."""
        self.costs, self.counting = defaultdict(Cost), counting

    def step(self) -> None:
        """One step of SQLite's."""
        self.steps += 1

    def add(self, sql: str, steps: int, seconds: float, *, again: bool) -> None:
        """Notes a run of a statement, or (`again`) more of the same run."""
        if (name := self._names.get(sql)) is None:
            return
        cost = self.costs[name]
        if not again:
            cost.steps.append(0)
            cost.seconds.append(0)
        cost.steps[-1] += steps
        cost.seconds[-1] += seconds


@contextmanager
def _watched() -> Generator[Watch]:
    watch, connect = Watch(), sqlite3.connect

    class Cursor(sqlite3.Cursor):
        sql = ""

        def execute(self, sql: str, *parameters: Any) -> Any:
            self.sql = sql
            return self._measured(super().execute, sql, *parameters, again=False)

        def fetchall(self) -> Any:
            return self._measured(super().fetchall, again=True)

        def fetchmany(self, size: int | None = 1) -> Any:
            return self._measured(super().fetchmany, size, again=True)

        def _measured(self, work: Any, *arguments: Any, again: bool) -> Any:
            steps, began = watch.steps, time.perf_counter()
            found = work(*arguments)
            watch.add(self.sql, watch.steps - steps, time.perf_counter() - began, again=again)
            return found

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            sqlite3.Connection.set_progress_handler(self, watch.step if watch.counting else None, 1)
            return super().cursor(factory)

        def execute(self, sql: str, *parameters: Any) -> Any:
            return self.cursor().execute(sql, *parameters)

        def set_progress_handler(self, progress_handler: Any, n: int) -> None:
            """The store's own would end a long statement."""

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        return connect(*arguments, factory=Connection, **options)

    sqlite3.connect = watched
    try:
        yield watch
    finally:
        sqlite3.connect = connect
