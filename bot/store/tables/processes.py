"""The processes that share the work over one database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.rules.shards import Shards, parse_shards, unserved
from bot.store.tables.rows import QUERIES, Row, Rows, every

#: Seconds after which whoever has renewed nothing is gone for people who ask, and those after which its row goes, by
#: the clocks of several machines, which may differ. The processes themselves go by turns (`bot/rules/shares.py`).
LONG, FORGOTTEN = 60, 86_400


@dataclass(frozen=True, slots=True)
class Running:
    """A process, as it has said."""

    id: str  #: random, of one run
    name: str  #: as the host calls it: "2/4"
    shards: str  #: those that it serves: "4-7/16"
    turn: int = 0  #: counts how often it has said so
    seen_at: int = 0  #: when it said so last (Unix seconds)
    wants: int = 0  #: for how many requests a second it had use
    holds: int = 0  #: how many of them nobody else may make


class ProcessTable(Rows):
    """The processes that share the work."""

    async def process_seen(self, process: Running, now: int) -> bool:
        """Record that a process is alive now (Unix seconds), and that those are gone whose shards it has taken, or who
        have said nothing for FORGOTTEN. Returns whether it is new."""
        await QUERIES.forget_processes(self._connection, before=now - FORGOTTEN)
        said = {"name": process.name, "shards": process.shards, "wants": process.wants, "holds": process.holds}
        new = await QUERIES.process_seen(self._connection, id=process.id, now=now, **said) == 0
        if new and (shards := parse_shards(process.shards)) is not None:
            for each in await self.processes():
                if each.id != process.id and shards.end(parse_shards(each.shards)):
                    await self.process_left(each.id)
        return new

    async def process_left(self, process_id: str) -> None:
        """Record that a process has stopped."""
        await QUERIES.process_left(self._connection, id=process_id)

    async def processes(self) -> list[Running]:
        """Return the processes that have said that they are alive and not that they are gone, by their shards."""
        return in_order(await every(QUERIES.processes(self._connection, since=0)))


def without_any(running: Iterable[Running]) -> list[Shards]:
    """Return the shards that none of these serves, of all that they go by."""
    return unserved(filter(None, (parse_shards(each.shards) for each in running)))


def in_order(rows: Iterable[Row]) -> list[Running]:
    """Return rows as values, by their shards."""
    return sorted((Running(**row) for row in rows), key=lambda each: int(each.shards.partition("-")[0]))
