"""Shows what was measured, as rows: minimum, median, maximum."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Without values it could not be measured here, and `note` says why."""

    name: str
    unit: str
    values: Sequence[float]
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Returns the row for machines; minimum, median and maximum are null where nothing was measured."""
        found: dict[str, float | None] = dict.fromkeys(("minimum", "median", "maximum"))
        if self.values:
            found = {
                "minimum": round(min(self.values), 3),
                "median": round(statistics.median(self.values), 3),
                "maximum": round(max(self.values), 3),
            }
        return {"name": self.name, "unit": self.unit, **found, "note": self.note}


def table(rows: Sequence[Row]) -> str:
    """Returns the rows as a table for people, in Markdown."""
    lines = ["| | unit | minimum | median | maximum |", "| --- | --- | ---: | ---: | ---: |"]
    for row in rows:
        found = row.as_json()
        if row.values:
            three = " | ".join(f"{found[name]:.4g}" for name in ("minimum", "median", "maximum"))
        else:
            three = f"{NOT_MEASURED}: {row.note} | |"
        lines.append(f"| {row.name} | {row.unit} | {three} |")
    return "\n".join(lines)
