"""What happens when a delivery fails for good: it leaves the outbox, and whoever has to know is told.

What somebody in the server can put right is parked instead: it stays in the outbox, the letter's card says what to do,
and it is tried again when that is done.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot import life, words
from bot.errors import Closed, Final, Gone, Refused
from bot.language import Sentence, pack
from bot.letter import Delivery, Kind, State, Verb, follow
from bot.post.van import Van
from bot.store.tx import Tx

#: Seconds after which what is parked is tried again in any case: not everything that can be put right is heard of.
PARKED = 6 * 3600

#: What a kind of delivery does when it fails for good, in the transaction that takes it out of the outbox. Returns what
#: the desk reads if it is parked instead.
GiveUp = Callable[[Van, Tx, Delivery, Final], Awaitable[Sentence | None]]


async def give_up(van: Van, tx: Tx, delivery: Delivery, error: Final) -> bool:
    """Take a delivery out of the outbox, or park it, and tell whoever has to know. Returns whether it is parked."""
    said = None
    if delivery.letter_id is not None:
        said = await GIVE_UP.get(delivery.kind, _alert_desk)(van, tx, delivery, error)
    elif delivery.kind is Kind.PANEL:
        await _panel(van, tx, delivery, error)
    if said is None or delivery.letter_id is None:
        await van.done(tx, delivery)
        return False
    await tx.park(delivery.id, van.office.now + PARKED, pack(said))
    if delivery.parked != pack(said):
        await _tell_desk(van, tx, delivery.letter_id, said)
    return True


async def _tell_desk(van: Van, tx: Tx, letter_id: int, said: Sentence) -> None:
    await tx.trouble(letter_id, pack(said))
    await life.outbox.send(tx, Kind.DESK_CARD, letter_id, now=van.office.now)


async def _alert_desk(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """Something public could not be changed: the letter's card says what, and what to do."""
    assert delivery.letter_id is not None
    said = words.trouble.TROUBLE[delivery.kind]
    if isinstance(error, Refused):
        said = words.trouble.TROUBLE_WITH_WORDS.get(delivery.kind, said)
    await _tell_desk(van, tx, delivery.letter_id, said.format(reason=error.reason))


async def _bounce(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A letter could not be published: it goes back to the desk."""
    assert delivery.letter_id is not None
    letter = await tx.letter(delivery.letter_id)
    after = follow(letter.state, Verb.BOUNCE)
    if after is not None:
        await tx.move(letter.id, letter.state, after)
        await _alert_desk(van, tx, delivery, error)


async def _response(van: Van, tx: Tx, delivery: Delivery, error: Final) -> Sentence | None:
    """A response could not be posted.

    What only other words would change goes back to whoever wrote it. Anything else can be put right: the response
    waits for that, and its writer reads so.
    """
    assert delivery.letter_id is not None and delivery.subject_id is not None
    letter, response = await tx.letter(delivery.letter_id), await tx.response(delivery.subject_id)
    if isinstance(error, Refused | Closed) or (response.is_restored and isinstance(error, Gone)):
        return await life.responses.refuse(van.office, tx, letter, response, error.reason)
    if delivery.parked is None:
        await life.responses.say(van.office, tx, letter, response, words.responses.STILL_WAITS, error.reason)
    return words.trouble.RESPONSE_WAITS.format(number=response.number, reason=error.reason)


async def _response_edit(van: Van, tx: Tx, delivery: Delivery, error: Final) -> Sentence | None:
    """A response could not be changed: the change goes back to its writer.

    One that could not be deleted still stands until somebody has put that right, and its writer reads so.
    """
    assert delivery.letter_id is not None and delivery.subject_id is not None
    letter, response = await tx.letter(delivery.letter_id), await tx.response(delivery.subject_id)
    gone = isinstance(error, Gone)
    if not response.gone:
        return await life.changing.refuse_change(van.office, tx, letter, response, error.reason, gone)
    if gone:
        return await tx.end_change(response.id)  # its writer need not be reached any more
    if response.removed_at is not None:
        return words.trouble.STILL_STANDS_REMOVED.format(number=response.number, reason=error.reason)
    if delivery.parked is None:
        await life.responses.say(van.office, tx, letter, response, words.responses.STILL_STANDS, error.reason)
    return words.trouble.STILL_STANDS.format(number=response.number, reason=error.reason)


async def _revise(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A letter could not be revised in place: its revision goes back to the desk. What was changed already is put back;
    if that cannot be done either, the letter's card says so."""
    assert delivery.letter_id is not None and delivery.subject_id is not None
    said = words.trouble.TROUBLE_WITH_WORDS if isinstance(error, Refused) else words.trouble.TROUBLE
    why = said[Kind.REVISE].format(reason=error.reason)
    if await life.revising.bounce(van.office, tx, delivery.subject_id, why):
        if not isinstance(error, Gone):
            about, now = {"subject_id": delivery.subject_id}, van.office.now
            await life.outbox.send(tx, Kind.REVISE, delivery.letter_id, **about, now=now)
    elif not isinstance(error, Gone):
        await _tell_desk(van, tx, delivery.letter_id, words.trouble.HALF_REVISED.format(reason=error.reason))


async def _take_down(van: Van, tx: Tx, delivery: Delivery, error: Final) -> Sentence | None:
    """A letter could not be taken out of sight: it stands until somebody has put that right. Its author, who took it
    back, reads so."""
    assert delivery.letter_id is not None
    letter = await tx.letter(delivery.letter_id)
    if isinstance(error, Gone):
        return None
    if delivery.parked is None and letter.state is State.WITHDRAWN:
        await life.removal.say_it_stands(van.office, tx, letter, error.reason)
    return words.trouble.TROUBLE[Kind.TAKE_DOWN].format(reason=error.reason)


async def _lock(van: Van, tx: Tx, delivery: Delivery, error: Final) -> Sentence | None:
    """A thread could not be locked or opened: who may respond does not hold until somebody has put that right."""
    return None if isinstance(error, Gone) else words.trouble.TROUBLE[Kind.LOCK].format(reason=error.reason)


async def _refresh(van: Van, tx: Tx, delivery: Delivery, error: Final) -> Sentence | None:
    """What stands under a letter could not be changed.

    Little is lost with a count. But a link may lead to a letter that its author took back: that waits.
    """
    if delivery.subject_id is None or isinstance(error, Gone):
        return None
    return words.trouble.TROUBLE[Kind.REFRESH].format(reason=error.reason)


async def _behind(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """The desk takes no card: it is brought up to date when the desk can be reached, and at `/letterbox check`."""
    assert delivery.letter_id is not None
    await tx.fall_behind(delivery.letter_id, True)


async def _left_at_former_desk(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A card at a former desk could not be ended: the desk is told, unless all that it shows is gone, or public."""
    assert delivery.letter_id is not None
    state = (await tx.letter(delivery.letter_id)).state
    if not isinstance(error, Gone) and state is not State.PUBLISHED:
        await _alert_desk(van, tx, delivery, error)


async def _panel(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """A panel could not be posted: whoever asked for it is gone, and the desk reads so."""
    assert delivery.payload is not None
    letterbox_id, channel_id = life.outbox.read_panel(delivery.payload)
    said = words.trouble.NO_PANEL.format(channel=f"<#{channel_id}>", reason=error.reason)
    await life.outbox.send_alert(tx, await tx.letterbox(letterbox_id), said, now=van.office.now)


async def _nothing(van: Van, tx: Tx, delivery: Delivery, error: Final) -> None:
    """Tell nobody.

    Either it is a card at the desk (`/letterbox check` says so, and sends it again), or little is lost, or it is a
    notice, which ends the same way whether or not it reached anybody.
    """


#: For kinds that are not here: `_alert_desk`.
GIVE_UP: dict[Kind, GiveUp] = {
    Kind.PUBLISH: _bounce,
    Kind.RESPONSE: _response,
    Kind.RESPONSE_EDIT: _response_edit,
    Kind.REVISE: _revise,
    Kind.TAKE_DOWN: _take_down,
    Kind.LOCK: _lock,
    Kind.NOTICE: _nothing,
    Kind.NOTICE_EDIT: _nothing,
    Kind.HEARD: _nothing,
    Kind.DRAFT_CARD: _nothing,
    Kind.DESK_CARD: _behind,
    Kind.RETIRE: _left_at_former_desk,
    Kind.REPORT_CARD: _nothing,
    Kind.REFRESH: _refresh,
}
