"""Days, months and years that are over, as somebody writes from when to when something was."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from bot.rules import days

_YEAR = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?")


def first(written: str, today: date) -> date:
    """Return the first day of what somebody wrote: a day, a month (2025-12) or a year. Raises days.DayRefused."""
    return _read(written, today)[0]


def last(written: str, today: date) -> date:
    """Return the last day of it. Raises days.DayRefused."""
    return _read(written, today)[1]


def _read(written: str, today: date) -> tuple[date, date]:
    """A day without a year is the last such day."""
    found = _YEAR.fullmatch(written.strip())
    if found is None:
        day = days.past(written, today)
        return day, day
    year, month = int(found["year"]), int(found["month"] or 0)
    if not year > 0 or not 0 <= month <= 12 or (found["month"] and not month):
        raise days.DayRefused(days.Reason.UNREADABLE)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
