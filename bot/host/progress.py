"""Shows progress: a bar that moves on a terminal, now and then a line anywhere else."""

from __future__ import annotations

import os
from typing import TextIO

BAR_WIDTH = 30
#: Without a terminal, a line is printed whenever this many percent more are done.
STEP = 10


class Bar:
    """Shows how far a piece of work has come."""

    def __init__(self, stream: TextIO, what: str) -> None:
        self._stream = stream
        self._what = what
        self._moves = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._said = -STEP

    def at(self, done: int, total: int) -> None:
        """Shows that `done` of `total` is done."""
        percent = 100 * done // total if total else 100
        text = f"{self._what}: {percent} % ({done:,} / {total:,})"
        if self._moves:
            filled = BAR_WIDTH * percent // 100
            self._write(f"\r\x1b[K{'█' * filled}{'░' * (BAR_WIDTH - filled)} {text}")
        elif percent >= self._said + STEP or percent == 100 > self._said:
            self._said = percent
            self._write(f"{text}\n")

    def finish(self) -> None:
        """Ends the line of the bar."""
        if self._moves:
            self._write("\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
