"""The archive of many letters: how long writing its site takes, and how much memory."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from bench import databases
from bench.table import Found
from bot.sealing.names import SEALED
from bot.sealing.seal import Seal

SERVER, LETTERBOX = 1, 1
#: Words that letters are made of, and how many one has: frequent ones are much more frequent, as in any language.
VOCABULARY, LENGTH = 30_000, 220


async def measure(folder: Path, letters: int, times: int, found: Found) -> None:
    """Writes the site of so many letters, then once more, with nothing changed."""
    folder.mkdir(parents=True)  # noqa: ASYNC240
    path = folder / "letters.db"
    await databases.write(path, letters, Seal(databases.KEY))
    count = await asyncio.to_thread(_publish, path, Seal(databases.KEY))
    name = f"the archive of {count:,} letters"
    for number in range(times):
        site = folder / f"site-{number}"
        for said in (name, f"{name}, nothing changed"):
            wall, cpu, memory = await asyncio.to_thread(_run, path, site)
            found.add(said, "s", wall)
            found.add(said, "s CPU", cpu)
            found.add(said, "MB at most", memory)
    files = [each for each in (folder / "site-0").rglob("*") if each.is_file()]
    found.add(f"{name}, its files", "MB", sum(each.stat().st_size for each in files) / 1e6, f"{len(files):,} files")
    pages = [each.stat().st_size / 1e3 for each in files if each.parent.name == "letter"]
    found.add(f"{name}, its largest page", "kB", max(pages))
    found.add(
        f"{name}, a file of its search", "kB", max(each.stat().st_size for each in files if "words-" in each.name) / 1e3
    )


def _publish(path: Path, seal: Seal) -> int:
    """Makes every letter a published one of one server, with words of its own, and returns how many there are."""
    chance = random.Random(1)  # noqa: S311
    words = ["".join(chance.choices("abcdefghiklmnoprstuvw", k=chance.randint(2, 10))) for _ in range(VOCABULARY)]
    weights = [1 / (rank + 2) for rank in range(VOCABULARY)]
    about = SEALED["part"]["sealed_text"]
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE letter SET number = NULL, state = 'draft'")
        ids = [row[0] for row in database.execute("SELECT id FROM letter WHERE published_at > 0 ORDER BY published_at")]
        for number, letter_id in enumerate(ids, 1):
            database.execute(
                "UPDATE letter SET guild_id = ?, letterbox_id = ?, number = ?, state = 'published', archive = 'told' "
                "WHERE id = ?",
                (SERVER, LETTERBOX, number, letter_id),
            )
            text = " ".join(chance.choices(words, weights, k=LENGTH))
            database.execute(
                "UPDATE part SET sealed_text = ? WHERE letter_id = ?",
                (seal.seal(text.encode(), about.format(letter_id=letter_id)), letter_id),
            )
        (settings,) = database.execute("SELECT settings FROM letterbox WHERE id = ?", (LETTERBOX,)).fetchone()
        settings = json.dumps({**json.loads(settings), "archive": True})
        database.execute("UPDATE letterbox SET settings = ? WHERE id = ?", (settings, LETTERBOX))
        database.commit()
        return len(ids)


def _run(path: Path, site: Path) -> tuple[float, float, float]:
    """Returns the seconds that one run takes, those of its processor time, and the most memory that it holds, in MB."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}", "SEAL_KEY": databases.KEY_TEXT}
    command = [sys.executable, "-m", "bot", "archive", "--server", str(SERVER), "--out", str(site)]
    begun = time.perf_counter()
    quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, **quiet) as process:  # noqa: S603 - our own program
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError("the archive was not written")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3
