"""Which of Discord's shards a process serves, where several share the work.

Discord gives each server to one shard, by its id; direct messages come over the first. A process serves shards that
follow each other. All processes of a bot must go by the same number of shards: otherwise some servers would be served
twice, and others by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

#: More shards, or processes, than that are a slip of the pen.
MOST = 10_000
#: Seconds for which a process that has just seen its claim on a delivery may take it to hold, and for which whoever
#: takes over its shards leaves that delivery alone: moments are whole seconds, and a request may take one to arrive.
FRESH, SETTLED = 2, 4


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards from `first` to `last`, of `total` that there are."""

    total: int = 1
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        """As SHARDS says it: "0-3/16"."""
        return f"{self.first}-{self.last}/{self.total}"

    @property
    def numbers(self) -> range:
        """Their numbers."""
        return range(self.first, self.last + 1)

    @property
    def are_all(self) -> bool:
        """Whether there are no others."""
        return len(self.numbers) == self.total

    def end(self, others: Shards | None) -> bool:
        """Return whether nobody serves those others any more once somebody serves these: no two processes serve one
        shard, and all go by the same number of them."""
        if others is None:
            return False
        return others.total != self.total or (others.first <= self.last and self.first <= others.last)

    def serve(self, guild_id: int | None) -> bool:
        """Return whether a server is among theirs; None: what no server's events tell of, such as direct messages."""
        return ((guild_id or 0) >> 22) % self.total in self.numbers


#: What a process serves that is alone.
ALL = Shards()


@dataclass(frozen=True, slots=True)
class Part:
    """One of several processes, by number from 1."""

    number: int
    processes: int

    def __str__(self) -> str:
        """As PROCESS says it: "2/4"."""
        return f"{self.number}/{self.processes}"

    def of(self, total: int) -> Shards:
        """Return its shards of so many, of which there are as many as processes at least."""
        first = (self.number - 1) * total // self.processes
        return Shards(total, first, self.number * total // self.processes - 1)


def parse_shards(text: str) -> Shards | None:
    """Return what "0-3/16" or "5/16" says; None when it says nothing that can be."""
    found = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?/(\d{1,5})", text, re.ASCII)
    if found is None:
        return None
    first, last, total = (int(each or found[1]) for each in found.groups())
    return Shards(total, first, last) if first <= last < total <= MOST else None


def unserved(served: Iterable[Shards]) -> list[Shards]:
    """Return those that nobody serves, of the number that these go by; nothing where there are none to go by."""
    served = [*served]
    total = max((each.total for each in served), default=0)
    missing = [number for number in range(total) if not any(number in each.numbers for each in served)]
    runs = [[*run] for _, run in groupby(enumerate(missing), lambda each: each[1] - each[0])]
    return [Shards(total, run[0][1], run[-1][1]) for run in runs]


def parse_part(text: str) -> Part | None:
    """Return what "2/4" says: the second of four processes; None when it says nothing that can be."""
    found = re.fullmatch(r"(\d{1,5})/(\d{1,5})", text, re.ASCII)
    if found is None:
        return None
    number, processes = int(found[1]), int(found[2])
    return Part(number, processes) if 1 <= number <= processes <= MOST else None
