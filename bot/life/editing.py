"""Editing: forms begin a draft and change it, as its selects do; then the pictures that came with a form are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot import words
from bot.errors import Refusal
from bot.language import Sentence
from bot.language.markup import undirected
from bot.letter import Kind, Labels, Letter, Letterbox, Part, Person, Picture, State, Tag, Version
from bot.life import going_on, inbox, outbox, welcoming
from bot.life.drafts import PictureRoom, add_pictures, changed, own_draft, own_draft_taken_up, picture_room, start_draft
from bot.life.office import Office
from bot.rules import covering, entry, form_fields, pages, paragraphs, titles
from bot.store.tx import Tx


async def compose(
    office: Office, person: Person, letterbox_id: int, title: str, text: str, labels: Labels | None = None
) -> Letter:
    """Start a draft for this letterbox by form; its card comes by itself unless brought. `labels` are the category and
    the rating that were chosen. Raises NotFound, Refusal; as `choose` for a category that is gone."""
    async with office.transaction() as tx:
        letterbox, known = await tx.letterbox(letterbox_id), await inbox.find(office, tx, person)
        before = 0 if known is None else await going_on.rested(office, tx, known)
        draft = await start_draft(office, tx, person, letterbox)
        await inbox.stay(office, tx, person)
        await welcoming.welcome_with_form(office, tx, person, letterbox)
        await inbox.write_on(office, tx, known, draft.id, office.now, before)
        if labels is not None:
            await _check_category(tx, draft, labels.category)
            draft = replace(draft, category=labels.category, rating=labels.rating)
        await rewrite(tx, draft, title, text)
        await changed(office, tx, draft)
        await outbox.send(tx, Kind.DRAFT_CARD, draft.id, now=office.now, wait=outbox.FORM_WAIT)
        return await tx.letter(draft.id)


async def edit(office: Office, person: Person, letter_id: int, title: str, text: str, opened: Version) -> Letter:
    """Save the Edit form: title and text, instead of those with which it was `opened`; messages written since stay.

    Raises Refusal when either is too long, or what the form showed was changed since; and as `bring_card`. Paragraphs
    that stayed the same keep following their direct messages.
    """
    async with office.transaction() as tx:
        draft = await own_draft_taken_up(office, tx, letter_id, person)
        await rewrite_since(office, tx, draft, title, text, opened)
        await changed(office, tx, draft)
        return await tx.letter(letter_id)


async def give_title(office: Office, person: Person, letter_id: int, title: str) -> None:
    """Save a draft's title alone. Raises as `edit`."""
    async with office.transaction() as tx:
        await changed(office, tx, await entitle(tx, await own_draft_taken_up(office, tx, letter_id, person), title))


async def warn(office: Office, person: Person, letter_id: int, written: str) -> None:
    """Save a draft's content warning; nothing: it has none. Raises as `bring_card`."""
    async with office.transaction() as tx:
        draft = await own_draft_taken_up(office, tx, letter_id, person)
        draft = replace(draft, warning=covering.as_warning(written))
        await tx.save_draft(draft)
        await changed(office, tx, draft)


async def choose(
    office: Office,
    person: Person,
    letter_id: int,
    *,
    letterbox: Letterbox | None = None,
    **choices: Any,
) -> Letter:
    """Save the draft card's selects: the letterbox, and fields of the letter by name, such as `category` and `rating`.

    A category belongs to its letterbox and does not move to another. Raises Refusal for one that the letterbox does not
    have, and as `bring_card`.
    """
    async with office.transaction() as tx:
        draft = await own_draft_taken_up(office, tx, letter_id, person)
        if draft.revises is not None:
            raise Refusal(words.revising.STAYS_WHERE_IT_IS)
        if letterbox is not None and draft.state is State.DRAFT:
            await tx.address(letter_id, letterbox)
            if letterbox.id != draft.letterbox_id:
                choices["category"] = None
        await _check_category(tx, draft, choices.get("category"))
        await tx.save_draft(replace(draft, **choices))
        await changed(office, tx, draft)
        return await tx.letter(letter_id)


async def room_in(office: Office, person: Person, letter_id: int) -> PictureRoom:
    """Return the room for pictures in this person's draft. Raises NotYours, NotFound, WrongState."""
    async with office.store.transaction() as tx:
        return await picture_room(office, tx, person, await own_draft(office, tx, letter_id, person))


async def take_pictures(office: Office, person: Person, letter_id: int, pictures: Sequence[Picture]) -> list[Sentence]:
    """Add the pictures of a form to this person's draft, whose text was kept before any of them was looked at. Returns
    sentences about what there was no room for. Raises NotYours, NotFound, WrongState."""
    async with office.transaction() as tx:
        draft = await own_draft(office, tx, letter_id, person)
        left_out = await add_pictures(office, tx, draft, person, pictures)
        await changed(office, tx, draft)
        return left_out


async def _check_category(tx: Tx, draft: Letter, category: str | None) -> None:
    letterbox = await tx.letterbox_of(draft)
    if category is not None and not (letterbox and entry.offered(letterbox, category)):
        raise Refusal(words.writing.OBSTACLES["CATEGORY"].format(category=category[: entry.MAX_CATEGORY]))


# --- steps ---------------------------------------------------------------------------------------------------------


async def version_of(office: Office, tx: Tx, draft: Letter) -> Version:
    """Return what recognises a draft's text as it is, for a form that is opened with it."""
    parts = await tx.parts(draft.id)
    return Version(len(parts), _mark(office, draft, parts))


async def rewrite_since(office: Office, tx: Tx, draft: Letter, title: str, text: str, opened: Version) -> None:
    """Give a draft the title and the text from a form that was `opened` with that version of it.

    Messages that came since stay, below the text; so does the end of a text that the form had no room for. Raises
    Refusal when the text that the form showed was changed since, and as `rewrite`.
    """
    parts = await tx.parts(draft.id)
    shown, since = parts[: opened.parts], parts[opened.parts :]
    if _mark(office, draft, shown) != opened.mark:
        raise Refusal(words.writing.CHANGED_MEANWHILE)
    remainder = form_fields.fields(titles.of_parts(shown, draft.title).text)[1]
    await rewrite(tx, draft, title, text + remainder, shown, since)


async def rewrite(
    tx: Tx, draft: Letter, title: str, text: str, parts: Sequence[Part] = (), since: Sequence[Part] = ()
) -> None:
    """Give a draft this title, and this text in place of its `parts`; those that came `since` follow.

    Paragraphs that stayed the same keep following the direct messages that they came from. Raises Refusal when title or
    text is too long.
    """
    _, left = pages.room("", pages.join([text, *(part.text for part in since)]))
    if left.strip():
        raise Refusal(words.left_out.too_long(left))
    title = _as_title(title)
    said, text = _without_old_title(parts, title, text.strip())
    await tx.save_parts(draft.id, [*(Part(each, source) for source, each in paragraphs.realign(said, text)), *since])
    await tx.save_draft(replace(draft, title=title or None))


def _mark(office: Office, draft: Letter, parts: Sequence[Part]) -> int:
    return office.text_mark("\0".join([draft.title or "", *(part.text for part in parts)]))


async def entitle(tx: Tx, draft: Letter, title: str) -> Letter:
    """Give a draft this title, and leave its text. Returns the draft. Raises Refusal when the title is too long."""
    draft = replace(draft, title=_as_title(title) or None)
    await tx.save_draft(draft)
    return draft


def _as_title(written: str) -> str:
    title = " ".join(undirected(written).split()) if entry.says_something(written) else ""
    if pages.units(title) > pages.TITLE:
        raise Refusal(words.writing.TITLE_TOO_LONG)
    return title


def _without_old_title(parts: Sequence[Part], title: str, text: str) -> tuple[list[tuple[Tag | None, str]], str]:
    """Keep or drop a first line that was the title before the form: it stays with its message if the title stayed.

    Returns the parts as (source, text), and the text that they are to be matched with.
    """
    said = [(part.source, part.text) for part in parts]
    heading = titles.of_parts(parts, None).heading
    stays = titles.compose(heading + text, None)
    if not heading or (stays.title, stays.text) == (title, text):
        return said, heading + text
    return [(said[0][0], said[0][1][len(heading) :]), *said[1:]], text
