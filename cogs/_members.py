"""Who is in a server: asked for one by one, where they are not in the cache, at most once a minute for each person.

Discord answers about five such questions a second in a server. A person who writes is looked up with each
message, with the card and with the press of a button: in a crowd people would wait for minutes, and presses
would not be answered in time.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import discord

from bot import life
from bot.errors import TryLater
from bot.letter import Letterbox, Membership, Memberships, Person, Standing
from bot.life.office import Office
from bot.post.courier import Courier
from cogs._servers import known

#: How long an answer is reused; a time-out or a departure is noticed that much later.
HOLDS = timedelta(seconds=60)
#: Seconds that somebody waits for a server's members to be listed.
PATIENCE = 5
Key = tuple[int, int]


class Members:
    """Looks members up, and remembers the answers for `HOLDS`."""

    def __init__(self, bot: discord.Client) -> None:
        self._bot = bot
        self._asking: dict[Key, asyncio.Task[discord.Member | None]] = {}
        #: Until when each answer is reused, and the answer; in the order in which they came.
        self._known: dict[Key, tuple[datetime, discord.Member | None]] = {}

    async def memberships(self, person: Person, letterboxes: Sequence[Letterbox]) -> Memberships:
        """Returns the letterboxes whose servers this person is in, and which servers cannot be known now.

        Raises discord.HTTPException, and TryLater where nothing is found and something cannot be known.
        """
        servers, unknown = list[tuple[Letterbox, discord.Guild]](), set[int]()
        for letterbox in letterboxes:
            try:
                if (guild := known(self._bot, letterbox.guild_id)) is not None:
                    servers.append((letterbox, guild))
            except TryLater:
                unknown.add(letterbox.guild_id)
        found = await asyncio.gather(*(self._membership(person, letterbox, guild) for letterbox, guild in servers))
        here = Memberships([membership for membership in found if membership is not None], unknown)
        if unknown and not here:
            raise TryLater("no server of theirs is known now")
        return here

    async def _membership(self, person: Person, letterbox: Letterbox, guild: discord.Guild) -> Membership | None:
        member = await self._member(guild, person)
        if member is None:
            return None
        mature = guild.get_channel(letterbox.mature_id) if letterbox.mature_id else None
        return Membership(
            letterbox=letterbox,
            server=guild.name,
            standing=_standing(member),
            mature_ok=isinstance(mature, discord.TextChannel | discord.ForumChannel) and mature.is_nsfw(),
            timed_out_until=_seconds(member.timed_out_until),
            account_since=_seconds(member.created_at),
            member_since=_seconds(member.joined_at),
            names=tuple({name for name in (member.name, member.global_name, member.nick) if name}),
            there=frozenset(each.id for each in (guild, *guild.emojis, *guild.channels, *guild.threads, *guild.roles)),
        )

    async def _member(self, guild: discord.Guild, person: Person) -> discord.Member | None:
        """Returns the member from the cache, or asks Discord: the cache knows few, unless all were asked for."""
        member = guild.get_member(person.id)
        if member is not None or (self._bot.intents.members and guild.chunked):
            return member
        return await self.find(guild, person.id)

    async def find(self, guild: discord.Guild, user_id: int) -> discord.Member | None:
        """Returns the member, or None when they are not in the server. Raises discord.HTTPException."""
        self._forget()
        key = guild.id, user_id
        if key in self._known:
            return self._known[key][1]
        if key not in self._asking:
            self._asking[key] = asyncio.create_task(self._ask(guild, user_id))
        return await asyncio.shield(self._asking[key])

    async def _ask(self, guild: discord.Guild, user_id: int) -> discord.Member | None:
        key = guild.id, user_id
        try:
            member = await guild.fetch_member(user_id)
        except discord.NotFound:
            member = None
        finally:
            del self._asking[key]
        self._known[key] = discord.utils.utcnow() + HOLDS, member
        return member

    def _forget(self) -> None:
        """Drops the answers that are too old."""
        now = discord.utils.utcnow()
        while self._known:
            key = next(iter(self._known))
            if self._known[key][0] > now:
                return
            del self._known[key]


def _standing(member: discord.Member) -> Standing:
    if member.is_timed_out():
        return Standing.TIMED_OUT
    return Standing.PENDING if member.pending else Standing.MEMBER


def _seconds(moment: datetime | None) -> int:
    """Returns Unix seconds, rounded up; 0 where Discord tells no moment."""
    return 0 if moment is None else math.ceil(moment.timestamp())


async def memberships_of(office: Office, courier: Courier, person: Person) -> Memberships:
    """The letterboxes that somebody can write to."""
    return await courier.memberships(person, await life.setting_up.letterboxes(office))


async def membership_of(office: Office, courier: Courier, person: Person, letter_id: int) -> Membership | None:
    """The letterbox of a letter as somebody sees it who writes under that letter; None when they left the server."""
    letterbox = await life.setting_up.letterbox_for(office, letter_id)
    return next(iter(await courier.memberships(person, [letterbox])), None)


async def all_members(guild: discord.Guild) -> bool:
    """Has Discord list the members of a server, once; from then on they are in the cache. Returns whether they are.

    Without the members intent they never are. A large server may take longer than anybody waits; then they are next
    time. Discord answers this once in 30 seconds for each server.
    """
    if guild.chunked or guild.unavailable:
        return guild.chunked
    with suppress(TimeoutError, discord.ClientException):  # ClientException: no such intent
        await asyncio.wait_for(asyncio.shield(guild.chunk()), PATIENCE)
    return guild.chunked
