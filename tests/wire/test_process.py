"""`python -m bot` as a process of its own, against a Discord on loopback: it starts, works, and ends when asked to."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, closing
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot import words
from tests import acts
from tests.searching import found_in, people, texts
from tests.town import LETTER, MODERATOR, TITLE, is_forum, labels, lift_limits, text_of
from tests.wire.discord_server import World
from tests.wire.process import Ended, Process, ended, killed_in_the_end, start


async def started(world: World, folder: Path, **env: str) -> Process:
    """The bot, connected; `env` are further settings."""
    process = await start(
        folder, "-m", "tests.wire.runner", world.address,
        DISCORD_TOKEN="a token", DATABASE_URL="sqlite:///letters.db", **{"LOG_FORMAT": "json", **env},
    )  # fmt: skip
    await world.until(lambda: world.backend.subscribers)
    return process


@asynccontextmanager
async def bot(world: World, folder: Path, **env: str) -> AsyncGenerator[Process]:
    """The bot, connected; killed at the end if it still runs."""
    async with killed_in_the_end(await started(world, folder, **env)) as process:
        yield process


async def stopped(process: Process, by: signal.Signals = signal.SIGTERM) -> Ended:
    """Ask it to end, and wait until it has."""
    process.send_signal(by)
    return await ended(process)


def commands(world: World) -> int:
    """How often commands were registered."""
    return world.requests("PUT", f"/applications/{world.backend.application_id}/commands")


def log(end: Ended) -> list[dict[str, Any]]:
    """What the log says, line by line."""
    return [json.loads(line) for line in end.err.splitlines()]


def from_bot(person: simcord.UserHandle) -> list[Any]:
    """What the bot wrote to somebody, oldest first, but for the welcome that everybody reads once."""
    said = [message for message in person.dm_channel.history(viewer=person) if message.author.bot]
    return [message for message in said if not message.content.startswith("Hello. I carry")]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
async def test_it_takes_a_letter_and_ends_cleanly_when_asked(tmp_path: Path, world: World, by: signal.Signals) -> None:
    world.create_guild("The Commons")
    wren = world.create_user("wren")
    async with bot(world, tmp_path) as process:
        await wren.send_dm(LETTER)
        card = await world.until(lambda: next(iter(from_bot(wren)), None))
        end = await stopped(process, by)
    assert TITLE in text_of(card)
    assert (end.code, end.out) == (0, "")
    assert not [line for line in log(end) if line["level"] in ("WARNING", "ERROR")]
    assert (tmp_path / "letters.db").stat().st_size > 0  # and nothing waits in a journal beside it
    assert not (tmp_path / "letters.db-wal").exists()


async def test_commands_are_registered_once_and_drafts_are_there_after_a_restart(tmp_path: Path, world: World) -> None:
    wren = world.create_user("wren")
    async with bot(world, tmp_path) as process:
        await wren.send_dm(LETTER)
        await world.until(lambda: from_bot(wren))
        assert (await stopped(process)).code == 0
    assert commands(world) == 1
    async with bot(world, tmp_path) as process:
        await wren.send_dm("I wrote to you about the bicycle.")
        (card,) = await world.until(
            lambda: [message for message in from_bot(wren) if "I wrote to you" in text_of(message)]
        )
        assert (await stopped(process)).code == 0
    assert commands(world) == 1
    assert TITLE in text_of(card)
    assert len(from_bot(wren)) == 1


@pytest.mark.parametrize(
    ("granted", "warnings"),
    [
        (
            {"message_content": False, "members": False},
            [words.host.INTENTS_OFF["message_content"], words.host.INTENTS_OFF["members"]],
        ),
        ({"message_content": False}, [words.host.INTENTS_OFF["message_content"]]),
        ({"members": False}, [words.host.INTENTS_OFF["members"]]),
    ],
)
async def test_without_privileged_intents_it_starts_again_and_says_what_it_cannot_do(
    tmp_path: Path, world: World, granted: dict[str, bool], warnings: list[str]
) -> None:
    world.grant(**granted)
    wren = world.create_user("wren")
    async with bot(world, tmp_path) as process:
        await wren.send_dm(LETTER)
        await world.until(lambda: from_bot(wren))
        end = await stopped(process)
    assert end.code == 0
    said = [line["message"] for line in log(end) if line["level"] == "WARNING"]
    assert [
        sentence
        for sentence in said
        if sentence in (words.host.INTENTS_OFF["message_content"], words.host.INTENTS_OFF["members"])
    ] == warnings
    assert commands(world) == 1


class Commons:
    """A server with an author and a moderator, and a bot that is started again when it was killed."""

    def __init__(self, world: World, folder: Path, process: Process, *, forum: bool, shard: int = 0) -> None:
        self.world, self.folder, self.process = world, folder, process
        self.guild = guild = world.create_guild("The Commons", shard_id=shard)
        mods, me = guild.create_role("Moderators", permissions=MODERATOR), world.bot.user
        assert me is not None
        hide, see = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
        self.letters = acts.make_forum(guild, "letters") if forum else guild.create_text_channel("letters")
        self.hall = guild.create_text_channel("hall")
        self.desk = guild.create_text_channel("desk", overwrites={guild.default_role: hide, mods: see, me: see})
        self.wren = guild.add_member(world.create_user("wren.aldous"))
        self.mora = guild.add_member(world.create_user("mora.finch"), roles=[mods])
        self.killed = False

    def kill_after(self, path: str, text: str) -> None:
        """Kill the bot once such a request took effect, with its answer still on the way."""

        def strike(method: str, at: str, body: Any) -> bool:
            if method != "POST" or not fnmatch(at, path) or text not in str(body):
                return False
            self.process.kill()
            self.killed = True
            self.world.strike = lambda *_: False
            return True

        self.world.strike = strike

    async def see(self, there: Callable[[], Any]) -> Any:
        """Wait until this is there; start the bot again if it was killed meanwhile."""
        await self.world.until(lambda: self.killed or there())
        if self.killed:
            await self.process.wait()
            await self.world.until(lambda: not self.world.connections)
            self.process, self.killed = await started(self.world, self.folder), False
        return await self.world.until(there)

    def published(self) -> list[Any]:
        """What stands in public and can be answered."""
        places = self.letters.threads if is_forum(self.letters) else [self.letters]
        return [message for index in places for message in index.history() if "Leave a reply" in labels(message)]

    def notices(self) -> list[Any]:
        """What tells the author that the letter stands there."""
        return [message for message in from_bot(self.wren.user) if "is published" in text_of(message)]

    def all_delivered(self) -> bool:
        """Whether nothing waits in the bot's outbox."""
        with closing(sqlite3.connect(f"file:{self.folder}/letters.db?mode=ro", uri=True)) as database:
            return database.execute("SELECT COUNT(*) FROM delivery").fetchone() == (0,)

    async def live(self) -> None:
        """A letter from its first word to its thread."""
        await self.live_until_held()
        await self.approve()

    async def live_until_held(self) -> None:
        """A letter from its first word to the desk."""
        await self.mora.slash(self.hall, "letterbox setup", letters=self.letters, desk=self.desk)
        await lift_limits(self.mora, self.hall)
        await self.wren.user.send_dm(LETTER)
        await self.see(lambda: from_bot(self.wren.user))
        await self.wren.user.click(from_bot(self.wren.user)[0], label="Send letter")
        await self.see(self.desk.history)

    async def approve(self) -> None:
        """From the desk to its thread."""
        await self.mora.click(self.desk.history()[0], label="Approve")
        await self.see(self.published)
        await self.see(lambda: self.letters.threads)
        await self.see(self.notices)
        await self.see(self.all_delivered)


@pytest.fixture(params=[False, True], ids=["text channel", "forum"])
async def commons(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> AsyncGenerator[Commons]:
    """A bot and its server."""
    async with bot(world, tmp_path) as process:
        commons = Commons(world, tmp_path, process, forum=request.param)
        yield commons
        if commons.process.returncode is None:
            commons.process.kill()
            await commons.process.wait()


async def test_a_letter_goes_its_way_over_the_socket(commons: Commons) -> None:
    await commons.live()
    end = await stopped(commons.process)
    assert end.code == 0
    assert TITLE in text_of(commons.published()[0])
    assert not [line for line in log(end) if line["level"] in ("WARNING", "ERROR")]


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_at_debug_the_log_names_nobody_and_quotes_nothing(tmp_path: Path, world: World, log_format: str) -> None:
    """Here discord.py speaks over real sockets, and would log every payload at DEBUG."""
    async with bot(world, tmp_path, LOG_LEVEL="DEBUG", LOG_FORMAT=log_format) as process:
        assert process.stderr is not None
        said = asyncio.ensure_future(process.stderr.read())  # from the start: a full pipe would stop the process
        commons = Commons(world, tmp_path, process, forum=False)
        await commons.live()
        process.terminate()
        log = await said
    wanted = people(commons.wren, commons.mora) | texts(TITLE, LETTER[-20:])
    assert b"discord.gateway" in log and found_in(log, wanted) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/channels/*/messages", "as it will look"),
        ("/channels/*/messages", "Waits for a decision"),
        ("/channels/*", "Leave a reply"),
        ("/channels/*/threads", ""),
        ("/channels/*/messages", "is published"),
    ],
    ids=["draft card", "desk card", "letter", "thread", "notice"],
)
async def test_killed_between_effect_and_answer_it_does_nothing_twice_and_forgets_nothing(
    commons: Commons, path: str, text: str
) -> None:
    first = commons.process
    commons.kill_after(path, text)
    await commons.live()
    assert (await stopped(commons.process)).code == 0
    assert commons.process is not first, "nothing was killed"
    assert len(commons.desk.history()) == len(commons.published()) == len(commons.letters.threads) == 1
    assert len(commons.notices()) == 1
    assert len(from_bot(commons.wren.user)) == 2  # the card of the letter, and the notice
