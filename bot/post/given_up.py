"""What happens when a delivery fails for good: it leaves the outbox, and whoever has to know is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot import life, words
from bot.errors import Closed, Final, Gone, Refused
from bot.language import pack
from bot.letter import Delivery, Kind, State, Verb, follow
from bot.post.van import Van
from bot.store.tx import Tx

#: What a kind of delivery does when it fails for good, in the transaction that takes it out of the outbox.
GiveUp = Callable[[Van, Tx, Delivery, Final], Awaitable[None]]


async def alert_desk(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """Something public could not be changed: the letter's card says what, and what to do."""
    assert delivery.letter_id is not None
    said = words.trouble.TROUBLE[delivery.kind]
    if isinstance(error, Refused):
        said = words.trouble.TROUBLE_WITH_WORDS.get(delivery.kind, said)
    await tx.trouble(delivery.letter_id, pack(said.format(reason=error.reason)))
    await life.outbox.send(tx, Kind.DESK_CARD, delivery.letter_id, now=van.office.now)


async def _bounce(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A letter could not be published: it goes back to the desk."""
    assert delivery.letter_id is not None
    letter = await tx.letter(delivery.letter_id)
    after = follow(letter.state, Verb.BOUNCE)
    if after is not None:
        await tx.move(letter.id, letter.state, after)
        await alert_desk(van, tx, delivery, error)


async def _send_back(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A response could not be posted.

    What only other words would change goes back to whoever wrote it. Anything else the desk can put right: the response
    waits, and its writer reads so.
    """
    assert delivery.letter_id is not None and delivery.subject_id is not None
    letter, response = await tx.letter(delivery.letter_id), await tx.response(delivery.subject_id)
    if isinstance(error, Refused | Closed):
        await life.responses.refuse(van.office, tx, letter, response, error.reason)
    else:
        await alert_desk(van, tx, delivery, error)
        await life.responses.say_it_waits(van.office, tx, letter, response, error.reason)


async def _unchanged(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A response could not be changed: the change goes back to its writer.

    One that could not be deleted still stands, and the desk is told.
    """
    assert delivery.letter_id is not None and delivery.subject_id is not None
    letter, response = await tx.letter(delivery.letter_id), await tx.response(delivery.subject_id)
    if response.gone:
        await tx.trouble(
            letter.id, pack(words.trouble.STILL_STANDS.format(number=response.number, reason=error.reason))
        )
        await life.outbox.send(tx, Kind.DESK_CARD, letter.id, now=van.office.now)
    else:
        await life.changing.refuse_change(van.office, tx, letter, response, error.reason, isinstance(error, Gone))


async def _behind(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """The desk cannot be reached: its card is brought up to date when it can be again."""
    assert delivery.letter_id is not None
    await tx.fall_behind(delivery.letter_id, True)


async def _left_at_former_desk(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A card at a former desk could not be ended: the desk is told, unless all that it shows is gone, or public."""
    assert delivery.letter_id is not None
    state = (await tx.letter(delivery.letter_id)).state
    if not isinstance(error, Gone) and state is not State.PUBLISHED:
        await alert_desk(van, tx, delivery, error)


async def _nothing(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """Tell nobody.

    Either the desk itself cannot be reached (`/letterbox check` says so), or little is lost, or it is a notice, which
    ends the same way whether or not it reached anybody.
    """


#: For kinds that are not here: `alert_desk`.
GIVE_UP: dict[Kind, GiveUp] = {
    Kind.PUBLISH: _bounce,
    Kind.RESPONSE: _send_back,
    Kind.RESPONSE_EDIT: _unchanged,
    Kind.NOTICE: _nothing,
    Kind.NOTICE_EDIT: _nothing,
    Kind.DRAFT_CARD: _nothing,
    Kind.DESK_CARD: _behind,
    Kind.RETIRE: _left_at_former_desk,
    Kind.REPORT_CARD: _nothing,
    Kind.REFRESH: _nothing,
}
