"""Who may do what: checked by us, whatever a server's settings for commands say. `docs/permissions.md` is the table."""

from __future__ import annotations

from enum import Enum
from typing import Any

import discord

from bot import life, words
from bot.errors import Refusal
from bot.letter import Letter, Letterbox
from bot.life.office import Office
from cogs import _channels as channels


class Who(Enum):
    """Whom a handler serves. Whether a letter is theirs to act on is checked separately, for each."""

    ANYBODY = ""
    MODERATOR = "manage_messages"  #: in the whole server, or in the desk's channel; or a role that reviews there
    MANAGER = "manage_guild"


async def require(office: Office, interaction: discord.Interaction[Any], who: Who) -> None:
    """Raises Refusal unless this person may.

    In which channel they press does not matter: managing a channel of one's own makes nobody a moderator.
    """
    if who is Who.ANYBODY:
        return
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member):
        raise Refusal(words.trouble.SERVER_ONLY)
    if getattr(member.guild_permissions, who.value):
        return
    if who is Who.MODERATOR and await desks_of(office, interaction):
        return
    permission = words.trouble.PERMISSIONS[who.value]
    elsewhere = who is Who.MODERATOR and interaction.permissions.manage_messages
    sentence = words.trouble.NO_PERMISSION_ELSEWHERE if elsewhere else words.trouble.NO_PERMISSION
    raise Refusal(sentence.format(permission=permission))


async def require_desk(office: Office, interaction: discord.Interaction[Any], letter: Letter) -> None:
    """Raises Refusal unless this person, who may moderate (`require`), keeps the desk of the letter's letterbox."""
    if letter.letterbox_id not in {each.id for each in await desks_of(office, interaction)}:
        permission = words.trouble.PERMISSIONS[Who.MODERATOR.value]
        raise Refusal(words.trouble.NOT_THIS_DESK.format(number=letter.number, permission=permission))


async def desks_of(office: Office, interaction: discord.Interaction[Any]) -> list[Letterbox]:
    """Returns the letterboxes of this server about whose letters this person may decide."""
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member):
        raise Refusal(words.trouble.SERVER_ONLY)
    there = await life.setting_up.letterboxes_in(office, guild.id)
    return [letterbox for letterbox in there if _keeps_desk(letterbox, guild, member)]


def _keeps_desk(letterbox: Letterbox, guild: discord.Guild, member: discord.Member) -> bool:
    """Whether somebody may manage messages in the whole server, or sees the desk and may there, or has a role that
    decides about its letters."""
    if member.guild_permissions.manage_messages or any(role.id in letterbox.reviewers for role in member.roles):
        return True
    desk = channels.by_id(guild, letterbox.desk_id)
    if desk is None:
        return False
    there = desk.permissions_for(member)
    return there.view_channel and there.manage_messages
