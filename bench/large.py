"""Beside many letters: a start, and what the bot does over and over."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench import databases, ticks
from bench.subject import subject
from bench.table import Found
from bot.sealing.seal import Seal

SMALL = 1_000
#: How many times a statement's cost may grow from SMALL letters on.
MAY_GROW = 3


async def measure(folder: Path, letters: int, database: Path | None, times: int, found: Found) -> None:
    """Measures both rows beside so many letters, or beside those in `database`, of which it takes a copy."""
    folder.mkdir(parents=True)  # noqa: ASYNC240
    paths = {name: folder / name / "letters.db" for name in ("empty", "small", "full")}
    for path, size in zip(paths.values(), (0, SMALL, letters), strict=True):
        path.parent.mkdir()
        if size == letters and database is not None:
            shutil.copyfile(database, path)
        else:
            await databases.write(path, size, Seal(databases.KEY))
    await _start(paths, letters, times, found)
    await _ticks(paths, letters, times, found)


async def _start(paths: dict[str, Path], letters: int, times: int, found: Found) -> None:
    """Measures the CPU time until connected, with a database of this size and with an empty one, in turns."""
    for path in paths.values():
        await _started(path.parent)  # migrated, and in the machine's memory
    for _ in range(times):
        took = {name: await _started(paths[name].parent) for name in ("empty", "full")}
        found.add(f"start with {letters:,} letters ÷ with none", "× CPU", took["full"] / took["empty"])


async def _started(folder: Path) -> float:
    async with subject("bot", folder, SEAL_KEY=databases.KEY_TEXT) as bot:
        return bot.cpu()


async def _ticks(paths: dict[str, Path], letters: int, times: int, found: Found) -> None:
    small, large = [await ticks.costs(paths[name], Seal(databases.KEY), times) for name in ("small", "full")]
    name = f"a tick beside {letters:,} letters ÷ {SMALL:,}"
    for few, many in zip(small, large, strict=True):
        grown = ticks.ratios(few, many)
        for place, unit in enumerate(("steps", "time")):
            worst = max(grown, key=lambda each: grown[each][place])
            too_much = sum(ratio[place] > MAY_GROW for ratio in grown.values())
            found.add(
                f"{name}, its worst statement", f"× {unit}", grown[worst][place],
                f"{worst}; {too_much} of {len(grown)} above {MAY_GROW}",
            )  # fmt: skip
        found.add(name, "× time", ticks.total(many) / ticks.total(few))
        found.add(f"a tick beside {letters:,} letters", "ms", ticks.total(many))
