"""The rounds of measuring: the bot and the bare one in turns, then what is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import databases, syscalls
from bench.counters import NAMES
from bench.life import Lived, Village
from bench.subject import Subject, subject
from bench.table import Row
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int
    letters: int  #: in each round
    database: int  #: letters in the database that a start is measured with; 0: no start is measured


QUICK, FULL = Size(2, 2, 1_000), Size(5, 10, 100_000)
Act = Callable[[Village], Awaitable[Lived]]


@dataclass(slots=True)
class Found:
    """Every value of each row; the rows are in the order in which they were found."""

    values: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, unit: str, value: float) -> None:
        """Adds a value to a row."""
        self.values[name, unit].append(value)

    def lacks(self, name: str, unit: str, why: str) -> None:
        """Adds a row without values, and why it has none."""
        self.values[name, unit] = []
        self.notes[name] = why

    def rows(self) -> list[Row]:
        """Returns the rows."""
        return [Row(name, unit, values, self.notes.get(name, "")) for (name, unit), values in self.values.items()]


async def measure(folder: Path, size: Size) -> list[Row]:
    """Returns everything that can be measured here. `folder` is for the bots' files."""
    found = Found()
    await _beside_bare(folder / "text", size, found)
    for forum in (False, True):
        await _counts(folder / f"counts-{forum}", forum, size, found)
    if size.database:
        await _start(folder / "start", size, found)
    return found.rows()


async def _beside_bare(folder: Path, size: Size, found: Found) -> None:
    """Measures both bots in turns, so that whatever else the machine does affects both."""
    async with subject("bot", folder / "bot") as bot, subject("bare", folder / "bare") as bare:
        found.add("memory at start, above bare", "MB", bot.resident() - bare.resident())
        villages = [await _village(each, forum=False) for each in (bot, bare)]
        for _ in range(size.rounds):
            for name, act in (("a letter", Village.letter), ("a response", Village.response)):
                (ours, mine), (theirs, bares) = [await _round(each, act, size.letters) for each in villages]
                found.add(f"CPU of {name}", "× bare", mine / bares)
                found.add(f"CPU of {name}", "ms", mine)
                found.add(f"CPU of {name}, bare", "ms", bares)
                if act is Village.letter:
                    for one, other in zip(ours, theirs, strict=True):
                        found.add("first answer", "× bare", one.first_answer / other.first_answer)
                        found.add("first answer", "ms", one.first_answer)
                        found.add("click to published", "× bare", one.published / other.published)
                        found.add("click to published", "ms", one.published)
        found.add("memory after, above bare", "MB", bot.resident() - bare.resident())


async def _counts(folder: Path, forum: bool, size: Size, found: Found) -> None:
    """Counts requests, what the bot counts of itself, and system calls where there is strace."""
    where = "forum" if forum else "text"
    async with subject("bot", folder, counting=True) as bot:
        village = await _village(bot, forum=forum)
        for _ in range(size.letters):
            before, lived = bot.counted(), await village.letter()
            found.add(f"counted requests of a letter, {where}", "", lived.requests.total())
            for name in NAMES if not forum else ():
                found.add(f"{name} of a letter", "", bot.counted()[name] - before[name])
            before = bot.counted()
            await village.response()
            for name in NAMES if not forum else ():
                found.add(f"{name} of a response", "", bot.counted()[name] - before[name])
        if not forum:
            await _system_calls(bot, village, size, found)


async def _system_calls(bot: Subject, village: Village, size: Size, found: Found) -> None:
    for _ in range(size.letters):
        async with syscalls.counted(bot.process.pid) as calls:
            await village.letter()
        for name in syscalls.CALLS:
            if calls:
                found.add(f"{name} of a letter", "", calls[name])
            else:
                found.lacks(f"{name} of a letter", "", "no strace, or it may not look")


async def _start(folder: Path, size: Size, found: Found) -> None:
    """Measures the CPU time until connected, with a database of this size and with an empty one, in turns."""
    for name, letters in (("empty", 0), ("full", size.database)):
        (folder / name).mkdir(parents=True)
        settings = Settings.from_env({"DATABASE_URL": f"sqlite:///{folder / name / 'letters.db'}"})
        await databases.write(folder / name / "letters.db", letters, Seal(*keys.present(settings)))
    for _ in range(size.rounds):
        took = {name: await _started(folder / name) for name in ("empty", "full")}
        found.add(f"start with {size.database:,} letters ÷ with none", "× CPU", took["full"] / took["empty"])


async def _started(folder: Path) -> float:
    async with subject("bot", folder) as bot:
        return bot.cpu()


async def _village(each: Subject, *, forum: bool) -> Village:
    """Returns a village that is open and warm: the first letter and the first response are not counted."""
    village = Village(each, forum=forum)
    await village.open()
    await village.letter()
    await village.response()
    return village


async def _round(village: Village, act: Act, times: int) -> tuple[list[Lived], float]:
    """Returns what each act cost, and the milliseconds of processor time for each."""
    before = village.subject.cpu()
    lived = [await act(village) for _ in range(times)]
    return lived, (village.subject.cpu() - before) / times
