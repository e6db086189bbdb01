"""Who is called what in a server, by how it looks: a pen name is looked up, not compared with every member.

* with the first pen name in a server, Discord lists its members, and their names are read, a few at a time, while the
  bot goes on
* a member joins, leaves, or changes a name: the names are updated
* the server appears anew (an invitation, or after an outage): the names are read again with the next pen name
* without a list of all members (no members intent, or it has not come yet), similar names are searched by prefix, with
  each pen name
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Container, Iterable

import discord
from discord.ext import commands

from bot.rules import pen_names
from cogs._members import all_members

#: Members found by one search, at most: Discord's limit for a search by prefix.
MOST = 100
#: Members whose names are read before other tasks have their turn: about 10 ms.
AT_ONCE = 100


class Looks:
    """The skeletons of all members' names in a server (`pen_names.skeleton`): names that look alike have the same."""

    def __init__(self, guild: discord.Guild) -> None:
        self.guild = guild
        self.complete = False
        self.looking = asyncio.Lock()
        self._of: dict[int, frozenset[str]] = {}
        self._borne = Counter[str]()

    def __contains__(self, skeleton: object) -> bool:
        return skeleton in self._borne

    def put(self, member: discord.Member) -> None:
        """Adds a member, or updates their names."""
        self.drop(member.id)
        self._of[member.id] = skeletons([member])
        self._borne.update(self._of[member.id])

    def drop(self, member_id: int) -> None:
        """Removes somebody who is no longer a member."""
        for skeleton in self._of.pop(member_id, ()):
            self._borne[skeleton] -= 1
            if not self._borne[skeleton]:
                del self._borne[skeleton]


def skeletons(members: Iterable[discord.Member]) -> frozenset[str]:
    """Returns the skeletons of these members' names."""
    names = {name for member in members for name in (member.display_name, member.name, member.global_name) if name}
    return frozenset().union(*map(pen_names.looks, names))


class Namesakes(commands.Cog):
    """Knows which names belong to members."""

    def __init__(self) -> None:
        self._servers: dict[int, Looks] = {}

    async def taken(self, guild: discord.Guild, pen_name: str) -> Container[str]:
        """Returns the skeletons that a pen name in this server must not have: those of members and of the bot
        itself."""
        if not await all_members(guild):
            return await self._searched(guild, pen_name)
        looks = self._servers.get(guild.id)
        if looks is None or looks.guild is not guild:
            looks = self._servers[guild.id] = Looks(guild)
        async with looks.looking:
            if not looks.complete:
                await self._look(looks)
        return looks

    async def _look(self, looks: Looks) -> None:
        for turn, member in enumerate([*looks.guild.members]):
            if turn % AT_ONCE == 0:
                await asyncio.sleep(0)
            if looks.guild.get_member(member.id) is not None:  # skips those who left meanwhile
                looks.put(member)
        looks.complete = True

    async def _searched(self, guild: discord.Guild, pen_name: str) -> Container[str]:
        found = [guild.me]
        for prefix in {pen_name.strip(), pen_names.undecorated(pen_name).strip(), pen_names.skeleton(pen_name)} - {""}:
            found += await guild.query_members(prefix[: pen_names.MAX_NAME], limit=MOST)
        return skeletons(found)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Somebody joined."""
        self._put(member)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, after: discord.Member) -> None:
        """Somebody may have another name in this server."""
        self._put(after)

    @commands.Cog.listener()
    async def on_user_update(self, _: discord.User, after: discord.User) -> None:
        """Somebody may have another name everywhere."""
        for looks in self._servers.values():
            if (member := looks.guild.get_member(after.id)) is not None:
                looks.put(member)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Somebody left: their name is free."""
        if (looks := self._servers.get(payload.guild_id)) is not None:
            looks.drop(payload.user.id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """An outage is over; who came and left during it is unknown."""
        self._servers.pop(guild.id, None)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot left the server."""
        self._servers.pop(guild.id, None)

    def _put(self, member: discord.Member) -> None:
        if (looks := self._servers.get(member.guild.id)) is not None:
            looks.put(member)
