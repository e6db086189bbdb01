"""The panel: a message in any channel with which anybody begins a letter, and what its buttons show."""

from __future__ import annotations

from discord import ButtonStyle

from bot import words
from bot.language import Said
from bot.letter import Letterbox, Membership
from bot.rules import letterboxes
from cogs._cards import PAPER, Card, Embed, button, custom_id


def panel_card(letterbox: Letterbox) -> Card:
    """Returns the panel of a letterbox, with its name for a title if it has one."""
    title: Said = letterbox.name or words.panel.TITLE
    items = [
        button(words.panel.WRITE, "panel-write", letterbox.id, ButtonStyle.primary),
        button(words.panel.ABOUT, "panel-about", letterbox.id),
    ]
    known_by = frozenset({custom_id("panel-write", letterbox.id)})
    return Card(None, [Embed(title, words.panel.TEXT, colour=PAPER)], items, known_by=known_by)


def ways_card(membership: Membership) -> Card:
    """Returns the two ways to write to this letterbox."""
    letterbox = membership.letterbox
    place = words.letterbox.place(membership.server, letterbox.name)
    items = [
        button(words.panel.BY_FORM, "panel-form", letterbox.id, ButtonStyle.primary),
        button(words.panel.BY_MESSAGE, "panel-message", letterbox.id),
    ]
    return Card(words.panel.WAYS.format(place=place), items=items)


def about_card(letterbox: Letterbox, said: Said) -> Card:
    """Returns what this is; `said` is what is read by whoever writes for the first time."""
    return Card(embeds=[Embed(letterboxes.name_of(letterbox), said, colour=PAPER)])
