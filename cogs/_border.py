"""The border: whatever comes back with a press, a choice or a form is valid, or it is refused.

Discord's own apps send back only what they were shown. Anything else can be sent in its place: other ids, values that
no list offered, fields that no form had. Whatever passes here has the right number of ids, each of at most 63 bits, was
offered by the message that was pressed, and holds every required field of the form, none longer than its limit. Whether
this person may do this to that letter is checked afterwards, in `_permissions` and in `bot.life`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, cast

import discord

from bot import words
from bot.errors import Refusal
from bot.language.markup import steady
from cogs import _forms as forms
from cogs._cards import items_of

Interaction = discord.Interaction[Any]
#: An id as `_cards.custom_id` writes it.
ID = re.compile(r"0|[1-9a-f][0-9a-f]{0,15}")
ID_LIMIT = 2**63
#: No page that a button or a command may name is greater.
PAGES = 100_000
#: Options of commands in which people write sentences or lists.
WRITTEN = frozenset({"note", "reason", "refuse", "flag", "categories", "crisis_words", "crisis_text"})
BUTTON, SELECT, ROLES, CHANNELS, FILES, BOXES = 2, 3, 6, 8, 19, 22  # Discord's numbers for components


class Kind(Enum):
    """The kinds of component that bring a verb back."""

    BUTTON = auto()
    SELECT = auto()
    PICKS = auto()  #: a list of whose options, channels or roles any number may be picked, also none
    FORM = auto()


@dataclass(frozen=True, slots=True)
class Expected:
    """What a press or a form with a certain verb has to bring back."""

    kind: Kind
    ids: int = 1
    below: int = ID_LIMIT  #: each id must be less than this
    many: bool = False  #: whether several things may be chosen in a select
    required: tuple[str, ...] = ()  #: fields of a form that must not be empty; `forms.TEXT`: all parts of a text
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Came:
    """What came back: ids, and what was chosen or written."""

    ids: tuple[int, ...]
    chosen: tuple[str, ...] = ()
    written: dict[str, str] = field(default_factory=dict[str, str], repr=False)


def an_id(text: str) -> int | None:
    """Returns the number that `text` stands for, in hexadecimal as `_cards.custom_id` writes ids; None for anything
    else, and for numbers of more than 63 bits."""
    number = int(text, 16) if ID.fullmatch(text) else ID_LIMIT
    return number if number < ID_LIMIT else None


def verb_and_ids(custom_id: str) -> tuple[str, tuple[int, ...] | None]:
    """Splits a custom id into its verb and its ids. The ids are None if one of them is malformed."""
    verb, *about = custom_id.split(":")
    ids = tuple(each for each in map(an_id, about) if each is not None)
    return verb, ids if len(ids) == len(about) else None


def verb_of(interaction: Interaction) -> str:
    """Returns the verb that a press or a form brings back, known or not."""
    return verb_and_ids(custom_id_of(interaction))[0]


def came(interaction: Interaction, expected: Expected) -> Came:
    """Returns what a press or a form brings back.

    Raises Refusal, always with the same sentence, when it is not what the person was shown.
    """
    _, ids = verb_and_ids(custom_id_of(interaction))
    if ids is None or len(ids) != expected.ids or any(each >= expected.below for each in ids):
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    if expected.kind is Kind.FORM:
        return Came(ids, written=_written(interaction, expected))
    if expected.kind is Kind.PICKS:
        return Came(ids, chosen=_picked(interaction))
    return Came(ids, chosen=_pressed(interaction, expected))


def custom_id_of(interaction: Interaction) -> str:
    """Returns the custom id that a press or a form brings back; "" for a command."""
    return str((interaction.data or {}).get("custom_id", ""))


def _pressed(interaction: Interaction, expected: Expected) -> tuple[str, ...]:
    """Returns the chosen values, none for a button. Raises Refusal unless the pressed message offered them."""
    wanted = SELECT if expected.kind is Kind.SELECT else BUTTON
    if interaction.type is discord.InteractionType.component and _data(interaction).get("component_type") == wanted:
        offered = _offered(interaction)
        if wanted == BUTTON and isinstance(offered, discord.Button):
            return ()
        values: list[Any] = _data(interaction).get("values") or []
        if isinstance(offered, discord.SelectMenu) and (len(values) == 1 or (values and expected.many)):
            options = [option.value for option in offered.options]
            if all(values.count(each) == 1 and each in options for each in values):
                return tuple(each for each in options if each in values)
    raise Refusal(words.trouble.NOT_UNDERSTOOD)


def _picked(interaction: Interaction) -> tuple[str, ...]:
    """Returns what was picked from a list: options that it offered, or ids. Whether the server has a channel or a role
    with such an id is for the handler to see. Raises Refusal."""
    data, offered = _data(interaction), _offered(interaction)
    values, kind = data.get("values"), data.get("component_type")
    if (
        interaction.type is discord.InteractionType.component
        and isinstance(offered, discord.SelectMenu)
        and kind in (SELECT, ROLES, CHANNELS)
        and offered.type.value == kind
        and isinstance(values, list)
        and len(cast(list[Any], values)) <= offered.max_values
    ):
        options = {option.value for option in offered.options}
        found = [each for each in cast(list[Any], values) if isinstance(each, str)]
        if len(found) == len(cast(list[Any], values)) and (kind != SELECT or {*found} <= options):
            return tuple(found)
    raise Refusal(words.trouble.NOT_UNDERSTOOD)


def a_snowflake(text: str) -> int | None:
    """Returns the id of a channel or role as a list brings it, in decimal; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 20 and int(text) < ID_LIMIT else None


def _offered(interaction: Interaction) -> Any:
    """Returns the button or select with this custom id in the message that was pressed, or None."""
    items = items_of(interaction.message) if interaction.message else []
    return next((item for item in items if getattr(item, "custom_id", None) == custom_id_of(interaction)), None)


def _written(interaction: Interaction, expected: Expected) -> dict[str, str]:
    """Returns what was written, by field name, in the order of the fields. Raises Refusal for
    fields the form did not have."""
    if interaction.type is discord.InteractionType.modal_submit:
        fields = list(_fields(_data(interaction).get("components")))
        found = {name: value for name, value in fields}
        names = [forms.kind_of(name) for name in found]
        full = {forms.kind_of(name) for name, value in fields if value or forms.kind_of(name) == forms.TEXT}
        if (
            len(found) == len(fields)
            and full >= {*expected.required}
            and {*names} <= {*expected.required, *expected.optional}
            and all(len(value) <= forms.LONGEST[name] for name, value in zip(names, found.values(), strict=True))
        ):
            return found
    raise Refusal(words.trouble.NOT_UNDERSTOOD)


def written_in(interaction: Interaction) -> dict[str, str]:
    """Returns everything that somebody wrote, in a form or in a command's options, by name; malformed or not, so that
    it can be given back."""
    if interaction.type is discord.InteractionType.modal_submit:
        with suppress(Refusal):
            fields = _fields(_data(interaction).get("components"))
            return {name: value for name, value in fields if forms.kind_of(name) in forms.WRITTEN}
    if interaction.type is discord.InteractionType.application_command:
        given = vars(interaction.namespace)
        return {name: value for name, value in given.items() if name in WRITTEN and isinstance(value, str)}
    return {}


def _fields(rows: Any) -> Iterable[tuple[str, str]]:
    """Yields name and value of each field of a submitted form; of a list, what was picked, one on each line. Raises
    Refusal for anything malformed."""
    for row in _list(rows):
        for item in _list(row.get("components") or [row.get("component")]):
            name, value = item.get("custom_id"), item.get("value")
            if isinstance(value, bool):  # a box
                value = forms.TICKED if value else ""
            if item.get("type") == SELECT:
                values = item.get("values") or [""]
                value = values[0] if isinstance(values, list) and len(cast(list[Any], values)) == 1 else values
            elif item.get("type") in (ROLES, CHANNELS, FILES, BOXES) and isinstance(picked := item.get("values"), list):
                value = "\n".join(map(str, cast(list[Any], picked)))
            if not isinstance(name, str) or not isinstance(value, str | None):
                raise Refusal(words.trouble.NOT_UNDERSTOOD)
            yield name, steady(value or "")


def uploaded(interaction: Interaction, ids: str) -> list[discord.Attachment]:
    """Returns the files with these ids, one on each line, as Discord describes them beside the form. Raises Refusal for
    one that it does not describe, or that comes twice."""
    wanted, described = ids.split(), _data(interaction).get("resolved")
    try:
        if len({*wanted}) == len(wanted):
            there = cast(Any, described)["attachments"] if wanted else {}
            return [discord.Attachment(data=there[each], state=interaction._state) for each in wanted]  # pyright: ignore[reportPrivateUsage]
    except (LookupError, TypeError, ValueError):
        pass
    raise Refusal(words.trouble.NOT_UNDERSTOOD)


def _list(found: Any) -> list[dict[str, Any]]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in cast(list[Any], found)):
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    return cast(list[dict[str, Any]], found)


def _data(interaction: Interaction) -> dict[str, Any]:
    return cast(dict[str, Any], interaction.data or {})
