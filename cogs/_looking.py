"""Is it there already? What Discord cannot promise to do only once is looked for before it is sent again.

A card is recognised by the custom ids of its buttons or by its heading, a response by its name and its own last line.
Our own words in a heading or a name are compared in every language: a server, a person or a new version may have
changed the language since the first attempt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import discord
from discord.abc import Messageable

from bot import words
from bot.errors import Forbidden, Gone
from bot.language import Said, renderings
from bot.letter import Letter, PublicSheet, Replies, Response
from cogs._cards import Card, ids_on
from cogs._channels import Target
from cogs._servers import known as known_server
from cogs._servers import known_channel

LOOK_BACK = 100  #: forum posts
LOOK_MOST = 1_000  #: messages: ten pages of history
CLOCKS = 60  #: seconds by which Discord's clock and ours may differ, at most


class Looking:
    """Finds channels, threads, and what an earlier attempt may have left in them. Sends nothing."""

    def __init__(self, bot: discord.Client) -> None:
        self._bot = bot

    @property
    def me(self) -> int:
        """The bot's own account id; 0 before it has logged in."""
        return self._bot.user.id if self._bot.user is not None else 0

    @property
    def face(self) -> str | None:
        """The address of the bot's own avatar; None before it has logged in."""
        return self._bot.user.display_avatar.url if self._bot.user is not None else None

    def at(self, channel_id: int) -> discord.PartialMessageable:
        """Returns the channel with this id without asking Discord whether it exists."""
        return self._bot.get_partial_messageable(channel_id)

    async def target(self, channel_id: int) -> Target:
        """Returns a channel that letters can stand in. Raises Gone if it is of another kind,
        discord.NotFound if there is none."""
        channel = known_channel(self._bot, channel_id) or await self._bot.fetch_channel(channel_id)
        if not isinstance(channel, Target):
            raise Gone(words.trouble.GONE)
        return channel

    async def thread(self, thread_id: int) -> discord.Thread:
        """Returns a thread. Raises Gone if the id is another channel's, discord.NotFound if there is none."""
        channel = known_channel(self._bot, thread_id) or await self._bot.fetch_channel(thread_id)
        if not isinstance(channel, discord.Thread):
            raise Gone(words.trouble.GONE)
        return channel

    async def find_thread(self, thread_id: int | None) -> discord.Thread | None:
        """Returns the thread as Discord has it now; None when it is gone."""
        if thread_id is None:
            return None
        try:
            channel = await self._bot.fetch_channel(thread_id)
        except discord.NotFound:
            return None
        return channel if isinstance(channel, discord.Thread) else None

    def check_server(self, letter: Letter) -> None:
        """Raises Forbidden where the bot is not in the letter's server: whatever is there, it might seem to be gone."""
        if known_server(self._bot, letter.guild_id or 0) is None:
            raise Forbidden(words.trouble.SHUT_OUT)

    def message_of(self, letter: Letter) -> discord.PartialMessage:
        """Returns the letter's own message, which is in its channel or the first in its forum post."""
        assert letter.channel_id is not None and letter.message_id is not None
        channel = known_channel(self._bot, letter.channel_id)
        forum = isinstance(channel, discord.ForumChannel)
        channel = letter.thread_id if forum and letter.thread_id is not None else letter.channel_id
        return self.at(channel).get_partial_message(letter.message_id)

    async def is_whole(self, sheet: PublicSheet, thread: discord.Thread, page_ids: Sequence[int]) -> bool:
        """Whether the letter's message and all its pages still exist."""
        try:
            await self.message_of(sheet.letter).fetch()
            for message_id in page_ids:
                await thread.fetch_message(message_id)
        except discord.NotFound:
            return False
        return len(page_ids) == len(sheet.pages) - 1

    async def look(
        self, channel: Messageable, wanted: Callable[[discord.Message], bool], since: int | None
    ) -> discord.Message | None:
        """Returns a message of ours (or of our webhook) that fits `wanted` and that an earlier attempt may have sent at
        or after `since` (Unix seconds). None, without asking, where `since` is None: there was no earlier attempt."""
        if since is None:
            return None
        first = discord.Object(_snowflake(since)) if since > CLOCKS else None  # without it, Discord returns the newest
        async for message in channel.history(limit=LOOK_MOST, after=first):
            ours = message.author.id == self.me or message.application_id == self._bot.application_id
            if ours and wanted(message):
                return message
        return None

    async def in_forum(self, forum: discord.ForumChannel, card: Card, since: int) -> int | None:
        """Returns the id of a forum post of ours that has the card's buttons, or None; its first
        message has the post's id."""
        first_id = _snowflake(since)
        active = [post for post in await forum.guild.active_threads() if post.parent_id == forum.id]
        posts = [*active, *[post async for post in forum.archived_threads(limit=LOOK_BACK)]]
        ours = {post.id for post in posts if post.owner_id == self.me and post.id >= first_id}
        for post_id in sorted(ours, reverse=True)[:LOOK_BACK]:
            with suppress(discord.NotFound):
                if known(card)(await self.at(post_id).fetch_message(post_id)):
                    return post_id
        return None


def was_closed(thread: discord.Thread) -> bool:
    """Whether somebody archived a thread. Discord itself does so only when it has been idle for its time."""
    return thread.archived and thread.archive_timestamp < _sleeps_at(thread)


def _sleeps_at(thread: discord.Thread) -> datetime:
    """Returns from when on a thread that is archived may have been archived by Discord."""
    last = discord.utils.snowflake_time(thread.last_message_id or thread.id)
    return last + timedelta(minutes=thread.auto_archive_duration, seconds=-CLOCKS)


def may_open(thread: discord.Thread) -> bool:
    """Whether a thread that is opened for a moment is afterwards as it was. When one that somebody closed is archived
    again after its time, nobody can tell it from one that sleeps."""
    return thread.locked or not was_closed(thread) or discord.utils.utcnow() < _sleeps_at(thread)


def is_shut(thread: discord.Thread, letter: Letter) -> bool:
    """Whether moderators have closed a letter's thread to everybody, the bot included: locked it by hand, or archived
    it early. Where not anyone may respond, the lock is the bot's."""
    return (thread.locked and letter.replies is Replies.ANYONE) or was_closed(thread)


def _snowflake(since: int) -> int:
    """Returns the lowest id that Discord may have given out at that moment, allowing for clocks that differ by
    CLOCKS."""
    moment = datetime.fromtimestamp(max(since - CLOCKS, 0), UTC)
    return max(discord.utils.time_snowflake(moment), 0)


def known(card: Card) -> Callable[[discord.Message], bool]:
    """Returns a test that recognises a card by the custom ids of its buttons, or by its heading in any language."""
    headings = tuple(filter(None, renderings(card.heading)))

    def wanted(message: discord.Message) -> bool:
        return not card.known_by.isdisjoint(ids_on(message)) or message.content.startswith(headings)

    return wanted


def said(response: Response, name: Said) -> Callable[[discord.Message], bool]:
    """Returns a test that recognises a response by its name and the number in its mark, in any language, whether name
    and mark stand beside the text or on an embed."""
    names = renderings(name)

    def wanted(message: discord.Message) -> bool:
        frame = next((embed for embed in message.embeds if embed.author.name), None)
        if frame is not None:
            under, mark = frame.author.name, frame.footer.text or ""
        else:
            under, mark = message.author.name, message.content.rpartition("\n")[2]
            mark = mark if mark.startswith("-# ") else ""
        return under in names and re.findall(r"\d+", mark) == [str(response.number)]

    return wanted
