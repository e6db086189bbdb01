"""Days as people write them: read as they mean them, and never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import days, spans
from bot.rules.days import DayRefused, Reason

TODAY = date(2026, 11, 27)  # a Friday
ahead = st.integers(1, days.FURTHEST)
dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("24 December", date(2026, 12, 24)),
        ("on the 24th of December, 2026", date(2026, 12, 24)),
        ("December 24th", date(2026, 12, 24)),
        ("Dec. 24", date(2026, 12, 24)),
        ("December the 24th", date(2026, 12, 24)),
        ("2026 December 24", date(2026, 12, 24)),
        ("Thursday, 24 December", date(2026, 12, 24)),
        ("Thu. the 24th of December 2026", date(2026, 12, 24)),
        ("Thursday 24.12.", date(2026, 12, 24)),
        ("in ten days", date(2026, 12, 7)),
        ("24. Dec", date(2026, 12, 24)),
        ("2026-12-24", date(2026, 12, 24)),
        ("24.12.", date(2026, 12, 24)),
        ("24.12.2026", date(2026, 12, 24)),
        ("5.6.", date(2027, 6, 5)),
        ("12/24", date(2026, 12, 24)),
        ("24/12/2026", date(2026, 12, 24)),
        ("6/6", date(2027, 6, 6)),
        ("1 March", date(2027, 3, 1)),
        ("27 November", date(2027, 11, 27)),
        ("tomorrow", date(2026, 11, 28)),
        ("Tomorrow!", date(2026, 11, 28)),
        ("the day after tomorrow", date(2026, 11, 29)),
        ("in 3 days", date(2026, 11, 30)),
        ("three days from now", date(2026, 11, 30)),
        ("in a week", date(2026, 12, 4)),
        ("next week", date(2026, 12, 4)),
        ("2 weeks", date(2026, 12, 11)),
        ("Friday", date(2026, 12, 4)),
        ("next Sat", date(2026, 11, 28)),
        ("２０２６－１２－２４", date(2026, 12, 24)),
    ],
)
def test_what_people_write_is_read_as_they_mean_it(written: str, meant: date) -> None:
    assert days.read(written, TODAY) == meant


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", Reason.UNREADABLE),
        ("when it snows", Reason.UNREADABLE),
        ("31 February", Reason.UNREADABLE),
        ("Ju 5", Reason.UNREADABLE),
        ("2026-13-01", Reason.UNREADABLE),
        ("in many days", Reason.UNREADABLE),
        ("5/6", Reason.TWO_DAYS),
        ("05-06-2027", Reason.TWO_DAYS),
        ("Friday, 24 December", Reason.TWO_DAYS),
        ("Friday 24", Reason.UNREADABLE),
        ("today", Reason.NOT_LATER),
        ("yesterday", Reason.NOT_LATER),
        ("in 0 days", Reason.NOT_LATER),
        ("2026-11-27", Reason.NOT_LATER),
        ("24 December 2025", Reason.NOT_LATER),
        ("in 366 days", Reason.TOO_FAR),
        ("29 February", Reason.TOO_FAR),
        ("24 December 9999", Reason.TOO_FAR),
    ],
)
def test_what_is_no_day_to_wait_for_is_refused_with_the_reason(written: str, reason: Reason) -> None:
    with pytest.raises(DayRefused) as refused:
        days.read(written, TODAY)
    assert refused.value.reason is reason


@given(st.text(max_size=60), dates)
def test_whatever_is_written_is_a_day_within_a_year_or_refused(written: str, today: date) -> None:
    try:
        found = days.read(written, today)
    except DayRefused:
        return
    assert today < found <= today + timedelta(days=days.FURTHEST)


@given(dates, ahead)
def test_a_day_is_read_however_it_is_written(today: date, count: int) -> None:
    day = today + timedelta(days=count)
    month = f"{day:%B}"
    forms = [day.isoformat(), f"{day.day} {month} {day.year}", f"{month[:3]} {day.day}, {day.year}", f"in {count} days"]
    forms.append(f"{day.day}.{day.month}.{day.year}")
    assert {days.read(form, today) for form in forms} == {day}


@given(dates, st.integers(0, 86_399), st.integers(-400, 400))
def test_a_window_lies_within_its_day_and_never_before_now(today: date, second: int, offset: int) -> None:
    now = days.seconds_of(today) + second
    day = days.seconds_of(today) + offset * 86_400
    window = days.window(day, now)
    if window is None:
        assert day + days.CLOSES <= now
    else:
        assert now <= window[0] < window[1] and day + days.OPENS <= window[0] and window[1] == day + days.CLOSES
    assert days.window(days.next_open(now), now) is not None


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("today", TODAY, TODAY),
        ("yesterday", date(2026, 11, 26), date(2026, 11, 26)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("December 2024", date(2024, 12, 1), date(2024, 12, 31)),
        ("Dec. 2024", date(2024, 12, 1), date(2024, 12, 31)),
        ("february", date(2026, 2, 1), date(2026, 2, 28)),
        ("November", date(2026, 11, 1), date(2026, 11, 30)),
        ("dec", date(2025, 12, 1), date(2025, 12, 31)),
        ("3 days ago", date(2026, 11, 24), date(2026, 11, 24)),
        ("a week ago", date(2026, 11, 20), date(2026, 11, 20)),
        ("24 December", date(2025, 12, 24), date(2025, 12, 24)),
        ("27 November", TODAY, TODAY),
        ("2030-01-02", date(2030, 1, 2), date(2030, 1, 2)),
    ],
)
def test_days_that_are_over_are_read_with_months_and_years(written: str, first: date, last: date) -> None:
    assert (spans.first(written, TODAY), spans.last(written, TODAY)) == (first, last)


@pytest.mark.parametrize("name", ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
def test_a_day_of_the_week_is_the_last_such_day(name: str) -> None:
    day = spans.first(name, TODAY)
    assert day.strftime("%A").lower() == name and 0 <= (TODAY - day).days < 7


@pytest.mark.parametrize(
    "written",
    ["soon", "2025-00", "2025-13", "0000", "May 0000", "many days ago", "ma", "tomorrow", "in three days", ""],
)
def test_what_is_no_day_that_is_over_is_refused(written: str) -> None:
    with pytest.raises(days.DayRefused):
        spans.last(written, TODAY)
