"""simcord's copies of what is sent, in C: `install()`.

It copies each payload before somebody reads it, and Python's own `deepcopy` takes a tenth of a journey for that. What
consists of JSON's values alone is written and read instead; everything else is copied as ever.
"""

from __future__ import annotations

import marshal
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

from simcord import gateway, results
from simcord.backend import serializers
from simcord.http import router


def install() -> None:
    """For every simulated Discord of this process."""
    for module in (results, serializers):
        module.__dict__["deepcopy"] = copied
    for module in (gateway, router):
        module.__dict__["copy"] = SimpleNamespace(deepcopy=copied)


def copied(value: Any) -> Any:
    """A value that shares nothing with this one that could change."""
    try:
        return marshal.loads(marshal.dumps(value))
    except ValueError:  # something in it is more than a value of JSON's
        return deepcopy(value)
