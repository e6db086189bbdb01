"""Sentences as values: they become text at the border, in the language of whoever reads them.

The English text is the key, as gettext has it: `Sentence("Letter {number}").format(number=3)` is letter 3 in every
language, and `Sentence("{count} letter", "{count} letters").format(count=3)` takes the plural form that the language
wants. A value that is put in may be somebody's own words (`str`), a numeral (`int`), or anything else that can be said.

A catalogue to translate is made with one command, from the project's folder: `pybabel extract` writes
`bot/words/unsigned.pot`; `pybabel init -l de` begins a language, and `pybabel compile` compiles it; the next start
finds it by itself. What each of them does stands in `pyproject.toml`.
"""

from __future__ import annotations

import gettext
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, Protocol, cast

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

CATALOGUES = Path(__file__).parent / "words" / "catalogues"
DOMAIN = "unsigned"


class Sayable(Protocol):
    """What has a text in each language."""

    def in_(self, language: Language) -> str:
        """The text in that language."""
        ...


#: Somebody's own words, a numeral, or what has a text in each language.
Said = str | int | Sayable


class Language:
    """A language that people read; call it with what is to be said. `language_of` gives one for a code."""

    def __init__(self, code: str, catalogue: gettext.NullTranslations) -> None:
        self.code = code
        self.locale = Locale.parse("en_GB" if code == "en" else code, sep="-" if "-" in code else "_")
        self._catalogue = catalogue
        self._known: dict[str, str] = {}

    def __call__(self, said: Said | None) -> str:
        """`said` as text in this language; nothing is said of None."""
        if isinstance(said, str):
            return said
        if said is None:
            return ""
        return str(said) if isinstance(said, int) else said.in_(self)

    def pattern(self, one: str, many: str | None, count: int | None) -> str:
        """A sentence's text with its placeholders, in the plural form that `count` takes."""
        if many is not None:
            return self._catalogue.ngettext(one, many, count or 0)
        known = self._known.get(one)
        if known is None:
            known = self._known[one] = self._catalogue.gettext(one)
        return known


_languages: dict[str, Language] = {"en": Language("en", gettext.NullTranslations())}
ENGLISH = _languages["en"]


def language_of(code: str) -> Language:
    """The language for one of Discord's locales (`de`, `pt-BR`, `en-US`): that one, else the same without its country,
    else English."""
    return _languages.get(code) or _languages.get(code.partition("-")[0]) or ENGLISH


def learn(code: str, catalogue: gettext.NullTranslations) -> Language:
    """Speak a language from now on, in this process."""
    _languages[code] = Language(code, catalogue)
    return _languages[code]


def every_language() -> list[Language]:
    """Every language that the bot ships or has learnt."""
    for folder in CATALOGUES.iterdir() if CATALOGUES.is_dir() else ():
        language_of(folder.name.replace("_", "-"))
    return [*_languages.values()]


def unlearn(code: str) -> None:
    """Speak it no more."""
    del _languages[code]


def learn_all(folder: Path) -> None:
    """Speak every language that has a compiled catalogue there; English stays what it is."""
    for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"):
        code = path.parts[-3].replace("_", "-")
        if code not in _languages:
            with path.open("rb") as file:
                learn(code, gettext.GNUTranslations(file))


learn_all(CATALOGUES)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; with `many`, its plural form is that of the value called `count`, which is grouped as people do."""

    one: str
    many: str | None = None
    values: tuple[tuple[str, Said | None], ...] = field(default=(), repr=False)

    def format(self, **values: Said | None) -> Sentence:
        """The sentence with its placeholders filled. Raises TypeError unless they are exactly those it has."""
        if values.keys() != _placeholders(self.one, self.many):
            raise TypeError(f"“{self.one}” takes {sorted(_placeholders(self.one, self.many))}, not {sorted(values)}")
        return Sentence(self.one, self.many, tuple(values.items()))

    def fill(self, **values: Said | None) -> Sentence:
        """The same with more values at hand than it has placeholders: it takes its own."""
        wanted = _placeholders(self.one, self.many)
        return self.format(**{name: value for name, value in values.items() if name in wanted})

    def in_(self, language: Language) -> str:
        """The text in that language."""
        if not self.values:
            return language.pattern(self.one, self.many, None)
        count = next((value for name, value in self.values if name == "count"), None)
        pattern = language.pattern(self.one, self.many, count if isinstance(count, int) else None)
        return pattern.format(
            **{
                name: _grouped(value, language) if name == "count" and isinstance(value, int) else language(value)
                for name, value in self.values
            }
        )

    def __str__(self) -> str:
        """No text without a language: one that slips into another text would be English for everybody."""
        raise TypeError(f"say “{self.one}” in a language")

    def __format__(self, spec: str) -> str:
        return str(self)


@cache
def _placeholders(one: str, many: str | None) -> frozenset[str]:
    found = (name for text in (one, many or "") for _, name, _, _ in Formatter().parse(text))
    return frozenset(name for name in found if name is not None)


class _Value:
    __slots__ = ()

    def __str__(self) -> str:
        raise TypeError("say it in a language")

    def __format__(self, spec: str) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Joined(_Value):
    """Several things, one after another."""

    parts: tuple[Said, ...] = field(repr=False)
    between: str = "\n"

    def __bool__(self) -> bool:
        return bool(self.parts)

    def in_(self, language: Language) -> str:
        return self.between.join(map(language, self.parts))


def lines(parts: Iterable[Said]) -> Joined:
    """Several things, each on a line of its own."""
    return Joined(tuple(parts))


@dataclass(frozen=True, slots=True)
class Capital(_Value):
    """The same at the beginning of a sentence."""

    said: Said = field(repr=False)

    def in_(self, language: Language) -> str:
        text = language(self.said)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Listed(_Value):
    """Several things in one sentence: a, b and c."""

    parts: tuple[Said, ...] = field(repr=False)

    def in_(self, language: Language) -> str:
        return format_list([language(part) for part in self.parts], locale=language.locale)


@dataclass(frozen=True, slots=True)
class Day(_Value):
    """A day as a person writes it: 9 November 2026. Public times are days only, in UTC."""

    ordinal: int

    def in_(self, language: Language) -> str:
        return _day(self.ordinal, language.code)


def day(moment: datetime | date) -> Day:
    """The day of a moment."""
    return Day(moment.toordinal())


def day_of(seconds: int) -> Day:
    """The day of a moment in Unix seconds."""
    return day(datetime.fromtimestamp(seconds, UTC))


@lru_cache(maxsize=1_000)
def _day(ordinal: int, code: str) -> str:
    return format_date(date.fromordinal(ordinal), "long", locale=language_of(code).locale)


@dataclass(frozen=True, slots=True)
class Number(_Value):
    """A quantity, grouped: 1,204."""

    number: int

    def in_(self, language: Language) -> str:
        return _grouped(self.number, language)


def _grouped(number: int, language: Language) -> str:
    return str(number) if -1_000 < number < 1_000 else format_decimal(number, locale=language.locale)


@dataclass(frozen=True, slots=True)
class Span(_Value):
    """A stretch of time in seconds: 40 seconds, 3 minutes, 5 hours, 2 days."""

    seconds: int

    def in_(self, language: Language) -> str:
        for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
            if self.seconds >= 2 * length or (self.seconds >= length and self.seconds % length == 0):
                return _unit(self.seconds // length, f"duration-{unit}", "long", language.code)
        return _unit(max(self.seconds, 0), "duration-second", "long", language.code)


@dataclass(frozen=True, slots=True)
class Size(_Value):
    """A number of bytes: 340 kB, 3.4 MB."""

    count: int

    def in_(self, language: Language) -> str:
        if self.count < 1_000_000:
            return _unit(-(-self.count // 1_000), "digital-kilobyte", "short", language.code)
        if self.count < 1_000_000_000:
            return _unit(round(self.count / 1e6, 1), "digital-megabyte", "short", language.code)
        return _unit(round(self.count / 1e9, 1), "digital-gigabyte", "short", language.code)


@lru_cache(maxsize=1_000)
def _unit(number: float, unit: str, length: Any, code: str) -> str:
    return format_unit(number, unit, length=length, locale=language_of(code).locale)


# --- kept for later -----------------------------------------------------------------------------------------


def _joined(between: str, *parts: Said) -> Joined:
    return Joined(parts, between)


def _listed(*parts: Said) -> Listed:
    return Listed(parts)


#: How each kind of value is written down.
_KINDS: dict[str, Callable[..., Sayable]] = {
    "joined": _joined,
    "capital": Capital,
    "listed": _listed,
    "day": Day,
    "number": Number,
    "span": Span,
    "size": Size,
}


def pack(said: Said, language: str = "") -> str:
    """`said` as text that `unpacked` reads. With a language's code it will be said in that one, at every attempt:
    where a message is known by its text, it must not change."""
    return json.dumps({"in": language, "said": _plain(said)}, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str, language: Language) -> str:
    """What was packed, in the language it was packed for, else in `language`. Anything else is said as it is: older
    databases hold finished text."""
    try:
        fields = json.loads(text)
        said = _said(fields["said"])
        return (language_of(fields["in"]) if fields["in"] else language)(said)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return text


@dataclass(frozen=True, slots=True)
class Packed(_Value):
    """What was packed, unpacked when it is said."""

    text: str = field(repr=False)

    def in_(self, language: Language) -> str:
        return unpacked(self.text, language)


def language_in(text: str, otherwise: str) -> Language:
    """The language that something was packed for, else the one with that code."""
    try:
        return language_of(json.loads(text)["in"] or otherwise)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return language_of(otherwise)


def _plain(said: Said | None) -> Any:
    if said is None or isinstance(said, str | int):
        return said
    if isinstance(said, Sentence):
        return {"one": said.one, "many": said.many, "values": {name: _plain(value) for name, value in said.values}}
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
