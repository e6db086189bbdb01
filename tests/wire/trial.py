"""A letterbox on a Discord on loopback, people who use it, and a bot that is started again whenever it dies.

`Trial.fault` decides what goes wrong with each request; people go on as people do: a press that had no answer and no
effect is pressed again, as soon as the bot is back and has nothing more to say. What they write is written once: a bot
that was dead at that moment catches up with it.

Discord's clock and the bot's run `SPEED` times as fast as ours.
"""

from __future__ import annotations

import asyncio
import calendar
import json
import os
import re
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

import discord
from simcord.actors import MemberActor

from bot import words
from bot.life import outbox
from tests import acts
from tests.town import MODERATOR, is_forum, labels, lift_limits, state_of, text_of
from tests.wire.discord_server import Fault, Request, World, discord_server
from tests.wire.nursing import Nursery, nursery
from tests.wire.process import ROOT

Act = Callable[[], Awaitable[Any]]

SPEED = 20
#: Seconds: what waits for longer waits for its hour, and not because something went wrong.
SOON = 1_500
#: What a message, or a request, says in numbers that no two lives have in common: a moment or a day (one of them may go
#: on past midnight), an id.
MOMENT, ID = (
    re.compile(rf"<t:\d+|\b\d{{1,2}} (?:{'|'.join(calendar.month_name[1:])})(?: \d{{4}})?"),
    re.compile(r"\d{15,}"),
)
RECEIVED = re.compile(words.received.SENT.one.partition(" in {server}")[0].replace("*", r"\*").format(number=r"(\d+)"))
PUBLISHED = re.compile(r"Letter (\d+), .*(?:is published|is public again): \S+/(\d+)/(\d+)$", re.MULTILINE)


class Server:
    """One server with a letterbox, and who is in it."""

    def __init__(self, world: World, name: str, *, forum: bool, shard: int | None = None) -> None:
        """Of several shards it is in the last, unless another is named: direct messages come over the first."""
        shard = world.shards - 1 if shard is None else shard
        guild = world.create_guild(name, shard_id=shard if world.shards > 1 else None)
        mods, me = guild.create_role("Moderators", permissions=MODERATOR), world.bot.user
        assert me is not None
        hide, see = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
        self.world, self.guild, self.forum = world, guild, forum
        self.letters = acts.make_forum(guild, "letters") if forum else guild.create_text_channel("letters")
        self.hall = guild.create_text_channel("hall")
        self.desk = guild.create_text_channel("desk", overwrites={guild.default_role: hide, mods: see, me: see})
        self.mora = guild.add_member(world.create_user("mora", global_name="Mora Finch"), roles=[mods])
        self.otto = guild.add_member(world.create_user("otto", global_name="Otto Reed"), roles=[mods])

    def person(self, name: str) -> MemberActor:
        """Somebody new in the server."""
        return self.guild.add_member(self.world.create_user(name, global_name=name.title()))

    async def open(self) -> None:
        """`/letterbox setup`, without limits."""
        await self.mora.slash(self.hall, "letterbox setup", letters=self.letters, desk=self.desk)
        await lift_limits(self.mora, self.hall)

    def published(self) -> list[discord.Message]:
        """What stands in public and can be answered, oldest first."""
        places = self.letters.threads if is_forum(self.letters) else [self.letters]
        found = [message for index in places for message in index.history() if "Leave a reply" in labels(message)]
        return sorted(found, key=lambda message: message.id)

    def card(self, number: int) -> discord.Message | None:
        """The review card of a letter."""
        return next((card for card in self.desk.history()[::-1] if f"**Letter {number}**" in card.content), None)

    def said(self) -> list[tuple[str, str]]:
        """Who says what, in all threads."""
        threads = sorted(self.letters.threads, key=lambda thread: thread.id)
        return [(said.author.display_name, text_of(said)) for thread in threads for said in thread.history()]

    def story(self) -> dict[str, Any]:
        """Everything that stands anywhere in the server, in words, without ids."""
        places = [*([] if is_forum(self.letters) else [self.letters]), *self.letters.threads]
        return {
            "public": [[_words(message) for message in index.history()] for index in places],
            "threads": [
                (thread.name, state_of(thread).archived, state_of(thread).locked) for thread in self.letters.threads
            ],
            "desk": sorted(_words(message) for message in self.desk.history()),
            "webhooks": [
                hook.name for hook in self.world.backend.webhooks.values() if hook.channel_id == self.letters.id
            ],
        }


def _words(message: discord.Message) -> str:
    said = _texts(message)
    said = said.replace("channels/…/…/…", "channels/…/…")  # a letter, or its thread, whichever the card knew of
    return f"{message.author.display_name}: {said} {labels(message)} {len(message.attachments)}"


def _texts(message: discord.Message) -> str:
    """Without its buttons: one whose press was not answered stays where it is."""
    return ID.sub("…", MOMENT.sub("<t:…", text_of(message)))


def from_bot(person: MemberActor) -> list[discord.Message]:
    """What the bot wrote to somebody for good, oldest first."""
    found = person.user.dm_channel.history(viewer=person.user)
    return [message for message in found if message.author.bot and not message.flags.ephemeral]


def told(person: MemberActor) -> list[str]:
    """The same in words, without ids, in no order: what the bot tells somebody of two letters has none."""
    return sorted(_texts(message) for message in from_bot(person))


class Trial:
    """One world, one bot at a time, its folder."""

    def __init__(self, world: World, nursery: Nursery, folder: Path, plant: str = "") -> None:
        self.world, self.folder, self.plant = world, folder, plant
        self._nursery = nursery
        self.alive = asyncio.Event()
        self._died = asyncio.Event()
        self._ending = False
        self._killed = 0
        self._pid = 0
        #: What people are doing; one thing at a time, as simcord wants it.
        self.step = ""
        self.turn = asyncio.Lock()
        #: Each request that can go wrong, and what becomes of it.
        self.fault: Callable[[Request], Fault | None] = lambda request: None
        self.troubles = 0
        #: What somebody has just written, until a request repeats it: before that, nothing goes wrong.
        self.unheard: set[str] = set()
        self.starts = 0
        #: The last press that a bot of before was asked about.
        self.pressed_before = 0
        self.requests: Counter[str] = Counter()
        #: What somebody was told that was not so.
        self.lies: list[str] = []
        world.fault = self._fault

    # --- the bot ----------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """The bot, connected."""
        self.starts += 1
        self.pressed_before = max(self.world.backend.interactions, default=0)
        self._pid = await self._begin(DATABASE_URL="sqlite:///letters.db")
        await self.world.until(lambda: self.world.backend.subscribers and self.world.connections)
        self.alive.set()
        await self.world.happen()

    async def _begin(self, name: str = "", **settings: str) -> int:
        """A bot with these settings; gives its process id."""
        coverage = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE")}
        return await self._nursery.start(
            folder=str(self.folder),
            env={"PYTHONPATH": str(ROOT), **coverage, "DISCORD_TOKEN": "a token", "LOG_FORMAT": "json", **settings},
            address=self.world.address,
            origin=self.world.pace.origin,
            speed=self.world.pace.speed,
            ahead=self.world.pace.ahead,
            plant=self.plant,
            count_every=outbox.COUNT_WAIT,
            name=name,
        )

    def kill(self) -> None:
        """SIGKILL, this very moment: once for each bot, and not while it is asked to end."""
        if self._ending or self._killed == self._pid:
            return
        self._killed = self._pid
        os.kill(self._pid, signal.SIGKILL)
        self.world.resumable = False
        self.alive.clear()
        self._died.set()

    async def attend(self) -> None:
        """Start the bot again whenever it died."""
        while True:
            await self._died.wait()
            self._died.clear()
            code = await self._nursery.ended(self._pid)
            assert code == -signal.SIGKILL, f"it ended by itself: {code}\n{self.log()}"
            await self.world.until(lambda: not self.world.connections)
            await self.start()

    async def stop(self) -> None:
        """A clean end; nothing goes wrong any more, and one that has just died is started again first."""
        self.fault = lambda request: None
        if self.starts:
            await self.world.until(lambda: self.connected)
            self._ending = True  # a request from before may still have been meant to kill it
            os.kill(self._pid, signal.SIGTERM)
            assert await self._nursery.ended(self._pid) == 0, self.log()

    async def later(self, seconds: int) -> None:
        """So many seconds later; the bot was switched off meanwhile."""
        fault = self.fault
        await self.stop()
        self.alive.clear()
        await self.world.until(lambda: not self.world.connections)
        self.world.pace.ahead += seconds
        self._ending, self.fault = False, fault
        await self.start()

    def log(self) -> str:
        """What the bots logged."""
        return (self.folder / "bot.log").read_text("utf-8")

    def ask(self, question: str, *about: Any) -> Any:
        """One value of the bot's database, as it is committed."""
        with closing(sqlite3.connect(f"file:{self.folder}/letters.db?mode=ro", uri=True)) as database:
            row = database.execute(question, about).fetchone()
        return None if row is None else row[0]

    @property
    def connected(self) -> bool:
        """Whether the bot hears what happens."""
        return self.alive.is_set() and bool(self.world.connections) and bool(self.world.backend.subscribers)

    def idle(self) -> bool:
        """Whether the bot is there and has nothing more to say for the next `SOON` seconds."""
        soon = self.world.pace.now().timestamp() + SOON
        waiting = "SELECT COUNT(*) FROM delivery WHERE not_before < ?"
        return self.connected and not self.thinking() and self.ask(waiting, soon) == 0

    def thinking(self) -> bool:
        """Whether somebody sees that the bot that runs now is thinking: they wait, and do nothing again."""
        presses = self.world.backend.interactions
        newest = max(presses, default=0)
        return newest > self.pressed_before and presses[newest].responded and presses[newest].loading

    # --- what goes wrong --------------------------------------------------------------------------------------

    def _fault(self, request: Request) -> Fault | None:
        self._listen(request)
        if self.unheard or not self._is_up(request) or request.path in STARTING or "/applications/" in request.path:
            return None
        self.requests[self.kind_of(request)] += 1
        fault = self.fault(request)
        self.troubles += fault is not None
        return fault

    def _is_up(self, request: Request) -> bool:
        """Whether whoever asks for this runs; what one that was killed had asked for may come in after it."""
        return self.alive.is_set()

    def _listen(self, request: Request) -> None:
        """Whoever is told something is told what is so."""
        said = json.dumps(request.body, ensure_ascii=False) if request.method in ("POST", "PATCH") else ""
        self.unheard -= {text for text in self.unheard if text in said}
        for number in RECEIVED.findall(said):
            known = "SELECT COUNT(*) FROM letter WHERE number = ? AND state NOT IN ('draft', 'returned')"
            if not self.ask(known, int(number)):
                self.lies.append(f"“Received” of letter {number}, which nobody has")
        for number, _, message_id in PUBLISHED.findall(said):
            everything = self.world.backend.messages.values()
            if not any(int(message_id) in messages for messages in everything):
                self.lies.append(f"“published” of letter {number}, which stands nowhere")

    def kind_of(self, request: Request) -> str:
        """What a request asks for, in a few words."""
        path = request.path.strip("/").split("/")
        match request.method, path:
            case "POST", ["interactions", *_]:
                return "answer to a press"
            case _, ["webhooks", application, *_] if int(application) == self.world.backend.application_id:
                return "further answer to a press"
            case "POST", ["webhooks", *_]:
                return "response under a name"
            case method, ["webhooks", *_]:
                return {"PATCH": "change", "DELETE": "deletion"}[method] + " of a response under a name"
            case "POST", ["channels", _, "threads"]:
                return "forum post"
            case "POST", ["channels", _, "messages", _, "threads"]:
                return "thread"
            case method, ["channels", channel, "messages", *_]:
                what = {"POST": "message", "PATCH": "edit", "GET": "look", "DELETE": "deletion"}[method]
                return f"{what}, {self._place(int(channel))}"
            case "PATCH", ["channels", _]:
                return "thread's settings"
        return f"{request.method} {re.sub(r'[0-9]{15,}', '…', request.path)}"

    def _place(self, channel_id: int) -> str:
        channel = self.world.backend.channels.get(channel_id)
        if channel is None:
            return "gone"
        if channel.guild_id is None:
            return "direct messages"
        return "in a thread" if channel.is_thread else f"#{channel.name}"

    def point(self, request: Request) -> str:
        """A request by what people were doing, what it asks for and what it says, ids left out."""
        said = dict(request.body or {})
        said.pop("nonce", None)
        text = json.dumps([request.path, said], sort_keys=True, ensure_ascii=False)
        text = re.sub(r"/(webhooks|interactions)/\d+/[^/\"]+", r"/\1", text)
        text = re.sub(r"(embed/avatars/)\d", r"\1#", text)  # the face follows from the letter's id
        text = MOMENT.sub("<t:#", text)
        text = re.sub(r"\d{15,}|(?<=[:-])[0-9a-f]{6,16}\b", "#", text)
        return f"{self.step}: {self.kind_of(request)}: {request.method} {text}"

    # --- what people do ---------------------------------------------------------------------------------------

    async def do(self, step: str, act: Act, seen: Callable[[], Any]) -> Any:
        """Do it, and again while trouble keeps it from having an effect, until it is `seen`; then wait for quiet."""
        self.step = step
        found = await self.insist(act, seen)
        await self.world.until(self.idle)
        return found

    async def say(self, step: str, act: Act, seen: Callable[[], Any]) -> Any:
        """The same for what Discord keeps, a message or its edit: it is said once, and the bot catches up with it."""
        self.step = step
        found = await self.insist(act, seen, lost=lambda: False)
        await self.world.until(self.idle)
        return found

    async def insist(
        self, act: Act, seen: Callable[[], Any], lost: Callable[[], bool] | None = None, *, often: bool = True
    ) -> Any:
        """The same without waiting for quiet. `lost` tells that it had no effect and will have none."""
        while True:
            async with self.turn:
                await self.world.until(lambda: self.connected)
                troubles = self.troubles
                await act()
            if (found := await self._shown(seen, lost or self.idle, troubles, often)) is not None:
                return found

    async def _shown(self, seen: Callable[[], Any], lost: Callable[[], bool], troubles: int, often: bool) -> Any:
        def over() -> bool:
            return bool(seen()) or (self.troubles > troubles and self.alive.is_set() and lost())

        await self.world.until(over, often=often)
        return seen() or None


#: What a starting bot asks for, before it does anything about a letter.
STARTING = frozenset({"/users/@me", "/oauth2/applications/@me", "/gateway", "/gateway/bot"})


@asynccontextmanager
async def trial(folder: Path, *, plant: str = "", speed: float = SPEED) -> AsyncGenerator[Trial]:
    """A world with a bot in it, and nobody else yet."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240
    async with nursery() as bots, discord_server(speed) as world:
        here = Trial(world, bots, folder, plant)
        attending = asyncio.create_task(here.attend())
        try:
            yield here
            if attending.done():
                attending.result()
            await here.stop()
        finally:
            attending.cancel()
            with suppress(asyncio.CancelledError):
                await attending
