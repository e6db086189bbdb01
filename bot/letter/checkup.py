"""What Discord says to a bot that asks without connecting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checkup:
    """What Discord says to a bot that asks without connecting."""

    name: str  #: the bot's
    intents: Mapping[str, bool]  #: whether the portal grants each privileged one
    clock_off: int | None  #: seconds that this machine's clock is ahead; None: Discord did not tell the time
    problems: Mapping[int, Sequence[str]]  #: what is wrong with the channels of each letterbox
