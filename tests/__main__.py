"""Everything that must hold, in one command: `python -m tests`. CI runs it, and after it `python -m tests --long`.

It checks style, types and import rules, and runs the suite with branch coverage of `bot` and `cogs`. `--long` runs
only the long matrices: kills at every request and at random, every fault, a crowd, the model. `--explore` draws other
examples each time, and many; with each failure it prints how to repeat it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
Check = tuple[str, list[str]]  #: its name, and the arguments to this Python
#: It leaves the tests compiled, their assertions rewritten: else each process that runs some would do that, with its
#: coverage measured.
COLLECTION = ("collection", ["-m", "pytest", "--collect-only", "-qq"])
#: What runs side by side from the beginning, and says nothing unless it fails. The tests wait for the first alone.
STATIC = (
    COLLECTION,
    ("types", ["-m", "pyright", "--pythonpath", sys.executable]),  # else it asks whichever python comes first on PATH
    ("style", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("import rules", ["-c", "from importlinter.cli import lint_imports_command as run; run()"]),
)
PROCESSORS = os.cpu_count() or 1


def pytest(workers: int, *chosen: str) -> list[str]:
    """The arguments that run the suite in so many processes."""
    return ["-m", "pytest", "-n", str(workers), "--dist", "worksteal", "--durations", "20", *chosen]


#: A disk in memory, if there is one with this much room (a run leaves 0.5 GB): what a test has written to disk need not
#: outlive the machine, and no test needs to wait for that.
MEMORY, ROOM = Path("/dev/shm"), 2_000_000_000
QUICK = (
    COLLECTION,
    # one more than there are processors: some tests wait for a bot that waits for its own five seconds
    ("tests", ["-m", "coverage", "run", *pytest(PROCESSORS + 1, "-m", "not long")]),
    ("coverage data", ["-m", "coverage", "combine", "-q"]),
    ("coverage", ["-m", "coverage", "report"]),
    *STATIC[1:],
)
#: Bots that are started again wait for Discord most of the time. One test at a time, the longest first: one that is
#: begun last leaves the other processors idle.
LONG = (("long tests", pytest(PROCESSORS + 2, "-m", "long", "--dist", "load", "--maxschedchunk", "1")),)
EXPLORED = ("tests/core", "tests/store", "tests/journeys/test_fuzz.py")
EXPLORE = (("explored", pytest(PROCESSORS + 1, "-m", "not long", "--hypothesis-profile", "explore", *EXPLORED)),)


def chosen() -> tuple[Check, ...]:
    """The checks that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests", description="Everything that must hold.")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--long", action="store_true", help="the long matrices alone")
    which.add_argument("--explore", action="store_true", help="other examples each time, and many")
    asked = parser.parse_args()
    return LONG if asked.long else EXPLORE if asked.explore else QUICK


def main() -> int:
    """Run every check, the later ones too when one fails; 0 when all hold."""
    in_memory = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    with TemporaryDirectory(dir=MEMORY if in_memory else None, ignore_cleanup_errors=True) as folder:
        # a Python that may not write what it compiled compiles it again for each process: half a minute
        return run(chosen(), {**os.environ, "PYTEST_DEBUG_TEMPROOT": folder, "PYTHONDONTWRITEBYTECODE": ""})


def run(checks: tuple[Check, ...], environment: dict[str, str]) -> int:
    """Run them in this environment, and say what failed; 0 when all hold."""
    began, failed = time.monotonic(), list[Check]()
    with ThreadPoolExecutor(PROCESSORS) as several:
        static = {
            name: several.submit(_ran, arguments, environment, subprocess.PIPE)
            for name, arguments in checks
            if (name, arguments) in STATIC
        }
        for index, (name, arguments) in enumerate(checks, 1):
            print(f"--- {index} of {len(checks)}: {name} (after {time.monotonic() - began:.0f} s)", flush=True)
            ended = static[name].result() if name in static else _ran(arguments, environment)
            if ended.returncode:
                failed.append((name, arguments))
                print((ended.stdout or b"").decode(errors="replace"), end="", flush=True)
    print(f"--- {time.monotonic() - began:.0f} s in all", flush=True)
    for name, arguments in failed:
        print(f"failed: {name}; to run it alone: {Path(sys.executable).name} {' '.join(arguments)}", flush=True)
    if not failed:
        print("everything holds", flush=True)
    return 1 if failed else 0


def _ran(
    arguments: list[str], environment: dict[str, str], to: int | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run one; `to` is where what it says goes."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=to, stderr=to and subprocess.STDOUT)


if __name__ == "__main__":
    sys.exit(main())
