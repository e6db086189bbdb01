"""Letters, people and times for the store's tests."""

from __future__ import annotations

from itertools import count
from typing import Any, cast

from bot.letter import NOBODY, Delivery, Kind, Letter, Letterbox, Mine, Sealed, State, Tag
from bot.store.tx import Tx

NOW = 1_800_000_000
WREN, IDA, SOL = (Tag(bytes([number]) * 32) for number in (1, 2, 3))


def author(mark: Tag) -> Sealed:
    """What stands for the sealed author of a letter, which the store does not open."""
    return Sealed(b"sealed author " + mark)


def by(mark: Tag) -> Mine:
    """Finds somebody's letters."""
    return lambda _, sealed: sealed == author(mark)


def whose(_: int, sealed: Sealed) -> Tag:
    """Tells who wrote a letter."""
    return Tag(sealed.removeprefix(b"sealed author ")) if sealed.startswith(b"sealed") else NOBODY


_ids = count(1)


async def a_letterbox(tx: Tx, guild_id: int = 1) -> Letterbox:
    """A server's letterbox."""
    return await tx.save_letterbox(guild_id, 20, 30, None, ["To you", "To myself"])


async def a_draft(tx: Tx, writer: Tag = WREN, box: Letterbox | None = None) -> Letter:
    """A draft with nothing in it."""
    return await tx.add_letter(next(_ids), author(writer), box)


async def a_letter(
    tx: Tx, state: State = State.PUBLISHED, writer: Tag = WREN, guild_id: int = 1, now: int = NOW
) -> Letter:
    """A letter that has been sent, with its number, in some state."""
    (box,) = await tx.letterboxes_of(guild_id) or [await a_letterbox(tx, guild_id)]
    draft = await a_draft(tx, writer, box)
    await tx.set_number(draft.id, await tx.next_number(guild_id), now)
    await tx.move(draft.id, State.DRAFT, state)
    return await tx.letter(draft.id)


async def put(
    tx: Tx, lane: str, wait: int = 0, letter: Letter | None = None, kind: Kind = Kind.DESK_CARD, *, once: bool = False
) -> None:
    """A delivery in the outbox."""
    await tx.enqueue(lane, kind, letter_id=letter and letter.id, not_before=NOW + wait, now=NOW, once=once)


async def waits(tx: Tx, lane: str, kind: Kind = Kind.DESK_CARD) -> int:
    """How many such deliveries wait that nobody is sending."""
    sql = "SELECT 1 FROM delivery WHERE lane = ? AND kind = ? AND worker IS NULL"
    return len(await cast(Any, tx)._connection.execute_fetchall(sql, (lane, kind)))


async def claim(tx: Tx, worker: str, now: int, lease: int, at_once: int = 1_000) -> Delivery | None:
    """Claim the oldest delivery that is due, or return None."""
    due = await tx.due(now, at_once, worker)
    return await tx.claim(due[0].id, worker, now, lease) if due else None
