"""How much work something is, counted in steps: without a clock, so a busy machine changes nothing."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

#: Four times the text in less than so many times the time is no more than a little above linear.
LINEAR = 6


def steps(action: Callable[[], object]) -> int:
    """The lines of Python that run in it, those of libraries included; what a library does in C counts as one."""
    count = 0

    def counted(_frame: FrameType, event: str, _about: Any) -> Any:
        nonlocal count
        count += event == "line"
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


def growth(action: Callable[[str], object], piece: str, length: int) -> float:
    """How many times the processor's time a text of `piece`s takes when it is four times as long.

    For what happens in C, where nothing can be counted. Four is linear, sixteen quadratic; below a few milliseconds
    it is 0, because a clock tells nothing there. On a busy machine a measurement comes out too long, never too short:
    the best of each counts, and while they look like more than linear it is measured again, up to ten times.
    """

    def seconds(text: str) -> float:
        start = time.process_time()
        action(text)
        return time.process_time() - start

    short, long = ((piece * (size // len(piece) + 1))[:size] for size in (length // 4, length))
    seconds(short)
    best = [math.inf, math.inf]
    for turn in range(10):
        best = [min(known, seconds(f"{text}{turn}")) for known, text in zip(best, (short, long), strict=True)]
        if best[1] <= 0.05 or (turn >= 2 and best[1] < LINEAR * best[0]):
            break
    return best[1] / best[0] if best[1] > 0.05 and best[0] else 0
