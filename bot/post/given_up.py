"""What cannot be done: the delivery leaves the outbox, and somebody reads what happened."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot import life, words
from bot.errors import Final
from bot.language import pack
from bot.letter import Delivery, Kind, Verb, follow
from bot.post.van import Van
from bot.store.tx import Tx

GiveUp = Callable[[Van, Tx, Delivery, Final], Awaitable[None]]


async def alert_desk(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """What stands in public could not be changed: the letter's card says what, and what to do."""
    assert delivery.letter_id is not None
    await tx.trouble(delivery.letter_id, pack(words.trouble.TROUBLE[delivery.kind].format(reason=error.reason)))
    await life.outbox.send(tx, Kind.DESK_CARD, delivery.letter_id, now=van.office.now)


async def _bounce(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A letter that cannot be published comes back to the desk."""
    assert delivery.letter_id is not None
    letter = await tx.letter(delivery.letter_id)
    after = follow(letter.state, Verb.BOUNCE)
    if after is not None:
        await tx.move(letter.id, letter.state, after)
        await alert_desk(van, tx, delivery, error)


async def _behind(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """The desk is out of reach: its card follows when it can be reached again."""
    assert delivery.letter_id is not None
    await tx.fall_behind(delivery.letter_id, True)


async def _nothing(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """Nobody to tell: the desk itself is out of reach (`/letterbox check` says so), it was a nicety, or it is a
    notice, which ends by itself whether or not it reached anybody."""


GIVE_UP: dict[Kind, GiveUp] = {
    Kind.PUBLISH: _bounce,
    Kind.NOTICE: _nothing,
    Kind.NOTICE_EDIT: _nothing,
    Kind.DRAFT_CARD: _nothing,
    Kind.DESK_CARD: _behind,
    Kind.REPORT_CARD: _nothing,
    Kind.REFRESH: _nothing,
}
