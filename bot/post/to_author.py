"""To the writer: notes, the draft card, notices."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot import life
from bot.errors import Gone, Unreachable
from bot.language import language_in, language_of, unpacked
from bot.letter import EDITABLE, Delivery, Kind, Letter, Notice, NoticeKind, Person, Response, State
from bot.post.van import Van, attempt_at, author_of_letter, meet, unmarked_attempt_at
from bot.sealing import names

#: Characters of one notice: an embed message holds 6,000 in all.
NOTICE_ROOM = 5_000


async def note(van: Van, delivery: Delivery) -> None:
    """A direct message about no letter in particular."""
    assert delivery.payload is not None
    person, text = life.outbox.read_note(delivery.payload)
    dm = person.dm or await van.courier.dm(person)
    await van.courier.note(dm, text, attempt=unmarked_attempt_at(van, delivery))
    await van.drop(delivery)


async def draft_card(van: Van, delivery: Delivery) -> None:
    """The draft as it will look, or that it was received: one message, edited in place."""
    office = van.office
    async with van.reading(delivery) as (tx, letter):
        letterboxes = await tx.letterboxes()
    if letter.author is None or (letter.state not in EDITABLE and letter.card is None):
        return await van.drop(delivery)
    person = await author_of_letter(van, letter)
    reaches = await van.courier.reaches(person, letterboxes)
    async with office.store.reading() as tx:
        letter = await tx.letter(letter.id)
        tags = office.author_tags(person, [reach.letterbox for reach in reaches])
        own = office.own_tags(person, letter.guild_id)
        sheet = await life.sheets.draft_sheet(tx, letter, person.language, reaches, tags, own, office.now)
    card = None if letter.card is None else office.seal.open_id(letter.card, names.card_of(letter.id))
    posted = await van.courier.draft_card(person.dm, card, sheet, attempt=attempt_at(delivery))
    async with van.recording(delivery) as tx:
        await meet(office, tx, letter, person, posted)
        await tx.place_card(letter.id, office.seal.seal_id(posted, names.card_of(letter.id)))
        if (await tx.letter(letter.id)).state is not letter.state:  # sent meanwhile: the card must say so
            await life.outbox.send(tx, Kind.DRAFT_CARD, letter.id, now=office.now)


async def notice(van: Van, delivery: Delivery) -> None:
    """A verdict or a relay; whether the author could be reached is news for the desk."""
    assert delivery.subject_id is not None
    office = van.office
    async with van.reading(delivery) as (tx, letter):
        about = await tx.notice(delivery.subject_id)
        told = await tx.responses_told_in(about.id)
    now, later = _fitting([response for response in told if not response.deleted])
    if about.kind is NoticeKind.RELAY and not now:
        return await van.drop(delivery)
    if about.kind is NoticeKind.PUBLISHED and letter.state is not State.PUBLISHED:
        return await van.drop(delivery)  # taken back meanwhile: it would say what is not so
    others = await _message_ids(van, letter) if not attempt_at(delivery).is_first else []
    async with _unreachable_as_a_member(van, letter):
        person = await author_of_letter(van, letter)
        message_id = await van.courier.notice(
            person.dm,
            letter,
            _said(about, person),
            _language(about, person),
            now,
            attempt=attempt_at(delivery),
            others=others,
        )
    async with van.recording(delivery) as tx:
        place = office.seal.seal_id(message_id, names.place_of(about.id))
        await tx.place_notice(about.id, place, office.message_tag(message_id), office.now)
        await meet(office, tx, letter, person, message_id)
        more = None
        if later:
            text = _said(about, person).text
            more = await life.outbox.send_notice(tx, letter, NoticeKind.RELAY, text, person.language, now=office.now)
        if more is not None:
            for response in later:
                await tx.tell(response.id, more)
        if await tx.reached(letter.id, False):
            await life.outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)


@asynccontextmanager
async def _unreachable_as_a_member(van: Van, letter: Letter) -> AsyncGenerator[None]:
    """That an author cannot be reached is told to the desk while they are a member of the server. Told of those who are
    not, a moderator would only have to send somebody away to learn which letters are theirs."""
    try:
        yield
    except Unreachable as error:
        assert letter.letterbox_id is not None
        async with van.office.store.reading() as tx:
            letterbox = await tx.letterbox(letter.letterbox_id)
        if not await van.courier.reaches(van.office.author(letter), [letterbox]):
            raise Gone(error.reason) from error
        raise


async def _message_ids(van: Van, letter: Letter) -> list[int]:
    """Where the author was told of this letter before: none of these is the notice that is looked for."""
    async with van.office.store.reading() as tx:
        notices = await tx.notices_of(letter.id)
    return [van.office.seal.open_id(each.place, names.place_of(each.id)) for each in notices if each.place is not None]


def _said(notice: Notice, person: Person) -> Notice:
    """The notice with its text as the author reads it."""
    return replace(notice, text=unpacked(notice.text, language_of(person.language)))


def _language(notice: Notice, person: Person) -> str:
    """The one that the notice was written in: at a second attempt it is known by its text."""
    return language_in(notice.text, person.language).code


def _fitting(responses: list[Response]) -> tuple[list[Response], list[Response]]:
    """The responses that one notice can show, and those for the next one."""
    room, count = NOTICE_ROOM, 0
    for response in responses[:10]:  # embeds a message may have
        room -= len(response.text) + len(response.name)
        if room < 0 and count:
            break
        count += 1
    return responses[:count], responses[count:]


async def notice_edit(van: Van, delivery: Delivery) -> None:
    """A notice follows the responses it told of."""
    assert delivery.subject_id is not None
    async with van.reading(delivery) as (tx, letter):
        about = await tx.notice(delivery.subject_id)
        responses = await tx.responses_told_in(about.id)
    if about.place is not None:
        message_id = van.office.seal.open_id(about.place, names.place_of(about.id))
        person = await author_of_letter(van, letter)
        await van.courier.edit_notice(
            person.dm, message_id, letter, _said(about, person), _language(about, person), responses
        )
    await van.drop(delivery)
