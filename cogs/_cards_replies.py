"""What somebody sees of their own pen-name replies and answers: the acknowledgement, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import words
from bot.language import Excerpt, Said, lines
from bot.language.markup import plain
from bot.letter import Letter, Response
from cogs._cards import DANGER, PAPER, Button, Card, Embed, button, page_turns
from cogs._cards_public import response_name

REPLIES_PAGE = 5  #: responses on one page of the list


def taken_card(said: Said, response: Response) -> Card:
    """Returns the acknowledgement of a response: from here it can be changed, and taken back."""
    return Card(said, items=[*_items(response, words.author.CHANGE, words.author.TAKE_BACK)])


def answered_card(letter: Letter, response: Response, *how: Said) -> Card:
    """Returns the acknowledgement of an author's answer, with `how` it can be changed beside the buttons."""
    return taken_card(lines([words.author.ANSWERED.format(title=plain(letter.title)), *how]), response)


def sure_card(letter: Letter, response: Response) -> Card:
    """Returns the question before a response is taken back."""
    said = words.responses.TAKE_BACK_SURE.format(number=response.number, title=plain(letter.title))
    return Card(said, items=[button(words.author.TAKE_BACK, "taken-back", response.id, DANGER)])


def replies_card(shown: Sequence[tuple[Letter, Response]], count: int, page: int) -> Card:
    """Returns one page (from 0) of the list of what somebody can change; `count` is the number of all."""
    if not count:
        return Card(words.author.REPLIES_EMPTY, items=[])
    listed, items = list[Said](), list[Button]()
    for at, (letter, response) in enumerate(shown, 1):
        listed.append(
            words.author.REPLY_LINE.fill(
                at=at,
                number=response.number,
                title=Excerpt(letter.title or ""),
                name=Excerpt(name) if isinstance(name := response_name(response), str) else name,
                text=Excerpt(response.change or response.text),
            )
        )
        numbered = (words.author.CHANGE_AT.format(at=at), words.author.TAKE_BACK_AT.format(at=at))
        items += _items(response, *numbered)
    turns = page_turns("replies", page, count, REPLIES_PAGE)
    embed = Embed(words.author.REPLIES_TITLE, lines(listed), turns.footer if turns else None, PAPER)
    return Card(embeds=[embed], items=[*items, *(turns.items if turns else ())])


def _items(response: Response, change: Said, back: Said) -> Iterable[Button]:
    yield button(change, "change-response", response.id)
    yield button(back, "take-back", response.id)
