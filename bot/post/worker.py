"""Drain the outbox: claim, look whether it is already there, send, record.

Each kind of delivery has one function, listed in `handlers`: a generator that yields once. Up to there it reads what is
sent, in the transaction that claims the delivery. After the commit it asks the courier for one effect, and records the
effect in the transaction that takes the delivery out of the outbox and claims the next ones. What the courier raises
decides the rest: TryLater means another attempt after a growing, jittered pause; Final means that the
delivery is given up and that whoever has to know is told (`given_up`).
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from bot import words
from bot.errors import Barred, Final, LoggedOut, NotFound, SealError, StoreFailed, TakenOver, TryLater
from bot.letter import Delivery, Due, Kind
from bot.post.brake import Brake
from bot.post.claimed import Claimed, close
from bot.post.fence import Hold, holding
from bot.post.given_up import give_up
from bot.post.handlers import HANDLERS, UNSEEN
from bot.post.outcome import Outcome, name_of, say
from bot.post.pace import Pace
from bot.post.turns import Turns
from bot.post.van import Van
from bot.rules.shards import ALL, Shards
from bot.store.said import MISSED, OUTBOX
from bot.store.trouble import OF_A_STATEMENT
from bot.store.tx import Tx

log = logging.getLogger(__name__)

#: Seconds for which a claim is valid; after that, another worker may take the delivery over. Longer than any request
#: may wait for a rate limit, so that nobody takes over what is merely slow.
LEASE = 900
#: Seconds that a stop waits for deliveries under way. The whole shutdown has to stay under ten.
GRACE = 8
#: Direct messages under way at once: about as many as fit into Discord's 50 requests a second.
DIRECT_AT_ONCE = 8
#: Deliveries under way at once, also into channels, one after another (`outbox`): what they hold is in memory.
AT_ONCE = 32
#: Seconds before the second attempt, and the limit up to which they double with each further one.
FIRST_PAUSE, LONGEST_PAUSE = 2, 900
#: Seconds in which all that is heard of other processes comes to one look at the outbox.
HEARD = 0.1


@dataclass(slots=True)
class Deliveries(Van):
    """Drains the outbox: `transaction` claims what it puts in, `wake` what has become due with time."""

    brake: Brake
    pace: Pace = field(default_factory=Pace)
    worker: str = field(default_factory=lambda: secrets.token_hex(8))
    shards: Shards = ALL  #: what belongs to others is for other processes
    #: Unix seconds: as far as the last look at the outbox could tell, nothing is due before; 0: look again.
    due: int = 0
    turns: Turns = field(default_factory=Turns)
    #: By id: those claimed, of which nothing is recorded yet.
    _under_way: dict[int, asyncio.Task[None] | None] = field(default_factory=dict[int, asyncio.Task[None] | None])
    _look: asyncio.Task[None] | None = None
    _look_again: bool = False
    #: Wakes when the first of those that are due and rest may leave, and that moment.
    _alarm: asyncio.Task[None] | None = None
    _alarm_at: float = 0.0
    _stopping: bool = False
    #: By kind and letter: who waits for the outcome of the next attempt.
    _watched: dict[tuple[Kind, int], asyncio.Future[bool]] = field(
        default_factory=dict[tuple[Kind, int], asyncio.Future[bool]]
    )
    #: Ids of those still claimed because the database failed when their outcome was to be recorded.
    _unrecorded: set[int] = field(default_factory=set[int])

    def __post_init__(self) -> None:
        for subject in (OUTBOX, MISSED):
            self.office.store.hears[subject].append(self._heard)

    def _heard(self, _: str) -> None:
        """Another process may have put something into the outbox, or told of something else that is due."""
        self.due = 0
        if not self._stopping:
            self._look_in(HEARD)

    def wake(self) -> None:
        """Look at the outbox: time has passed, or the database works again."""
        self._look_again = True
        if not self._stopping and (self._look is None or self._look.done()):
            self._look = asyncio.create_task(self._looking(), name="deliveries")

    async def _looking(self) -> None:
        while self._look_again and not self._stopping:
            self._look_again = False
            with suppress(StoreFailed):  # the store has logged it; the next tick tries again
                async with self.transaction(look=True):
                    pass

    async def rest(self) -> None:
        """Wait until nothing is under way."""
        while tasks := [task for task in (self._look, *self._under_way.values()) if task and not task.done()]:
            await asyncio.wait(tasks)

    async def stop(self) -> None:
        """Finish what is under way, within `GRACE` seconds, and leave the rest for the next start."""
        self._stopping = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self.rest(), GRACE)
        tasks = [task for task in (self._look, self._alarm, *self._under_way.values()) if task]
        for task in tasks:
            task.cancel()  # a delivery that is cut off may have taken effect: the next attempt looks first
        await asyncio.gather(*tasks, return_exceptions=True)
        with suppress(StoreFailed):  # the next start gives back every claim
            async with self.office.store.transaction() as tx:
                await tx.release(self.worker)

    @asynccontextmanager
    async def transaction(self, *, done: Delivery | None = None, look: bool = False) -> AsyncGenerator[Tx]:
        """Run one transaction. Where something came into the outbox, it claims what is due and finds room.

        So it does to `look`, and when a delivery is `done`: that is a record, which may be undone by a power failure
        where nothing was claimed with it. Raises StoreFailed; then nothing was claimed.
        """
        found, back, looked = list[Claimed](), set[int](), False
        try:
            async with self.office.store.transaction(lasting=done is None or done.kind in UNSEEN) as tx:
                yield tx
                if looked := look or done is not None or tx.outbox_changed:
                    self.due = await self._claim(tx, found, back, done)  # before the commit: whoever is next knows more
            if found:  # or after a power failure they would be sent once more without looking
                await self.office.store.make_last()
        except BaseException:
            for claimed in found:  # whether the commit got through is not known: they are given back, all the same
                del self._under_way[claimed.delivery.id]
            self._unrecorded |= back | {claimed.delivery.id for claimed in found}
            if looked:
                self.due = 0  # the next tick tries again
            await close(found)
            raise
        if self._stopping:  # `stop` gives back what is claimed
            await close(found)
            return
        for claimed in found:
            self._under_way[claimed.delivery.id] = asyncio.create_task(self.deliver(claimed), name="delivery")

    async def _claim(self, tx: Tx, found: list[Claimed], back: set[int], done: Delivery | None) -> int:
        """Claim all that is due and finds room once `done` is done, into `found`. Returns when something is due next.

        What the database has not recorded is given `back` first.

        The time is 0 (look again) while others are under way, since they may add something.
        """
        if self._stopping or not self.brake.check():
            return await tx.next_due(deliveries_from=self.brake.goes_on_at, shards=self.shards)
        back |= self._unrecorded
        self._unrecorded.clear()
        for delivery_id in back:
            await tx.later(delivery_id, self.office.now)
        others = self._under_way.keys() - {done.id if done else None}
        if not (others or tx.outbox_changed) and (moment := await tx.next_due(shards=self.shards)) > self.office.now:
            return moment  # the last one under way is done, and nothing followed from it
        if (room := AT_ONCE - len(others)) > 0:
            waiting = [  # what is under way is due again where the process was stopped for longer than its lease
                due
                for due in await tx.due(self.office.now, DIRECT_AT_ONCE, self.worker, self.shards)
                if due.id not in others
            ]
            rests = [self.pace.rest_of(due.rate) for due in waiting]
            ready = [due for due, rest in zip(waiting, rests, strict=True) if not rest]
            for due in self.turns.take(ready, room):
                await self._begin(tx, found, due)
            if len(ready) < len(waiting):
                self._look_in(min(rest for rest in rests if rest))
        return 0 if found or others else await tx.next_due(shards=self.shards)

    def _look_in(self, seconds: float) -> None:
        """Look at the outbox again after so many seconds, unless that is to happen sooner already."""
        at = self.pace.now() + seconds
        if self._alarm is not None and not self._alarm.done():
            if self._alarm_at <= at:
                return
            self._alarm.cancel()
        self._alarm_at = at
        self._alarm = asyncio.create_task(self._wake_in(seconds), name="deliveries that rest")

    async def _wake_in(self, seconds: float) -> None:
        await self.pace.sleep(seconds)
        self.wake()

    async def _begin(self, tx: Tx, found: list[Claimed], due: Due) -> None:
        """Claim one delivery, and read what is sent."""
        seen_at = self.office.now
        try:
            delivery = await tx.claim(due.id, self.worker, seen_at, LEASE)
        except SealError:  # one payload does not open; the effect of another is recorded all the same
            log.exception("a delivery cannot be read; it is tried again within %d seconds", LEASE)
            return
        hold = Hold(seen_at, lambda: self.office.now, lambda: self._holds(due.id))
        claimed = Claimed(delivery, due.rate, hold, HANDLERS[delivery.kind](self, tx, delivery))
        self._under_way[delivery.id] = None
        found.append(claimed)
        try:
            await anext(claimed.handler)
        except OF_A_STATEMENT:
            raise
        except Exception as error:  # noqa: BLE001 - it is this one's outcome, and undoes no other's record
            claimed.error = error

    async def _holds(self, delivery_id: int) -> bool:
        """Return whether the claim on a delivery is still this process's. Raises StoreFailed."""
        async with self.office.store.reading() as tx:
            return await tx.holds(delivery_id, self.worker)

    @asynccontextmanager
    async def recording(self, delivery: Delivery) -> AsyncGenerator[Tx]:
        """Record the effect of one delivery, and claim those that follow from it or waited for it."""
        async with self.transaction(done=delivery) as tx:
            await self.done(tx, delivery)
            yield tx

    def watch(self, kind: Kind, letter_id: int) -> asyncio.Future[bool]:
        """Return a future: whether the next attempt at a delivery of this kind about this letter succeeds.

        Ask before the delivery is put into the outbox.
        """
        watched = self._watched.get((kind, letter_id))
        if watched is None or watched.done():  # done, too, when whoever asked has stopped waiting
            watched = self._watched[kind, letter_id] = asyncio.get_running_loop().create_future()
        return watched

    async def deliver(self, claimed: Claimed) -> None:
        """Make one attempt at a claimed delivery; raises nothing that it failed with."""
        delivery, delivered = claimed.delivery, False
        try:
            delivered = await self._attempt(claimed)
        except StoreFailed:
            self._unrecorded.add(delivery.id)
            say(delivery, Outcome.WAITS, "until the database works")
        finally:
            self._under_way.pop(delivery.id, None)
            watched = self._watched.pop((delivery.kind, delivery.letter_id or 0), None)
            if watched is not None and not watched.done():
                watched.set_result(delivered)

    async def _attempt(self, claimed: Claimed) -> bool:
        """Try once, and record the outcome. Returns whether it arrived. Raises StoreFailed."""
        delivery = claimed.delivery
        try:
            if claimed.error is not None:
                raise claimed.error
            with self.pace.making(claimed.rate), holding(claimed.hold):
                async for _ in claimed.handler:
                    pass
            say(delivery, Outcome.DELIVERED)
            return True
        except StoreFailed:
            raise
        except TakenOver:
            say(delivery, Outcome.TAKEN_OVER)
        except NotFound:
            await self.drop(delivery)
            say(delivery, Outcome.DROPPED)
        except Final as error:
            async with self.transaction(done=delivery) as tx:
                parked = await give_up(self, tx, delivery, error)
            say(delivery, Outcome.PARKED if parked else Outcome.GIVEN_UP, str(error))
        except LoggedOut as error:
            self.brake.log_out()
            await self._put_off(claimed, None, str(error))
        except TryLater as error:
            if isinstance(error, Barred):
                self.brake.bar()
            await self._put_off(claimed, error.after, str(error))
        except Exception:
            log.exception("%s failed unexpectedly", name_of(delivery))
            await self._put_off(claimed, None, "something unexpected")
        return False

    async def _put_off(self, claimed: Claimed, after: float | None, why: str) -> None:
        delivery = claimed.delivery
        pause = min(FIRST_PAUSE * 2 ** (delivery.attempts - 1), LONGEST_PAUSE) * _jitter()
        wait = round(max(pause, after or 0))
        async with self.transaction(done=delivery) as tx:
            await tx.later(delivery.id, self.office.now + wait)
            if after and delivery.kind is Kind.REFRESH:  # Discord may throttle all edits of old messages in a channel
                await tx.rest(claimed.rate, self.office.now + wait)
        say(delivery, Outcome.WAITS, f"{why}; tried again in {words.host.span(wait)}")


def _jitter() -> float:
    return random.uniform(0.75, 1.25)  # noqa: S311 - spreads attempts, hides nothing
