"""Days, spans and hours as each language writes them, ready to be looked for in what somebody wrote.

Names of months and of days of the week are Unicode's (CLDR); what people say beside them stands in `time_tables`. All
of it is compared folded: in small letters, without accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

from bot.rules.time_tables import TABLES

_MARKS = re.compile("[\u0300-\u036f]")
#: Letters that Unicode does not take apart into another one and an accent.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "’": "'", ",": " ", "、": " ", "(": " ", ")": " "})
#: How Japanese writes days, around which it has no blanks, and how others do.
_EASTERN_DAYS = (
    (re.compile(r"^来週の?(?=[月火水木金土日])"), "来週 "),
    (re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?"), r"\1-\2-\3 "),
    (re.compile(r"(\d{4})年(\d{1,2})月"), r"\1-\2 "),
    (re.compile(r"(\d{4})年"), r"\1 "),
    (re.compile(r"(\d{1,2})月(\d{1,2})日?"), r"\1/\2 "),
    (re.compile(r"^(?:次の|今度の|この)|(?:まで|までに|に|から|以降)$"), ""),
    (re.compile(r"の?(真夜中|正午|今夜|今晩|夜)$"), r" \1"),
)
_EASTERN_HOUR = re.compile(r"の?(午前|午後)?(\d{1,2})時(?!間)(?:(\d{1,2})分|(半))?")


def folded(text: str) -> str:
    """Returns a text in small letters, without accents and commas, with single blanks."""
    apart = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return " ".join(unicodedata.normalize("NFC", apart).translate(_PLAIN).split())


class TimeWords:
    """A language's words, ready to be looked for in a folded text."""

    def __init__(self, code: str, locale: Locale, day_first: bool | None) -> None:
        table = TABLES[code]
        self.months = _names(locale, get_month_names) | {name: at for at, name in enumerate(_words(table.months), 1)}
        self.weekdays = _names(locale, get_day_names) | _by_word(table.weekdays, None)
        self.relative = _by_word(table.relative)
        self.numbers = _by_word(dict(enumerate(table.numbers.split(";"), 1)), None)
        self.units = _by_word(table.units, None)
        self.hours = dict(sorted(_by_word(table.hours).items(), key=lambda named: -len(named[0])))
        self.bare, self.uncounted, self.clock = table.bare, set(_words(table.uncounted)), set(_words(table.clock))
        self.eastern = code == "ja"
        self.day_first = day_first  #: whether 3/12 is the third of the twelfth; None: it may be either
        self.ahead = self._span(table.before, table.after)
        self.ago = self._span(table.ago_before, table.ago_after)
        self.filler = re.compile(
            f"^{_any(table.lead)}(?: |$)|(?:^|(?<= )){_any(table.inner)} | {_any(table.tail)}$|'{_any(table.endings)}$"
        )
        at, after = _any(table.at), _any(f"{table.clock}, o'clock")
        self.at = re.compile(
            rf"(?:^|[ t])(?:(?P<at>{at}) )?(?P<hour>\d{{1,2}})(?: ?(?P<sign>[:h.]) ?(?P<minute>\d{{2}}))?"
            rf"(?: ?(?P<half>[ap])\.?m)?(?P<after> ?{after})?$"
        )

    def _span(self, before: str, after: str) -> re.Pattern[str]:
        count = rf"(?P<count>\d{{1,4}}|{'|'.join(sorted(map(re.escape, self.numbers), key=len, reverse=True))})"
        units = "|".join(sorted(map(re.escape, self.units), key=len, reverse=True))
        return re.compile(rf"(?P<before>{_any(before)} ?)?(?:{count} ?)?(?P<unit>{units})(?P<after> ?{_any(after)})?")

    def seconds_in(self, pattern: re.Pattern[str], text: str) -> int | None:
        """Returns how long a span is that was written as `ahead` or `ago` have it; None for anything else."""
        found = pattern.fullmatch(text)
        if found is None:
            return None
        marked, unit = bool(found["before"] or found["after"]), found["unit"]
        if not marked and (pattern is self.ago or not self.bare or unit in self.clock):
            return None
        if not found["count"] and not (marked and unit in self.uncounted):
            return None
        count = found["count"] or "1"
        return (int(count) if count.isdecimal() else self.numbers[count]) * self.units[unit]

    def spaced(self, text: str) -> str:
        """Returns a folded text with blanks between its parts, also where the language has none."""
        return " ".join(_eastern(text).split()) if self.eastern else text

    def plain(self, text: str) -> str:
        """Returns what somebody wrote, folded, without what says nothing about the day."""
        text = self.spaced(folded(text)).strip(" .!")
        while (shorter := self.filler.sub("", text)) != text:
            text = shorter.strip(" .")
        return text


@cache
def time_words(code: str) -> tuple[TimeWords, ...]:
    """Returns the words of a language by its code on Discord, then the English ones, which everybody may write."""
    plain = code.partition("-")[0]
    own = (plain,) if plain in TABLES and plain != "en" else ()
    return tuple(_words_of(each) for each in (*own, "en-GB" if code == "en-GB" else "en"))


@cache
def _words_of(code: str) -> TimeWords:
    """English of the United Kingdom writes the day first; the other one is read by half the world, in either order."""
    locale = Locale.parse({"en": "en_GB", "pt": "pt_BR"}.get(code, code), sep="-" if "-" in code else "_")
    return TimeWords(code.partition("-")[0], locale, None if code == "en" else _day_first(locale))


def _day_first(locale: Locale) -> bool:
    pattern = locale.date_formats["short"].pattern
    return pattern.index("d") < pattern.index("M")


def _names(locale: Locale, names_of: Callable[..., Mapping[int, str]]) -> dict[str, int]:
    """Returns what CLDR calls each month (from 1) or day of the week (from Monday, 0), folded."""
    return {
        folded(name).rstrip("."): index
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for index, name in names_of(width, context, locale).items()
    }


def _eastern(text: str) -> str:
    """Returns a text with the days and hours of Japanese as others write them."""
    text = _EASTERN_HOUR.sub(_hour, text)
    for pattern, written in _EASTERN_DAYS:
        text = pattern.sub(written, text)
    return text


def _hour(found: re.Match[str]) -> str:
    half, hour, minute, half_past = found.groups()
    return f" {int(hour) % 12 + 12 * (half == '午後') if half else hour}:{30 if half_past else int(minute or 0):02} "


def _words(said: str, between: str | None = ",") -> Iterator[str]:
    return (folded(word) for word in said.split(between) if word.strip())


def _by_word(words: Mapping[int, str], between: str | None = ",") -> dict[str, int]:
    return {word: value for value, said in words.items() for word in _words(said, between)}


def _any(said: str) -> str:
    """Returns what matches any of these; nothing where there is none."""
    words = sorted(_words(said), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})" if words else "(?!)"
