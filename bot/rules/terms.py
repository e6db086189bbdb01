"""Terms: finds a word or phrase of a moderator's list, or a name, however it is spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.rules.hits import KNOWN
from bot.rules.reading import Gap, Reading, is_foreign, read
from bot.rules.remembering import remembered


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to look for, as `compile_term` returns it."""

    bones: str
    letters: str  #: for each bone the plain small letter that was written, or a space
    joints: tuple[tuple[int, bool], ...]  #: before which bones something may stand, and whether something must
    open_left: bool
    open_right: bool
    loose: bool  #: a name, which may be written as one word, and is shown without the word it is part of
    foreign: bool  #: whether all of it is in another script than Latin
    digits: int  #: how many digits were written


@remembered(4096)
def compile_term(entry: str, loose: bool = False) -> Term | None:
    """Returns the term for a word or phrase, with `*` at either end for "and anything more"; None
    without letter and digit.

    `loose` is for names: their words may also be written as one.
    """
    reading = read(entry.strip("* "))
    if not reading.bones:
        return None
    joints = [(k, gap == Gap.SPACE and not loose) for k, gap in enumerate(reading.gaps[1:-1], 1) if gap]
    written = [reading.text[index] for index in reading.at]
    letters = "".join(_plain(char).lower() or " " for char in written)
    words = [char for char in written if char.isalpha()]
    return Term(
        bones=reading.bones,
        letters=letters,
        joints=tuple(joints),
        open_left=entry.startswith("*"),
        open_right=entry.endswith("*"),
        loose=loose,
        foreign=bool(words) and all(map(is_foreign, words)),
        digits=sum(char.isdigit() for char in written),
    )


class Effort:
    """Limits how closely one text is searched, for all terms together: about 50 ms, many times what a letter needs.

    Terms and texts can be made for each other so that each place resembles each term. When the effort is spent, the
    next place that resembles a term counts as an occurrence: nothing can be hidden among many near misses.
    """

    def __init__(self) -> None:
        self._left = MAX_EFFORT

    def is_spent(self, cost: int) -> bool:
        """Spends `cost`, counted in finds of a term's letters. Returns whether too little was left for it."""
        self._left -= cost
        return self._left < 0


#: Finds of a term's letters in one text, at most; a close look costs CLOSE of them, and one for each letter.
MAX_EFFORT, CLOSE = 60_000, 20


def occurrences(reading: Reading, term: Term, effort: Effort) -> Iterator[tuple[int, int]]:
    """Yields where a term occurs, as (start, end) in the text, in order; the whole word, for a
    term that is open, not loose."""
    start = _next(reading, term, 0)
    while start >= 0:
        end = start + len(term.bones)
        after = start + 1
        if effort.is_spent(1):
            yield _span(reading, start, end)
            return
        if _is_whole(reading, term, start, end) and (
            effort.is_spent(CLOSE + len(term.bones)) or _is_meant(reading, term, start, end)
        ):
            first, after = _widened(reading, term, start, end)
            yield _span(reading, first, after)
        start = _next(reading, term, after)


def _next(reading: Reading, term: Term, start: int) -> int:
    """Returns where a term's letters occur next, from `start` on; -1 for nowhere. Without a star,
    only where a word begins."""
    if start and not term.open_left:
        begins = _BEGINS.search(reading.gaps, start)
        start = begins.start() if begins else len(reading.gaps)
    return reading.bones.find(term.bones, start)


_BEGINS = re.compile(rb"[^\0]")


def _is_whole(reading: Reading, term: Term, start: int, end: int) -> bool:
    """Whether the term neither begins nor ends inside a word, except where it has a star."""
    left = bool(reading.gaps[start]) or (term.open_left and reading.at[start - 1] != reading.at[start])
    right = _is_end(reading, end) or (term.open_right and reading.at[end - 1] != reading.at[end])
    return left and right


def _is_end(reading: Reading, end: int) -> bool:
    """Whether a word ends before bone `end`: "don" does not end in "don't"."""
    if reading.gaps[end] != Gap.QUOTE or reading.bones[end - 1 : end + 1] != "nt":
        return bool(reading.gaps[end])
    return not reading.gaps[end + 1]


def _is_meant(reading: Reading, term: Term, start: int, end: int) -> bool:
    return (
        _is_one_word_each(reading, term, start, end)
        and _is_spelled(reading, term, start, end)
        and _is_in_script(reading, term, start, end)
        and _is_no_number(reading, term, start, end)
    )


def _is_one_word_each(reading: Reading, term: Term, start: int, end: int) -> bool:
    if any(must and not reading.gaps[start + k] for k, must in term.joints):
        return False
    edges = [start, *(start + k for k, _ in term.joints), end]
    words = list(pairwise(edges))
    solid = [_is_solid(reading, term, *word) for word in words]
    each = all(whole or _is_spread(reading, *word) for whole, word in zip(solid, words, strict=True))
    return (each or _is_spread(reading, start, end)) and not _is_part_of_more(reading, start, end)


def _is_solid(reading: Reading, term: Term, start: int, end: int) -> bool:
    """Whether this is a word with nothing inside but signs; with a star not even these, or `*ass*`
    would be in "Texas-style"."""
    most = Gap.MARK if term.open_left or term.open_right else Gap.SIGN
    if len(set(reading.at[start:end])) == 2:
        most = Gap.MARK  # a.m. is not am
    if reading.text[reading.at[start]].isdigit():
        most = Gap.NONE  # 14,88 and 14:88 are other numbers
    return end - start == 1 or max(reading.gaps[start + 1 : end]) <= most


def _is_spread(reading: Reading, start: int, end: int) -> bool:
    """Whether the letters are spaced out (b a d, f u ck): at least three pieces, all but one of them a single
    letter."""
    cells = [k for k in range(start, end) if k == start or reading.at[k] != reading.at[k - 1]]
    gaps = [reading.gaps[k] for k in cells[1:]]
    pieces = 1 + sum(map(bool, gaps))
    long = sum(1 for before, gap in zip([Gap.SPACE, *gaps], gaps, strict=False) if before and not gap)
    if pieces < 3 or long > 1 or not reading.gaps[start] or not _is_end(reading, end):
        return False
    # "I'm a" is not ima, and "7 a.m. I" not Ami.
    kinds = {gap for gap in gaps if gap}
    return len(kinds) == 1 or (Gap.QUOTE not in kinds and len(cells) > 3)


#: Words of one letter: they may stand beside letters that are spaced out.
_ONE_LETTER_WORDS = frozenset("aiou")


def _is_part_of_more(reading: Reading, start: int, end: int) -> bool:
    """Whether the spaced out letters go on beyond the term: "s c u n t h o r p e" is one word."""
    if end - start == 1:
        return False
    word = reading.bones[start:end]
    before = start > 0 and _is_single(reading, start - 1) and reading.gaps[start] == reading.gaps[start + 1]
    after = end < len(reading.bones) and _is_single(reading, end) and reading.gaps[end] == reading.gaps[end - 1]
    again = reading.bones.startswith(word, end), reading.bones.endswith(word, 0, start)
    return (after and not again[0]) or (before and not again[1])


def _is_single(reading: Reading, k: int) -> bool:
    """Whether this letter stands by itself and is no word."""
    index = reading.at[k]
    first = reading.at.index(index, max(0, k - 20))
    last = next((n for n in range(k, len(reading.at)) if reading.at[n] != index), len(reading.at))
    char = reading.text[index].lower()
    return bool(reading.gaps[first] and reading.gaps[last]) and char.isalpha() and char not in _ONE_LETTER_WORDS


#: Ordinary words that look like others which are often on a list (bum, dam, mom, stem) or like a name (Tom).
_PLAINLY_RN = """
adorn barn born burn corn darn earn fern horn horny kern learn modern morn scorn stern tern thorn torn turn warn worn
yarn yearn
"""
_MEANT = frozenset(_PLAINLY_RN.split())


def _is_spelled(reading: Reading, term: Term, start: int, end: int) -> bool:
    """Whether every plain letter is the one meant, or one that can be mistaken for it where it stands."""
    written = [_plain(reading.shown[reading.at[k]]) for k in range(start, end)]
    return all(
        not char or meant in (" ", char.lower()) or _fools(reading, k, meant, "".join(written))
        for k, meant, char in zip(range(start, end), term.letters, written, strict=True)
    )


@lru_cache(KNOWN)
def _plain(char: str) -> str:
    """Returns the plain Latin letter that a character is, accents aside; "" for one that only looks like a letter."""
    letter = unicodedata.normalize("NFD", char)[0]
    return letter if letter.isascii() and letter.isalpha() else ""


def _fools(reading: Reading, k: int, meant: str, written: str) -> bool:
    char = _plain(reading.shown[reading.at[k]])
    if meant == "w":
        return char in "vV"
    if meant == "m":
        return char in "rnRN" and written.lower() not in _MEANT
    if meant == "l":
        return char == "I" and not written.isupper()
    return meant == "i" and char == "l" and _may_be_i(reading, k)


def _may_be_i(reading: Reading, k: int) -> bool:
    """Whether this l could be an i or I: "lan", "BlLL", "shlt". Beside a vowel it makes another word: fail and fall."""
    before = " " if reading.gaps[k] else reading.shown[reading.at[k - 1]]
    after = " " if reading.gaps[k + 1] else reading.shown[reading.at[k + 1]]
    between_consonants = before.isalpha() and after.isalpha() and not set("aeiouyAEIOUY") & {before, after}
    return before == " " or before.isupper() or between_consonants


def _is_in_script(reading: Reading, term: Term, start: int, end: int) -> bool:
    """Whether the scripts fit: a Russian word in a Russian text is no disguise of an English one that looks like it."""
    if not reading.foreign and not term.foreign:
        return True
    letters = [char for char in reading.text[reading.at[start] : reading.at[end - 1] + 1] if char.isalpha()]
    foreign = sum(map(is_foreign, letters))
    if term.foreign:
        return bool(foreign) or reading.foreign
    return foreign < len(letters)


def _is_no_number(reading: Reading, term: Term, start: int, end: int) -> bool:
    """Whether it is more than a number: digits may stand for some letters of a word, but 101 is not lol."""
    written = [reading.text[index] for index in dict.fromkeys(reading.at[start:end])]
    digits = sum(char.isdigit() for char in written)
    letters = sum(char != "|" for char in written) - digits  # those in boxes, too
    return digits <= term.digits or letters > 1 or (letters == 1 and 2 * digits <= len(written))


def _widened(reading: Reading, term: Term, start: int, end: int) -> tuple[int, int]:
    """Returns where the word that an open term is part of begins and ends."""
    if term.open_left and not term.loose:
        start = max(reading.gaps.rfind(gap, 0, start + 1) for gap in _PARTING)
    if term.open_right and not term.loose:
        end = min(found for gap in _PARTING if (found := reading.gaps.find(gap, end)) >= 0)
    return start, end


#: The gaps that separate words.
_PARTING = tuple(bytes([gap]) for gap in Gap if gap > Gap.MARK)


def _span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    return reading.at[start], reading.ends[end - 1]
