"""What is kept and said later: values as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from bot.language.sentence import Sentence, whole
from bot.language.spoken import Language, Said, Sayable, language_of
from bot.language.values import Day, Joined, Listed, Number, Size, Span, Value

#: What text that nobody packed, or that was tampered with, may raise when it is read.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


def pack(said: Said, language: str = "") -> str:
    """`said` as text that `unpacked` reads. With a language's code it will be said as that one is spoken now, at every
    attempt: where a message is known by its text, it must not change."""
    spoken = language_of(language).code if language else ""
    return json.dumps({"in": spoken, "said": _plain(said)}, ensure_ascii=False, separators=(",", ":"))


def opened(text: str) -> tuple[Said, str]:
    """What was packed, and the code of the language it was packed for, "" for whoever reads it. Anything else as it is:
    older databases hold finished text."""
    try:
        fields = json.loads(text)
        return _said(fields["said"]), str(fields["in"])
    except _UNREADABLE:
        return text, ""


def unpacked(text: str, language: Language) -> str:
    """What was packed, in the language it was packed for, else in `language`."""
    said, code = opened(text)
    try:
        return (language_of(code) if code else language)(said)
    except _UNREADABLE:
        return text


def language_in(text: str, otherwise: str) -> Language:
    """The language that something was packed for, else the one with that code."""
    return language_of(opened(text)[1] or otherwise)


@dataclass(frozen=True, slots=True)
class Packed(Value):
    """What was packed, unpacked when it is said."""

    text: str = field(repr=False)

    def in_(self, language: Language) -> str:
        return unpacked(self.text, language)


def _joined(between: str, *parts: Said) -> Joined:
    return Joined(parts, between)


def _listed(*parts: Said) -> Listed:
    return Listed(parts)


def _as_it_is(said: Said) -> Said:
    return said


#: How each kind of value is written down.
_KINDS: dict[str, Callable[..., Said]] = {
    "joined": _joined,
    "listed": _listed,
    "day": Day,
    "number": Number,
    "span": Span,
    "size": Size,
    "packed": Packed,
    "capital": _as_it_is,  # no longer written
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
