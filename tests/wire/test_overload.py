"""Overload: 500 people write within ten seconds, and Discord's limits hold.

Everybody writes three messages and presses **Send letter** as soon as their card shows all three. In CI the served
Discord's limits run `TIMES` times as fast as Discord's, since 500 cards in one channel take more than eight minutes at
five in five seconds. `OVERLOAD_TIMES=1` runs it at Discord's own rate; `docs/measurements.md` has what came of that.

Two and four processes do the same at Discord's own rate, fewer people with them: there they come to the limit of all
requests together. Otherwise they would not, since each who writes is asked for in every server, five of them a second.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import signal
import statistics
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor

from bot.rules.shares import RATE, SPARE
from tests import postgres
from tests.store.conftest import KEY
from tests.town import text_of
from tests.wire.discord_server import World, discord_server
from tests.wire.faults import Slow
from tests.wire.process import Process, start
from tests.wire.rates import OF_ALL, Rates
from tests.wire.trial import Server

pytestmark = pytest.mark.long

PEOPLE, MESSAGES = int(os.environ.get("OVERLOAD_PEOPLE", "500")), 3
FEWER, FEWEST = min(PEOPLE, 100), min(PEOPLE, 40)
WITHIN, FASTER = 10, 3  # seconds
TIMES = float(os.environ.get("OVERLOAD_TIMES", "20"))
#: Servers where there are several processes; requests that these make in the busiest second, at least; and how many
#: more than Discord takes may come: each process sees only what a busy machine delivers late of its own.
SERVERS, BUSY, LATE = 4, 40, 3
#: Seconds that Discord gives to answer a press.
ANSWER_WITHIN = 3
#: Seconds of each request on its way, at Discord's own rate.
ON_THE_WAY = 0.1
#: Mebibytes that the process may grow by.
ROOM = 32
NUMBER = re.compile(r"\*\*Letter (\d+)\*\*")


def words_of(person: int, message: int) -> str:
    """What somebody writes: nobody else does."""
    return (
        f"Letter of {person:03}" if message == 0 else f"Paragraph {message} of {person:03} says something of its own."
    )


@dataclass(slots=True)
class Writer:
    """Somebody who writes, and what they have seen."""

    actor: MemberActor
    index: int
    wrote: float = 0.0
    carded: float = 0.0
    pressed: bool = False


@dataclass
class Crowd:
    """All of them. It hears what happens in Discord as a client does."""

    world: World
    servers: list[Server]
    processes: list[Process]
    within: float = WITHIN
    writers: dict[int, Writer] = field(default_factory=dict)
    presses: dict[int, float] = field(default_factory=dict)
    answers: dict[int, float] = field(default_factory=dict)
    received: int = 0
    took: float = 0.0
    told: float = 0.0
    brought: float = 0.0
    rss: list[int] = field(default_factory=list)
    presses_under_way: set[asyncio.Task[Any]] = field(default_factory=set)

    def gather(self, people: int) -> None:
        """They come into the servers, each into one."""
        for index in range(people):
            actor = self.servers[index % len(self.servers)].person(f"writer{index}")
            self.writers[actor.user.dm_channel.id] = Writer(actor, index)

    def hear(self, event: str, payload: Any) -> None:
        """One event of the gateway."""
        if event == "INTERACTION_CREATE":
            self.presses[int(payload["id"])] = time.monotonic()
        elif event in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and payload["author"].get("bot"):
            writer = self.writers.get(int(payload["channel_id"]))
            if writer is not None and not writer.pressed and self._complete(writer, payload):
                writer.carded, writer.pressed = time.monotonic(), True
                task = asyncio.ensure_future(writer.actor.user.click(self._card(writer), label="Send letter"))
                self.presses_under_way.add(task)

    def _complete(self, writer: Writer, payload: Any) -> bool:
        said = str(payload["embeds"])
        return all(words_of(writer.index, message) in said for message in range(MESSAGES))

    def _card(self, writer: Writer) -> Any:
        user = writer.actor.user
        return [message for message in user.dm_channel.history(viewer=user) if message.author.bot][-1]

    def answered(self, method: str, path: str, body: Any) -> bool:
        """A request of the bot's took effect."""
        if path.startswith("/interactions/"):
            number = int(path.split("/")[2])
            if number in self.presses:
                self.answers[number] = time.monotonic() - self.presses[number]
            self.received += "Received" in str(body)
        return False

    async def write(self) -> None:
        """Everybody writes, evenly spread."""
        began = time.monotonic()
        # at ten seconds, a third of a second between the messages of one person, people one after another
        script = sorted(
            (self.within * (0.9 * writer.index / len(self.writers) + message * 0.03), message, writer.index, writer)
            for writer in self.writers.values()
            for message in range(MESSAGES)
        )
        for at, message, index, writer in script:
            await asyncio.sleep(max(0, began + at - time.monotonic()))
            await writer.actor.user.send_dm(words_of(index, message))
            writer.wrote = time.monotonic()
        self.took = time.monotonic() - began

    async def live(self) -> None:
        """From the first word to the last card at the desk."""
        self.rss.append(self.resident())
        weighing = asyncio.create_task(self.weigh())
        began, people = time.monotonic(), len(self.writers)
        try:
            self.world.patience = 60 + people / TIMES * 1.2
            await self.write()
            await self.world.until(lambda: len(self.answers) == people)
            self.told = time.monotonic() - began
            await asyncio.gather(*self.presses_under_way)
            desks = [self.world.backend.messages.setdefault(server.desk.id, {}) for server in self.servers]
            await self.world.until(lambda: sum(map(len, desks)) >= people)
        finally:
            weighing.cancel()
            self.rss.append(self.resident())
            self.brought = time.monotonic() - began

    def whole(self) -> int:
        """How many letters stand at the desk with every word."""
        said = "\n".join(text_of(card) for server in self.servers for card in server.desk.history())
        return sum(all(words_of(w.index, part) in said for part in range(MESSAGES)) for w in self.writers.values())

    def table(self) -> list[str]:
        """What came of it, for people."""
        waits = [writer.carded - writer.wrote for writer in self.writers.values() if writer.carded]
        numbers, rates = self.numbers(), self.world.rates
        assert rates is not None
        return [
            f"people                         {len(self.writers)}, {MESSAGES} messages each, within {self.took:.1f} s",
            f"limits                         Discord's, {rates.times:g} times as fast",
            f"cards that show every word     {len(waits)}, {_spread(waits)}",
            f"presses answered               {len(self.answers)}, {_spread(list(self.answers.values()))}",
            f"of them “Received”             {self.received}, the last after {self.told:.1f} s",
            f"letters whole at the desk      {self.whole()}, the last after {self.brought:.1f} s",
            f"cards in order of submission   {'yes' if numbers == [*map(sorted, numbers)] else 'no'}",
            f"refused by Discord (429)       {rates.refused.total()}",
            f"requests in the busiest second {rates.most_left()} left, {rates.busiest} came, of 50",
            f"memory before, peak, after     {self.rss[0]}, {max(self.rss)}, {self.rss[-1]} MiB",
        ]

    def check(self) -> None:
        """Nobody loses a word, everybody hears of it in time and in order, and nothing grows."""
        people, rates = len(self.writers), self.world.rates
        assert self.whole() == len(self.answers) == self.received == people
        assert self.numbers() == [[*range(1, people // len(self.servers) + 1)]] * len(self.servers)
        assert max(self.answers.values()) < ANSWER_WITHIN
        assert max(self.rss) - self.rss[0] < ROOM
        assert rates is not None
        assert rates.refused.total() < people and rates.refused["all"] <= LATE * (len(self.processes) > 1)

    async def weigh(self) -> None:
        """The memory of the bot's processes, once a second."""
        while True:
            self.rss.append(self.resident())
            await asyncio.sleep(1)

    def resident(self) -> int:
        """Mebibytes that each of them uses, in the mean."""
        return sum(resident(process.pid) for process in self.processes) // len(self.processes)

    def numbers(self) -> list[list[int]]:
        """The letters at each desk, in the order in which their cards stand."""
        return [[int(NUMBER.findall(card.content)[0]) for card in server.desk.history()] for server in self.servers]


def _spread(seconds: list[float]) -> str:
    return f"median {statistics.median(seconds or [0]):.2f} s, worst {max(seconds, default=0):.2f} s"


def resident(pid: int) -> int:
    """Mebibytes of memory that a process uses."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) // 1024


@asynccontextmanager
async def crowd(
    folder: Path, *, times: float, people: int, processes: int = 1, **granted: bool
) -> AsyncGenerator[Crowd]:
    """A crowd, and the bot: one process with one server on SQLite, or several with SERVERS on PostgreSQL."""
    async with discord_server() as world:
        world.grant(**granted)
        world.split(processes)
        world.at_once = processes
        servers = [
            Server(world, f"Commons {number}", forum=False, shard=number % processes)
            for number in range(1 if processes == 1 else SERVERS)
        ]
        settings = {"DATABASE_URL": "sqlite:///letters.db"}
        if processes > 1:
            settings = {"DATABASE_URL": await postgres.empty(), "SEAL_KEY": base64.b64encode(KEY).decode()}
        command, here = ("-m", "tests.wire.runner", str(times), world.address), Crowd(world, servers, [])
        said = list[asyncio.Task[tuple[bytes, bytes]]]()
        try:
            for number in range(1, processes + 1):
                part = {"PROCESS": f"{number}/{processes}"} if processes > 1 else {}
                here.processes.append(await start(folder, *command, DISCORD_TOKEN="a token", **settings, **part))
                said.append(asyncio.create_task(here.processes[-1].communicate()))
            here.gather(people)
            await world.until(lambda: len(world.backend.subscribers) == len(world.connections) == processes)
            for server in servers:
                await server.open()
            world.backend.subscribers.append(here.hear)
            world.strike, world.crowded = here.answered, True
            world.rates = Rates(times) if processes == 1 else Rates(times, of_members=OF_ALL)
            world.fault = lambda request: None if request.path.startswith("/interactions") else Slow(ON_THE_WAY / times)
            yield here
            for process in here.processes:
                process.send_signal(signal.SIGTERM)
        finally:
            if said:
                await asyncio.wait(said, timeout=30)
            for process in here.processes:
                if process.returncode is None:
                    process.kill()
            ends = await asyncio.gather(*said)
            (folder / "bot.log").write_bytes(b"".join(err for _, err in ends))


async def test_500_people_write_within_ten_seconds(tmp_path: Path, record_property: Any) -> None:
    async with crowd(tmp_path, times=TIMES, people=PEOPLE) as here:
        try:
            await here.live()
        finally:
            record_property("table", here.table())
    here.check()


async def test_without_the_members_intent_presses_are_answered_in_time(tmp_path: Path, record_property: Any) -> None:
    """Then whoever writes is asked for one by one, five a second in a server."""
    async with crowd(tmp_path, times=TIMES, people=FEWER, members=False) as here:
        try:
            await here.live()
        finally:
            record_property("table", here.table())
    here.check()


@pytest.mark.parametrize("processes", [2, 4])
async def test_several_processes_come_near_discord_s_limit_together_keep_it_and_lose_nothing(
    tmp_path: Path, record_property: Any, processes: int
) -> None:
    """Most people are in servers of others than the one with the direct messages, which asks them."""
    async with crowd(tmp_path, times=min(TIMES, 1), people=FEWEST, processes=processes) as here:
        here.within = FASTER
        try:
            await here.live()
        finally:
            record_property("table", here.table())
    here.check()
    assert here.world.rates is not None and BUSY <= here.world.rates.most_left() <= RATE - SPARE
