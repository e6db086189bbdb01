"""Days as people write them: “24 December”, “2026-12-24”, “in 3 days”, “tomorrow”, “Friday”, in their language.

Days are in UTC, like all that readers see. What can be read in two ways is not guessed: 3/12 is the third of December
where a language writes the day first, and refused in English. Whoever wrote it reads which day was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import Enum, auto
from typing import TypeVar

from bot.rules.time_words import TimeWords, time_words

T = TypeVar("T")

#: Days from today for which something can be put off, at most.
FURTHEST = 365
#: Seconds of a day between which what is put off to it appears: a moment of its own would tell its writer's hours.
OPENS, CLOSES = 8 * 3_600, 20 * 3_600
_DAY = 86_400

_YEAR, _DAY_OF_MONTH = r"(?P<year>\d{4})", r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|o|-?e?go|\.)?"
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_NUMERIC = re.compile(r"(?P<first>\d{1,2})(?P<sign>[./-]) ?(?P<second>\d{1,2})(?:(?P=sign) ?(?P<year>\d{4}|\d{2})|\.)?")
_NAMED = (
    re.compile(rf"{_DAY_OF_MONTH} (?P<name>[^\W\d_]+)\.?(?: {_YEAR})?"),
    re.compile(rf"(?P<name>[^\W\d_]+)\.? {_DAY_OF_MONTH}(?: {_YEAR})?"),
    re.compile(rf"{_YEAR} (?P<name>[^\W\d_]+)\.? {_DAY_OF_MONTH}"),
)


class Reason(Enum):
    """Why something is not taken for a day."""

    UNREADABLE = auto()
    TWO_DAYS = auto()  #: it can be read in two ways, such as 5/6, or its day of the week is another
    NOT_LATER = auto()  #: it is today, or over
    TOO_FAR = auto()  #: more than FURTHEST days ahead


class DayRefused(ValueError):
    """What somebody wrote is no day that something can be put off to."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.name)
        self.reason = reason


def read(written: str, today: date, language: str = "en") -> date:
    """Return the day that somebody wrote: one of the FURTHEST after `today`. One without a year is the next such day.

    `language` is the code on Discord of what they read; English is read beside it. Raises DayRefused.
    """
    found = understood(language, lambda words: _ahead(words.plain(written), today, words))
    if found <= today:
        raise DayRefused(Reason.NOT_LATER)
    if (found - today).days > FURTHEST:
        raise DayRefused(Reason.TOO_FAR)
    return found


def past(written: str, today: date, words: TimeWords) -> date:
    """Return the day that somebody wrote, as one that is over: one without a year is the last such day. With a year it
    may be any. Raises DayRefused."""
    text = words.plain(written)
    if (ahead := words.relative.get(text, 1)) <= 0:
        return today + timedelta(ahead)
    if (index := called(words.weekdays, text)) is not None:
        return today - timedelta(days=(today.weekday() - index) % 7)
    if (ago := words.seconds_in(words.ago, text)) is not None and not ago % _DAY:
        return today - timedelta(seconds=ago)
    return _absolute(text, today - timedelta(days=365), words)


def understood(language: str, read: Callable[[TimeWords], T]) -> T:
    """Return what is read with the words of a language or, where it cannot be read so, with English ones. Raises
    DayRefused, as the first of them does that could read it at all."""
    *others, last = time_words(language)
    for words in others:
        try:
            return read(words)
        except DayRefused as refused:
            if refused.reason is not Reason.UNREADABLE:
                raise
    return read(last)


def called(names: Mapping[str, int], text: str) -> int | None:
    """Return what has this name, or one of which these are the first three letters or more."""
    text = text.rstrip(".")
    if text in names:
        return names[text]
    found = {index for name, index in names.items() if len(text) >= 3 and name.startswith(text)}
    return found.pop() if len(found) == 1 else None


def seconds_of(day: date) -> int:
    """Return the midnight (UTC) at which a day begins, in Unix seconds."""
    return (day - date(1970, 1, 1)).days * _DAY


def day_at(now: int) -> date:
    """Return the day (UTC) of a moment in Unix seconds."""
    return date(1970, 1, 1) + timedelta(days=now // _DAY)


def window(day: int, now: int) -> tuple[int, int] | None:
    """Return between which moments something put off to this day (its midnight) may appear; None when that is over.

    All in Unix seconds.
    """
    first, last = max(day + OPENS, now), day + CLOSES
    return (first, last) if first < last else None


def next_open(now: int) -> int:
    """Return the midnight of the first day on which something may still appear; Unix seconds."""
    today = now // _DAY * _DAY
    return today if window(today, now) else today + _DAY


def _ahead(text: str, today: date, words: TimeWords) -> date:
    return _relative(text, today, words) or _absolute(text, today, words)


def _relative(text: str, today: date, words: TimeWords) -> date | None:
    if text in words.relative:
        return today + timedelta(words.relative[text])
    if (index := called(words.weekdays, text)) is not None:
        return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    if (index := _of_next_week(text, words)) is not None:
        return today + timedelta(days=7 - today.weekday() + index)
    ahead = words.seconds_in(words.ahead, text)
    return None if ahead is None or ahead % _DAY else today + timedelta(seconds=ahead)


def _of_next_week(text: str, words: TimeWords) -> int | None:
    """Return which day of next week this is, from Monday (0): “Friday next week”, “nächste Woche Freitag”."""
    first, _, after = text.partition(" ")
    before, _, last = text.rpartition(" ")
    for name, rest in ((first, after), (last, before)):
        index = called(words.weekdays, name) if rest else None
        if index is not None and words.relative.get(words.plain(rest)) == 7 and text != f"{name} week":
            return index  # “Friday week” is the Friday after the next one, and not in all English
    return None


def _absolute(text: str, today: date, words: TimeWords) -> date:
    """Return the date that this is, with or without its day of the week before or after it."""
    first, _, after = text.partition(" ")
    before, _, last = text.rpartition(" ")
    for name, rest in (("", text), (first, after), (last, before)):
        weekday = called(words.weekdays, name) if name else None
        found = _dated(rest, today, words) if weekday is not None or not name else None
        if found is not None:
            if weekday not in (None, found.weekday()):
                raise DayRefused(Reason.TWO_DAYS)
            return found
    raise DayRefused(Reason.UNREADABLE)


def _dated(text: str, today: date, words: TimeWords) -> date | None:
    """Return the date that this is; None for none. Raises DayRefused for one that does not exist, or may be another."""
    if iso := _ISO.fullmatch(text):
        return _of(int(iso["day"]), int(iso["month"]), iso["year"], today)
    for pattern in _NAMED:
        named = pattern.fullmatch(text)
        if named and (month := called(words.months, named["name"])) is not None:
            return _of(int(named["day"]), month, named["year"], today)
    if numeric := _NUMERIC.fullmatch(text):
        year, first, second = numeric["year"] or "", int(numeric["first"]), int(numeric["second"])
        if len(year) == 2 and words.day_first is False and numeric["sign"] != ".":
            return _of(int(year), second, f"{today.year // 100}{first:02}", today)
        day, month = _in_order(first, second, numeric["sign"], words)
        return _of(day, month, f"{today.year // 100}{year}" if len(year) == 2 else year, today)
    return None


def _in_order(first: int, second: int, sign: str, words: TimeWords) -> tuple[int, int]:
    """Return which of two numbers is the day, and which the month: as the language writes them, if they can be that.
    Whoever puts dots between them writes the day first."""
    day_first = True if sign == "." else words.day_first
    if day_first is None and first != second and max(first, second) <= 12:
        raise DayRefused(Reason.TWO_DAYS)
    turned = first <= 12 if day_first is False else second > 12 and sign != "."
    return (second, first) if turned else (first, second)


def _of(day: int, month: int, year: str | None, today: date) -> date:
    """Return this day of a year; without one ("" or None), of the first in which it comes after today."""
    for each in (int(year),) if year else range(today.year, today.year + 9):
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year or found > today:
            return found
    raise DayRefused(Reason.UNREADABLE)
