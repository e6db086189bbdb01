"""A letterbox's word and link rules: what is refused, and what is flagged for the desk.

A rule means what a reader sees, so it is compared with how a text *reads* (`read`): without case, accents and what
cannot be seen, and with one letter for all that look like it (`pen_names`). Three things keep ordinary letters out of
trouble. A rule matches whole words; what is put between the letters of a word is overlooked only where no other word
could be meant (b-a-d, b a d, but neither "he'll" for hell nor "ba d"); and letters that merely resemble each other
count as one letter only where somebody could be fooled: "kiII" is kill, but "fail" is not fall, nor "burn" bum.

Not found, on purpose: repeated letters (baaad), words cut in two (ba d), a rule's letters inside other words (write
`*bad*` for that). Languages without spaces between words need `*word*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain, islice

from bot.rules.hits import MAX_HITS, Hit, HitKind, LinkRule, Verdict
from bot.rules.links import find_links
from bot.rules.reading import Reading, read
from bot.rules.remembering import remembered
from bot.rules.terms import Effort, compile_term, occurrences

#: Entries in one list of words, at most.
MAX_WORDS = 200
#: Characters in one entry, at most.
MAX_WORD = 60
#: How many verdicts are cached.
REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Rules:
    """A letterbox's rules. Entries are as `parse_words` returns them; one without letter or digit finds nothing."""

    refuse: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    links: LinkRule = LinkRule.ALLOW


class WordReason(Enum):
    """Why a list of words is not taken."""

    TOO_MANY = "too many"  #: over MAX_WORDS entries
    TOO_LONG = "too long"  #: an entry over MAX_WORD characters
    NO_LETTERS = "no letters"  #: an entry without letter and digit
    STAR_INSIDE = "star inside"  #: a star anywhere but at the ends
    TOO_BROAD = "too broad"  #: a star at fewer than three plain letters: it would find something in every letter


class WordsRefused(ValueError):
    """The list of words cannot be used; `reason` says why, `entry` is the one at fault ("" for the whole list)."""

    def __init__(self, reason: WordReason, entry: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.entry = entry


@remembered(REMEMBERED)
def judge(text: str, rules: Rules) -> Verdict:
    """Returns what the rules find in a text of any length. What is refused is not flagged as well.

    The last few verdicts are cached: a draft is judged for its card, for a press, and for the answer to the press.
    """
    links = find_links(text)
    grave = {HitKind.INVITE, HitKind.MASKED_LINK, HitKind.FALSE_LINK}
    refused = links if rules.links is LinkRule.REFUSE else []
    flagged = [hit for hit in links if rules.links is LinkRule.FLAG or hit.kind in grave] if not refused else []
    readings, effort = _readings(text) if rules.refuse or rules.flag else [], Effort()
    refused = [*refused, *_words(readings, rules.refuse, effort)]
    spans = {(hit.start, hit.end) for hit in refused}
    flagged = [*flagged, *(hit for hit in _words(readings, rules.flag, effort) if (hit.start, hit.end) not in spans)]
    return Verdict(sorted(refused, key=_place), sorted(flagged, key=_place))


def _place(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


#: What people write in place of a letter: not alike, but still readable.
_WRITTEN_FOR = str.maketrans("345789@$!€+", "eastbgasiet")


def _readings(text: str) -> list[Reading]:
    other = text.translate(_WRITTEN_FOR)
    return [read(text)] if other == text else [read(text), read(text, other)]


def _words(readings: list[Reading], entries: Iterable[str], effort: Effort) -> Iterator[Hit]:
    for entry in dict.fromkeys(entries):
        term = compile_term(entry)
        each = [islice(occurrences(reading, term, effort), MAX_HITS) for reading in readings] if term else ()
        found = set(chain.from_iterable(each))
        for start, end in sorted(found)[:MAX_HITS]:
            yield Hit(HitKind.WORD, entry, readings[0].text[start:end], start, end)


def parse_words(text: str) -> tuple[str, ...]:
    """Parses a list of words as a moderator types it: separated by commas, semicolons or line
    breaks, with `*` at either end.

    Entries that differ only in case and accents are kept once, as first written. Returns () for an empty
    text. Raises WordsRefused.
    """
    entries = [" ".join(piece.split()) for piece in re.split(r"[,;\n\r،、，]", text)]
    kept: dict[tuple[object, ...], str] = {}
    for entry in filter(None, entries):
        kept.setdefault(_checked(entry), entry)
        if len(kept) > MAX_WORDS:
            raise WordsRefused(WordReason.TOO_MANY)
    return tuple(kept.values())


def _checked(entry: str) -> tuple[object, ...]:
    if len(entry) > MAX_WORD:
        raise WordsRefused(WordReason.TOO_LONG, entry)
    if "*" in entry.strip("*"):
        raise WordsRefused(WordReason.STAR_INSIDE, entry)
    term = compile_term(entry)
    if term is None:
        raise WordsRefused(WordReason.NO_LETTERS, entry)
    if (term.open_left or term.open_right) and len(term.bones) < 3 and term.bones.isascii():
        raise WordsRefused(WordReason.TOO_BROAD, entry)
    return term.bones, term.letters, term.joints, term.open_left, term.open_right
