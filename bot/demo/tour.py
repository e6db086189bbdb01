"""`python -m bot demo --tour`: one letter, from direct message to answer, as each person sees it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field

import discord
import simcord

from bot import words
from bot.demo import acting
from bot.demo.app import playing
from bot.demo.drawing import Pencil
from bot.demo.tour_letter import ANSWER, CATEGORY, LETTER, OPEN_REPLY, PEN_NAME, REPLY, TITLE
from bot.demo.world import NAME, Person, World
from bot.language import ENGLISH, Said

WIDEST, NARROWEST = 92, 48
A_WHILE = 20.0  #: simulated seconds after each step, so that what the bot sends later has arrived
_SPOKEN = (discord.MessageType.default, discord.MessageType.reply, discord.MessageType.chat_input_command)


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
    card = acting.with_button(author.member, in_private, words.reader.SEND_LETTER)
    await acting.choose(author.member, card, CATEGORY)
    await acting.press(author.member, in_private, words.reader.SEND_LETTER)
    await stage.show(author, in_private)

    stage.narrate(f"At the desk, {moderator.name} reads it, and nowhere finds out whose it is.")
    await stage.show(moderator, world.desk)
    await acting.press(moderator.member, world.desk, words.reader.APPROVE)
    stage.narrate(
        f"{moderator.name} presses {ENGLISH(words.reader.APPROVE)}, and it is published. {ida.name} finds it."
    )
    await stage.show(ida, world.letters)

    stage.narrate(f"{ida.name} presses {ENGLISH(words.reader.LEAVE_A_REPLY)}, and answers as {PEN_NAME}.")
    answers: dict[Said, str] = {words.forms.FIELD_REPLY: REPLY, words.forms.FIELD_PEN_NAME: PEN_NAME}
    await acting.press(ida.member, world.letters, words.reader.LEAVE_A_REPLY, answers)
    thread = world.newest_thread
    if thread is None:
        raise RuntimeError("the letter has no thread")
    stage.narrate(f"{sol.name} writes in the thread, in their own name.")
    await sol.member.send(thread, OPEN_REPLY)
    await stage.show(sol, thread)

    stage.narrate(f"{author.name} hears of both, in private.")
    await stage.show(author, in_private)
    stage.narrate(f"{author.name} answers by replying to that message.")
    notice = acting.with_button(author.member, in_private, words.reader.ANSWER)
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
        seen = channel.history(viewer=acting.eyes(person.member, channel))
        return [message for message in seen if message.type in _SPOKEN]


def _place(channel: simcord.ChannelHandle) -> str:
    if channel.guild is None:
        return f"the direct messages with {NAME}"
    return f"the thread “{channel.name}”" if channel.is_thread else f"#{channel.name}"


def _names(world: World) -> dict[str, str]:
    """Returns the names that the mentions in this server stand for."""
    channels = {channel.mention: f"#{channel.name}" for channel in (world.letters, world.desk)}
    return channels | {person.member.mention: f"@{person.name}" for person in world.people}
