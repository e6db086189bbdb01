"""`/letterbox panel`: a message in any channel with which anybody begins a letter; `panel.py` takes its presses."""

import discord
from discord import app_commands

from bot import life, words
from bot.errors import Refusal
from bot.language import Joined
from bot.language.markup import plain
from bot.rules import letterboxes
from cogs import _channels as channels
from cogs._answering import answer
from cogs._letterboxes import LETTERBOX, MANAGER, LetterboxPart, guild_of, letterbox_meant
from cogs._press import Interaction, guarded
from cogs._translator import described, option

#: What the bot needs in a panel's channel.
NEEDS = ("view_channel", "send_messages", "embed_links", "read_message_history")


class Panels(LetterboxPart):
    """Posts panels."""

    @LETTERBOX.command(name="panel", description=described("letterbox panel"))
    @app_commands.describe(letterbox=option("letterbox"), channel=option("channel"))
    @app_commands.autocomplete(letterbox=LetterboxPart.names_here)
    @guarded(MANAGER)
    async def panel(
        self, interaction: Interaction, letterbox: str | None = None, channel: discord.TextChannel | None = None
    ) -> None:
        """`/letterbox panel`: has it posted; nothing happens while a permission is missing there."""
        about = await letterbox_meant(self.office, interaction, letterbox)
        place = channel or interaction.channel
        if not isinstance(place, discord.TextChannel):
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        there = channels.here(guild_of(interaction), place.id)
        if missing := channels.missing_permissions(there, NEEDS):
            raise Refusal(
                words.letterbox.MISSING_PERMISSIONS.format(
                    channel=there.mention, permissions=Joined(tuple(missing), ", ")
                )
            )
        await life.setting_up.post_panel(self.office, about.id, there.id)
        name = plain(letterboxes.name_of(about))
        await answer(interaction, words.panel.POSTED.format(name=name, channel=there.mention))
