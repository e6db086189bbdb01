"""What moderators see of the queue: one letter at a time, with what can be decided about it; or several together, of
which they choose some, are asked, and hear what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from discord import ButtonStyle

from bot import words
from bot.language import Excerpt, Joined, Said, Several, lines
from bot.language.markup import plain
from bot.letter import Glance, Letter, Letterbox, Pile, QueueSheet, Rating, State, Verb
from cogs import _cards_desk as desk_cards
from cogs._cards import (
    DANGER,
    PAPER,
    Button,
    Card,
    Embed,
    Item,
    Option,
    Select,
    bold,
    button,
    custom_id,
    page_turns,
)
from cogs._cards_reports import report_card

#: Rows of a message: the select, and the buttons below it; what is decided about the letter stands above.
CHOICE, TURNS = 3, 4
#: Letters on a page of the list: as many as a select holds.
PAGE = 25
#: What may be decided about several letters, by the number in the button that does it.
DECISIONS = (Verb.APPROVE, Verb.SEND_BACK, Verb.REJECT)
TITLE_SHOWN = 80


def queue_card(found: QueueSheet, pile: Pile, letterbox: Letterbox, said: Sequence[Said], *, restricted: bool) -> Card:
    """Returns one letter of the queue, as on its card at the desk. `said` is what happened before; `restricted` whether
    the channel that it is read in is for adults only."""
    waiting, sheet = found.waiting, found.sheet
    how_long = words.queue.since(waiting.pile, found.age)
    place = words.queue.place(found.place, found.count, how_long, plain(found.letterbox), by_age=found.by_age)
    card = desk_cards.review_card(sheet)
    hidden = sheet.letter.rating is Rating.MATURE and not restricted and bool(card.embeds or card.pictures)
    items, embeds = [*(card.items or ())], [*card.embeds]
    if waiting.pile is Pile.REPORTED:
        reports = report_card(found.reports)
        items = [*(reports.items or ()), *(each for each in items if _is(each, "read-on"))]
        embeds += reports.embeds
    about: list[Said] = [*said, place, card.content or ""]
    if hidden:
        about.append(words.queue.HIDDEN)
        items = [each for each in items if not _is(each, "read-on")]
        card, embeds = replace(card, pictures=()), []
    if (url := desk_cards.card_url(sheet.letter, letterbox)) is not None:
        about.append(words.desk.QUEUE_LINK.format(url=url))
    return replace(
        card, content=lines(about), embeds=embeds, items=[*items, *_turns(found, pile)], known_by=frozenset()
    )


def _is(item: Item, verb: str) -> bool:
    return item.custom_id.partition(":")[0] == verb


def _turns(found: QueueSheet, pile: Pile) -> Iterable[Item]:
    yield pile_select(pile)
    back = button(words.reader.PREVIOUS, "queue-back", found.before)
    on = button(words.reader.NEXT, "queue", found.after, ButtonStyle.primary)
    yield replace(back, disabled=not found.before, row=TURNS)
    yield replace(on, disabled=not found.after, row=TURNS)
    yield replace(button(words.queue.SEVERAL, "several", 0), row=TURNS)


def pile_select(pile: Pile) -> Select:
    """Returns the select that says what of the queue is shown, and keeps it."""
    options = [Option(words.queue.PILES[each], each, each is pile) for each in Pile]
    return Select(custom_id("queue-show"), words.queue.CHOOSE_PILE, options, row=CHOICE)


def nothing_card(pile: Pile, said: Sequence[Said]) -> Card:
    """Returns what is shown where nothing is in that pile."""
    return Card(lines([*said, words.queue.EMPTY[pile]]), items=[pile_select(pile)])


# --- several together ----------------------------------------------------------------------------------------------


def list_card(
    found: Sequence[Glance], count: int, page: int, letterboxes: Collection[Letterbox], said: Sequence[Said]
) -> Card:
    """Returns one page (from 0) of the `count` letters that wait, and a select with those `found` on it."""
    if not found:
        return Card(lines([*said, words.queue.NOTHING_CHOSEN]), items=[_back()])
    title = words.queue.LISTED.format(letters=words.numbers.LETTERS.format(count=count))
    boxes = {each.id: each for each in letterboxes}
    turns = page_turns("several", page, count, PAGE)
    listed = Several(tuple(_line(each, boxes[each.waiting.letterbox_id]) for each in found), words.numbers.MORE)
    embed = Embed(title, listed, turns.footer if turns else None, PAPER)
    around = [replace(each, row=TURNS) for each in turns.items] if turns else []
    return Card(lines(said) if said else None, [embed], [_select(found, (), page), *around, _back()])


def chosen_card(found: Sequence[Glance], chosen: Collection[int], page: int, said: Sequence[Said]) -> Card:
    """Returns what was chosen of the letters `found`, closer, and what can be decided about it."""
    shown = [each for each in found if each.waiting.letter_id in chosen]
    asked = words.queue.CHOSEN[None].format(letters=_letters(shown))
    items = [
        _select(found, chosen, page),
        Button(words.reader.APPROVE, custom_id("several-approve"), ButtonStyle.success),
        Button(words.reader.SEND_BACK, custom_id("several-return")),
        Button(words.reader.REJECT, custom_id("several-reject"), DANGER),
        _again(page),
        _back(),
    ]
    return Card(lines([*said, asked]), [_closer(shown)], items)


def question_card(
    found: Sequence[Glance], chosen: Collection[int], page: int, verb: Verb, reason: str, said: Sequence[Said]
) -> Card:
    """Returns the question whether that is to be done. The `reason` stays in this message until then."""
    shown = [each for each in found if each.waiting.letter_id in chosen]
    kept = [] if verb is Verb.APPROVE else [Embed(words.queue.REASON_KEPT[verb], reason or words.queue.NO_REASON)]
    style = ButtonStyle.success if verb is Verb.APPROVE else DANGER
    sure = button(words.queue.SURE[verb].format(letters=_letters(shown)), "several-sure", DECISIONS.index(verb), style)
    asked = words.queue.CHOSEN[verb].format(letters=_letters(shown))
    items = [_select(found, chosen, page), sure, _again(page), _back()]
    return Card(lines([*said, asked]), [*kept, _closer(shown)], items)


def result_card(verb: Verb, done: Sequence[Letter], not_done: Sequence[tuple[int, Said]]) -> Card:
    """Returns to how many letters it was done, to which, and why not to the others."""
    still = [each for each in done if verb is not Verb.SEND_BACK and each.state is State.HELD]
    moved = [each for each in done if each not in still]
    said: list[Said] = [
        pattern.format(
            letters=words.numbers.LETTERS.format(count=len(letters)),
            numbers=words.queue.numbers_of([each.number or 0 for each in letters]),
        )
        for pattern, letters in ((words.queue.DONE[verb], moved), (words.queue.STILL_WAIT, still))
        if letters
    ]
    why = [words.queue.NOT_DONE.format(number=number, why=sentence) for number, sentence in not_done]
    if why:
        said.append(Several(tuple(why), words.numbers.MORE_LINES))
    again = replace(button(words.queue.SEVERAL, "several", 0), row=TURNS)
    return Card(lines(said or [words.queue.NOTHING_CHOSEN]), items=[again, _back()])


def _letters(found: Sequence[Glance]) -> Said:
    return words.numbers.LETTERS.format(count=len(found))


def _back() -> Button:
    return replace(button(words.queue.ONE_BY_ONE, "queue", 0), row=TURNS)


def _again(page: int) -> Button:
    return replace(button(words.queue.NOT_YET, "several", page), row=TURNS)


def _select(found: Sequence[Glance], chosen: Collection[int], page: int) -> Select:
    options = [
        Option(
            Joined((str(each.waiting.number), each.title), words.reader.SEPARATOR),
            f"{each.waiting.letter_id:x}",
            each.waiting.letter_id in chosen,
            Joined(
                (*_box(each.letterbox), *words.queue.marks(each), words.queue.minutes(each.age), each.said),
                words.reader.SEPARATOR,
            ),
        )
        for each in found
    ]
    return Select(custom_id("several-chosen", page), words.queue.CHOOSE_LETTERS, options, many=True)


def _box(name: str) -> list[Said]:
    return [name] if name else []


def _line(found: Glance, letterbox: Letterbox) -> Said:
    url = desk_cards.card_url(found.letter, letterbox)
    facts = (
        bold(str(found.waiting.number)),
        Excerpt(found.title, most=TITLE_SHOWN),
        *map(bold, words.queue.marks(found)),
        *_box(plain(found.letterbox)),
        plain(found.letter.category),
        *words.reader.rating_of(found.letter, letterbox.shows(found.letter.rating)),
        *words.queue.size_of(found),
        words.queue.minutes(found.age),
        *([] if url is None else [words.desk.QUEUE_LINK.format(url=url)]),
    )
    return Joined(facts, words.reader.SEPARATOR)


def _closer(found: Sequence[Glance]) -> Embed:
    first = sorted(found, key=lambda each: not each.crisis)  # those are not the ones that there is no room for
    return Embed(None, Several(tuple(lines(_close(each)) for each in first), words.numbers.MORE), colour=PAPER)


def _close(found: Glance) -> Iterable[Said]:
    title = Excerpt(found.title, most=TITLE_SHOWN)
    facts = (bold(str(found.waiting.number)), title, *words.queue.size_of(found), words.queue.minutes(found.age))
    yield Joined(facts, words.reader.SEPARATOR)
    yield Joined(("> ", Excerpt(found.said)), "")
    for each in words.desk.pointed_out(found):
        yield Joined(("> ", each), "")
