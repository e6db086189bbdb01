"""Who is in a server, for a bot without the members intent: asked for one by one, at most once
a minute for each person.

Discord answers about five such questions a second in a server. A person who writes is looked up with each
message, with the card and with the press of a button: in a crowd people would wait for minutes, and presses
would not be answered in time.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from datetime import datetime, timedelta

import discord

from bot import life
from bot.letter import Letterbox, Membership, Person, Standing
from bot.life.office import Office
from bot.post.courier import Courier

#: How long an answer is reused; a time-out or a departure is noticed that much later.
HOLDS = timedelta(seconds=60)
Key = tuple[int, int]


class Members:
    """Looks members up, and remembers the answers for `HOLDS`."""

    def __init__(self, bot: discord.Client) -> None:
        self._bot = bot
        self._asking: dict[Key, asyncio.Task[discord.Member | None]] = {}
        #: Until when each answer is reused, and the answer; in the order in which they came.
        self._known: dict[Key, tuple[datetime, discord.Member | None]] = {}

    async def memberships(self, person: Person, letterboxes: Sequence[Letterbox]) -> list[Membership]:
        """Returns the letterboxes whose servers this person is in. Raises discord.HTTPException."""
        found = await asyncio.gather(*(self._membership(person, letterbox) for letterbox in letterboxes))
        return [membership for membership in found if membership is not None]

    async def _membership(self, person: Person, letterbox: Letterbox) -> Membership | None:
        guild = self._bot.get_guild(letterbox.guild_id)
        member = guild and await self._member(guild, person)
        if guild is None or member is None:
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
        """Returns the member from the cache, or asks Discord: without the members intent the cache knows few."""
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


async def memberships_of(office: Office, courier: Courier, person: Person) -> list[Membership]:
    """The letterboxes that somebody can write to."""
    return await courier.memberships(person, await life.setting_up.letterboxes(office))


async def membership_of(office: Office, courier: Courier, person: Person, letter_id: int) -> Membership | None:
    """The letterbox of a letter as somebody sees it who writes under that letter; None when they left the server."""
    letterbox = await life.setting_up.letterbox_for(office, letter_id)
    return next(iter(await courier.memberships(person, [letterbox])), None)
