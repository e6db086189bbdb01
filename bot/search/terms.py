"""What a text is found by, and what is looked for: terms. Pure.

A term is a word without its accents, cut to its stem in the letterbox's language. Scripts that put no blanks between
words have none to cut: there, what stands side by side is a term, two characters or (where vowels are characters of
their own) three. A term holds letters, digits and marks only, so that none is ever syntax to whoever is asked for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import regex
import snowballstemmer  # pyright: ignore[reportMissingTypeStubs]

#: Characters of a question that are looked at, parts of it that are looked for, and terms of one part.
MOST_ASKED, MOST_PARTS, MOST_TERMS = 200, 12, 40
#: Characters of a word that count: whatever is longer is no word.
WORD = 40
#: Words that a cutter remembers, at most.
KNOWN = 100_000
#: Scripts without blanks, in pairs; and those that are told apart by three characters.
_PAIRS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Hangul}々〆ー\uff9e\uff9f"
_TRIPLES = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_WORD = regex.compile(
    rf"(?P<pairs>[{_PAIRS}]+)|(?P<triples>[{_TRIPLES}]+)|[[\p{{L}}\p{{N}}\p{{M}}]--[{_PAIRS}{_TRIPLES}]]+", regex.V1
)
#: What holds words and nothing between them: found five times as fast.
_RUN = regex.compile(r"[\p{L}\p{N}\p{M}]+")
_ASCII_RUN = re.compile("[a-zA-Z0-9]+")  #: the same, where a text has no other letters: four times as fast again
_GRAMMAR = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}]{1,3}|\p{Hiragana}+")
#: Discord's own: custom emoji, mentions, moments. Nobody looks for their numbers.
_MARKUP = regex.compile(r"<(?:a?:\w{1,32}:|@[!&]?|#|t:-?)\d{1,20}(?::\w)?>")
#: Accents, which go, except in Cyrillic, where two letters consist of one; and what points Arabic and Hebrew.
_ACCENTS = regex.compile(r"(?<!\p{Cyrillic})[\u0300-\u036f]+|[\u064b-\u065f\u0670\u0591-\u05c7]+")
#: Letters that are no other with an accent, and that people write without it all the same.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е", "ð": "d", "þ": "th"})
#: What may stand around a phrase.
_QUOTES = '"“”„«»「」『』'
_PART = regex.compile(rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]+)(?:[{_QUOTES}]|$)|[^\s{_QUOTES}]+")
#: Stemmers, by the beginning of Discord's code of a language.
_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hi": "hindi", "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Term:
    """What a text holds at one place."""

    stem: str
    word: str  #: the same as it is written, without accents
    start: int  #: where it begins in the text, and where it ends
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is looked for: a word, the beginning of one, or words that follow each other."""

    terms: tuple[str, ...]
    prefix: bool = False  #: the last of them is how a word begins
    quoted: bool = False  #: they were put into quotes, so they are together or not meant

    def is_at(self, place: int, terms: Sequence[Term]) -> bool:
        """Whether a text has it at this place among its terms."""
        there = terms[place : place + len(self.terms)]
        if len(there) < len(self.terms):
            return False
        *_, (wanted, last) = pairs = [*zip(self.terms, there, strict=True)]
        ends = last.stem == wanted or (self.prefix and (last.stem.startswith(wanted) or last.word.startswith(wanted)))
        return ends and all(each == term.stem for each, term in pairs[:-1])


class Cutter:
    """Cuts texts in one language (Discord's code) into terms.

    It remembers their words while it is there, so make one for each piece of work.
    """

    def __init__(self, language: str) -> None:
        self._stem = _stemmer(language.split("-")[0])
        self._known = dict[str, tuple[str, str]]()  #: by what stands between blanks: its stems, its words

    def terms(self, text: str) -> Iterator[Term]:
        """Yield the terms of a text in order."""
        text = _MARKUP.sub(lambda found: " " * len(found[0]), text)
        for found in _WORD.finditer(text):
            if found["pairs"] or found["triples"]:
                yield from _side_by_side(found[0], found.start(), 2 if found["pairs"] else 3)
            elif word := folded(found[0][:WORD]):  # it is more than accents
                stem = word if self._stem is None or word.isdecimal() else self._stem.stemWord(word) or word
                yield Term(stem, word, found.start(), found.end())

    def cut(self, text: str) -> tuple[str, set[str]]:
        """Return the stems of a text, with blanks between them, and those words that differ from their stem."""
        text = _MARKUP.sub(" ", text)
        known, runs = self._known, (_ASCII_RUN if text.isascii() else _RUN).findall(text)
        if len(known) > KNOWN:
            known.clear()
        cut = [known.get(run) or self._cut(run) for run in runs]
        return " ".join([stems for stems, _ in cut if stems]), {words for _, words in cut if words}

    def _cut(self, run: str) -> tuple[str, str]:
        terms = [*self.terms(run)]
        stems = " ".join(term.stem for term in terms)
        cut = stems, " ".join(term.word for term in terms if term.word != term.stem)
        if len(run) <= WORD:
            self._known[run] = cut
        return cut

    def parts(self, asked: str) -> list[Part]:
        """Return what a question looks for, whatever it holds; nothing where it has no word.

        “Words in quotes” follow each other. A word with an asterisk behind it is how words begin.
        """
        found = list[Part]()
        for part in _PART.finditer(asked[:MOST_ASKED]):
            if terms := [*self.terms(part["phrase"] or part[0])][:MOST_TERMS]:
                found.append(_part(terms, begins=part[0].endswith("*"), quoted=part["phrase"] is not None))
        return [*dict.fromkeys(found)][:MOST_PARTS]


def _part(terms: list[Term], *, begins: bool, quoted: bool) -> Part:
    while len(terms) > 1 and terms[-1].end == terms[-2].end:  # its characters are in the term before
        del terms[-1]
    last, stems = terms[-1], [each.stem for each in terms]
    if size := _size(last.word):
        return Part((*stems,), len(last.word) < size, quoted)
    return Part((*stems[:-1], last.word), True, quoted) if begins else Part((*stems,), False, quoted)


def folded(word: str) -> str:
    """Return a word as it is compared: in small letters, without accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).translate(LETTERS)


def _side_by_side(run: str, start: int, size: int) -> Iterator[Term]:
    """Yield what stands side by side in a run without blanks; the last of it is shorter, so that each character begins
    a term."""
    same = unicodedata.normalize("NFKC", run)
    width = 1 if len(same) == len(run) else len(run)  # narrow letters: which character is where is lost
    for place in range(len(same)):
        term, at = same[place : place + size], 0 if width > 1 else place
        yield Term(term, term, start + at, start + min(at + max(size, width), len(run)))


def _size(term: str) -> int:
    """Return how many characters a term of its script has; 0 where it is a word."""
    found = _WORD.match(term)
    return 0 if found is None else 2 if found["pairs"] else 3 if found["triples"] else 0


def _stemmer(language: str) -> _Stemmer | None:
    # one for each cutter: it holds the word that it is at, and several threads cut at once
    name = _STEMMERS.get(language)
    made: Any = snowballstemmer  # it has no types
    return None if name is None else made.stemmer(name)


def tells(term: str) -> bool:
    """Whether a term may say what a text is about: words of up to three letters and pairs of Hiragana are grammar."""
    return _GRAMMAR.fullmatch(term) is None


def places(parts: Iterable[Part], terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return where a text holds what is looked for: beginnings and ends, in order, none within another."""
    found = list[tuple[int, int]]()
    wanted = [*parts]
    for place in range(len(terms)):
        long = [len(part.terms) for part in wanted if part.is_at(place, terms)]
        if long:
            start, end = terms[place].start, terms[place + max(long) - 1].end
            if found and start <= found[-1][1]:
                found[-1] = found[-1][0], max(end, found[-1][1])
            else:
                found.append((start, end))
    return found
