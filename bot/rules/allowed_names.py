"""Which pen names may be used: none that speaks for the letter's author or for those who moderate, in any of the bot's
languages and however it is decorated; none that Discord refuses.

A name is read piece by piece (between brackets, bars, commas, dashes) and word by word: it speaks for somebody else
when a piece of it is a reserved name and otherwise only words that change nothing about that ("the real", "here",
"he/him"). So "OP (he/him)" and "Me, the author" are refused, and "Another author fan" is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from bot import words
from bot.language import Language, Sentence, every_language
from bot.rules.pen_names import MAX_NAME, looks_like, skeleton, visible


class Reason(Enum):
    """Why a name is not taken."""

    EMPTY = "empty"  #: nothing that can be seen
    TOO_LONG = "too long"  #: over MAX_NAME characters
    FORBIDDEN_WORD = "forbidden word"  #: Discord refuses it in a webhook's name, or it would ping or break out
    NO_LETTERS = "no letters"  #: no letter and no digit, so it could not be told apart from other such names
    RESERVED = "reserved"  #: looks like the author of the letter, the bot, or those who moderate


class NameRefused(ValueError):
    """The pen name cannot be used; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def clean(name: str, reserved: Iterable[str] = ()) -> str:
    """Returns the pen name as it will be shown: composed (NFC), trimmed, single spaces, nothing invisible.

    `reserved` are further names that it must not look like, such as the bot's own. Raises NameRefused.
    """
    shown = visible(name)
    if not shown:
        raise NameRefused(Reason.EMPTY)
    if len(shown) > MAX_NAME:
        raise NameRefused(Reason.TOO_LONG)
    bones = skeleton(shown)
    if _is_forbidden(shown, bones):
        raise NameRefused(Reason.FORBIDDEN_WORD)
    if not bones:
        raise NameRefused(Reason.NO_LETTERS)
    if is_reserved(shown) or looks_like(shown, reserved) is not None:
        raise NameRefused(Reason.RESERVED)
    return shown


def _is_forbidden(shown: str, bones: str) -> bool:
    plain = unicodedata.normalize("NFKC", shown)
    called = [skeleton(rest) for rest in plain.split("@")[1:]]
    everybody = (skeleton("everyone"), skeleton("here"))  # no webhook may have such a name, and no name may ping so
    calls = bones in everybody or any(rest.startswith(everybody) for rest in called)
    return "```" in plain or calls or any(skeleton(word) in bones for word in ("clyde", "discord"))


#: What people write in place of a letter: not alike, but still readable. Only for reserved names, where
#: refusing too much costs nobody a name.
_WRITTEN_FOR = str.maketrans("345789@$!€+", "eastbgasiet")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_BETWEEN_PIECES = re.compile(r"[()\[\]{}<>【】「」『』|│┃•·∙・･~/\\,、，:;&+=*_\"“”]|\s[-–—]+\s|[–—]")
#: An apostrophe is between words where an article or a short word has lost its vowel: "l'auteur", "c'est".
_BETWEEN_WORDS = re.compile(r"[\s.!?-]+|(?<=\b[cdjl])['’ʼ]", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?=\W|$)|(?<!\w)\d+")
#: Letters that a word of "Author of the letter" needs, at least, to make it recognisable.
_CARRIES = 4
#: Scripts that put no spaces between words: there a reserved name is found inside a longer one.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_THE = skeleton("the")


@dataclass(frozen=True, slots=True)
class _Reserved:
    """The names that may not be used, in one language; everything as skeletons."""

    author: str  #: the name under which an author answers
    carries: frozenset[str]  #: the words of it that make it recognised
    names: frozenset[tuple[str, ...]]  #: word by word
    words: frozenset[str]  #: every word of these names, and those that change nothing about whom a name speaks for

    def takes(self, shown: str, pieces: list[list[str]]) -> bool:
        """Whether a name is reserved, given as a whole and as the words of its pieces."""
        bones = skeleton(shown)
        near = SequenceMatcher(None, bones, self.author, autojunk=False).ratio() >= 0.85
        carried = len(self.carries) > 1 and all(word in bones for word in self.carries)
        return near or carried or any(map(self._is_one, [*pieces, [word for piece in pieces for word in piece]]))

    def _is_one(self, said: list[str]) -> bool:
        joined, there = "".join(said), {*said}
        speaks, bare = there <= self.words, joined.removeprefix(_THE)
        return any(
            (speaks and there.issuperset(name))
            or bare == "".join(name)
            or (len(name) == 1 and _UNSPACED.search(name[0]) and name[0] in joined)
            for name in self.names
        )


def is_reserved(shown: str) -> bool:
    """Whether a name speaks for the author of the letter, or for those who moderate."""
    plain = unicodedata.normalize("NFKC", shown)
    written = plain.translate(_WRITTEN_FOR)
    readings = [plain, written, _NUMBER.sub(" ", plain), skeleton(written).translate(_WRITTEN_FOR)]
    said = [(each, _pieces(each)) for each in dict.fromkeys(readings)]
    known = [_reserved(language) for language in every_language()]
    return any(reserved.takes(each, pieces) for reserved in known for each, pieces in said)


def poses(name: str, borne: Iterable[str] = ()) -> bool:
    """Whether a member's own name, which nobody refuses, may be taken for that of the letter's author, of those who
    moderate, or for one of the pen names that are `borne` under the letter."""
    return is_reserved(visible(name)) or looks_like(name, borne) is not None


def essence(name: str) -> frozenset[str]:
    """Returns the skeletons of what is left of a name without the words that say nothing of who bears it, or that only
    those who moderate may bear: "the real Sam" and "Mod Sam" pose as Sam. By language; without those left empty."""
    said = [word for piece in _pieces(unicodedata.normalize("NFKC", name)) for word in piece]
    left = ("".join(word for word in said if word not in _reserved(each).words) for each in every_language())
    return frozenset(left) - {""}


def _pieces(name: str) -> list[list[str]]:
    """Returns the words of each piece of a name."""
    return [_words(piece) for piece in _BETWEEN_PIECES.split(_HUMP.sub(" ", name))]


def _words(said: str) -> list[str]:
    bones = [skeleton(word) for word in _BETWEEN_WORDS.split(said) if not word.isdecimal()]
    return [each for each in bones if each]


@lru_cache(64)
def _reserved(language: Language) -> _Reserved:
    author = language(words.reader.AUTHOR_NAME)
    names = frozenset(tuple(_words(name)) for name in _listed(language, words.responses.RESERVED_NAMES))
    return _Reserved(
        author=skeleton(author),
        carries=frozenset(word for word in _words(author) if len(word) >= _CARRIES),
        names=names,
        words=frozenset[str]().union(*names, *map(_words, _listed(language, words.responses.RESERVED_BESIDE))),
    )


def _listed(language: Language, sentence: Sentence) -> list[str]:
    return [each.strip() for each in re.split("[,、،;]", language(sentence)) if each.strip()]
