"""Shows what was measured, as rows: minimum, median, maximum."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, and what there is to say about it. Without values it could not be measured here: that says why."""

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


@dataclass(slots=True)
class Found:
    """Every value of each row; the rows are in the order in which they were found."""

    values: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, name: str, unit: str, value: float, note: str = "") -> None:
        """Adds a value to a row; of several notes the last one stays."""
        self.values[name, unit].append(value)
        if note:
            self.notes[name, unit] = note

    def lacks(self, name: str, unit: str, why: str) -> None:
        """Adds a row without values, and why it has none."""
        self.values[name, unit] = []
        self.notes[name, unit] = why

    def rows(self) -> list[Row]:
        """Returns the rows."""
        return [Row(*key, values, self.notes.get(key, "")) for key, values in self.values.items()]


def table(rows: Sequence[Row]) -> str:
    """Returns the rows as a table for people, in Markdown."""
    lines = ["| | unit | minimum | median | maximum |", "| --- | --- | ---: | ---: | ---: |"]
    for row in rows:
        found = row.as_json()
        if row.values:
            three = " | ".join(f"{found[name]:.4g}" for name in ("minimum", "median", "maximum"))
        else:
            three = f"{NOT_MEASURED}: {row.note} | |"
        name = f"{row.name} ({row.note})" if row.values and row.note else row.name
        lines.append(f"| {name} | {row.unit} | {three} |")
    return "\n".join(lines)
