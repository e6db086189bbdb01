"""What readers see: the letter, its further pages, a line in its place, a response."""

from __future__ import annotations

from discord import ButtonStyle

from bot import words
from bot.language import Said, lines
from bot.letter import PublicSheet, Response, ResponseKind
from bot.rules import entry
from cogs._cards import PAPER, Card, Embed, button, marks, small


def public_card(sheet: PublicSheet) -> Card:
    """The letter as readers see it: title, text, to whom, rating, day, responses. No byline."""
    letter = sheet.letter
    line = words.reader.line_of(letter, sheet.published_at, sheet.responses)
    embed = Embed(letter.title, sheet.pages[0], line, PAPER)
    items = [
        button(words.reader.LEAVE_A_REPLY, "reply", letter.id, ButtonStyle.primary),
        button(words.reader.REPORT_BUTTON, "report", letter.id),
    ]
    return Card(embeds=[embed], items=items, pictures=sheet.pictures, known_by=marks(letter, "reply", "report"))


def page_card(text: str) -> Card:
    """A further page of a long letter."""
    return Card(embeds=[Embed(description=text, colour=PAPER)])


def line_card(line: Said) -> Card:
    """What stands in the place of a letter out of sight."""
    return Card(small(line))


def response_card(response: Response) -> Card:
    """A response that the bot posts: as content, or as an embed where content would not hold it."""
    mark = small(words.reader.response_mark(response))
    if len(response.text) <= entry.MAX_REPLY:
        return Card(lines([response.text, mark]))
    return Card(mark, [Embed(description=response.text, colour=PAPER)])


def response_name(response: Response) -> Said:
    """The name that a response stands under."""
    return words.reader.AUTHOR_NAME if response.kind is ResponseKind.AUTHOR else response.name
