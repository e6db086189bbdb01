"""What readers see: the letter, its further pages, the line that replaces a letter out of sight, responses."""

from __future__ import annotations

from discord import ButtonStyle

from bot import words
from bot.language import Said, lines
from bot.language.markup import takes_in_what_follows, without_small_print
from bot.letter import PublicSheet, Response, ResponseKind
from bot.rules import entry
from bot.rules.pages import units
from cogs._cards import PAPER, Card, Embed, button, marks, small


def public_card(sheet: PublicSheet) -> Card:
    """Returns the letter as readers see it: title, text, category, rating, day, number of responses. No byline."""
    letter = sheet.letter
    line = words.reader.line_of(letter, sheet.published_at, sheet.responses)
    embed = Embed(letter.title, without_small_print(sheet.pages[0]), line, PAPER)
    items = [
        button(words.reader.LEAVE_A_REPLY, "reply", letter.id, ButtonStyle.primary),
        button(words.reader.REPORT_BUTTON, "report", letter.id),
    ]
    return Card(embeds=[embed], items=items, pictures=sheet.pictures, known_by=marks(letter, "reply", "report"))


def page_card(text: str) -> Card:
    """Returns a further page of a long letter."""
    return Card(embeds=[Embed(description=without_small_print(text), colour=PAPER)])


def line_card(line: Said) -> Card:
    """Returns the line that stands where a letter out of sight was."""
    return Card(small(line))


def response_card(response: Response) -> Card:
    """Returns a response for our webhook, which carries its name.

    The text is the message's content, or an embed where it is too long or would swallow the line below it.
    """
    text, mark = without_small_print(response.text), small(words.reader.response_mark(response))
    if units(text) <= entry.MAX_REPLY and not takes_in_what_follows(text):
        return Card(lines([text, mark]))
    return Card(mark, [Embed(description=text, colour=PAPER)])


def framed_response_card(response: Response) -> Card:
    """Returns a response for a channel where we may not use a webhook: name and mark are the embed's author and footer,
    which no text can imitate."""
    text, mark = without_small_print(response.text), words.reader.response_mark(response)
    return Card(embeds=[Embed(description=text, footer=mark, colour=PAPER, author=response_name(response))])


def response_name(response: Response) -> Said:
    """Returns the name that a response is shown under."""
    return words.reader.AUTHOR_NAME if response.kind is ResponseKind.AUTHOR else response.name
