"""What the pictures of `looks` show, in the order of a letterbox's life. Each scene acts, and says who looks where."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import simcord

from bot import words
from bot.demo.tour_letter import ANSWER, LETTER, OPEN_REPLY, PEN_NAME, REPLY, TITLE
from bot.demo.world import Person, World
from bot.language import ENGLISH, Said
from bot.letter import STEPS
from tests.town import labels, modal_values

A_WHILE = 40.0  #: simulated seconds after each act, so that what the bot sends later has arrived
Viewer = tuple[int, int]
SECOND = """The bench by the canal

Whoever mended the bench: I had sat on its good half for a year, to leave you the other one.

It holds both of us now."""


@dataclass(slots=True)
class Stage:
    """The demo's server, and how people act there."""

    env: simcord.Env
    world: World

    @property
    def wren(self) -> Person:
        return self.world.author

    @property
    def mora(self) -> Person:
        return self.world.moderator

    @property
    def ida(self) -> Person:
        return self.world.readers[0]

    def dm(self, person: Person) -> Any:
        return person.member.user.dm_channel

    async def sees(self, person: Person, channel: Any) -> Viewer:
        """Somebody looks there, when the bot has finished."""
        await self.env.advance_time(A_WHILE)
        return person.member.id, channel.id

    def newest(self, person: Person, channel: Any, label: Said) -> Any:
        """The newest message in a channel with this button, as somebody finds it there."""
        viewer = person.member if channel.guild else person.member.user
        wanted = ENGLISH(label)
        return next(each for each in reversed(channel.history(viewer=viewer)) if wanted in labels(each))

    async def press(self, person: Person, channel: Any, label: Said, **form: Any) -> Any:
        """Presses a button on the newest message that has it; fills in and sends the form that opens, if any."""
        actor = person.member if channel.guild else person.member.user
        shown = await actor.click(self.newest(person, channel, label), label=ENGLISH(label))
        return await actor.submit_modal(shown, {**modal_values(shown), **form}) if form else shown

    async def slash(self, person: Person, command: str, **options: Any) -> None:
        await person.member.slash(self.world.desk, command, **options)


async def draft(here: Stage) -> Viewer:
    await here.wren.member.send_dm(f"{TITLE}\n\n{LETTER}")
    return await here.sees(here.wren, here.dm(here.wren))


async def sent(here: Stage) -> Viewer:
    await here.press(here.wren, here.dm(here.wren), words.reader.SEND_LETTER)
    return await here.sees(here.wren, here.dm(here.wren))


async def at_the_desk(here: Stage) -> Viewer:
    return await here.sees(here.mora, here.world.desk)


async def published(here: Stage) -> Viewer:
    await here.press(here.mora, here.world.desk, words.reader.APPROVE)
    return await here.sees(here.ida, here.world.letters)


async def the_thread(here: Stage) -> Viewer:
    await here.press(here.ida, here.world.letters, words.reader.LEAVE_A_REPLY, reply=REPLY, pen=PEN_NAME)
    thread = here.world.newest_thread
    assert thread is not None
    await here.world.readers[1].member.send(thread, OPEN_REPLY)
    await here.env.advance_time(A_WHILE)
    await here.press(here.wren, here.dm(here.wren), words.reader.ANSWER, answer=ANSWER)
    return await here.sees(here.ida, thread)


async def the_notice(here: Stage) -> Viewer:
    return await here.sees(here.wren, here.dm(here.wren))


async def after_approval(here: Stage) -> Viewer:
    return await here.sees(here.mora, here.world.desk)


async def mine(here: Stage) -> Viewer:
    await here.wren.member.slash(here.world.letters, "letter mine")
    return await here.sees(here.wren, here.world.letters)


async def sent_back(here: Stage) -> Viewer:
    await here.wren.member.send_dm(SECOND)
    await here.env.advance_time(A_WHILE)
    await here.press(here.wren, here.dm(here.wren), words.reader.SEND_LETTER)
    await here.env.advance_time(A_WHILE)
    await here.press(
        here.mora, here.world.desk, words.reader.SEND_BACK, note="Say which bench it is, without the street."
    )
    return await here.sees(here.wren, here.dm(here.wren))


async def the_queue(here: Stage) -> Viewer:
    await here.press(here.wren, here.dm(here.wren), words.reader.SEND_LETTER)
    await here.env.advance_time(A_WHILE)
    await here.slash(here.mora, "letters queue")
    return await here.sees(here.mora, here.world.desk)


async def the_wizard(here: Stage) -> Viewer:
    await here.slash(here.mora, "letterbox setup", name="Praise")
    return await here.sees(here.mora, here.world.desk)


async def next_step(here: Stage) -> Viewer:
    await here.press(here.mora, here.world.desk, words.setup.NEXT)
    return await here.sees(here.mora, here.world.desk)


async def the_panel(here: Stage) -> Viewer:
    await here.slash(here.mora, "letterbox settings")
    return await here.sees(here.mora, here.world.desk)


async def a_change(here: Stage) -> Viewer:
    await here.press(here.mora, here.world.desk, words.settings.GROUPS["limits"], daily="5")
    return await here.sees(here.mora, here.world.desk)


async def several_at_once(here: Stage) -> Viewer:
    await here.press(here.mora, here.world.desk, "Several at once")
    return await here.sees(here.mora, here.world.desk)


async def with_a_warning(here: Stage) -> Viewer:
    await here.press(here.mora, here.world.desk, "Approve with …", warning="a house is sold after a death")
    return await here.sees(here.ida, here.world.letters)


async def reported(here: Stage) -> Viewer:
    form = {"boxes": ["tells"], "why": "I think I know that bench."}
    await here.press(here.ida, here.world.letters, words.reader.REPORT_BUTTON, **form)
    return await here.sees(here.mora, here.world.desk)


async def all_that_can_be_done(here: Stage) -> Viewer:
    letter = here.newest(here.ida, here.world.letters, words.reader.LEAVE_A_REPLY)
    await here.mora.member.context_menu(here.world.letters, "Letter …", letter)
    return await here.sees(here.mora, here.world.letters)


async def the_blocks(here: Stage) -> Viewer:
    await here.slash(here.mora, "letters block", number=2, days=3, reason="Three letters about one bench.")
    await here.slash(here.mora, "letters blocks")
    return await here.sees(here.mora, here.world.desk)


async def a_panel(here: Stage) -> Viewer:
    await here.slash(here.mora, "letterbox panel", channel=here.world.letters)
    return await here.sees(here.ida, here.world.letters)


async def from_the_panel(here: Stage) -> Viewer:
    await here.press(here.ida, here.world.letters, "Write a letter")
    return await here.sees(here.ida, here.world.letters)


async def the_log(here: Stage) -> Viewer:
    await here.press(here.mora, here.world.desk, words.reader.REMOVE, reason="The street can be told from it.")
    await here.slash(here.mora, "letters log")
    return await here.sees(here.mora, here.world.desk)


async def the_check(here: Stage) -> Viewer:
    await here.slash(here.mora, "letterbox check")
    return await here.sees(here.mora, here.world.desk)


#: Every scene by the name of its pictures, in the order in which they are played.
SCENES: dict[str, Callable[[Stage], Awaitable[Viewer]]] = {
    "draft": draft,
    "sent": sent,
    "desk": at_the_desk,
    "letter": published,
    "thread": the_thread,
    "notice": the_notice,
    "desk-after": after_approval,
    "mine": mine,
    "sent-back": sent_back,
    "queue": the_queue,
    "several-at-once": several_at_once,
    "content-warning": with_a_warning,
    "report": reported,
    "menu": all_that_can_be_done,
    "blocks": the_blocks,
    "panel": a_panel,
    "from-the-panel": from_the_panel,
    "check": the_check,
    "setup-channels": the_wizard,
    **{f"setup-{step}": next_step for step in STEPS[1:]},
    "settings": the_panel,
    "settings-changed": a_change,
    "log": the_log,
}
