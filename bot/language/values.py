"""What else can be said: several things together, days, quantities, durations, sizes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.units import format_unit

from bot.language.sentence import whole
from bot.language.spoken import Language, Said


class Value:
    """The base class: `str()` of a value raises TypeError, because there is no text without a language."""

    __slots__ = ()

    def __str__(self) -> str:
        raise TypeError("say it in a language")

    def __format__(self, spec: str) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Joined(Value):
    """Several things, one after another."""

    parts: tuple[Said, ...] = field(repr=False)
    between: str = "\n"

    def __post_init__(self) -> None:
        for part in self.parts:
            whole(part)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def in_(self, language: Language) -> str:
        return self.between.join(map(language, self.parts))


def lines(parts: Iterable[Said]) -> Joined:
    """Returns several things, each on a line of its own."""
    return Joined(tuple(parts))


@dataclass(frozen=True, slots=True)
class Listed(Value):
    """Several things in one sentence: a, b and c."""

    parts: tuple[Said, ...] = field(repr=False)

    def __post_init__(self) -> None:
        for part in self.parts:
            whole(part)

    def in_(self, language: Language) -> str:
        return format_list([language(part) for part in self.parts], locale=language.locale)


@dataclass(frozen=True, slots=True)
class Day(Value):
    """A day as people write it: 9 November 2026. Times that are public are days only, in UTC."""

    ordinal: int

    def in_(self, language: Language) -> str:
        return _day(self.ordinal, language.locale)


def day(moment: datetime | date) -> Day:
    """Returns the day of a moment."""
    return Day(moment.toordinal())


def day_of(seconds: int) -> Day:
    """Returns the day of a moment in Unix seconds."""
    return day(datetime.fromtimestamp(seconds, UTC))


@lru_cache(maxsize=1_000)
def _day(ordinal: int, locale: Locale) -> str:
    written = format_date(date.fromordinal(ordinal), "long", locale=locale)
    # CLDR writes “1 février”, and nobody else does.
    return written.replace("1 ", "1er ", 1) if locale.language == "fr" and written.startswith("1 ") else written


@dataclass(frozen=True, slots=True)
class Number(Value):
    """A quantity with thousands separators: 1,204."""

    number: int

    def in_(self, language: Language) -> str:
        return language.grouped(self.number)


@dataclass(frozen=True, slots=True)
class Span(Value):
    """A duration in seconds, said in one unit: 40 seconds, 3 minutes, 5 hours, 2 days."""

    seconds: int

    def in_(self, language: Language) -> str:
        for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
            if self.seconds >= 2 * length or (self.seconds >= length and self.seconds % length == 0):
                return _unit(self.seconds // length, f"duration-{unit}", "long", WHOLE, language.locale)
        return _unit(max(self.seconds, 0), "duration-second", "long", WHOLE, language.locale)


@dataclass(frozen=True, slots=True)
class Size(Value):
    """A number of bytes: 512 bytes, 3.0 kB, 340 kB, 3.4 MB. It is said in the largest unit of which there is at least
    one, with one decimal below ten and none from ten on."""

    count: int

    def in_(self, language: Language) -> str:
        if self.count < 1_000:
            return _unit(self.count, "digital-byte", "long", WHOLE, language.locale)
        one, unit = 1_000, "kilobyte"
        for larger in ("megabyte", "gigabyte", "terabyte"):
            if _rounded(self.count, one) >= 1_000:  # 999,500 bytes are 1.0 MB, and not 1,000 kB
                one, unit = 1_000 * one, larger
        tenths = _rounded(self.count, one // 10)
        if tenths < 100:
            return _unit(tenths / 10, f"digital-{unit}", "short", "0.0", language.locale)
        return _unit(_rounded(self.count, one), f"digital-{unit}", "short", WHOLE, language.locale)


def _rounded(count: int, one: int) -> int:
    """Returns how many times `one` it is, rounded to the nearest integer."""
    return (count + one // 2) // one


#: How a quantity without decimals is written.
WHOLE = "#,##0"


@lru_cache(maxsize=1_000)
def _unit(number: float, unit: str, length: Any, how: str, locale: Locale) -> str:
    written = format_unit(number, unit, length=length, format=how, locale=locale)
    return written.replace(" ", "") if locale.language == "ja" else written  # CLDR writes “1 分”, and nobody else does
