"""Tells greetings from what is more: whoever greets in a first message is answered, and a greeting is no title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.rules import greeting_words as known
from bot.rules.unaccented import unaccented

#: How many words the line is that greets; a formal greeting has titles and names in it.
_LINE, _FORMAL_LINE = 4, 6
#: How many words somebody says who only greets.
_KNOCK = 3
#: How many characters a name has in Japanese, with what stands before it.
_NAME = 12
#: Letters of scripts that put no spaces between words: Thai, Lao, kana, Chinese characters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def begins_with_one(line: str) -> bool:
    """Whether a letter's first line is a greeting."""
    if _JAPANESE.fullmatch(re.sub(r"[\s*_~、，,!！。]+", "", line)):
        return True
    words = [unaccented(word) for each in line.split() if (word := each.strip("!¡*_~、，,."))]
    said, after = " ".join(words), words
    while len(after) > 1 and after[0] in _BEFORE:
        after = after[1:]
    if not after or (len(after) > 1 and after[0] in _ALSO_OTHER_WORDS and after[1] in _NO_NAMES):
        return False
    if _TO_WHOM.match(said) or after[0] in _FORMAL:
        return len(words) <= _FORMAL_LINE
    return len(words) <= _LINE and (after[0] in _OPENINGS or bool(_SEVERAL.match(said)))


def is_greeting(text: str) -> bool:
    """Whether a first direct message is a greeting, or a single word, rather than a letter."""
    words = re.findall(r"\w+", _UNSPACED.sub("", text))
    return len(words) + _unspaced_words(text) <= 1 or says_hello(text)


def says_hello(text: str) -> bool:
    """Whether a direct message is a greeting, of three words at most, or asks after somebody's health."""
    if re.sub(r"[\W_]+|[〜ー]+$", "", text) in _KNOCKS_UNSPACED:
        return True
    words = _words(_UNSPACED.sub("", text))
    said = " ".join(words)
    several = _SEVERAL.match(said)
    if not (several or (words and words[0] in _KNOCKS)):
        return said in _ASKING
    behind = said[several.end() :].strip() if several else " ".join(words[1:])
    return len(words) + _unspaced_words(text) <= _KNOCK or behind in _ASKING


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unaccented(text))


def _unspaced_words(text: str) -> int:
    return len(_UNSPACED.findall(text)) // 6  # about what takes a word elsewhere


def _table(*tables: dict[str, str]) -> frozenset[str]:
    return frozenset(_words(" ".join(each for table in tables for each in table.values())))


def _phrases(tables: Iterable[dict[str, str]]) -> list[str]:
    return [" ".join(_words(each)) for table in tables for line in table.values() for each in line.split("|")]


def _beginning(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_phrases([table]))})\b")


def _japanese() -> re.Pattern[str]:
    """How a line greets: with a word of letters, perhaps a name behind it, or with a name that a courtesy follows."""
    words = "|".join(known.JAPANESE.split())
    courtesies = "|".join(known.COURTESIES.split())
    # 模様 is a pattern, 神様 is God, and what is told of a greeting is more than one.
    name = rf".{{1,{_NAME}}}(?:(?<![神王姫月星客模仕同有異多一])様|御中|各位|(?:{courtesies})へ)"
    return re.compile(rf"(?:{words})(?![のとがをに]).{{0,{_NAME}}}|{name}")


_OPENINGS = _table(known.HELLO, known.DEAR)
_FORMAL = _table(known.FORMAL)
_BEFORE = frozenset(_words(known.BEFORE))
_ALSO_OTHER_WORDS = frozenset(_words(known.ALSO_OTHER_WORDS))
_NO_NAMES = frozenset(_words(known.NO_NAMES))
_SEVERAL = _beginning(known.SEVERAL)
_TO_WHOM = _beginning(known.TO_WHOM)
_KNOCKS = _table(known.HELLO, known.CALL)
_ASKING = frozenset(_phrases([known.ASKING]))
_KNOCKS_UNSPACED = frozenset(known.UNSPACED.split())
_JAPANESE = _japanese()
