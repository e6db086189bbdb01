"""What the page around the frames knows and asks for: who is where, the story, another letterbox, starting again."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, cast

import simcord

from bot.client import Unsigned
from bot.demo import hints, past, portraits
from bot.demo.letters import NIGHT, PRAISE
from bot.demo.outside import Outside
from bot.demo.simulated import Simulation
from bot.demo.story import Story
from bot.demo.world import NAME, Place, World, open_forum, open_second_server

#: The letterboxes that one may choose, and what they are called; the first is open from the beginning.
LETTERBOXES = {
    "commons": "The Commons · letters",
    "forum": "The Commons · praise, a forum",
    "night": "The Night Shift, a second server",
}


class Director:
    """One run of the demo: it tells the page what there is, and does what the page asks for."""

    def __init__(self, simulated: Simulation, world: World) -> None:
        self.simulated, self.world = simulated, world
        bot = cast("Unsigned", simulated.env.bot)
        self.outside = Outside(bot.settings, lambda: simulated.happened)
        self.story = Story(simulated, world)
        self.again = asyncio.Event()  #: set when somebody wants to start again
        self._run = secrets.token_hex(4)
        self._before: dict[str, hints.Facts] = {}  #: what there was when each letterbox was opened
        self._begun = asyncio.Event()
        self._told: tuple[Any, dict[str, Any]] | None = None
        self._deeds: dict[str, Callable[[Mapping[str, str]], Awaitable[None]]] = {
            "play": self._play,
            "next": self._next,
            "stop": self._stop,
            "again": self._again,
            "picture": self._picture,
            "open": self._open,
        }

    async def begin(self, *, lived_in: bool = True) -> None:
        """Lives through months of letters, if it is `lived_in`; who asks before it has ended waits."""
        if lived_in:
            async with self.simulated.turn:
                await past.live_through(self.simulated, self.world)
        self._before = {key: hints.look_around(self.world, place) for key, place in self.world.places.items()}
        self._begun.set()

    @property
    def hall(self) -> simcord.ChannelHandle:
        """A channel that everybody may read."""
        return self.world.letters

    @property
    def viewers(self) -> tuple[simcord.MemberActor, ...]:
        """Those whom one can be, in the first server."""
        return tuple(person.member for person in self.world.people)

    def guild(self, guild_id: int) -> simcord.GuildHandle:
        """Returns a server. Raises KeyError."""
        return {place.guild.id: place.guild for place in self.world.places.values()}[guild_id]

    def member(self, user_id: int, guild_id: int) -> simcord.MemberActor:
        """Returns somebody one can be, as a member of this server. Raises KeyError."""
        return self.world.member(user_id, guild_id)

    async def taken_over(self) -> None:
        """Somebody acts by hand: the story stops."""
        await self.story.stop()

    async def do(self, deed: str, asked: Mapping[str, str]) -> None:
        """Does what the page asks for; "" is nothing. Raises KeyError where there is no such thing to do."""
        await self._begun.wait()
        if deed:
            await self._deeds[deed](asked)

    def told(self, key: str, thread: str) -> dict[str, Any]:
        """Returns what the page shows around its frames: of this letterbox, and this thread or the liveliest one."""
        place = self.world.places[key if key in self._before else "commons"]
        seen = (self.simulated.happened, place.key, thread)
        if self._told is None or self._told[0] != seen:
            self._told = seen, self._look(place, thread)
        return {**self._told[1], "run": self._run, "story": self.story.told(), "archive": self._archive(place)}

    def _archive(self, place: Place) -> dict[str, Any]:
        """Returns what the frame of the archive shows: the site of a letterbox's server."""
        site = self.outside.site(place.guild.id, place.guild.name)
        return {"address": site.address, "version": site.version}

    def _look(self, place: Place, thread: str) -> dict[str, Any]:
        threads = place.threads
        chosen = next((each for each in threads if str(each.id) == thread), None) or _liveliest(threads)
        now = hints.look_around(self.world, place)
        return {
            "people": [self._person(place, person, chosen) for person in self.world.people],
            "letterboxes": [{"key": key, "name": name} for key, name in LETTERBOXES.items()],
            "letterbox": place.key,
            "forum": place.forum,
            "threads": [_told_of(each) for each in threads],
            "liveliest": str(getattr(_liveliest(threads), "id", "")),
            "hints": hints.hints(self._before[place.key], now, forum=place.forum),
        }

    def _person(self, place: Place, person: Any, thread: simcord.ChannelHandle | None) -> dict[str, Any]:
        """Returns who somebody is, and what each of their four frames shows."""
        member = place.members[person.name]
        return {
            "id": str(person.member.id),
            "name": person.name,
            "role": person.role,
            "frames": {
                "dm": _frame(person.member.user.dm_channel, person.member.user),
                "desk": _frame(place.desk, member),
                "letters": _frame(place.letters, member),
                "thread": _frame(thread, member),
            },
        }

    def file(self, secret: str, server: str, name: str) -> tuple[Path, bool]:
        """Returns a file of a server's archive, and whether it is the one asked for. Raises KeyError."""
        return self.outside.file(secret, server, name)

    async def end(self) -> None:
        """Nothing goes on by itself any more."""
        await self.story.stop()
        await self.outside.end()

    async def _play(self, asked: Mapping[str, str]) -> None:
        await self.story.stop()
        self.story = Story(self.simulated, self.world)
        self.story.start()

    async def _next(self, asked: Mapping[str, str]) -> None:
        self.story.go_on()

    async def _stop(self, asked: Mapping[str, str]) -> None:
        await self.story.stop()

    async def _again(self, asked: Mapping[str, str]) -> None:
        await self.story.stop()
        self.again.set()

    async def _picture(self, asked: Mapping[str, str]) -> None:
        """Somebody sends a picture to the bot."""
        await self.story.stop()
        person = {str(each.member.id): each for each in self.world.people}[asked["person"]]
        async with self.simulated.turn:
            channel = person.member.user.dm_channel
            stored = self.simulated.env.backend.store_attachments(channel.id, [("evening.png", portraits.evening())])
            await person.member.send_dm("", attachments=stored)

    async def _open(self, asked: Mapping[str, str]) -> None:
        """Opens another letterbox, with a little in it, when it is first chosen."""
        key = asked["letterbox"]
        async with self.simulated.turn:
            if key in self.world.places or key not in LETTERBOXES:
                return
            env = self.simulated.env
            await (open_forum if key == "forum" else open_second_server)(env, self.world)
            place = self.world.places[key]
            await past.live_shortly(self.world, place, PRAISE if key == "forum" else NIGHT)
            self._before[key] = hints.look_around(self.world, place)


def _liveliest(threads: list[simcord.ChannelHandle]) -> simcord.ChannelHandle | None:
    """Returns the thread in which something was last said, or None."""
    return max(threads, key=lambda each: each.last_message.id if each.last_message else each.id, default=None)


def _told_of(thread: simcord.ChannelHandle) -> dict[str, Any]:
    """Returns what a list of letters shows of one."""
    return {"channel": str(thread.id), "title": thread.name, "said": len(thread.history())}


def _frame(
    channel: simcord.ChannelHandle | None, viewer: simcord.MemberActor | simcord.UserHandle
) -> dict[str, Any] | None:
    """Returns a channel as one person finds it, or None where there is none or they may not see it."""
    if channel is None:
        return None
    try:
        messages = channel.history(viewer=viewer)
    except simcord.SetupError:
        return None
    return {"channel": str(channel.id), "name": channel.name or NAME, "messages": len(messages)}
