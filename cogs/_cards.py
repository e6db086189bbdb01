"""Cards: messages as values, and how a card becomes Discord's message.

A card's texts are translated, and kept within what Discord takes (`_limits`), where it is drawn: by `told`, `retold`
and `shown`, which are the only way from here to a message. A button carries a
verb and an id, and nothing else; whatever a press needs is read from the store. Views are finished before they are
sent: discord.py then keeps none of them in memory, and presses reach the cogs by their `custom_id` alone
(`_press`), after a restart as before it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ButtonStyle, ui

from bot import words
from bot.language import Joined, Language, Said
from bot.language.lengths import cut
from bot.letter import Letter, Picture
from cogs import _limits as limits
from cogs._picks import ChannelPick, RolePick

#: Nothing that the bot says pings anybody.
NO_MENTIONS = discord.AllowedMentions.none()
#: The accents of cards: each can be told from a card's own white, and from its near black. None says anything that the
#: card does not say in words.
PAPER, INK = discord.Colour(0xB38B4D), discord.Colour(0x6B7FA3)
GREEN, TEAL, VIOLET = discord.Colour(0x3F8F5F), discord.Colour(0x2F8F9D), discord.Colour(0x7D6BC4)
RED, PLUM, GREY = discord.Colour(0xC4534A), discord.Colour(0xAD6AA0), discord.Colour(0x8A8F98)
DANGER = ButtonStyle.danger
REASONS_SHOWN, REASON_SHOWN, ALT_SHOWN = 10, 300, 150


@dataclass(frozen=True, slots=True)
class Embed:
    """A framed part of a card."""

    title: Said | None = None
    description: Said | None = None
    footer: Said | None = None
    colour: discord.Colour | None = None
    author: Said | None = None  #: who says this; like the footer, it is not read as Markdown
    face: str | None = None  #: the address of the picture beside `author`
    url: str | None = None  #: where the title leads
    below: tuple[Said, Said] | None = None  #: a heading and a line between the description and the footer

    @property
    def texts(self) -> tuple[Said | None, ...]:
        """Everything it says, in the order of `limits.embed_texts`."""
        return self.title, self.description, self.footer, self.author, *(self.below or (None, None))

    def drawn(self, title: str, description: str, footer: str, author: str, heading: str, line: str) -> discord.Embed:
        """Returns discord.py's embed with these texts."""
        embed = discord.Embed(title=title or None, description=description or None, colour=self.colour, url=self.url)
        if footer:
            embed.set_footer(text=footer)
        if author:
            embed.set_author(name=author, icon_url=self.face)
        if line:
            embed.add_field(name=heading, value=line, inline=False)
        return embed


@dataclass(frozen=True, slots=True)
class Button:
    """A button, known by its custom id."""

    label: Said
    custom_id: str
    style: ButtonStyle = ButtonStyle.secondary
    disabled: bool = False
    row: int | None = None  #: from 0; None: in the first row with room

    def drawn(self, say: Language) -> ui.Button[Any]:
        """Returns discord.py's button, in the language `say`."""
        label = limits.within(self.label, say, limits.BUTTON)
        return ui.Button(label=label, style=self.style, custom_id=self.custom_id, disabled=self.disabled, row=self.row)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose in a select."""

    label: Said
    value: str
    default: bool
    description: Said | None = None


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from, known by its custom id."""

    custom_id: str
    placeholder: Said
    options: Sequence[Option]  #: more than Discord takes are a mistake of the caller: they have pages
    row: int | None = None  #: as for a button
    many: bool = False  #: whether several may be chosen, or all

    def __post_init__(self) -> None:
        if not 0 < len(self.options) <= limits.OPTIONS:
            raise ValueError(f"a select has 1 to {limits.OPTIONS} options, not {len(self.options)}")

    def drawn(self, say: Language) -> ui.Select[Any]:
        """Returns discord.py's select, in the language `say`."""
        options = [
            discord.SelectOption(
                label=limits.within(option.label, say, limits.OPTION),
                value=option.value,
                default=option.default,
                description=limits.within(option.description, say, limits.OPTION) or None,
            )
            for option in self.options
        ]
        placeholder = limits.within(self.placeholder, say, limits.PLACEHOLDER)
        most = len(options) if self.many else 1
        return ui.Select(
            custom_id=self.custom_id, placeholder=placeholder, options=options, row=self.row, max_values=most
        )


Item = Button | Select | RolePick | ChannelPick


@dataclass(frozen=True, slots=True)
class Card:
    """A message to be sent, or to replace an earlier one."""

    content: Said | None = None
    embeds: Sequence[Embed] = ()
    items: Sequence[Item] | None = None  #: None: the message never has any
    pictures: Sequence[Picture] = ()
    #: How an earlier attempt is recognised, whatever has become of the letter since: by custom ids that no other
    #: message has, and by the beginning of its content where it may have no buttons.
    known_by: frozenset[str] = frozenset()
    heading: Said = ""

    def files(self, say: Language) -> list[discord.File]:
        """Returns the pictures as uploads, each with its writer's description or with the words, in the language `say`,
        that it has none. Made anew at each call, because sending consumes them."""
        return [
            discord.File(
                io.BytesIO(picture.data),
                f"picture-{index}.{picture.name.rpartition('.')[2]}",
                spoiler=picture.spoiler,
                description=cut(picture.alt, limits.ALT) or say(words.reader.PICTURE.format(number=index)),
            )
            for index, picture in enumerate(self.pictures, 1)
        ]

    def drawn(self, say: Language) -> dict[str, Any]:
        """Returns content and embeds, in the language `say`, as arguments for sending or editing.
        Mentions in them ping nobody."""
        texts = limits.embed_texts([embed.texts for embed in self.embeds], say)
        return {
            "content": None if self.content is None else limits.within(self.content, say, limits.CONTENT),
            "embeds": [embed.drawn(*each) for embed, each in zip(self.embeds, texts, strict=False)],
            "allowed_mentions": NO_MENTIONS,
        }


def told(card: Card, say: Language) -> dict[str, Any]:
    """Returns the arguments that send a card as a new message."""
    drawn = {**card.drawn(say), "files": card.files(say)}
    return drawn if card.items is None else {**drawn, "view": view_of(card.items, say)}


def said_by(card: Card, say: Language) -> dict[str, Any]:
    """Returns the arguments that send a card through a webhook of ours, or edit what one has sent."""
    drawn = card.drawn(say)
    return drawn if card.items is None else {**drawn, "view": view_of(card.items, say)}


def retold(card: Card, say: Language, *, pictures: bool | None) -> dict[str, Any]:
    """Returns the arguments that edit a message into a card. Its pictures are attached (True),
    removed (False) or left (None)."""
    drawn = {**card.drawn(say), "view": None if card.items is None else view_of(card.items, say)}
    return drawn if pictures is None else {**drawn, "attachments": card.files(say) if pictures else []}


def shown(card: Card, say: Language) -> dict[str, Any]:
    """Returns the arguments that answer an interaction with a card only this person sees."""
    drawn = {**card.drawn(say), "files": card.files(say), "ephemeral": True}
    return drawn if card.items is None else {**drawn, "view": view_of(card.items, say)}


def custom_id(verb: str, *about: int) -> str:
    """Returns the custom id of a verb and the ids it is about; `_border.verb_and_ids` reads it back."""
    return ":".join([verb, *(f"{each:x}" for each in about)])


def marks(letter: Letter, *verbs: str) -> frozenset[str]:
    """Returns the custom ids of these verbs about a letter, by which its card is recognised."""
    return frozenset(custom_id(verb, letter.id) for verb in verbs)


def button(
    label: Said, verb: str, about: int, style: ButtonStyle = ButtonStyle.secondary, *, also: Sequence[int] = ()
) -> Button:
    """Returns a button about one letter (`about`), and perhaps about something else (`also`)."""
    return Button(label, custom_id(verb, about, *also), style)


@dataclass(frozen=True, slots=True)
class Turns:
    """What a list that has pages ends with."""

    footer: Said
    items: Sequence[Button]


def page_turns(verb: str, page: int, count: int, size: int, *, about: Sequence[int] = ()) -> Turns | None:
    """Returns the buttons to the pages around `page` (from 0) of a list of so many things; None where there is one
    page. They carry the ids that the list is `about`, and the page."""
    last = (count - 1) // size
    page = min(page, last)  # the same as `life.finding.page_of`
    if last < 1:
        return None
    back = Button(words.reader.PREVIOUS, custom_id(verb, *about, max(page - 1, 0)), disabled=page == 0)
    on = Button(words.reader.NEXT, custom_id(verb, *about, page + 1), disabled=page >= last)
    return Turns(words.desk.PAGE_OF.format(page=page + 1, pages=last + 1), [back, on])


def view_of(items: Iterable[Item], say: Language) -> ui.View:
    """Returns a view that discord.py does not keep in memory."""
    return finished(item.drawn(say) for item in items)


def finished(items: Iterable[ui.Item[Any]]) -> ui.View:
    """Returns such a view of discord.py's own items."""
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def bold(said: Said) -> Said:
    """Returns `said` in bold."""
    return Joined(("**", said, "**"), "")


def small(said: Said) -> Said:
    """Returns `said` in small print."""
    return Joined(("-# ", said), "")


def item(said: Said) -> Said:
    """Returns `said` as an item of a list."""
    return Joined(("- ", said), "")


def items_of(message: discord.Message) -> list[Any]:
    """Returns the buttons and selects on a message, in order."""
    return [item for row in message.components for item in getattr(row, "children", [row])]


def ids_on(message: discord.Message) -> list[str]:
    """Returns the custom ids of the buttons and selects on a message, in order."""
    return [custom_id for item in items_of(message) if (custom_id := getattr(item, "custom_id", None))]
