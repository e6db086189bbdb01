"""Deliveries in public about a revised letter: its message, pages and name are edited in place."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator

from bot import life, words
from bot.letter import Delivery, State
from bot.post.linking import linked
from bot.post.van import Van, letter_of
from bot.store.tx import Tx


async def revise(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Edit the letter in place: with the text of the approved revision that `subject_id` is, else as it is.

    Done twice, it is the same. The text becomes the letter's when that is recorded, and further pages follow.
    """
    assert delivery.subject_id is not None
    letter, revision = await letter_of(tx, delivery), await tx.letter(delivery.subject_id)
    approved, now = revision.state is State.APPROVED, van.office.now
    sheet = await (
        life.sheets.revised_sheet(tx, letter, revision, now) if approved else life.sheets.public_sheet(tx, letter, now)
    )
    assert letter.letterbox_id is not None  # it was approved
    letterbox = await tx.letterbox(letter.letterbox_id)
    places, pictures = await tx.placed_pages(letter.id), await life.sheets.pictures_differ(tx, letter, revision)
    yield
    if letter.state is not State.PUBLISHED:
        async with van.recording(delivery) as tx:
            if approved:
                said = words.revising.OUT_OF_SIGHT.format(number=letter.number)
                await life.revising.bounce(van.office, tx, revision.id, said)
        return
    first = [places[at] for at in itertools.takewhile(places.__contains__, range(1, len(sheet.pages)))]
    sheet = await life.relating.with_related(van.office, letterbox, sheet, letter.channel_id)
    renamed = revision.title != letter.title
    sheet, how = await linked(sheet, lambda each: van.courier.revise(each, first, renamed=renamed, pictures=pictures))
    async with van.recording(delivery) as tx:
        await life.relating.record(van.office, tx, sheet)
        if approved:
            await life.revising.stands(van.office, tx, letter.id, revision.id, sheet, how, places)


async def page_gone(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Delete a page that a revised letter needs no more; `subject_id` is its message. Done twice, it is the same."""
    assert delivery.subject_id is not None
    letter = await letter_of(tx, delivery)
    yield
    await van.courier.delete_page(letter, delivery.subject_id)
    await van.drop(delivery)
