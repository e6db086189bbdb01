"""What moderators see of the queue: one letter at a time, with what can be decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from discord import ButtonStyle

from bot import words
from bot.language import Said, lines
from bot.language.markup import plain
from bot.letter import Letterbox, Pile, QueueSheet, Rating
from cogs import _cards_desk as desk_cards
from cogs._cards import Card, Item, Option, Select, button, custom_id
from cogs._cards_reports import report_card

#: Rows of a message: the select, and the buttons below it; what is decided about the letter stands above.
CHOICE, TURNS = 3, 4


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
