"""Deliveries in public: the letter, its thread and pages, responses, and taking it out of sight."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import replace

from bot import life, words
from bot.errors import Final, Gone
from bot.language import pack
from bot.letter import (
    Delivery,
    Kind,
    Letter,
    Letterbox,
    NoticeKind,
    Posted,
    PublicSheet,
    Replies,
    ResponseKind,
    ResponseState,
    State,
    Verb,
    follow,
)
from bot.life.office import notify_author
from bot.post.linking import linked
from bot.post.van import Van, attempt_at, letter_of
from bot.rules import entry
from bot.store.tx import Tx


async def publish(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Post the letter in its channel, or put a restored one back. Its thread, pages, notice and card follow."""
    letter = await letter_of(tx, delivery)
    assert letter.letterbox_id is not None  # it was approved
    letterbox = await tx.letterbox(letter.letterbox_id)
    sheet = await life.sheets.public_sheet(tx, letter, van.office.now)
    page_ids = [] if letter.message_id is None else await tx.pages(letter.id)
    yield
    channel_id = letterbox.channel_for(letter.rating)
    if letter.state is not State.APPROVED:
        await _called_back(van, delivery, sheet, channel_id)
        return
    if channel_id is None:  # also before a restored one is put back where it stood
        raise Final(words.trouble.NO_CHANNEL)
    if letter.message_id is not None and (back := await _put_back(van, letterbox, sheet, page_ids)) is not None:
        await _published(van, delivery, *back, first=False)
        return
    sheet = await life.relating.with_related(van.office, letterbox, sheet, channel_id)
    if letter.thread_id is not None:  # what was answered there is not under the letter any more
        sheet = replace(sheet, responses=0)
    sheet, posted = await linked(
        sheet, lambda each: van.courier.publish(channel_id, each, attempt=attempt_at(delivery))
    )
    await _lock_again(van, letter, posted.thread_id)
    await _published(van, delivery, sheet, posted, first=True)


async def _called_back(van: Van, delivery: Delivery, sheet: PublicSheet, channel_id: int | None) -> None:
    """The letter was withdrawn or removed before it was known to be posted: look whether it was posted after all.

    An attempt whose answer was lost may have done so; then it is taken down.
    """
    since = attempt_at(delivery).look_since
    if since is None or channel_id is None or sheet.letter.message_id is not None:
        return await van.drop(delivery)
    there = await van.courier.find_letter(channel_id, sheet, since)
    if there is None:
        return await van.drop(delivery)
    await _published(van, delivery, sheet, there, first=True)


async def _put_back(
    van: Van, letterbox: Letterbox, sheet: PublicSheet, page_ids: list[int]
) -> tuple[PublicSheet, Posted] | None:
    """Show a restored letter where it stood. Returns it as it stands, and where; None when that place is gone."""
    letter = sheet.letter
    assert letter.channel_id is not None and letter.message_id is not None
    sheet = await life.relating.with_related(van.office, letterbox, sheet, letter.channel_id)
    try:
        sheet, trouble = await linked(sheet, lambda each: van.courier.put_back(each, page_ids))
    except Gone:
        return None
    return sheet, Posted(letter.channel_id, letter.message_id, letter.thread_id, trouble)


async def _published(van: Van, delivery: Delivery, sheet: PublicSheet, where: Posted, *, first: bool) -> None:
    """Record where the letter stands, and enqueue what follows. `first` is False for one that was put back."""
    now, letter_id = van.office.now, sheet.letter.id
    async with van.recording(delivery) as tx:
        await tx.set_public_message(letter_id, where.channel_id, where.message_id, where.thread_id, now)
        letter = await tx.letter(letter_id)
        after = follow(letter.state, Verb.PUBLISH)
        if after is None:  # withdrawn or removed while it was on its way
            await life.outbox.send(tx, Kind.TAKE_DOWN, letter_id, now=now)
            return
        await tx.move(letter_id, letter.state, after)
        await life.relating.record(van.office, tx, sheet, anew=where.found)
        trouble = where.trouble
        if first and sheet.letter.thread_id is not None:
            trouble = trouble or words.trouble.STANDS_ANEW
        if (letter.trouble, trouble) != (None, None):
            await tx.trouble(letter_id, None if trouble is None else pack(trouble))
        if where.thread_id is None:
            await life.outbox.send(tx, Kind.THREAD, letter_id, now=now)
        was_public = sheet.letter.published_at is not None
        if first and was_public:
            await tx.forget_pages(letter_id)
        if first:
            for position in range(1, len(sheet.pages)):
                await life.outbox.send(tx, Kind.PAGE, letter_id, subject_id=position, now=now)
        await tx.try_again(letter_id, now)
        for response in await tx.unposted_responses(letter_id) if was_public else ():
            await life.outbox.send(tx, Kind.RESPONSE, letter_id, subject_id=response.id, now=now)
        await life.outbox.send(tx, Kind.DESK_CARD, letter_id, now=now)
        if was_public:
            await _tell_author(van, tx, letter)
        else:
            said = words.author.published(letter, again=False)
            await notify_author(van.office, tx, letter, NoticeKind.PUBLISHED, said)


async def _tell_author(van: Van, tx: Tx, letter: Letter) -> None:
    """Tell the author that the letter stands, unless they never heard that it did not: it was only mended."""
    kinds = [notice.kind for notice in await tx.notices_of(letter.id)]
    if kinds.count(NoticeKind.PUBLISHED) > kinds.count(NoticeKind.REMOVED):
        return
    decision = await tx.last_decision(letter.id)
    again = NoticeKind.PUBLISHED in kinds and decision is not None and decision.verb is Verb.RESTORE
    await notify_author(van.office, tx, letter, NoticeKind.PUBLISHED, words.author.published(letter, again))


async def thread(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Open the thread under a letter in a text channel.

    If the letter is not public any more, only look for a thread that an earlier attempt may have opened.
    """
    letter = await letter_of(tx, delivery)
    language = await life.sheets.language_of_letter(tx, letter)
    yield
    if letter.channel_id is None or letter.message_id is None:
        await van.drop(delivery)
        return
    trouble = None
    if letter.state is State.PUBLISHED:
        opened = await van.courier.thread(letter, language)
        thread_id, trouble = opened.thread_id, opened.trouble
        await _lock_again(van, letter, thread_id)
    else:
        thread_id = await van.courier.find_thread(letter.message_id) if not attempt_at(delivery).is_first else None
    async with van.recording(delivery) as tx:
        if thread_id is not None:
            await tx.set_public_message(letter.id, letter.channel_id, letter.message_id, thread_id, van.office.now)
            if trouble is not None:
                await tx.trouble(letter.id, pack(trouble))
                await life.outbox.send(tx, Kind.DESK_CARD, letter.id, now=van.office.now)
            await _hide_if_down(van, tx, letter.id)


async def _lock_again(van: Van, letter: Letter, thread_id: int | None) -> None:
    """Lock the thread of a letter that stands anew if moderators had locked or closed the one before, or not anyone may
    respond: the bot's pages still get in."""
    if thread_id is not None and (letter.is_locked or letter.left_closed):
        with suppress(Final):  # without the permission the letter stands all the same
            await van.courier.lock(thread_id, True)


async def lock(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Lock a letter's thread, or open it, as who may respond asks for. Done twice, it is the same."""
    letter = await letter_of(tx, delivery)
    yield
    if letter.state is State.PUBLISHED and letter.thread_id is not None:
        await van.courier.lock(letter.thread_id, letter.is_locked)
    await van.drop(delivery)


async def page(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Post a further page of a long letter in its thread; `subject_id` is the page, from 1."""
    assert delivery.subject_id is not None
    letter = await letter_of(tx, delivery)
    texts = (await life.sheets.public_sheet(tx, letter, van.office.now)).pages
    others = await tx.pages(letter.id)
    yield
    if letter.thread_id is None or delivery.subject_id >= len(texts):  # thread deleted or text erased meanwhile
        await van.drop(delivery)
        return
    text = texts[delivery.subject_id]
    if letter.state is State.PUBLISHED:
        posted = await van.courier.page(letter.thread_id, text, attempt=attempt_at(delivery), others=others)
    else:
        since = attempt_at(delivery).look_since
        found = None if since is None else van.courier.find_page(letter.thread_id, text, since, others=others)
        posted = None if found is None else await found
    async with van.recording(delivery) as tx:
        if posted is not None:
            await tx.add_page(letter.id, delivery.subject_id, posted)
            await _hide_if_down(van, tx, letter.id)


async def _hide_if_down(van: Van, tx: Tx, letter_id: int) -> None:
    """Take down what was posted of a letter that had been taken down meanwhile."""
    if (await tx.letter(letter_id)).state is not State.PUBLISHED:
        await life.outbox.send(tx, Kind.TAKE_DOWN, letter_id, now=van.office.now)


async def response(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Post a response under a pen name, or the author's.

    If its letter was taken out of sight or closed to it meanwhile, or its writer has taken it back, only look for what
    an earlier attempt may have posted; what still waits then goes back to its writer. One that moderators restored may
    still stand there.
    """
    assert delivery.subject_id is not None
    letter = await letter_of(tx, delivery)
    said = await tx.response(delivery.subject_id)
    language = await life.sheets.language_of_letter(tx, letter)
    yield
    waits = said.state is ResponseState.WAITING
    hidden = letter.state in words.responses.OUT_OF_SIGHT
    taken = said.is_restored or entry.takes(letter.replies, as_author=said.kind is ResponseKind.AUTHOR)
    if (letter.thread_id is None and not hidden) or not (waits or said.gone):
        await van.drop(delivery)
        return
    if waits and taken and letter.state is State.PUBLISHED:
        posted = await van.courier.still_stands(letter, said) if said.is_restored else None
        if posted is None:
            now = replace(said, text=said.change or said.text)
            posted = await van.courier.response(letter, now, language, attempt=attempt_at(delivery))
    else:
        since = attempt_at(delivery).look_since
        posted = await van.courier.find_response(letter, said, since) if since is not None else None
    async with van.recording(delivery) as tx:
        if posted is not None:
            await life.responses.stands(van.office, tx, letter, said.id, posted)
        elif hidden:
            await life.responses.give_back(van.office, tx, said.id)
        elif waits and not taken:  # moderators have closed the letter to it meanwhile
            await life.responses.refuse(van.office, tx, letter, said, words.trouble.CLOSED)


async def response_edit(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Change a response in the thread, or delete it there, as its writer wants it now. Done twice, it is the same."""
    assert delivery.subject_id is not None
    letter = await letter_of(tx, delivery)
    said = await tx.response(delivery.subject_id)
    language = await life.sheets.language_of_letter(tx, letter)
    yield
    if said.message_id is None or not (said.gone or said.change):
        await van.drop(delivery)  # nothing stands there yet, or another delivery has made the change
        return
    if said.gone:
        await van.courier.delete_response(letter, said)
        async with van.recording(delivery) as tx:
            if said.change is not None:  # somebody else deleted it while that was on its way
                await life.changing.refuse_change(van.office, tx, letter, said, words.trouble.GONE, gone=False)
            await tx.end_change(said.id)  # its writer need not be reached any more
        return
    await van.courier.edit_response(letter, replace(said, text=said.change or said.text), language)
    async with van.recording(delivery) as tx:
        await life.changing.changed(van.office, tx, letter, said)


async def take_down(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Take a removed or withdrawn letter out of sight."""
    letter = await letter_of(tx, delivery)
    page_ids = await tx.pages(letter.id)
    language = await life.sheets.language_of_letter(tx, letter)
    yield
    if letter.message_id is not None and letter.state in words.reader.OUT_OF_SIGHT:
        shut = await van.courier.shut(letter)
        locked = letter.replies is Replies.ANYONE and shut is not None and shut[0]  # otherwise the lock is ours
        if shut is not None and (locked, shut[1]) != (letter.left_locked, letter.left_closed):
            async with van.office.store.transaction() as tx:  # before it is shut by us: then nobody could tell any more
                await tx.leave(letter.id, locked, shut[1])
        await van.courier.take_down(letter, page_ids, language)
    await van.drop(delivery)
