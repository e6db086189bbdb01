"""Servers that other processes hear of: whether somebody is in them, and what they may do there, only those know.

They are asked through the database (`bot.life.asking`). Who does not answer within `PATIENCE` leaves its servers
unknown: nobody is told that they left them. When the answer comes later, `late` is told, so that whatever waits for it
is tried again. Where one process serves all, there is none of this.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import discord

from bot import life
from bot.errors import CourierError, StoreError, StoreFailed
from bot.letter import Letter, Letterbox, Memberships, Person, new_id
from bot.life.office import Office
from bot.rules.carried import Answer, Question
from bot.rules.shards import Shards
from cogs._members import HOLDS, Find, Members

log = logging.getLogger(__name__)

#: Seconds that somebody waits for other processes.
PATIENCE = 0.3
#: People whose answers are remembered: each may have a server's thousand ids.
MOST = 200
#: Somebody's account id, and the id of the letter that they write under; 0: none.
Key = tuple[int, int]
#: Seconds in which an answer may be reused.
TRUE_FOR = int(HOLDS.total_seconds())


@dataclass(slots=True, eq=False)
class Asked:
    """What was asked about somebody, and what came of it so far."""

    letterboxes: dict[int, Letterbox]  #: by id; all in servers of others
    asked_at: int  #: Unix seconds
    impatient_at: float  #: when who waits goes on without what is missing, by the loop's clock
    missing: set[int]  #: shards that nobody has answered for
    #: By the first shard, with the moment (Unix seconds) when it is too old.
    answers: dict[int, tuple[int, Answer]] = field(default_factory=dict[int, tuple[int, Answer]])
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    whole: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, answer: Answer, until: int) -> None:
        """Takes an answer, which is true until then."""
        self.answers[answer.shards.first] = until, answer
        self.missing.difference_update(answer.shards.numbers)
        if not self.missing:
            self.whole.set()


def share(bot: discord.Client, office: Office, shards: Shards, members: Members) -> Elsewhere:
    """Has other processes asked about the servers that they serve, and answers what they ask about these shards. An
    answer that comes late is the event `known_late`."""
    elsewhere = Elsewhere(office, shards, members.here, lambda person: bot.dispatch("known_late", person))
    members.find_all = elsewhere.memberships
    return elsewhere


class Elsewhere:
    """Asks the other processes, and answers what they ask."""

    def __init__(self, office: Office, shards: Shards, here: Find, late: Callable[[Person], None]) -> None:
        self._office, self._shards, self._here, self._late = office, shards, here, late
        self._asked = dict[Key, Asked]()  #: in the order in which they were asked about
        self._open = dict[int, Asked]()  #: by the question's id
        self._last = dict[int, Letterbox]()
        self._tasks = set[asyncio.Task[None]]()
        life.asking.hear(office, self._to_answer, self._answered)

    async def memberships(
        self, person: Person, letterboxes: Sequence[Letterbox], at: Letter | None = None
    ) -> Memberships:
        """Returns the letterboxes whose servers somebody is in, whoever serves these; in the order given. Raises
        StoreFailed, discord.HTTPException."""
        theirs = [each for each in letterboxes if not self._shards.serve(each.guild_id)]
        if not theirs:
            return await self._here(person, letterboxes, at)
        ours = [each for each in letterboxes if self._shards.serve(each.guild_id)]
        found, asked = await asyncio.gather(
            self._here(person, ours, at), self._ask(person, theirs, letterboxes[0].id, at)
        )
        given = [each for _, each in asked.answers.values()]
        unknown = {each.guild_id for each in theirs if self._shard_of(each) in asked.missing}
        there = [*found, *(each for answer in given for each in answer.found)]
        places = {each.id: place for place, each in enumerate(letterboxes)}
        there.sort(key=lambda each: places[each.letterbox.id])
        return Memberships(there, found.unknown.union(unknown, *(each.unknown for each in given)))

    async def close(self) -> None:
        """Asks and answers nothing more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- asking -------------------------------------------------------------------------------------------------------

    async def _ask(self, person: Person, theirs: Sequence[Letterbox], first: int, at: Letter | None) -> Asked:
        """Returns what is known of the letterboxes of others, after a moment's wait where that is not all.

        What is asked about a letter is asked each time, since its thread may be locked at any moment; only an answer
        that came late is for whoever asks next.
        """
        boxes, key = self._same({each.id: each for each in theirs}), (person.id, at.id if at else 0)
        asked = self._known(key, boxes)
        if at is not None:
            self._asked.pop(key, None)
        if asked is None:
            asked = await self._begin(person, key, boxes, first)
        with suppress(TimeoutError):
            async with asyncio.timeout_at(asked.impatient_at):
                await asked.whole.wait()
        return asked

    def _same(self, letterboxes: dict[int, Letterbox]) -> dict[int, Letterbox]:
        """Returns what was asked about last, where it is the same: everybody's answers share it."""
        if letterboxes != self._last:
            self._last = letterboxes
        return self._last

    def _known(self, key: Key, theirs: dict[int, Letterbox]) -> Asked | None:
        """Returns what was asked about somebody a moment ago, if there is nothing to ask again."""
        asked = self._asked.get(key)
        if asked is None or asked.letterboxes != theirs:
            return None
        waits = not asked.whole.is_set() and asyncio.get_running_loop().time() < asked.impatient_at
        return asked if (waits or asked.whole.is_set()) and len(self._good(asked)) == len(asked.answers) else None

    def _good(self, asked: Asked) -> dict[int, tuple[int, Answer]]:
        """Returns the answers that are still true, and whole."""
        now = self._office.now
        return {shard: each for shard, each in asked.answers.items() if each[0] > now and not each[1].unknown}

    async def _begin(self, person: Person, key: Key, theirs: dict[int, Letterbox], first: int) -> Asked:
        """Asks those who have not answered yet."""
        before, (_, letter_id) = self._asked.get(key), key
        good = self._good(before) if before is not None and before.letterboxes == theirs else {}
        impatient_at = asyncio.get_running_loop().time() + PATIENCE
        asked = Asked(theirs, self._office.now, impatient_at, {self._shard_of(each) for each in theirs.values()})
        for until, answer in good.values():
            asked.take(answer, until)
        if not letter_id:
            self._remember(key, asked)
        heard = tuple(str(answer.shards) for _, answer in good.values())
        question, question_id = Question(person.id, first, letter_id or None, heard), new_id()
        self._open[question_id] = asked  # before: it may be answered before that is done
        try:
            await life.asking.ask(self._office, question_id, question)
        except BaseException:
            del self._open[question_id]
            raise
        self._begin_task(self._follow(question_id, asked, person, key))
        return asked

    def _remember(self, key: Key, asked: Asked) -> None:
        """Remembers what was asked about somebody, and forgets those about whom nobody has asked for a while."""
        self._asked.pop(key, None)
        self._asked[key] = asked
        for each, before in [*self._asked.items()]:
            if before.asked_at > self._office.now - 2 * TRUE_FOR and len(self._asked) <= MOST:
                return
            del self._asked[each]

    async def _follow(self, question_id: int, asked: Asked, person: Person, key: Key) -> None:
        """Takes what is answered, until all is, or the question is over."""
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(life.asking.LASTS):
                    while asked.missing:
                        await asked.heard.wait()
                        asked.heard.clear()
                        known = asked.answers
                        for each in await life.asking.answers(self._office, question_id, asked.letterboxes, known):
                            asked.take(each, self._office.now + TRUE_FOR)
                        if asyncio.get_running_loop().time() > asked.impatient_at:
                            self._asked.setdefault(key, asked)
                            self._late(person)
        finally:
            del self._open[question_id]
            with suppress(StoreFailed, StoreError):
                await life.asking.end(self._office, question_id)

    def _answered(self, question_id: int) -> None:
        if question_id in self._open:
            self._open[question_id].heard.set()

    # --- answering ----------------------------------------------------------------------------------------------------

    def _to_answer(self, question_id: int) -> None:
        self._begin_task(self._answer(question_id))

    async def _answer(self, question_id: int) -> None:
        """Answers for the servers that this process serves, if any are asked about."""
        if (asked := await life.asking.asked(self._office, question_id)) is None:
            return
        question, at = asked
        if str(self._shards) in question.heard:
            return
        ours = [each for each in await self._letterboxes(at) if self._shards.serve(each.guild_id)]
        if not ours:
            return
        ours.sort(key=lambda each: each.id != question.first)
        found = await self._here(Person(question.person_id), ours, at)
        await life.asking.answer(self._office, question_id, Answer(self._shards, found, found.unknown))

    async def _letterboxes(self, at: Letter | None) -> list[Letterbox]:
        """Returns all letterboxes, or only that of a letter."""
        found = await life.setting_up.letterboxes(self._office)
        return found if at is None else [each for each in found if each.id == at.letterbox_id]

    # --- both ---------------------------------------------------------------------------------------------------------

    def _shard_of(self, letterbox: Letterbox) -> int:
        return (letterbox.guild_id >> 22) % self._shards.total

    def _begin_task(self, step: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_quietly(step), name="elsewhere")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _quietly(step: Coroutine[Any, Any, None]) -> None:
    """Takes a step that fails where Discord or the database does: who waits for it goes on without."""
    try:
        await step
    except (CourierError, discord.HTTPException, StoreFailed, StoreError):
        pass
    except Exception:
        log.exception("what somebody is to other processes' servers could not be told")
