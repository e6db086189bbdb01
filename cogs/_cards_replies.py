"""What somebody sees of their own pen-name replies and answers: that they were taken, and what they can do then."""

from __future__ import annotations

from collections.abc import Iterable

from bot import words
from bot.language import Said, lines
from bot.language.markup import plain
from bot.letter import Letter, Response, ResponseKind
from cogs._cards import DANGER, Button, Card, button


def taken_card(said: Said, response: Response) -> Card:
    """Returns the acknowledgement of a response: from here it can be changed, and taken back."""
    return Card(said, items=[*response_items(response)])


def answered_card(letter: Letter, response: Response, *how: Said) -> Card:
    """Returns the acknowledgement of an author's answer, with `how` it can be changed beside the buttons."""
    return taken_card(lines([words.author.ANSWERED.format(title=plain(letter.title)), *how]), response)


def sure_card(letter: Letter, response: Response) -> Card:
    """Returns the question before a response is taken back."""
    said = words.responses.TAKE_BACK_SURE.format(number=response.number, title=plain(letter.title))
    return Card(said, items=[button(words.author.TAKE_BACK, "taken-back", response.id, DANGER)])


def listening_card(letter: Letter) -> Card:
    """Returns that somebody hears of what is said in a letter's thread from now on."""
    said = words.responses.LISTENS.format(title=plain(letter.title))
    return Card(said, items=[button(words.responses.STOP_TELLING, "hush", letter.id)])


def heard_card(letter: Letter) -> Card:
    """Returns the message to somebody who listens: something new was said."""
    said = words.responses.HEARD.format(title=plain(letter.title), url=words.author.url(letter))
    return Card(said, items=[button(words.responses.STOP_TELLING, "hush", letter.id)])


def response_items(response: Response, hears: bool = False) -> Iterable[Button]:
    """Yields what can be done with a response of one's own; one that moderators removed can only be erased. `hears`:
    whether they are told of the thread already."""
    if response.removed_at is None:
        yield button(words.author.CHANGE, "change-response", response.id)
    yield button(words.author.TAKE_BACK, "take-back", response.id)
    if hears:
        yield button(words.responses.STOP_TELLING, "hush", response.letter_id)
    elif response.kind is ResponseKind.PEN and response.removed_at is None:
        yield button(words.responses.TELL_ME, "listen", response.id)
