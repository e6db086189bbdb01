"""Numbers, days, spans and sizes, as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def plural(number: int, one: str, many: str) -> str:
    """`number` with its noun: 1 response, 1,204 responses."""
    return f"{number:,} {one if number == 1 else many}"


def day(moment: datetime) -> str:
    """A day as a person writes it: 9 November 2026. Public times are days only."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def responses(count: int) -> str:
    """The response count under a letter."""
    return plural(count, "response", "responses") if count else "no responses yet"


def resealed(count: int) -> str:
    """What changing the key came to."""
    return f"{plural(count, 'value', 'values')} sealed anew; the old key opens nothing here any more."


def size(count: int) -> str:
    """A number of bytes as people say it: 340 kB, 3.4 MB."""
    if count < 1_000_000:
        return f"{-(-count // 1_000)} kB"
    return f"{count / 1e6:.1f} MB" if count < 1_000_000_000 else f"{count / 1e9:,.1f} GB"


def all_of(names: Sequence[str]) -> str:
    """Two or three things together: SEAL_KEY and SEAL_KEY_OLD."""
    return " and ".join(names)


def span(seconds: int) -> str:
    """A stretch of time as people say it: 40 seconds, 3 minutes, 5 hours, 2 days."""
    for length, one in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * length or (seconds >= length and seconds % length == 0):
            return plural(seconds // length, one, f"{one}s")
    return plural(max(seconds, 0), "second", "seconds")


def characters(count: int) -> str:
    """A length in characters."""
    return plural(count, "character", "characters")


def pages(count: int) -> str:
    """A number of pages."""
    return plural(count, "page", "pages")


def pictures(count: int) -> str:
    """A number of pictures."""
    return plural(count, "picture", "pictures")
