"""Play it for me: the life of one letter, step by step, each with a sentence, in the frames where it happens."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import simcord

from bot import words
from bot.demo import acting
from bot.demo import tour_letter as letter
from bot.demo.simulated import Simulation
from bot.demo.world import NAME, World
from bot.language import ENGLISH, Said

Frame = Literal["dm", "desk", "letters", "thread", "archive"]

PER_WORD = 0.24  #: seconds in which somebody reads a word
LOOK = 1.6  #: seconds to find the place where it happens
A_WHILE = 15.0  #: simulated seconds after each step, so that what the bot sends later has arrived

_WRITES = "{wren} has something to say and would rather not sign it. So {wren} writes to {bot}, in private."
_ADDRESSES = "{bot} shows how the letter will look. It is for the family, and {wren} says so."
_SENDS = "{wren} presses Send letter. From here on nobody is shown whose it is."
_APPROVES = "At the desk {mora} reads the letter, but not who wrote it, and presses Approve."
_REPLIES = "There it stands: a title, a day, no name. {ida} presses Leave a reply and chooses a pen name."
_SAYS = "In the letter’s thread the pen name has answered. {sol} writes there, too, as {sol}."
_ANSWERS = "{wren} hears of both in private, presses Answer, and stays unsigned."
_STANDS = "The answer stands as “Author of the letter”; nobody else can take that name."
_ENDS = "{wren} let it into the archive, so it can be read without Discord, too. {sol} is “A reader” there. Your turn!"


@dataclass(frozen=True, slots=True)
class Step:
    """What is about to happen, where, and how it is done; `label` is the button that is pressed."""

    where: Frame
    sentence: str
    act: Callable[[], Awaitable[None]]
    label: str = ""


class Story:
    """The life of a letter while it is played: it goes on by itself, and may be stopped at any moment."""

    def __init__(self, simulated: Simulation, world: World) -> None:
        self._simulated, self._world = simulated, world
        self._steps = _steps(world)
        self._at = 0
        self._hurry = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._acting = asyncio.Lock()
        self.gone_wrong = False

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself now."""
        return self._task is not None and not self._task.done()

    def start(self) -> None:
        """Plays it from the beginning."""
        self._task = asyncio.create_task(self._play(), name="story")

    def go_on(self) -> None:
        """Does not wait any longer before the next step."""
        self._hurry.set()

    async def stop(self) -> None:
        """Stops where it is. What is being done at this moment is done first; nothing is undone."""
        if self._task is not None:
            async with self._acting:
                self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def told(self) -> dict[str, Any] | None:
        """Returns what the page shows of it; None where nothing is being played."""
        if not self.playing:
            return None
        step = self._steps[self._at]
        return {
            "step": self._at + 1,
            "steps": len(self._steps),
            "where": step.where,
            "sentence": step.sentence,
            "label": step.label,
            "page": _page(self._world) if step.where == "archive" else "",
        }

    async def _play(self) -> None:
        try:
            for number, step in enumerate(self._steps):
                self._at = number
                await self._wait(LOOK + PER_WORD * len(step.sentence.split()))
                async with self._acting, self._simulated.turn:
                    await step.act()
                    await self._simulated.env.advance_time(A_WHILE)
        except (acting.NotThere, simcord.SetupError, simcord.BackendError, TimeoutError):
            self.gone_wrong = True  # somebody else was faster: what the step needs is not there any more

    async def _wait(self, seconds: float) -> None:
        self._hurry.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._hurry.wait(), seconds)


def _page(world: World) -> str:
    """Returns the letter's page in the archive, by its number under it; its first page where it is not there."""
    shown = [each.embeds[0] for each in world.letters.history(viewer=world.moderator.member) if each.embeds]
    under = next((each.footer.text or "" for each in reversed(shown) if each.title == letter.TITLE), "")
    number = re.search(r"\d+", under)
    return "" if number is None else f"letter/{number[0]}.html"


def _steps(world: World) -> tuple[Step, ...]:
    """The steps of the letter's life, in the first letterbox."""
    wren, mora, (ida, sol) = world.author, world.moderator, world.readers
    private = wren.member.user.dm_channel
    reader = words.reader

    async def write() -> None:
        await wren.member.send_dm(f"{letter.TITLE}\n\n{letter.LETTER}")

    async def address() -> None:
        await acting.address(wren.member, world.places["commons"].called, letter.CATEGORY)

    async def send() -> None:
        await acting.press(wren.member, private, reader.SEND_LETTER)

    async def approve() -> None:
        await acting.press(mora.member, world.desk, reader.APPROVE)

    async def reply() -> None:
        form: dict[Said, str] = {
            words.forms.FIELD_REPLY: letter.REPLY,
            words.forms.FIELD_PEN_NAME: letter.PEN_NAME,
        }
        await acting.press(ida.member, world.letters, reader.LEAVE_A_REPLY, form)

    async def say() -> None:
        thread = world.newest_thread
        if thread is None or thread.name != letter.TITLE:
            raise acting.NotThere("the letter has no thread")
        await sol.member.send(thread, letter.OPEN_REPLY)

    async def answer() -> None:
        await acting.press(wren.member, private, reader.ANSWER, {words.forms.FIELD_ANSWER: letter.ANSWER})

    async def look() -> None:
        """Nothing happens; there is something to read."""

    return (
        Step("dm", _WRITES.format(wren=wren.name, bot=NAME), write),
        Step("dm", _ADDRESSES.format(wren=wren.name, bot=NAME), address),
        Step("dm", _SENDS.format(wren=wren.name), send, ENGLISH(reader.SEND_LETTER)),
        Step("desk", _APPROVES.format(mora=mora.name), approve, ENGLISH(reader.APPROVE)),
        Step("letters", _REPLIES.format(ida=ida.name), reply, ENGLISH(reader.LEAVE_A_REPLY)),
        Step("thread", _SAYS.format(sol=sol.name), say),
        Step("dm", _ANSWERS.format(wren=wren.name), answer, ENGLISH(reader.ANSWER)),
        Step("thread", _STANDS, look),
        Step("archive", _ENDS.format(wren=wren.name, sol=sol.name), look),
    )
