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
from bot.letter import Letter, Letterbox, Membership, Memberships, Person, Standing, Thread
from bot.life.office import Office
from bot.post.courier import Courier
from cogs import _channels as channels
from cogs._looking import was_closed
from cogs._servers import known

#: How long an answer is reused; a time-out or a departure is noticed that much later.
HOLDS = timedelta(seconds=60)
#: Seconds that somebody waits for a server's members to be listed.
PATIENCE = 5
#: By which Discord's times may be off.
CLOCKS = timedelta(minutes=1)
#: Servers that are asked about one person: more at once would keep everybody else waiting.
ASKED = 25
Key = tuple[int, int]


class Members:
    """Looks members up, and remembers the answers for `HOLDS`."""

    def __init__(self, bot: discord.Client) -> None:
        self._bot = bot
        self._asking: dict[Key, asyncio.Task[discord.Member | None]] = {}
        #: Until when each answer is reused, and the answer; in the order in which they came.
        self._known: dict[Key, tuple[datetime, discord.Member | None]] = {}
        #: Servers whose members are to be listed, and what lists them, one after another.
        self._to_list = dict[int, discord.Guild]()
        self._listing: asyncio.Task[None] | None = None

    async def memberships(
        self, person: Person, letterboxes: Sequence[Letterbox], at: Letter | None = None
    ) -> Memberships:
        """Returns the letterboxes whose servers this person is in, with what they may do there, or under the letter
        `at`, and which servers cannot be known now.

        Where too many servers would have to be asked, only the first is, and the members of the others are listed,
        which takes a while: until then they cannot be known. Without the members intent nobody can have them listed;
        then they count as servers that somebody is not in, until the bot sees them there.

        Raises discord.HTTPException, and TryLater where nothing is found and something cannot be known.
        """
        self._forget()
        servers, unsure, unknown = self._looked_through(person, letterboxes)
        if len(unsure) > ASKED:
            first = letterboxes[0].guild_id
            put_off = {guild_id: servers.pop(guild_id)[1] for guild_id in unsure if guild_id != first}
            if self._bot.intents.members:
                unknown |= put_off.keys()
                self._have_listed(put_off)
        found = await asyncio.gather(
            *(self._membership(person, letterbox, guild, at) for letterbox, guild in servers.values())
        )
        here = Memberships([membership for membership in found if membership is not None], unknown)
        if unknown and not here:
            raise TryLater("no server of theirs is known now")
        return here

    def _looked_through(
        self, person: Person, letterboxes: Sequence[Letterbox]
    ) -> tuple[dict[int, tuple[Letterbox, discord.Guild]], list[int], set[int]]:
        """Returns the servers where somebody is or may be, by id; those of them that would have to be asked; and those
        of which nothing can be known."""
        servers, unsure, unknown = dict[int, tuple[Letterbox, discord.Guild]](), list[int](), set[int]()
        server, listed, asked, who = self._bot.get_guild, self._bot.intents.members, self._known, person.id
        for letterbox in letterboxes:  # all there are, for each direct message: each takes a microsecond
            guild_id = letterbox.guild_id
            guild = server(guild_id)
            if guild is None or guild.unavailable:
                if self._is_unknown(guild_id):
                    unknown.add(guild_id)
            elif guild.get_member(who) is not None:
                servers[guild_id] = letterbox, guild
            elif (guild_id, who) in asked:
                if asked[guild_id, who][1] is not None:
                    servers[guild_id] = letterbox, guild
            elif not (listed and guild.chunked):
                servers[guild_id] = letterbox, guild
                unsure.append(guild_id)
        return servers, unsure, unknown

    def _is_unknown(self, guild_id: int) -> bool:
        try:
            known(self._bot, guild_id)
        except TryLater:
            return True
        return False

    def _have_listed(self, servers: dict[int, discord.Guild]) -> None:
        """Has the members of these servers listed, unless others are being listed: then the next time."""
        if self._listing is None or self._listing.done():
            self._to_list = servers
            self._listing = asyncio.create_task(self._list(), name="members")

    async def _list(self) -> None:
        """Has Discord list the members of the servers that wait for it, as fast as it takes such requests."""
        while self._to_list:
            _, guild = self._to_list.popitem()
            await all_members(guild)

    async def _membership(
        self, person: Person, letterbox: Letterbox, guild: discord.Guild, at: Letter | None
    ) -> Membership | None:
        member = await self._member(guild, person)
        if member is None:
            return None
        mature = channels.by_id(guild, letterbox.mature_id)
        where = channels.by_id(guild, letterbox.letters_id if at is None else at.channel_id)
        sees, may_send, may_respond = _allowed(where, member)
        return Membership(
            letterbox=letterbox,
            server=guild.name,
            standing=_standing(member),
            mature_ok=mature is not None
            and mature.is_nsfw()
            and _restricted_desk(guild, letterbox)
            and all(_allowed(mature, member)[:2]),
            timed_out_until=_seconds(member.timed_out_until),
            account_since=_seconds(member.created_at),
            member_since=_seconds(member.joined_at),
            names=tuple({name for name in (member.name, member.global_name, member.nick) if name}),
            there=frozenset(each.id for each in (guild, *guild.emojis, *guild.channels, *guild.threads, *guild.roles)),
            sees=sees,
            may_send=may_send,
            may_respond=may_respond,
            lacks=_lacking(member, letterbox),
            thread=None if at is None else await self._thread(guild, at),
        )

    async def _thread(self, guild: discord.Guild, letter: Letter) -> Thread | None:
        """Returns what is set for a letter's thread; None when there is none. An archived one is in no cache."""
        if letter.thread_id is None:
            return None
        found = guild.get_thread(letter.thread_id)
        if found is None or found.archived or found.locked:  # what our own requests changed may not be heard of yet
            try:
                fetched = await self._bot.fetch_channel(letter.thread_id)
            except (discord.NotFound, discord.Forbidden):
                return None
            found = fetched if isinstance(fetched, discord.Thread) else None
        return None if found is None else Thread(found.locked, was_closed(found), found.slowmode_delay)

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


def _lacking(member: discord.Member, letterbox: Letterbox) -> tuple[str, ...] | None:
    """Returns the names of the roles of which somebody needs one to write letters, those that still exist; None where
    they may write."""
    if not letterbox.writers or any(role.id in letterbox.writers for role in member.roles):
        return None
    return tuple(role.name for role in map(member.guild.get_role, letterbox.writers) if role is not None)


def _restricted_desk(guild: discord.Guild, letterbox: Letterbox) -> bool:
    desk = channels.by_id(guild, letterbox.desk_id)
    return desk is not None and desk.is_nsfw()


def _allowed(channel: channels.Target | None, member: discord.Member) -> tuple[bool, bool, bool]:
    """Returns whether somebody sees a channel, may send letters there, and may write in its threads; all of it where
    there is no such channel, which is another trouble.

    Where nobody but moderators may write in the channel itself, as `/letterbox setup` advises, whoever may write in its
    threads may send letters.
    """
    if channel is None:
        return True, True, True
    allowed = channel.permissions_for(member)
    responds = allowed.view_channel and allowed.send_messages_in_threads
    sends = allowed.view_channel and (allowed.send_messages if _is_written_in(channel) else responds)
    return allowed.view_channel, sends, responds


def _is_written_in(channel: channels.Target) -> bool:
    """Whether ordinary members may write in a channel itself: everybody or, where it is hidden from everybody, some
    role that moderates nothing."""
    everybody = channel.permissions_for(channel.guild.default_role)
    if everybody.view_channel:
        return everybody.send_messages
    ordinary = [role for role in channel.guild.roles if not role.permissions.manage_messages and not role.managed]
    return any(there.view_channel and there.send_messages for there in map(channel.permissions_for, ordinary))


def _standing(member: discord.Member) -> Standing:
    if member.is_timed_out():
        return Standing.TIMED_OUT
    return Standing.PENDING if member.pending else Standing.MEMBER


def _seconds(moment: datetime | None) -> int:
    """Returns Unix seconds, rounded up; 0 where Discord tells no moment."""
    return 0 if moment is None else math.ceil(moment.timestamp())


async def memberships_of(office: Office, courier: Courier, person: Person) -> Memberships:
    """The letterboxes that somebody can write to."""
    letterboxes = await life.setting_up.letterboxes(office)
    if len(letterboxes) > ASKED:
        letterboxes = await life.setting_up.likeliest_first(office, person, letterboxes)
    return await courier.memberships(person, letterboxes)


async def letterboxes_of(office: Office, courier: Courier, person: Person, guild_id: int | None) -> list[Letterbox]:
    """The letterbox of the server that somebody is in; in direct messages, of every server shared with the bot."""
    if guild_id is not None:
        return [await life.setting_up.letterbox_in(office, guild_id)]
    return [membership.letterbox for membership in await memberships_of(office, courier, person)]


async def guild_ids_of(office: Office, guild_id: int | None) -> list[int] | None:
    """The server that somebody is in, which must have a letterbox; None in direct messages: all servers, whether they
    left them or not."""
    return None if guild_id is None else [(await life.setting_up.letterbox_in(office, guild_id)).guild_id]


async def membership_of(office: Office, courier: Courier, person: Person, letter_id: int) -> Membership | None:
    """The letterbox of a letter as somebody sees it who writes under that letter; None when they left the server."""
    letter, letterbox = await life.setting_up.letterbox_for(office, letter_id)
    return next(iter(await courier.memberships(person, [letterbox], letter)), None)


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
