"""Which servers the bot is in, when not all of Discord can be heard.

Discord tells of servers over several connections, shards, each with its part of them. A server is missing from the
cache because the bot is not in it, or because its shard was not heard from yet; during an outage it is there, but
empty. So nobody asks the cache: `known` says what is known, and raises TryLater where nothing is.
"""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import TryLater


class Sharded(discord.AutoShardedClient):
    """Listens over as many connections as Discord recommends, and knows which of them it has heard from.

    With the first event of a session Discord lists all servers of the shard. discord.py keeps those that are not
    listed, as if the bot were still in them; here they are dropped, before the next event, as servers that it left.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._heard_from = set[int]()
        self._described = set[int]()  #: shards of which Discord has described every server

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
        """Returns whether every server is described, unless it has an outage."""
        return self._described.issuperset(range(self.shard_count or 1))

    def connected(self) -> dict[int, bool]:
        """Returns of each shard whether Discord's events reach the bot over it right now; empty before the first."""
        shards = self.shards
        return {
            number: number in self._heard_from and number in shards and not shards[number].is_closed()
            for number in range(self.shard_count or 0)
        }


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
