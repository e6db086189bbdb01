"""The Discord client: its intents and cogs, opening and closing the store, timers for deliveries, a clean close."""

from __future__ import annotations

import asyncio
import logging
import random
import sys
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

import discord
from discord.ext import commands, tasks

from bot import life, words
from bot.clock import Clock, PutRight
from bot.errors import StoreError, StoreFailed
from bot.host.health import Health
from bot.host.loops import tireless
from bot.host.picture_pool import PicturePool
from bot.host.vitals import Vitals
from bot.life.office import Office
from bot.post import outcome
from bot.post.brake import Brake
from bot.post.pace import Pace
from bot.post.process import Process
from bot.post.worker import GRACE, Deliveries
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.engine import store_of
from cogs import _requests
from cogs._all import all_cogs
from cogs._courier import DiscordCourier
from cogs._elsewhere import Elsewhere, share
from cogs._finishing import LEAVE, finish
from cogs._press import Presses
from cogs._reaching import Patient
from cogs._servers import Sharded
from cogs._tree import Tree, sync
from cogs.catching_up import CatchingUp

log = logging.getLogger(__name__)

#: discord.py would warn at each start that it cannot use voice, which the bot does not need.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

TICK = 1  #: seconds between checks for deliveries whose time has come: relays, refreshed counts, second attempts
LASTING = 12  #: ticks after which a power failure undoes no record of a delivery any more
PAGES = 10  #: seconds between the checks of two tables for damage
TRIED_META = "tried"


def intents(*, message_content: bool = True, members: bool = True) -> discord.Intents:
    """Returns what the bot listens to: servers, messages, and the two privileged intents where they are granted."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.messages = wanted.expressions = True  # expressions: which emoji are a server's own
    wanted.message_content, wanted.members = message_content, members
    return wanted


class Unsigned(commands.Bot, Patient, Sharded):
    """The bot with all its parts; `build` makes one. It opens its store in `set_up` and closes it in `close`."""

    def __init__(
        self, settings: Settings, clock: Clock, wanted: discord.Intents, chance: random.Random, shards: int | None
    ) -> None:
        self._clock, self._chance = PutRight(clock), chance
        self._brake = Brake(self._clock)
        self._pace = Pace()
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=wanted,
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.CustomActivity(words.host.PRESENCE),
            tree_cls=Tree,
            http_trace=_requests.trace(self._brake, self._pace),
            shard_count=shards,
            chunk_guilds_at_startup=False,  # 120 servers a minute; members are asked for where a name is compared
            max_messages=None,  # nothing is read from discord.py's cache of messages, so none are kept
        )
        self.settings = settings
        self._pictures = PicturePool()
        together = (self._keep_together,) if settings.on_postgres else ()  # an SQLite file has nobody else
        self._loops = self._tick, *together, self._truncate_wal, self._expire, self._check_pages
        self.health = Health(settings.health_port, settings, self._clock, self.vitals)
        self._elsewhere: Elsewhere | None = None  #: asks other processes, if there are any
        self.failure: StoreError | None = None  #: why the bot had to stop
        self._process: Process | None = None  #: where it is not alone
        self.office: Office
        self.deliveries: Deliveries

    def vitals(self) -> Vitals:
        """Returns how the bot does at this moment."""
        store, catching_up = self.office.store if hasattr(self, "office") else None, self.get_cog("CatchingUp")
        behind = catching_up if isinstance(catching_up, CatchingUp) else None
        return Vitals(
            shards=self.connected(),
            waits=self.reaching.why or self.waits_for,
            stopped=self._brake.stopped,
            trouble=store.trouble if store else None,
            failures=store.failures if store else 0,
            refused=dict(self._brake.refusals),
            attempts=dict(outcome.attempts),
            catching_up=behind is not None and behind.under_way,
            not_looked_at=behind.not_looked_at if behind else 0,
        )

    async def login(self, token: str) -> None:
        """Logs in as soon as Discord can be reached, and sets up; meanwhile `/health` says that it waits."""
        await self.health.start()
        await super().login(token)

    async def set_up(self) -> None:
        """Opens the store, adds the cogs, syncs the commands if they changed, and starts delivering.

        Raises SettingError, SealError or StoreError, each with a sentence for the host.
        """
        has_file = self.settings.on_postgres or keys.holds_something(self.settings.database_path)
        if self.settings.seal_key is not None and not has_file:
            log.warning(words.host.DATABASE_NEW.format(path=self.settings.database_path))
        seal = Seal(*keys.present(self.settings))
        store = store_of(self.settings, seal)
        await store.open()
        self._clock.ahead = store.ahead
        keys.begun(self.settings)
        courier = DiscordCourier(self)
        self.office = Office(store, seal, self._clock, lambda: self.deliveries.transaction(), self._chance)
        self.deliveries = Deliveries(self.office, courier, self._brake, self._pace)
        if self.settings.on_postgres and (self.settings.shares or not self.shard_count):
            wanted = self.settings.shards or self.settings.process
            self.deliveries.shards = await self.reaching.reach(partial(self.take_shards, self.office, wanted))
            self._process = Process(self.deliveries, str(self.settings.process or self.deliveries.shards))
        if not self.deliveries.shards.are_all:
            self._elsewhere = share(self, self.office, self.deliveries.shards, courier.members)
        cogs = all_cogs(self, self.office, courier, self.deliveries, self._pictures, mature=self.settings.takes_mature)
        for cog in (*cogs, Presses(cogs)):
            await self.add_cog(cog)
        if self.deliveries.shards.serve(None):  # one process is enough
            await self.reaching.reach(partial(sync, self, self.office))
        self._say_what_is_missing()
        for loop in self._loops:
            loop.start()

    @tasks.loop(seconds=TICK)
    @tireless
    async def _tick(self) -> None:
        """Starts deliveries whose time has come, collects the post that is due and erases what was discarded. Until
        then it reads nothing from the database."""
        if self.office.store.trouble is not None:
            await self._try_database()
        if self.office.store.displaced is not None:
            self._fail(StoreError(self.office.store.displaced))
            return
        if self._tick.current_loop % LASTING == 0:
            with suppress(StoreFailed):
                await self.office.store.make_last()
        self.office.shelves.drop_idle()
        if self.office.now < self.deliveries.due:
            return
        try:
            if await life.sending.is_due(self.office):
                await life.ending.end_discarded(self.office)
                await life.sending.collect(self.office)
        finally:
            self.deliveries.wake()

    async def _try_database(self) -> None:
        """Writes something: only that tells whether it works again, and nobody else may write for hours."""
        with suppress(StoreFailed, StoreError):
            async with self.office.store.transaction() as tx:
                await tx.set_meta(TRIED_META, b"")

    @tasks.loop(seconds=TICK)
    @tireless
    async def _keep_together(self) -> None:
        """Hears other processes again, where that was lost, and says that this one is alive."""
        await self.office.store.keep_hearing()
        if self._process is not None:
            await self._process.renew()

    @tasks.loop(hours=1)
    @tireless
    async def _truncate_wal(self) -> None:
        await self.office.store.truncate_wal()

    @tasks.loop(seconds=PAGES)
    @tireless
    async def _check_pages(self) -> None:
        """Reads the pages of one table after another for damage; of a database that was not closed cleanly they were
        read before the start. Where some are damaged, the bot stops as it would not have started."""
        try:
            more = await self.office.store.check_table(self._check_pages.current_loop)
        except StoreError as error:
            return self._fail(error)
        if not more:
            self._check_pages.stop()

    def _fail(self, error: StoreError) -> None:
        """Stops, as it would not have started."""
        self.failure = error
        self._closing = asyncio.create_task(self.close(), name="closing")

    @tasks.loop(hours=1)
    @tireless
    async def _expire(self) -> None:
        """Forgets the authors whose time is over, ends the drafts whose time is over, and sends the desks' digests."""
        if forgotten := await life.forgetting.expire(self.office):
            log.info("%d letters forgotten", forgotten)
        if ended := await life.ending.end_drafts(self.office):
            log.info("%d drafts ended", ended)
        await life.waiting.send_digests(self.office)
        await life.beginning.expire(self.office)

    @_tick.before_loop
    @_check_pages.before_loop
    @_expire.before_loop
    async def _before(self) -> None:
        await self.wait_until_ready()

    async def on_ready(self) -> None:
        """The bot is connected, for the first time or again."""
        log.info(words.host.STARTED)

    def _say_what_is_missing(self) -> None:
        """Tells the host what the bot will not be able to do without the privileged intents."""
        if not self.intents.message_content:
            log.warning(words.host.INTENTS_OFF["message_content"])
        if not self.intents.members:
            log.warning(words.host.INTENTS_OFF["members"])

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Logs an error that no cog has answered. The store has already logged its own
        failures, once and in one line."""
        if not isinstance(sys.exc_info()[1], StoreFailed):
            await super().on_error(event_method, *args, **kwargs)

    async def on_message(self, message: discord.Message, /) -> None:
        """Does nothing: there are no prefix commands, and the cogs listen for themselves."""

    async def close(self) -> None:
        """Finishes what is under way, leaves Discord and closes the store, within ten seconds. May be called twice."""
        if self.is_closed():
            return await super().close()
        for loop in self._loops:
            loop.cancel()
        try:
            await self._pictures.close()  # a picture being cleaned is read again at the next start
            await finish(self._stop_delivering(), self.hear_no_more(), within=GRACE)
            if hasattr(self, "office"):
                if self._elsewhere is not None:
                    await self._elsewhere.close()
                await self.office.alike.close()
                await self.office.shelves.close()
            await self.health.stop()
            with suppress(TimeoutError):  # Discord may not answer
                await asyncio.wait_for(super().close(), LEAVE)
        finally:  # an open store would keep the process from ending
            if hasattr(self, "office"):
                await self.office.store.close()

    async def _stop_delivering(self) -> None:
        if hasattr(self, "deliveries"):
            await self.deliveries.stop()
        if self._process is not None:
            await self._process.leave()


def utc() -> datetime:
    """Returns the current moment, as discord.py tells it at each call, so that it and the bot never disagree."""
    return discord.utils.utcnow()


def build(
    settings: Settings,
    *,
    clock: Clock = utc,
    wanted: discord.Intents | None = None,
    chance: random.Random | None = None,
    shards: int | None = 1,
) -> commands.Bot:
    """Returns the bot with all its parts, not yet started.

    `shards` is over how many connections it hears from Discord; None: as many as Discord recommends. `clock` is its
    only source of time, put right by the database server's: this machine's, where none is given. `chance` decides the
    order and the delays that hide who wrote when: the system's randomness, where none is given.
    """
    return Unsigned(settings, clock, wanted or intents(), chance or random.SystemRandom(), shards)
