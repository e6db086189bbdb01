"""`python -m bench [--quick] [--json FILE] …`: what a letter costs on this machine."""

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

from bench import databases
from bench.measure import FULL, QUICK, measure
from bench.table import table


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints the table, writes the JSON, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="What a letter costs, beside a bare bot.")
    parser.add_argument("--quick", action="store_true", help="a minute, to see that it works; its figures say little")
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    parser.add_argument("--letters", type=int, help="letters beside which a start and a tick are measured; 0: none are")
    parser.add_argument("--database", type=Path, help="the same, with a file that `python -m bench.databases` wrote")
    parser.add_argument("--servers", type=int, help="servers of which the bot is in until it is ready; 0: not measured")
    parser.add_argument("--searched", type=int, help="letters in a letterbox that is searched; 0: not measured")
    options = parser.parse_args(arguments)
    size = QUICK if options.quick else FULL
    if options.database is not None:
        size = replace(size, database=databases.count(options.database))
    elif options.letters is not None:
        size = replace(size, database=options.letters)
    if options.servers is not None:
        size = replace(size, servers=options.servers)
    if options.searched is not None:
        size = replace(size, searched=((options.searched, options.searched),) if options.searched else ())
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(measure(Path(folder), size, options.database))
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
