"""Deliveries to the author: notes, the draft card, notices."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from dataclasses import replace

from bot import life
from bot.errors import Final, NotFound
from bot.language import language_in, language_of, opened, unpacked
from bot.letter import EDITABLE, Delivery, Digest, Kind, Letter, Notice, NoticeKind, Person, Response, State
from bot.life.office import Office
from bot.post.van import Van, attempt_at, author_of_letter, is_still, letter_of, meet, unmarked_attempt_at
from bot.rules.pages import units
from bot.sealing import names
from bot.store.tx import Tx

#: Code units of responses in one notice: the embeds of a message hold 6,000 in all.
NOTICE_ROOM = 5_000
#: Responses in one notice: a message has ten embeds, of which one counts them where it comes once in a while.
NOTICE_MOST, DIGEST_MOST = 10, 9
#: Notices that are true of a letter in one state only.
STANDING = {
    NoticeKind.PUBLISHED: State.PUBLISHED,
    NoticeKind.REVISED: State.PUBLISHED,
    NoticeKind.RETURNED: State.RETURNED,
}


async def note(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Send a direct message about no letter in particular."""
    yield
    assert delivery.payload is not None
    person, text = life.outbox.read_note(delivery.payload)
    kept, token, until = life.outbox.read_back(delivery.payload)
    # what is answered in an interaction cannot be looked for: a second attempt goes to their direct messages
    if not (token and van.office.now < until and delivery.attempts == 1 and await _followed_up(van, token, text, kept)):
        dm = person.dm or await van.courier.dm(person)
        attempt, offer = unmarked_attempt_at(van, delivery), life.outbox.read_offer(delivery.payload)
        await van.courier.note(dm, text, kept, attempt=attempt, offer=offer, language=person.language)
    await van.drop(delivery)


async def _followed_up(van: Van, token: str, text: str, kept: str) -> bool:
    """Answer the interaction with this token; return whether Discord took it."""
    try:
        await van.courier.follow_up(token, text, kept)
    except Final:
        return False
    return True


async def draft_card(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Show the draft as it will look, or say that it was received: one message, edited in place.

    While it is a draft, its card stands below what its writer wrote last.
    """
    office = van.office
    letter = await letter_of(tx, delivery)
    letterboxes = await tx.letterboxes()
    yield
    if office.writer(letter) is None or (letter.state not in EDITABLE and letter.card is None):
        await van.drop(delivery)
        return
    person = await author_of_letter(van, letter)
    letterboxes.sort(key=lambda letterbox: letterbox.id != letter.letterbox_id)  # the first is asked in any case
    memberships = await van.courier.memberships(person, letterboxes)
    async with office.store.reading() as tx:
        letter = await tx.letter(letter.id)
        sheet = await life.drafts.draft_sheet(office, tx, letter, person, memberships)
        stands = letter.card is not None and letter.state in EDITABLE
        below = await _below(van, tx, letter, person) if stands else 0
    card = None if letter.card is None else office.seal.open_id(letter.card, names.card_of(letter.id))
    posted = await van.courier.draft_card(person.dm, card, sheet, attempt=attempt_at(delivery), below=below)
    async with van.recording(delivery) as tx:
        await meet(office, tx, letter, person, posted)
        if await is_still(office, tx, letter, person):
            known = await life.inbox.find(office, tx, person) if letter.state in EDITABLE else None
            if known is not None and await life.going_on.current(office, tx, known, office.now) is None:
                await life.inbox.write_on(office, tx, known, letter.id, office.now)  # whatever they write now
            await tx.set_draft_card(letter.id, office.seal.seal_id(posted, names.card_of(letter.id)))
        if (await tx.letter(letter.id)).state is not letter.state:  # sent meanwhile: the card must say so
            await life.outbox.send(tx, Kind.DRAFT_CARD, letter.id, now=office.now)


async def _below(van: Van, tx: Tx, letter: Letter, person: Person) -> int:
    """Return the id of the message below which a draft's card stands: the last that they wrote, or were told of it."""
    told = [_message_id(van, each) for each in await tx.notices_of(letter.id)]
    return max([await life.inbox.newest(van.office, tx, person), *told])


async def notice(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Send a verdict or a relay.

    Nobody is to know whether it reached the author, nor whether there was anything to say: the rows are the same in
    every case, the log is too, and the same is asked of Discord.
    """
    letter = await letter_of(tx, delivery)
    about, told = await _told(tx, delivery)
    now, later = (told, []) if letter.tell_every else _fitting(told)
    yield
    person, message_id, missed = van.office.writer(letter), 0, False
    if person is not None:
        try:
            person = await author_of_letter(van, letter)
            shown = [each for each in now if not van.office.wrote(person, letter, each)]
            message_id = await _say_to(van, delivery, person, letter, about, shown)
        except Final:  # they take no direct messages, or are gone
            missed = True
    async with van.recording(delivery) as tx:
        known = person is not None and await is_still(van.office, tx, letter, person)
        if person is not None and known and message_id:
            await meet(van.office, tx, letter, person, message_id)
        else:
            message_id = 0
        if person is not None and known and missed and person.dm:
            await life.inbox.missed(van.office, tx, person)
        await _end(van.office, tx, about, later, message_id)


async def _say_to(
    van: Van, delivery: Delivery, person: Person, letter: Letter, about: Notice, shown: Sequence[Response]
) -> int:
    """Send the notice. Returns the message's id, or 0 when there was nothing to say.

    Even then the channel is looked at, so that it is held up by whatever would hold up a message.
    """
    if not _has_news(about, letter, shown):
        await van.courier.look_at_dm(person.dm)
        return 0
    shown, digest = await _as_digest(van, letter, shown)
    others = await _message_ids(van, letter) if not attempt_at(delivery).is_first else []
    said, language = _said(about, person), _language(about, person)
    return await van.courier.notice(
        person.dm, letter, said, language, shown, digest, attempt=attempt_at(delivery), others=others
    )


async def _as_digest(van: Van, letter: Letter, shown: Sequence[Response]) -> tuple[Sequence[Response], Digest | None]:
    """Return the responses that a notice shows and, where it comes once in a while, what it says of all of them."""
    if not (letter.tell_every and shown):
        return shown, None
    now, more = _fitting([*shown], DIGEST_MOST)
    reactions = None
    with suppress(Final):  # the letter may be out of sight
        reactions = await van.courier.reactions(letter)
    return now, Digest(len(shown), len(more), reactions)


async def _told(tx: Tx, delivery: Delivery) -> tuple[Notice, list[Response]]:
    """Return a notice, and the responses that it tells of: the same whoever wrote them."""
    assert delivery.subject_id is not None
    about = await tx.notice(delivery.subject_id)
    if about.kind is not NoticeKind.RELAY:
        return about, []
    return about, [each for each in await tx.responses_told_in(about.id) if not each.gone]


def _has_news(about: Notice, letter: Letter, responses: Sequence[Response]) -> bool:
    """Return whether a notice has anything to say.

    It has nothing to say about one's own responses, about any to a letter that is muted, or about a letter that is not
    any more what it says: one that was published, or came back, may have been taken back or sent again meanwhile.
    """
    if about.kind is NoticeKind.RELAY:
        return bool(responses) and not letter.muted
    return letter.state is STANDING.get(about.kind, letter.state)


async def _end(office: Office, tx: Tx, about: Notice, later: Sequence[Response], message_id: int) -> None:
    """Record that a notice is done: sent as this message, or (0) ended without one.

    Responses that did not fit go into the next notice.
    """
    mark = office.message_tag(message_id)
    await tx.set_notice_message(
        about.id, office.seal.seal_id(message_id, names.notice_message_of(about.id)), mark, office.now
    )
    if not later:
        return
    letter = await tx.letter(about.letter_id)
    language = life.office.language_of_author(office, letter)
    said, _ = opened(about.text)
    more = await life.outbox.send_notice(tx, letter, NoticeKind.RELAY, said, language, now=office.now)
    if more is not None:
        for response in later:
            await tx.link_notice(response.id, more)


async def _message_ids(van: Van, letter: Letter) -> list[int]:
    """Return the ids of earlier notices about this letter: none of these is the one that is looked for."""
    async with van.office.store.reading() as tx:
        notices = await tx.notices_of(letter.id)
    return [message for each in notices if (message := _message_id(van, each))]


def _message_id(van: Van, notice: Notice) -> int:
    """Return the message id of a notice; 0 before it was sent, or when it ended without a message."""
    return 0 if notice.message is None else van.office.seal.open_id(notice.message, names.notice_message_of(notice.id))


def _said(notice: Notice, person: Person) -> Notice:
    """Return the notice with its text in the language that the author reads."""
    return replace(notice, text=unpacked(notice.text, language_of(person.language)))


def _language(notice: Notice, person: Person) -> str:
    """Return the code of the language in which the notice was written: a second attempt recognises it by its text."""
    return language_in(notice.text, person.language).code


def _fitting(responses: list[Response], most: int = NOTICE_MOST) -> tuple[list[Response], list[Response]]:
    """Return the responses that one notice can show, and the others."""
    room, count = NOTICE_ROOM, 0
    for response in responses[:most]:
        room -= units(response.text) + units(response.name)
        if room < 0 and count:
            break
        count += 1
    return responses[:count], responses[count:]


async def notice_edit(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Edit a notice after one of its responses was edited or deleted."""
    assert delivery.subject_id is not None
    letter = await letter_of(tx, delivery)
    about = await tx.notice(delivery.subject_id)
    responses = await tx.responses_told_in(about.id)
    yield
    message_id, person = _message_id(van, about), van.office.writer(letter)
    if person is not None and not message_id:  # what would hold up an edit holds up this
        await van.courier.look_at_dm((await author_of_letter(van, letter)).dm)
    elif person is not None:
        person = await author_of_letter(van, letter)
        others = [each for each in responses if not van.office.wrote(person, letter, each)]
        said, language = _said(about, person), _language(about, person)
        others, digest = await _as_digest(van, letter, others)
        await van.courier.edit_notice(person.dm, message_id, letter, said, language, others, digest)
    await van.drop(delivery)


async def heard(van: Van, tx: Tx, delivery: Delivery) -> AsyncGenerator[None]:
    """Tell somebody who replied under a pen name that something new was said in that thread, unless it was they.

    The rows are the same in every case, and the same channel is asked about.
    """
    assert delivery.subject_id is not None
    letter, listener = await letter_of(tx, delivery), await tx.listener(delivery.subject_id)
    since = await tx.responses_after(letter.id, listener.told)
    yield
    person = life.listening.person_of(van.office, listener)
    if person.id:
        with suppress(Final):  # they take no direct messages, or are gone
            person = replace(person, dm=person.dm or await van.courier.dm(person))
            if letter.state is State.PUBLISHED and life.listening.has_news(van.office, letter, person, since):
                await van.courier.heard(person.dm, letter, person.language, attempt=attempt_at(delivery))
            else:
                await van.courier.look_at_dm(person.dm)
    async with van.recording(delivery) as tx:
        with suppress(NotFound):
            number = max([listener.told, *(each.number for each in since)])
            await life.listening.told(van.office, tx, listener.id, person, number)
