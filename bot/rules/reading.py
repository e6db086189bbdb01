"""How a text reads, letter by letter: what its characters look like, and what separates them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from bot.rules import pen_names
from bot.rules.hits import KNOWN


class Gap(IntEnum):
    """What stands between two letters, from nothing to what certainly separates words."""

    NONE = 0  #: nothing that can be seen
    MARK = 1  #: characters of Discord's Markdown, which are not shown
    SIGN = 2  #: punctuation, a symbol, an emoji
    QUOTE = 3  #: an apostrophe: without it, it is often another word (he'll)
    SPACE = 4  #: a space or a line break, whatever else there is


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it reads, letter by letter: bone `k` (a letter or digit) comes from
    `text[at[k]]`, after the gap `gaps[k]`."""

    text: str = field(repr=False)
    bones: str = field(repr=False)  #: what the letters and digits look like
    at: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)  #: where in the text bone `k` ends, with what cannot be seen after it
    gaps: bytes = field(repr=False)  #: a Gap each, one more than bones; the edges of the text are spaces
    shown: str = field(repr=False)  #: the text that was read, of the same length
    foreign: bool  #: whether most letters are neither Latin nor Latin in disguise


#: Two regional indicators are a flag; bars are letters only between others ("A|ice"), or a spoiler would hide a word.
_NO_LETTERS = re.compile(
    "(?<![\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]{2}(?![\U0001f1e6-\U0001f1ff])|\\|(?!\\w)|(?<!\\w)\\|"
)
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")


def read(text: str, instead: str | None = None) -> Reading:
    """Returns how a text reads. `instead`, of the same length, is read in its place, while
    `text` still counts as written."""
    shown = _NO_LETTERS.sub(lambda m: "_" * len(m[0]), text if instead is None else instead)
    written = _greek_in_capitals(shown) if _GREEK.search(shown) else shown
    cells = {char: cell(char) for char in set(written)}
    vowel_signs = {char for char, (look, _) in cells.items() if look and unicodedata.category(char)[0] == "M"}
    bones: list[str] = []
    at: list[int] = []
    ends: list[int] = []
    gaps = bytearray()
    gap, latin = Gap.SPACE, False
    for index, char in enumerate(written):
        look, between = cells[char]
        if look and not (latin and char in vowel_signs):
            more = len(look) - 1
            bones.append(look)
            at.append(index)
            ends.append(index + 1)
            gaps.append(gap)
            if more:
                at += [index] * more
                ends += [index + 1] * more
                gaps += bytes(more)
            gap, latin = Gap.NONE, look[-1].isascii()
        elif between:
            gap = between if between > gap else gap
        elif ends and not gap:
            ends[-1] = index + 1
    gaps.append(Gap.SPACE)
    return Reading(text, "".join(bones), at, ends, bytes(gaps), shown, _is_mostly_foreign(text))


def _greek_in_capitals(text: str) -> str:
    """Returns the text with Greek words in capitals: Greek small letters look like other letters than their capitals.

    A word with other letters in it, such as letters in boxes, is not Greek; what cannot be seen does not end a word.
    """
    kinds = text.translate({ord(char): _kind(char) for char in set(text)})
    pieces, reached = list[str](), 0
    for word in _WORD.finditer(kinds):
        if "l" not in word[0] and word[0].count("g") > 1:
            pieces += [text[reached : word.start()], *map(_capital, text[word.start() : word.end()])]
            reached = word.end()
    return "".join([*pieces, text[reached:]])


_WORD = re.compile("[glu]+")


def _kind(char: str) -> str:
    if "\u0370" <= char <= "\u03ff" or "\u1f00" <= char <= "\u1fff":
        return "g"
    look, gap = cell(char)
    return "l" if look else "." if gap else "u"


def _capital(char: str) -> str:
    return char.upper() if len(char.upper()) == 1 else char


@lru_cache(KNOWN)
def cell(char: str) -> tuple[str, Gap]:
    """Returns what a character looks like as a letter, or "" and how far it separates its neighbours."""
    look = pen_names.letters_of(char)
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
    """Whether this is a letter of another script, and not a Latin one in disguise (mathematical,
    full-width, in a circle)."""
    plain = unicodedata.normalize("NFKD", char)[0]
    return plain.isalpha() and not plain.isascii() and not unicodedata.name(plain, "").startswith(("LATIN", "MODIFIER"))


def _is_mostly_foreign(text: str) -> bool:
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(map(is_foreign, letters)) > len(letters)
