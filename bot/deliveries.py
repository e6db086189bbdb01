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
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

from bot import inbox, outbox, sheets, words
from bot.brake import Brake
from bot.errors import Final, Gone, LoggedOut, NotFound, StoreFailed, TryLater, Unreachable
from bot.letter import (
    EDITABLE,
    Delivery,
    Kind,
    Letter,
    NoticeKind,
    Person,
    Response,
    State,
    Verb,
    follow,
)
from bot.office import Office, tell_author
from bot.ports import Courier, PublicSheet, Tx
from bot.seal import author_of

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
#: Seconds for which Discord surely gives back the first message for a nonce: it says “the past few minutes”.
NONCE_LIFE = 120
#: Characters of one notice: an embed message holds 6,000 in all.
NOTICE_ROOM = 5_000


@dataclass(slots=True)
class Deliveries:
    """Drains the outbox in a task that ends when nothing is due; `wake` starts it again."""

    office: Office
    courier: Courier
    brake: Brake
    worker: str = field(default_factory=lambda: secrets.token_hex(8))
    #: Unix seconds: nothing that waits is due before, as far as the last look at the outbox told.
    due: int = 0
    _task: asyncio.Task[None] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False
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

    async def deliver(self, delivery: Delivery) -> None:
        """One delivery, whatever comes of it."""
        try:
            await self._attempt(delivery)
        except StoreFailed:
            self._unrecorded.add(delivery.id)
            _say(delivery, Outcome.WAITS, "until the database works")

    async def _attempt(self, delivery: Delivery) -> None:
        """Try it once, and record what came of it. Raises StoreFailed."""
        try:
            await HANDLERS[delivery.kind](self, delivery)
            _say(delivery, Outcome.DELIVERED)
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

    @asynccontextmanager
    async def recording(self, delivery: Delivery) -> AsyncGenerator[Tx]:
        """The transaction in which a delivery leaves the outbox and its effect is written down."""
        async with self.office.store.transaction() as tx:
            await tx.done(delivery.id)
            yield tx

    async def drop(self, delivery: Delivery) -> None:
        """There is nothing to do, or nothing more to record."""
        async with self.recording(delivery):
            pass

    async def _put_off(self, delivery: Delivery, after: float | None, why: str) -> None:
        pause = min(FIRST_PAUSE * 2 ** (delivery.attempts - 1), LONGEST_PAUSE) * _jitter()
        wait = round(max(pause, after or 0))
        async with self.office.store.transaction() as tx:
            await tx.later(delivery.id, self.office.now + wait)
        _say(delivery, Outcome.WAITS, f"{why}; tried again in {words.span(wait)}")

    async def _give_up(self, delivery: Delivery, error: Final) -> None:
        """Final: the delivery leaves the outbox, and the desk reads what happened."""
        async with self.recording(delivery) as tx:
            if delivery.letter_id is not None:
                await GIVE_UP.get(delivery.kind, _tell_desk)(self, tx, delivery, error)


def _jitter() -> float:
    return random.uniform(0.75, 1.25)  # noqa: S311 - spreads attempts, hides nothing


Handler = Callable[[Deliveries, Delivery], Awaitable[None]]
GiveUp = Callable[[Deliveries, Tx, Delivery, Final], Awaitable[None]]


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


def _again(delivery: Delivery) -> int:
    """Since when an earlier attempt may have taken effect (Unix seconds); 0 when this is the first.

    1, at any time, for one that may have been made before a backup was put back, which knows nothing of it. Each
    response and each notice is new, so what was written since is like none of before.
    """
    if delivery.in_doubt and delivery.kind not in (Kind.RESPONSE, Kind.NOTICE):
        return 1
    return delivery.created_at if delivery.attempts > 1 else 0


def _stale(self: Deliveries, delivery: Delivery) -> int:
    """The same for what carries no mark but its words: the nonce is the better one while Discord surely knows it."""
    young = self.office.now - delivery.created_at < NONCE_LIFE
    return 0 if young and not delivery.in_doubt else _again(delivery)


async def _read(self: Deliveries, delivery: Delivery) -> Letter:
    assert delivery.letter_id is not None
    async with self.office.store.transaction() as tx:
        return await tx.letter(delivery.letter_id)


async def _desk(self: Deliveries, letter: Letter) -> int:
    assert letter.letterbox_id is not None
    async with self.office.store.transaction() as tx:
        return (await tx.letterbox(letter.letterbox_id)).desk_id


async def _author(self: Deliveries, letter: Letter) -> Person:
    """The author with a direct-message channel, opened and remembered if none was known."""
    person = self.office.author(letter)
    if person.dm:
        return person
    person = Person(person.id, await self.courier.dm(person))
    async with self.office.store.transaction() as tx:
        sealed = self.office.seal.seal_person(person, author_of(letter.id))
        await tx.know_author(letter.id, sealed)
    return person


async def _meet(office: Office, tx: Tx, letter: Letter, person: Person, message_id: int) -> None:
    """Whoever gets a message from the bot may reply to it, although they never wrote to it themselves."""
    if (await tx.letter(letter.id)).author is not None:
        await inbox.meet_with(office, tx, person, message_id)


# --- to the writer ----------------------------------------------------------------------------------------


async def note(self: Deliveries, delivery: Delivery) -> None:
    """A direct message about no letter in particular."""
    assert delivery.payload is not None
    person, text = outbox.read_note(delivery.payload)
    dm = person.dm or await self.courier.dm(person)
    await self.courier.note(dm, text, nonce=delivery.nonce, again=_stale(self, delivery))
    await self.drop(delivery)


async def draft_card(self: Deliveries, delivery: Delivery) -> None:
    """The draft as it will look, or that it was received: one message, edited in place."""
    office, letter = self.office, await _read(self, delivery)
    if letter.author is None or (letter.state not in EDITABLE and letter.card is None):
        return await self.drop(delivery)
    person = await _author(self, letter)
    async with office.store.transaction() as tx:
        letterboxes = await tx.letterboxes()
    reaches = await self.courier.reaches(person, letterboxes)
    async with office.store.transaction() as tx:
        letter = await tx.letter(letter.id)
        tags = office.author_tags(person, [reach.letterbox for reach in reaches])
        own = office.own_tags(person, letter.guild_id)
        sheet = await sheets.draft_sheet(tx, letter, reaches, tags, own, office.now)
    card = None if letter.card is None else office.seal.open_id(letter.card, f"card:{letter.id}")
    posted = await self.courier.draft_card(person.dm, card, sheet, nonce=delivery.nonce, again=_again(delivery))
    async with self.recording(delivery) as tx:
        await _meet(office, tx, letter, person, posted)
        await tx.place_card(letter.id, office.seal.seal_id(posted, f"card:{letter.id}"))
        if (await tx.letter(letter.id)).state is not letter.state:  # sent meanwhile: the card must say so
            await outbox.send(tx, Kind.DRAFT_CARD, letter.id, now=office.now)


async def notice(self: Deliveries, delivery: Delivery) -> None:
    """A verdict or a relay; whether the author could be reached is news for the desk."""
    assert delivery.subject_id is not None
    office, letter = self.office, await _read(self, delivery)
    async with office.store.transaction() as tx:
        about = await tx.notice(delivery.subject_id)
        told = await tx.responses_told_in(about.id)
    now, later = _fitting([response for response in told if not response.deleted])
    if about.kind is NoticeKind.RELAY and not now:
        return await self.drop(delivery)
    if about.kind is NoticeKind.PUBLISHED and letter.state is not State.PUBLISHED:
        return await self.drop(delivery)  # taken back meanwhile: it would say what is not so
    others = await _message_ids(self, letter) if _again(delivery) else []
    async with _unreachable_as_a_member(self, letter):
        person = await _author(self, letter)
        message_id = await self.courier.notice(
            person.dm, letter, about, now, nonce=delivery.nonce, again=_again(delivery), others=others
        )
    async with self.recording(delivery) as tx:
        place = office.seal.seal_id(message_id, f"notice:{about.id}")
        await tx.place_notice(about.id, place, office.message_tag(message_id), office.now)
        await _meet(office, tx, letter, person, message_id)
        more = await outbox.send_notice(tx, letter, NoticeKind.RELAY, about.text, now=office.now) if later else None
        if more is not None:
            for response in later:
                await tx.tell(response.id, more)
        if await tx.reached(letter.id, False):
            await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)


@asynccontextmanager
async def _unreachable_as_a_member(self: Deliveries, letter: Letter) -> AsyncGenerator[None]:
    """That an author cannot be reached is told to the desk while they are a member of the server. Told of those who are
    not, a moderator would only have to send somebody away to learn which letters are theirs."""
    try:
        yield
    except Unreachable as error:
        assert letter.letterbox_id is not None
        async with self.office.store.transaction() as tx:
            letterbox = await tx.letterbox(letter.letterbox_id)
        if not await self.courier.reaches(self.office.author(letter), [letterbox]):
            raise Gone(str(error)) from error
        raise


async def _message_ids(self: Deliveries, letter: Letter) -> list[int]:
    """Where the author was told of this letter before: none of these is the notice that is looked for."""
    async with self.office.store.transaction() as tx:
        notices = await tx.notices_of(letter.id)
    return [self.office.seal.open_id(each.place, f"notice:{each.id}") for each in notices if each.place is not None]


def _fitting(responses: list[Response]) -> tuple[list[Response], list[Response]]:
    """The responses that one notice can show, and those for the next one."""
    room, count = NOTICE_ROOM, 0
    for response in responses[:10]:  # embeds a message may have
        room -= len(response.text) + len(response.name)
        if room < 0 and count:
            break
        count += 1
    return responses[:count], responses[count:]


async def notice_edit(self: Deliveries, delivery: Delivery) -> None:
    """A notice follows the responses it told of."""
    assert delivery.subject_id is not None
    letter = await _read(self, delivery)
    async with self.office.store.transaction() as tx:
        about = await tx.notice(delivery.subject_id)
        responses = await tx.responses_told_in(about.id)
    if about.place is not None:
        message_id = self.office.seal.open_id(about.place, f"notice:{about.id}")
        person = await _author(self, letter)
        await self.courier.edit_notice(person.dm, message_id, letter, about, responses)
    await self.drop(delivery)


# --- to the desk ------------------------------------------------------------------------------------------


async def desk_card(self: Deliveries, delivery: Delivery) -> None:
    """The review card, as the letter is now."""
    letter = await _read(self, delivery)
    desk_id = await _desk(self, letter)
    async with self.office.store.transaction() as tx:
        sheet = await sheets.review_sheet(tx, self.office.seal, await tx.letter(letter.id), self.office.now)
    posted = await self.courier.desk_card(
        desk_id, letter.desk_message_id, sheet, nonce=delivery.nonce, again=_again(delivery)
    )
    async with self.recording(delivery) as tx:
        await tx.place_desk_card(letter.id, posted)
        await tx.fall_behind(letter.id, False)


async def record(self: Deliveries, delivery: Delivery) -> None:
    """Something that the desk has to know; it stays in the outbox until the desk has it."""
    assert delivery.payload is not None
    desk_id = await _desk(self, await _read(self, delivery))
    try:
        await self.courier.record(
            desk_id, delivery.payload.decode(), nonce=delivery.nonce, again=_stale(self, delivery)
        )
    except Final as error:
        raise TryLater(str(error)) from error
    await self.drop(delivery)


async def alert(self: Deliveries, delivery: Delivery) -> None:
    """What the letterbox lacks; where it is the desk itself, `/letterbox check` and the moderators' commands say so."""
    assert delivery.payload is not None
    letterbox_id, text = outbox.read_alert(delivery.payload)
    async with self.office.store.transaction() as tx:
        desk_id = (await tx.letterbox(letterbox_id)).desk_id
    await self.courier.record(desk_id, text, nonce=delivery.nonce, again=_stale(self, delivery))
    await self.drop(delivery)


async def report_card(self: Deliveries, delivery: Delivery) -> None:
    """One card for all reports of a letter; once settled, the next report gets a new one."""
    letter = await _read(self, delivery)
    desk_id = await _desk(self, letter)
    async with self.office.store.transaction() as tx:
        reports = await tx.reports(letter.id)
        decision = await tx.last_word(letter.id)
    if not reports and letter.report_message_id is None and not _again(delivery):  # settled before anybody saw it
        return await self.drop(delivery)
    moderator = sheets.decided_by(self.office.seal, letter, decision.moderator) if decision else None
    posted = await self.courier.report_card(
        desk_id,
        letter.report_message_id,
        letter,
        reports,
        decision,
        moderator,
        nonce=delivery.nonce,
        again=_again(delivery),
    )
    async with self.recording(delivery) as tx:
        await tx.place_report_card(letter.id, posted if reports else None)


# --- in public --------------------------------------------------------------------------------------------


async def publish(self: Deliveries, delivery: Delivery) -> None:
    """The letter in its channel; the thread, further pages and the author's notice follow from it."""
    letter = await _read(self, delivery)
    if letter.letterbox_id is None:
        return await self.drop(delivery)
    async with self.office.store.transaction() as tx:
        letterbox = await tx.letterbox(letter.letterbox_id)
        sheet = await sheets.public_sheet(tx, letter, self.office.now)
        page_ids = await tx.pages(letter.id)
    channel_id = letterbox.channel_for(letter.rating)
    if letter.state is not State.APPROVED:
        return await _called_back(self, delivery, sheet, channel_id)
    if letter.message_id is not None and await _put_back(self, sheet, page_ids):
        assert letter.channel_id is not None
        where = letter.channel_id, letter.message_id, letter.thread_id
        return await _published(self, delivery, sheet, *where, first=False)
    if channel_id is None:
        raise Final(words.NO_PLACE)
    posted = await self.courier.publish(channel_id, sheet, nonce=delivery.nonce, again=_again(delivery))
    where = posted.channel_id, posted.message_id, posted.thread_id
    await _published(self, delivery, sheet, *where, first=True)


async def _called_back(self: Deliveries, delivery: Delivery, sheet: PublicSheet, channel_id: int | None) -> None:
    """Withdrawn or removed before it was known to stand: an attempt whose answer was lost may have put it there."""
    if not _again(delivery) or channel_id is None or sheet.letter.message_id is not None:
        return await self.drop(delivery)
    there = await self.courier.find_letter(channel_id, sheet, _again(delivery))
    if there is None:
        return await self.drop(delivery)
    await _published(self, delivery, sheet, there.channel_id, there.message_id, there.thread_id, first=True)


async def _put_back(self: Deliveries, sheet: PublicSheet, page_ids: list[int]) -> bool:
    """A restored letter where it stood; False when that place is gone."""
    try:
        await self.courier.put_back(sheet, page_ids)
    except Gone:
        return False
    return True


async def _published(
    self: Deliveries,
    delivery: Delivery,
    sheet: PublicSheet,
    channel_id: int,
    message_id: int,
    thread_id: int | None,
    *,
    first: bool,
) -> None:
    now, letter_id = self.office.now, sheet.letter.id
    async with self.recording(delivery) as tx:
        await tx.place_letter(letter_id, channel_id, message_id, thread_id, now)
        letter = await tx.letter(letter_id)
        after = follow(letter.state, Verb.PUBLISH)
        if after is None:  # withdrawn or removed while it was on its way
            await outbox.send(tx, Kind.TAKE_DOWN, letter_id, now=now)
            return
        await tx.move(letter_id, letter.state, after)
        await tx.trouble(letter_id, None)
        if thread_id is None:
            await outbox.send(tx, Kind.THREAD, letter_id, now=now)
        if first:
            await tx.forget_pages(letter_id)
            for position in range(1, len(sheet.pages)):
                await outbox.send(tx, Kind.PAGE, letter_id, subject_id=position, now=now)
        for response in await tx.unposted_responses(letter_id):
            await outbox.send(tx, Kind.RESPONSE, letter_id, subject_id=response.id, now=now)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=now)
        decision = await tx.last_decision(letter_id)
        again = decision is not None and decision.verb is Verb.RESTORE
        await tell_author(self.office, tx, letter, NoticeKind.PUBLISHED, words.published(letter, again))


async def thread(self: Deliveries, delivery: Delivery) -> None:
    """The thread under a letter in a text channel."""
    letter = await _read(self, delivery)
    if letter.channel_id is None or letter.message_id is None:
        return await self.drop(delivery)
    if letter.state is State.PUBLISHED:
        thread_id = await self.courier.thread(letter.channel_id, letter.message_id, letter.title or "")
    else:
        thread_id = await self.courier.find_thread(letter.message_id) if _again(delivery) else None
    async with self.recording(delivery) as tx:
        if thread_id is not None:
            await tx.place_letter(letter.id, letter.channel_id, letter.message_id, thread_id, self.office.now)
            await _hide_if_down(self, tx, letter.id)


async def page(self: Deliveries, delivery: Delivery) -> None:
    """A further page of a long letter, in its thread."""
    assert delivery.subject_id is not None
    letter = await _read(self, delivery)
    if letter.thread_id is None:
        return await self.drop(delivery)
    async with self.office.store.transaction() as tx:
        text = (await sheets.public_sheet(tx, letter, self.office.now)).pages[delivery.subject_id]
        others = await tx.pages(letter.id)
    if letter.state is State.PUBLISHED:
        posted = await self.courier.page(
            letter.thread_id, text, nonce=delivery.nonce, again=_again(delivery), others=others
        )
    else:
        again = _again(delivery)
        posted = await self.courier.find_page(letter.thread_id, text, again, others=others) if again else None
    async with self.recording(delivery) as tx:
        if posted is not None:
            await tx.place_page(letter.id, delivery.subject_id, posted)
            await _hide_if_down(self, tx, letter.id)


async def _hide_if_down(self: Deliveries, tx: Tx, letter_id: int) -> None:
    """Something came to stand of a letter that was taken down meanwhile."""
    if (await tx.letter(letter_id)).state is not State.PUBLISHED:
        await outbox.send(tx, Kind.TAKE_DOWN, letter_id, now=self.office.now)


async def response(self: Deliveries, delivery: Delivery) -> None:
    """A response under a pen name or the author's; one for a letter out of sight waits for its return."""
    assert delivery.subject_id is not None
    letter = await _read(self, delivery)
    async with self.office.store.transaction() as tx:
        said = await tx.response(delivery.subject_id)
    if letter.thread_id is None or said.message_id is not None:
        return await self.drop(delivery)
    if letter.state is State.PUBLISHED:
        posted = await self.courier.response(letter, said, nonce=delivery.nonce, again=_again(delivery))
    else:
        again = _again(delivery)
        posted = await self.courier.find_response(letter, said, again) if again else None
    async with self.recording(delivery) as tx:
        if posted is not None:
            await tx.place_response(said.id, posted)


async def take_down(self: Deliveries, delivery: Delivery) -> None:
    """A removed or withdrawn letter goes out of sight."""
    letter = await _read(self, delivery)
    async with self.office.store.transaction() as tx:
        page_ids = await tx.pages(letter.id)
    if letter.message_id is not None and letter.state in words.OUT_OF_SIGHT:
        await self.courier.take_down(letter, page_ids, words.OUT_OF_SIGHT[letter.state])
    await self.drop(delivery)


async def count(self: Deliveries, delivery: Delivery) -> None:
    """The wait is over: the refresh itself takes its turn in public, after whatever is before it."""
    assert delivery.letter_id is not None
    async with self.recording(delivery) as tx:
        await outbox.send(tx, Kind.REFRESH, delivery.letter_id, now=self.office.now)


async def refresh(self: Deliveries, delivery: Delivery) -> None:
    """The response count under a published letter."""
    letter = await _read(self, delivery)
    if letter.state is State.PUBLISHED:
        async with self.office.store.transaction() as tx:
            sheet = await sheets.public_sheet(tx, letter, self.office.now)
        await self.courier.refresh(sheet)
    await self.drop(delivery)


HANDLERS: dict[Kind, Handler] = {
    Kind.NOTE: note,
    Kind.DRAFT_CARD: draft_card,
    Kind.NOTICE: notice,
    Kind.NOTICE_EDIT: notice_edit,
    Kind.DESK_CARD: desk_card,
    Kind.REPORT_CARD: report_card,
    Kind.RECORD: record,
    Kind.ALERT: alert,
    Kind.PUBLISH: publish,
    Kind.THREAD: thread,
    Kind.PAGE: page,
    Kind.RESPONSE: response,
    Kind.TAKE_DOWN: take_down,
    Kind.COUNT: count,
    Kind.REFRESH: refresh,
}


# --- what cannot be done ------------------------------------------------------------------------------------


async def _tell_desk(self: Deliveries, tx: Tx, delivery: Delivery, error: Final) -> None:
    """What stands in public could not be changed: the letter's card says what, and what to do."""
    assert delivery.letter_id is not None
    await tx.trouble(delivery.letter_id, words.TROUBLE[delivery.kind].format(reason=error))
    await outbox.send(tx, Kind.DESK_CARD, delivery.letter_id, now=self.office.now)


async def _bounce(self: Deliveries, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A letter that cannot be published comes back to the desk."""
    assert delivery.letter_id is not None
    letter = await tx.letter(delivery.letter_id)
    after = follow(letter.state, Verb.BOUNCE)
    if after is not None:
        await tx.move(letter.id, letter.state, after)
        await _tell_desk(self, tx, delivery, error)


async def _unreached(self: Deliveries, tx: Tx, delivery: Delivery, error: Final) -> None:
    """The author takes no direct messages, or is gone. The verdict stands; the desk is told, never who."""
    assert delivery.letter_id is not None
    if isinstance(error, Unreachable) and await tx.reached(delivery.letter_id, True):
        await outbox.send(tx, Kind.DESK_CARD, delivery.letter_id, now=self.office.now)


async def _behind(self: Deliveries, tx: Tx, delivery: Delivery, error: Final) -> None:
    """The desk is out of reach: its card follows when it can be reached again."""
    assert delivery.letter_id is not None
    await tx.fall_behind(delivery.letter_id, True)


async def _nothing(self: Deliveries, tx: Tx, delivery: Delivery, error: Final) -> None:
    """Nobody to tell: the desk itself is out of reach (`/letterbox check` says so), or it was a nicety."""


GIVE_UP: dict[Kind, GiveUp] = {
    Kind.PUBLISH: _bounce,
    Kind.NOTICE: _unreached,
    Kind.NOTICE_EDIT: _nothing,
    Kind.DRAFT_CARD: _nothing,
    Kind.DESK_CARD: _behind,
    Kind.REPORT_CARD: _nothing,
    Kind.REFRESH: _nothing,
}
