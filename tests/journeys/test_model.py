"""Random journeys: whatever people do and whatever fails, what stands in the end is what they were told.

Hypothesis makes up journeys of verbs, faults, restarts and time in a simulated town, and holds the town against the
model in `tests/model.py`. In CI the journeys are few, and the same each time. For long runs by hand:

    MODEL_EXAMPLES=500 MODEL_STEPS=60 python -m pytest tests/journeys/test_model.py -k Journeys

`--hypothesis-seed=N` makes up others, and `MODEL_SHRINK=1` makes one that fails as short as it can be (in minutes).
What they have found is kept in `test_in_between.py`, as journeys of its own.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import tempfile
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AsyncExitStack, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from simcord.actors import MemberActor

from bot.letter import Attempt, Delivery, Kind
from bot.post import worker as deliveries
from bot.post.van import Van
from bot.store.tx import Tx
from cogs._courier import DiscordCourier
from tests import acts
from tests.model import VERBS, Letter, Model, Part, Said, Told, carrying, check, in_public, listen, overhear
from tests.town import Town, answer_of, labels, stored, sure, told, town

pytestmark = pytest.mark.long

EXAMPLES, STEPS = int(os.environ.get("MODEL_EXAMPLES", "8")), int(os.environ.get("MODEL_STEPS", "40"))
#: To make a journey that failed as short as it can be takes minutes.
SHRINK = bool(os.environ.get("MODEL_SHRINK"))

#: Those who write without a name; Sol writes in his own, and nothing else.
WRITERS = ("wren", "ida")
PEN_NAMES = {"wren": "Night heron", "ida": "Grey owl"}
QUARTER = 900
#: Whatever waits longer than this many seconds never arrives.
PATIENCE = 7 * 3600

#: Requests of deliveries that can fail, and how: before the effect, or after it with the answer lost. A delivery that
#: is cancelled after its effect is what a bot that dies leaves behind.
REQUESTS = {
    "messages": ("POST", "/channels/*/messages"),
    "edits": ("PATCH", "/channels/*/messages/*"),
    "threads and posts": ("POST", "/channels/*/threads"),
    "threads' settings": ("PATCH", "/channels/[0-9]*"),
    "webhooks": ("*", "/channels/*/webhooks"),
    "pen names": ("POST", "/webhooks/*/simcord_webhook_*"),
    "looking": ("GET", "/channels/[0-9]*"),
    "everything": ("*", "/channels/*"),
}
FAULTS = ("500 before", "502 after", "dropped after", "died after")

whom, which = st.sampled_from(WRITERS), st.integers(0, 30)


def step(**given: Any) -> Callable[[Callable[..., Any]], Any]:
    """A rule that is a coroutine, and what is looked at after every one of them."""

    def decorate(method: Callable[..., Any]) -> Any:
        def run(self: Post, **drawn: Any) -> None:
            self.thread.run(self.take(method(self, **drawn)))

        run.__name__ = run.__qualname__ = method.__name__
        return rule(**given)(run)

    return decorate


def some(*states: str, known: bool = False) -> Callable[[Any], Any]:
    """Only when there is a letter in one of these states."""
    return precondition(lambda self: any(can_be(each, known) for each in self.model.of(*states)))


def can_be(letter: Letter, known: bool) -> bool:
    """Whether something can be done with it: whose author must be `known`, or is to go on writing at it."""
    return letter.known or not (known or letter.state == "returned")


class Thread:
    """Runs one coroutine after another in one task, in which the town was opened and will be closed."""

    def __init__(self) -> None:
        self.stack = AsyncExitStack()
        self._loop = asyncio.new_event_loop()
        self._doing: asyncio.Queue[tuple[Any, asyncio.Future[Any]] | None] = asyncio.Queue()
        self._task = self._loop.create_task(self._live())

    async def _live(self) -> None:
        async with self.stack:
            while (given := await self._doing.get()) is not None:
                doing, done = given
                try:
                    done.set_result(await doing)
                except BaseException as error:  # noqa: BLE001 - hypothesis ends journeys with some of these
                    done.set_exception(error)

    def run(self, doing: Any) -> Any:
        """What it returns or raises."""
        done = self._loop.create_future()
        self._doing.put_nowait((doing, done))
        return self._loop.run_until_complete(done)

    def close(self) -> None:
        """Leaves what was entered."""
        self._doing.put_nowait(None)
        try:
            self._loop.run_until_complete(self._task)
        finally:
            self._loop.close()


class Post(RuleBasedStateMachine):
    """A town, the people in it, and the model of what should exist."""

    def __init__(self) -> None:
        super().__init__()
        self.thread = Thread()
        self.model = Model()
        self.here: Town
        self.count = 0
        self.heard: set[int] = set()
        self.requests = 0
        self.generation: dict[str, int] = dict.fromkeys(WRITERS, 0)

    @initialize(forum=st.booleans(), late=st.booleans(), seed=st.integers(0, 1000))
    def begin(self, forum: bool = False, late: bool = False, seed: int = 0) -> None:
        """A town with a published letter, where authors may hear of what others did a random moment later."""
        self.thread.run(self._begin(forum, late, seed))
        self.a_letter(who="wren", approved=True)

    async def _begin(self, forum: bool, late: bool, seed: int) -> None:
        folder = self.thread.stack.enter_context(tempfile.TemporaryDirectory())
        made = town(Path(folder), forum=forum, check_errors=False, chance=random.Random(seed))
        self.here = await self.thread.stack.enter_async_context(made)
        if late:
            await self.here.mora.slash(self.here.hall, "letterbox settings", notice_delay=60)

    def teardown(self) -> None:
        with closing(self.thread):
            if hasattr(self, "here"):
                self.thread.run(self.take(self.settle()))

    # --- around every step -----------------------------------------------------------------------------------

    async def take(self, doing: Any) -> None:
        """One step; then the model hears what became of what was on its way, and everybody is listened to."""
        before = {letter.id: letter.state for letter in self.model.letters.values()}
        await doing
        await self.follow()
        listen(self.here, self.model, before, self.heard)
        self.requests = overhear(self.here, self.requests, WRITERS)

    async def follow(self) -> None:
        """What happens by itself: a collection, a publication, a thread."""
        for letter in self.model.of("posted", "approved", "published"):
            now = await stored(self.here.office, letter.id)
            letter.thread_id, letter.stood = now.thread_id, letter.stood or now.message_id is not None
            if letter.state == "posted" and now.state != "posted":
                assert letter.due <= self.here.office.now, "collected too early"
                letter.state = "approved" if self.model.appears(letter) else "held"
                self.number(letter, now.number)
            if letter.state == "approved" and now.state == "published":
                letter.state, letter.trouble = "published", False
                self.model.expect(letter, "published")
                for said in letter.responses:
                    if said.missing:
                        said.missing = False
                        self.heard_of(letter, said)
            assert letter.state == now.state, (letter, now.state)

    def number(self, letter: Letter, number: int | None) -> None:
        assert letter.number in (None, number) and number is not None
        others = [each.number for each in self.model.numbered if each is not letter]
        assert number not in others and number <= len(others) + 1 + len(self.model.of("posted"))
        letter.number = number

    async def settle(self) -> None:
        """Everything on its way arrives, and stands as it should."""
        waited = 0
        while await self.here.outbox() and waited < PATIENCE:
            await self.here.pass_time(60)
            waited += 60
        await self.follow()
        while await self.here.outbox() and waited < PATIENCE:  # a collection on the way there
            await self.here.pass_time(60)
            waited += 60
        await self.follow()
        await check(self.here, self.model)
        numbers = sorted(letter.number or 0 for letter in self.model.numbered)
        assert numbers == list(range(1, len(numbers) + 1))

    def new(self, size: str = "short") -> tuple[str, str]:
        """A line and a text that nobody has written before."""
        self.count += 1
        body = f"It burned until the {self.count:03}th hour of the night."
        return f"Lantern {self.count:03}", body + ("\n\nIt went on and on and on." * 110 if size == "long" else "")

    def actor(self, who: str) -> MemberActor:
        return getattr(self.here, who)

    # --- writing ---------------------------------------------------------------------------------------------

    @step(who=whom, size=st.sampled_from(["short", "short", "long"]))
    async def write(self, who: str, size: str) -> None:
        await self.begin_or_go_on(who, size)

    async def begin_or_go_on(self, who: str, size: str = "short") -> None:
        """A direct message."""
        if who in self.model.closed or any(len(each.parts) > 4 for each in self.model.of("draft", "returned")):
            return
        heading, body = self.new(size)
        message = await acts.dm(self.here.env, self.actor(who), f"{heading}\n\n{body}")
        async with self.here.office.transaction() as tx:
            letter_id = await tx.letter_from(self.here.office.message_tag(message.id))
        assert letter_id is not None
        letter = self.model.letters.setdefault(letter_id, Letter(letter_id, who))
        assert (letter.author, letter.known) == (who, True) and letter.state in ("draft", "returned")
        letter.parts.append(Part(message, heading, body))

    @step(who=whom, approved=st.booleans())
    async def a_letter(self, who: str, approved: bool = True) -> None:
        """All at once, so that journeys get further than the first card."""
        await self.begin_or_go_on(who)
        for letter in self.model.of("draft", "returned", author=who)[:1]:
            await self.press_send(letter)
            if approved and letter.state == "held":
                await self.decide("approve", letter)

    @some("draft", "returned", "held", "published", known=True)
    @step(which=which, part=which)
    async def edit(self, which: int, part: int) -> None:
        letter = self.pick(which, "draft", "returned", "held", "published", known=True)
        chosen = letter.parts[part % len(letter.parts)]
        heading, body = self.new()
        if letter.author in self.model.closed:
            return
        await self.actor(letter.author).user.edit(chosen.message, f"{heading}\n\n{body}")
        if letter.state in ("draft", "returned"):
            chosen.heading, chosen.body = heading, body
        else:
            self.model.note(letter.author, "Editing it here changes nothing there")

    @some("draft", "returned")
    @step(which=which, part=which)
    async def delete(self, which: int, part: int) -> None:
        letter = self.pick(which, "draft", "returned")
        if len(letter.parts) > 1:
            gone = letter.parts.pop(part % len(letter.parts))
            await self.actor(letter.author).user.delete(gone.message)

    def pick(self, which: int, *states: str, known: bool = False) -> Letter:
        found = [letter for letter in self.model.of(*states) if can_be(letter, known)]
        return found[which % len(found)]

    def card(self, letter: Letter, verb: str) -> discord.Message | None:
        """The author's newest message with this button."""
        found = carrying(self.here.from_bot(self.actor(letter.author)), verb, letter)
        return found[-1] if found else None

    @some("draft", "returned")
    @step(which=which)
    async def discard(self, which: int) -> None:
        letter = self.pick(which, "draft", "returned")
        if (card := self.card(letter, "discard")) is None:
            return
        await sure(self.actor(letter.author).user, await self.actor(letter.author).user.click(card, label="Discard"))
        for notice in letter.told[-1:]:  # whoever throws it away need not hear that it came back
            notice.sure = notice.sure and notice.what != "returned"
        letter.state = "gone" if letter.state == "draft" else "withdrawn"

    @some("draft", "returned")
    @step(which=which)
    async def send(self, which: int) -> None:
        await self.press_send(self.pick(which, "draft", "returned"))

    async def press_send(self, letter: Letter) -> None:
        """Send letter, on its card, and whether it was received."""
        if (card := self.card(letter, "send")) is None:
            return
        await self.actor(letter.author).user.click(card, label="Send letter")
        now = next(each for each in self.here.from_bot(self.actor(letter.author)) if each.id == card.id)
        received = now.content.startswith("**Received.**")
        assert received == self.model.may_write(letter.author), now.content
        if received:
            self.model.receipts[letter.author] += 1
            await self.received(letter)

    async def received(self, letter: Letter) -> None:
        if self.model.collection:
            letter.state = "posted"
            letter.due = (self.here.office.now // QUARTER + 1) * QUARTER
        else:
            letter.state = "approved" if self.model.appears(letter) else VERBS["send"][1]
            self.number(letter, (await stored(self.here.office, letter.id)).number)

    @some("posted", "held", "returned", "approved", "published", "removed", known=True)
    @step(which=which)
    async def withdraw(self, which: int) -> None:
        letter = self.pick(which, "posted", "held", "returned", "approved", "published", "removed", known=True)
        who = self.actor(letter.author)
        if letter.number is None:
            card = self.card(letter, "withdraw")
            assert card is not None
            assert "before anybody could read it" in told(
                await sure(who.user, await who.user.click(card, label="Withdraw"))
            )
            letter.state = "gone"
            return
        standing = self.standing()
        said = told(await sure(who.user, await who.user.slash("letter withdraw", number=letter.number)))
        assert f"Letter {letter.number} is withdrawn." in said, said
        self.hide(letter, "withdrawn", standing)

    def standing(self) -> set[str]:
        """What stands in public at this moment."""
        return {message.content for message in in_public(self.here)}

    def doubt(self, letter: Letter, said: Said, standing: set[str]) -> bool:
        """Where a response does not stand yet, its author need not hear of it. Whether that is so."""
        if any(text.startswith(said.text) for text in standing):
            return False
        for relayed in letter.relayed:
            relayed.sure = relayed.sure and relayed.what != said.text
        return True

    def hide(self, letter: Letter, state: str, standing: set[str]) -> None:
        """A notice of the publication that is on its way has nothing to tell any more, nor has a response that was to
        stand under the letter."""
        for said in letter.responses if letter.state == "published" else ():
            self.doubt(letter, said, standing)
        if letter.told and letter.told[-1].what == "published":
            letter.told[-1].sure = False
            letter.missed = letter.missed and None
        letter.state, letter.trouble = state, False
        letter.reports.clear()

    # --- the desk --------------------------------------------------------------------------------------------

    async def decide(self, verb: str, letter: Letter, by: str = "mora", **more: Any) -> bool:
        """A moderator's command; whether it was taken, which the table says beforehand."""
        if verb == "reject":
            more = {"reason": "Not here."}
        standing = self.standing()
        said = told(await self.actor(by).slash(self.here.hall, f"letters {verb}", number=letter.number, **more))
        if letter.state == "held" and verb in ("approve", "reject") and not self.counts(letter, by, verb, said):
            return False
        taken = bool(re.match(rf"Letter {letter.number} (is (approved and|rejected;|being|on its)|goes)", said))
        taken = taken and "so it cannot be" not in said
        before, after = VERBS[verb]
        assert taken == (letter.state in before), (verb, letter.state, said)
        if not taken:
            return False
        if verb == "remove":
            self.hide(letter, after, standing)
        letter.state, letter.trouble = after, False
        if verb != "approve":
            letter.voices.clear()
        if verb in ("approve", "restore"):
            for told_of in letter.told:  # the notice of a removal is called back where it had not left
                told_of.sure = told_of.sure and (verb, told_of.what) != ("restore", "removed")
        else:
            self.model.expect(letter, {"remove": "removed", "return": "returned", "reject": "rejected"}[verb])
        return True

    def counts(self, letter: Letter, by: str, verb: str, said: str) -> bool:
        """Whether a voice decides; if not, whoever gave it reads that it counts, or did before."""
        approves, before = verb == "approve", letter.voices.get(by)
        if self.model.decides(letter, by, approves):
            return True
        assert ("counted already" if before is approves else f"of letter {letter.number} counts") in said, said
        return False

    @step(count=st.integers(1, 2), unread=st.booleans())
    async def review_changes(self, count: int, unread: bool) -> None:
        review = "instant" if unread else "reviewed"
        await self.here.mora.slash(self.here.hall, "letterbox settings", quorum=count, review=review)
        self.model.quorum, self.model.unread = count, unread

    @precondition(lambda self: self.model.numbered)
    @step(which=which, verb=st.sampled_from(["approve"] * 3 + ["reject", "return", "remove", "restore"]))
    async def anything_by_command(self, which: int, verb: str) -> None:
        letter = self.model.numbered[which % len(self.model.numbered)]
        await self.decide(verb, letter, **({"note": "Shorter, please."} if verb == "return" else {}))

    @some("held")
    @step(which=which, by=st.sampled_from(["mora", "otto"]))
    async def approve(self, which: int, by: str = "mora") -> None:
        letter = self.pick(which, "held")
        cards = carrying(self.here.desk.history(), "approve", letter)
        if cards:
            said = told(await self.actor(by).click(cards[0], label="Approve"))
            before = letter.voices.get(by)
            if self.model.decides(letter, by, approves=True):
                letter.state, letter.trouble = "approved", False
            else:
                assert ("counted already" in said) == (before is True), said

    @some("held", known=True)
    @step(which=which)
    async def send_back(self, which: int) -> None:
        await self.decide("return", self.pick(which, "held", known=True), note="Shorter, please.")

    @some("published", "approved")
    @step(which=which)
    async def remove(self, which: int) -> None:
        await self.decide("remove", self.pick(which, "published", "approved"), reason="It names a street.")

    @some("removed")
    @step(which=which)
    async def restore(self, which: int) -> None:
        await self.decide("restore", self.pick(which, "removed"))

    # --- responses -------------------------------------------------------------------------------------------

    def message(self, letter: Letter) -> discord.Message | None:
        """The letter in public, once readers can answer it."""
        found = carrying(in_public(self.here), "reply", letter)
        return found[0] if found and letter.thread_id is not None else None

    def heard_of(self, letter: Letter, said: Said) -> None:
        """The author reads a response that is not their own."""
        if not letter.known or said.kind == "author" or said.who == letter.author:
            return
        if letter.author in self.model.closed:
            letter.missed = True
        else:
            letter.relayed.append(Told(said.text))
            letter.missed = None if letter.missed is None else False

    @some("published")
    @step(which=which, who=whom)
    async def reply(self, which: int, who: str) -> None:
        letter = self.pick(which, "published")
        await self.answer_openly_named(letter, who)

    async def answer_openly_named(self, letter: Letter, who: str) -> Said | None:
        """A reply under a pen name; the author hears of it once it stands."""
        message = self.message(letter)
        if message is None or who in self.model.timed_out:  # Discord lets them press nothing there
            return None
        name, text = f"{PEN_NAMES[who]} {self.generation[who] + 2}", " ".join(self.new())
        shown = await self.actor(who).click(message, label="Leave a reply")
        assert (shown.modal is not None) == self.model.may_write(who), told(shown)
        if shown.modal is None:
            return None
        result = told(await self.actor(who).submit_modal(shown, {"reply": text, "pen": name}))
        number = len(letter.responses) + 1
        assert result.startswith(f"Received: response {number}, as **{name}**. It appears in the thread"), result
        said = Said(number, who, name, text, "pen")
        letter.responses.append(said)
        self.heard_of(letter, said)
        return said

    @some("published")
    @step(which=which)
    async def respond(self, which: int) -> None:
        letter = self.pick(which, "published")
        thread = next((thread for thread in self.here.letters.threads if thread.id == letter.thread_id), None)
        if thread is not None:
            said = Said(len(letter.responses) + 1, "sol", "Sol Tern", " ".join(self.new()), "open")
            await self.here.sol.send(thread, said.text)
            letter.responses.append(said)
            self.heard_of(letter, said)

    @some("published", "removed", known=True)
    @step(which=which)
    async def answer(self, which: int) -> None:
        letter = self.pick(which, "published", "removed", known=True)
        if letter.author in self.model.closed or (letter.state == "published" and letter.thread_id is None):
            return
        text, who = " ".join(self.new()), self.actor(letter.author)
        may = letter.state == "published" and self.model.may_write(letter.author)
        if (notice := self.card(letter, "answer")) is not None:
            shown = await who.user.click(notice, label="Answer")
            if shown.modal is None:  # there is no form where nothing can be posted
                assert not may, told(shown)
                return
            result = told(await who.user.submit_modal(shown, {"answer": text}))
            assert result.startswith("Your answer goes into the thread") == may, result
        elif (notice := self.card(letter, "mute")) is not None:
            await acts.reply_in_dm(self.here.env, who, notice, text)
        if may and notice is not None:
            self.model.note(letter.author, f"Your answer goes into the thread of “{letter.title}”")
            number = len(letter.responses) + 1
            letter.responses.append(Said(number, letter.author, "Author of the letter", text, "author"))

    @some("published")
    @step(which=which, response=which)
    async def remove_response(self, which: int, response: int) -> None:
        letter = self.pick(which, "published")
        there = [each for each in letter.responses if each.kind != "open" and each.sure and not each.removed]
        if there:
            said = there[response % len(there)]
            result = told(await self.decide_on_writer("remove", letter, said.number))
            assert "is being taken out of the thread" in result, result
            said.removed = True
            for relayed in letter.relayed:  # its author may have read it before
                relayed.sure = relayed.sure and relayed.what != said.text

    @some("published")
    @step(which=which, response=which)
    async def restore_response(self, which: int, response: int) -> None:
        letter = self.pick(which, "published")
        gone = [each for each in letter.responses if each.removed]
        if gone and letter.thread_id is not None:
            said = gone[response % len(gone)]
            result = told(await self.decide_on_writer("restore", letter, said.number))
            assert "is on its way back" in result, result
            said.removed = letter.in_order = False
            said.sure = said.sure and not await self.here.outbox()  # or its letter may be removed before it stands

    # --- reports and blocks ----------------------------------------------------------------------------------

    @some("published")
    @step(which=which, who=whom)
    async def report(self, which: int, who: str) -> None:
        letter = self.pick(which, "published")
        if (message := self.message(letter)) is None or who in self.model.timed_out:
            return
        shown = await self.actor(who).click(message, label="Report")
        assert (shown.modal is not None) == self.model.may_write(who), told(shown)
        if shown.modal is None:
            return
        result = told(await self.actor(who).submit_modal(shown, {"why": "It is about a lamp."}))
        assert result.startswith("Thank you.") == (who not in letter.reported), result
        if who not in letter.reported:
            letter.reports.add(who)
            letter.reported.add(who)

    @precondition(lambda self: any(letter.reports for letter in self.model.letters.values()))
    @step(which=which)
    async def dismiss(self, which: int) -> None:
        found = [letter for letter in self.model.letters.values() if letter.reports]
        letter = found[which % len(found)]
        cards = carrying(self.here.desk.history(), "dismiss", letter)
        if cards:
            await self.here.otto.click(cards[-1], label="Dismiss")
            letter.reports.clear()

    @precondition(lambda self: self.model.numbered)
    @step(which=which, response=which)
    async def block(self, which: int, response: int) -> None:
        letter = self.model.numbered[which % len(self.model.numbered)]
        writer = Said(0, letter.author, "", "", "author", known=letter.known)
        about = [writer, *(said for said in letter.responses if said.sure and said.known and said.kind != "open")]
        said = about[response % len(about)]
        if said.known:
            result = told(await self.decide_on_writer("block", letter, said.number))
            assert "is blocked until" in result, result
            self.model.blocks.add((letter.number or 0, said.number, said.who))

    async def decide_on_writer(self, verb: str, letter: Letter | int, response: int) -> Any:
        number = letter if isinstance(letter, int) else letter.number
        more = {"response": response} if response else {}
        return await self.here.mora.slash(self.here.hall, f"letters {verb}", number=number, **more)

    @precondition(lambda self: self.model.blocks)
    @step(which=which)
    async def unblock(self, which: int) -> None:
        number, response, who = sorted(self.model.blocks)[which % len(self.model.blocks)]
        result = told(await self.decide_on_writer("unblock", number, response))
        assert "is lifted" in result, result
        self.model.blocks.remove((number, response, who))

    @step(who=whom)
    async def time_out(self, who: str) -> None:
        out = who not in self.model.timed_out
        until = self.here.env.now() + timedelta(days=400) if out else None
        acts.set_timeout(self.here.guild, self.actor(who), until)
        await self.here.env.settle()
        (self.model.timed_out.add if out else self.model.timed_out.discard)(who)

    # --- the post, time, forgetting --------------------------------------------------------------------------

    @step(every=st.sampled_from([0, QUARTER]))
    async def post_is_collected(self, every: int) -> None:
        await self.here.mora.slash(self.here.hall, "letterbox settings", collection=every)
        self.model.collection = every

    @step(seconds=st.sampled_from([1, 7, 30, 400, 1000, 4000]))
    async def wait(self, seconds: int) -> None:
        await self.here.pass_time(seconds)

    @step(who=whom)
    async def somebody_is_forgotten(self, who: str) -> None:
        standing = self.standing()
        asked = answer_of(await self.actor(who).user.slash("letter forget"))
        if "Forget me" not in labels(asked.message):
            return
        await self.actor(who).user.click(asked, label="Forget me")
        self.generation[who] += 1
        for letter in self.model.letters.values():
            for said in letter.responses:
                said.known = said.known and said.who != who
                if said.who == who and self.doubt(letter, said, standing):
                    said.sure = False
            if who in letter.reports:  # the desk keeps what they said
                letter.reports = letter.reports - {who} | {f"{who}, forgotten"}
            letter.reported.discard(who)
            if letter.author == who and letter.known:
                await self.forgotten(letter)
        for (whose, _), counts in self.model.notes.items():
            counts[0] = 0 if whose == who else counts[0]

    async def forgotten(self, letter: Letter) -> None:
        """What waits is withdrawn, what is public stays, and nothing more reaches its author."""
        letter.known = False
        letter.missed = letter.missed and None
        for notice in [*letter.told, *letter.relayed]:
            notice.sure = False
        if letter.number is None:
            letter.state = "gone"
        elif letter.state in ("posted", "held", "returned") or (letter.state == "approved" and not letter.stood):
            letter.state = "withdrawn"

    # --- what goes wrong -------------------------------------------------------------------------------------

    @step(request=st.sampled_from(sorted(REQUESTS)), fault=st.sampled_from(FAULTS), times=st.integers(1, 3))
    async def discord_fails(self, request: str, fault: str, times: int) -> None:
        method, path = REQUESTS[request]
        if fault == "500 before":
            self.here.env.inject_error(method, path, times=times)
        else:
            errors = {"502 after": 502, "dropped after": aiohttp.ServerDisconnectedError}
            error: Any = errors.get(fault, asyncio.CancelledError)
            acts.lose_answer(self.here.env, method, path, times=times, error=error)

    @step()
    async def restart(self) -> None:
        await self.here.restart()

    @step()
    async def wait_for_everything(self) -> None:
        """Everything on its way arrives."""
        await self.settle()

    @step(who=whom)
    async def messages_closed_or_opened(self, who: str) -> None:
        await self.settle()
        if who in self.model.closed:
            self.model.closed.discard(who)
            acts.open_dms(self.here.env, self.actor(who).user)
        else:
            self.model.closed.add(who)
            acts.close_dms(self.here.env, self.actor(who).user)

    async def calm(self) -> None:
        """Nothing else goes wrong for the moment."""
        acts.forget_faults(self.here.env)
        await self.settle()

    @some("held")
    @step(which=which, status=st.sampled_from([403, 404]))
    async def refuse_publication(self, which: int, status: int) -> None:
        letter = self.pick(which, "held")
        await self.calm()
        if letter.stood or letter.state != "held":
            return
        here = self.here
        for kind in ("messages", "threads"):
            here.env.inject_error("POST", f"/channels/{here.letters.id}/{kind}", status=status, code=0, times=1)
        if not await self.decide("approve", letter):
            assert await self.decide("approve", letter, by="otto")
        letter.state, letter.trouble = "held", True
        await self.calm()

    @some("published")
    @step(which=which, who=whom)
    async def refuse_response(self, which: int, who: str) -> None:
        letter = self.pick(which, "published")
        await self.calm()
        self.here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*", status=403, code=50013, times=1)
        if letter.state == "published" and await self.answer_openly_named(letter, who) is not None:
            letter.in_order = False  # it is tried again by itself, after whatever came meanwhile
        await self.calm()


Journeys = Post.TestCase
Journeys.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    print_blob=False,
    phases=tuple(Phase) if SHRINK else (Phase.explicit, Phase.reuse, Phase.generate),
)


# --- what it would catch ------------------------------------------------------------------------------------------


@pytest.fixture
def unseen(caplog: pytest.LogCaptureFixture) -> Generator[None]:
    """A defect that the bot notices itself, as one that does not fit any more, is none that the model finds."""
    yield
    said = [record.getMessage() for record in caplog.get_records("call")]
    assert not [each for each in said if "unexpectedly" in each]


def a_short_journey(defect: Callable[[pytest.MonkeyPatch], None] | None) -> None:
    """A published letter with a reply under a pen name, in a bot with this defect."""
    post = Post()
    with pytest.MonkeyPatch.context() as patch:
        if defect is not None:
            defect(patch)
        try:
            post.begin()
            post.reply(which=0, who="ida")
        finally:
            post.teardown()


def doubled(method: str) -> Callable[[pytest.MonkeyPatch], None]:
    """What the courier sends so is sent twice."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        once = getattr(DiscordCourier, method)

        async def twice(self: Any, *args: Any, attempt: Attempt, **more: Any) -> Any:
            await once(self, *args, attempt=replace(attempt, nonce=f"{attempt.nonce}!"), **more)
            return await once(self, *args, attempt=attempt, **more)

        patch.setattr(DiscordCourier, method, twice)

    return plant


def lost(kind: Kind) -> Callable[[pytest.MonkeyPatch], None]:
    """Deliveries of this kind leave the outbox without an effect."""

    async def dropped(van: Van, _: Tx, delivery: Delivery) -> AsyncGenerator[None]:
        yield
        await van.drop(delivery)

    return lambda patch: patch.setitem(deliveries.HANDLERS, kind, dropped)


def test_a_short_journey_without_a_defect_ends_well() -> None:
    a_short_journey(None)


@pytest.mark.usefixtures("unseen")
@pytest.mark.parametrize("method", ["publish", "response", "desk_card", "notice"])
def test_a_doubled_send_is_caught(method: str) -> None:
    with pytest.raises((AssertionError, ValueError)):
        a_short_journey(doubled(method))


@pytest.mark.usefixtures("unseen")
@pytest.mark.parametrize("kind", [Kind.PUBLISH, Kind.RESPONSE, Kind.DESK_CARD, Kind.NOTICE, Kind.REFRESH])
def test_a_lost_delivery_is_caught(kind: Kind) -> None:
    with pytest.raises(AssertionError):
        a_short_journey(lost(kind))


def test_a_random_journey_finds_a_doubled_response_by_itself() -> None:
    with pytest.MonkeyPatch.context() as patch:
        doubled("response")(patch)
        with pytest.raises((AssertionError, ValueError)):
            run_state_machine_as_test(
                Post, settings=settings(Journeys.settings, max_examples=25, derandomize=True, database=None)
            )
