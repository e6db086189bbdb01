"""Many servers: how long until the bot is ready, and what a direct message costs when each of them has a letterbox."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean
from typing import Any

from simcord.backend import serializers

from bench import databases
from bench.life import Village
from bench.subject import Subject, subject
from bench.table import Found
from bot import words
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from tests.wire import discord_server
from tests.wire.discord_server import World
from tests.wire.trial import Server

#: Members of each server, and direct messages before those that count.
MEMBERS, WARM = 20, 2
FEW = 10


async def until_ready(folder: Path, servers: int, times: int, found: Found) -> None:
    """Measures the time until ready, as long as Discord lets it take: time passes as fast as ours."""
    for number in range(times):

        async def fill(world: World, path: Path = folder / f"{number}" / "letters.db") -> None:
            await letterboxes(path, grow(world, servers))

        with as_discord() as asked:
            began = 0.0

            async def begin(world: World) -> None:
                nonlocal began
                await fill(world)
                began = time.perf_counter()

            async with subject("bot", folder / f"{number}", speed=1, before=begin, SEAL_KEY=databases.KEY_TEXT) as bot:
                await bot.world.until(lambda bot=bot: bot.said(words.host.STARTED))
                found.add(f"{servers:,} servers until ready", "s", time.perf_counter() - began)
                found.add(f"{servers:,} servers until ready, members asked for", "", len(asked))


async def direct_message(folder: Path, many: int, times: int, found: Found) -> None:
    """Measures one direct message to a bot with many letterboxes, beside one with few."""
    for members in (True, False):
        without = "" if members else ", without the members intent"
        name = f"a direct message with {many:,} letterboxes"
        few, lots = [await _message(folder / f"{members}-{size}", size, times, members=members) for size in (FEW, many)]
        for unit, place in (("× CPU", 0), ("× statements", 1)):
            for value in lots[place]:
                found.add(f"{name} ÷ with {FEW}{without}", unit, value / max(fmean(few[place]), 1))
        for value in lots[0]:
            found.add(f"{name}{without}", "ms", value)
        for value in lots[2]:
            found.add(f"{name}, counted requests{without}", "", value)


async def _message(folder: Path, size: int, times: int, *, members: bool) -> tuple[list[float], ...]:
    """Returns CPU in milliseconds, statements and counted requests of each direct message."""

    async def fill(world: World) -> None:
        world.grant(members=members)
        await letterboxes(folder / "letters.db", grow(world, size - 1))

    costs: tuple[list[float], ...] = ([], [], [])
    with as_discord():
        async with subject("bot", folder, counting=True, before=fill, SEAL_KEY=databases.KEY_TEXT) as bot:
            await _calm(bot)
            village = Village(bot, forum=False, writers=WARM + times)
            await village.open()
            for number in range(WARM + times):
                cpu, statements = bot.cpu(), bot.counted()["statements"]
                lived, _ = await village.message()
                if number >= WARM:
                    costs[0].append(bot.cpu() - cpu)
                    costs[1].append(bot.counted()["statements"] - statements)
                    costs[2].append(lived.requests.total())
    return costs


async def _calm(bot: Subject) -> None:
    """Waits until it is ready, and has looked through what it looks through at a start."""
    await bot.world.until(lambda: bot.said(words.host.STARTED))
    before = -FEW
    while (now := bot.counted()["statements"]) >= before + FEW:
        before = now
        await asyncio.sleep(1)


def grow(world: World, servers: int) -> Iterator[Server]:
    """Yields so many servers, each with its people."""
    people = [world.create_user(f"reader{number}") for number in range(MEMBERS)]
    for number in range(servers):
        server = Server(world, f"Server {number}", forum=False, shard=number % world.shards)
        for each in people:
            server.guild.add_member(each)
        yield server


async def letterboxes(path: Path, servers: Iterator[Server]) -> None:
    """Makes a database in which each of these servers has a letterbox."""
    store = SqliteStore(path, Seal(databases.KEY))
    await store.open()
    try:
        async with store.transaction() as tx:
            for server in servers:
                await tx.save_letterbox(server.guild.id, server.letters.id, server.desk.id, None, ["To you"])
    finally:
        await store.close()


@contextmanager
def as_discord() -> Generator[list[dict[str, Any]]]:
    """A server comes without its members, as Discord sends it without presences. Yields what the bot asks for."""
    asked = list[dict[str, Any]]()
    connection: Any = discord_server._Connection  # pyright: ignore[reportPrivateUsage]
    create, answer = serializers.guild_create_payload, connection._members

    def without_members(backend: Any, guild: Any) -> Any:
        payload: Any = create(backend, guild)
        own = str(backend.bot_user.id)
        return {**payload, "members": [each for each in payload["members"] if each["user"]["id"] == own]}

    def counted(self: Any, request: dict[str, Any]) -> None:
        asked.append(request)
        answer(self, request)

    serializers.guild_create_payload, connection._members = without_members, counted
    try:
        yield asked
    finally:
        serializers.guild_create_payload, connection._members = create, answer
