"""Days, months and years that are over, as somebody writes from when to when something was."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from bot.rules import days
from bot.rules.time_words import TimeWords

_NAMED_MONTH = re.compile(r"(?P<name>.+?)\.?(?: (?P<year>[1-9]\d{3}))?")
_YEAR = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2}))?|(?P<first>\d{1,2})[./](?P<last>\d{4})")


def first(written: str, today: date, language: str = "en") -> date:
    """Return the first day of what somebody wrote: a day, a month (2025-12, December) or a year.

    `language` is the code on Discord of what they read. Raises days.DayRefused.
    """
    return days.understood(language, lambda words: _read(written, today, words))[0]


def last(written: str, today: date, language: str = "en") -> date:
    """Return the last day of it. Raises days.DayRefused."""
    return days.understood(language, lambda words: _read(written, today, words))[1]


def _read(written: str, today: date, words: TimeWords) -> tuple[date, date]:
    """A day without a year is the last such day."""
    found = _YEAR.fullmatch(words.plain(written))
    if found is None:
        return _named_month(written, today, words) or _one_day(days.past(written, today, words))
    year, month = int(found["year"] or found["last"]), int(found["month"] or found["first"] or 0)
    if not year > 0 or not 0 <= month <= 12 or ((found["month"] or found["first"]) and not month):
        raise days.DayRefused(days.Reason.UNREADABLE)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return _month(year, month)


def _named_month(written: str, today: date, words: TimeWords) -> tuple[date, date] | None:
    """A month by its name: without a year, the last such month, which may be this one."""
    found = _NAMED_MONTH.fullmatch(words.plain(written))
    month = days.called(words.months, found["name"]) if found else None
    if found is None or month is None:
        return None
    return _month(int(found["year"] or today.year - (month > today.month)), month)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _one_day(day: date) -> tuple[date, date]:
    return day, day
