"""What the bot needs in each of a letterbox's channels, and what is wrong with those that were chosen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass

import discord

from bot import words
from bot.errors import Refusal
from bot.language import Joined, Listed, Said
from bot.letter import Lack, Letterbox

Target = discord.TextChannel | discord.ForumChannel

#: Permissions that each channel needs; the invite link in `README.md` asks for exactly these and Manage Webhooks.
LETTERS = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "manage_threads",
    "embed_links",
    "attach_files",
    "read_message_history",
)
DESK = ("view_channel", "send_messages", "embed_links", "attach_files", "read_message_history")
MAX_TAGS, TAG_NAME = 20, 20  # Discord's limits for a forum's tags
READERS = 10  #: other readers of the desk that are named, at most


@dataclass(frozen=True, slots=True)
class Chosen:
    """The channels of a letterbox; None for one that was not chosen or no longer exists."""

    letters: Target | None
    desk: Target | None
    mature: Target | None
    reviewers: frozenset[int] = frozenset()  #: ids of roles that decide about its letters, whatever else they may do


def problems(chosen: Chosen) -> Iterable[Lack]:
    """Yields every reason not to use these channels, each with what to do about it."""
    for channel, needs in ((chosen.letters, LETTERS), (chosen.desk, DESK), (chosen.mature, LETTERS)):
        if channel is not None and (names := missing(channel, needs)):
            named = Joined(tuple(permission(channel, name) for name in names), ", ")
            said = words.letterbox.MISSING_PERMISSIONS.format(channel=channel.mention, permissions=named)
            yield Lack("permissions", (str(channel.id), *names), said)
    if chosen.desk is not None and chosen.desk in (chosen.letters, chosen.mature):
        yield Lack("letters at the desk", (str(chosen.desk.id),), words.letterbox.LETTERS_RESTRICTED_SAME)
    elif chosen.desk is not None and public(chosen.desk):
        said = words.letterbox.DESK_IS_PUBLIC.format(channel=chosen.desk.mention)
        yield Lack("public desk", (str(chosen.desk.id),), said)
    if chosen.mature is not None and not chosen.mature.is_nsfw():
        said = words.letterbox.MATURE_NOT_RESTRICTED.format(channel=chosen.mature.mention)
        yield Lack("not restricted", (str(chosen.mature.id),), said)
    yield from _desk_not_restricted(chosen)


def _desk_not_restricted(chosen: Chosen) -> Iterable[Lack]:
    """The desk reads what appears in the age-restricted channel, so it is restricted as that one is."""
    if chosen.mature is not None and chosen.desk is not None and not chosen.desk.is_nsfw():
        said = words.letterbox.DESK_NOT_RESTRICTED.format(desk=chosen.desk.mention)
        yield Lack("not restricted", (str(chosen.desk.id),), said)


def found(guild: discord.Guild, letterbox: Letterbox) -> Chosen:
    """Returns the letterbox's channels, as far as they still exist."""
    letters, desk, mature = (
        by_id(guild, each) for each in (letterbox.letters_id, letterbox.desk_id, letterbox.mature_id)
    )
    return Chosen(letters, desk, mature, frozenset(letterbox.reviewers))


def lacking(guild: discord.Guild, letterbox: Letterbox) -> Iterable[Lack]:
    """Yields everything that is wrong with a letterbox's channels, each with what to do about it."""
    chosen = found(guild, letterbox)
    if chosen.letters is None:
        yield _gone("letters")
    yield from _lacking_desk(chosen)
    if chosen.mature is None and letterbox.mature_id is not None:
        yield _gone("mature")
    yield from problems(Chosen(chosen.letters, None, chosen.mature))
    yield from _desk_not_restricted(chosen)


def desk_trouble(guild: discord.Guild, letterbox: Letterbox) -> list[Said]:
    """Returns what is wrong with the desk. If it is not empty, nothing that the bot posts there arrives."""
    return [lack.said for lack in _lacking_desk(found(guild, letterbox))]


def _gone(channel: str) -> Lack:
    return Lack("gone", (channel,), words.letterbox.CHECK_GONE.format(place=words.letterbox.CHANNELS[channel]))


def _lacking_desk(chosen: Chosen) -> Iterable[Lack]:
    if chosen.desk is None:
        yield _gone("desk")
    yield from problems(Chosen(None, chosen.desk, None))


def state(guild: discord.Guild, letterbox: Letterbox, lines: list[Said]) -> Iterable[Said]:
    """Yields what is wrong with a letterbox's channels, and appends to `lines` which channels they are."""
    chosen = found(guild, letterbox)
    for name, channel in (("letters", chosen.letters), ("desk", chosen.desk)):
        if channel is not None:
            lines.append(words.letterbox.CHECK_CHANNEL[name].format(channel=channel.mention))
    yield from (lack.said for lack in lacking(guild, letterbox))
    yield from _without_webhooks(chosen)


def mature_line(chosen: Chosen, *, taken: bool) -> Said:
    """Returns where letters that are Not Safe for Work appear, and whether the desk may read them; `taken`: whether the
    host lets any be sent."""
    if not taken:
        return words.letterbox.MATURE_OFF
    if chosen.mature is None:
        return words.letterbox.SETUP_NO_MATURE
    restricted = chosen.desk is not None and chosen.desk.is_nsfw()
    return words.letterbox.MATURE_LINE[restricted].format(channel=chosen.mature.mention)


def _without_webhooks(chosen: Chosen) -> Iterable[Said]:
    for channel in (chosen.letters, chosen.mature):
        if channel is not None and not may_use_webhooks(channel):
            yield words.letterbox.WITHOUT_WEBHOOKS.format(channel=channel.mention)


def advice(chosen: Chosen) -> Iterable[Said]:
    """Yields what works as it is, but may not be intended."""
    for channel in (chosen.letters, chosen.mature):
        if isinstance(channel, discord.TextChannel) and _members_may_write(channel):
            yield words.letterbox.MEMBERS_MAY_WRITE.format(channel=channel.mention)
    if chosen.desk is not None and (readers := _other_readers(chosen.desk, chosen.reviewers)):
        yield words.letterbox.DESK_READERS.format(channel=chosen.desk.mention, readers=Listed(tuple(readers)))


def _members_may_write(channel: Target) -> bool:
    everyone = channel.permissions_for(channel.guild.default_role)
    return everyone.view_channel and everyone.send_messages


def _other_readers(desk: Target, reviewers: Collection[int]) -> list[Said]:
    """Returns the roles and people that can see the desk and may not moderate; with the number of
    members, where it is known."""
    guild, found = desk.guild, list[Said]()
    for role in reading_roles(desk, reviewers):
        if not guild.chunked:
            found.append(role.mention)
        elif members := [each for each in role.members if _only_reads(desk, each, each.guild_permissions, reviewers)]:
            count = words.numbers.MEMBERS.format(count=len(members))
            found.append(words.letterbox.ROLE_WITH_MEMBERS.format(role=role.mention, members=count))
    for each, allowed in desk.overwrites.items():
        if isinstance(each, discord.Member):
            reads = each != guild.me and _only_reads(desk, each, each.guild_permissions, reviewers)
        else:  # of somebody who is not in the cache, only the id is known
            reads = not isinstance(each, discord.Role) and not allowed.manage_messages
        if allowed.view_channel and reads:
            found.append(f"<@{each.id}>")
    if len(found) > READERS:
        found[READERS:] = [words.letterbox.MORE_READERS.format(count=len(found) - READERS)]
    return found


def reading_roles(desk: Target, reviewers: Collection[int]) -> list[discord.Role]:
    """Returns the roles that can see the desk and may not moderate; whoever has one may have another one that may.

    `reviewers` are the ids of those that may decide about letters, and nothing else.
    """
    return [
        role
        for role in desk.guild.roles
        if not role.is_default()
        and role != desk.guild.self_role
        and _only_reads(desk, role, role.permissions, reviewers)
    ]


def _only_reads(
    desk: Target, who: discord.Role | discord.Member, everywhere: discord.Permissions, reviewers: Collection[int]
) -> bool:
    """Whether somebody sees the desk but could not decide anything there (`_permissions.require`)."""
    there, has = desk.permissions_for(who), [who] if isinstance(who, discord.Role) else who.roles
    may = there.manage_messages or everywhere.manage_messages or everywhere.administrator
    return there.view_channel and not (may or any(role.id in reviewers for role in has))


def by_id(guild: discord.Guild, channel_id: int | None) -> Target | None:
    """Returns a text channel or forum of the server; None when there is none with this id."""
    channel = guild.get_channel(channel_id) if channel_id else None
    return channel if isinstance(channel, (discord.TextChannel, discord.ForumChannel)) else None


def here(guild: discord.Guild, channel_id: int) -> Target:
    """Returns the channel from the cache: the one in a command's option has no permission overwrites.

    Raises Refusal for a channel of another server.
    """
    there = by_id(guild, channel_id)
    if there is None:
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    return there


def where_to_greet(guild: discord.Guild) -> int | None:
    """Returns the id of the channel where those who manage a server that the bot has joined find it: the one in which
    Discord itself writes to them, else where Discord greets members, else the first in which the bot may write."""
    wanted = (guild.public_updates_channel, guild.system_channel, *guild.text_channels)
    return next((each.id for each in wanted if each is not None and _may_write(each)), None)


def _may_write(channel: discord.TextChannel) -> bool:
    there = channel.permissions_for(channel.guild.me)
    return there.view_channel and there.send_messages and there.read_message_history


def may_use_webhooks(channel: Target) -> bool:
    """Whether the bot may post under pen names in this channel, as a webhook."""
    return channel.permissions_for(channel.guild.me).manage_webhooks


def tags_lacking(forum: discord.ForumChannel, categories: Sequence[str]) -> list[str]:
    """Returns the categories that have no tag in the forum."""
    known = {tag.name for tag in forum.available_tags}
    return [name for name in categories if name not in known and len(name) <= TAG_NAME]


def why_no_tags(forum: discord.ForumChannel, lacking: Sequence[str]) -> Said | None:
    """Returns why these cannot be made tags of the forum; None where they can."""
    if len(forum.available_tags) + len(lacking) > MAX_TAGS:
        return words.letterbox.WHY_FULL
    return None if forum.permissions_for(forum.guild.me).manage_channels else words.letterbox.WHY_NO_PERMISSION


async def add_tags(forum: discord.ForumChannel, names: Sequence[str]) -> None:
    """Gives the forum further tags."""
    await forum.edit(available_tags=[*forum.available_tags, *(discord.ForumTag(name=name) for name in names)])


async def make_tags(forum: discord.ForumChannel, categories: Sequence[str]) -> Said | None:
    """Gives the forum a tag for each category that has none. Returns a sentence about it, or None
    if there was nothing to do."""
    lacking = tags_lacking(forum, categories)
    if not lacking:
        return None
    if (why := why_no_tags(forum, lacking)) is not None:
        return words.letterbox.WITHOUT_TAGS.format(channel=forum.mention, why=why)
    try:
        await add_tags(forum, lacking)
    except discord.HTTPException:
        return words.letterbox.WITHOUT_TAGS.format(channel=forum.mention, why=words.trouble.REFUSED)
    return words.letterbox.TAGS_MADE.format(tags=words.numbers.TAGS.format(count=len(lacking)), channel=forum.mention)


async def make_all_tags(chosen: Chosen, categories: Sequence[str]) -> AsyncIterator[Said]:
    """Does the same in both channels where letters appear, and yields the sentences."""
    for channel in (chosen.letters, chosen.mature):
        if isinstance(channel, discord.ForumChannel):
            hint = await make_tags(channel, categories)
            if hint is not None:
                yield hint


def missing(channel: Target, needs: Sequence[str]) -> list[str]:
    """Returns the permissions of these that the bot lacks in a channel."""
    permissions = channel.permissions_for(channel.guild.me)
    unneeded = {"create_public_threads"} if isinstance(channel, discord.ForumChannel) else set[str]()
    return [name for name in needs if name not in unneeded and not getattr(permissions, name)]


def public(channel: Target) -> bool:
    """Whether everybody in the server can read a channel."""
    return channel.permissions_for(channel.guild.default_role).view_channel


def permission(channel: Target | None, name: str) -> Said:
    """Returns a permission's name in Discord's settings; in a forum some have other names."""
    forum = words.trouble.FORUM_PERMISSION_NAMES if isinstance(channel, discord.ForumChannel) else {}
    return forum.get(name) or words.trouble.PERMISSION_NAMES.get(name) or name.replace("_", " ").title()
