"""What a form asks: a text, a box to tick, a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import TextStyle, ui

from bot.language import Language, Said
from bot.language.lengths import cut
from cogs import _limits as limits
from cogs._cards import Item, Option, Select


@dataclass(frozen=True, slots=True)
class Field:
    """A text field of a form."""

    name: str
    label: Said
    longest: int  #: characters
    style: TextStyle = TextStyle.short
    hint: Said | None = None
    value: str | None = None
    required: bool = True

    def drawn(self, say: Language) -> ui.Label[Any]:
        """Returns discord.py's text input with its label, in the language `say`."""
        box: ui.TextInput[Any] = ui.TextInput(
            custom_id=self.name,
            style=self.style,
            max_length=min(self.longest, limits.FIELD),
            default=cut(self.value or "", self.longest) or None,
            required=self.required,
        )
        return _label(self.label, box, say, self.hint)


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick."""

    name: str
    label: Said
    hint: Said

    def drawn(self, say: Language) -> ui.Label[Any]:
        """Returns discord.py's box with its label, in the language `say`."""
        return _label(self.label, ui.Checkbox(custom_id=self.name), say, self.hint)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Several boxes under one label, none of which must be ticked."""

    name: str
    label: Said
    options: Sequence[Option]

    def drawn(self, say: Language) -> ui.Label[Any]:
        """Returns discord.py's boxes with their label, in the language `say`."""
        options = [
            discord.CheckboxGroupOption(label=limits.within(option.label, say, limits.OPTION), value=option.value)
            for option in self.options
        ]
        boxes: ui.CheckboxGroup[Any] = ui.CheckboxGroup(custom_id=self.name, options=options, required=False)
        return _label(self.label, boxes, say)


@dataclass(frozen=True, slots=True)
class Choice:
    """A select of a form. What comes back need not be one of its options: Discord's own apps send no other."""

    name: str
    label: Said
    options: Sequence[Option]

    def drawn(self, say: Language) -> ui.Label[Any]:
        """Returns discord.py's select with its label, in the language `say`."""
        box = Select(self.name, "", self.options).drawn(say)
        box.required = False
        return _label(self.label, box, say)


@dataclass(frozen=True, slots=True)
class Upload:
    """A field for files, none of which is required."""

    name: str
    label: Said
    most: int  #: files

    def drawn(self, say: Language) -> ui.Label[Any]:
        """Returns discord.py's file upload with its label, in the language `say`."""
        box: ui.FileUpload[Any] = ui.FileUpload(custom_id=self.name, required=False, min_values=0, max_values=self.most)
        return _label(self.label, box, say)


@dataclass(frozen=True, slots=True)
class Pick:
    """A list of a form, from which something is picked; its custom id is the name of the field."""

    label: Said
    item: Item
    hint: Said | None = None

    def drawn(self, say: Language) -> ui.Label[Any]:
        """Returns discord.py's list with its label, in the language `say`."""
        return _label(self.label, self.item.drawn(say), say, self.hint)


def _label(label: Said, box: ui.Item[Any], say: Language, hint: Said | None = None) -> ui.Label[Any]:
    text, below = limits.within(label, say, limits.FIELD_LABEL), limits.within(hint, say, limits.FIELD_HINT)
    return ui.Label(text=text, description=below or None, component=box)
