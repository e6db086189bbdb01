"""Drain the outbox: claim, look whether it is already there, send, record.

Each kind of delivery has one function, listed in HANDLERS. It reads what it needs, asks the courier for one effect, and
records the effect in the transaction that takes the delivery out of the outbox and claims the next ones. What the
courier raises decides the rest: TryLater means another attempt after a growing, jittered pause; Final means that the
delivery is given up and that whoever has to know is told (`given_up`).
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot import words
from bot.errors import Barred, Final, LoggedOut, NotFound, SealError, StoreFailed, TryLater
from bot.letter import Delivery, Kind
from bot.post import in_public, to_author, to_desk
from bot.post.brake import Brake
from bot.post.given_up import GIVE_UP, alert_desk
from bot.post.van import Van
from bot.store.tx import Tx

log = logging.getLogger(__name__)

#: Seconds for which a claim is valid; after that, another worker may take the delivery over. Longer than any request
#: may wait for a rate limit, so that nobody takes over what is merely slow.
LEASE = 900
#: Seconds that a stop waits for deliveries under way. The whole shutdown has to stay under ten.
GRACE = 8
#: Direct messages under way at once: about as many as fit into Discord's 50 requests a second.
DIRECT_AT_ONCE = 8
#: Deliveries under way at once, including those into channels, which go one after another (`outbox`). Limited because
#: what they hold, above all pictures, is in memory.
AT_ONCE = 32
#: Seconds before the second attempt, and the limit up to which they double with each further one.
FIRST_PAUSE, LONGEST_PAUSE = 2, 900


Handler = Callable[[Van, Delivery], Awaitable[None]]

#: The function for each kind of delivery.
HANDLERS: dict[Kind, Handler] = {
    Kind.NOTE: to_author.note,
    Kind.DRAFT_CARD: to_author.draft_card,
    Kind.NOTICE: to_author.notice,
    Kind.NOTICE_EDIT: to_author.notice_edit,
    Kind.DESK_CARD: to_desk.desk_card,
    Kind.REPORT_CARD: to_desk.report_card,
    Kind.RECORD: to_desk.record,
    Kind.ALERT: to_desk.alert,
    Kind.PUBLISH: in_public.publish,
    Kind.THREAD: in_public.thread,
    Kind.PAGE: in_public.page,
    Kind.RESPONSE: in_public.response,
    Kind.TAKE_DOWN: in_public.take_down,
    Kind.COUNT: in_public.count,
    Kind.REFRESH: in_public.refresh,
}


@dataclass(slots=True)
class Deliveries(Van):
    """Drains the outbox in a task that ends when nothing is due; `wake` starts it again."""

    brake: Brake
    worker: str = field(default_factory=lambda: secrets.token_hex(8))
    #: Unix seconds: as far as the last look at the outbox could tell, nothing is due before; 0: look again.
    due: int = 0
    _task: asyncio.Task[None] | None = None
    #: Set while the outbox may hold something that no look has seen.
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False
    #: Claimed and not begun: filled only between a commit and the next step of `drain`.
    _claimed: deque[Delivery] = field(default_factory=deque[Delivery])
    #: Ids of those claimed, begun or not, of which nothing is recorded yet.
    _under_way: set[int] = field(default_factory=set[int])
    #: By kind and letter: who waits for the outcome of the next attempt.
    _watched: dict[tuple[Kind, int], asyncio.Future[bool]] = field(
        default_factory=dict[tuple[Kind, int], asyncio.Future[bool]]
    )
    #: Ids of those still claimed because the database failed when their outcome was to be recorded.
    _unrecorded: set[int] = field(default_factory=set[int])

    def __post_init__(self) -> None:
        self._news.set()  # nobody has looked yet

    def wake(self) -> None:
        """Look at the outbox: something was added, or time has passed."""
        if self._stopping:
            return
        self._news.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="deliveries")

    async def stop(self) -> None:
        """Finish what is under way, within `GRACE` seconds, and leave the rest for the next start."""
        self._stopping = True
        if self._task is not None:
            await asyncio.wait([self._task], timeout=GRACE)
            self._task.cancel()  # a delivery that is cut off may have taken effect: the next attempt looks first
            await asyncio.wait([self._task])
        with suppress(StoreFailed):  # the next start gives back every claim
            async with self.office.store.transaction() as tx:
                await tx.release(self.worker)

    async def _run(self) -> None:
        while self._news.is_set() and not self._stopping:
            await self.drain()

    async def drain(self) -> None:
        """Deliver everything that is due, lanes side by side; what is added meanwhile does not wait for the rest."""
        self.due = 0  # should this fail, the next tick tries again
        under_way: set[asyncio.Task[None]] = set()
        try:
            while True:
                while len(under_way) < AT_ONCE and (delivery := await self._claim()) is not None:
                    under_way.add(asyncio.create_task(self.deliver(delivery)))
                if not under_way:
                    return
                under_way = await self._progress(under_way)
        finally:
            for task in under_way:  # none is left, unless this was cancelled
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _progress(self, under_way: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        """Wait until one is done or, if there is room for more, something was added. Returns those still under way."""
        news = {asyncio.create_task(self._news.wait())} if len(under_way) < AT_ONCE else set[asyncio.Task[Any]]()
        try:
            await asyncio.wait(news | under_way, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in news:
                task.cancel()
        return {task for task in under_way if not task.done()}

    async def _claim(self) -> Delivery | None:
        """Return the next delivery, claimed with the last record or by a new look; None when there is none."""
        if self._stopping:  # `stop` gives back what is claimed
            return None
        if not self._claimed and self._news.is_set():
            self._news.clear()
            await self._look()
        return self._claimed.popleft() if self._claimed else None

    async def _look(self) -> None:
        """Claim everything that is due, in a transaction of its own."""
        unrecorded = [*self._unrecorded]
        try:
            async with self.office.store.transaction() as tx:
                for delivery_id in unrecorded:
                    await tx.later(delivery_id, self.office.now)
                found, due = await self._next(tx)
        except StoreFailed:  # the store has logged it; the next tick tries again
            self.due = 0
            return
        self._unrecorded.difference_update(unrecorded)
        self._take(found, due)

    async def _next(self, tx: Tx, done: Delivery | None = None) -> tuple[list[Delivery], int]:
        """Claim all that is due and finds room once `done` is done. Returns that, and when something is due next.

        The time is 0 (look again) while others are under way, since they may add something.
        """
        others, found = self._under_way - {done.id if done else None}, list[Delivery]()
        if self._stopping or not self.brake.check():
            return found, 0
        try:
            while len(others) + len(found) < AT_ONCE:
                delivery = await tx.claim(self.worker, self.office.now, LEASE, DIRECT_AT_ONCE)
                if delivery is None:
                    break
                found.append(delivery)
        except SealError:  # one payload does not open; the effect of another is recorded all the same
            log.exception("a delivery cannot be read; it is tried again within %d seconds", LEASE)
        return found, 0 if found or others else await tx.next_due()

    def _take(self, found: list[Delivery], due: int) -> None:
        """Note what a committed transaction claimed."""
        self.due = due
        self._claimed.extend(found)
        self._under_way.update(delivery.id for delivery in found)

    @asynccontextmanager
    async def recording(self, delivery: Delivery) -> AsyncGenerator[Tx]:
        """Record the effect of one delivery, and claim those that follow from it or waited for it."""
        async with super(Deliveries, self).recording(delivery) as tx:  # by name: `slots` makes the class anew
            yield tx
            found, due = await self._next(tx, delivery)
        self._take(found, due)

    def watch(self, kind: Kind, letter_id: int) -> asyncio.Future[bool]:
        """Return a future: whether the next attempt at a delivery of this kind about this letter succeeds.

        Ask before the delivery is put into the outbox.
        """
        watched = self._watched.get((kind, letter_id))
        if watched is None or watched.done():  # done, too, when whoever asked has stopped waiting
            watched = self._watched[kind, letter_id] = asyncio.get_running_loop().create_future()
        return watched

    async def deliver(self, delivery: Delivery) -> None:
        """Make one attempt at a claimed delivery; raises nothing that it failed with."""
        delivered = False
        try:
            delivered = await self._attempt(delivery)
        except StoreFailed:
            self._unrecorded.add(delivery.id)
            self._news.set()
            _say(delivery, Outcome.WAITS, "until the database works")
        finally:
            self._under_way.discard(delivery.id)
            watched = self._watched.pop((delivery.kind, delivery.letter_id or 0), None)
            if watched is not None and not watched.done():
                watched.set_result(delivered)

    async def _attempt(self, delivery: Delivery) -> bool:
        """Try once, and record the outcome. Returns whether it arrived. Raises StoreFailed."""
        try:
            await HANDLERS[delivery.kind](self, delivery)
            _say(delivery, Outcome.DELIVERED)
            return True
        except StoreFailed:
            raise
        except NotFound:
            await self.drop(delivery)
            _say(delivery, Outcome.DROPPED)
        except Final as error:
            await self._give_up(delivery, error)
            _say(delivery, Outcome.GIVEN_UP, str(error))
        except LoggedOut as error:
            self.brake.log_out()
            await self._put_off(delivery, None, str(error))
        except TryLater as error:
            if isinstance(error, Barred):
                self.brake.bar()
            await self._put_off(delivery, error.after, str(error))
        except Exception:
            log.exception("%s failed unexpectedly", _name(delivery))
            await self._put_off(delivery, None, "something unexpected")
        return False

    async def _put_off(self, delivery: Delivery, after: float | None, why: str) -> None:
        pause = min(FIRST_PAUSE * 2 ** (delivery.attempts - 1), LONGEST_PAUSE) * _jitter()
        wait = round(max(pause, after or 0))
        async with self.office.store.transaction() as tx:
            await tx.later(delivery.id, self.office.now + wait)
            found, due = await self._next(tx, delivery)
        self._take(found, due)
        _say(delivery, Outcome.WAITS, f"{why}; tried again in {words.host.span(wait)}")

    async def _give_up(self, delivery: Delivery, error: Final) -> None:
        """It failed for good: the delivery leaves the outbox, and whoever has to know is told."""
        async with self.recording(delivery) as tx:
            if delivery.letter_id is not None:
                await GIVE_UP.get(delivery.kind, alert_desk)(self, tx, delivery, error)


def _jitter() -> float:
    return random.uniform(0.75, 1.25)  # noqa: S311 - spreads attempts, hides nothing


class Outcome(StrEnum):
    """The outcome of one attempt, as the log says it."""

    DELIVERED = "delivered"
    WAITS = "waits"
    GIVEN_UP = "given up"
    DROPPED = "nothing to do any more"


def _name(delivery: Delivery) -> str:
    draft = "" if delivery.letter_id is None else " of a draft"
    about = draft if delivery.number is None else f" of letter {delivery.number}"
    return f"delivery {delivery.id} ({delivery.kind}{about})"


def _say(delivery: Delivery, outcome: Outcome, why: str = "") -> None:
    """Log one attempt in one line, in JSON with the same as fields. No names, and nothing of any text."""
    level = logging.WARNING if outcome is Outcome.GIVEN_UP else logging.INFO
    fields = {"delivery": delivery.id, "kind": delivery.kind.value, "letter": delivery.number}
    said = f"{outcome}: {why}" if why else outcome
    log.log(level, "%s %s", _name(delivery), said, extra={**fields, "attempt": delivery.attempts, "outcome": outcome})
