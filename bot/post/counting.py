"""Deliveries in public: what changes on a letter's message while it stands, the response count and what it links to."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from bot import life
from bot.letter import Delivery, Kind, State
from bot.post.linking import linked
from bot.post.van import Van, letter_of
from bot.store.tx import Tx


async def count(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """The wait is over: enqueue the refresh itself, which takes its turn in the public lane.

    Where the letter's message was edited meanwhile, the wait begins anew.
    """
    yield
    now = van.office.now
    async with van.recording(delivery) as tx:
        letter = await letter_of(tx, delivery)
        if life.outbox.count_rests(letter, now):
            await life.outbox.send_count(tx, letter, now=now)
        else:
            others = await tx.rests_until(life.outbox.rate_limit_key_of(Kind.REFRESH, letter))  # put off by Discord
            await life.outbox.send(tx, Kind.REFRESH, letter.id, now=now, wait=max(others - now, 0))


async def refresh(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Bring the response count under a published letter up to date, and what it links to.

    With a `subject_id` it has to reach the message. Another letter to link to is looked for where the message rested
    for the time of the count: else each removal of one could edit it again.
    """
    letter = await letter_of(tx, delivery)
    assert letter.letterbox_id is not None  # it was approved
    letterbox = await tx.letterbox(letter.letterbox_id)
    sheet = await life.sheets.public_sheet(tx, letter, van.office.now)
    yield
    if letter.state is not State.PUBLISHED:
        await van.drop(delivery)
        return
    rested = life.outbox.count_rests(letter, van.office.now) == 0
    sheet = await life.relating.with_related(van.office, letterbox, sheet, letter.channel_id, anew=rested)
    must = delivery.subject_id is not None
    sheet, _ = await linked(sheet, lambda each: van.courier.refresh(each, must=must))
    async with van.recording(delivery) as tx:
        await tx.counted(letter.id, van.office.now)
        await life.relating.record(van.office, tx, sheet)
