"""The order of the cards at the desk tells nothing of the order in which people wrote."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from bot import life
from bot.letter import Membership, Person, Rating, ReviewSheet, Standing
from bot.life.office import Office
from bot.post.brake import Brake
from bot.post.courier import Courier
from bot.post.worker import Deliveries
from bot.rules.settings import Changes
from bot.sealing.seal import Seal
from tests.store.conftest import KEY, Engine, only_sqlite
from tests.store.people import NOW, a_letterbox, claim

pytestmark = [only_sqlite, pytest.mark.only_run]

WINDOWS, WRITERS, EVERY = 120, 4, 900
MARKS = "abcd"  #: who wrote which letter, in the order of writing


class Desk:
    """A courier that only brings cards to the desk, and keeps their order."""

    def __init__(self) -> None:
        self.cards: list[tuple[int, int]] = []

    async def desk_card(self, desk_id: int, message_id: int | None, sheet: ReviewSheet, **_: object) -> int:
        number, text = sheet.letter.number, sheet.text
        assert number is not None
        self.cards.append((number, MARKS.index(text)))
        return 1000 + len(self.cards)

    def orders(self) -> list[tuple[int, ...]]:
        """Who wrote first, second … of each window's letters, card by card."""
        places = [index for _, index in self.cards]
        return [tuple(places[start : start + WRITERS]) for start in range(0, len(places), WRITERS)]


async def collect(engine: Engine, chance: Callable[[int], random.Random], windows: int = WINDOWS) -> Desk:
    """The same people write in the same order before each collection; gives what the desk saw.

    `chance` is the randomness of each window, by its number: only that may decide the order.
    """
    seal, moment, desk = Seal(KEY), [NOW // EVERY * EVERY], Desk()
    store = engine.store(seal)
    await store.open()
    office = Office(store, seal, lambda: datetime.fromtimestamp(moment[0], UTC), store.transaction)
    async with office.transaction() as tx:
        box = await a_letterbox(tx)
    box = await life.setting_up.change_settings(office, box.id, Changes(collection=900, daily=10**6))
    memberships = [Membership(box, "The Commons", Standing.MEMBER, mature_ok=False)]
    for window in range(windows):
        for index in range(WRITERS):
            moment[0] += 10
            person = Person(10_100 + index, 10_200 + index)  # no account that the titles name
            draft = await life.editing.compose(office, person, box.id, f"Letter {window}", MARKS[index])
            await life.editing.choose(office, person, draft.id, rating=Rating.SAFE)
            await life.sending.submit(office, person, draft.id, memberships)
        moment[0] = (moment[0] // EVERY + 1) * EVERY
        of_this_window = replace(office, chance=chance(window))
        assert await life.sending.collect(of_this_window) == WRITERS
        await settle(of_this_window, desk)
    return desk


async def settle(office: Office, desk: Desk) -> None:
    """The cards go out; the letters are decided, so that their writers may write again."""
    deliveries = Deliveries(office, cast(Courier, desk), Brake(office.clock))
    async with office.transaction() as tx:
        waiting = await tx.for_new_desk(1)
    deliveries.wake()
    await deliveries.rest()
    for letter_id in waiting:
        await life.review.reject(office, letter_id, 1, None)
    async with office.transaction() as tx:
        while (delivery := await claim(tx, "nobody", office.now + 9_999, 60)) is not None:
            await tx.done(delivery.id)


def tells(orders: list[tuple[int, ...]]) -> float:
    """How far orders are from telling nothing: chi-square of who stands where, over its degrees of freedom.

    About 1 where every writer stands in every place equally often.
    """
    expected, places = len(orders) / WRITERS, range(WRITERS)
    counts = [sum(order[index] == writer for order in orders) for index in places for writer in places]
    return sum((count - expected) ** 2 / expected for count in counts) / (WRITERS - 1) ** 2


async def test_over_many_seeds_neither_the_order_of_the_cards_nor_the_numbers_tell(engine: Engine) -> None:
    desk = await collect(engine, random.Random)
    assert len(desk.cards) == WINDOWS * WRITERS
    assert tells(desk.orders()) < 3.1  # with nine degrees of freedom chance gives more once in a thousand times
    assert len(set(desk.orders())) > 20  # of 24 in all: not one order that happens to be even
    assert sorted(number for number, _ in desk.cards) == list(range(1, WINDOWS * WRITERS + 1))
    by_number = [index for _, index in sorted(desk.cards)]
    assert tells([tuple(by_number[start : start + WRITERS]) for start in range(0, len(by_number), WRITERS)]) < 3.1


async def test_an_order_that_tells_is_found(engine: Engine) -> None:
    class Sorted(random.Random):
        """Chance that hides nothing."""

        def shuffle(self, x: Any) -> None:
            x.sort(key=lambda letter: letter.turn)

    desk = await collect(engine, Sorted, 40)
    assert tells(desk.orders()) > 20
