"""A whole life of a letter, of two others that come to nothing, and of one that two moderators decide about, as people
live it.

Written, edited, sent, sent back, sent again, approved, published with a further page and a picture, answered in
one's own name and under a pen name, answered back by reply and by button, one answer changed and one taken back,
reported; a reply reported, removed and restored, the thread locked and opened; removed, restored; another one
rejected, a third one published and withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
from simcord.actors import MemberActor

from tests import acts
from tests.town import labels, modal_values, picture, state_of, sure, text_of
from tests.wire.trial import Act, Server, Trial, from_bot, told

LONG = "A long goodbye\n\n" + "\n\n".join(f"Paragraph {index}. " + "It goes on. " * 40 for index in range(7))
MORE = "\n\n".join(f"Later, {index}. " + "It went on. " * 40 for index in range(3))


class Life:
    """The people, and what they do."""

    def __init__(self, here: Trial, *, forum: bool) -> None:
        self.here = here
        self.server = Server(here.world, "The Commons", forum=forum)
        self.wren, self.ida, self.sol = (self.server.person(name) for name in ("wren", "ida", "sol"))
        self.mora = self.server.mora

    async def open(self) -> None:
        """The letterbox, before anything goes wrong."""
        await self.server.open()

    async def live(self) -> dict[str, Any]:
        """From the first word to the end; gives everything that stands anywhere then."""
        await self.write()
        await self.review()
        await self.answer()
        await self.control()
        await self.take_away()
        await self.others()
        await self.together()
        return self.story()

    def story(self) -> dict[str, Any]:
        """Everything that stands anywhere, in words."""
        return {**self.server.story(), "Wren": told(self.wren), "Ida": told(self.ida), "Sol": told(self.sol)}

    # --- shortcuts ----------------------------------------------------------------------------------------------

    def newest(self, person: MemberActor, label: str, *also: str) -> discord.Message | None:
        """The newest message of the bot's to somebody with a button of this label."""
        found = [m for m in from_bot(person) if label in labels(m) and all(text in text_of(m) for text in also)]
        return found[-1] if found else None

    def told_of(self, *texts: str) -> bool:
        """Whether one message of the bot's to Wren says all of this."""
        return any(all(text in text_of(message) for text in texts) for message in from_bot(self.wren))

    def press(
        self,
        person: Any,
        find: Callable[[], Any],
        label: str,
        form: dict[str, Any] | None = None,
        *,
        asked: bool = False,
    ) -> Act:
        """Press a button, and fill in the form or answer the question that comes; nothing where it is not there any
        more."""

        async def act() -> None:
            message = find()
            if message is None or label not in labels(message):
                return
            shown = await person.click(message, label=label)
            if asked and shown.response is not None and self.here.connected:
                await sure(person, shown)
            if form is not None and shown.modal is not None and self.here.connected:
                await person.submit_modal(shown, {**modal_values(shown), **form})

        return act

    def writes(self, text: str, **more: Any) -> Act:
        return lambda: acts.dm(self.here.world, self.wren, text, **more)

    def card_says(self, number: int, text: str) -> Callable[[], bool]:
        def says() -> bool:
            card = self.server.card(number)
            return card is not None and text in text_of(card)

        return says

    # --- the letter -----------------------------------------------------------------------------------------------

    async def write(self) -> None:
        do, say, wren = self.here.do, self.here.say, self.wren.user
        await say("a direct message", self.writes(LONG), lambda: self.newest(self.wren, "Send letter", "Paragraph 0"))
        await say(
            "a direct message with a picture",
            self.writes(MORE, attachments=[("sea.png", picture())]),
            lambda: self.newest(self.wren, "Send letter", "With 1 picture"),
        )
        (first,) = [m for m in wren.dm_channel.history(viewer=wren) if m.content.startswith("A long goodbye")]
        changed = LONG.replace("Paragraph 0.", "Paragraph zero.")
        await say(
            "an edited direct message",
            lambda: wren.edit(first, changed),
            lambda: self.newest(self.wren, "Send letter", "Paragraph zero."),
        )
        await do(
            "Edit",
            self.press(wren, lambda: self.newest(self.wren, "Edit"), "Edit", {"title": "A very long goodbye"}),
            lambda: self.newest(self.wren, "Send letter", "A very long goodbye"),
        )
        await do(
            "Send letter",
            self.press(wren, lambda: self.newest(self.wren, "Send letter"), "Send letter"),
            lambda: self.server.card(1) and self.told_of("Received"),
        )

    async def review(self) -> None:
        do, wren = self.here.do, self.wren.user
        await do(
            "Send back",
            self.press(self.mora, lambda: self.server.card(1), "Send back", {"note": "Shorter, please."}),
            lambda: self.newest(self.wren, "Send letter", "is open again"),
        )
        await do(
            "Send letter again",
            self.press(wren, lambda: self.newest(self.wren, "Send letter", "is open again"), "Send letter"),
            lambda: self.card_says(1, "Revised, and waits")() and not self.newest(self.wren, "Send letter"),
        )
        await do("Approve", self.press(self.mora, lambda: self.server.card(1), "Approve"), lambda: self.published(1))

    def published(self, number: int) -> bool:
        return self.card_says(number, "Published")() and self.told_of(f"Letter {number},", "is published")

    # --- its answers --------------------------------------------------------------------------------------------

    def says(self, name: str, text: str) -> Callable[[], bool]:
        return lambda: any(name == who and text in what for who, what in self.server.said())

    def wrote(self, text: str) -> discord.Message:
        """What Wren wrote to the bot."""
        wren = self.wren.user
        return next(each for each in wren.dm_channel.history(viewer=wren) if each.content == text)

    def in_thread(self) -> Any:
        return self.server.letters.threads[0]

    async def answer(self) -> None:
        do, say, wren = self.here.do, self.here.say, self.wren.user
        await say(
            "an open response",
            lambda: self.sol.send(self.in_thread(), "Me too, honestly."),
            lambda: self.told_of("Me too, honestly."),
        )
        (said,) = [message for message in self.in_thread().history() if message.content == "Me too, honestly."]
        await say(
            "its edit", lambda: self.sol.edit(said, "Me too, and more."), lambda: self.told_of("Me too, and more.")
        )
        reply = {"reply": "Ride it to the river.", "pen": "The neighbour"}
        await do(
            "a pen-name reply",
            self.press(self.ida, lambda: self.server.published()[0], "Leave a reply", reply),
            lambda: self.told_of("Ride it to the river.") and self.says("The neighbour", "Ride it")(),
        )
        notice = self.newest(self.wren, "Answer", "Me too")
        await say(
            "an answer by reply",
            self.writes("Thank you, both.", reply_to=notice),
            lambda: self.told_of("Your answer goes into") and self.says("Author of the letter", "Thank you, both.")(),
        )
        await say(
            "the edit of what was answered",
            lambda: wren.edit(self.wrote("Thank you, both."), "Thank you, all."),
            self.says("Author of the letter", "Thank you, all."),
        )
        await say(
            "an answer that will not stay",
            self.writes("One thing more.", reply_to=notice),
            self.says("Author of the letter", "One thing more."),
        )
        await say(
            "its deletion",
            lambda: wren.delete(self.wrote("One thing more.")),
            lambda: not self.says("Author of the letter", "One thing more.")(),
        )
        await do(
            "an answer by button",
            self.press(self.wren.user, lambda: self.newest(self.wren, "Answer"), "Answer", {"answer": "I rode it."}),
            self.says("Author of the letter", "I rode it."),
        )
        await do(
            "a report",
            self.press(self.ida, lambda: self.server.published()[0], "Report", {"why": "It is long."}),
            lambda: any("reported letter 1" in text_of(card) for card in self.server.desk.history()),
        )

    # --- under control --------------------------------------------------------------------------------------------

    def reply(self) -> discord.Message | None:
        """The reply under a pen name."""
        found = [each for each in self.in_thread().history() if "Ride it to the river." in each.content]
        return found[0] if found else None

    def by_number(self, verb: str, **more: Any) -> Act:
        return lambda: self.mora.slash(self.server.hall, f"letters {verb}", number=1, **more)

    async def control(self) -> None:
        do, locked = self.here.do, lambda: state_of(self.in_thread()).locked
        await do(
            "a report of the reply",
            self.press(self.sol, self.reply, "Report", {"why": "It is rude.", "hear": True}),
            lambda: any("Response 2" in text_of(card) for card in self.server.desk.history()),
        )
        await do(
            "Remove response",
            self.by_number("remove", response=2),
            lambda: self.reply() is None and "You reported response 2" in str(told(self.sol)),
        )
        await do("restore the response", self.by_number("restore", response=2), self.reply)
        await do("pen names only", self.by_number("replies", mode="pen"), locked)
        await do("anyone again", self.by_number("replies", mode="anyone"), lambda: not locked())

    # --- gone and back --------------------------------------------------------------------------------------------

    async def take_away(self) -> None:
        do = self.here.do
        await do(
            "Remove",
            self.press(self.mora, lambda: self.server.card(1), "Remove", {"reason": "It is long."}),
            lambda: self.card_says(1, "Removed")() and not self.server.published() and self.told_of("was removed"),
        )
        await do(
            "restore",
            lambda: self.mora.slash(self.server.hall, "letters restore", number=1),
            lambda: self.card_says(1, "Published")() and self.told_of("is public again"),
        )

    async def others(self) -> None:
        do = self.here.do
        await self.send_another(2, "Not this one\n\nIt will not be published.")
        await do(
            "Reject",
            self.press(self.mora, lambda: self.server.card(2), "Reject", {"reason": "Not here."}),
            lambda: self.card_says(2, "Rejected")() and self.told_of("Letter 2,", "will not be published"),
        )
        await self.send_another(3, "Not for long\n\nI shall take it back.")
        await do(
            "Approve another", self.press(self.mora, lambda: self.server.card(3), "Approve"), lambda: self.published(3)
        )
        await do(
            "Withdraw",
            self.press(self.wren.user, lambda: self.newest(self.wren, "Withdraw", "Letter 3,"), "Withdraw", asked=True),
            self.card_says(3, "Withdrawn"),
        )

    async def together(self) -> None:
        """One more letter, which takes two moderators; a role is told of it."""
        do, server, role = self.here.do, self.server, self.server.guild.create_role("Readers")
        chosen = "SELECT COUNT(*) FROM letterbox WHERE settings LIKE '%\"quorum\": 2%'"
        await do(
            "settings",
            lambda: self.mora.slash(server.hall, "letterbox settings", quorum=2, ping=role.mention),
            lambda: self.here.ask(chosen),
        )
        await self.send_another(4, "For two to read\n\nOne of them is not enough.")
        mora, otto = (self.press(who, lambda: server.card(4), "Approve") for who in (self.mora, server.otto))
        await do("Approve as the first of two", mora, self.card_says(4, "1 more publishes it."))
        await do("Approve as the second", otto, lambda: self.published(4))

    async def send_another(self, number: int, text: str) -> None:
        title = text.partition("\n")[0]
        await self.here.say("another letter", self.writes(text), lambda: self.newest(self.wren, "Send letter", title))
        await self.here.do(
            "Send another letter",
            self.press(self.wren.user, lambda: self.newest(self.wren, "Send letter", title), "Send letter"),
            lambda: self.server.card(number) and self.told_of("Received", f"number {number} "),
        )
