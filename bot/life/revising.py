"""Revising: the author gives a published letter a new text.

A revision is a letter of its own, with a number of its own: written, sent, reviewed, sent back, rejected and withdrawn
as any other. `revises` is the number of the letter that it is for, which stays as it is meanwhile. Approved, it is not
published: the message of its letter is edited in place, and only once Discord has taken that does its text become the
letter's, and is the revision merged. So whatever comes between, what stands in the database is what readers see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from bot import words
from bot.errors import Refusal, WrongState
from bot.language import Sentence, lines, pack
from bot.letter import (
    EDITABLE,
    Kind,
    Letter,
    NoticeKind,
    Part,
    Person,
    PublicSheet,
    Revised,
    State,
    Verb,
    follow,
)
from bot.life import dated, going_on, inbox, outbox, relating, sheets
from bot.life.drafts import check_picture_room, start_draft, throw_away
from bot.life.office import Office, change_state, notify_author, own_letter
from bot.store.tx import Tx


async def begin(office: Office, person: Person, letter_id: int, *, card: bool = False) -> Letter:
    """Open the revision of one's own published letter: the draft that there is, else a new one with what stands now.

    With `card` its card is sent to them. Raises NotFound, NotYours, WrongState when the letter is not public or a
    revision was sent already, Refusal when there is no room for another draft or for its pictures.
    """
    async with office.transaction() as tx:
        letter = _public(await own_letter(office, tx, letter_id, person))
        draft = await tx.revision_of(letter)
        if draft is not None and draft.discarded:
            await throw_away(office, tx, draft)
            draft = None
        if draft is None:
            draft = await _start(office, tx, person, letter)
        elif draft.state not in EDITABLE:
            raise WrongState(words.revising.WAITS.format(number=letter.number))
        await going_on.take_up(office, tx, person, draft)
        if card:
            await outbox.send(tx, Kind.DRAFT_CARD, draft.id, now=office.now)
        return draft


async def _start(office: Office, tx: Tx, person: Person, letter: Letter) -> Letter:
    assert letter.letterbox_id is not None and letter.number is not None  # it is published
    await check_picture_room(office, tx, person, letter.id)
    draft = await start_draft(office, tx, person, await tx.letterbox(letter.letterbox_id))
    await tx.begin_revision(draft.id, letter.number)
    await tx.save_draft(replace(draft, title=letter.title, **asdict(letter.labels)))
    text = (await sheets.composed(tx, letter)).text
    await tx.save_parts(draft.id, [Part(text)] if text else [])
    # no mark of the messages that it came from: those are the letter's
    bare = [replace(picture, source=None, attachment=None) for picture in await tx.pictures(letter.id)]
    await tx.replace_pictures(draft.id, bare)
    return await tx.letter(draft.id)


# --- steps of other verbs -----------------------------------------------------------------------------------------


async def check(tx: Tx, draft: Letter) -> None:
    """Raise WrongState for a revision whose letter is not public, Refusal for one that changes nothing."""
    if draft.revises is None:
        return
    letter = _public(await sheets.revised_by(tx, draft))
    if await sheets.as_read(tx, draft) == await sheets.as_read(tx, letter):
        raise Refusal(words.revising.UNCHANGED.format(number=letter.number))


async def has_place(tx: Tx, letter: Letter) -> bool:
    """Return whether a letter can appear where it is to: a revision cannot while its letter is not public."""
    return letter.revises is None or (await sheets.revised_by(tx, letter)).state is State.PUBLISHED


async def send_out(office: Office, tx: Tx, letter: Letter, *, wait: int = 0) -> None:
    """Enqueue what brings an approved letter before its readers, on its day or in `wait` seconds.

    Raises WrongState for one that has no place.
    """
    if not await has_place(tx, letter):
        raise WrongState(words.revising.OUT_OF_SIGHT.format(number=letter.revises))
    if letter.revises is None:
        return await dated.send_publication(office, tx, letter, wait=wait)
    revised = await sheets.revised_by(tx, letter)
    await outbox.send(tx, Kind.REVISE, revised.id, subject_id=letter.id, now=office.now, wait=wait)


async def drop(office: Office, tx: Tx, letter: Letter) -> None:
    """A letter is withdrawn: its revision goes with it, wherever that is."""
    revision = None if letter.number is None else await tx.revision_of(letter)
    if revision is None:
        return None
    if revision.number is None:  # nobody else has seen it
        await inbox.recheck(office, tx, revision, at_once=False)
        return await tx.discard(revision.id)
    await change_state(office, tx, revision, Verb.WITHDRAW)
    for kind in (Kind.DESK_CARD, Kind.DRAFT_CARD):
        await outbox.send(tx, kind, revision.id, now=office.now)


def _public(letter: Letter) -> Letter:
    if letter.state is not State.PUBLISHED:
        raise WrongState(words.revising.NOT_PUBLIC.format(number=letter.number or 0))
    return letter


# --- what came of the delivery ------------------------------------------------------------------------------------


async def stands(
    office: Office, tx: Tx, letter_id: int, revision_id: int, shown: PublicSheet, how: Revised, pages: Mapping[int, int]
) -> None:
    """Readers see the letter as the revision has it (`shown`): its text is the letter's now, and the rest follows.

    `pages` are the message ids of the further pages that there were, by position. A revision that was withdrawn
    meanwhile is taken back in public, too.
    """
    letter, revision = await tx.letter(letter_id), await tx.letter(revision_id)
    if follow(revision.state, Verb.MERGE) is None:
        return await outbox.send(tx, Kind.REVISE, letter_id, subject_id=revision_id, now=office.now)
    await _merge(office, tx, letter, revision, shown)
    for page_id in [message for position, message in pages.items() if position > how.pages]:
        await outbox.send(tx, Kind.PAGE_GONE, letter_id, subject_id=page_id, now=office.now)
    await tx.forget_pages(letter_id, how.pages + 1)
    for position in range(how.pages + 1, len(shown.pages)):
        await outbox.send(tx, Kind.PAGE, letter_id, subject_id=position, now=office.now)
    if how.trouble is not None or letter.trouble == pack(words.trouble.PAGE_LOST):
        await tx.trouble(letter_id, None if how.trouble is None else pack(how.trouble))
    for each in (letter_id, revision_id):
        await outbox.send(tx, Kind.DESK_CARD, each, now=office.now)
    letter = await tx.letter(letter_id)
    said = [words.revising.stands(letter, words.author.url(letter)), *words.labels.changed(revision)]
    await notify_author(office, tx, letter, NoticeKind.REVISED, lines(said))


async def _merge(office: Office, tx: Tx, letter: Letter, revision: Letter, shown: PublicSheet) -> None:
    """Move text and pictures from the revision into the letter."""
    await tx.rewrite(shown.letter)
    if shown.letter.title != letter.title:
        await relating.changed(office, tx, letter)
    parts: Sequence[Part] = await tx.parts(revision.id)
    await tx.save_parts(revision.id, [])  # first: a message leads to one letter only
    await tx.save_parts(letter.id, parts)
    if await sheets.pictures_differ(tx, letter, revision):
        await tx.replace_pictures(letter.id, await tx.pictures(revision.id))
    await tx.replace_pictures(revision.id, [])
    await change_state(office, tx, revision, Verb.MERGE)
    await tx.set_since(revision.id, office.now)


async def bounce(office: Office, tx: Tx, revision_id: int, why: Sentence) -> bool:
    """An approved revision could not take the place of the text before: it goes back to the desk, which reads why.

    Returns False for one that is not on its way any more.
    """
    revision = await tx.letter(revision_id)
    after = follow(revision.state, Verb.BOUNCE)
    if after is None:
        return False
    await tx.move(revision.id, revision.state, after)
    await tx.trouble(revision.id, pack(why))
    await outbox.send(tx, Kind.DESK_CARD, revision.id, now=office.now)
    return True
