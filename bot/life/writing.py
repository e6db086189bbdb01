"""Writing: direct messages and forms become a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import words
from bot.errors import Refusal, WrongState
from bot.language import Said, lines
from bot.letter import (
    EDITABLE,
    WAITING,
    DraftSheet,
    Kind,
    Letter,
    Membership,
    Person,
    State,
    Tag,
)
from bot.life import going_on, inbox, notices, outbox, sheets, welcoming
from bot.life.drafts import (
    Message,
    PictureRoom,
    add_message,
    address,
    all_parts,
    change_pictures,
    changed,
    draft_sheet,
    drop_source,
    follow_title,
    own_draft,
    own_draft_taken_up,
    picture_room,
    pictures_to_change,
    start_draft,
    throw_away,
    with_message,
)
from bot.life.editing import version_of
from bot.life.office import Office, own_letter
from bot.rules import entry, greetings, letterboxes, pages
from bot.rules.picture_values import MAX_IMAGES
from bot.sealing import names
from bot.store.tx import Tx


async def write(
    office: Office,
    person: Person,
    message: Message,
    memberships: Sequence[Membership],
    card_of: int | None = None,
    *,
    begins: bool = False,
) -> Letter | None:
    """Take a direct message into the draft that this person is writing (`going_on`), or start one. Returns the draft.

    `card_of` is the draft whose card it replies to. None means that the message was known already, was only a
    greeting or a question to the bot, or could not start a draft; a question `begins` a letter when its writer says
    so, and then stands first in it. Whoever writes for the first time is welcomed. What does not fit (20,000
    characters, 4 pictures, what one person may have open) is named in a note; the rest is kept.
    """
    async with office.transaction() as tx:
        known = await inbox.taken(office, tx, person, message.id, message.edited)
        person, source, before = known.person, office.message_tag(message.id), None
        reader = letterboxes.reader(person, memberships)
        if await tx.letter_from(source) is not None:
            return None
        known = await notices.tell_again(office, tx, known)
        sent_at = inbox.second_of(message.id)
        draft = await going_on.draft_for(office, tx, known, sent_at, memberships, card_of)
        if begins and draft is not None and draft.state is not State.DRAFT:
            draft = None
        notes = list(message.left_out)
        speaks = draft is None or (card_of is None and await _only_greets(tx, draft, message.text))
        if speaks and not begins and await welcoming.answered(office, tx, known, message, memberships):
            await going_on.keep_below(office, tx, person)
            return None
        try:
            if draft is None:
                before = await going_on.rested(office, tx, known)
                draft = await start_draft(office, tx, person, letterboxes.only(memberships))
        except Refusal as refusal:
            await outbox.send_note(tx, reader, lines([*notes, refusal.sentence]), now=office.now)
            return None
        known = await welcoming.welcome(office, tx, known, memberships, draft)
        await inbox.write_on(office, tx, known, draft.id, sent_at, before)
        draft = await address(tx, draft, memberships)
        notes += message.remarks
        notes += await add_message(office, tx, draft, person, message, source, first=begins)
        await changed(office, tx, draft)
        await outbox.send_draft_card(tx, draft, now=office.now, at_once=begins)
        await _say_of_it(office, tx, reader, notes)
        return draft


async def _only_greets(tx: Tx, draft: Letter, text: str) -> bool:
    """Return whether a message is a greeting with which somebody begins to write here, and no part of their draft."""
    return greetings.says_hello(text) and not await tx.sources(draft.id)


async def nothing_taken(office: Office, person: Person, message: Message, memberships: Sequence[Membership]) -> None:
    """Tell somebody why nothing of their direct message could be used, and mark it as handled."""
    async with office.transaction() as tx:
        known = await inbox.taken(office, tx, person, message.id, message.edited)
        await welcoming.welcome(office, tx, known, memberships)
        reader = letterboxes.reader(known.person, memberships)
        await _say_of_it(office, tx, reader, message.left_out or [words.left_out.NOTHING_TO_TAKE])
        await going_on.keep_below(office, tx, known.person)


async def _say_of_it(office: Office, tx: Tx, person: Person, notes: Sequence[Said]) -> None:
    """Enqueue what is to be said of a message that was taken; once of several in a burst, that its pictures are too
    many."""
    too_many = [words.left_out.TOO_MANY_PICTURES, words.left_out.TOO_MANY_KEPT]
    if others := [note for note in notes if note not in too_many]:
        await outbox.send_note(tx, person, lines(others), now=office.now)
    for note in (each for each in too_many if each in notes):
        await outbox.send_note(tx, person, note, now=office.now, once_in=outbox.BURST)


async def revise(office: Office, person: Person, message: Message) -> bool:
    """Somebody edited a direct message: change the draft that it went into, its text and its pictures.

    A letter already sent does not follow; its author is told so. Returns False when it went into none.
    """
    async with office.transaction() as tx:
        source, text = office.message_tag(message.id), message.text
        letter_id = await tx.letter_from(source)
        if letter_id is None:
            return False
        if not await inbox.is_newer(office, tx, person, message.edited):
            return True
        person = await inbox.handled(office, tx, person, message.id, message.edited)
        letter, parts = await tx.letter(letter_id), await tx.parts(letter_id)
        if not office.is_by(letter, person):  # a mark planted in the database opens nobody else's draft
            return True
        says_otherwise = text.strip() != next((part.text for part in parts if part.source == source), "")
        changes = await pictures_to_change(office, tx, letter_id, message, source)
        if not says_otherwise and not changes:
            return True
        if letter.state not in EDITABLE:
            await outbox.send_note(tx, person, words.writing.edit_too_late(letter), now=office.now)
            return True
        await change_pictures(tx, letter_id, changes)
        if says_otherwise:
            others = pages.join([part.text for part in parts if part.source != source])
            fits, left = pages.room(others, text.strip())
            await follow_title(tx, letter, parts, with_message(parts, source, fits))
            if left.strip():
                await outbox.send_note(tx, person, words.left_out.too_long(left), now=office.now)
        await changed(office, tx, letter)
        await going_on.take_up(office, tx, person, letter)
        await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)
        return True


async def erase(office: Office, source: Tag, dm: int) -> None:
    """Somebody's direct message, of which the mark is known, was deleted in the channel `dm`: remove what came from it
    from their open draft.

    If the letter has been sent and waits, its author is told that nothing was removed from it.
    """
    async with office.transaction() as tx:
        letter_id = await tx.letter_from(source)
        if letter_id is None:
            return
        letter = await tx.letter(letter_id)
        writer = office.writer(letter)
        if writer is None or writer.dm not in (0, dm):
            return
        if letter.state in WAITING:
            await outbox.send_note(tx, writer, words.writing.DELETE_TOO_LATE, now=office.now)
        await drop_source(office, tx, letter_id, source)


async def bring_card(office: Office, person: Person, letter_id: int, pressed: int | None = None) -> bool:
    """Enqueue the card of a draft that was changed elsewhere, in a server or from another message.

    Returns False, and enqueues nothing, when its card is the message that was `pressed`, which shows it already. Raises
    NotYours, NotFound, WrongState when it was sent already.
    """
    async with office.transaction() as tx:
        draft = await own_draft(office, tx, letter_id, person)
        elsewhere = draft.card is None or office.seal.open_id(draft.card, names.card_of(letter_id)) != pressed
        if elsewhere:
            await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)
            await tx.put_off(letter_id, Kind.DRAFT_CARD, office.now)  # one that was to come by itself comes now
        return elsewhere


async def join(office: Office, person: Person, draft_id: int, into_id: int) -> Letter:
    """Add a draft's title, text and pictures at the end of another, whose card is brought down; the first is gone.

    Returns the other, with its title as it will be. Raises Refusal, and changes nothing, when both together are more
    than a letter holds; WrongState for a letter that was sent back, or was sent meanwhile; NotYours, NotFound.
    """
    if draft_id == into_id:
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    async with office.transaction() as tx:
        draft, into = [await own_draft(office, tx, each, person) for each in (draft_id, into_id)]
        if draft.state is not State.DRAFT:
            raise WrongState(words.writing.RETURNED_IS_NOT_ADDED)
        if draft.revises is not None:
            raise WrongState(words.revising.STAYS_A_REVISION)
        parts = [*(await tx.parts(into_id)), *(await all_parts(tx, draft))]
        pictures, there = await tx.pictures(draft_id), await tx.picture_count(into_id)
        _, left = pages.room("", pages.join([part.text for part in parts]))
        if left.strip() or len(parts) > entry.MAX_PARTS or len(pictures) + there > MAX_IMAGES:
            raise Refusal(words.writing.TOO_MUCH_TOGETHER)
        await throw_away(office, tx, draft)
        into = replace(into, warning=into.warning or draft.warning)
        await tx.save_draft(into)
        await tx.save_parts(into_id, parts)
        for picture in pictures:
            await tx.add_picture(into_id, picture)
        await changed(office, tx, into)
        await inbox.write_on(office, tx, await inbox.find(office, tx, person), into_id, office.now)
        await outbox.send(tx, Kind.DRAFT_CARD, into_id, now=office.now)
        return replace(into, title=await sheets.called(tx, into))


async def room_for_pictures(
    office: Office, person: Person, message_id: int, memberships: Sequence[Membership], card_of: int | None = None
) -> PictureRoom:
    """Return the room for pictures in a direct message: no more of them than that are looked at. As in `write`."""
    async with office.store.transaction() as tx:
        known = await inbox.find(office, tx, person)
        draft = await going_on.draft_for(office, tx, known, inbox.second_of(message_id), memberships, card_of)
        return await picture_room(office, tx, person, draft)


async def open_draft_sheet(office: Office, person: Person, memberships: Sequence[Membership]) -> DraftSheet | None:
    """Return what the form shows of this person's current draft, or None when they have none."""
    async with office.transaction() as tx:
        draft = await going_on.to_go_on_with(office, tx, person, memberships)
        return None if draft is None else await _sheet_for_form(office, tx, draft, person, memberships)


async def own_draft_sheet(
    office: Office, person: Person, letter_id: int, memberships: Sequence[Membership], *, opened: bool = False
) -> DraftSheet:
    """Return what the card of this draft shows, or its form, which is being `opened`. Raises NotYours, NotFound,
    WrongState when it was sent already."""
    async with office.transaction() as tx:
        draft = await (own_draft_taken_up if opened else own_draft)(office, tx, letter_id, person)
        return await _sheet_for_form(office, tx, draft, person, memberships)


async def _sheet_for_form(
    office: Office, tx: Tx, draft: Letter, person: Person, memberships: Sequence[Membership]
) -> DraftSheet:
    sheet = await draft_sheet(office, tx, draft, person, memberships)
    return replace(sheet, version=await version_of(office, tx, draft))


async def sheet_of(office: Office, person: Person, letter_id: int, memberships: Sequence[Membership]) -> DraftSheet:
    """Return what the card of this letter shows its author, whatever has become of it. Raises NotYours, NotFound."""
    async with office.transaction() as tx:
        return await draft_sheet(office, tx, await own_letter(office, tx, letter_id, person), person, memberships)


async def own_sheet(office: Office, person: Person, letter_id: int, memberships: Sequence[Membership]) -> DraftSheet:
    """Return what the card of this draft, or of this letter that waits for its collection, shows.

    From the latter it can be withdrawn. Raises NotYours, NotFound, WrongState when it is at the desk already.
    """
    async with office.transaction() as tx:
        letter = await own_letter(office, tx, letter_id, person)
        if letter.state is not State.POSTED:
            letter = await own_draft_taken_up(office, tx, letter_id, person)
        return await draft_sheet(office, tx, letter, person, memberships)


async def say(office: Office, person: Person, said: Said, message: Message) -> None:
    """Tell somebody why their direct message could not be used, and mark it as handled."""
    async with office.transaction() as tx:
        person = await inbox.handled(office, tx, person, message.id, message.edited)
        await outbox.send_note(tx, person, said, now=office.now)
        await going_on.keep_below(office, tx, person)
