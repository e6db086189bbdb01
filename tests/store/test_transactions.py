"""A transaction happens as a whole or not at all, whoever else is at work and whatever becomes of its task."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import cast

import pytest

from bot.errors import StoreError
from bot.letter import Kind, NoticeKind, Part, Person, Picture, Rating, Report, ResponseKind, Sealed, State, Tag, Verb
from bot.sealing.names import author_of
from bot.sealing.seal import Seal
from bot.store.engine import Store
from tests.store.conftest import KEY, Engine
from tests.store.people import IDA, NOW, SOL, a_draft, a_letter, a_letterbox, put, waits


async def test_nothing_stays_of_a_block_that_raises(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        async with store.transaction() as tx:
            await tx.set_meta("half", b"done")
            raise ZeroDivisionError
    async with store.transaction() as tx:
        assert await tx.meta("half") is None


async def test_nothing_stays_of_a_block_that_the_database_refuses(store: Store) -> None:
    async with store.transaction() as tx:
        draft = await a_draft(tx)
    with pytest.raises(Exception, match=r"(?i)check"):
        async with store.transaction() as tx:
            await tx.set_meta("half", b"done")
            await tx.move(draft.id, State.DRAFT, State.HELD)  # it has no number yet
    async with store.transaction() as tx:
        assert await tx.meta("half") is None
        assert await tx.letter(draft.id) == draft


async def test_of_two_who_move_a_letter_at_once_one_wins(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx, State.HELD)

    async def press(after: State) -> bool:
        async with store.transaction() as tx:
            return await tx.move(letter.id, State.HELD, after)

    won = await asyncio.gather(press(State.APPROVED), press(State.REJECTED))
    assert sorted(won) == [False, True]
    async with store.transaction() as tx:
        assert (await tx.letter(letter.id)).state is (State.APPROVED if won[0] else State.REJECTED)


async def test_of_two_who_want_a_pen_name_at_once_one_gets_it(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)

    async def claim(owner: Tag) -> bool:
        async with store.transaction() as tx:
            return await tx.claim_pen_name(letter.id, "owl", "Owl", owner, NOW)

    assert sorted(await asyncio.gather(claim(IDA), claim(SOL))) == [False, True]


async def test_many_at_once_lose_nothing_and_undo_only_their_own(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)

    async def respond(number: int) -> int | None:
        try:
            async with store.transaction() as tx:
                response = await tx.add_response(letter.id, ResponseKind.OPEN, IDA, "Ida", "text", number, NOW)
                await put(tx, f"lane {number}")
                if number % 3 == 0:
                    raise ZeroDivisionError
                assert response is not None
                return response.number
        except ZeroDivisionError:
            return None

    numbers = await asyncio.gather(*(respond(number) for number in range(60)))
    assert sorted(number for number in numbers if number is not None) == list(range(1, 41))
    async with store.transaction() as tx:
        assert await tx.response_count(letter.id) == 40
        for number in range(60):
            assert (await tx.response_in(number) is None) == (number % 3 == 0)
            assert await waits(tx, f"lane {number}") == (number % 3 != 0)


async def test_a_task_cancelled_inside_a_transaction_undoes_it_and_the_store_goes_on(store: Store) -> None:
    inside = asyncio.Event()

    async def never_ends() -> None:
        async with store.transaction() as tx:
            await tx.set_meta("half", b"done")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.transaction() as tx:
        assert await tx.meta("half") is None


class Cancelling(Seal):
    """A seal that cancels whoever uses it for the nth time: they are then in the middle of a statement."""

    def __init__(self, key: bytes) -> None:
        super().__init__(key)
        self.uses_left = -1
        self.cancelled = asyncio.Event()

    def seal(self, plain: bytes, about: str) -> Sealed:
        """Seal, and perhaps cancel."""
        self.uses_left -= 1
        if self.uses_left == 0:
            cast("asyncio.Task[None]", asyncio.current_task()).cancel()
            self.cancelled.set()
        return super().seal(plain, about)


@pytest.mark.parametrize("index", range(1, 6))
@pytest.mark.parametrize("twice", [False, True])
async def test_a_task_cancelled_in_the_middle_of_a_statement_undoes_all(
    engine: Engine, index: int, twice: bool
) -> None:
    seal = Cancelling(KEY)
    store = engine.store(seal)
    await store.open()
    async with store.transaction() as tx:
        draft = await a_draft(tx)
        await tx.save_parts(draft.id, [Part("as it was")])

    async def write() -> None:
        async with store.transaction() as tx:
            await tx.save_draft(replace(draft, title="A title", category=None, rating=Rating.SAFE))
            await tx.save_parts(draft.id, [Part(f"part {number}") for number in range(3)])
            await tx.add_notice(draft.id, NoticeKind.RELAY, "text")

    seal.uses_left = index
    task = asyncio.create_task(write())
    if twice:  # once more, while the first cancellation is being cleaned up after
        await seal.cancelled.wait()
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.transaction() as tx:
        assert await tx.letter(draft.id) == draft
        assert await tx.parts(draft.id) == [Part("as it was")]


async def test_one_cancelled_while_waiting_for_its_turn_disturbs_nobody(store: Store) -> None:
    async def write(name: str) -> None:
        async with store.transaction() as tx:
            await tx.set_meta(name, b"done")

    async with store.transaction() as tx:
        waiting = [asyncio.create_task(write(name)) for name in ("first", "cancelled", "last")]
        await asyncio.sleep(0)
        waiting[1].cancel()
        await tx.set_meta("ours", b"done")
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), asyncio.CancelledError, type(None)]
    async with store.transaction() as tx:
        kept = [await tx.meta(name) for name in ("ours", "first", "cancelled", "last")]
    assert kept == [b"done", b"done", None, b"done"]


# Opening and closing


async def test_everything_is_there_after_a_restart(engine: Engine) -> None:
    store = engine.store()
    await store.open()
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.save_parts(letter.id, [Part("Kept.")])
    await store.close()
    for again in (store, engine.store()):
        await again.open()
        async with again.transaction() as tx:
            assert await tx.letter(letter.id) == letter
            assert await tx.parts(letter.id) == [Part("Kept.")]
        await again.close()


async def test_a_closed_store_says_so_and_may_be_closed_again(store: Store) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        async with store.transaction():
            pass


async def test_closing_waits_for_the_transaction_under_way(engine: Engine) -> None:
    store = engine.store()
    await store.open()
    async with store.transaction() as tx:
        closing = asyncio.create_task(store.close())
        await asyncio.sleep(0)
        await tx.set_meta("kept", b"yes")
    await closing
    await store.open()
    async with store.transaction() as tx:
        assert await tx.meta("kept") == b"yes"


# What a thief finds

SECRET = "Oleander"


async def test_no_text_no_name_and_no_account_can_be_read_on_disk(engine: Engine) -> None:
    seal, account, dm = Seal(KEY), 824_301_112_233_445_566, 824_309_998_887_776_665
    store = engine.store(seal)
    await store.open()
    async with store.transaction() as tx:
        box = await a_letterbox(tx)
        author = seal.seal_person(Person(account, dm), author_of(1))
        letter = await tx.add_letter(1_000_001, author, box)
        await tx.save_draft(replace(letter, title=f"{SECRET} title", category=None, rating=Rating.SAFE))
        await tx.save_parts(letter.id, [Part(f"{SECRET} text", seal.tag("message", 0, dm))])
        await tx.add_picture(letter.id, Picture("picture.png", f"{SECRET} picture".encode()))
        response = await tx.add_response(
            letter.id,
            ResponseKind.PEN,
            seal.tag("responder", 1, account),
            f"{SECRET} pen",
            f"{SECRET} reply",
            None,
            NOW,
        )
        assert response is not None
        await tx.edit_response(response.id, letter.id, f"{SECRET} edit")
        await tx.claim_pen_name(letter.id, SECRET.lower(), f"{SECRET} pen", seal.tag("responder", 1, account), NOW)
        notice = await tx.add_notice(letter.id, NoticeKind.RELAY, f"{SECRET} notice")
        await tx.set_notice_message(notice.id, seal.seal_id(dm, "notice"), seal.tag("message", 0, dm), NOW)
        await tx.set_draft_card(letter.id, seal.seal_id(dm, "card"))
        await tx.decide(letter.id, Verb.REJECT, seal.seal_id(account, "moderator"), f"{SECRET} reason", NOW)
        await tx.report(letter.id, seal.tag("reporter", 1, account), Report(f"{SECRET} report", NOW))
        await tx.enqueue("note:1", Kind.NOTE, payload=f"{SECRET} {account}".encode(), not_before=NOW, now=NOW)
    open_bytes = engine.on_disk()
    await store.close()
    for found in (open_bytes, engine.on_disk()):
        assert b"sealed_text" in found  # it is the database that we look at
        for text in (SECRET, SECRET.lower(), SECRET.encode("utf-16-le").decode("latin-1"), str(account), str(dm)):
            assert text.encode("latin-1") not in found
        for number in (account, dm):
            shapes = (number.to_bytes(8, "big"), number.to_bytes(8, "little"), f"{number:x}".encode())
            assert not any(shape in found for shape in shapes)
