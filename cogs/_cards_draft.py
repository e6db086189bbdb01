"""What somebody sees while writing: the letter as it will look, and what keeps it from being sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ButtonStyle

from bot import words
from bot.language import Excerpt, Joined, Said, lines
from bot.language.markup import without_small_print
from bot.letter import EDITABLE, Archive, DraftSheet, Letter, Membership, Picture, Rating, State
from bot.rules import covering, days, entry, letterboxes
from cogs._border import verb_and_ids
from cogs._cards import (
    ALT_SHOWN,
    PAPER,
    Button,
    Card,
    Embed,
    Item,
    Option,
    Select,
    button,
    custom_id,
    ids_on,
    item,
    marks,
    page_turns,
)
from cogs._cards_public import page_card
from cogs._limits import OPTIONS

#: Servers on one page of the select, which has room for the ways to the pages before and after; what these are called.
SERVERS_PAGE, SERVERS = OPTIONS - 2, "page-"


def draft_card(sheet: DraftSheet, *, in_dm: bool = True, servers: int | None = None) -> Card:
    """Returns the draft as it will look, with what still keeps it from being sent; once sent, that it was received.

    Only where the card stands `in_dm` (in direct messages) does it ask people to write on there. `servers` is the page
    (from 0) of the servers to choose from; left out, the one that the chosen one is on.
    """
    if sheet.letter.discarded or sheet.letter.state is State.WITHDRAWN:
        return _over_card(sheet.letter)
    if sheet.letter.state not in EDITABLE:
        membership = entry.chosen(sheet)
        return sent_card(sheet.letter, membership, in_dm=in_dm)
    items = [*_draft_items(sheet, servers)]
    said = lines(_with_warning(_draft_lines(sheet, in_dm), sheet.letter))
    return Card(said, [_draft_embed(sheet)], items, known_by=_draft_marks(sheet.letter))


def _over_card(letter: Letter) -> Card:
    said = words.writing.DISCARDED if letter.discarded else words.author.withdrawn(letter)
    back = [button(words.reader.BRING_IT_BACK, "bring-back", letter.id)] if letter.discarded else []
    return Card(said, items=back, known_by=_draft_marks(letter), heading=said)


def draft_on(message: discord.Message) -> int | None:
    """Returns the id of the draft whose card a message is, or None: **Send letter** tells it."""
    found = map(verb_and_ids, ids_on(message))
    return next((ids[0] for verb, ids in found if verb == "send" and ids), None)


def _draft_marks(letter: Letter) -> frozenset[str]:
    return marks(letter, "send", "edit", "discard")


def _draft_embed(sheet: DraftSheet) -> Embed:
    shown = covering.as_read(sheet.letter, sheet.text)
    rating = words.reader.rating_of(sheet.letter, _has_ratings(sheet))
    footer = Joined((_category(sheet), *rating), words.reader.SEPARATOR)
    text = without_small_print(shown[0]) if shown else None
    return Embed(sheet.title or words.reader.UNTITLED, text, footer, PAPER)


def seen_card(sheet: DraftSheet, page: int) -> Card:
    """Returns a page (from 0; the last where there are fewer) of a draft as readers will see it, with buttons to the
    others. The pictures are on the first: they stand with the letter, its further pages in its thread."""
    texts = covering.as_read(sheet.letter, sheet.text)
    page = min(page, max(len(texts) - 1, 0))
    turns = page_turns("see-page", page, len(texts), 1, about=[sheet.letter.id])
    said = Joined((words.writing.DRAFT_SEEN, *([turns.footer] if turns else [])), words.reader.SEPARATOR)
    items = turns.items if turns else []
    if page:
        return Card(said, page_card(texts[page]).embeds, items)
    above, pictures = _with_warning([said], sheet.letter), covering.as_seen(sheet.letter, sheet.pictures)
    return Card(lines(above), [_draft_embed(sheet)], items, pictures)


def _with_warning(said: Iterable[Said], letter: Letter) -> Iterable[Said]:
    """Yields what is said above a letter, and last its content warning, where its readers find it."""
    yield from said
    if (warning := words.labels.warning(letter)) is not None:
        yield warning


def _draft_lines(sheet: DraftSheet, in_dm: bool) -> Iterable[Said]:
    letter = sheet.letter
    if letter.revises is not None:
        yield words.revising.DRAFT.format(number=letter.revises)
    if letter.state is State.RETURNED:
        yield words.writing.DRAFT_RETURNED.format(number=letter.number, note=Excerpt(sheet.note or "", "quoted"))
    elif letter.revises is None:
        yield words.writing.DRAFT if in_dm else words.writing.DRAFT_IN_SERVER
    if sheet.goes_on is not None:
        yield words.writing.DRAFT_OF_ITS_OWN.format(other=words.writing.other_draft(sheet.goes_on))
    membership = entry.chosen(sheet)
    if membership is not None:
        yield words.writing.DRAFT_FOR.format(server=words.letterbox.place(membership.server, membership.letterbox.name))
    more = len(covering.as_read(letter, sheet.text)) - 1
    if more > 0:
        yield words.writing.DRAFT_LONG.format(
            length=words.numbers.CHARACTERS.format(count=len(sheet.text)), pages=words.numbers.PAGES.format(count=more)
        )
    if sheet.pictures:
        yield words.writing.DRAFT_PICTURES.format(pictures=words.numbers.PICTURES.format(count=len(sheet.pictures)))
    if hidden := sum(picture.spoiler for picture in covering.as_seen(letter, sheet.pictures)):
        one = len(sheet.pictures) == 1
        yield words.writing.DRAFT_SPOILER if one else words.writing.DRAFT_SPOILERS.format(count=hidden)
    yield from descriptions(sheet.pictures)
    obstacles = entry.sentences(sheet)
    if obstacles:
        yield words.writing.DRAFT_WAITING
        yield from map(item, obstacles)
    if membership is not None:
        yield from words.received.when_sent(letter, membership.letterbox)
    late = letter.publish_on is not None and days.window(letter.publish_on, sheet.now) is None
    keep_days = membership.letterbox.keep_days if membership else None
    if (said := words.dated.of_draft(letter, keep_days, late=late)) is not None:
        yield said
    if letter.kept_until is not None:
        yield words.draft_end.draft_ends(letter)


def descriptions(pictures: Sequence[Picture]) -> Iterable[Said]:
    """Yields the pictures' descriptions (alt texts), so that they are read before they are published."""
    for number, picture in enumerate(pictures, 1):
        if picture.alt:
            yield words.reader.PICTURE_DESCRIBED.format(number=number, text=Excerpt(picture.alt, most=ALT_SHOWN))


def _draft_items(sheet: DraftSheet, servers: int | None) -> Iterable[Item]:
    letter = sheet.letter
    yield button(words.reader.SEND_LETTER, "send", letter.id, ButtonStyle.success)
    yield button(words.reader.EDIT, "edit", letter.id)
    yield button(words.reader.DISCARD, "discard", letter.id, ButtonStyle.danger)
    if sheet.pictures or len(covering.as_read(letter, sheet.text)) > 1:
        yield button(words.reader.SEE_ALL, "see-all", letter.id)
    yield button(words.reader.WHAT_IS_KEPT, "kept", letter.id)
    if letter.revises is None:
        yield day_button(letter)
    yield button(words.labels.WARN, "warning", letter.id)
    if (membership := entry.chosen(sheet)) and words.archive.of_draft(letter, membership.letterbox) is not None:
        yield archive_button(letter)
    if sheet.answers is not None:
        offer = words.reader.THIS_IS_AN_ANSWER.format(title=Excerpt(sheet.answers.title or "", "isolated"))
        yield button(offer, "this-is-an-answer", letter.id, also=[sheet.answers.id])
    if sheet.goes_on is not None:
        offer = words.reader.ADD_TO.format(other=words.writing.other_draft(sheet.goes_on, "isolated"))
        yield button(offer, "add-to", letter.id, also=[sheet.goes_on.id])
    if letter.revises is not None:
        return  # it stays where its letter is
    if len(to_choose(sheet)) > 1 or (sheet.memberships and entry.chosen(sheet) is None):
        options = _letterbox_options(sheet, servers)
        yield Select(custom_id("letterbox", letter.id), words.reader.CHOOSE_LETTERBOX, options)
    for name, choice in CHOICES.items():
        if options := choice.options(sheet):
            yield Select(custom_id(name, letter.id), choice.placeholder, options)


def day_button(letter: Letter) -> Button:
    """Returns **Publish on …**, or **Another day** where one is chosen."""
    return button(words.dated.PUBLISH_ON if letter.publish_on is None else words.dated.ANOTHER_DAY, "date", letter.id)


def archive_button(letter: Letter) -> Button:
    """Returns **Keep it out of the archive**, or **Let it into the archive** where it is out."""
    told = letter.archive is Archive.TOLD
    return button(*((words.archive.KEEP_OUT, "keep-out") if told else (words.archive.LET_IN, "let-in")), letter.id)


def _category(sheet: DraftSheet) -> Said:
    """Returns the chosen category, else the letterbox's first."""
    membership = entry.chosen(sheet)
    return sheet.letter.category or (membership.letterbox.categories[0] if membership else words.reader.CATEGORIES[0])


def _category_options(sheet: DraftSheet) -> list[Option]:
    membership, chosen = entry.chosen(sheet), _category(sheet)
    return [Option(name, name, name == chosen) for name in membership.letterbox.categories] if membership else []


def _has_ratings(sheet: DraftSheet) -> bool:
    """Whether there is anything but Safe for Work: where there is no channel for it, a rating already given can be
    taken back."""
    membership = entry.chosen(sheet)
    offered = [membership] if membership else sheet.memberships
    return sheet.letter.rating is Rating.MATURE or any(each.mature_ok for each in offered)


def _rating_options(sheet: DraftSheet) -> list[Option]:
    if not _has_ratings(sheet):
        return []
    return [
        Option(words.reader.RATINGS[each], each, each is sheet.letter.rating, words.reader.RATINGS_EXPLAINED[each])
        for each in Rating
    ]


def _letterbox_options(sheet: DraftSheet, page: int | None) -> list[Option]:
    """Returns the letterboxes to choose from. Where there are more than a select can hold, its last options lead to the
    others, which are in the order of their servers' names then."""
    chosen, found = sheet.letter.letterbox_id, to_choose(sheet)
    if len(found) > OPTIONS:
        found.sort(key=lambda each: (each.server.casefold(), each.letterbox.id))
    options = letterbox_options(found, chosen)
    if len(options) <= OPTIONS:
        return options
    at = next((index for index, option in enumerate(options) if option.default), 0)
    last = (len(options) - 1) // SERVERS_PAGE
    page = min(at // SERVERS_PAGE if page is None else page, last)
    shown = options[page * SERVERS_PAGE : (page + 1) * SERVERS_PAGE]
    turns = [(page - 1, words.reader.EARLIER_SERVERS), (page + 1, words.reader.LATER_SERVERS)]
    for other, label in turns:
        if 0 <= other <= last:
            shown.append(
                Option(label, f"{SERVERS}{other}", False, words.desk.PAGE_OF.format(page=other + 1, pages=last + 1))
            )
    return shown


def which_card(found: Sequence[Membership]) -> Card:
    """Returns the question for which of these letterboxes a letter is, before there is one."""
    select = Select(custom_id("write-to", 0), words.reader.CHOOSE_LETTERBOX, letterbox_options(found))
    return Card(words.writing.WHICH_LETTERBOX, items=[select])


def to_choose(sheet: DraftSheet) -> list[Membership]:
    """Returns the letterboxes that the writer of a draft may choose from, the chosen one among them."""
    found = letterboxes.offered(sheet.memberships)
    chosen = entry.chosen(sheet)
    return found if chosen is None or chosen in found else [chosen, *found]


def letterbox_options(found: Sequence[Membership], chosen: int | None = None) -> list[Option]:
    """Returns what a select shows of letterboxes: the server or, where the letterbox has a name, that, and the server
    below."""
    return [
        Option(
            each.letterbox.name or each.server,
            f"{each.letterbox.id:x}",
            each.letterbox.id == chosen,
            each.server if each.letterbox.name else None,
        )
        for each in found
    ]


def servers_page(choice: str) -> int | None:
    """Returns the page of servers that a choice leads to; None for the choice of a server."""
    page = choice.removeprefix(SERVERS)
    return int(page) if page != choice and page.isascii() and page.isdigit() else None


def sent_card(letter: Letter, to: Membership | None, *, in_dm: bool = True) -> Card:
    """Returns what the draft card becomes once the letter has been received, in the letterbox that it went `to`."""
    unread = to is not None and to.letterbox.unread
    text = words.received.sent(letter, to.server if to else "", unread=unread, in_dm=in_dm)
    # notices have this button, too: the card is told from them by its heading
    items, said = [button(words.reader.WITHDRAW, "withdraw", letter.id)], words.dated.of_sent(letter)
    items += [day_button(letter)] if said else []
    return Card(lines([text, said]) if said else text, items=items, known_by=_draft_marks(letter), heading=text)


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
