"""Overload: 500 people write within ten seconds, and Discord's limits hold.

Everybody writes three messages and presses **Send letter** as soon as their card shows all three. In CI the served
Discord's limits run `TIMES` times as fast as Discord's, since 500 cards in one channel take more than eight minutes at five
in five seconds. `OVERLOAD_TIMES=1` runs it at Discord's own rate; `docs/measurements.md` has what came of that.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import statistics
import time
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor

from tests.town import text_of
from tests.wire.discord_server import Request, World, discord_server
from tests.wire.faults import Slow
from tests.wire.process import start
from tests.wire.rates import Rates
from tests.wire.trial import Server

PEOPLE, MESSAGES = int(os.environ.get("OVERLOAD_PEOPLE", "500")), 3
WITHIN = 10  # seconds
TIMES = float(os.environ.get("OVERLOAD_TIMES", "20"))
#: Seconds that Discord gives to answer a press.
ANSWER_WITHIN = 3
#: Seconds of each request on its way, at Discord's own rate.
ON_THE_WAY = 0.1
#: Mebibytes that the process may grow by.
ROOM = 64
NUMBER = re.compile(r"\*\*Letter (\d+)\*\*")


def words_of(person: int, message: int) -> str:
    """What somebody writes: nobody else does."""
    return f"Letter of {person:03}" if message == 0 else f"Paragraph {message} of {person:03} says something of its own."


@dataclass(slots=True)
class Writer:
    """Somebody who writes, and what they have seen."""

    actor: MemberActor
    place: int
    began: float = 0.0
    wrote: float = 0.0
    carded: float = 0.0
    pressed: bool = False


@dataclass
class Crowd:
    """All of them. It hears what happens in Discord as a client does."""

    world: World
    server: Server
    process: asyncio.subprocess.Process
    writers: dict[int, Writer] = field(default_factory=dict)
    presses: dict[int, float] = field(default_factory=dict)
    answers: dict[int, float] = field(default_factory=dict)
    received: int = 0
    took: float = 0.0
    rss: list[int] = field(default_factory=list)
    presses_under_way: set[asyncio.Task[Any]] = field(default_factory=set)

    def gather(self, people: int) -> None:
        """They come into the server."""
        for place in range(people):
            actor = self.server.person(f"writer{place}")
            self.writers[actor.user.dm_channel.id] = Writer(actor, place)

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
        return all(words_of(writer.place, message) in said for message in range(MESSAGES))

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
        began, count = time.monotonic(), len(self.writers) * MESSAGES
        # a third of a second between the messages of one person, people one after another
        script = sorted(
            (WITHIN * 0.9 * writer.place / len(self.writers) + message * WITHIN * 0.03, message, writer.place, writer)
            for writer in self.writers.values()
            for message in range(MESSAGES)
        )
        for at, message, place, writer in script:
            await asyncio.sleep(max(0, began + at - time.monotonic()))
            writer.began = writer.began or time.monotonic()
            await writer.actor.user.send_dm(words_of(place, message))
            writer.wrote = time.monotonic()
        self.took = time.monotonic() - began
        assert count == len(script)

    async def weigh(self) -> None:
        """The memory of the bot's process, once a second."""
        while True:
            self.rss.append(resident(self.process.pid))
            await asyncio.sleep(1)

    def numbers(self) -> list[int]:
        """The letters at the desk, in the order in which their cards stand."""
        return [int(NUMBER.findall(card.content)[0]) for card in self.server.desk.history()]


def resident(pid: int) -> int:
    """Mebibytes of memory that a process uses."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) // 1024


@asynccontextmanager
async def crowd(folder: Path, *, times: float, people: int, **granted: bool) -> AsyncGenerator[Crowd]:
    """A server with a crowd in it, and the bot."""
    async with discord_server() as world:
        world.grant(**granted)
        server = Server(world, "The Commons", forum=False)
        process = await start(
            folder, "-m", "tests.wire.runner", world.address, DISCORD_TOKEN="a token", DATABASE_URL="sqlite:///letters.db"
        )
        said = asyncio.create_task(process.communicate())
        here = Crowd(world, server, process)
        try:
            here.gather(people)
            await world.until(lambda: world.backend.subscribers and world.connections)
            await server.open()
            world.backend.subscribers.append(here.hear)
            world.strike, world.crowded = here.answered, True
            world.rates = Rates(times)
            world.fault = lambda request: None if request.path.startswith("/interactions") else Slow(ON_THE_WAY / times)
            yield here
            process.send_signal(signal.SIGTERM)
        finally:
            if process.returncode is None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.shield(said), 30)
            if process.returncode is None:
                process.kill()
            _, err = await said
            (folder / "bot.log").write_bytes(err)


async def test_500_people_write_within_ten_seconds(
    tmp_path: Path, record_property: Any, times: float = TIMES, people: int = PEOPLE
) -> None:
    async with crowd(tmp_path, times=times, people=people) as here:
        await asyncio.sleep(1)
        before = resident(here.process.pid)
        weighing = asyncio.create_task(here.weigh())
        began = time.monotonic()
        try:
            here.world.patience = 60 + people / times
            await here.write()
            await here.world.until(lambda: len(here.answers) >= people)
            told_all = time.monotonic() - began
            await asyncio.gather(*here.presses_under_way)
            desk = here.server.world.backend.messages
            await here.world.until(lambda: len(desk.get(here.server.desk.id, {})) >= people)
        finally:
            weighing.cancel()
            took = time.monotonic() - began
            after = resident(here.process.pid)
            waits = sorted(writer.carded - writer.wrote for writer in here.writers.values() if writer.carded)
            answers = sorted(here.answers.values())
            numbers = here.numbers()
            said = "\n".join(text_of(card) for card in here.server.desk.history())
            kept = sum(all(words_of(w.place, m) in said for m in range(MESSAGES)) for w in here.writers.values())
            table = [
                f"people                        {people}, {MESSAGES} messages each, within {here.took:.1f} s",
                f"limits                        Discord's, {times:g} times as fast",
                f"cards that show every word    {len(waits)}, median {statistics.median(waits or [0]):.1f} s, worst {max(waits, default=0):.1f} s",
                f"presses answered              {len(answers)}, median {statistics.median(answers or [0]):.3f} s, worst {max(answers, default=0):.3f} s",
                f"of them “Received”            {here.received}, the last after {told_all if len(answers) >= people else -1:.1f} s",
                f"letters whole at the desk     {kept}, the last after {took:.1f} s, in order: {numbers == sorted(numbers)}",
                f"refused by Discord (429)      {dict(here.world.rates.refused)}, at most {here.world.rates.busiest} requests a second",
                f"memory before, peak, after    {before}, {max(here.rss)}, {after} MiB",
            ]
            print("\n".join(table))
        record_property("table", table)
    assert kept == len(answers) == here.received == people
    assert numbers == list(range(1, people + 1))
    assert max(answers) < ANSWER_WITHIN
    assert max(here.rss) - before < ROOM
