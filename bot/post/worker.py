"""Drain the outbox: claim, look whether it is already there, send, record.

Each kind of delivery has one function below. It reads what it needs, asks the courier for one effect,
and records the effect in the transaction that takes the delivery out of the outbox. What the courier
raises decides the rest: TryLater comes back after a growing, jittered pause; Final is told to the desk.
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from bot import words
from bot.errors import Final, LoggedOut, NotFound, StoreFailed, TryLater
from bot.letter import Delivery, Kind
from bot.post import in_public, to_author, to_desk
from bot.post.brake import Brake
from bot.post.given_up import GIVE_UP, tell_desk
from bot.post.van import Van

log = logging.getLogger(__name__)

#: A claim is good for so many seconds; after that, another worker may take the delivery over. Longer than any
#: request may wait for a rate limit, so that nobody takes over what is merely slow.
LEASE = 900
#: Seconds that a stop waits for what is under way. With the rest of the close it stays under ten.
GRACE = 8
#: Direct messages that are under way at once: about as many as fit into Discord's 50 requests a second.
DIRECT_AT_ONCE = 8
#: Deliveries that are under way at once, those into channels included, where they go one after another (`outbox`):
#: what they hold, pictures above all, is in memory.
AT_ONCE = 32
#: Seconds before the second attempt; doubled for each further one, up to the limit.
FIRST_PAUSE, LONGEST_PAUSE = 2, 900


Handler = Callable[[Van, Delivery], Awaitable[None]]

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
    #: Unix seconds: nothing that waits is due before, as far as the last look at the outbox told.
    due: int = 0
    _task: asyncio.Task[None] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False
    #: Who waits for what comes of the next attempt at a letter's delivery of a kind.
    _watched: dict[tuple[Kind, int], asyncio.Future[bool]] = field(
        default_factory=dict[tuple[Kind, int], asyncio.Future[bool]]
    )
    #: Claimed, and not handed back: the database failed when what came of them was to be recorded.
    _unrecorded: set[int] = field(default_factory=set[int])

    def wake(self) -> None:
        """Something was added, or time has passed."""
        if self._stopping:
            return
        self._news.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="deliveries")

    async def stop(self) -> None:
        """Finish what is under way, if that takes no longer than `GRACE`, and leave the rest for the next start."""
        self._stopping = True
        if self._task is not None:
            await asyncio.wait([self._task], timeout=GRACE)
            self._task.cancel()  # what is cut off may have taken effect: the next attempt looks first
            await asyncio.wait([self._task])
        with suppress(StoreFailed):  # the next start hands back every claim
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
                self._news.clear()
                while len(under_way) < AT_ONCE and (delivery := await self._claim(idle=not under_way)) is not None:
                    under_way.add(asyncio.create_task(self.deliver(delivery)))
                if not under_way:
                    return
                under_way = await self._progress(under_way)
        finally:
            for task in under_way:  # there are none left, unless this was cut off
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _progress(self, under_way: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        """Wait until one is done or something was added; gives those that are still under way."""
        news = asyncio.create_task(self._news.wait())
        try:
            await asyncio.wait({news, *under_way}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            news.cancel()
        return {task for task in under_way if not task.done()}

    async def _claim(self, *, idle: bool = True) -> Delivery | None:
        """The next delivery; when there is none and all is `idle`, it is noted when there will be."""
        if self._stopping or not self.brake.tell():
            return None
        try:
            async with self.office.store.transaction() as tx:
                for delivery_id in self._unrecorded:
                    await tx.later(delivery_id, self.office.now)
                delivery = await tx.claim(self.worker, self.office.now, LEASE, DIRECT_AT_ONCE)
                if delivery is None and idle:
                    self.due = await tx.next_due()
        except StoreFailed:  # said by the store; the next tick asks again
            self.due = 0
            return None
        self._unrecorded.clear()
        return delivery

    def watch(self, kind: Kind, letter_id: int) -> asyncio.Future[bool]:
        """Whether the next attempt at a delivery of this kind about this letter succeeds, once it has been made. Ask
        before the delivery is put into the outbox."""
        watched = self._watched.get((kind, letter_id))
        if watched is None or watched.done():  # also when whoever asked has stopped waiting
            watched = self._watched[kind, letter_id] = asyncio.get_running_loop().create_future()
        return watched

    async def deliver(self, delivery: Delivery) -> None:
        """One delivery, whatever comes of it."""
        delivered = False
        try:
            delivered = await self._attempt(delivery)
        except StoreFailed:
            self._unrecorded.add(delivery.id)
            _say(delivery, Outcome.WAITS, "until the database works")
        finally:
            watched = self._watched.pop((delivery.kind, delivery.letter_id or 0), None)
            if watched is not None and not watched.done():
                watched.set_result(delivered)

    async def _attempt(self, delivery: Delivery) -> bool:
        """Try it once, and record what came of it: whether it arrived. Raises StoreFailed."""
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
        _say(delivery, Outcome.WAITS, f"{why}; tried again in {words.host.span(wait)}")

    async def _give_up(self, delivery: Delivery, error: Final) -> None:
        """Final: the delivery leaves the outbox, and the desk reads what happened."""
        async with self.recording(delivery) as tx:
            if delivery.letter_id is not None:
                await GIVE_UP.get(delivery.kind, tell_desk)(self, tx, delivery, error)


def _jitter() -> float:
    return random.uniform(0.75, 1.25)  # noqa: S311 - spreads attempts, hides nothing


class Outcome(StrEnum):
    """What came of one attempt, as the log says it."""

    DELIVERED = "delivered"
    WAITS = "waits"
    GIVEN_UP = "given up"
    DROPPED = "nothing to do any more"


def _name(delivery: Delivery) -> str:
    draft = "" if delivery.letter_id is None else " of a draft"
    about = draft if delivery.number is None else f" of letter {delivery.number}"
    return f"delivery {delivery.id} ({delivery.kind}{about})"


def _say(delivery: Delivery, outcome: Outcome, why: str = "") -> None:
    """One line in the log for each attempt; in JSON the same as fields. Nobody's name, nothing of what is said."""
    level = logging.WARNING if outcome is Outcome.GIVEN_UP else logging.INFO
    fields = {"delivery": delivery.id, "kind": delivery.kind.value, "letter": delivery.number}
    said = f"{outcome}: {why}" if why else outcome
    log.log(level, "%s %s", _name(delivery), said, extra={**fields, "attempt": delivery.attempts, "outcome": outcome})
