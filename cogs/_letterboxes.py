"""The group `/letterbox`, and which of a server's letterboxes a command is about.

Each part of it is a class without a group of its own, from which `LetterboxCog` inherits: commands of one group belong
to one cog.
"""

from __future__ import annotations

import discord
from discord import app_commands

from bot import life, words
from bot.errors import NotFound, Refusal
from bot.letter import Letterbox
from bot.life.office import Office
from bot.rules import letterboxes
from cogs._border import Interaction
from cogs._permissions import Who, require
from cogs._press import PressCog
from cogs._translator import described

LETTERBOX = app_commands.Group(
    name="letterbox",
    description=described("letterbox"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)
MANAGER = Who.MANAGER
#: Choices that Discord shows below an option, and characters of what is typed that are looked at.
CHOICES, TYPED = 25, 100


def guild_of(interaction: Interaction) -> discord.Guild:
    """Returns the server that somebody is in. Raises Refusal outside of one."""
    if interaction.guild is None:
        raise Refusal(words.trouble.SERVER_ONLY)
    return interaction.guild


async def letterbox_here(office: Office, interaction: Interaction, letterbox_id: int | None) -> Letterbox:
    """Returns the letterbox with this id. Raises Refusal unless it is one of this server's."""
    there = await life.setting_up.letterboxes_in(office, guild_of(interaction).id)
    found = next((each for each in there if each.id == letterbox_id), None)
    if found is None:
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    return found


async def letterbox_meant(office: Office, interaction: Interaction, name: str | None) -> Letterbox:
    """Returns the letterbox that the option `letterbox` names; left out, the one in whose channel the command is used,
    else the only one. Raises Refusal, which names them all, and NotFound before set-up."""
    channel = interaction.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    here = {each for each in (interaction.channel_id, parent) if each is not None}
    return letterboxes.meant(await life.setting_up.letterboxes_in(office, interaction.guild_id or 0), name, here)


async def names(office: Office, interaction: Interaction, typed: str, who: Who) -> list[app_commands.Choice[str]]:
    """Returns the names of the server's letterboxes that contain what was typed, for those who may (`who`)."""
    try:
        await require(office, interaction, who)
        there = await life.setting_up.letterboxes_in(office, interaction.guild_id or 0)
    except (Refusal, NotFound):
        return []
    wanted = typed[:TYPED].strip().casefold()
    found = [name for name in map(letterboxes.name_of, there) if wanted in name.casefold()]
    return [app_commands.Choice(name=name, value=name) for name in found[:CHOICES]]


class LetterboxPart(PressCog):
    """A part of `/letterbox`."""

    mature: bool  #: whether letters that are Not Safe for Work are taken at all

    async def names_here(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The names of the server's letterboxes, below an option in which one is typed."""
        return await names(self.office, interaction, typed, MANAGER)
