"""The clock: the program's only source of time."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; a test passes one of its own."""

    def __call__(self) -> datetime:
        """Returns the current moment, timezone-aware, in UTC."""
        ...
