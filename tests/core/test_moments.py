"""Moments as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import moments

#: A Friday.
NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
NOW_SECONDS = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tomorrow", "2026-11-28 00:00"),
        ("Until Tomorrow 18:00", "2026-11-28 18:00"),
        ("tomorrow at 6 pm", "2026-11-28 18:00"),
        ("tomorrow noon", "2026-11-28 12:00"),
        ("tonight", "2026-11-27 20:00"),
        ("today 16:00", "2026-11-27 16:00"),
        ("18:00", "2026-11-27 18:00"),
        ("8:00", "2026-11-28 08:00"),
        ("12:30 am", "2026-11-28 00:30"),
        ("in 3 hours", "2026-11-27 18:30"),
        ("in an hour", "2026-11-27 16:30"),
        ("in two hours", "2026-11-27 17:30"),
        ("Thursday, 24 December 18:00", "2026-12-24 18:00"),
        ("in 90 min", "2026-11-27 17:00"),
        ("in 2 weeks", "2026-12-11 00:00"),
        ("24 December", "2026-12-24 00:00"),
        ("24 December 18:00", "2026-12-24 18:00"),
        ("December 24th, 2026 at 6pm", "2026-12-24 18:00"),
        ("24. Dec", "2026-12-24 00:00"),
        ("3 of March", "2027-03-03 00:00"),
        ("24.12.", "2026-12-24 00:00"),
        ("24.12.2026 18:00 UTC", "2026-12-24 18:00"),
        ("24/12", "2026-12-24 00:00"),
        ("12/24/2026", "2026-12-24 00:00"),
        ("2026-12-24 18:00", "2026-12-24 18:00"),
        ("2026-12-24T18:00", "2026-12-24 18:00"),
        ("monday", "2026-11-30 00:00"),
        ("next Friday 9:00", "2026-12-04 09:00"),
        ("on sat", "2026-11-28 00:00"),
        (f"<t:{NOW_SECONDS + 60}:F>", "2026-11-27 15:31"),
    ],
)
def test_what_people_write(text: str, meant: str) -> None:
    found = moments.moment(text, NOW_SECONDS)
    assert found is not None and datetime.fromtimestamp(found, UTC).strftime("%Y-%m-%d %H:%M") == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "3/4", "yesterday", "2026-11-27", "today 15:00", "29 February", "24 December 2027", "31 February",
        "25:00", "13 pm", "in 0 hours",
        "24 Brumaire", "in 5", "2026-11-26 18:00", "<t:1:F>", "9999-12-31", "tomorrow" * 20, "0:60",
    ],
)  # fmt: skip
def test_what_is_not_understood_or_over(text: str) -> None:
    assert moments.moment(text, NOW_SECONDS) is None


@given(st.text(max_size=80))
def test_whatever_is_written_is_read_or_not_and_never_in_the_past(text: str) -> None:
    found = moments.moment(text, NOW_SECONDS)
    assert found is None or found > NOW_SECONDS
