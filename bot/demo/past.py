"""What happened in the demo's letterboxes before somebody looks: lived through with the bot, on an earlier calendar."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot import words
from bot.demo import acting
from bot.demo.letters import AUTHOR, PAST, WAITING, Reply, Written
from bot.demo.simulated import Simulation
from bot.demo.world import Place, World, join
from bot.language import Said

DAY = 86_400.0  #: seconds
LONG_AGO = max(each.ago for each in PAST) * DAY  #: seconds before today at which the demo's calendar has to begin
SOON = 12.0  #: simulated seconds until what the bot sends a little later has arrived
NEIGHBOURS = ("Juno", "Odd", "Pim", "Tove")


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happened so many days before today."""

    ago: float
    happen: Callable[[], Awaitable[None]]


async def live_through(simulated: Simulation, world: World) -> None:
    """Everything up to today: letters and what was said under them; the last letter still waits at the desk."""
    place = world.places["commons"]
    join(simulated.env, place, NEIGHBOURS)
    events = sorted(_events(simulated, world, place, PAST), key=lambda event: -event.ago)
    now = LONG_AGO / DAY
    for event in events:
        simulated.later((now - event.ago) * DAY)
        now = event.ago
        await event.happen()
    simulated.later(now * DAY)
    await write(place, WAITING)


async def live_shortly(world: World, place: Place, letters: Sequence[Written]) -> None:
    """These letters appear today, in a letterbox that was opened a moment ago."""
    for letter in letters:
        await publish(world, place, letter)


async def write(place: Place, letter: Written) -> None:
    """Somebody writes a letter to the bot, and sends it to this letterbox."""
    author = place.members[letter.who]
    private = author.user.dm_channel
    await author.send_dm(f"{letter.title}\n\n{letter.text}")
    await acting.address(author, place.called, letter.category)
    await acting.press(author, private, words.reader.SEND_LETTER)


async def publish(world: World, place: Place, letter: Written) -> None:
    """Somebody writes a letter, and the moderator approves it."""
    await write(place, letter)
    await acting.press(place.members[world.moderator.name], place.desk, words.reader.APPROVE)


async def reply(simulated: Simulation, place: Place, letter: Written, said: Reply) -> None:
    """Somebody answers a letter: under a pen name, in their own name, or as its author."""
    thread = next(each for each in place.threads if each.name == letter.title)
    if said.who == AUTHOR:
        await simulated.env.advance_time(SOON)
        author = place.members[letter.who]
        answer: dict[Said, str] = {words.forms.FIELD_ANSWER: said.text}
        await acting.press(author, author.user.dm_channel, words.reader.ANSWER, answer)
    elif said.pen is None:
        await place.members[said.who].send(thread, said.text)
    else:
        form: dict[Said, str] = {words.forms.FIELD_REPLY: said.text, words.forms.FIELD_PEN_NAME: said.pen}
        await acting.press(place.members[said.who], place.letters, words.reader.LEAVE_A_REPLY, form)


def _events(simulated: Simulation, world: World, place: Place, letters: Sequence[Written]) -> list[_Event]:
    found: list[_Event] = []
    for letter in letters:
        found.append(_Event(letter.ago, partial(publish, world, place, letter)))
        found += [
            _Event(letter.ago - said.after, partial(reply, simulated, place, letter, said)) for said in letter.replies
        ]
    return found
