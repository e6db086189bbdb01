"""What readers see: the letter, its further pages, the line that replaces a letter out of sight, responses."""

from __future__ import annotations

import hashlib

from discord import ButtonStyle

from bot import words
from bot.language import Said, lines
from bot.language.markup import takes_in_what_follows, without_small_print
from bot.letter import PublicSheet, Response, ResponseKind
from bot.rules import entry, pen_names
from bot.rules.pages import units
from cogs._cards import PAPER, Button, Card, Embed, button, marks, small

#: Discord's own default avatars, which anybody may load.
FACES, FACE_COUNT = "https://cdn.discordapp.com/embed/avatars/{number}.png", 6


def public_card(sheet: PublicSheet) -> Card:
    """Returns the letter as readers see it: title, text, category, rating, day, number of responses, the
    letter most like it. No byline."""
    letter = sheet.letter
    line = words.reader.line_of(letter, sheet.published_at, sheet.responses, rated=sheet.rated)
    below = None if sheet.related is None else (words.reader.RELATED, words.searching.like(sheet.related))
    embed = Embed(letter.title, without_small_print(sheet.pages[0]), line, PAPER, below=below)
    items = [button(words.reader.REPORT_BUTTON, "report", letter.id)]
    if entry.takes(letter.replies, as_author=False):
        items.insert(0, button(words.reader.LEAVE_A_REPLY, "reply", letter.id, ButtonStyle.primary))
    known_by = marks(letter, "reply", "report")
    warning = words.labels.warning(letter)
    return Card(warning, [embed], items, sheet.pictures, known_by)  # the warning is what previews show


def page_card(text: str) -> Card:
    """Returns a further page of a long letter."""
    return Card(embeds=[Embed(description=without_small_print(text), colour=PAPER)])


def response_card(response: Response) -> Card:
    """Returns a response for our webhook, which carries its name.

    The text is the message's content, or an embed where it is too long or would swallow the line below it.
    """
    text, mark = without_small_print(response.text), small(words.reader.response_mark(response))
    if units(text) <= entry.MAX_REPLY and not takes_in_what_follows(text):
        return Card(lines([text, mark]), items=_response_items(response))
    return Card(mark, [Embed(description=text, colour=PAPER)], _response_items(response))


def _response_items(response: Response) -> list[Button] | None:
    """Returns **Report**, under a pen-name reply."""
    if response.kind is not ResponseKind.PEN:
        return None
    return [button(words.reader.REPORT_BUTTON, "report-response", response.letter_id, also=[response.number])]


def framed_response_card(response: Response, face: str | None = None) -> Card:
    """Returns a response for a channel where we may not use a webhook: name and mark are the embed's author and footer,
    which no text can imitate. `face` is the address of the picture beside the name."""
    text, mark = without_small_print(response.text), words.reader.response_mark(response)
    name = response_name(response)
    embed = Embed(description=text, footer=mark, colour=PAPER, author=name, face=face)
    return Card(embeds=[embed], items=_response_items(response))


def response_name(response: Response) -> Said:
    """Returns the name that a response is shown under."""
    return words.reader.AUTHOR_NAME if response.kind is ResponseKind.AUTHOR else response.name


def face_of(response: Response, own: str | None) -> str | None:
    """Returns the address of the picture that a response wears: for the author's, the bot's (`own`); for a pen name,
    one of Discord's default avatars.

    It follows from the letter and the name as it is read, and from nothing else: readers know both already.
    """
    if response.kind is ResponseKind.AUTHOR:
        return own
    read = pen_names.skeleton(response.name) or response.name
    digest = hashlib.sha256(f"{response.letter_id}:{read}".encode()).digest()
    return FACES.format(number=digest[0] % FACE_COUNT)
