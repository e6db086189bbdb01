"""Direct messages that came while the bot was away: they are read before anything newer, from where it had stopped.

Everything passes through the same methods as what is heard live. In each channel only one message is handled at a time,
and by then everything that was missed there has been handled.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

import discord
from discord.ext import commands

from bot import life
from bot.errors import Final, StoreFailed, TryLater
from bot.letter import Person, Tag
from bot.life.office import Office
from cogs._codes import our_errors

log = logging.getLogger(__name__)

PAGE = 100  # messages: Discord's limit for one request
#: Messages of one person that wait their turn in memory; any beyond that are read from Discord when their turn comes.
CROWD = 20
#: How many of a channel's newest messages are searched for those that a draft came from.
DEEP = 1000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Take = Callable[[discord.Message, int], Awaitable[bool]]
Follow = Callable[[discord.Message, int], Awaitable[None]]


class Missed:
    """Knows which direct-message channels the bot has yet to catch up with, and catches up. Keeps
    identities in memory only.

    `take` handles a new message and returns whether it did anything; `follow` handles an edited one.
    """

    def __init__(self, bot: commands.Bot, office: Office, take: Take, follow: Follow) -> None:
        self._bot, self._office, self._take, self._follow = bot, office, take, follow
        #: One message at a time for each person, in the order they came.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._waiting = Counter[int]()
        self._listing = asyncio.Lock()
        self._listed = False
        self._behind: dict[int, Person] = {}
        #: What of each channel is followed: the marks of messages that drafts and answers came from.
        self._sources: dict[int, set[Tag]] = {}
        self.taken = 0  #: messages taken since the last `fall_behind`

    def fall_behind(self) -> None:
        """Notes that messages may have been missed in any channel."""
        self._listed, self.taken = False, 0

    def put_off(self, person: Person, edited: int | None = None) -> None:
        """Notes that a message of this person's, or the edit of one (its id), could not be handled now; it is read from
        Discord again."""
        self._behind[person.dm] = person
        if edited is not None:
            self._sources.setdefault(person.dm, set()).add(self._office.message_tag(edited))

    def is_crowded(self, dm: int) -> bool:
        """Whether too many messages already wait their turn in this channel for another one to wait in memory."""
        return self._waiting[dm] >= CROWD

    async def channels(self) -> list[int]:
        """Returns the ids of the channels that are still behind, those with the most recent messages first."""
        async with self._listing:
            if not self._listed:
                known = await life.inbox.inboxes(self._office)
                found = defaultdict[int, set[Tag]](set)
                written = await life.finding.drafted(self._office)
                for person, sources in [*written, *(await life.changing.followed(self._office))]:
                    found[person.dm] |= sources
                self._behind = {inbox.person.dm: inbox.person for inbox in known}
                self._sources, self._listed = found, True
        return [*self._behind]

    @asynccontextmanager
    async def turn(self, dm: int) -> AsyncGenerator[None]:
        """Waits for the channel's turn and catches up there, so that the block runs alone and
        nothing before it was missed.

        Raises TryLater when the channel cannot be read now.
        """
        async with self._alone(dm):
            await self.channels()
            person = self._behind.get(dm)
            if person is not None:
                try:
                    await self._catch_up(person)
                except Final as error:  # for the bot, the channel no longer exists
                    log.info("a channel of direct messages cannot be read: %s", type(error).__name__)
                if self._behind.get(dm) is person:  # not if the connection was lost again meanwhile
                    del self._behind[dm]
            yield

    @asynccontextmanager
    async def _alone(self, dm: int) -> AsyncGenerator[None]:
        self._waiting[dm] += 1
        try:
            async with self._turns.setdefault(dm, asyncio.Lock()):
                yield
        finally:
            self._waiting[dm] -= 1
            if not self._waiting[dm]:
                del self._waiting[dm]

    async def _catch_up(self, person: Person) -> None:
        """Handles edits and deletions of what open drafts and recent answers came from, then everything new, oldest
        first."""
        known = await life.inbox.inbox_of(self._office, person)
        if known is None:
            return  # the person was forgotten meanwhile
        channel = self._bot.get_partial_messageable(person.dm)
        await self._follow_up(channel, person, known.edited)
        last, more = known.message, True
        while more:
            async with our_errors():
                after = discord.Object(last)
                page = [message async for message in channel.history(limit=PAGE, after=after, oldest_first=True)]
            for message in page:
                self.taken += await self._take_one(message, person)
                last = message.id
            more = len(page) == PAGE
        if last != known.message:
            await life.inbox.read_up_to(self._office, person, last)

    async def _take_one(self, message: discord.Message, person: Person) -> bool:
        """Handles one message. A bug in handling it, if the person was told of it, does not hold up the next ones."""
        try:
            return await self._take(message, person.dm)
        except TryLater:
            raise
        except Exception:
            if await life.inbox.is_new(self._office, person, message.id):
                raise  # the person could not even be told of it
            log.exception("a direct message could not be taken")
            return False

    async def _follow_up(self, channel: discord.PartialMessageable, person: Person, since: int) -> None:
        """Follows edits later than `since` (Unix microseconds), in their order, and deletions."""
        missing, edited, seen = {*self._sources.get(person.dm, ())}, list[discord.Message](), 0
        if not missing:
            return
        async with our_errors():
            async for message in channel.history(limit=DEEP):
                seen += 1
                tag = self._office.message_tag(message.id)
                if tag in missing and edited_at(message) > since:
                    edited.append(message)
                missing.discard(tag)
                if not missing:
                    break
        for message in sorted(edited, key=edited_at):
            await _by_itself(self._follow(message, person.dm))
        for source in missing if seen < DEEP else ():
            await _by_itself(life.writing.erase(self._office, source, person.dm))
            await _by_itself(life.changing.follow_deletion(self._office, source, person.dm))


async def _by_itself(step: Awaitable[None]) -> None:
    """Takes one step of following messages; a bug in it does not hold up the next ones."""
    try:
        await step
    except (TryLater, StoreFailed):
        raise
    except Exception:
        log.exception("an edited or deleted direct message could not be followed")


def edited_at(message: discord.Message) -> int:
    """Returns when a message was last edited, in Unix microseconds; 0 when it never was."""
    moment = message.edited_at
    return 0 if moment is None else (moment - EPOCH) // timedelta(microseconds=1)
