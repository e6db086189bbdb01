"""The `/letterbox` commands: `setup`, `settings`, `open`, `close`, `check`, and `panel` (its presses: `panel.py`)."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import life, words
from bot.errors import Refusal
from bot.language import Joined, lines
from bot.language.markup import plain
from bot.life.office import Office
from bot.rules import letterboxes, moments
from cogs import _channels as channels
from cogs import _setting_up as setting_up
from cogs._answering import answer
from cogs._letterboxes import LETTERBOX, MANAGER, LetterboxPart, guild_of, letterbox_meant
from cogs._press import Interaction, guarded
from cogs._translator import described, option
from cogs.checking import Checking
from cogs.settings_panel import SettingsPanel
from cogs.wizard import Wizard

#: What the bot needs in a panel's channel.
PANEL_NEEDS = ("view_channel", "send_messages", "embed_links", "read_message_history")
Until = app_commands.Range[str, 1, moments.LONGEST]


class LetterboxCog(Wizard, SettingsPanel, Checking, name="Letterbox"):
    """The commands of those who manage the server."""

    letterbox = LETTERBOX

    def __init__(self, bot: commands.Bot, office: Office, *, mature: bool) -> None:
        self.bot = bot
        self.office = office
        self.mature = mature

    @LETTERBOX.command(name="setup", description=described("letterbox setup"))
    @app_commands.describe(
        letters=option("letters"),
        desk=option("desk"),
        mature=option("mature"),
        name=option("name"),
    )
    @app_commands.autocomplete(name=LetterboxPart.names_here)
    @guarded(MANAGER)
    async def setup(
        self,
        interaction: Interaction,
        letters: discord.TextChannel | discord.ForumChannel | None = None,
        desk: discord.TextChannel | None = None,
        mature: discord.TextChannel | discord.ForumChannel | None = None,
        name: str | None = None,
    ) -> None:
        """`/letterbox setup`: step by step or, with channels, at once: nothing is saved while a permission is
        missing."""
        if letters is None or desk is None:
            if letters or desk or mature:
                raise Refusal(words.setup.BOTH_OR_NONE)
            return await self.begin_setup(interaction, name)
        await interaction.response.defer(ephemeral=True)
        guild = guild_of(interaction)
        chosen = channels.Chosen(
            channels.here(guild, letters.id),
            channels.here(guild, desk.id),
            channels.here(guild, mature.id) if mature else None,
        )
        await answer(interaction, lines(await setting_up.set_up(self.office, guild, chosen, name, mature=self.mature)))

    @LETTERBOX.command(name="open", description=described("letterbox open"))
    @app_commands.describe(letterbox=option("letterbox"))
    @app_commands.autocomplete(letterbox=LetterboxPart.names_here)
    @guarded(MANAGER)
    async def open(self, interaction: Interaction, letterbox: str | None = None) -> None:
        """`/letterbox open`: takes letters again."""
        about = await letterbox_meant(self.office, interaction, letterbox)
        await life.setting_up.open_or_close(self.office, about.id, True)
        await answer(interaction, words.letterbox.OPENED)

    @LETTERBOX.command(name="close", description=described("letterbox close"))
    @app_commands.describe(until=option("until"), letterbox=option("letterbox"))
    @app_commands.autocomplete(letterbox=LetterboxPart.names_here)
    @guarded(MANAGER)
    async def close(self, interaction: Interaction, until: Until | None = None, letterbox: str | None = None) -> None:
        """`/letterbox close`: takes no letters for now, or until some moment, which is shown back."""
        about = await letterbox_meant(self.office, interaction, letterbox)
        if until is None:
            await life.setting_up.open_or_close(self.office, about.id, False)
            return await answer(interaction, words.letterbox.CLOSED)
        opens_at = moments.moment(until, self.office.now, str(interaction.locale))
        if opens_at is None:
            raise Refusal(words.letterbox.NO_MOMENT.format(text=plain(until)))
        await life.setting_up.open_or_close(self.office, about.id, False, opens_at)
        await answer(interaction, words.letterbox.CLOSED_UNTIL.format(seconds=opens_at))

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
        if missing := channels.missing(there, PANEL_NEEDS):
            named = Joined(tuple(channels.permission(there, each) for each in missing), ", ")
            raise Refusal(words.letterbox.MISSING_PERMISSIONS.format(channel=there.mention, permissions=named))
        await life.setting_up.post_panel(self.office, about.id, there.id)
        name = plain(letterboxes.name_of(about))
        await answer(interaction, words.panel.POSTED.format(name=name, channel=there.mention))
