"""Which of a server's letterboxes a command is about."""

from __future__ import annotations

import discord
from discord import app_commands

from bot import life
from bot.errors import NotFound, Refusal
from bot.letter import Letterbox
from bot.life.office import Office
from bot.rules import letterboxes
from cogs._border import Interaction
from cogs._permissions import Who, require

#: Choices that Discord shows below an option, and characters of what is typed that are looked at.
CHOICES, TYPED = 25, 100


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
