"""A backlog: approved letters that wait in many letterboxes, and how fast they leave within Discord's own limits.

Time passes as fast as ours, and each request is on its way for a tenth of a second, so the limits bind and not the
machine.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any

from bench import databases
from bench.life import TEXT
from bench.servers import grow
from bench.subject import subject
from bench.table import Found
from bot import life, words
from bot.letter import Part, Person, State, new_id
from bot.life.office import Office
from bot.sealing.names import author_of
from bot.sealing.seal import Seal
from bot.store.engine import Store
from bot.store.sqlite import SqliteStore
from tests.wire.discord_server import World
from tests.wire.faults import Slow
from tests.wire.rates import ANSWERS, IN_A_CHANNEL, OF_ALL, Rates

#: Seconds of each request on its way, and between two looks.
ON_THE_WAY, LOOK = 0.1, 0.2
AUTHORS = 200
MODERATOR = 10**17


@dataclass(slots=True)
class Watched(Rates):
    """Discord's limits, and how the bot fares with them."""

    asked: list[float] = field(default_factory=list[float])  #: when, in seconds: whatever counts towards fifty a second
    routes: Counter[str] = field(default_factory=Counter)  #: requests in each of the buckets
    foreseeable: int = 0  #: refusals of what the bot had been told would be refused, or knows itself
    #: From when until when a bucket is known to be empty.
    _told: dict[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])

    def ask(self, method: str, path: str) -> tuple[Any, dict[str, str]]:
        """Does what Discord does, and notes it."""
        refused, headers = Rates.ask(self, method, path)  # by name: `slots` makes the class anew
        if ANSWERS.match(path):
            return refused, headers
        now, said = time.monotonic(), headers if refused is None else refused.headers
        bucket = f"{said.get('X-RateLimit-Bucket')} of {'/'.join(path.split('/')[1:3])}"
        if refused is not None:
            known, until = self._told.get(bucket, (0.0, 0.0))
            self.foreseeable += "X-RateLimit-Global" in said or known <= now < until
            return refused, headers
        self.asked.append(now)
        if "X-RateLimit-Bucket" in headers:
            self.routes[bucket] += 1
            if headers["X-RateLimit-Remaining"] == "0":  # the bot knows when the answer has arrived
                self._told[bucket] = now + ON_THE_WAY, now + float(headers["X-RateLimit-Reset-After"])
        return refused, headers

    def share(self, until: float | None = None) -> float:
        """Returns how fast it went, in percent of how fast these requests may go at best.

        `until` is when it was given up, where some never came: in seconds of the clock of `asked`.
        """
        limit, seconds = IN_A_CHANNEL
        slowest = max((ceil(asked / limit) - 1) * seconds for asked in self.routes.values()) if self.routes else 0
        if not self.asked:
            return 0
        best = max(len(self.asked) / OF_ALL[0], slowest)
        return 100 * best / max((until or self.asked[-1]) - self.asked[0], best)


async def measure(folder: Path, letters: int, letterboxes: int, patience: float, found: Found) -> None:
    """Measures how such a backlog leaves, for at most `patience` seconds."""
    name, rates = f"a backlog of {letters:,} letters in {letterboxes} letterboxes", Watched()

    async def fill(world: World) -> None:
        seal = Seal(databases.KEY)
        await approve(world, SqliteStore(folder / "letters.db", seal), seal, letters, letterboxes)
        world.rates, world.fault = rates, lambda _: Slow(ON_THE_WAY)

    async with subject("bot", folder, speed=1, before=fill, SEAL_KEY=databases.KEY_TEXT) as bot:
        await bot.world.until(lambda: bot.said(words.host.STARTED))
        began, small = time.monotonic(), bot.resident()
        rates.asked.clear()
        rates.routes.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while left(folder):  # noqa: ASYNC110 - nobody tells when it is empty
                    await asyncio.sleep(LOOK)
        took, published = time.monotonic() - began, letters - left(folder, "letter WHERE state = 'approved'")
        _say(name, rates, took, published / letters, bot.resident() - small, found)


def _say(name: str, rates: Watched, took: float, done: float, grown: float, found: Found) -> None:
    found.add(f"{name}, published", "%", 100 * done)
    found.add(f"{name}, time", "s", took)
    found.add(
        f"{name}, refusals (429)", "", rates.refused.total(), ", ".join(f"{n} {of}" for of, n in rates.refused.items())
    )
    found.add(f"{name}, foreseeable refusals", "", rates.foreseeable)
    found.add(f"{name}, of what Discord allows", "%", rates.share(None if done == 1 else time.monotonic()))
    found.add(f"{name}, memory grows by", "MB", grown)


def left(folder: Path, what: str = "delivery") -> int:
    """Returns how many rows there are."""
    with closing(sqlite3.connect(f"file:{folder / 'letters.db'}?mode=ro", uri=True)) as database:
        return database.execute(f"SELECT COUNT(*) FROM {what}").fetchone()[0]  # noqa: S608 - names of ours


async def approve(world: World, store: Store, seal: Seal, letters: int, letterboxes: int) -> None:
    """Fills a database, which is open meanwhile: so many letters were approved, and none has left."""
    servers = [*grow(world, letterboxes)]
    writers = [world.create_user(f"writer{number}") for number in range(min(AUTHORS, letters))]
    for writer in writers:
        for server in servers:
            server.guild.add_member(writer)
    people = [Person(writer.id, writer.dm_channel.id) for writer in writers]
    await store.open()
    office = Office(store, seal, lambda: datetime.now(UTC), store.transaction, random.Random(1))  # noqa: S311
    try:
        async with store.transaction() as tx:
            homes = [
                await tx.save_settings(
                    replace(
                        await tx.save_letterbox(each.guild.id, each.letters.id, each.desk.id, None, ["To you"]),
                        notice_delay=0,
                    )
                )
                for each in servers
            ]
        for number in range(letters):
            letter_id, home = new_id(), homes[number % len(homes)]
            async with store.transaction() as tx:
                author = seal.seal_person(people[number % len(people)], author_of(letter_id))
                draft = await tx.add_letter(letter_id, author, home)
                await tx.save_parts(letter_id, [Part(TEXT)])
                await tx.save_draft(replace(draft, title=f"Letter of {number:05}", category="To you"))
                await tx.set_number(letter_id, await tx.next_number(home.guild_id), office.now)
                await tx.move(letter_id, State.DRAFT, State.HELD)
            await life.review.approve(office, home.guild_id, letter_id, MODERATOR)
    finally:
        await store.close()
