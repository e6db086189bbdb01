"""The rounds of measuring: the bot and the bare one in turns, then what is counted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bench import backlog, large, pages, processes, search, servers, syscalls
from bench.counters import NAMES
from bench.life import QUIET, Lived, Village
from bench.subject import Subject, subject
from bench.table import Found, Row


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int
    letters: int  #: in each round
    many_letters: int = 0  #: after which memory is looked at once more; here and below, 0: not measured
    database: int = 0  #: letters in the database beside which a start and a tick are measured
    servers: int = 0  #: that the bot is in until it is ready
    letterboxes: int = 0  #: that the bot has when it gets a direct message
    backlog: tuple[int, int, float] | None = None  #: letters, letterboxes, seconds that it may take
    #: Letters with a text in a letterbox that is searched, and how many there are with those before them.
    searched: tuple[tuple[int, int], ...] = ()
    archive: int = 0  #: letters of which a site is written
    processes: tuple[int, ...] = ()  #: how many of them publish together


QUICK = Size(1, 2, 6, 2_000, 20, 30, (60, 12, 60), ((300, 400),), 200, (1, 2))
FULL = Size(5, 10, 200, 100_000, 250, 2_000, (1_000, 50, 180), ((20_000, 20_000), (60_000, 500_000)), 10_000, (1, 2, 4))
#: Seconds without a request after which an act is taken to be over where nothing is counted.
HARDLY = 0.02
Act = Callable[[Village], Awaitable[Lived]]


async def measure(folder: Path, size: Size, database: Path | None = None) -> list[Row]:
    """Returns everything that can be measured here.

    `folder` is for the bots' files. `database`, if there is one, is a file of `size.database` letters that
    `bench.databases` wrote.
    """
    found = Found()
    await _beside_bare(folder / "text", size, found)
    for forum in (False, True):
        await _counts(folder / f"counts-{forum}", forum, size, found)
    if size.many_letters:
        await _memory(folder / "memory", size, found)
    if size.database:
        await large.measure(folder / "large", size.database, database, size.rounds, found)
    if size.servers:
        await servers.until_ready(folder / "ready", size.servers, min(size.rounds, 3), found)
    if size.letterboxes:
        await servers.direct_message(folder / "message", size.letterboxes, size.rounds, found)
    if size.archive:
        await pages.measure(folder / "archive", size.archive, 1, found)
    if size.backlog:
        await backlog.measure(folder / "backlog", *size.backlog, found)
    if size.processes:
        await processes.measure(folder / "processes", size.many_letters, size.processes, found)
    for letters, of in size.searched:
        await search.measure(folder / f"search-{of}", letters, of, found)
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


async def _memory(folder: Path, size: Size, found: Found) -> None:
    """Measures how much memory the bot uses after many letters, beside what it used after a few."""
    async with subject("bot", folder) as bot:
        village = await _village(bot, forum=False, quiet=HARDLY)
        before = 0.0
        for number in range(size.many_letters):
            if number == size.letters:
                before = bot.resident()
            await village.letter()
        found.add(
            f"memory after {size.many_letters} letters, above after {size.letters}", "MB", bot.resident() - before
        )


async def _village(each: Subject, *, forum: bool, quiet: float = QUIET) -> Village:
    """Returns a village that is open and warm: each writer's first letter and the first response are not counted."""
    village = Village(each, forum=forum, quiet=quiet)
    await village.open()
    for _ in village.writers:
        await village.letter()
    await village.response()
    return village


async def _round(village: Village, act: Act, times: int) -> tuple[list[Lived], float]:
    """Returns what each act cost, and the milliseconds of processor time for each."""
    before = village.subject.cpu()
    lived = [await act(village) for _ in range(times)]
    return lived, (village.subject.cpu() - before) / times
