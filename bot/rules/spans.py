"""Days, months and years that are over, as somebody writes from when to when something was."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from bot.rules import days

_AGO = re.compile(r"(?P<count>\d{1,3}|[a-z]+) (?P<unit>day|week)s? ago")
_MONTH = re.compile(r"(?P<name>[a-z]+)\.?(?: (?P<year>[1-9]\d{3}))?")
_YEAR = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?")


def first(written: str, today: date) -> date:
    """Return the first day of what somebody wrote: a day, a month (2025-12, December) or a year.

    Raises days.DayRefused.
    """
    return _read(written, today)[0]


def last(written: str, today: date) -> date:
    """Return the last day of it. Raises days.DayRefused."""
    return _read(written, today)[1]


def _read(written: str, today: date) -> tuple[date, date]:
    """A day without a year is the last such day."""
    found = _YEAR.fullmatch(written.strip())
    if found is None:
        return _named_month(written, today) or _one_day(written, today)
    year, month = int(found["year"]), int(found["month"] or 0)
    if not year > 0 or not 0 <= month <= 12 or (found["month"] and not month):
        raise days.DayRefused(days.Reason.UNREADABLE)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return _month(year, month)


def _named_month(written: str, today: date) -> tuple[date, date] | None:
    """A month by its name: without a year, the last such month, which may be this one."""
    found = _MONTH.fullmatch(" ".join(written.casefold().split()))
    month = days.month_called(found["name"]) if found else None
    if found is None or month is None:
        return None
    return _month(int(found["year"] or today.year - (month > today.month)), month)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _one_day(written: str, today: date) -> tuple[date, date]:
    ago = _AGO.fullmatch(" ".join(written.casefold().split()))
    count = days.count_of(ago["count"]) if ago else None
    day = days.past(written, today) if ago is None or count is None else today - count * days.UNITS[ago["unit"]]
    return day, day
