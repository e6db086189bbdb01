"""Searching: how long a letterbox's index takes to be filled, what it holds, and how long it takes to answer.

The letters are of the lengths of `databases`, in words of a made-up language: 40,000 of them, as often as words are.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from bench.databases import KEY, LENGTHS
from bench.table import Found
from bot.letter import Letterbox
from bot.sealing.names import SEALED
from bot.sealing.seal import Seal
from bot.search.index import Asked
from bot.search.shelves import Limits, Shelves
from bot.store.sqlite import SqliteStore

CHANNEL, BATCH, TIMES = 11, 1_000, 5
WORDS, ENDINGS = 40_000, ("", "", "", "s", "ing", "ed", "ly")
LETTER = """INSERT INTO letter
(id, state, letterbox_id, guild_id, number, turn, sealed_title, published_at, channel_id)
VALUES (?, 'published', 1, 1, ?, ?, ?, ?, ?)"""
PART = "INSERT INTO part (letter_id, position, sealed_text) VALUES (?, 0, ?)"


class Tongue:
    """Words of a made-up language; the first are said most."""

    def __init__(self) -> None:
        self._chance = random.Random(1)  # noqa: S311 - fills space, hides nothing
        self.words = [self._word() for _ in range(WORDS)]
        self._often = [*accumulate(1 / (place + 2.7) for place in range(WORDS))]

    def _word(self) -> str:
        chosen = self._chance.choice
        syllables = [chosen("bcdfgklmnprst") + chosen("aeiou") for _ in range(self._chance.randint(1, 5))]
        return "".join(syllables) + chosen(ENDINGS)

    def text(self, characters: int) -> str:
        """Returns about so many characters."""
        return " ".join(self._chance.choices(self.words, cum_weights=self._often, k=max(characters // 8, 1)))

    def letter(self) -> str:
        """Returns a letter of a length that letters have."""
        return self.text(self._chance.choice(LENGTHS["part"]))


async def measure(folder: Path, letters: int, of: int, found: Found) -> None:
    """Measures filling an index with so many letters `of` a letterbox, and asking it. Those before them are there, and
    have no text: they are older than what can be found."""
    folder.mkdir(parents=True)  # noqa: ASYNC240
    seal, tongue = Seal(KEY), Tongue()
    store = SqliteStore(folder / "letters.db", seal)
    await store.open()
    try:
        async with store.transaction() as tx:
            box = await tx.save_letterbox(1, CHANNEL, 12, None, ["To you"])
        await asyncio.to_thread(_write, folder / "letters.db", range(of - letters + 1, of + 1), seal, tongue)
        shelves = Shelves(store, seal, lambda: datetime.now(UTC), Limits())
        await _filling(shelves, box, f"an index of {of:,} letters", found)
        await _asking(shelves, box, store, tongue, f"asking {of:,} letters", found)
        await shelves.close()
    finally:
        await store.close()


def _write(path: Path, numbers: range, seal: Seal, tongue: Tongue) -> None:
    names = SEALED["letter"]["sealed_title"], SEALED["part"]["sealed_text"]
    with closing(sqlite3.connect(path)) as database:
        older = [(secrets.randbits(62), n, n, None, 1_700_000_000 + n, CHANNEL) for n in range(1, numbers.start)]
        database.executemany(LETTER, older)
        for first in range(0, len(numbers), BATCH):
            ids = {number: secrets.randbits(62) for number in numbers[first : first + BATCH]}
            titles = {number: seal.seal(tongue.text(30).encode(), names[0].format(id=of)) for number, of in ids.items()}
            texts = [(of, seal.seal(tongue.letter().encode(), names[1].format(letter_id=of))) for of in ids.values()]
            database.executemany(LETTER, [(of, n, n, titles[n], 1_700_000_000 + n, CHANNEL) for n, of in ids.items()])
            database.executemany(PART, texts)
            database.commit()


async def _filling(shelves: Shelves, box: Letterbox, name: str, found: Found) -> None:
    held = [0.0]
    watching = asyncio.create_task(_watch(held))
    wall, cpu = time.perf_counter(), time.process_time()
    shelf = await shelves.filled(box)
    found.add(f"{name}: filled in", "s", time.perf_counter() - wall, f"{shelf.index.count:,} can be found")
    found.add(f"{name}: filled in", "s of processor time", time.process_time() - cpu)
    found.add(f"{name}: the loop was held for at most", "ms", held[0] * 1000)
    found.add(f"{name}: of memory", "bytes a letter", shelf.index.size / shelf.index.count)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def _watch(held: list[float]) -> None:
    """Notes for how long nothing else had its turn."""
    last = time.perf_counter()
    while True:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        held[0], last = max(held[0], now - last - 0.001), now


async def _asking(
    shelves: Shelves, box: Letterbox, store: SqliteStore, tongue: Tongue, name: str, found: Found
) -> None:
    common, known, rare = tongue.words[1], tongue.words[60], tongue.words[5_000]
    questions = {
        "a word that most have": common,
        "two of them": f"{common} {tongue.words[2]}",
        "a word that some have": known,
        "words that follow each other": f'"{common} {tongue.words[0]}"',
        "five words": " ".join(tongue.words[500:505]),
        "words of which none has all": f"{common} {rare} zzz",
        "the beginning of a word": f"{tongue.words[300][:4]}*",
    }
    for what, words in questions.items():
        asked = Asked(words, frozenset({CHANNEL}))
        await _timed(f"{name}: {what}", lambda asked=asked: shelves.find(box, asked, 200), found)
    async with store.reading() as tx:
        (newest, *_), _ = await tx.public_letters(box, 1, 2**62)
    title, text = newest.opened(Seal(KEY))
    await _timed(f"{name}: letters like one", lambda: shelves.most_like(box, title, text, "sfw"), found)

    async def change() -> None:
        shelves.look_again([newest.id])
        await shelves.true_again()

    await _timed(f"{name}: until a changed letter left every byte", change, found)


async def _timed(name: str, ask: Callable[[], Awaitable[Any]], found: Found) -> None:
    for _ in range(TIMES):
        wall, cpu = time.perf_counter(), time.process_time()
        await ask()
        found.add(name, "ms", (time.perf_counter() - wall) * 1000)
        found.add(name, "ms of processor time", (time.process_time() - cpu) * 1000)
