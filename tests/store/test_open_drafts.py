"""Whose the open drafts are is in memory: what each draft went through is seen, whatever was undone meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.letter import Letter, Sealed, State, Tag
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from bot.store.tx import Tx
from tests.store.people import IDA, NOW, WREN, a_draft, a_letter, whose

MANY = 1_000
LATER = NOW + 60
KEY = bytes(range(32))


async def to_desk(tx: Tx, draft: Letter) -> None:
    await tx.set_number(draft.id, draft.id + 1_000, NOW)
    await tx.move(draft.id, State.DRAFT, State.HELD)


async def aside(tx: Tx, draft: Letter) -> None:
    await tx.lay_aside(draft.id, LATER)


async def and_back(tx: Tx, draft: Letter) -> None:
    await tx.lay_aside(draft.id, LATER)
    await tx.drafts_by(WREN, whose)
    await tx.have_back(draft.id)


async def sent_back(tx: Tx, draft: Letter) -> None:
    await to_desk(tx, draft)
    await tx.drafts_by(WREN, whose)
    await tx.move(draft.id, State.HELD, State.RETURNED)


async def discarded(tx: Tx, draft: Letter) -> None:
    await tx.discard(draft.id)


async def expired(tx: Tx, draft: Letter) -> None:
    await tx.forget_author(draft.id)


async def forgotten(tx: Tx, draft: Letter) -> None:
    await tx.disown(draft.id, erase=True)


async def another(tx: Tx, _: Letter) -> None:
    await a_draft(tx)


async def ids(tx: Tx) -> list[int]:
    return [draft.id for draft in await tx.drafts_by(WREN, whose)]


async def from_disk(path: Path) -> list[int]:
    """What a start finds."""
    store = SqliteStore(path, Seal(KEY))
    await store.open()
    async with store.reading() as tx:
        found = await ids(tx)
    await store.close()
    return found


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (to_desk, 1),
        (aside, 1),
        (and_back, 2),
        (sent_back, 2),
        (discarded, 1),
        (expired, 1),
        (forgotten, 1),
        (another, 3),
    ],
)
@pytest.mark.parametrize("known", [True, False])
async def test_what_becomes_of_a_draft_is_known(
    tmp_path: Path, change: Callable[[Tx, Letter], Awaitable[None]], left: int, known: bool
) -> None:
    store = SqliteStore(tmp_path / "letters.db", Seal(KEY))
    await store.open()
    async with store.transaction() as tx:
        first, second = [await a_draft(tx) for _ in range(2)]
        await a_letter(tx, State.PUBLISHED)
        await a_draft(tx, IDA)
    if known:
        async with store.reading() as tx:
            assert await ids(tx) == [first.id, second.id]
    for asks in (True, False):
        with pytest.raises(ZeroDivisionError):
            async with store.transaction() as tx:
                await change(tx, second)
                if asks:
                    assert len(await ids(tx)) == left
                raise ZeroDivisionError
        async with store.transaction() as tx:
            assert await ids(tx) == [first.id, second.id]
    async with store.transaction() as tx:
        await change(tx, second)
    try:
        async with store.reading() as tx:
            found = await ids(tx)
            assert len(found) == left
    finally:
        await store.close()
    assert await from_disk(tmp_path / "letters.db") == found


async def test_beside_a_thousand_drafts_somebody_s_own_are_found_by_opening_none(store: SqliteStore) -> None:
    opened = list[int]()

    def counting(letter_id: int, author: Sealed) -> Tag:
        opened.append(letter_id)
        return whose(letter_id, author)

    async with store.transaction() as tx:
        for number in range(MANY):
            await a_draft(tx, Tag(number.to_bytes(32)))
        own = await a_draft(tx)
    async with store.reading() as tx:
        assert await tx.drafts_by(WREN, counting) == [own]
    assert len(opened) >= MANY
    opened.clear()
    async with store.transaction() as tx:
        assert await tx.drafts_by(WREN, counting) == [own]
        other = await a_draft(tx)
        assert await tx.drafts_by(WREN, counting) == [own, other]
    async with store.reading() as tx:
        assert await tx.drafts_by(WREN, counting) == [own, other]
        assert await tx.drafts_by(IDA, counting) == []
    assert set(opened) == {other.id} and len(opened) <= 3
