"""Moments as people write them: “tomorrow”, “24 December 18:00”, “in 3 hours”. Days are read by `days`.

Discord's commands have no way to pick a time, so it is typed, read forgivingly, and shown back as Discord shows it to
each reader. A bot does not know in which time zone somebody lives: an hour that is written is one of UTC.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.rules import days
from bot.rules.days import DayRefused

#: Characters that are looked at.
LONGEST = 60
_DAY = 86_400
_UNITS = {"minute": 60, "min": 60, "hour": 3_600, "h": 3_600}
_IN = re.compile(rf"in (\d{{1,4}}|{'|'.join(days.NUMBERS)}) ?({'|'.join(_UNITS)})s?")
_STAMP = re.compile(r"<t:(\d{1,12})(?::[a-z])?>")
#: What may stand before a moment or after an hour and says nothing.
_BEFORE, _AFTER = re.compile(r"^(?:until|till) "), re.compile(r" ?(?:utc|gmt|o'clock)$")
_CLOCK = re.compile(
    r"(?:^|[ t])(?:at )?"
    r"(?:(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?: ?(?P<half>[ap])\.?m)?|(?P<short>\d{1,2}) ?(?P<of>[ap])\.?m)$"
)
#: Hours with a name, in seconds.
_NAMED = {"noon": 43_200, "midnight": 0, "tonight": 72_000}


def moment(text: str, now: int) -> int | None:
    """Returns the moment that somebody means, in Unix seconds; None for what is not understood, what is over, and what
    is more than a year away.

    A day without an hour is its first moment, in UTC. `now` is in Unix seconds.
    """
    said = _BEFORE.sub("", " ".join(text[:LONGEST].casefold().replace(",", " ").split()).rstrip(" .!"))
    found = None
    if stamp := _STAMP.fullmatch(said):
        found = int(stamp[1])
    elif span := _IN.fullmatch(said):
        found = now + (int(span[1]) if span[1].isdecimal() else days.NUMBERS[span[1]]) * _UNITS[span[2]]
    else:
        found = _at(*_split(_AFTER.sub("", said)), now)
    return found if found is not None and now < found <= now + (days.FURTHEST + 1) * _DAY else None


def _at(day: str, seconds: int | None, now: int) -> int | None:
    """Returns when it is so many seconds into a day that was written; without one, into the next that has not come so
    far."""
    today = days.day_at(now)
    if day == "today":
        return None if seconds is None else days.seconds_of(today) + seconds
    if day:
        try:
            return days.seconds_of(days.read(day, today)) + (seconds or 0)
        except DayRefused:
            return None
    if seconds is None:
        return None
    ahead = (days.seconds_of(each) + seconds for each in (today, today + timedelta(1)))
    return next(each for each in ahead if each > now)


def _split(said: str) -> tuple[str, int | None]:
    """Returns what is said of the day, and the seconds into it; "" or None for what is not said."""
    for name, seconds in _NAMED.items():
        if said == name or said.endswith(f" {name}"):
            return said.removesuffix(name).removesuffix(" at ").strip(), seconds
    found = _CLOCK.search(said)
    if found is None:
        return said, None
    hour, minute, half = int(found["hour"] or found["short"]), int(found["minute"] or 0), found["half"] or found["of"]
    if half:
        hour = hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        return said, None
    return said[: found.start()].strip(), hour * 3_600 + minute * 60
