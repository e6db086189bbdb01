"""What the host does with the bot stopped: `key rotate`. Said on standard output; progress on standard error."""

from __future__ import annotations

import os
import sys
from contextlib import aclosing
from typing import TextIO

from bot import keys, words
from bot.errors import StoreError
from bot.seal import Seal
from bot.settings import Settings
from bot.store.sqlite import SqliteStore

BAR_WIDTH = 30
#: Without a terminal, a line each time so much more is done. Percent.
STEP = 10


async def rotate(settings: Settings) -> str:
    """Change the key: seal everything anew. May be broken off anywhere and begun again; gives what to say at the end.

    Raises SetupError: no database, a wrong key, the bot is running, no new key.
    """
    if not settings.database_path.exists():
        raise StoreError(words.DATABASE_MISSING.format(path=settings.database_path))
    seal = Seal(*keys.present(settings))
    store = SqliteStore(settings.database_path, seal)
    await store.open()
    try:
        seal.turn_to(keys.upcoming(settings))
        resealed = await _reseal(store)
        keys.changed(settings)
    finally:
        await store.close()
    where = words.ROTATED_ENV if settings.seal_key else words.ROTATED_FILE.format(path=settings.key_path)
    return f"{words.resealed(resealed)} {where}"


async def _reseal(store: SqliteStore) -> int:
    """Seal everything anew, and show how far it is; gives how many values were."""
    show, resealed = Bar(sys.stderr), 0
    async with aclosing(store.reseal()) as steps:
        async for step in steps:
            show.at(step.seen, step.total)
            resealed = step.resealed
    show.finish()
    return resealed


class Bar:
    """Progress: a bar that moves on a terminal, now and then a line anywhere else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._moves = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._said = -STEP

    def at(self, done: int, total: int) -> None:
        """So much of it is done."""
        percent = 100 * done // total if total else 100
        text = f"{words.ROTATING}: {percent} % ({done:,} / {total:,})"
        if self._moves:
            filled = BAR_WIDTH * percent // 100
            self._write(f"\r\x1b[K{'█' * filled}{'░' * (BAR_WIDTH - filled)} {text}")
        elif percent >= self._said + STEP:
            self._said = percent
            self._write(f"{text}\n")

    def finish(self) -> None:
        """Leave the line."""
        if self._moves:
            self._write("\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
