"""Days as people write them: “24 December”, “2026-12-24”, “in 3 days”, “tomorrow”, “Friday”.

Days are in UTC, like all that readers see. What can be read in two ways is not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from enum import Enum, auto

#: Days from today for which something can be put off, at most.
FURTHEST = 365
#: Seconds of a day between which what is put off to it appears: a moment of its own would tell its writer's hours.
OPENS, CLOSES = 8 * 3_600, 20 * 3_600
_DAY = 86_400

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Numbers as words.
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip
UNITS = {"day": timedelta(days=1), "week": timedelta(weeks=1)}
_YEAR, _DAY_OF_MONTH = r"(?P<year>\d{4})", r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_NUMERIC = re.compile(rf"(?P<first>\d{{1,2}})(?P<sign>[./-])(?P<second>\d{{1,2}})(?:(?P=sign){_YEAR}|\.)?")
_NAMED = (
    re.compile(rf"{_DAY_OF_MONTH} (?P<name>[a-z]+)\.?(?: {_YEAR})?"),
    re.compile(rf"(?P<name>[a-z]+)\.? {_DAY_OF_MONTH}(?: {_YEAR})?"),
    re.compile(rf"{_YEAR} (?P<name>[a-z]+)\.? {_DAY_OF_MONTH}"),
)
_AHEAD = re.compile(r"(?:in )?(?P<count>\d{1,3}|[a-z]+) (?P<unit>day|week)s?(?: from (?:now|today))?")
#: What may stand before a day, or within it, and says nothing.
_FILLER = re.compile(r"^(?:on|next|this|coming) |\b(?:the|of) ")


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


def read(written: str, today: date) -> date:
    """Return the day that somebody wrote: one of the FURTHEST after `today`. One without a year is the next such day.

    Raises DayRefused.
    """
    text = _bare(written)
    found = _relative(text, today) or _absolute(text, today)
    if found <= today:
        raise DayRefused(Reason.NOT_LATER)
    if (found - today).days > FURTHEST:
        raise DayRefused(Reason.TOO_FAR)
    return found


def past(written: str, today: date) -> date:
    """Return the day that somebody wrote, as one that is over: one without a year is the last such day. With a year it
    may be any. Raises DayRefused."""
    text = _bare(written)
    if text in ("today", "now", "yesterday"):
        return today - timedelta(days=text == "yesterday")
    if (index := _named(_WEEKDAYS, text)) is not None:
        return today - timedelta(days=(today.weekday() - index) % 7)
    return _absolute(text, today - timedelta(days=365))


def month_called(name: str) -> int | None:
    """Return the month (from 1) of that name, in small letters, or of which these are the first three or more."""
    index = _named(_MONTHS, name)
    return None if index is None else index + 1


def count_of(written: str) -> int | None:
    """Return the number that somebody wrote in digits or, up to twelve, as a word in small letters."""
    return int(written) if written.isdecimal() else NUMBERS.get(written)


def _bare(written: str) -> str:
    """Return what somebody wrote without what says nothing about the day."""
    text = " ".join(unicodedata.normalize("NFKC", written).casefold().replace(",", " ").split()).strip(" .!")
    while (shorter := _FILLER.sub("", text)) != text:
        text = shorter
    return text


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


def _relative(text: str, today: date) -> date | None:
    if text in ("today", "now", "yesterday"):
        return today - timedelta(days=text == "yesterday")
    if text in ("tomorrow", "day after tomorrow"):
        return today + timedelta(days=1 if text == "tomorrow" else 2)
    if (index := _named(_WEEKDAYS, text)) is not None:
        return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    if text == "week":
        return today + timedelta(days=7)
    if (ahead := _AHEAD.fullmatch(text)) is None:
        return None
    count = count_of(ahead["count"])
    return None if count is None else today + count * UNITS[ahead["unit"]]


def _absolute(text: str, today: date) -> date:
    """Return the date that this is, with or without its day of the week before it."""
    first, _, rest = text.partition(" ")
    weekday = _named(_WEEKDAYS, first.rstrip("."))
    found = _dated(text if weekday is None else rest, today)
    if weekday not in (None, found.weekday()):
        raise DayRefused(Reason.TWO_DAYS)
    return found


def _dated(text: str, today: date) -> date:
    if iso := _ISO.fullmatch(text):
        return _of(int(iso["day"]), int(iso["month"]), iso["year"], today)
    for pattern in _NAMED:
        named = pattern.fullmatch(text)
        if named and (month := _named(_MONTHS, named["name"])) is not None:
            return _of(int(named["day"]), month + 1, named["year"], today)
    if numeric := _NUMERIC.fullmatch(text):
        first, second = int(numeric["first"]), int(numeric["second"])
        if numeric["sign"] != "." and first != second and max(first, second) <= 12:
            raise DayRefused(Reason.TWO_DAYS)
        if numeric["sign"] != "." and second > 12:
            first, second = second, first
        return _of(first, second, numeric["year"], today)
    raise DayRefused(Reason.UNREADABLE)


def _of(day: int, month: int, year: str | None, today: date) -> date:
    """Return this day of a year; without one, of the first in which it comes after today."""
    for each in (int(year),) if year else range(today.year, today.year + 9):
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year or found > today:
            return found
    raise DayRefused(Reason.UNREADABLE)


def _named(names: tuple[str, ...], text: str) -> int | None:
    """Return which of the names this is, or the first three letters or more of."""
    found = [index for index, name in enumerate(names) if len(text) >= 3 and name.startswith(text)]
    return found[0] if len(found) == 1 else None
