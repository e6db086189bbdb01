"""200 kills at random requests, while 50 letters are on their way at once; fewer with several processes.

The seed is printed; `UNSIGNED_SEED=…` sets another one. With the same seed the kills come after the same numbers of
requests, though not always at the same requests: what 50 people do at once has no order.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from simcord.results import to_discord_message

from tests import acts
from tests.town import is_forum
from tests.wire import faults
from tests.wire.crew import crew
from tests.wire.discord_server import Fault, Request
from tests.wire.trial import Server, Trial, from_bot, trial

pytestmark = pytest.mark.long

LETTERS, KILLS = 50, 200
#: Of so many processes: letters and kills.
SEVERAL = {2: (20, 60), 4: (12, 40)}
SEED = int(os.environ.get("UNSIGNED_SEED", "1719"))
#: Requests from one kill to the next.
FEWEST, MOST = 4, 20
WAYS = (faults.KilledBefore, faults.KilledAfter, faults.KilledAnswered)


@dataclass
class Kills:
    """Where the bot is killed, and how."""

    here: Trial
    dice: random.Random
    left: int
    kinds: Counter[str] = field(default_factory=Counter[str])
    wait: int = MOST

    def fault(self, request: Request) -> Fault | None:
        self.wait -= 1
        if self.wait > 0 or not self.left:
            return None
        self.wait = self.dice.randint(FEWEST, MOST)
        self.left -= 1
        self.kinds[self.here.kind_of(request)] += 1
        return self.dice.choice(WAYS)(self.here.kill)


class Author:
    """Somebody with one letter, which is answered for as long as there are kills left."""

    def __init__(self, here: Trial, server: Server, number: int) -> None:
        self.here, self.server = here, server
        self.title = f"What I kept, {number}"
        self.wren, self.ida = server.person(f"wren{number}"), server.person(f"ida{number}")
        self.replies = 0

    async def live(self, kills: Kills) -> None:
        """Write, send, see it published; then replies, and an answer."""
        await self.write(f"{self.title}\n\nThere is something I never said.")
        await self.go(lambda: self.press(self.wren.user, self.draft(), "send"), lambda: not self.draft(), lambda: True)
        await self.see(self.card)
        await self.go(lambda: self.press(self.server.mora, self.card(), "approve"), self.notice, self.is_held)
        await self.see(self.thread)
        while kills.left or not self.replies:
            self.replies += 1
            await self.go(self.reply, self.last_reply_stands, self.reply_is_lost)
        await self.answer()

    # --- what they do -------------------------------------------------------------------------------------------

    async def go(self, act: Callable[[], Any], seen: Callable[[], Any], lost: Callable[[], bool]) -> None:
        await self.here.insist(act, seen, lost, often=False)

    async def see(self, seen: Callable[[], Any]) -> None:
        await self.here.world.until(seen, often=False)

    async def write(self, text: str, **more: Any) -> None:
        """A direct message; nothing goes wrong before the bot has taken it."""
        async with self.here.turn:
            await self.here.world.until(lambda: self.here.connected)
            self.here.unheard.add(text.rpartition("\n")[0].partition("\n")[0] or text)
            await acts.dm(self.here.world, self.wren, text, **more)
        await self.see(self.draft if not more else lambda: self.stands("There it is."))

    async def press(self, person: Any, message: Any, verb: str) -> Any:
        """Press one of our buttons, where it still is."""
        found = (
            [each for row in message.components for each in row["components"] if _verb(each) == verb] if message else []
        )
        return await person.click(_shown(self.here, message), custom_id=found[0]["custom_id"]) if found else None

    async def reply(self) -> None:
        shown = await self.press(self.ida, self.letter(), "reply")
        if shown is not None and shown.modal is not None and self.here.connected:
            reply = {"reply": f"Reply {self.replies} to {self.title}.", "pen": f"Reader {self.replies}"}
            await self.ida.submit_modal(shown, reply)

    async def answer(self) -> None:
        await self.see(lambda: self.relay(self.replies))
        await self.write("There it is.", reply_to=_shown(self.here, self.relay(self.replies)))

    # --- what they see: the world's own messages, since many look ---------------------------------------------

    def messages(self, channel_id: int) -> list[Any]:
        return [*self.here.world.backend.messages.get(channel_id, {}).values()]

    def mail(self) -> list[Any]:
        bot = self.here.world.backend.bot_user.id
        return [m for m in self.messages(self.wren.user.dm_channel.id) if m.author_id == bot and not m.is_ephemeral]

    def draft(self) -> Any:
        return next((m for m in self.mail() if "send" in _verbs(m)), None)

    def card(self) -> Any:
        return next((m for m in self.messages(self.server.desk.id) if _title(m) == self.title), None)

    def notice(self) -> Any:
        return next((m for m in self.mail() if "is published" in m.content), None)

    def letter(self) -> Any:
        return next(iter(self.letters()), None)

    def letters(self) -> list[Any]:
        letters = self.server.letters
        channels = [thread.id for thread in letters.threads] if self.server.forum else [letters.id]
        return [m for at in channels for m in self.messages(at) if _title(m) == self.title and "reply" in _verbs(m)]

    def thread(self) -> Any:
        letter = self.letter()
        return letter and self.here.world.backend.channels.get(letter.id)

    def relay(self, number: int) -> Any:
        return next((m for m in self.mail() if f"Reply {number} to {self.title}." in str(m.embeds)), None)

    def stands(self, text: str) -> bool:
        return any(text in m.content for m in self.messages(self.letter().id))

    def last_reply_stands(self) -> bool:
        return self.stands(f"Reply {self.replies} to {self.title}.")

    # --- what was lost ------------------------------------------------------------------------------------------

    def is_held(self) -> bool:
        """Whether nobody has approved the letter."""
        ids = [_about(each) for row in self.card().components for each in row["components"]]
        return bool(ids) and self.here.ask("SELECT state FROM letter WHERE id = ?", ids[0]) == "held"

    def reply_is_lost(self) -> bool:
        letter_id = next(_about(each) for row in self.letter().components for each in row["components"])
        return self.here.ask("SELECT COUNT(*) FROM response WHERE letter_id = ?", letter_id) < self.replies

    # --- and in the end -----------------------------------------------------------------------------------------

    def wrongs(self) -> list[str]:
        """What does not stand exactly once."""
        said = [(m.author.display_name, m.content.partition("\n")[0]) for m in self._in_thread()]
        relays = [embed.description for m in from_bot(self.wren) for embed in m.embeds if embed.title]
        mail = [m.content for m in from_bot(self.wren)]
        cards = [m for m in self.messages(self.server.desk.id) if _title(m) == self.title]
        expected: dict[str, int] = {
            "letter": len(self.letters()),
            "review card": len(cards),
            "Received": sum("Received" in text for text in mail),
            "notice": sum("is published" in text for text in mail),
            "answer": said.count(("Author of the letter", "There it is.")),
            "note": sum("Your answer goes into" in text for text in mail),
        }
        for server in range(1, self.replies + 1):
            text = f"Reply {server} to {self.title}."
            expected[text] = said.count((f"Reader {server}", text))
            expected[f"relay of {text}"] = relays.count(text)
        expected["responses"] = len(said) - self.replies
        return [f"{self.title}: {what}: {count}" for what, count in expected.items() if count != 1]

    def _in_thread(self) -> list[Any]:
        (thread,) = [thread for thread in self.server.letters.threads if thread.id == self.letter().id]
        found = [m for m in thread.history() if m.content]
        return [m for m in found if m.type.name == "default"] if is_forum(self.server.letters) else found


def _verb(component: dict[str, Any]) -> str:
    return component.get("custom_id", "").partition(":")[0]


def _about(component: dict[str, Any]) -> int:
    return int(component["custom_id"].split(":")[1], 16)


def _verbs(message: Any) -> list[str]:
    return [_verb(each) for row in message.components for each in row.get("components", [])]


def _title(message: Any) -> str:
    return next((embed.get("title", "") for embed in message.embeds), "")


def _shown(here: Trial, message: Any) -> Any:
    return to_discord_message(here.world, message)


async def test_killed_at_random_with_fifty_letters_on_their_way_nothing_is_lost_or_doubled(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with trial(tmp_path) as here:
        await survives(here, LETTERS, KILLS, record_property)


@pytest.mark.parametrize("size", SEVERAL)
async def test_nor_is_it_where_any_of_several_processes_is_killed(
    tmp_path: Path, record_property: Callable[[str, object], None], size: int
) -> None:
    async with crew(tmp_path, size) as here:
        await survives(here, *SEVERAL[size], record_property)


async def survives(here: Trial, letters: int, many: int, record_property: Callable[[str, object], None]) -> None:
    """So many letters live at once in two servers, a text channel and a forum, through so many kills."""
    begun = time.monotonic()
    here.world.patience = 240  # whoever waits, waits through most of the kills
    shards = here.world.shards
    places = [
        Server(here.world, name, forum=forum, shard=number % shards)
        for number, (name, forum) in enumerate((("Commons", False), ("Forum", True)))
    ]
    authors = [Author(here, places[each % 2], each) for each in range(letters)]
    await here.start()
    for server in places:
        await server.open()
    kills = Kills(here, random.Random(SEED), many)
    here.fault = kills.fault
    lives = await asyncio.gather(*(author.live(kills) for author in authors), return_exceptions=True)
    await here.world.until(here.idle)
    wrongs = [wrong for author in authors for wrong in author.wrongs()]
    wrongs += [f"webhooks: {hooks}" for server in places if (hooks := server.story()["webhooks"]) != ["Unsigned"]]
    replies, sharing = sum(author.replies for author in authors), f" of {shards} processes" if shards > 1 else ""
    record_property(
        "says",
        f"{many - kills.left} random kills{sharing} (seed {SEED}) over {letters} letters with {replies} replies: "
        f"{len(wrongs)} lost or doubled, {time.monotonic() - begun:.0f} s",
    )
    assert [life for life in lives if life is not None] == []
    assert (wrongs, here.lies, kills.left) == ([], [], 0)
