"""After a start and after each lost session, the bot catches up with what happened while it was away.

Direct messages come first, the most recent writers first; then the letterboxes and their desks; then the published
letters and their threads, the newest first; a few of these side by side. A session that is resumed has lost nothing:
Discord replays it. What arrives meanwhile is handled at once, by the same methods, which know what has been handled.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial

import discord
from discord.ext import commands, tasks

from bot import life, words
from bot.errors import Final, StoreFailed, TryLater
from bot.letter import Letter
from bot.life.office import Office
from cogs._errors import our_errors
from cogs._missed import Missed
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
        self._again = False
        self._failed: list[Look] = []

    async def cog_load(self) -> None:
        """Starts to try again, every minute, what could not be looked at."""
        self._retry.start()

    async def cog_unload(self) -> None:
        """Stops; the rest is left for the next start."""
        self._retry.cancel()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @commands.Cog.listener()
    async def on_connect(self) -> None:
        """A new session: nothing was heard since the last one. Comes before any event of the new one."""
        self._missed.fall_behind()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """The servers are known: looks through everything."""
        self._start()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was invited, perhaps not for the first time: nobody kept track of the letters there."""
        self._start()

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """An outage is over."""
        if self.bot.is_ready():
            self._start()

    @tasks.loop(minutes=1)
    async def _retry(self) -> None:
        """Looks again at what could not be looked at, and at channels whose messages could not be taken since."""
        if self._task is None or not self._task.done() or not self.bot.is_ready():
            return
        with contextlib.suppress(StoreFailed):
            channels = await self._missed.channels()
            if channels or self._failed:
                todo = [*map(self._channel, channels), *self._failed]
                self._task = asyncio.create_task(self._look_at(todo), name="catching up again")

    def _start(self) -> None:
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="catching up")

    async def _run(self) -> None:
        while self._again:
            self._again = False
            try:
                await self._everything()
            except StoreFailed:  # logged by the store
                self._failed.append(self._everything)

    async def _everything(self) -> None:
        channels = await self._missed.channels()
        letterboxes = await life.setting_up.letterboxes(self.office)
        letters = await life.finding.live_letters(self.office)
        await self._look_at(
            [
                *map(self._channel, channels),
                *(partial(self._upkeep.look_at, letterbox.guild_id) for letterbox in letterboxes),
                *(
                    partial(self._upkeep.look_for_card, *card)
                    for card in await life.finding.cards_at_desks(self.office)
                ),
                *(partial(self._letter, letter) for letter in letters),
            ]
        )
        log.info(words.host.CAUGHT_UP, self._missed.taken, len(letters), len(letterboxes))

    async def _look_at(self, todo: Sequence[Look]) -> None:
        """Runs a few at a time, in this order; none of them is held up by another that fails or takes long."""
        self._failed = []
        waiting = iter(enumerate(todo, 1))
        async with asyncio.TaskGroup() as group:
            for _ in range(SIDE_BY_SIDE):
                group.create_task(self._look_at_some(waiting, len(todo)))
        if self._failed:
            log.warning(words.host.NOT_CAUGHT_UP, len(self._failed))

    async def _look_at_some(self, waiting: Iterator[tuple[int, Look]], total: int) -> None:
        for done, look in waiting:
            try:
                await look()
            except Final:
                pass  # the bot may not read it: `/letterbox check` says so
            except TryLater:
                self._failed.append(look)
            except Exception:
                log.exception("something could not be looked at")
                self._failed.append(look)
            if done % STEP == 0:
                log.info(words.host.CATCHING_UP, done, total)

    def _channel(self, dm: int) -> Look:
        async def look() -> None:
            async with self._missed.turn(dm):
                pass

        return look

    async def _letter(self, letter: Letter) -> None:
        """Looks at a published letter and at the responses to it."""
        guild = self.bot.get_guild(letter.guild_id or 0)
        if guild is None or guild.unavailable or not await self._upkeep.look_for(letter) or letter.thread_id is None:
            return
        async with our_errors():
            try:
                await self._threads.look_through(letter)
            except discord.NotFound:
                await life.deletions.thread_gone(self.office, letter.thread_id, with_letter=False)
