"""What readers see: the letter, its further pages, a line in its place, a response."""

from __future__ import annotations

import discord
from discord import ButtonStyle

from bot import words
from bot.letter import PublicSheet, Response
from bot.rules import entry
from cogs._cards import PAPER, Card, button, marks, moment, view_of


def public_card(sheet: PublicSheet) -> Card:
    """The letter as readers see it: title, text, to whom, rating, day, responses. No byline."""
    letter = sheet.letter
    embed = discord.Embed(title=letter.title, description=sheet.pages[0], colour=PAPER)
    embed.set_footer(text=words.reader.line_of(letter, moment(sheet.published_at), sheet.responses))
    view = view_of(
        [
            button(words.reader.LEAVE_A_REPLY, "reply", letter.id, ButtonStyle.primary),
            button(words.reader.REPORT_BUTTON, "report", letter.id),
        ]
    )
    return Card(embeds=[embed], view=view, pictures=sheet.pictures, known_by=marks(letter, "reply", "report"))


def page_card(text: str) -> Card:
    """A further page of a long letter."""
    return Card(embeds=[discord.Embed(description=text, colour=PAPER)])


def line_card(line: str) -> Card:
    """What stands in the place of a letter out of sight."""
    return Card(content=f"-# {line}")


def response_text(response: Response) -> tuple[str | None, discord.Embed | None]:
    """A response that the bot posts: as content, or as an embed where content would not hold it."""
    mark = f"-# {words.reader.response_mark(response)}"
    if len(response.text) <= entry.MAX_REPLY:
        return f"{response.text}\n{mark}", None
    return mark, discord.Embed(description=response.text, colour=PAPER)
