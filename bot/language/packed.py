"""Stores what is to be said later: values as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from bot.language.lengths import MESSAGE, Excerpt, Several, fitted
from bot.language.sentence import Sentence, whole
from bot.language.spoken import Language, Said, Sayable, language_of
from bot.language.values import Day, Joined, Listed, Number, Size, Span, Value

#: Errors of reading text that was never packed, or was tampered with.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


def pack(said: Said, language: str = "") -> str:
    """Returns `said` as text that `unpacked` reads.

    With a language's code the text is fixed as that language says it now, for every attempt: a message that is
    recognised by its text must not change.
    """
    spoken = language_of(language).code if language else ""
    return json.dumps({"in": spoken, "said": _plain(said)}, ensure_ascii=False, separators=(",", ":"))


def opened(text: str) -> tuple[Said, str]:
    """Returns what was packed, and the code of the language it was packed for ("" for that of whoever reads it).

    Any other text is returned as it is: older databases hold finished text.
    """
    try:
        fields = json.loads(text)
        return _said(fields["said"]), str(fields["in"])
    except _UNREADABLE:
        return text, ""


def unpacked(text: str, language: Language) -> str:
    """Returns the text of what was packed, in the language it was packed for, else in `language`: no longer than one
    message can be."""
    said, code = opened(text)
    spoken = language_of(code).within(language.share) if code else language
    try:
        return fitted(said, spoken, MESSAGE)
    except _UNREADABLE:
        return text


def language_in(text: str, otherwise: str) -> Language:
    """Returns the language that something was packed for, else the one with the code `otherwise`."""
    return language_of(opened(text)[1] or otherwise)


@dataclass(frozen=True, slots=True)
class Packed(Value):
    """Something that was packed; unpacked when it is said."""

    text: str = field(repr=False)

    def in_(self, language: Language) -> str:
        return unpacked(self.text, language)


def _joined(between: str, *parts: Said) -> Joined:
    return Joined(parts, between)


def _listed(*parts: Said) -> Listed:
    return Listed(parts)


def _several(more: Sentence, between: str, most: int, *parts: Said) -> Several:
    return Several(parts, more, between, most)


def _as_it_is(said: Said) -> Said:
    return said


#: How each type of value is stored.
_KINDS: dict[str, Callable[..., Said]] = {
    "joined": _joined,
    "listed": _listed,
    "several": _several,
    "excerpt": Excerpt,
    "day": Day,
    "number": Number,
    "span": Span,
    "size": Size,
    "packed": Packed,
    "capital": _as_it_is,  # no longer written, still read
}


def _plain(said: Said | None) -> Any:
    if said is None or isinstance(said, str | int):
        return said
    if isinstance(said, Sentence):
        values = {name: _plain(value) for name, value in whole(said).values}
        return {"one": said.one, "many": said.many, "values": values}
    if isinstance(said, Joined):
        return ["joined", said.between, *map(_plain, said.parts)]
    if isinstance(said, Listed):
        return ["listed", *map(_plain, said.parts)]
    if isinstance(said, Several):
        # how many are left out is not known yet
        more: dict[str, Any] = {"one": said.more.one, "many": said.more.many, "values": {}}
        return ["several", more, said.between, said.most, *map(_plain, said.parts)]
    kind = type(said).__name__.lower()
    return [kind, *(_plain(getattr(said, name)) for name in _fields(said))]


def _fields(said: Sayable) -> Sequence[str]:
    return type(said).__slots__  # pyright: ignore[reportUnknownVariableType, reportAttributeAccessIssue, reportUnknownMemberType]


def _said(plain: Any) -> Any:
    if plain is None or isinstance(plain, str | int):
        return plain
    if isinstance(plain, dict):
        fields = cast(dict[str, Any], plain)
        values = tuple((name, _said(value)) for name, value in fields["values"].items())
        return Sentence(fields["one"], fields["many"], values)
    kind, *parts = cast(list[Any], plain)
    return _KINDS[kind](*map(_said, parts))
