"""Hypothesis: no deadline (a busy machine is no bug), and the same examples each time: a red run is news. Others, and
many, are drawn by `--hypothesis-profile explore` (`python -m tests --explore`), which says how to repeat a failure.

Measuring coverage more than doubles what a test costs, also where it runs nobody's code but simcord's. Of a test with
many cases one is measured, of one with drawn examples none, and none of those marked `only_run` (whole tables and
lives, which others cover), nor are the processes that those start: what is covered is a little more than what the table
says.

At the end of a run, it prints what tests measured, in whichever process they ran: `record_property("points", [[kind,
points, survived], …])` adds rows to the table of the kill matrix, `record_property("says", line)` a line of its own,
and `record_property("table", [line, …])` lines under the test's name.
"""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Generator
from typing import Any

import coverage
import pytest
from hypothesis import settings

settings.register_profile("fixed", deadline=None, derandomize=True, database=None, max_examples=60)
settings.register_profile("explore", deadline=None, max_examples=1_000, print_blob=True)
settings.load_profile("fixed")
_only_run = pytest.StashKey[bool]()


#: Files whose tests take minutes each, the longest first.
LONGEST = (
    "test_model",
    "test_several_processes",
    "test_kill_matrix",
    "test_random_kills",
    "test_bench",
    "test_overload",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and choose what is measured; the same in each process of a run."""
    items.sort(key=_turn)
    cases = defaultdict[str, list[pytest.Item]](list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    for several in cases.values():
        for item in several:
            drawn = getattr(getattr(item, "function", None), "is_hypothesis_test", False)
            marked = item.get_closest_marker("only_run") is not None
            item.stash[_only_run] = drawn or marked or item is not several[0]


def _turn(item: pytest.Item) -> int:
    """Then what waits for bots in other processes: one process of the run waits first while the others work. Last, all
    would wait at once, and nobody work."""
    if item.path.stem in LONGEST:
        return LONGEST.index(item.path.stem)
    return len(LONGEST) + ("wire" not in item.path.parts)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure nothing while a case runs that need not be."""
    measure = sys.gettrace()
    if measure is None or not item.stash[_only_run]:
        return (yield)
    sys.settrace(None)
    asked = {name: os.environ.pop(name) for name in [*os.environ] if name.startswith("COVERAGE")}  # of its processes
    try:
        return (yield)
    finally:
        os.environ.update(asked)
        sys.settrace(measure)


def pytest_sessionfinish() -> None:
    """Write down what was measured before this process ends its database: one that takes long to end is killed."""
    if (measuring := coverage.Coverage.current()) is not None:
        measuring.save()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The kill matrix as a table, what tests have to say, and the tables of each."""
    reports = [
        each for found in terminalreporter.stats.values() for each in found if getattr(each, "when", "") == "call"
    ]
    told: list[tuple[str, Any]] = [each for report in reports for each in report.user_properties]
    points, survived = Counter[str](), Counter[str]()
    for kind, met, lived in (row for name, rows in told if name == "points" for row in rows):
        points[kind] += met
        survived[kind] += lived
    lines = [f"{kind:<44}{met:>8}{survived[kind]:>10}" for kind, met in sorted(points.items())]
    if lines:
        total = f"{points.total()} points, {survived.total()} survived"
        lines = [f"{'killed at':<44}{'points':>8}{'survived':>10}", *lines, total]
    _print(terminalreporter, "kill matrix", [*lines, *(line for name, line in told if name == "says")])
    for report in reports:
        for name, lines in report.user_properties:
            if name == "table":
                _print(terminalreporter, report.nodeid.rpartition("::")[2], lines)


def _print(terminalreporter: pytest.TerminalReporter, title: str, lines: list[str]) -> None:
    if lines:
        terminalreporter.section(title)
        for line in lines:
            terminalreporter.write_line(line)
