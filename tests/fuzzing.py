"""Fuzzing: inputs nobody would think of. CI draws the same ones in each run; `--hypothesis-profile explore` draws
others, and many more. What was tried, what was slowest, and the seed are printed at the end of the run."""

from __future__ import annotations

import random
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from hypothesis import settings

#: `record_property`: see `conftest.py`.
Says = Callable[[str, object], None]


def dice() -> tuple[random.Random, int]:
    """Chance and its seed: always 0 where examples are the same each time."""
    seed = 0 if settings.default and settings.default.derandomize else random.SystemRandom().randrange(2**32)
    return random.Random(seed), seed


def times(in_ci: int) -> int:
    """How many inputs are tried, of which CI tries so many."""
    return in_ci * (settings.default or settings()).max_examples // 100


class Tally:
    """What was tried, and the inputs that took most of the processor's time."""

    def __init__(self, about: str, seed: int, *, at_most: float) -> None:
        self.about, self.seed, self.at_most, self.tried = about, seed, at_most, 0
        self.slowest: list[tuple[float, int, Any]] = []

    def took(self, seconds: float, given: Any) -> None:
        """One more input."""
        self.tried += 1
        assert seconds < self.at_most, f"{seconds:.2f} s (seed {self.seed}): {given!r}"
        self.slowest = sorted([*self.slowest, (seconds, self.tried, given)], key=lambda one: -one[0])[:3]

    def run(self, action: Callable[[Any], object], inputs: Iterator[Any]) -> None:
        """Try each."""
        for given in inputs:
            start = time.process_time()
            try:
                action(given)
            except BaseException as error:
                error.add_note(f"seed {self.seed}, input {self.tried + 1}: {given!r}")
                raise
            self.took(time.process_time() - start, given)

    async def run_one(self, action: Callable[[], Awaitable[object]], given: Any) -> None:
        """Try one that is waited for."""
        start = time.process_time()
        try:
            await action()
        except BaseException as error:
            error.add_note(f"seed {self.seed}, input {self.tried + 1}: {given!r}")
            raise
        self.took(time.process_time() - start, given)

    def say(self, says: Says, growth: float | None = None) -> None:
        """The line at the end of the run."""
        seconds, number, given = self.slowest[0]
        line = f"{self.tried:,} {self.about} tried (seed {self.seed}), the slowest in {1_000 * seconds:.0f} ms"
        shown = repr(given)[:40]
        grown = "" if growth is None else f", twice as much of it in {growth:.1f} times the steps"
        says("says", f"{line} (input {number}, {shown}){grown}")
