"""What others delete or change in a server, and what becomes of the letters there.

* a letter's message, page, thread or channel: the desk's card says so, the author is told, the letter can be restored
* a card at the desk: it is posted again where somebody still has to decide
* a channel or permission that the letterbox needs: the desk is told, once; without a desk, `/letterbox check` and the
  answers to the moderators' commands say it, never a direct message that nobody asked for
* the bot is removed from a server, or invited again: drafts for it say so; the desk gets what it missed
* the bot is invited where there is no letterbox: whoever may set one up is greeted, once
"""

from __future__ import annotations

import logging
from contextlib import suppress

import discord
from discord.ext import commands

from bot import life
from bot.errors import NotFound, TryLater
from bot.letter import Letter, Letterbox
from bot.life.office import Office
from cogs import _channels as channels
from cogs._codes import UNKNOWN_MESSAGE, our_errors
from cogs._servers import known

log = logging.getLogger(__name__)
Changed = discord.abc.GuildChannel | discord.Role


class Upkeep(commands.Cog):
    """Keeps letters and letterboxes in step with what exists on Discord."""

    def __init__(self, bot: commands.Bot, office: Office) -> None:
        self.bot = bot
        self.office = office

    # --- deleted ------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message in a server was deleted."""
        if payload.guild_id is not None:
            await life.deletions.message_gone(self.office, payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Several messages were deleted at once; their cards come again in the order in which they stood."""
        for message_id in sorted(payload.message_ids):
            await life.deletions.message_gone(self.office, message_id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread was deleted; a forum post is the letter itself."""
        with_letter = isinstance(self.bot.get_channel(payload.parent_id), discord.ForumChannel)
        await life.deletions.thread_gone(self.office, payload.thread_id, with_letter=with_letter)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel was deleted, with everything in it."""
        await life.deletions.channel_gone(self.office, channel.id)
        await self.look_at(channel.guild.id)

    # --- changed ------------------------------------------------------------------------------------------

    @commands.Cog.listener("on_guild_channel_update")
    @commands.Cog.listener("on_guild_role_update")
    async def permissions_changed(self, _: Changed, after: Changed) -> None:
        """The permissions of a channel or role may have changed."""
        await self.look_at(after.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role that the bot may have had was deleted."""
        await self.look_at(role.guild.id)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, after: discord.Member) -> None:
        """The bot's own roles may have changed."""
        if self.bot.user is not None and after.id == self.bot.user.id:
            await self.look_at(after.guild.id)

    # --- left and joined ----------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        await self.look_at(guild.id)
        await life.beginning.left(self.office, guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was invited, perhaps not for the first time."""
        await self.look_at(guild.id)
        await life.deletions.server_joined(self.office, guild.id)
        await life.beginning.joined(self.office, guild.id, channels.where_to_greet(guild), str(guild.preferred_locale))

    # --- looked at, live or later -------------------------------------------------------------------------

    async def look_at(self, guild_id: int) -> None:
        """Checks whether a server's letterboxes have what they need, and reports any change."""
        with suppress(NotFound):
            for letterbox in await life.setting_up.letterboxes_in(self.office, guild_id):
                await self.look_at_one(letterbox)

    async def look_at_one(self, letterbox: Letterbox) -> None:
        """Does the same for one letterbox."""
        try:
            guild = known(self.bot, letterbox.guild_id)
        except TryLater:
            return  # it is looked at again when the server is there
        if guild is None:
            news, lacking = await life.deletions.channels_seen(self.office, letterbox.id, [], left=True), 0
        else:
            news, lacking = await report_channels(self.office, guild, letterbox)
        if news:
            log.log(*_said(letterbox, guild, lacking))

    async def look_for(self, letter: Letter) -> bool:
        """Returns whether a published letter still stands; if not, records what is gone. Raises TryLater or Final."""
        assert letter.channel_id is not None and letter.message_id is not None
        forum = isinstance(self.bot.get_channel(letter.channel_id), discord.ForumChannel)
        channel_id = letter.thread_id if forum and letter.thread_id is not None else letter.channel_id
        code = await self._missing(channel_id, letter.message_id)
        if code is None:
            return True
        if code == UNKNOWN_MESSAGE:
            await life.deletions.message_gone(self.office, letter.message_id)
        elif forum and letter.thread_id is not None:
            await life.deletions.thread_gone(self.office, letter.thread_id, with_letter=True)
        else:
            await life.deletions.channel_gone(self.office, letter.channel_id)
        return False

    async def look_for_card(self, letterbox: Letterbox, message_id: int) -> None:
        """Has a card that waits at a desk posted again if it was deleted. Raises TryLater or Final."""
        guild = known(self.bot, letterbox.guild_id)
        if guild is None or channels.desk_trouble(guild, letterbox):
            return
        if await self._missing(letterbox.desk_id, message_id) == UNKNOWN_MESSAGE:
            await life.deletions.message_gone(self.office, message_id)

    async def _missing(self, channel_id: int, message_id: int) -> int | None:
        """Returns Discord's error code for what is missing, None when the message exists. Raises TryLater or Final."""
        async with our_errors():
            try:
                await self.bot.get_partial_messageable(channel_id).fetch_message(message_id)
            except discord.NotFound as error:
                return error.code
        return None


async def report_channels(
    office: Office, guild: discord.Guild, letterbox: Letterbox, *, asked: bool = False
) -> tuple[bool, int]:
    """Tells the desk if what its letterbox lacks has changed. Returns whether it has, and how many things are
    lacking. What waits for that is tried again; also, where somebody `asked` for it, if nothing has changed."""
    lacking = list(channels.lacking(guild, letterbox))
    desk = not channels.desk_trouble(guild, letterbox)
    return await life.deletions.channels_seen(office, letterbox.id, lacking, desk=desk, asked=asked), len(lacking)


def _said(letterbox: Letterbox, guild: discord.Guild | None, lacking: int) -> tuple[int, str, int, int]:
    """Returns level and arguments of a line for the log; it names no server."""
    if guild is None:
        return logging.WARNING, "letterbox %d: the bot is not in its server any more (%d)", letterbox.id, lacking
    if lacking:
        return (
            logging.WARNING,
            "letterbox %d is not complete, missing: %d; /letterbox check names what",
            letterbox.id,
            lacking,
        )
    return logging.INFO, "letterbox %d has all it needs again (%d lacking)", letterbox.id, lacking
