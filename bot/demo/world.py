"""The servers of the demo: channels, people, and letterboxes set up as a moderator would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import discord
import simcord

from bot.demo import portraits
from bot.demo.fidelity.channels import new_channel
from bot.demo.simulated import give_bot_portrait, give_portrait

NAME = "Unsigned"  #: the bot's name there

COLOURS = {"Wren": "#7a5c43", "Mora": "#a67a2b", "Ida": "#3f6f73", "Sol": "#77507a"}
GREY = "#5c6066"  #: of whoever one cannot be

Overwrites = dict[Any, discord.PermissionOverwrite]
Role = Literal["author", "moderator", "reader"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody one can be in the demo."""

    member: simcord.MemberActor  #: of the first server
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Place:
    """A letterbox of the demo: its server and channels, and who is there, by name."""

    key: str
    called: tuple[str, ...]  #: in a select, where somebody may write to several: its name, or its server's
    guild: simcord.GuildHandle
    letters: simcord.ChannelHandle
    desk: simcord.ChannelHandle
    members: dict[str, simcord.MemberActor]
    forum: bool = False  #: its letters are posts of a forum

    @property
    def threads(self) -> list[simcord.ChannelHandle]:
        """The threads of its letters, the one begun last first."""
        return sorted(self.letters.threads, key=lambda thread: thread.id, reverse=True)


@dataclass(frozen=True, slots=True)
class World:
    """The first server, the people in it, and every letterbox that was opened."""

    guild: simcord.GuildHandle
    moderators: simcord.RoleHandle
    letters: simcord.ChannelHandle
    desk: simcord.ChannelHandle
    staff: simcord.ChannelHandle  #: where moderators set things up, out of the way
    author: Person
    moderator: Person
    readers: tuple[Person, Person]
    places: dict[str, Place] = field(default_factory=dict[str, Place])  #: by key, in the order of opening

    @property
    def people(self) -> tuple[Person, ...]:
        """The people one can be."""
        return (self.author, self.moderator, *self.readers)

    @property
    def newest_thread(self) -> simcord.ChannelHandle | None:
        """The thread of the letter published last in the first letterbox, or None."""
        return max(self.letters.threads, key=lambda thread: thread.id, default=None)

    def member(self, user_id: int, guild_id: int) -> simcord.MemberActor:
        """Returns somebody one can be, as a member of this server. Raises KeyError."""
        for place in self.places.values():
            for member in place.members.values():
                if (member.id, place.guild.id) == (user_id, guild_id):
                    return member
        raise KeyError(user_id)


async def arrange(env: simcord.Env) -> World:
    """Builds the first server, adds people, and has the moderator set the letterbox up."""
    give_bot_portrait(env, portraits.envelope(paper="#f2e9d8", ink="#7d2e2b"))
    guild = env.create_guild("The Commons")
    moderators = _moderators(guild)
    world = World(
        guild,
        moderators,
        letters=guild.create_text_channel("letters", topic="Letters nobody signs. Write yours to Unsigned."),
        desk=_desk(guild, moderators, "letter-desk"),
        staff=_desk(guild, moderators, "staff"),
        author=_person(env, guild, "Wren", "author"),
        moderator=_person(env, guild, "Mora", "moderator", moderators),
        readers=(_person(env, guild, "Ida", "reader"), _person(env, guild, "Sol", "reader")),
    )
    await env.settle()
    members = {person.name: person.member for person in world.people}
    await open_place(
        world, Place("commons", ("Letters", "The Commons"), guild, world.letters, world.desk, members), world.staff
    )
    return world


async def open_place(world: World, place: Place, staff: simcord.ChannelHandle, **more: Any) -> None:
    """Has the moderator set up this letterbox, from the channel `staff`, and adds it to the world."""
    moderator = place.members[world.moderator.name]
    await moderator.slash(staff, "letterbox setup", letters=place.letters, desk=place.desk, **more)
    named = {"letterbox": more["name"]} if "name" in more else {}
    await moderator.slash(  # everybody is new here, and likes to try things out without waiting
        staff,
        "letterbox settings",
        waiting=10,
        daily=50,
        responses=20,
        account_days=0,
        member_hours=0,
        notice_delay=0,
        archive="on",
        **named,
    )
    world.places[place.key] = place


async def open_forum(env: simcord.Env, world: World) -> None:
    """A second letterbox of the first server, called Praise, whose letters are posts of a forum."""
    forum = {"nsfw": False, "available_tags": list[Any](), "flags": 0}
    with new_channel(env.backend, forum):
        letters = world.guild.create_forum_channel("praise")
    desk = _desk(world.guild, world.moderators, "praise-desk")
    await env.settle()
    members = world.places["commons"].members
    await open_place(
        world, Place("forum", ("Praise",), world.guild, letters, desk, members, forum=True), world.staff, name="Praise"
    )


async def open_second_server(env: simcord.Env, world: World) -> None:
    """A second server with a letterbox of its own, and the same people in it."""
    guild = env.create_guild("The Night Shift")
    moderators = _moderators(guild)
    letters = guild.create_text_channel("letters", topic="For whoever is awake. Write yours to Unsigned.")
    desk, staff = _desk(guild, moderators, "letter-desk"), _desk(guild, moderators, "staff")
    members = {
        person.name: guild.add_member(person.member.user, roles=[moderators] if person.role == "moderator" else [])
        for person in world.people
    }
    await env.settle()
    await open_place(world, Place("night", ("The Night Shift",), guild, letters, desk, members), staff)


def join(env: simcord.Env, place: Place, names: Sequence[str]) -> None:
    """Adds people to a place whom one cannot be: they wrote some of what stands there."""
    for name in names:
        user = env.create_user(name.lower(), global_name=name)
        give_portrait(user, portraits.initial(name, GREY))
        place.members[name] = place.guild.add_member(user)


def _moderators(guild: simcord.GuildHandle) -> simcord.RoleHandle:
    allowed = discord.Permissions(manage_messages=True, manage_guild=True, moderate_members=True)
    return guild.create_role("Moderators", permissions=allowed, color=0xD9A441)


def _desk(guild: simcord.GuildHandle, moderators: simcord.RoleHandle, name: str) -> simcord.ChannelHandle:
    """Creates a channel that only the moderators and the bot see."""
    inside = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True)
    overwrites: Overwrites = {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        moderators: inside,
        guild.me: inside,
    }
    topic = "Letters wait here until a moderator has read them."
    return guild.create_text_channel(name, topic=topic, overwrites=overwrites)


def _person(env: simcord.Env, guild: simcord.GuildHandle, name: str, role: Role, *roles: simcord.RoleHandle) -> Person:
    user = env.create_user(name.lower(), global_name=name)
    give_portrait(user, portraits.initial(name, COLOURS[name]))
    return Person(guild.add_member(user, roles=roles), name, role)
