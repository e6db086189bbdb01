"""One letterbox's letters, in memory, by their terms: SQLite's FTS5.

It holds no text: of each letter its terms, once to be found by, and once packed, since FTS5 forgets only what it is
told again. Every method takes its time and may be called on any thread; one runs at a time.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from math import log, sqrt
from typing import Any

import aiosql

from bot.search.terms import Cutter, Part, tells

#: Terms of a letter that others like it are looked for by, the rarest; and letters that are compared with it.
RAREST, COMPARED = 32, 24
#: How many times a term of the title counts, where letters are compared.
TITLE = 2
#: A term of more letters than this, and of more than half of all, says nothing of any of them.
COMMON = 5_000
#: How many terms are remembered of which it is known how many letters have them.
COUNTED = 20_000
#: Later than any moment, in Unix seconds.
EVER = 2**62


def _load() -> Any:
    with as_file(files("bot.search") / "index.sql") as path:
        load: Any = getattr(aiosql, "from_path")  # noqa: B009 - its own annotations are partial
        return load(path, "sqlite3")


STATEMENTS = _load()


@dataclass(frozen=True, slots=True)
class Shelved:
    """A published letter, as an index takes it."""

    id: int
    number: int
    category: str | None
    rating: str
    published_at: int  #: Unix seconds
    channel_id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for."""

    words: str
    channels: frozenset[int]  #: where letters may stand
    category: str | None = None
    since: int = 0  #: first moment at which they may have been published, and the last; Unix seconds
    until: int = EVER
    adults: bool = True  #: whether letters that are Not Safe for Work are looked for
    begun: bool = False  #: whether the last word may be only the beginning, and all are looked for in titles


@dataclass(frozen=True, slots=True)
class Hit:
    """A letter that was found."""

    id: int
    number: int
    score: float  #: the more, the better: of what was found for one question, or from 0 to 1 where letters are compared


class Index:
    """The letters of one letterbox, cut in its language (Discord's code)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.channels = set[int]()  #: where its letters stand, and perhaps others where none stands any more
        self.categories = set[tuple[int, str]]()  #: what these are addressed to, with the channel; perhaps others, too
        self.ids = set[int]()  #: the letters that it holds
        self.size = 0  #: bytes, without these
        self._counted = dict[str, int]()  #: in how many letters a term is, or was when there were a tenth fewer
        self._counted_of = 0  #: how many letters there were then
        self._lock = threading.Lock()
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._memory.close)  # when nobody asks it any more, on whatever thread
        self._memory.execute("PRAGMA secure_delete = ON")
        for make in ("make_words", "merge_rarely", "make_counted", "make_letter", "make_by_number"):
            self._run(make)

    def add(self, letters: Iterable[Shelved], cutter: Cutter | None = None) -> None:
        """Take in letters; what one said before, if it was there, is taken out. Whoever takes in many has one `cutter`
        for all of them."""
        cutter = cutter or Cutter(self.language)
        cut = [(letter, *_columns(cutter, letter.title, letter.text)) for letter in letters]
        with self._changing():
            place = self._run("next_place").fetchone()[0]
            for at, (letter, title, text, forms) in enumerate(cut, place):
                self._take_out(letter.id)
                self._run("add_words", place=at, title=title, text=text, forms=forms)
                self._run(
                    "add_letter",
                    place=at,
                    id=letter.id,
                    number=letter.number,
                    category=letter.category,
                    rating=letter.rating,
                    published_at=letter.published_at,
                    channel_id=letter.channel_id,
                    packed=_packed(title, text, forms),
                )
                self.channels.add(letter.channel_id)
                if letter.category is not None:
                    self.categories.add((letter.channel_id, letter.category))
                self.ids.add(letter.id)

    @property
    def count(self) -> int:
        """How many letters it holds."""
        return len(self.ids)

    def drop(self, ids: Iterable[int]) -> bool:
        """Take these letters out. Returns whether any was there; some bytes of it are until `settle`."""
        with self._changing():
            return any([self._take_out(letter_id) for letter_id in ids])

    def drop_oldest(self, most: int) -> None:
        """Take the letters with the lowest numbers out, so that so many stay."""
        with self._changing():
            for (letter_id,) in self._run("oldest", limit=max(self.count - most, 0)).fetchall():
                self._take_out(letter_id)

    def settle(self) -> None:
        """Write all anew as one piece, which holds nothing of what was taken out. Takes long: 0.3 s for 20,000."""
        with self._changing():
            self._run("settle")

    def find(self, asked: Asked, limit: int) -> list[Hit]:
        """Return the best letters: those that hold all that is asked for; if there are none, those that hold some."""
        parts = Cutter(self.language).parts(asked.words)
        if asked.begun and not parts:
            return self._found("newest", asked, limit)
        if asked.begun:
            return self._found("find", asked, limit, _of_titles(parts))
        if not parts:
            return []
        how = "find" if self._telling(parts) else "find_newest"
        found = self._found(how, asked, limit, _expression(parts, " AND "))
        if found or len(loose := _loose(parts)) == 1:
            return found
        return self._found("find", asked, limit, _expression(self._telling(loose) or loose, " OR "))

    def seen(self, asked: Asked) -> int:
        """Return how many letters stand where something is looked for."""
        with self._lock:
            return self._run("seen", channels=json.dumps([*asked.channels]), adults=asked.adults).fetchone()[0]

    def _telling(self, parts: Iterable[Part]) -> list[Part]:
        """Return what of a question says something: by anything else, no letter is better than another."""
        with self._lock:
            most = max(self.count // 2, COMMON)
            return [each for each in parts if each.prefix or each.terms[1:] or self.counted(each.terms[0]) <= most]

    def _found(self, statement: str, asked: Asked, limit: int, expression: str = "") -> list[Hit]:
        with self._lock:
            rows = self._run(
                statement,
                asked=expression,
                since=asked.since,
                until=asked.until,
                category=asked.category,
                adults=asked.adults,
                channels=json.dumps([*asked.channels]),
                limit=limit,
            )
            return [Hit(letter_id, number, -score) for letter_id, number, score in rows]

    def alike(self, title: str, text: str, rating: str, but: int = 0) -> list[Hit]:
        """Return letters like this one and of the same rating, the most like first. `but` is the id of one left out.

        The score is the cosine between the two: of how often each term that tells something is in it, times how rare
        that term is.
        """
        terms = _weighed(*_columns(Cutter(self.language), title, text)[:2])
        with self._lock:
            own = self._worth(terms)
            rarest = sorted(own, key=lambda term: own[term], reverse=True)[:RAREST]
            if not rarest:
                return []
            asked = _expression([Part((term,)) for term in rarest], " OR ")
            rows = self._run("alike", asked=asked, rating=rating, but=but, limit=COMPARED).fetchall()
            found = [
                Hit(letter_id, number, _cosine(own, self._worth(_weighed(*_unpacked(packed)[:2]))))
                for letter_id, number, packed in rows
            ]
        return sorted(found, key=lambda hit: (-hit.score, -hit.number))

    def _worth(self, terms: Mapping[str, float]) -> dict[str, float]:
        """Return what each term counts: how much there is of it, times how rare it is; nothing where all have it."""
        return {
            term: (1 + log(often)) * log((self.count + 2) / (self.counted(term) + 1)) for term, often in terms.items()
        }

    def counted(self, term: str) -> int:
        """Return in how many letters a term is. Only for what holds the lock."""
        if (known := self._counted.get(term)) is None:
            row = self._run("counted", term=term).fetchone()
            if len(self._counted) >= COUNTED:
                self._counted.clear()
            known = self._counted[term] = row[0] if row else 0
        return known

    @contextmanager
    def _changing(self) -> Any:
        with self._lock:
            self._memory.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._memory.execute("ROLLBACK")
                raise
            self._memory.execute("COMMIT")
            if self.count > self._counted_of * 1.1:
                self._counted_of = self.count
                self._counted.clear()
            pages, each = (self._memory.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
            self.size = pages * each

    def _take_out(self, letter_id: int) -> bool:
        row = self._run("placed", id=letter_id).fetchone()
        if row is None:
            return False
        place, (title, text, forms) = row[0], _unpacked(row[1])
        self._counted.clear()  # it holds words of what is taken out
        self._run("drop_words", place=place, title=title, text=text, forms=forms)
        self._run("drop_letter", place=place)
        self.ids.discard(letter_id)
        return True

    def _run(self, name: str, **values: object) -> sqlite3.Cursor:
        return self._memory.execute(getattr(STATEMENTS, name).sql, values)


def _columns(cutter: Cutter, title: str, text: str) -> tuple[str, str, str]:
    """Return the stems of title and text in order, and each word that differs from its stem."""
    (of_title, some), (of_text, others) = cutter.cut(title), cutter.cut(text)
    return of_title, of_text, " ".join(some | others)


def _packed(title: str, text: str, forms: str) -> bytes:
    return zlib.compress("\n".join((title, text, forms)).encode(), 1)


def _unpacked(packed: bytes) -> tuple[str, str, str]:
    title, text, forms = zlib.decompress(packed).decode().split("\n")
    return title, text, forms


def _weighed(title: str, text: str) -> Mapping[str, float]:
    return Counter(term for term in (*title.split() * TITLE, *text.split()) if tells(term))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    length = sqrt(sum(value**2 for value in one.values()) * sum(value**2 for value in other.values()))
    return sum(value * other[term] for term, value in one.items() if term in other) / length if length else 0.0


def _loose(parts: Iterable[Part]) -> list[Part]:
    """Return the same, with whatever was not put into quotes apart."""
    return [
        each
        for part in parts
        for each in ([part] if part.quoted or part.prefix else [Part((term,)) for term in part.terms])
    ]


def _expression(parts: Collection[Part], joint: str) -> str:
    """Return what FTS5 is asked for. Each term stands in quotes, and holds none."""
    return joint.join(f'"{" ".join(part.terms)}"{" *" if part.prefix else ""}' for part in parts)


def _of_titles(parts: Sequence[Part]) -> str:
    """Return the same for words of titles, the last of which may be only begun."""
    *whole, last = parts
    return f"title : ({_expression([*whole, replace(last, prefix=True)], ' AND ')})"
