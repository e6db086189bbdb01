"""Hypothesis: no deadline (a busy machine is no bug), and in CI the same examples each time: a red run is news."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")
