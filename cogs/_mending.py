"""What the bot may put right by itself in a letterbox's channels, when somebody who manages the server asks for that.

Discord lets a bot give itself in a channel only what it has in the whole server, and only with Manage Roles there; an
age restriction and a forum's tags take Manage Channels.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot import words
from bot.errors import TryLater
from bot.language import Joined, Listed, Said
from cogs import _channels as channels
from cogs._channels import Chosen, Target
from cogs._making import reviewing


@dataclass(frozen=True, slots=True)
class Mend:
    """Something that can be put right: what is said once it is, and what does it."""

    said: Said
    do: Callable[[], Awaitable[Any]]


def mends(chosen: Chosen, categories: Sequence[str]) -> list[Mend]:
    """Returns what of all that is wrong with these channels the bot can put right."""
    found = list[Mend]()
    for channel, needs in (
        (chosen.letters, channels.LETTERS),
        (chosen.desk, channels.DESK),
        (chosen.mature, channels.LETTERS),
    ):
        if channel is not None:
            found += _permissions(channel, needs)
    if chosen.desk is not None and chosen.desk not in (chosen.letters, chosen.mature):
        found += _private(chosen.desk, chosen.reviewers)
    if chosen.mature is not None:
        found += [mend for each in (chosen.mature, chosen.desk) if each is not None for mend in _restricted(each)]
    for channel in (chosen.letters, chosen.mature):
        if isinstance(channel, discord.ForumChannel):
            found += _tags(channel, categories)
    return found


async def mend(found: Iterable[Mend]) -> list[Said]:
    """Puts these right, one after another. Returns what to say of each."""
    said = list[Said]()
    for each in found:
        try:
            await each.do()
        except (discord.HTTPException, aiohttp.ClientError, OSError, TryLater):
            said.append(words.setup.NOT_MENDED.format(mended=each.said))
        else:
            said.append(each.said)
    return said


def _allows(channel: Target, **allowed: bool) -> Callable[[], Awaitable[Any]]:
    """Returns what gives the bot these permissions in the channel, beside those that are set there for it."""
    there = channel.overwrites_for(channel.guild.me)
    there.update(**allowed)
    return lambda: channel.set_permissions(channel.guild.me, overwrite=there)


def _permissions(channel: Target, needs: Sequence[str]) -> Iterable[Mend]:
    me = channel.guild.me
    lacking = [name for name in channels.missing(channel, needs) if getattr(me.guild_permissions, name)]
    if lacking and channel.permissions_for(me).manage_roles:
        named = Joined(tuple(channels.permission(channel, name) for name in lacking), ", ")
        said = words.setup.MENDED_PERMISSIONS.format(channel=channel.mention, permissions=named)
        yield Mend(said, _allows(channel, **dict.fromkeys(lacking, True)))


def _private(desk: Target, reviewers: Collection[int]) -> Iterable[Mend]:
    """The desk is hidden from everybody; before that the bot keeps what it needs there, and those who review see it."""
    me, everyone = desk.guild.me, desk.guild.default_role
    if not channels.public(desk) or not desk.permissions_for(me).manage_roles:
        return
    there = desk.overwrites_for(everyone)
    there.update(view_channel=False)

    async def hide() -> None:
        await _allows(desk, **{name: True for name in channels.DESK if getattr(me.guild_permissions, name)})()
        for role in roles:
            await desk.set_permissions(role, overwrite=_seeing(desk, role))
        await desk.set_permissions(everyone, overwrite=there)

    roles = reviewing(desk.guild, reviewers)
    who = Listed(tuple(role.mention for role in roles)) if roles else words.setup.NOBODY_REVIEWS
    yield Mend(words.setup.MENDED_DESK.format(channel=desk.mention, who=who), hide)


def _seeing(desk: Target, role: discord.Role) -> discord.PermissionOverwrite:
    there = desk.overwrites_for(role)
    there.update(view_channel=True)
    return there


def _restricted(channel: Target) -> Iterable[Mend]:
    if not channel.is_nsfw() and channel.permissions_for(channel.guild.me).manage_channels:
        said = words.setup.MENDED_RESTRICTED.format(channel=channel.mention)
        yield Mend(said, lambda: channel.edit(nsfw=True))


def _tags(forum: discord.ForumChannel, categories: Sequence[str]) -> Iterable[Mend]:
    lacking = channels.tags_lacking(forum, categories)
    if lacking and channels.why_no_tags(forum, lacking) is None:
        count = words.numbers.TAGS.format(count=len(lacking))
        said = words.letterbox.TAGS_MADE.format(tags=count, channel=forum.mention)
        yield Mend(said, lambda: channels.add_tags(forum, lacking))
