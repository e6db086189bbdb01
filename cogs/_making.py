"""Creating a letterbox's channels for somebody who sets it up, each exactly once.

A channel has no nonce. So each is written down as soon as Discord has answered, and where an earlier attempt may have
created it, it is looked for first: by its kind and its topic, among what was created since then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import discord

from bot import life, words
from bot.errors import Refusal, TryLater
from bot.language import Joined, Said, language_of
from bot.language.markup import plain
from bot.letter import FORUM, Letterbox, Setup
from bot.life.office import Office
from cogs import _channels as channels
from cogs import _limits as limits
from cogs._channels import Chosen, Target
from cogs._requests import once

#: Roles that are let into a desk that is created, at most.
ROLES = 20
#: By which Discord's clock and ours may differ.
CLOCKS = timedelta(minutes=1)


def lacking(guild: discord.Guild) -> Iterable[Said]:
    """Yields what the bot lacks to create channels in which it can do all it has to."""
    mine = guild.me.guild_permissions
    if not mine.manage_channels:
        yield words.setup.LACKS_MANAGE_CHANNELS.format(url=_url(guild))
    names = [each for each in dict.fromkeys((*channels.LETTERS, *channels.DESK)) if not getattr(mine, each)]
    if names:
        named = Joined(tuple(channels.permission(None, each) for each in names), ", ")
        yield words.setup.LACKS_IN_SERVER.format(permissions=named, url=_url(guild))


def _url(guild: discord.Guild) -> str:
    """Returns where somebody gives the bot, in this server, what it needs to create and mend channels."""
    needed = dict.fromkeys((*channels.LETTERS, "manage_webhooks", "manage_channels", "manage_roles"), True)
    wanted = discord.Permissions(guild.me.guild_permissions.value | discord.Permissions(**needed).value)
    return discord.utils.oauth_url(
        guild.me.id, permissions=wanted, guild=guild, scopes=("bot", "applications.commands"), disable_guild_select=True
    )


def name_of(letterbox: Letterbox, channel: str) -> str:
    """Returns what a channel is called that is created as a letterbox's `letters`, `desk` or `mature`."""
    say, name = language_of(letterbox.language), letterbox.name.casefold().replace(" ", "-")
    said = words.setup.NAMED[channel].format(name=name) if name else words.setup.CHANNEL_NAMES[channel]
    return limits.within(said, say, limits.THREAD_NAME)


def _topic(letterbox: Letterbox, channel: str) -> str:
    said: Said = words.setup.TOPICS[channel]
    if letterbox.name:
        said = words.setup.TOPIC_NAMED.format(name=plain(letterbox.name), topic=said)
    return language_of(letterbox.language)(said)


def reviewing(guild: discord.Guild, reviewers: Collection[int]) -> list[discord.Role]:
    """Returns the roles that a desk is shown to: those that decide about its letters, and those that may moderate in
    the whole server. Administrators see every channel."""
    found = [
        role
        for role in guild.roles
        if role.id in reviewers or (role.permissions.manage_messages and not role.permissions.administrator)
    ]
    return [role for role in found if not role.is_default() and not role.managed][:ROLES]


async def make_channels(office: Office, guild: discord.Guild, setup: Setup) -> Chosen:
    """Creates those of a set-up's channels that are not there yet. Returns all of them.

    Raises Refusal, which says which one could not be created and why; the others stay, and are known the next time.
    """
    found, there = dict[str, Target](), await _since(guild, setup)
    for each in setup.wanted:
        known = channels.by_id(guild, setup.made(each)) or _like(there, setup, each)
        made = known or await _create(guild, setup, each)
        await life.beginning.made(office, guild.id, setup.id, each, made.id)
        found[each] = made
    return Chosen(found["letters"], found["desk"], found.get("mature"))


async def _since(guild: discord.Guild, setup: Setup) -> list[Target]:
    """Returns the channels that an earlier attempt may have created."""
    if setup.tried_at is None:
        return []
    since = datetime.fromtimestamp(setup.tried_at, UTC) - CLOCKS
    try:
        there = await guild.fetch_channels()
    except (discord.HTTPException, aiohttp.ClientError, OSError, TryLater) as error:
        name = name_of(setup.letterbox, "letters")
        raise Refusal(words.setup.NOT_MADE.format(channel=f"#{name}", why=words.setup.WHY_NO_ANSWER)) from error
    kinds = (discord.TextChannel, discord.ForumChannel)
    return [each for each in there if isinstance(each, kinds) and each.created_at >= since]


def _like(there: list[Target], setup: Setup, channel: str) -> Target | None:
    """Returns the channel that an earlier attempt created, if there is one."""
    kind, topic = _kind(setup, channel), _topic(setup.letterbox, channel)
    return next((each for each in there if isinstance(each, kind) and each.topic == topic), None)


def _kind(setup: Setup, channel: str) -> type[Target]:
    return discord.ForumChannel if setup.make == FORUM and channel != "desk" else discord.TextChannel


async def _create(guild: discord.Guild, setup: Setup, channel: str) -> Target:
    name, kind = name_of(setup.letterbox, channel), _kind(setup, channel)
    create: Any = guild.create_forum if kind is discord.ForumChannel else guild.create_text_channel
    nsfw = channel == "mature" or (channel == "desk" and setup.mature)
    overwrites = _desk_for(guild, setup.letterbox) if channel == "desk" else _public_for(guild)
    topic = _topic(setup.letterbox, channel)
    try:
        with once():
            return await create(name, topic=topic, overwrites=overwrites, **({"nsfw": True} if nsfw else {}))
    except discord.HTTPException as error:
        why = words.setup.WHY_NO_FORUM if kind is discord.ForumChannel else words.setup.WHY_NOT_MADE
        raise Refusal(words.setup.NOT_MADE.format(channel=f"#{name}", why=why)) from error
    except (aiohttp.ClientError, OSError, TryLater) as error:
        raise Refusal(words.setup.NOT_MADE.format(channel=f"#{name}", why=words.setup.WHY_NO_ANSWER)) from error


Overwrites = dict[discord.Role | discord.Member, discord.PermissionOverwrite]


def _own(guild: discord.Guild, needs: Iterable[str]) -> discord.PermissionOverwrite:
    """What the bot keeps for itself: of what it needs, what it has in the server. More, Discord would refuse."""
    mine = guild.me.guild_permissions
    return discord.PermissionOverwrite(**{name: True for name in needs if getattr(mine, name)})


def _public_for(guild: discord.Guild) -> Overwrites:
    """Everybody reads, and writes in the threads only."""
    return {
        guild.default_role: discord.PermissionOverwrite(send_messages=False),
        guild.me: _own(guild, (*channels.LETTERS, "manage_webhooks")),
    }


def _desk_for(guild: discord.Guild, letterbox: Letterbox) -> Overwrites:
    """Nobody sees it but the bot and those who review."""
    see = discord.PermissionOverwrite(view_channel=True, read_message_history=True)
    if guild.me.guild_permissions.send_messages:
        see.update(send_messages=True)
    return {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        guild.me: _own(guild, channels.DESK),
        **dict.fromkeys(reviewing(guild, letterbox.reviewers), see),
    }
