"""What can be searched: what is published now, and nothing else, however it came to be so."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.letter import Letterbox, Part, Rating, State
from bot.sealing.seal import Seal
from bot.search import shelves as module
from bot.search.index import Asked, Hit, Index
from bot.search.shelves import IDLE, Limits, Shelves
from bot.store.engine import Store
from bot.store.tx import Tx
from tests.store.conftest import KEY, Engine
from tests.store.people import NOW, a_letter, a_letterbox

CHANNEL = 20
SECRET = "zyxwvutharbour"


class Town:
    """A store, its shelves, and a clock that is set by hand."""

    def __init__(self, store: Store, **limits: int) -> None:
        self.now, self.store = NOW, store
        self.shelves = Shelves(store, Seal(KEY), lambda: datetime.fromtimestamp(self.now, UTC), Limits(**limits))

    async def publish(self, text: str, guild_id: int = 1, rating: Rating = Rating.SAFE) -> int:
        """A published letter; returns its id."""
        async with self.store.transaction() as tx:
            letter = await a_letter(tx, State.HELD, guild_id=guild_id)
            await tx.label(replace(letter, category="To you", rating=rating))
            await tx.save_parts(letter.id, [Part(text)])
            await tx.set_public_message(letter.id, CHANNEL, letter.id + 100, letter.id + 200, self.now)
            await tx.rewrite(replace(letter, title=f"Letter of {text.split()[0]}"))
            await tx.move(letter.id, State.HELD, State.PUBLISHED)
        return letter.id

    async def box(self, guild_id: int = 1) -> Letterbox:
        """A server's letterbox."""
        async with self.store.reading() as tx:
            return (await tx.letterboxes_of(guild_id))[0]

    async def find(self, words: str, guild_id: int = 1) -> list[int]:
        """The ids of what is found when all is filled."""
        box = await self.box(guild_id)
        await self.shelves.filled(box)
        return [hit.id for hit in (await self.shelves.find(box, Asked(words, frozenset({CHANNEL})), 50)).hits]

    async def true_again(self) -> bytes:
        """Wait until the indexes say what is true now; returns every byte of them."""
        await self.shelves.true_again()
        return b"".join(each.index._memory.serialize() for each in self.shelves._shelves.values())


@pytest.fixture
async def town(store: Store) -> Town:
    """An open store and its shelves."""
    async with store.transaction() as tx:
        for guild_id in (1, 2):
            await a_letterbox(tx, guild_id)
    return Town(store)


async def to(town: Town, letter_id: int, state: State, before: State = State.PUBLISHED) -> None:
    """The letter comes into another state."""
    async with town.store.transaction() as tx:
        assert await tx.move(letter_id, before, state)


async def test_only_what_is_published_is_found(town: Town) -> None:
    published = await town.publish(f"A {SECRET}")
    async with town.store.transaction() as tx:
        for state in State:
            if state is not State.PUBLISHED:
                letter = await a_letter(tx, state)
                await tx.save_parts(letter.id, [Part(f"A {SECRET}")])
    assert await town.find(SECRET) == [published]


@pytest.mark.parametrize("state", [State.REMOVED, State.WITHDRAWN])
async def test_what_is_taken_out_of_sight_is_not_found_from_that_moment_on(
    town: Town, engine: Engine, state: State
) -> None:
    gone, stays = await town.publish(f"A {SECRET} at night"), await town.publish("Another night")
    assert set(await town.find("night")) == {gone, stays}
    assert SECRET.encode() in await town.true_again()
    await to(town, gone, state)
    box = await town.box()
    at_once = await town.shelves.find(box, Asked("night", frozenset({CHANNEL})), 50)
    assert [hit.id for hit in at_once.hits] == [stays]
    assert SECRET.encode() not in await town.true_again()
    assert SECRET.encode() not in engine.on_disk()
    assert await town.find(SECRET) == []


async def test_what_goes_while_somebody_asks_is_not_found_although_it_was_there_when_they_began(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = await town.publish("A night"), await town.publish("Another night")
    assert set(await town.find("night")) == {gone, stays}
    found, given_out, find = threading.Event(), threading.Event(), Index.find

    def slowly(index: Index, asked: Asked, limit: int) -> list[Hit]:
        hits = find(index, asked, limit)
        found.set()
        assert given_out.wait(10)
        return hits

    monkeypatch.setattr(Index, "find", slowly)
    asking = asyncio.create_task(town.find("night"))
    assert await asyncio.to_thread(found.wait, 10)
    await to(town, gone, State.REMOVED)
    await town.true_again()
    given_out.set()
    assert await asking == [stays]


async def test_what_is_published_or_revised_while_the_index_is_there_is_found_as_it_is(town: Town) -> None:
    first = await town.publish("The lantern")
    assert await town.find("lantern") == [first]
    second = await town.publish("A lantern and a boat")
    await town.true_again()
    assert set(await town.find("lantern")) == {first, second}
    async with town.store.transaction() as tx:
        letter = await tx.letter(second)
        await tx.save_parts(second, [Part("A candle and a boat")])
        await tx.rewrite(replace(letter, title="Anew"))
    await town.true_again()
    assert (await town.find("lantern"), await town.find("candle")) == ([first], [second])
    await to(town, second, State.REMOVED)
    await to(town, second, State.APPROVED, State.REMOVED)
    await to(town, second, State.PUBLISHED, State.APPROVED)
    await town.true_again()
    assert await town.find("candle") == [second]


async def test_what_is_rolled_back_changes_nothing(town: Town) -> None:
    letter_id = await town.publish("The lantern")
    assert await town.find("lantern") == [letter_id]
    with pytest.raises(ZeroDivisionError):
        async with town.store.transaction() as tx:
            await tx.move(letter_id, State.PUBLISHED, State.REMOVED)
            raise ZeroDivisionError
    assert await town.find("lantern") == [letter_id]


async def test_letterboxes_know_nothing_of_each_other(town: Town) -> None:
    here, there = await town.publish("The lantern"), await town.publish("A lantern", guild_id=2)
    assert (await town.find("lantern"), await town.find("lantern", 2)) == ([here], [there])
    await to(town, here, State.REMOVED)
    await town.true_again()
    assert (await town.find("lantern"), await town.find("lantern", 2)) == ([], [there])


async def test_after_a_restart_it_is_the_same(town: Town, engine: Engine) -> None:
    letter_id = await town.publish("The lantern")
    await to(town, await town.publish("A lantern that was removed"), State.REMOVED)
    await town.shelves.close()
    await town.store.close()
    again = engine.store()
    await again.open()
    assert await Town(again).find("lantern") == [letter_id]


async def test_what_changes_while_it_is_filled_is_as_it_is(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    ids = [await town.publish(f"Lantern {number} {SECRET if number == 3 else ''}") for number in range(9)]
    box, read = await town.box(), Tx.public_letters
    begun = asyncio.Event()

    async def slowly(tx: Tx, *asked: Any) -> Any:
        found = await read(tx, *asked)
        if ids[3] in {each.id for each in found[0]} and not begun.is_set():
            begun.set()  # it is read, and not yet taken in
        return found

    monkeypatch.setattr(Tx, "public_letters", slowly)
    filling = asyncio.create_task(town.shelves.filled(box))
    await begun.wait()
    await to(town, ids[3], State.REMOVED)
    new = await town.publish("A lantern of now")
    await filling
    assert SECRET.encode() not in await town.true_again()
    assert set(await town.find("lantern")) == {*ids, new} - {ids[3]}


async def test_whoever_asks_at_first_is_answered_with_the_newest(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    ids = [await town.publish(f"Lantern {number}") for number in range(5)]
    monkeypatch.setattr(module, "PATIENCE", 0)
    box, taken, goes_on, take = await town.box(), asyncio.Event(), asyncio.Event(), town.shelves._take

    async def then_wait(*given: Any) -> None:
        await take(*given)
        taken.set()
        await goes_on.wait()

    monkeypatch.setattr(town.shelves, "_take", then_wait)
    await town.shelves._shelf(box)
    await taken.wait()
    found = await town.shelves.find(box, Asked("lantern", frozenset({CHANNEL})), 50)
    assert (not found.whole, {hit.id for hit in found.hits}) == (True, set(ids[-2:]))
    goes_on.set()
    assert set(await town.find("lantern")) == set(ids)


async def test_of_more_letters_than_may_be_there_the_newest_are(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    town = Town(store, letters=5)
    async with store.transaction() as tx:
        await a_letterbox(tx)
    ids = [await town.publish(f"Lantern {number}") for number in range(9)]
    assert set(await town.find("lantern")) == set(ids[-4:])
    found = await town.shelves.find(await town.box(), Asked("lantern", frozenset({CHANNEL})), 50)
    assert (found.whole, found.letters) == (False, 4)
    new = await town.publish("One more lantern")
    await town.true_again()
    assert set(await town.find("lantern")) == {*ids[-3:], new}


async def test_where_memory_ends_whoever_was_asked_longest_ago_makes_room(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    town = Town(store, size=1)
    async with store.transaction() as tx:
        await a_letterbox(tx, 1)
        await a_letterbox(tx, 2)
    for guild_id in (1, 2):
        for number in range(3):
            await town.publish(f"Lantern {number}", guild_id)
    await town.find("lantern", 1)
    town.now += 1
    assert len(await town.find("lantern", 2)) == 2  # one batch is always there
    assert [*town.shelves._shelves] == [(await town.box(2)).id]


async def test_what_nobody_asked_for_a_while_is_dropped(town: Town) -> None:
    letter_id = await town.publish("The lantern")
    await town.find("lantern")
    town.now += IDLE - 1
    town.shelves.drop_idle()
    assert town.shelves._shelves
    town.now += 1
    town.shelves.drop_idle()
    assert not town.shelves._shelves
    assert await town.find("lantern") == [letter_id]


async def test_one_damaged_letter_is_in_nobody_s_way(town: Town) -> None:
    damaged, whole = await town.publish("A lantern"), await town.publish("The lantern")
    async with town.store.transaction() as tx:
        await tx._connection.execute(
            "UPDATE part SET sealed_text = :text WHERE letter_id = :id", {"text": b"\0", "id": damaged}
        )
    assert await town.find("lantern") == [whole]


async def test_letters_of_another_rating_are_not_alike(town: Town) -> None:
    safe = await town.publish("A lantern beside the harbour")
    mature = await town.publish("A lantern beside the harbour again", rating=Rating.MATURE)
    await town.publish("Something about bread")
    box = await town.box()
    await town.shelves.filled(box)
    for rating, wanted in ((Rating.SAFE, safe), (Rating.MATURE, mature)):
        like = (await town.shelves.most_like(box, "", "A lantern beside the harbour", rating)).hits
        assert [hit.id for hit in like] == [wanted]
    assert not (await town.shelves.most_like(box, "", "A lantern beside the harbour", Rating.SAFE, but=safe)).hits
    assert not (await town.shelves.most_like(box, "", "A lantern of bread", Rating.SAFE, floor=0.99)).hits
