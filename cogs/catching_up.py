"""After a start and after each lost session, the bot catches up with what happened while it was away.

Each shard has sessions of its own: what is looked through is what its servers have. What was looked at in a session is
not asked for again in it, since everything after that was heard.

Direct messages come first, the most recent writers first; then the letterboxes and their desks; then the published
letters and their threads, the newest first; a few of these side by side. A session that is resumed has lost nothing:
Discord replays it. What arrives meanwhile is handled at once, by the same methods, which know what has been handled.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence, Set
from functools import partial
from typing import Any

import discord
from discord.ext import commands, tasks

from bot import life, words
from bot.errors import Final, StoreFailed, TryLater
from bot.host.loops import tireless
from bot.letter import Letter
from bot.life.office import Office
from bot.post.pace import aside
from cogs._codes import our_errors
from cogs._missed import Missed
from cogs._servers import known, own_shards
from cogs.threads import Threads
from cogs.upkeep import Upkeep

log = logging.getLogger(__name__)

Look = Callable[[], Awaitable[None]]

#: Channels, letterboxes, cards and letters between two lines in the log.
STEP = 100
#: How many of them are looked at side by side: somebody who wrote hundreds of messages with pictures holds up one.
SIDE_BY_SIDE = 4


class CatchingUp(commands.Cog):
    """Looks through everything that may have changed while the bot did not hear of it."""

    def __init__(self, bot: commands.Bot, office: Office, missed: Missed, threads: Threads, upkeep: Upkeep) -> None:
        self.bot, self.office = bot, office
        self._missed, self._threads, self._upkeep = missed, threads, upkeep
        self._task: asyncio.Task[None] | None = None
        self._failed: list[Look] = []
        self._done = 0
        self._failures = 0  #: transactions that the database had failed when everything was looked through last
        #: Shards whose session has begun and whose servers are not known yet; how many sessions there were, by shard.
        self._beginning = set[int]()
        self._sessions = Counter[int]()
        #: What is to be looked through: all servers of shards, and servers.
        self._shards, self._servers = set[int](), set[int]()
        #: In which session of its shard something was looked at last; empty when nothing is under way.
        self._seen: dict[tuple[int, str, int], int] = {}
        self._again: asyncio.Task[None] | None = None
        life.sharing.hear_back(office, self._look_again_soon)

    @property
    def under_way(self) -> bool:
        """Whether something is looked through right now."""
        return self._task is not None and not self._task.done()

    @property
    def not_looked_at(self) -> int:
        """How many could not be looked at; they are tried again within a minute."""
        return len(self._failed)

    async def cog_load(self) -> None:
        """Starts to try again, every minute, what could not be looked at."""
        self._retry.start()

    async def cog_unload(self) -> None:
        """Stops; the rest is left for the next start."""
        self._retry.cancel()
        for task in (self._again, self._task):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    @commands.Cog.listener()
    async def on_shard_connect(self, shard: int) -> None:
        """A new session: nothing was heard since the last one. Direct messages come over the first shard."""
        self._beginning.add(shard)
        self._sessions[shard] += 1
        if shard == 0:
            self._missed.fall_behind()

    @commands.Cog.listener()
    async def on_shard_ready(self, shard: int) -> None:
        """The shard's servers are known: looks through everything in them, and through the direct messages."""
        self._beginning.discard(shard)
        self._shards.add(shard)
        self._start()
        if len(own_shards(self.bot)) < (self.bot.shard_count or 1):
            with contextlib.suppress(StoreFailed):  # they try again by themselves
                await life.sharing.say_back(self.office)

    def _look_again(self) -> None:
        """Looks through everything: of what was heard, something could not be kept."""
        self._failures = self.office.store.failures
        self._missed.fall_behind()
        self._shards = {*own_shards(self.bot)}
        self._sessions.update(self._shards)
        self._start()

    @commands.Cog.listener("on_guild_join")
    @commands.Cog.listener("on_guild_available")
    async def look_at_server(self, guild: discord.Guild) -> None:
        """The bot was invited, perhaps not for the first time, and nobody kept track of the letters there; or an outage
        is over."""
        if guild.shard_id not in self._beginning:  # otherwise the whole shard is looked at soon
            self._seen = {key: session for key, session in self._seen.items() if key[0] != guild.id}
            self._servers.add(guild.id)
            self._start()

    def _look_again_soon(self) -> None:
        """Another process can be asked about its servers: looks again at what could not be looked at."""

        def look(_: object = None) -> None:
            self._again = asyncio.create_task(self._retry(), name="looking again")

        if self._task is not None and not self._task.done():
            self._task.add_done_callback(look)
        else:
            look()

    @tasks.loop(minutes=1)
    @tireless
    async def _retry(self) -> None:
        """Looks again at what could not be looked at, and at channels whose messages could not be taken since; at
        everything, once a database that failed works again."""
        if self._task is None or not self._task.done() or not self.bot.is_ready():
            return None
        if self.office.store.trouble is None and self.office.store.failures != self._failures:
            return self._look_again()
        with contextlib.suppress(StoreFailed):
            channels = await self._missed.channels() if 0 in own_shards(self.bot) else []
            if channels or self._failed:
                todo = [*map(self._channel, channels), *self._failed]
                self._task = asyncio.create_task(self._look_at(_each(todo)), name="catching up again")

    def _start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="catching up")

    async def _run(self) -> None:
        while self._shards or self._servers:
            shards, servers = self._shards, self._servers
            self._shards, self._servers = set(), set()
            try:
                await self._everything(shards, servers)
            except StoreFailed:  # logged by the store
                self._failed.append(partial(self._everything, shards, servers))
        self._seen.clear()

    async def _everything(self, shards: Set[int], servers: Set[int]) -> None:
        """Looks through everything in the servers of these shards, and in these servers."""

        def due(guild_id: int | None) -> bool:
            return guild_id in servers or self._shard_of(guild_id or 0) in shards

        letters, letterboxes = 0, 0

        async def everything() -> AsyncGenerator[Look]:
            nonlocal letters, letterboxes
            for dm in await self._missed.channels() if 0 in own_shards(self.bot) else ():  # where they are heard of
                yield self._channel(dm)
            there = {each.id: each for each in await life.setting_up.letterboxes(self.office)}
            for each in there.values():
                if due(each.guild_id):
                    letterboxes += 1
                    yield self._once(each.guild_id, each.id, self._upkeep.look_at_one, each)
            for letterbox_id, card in await life.finding.cards_at_desks(self.office):
                if (home := there.get(letterbox_id)) is not None and due(home.guild_id):
                    yield self._once(home.guild_id, card, self._upkeep.look_for_card, home, card)
            async for letter in life.finding.live_letters(self.office):
                if due(letter.guild_id):
                    letters += 1
                    yield self._once(letter.guild_id or 0, letter.id, self._letter, letter)

        await self._look_at(everything())
        log.info(words.host.CAUGHT_UP, self._missed.taken, letters, letterboxes)

    def _once(self, guild_id: int, about: int, look: Callable[..., Awaitable[None]], *args: Any) -> Look:
        """Returns a look that is left out where it was taken since the session began: the rest was heard live."""
        key = guild_id, look.__name__, about

        async def look_once() -> None:
            session = self._sessions[self._shard_of(guild_id)]
            if self._seen.get(key) != session:
                await look(*args)
                self._seen[key] = session

        return look_once

    def _shard_of(self, guild_id: int) -> int:
        return (guild_id >> 22) % (self.bot.shard_count or 1)

    async def _look_at(self, todo: AsyncGenerator[Look]) -> None:
        """Runs a few at a time, in this order; none of them is held up by another that fails or takes long.

        What is next is read when there is room for it. Raises StoreFailed when that cannot be read.
        """
        self._failed, self._done, turn = [], 0, asyncio.Lock()
        try:
            with aside():
                async with asyncio.TaskGroup() as group:
                    for _ in range(SIDE_BY_SIDE):
                        group.create_task(self._look_at_some(todo, turn))
        except* StoreFailed as failed:
            raise failed.exceptions[0] from failed
        if self._failed:
            log.warning(words.host.NOT_CAUGHT_UP, len(self._failed))

    async def _look_at_some(self, todo: AsyncGenerator[Look], turn: asyncio.Lock) -> None:
        while True:
            async with turn:
                look = await anext(todo, None)
            if look is None:
                return
            try:
                await look()
            except Final:
                pass  # the bot may not read it: `/letterbox check` says so
            except (TryLater, StoreFailed):  # which the store has logged
                self._failed.append(look)
            except Exception:
                log.exception("something could not be looked at")
                self._failed.append(look)
            self._done += 1
            if self._done % STEP == 0:
                log.info(words.host.CATCHING_UP, self._done)

    def _channel(self, dm: int) -> Look:
        async def look() -> None:
            async with self._missed.turn(dm):
                pass

        return look

    async def _letter(self, letter: Letter) -> None:
        """Looks at a published letter and at the responses to it."""
        guild = known(self.bot, letter.guild_id or 0)
        if guild is None or not await self._upkeep.look_for(letter) or letter.thread_id is None:
            return
        async with our_errors():
            try:
                await self._threads.look_through(letter)
            except discord.NotFound:
                await life.deletions.thread_gone(self.office, letter.thread_id, with_letter=False)


async def _each(looks: Sequence[Look]) -> AsyncGenerator[Look]:
    for look in looks:
        yield look
