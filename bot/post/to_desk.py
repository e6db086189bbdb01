"""Deliveries to the desk: review and report cards, records, alerts; a letterbox's panel; and the greeting."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from bot import life, words
from bot.errors import Final, TryLater
from bot.language import ENGLISH, language_of, unpacked
from bot.letter import Delivery
from bot.post.van import Van, attempt_at, desk_of, letter_of, unmarked_attempt_at
from bot.store.tx import Tx


async def desk_card(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Show the letter as it is now on its review card."""
    letter = await letter_of(tx, delivery)
    desk_id = await desk_of(tx, letter)
    sheet = await life.sheets.review_sheet(tx, van.office.seal, letter, van.office.now, van.office.alike)
    yield
    posted = await van.courier.desk_card(desk_id, letter.desk_message_id, sheet, attempt=attempt_at(delivery))
    async with van.recording(delivery) as tx:
        if await desk_of(tx, letter) == desk_id:
            await tx.set_desk_card(letter.id, posted)
        else:  # it moved meanwhile
            await life.outbox.send_retirement(tx, letter, desk_id, posted, now=van.office.now)
        await van.office.alike.gone(tx, letter)


async def retire(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """End a card at a former desk: it says where the desk is now, and nothing else. Done twice, it is the same."""
    assert delivery.payload is not None
    letter = await letter_of(tx, delivery)
    channel_id, message_id = life.outbox.read_retirement(delivery.payload)
    desk_id, language = await desk_of(tx, letter), await life.sheets.language_of_letter(tx, letter)
    yield
    await van.courier.retire(channel_id, message_id, letter, desk_id, language)
    await van.drop(delivery)


async def record(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Send the desk a message about a letter; it stays in the outbox until the desk can be reached."""
    assert delivery.payload is not None
    letter = await letter_of(tx, delivery)
    desk_id = await desk_of(tx, letter)
    yield
    try:
        await van.courier.record(
            desk_id,
            unpacked(delivery.payload.decode(), ENGLISH),
            attempt=unmarked_attempt_at(van, delivery),
        )
    except Final as error:
        raise TryLater(str(error)) from error
    await van.drop(delivery)


async def alert(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Tell the desk what its letterbox lacks.

    If it is the desk itself that cannot be reached, `/letterbox check` and the moderators' commands say so.
    """
    assert delivery.payload is not None
    letterbox_id, text = life.outbox.read_alert(delivery.payload)
    desk_id = (await tx.letterbox(letterbox_id)).desk_id
    yield
    await van.courier.record(desk_id, text, attempt=unmarked_attempt_at(van, delivery))
    await van.drop(delivery)


async def ping(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Tell the letterbox's role that letters wait, if some still do; later, if it was told a moment ago."""
    assert delivery.payload is not None
    letterbox = await tx.letterbox(life.outbox.read_ping(delivery.payload))
    waits = bool(await tx.overdue(letterbox, van.office.now))
    from_on = await life.waiting.may_be_told(tx, letterbox)
    yield
    role = letterbox.ping_role if waits else None
    if role is not None and from_on > van.office.now:  # it was put into the outbox while the one before was on its way
        async with van.recording(delivery) as tx:
            await life.outbox.send_ping(tx, letterbox, at=from_on, now=van.office.now)
        return
    if role is not None:
        said = words.waiting.PING.format(role=f"<@&{role}>")
        text, attempt = language_of(letterbox.language)(said), unmarked_attempt_at(van, delivery)
        await van.courier.ping(letterbox.desk_id, role, text, attempt=attempt)
    async with van.recording(delivery) as tx:
        if role is not None or delivery.attempts > 1:  # an attempt whose answer was lost may have told it
            await life.waiting.told(van.office, tx, letterbox)


async def greeting(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Greet whoever may set a letterbox up, unless somebody has done so by now."""
    assert delivery.payload is not None
    guild_id, channel_id, language = life.outbox.read_greeting(delivery.payload)
    unwanted = bool(await tx.letterboxes_of(guild_id))
    yield
    if not unwanted:
        await van.courier.greeting(channel_id, language, attempt=attempt_at(delivery))
    await van.drop(delivery)


async def panel(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Post the message with which anybody can begin a letter to a letterbox, in whichever channel it was asked for."""
    assert delivery.payload is not None
    letterbox_id, channel_id = life.outbox.read_panel(delivery.payload)
    letterbox = await tx.letterbox(letterbox_id)
    yield
    await van.courier.panel(channel_id, letterbox, attempt=attempt_at(delivery))
    await van.drop(delivery)


async def report_card(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Show all reports of a letter and of responses to it on one card.

    Once they are settled, the next report gets a new card.
    """
    letter = await letter_of(tx, delivery)
    desk_id = await desk_of(tx, letter)
    sheet = await life.sheets.report_sheet(tx, van.office.seal, letter)
    yield
    unseen = letter.report_message_id is None and attempt_at(delivery).is_first
    if not sheet.reports and unseen:  # settled before anybody saw it
        await van.drop(delivery)
        return
    posted = await van.courier.report_card(desk_id, letter.report_message_id, sheet, attempt=attempt_at(delivery))
    async with van.recording(delivery) as tx:
        if await desk_of(tx, letter) == desk_id:
            await tx.set_report_card(letter.id, posted if sheet.reports else None)
        else:  # it moved meanwhile
            await life.outbox.send_retirement(tx, letter, desk_id, posted, now=van.office.now)
