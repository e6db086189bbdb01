"""Processes over one PostgreSQL hear what others of them have done, after the commit; and it may be missed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

from bot.letter import Kind, Part, State
from bot.life.alike import DRAWN, Alike
from bot.post.brake import Brake
from bot.post.worker import Deliveries
from bot.rules.shards import Shards
from bot.sealing.seal import Seal
from bot.store.engine import Store
from bot.store.said import ALL, MISSED, OUTBOX, RESTATED, letters_of, of_letters
from tests.store.conftest import KEY
from tests.store.people import NOW, a_letter, a_letterbox
from tests.store.test_postgres import end_connections
from tests.store.test_shelves import Town


class Ear:
    """What a process has heard, and waiting for more."""

    def __init__(self, store: Store, *subjects: str) -> None:
        self.heard, self._more = list[tuple[str, str]](), asyncio.Event()
        for subject in subjects:
            store.hears[subject].append(self._hear(subject))

    def _hear(self, subject: str) -> Callable[[str], None]:
        def heard(text: str) -> None:
            self.heard.append((subject, text))
            self._more.set()

        return heard

    async def until(self, subject: str, text: str = "") -> None:
        """Until this was heard."""
        async with asyncio.timeout(5):
            while (subject, text) not in self.heard:
                self._more.clear()
                await self._more.wait()


async def test_what_one_says_the_others_hear_after_the_commit_and_never_it_itself(stores: list[Store]) -> None:
    one, other = stores
    mine, others = Ear(one, "asked", "end"), Ear(other, "asked", "end")
    with pytest.raises(ZeroDivisionError):
        async with one.transaction() as tx:
            tx.say("asked", "never")
            raise ZeroDivisionError
    async with one.reading() as tx:
        tx.say("asked", "of nobody")
    async with one.transaction() as tx:
        tx.say("asked", "it's 7")
        tx.say("asked", "it's 7")
        tx.say("unheard", "of this")
        async with other.reading():  # time enough for what came too early
            assert others.heard == []
    async with other.transaction() as tx:
        tx.say("end", "")
    await others.until("asked", "it's 7")
    await mine.until("end")
    assert (mine.heard, others.heard) == ([("end", "")], [("asked", "it's 7")])


async def test_one_who_fails_keeps_no_other_from_hearing(stores: list[Store], caplog: pytest.LogCaptureFixture) -> None:
    stores[1].hears["asked"].append(lambda text: cast(None, int(text)))
    others = Ear(stores[1], "asked")
    async with stores[0].transaction() as tx:
        tx.say("asked", "what?")
    await others.until("asked", "what?")
    assert "was not understood" in caplog.text


async def test_whoever_was_cut_off_hears_again_and_knows_that_something_may_be_missed(stores: list[Store]) -> None:
    ear = Ear(stores[1], "asked", MISSED)
    await stores[1].keep_hearing()
    await end_connections()
    async with stores[0].transaction() as tx:  # the rest goes on at once
        tx.say("asked", "early")
    await stores[1].keep_hearing()
    assert ear.heard == [(MISSED, "")]
    async with stores[0].transaction() as tx:
        tx.say("asked", "late")
    await ear.until("asked", "late")


async def test_a_letter_that_one_removes_the_other_does_not_find(stores: list[Store]) -> None:
    here, there, ear = Town(stores[0]), Town(stores[1]), Ear(stores[1], RESTATED)
    async with stores[0].transaction() as tx:
        await a_letterbox(tx)
    gone, stays = await here.publish("A lantern"), await here.publish("The lantern")
    for each in (gone, stays):  # which is no sign of what comes later
        await ear.until(RESTATED, str(each))
    ear.heard.clear()
    assert set(await there.find("lantern")) == {gone, stays}
    async with here.store.transaction() as tx:
        await tx.move(gone, State.PUBLISHED, State.REMOVED)
    await ear.until(RESTATED, str(gone))
    await there.true_again()
    assert await there.find("lantern") == [stays]
    async with here.store.transaction() as tx:
        tx.say(RESTATED, ALL)
        await tx.move(gone, State.REMOVED, State.APPROVED)
    await ear.until(RESTATED, ALL)
    assert not there.shelves._shelves  # pyright: ignore[reportPrivateUsage]


def test_too_many_letters_are_all() -> None:
    assert letters_of(of_letters({7, 5})) == [5, 7]
    assert letters_of(of_letters(range(10_000))) is None


async def test_what_one_puts_into_the_outbox_for_others_comes_to_one_look_of_theirs(stores: list[Store]) -> None:
    looks, looked, ear = 0, asyncio.Event(), Ear(stores[1], OUTBOX)

    class Looking(Deliveries):
        def wake(self) -> None:
            nonlocal looks
            looks += 1
            looked.set()

    office: Any = type("Office", (), {"store": stores[1]})
    deliveries = Looking(office, cast(Any, None), cast(Brake, None), due=7)
    await stores[0].serve(Shards(2, 0, 0))
    for guild_id in (2 << 22, 0, 1 << 22, 3 << 22):  # the first two are its own
        async with stores[0].transaction() as tx:
            for lane in ("one", "two"):
                await tx.enqueue(lane, Kind.NOTE, not_before=NOW, now=NOW, guild_id=guild_id)
    async with stores[0].transaction() as tx:
        await tx.cancel(1, Kind.NOTE)  # whose that is nobody asks
    async with asyncio.timeout(5):
        await looked.wait()
    assert (deliveries.due, looks, len(ear.heard)) == (0, 1, 3)


async def test_what_was_remembered_of_a_letterbox_is_forgotten_where_another_draws_its_cards(
    stores: list[Store],
) -> None:
    seal, ear = Seal(KEY), Ear(stores[1], DRAWN)
    here, there = (Alike(store, seal, store.transaction, lambda: NOW) for store in stores)
    text = (
        "The benches by the pond are where my grandmother learned to read, and where I wait for the bus when it rains."
    )
    numbers = list[int]()
    for alike, store in ((there, stores[1]), (here, stores[0]), (there, stores[1])):
        async with store.transaction() as tx:
            letter = await a_letter(tx, State.HELD)
            await tx.save_parts(letter.id, [Part(text)])
            await alike.number(tx, letter, None, text)
        if alike is here:
            await ear.until(DRAWN, str(letter.letterbox_id))
        await asyncio.gather(*(each.filling for each in alike._remembered.values() if each.filling))  # pyright: ignore
        async with store.reading() as tx:
            numbers.append(await alike.number(tx, letter, None, text))
    assert numbers == [0, 1, 1]
    assert len(there._remembered[letter.letterbox_id or 0].letters) == 3  # pyright: ignore
