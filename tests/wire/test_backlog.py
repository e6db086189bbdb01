"""A backlog in many letterboxes leaves within Discord's limits: it refuses nothing, and nobody waits for the longest.

Discord's limits are its own, and a request is on its way for a tenth of a second. Only counts are asserted.
"""

from __future__ import annotations

import asyncio
import base64
import random
import signal
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import life
from bot.letter import Part, Person, State, new_id
from bot.life.office import Office
from bot.sealing.names import author_of
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from tests.store.conftest import KEY
from tests.wire.discord_server import World, discord_server
from tests.wire.faults import Slow
from tests.wire.process import start
from tests.wire.rates import OF_ALL, Rates
from tests.wire.trial import Server

ON_THE_WAY = 0.1
#: Letters in each letterbox: one has most of them, and they are the oldest.
BACKLOG = (20, *[4] * 11)
MODERATOR = 10**17


@dataclass(slots=True)
class Listening(Rates):
    """Discord's limits, and in which channel letters came to stand, in their order."""

    published: list[int] = field(default_factory=list[int])
    refusals: list[str] = field(default_factory=list[str])

    def ask(self, method: str, path: str) -> Any:
        refused, headers = Rates.ask(self, method, path)  # by name: `slots` makes the class anew
        if refused is not None:
            self.refusals.append(f"{method} {path} {refused.headers['X-RateLimit-Reset-After']}")
        if refused is None and method == "POST" and path.endswith("/messages"):
            self.published.append(int(path.split("/")[2]))
        return refused, headers


async def approve(world: World, path: Path, servers: list[Server]) -> None:
    """A database in which these letters were approved, and none has left."""
    seal = Seal(KEY)
    store = SqliteStore(path, seal)
    await store.open()
    office = Office(store, seal, lambda: datetime.now(UTC), store.transaction, random.Random(1))
    for server, letters in zip(servers, BACKLOG, strict=True):
        async with store.transaction() as tx:
            ids = server.guild.id, server.letters.id, server.desk.id
            home = await tx.save_settings(replace(await tx.save_letterbox(*ids, None, ["To you"]), notice_delay=0))
        for number in range(letters):
            async with store.transaction() as tx:
                letter_id, wren = new_id(), server.person(f"wren{number}")
                person = Person(wren.id, wren.user.dm_channel.id)
                draft = await tx.add_letter(letter_id, seal.seal_person(person, author_of(letter_id)), home)
                await tx.save_parts(letter_id, [Part("As it was.")])
                await tx.save_draft(replace(draft, title=f"Letter of {number}", category="To you"))
                await tx.set_number(letter_id, await tx.next_number(home.guild_id), office.now)
                await tx.move(letter_id, State.DRAFT, State.HELD)
            await life.review.approve(office, home.guild_id, letter_id, MODERATOR)
    await store.close()


def left(path: Path) -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute("SELECT COUNT(*) FROM delivery").fetchone()[0]


async def test_a_backlog_leaves_without_a_refusal_and_letterboxes_take_turns(tmp_path: Path) -> None:
    async with discord_server() as world:
        servers = [Server(world, f"Server {number}", forum=False) for number in range(len(BACKLOG))]
        await approve(world, tmp_path / "letters.db", servers)
        rates = world.rates = Listening()
        world.fault = lambda _: Slow(ON_THE_WAY)
        process = await start(
            tmp_path,
            "-m",
            "tests.wire.runner",
            world.address,
            DISCORD_TOKEN="a token",
            DATABASE_URL="sqlite:///letters.db",
            SEAL_KEY=base64.b64encode(KEY).decode(),
        )
        said = asyncio.create_task(process.communicate())
        try:
            async with asyncio.timeout(120):
                while left(tmp_path / "letters.db"):  # noqa: ASYNC110 - nobody tells when it is empty
                    await asyncio.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(asyncio.shield(said), 30)
        finally:
            with suppress(ProcessLookupError):
                process.kill()
    assert [len(server.published()) for server in servers] == [*BACKLOG]
    assert not rates.refusals
    assert rates.busiest <= OF_ALL[0]
    order = [channel for channel in rates.published if channel in {server.letters.id for server in servers}]
    early = Counter(order[: 4 * len(BACKLOG)])  # as many as if all had had the same turns
    assert early[servers[0].letters.id] <= 2 * BACKLOG[1] + 5, early
