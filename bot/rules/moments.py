"""Moments as people write them in their language: “tomorrow”, “24 December 18:00”, “in 3 hours”. `days` reads days.

Discord's commands have no way to pick a time, so it is typed, read forgivingly, and shown back as Discord shows it to
each reader. A bot does not know in which time zone somebody lives: an hour that is written is one of UTC.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.rules import days
from bot.rules.days import DayRefused
from bot.rules.time_words import TimeWords, folded, time_words

#: Characters that are looked at.
LONGEST = 60
_DAY = 86_400
_STAMP = re.compile(r"<t:(\d{1,12})(?::[a-z])?>")
#: What may stand after an hour and says nothing.
_AFTER = re.compile(r" ?(?:utc|gmt)$")


def moment(text: str, now: int, language: str = "en") -> int | None:
    """Returns the moment that somebody means, in Unix seconds; None for what is not understood, what is over, and what
    is more than a year away.

    A day without an hour is its first moment, in UTC. `now` is in Unix seconds; `language` is the code on Discord of
    what they read, and English is read beside it.
    """
    if stamp := _STAMP.fullmatch(text.strip().casefold()):
        found = [int(stamp[1])]
    else:
        found = (_moment(text[:LONGEST], now, words, language) for words in time_words(language))
    limit = now + (days.FURTHEST + 1) * _DAY
    return next((each for each in found if each is not None and now < each <= limit), None)


def _moment(text: str, now: int, words: TimeWords, language: str) -> int | None:
    said = words.spaced(_AFTER.sub("", folded(text).rstrip(" .!")))
    span = words.seconds_in(words.ahead, words.plain(said))
    if span is not None and span % _DAY:
        return now + span
    return _at(*_split(said, words), now, words, language)


def _at(day: str, seconds: int | None, now: int, words: TimeWords, language: str) -> int | None:
    """Returns when it is so many seconds into a day that was written; without one, into the next that has not come so
    far."""
    today, day = days.day_at(now), words.plain(day)
    if words.relative.get(day) == 0:
        return None if seconds is None else days.seconds_of(today) + seconds
    if day:
        try:
            return days.seconds_of(days.read(day, today, language)) + (seconds or 0)
        except DayRefused:
            return None
    if seconds is None:
        return None
    ahead = (days.seconds_of(each) + seconds for each in (today, today + timedelta(1)))
    return next(each for each in ahead if each > now)


def _split(said: str, words: TimeWords) -> tuple[str, int | None]:
    """Returns what is said of the day, and the seconds into it; "" or None for what is not said."""
    for name, seconds in words.hours.items():
        if said == name or said.endswith(f" {name}"):
            return said.removesuffix(name).strip().removesuffix(" at"), seconds
    found = words.at.search(said)
    if found is None or not (found["half"] or found["at"] or found["after"] or found["sign"] in (":", "h")):
        return said, None  # a number by itself, or with a dot, belongs to the day
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half:
        hour = hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        return said, None
    return said[: found.start()].strip(), hour * 3_600 + minute * 60
