"""What somebody sees while writing: the letter as it will look, and what keeps it from being sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from discord import ButtonStyle

from bot import words
from bot.language import Joined, Said, lines
from bot.language.markup import plain, quoted, without_small_print
from bot.letter import EDITABLE, DraftSheet, Letter, Picture, Rating, State
from bot.rules import entry, pages
from cogs._cards import ALT_SHOWN, PAPER, Card, Embed, Item, Option, Select, button, custom_id, cut, item, marks

#: States in which the author has the text back and may be changing it: the desk no longer sees it.
AUTHORS_OWN = frozenset({State.RETURNED, State.WITHDRAWN})


def draft_card(sheet: DraftSheet, *, in_dm: bool = True) -> Card:
    """Returns the draft as it will look, with what still keeps it from being sent; once sent, that it was received.

    Only where the card stands `in_dm` (in direct messages) does it ask people to write on there.
    """
    if sheet.letter.state not in EDITABLE:
        membership = entry.chosen(sheet)
        return sent_card(sheet.letter, membership.server if membership else "", in_dm=in_dm)
    items = [*_draft_items(sheet)]
    return Card(lines(_draft_lines(sheet, in_dm)), [_draft_embed(sheet)], items, known_by=_draft_marks(sheet.letter))


def _draft_marks(letter: Letter) -> frozenset[str]:
    return marks(letter, "send", "edit", "discard")


def _draft_embed(sheet: DraftSheet) -> Embed:
    shown = pages.pages(sheet.text)
    facts = (_category(sheet), words.reader.RATINGS[sheet.letter.rating])
    footer = Joined(facts, words.reader.SEPARATOR)
    text = without_small_print(shown[0]) if shown else None
    return Embed(sheet.title or words.reader.UNTITLED, text, footer, PAPER)


def _draft_lines(sheet: DraftSheet, in_dm: bool) -> Iterable[Said]:
    letter = sheet.letter
    if letter.state is State.RETURNED:
        yield words.writing.DRAFT_RETURNED.format(number=letter.number, note=quoted(sheet.note))
    else:
        yield words.writing.DRAFT if in_dm else words.writing.DRAFT_IN_SERVER
    membership = entry.chosen(sheet)
    if membership is not None:
        yield words.writing.DRAFT_FOR.format(server=plain(membership.server))
    more = len(pages.pages(sheet.text)) - 1
    if more > 0:
        yield words.writing.DRAFT_LONG.format(
            length=words.numbers.CHARACTERS.format(count=len(sheet.text)), pages=words.numbers.PAGES.format(count=more)
        )
    if sheet.pictures:
        yield words.writing.DRAFT_PICTURES.format(pictures=words.numbers.PICTURES.format(count=len(sheet.pictures)))
    if hidden := sum(picture.spoiler for picture in sheet.pictures):
        one = len(sheet.pictures) == 1
        yield words.writing.DRAFT_SPOILER if one else words.writing.DRAFT_SPOILERS.format(count=hidden)
    yield from descriptions(sheet.pictures)
    obstacles = entry.sentences(sheet)
    if obstacles:
        yield words.writing.DRAFT_WAITING
        yield from map(item, obstacles)
    if membership is not None and membership.letterbox.collection:
        yield words.writing.DRAFT_COLLECTED.format(every=words.letterbox.COLLECTIONS[membership.letterbox.collection])
    if letter.kept_until is not None:
        yield words.draft_end.draft_ends(letter)
    yield words.data.kept_so_long(membership.letterbox.keep_days if membership else None)


def descriptions(pictures: Sequence[Picture]) -> Iterable[Said]:
    """Yields the pictures' descriptions (alt texts), so that they are read before they are published."""
    for number, picture in enumerate(pictures, 1):
        if picture.alt:
            text = plain(cut(picture.alt, ALT_SHOWN))
            yield words.reader.PICTURE_DESCRIBED.format(number=number, text=text)


def _draft_items(sheet: DraftSheet) -> Iterable[Item]:
    letter = sheet.letter
    yield button(words.reader.SEND_LETTER, "send", letter.id, ButtonStyle.success)
    yield button(words.reader.EDIT, "edit", letter.id)
    yield button(words.reader.DISCARD, "discard", letter.id, ButtonStyle.danger)
    if sheet.answers is not None:
        offer = words.reader.THIS_IS_AN_ANSWER.format(title=sheet.answers.title)
        yield button(offer, "this-is-an-answer", letter.id, also=sheet.answers.id)
    if len(sheet.memberships) > 1 or (sheet.memberships and entry.chosen(sheet) is None):
        yield _select("letterbox", letter.id, words.reader.CHOOSE_LETTERBOX, _letterbox_options(sheet))
    for name, choice in CHOICES.items():
        if options := choice.options(sheet):
            yield _select(name, letter.id, choice.placeholder, options)


def _category(sheet: DraftSheet) -> Said:
    """Returns the chosen category, else the letterbox's first."""
    membership = entry.chosen(sheet)
    return sheet.letter.category or (membership.letterbox.categories[0] if membership else words.reader.CATEGORIES[0])


def _category_options(sheet: DraftSheet) -> list[Option]:
    membership, chosen = entry.chosen(sheet), _category(sheet)
    return [Option(name, name, name == chosen) for name in membership.letterbox.categories] if membership else []


def _rating_options(sheet: DraftSheet) -> list[Option]:
    return [
        Option(words.reader.RATINGS[each], each, each is sheet.letter.rating, words.reader.RATINGS_EXPLAINED[each])
        for each in Rating
    ]


def _letterbox_options(sheet: DraftSheet) -> list[Option]:
    chosen = sheet.letter.letterbox_id
    return [
        Option(membership.server, f"{membership.letterbox.id:x}", membership.letterbox.id == chosen)
        for membership in sheet.memberships[:25]  # Discord's limit for the options of a select
    ]


def _select(verb: str, about: int, placeholder: Said, options: list[Option]) -> Select:
    return Select(custom_id(verb, about), placeholder, options)


def sent_card(letter: Letter, server: str, *, in_dm: bool = True) -> Card:
    """Returns what the draft card becomes once the letter has been received. `server` is the server's name."""
    text = words.writing.sent(letter, server, in_dm=in_dm)
    # notices have this button, too: the card is told from them by its heading
    items = [button(words.reader.WITHDRAW, "withdraw", letter.id)]
    return Card(text, items=items, known_by=_draft_marks(letter), heading=text)


@dataclass(frozen=True, slots=True)
class Choice:
    """A select that sets a field of the letter."""

    placeholder: Said
    options: Callable[[DraftSheet], list[Option]]  #: with an empty list the select is not shown
    value: Callable[[str], Any]  #: the field's new value, from the chosen option's; raises ValueError


#: The selects by the field that they set, in the order in which they are on the card.
CHOICES = {
    "category": Choice(words.reader.CHOOSE_CATEGORY, _category_options, str),
    "rating": Choice(words.reader.CHOOSE_RATING, _rating_options, Rating),
}
