"""Who is in a server: asked for one by one, where they are not in the cache, at most once a minute for each person.

Discord answers about five such questions a second in a server. A person who writes is looked up with each
message, with the card and with the press of a button: in a crowd people would wait for minutes, and presses
would not be answered in time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import discord

from bot import life, words
from bot.errors import Refusal, TryLater
from bot.letter import Letter, Letterbox, Membership, Memberships, Person, Thread
from bot.life.office import Office
from bot.post.courier import Courier
from cogs._looking import was_closed
from cogs._membership import ids_in, membership
from cogs._servers import known

#: How long an answer is reused; a time-out or a departure is noticed that much later.
HOLDS = timedelta(seconds=60)
#: Seconds that somebody waits for a server's members to be listed.
PATIENCE = 5
#: Servers that are asked about one person: more at once would keep everybody else waiting.
ASKED = 25
Key = tuple[int, int]
#: Returns the letterboxes whose servers somebody is in, as they see them in general or under a letter, and which cannot
#: be known now.
Find = Callable[[Person, Sequence[Letterbox], Letter | None], Awaitable[Memberships]]


class Members:
    """Looks members up, and remembers the answers for `HOLDS`."""

    def __init__(self, bot: discord.Client) -> None:
        self._bot = bot
        self.find_all: Find = self.here  #: where other processes serve some of the servers, it asks these, too
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

        Raises discord.HTTPException, StoreFailed, and TryLater where nothing is found and something cannot be known.
        """
        found = await self.find_all(person, letterboxes, at)
        if found.unknown and not found:
            raise TryLater("no server of theirs is known now")
        return found

    async def here(self, person: Person, letterboxes: Sequence[Letterbox], at: Letter | None = None) -> Memberships:
        """Returns the same of servers that this process hears of.

        Where too many servers would have to be asked, only the first is, and the members of the others are listed,
        which takes a while: until then they cannot be known. Without the members intent nobody can have them listed;
        then they count as servers that somebody is not in, until the bot sees them there.

        Raises discord.HTTPException.
        """
        self._forget()
        servers, unsure, unknown = self._looked_through(person, letterboxes)
        if len(unsure) > ASKED:
            first = letterboxes[0].guild_id
            put_off = {guild_id: servers.pop(guild_id)[0] for guild_id in unsure if guild_id != first}
            if self._bot.intents.members:
                unknown |= put_off.keys()
                self._have_listed(put_off)
        found = await asyncio.gather(*(self._in(person, *server, at) for server in servers.values()))
        return Memberships([each for server in found for each in server], unknown)

    def _looked_through(
        self, person: Person, letterboxes: Sequence[Letterbox]
    ) -> tuple[dict[int, tuple[discord.Guild, list[Letterbox]]], list[int], set[int]]:
        """Returns the servers where somebody is or may be, by id, with their letterboxes; those of them that
        would have to be asked; and those of which nothing can be known."""
        servers = dict[int, tuple[discord.Guild, list[Letterbox]]]()
        unsure, unknown = list[int](), set[int]()
        server, listed, asked, who = self._bot.get_guild, self._bot.intents.members, self._known, person.id
        for letterbox in letterboxes:  # all there are, for each direct message: each takes a microsecond
            guild_id = letterbox.guild_id
            if guild_id in servers:
                servers[guild_id][1].append(letterbox)
                continue
            guild = server(guild_id)
            if guild is None or guild.unavailable:
                if self._is_unknown(guild_id):
                    unknown.add(guild_id)
            elif guild.get_member(who) is not None:
                servers[guild_id] = guild, [letterbox]
            elif (guild_id, who) in asked:
                if asked[guild_id, who][1] is not None:
                    servers[guild_id] = guild, [letterbox]
            elif not (listed and guild.chunked):
                servers[guild_id] = guild, [letterbox]
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

    async def _in(
        self, person: Person, guild: discord.Guild, letterboxes: Sequence[Letterbox], at: Letter | None
    ) -> list[Membership]:
        """Returns a server's letterboxes as somebody sees them, about whom it is asked once; none if they are not in
        it."""
        member = await self._member(guild, person)
        if member is None:
            return []
        thread = None if at is None else await self._thread(guild, at)
        there = ids_in(guild)
        return [membership(member, each, at, thread, there) for each in letterboxes]

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


async def memberships_of(office: Office, courier: Courier, person: Person) -> Memberships:
    """The letterboxes that somebody can write to."""
    letterboxes = await life.setting_up.letterboxes(office)
    if len(letterboxes) > ASKED:
        letterboxes = await life.setting_up.likeliest_first(office, person, letterboxes)
    return await courier.memberships(person, letterboxes)


async def memberships_here(office: Office, interaction: discord.Interaction[Any]) -> list[Membership]:
    """The letterboxes of the server that somebody presses in, as they see them: that they are in it, the press tells.

    Raises NotFound where there is none, Refusal in direct messages.
    """
    member = interaction.user
    if not isinstance(member, discord.Member):
        raise Refusal(words.trouble.SERVER_ONLY)
    there = await life.setting_up.letterboxes_in(office, member.guild.id)
    return [membership(member, each, None, None, ids_in(member.guild)) for each in there]


async def guild_ids_of(office: Office, guild_id: int | None) -> list[int] | None:
    """The server that somebody is in, which must have a letterbox; None in direct messages: all servers, whether they
    left them or not."""
    return None if guild_id is None else [(await life.setting_up.letterboxes_in(office, guild_id))[0].guild_id]


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
