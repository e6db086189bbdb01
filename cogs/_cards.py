"""What a letter, a draft, a review looks like: sheets of facts in, Discord's shapes out.

A button carries a verb and an id, and nothing else; whatever a press needs is read from the store.
Views are finished before they are sent: discord.py then keeps none of them in memory, and presses
reach the cogs by their `custom_id` alone (`_press`), after a restart like before it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import discord
from discord import ButtonStyle, ui

from bot.letter import (
    Letter,
    Picture,
)

#: Nothing that the bot says calls anybody.
NOBODY = discord.AllowedMentions.none()
PAPER = discord.Colour(0xC9A66B)
INK = discord.Colour(0x4A5568)
GREEN, RED, GREY = discord.Colour(0x3F8F5F), discord.Colour(0xB4443C), discord.Colour(0x8A8F98)
DANGER = ButtonStyle.danger
LABEL = 80  # characters of a button's label
MINE_SHOWN, MINE_OPEN = 25, 5  # letters listed; buttons in a row
REASONS_SHOWN, REASON_SHOWN = 10, 300


@dataclass(frozen=True, slots=True)
class Card:
    """A message about to be sent or edited in."""

    content: str | None = None
    embeds: list[discord.Embed] = field(default_factory=list[discord.Embed])
    view: ui.View | None = None
    pictures: Sequence[Picture] = ()
    #: What it is recognised by when it may stand there already, whatever the letter has become meanwhile: custom ids
    #: that no other message carries, and how its content begins where it may have no buttons.
    known_by: frozenset[str] = frozenset()
    heading: str = ""

    def files(self) -> list[discord.File]:
        """The pictures as uploads, made anew for each attempt."""
        return [
            discord.File(io.BytesIO(picture.data), f"picture-{place}.{picture.name.rpartition('.')[2]}")
            for place, picture in enumerate(self.pictures, 1)
        ]


def told(card: Card) -> dict[str, Any]:
    """A card as the arguments of a new message."""
    said: dict[str, Any] = {"content": card.content, "embeds": card.embeds, "files": card.files()}
    if card.view is not None:
        said["view"] = card.view
    return {**said, "allowed_mentions": NOBODY}


def retold(card: Card, *, pictures: bool | None) -> dict[str, Any]:
    """A card as the arguments of an edit. `pictures`: put them there, take them away, or (None) leave them."""
    said: dict[str, Any] = {"content": card.content, "embeds": card.embeds, "view": card.view}
    if pictures is not None:
        said["attachments"] = card.files() if pictures else []
    return {**said, "allowed_mentions": NOBODY}


def custom_id(verb: str, *about: int) -> str:
    """A verb and the ids it is about, as a press brings them back."""
    return ":".join([verb, *(f"{each:x}" for each in about)])


def marks(letter: Letter, *verbs: str) -> frozenset[str]:
    """The custom ids of these verbs about a letter."""
    return frozenset(custom_id(verb, letter.id) for verb in verbs)


def button(
    label: str, verb: str, about: int, style: ButtonStyle = ButtonStyle.secondary, *, also: int | None = None
) -> ui.Button[Any]:
    """One button, about one letter or two; its label is shortened to what Discord shows."""
    label = label if len(label) <= LABEL else label[: LABEL - 1] + "…"
    ids = [about] if also is None else [about, also]
    return ui.Button(label=label, style=style, custom_id=custom_id(verb, *ids))


def view_of(items: Iterable[ui.Item[Any]]) -> ui.View:
    """A finished view: shown, and kept by nobody."""
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def moment(seconds: int) -> datetime:
    """Unix seconds as a moment."""
    return datetime.fromtimestamp(seconds, UTC)
