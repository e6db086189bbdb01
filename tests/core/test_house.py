"""The house stays one that a stranger finds their way in: few rooms on the top floor, no long files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS, LINES = 18, 300


def test_the_top_floor_has_few_rooms() -> None:
    rooms = {path.stem for path in (ROOT / "bot").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert len(rooms - {"__init__"}) <= ROOMS, sorted(rooms)


def test_no_file_of_code_is_long() -> None:
    files = [path for folder in ("bot", "cogs", "bench", "translate") for path in (ROOT / folder).rglob("*.py")]
    long = {path.relative_to(ROOT).as_posix(): lines for path in files if (lines := _lines(path)) > LINES}
    assert len(files) > 100 and not long


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_the_bot_itself_imports_no_pillow() -> None:
    """Four megabytes, and decoders that hostile files are for: they belong into the processes that clean pictures."""
    code = "import sys, bot.client; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
