"""The data of the search: which letters have which words, in files small enough that a browser loads a few of them.

A word's file follows from its first two characters, so that the beginning of a word is enough. `static/search.js` does
the same with what is typed; change both.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from bot.archive.lines import Line
from bot.search import terms

#: Files of words, at least and at most; about so many letters for each file.
FEWEST, MOST, LETTERS_EACH = 8, 256, 40
#: Letters in one file of titles.
TITLES = 500
LONGEST = 32  #: characters of a word that count
#: What else is folded; `static/search.js` has the same.
LETTERS = terms.LETTERS | str.maketrans({"ß": "ss"})
_WORD = regex.compile(r"[\p{L}\p{N}]+")
#: Scripts that put no blanks between words: their characters are found in pairs.
_DENSE = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+"
)


def folded(text: str) -> str:
    """Returns a text without accents and in small letters."""
    apart = unicodedata.normalize("NFKD", text)
    return regex.sub(r"\p{M}+", "", apart).lower().translate(LETTERS)


def words_of(text: str) -> Iterator[str]:
    """Yields the words by which a text is found; some more than once."""
    plain = folded(text)
    if _DENSE.search(plain) is None:
        yield from (word[:LONGEST] for word in _WORD.findall(plain))
        return
    for found in _WORD.finditer(plain):
        at = 0
        for dense in _DENSE.finditer(found[0]):
            yield from _whole(found[0][at : dense.start()])
            run, at = dense[0], dense.end()
            yield from (run[start : start + 2] for start in range(max(len(run) - 1, 1)))
        yield from _whole(found[0][at:])


def _whole(word: str) -> Iterator[str]:
    if word:
        yield word[:LONGEST]


def shard_of(word: str, count: int) -> int:
    """Returns the number of the file that a word is in, of so many."""
    return (ord(word[0]) * 31 + (ord(word[1]) if len(word) > 1 else 0)) % count


class Index:
    """Collects letters, and returns the files of the search."""

    def __init__(self) -> None:
        self._where = defaultdict[str, list[int]](list)
        self._lines = list[Line]()

    def add(self, line: Line, text: str) -> None:
        """Adds a letter; letters come in the order of their numbers."""
        self._lines.append(line)
        titled = set(words_of(line.title))
        for word in titled.union(words_of(text)):  # an odd number: it stands in the title
            self._where[word].append(2 * line.number + (word in titled))

    def __len__(self) -> int:
        return len(self._lines)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yields names and contents."""
        count = FEWEST
        while count < MOST and count * LETTERS_EACH < len(self._lines):
            count *= 2
        yield "about.json", _json({"words": count, "titles": TITLES})
        shards: list[dict[str, list[int]]] = [{} for _ in range(count)]
        for word in sorted(self._where):
            shards[shard_of(word, count)][word] = self._where[word]
        for number, shard in enumerate(shards):
            yield f"words-{number}.json", _json(shard)
        yield from self._titles()

    def _titles(self) -> Iterator[tuple[str, str]]:
        files = defaultdict[int, dict[int, Sequence[str]]](dict)
        for line in self._lines:
            files[line.number // TITLES][line.number] = (line.title, line.date, line.category)
        for number, titles in files.items():
            yield f"titles-{number}.json", _json(titles)


def _json(what: object) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
