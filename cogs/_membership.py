"""A letterbox as somebody in its server sees it: what they may do there, and what would tell who they are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import datetime

import discord

from bot.letter import Letter, Letterbox, Membership, Reads, Standing, Thread
from cogs import _channels as channels


def membership(
    member: discord.Member, letterbox: Letterbox, at: Letter | None, thread: Thread | None, there: frozenset[int]
) -> Membership:
    """Returns a letterbox as somebody in its server sees it: in general, or under the letter `at` with this `thread`.
    `there` are the ids of what stands in the server (`ids_in`)."""
    guild = member.guild
    mature = channels.by_id(guild, letterbox.mature_id)
    where = channels.by_id(guild, letterbox.letters_id if at is None else at.channel_id)
    sees, may_send, may_respond = _allowed(where, member)
    return Membership(
        letterbox=letterbox,
        server=guild.name,
        standing=_standing(member),
        mature_ok=mature is not None
        and mature.is_nsfw()
        and _restricted_desk(guild, letterbox)
        and all(_allowed(mature, member)[:2]),
        timed_out_until=_seconds(member.timed_out_until),
        account_since=_seconds(member.created_at),
        member_since=_seconds(member.joined_at),
        names=tuple({name for name in (member.name, member.global_name, member.nick) if name}),
        there=there,
        sees=sees,
        may_send=may_send,
        may_respond=may_respond,
        lacks=_lacking(member, letterbox),
        thread=thread,
        reads=Reading(member),
    )


class Reading(Mapping[int, Reads]):
    """What somebody can read of a server's channels, each looked at when it is asked for: only who searches asks, and
    looking at a hundred takes two milliseconds."""

    def __init__(self, member: discord.Member) -> None:
        self._member = member

    def __getitem__(self, channel_id: int) -> Reads:
        channel = channels.by_id(self._member.guild, channel_id)
        if channel is None:
            raise KeyError(channel_id)
        allowed = channel.permissions_for(self._member)
        return Reads(allowed.view_channel and allowed.read_message_history, channel.is_nsfw())

    def __iter__(self) -> Iterator[int]:
        return (each.id for each in self._member.guild.channels if isinstance(each, channels.Target))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _lacking(member: discord.Member, letterbox: Letterbox) -> tuple[str, ...] | None:
    """Returns the names of the roles of which somebody needs one to write letters, those that still exist; None where
    they may write."""
    if not letterbox.writers or any(role.id in letterbox.writers for role in member.roles):
        return None
    return tuple(role.name for role in map(member.guild.get_role, letterbox.writers) if role is not None)


def ids_in(guild: discord.Guild) -> frozenset[int]:
    """Returns the ids of a server, its emoji, channels, threads and roles."""
    return frozenset(each.id for each in (guild, *guild.emojis, *guild.channels, *guild.threads, *guild.roles))


def _restricted_desk(guild: discord.Guild, letterbox: Letterbox) -> bool:
    desk = channels.by_id(guild, letterbox.desk_id)
    return desk is not None and desk.is_nsfw()


def _allowed(channel: channels.Target | None, member: discord.Member) -> tuple[bool, bool, bool]:
    """Returns whether somebody sees a channel, may send letters there, and may write in its threads; all of it where
    there is no such channel, which is another trouble.

    Where nobody but moderators may write in the channel itself, as `/letterbox setup` advises, whoever may write in its
    threads may send letters.
    """
    if channel is None:
        return True, True, True
    allowed = channel.permissions_for(member)
    responds = allowed.view_channel and allowed.send_messages_in_threads
    sends = allowed.view_channel and (allowed.send_messages if _is_written_in(channel) else responds)
    return allowed.view_channel, sends, responds


def _is_written_in(channel: channels.Target) -> bool:
    """Whether ordinary members may write in a channel itself: everybody or, where it is hidden from everybody, some
    role that moderates nothing."""
    everybody = channel.permissions_for(channel.guild.default_role)
    if everybody.view_channel:
        return everybody.send_messages
    ordinary = [role for role in channel.guild.roles if not role.permissions.manage_messages and not role.managed]
    return any(there.view_channel and there.send_messages for there in map(channel.permissions_for, ordinary))


def _standing(member: discord.Member) -> Standing:
    if member.is_timed_out():
        return Standing.TIMED_OUT
    return Standing.PENDING if member.pending else Standing.MEMBER


def _seconds(moment: datetime | None) -> int:
    """Returns Unix seconds, rounded up; 0 where Discord tells no moment."""
    return 0 if moment is None else math.ceil(moment.timestamp())
