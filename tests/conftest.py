"""Hypothesis: no deadline (a busy machine is no bug), and in CI the same examples each time: a red run is news.

At the end of a run, what tests measured: `record_property("table", [line, …])` prints those lines under the test's
name, whichever process ran it.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The tables that tests have measured."""
    reports = [
        each for found in terminalreporter.stats.values() for each in found if getattr(each, "when", "") == "call"
    ]
    for report in reports:
        for lines in (value for name, value in report.user_properties if name == "table"):
            terminalreporter.section(report.nodeid.rpartition("::")[2], sep="-")
            for line in lines:
                terminalreporter.write_line(line)
