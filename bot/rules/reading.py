"""How a text reads, letter by letter: what its characters look like, and what stands between them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from bot.rules import pen_names
from bot.rules.hits import KNOWN


class Gap(IntEnum):
    """What stands between two letters, from nothing to what parts words for certain."""

    NONE = 0  #: nothing that can be seen
    MARK = 1  #: signs that Discord formats with and does not show
    SIGN = 2  #: punctuation, a symbol, an emoji
    QUOTE = 3  #: an apostrophe: what stands beside one is often a word, but another one (he'll)
    SPACE = 4  #: a space or a line's end, whatever else there is


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it reads, letter by letter: bone `k` comes from `text[at[k]]`, and `gaps[k]` stands before it."""

    text: str = field(repr=False)
    bones: str = field(repr=False)  #: what the letters and digits look like
    at: list[int] = field(repr=False)
    gaps: list[Gap] = field(repr=False)  #: one more than bones; the edges of the text are spaces
    shown: str = field(repr=False)  #: the text that was read, of the same length
    foreign: bool  #: most letters are neither Latin nor dressed up as such


#: Two regional indicators are a flag; bars are letters only between others ("A|ice"), or a spoiler would hide a word.
_NO_LETTERS = re.compile(
    "(?<![\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]{2}(?![\U0001f1e6-\U0001f1ff])|\\|(?!\\w)|(?<!\\w)\\|"
)
_GREEK = re.compile(r"(?<!\w)[\u0370-\u03ff\u1f00-\u1fff]{2,}(?!\w)")


def read(text: str, instead: str | None = None) -> Reading:
    """How a text reads. `instead`, of the same length, is read in its place, while `text` still counts as written."""
    shown = _NO_LETTERS.sub(lambda m: "_" * len(m[0]), text if instead is None else instead)
    bones: list[str] = []
    at: list[int] = []
    gaps: list[Gap] = []
    gap = Gap.SPACE
    for index, char in enumerate(_GREEK.sub(_in_capitals, shown)):
        look, between = cell(char)
        if not look or (bones and bones[-1].isascii() and unicodedata.category(char)[0] == "M"):
            gap = between if between > gap else gap
            continue
        for bone in look:
            bones.append(bone)
            at.append(index)
            gaps.append(gap)
            gap = Gap.NONE
    return Reading(text, "".join(bones), at, [*gaps, Gap.SPACE], shown, _is_mostly_foreign(text))


def _in_capitals(word: re.Match[str]) -> str:
    """Greek small letters look like other letters than their capitals; a Greek word is compared in capitals."""
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in word[0])


@lru_cache(KNOWN)
def cell(char: str) -> tuple[str, Gap]:
    """What a character looks like as a letter, or "" and how far it parts its neighbours."""
    # Beside a letter of its kind, because a skeleton leaves out what could not be a letter on its own.
    beside = "न" if unicodedata.category(char)[0] == "M" else "a"
    look = pen_names.skeleton(beside + char)[1:]
    return look, Gap.NONE if look else _gap(char)


def _gap(char: str) -> Gap:
    if char.isspace():
        return Gap.SPACE
    if unicodedata.category(char)[0] == "M" or not pen_names.visible(char):
        return Gap.NONE
    if char in "*~`\\|":
        return Gap.MARK
    return Gap.QUOTE if char in "'’‘ʼ´′＇" else Gap.SIGN


@lru_cache(KNOWN)
def is_foreign(char: str) -> bool:
    """Is it a letter of another script, and not a Latin one dressed up (mathematical, full-width, in a circle)?"""
    plain = unicodedata.normalize("NFKD", char)[0]
    return plain.isalpha() and not plain.isascii() and not unicodedata.name(plain, "").startswith(("LATIN", "MODIFIER"))


def _is_mostly_foreign(text: str) -> bool:
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(map(is_foreign, letters)) > len(letters)
