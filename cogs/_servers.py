"""Which servers the bot is in, when not all of Discord can be heard.

Discord tells of servers over several connections, shards, each with its part of them. A server is missing from the
cache because the bot is not in it, or because its shard was not heard from yet; during an outage it is there, but
empty. So nobody asks the cache: `known` says what is known, and raises TryLater where nothing is.

Where several processes share the work, each hears of its own shards alone: nothing is ever known here of the others.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord
from discord.http import Route

from bot import life, words
from bot.errors import StoreError, StoreFailed, TryLater
from bot.life.office import Office
from bot.rules.shards import Part, Shards

log = logging.getLogger(__name__)
#: Seconds that a start waits for its shards, at most: longer than the database takes to notice that a machine is gone;
#: and between two attempts.
PATIENCE, EVERY = 45, 3


class Sharded(discord.AutoShardedClient):
    """Listens over as many connections as Discord recommends, and knows which of them it has heard from.

    With the first event of a session Discord lists all servers of the shard. discord.py keeps those that are not
    listed, as if the bot were still in them; here they are dropped, before the next event, as servers that it left.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._sharing: Office | None = None  #: where the processes agree on who connects next
        self._buckets = 1
        self.waits_for: str | None = None  #: what another process has, while the start waits for it
        self._heard_from = set[int]()
        self._described = set[int]()  #: shards of which Discord has described every server

    async def take_shards(self, office: Office, wanted: Shards | Part | None) -> Shards:
        """Agrees with the other processes over one database, before it connects, on which shards it hears from; returns
        them. Raises StoreError, StoreFailed, discord.HTTPException."""
        told = await self.http.request(Route("GET", "/gateway/bot"))
        shards = await self._taken(office, wanted, self.shard_count or told["shards"])
        self._sharing, self._buckets = office, told["session_start_limit"]["max_concurrency"]
        self.shard_count, self.shard_ids = shards.total, [*shards.numbers]
        log.info(words.server.SERVES, shards)
        return shards

    async def _taken(self, office: Office, wanted: Shards | Part | None, advised: int) -> Shards:
        """Takes them as soon as they are free: a machine that lost its power holds them until the database notices."""
        for waited in range(0, PATIENCE, EVERY):
            try:
                shards = await life.sharing.take_shards(office, wanted, advised)
            except StoreError as error:
                if not waited:
                    log.warning(words.server.WAITS_FOR_SHARDS, error, PATIENCE)
                self.waits_for = str(error)
            else:
                self.waits_for = None
                return shards
            await asyncio.sleep(EVERY)
        return await life.sharing.take_shards(office, wanted, advised)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Waits until a session may begin: Discord takes few at a time, of all processes together."""
        if self._sharing is None:
            return await super().before_identify_hook(shard_id, initial=initial)
        while True:
            with suppress(StoreFailed):  # the store has logged it
                return await asyncio.sleep(
                    await life.sharing.session_turn(self._sharing, (shard_id or 0) % self._buckets)
                )
            await asyncio.sleep(life.sharing.SESSION_EVERY)

    async def hear_no_more(self) -> None:
        """Leaves Discord's gateway, while requests can still be made: whoever presses now is told so at once."""
        await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()))

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Tells the cogs of an event, and at the beginning of a session of servers that were left meanwhile."""
        super().dispatch(event, *args, **kwargs)
        if event == "shard_connect":
            (shard,) = args
            self._heard_from.add(shard)
            self._described.discard(shard)
            for guild in [*self.guilds]:  # those that Discord listed are unavailable until it describes them
                if guild.shard_id == shard and not guild.unavailable:
                    self._connection._remove_guild(guild)  # pyright: ignore[reportPrivateUsage]
                    self.dispatch("guild_remove", guild)
        elif event == "shard_ready":
            self._described.update(args)

    def has_heard_of(self, guild_id: int) -> bool:
        """Returns whether the shard of this server has said which servers there are."""
        return (guild_id >> 22) % (self.shard_count or 1) in self._heard_from

    def has_heard_all(self) -> bool:
        """Returns whether every server that it hears of is described, unless it has an outage."""
        return self._described.issuperset(own_shards(self))

    def connected(self) -> dict[int, bool]:
        """Returns of each shard whether Discord's events reach the bot over it right now; empty before the first."""
        shards = self.shards
        return {
            number: number in self._heard_from and number in shards and not shards[number].is_closed()
            for number in (own_shards(self) if self.shard_count else ())
        }


def own_shards(bot: discord.Client) -> Sequence[int]:
    """Returns the numbers of the shards that this process hears from."""
    return (isinstance(bot, discord.AutoShardedClient) and bot.shard_ids) or range(bot.shard_count or 1)


def hears_of(bot: discord.Client, guild_id: int) -> bool:
    """Returns whether this process, and no other, hears of a server."""
    return (guild_id >> 22) % (bot.shard_count or 1) in own_shards(bot)


def known(bot: discord.Client, guild_id: int) -> discord.Guild | None:
    """Returns a server as it is; None when the bot is not in it. Raises TryLater when neither is known now."""
    guild = bot.get_guild(guild_id)
    if guild is None and isinstance(bot, Sharded) and not bot.has_heard_of(guild_id):
        raise TryLater("a shard is not connected")
    if guild is not None and guild.unavailable:
        raise TryLater("a server is unavailable")
    return guild


def known_channel(bot: discord.Client, channel_id: int) -> Any:
    """Returns a channel or active thread; None when there is none. Raises TryLater while it may be in a server that the
    bot has not heard of yet."""
    channel = bot.get_channel(channel_id)
    if channel is None and isinstance(bot, Sharded) and not bot.has_heard_all():
        raise TryLater("a shard is not connected")
    return channel
