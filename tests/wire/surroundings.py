"""What surrounds a letter, as people live it: a life beside that of `life.py`, in the same steps.

The bot joins a server and greets it; a letterbox is set up step by step, with channels that the bot creates, and gets a
panel. A letter with a picture comes by its form, another has a day; both are approved. One is noted about,
answered under a pen name by somebody who wants to hear more, and revised. Days pass, with the bot switched off: the
other one appears, whoever listens hears, and the desk reads of a letter that waits.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from simcord.builders import ChannelHandle

from tests import acts
from tests.town import labels, lift_limits, picture, text_of
from tests.wire.life import Life
from tests.wire.trial import Trial, told

DAY = 86_400
TITLE, REVISED, DATED = "The boat in the shed", "The boat that was in the shed", "For another day"
SELECT = 3
#: The presses from the greeting to an open letterbox; **Go on** where it was begun before.
PRESSES = ("Go on", "Skip to the end", "Open the letterbox")
SETTINGS = "SELECT COUNT(*) FROM letterbox WHERE settings LIKE '%\"digest_hours\": 24%'"
CHOSEN = "SELECT chosen FROM setup"


def select_in(shown: Any, option: str) -> Any:
    """The select, in a message that only one person sees, with an option that begins so."""
    rows = () if shown is None else shown.components
    found = [item for row in rows for item in row["components"] if item["type"] == SELECT]
    return next((each for each in found if any(one["label"].startswith(option) for one in each["options"])), None)


class Surroundings(Life):
    """The people, and what they do."""

    def __init__(self, here: Trial) -> None:
        super().__init__(here, forum=False)

    async def open(self) -> None:
        """Nothing: that is a part of it."""

    async def live(self) -> dict[str, Any]:
        await self.set_up()
        await self.by_form()
        await self.dated()
        await self.approve()
        await self.listen()
        await self.revise()
        await self.days_later()
        return self.story()

    def story(self) -> dict[str, Any]:
        backend = self.here.world.backend
        return {
            **super().story(),
            "channels": sorted(each.name or "" for each in backend.channels.values() if each.guild_id),
        }

    # --- the letterbox ------------------------------------------------------------------------------------------

    def newest_with(self, label: str) -> Any:
        """The newest message with such a button, in any channel of the server."""
        server = self.server
        places = [server.hall, server.desk, server.letters]
        return next((each for at in places for each in at.history()[::-1] if label in labels(each)), None)

    async def set_up(self) -> None:
        do, server = self.here.do, self.server
        await self.here.world.until(lambda: "Caught up" in self.here.log())  # of a server from before it says nothing
        joins = lambda: acts.announce_guild(self.here.world, server.guild)  # noqa: E731
        await do("the bot joins", joins, lambda: self.newest_with("Set it up"))
        await do("Set it up", self.step_by_step, lambda: self.here.ask("SELECT COUNT(*) FROM letterbox"))
        server.letters, server.desk = self.created("letters"), self.created("letter-desk")
        await do("settings", self.settle, lambda: self.here.ask(SETTINGS))
        panel = lambda: server.mora.slash(server.hall, "letterbox panel")  # noqa: E731
        await do("a panel", panel, lambda: self.newest_with("Write a letter"))

    def busy_until(self) -> int:
        """When whoever sets it up may press again, at the latest (Unix seconds)."""
        return json.loads(self.here.ask(CHOSEN) or "{}").get("busy_until") or 0

    async def step_by_step(self) -> None:
        """From the greeting on, until the letterbox is open or the bot is gone."""
        await self.here.world.until(lambda: self.busy_until() <= self.here.world.pace.now().timestamp())
        shown = await self.mora.click(self.newest_with("Set it up"), label="Set it up")
        for label in PRESSES:
            if not self.here.connected or shown.response is None:
                return
            if label in labels(shown.response):
                shown = await self.mora.click(shown.response, label=label)

    async def settle(self) -> None:
        await lift_limits(self.mora, self.server.hall)
        if self.here.connected:
            await self.mora.slash(self.server.hall, "letterbox settings", digest_hours=24)

    def created(self, name: str) -> ChannelHandle:
        """The newest channel of this name."""
        found = [each for each in self.here.world.backend.channels.values() if each.name == name]
        return ChannelHandle(self.here.world, self.server.guild, max(found, key=lambda each: each.id))

    # --- two letters --------------------------------------------------------------------------------------------

    async def by_form(self) -> None:
        """The form, once: what was taken before the bot died comes by itself, and what was not is sent after it."""
        card = lambda *texts: self.newest(self.wren, "Send letter", *texts)  # noqa: E731
        await self.here.do("the form", self.fill_in, lambda: card(TITLE))
        if not card(TITLE, "With 1 picture"):
            again = self.writes("", attachments=[("boat.png", picture())])
            await self.here.say("its picture again", again, lambda: card(TITLE, "With 1 picture"))
        await self.send(1, TITLE)

    async def fill_in(self) -> None:
        ways = await self.wren.click(self.newest_with("Write a letter"), label="Write a letter")
        if not self.here.connected or ways.response is None:
            return
        shown = await self.wren.click(ways.response, label="In a form")
        if self.here.connected and shown.modal is not None:
            written = {"title": TITLE, "text:0:n": "Nobody rows it now.", "pictures": [("boat.png", picture())]}
            await self.wren.submit_modal(shown, written)

    async def send(self, number: int, title: str) -> None:
        await self.here.do(
            f"Send letter {number}",
            self.press(self.wren.user, lambda: self.newest(self.wren, "Send letter", title), "Send letter"),
            lambda: self.server.card(number) and self.told_of("Received", f"number {number} "),
        )

    async def dated(self) -> None:
        card = lambda *texts: self.newest(self.wren, "Send letter", DATED, *texts)  # noqa: E731
        await self.here.say("another letter", self.writes(f"{DATED}\n\nIt can wait."), card)
        day = self.press(self.wren.user, card, "Publish on …", {"day": "in 2 days"})
        await self.here.do("a day for it", day, lambda: card("It appears on"))
        await self.send(2, DATED)

    async def approve(self) -> None:
        for number, seen in ((1, lambda: self.published(1)), (2, self.card_says(2, "Approved for "))):
            card = lambda number=number: self.server.card(number)  # noqa: E731
            await self.here.do(f"Approve letter {number}", self.press(self.mora, card, "Approve"), seen)
        note = lambda: self.mora.slash(self.server.hall, "letters note", number=1, note="I know it, too.")  # noqa: E731
        await self.here.do("a note", note, self.card_says(1, "I know it, too."))

    async def sees(self, shown: Callable[[], Any]) -> bool:
        """Whether this is shown before the bot is gone."""
        starts = self.here.starts
        await self.here.world.until(lambda: self.here.starts > starts or not self.here.alive.is_set() or shown())
        return self.here.starts == starts and self.here.connected

    # --- what follows -------------------------------------------------------------------------------------------

    async def listen(self) -> None:
        reply = {"reply": "I would row it.", "pen": "The neighbour"}
        await self.here.do(
            "a pen-name reply",
            self.press(self.ida, lambda: self.server.published()[0], "Leave a reply", reply),
            lambda: self.told_of("I would row it.") and self.says("The neighbour", "I would row it.")(),
        )
        await self.here.do(
            "Tell me of answers", self.ask_to_hear, lambda: self.here.ask("SELECT COUNT(*) FROM listener")
        )
        await self.here.say(
            "an open response",
            lambda: self.sol.send(self.in_thread(), "So would I."),
            lambda: self.told_of("So would I."),
        )

    async def ask_to_hear(self) -> None:
        shown = (await self.ida.slash(self.server.hall, "letter mine")).response
        if shown is None or not await self.sees(lambda: select_in(shown, "Response 1")):
            return
        select = select_in(shown, "Response 1")
        value = next(each["value"] for each in select["options"] if each["label"].startswith("Response 1"))
        chosen = (await self.ida.select(shown, [value], custom_id=select["custom_id"])).response
        if await self.sees(lambda: chosen is None or "Tell me of answers" in labels(chosen)) and chosen is not None:
            await self.ida.click(chosen, label="Tell me of answers")

    async def revise(self) -> None:
        do, wren = self.here.do, self.wren.user
        notice = lambda: self.newest(self.wren, "Revise")  # noqa: E731
        draft = lambda *texts: self.newest(self.wren, "Send letter", *texts)  # noqa: E731
        await do("Revise", self.press(wren, notice, "Revise"), draft)
        await do("Edit", self.press(wren, draft, "Edit", {"title": REVISED}), lambda: draft(REVISED))
        await self.send(3, REVISED)
        stands = lambda: any(REVISED in text_of(each) for each in self.server.published())  # noqa: E731
        await do("Approve the revision", self.press(self.mora, lambda: self.server.card(3), "Approve"), stands)

    async def days_later(self) -> None:
        await self.send_another(4, "Nobody reads this\n\nIt waits at the desk.")
        self.here.step = "three days later"
        await self.here.later(3 * DAY)
        await self.here.world.until(
            lambda: self.published(2) and self.digest() and "Something new" in str(told(self.ida))
        )
        await self.here.world.until(self.here.idle)

    def digest(self) -> bool:
        return any("waiting for longer than" in text_of(each) for each in self.server.desk.history())
