"""What readers see: the letter, its further pages, a line in its place, a response."""

from __future__ import annotations

from discord import ButtonStyle

from bot import words
from bot.language import Said, lines
from bot.language.markup import takes_in_what_follows, without_small_print
from bot.letter import PublicSheet, Response, ResponseKind
from bot.rules import entry
from cogs._cards import PAPER, Card, Embed, button, marks, small


def public_card(sheet: PublicSheet) -> Card:
    """The letter as readers see it: title, text, to whom, rating, day, responses. No byline."""
    letter = sheet.letter
    line = words.reader.line_of(letter, sheet.published_at, sheet.responses)
    embed = Embed(letter.title, without_small_print(sheet.pages[0]), line, PAPER)
    items = [
        button(words.reader.LEAVE_A_REPLY, "reply", letter.id, ButtonStyle.primary),
        button(words.reader.REPORT_BUTTON, "report", letter.id),
    ]
    return Card(embeds=[embed], items=items, pictures=sheet.pictures, known_by=marks(letter, "reply", "report"))


def page_card(text: str) -> Card:
    """A further page of a long letter."""
    return Card(embeds=[Embed(description=without_small_print(text), colour=PAPER)])


def line_card(line: Said) -> Card:
    """What stands in the place of a letter out of sight."""
    return Card(small(line))


def response_card(response: Response) -> Card:
    """A response on our webhook, which carries its name: as content, or as an embed where content would not hold it."""
    text, mark = without_small_print(response.text), small(words.reader.response_mark(response))
    if len(text) <= entry.MAX_REPLY and not takes_in_what_follows(text):
        return Card(lines([text, mark]))
    return Card(mark, [Embed(description=text, colour=PAPER)])


def framed_response_card(response: Response) -> Card:
    """A response where we may have no webhook: name and mark stand on its frame, where no text can get."""
    text, mark = without_small_print(response.text), words.reader.response_mark(response)
    return Card(embeds=[Embed(description=text, footer=mark, colour=PAPER, author=response_name(response))])


def response_name(response: Response) -> Said:
    """The name that a response stands under."""
    return words.reader.AUTHOR_NAME if response.kind is ResponseKind.AUTHOR else response.name
