"""The roles that a letterbox names, and what should be known of how it is run."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot import words
from bot.language import Listed, Said
from bot.letter import Letterbox
from bot.rules import settings
from cogs import _channels as channels


def typed(guild: discord.Guild, text: str | None) -> tuple[int, ...] | None:
    """Returns the ids of the roles that were typed; None where nothing was. Raises Refusal."""
    known = {role.id: role.name for role in guild.roles if not role.is_default()}
    return None if text is None else settings.role_list(text, known)


def ids_in(guild: discord.Guild) -> frozenset[int]:
    """Returns the ids of the roles that a letterbox may name."""
    return frozenset(role.id for role in guild.roles if not role.is_default())


def problems(guild: discord.Guild, letterbox: Letterbox) -> Iterable[Said]:
    """Yields what keeps roles from what the letterbox wants of them, each with what to do about it."""
    named = {*letterbox.reviewers, *letterbox.writers, *filter(None, [letterbox.ping_role])}
    if any(guild.get_role(role_id) is None for role_id in named):
        yield words.reviewing.ROLE_GONE
    desk = channels.by_id(guild, letterbox.desk_id)
    if desk is None:
        return
    reviewers = [role for role in map(guild.get_role, letterbox.reviewers) if role is not None]
    if blind := [role.mention for role in reviewers if not desk.permissions_for(role).view_channel]:
        yield words.reviewing.REVIEWERS_BLIND.format(roles=Listed(tuple(blind)), desk=desk.mention)
    ping = guild.get_role(letterbox.ping_role or 0)
    if ping is not None and not (ping.mentionable or desk.permissions_for(guild.me).mention_everyone):
        yield words.reviewing.PING_SILENT.format(role=ping.mention, desk=desk.mention)


def advice(letterbox: Letterbox) -> Iterable[Said]:
    """Yields what works as it is, but may not be intended, or be known."""
    if letterbox.unread and not letterbox.collection:
        yield words.reviewing.unread_advice(letterbox)
    if letterbox.reviewers:
        yield words.reviewing.REVIEWERS_COMMANDS
