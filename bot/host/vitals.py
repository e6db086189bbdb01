"""What the bot knows of itself while it runs, for `/health` and `/metrics`: numbers, and sentences for the host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vitals:
    """How the process does at one moment. What is in the database, whoever asks reads there."""

    shards: Mapping[int, bool]  #: of each, whether Discord's events arrive over it; empty before the first
    waits: str | None  #: why the start waits, for Discord or another process; None when it does not
    stopped: str | None  #: why nothing is delivered; None while something may be
    trouble: str | None  #: why nothing can be kept in the database; None while it works
    failures: int  #: transactions that the machine has failed since the start
    refused: Mapping[int, int]  #: by HTTP status: requests since the start that Discord counts as refused
    attempts: Mapping[tuple[str, str], int]  #: by kind and outcome: attempts at deliveries since the start
    catching_up: bool  #: whether it looks through what happened while it was away
    not_looked_at: int  #: what could not be looked at then, and is tried again

    @property
    def connected(self) -> bool:
        """Whether Discord is connected over every shard."""
        return bool(self.shards) and all(self.shards.values())
