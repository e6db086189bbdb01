"""The frames of the demo, around a small bot: who may look, who may act, and that all of them follow."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
import simcord
from discord.ext import commands, tasks

from bot.demo.frames import Frames
from bot.demo.simulated import LONGEST_TICK, Simulation, simulation
from bot.errors import SetupError

pytestmark = pytest.mark.asyncio


class Parrot(commands.Bot):
    """Repeats what it hears, counts the seconds, and stumbles when asked to."""

    def __init__(self) -> None:
        intents = discord.Intents.default()
        intents.message_content = True
        super().__init__("!", intents=intents)
        self.seconds = 0

    async def setup_hook(self) -> None:
        self.count.start()

    @tasks.loop(seconds=1)
    async def count(self) -> None:
        self.seconds += 1

    async def on_message(self, message: discord.Message, /) -> None:
        if message.content == "stumble":
            raise RuntimeError("over its own feet")
        if message.author != self.user:
            await message.channel.send(f"Heard: {message.content}")


@dataclass
class Playground:
    """The small world of these tests."""

    bot: Parrot
    simulated: Simulation
    frames: Frames
    house: House
    hall: simcord.ChannelHandle
    attic: simcord.ChannelHandle
    ann: simcord.MemberActor
    ben: simcord.MemberActor
    http: aiohttp.ClientSession

    @property
    def root(self) -> str:
        return self.frames.url.partition("/#")[0]

    @property
    def secret(self) -> str:
        return self.frames.url.partition("#")[2]

    async def open(self, person: simcord.MemberActor, channel: simcord.ChannelHandle) -> Frame:
        headers = {"X-Simcord-Capability": f"{self.secret}.{person.id}.{channel.id}"}
        async with self.http.post(f"{self.root}/api/pages", json={}, headers=headers) as answer:
            answer.raise_for_status()
            state = await answer.json()
        return Frame(self, headers | {"X-Simcord-Context": state["context"]["id"]}, state)


@dataclass
class Frame:
    """One frame, as the browser drives it."""

    ground: Playground
    headers: dict[str, str]
    state: dict[str, Any]
    sequence: int = 0

    async def look(self) -> list[str]:
        """What stands there now."""
        async with self.ground.http.get(f"{self.ground.root}/api/state", headers=self.headers) as answer:
            state = await answer.json()
        return [state["messages"][key]["content"] for key in state["timeline"]]

    async def act(self, kind: str, **body: Any) -> dict[str, Any]:
        """Do something there, on the page as it was first drawn, however much has changed since."""
        self.sequence += 1
        body |= {
            "kind": kind,
            "protocol_version": 3,
            "sequence": self.sequence,
            "request_id": f"act-{self.sequence}",
            "generation": self.state["context"]["generation"],
            "bot_generation": self.state["botGeneration"],
            "published_revision": self.state["publishedRevision"],
        }
        url = f"{self.ground.root}/api/action"
        async with self.ground.http.post(url, json=body, headers=self.headers) as answer:
            return await answer.json()

    async def say(self, content: str) -> dict[str, Any]:
        return await self.act("send_message", content=content)


@dataclass
class House:
    """What the frames show: a hall, and who may look."""

    simulated: Simulation
    hall: simcord.ChannelHandle
    viewers: tuple[simcord.MemberActor, ...]
    stopped: int = 0

    def guild(self, guild_id: int) -> simcord.GuildHandle:
        return {self.viewers[0].guild.id: self.viewers[0].guild}[guild_id]

    def member(self, user_id: int, guild_id: int) -> simcord.MemberActor:
        return {(each.id, each.guild.id): each for each in self.viewers}[user_id, guild_id]

    def told(self, key: str, thread: str) -> dict[str, Any]:
        return {"hall": str(self.hall.id), "asked": [key, thread]}

    async def do(self, deed: str, asked: Mapping[str, str]) -> None:
        if deed:
            {"sing": asked["song"]}[deed]

    async def taken_over(self) -> None:
        self.stopped += 1

    def file(self, secret: str, server: str, name: str) -> tuple[Path, bool]:
        raise KeyError(name)


@asynccontextmanager
async def playground(clock: Callable[[], float] = time.monotonic) -> AsyncIterator[Playground]:
    bot = Parrot()
    async with simulation(bot, name="Parrot", clock=clock) as simulated, aiohttp.ClientSession() as http:
        guild = simulated.env.create_guild("House")
        hall = guild.create_text_channel("hall")
        nobody = discord.PermissionOverwrite(view_channel=False)
        attic = guild.create_text_channel("attic", overwrites={guild.default_role: nobody})
        ann, ben = (guild.add_member(simulated.env.create_user(name)) for name in ("ann", "ben"))
        house = House(simulated, hall, (ann, ben))
        async with Frames(house, port=0) as frames:
            yield Playground(bot, simulated, frames, house, hall, attic, ann, ben, http)


async def test_what_one_does_in_one_frame_shows_in_the_others() -> None:
    async with playground() as ground:
        anns, bens = await ground.open(ground.ann, ground.hall), await ground.open(ground.ben, ground.hall)
        receipt = await anns.say("hello")
        assert receipt["settlement"] == "settled"
        assert await bens.look() == ["hello", "Heard: hello"]
        # Ben's page has changed since it was drawn. He may answer all the same.
        assert (await bens.say("hello, Ann"))["settlement"] == "settled"
        assert (await anns.look())[-2:] == ["hello, Ann", "Heard: hello, Ann"]


async def test_everybody_has_direct_messages_of_their_own() -> None:
    async with playground() as ground:
        private = await ground.open(ground.ann, ground.ann.user.dm_channel)
        await private.say("only for you")
        assert await private.look() == ["only for you", "Heard: only for you"]
        assert await (await ground.open(ground.ben, ground.ben.user.dm_channel)).look() == []
        curious = await ground.open(ground.ben, ground.ann.user.dm_channel)
        assert curious.state["status"] == "access_denied"
        assert await curious.look() == []


async def test_who_may_not_look_sees_nothing() -> None:
    async with playground() as ground:
        assert (await ground.open(ground.ann, ground.attic)).state["status"] == "access_denied"


async def test_a_frame_does_not_change_hands() -> None:
    async with playground() as ground:
        anns = await ground.open(ground.ann, ground.hall)
        assert (await anns.act("viewer", viewer_id=str(ground.ben.id)))["rejected"]


@pytest.mark.parametrize(
    ("path", "method", "headers", "status"),
    [
        ("/", "GET", {}, 200),
        ("/", "GET", {"Host": "example.org"}, 403),
        ("/places", "GET", {"X-Simcord-Capability": "{secret}"}, 200),
        ("/places", "GET", {}, 401),
        ("/do?deed=sing&song=none", "GET", {"X-Simcord-Capability": "{secret}"}, 200),
        ("/do?deed=sing&song=none", "GET", {}, 401),
        ("/do?deed=fly", "GET", {"X-Simcord-Capability": "{secret}"}, 404),
        ("/places", "GET", {"X-Simcord-Capability": "{secret}x"}, 401),
        ("/places", "GET", {"X-Simcord-Capability": "{secret}", "Host": "example.org"}, 401),
        ("/places", "GET", {"X-Simcord-Capability": "{secret}", "Origin": "https://example.org"}, 401),
        ("/api/pages", "POST", {"X-Simcord-Capability": "guess.{ann}.{hall}"}, 401),
        ("/api/pages", "POST", {"X-Simcord-Capability": "{secret}"}, 404),
        ("/api/pages", "POST", {"X-Simcord-Capability": "{secret}.1.{hall}"}, 404),
        ("/api/pages", "POST", {"X-Simcord-Capability": "{secret}.{ann}.1"}, 404),
        ("/api/state", "GET", {"X-Simcord-Capability": "{secret}", "X-Simcord-Context": "p_no"}, 410),
    ],
)
async def test_only_who_has_the_whole_address_gets_in(
    path: str, method: str, headers: dict[str, str], status: int
) -> None:
    async with playground() as ground:
        filled = {
            name: value.format(secret=ground.secret, ann=ground.ann.id, hall=ground.hall.id)
            for name, value in headers.items()
        }
        async with ground.http.request(method, ground.root + path, headers=filled) as answer:
            assert answer.status == status


async def test_who_acts_by_hand_takes_over_and_who_only_looks_does_not() -> None:
    async with playground() as ground:
        anns = await ground.open(ground.ann, ground.hall)
        await anns.look()
        await anns.act("refresh")
        assert ground.house.stopped == 0
        await anns.say("hello")
        assert ground.house.stopped == 1


async def test_a_second_run_has_the_address_of_the_first() -> None:
    async with playground() as ground:
        address, port = ground.frames.url, ground.frames.port
        await ground.frames.close()
        async with Frames(ground.house, port=port, secret=ground.secret) as again:
            assert again.url == address


async def test_fonts_come_when_they_are_needed_and_what_comes_is_small() -> None:
    async with playground() as ground:
        async with ground.http.get(f"{ground.root}/presentation.js") as answer:
            assert "document.fonts.load(" not in await answer.text()
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "max-age" in answer.headers["Cache-Control"]
        async with ground.http.get(f"{ground.root}/page.js", headers={"Accept-Encoding": "identity"}) as answer:
            assert "Content-Encoding" not in answer.headers
            assert "no-store" in answer.headers["Cache-Control"]


async def test_what_is_no_action_is_refused() -> None:
    async with playground() as ground:
        anns = await ground.open(ground.ann, ground.hall)
        for body in ([], "hello", {}):
            address = f"{ground.root}/api/action"
            async with ground.http.post(address, json=body, headers=anns.headers) as answer:
                assert (await answer.json())["rejected"]


async def test_our_page_frames_simcords_and_nobody_elses_page_does() -> None:
    async with playground() as ground:
        async with ground.http.get(f"{ground.root}/frame") as answer:
            assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
            assert '<link rel="stylesheet" href="/frame.css">' in await answer.text()
        for path, kind in {
            "/": "text/html",
            "/page.js": "application/javascript",
            "/page.css": "text/css",
            "/icon.svg": "image/svg+xml",
        }.items():
            async with ground.http.get(ground.root + path) as answer:
                assert (answer.status, answer.content_type) == (200, kind)


async def test_time_passes_in_there_as_it_passes_out_here() -> None:
    clock = 1000.0
    async with playground(lambda: clock) as ground:
        ticks, now = ground.bot.seconds, ground.simulated.env.now()
        clock += 3
        await ground.simulated.tick()
        assert ground.bot.seconds == ticks + 3
        # While the machine sleeps, so does the world: the bot need not live through a night in one second.
        clock += 8 * 3600
        await ground.simulated.tick()
        assert ground.simulated.env.now() - now == timedelta(seconds=3 + LONGEST_TICK)


async def test_the_calendar_shows_today() -> None:
    async with playground() as ground:
        assert abs(ground.simulated.env.now() - datetime.now(UTC)) < timedelta(minutes=1)


async def test_times_are_shown_in_the_browsers_zone() -> None:
    async with playground() as ground:
        address, headers = f"{ground.root}/places", {"X-Simcord-Capability": ground.secret}
        for zone in ("Europe/Lisbon", "../../etc", "Nowhere", ""):
            async with ground.http.get(address, params={"zone": zone}, headers=headers) as answer:
                assert answer.status == 200
            assert ground.frames.timezone == "Europe/Lisbon"


async def test_a_port_that_is_taken_is_refused_with_a_sentence() -> None:
    async with playground() as ground:
        taken = int(ground.root.rpartition(":")[2])
        ground.simulated.env._preview = None
        again = Frames(ground.house, port=taken)
        with pytest.raises(SetupError, match="That port is taken"):
            await again.__aenter__()


async def test_a_stumble_is_said_on_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    async with playground() as ground:
        receipt = await (await ground.open(ground.ann, ground.hall)).say("stumble")
        assert receipt["settlement"] == "failed"
        said = [record.exc_info for record in caplog.records if record.name == "bot.demo.simulated"]
        assert [str(information[1]) for information in said if information] == ["over its own feet"]
