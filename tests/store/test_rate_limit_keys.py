"""What goes into one channel goes one after another, and holds up nothing that goes elsewhere."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from bot import life
from bot.letter import Kind, Letter, Membership, Person, Standing, State
from bot.life.drafts import Message
from bot.life.office import Office
from bot.life.outbox import NOTES
from bot.post import worker
from bot.post.brake import Brake
from bot.post.courier import Courier
from bot.post.worker import DIRECT_AT_ONCE, Deliveries
from bot.rules.settings import Changes
from bot.sealing.seal import Seal
from bot.store.engine import Store
from bot.store.tables.rows import QUERIES
from bot.store.tx import Tx
from tests.store.conftest import KEY, Engine, only_sqlite
from tests.store.people import NOW, a_draft, a_letter, claim, put

LEASE = 60
PEOPLE = 20


async def claims(tx: Tx, now: int = NOW, at_once: int = DIRECT_AT_ONCE) -> list[tuple[Kind, int | None]]:
    """What can be claimed now, all of it; it stays claimed."""
    found: list[tuple[Kind, int | None]] = []
    while (delivery := await claim(tx, "one", now, LEASE, at_once)) is not None:
        found.append((delivery.kind, delivery.letter_id))
    return found


async def test_cards_go_to_the_desk_one_after_another_the_oldest_first(store: Store) -> None:
    async with store.transaction() as tx:
        letters = [await a_letter(tx, State.HELD) for _ in range(3)]
        for letter in letters:
            await life.outbox.send(tx, Kind.DESK_CARD, letter.id, now=NOW)
        order: list[Any] = []
        while (delivery := await claim(tx, "one", NOW, LEASE)) is not None:
            assert await claim(tx, "other", NOW, LEASE) is None
            order.append(delivery.letter_id)
            await tx.done(delivery.id)
    assert order == [letter.id for letter in letters]


async def test_every_server_every_kind_and_changed_cards_have_a_place_of_their_own(store: Store) -> None:
    async with store.transaction() as tx:
        here, there, again = await a_letter(tx), await a_letter(tx, guild_id=2), await a_letter(tx)
        await tx.set_desk_card(again.id, 77)
        wanted = [(kind, letter.id) for letter in (here, there) for kind in (Kind.DESK_CARD, Kind.PUBLISH)]
        wanted.append((Kind.DESK_CARD, again.id))
        for kind, letter_id in wanted:
            await life.outbox.send(tx, kind, letter_id, now=NOW)
        assert await claims(tx) == wanted


async def test_what_goes_to_one_person_each_goes_side_by_side_but_not_all_at_once(store: Store) -> None:
    async with store.transaction() as tx:
        drafts = [await a_draft(tx) for _ in range(DIRECT_AT_ONCE + 3)]
        for draft in drafts:
            await life.outbox.send(tx, Kind.DRAFT_CARD, draft.id, now=NOW)
        letter = await a_letter(tx)
        await life.outbox.send(tx, Kind.DESK_CARD, letter.id, now=NOW)
        first = await claims(tx)
        assert first == [
            *((Kind.DRAFT_CARD, draft.id) for draft in drafts[:DIRECT_AT_ONCE]),
            (Kind.DESK_CARD, letter.id),
        ]
        assert len(await claims(tx, NOW + LEASE)) == len(first)  # whoever had them is gone, and their room is free


async def test_what_is_put_off_makes_room_for_the_next(store: Store) -> None:
    async with store.transaction() as tx:
        first, second = await a_letter(tx), await a_letter(tx)
        for letter in (first, second):
            await life.outbox.send(tx, Kind.DESK_CARD, letter.id, now=NOW)
        delivery = await claim(tx, "one", NOW, LEASE)
        assert delivery is not None
        await tx.later(delivery.id, NOW + 10)
        assert await claims(tx) == [(Kind.DESK_CARD, second.id)]


@pytest.mark.parametrize("full", [False, True], ids=["room", "full"])
@only_sqlite
async def test_with_thousands_waiting_few_are_looked_at(engine: Engine, full: bool) -> None:
    store = engine.store()
    await store.open()
    async with store.transaction() as tx:
        letter = await a_letter(tx, State.HELD)
        for index in range(3_000):
            await tx.enqueue(
                f"desk:{index}", Kind.DESK_CARD, rate_limit_key="desk", letter_id=letter.id, not_before=NOW, now=NOW
            )
            await put(tx, f"draft:{index}", kind=Kind.DRAFT_CARD)
        if full:
            await claims(tx)
    await store.close()
    assert await asyncio.to_thread(_steps, engine.folder / "letters.db") < 20


def _steps(path: Any) -> int:
    """How long SQLite works on what is due, in hundreds of its steps."""
    steps = [0]

    def one_more() -> int:
        steps[0] += 1
        return 0

    with closing(sqlite3.connect(path)) as database:
        database.set_progress_handler(one_more, 100)
        database.execute(
            QUERIES.due.sql, {"now": NOW, "at_once": DIRECT_AT_ONCE, "worker": "", "shards": 1, "first": 0, "last": 0}
        ).fetchall()
    return steps[0]


class Post:
    """A courier in whose town some places are slow: what goes there does not come back until they are open again."""

    def __init__(self) -> None:
        self.open, self.slow, self.went = asyncio.Event(), set[int](), asyncio.Queue[Any]()
        self.under_way = 0

    async def _go(self, index: int, what: Any) -> int:
        self.under_way += 1
        if index in self.slow:
            await self.open.wait()
        self.under_way -= 1
        self.went.put_nowait(what)
        return 1

    async def desk_card(self, desk_id: int, message_id: int | None, sheet: Any, **_: object) -> int:
        return await self._go(desk_id, sheet.letter.number)

    async def draft_card(self, dm: int, message_id: int | None, sheet: Any, **_: object) -> int:
        return await self._go(dm, sheet.text)

    async def note(self, dm: int, text: str, kept: str, **_: object) -> None:
        if not text.startswith("Hello."):  # that everybody is welcomed first is not what is counted here
            await self._go(dm, text)

    async def memberships(self, person: Person, letterboxes: Any) -> list[Membership]:
        return [Membership(letterbox, "The Commons", Standing.MEMBER, mature_ok=False) for letterbox in letterboxes]


class House:
    """An office with its deliveries, and that post."""

    def __init__(self, store: Store, seal: Seal) -> None:
        self.post = Post()
        self.now = NOW
        self.office = Office(store, seal, lambda: datetime.fromtimestamp(self.now, UTC), self._transaction)
        self.deliveries = Deliveries(self.office, cast(Courier, self.post), Brake(self.office.clock))
        self.box: Any = None

    def _transaction(self) -> AbstractAsyncContextManager[Tx]:
        return self.deliveries.transaction()

    async def submit(self, number: int) -> Letter:
        """Somebody's letter, sent."""
        person, memberships = Person(100 + number, 200 + number), await self.post.memberships(Person(1, 1), [self.box])
        draft = await life.editing.compose(self.office, person, self.box.id, "A title", f"Text {number}")
        return await life.sending.submit(self.office, person, draft.id, memberships)

    async def say(self, person: Person, text: str) -> None:
        """A note to somebody."""
        async with self.office.transaction() as tx:
            await life.outbox.send_note(tx, person, text, now=NOW)

    async def next(self) -> Any:
        """What arrives next."""
        return await asyncio.wait_for(self.post.went.get(), 5)


@asynccontextmanager
async def house(engine: Engine) -> AsyncGenerator[House]:
    seal = Seal(KEY)
    store = engine.store(seal)
    await store.open()
    here = House(store, seal)
    here.box = await life.setting_up.set_up(here.office, 1, 20, 30, None, ["To you"])
    here.box = await life.setting_up.change_settings(here.office, here.box.id, Changes(daily=100, waiting=100))
    yield here
    here.post.open.set()
    await here.deliveries.stop()


async def test_a_slow_desk_keeps_nobody_from_their_message(engine: Engine) -> None:
    async with house(engine) as here:
        here.post.slow.add(30)
        for number in range(PEOPLE):
            await here.submit(number)
        await here.say(Person(1, 1), "soon")
        assert await here.next() == "soon"
        await here.say(Person(1, 1), "and later")  # when all the rest waits for the desk
        assert await here.next() == "and later"
        here.post.open.set()
        assert [await here.next() for _ in range(PEOPLE)] == list(range(1, PEOPLE + 1))


async def test_one_person_with_many_notes_keeps_nobody_from_their_card_nor_from_their_note(engine: Engine) -> None:
    """Somebody whose direct messages are slow causes a hundred notes: a few wait, the last of which says so."""
    async with house(engine) as here:
        here.post.slow.add(1)
        for number in range(PEOPLE):
            await here.say(Person(1, 1), str(number))
        memberships = await here.post.memberships(Person(2, 2), [here.box])
        await life.writing.write(here.office, Person(2, 2), Message(1, "The sea\n\nAs it was."), memberships)
        await here.say(Person(3, 3), "A sticker")
        assert {await here.next(), await here.next()} == {"As it was.", "A sticker"}
        here.post.open.set()
        said = [await here.next() for _ in range(NOTES)]
        assert [each.partition("\n")[0] for each in said] == ["0", "1", "2"]
        assert ["faster than I can answer" in each for each in said] == [False, False, True]
        await here.say(Person(1, 1), "Later")
        assert await here.next() == "Later"


async def test_as_many_people_as_there_are_directions_keep_nobody_waiting(engine: Engine) -> None:
    """Two who write hundreds of messages each, and slowly read: others' notes go out meanwhile."""
    async with house(engine) as here:
        here.post.slow |= {1, 2}
        for number in range(PEOPLE):
            for flooder in (1, 2):
                await here.say(Person(flooder, flooder), str(number))
        await here.say(Person(3, 3), "A sticker")
        assert await here.next() == "A sticker"


async def test_what_is_under_way_when_its_lease_ends_is_not_begun_a_second_time(engine: Engine) -> None:
    async with house(engine) as here:
        here.post.slow.add(30)
        await here.submit(1)
        here.now += worker.LEASE + 1  # its machine slept meanwhile, or it was stopped
        here.deliveries.wake()
        await here.say(Person(9, 9), "Looked at.")
        while await here.next() != "Looked at.":
            pass
        assert here.post.under_way == 1
