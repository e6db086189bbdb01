"""The server of the demo: two channels, four people, and a letterbox set up as a moderator would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import discord
import simcord

from bot.demo import portraits
from bot.demo.simulated import give_bot_portrait, give_portrait

NAME = "Unsigned"  #: the bot's name there

COLOURS = {"Wren": "#7a5c43", "Mora": "#a67a2b", "Ida": "#3f6f73", "Sol": "#77507a"}

Overwrites = dict[Any, discord.PermissionOverwrite]
Role = Literal["author", "moderator", "reader"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody one can be in the demo."""

    member: simcord.MemberActor
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class World:
    """The server and the people in it."""

    guild: simcord.GuildHandle
    letters: simcord.ChannelHandle
    desk: simcord.ChannelHandle
    author: Person
    moderator: Person
    readers: tuple[Person, Person]

    @property
    def people(self) -> tuple[Person, ...]:
        """The people one can be."""
        return (self.author, self.moderator, *self.readers)

    @property
    def newest_thread(self) -> simcord.ChannelHandle | None:
        """The thread of the letter published last, or None."""
        return max(self.letters.threads, key=lambda thread: thread.id, default=None)

    def places(self) -> list[dict[str, Any]]:
        """Returns for each person what the page needs: who they are, and what each of their four frames shows."""
        return [
            {
                "id": str(person.member.id),
                "name": person.name,
                "role": person.role,
                "frames": {
                    "dm": _frame(person.member.user.dm_channel, person.member.user),
                    "desk": _frame(self.desk, person.member),
                    "letters": _frame(self.letters, person.member),
                    "thread": _frame(self.newest_thread, person.member),
                },
            }
            for person in self.people
        ]


def _frame(
    channel: simcord.ChannelHandle | None, viewer: simcord.MemberActor | simcord.UserHandle
) -> dict[str, Any] | None:
    """Returns a channel as one person finds it, or None where there is none or they may not see it."""
    if channel is None:
        return None
    try:
        messages = channel.history(viewer=viewer)
    except simcord.SetupError:
        return None
    return {"channel": str(channel.id), "name": channel.name or NAME, "messages": len(messages)}


async def arrange(env: simcord.Env) -> World:
    """Builds the server, adds people, and has the moderator set the letterbox up."""
    give_bot_portrait(env, portraits.envelope(paper="#f2e9d8", ink="#7d2e2b"))
    guild = env.create_guild("The Commons")
    moderators = guild.create_role(
        "Moderators",
        permissions=discord.Permissions(manage_messages=True, manage_guild=True, moderate_members=True),
        color=0xD9A441,
    )
    letters = guild.create_text_channel("letters", topic="Letters nobody signs. Write yours to Unsigned.")
    desk = guild.create_text_channel(
        "letter-desk",
        topic="Letters wait here until a moderator has read them.",
        overwrites=_hidden(guild, moderators),
    )
    world = World(
        guild,
        letters,
        desk,
        author=_join(env, guild, "Wren", "author"),
        moderator=_join(env, guild, "Mora", "moderator", moderators),
        readers=(_join(env, guild, "Ida", "reader"), _join(env, guild, "Sol", "reader")),
    )
    await env.settle()
    await world.moderator.member.slash(desk, "letterbox setup", letters=letters, desk=desk)
    await world.moderator.member.slash(  # everybody is new here, and likes to try things out without waiting
        desk,
        "letterbox settings",
        waiting=10,
        daily=50,
        responses=20,
        account_days=0,
        member_hours=0,
        notice_delay=0,
    )
    return world


def _hidden(guild: simcord.GuildHandle, moderators: simcord.RoleHandle) -> Overwrites:
    """Returns overwrites that let only the moderators and the bot see a channel."""
    inside = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True)
    return {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        moderators: inside,
        guild.me: inside,
    }


def _join(env: simcord.Env, guild: simcord.GuildHandle, name: str, role: Role, *roles: simcord.RoleHandle) -> Person:
    user = env.create_user(name.lower(), global_name=name)
    give_portrait(user, portraits.initial(name, COLOURS[name]))
    return Person(guild.add_member(user, roles=roles), name, role)
