"""`python -m bot demo --tour`: one letter, from direct message to answer, as each person sees it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import discord
import simcord

from bot import words
from bot.demo.app import playing
from bot.demo.drawing import Pencil
from bot.demo.world import NAME, Person, World
from bot.language import ENGLISH

WIDEST, NARROWEST = 92, 48
A_WHILE = 20.0  #: simulated seconds after each step, so that what the bot sends later has arrived

TITLE = "The key under the third pot"
LETTER = """\
Dad, I still have the key you cut for me in 2009, the one that never quite fit. You had to lift the door a \
little and lean, and I was so angry that you would not go back to the shop.

On Tuesday I sold the house. The buyer asked why the paint was worn on one side, at the height of a \
shoulder. I told him doors swell.

I took your coffee tin of screws, sorted by nothing. I took the strip of door frame with the pencil marks: \
at seven I was as tall as the light switch. The key I put back under the third pot, where you always left \
it, because you never knew which of us would come home late.

I was late. I leaned. It opened."""
_SPOKEN = (discord.MessageType.default, discord.MessageType.reply, discord.MessageType.chat_input_command)
PEN_NAME = "Late Train"
REPLY = """\
Our kitchen door is like that. I noticed last winter that I lift it before I touch the handle. My hands know \
my father better than I did."""
OPEN_REPLY = "The buyer will learn to lean. Houses teach that."
ANSWER = "Thank you, both. I did leave him a note, in the drawer where the batteries are: lift, then lean."


async def tour(colour: bool) -> int:
    """Plays one letter and prints it. Returns 0 when the letter went all the way, 1 when the bot failed."""
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))
    async with playing() as (simulated, world):
        names = _names(world)
        stage = _Stage(world, Pencil(width, colour, names), names, simulated.env)
        try:
            await _play(stage)
        finally:
            simulated.log_errors()
        return 1 if simulated.env.errors else 0


async def _play(stage: _Stage) -> None:
    """Plays the life of one letter, step by step."""
    world = stage.world
    author, moderator, (ida, sol) = world.author, world.moderator, world.readers
    in_private = author.member.user.dm_channel

    stage.narrate(f"A letter nobody signs. {author.name} writes it to {NAME}, in a direct message.")
    await author.member.send_dm(f"{TITLE}\n\n{LETTER}")
    await stage.show(author, in_private)

    stage.narrate(
        f"It is for the family, so {author.name} chooses that, and presses {ENGLISH(words.reader.SEND_LETTER)}."
    )
    card = stage.with_button(author, in_private, ENGLISH(words.reader.SEND_LETTER))
    menu, family = _choice(card, "To my family")
    await author.member.user.select(card, [family.value], custom_id=menu.custom_id)
    card = stage.with_button(author, in_private, ENGLISH(words.reader.SEND_LETTER))
    await author.member.user.click(card, label=ENGLISH(words.reader.SEND_LETTER))
    await stage.show(author, in_private)

    stage.narrate(f"At the desk, {moderator.name} reads it, and nowhere finds out whose it is.")
    await stage.show(moderator, world.desk)
    await moderator.member.click(
        stage.with_button(moderator, world.desk, ENGLISH(words.reader.APPROVE)), label=ENGLISH(words.reader.APPROVE)
    )
    stage.narrate(
        f"{moderator.name} presses {ENGLISH(words.reader.APPROVE)}, and it is published. {ida.name} finds it."
    )
    await stage.show(ida, world.letters)

    stage.narrate(f"{ida.name} presses {ENGLISH(words.reader.LEAVE_A_REPLY)}, and answers as {PEN_NAME}.")
    published = stage.with_button(ida, world.letters, ENGLISH(words.reader.LEAVE_A_REPLY))
    form = await ida.member.click(published, label=ENGLISH(words.reader.LEAVE_A_REPLY))
    answers = {ENGLISH(words.forms.FIELD_REPLY): REPLY, ENGLISH(words.forms.FIELD_PEN_NAME): PEN_NAME}
    await ida.member.submit_modal(form, _filled(form, answers))
    thread = world.newest_thread
    if thread is None:
        raise RuntimeError("the letter has no thread")
    stage.narrate(f"{sol.name} writes in the thread, in their own name.")
    await sol.member.send(thread, OPEN_REPLY)
    await stage.show(sol, thread)

    stage.narrate(f"{author.name} hears of both, in private.")
    await stage.show(author, in_private)
    stage.narrate(f"{author.name} answers by replying to that message.")
    notice = stage.with_button(author, in_private, ENGLISH(words.reader.ANSWER))
    await author.member.send_dm(ANSWER, reference={"channel_id": str(in_private.id), "message_id": str(notice.id)})
    await stage.show(author, in_private)

    stage.narrate("So the thread stands in the end, for anybody:")
    await stage.show(ida, thread, everything=True)


@dataclass
class _Stage:
    """Knows who has seen what so far; a step shows a person only what is new to them."""

    world: World
    pencil: Pencil
    names: dict[str, str]  #: the names that mentions are drawn with; every thread adds one
    env: simcord.Env
    seen: dict[tuple[int, int], list[str]] = field(default_factory=dict[tuple[int, int], list[str]])

    def narrate(self, sentence: str) -> None:
        """Prints a sentence of the narrator's."""
        print("", *self.pencil.says(sentence), sep="\n")

    async def show(self, person: Person, channel: simcord.ChannelHandle, *, everything: bool = False) -> None:
        """Waits until the bot has finished, then draws what this person finds in this channel."""
        await self.env.advance_time(A_WHILE)
        self.names |= {thread.mention: f"#{thread.name}" for thread in self.world.letters.threads}
        print("", self.pencil.heading(f"{person.name} sees {_place(channel)}"), sep="\n")
        for message in self._messages(person, channel):
            drawn = self.pencil.message(message)
            if everything or self.seen.get((person.member.id, message.id)) != drawn:
                print("", *drawn, sep="\n")
            self.seen[person.member.id, message.id] = drawn

    def _messages(self, person: Person, channel: simcord.ChannelHandle) -> list[discord.Message]:
        viewer = person.member if channel.guild else person.member.user
        return [message for message in channel.history(viewer=viewer) if message.type in _SPOKEN]

    def with_button(self, person: Person, channel: simcord.ChannelHandle, label: str) -> discord.Message:
        """Returns the newest message in the channel that has this button."""
        for message in reversed(self._messages(person, channel)):
            if any(getattr(control, "label", None) == label for control in _controls(message)):
                return message
        raise RuntimeError(f"nothing in {_place(channel)} has the button {label}")


def _place(channel: simcord.ChannelHandle) -> str:
    if channel.guild is None:
        return f"the direct messages with {NAME}"
    return f"the thread “{channel.name}”" if channel.is_thread else f"#{channel.name}"


def _names(world: World) -> dict[str, str]:
    """Returns the names that the mentions in this server stand for."""
    channels = {channel.mention: f"#{channel.name}" for channel in (world.letters, world.desk)}
    return channels | {person.member.mention: f"@{person.name}" for person in world.people}


def _controls(message: discord.Message) -> Iterator[Any]:
    """Yields every button and select of a message."""
    for row in message.components:
        yield from getattr(row, "children", ())


def _choice(message: discord.Message, label: str) -> tuple[discord.SelectMenu, discord.SelectOption]:
    """Returns the select that offers this option, and the option itself."""
    for control in _controls(message):
        for option in getattr(control, "options", ()):
            if option.label == label:
                return control, option
    raise RuntimeError(f"no select offers {label}")


def _filled(form: simcord.InteractionResult, values: dict[str, str]) -> dict[str, str]:
    """Returns a form's values by custom id, from values by the label that a person reads."""
    ids = dict(_fields((form.modal or {})["components"]))
    return {ids[label]: value for label, value in values.items()}


def _fields(components: list[dict[str, Any]], label: str = "") -> Iterator[tuple[str, str]]:
    """Yields label and custom id of each field; newer forms put the label around the field, older ones into it."""
    for component in components:
        named = component.get("label") or label
        if "custom_id" in component:
            yield named, component["custom_id"]
        yield from _fields(component.get("components", []), named)
        if "component" in component:
            yield from _fields([component["component"]], named)
