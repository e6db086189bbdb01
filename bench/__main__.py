"""`python -m bench [--quick] [--json FILE] [--letters N]`: what a letter costs on this machine."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

from bench.measure import FULL, QUICK, measure
from bench.table import table


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints the table, writes the JSON, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="What a letter costs, beside a bare bot.")
    parser.add_argument("--quick", action="store_true", help="a minute, to see that it works; its figures say little")
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    parser.add_argument("--letters", type=int, help="letters in the database that a start is measured with; 0: none is")
    options = parser.parse_args(arguments)
    size = QUICK if options.quick else FULL
    if options.letters is not None:
        size = replace(size, database=options.letters)
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(measure(Path(folder), size))
    print(table(rows))
    if options.json is not None:
        machine = {
            "processors": os.cpu_count(),
            "load": os.getloadavg(),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
        }
        said = {"machine": machine, "rows": [row.as_json() for row in rows]}
        options.json.write_text(json.dumps(said, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
