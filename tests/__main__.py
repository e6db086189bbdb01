"""Everything that must hold, in one command: `python -m tests`. CI runs the same.

Style, types, import rules, then the whole suite with branch coverage of `bot` and `cogs`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Each check by name, as arguments to this Python.
CHECKS = (
    ("style", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "pyright", "--pythonpath", sys.executable]),  # else it asks whichever python comes first on PATH
    ("import rules", ["-c", "from importlinter.cli import lint_imports_command as run; run()"]),
    ("tests", ["-m", "coverage", "run", "-m", "pytest", "-n", "auto"]),
    ("coverage data", ["-m", "coverage", "combine", "-q"]),
    ("coverage", ["-m", "coverage", "report"]),
)


def main() -> int:
    """Run every check, the later ones too when one fails; 0 when all hold."""
    failed: list[str] = []
    for name, arguments in CHECKS:
        print(f"--- {name}", flush=True)
        if subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "everything holds", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
