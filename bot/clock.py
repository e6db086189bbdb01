"""The clock: the program's only source of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time; a test passes one of its own."""

    def __call__(self) -> datetime:
        """Returns the current moment, timezone-aware, in UTC."""
        ...


class PutRight:
    """A clock that is put right: `ahead` says by how many seconds it is, which somebody else knows."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.ahead: Callable[[], float] = lambda: 0.0

    def __call__(self) -> datetime:
        """As `Clock`."""
        return self._clock() - timedelta(seconds=self.ahead())
