"""What readers see who look for letters: what was found, and a letter with its responses, page by page."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot import words
from bot.language import Excerpt, Joined, Said, lines
from bot.language.lengths import units
from bot.language.markup import without_small_print
from bot.letter import Letter, Response, ResponseKind
from bot.life.searching import MOST, PAGE, Entry, Question, Reading, Results
from bot.rules import allowed_names
from bot.rules.entry import DAY
from bot.rules.pages import pages
from bot.search.index import EVER
from cogs import _limits as limits
from cogs._cards import PAPER, Button, Card, Embed, Item, Option, Select, button, custom_id, page_turns

#: Responses on a page, code units of them, and of one.
RESPONSES, ROOM, LONGEST = 5, 4_500, 4_000
#: Tells the server of a letter, where letters of several are shown; "" where not.
ServerOf = Callable[[Letter], str]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the buttons of a page of what was found keep of the question; its words stand on the card."""

    page: int
    since: int  #: days since 1970
    until: int
    category: int  #: its mark; 0: any


def kept(asked: Question, page: int) -> Kept:
    """Returns what is kept of a question."""
    until = 0 if asked.until == EVER else asked.until // DAY
    return Kept(page, asked.since // DAY, until, mark_of(asked.category))


def question(kept: Kept, said: str, categories: Sequence[str]) -> Question:
    """Returns the question again; `categories` are those that it may be about."""
    unknown = "" if kept.category else None  # of a category that is not known any more there is no letter
    category = next((each for each in categories if mark_of(each) == kept.category), unknown)
    until = (kept.until + 1) * DAY - 1 if kept.until else EVER
    return Question(said, category, kept.since * DAY, until)


def mark_of(category: str | None) -> int:
    """Returns a number that recognises a category."""
    return 0 if category is None else zlib.crc32(category.encode()) + 1


def results_card(found: Results, asked: Question, server_of: ServerOf) -> Card:
    """Returns a page of what was found. The question's words stand above, where nothing is read as Markdown."""
    if not found.count:
        narrowed = asked != Question(asked.words)
        return Card(lines([words.searching.nothing(narrowed=narrowed), *_searched(found, asked)]), items=[])
    here = kept(asked, found.page)
    turns = page_turns("found", found.page, found.count, PAGE, about=[here.since, here.until, here.category])
    listed = lines(said for each in found.entries for said in _said(each, server_of))
    embed = Embed(None, listed, turns.footer if turns else None, PAPER, asked.words)
    items: list[Item] = [_choices(found.entries)] if found.entries else []
    sentence = words.searching.FOUND if found.count < MOST else words.searching.FOUND_MANY
    said = lines([sentence.format(count=found.count), *_searched(found, asked)])
    return Card(said, [embed], [*items, *(turns.items if turns else ())])


def _searched(found: Results, asked: Question) -> Iterator[Said]:
    """Yields among which letters they were looked for: on which days, as they were understood, and how many."""
    if days := words.searching.days_asked(asked.since or None, None if asked.until == EVER else asked.until):
        yield days
    if found.searched is not None:
        yield words.searching.ONLY_NEWEST.format(count=found.searched)


def _said(entry: Entry, server_of: ServerOf) -> Iterator[Said]:
    line, server = words.searching.line(entry.letter, entry.responses), server_of(entry.letter)
    yield words.searching.IN_SERVER.format(line=line, server=Excerpt(server)) if server else line
    warning = words.labels.warning(entry.letter)
    if warning is not None:
        yield words.searching.COVERED.format(warning=warning)
    elif entry.passage:
        yield words.searching.PASSAGE.format(passage=entry.passage)


def _choices(entries: Sequence[Entry]) -> Select:
    options = [
        Option(
            words.searching.CHOICE.format(
                number=each.letter.number, title=Excerpt(each.letter.title or "", "isolated")
            ),
            f"{each.letter.id:x}",
            False,
        )
        for each in entries
    ]
    return Select("read-found", words.searching.READ_ONE, options)


def which_card(found: Sequence[Letter], number: int, server_of: ServerOf) -> Card:
    """Returns the question which of several letters with one number somebody means."""
    items = [
        Button(
            words.searching.OF_SERVER.format(title=Excerpt(each.title or "", "isolated", 40), server=server_of(each)),
            custom_id("read", each.id, 0),
        )
        for each in found[: limits.OPTIONS]
    ]
    return Card(words.searching.WHICH.format(number=number), items=items)


def reading_card(read: Reading, page: int, *, by_chance: bool = False) -> Card:
    """Returns a page (from 0) of a letter: first its own, with letters like it on the first, then its responses."""
    letter, own = read.sheet.letter, read.sheet.pages
    groups = [*_groups(read.responses)]
    count = len(own) + len(groups)
    page = min(page, count - 1)
    turns = page_turns("read", page, count, 1, about=[letter.id])
    items: list[Item] = [*(turns.items if turns else ())]
    if by_chance:
        items.append(button(words.searching.ANOTHER, "random", read.sheet.letter.id))
    if page < len(own):
        return Card(*_letter_page(read, page, turns.footer if turns else None), items)
    heading = words.searching.RESPONSES_TO.format(
        count=len(read.responses), title=Excerpt(letter.title or ""), url=words.author.url(letter)
    )
    borne = [each.name for each in read.responses if each.kind is ResponseKind.PEN]
    embeds = [_response(*each, borne) for each in groups[page - len(own)]]
    where = [] if turns is None else [Joined(("-# ", turns.footer), "")]
    return Card(lines([heading, *where]), embeds, items)


def _letter_page(read: Reading, page: int, place: Said | None) -> tuple[Said | None, Sequence[Embed]]:
    sheet, letter = read.sheet, read.sheet.letter
    line = words.reader.line_of(letter, sheet.published_at, len(read.responses), rated=sheet.rated)
    footer = line if place is None else Joined((line, place), words.reader.SEPARATOR)
    text, url = without_small_print(sheet.pages[page]), words.author.url(letter)
    said: list[Said] = [] if (warning := words.labels.warning(letter)) is None else [warning]
    if page:
        return lines(said) if said else None, [Embed(None, text, footer, PAPER)]
    if sheet.pictures:
        said.append(words.searching.PICTURES.format(count=len(sheet.pictures)))
    like = [Embed(words.searching.ALIKE, lines(map(words.searching.like, read.like)))] if read.like else []
    return lines(said) if said else None, [Embed(letter.title, text, footer, PAPER, url=url), *like]


def _groups(responses: Sequence[Response]) -> Iterator[list[tuple[Response, str]]]:
    """Yield responses page by page; a long one goes on on the next."""
    group, taken = list[tuple[Response, str]](), 0
    for response in responses:
        for text in pages(without_small_print(response.text), LONGEST, LONGEST) or [""]:
            if group and (len(group) >= RESPONSES or taken + units(text) > ROOM):
                yield group
                group, taken = [], 0
            group.append((response, text))
            taken += units(text)
    if group:
        yield group


def _response(response: Response, text: str, borne: Sequence[str]) -> Embed:
    own = response.kind is ResponseKind.OPEN
    heading = words.searching.heading(response, poses=own and allowed_names.poses(response.name, borne))
    erased = words.data.ERASED if response.forgotten and not response.name else ""
    said = text or (words.searching.IN_THE_THREAD if own else erased)
    return Embed(None, said, words.searching.day(response), PAPER, heading)
