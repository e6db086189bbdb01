"""The life of a letter and of a response to it, as people live it: the same for each bot that is measured."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import discord

from bench.subject import Subject
from tests.town import labels, modal_values, text_of
from tests.wire.rates import ANSWERS
from tests.wire.trial import Server, from_bot

#: Seconds without a request after which an act is taken to be over.
QUIET = 0.15
#: About as long as a real letter.
TEXT = "\n\n".join(
    f"Paragraph {place}. " + "You left it leaning on the wall, and I walked around it. " * 4 for place in range(5)
)


@dataclass(slots=True)
class Lived:
    """What one letter, or one response, cost."""

    requests: Counter[str] = field(default_factory=Counter)  #: those that count towards Discord's 50 a second
    first_answer: float = 0.0  #: milliseconds from the first message to the card
    published: float = 0.0  #: milliseconds from the press on Approve to the letter in public


class Village:
    """A server with a letterbox, and the people who write, read and moderate in it."""

    def __init__(self, subject: Subject, *, forum: bool, writers: int = 8, quiet: float = QUIET) -> None:
        self.world = subject.world
        self.subject = subject
        self.place = Server(self.world, "The Commons", forum=forum)
        self.writers = [self.place.person(f"writer{number}") for number in range(writers)]
        self.ida = self.place.person("ida")
        self.letters = 0
        self.quiet = quiet
        self._lived = Lived()
        self._asked: list[tuple[float, str, str]] = []
        self._answered = 0  #: the letter that was replied to last
        self.world.strike = self._hear

    async def open(self) -> None:
        """Sets up a letterbox without limits, where nobody waits longer than they must."""
        if self.subject.name == "bot":
            await self.place.open()
            await self.place.mora.slash(self.place.hall, "letterbox settings", notice_delay=0)
        await self._quiet()

    async def message(self) -> tuple[Lived, Any]:
        """Has somebody write, and wait for the card. Returns what that cost, and the card."""
        self.letters += 1
        lived = self._lived = Lived()
        writer, title = self._writer, f"Letter of {self.letters:05}"
        began = time.perf_counter()
        card: Any = await self._after(
            lambda: writer.user.send_dm(f"{title}\n\n{TEXT}"), lambda: self._newest(writer, "Send letter", title)
        )
        lived.first_answer = (self._asked[0][0] - began) * 1000
        return lived, card

    async def letter(self) -> Lived:
        """Has a letter written, sent, approved and published, and its author told."""
        lived, card = await self.message()
        writer = self._writer
        desk: Any = await self._after(
            lambda: writer.user.click(card, label="Send letter"), lambda: self.place.card(self.letters)
        )
        began = time.perf_counter()
        await self._after(
            lambda: self.place.mora.click(desk, label="Approve"),
            lambda: self._newest(writer, "Withdraw", f"Letter {self.letters},", "is published"),
        )
        stands = (f"/channels/{self.place.letters.id}/messages", f"/channels/{self.place.letters.id}/threads")
        lived.published = (next(at for at, method, path in self._asked if path in stands) - began) * 1000
        return lived

    async def response(self) -> Lived:
        """Has somebody reply to the newest letter under a pen name: in the thread, and to its author.

        The first to a letter is counted under it, too; the others of ten minutes share an edit of that.
        """
        lived = self._lived = Lived()
        writer, text = self._writer, f"I read it twice. {time.monotonic_ns()}"
        letter = self.place.published()[-1]
        shown = await self.ida.click(letter, label="Leave a reply")
        said = {**modal_values(shown), "reply": text, "pen": "The neighbour"}
        first, self._answered = letter.id != self._answered, letter.id

        def through() -> bool:
            edited = not first or any(method == "PATCH" for _, method, _ in self._asked)
            return edited and self._newest(writer, "Answer", text) is not None

        await self._after(lambda: self.ida.submit_modal(shown, said), through)
        return lived

    @property
    def _writer(self) -> Any:
        return self.writers[self.letters % len(self.writers)]

    # --- what is seen -------------------------------------------------------------------------------------------

    async def _after(self, act: Callable[[], Any], seen: Callable[[], Any]) -> Any:
        """Acts, waits until `seen` returns something and until no more requests come, and returns what was seen."""
        self._asked = []
        await act()
        found = await self.world.until(seen)
        await self._quiet()
        return found

    async def _quiet(self) -> None:
        last = -1
        while last != len(self._asked):
            last = len(self._asked)
            await asyncio.sleep(self.quiet)

    def _hear(self, method: str, path: str, body: Any) -> bool:
        self._asked.append((time.perf_counter(), method, path))
        if not ANSWERS.match(path):
            self._lived.requests[method] += 1
        return False

    def _newest(self, person: Any, label: str, *texts: str) -> discord.Message | None:
        """Returns the bot's last message to somebody, if it has this button and contains all these texts."""
        found = from_bot(person)[-1:]
        return next((m for m in found if label in labels(m) and all(text in text_of(m) for text in texts)), None)
