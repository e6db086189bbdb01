"""What lists know of a letter: a line. It is all that stays in memory of each."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.archive.contents import Shown
from bot.language.lengths import cut

#: Letters on one page of a list; characters of its text that stand there.
PAGE, BEGINNING = 25, 220


@dataclass(frozen=True, slots=True)
class Line:
    """A letter in a list."""

    number: int
    title: str = field(repr=False)
    category: str
    day: int  #: Unix seconds, a midnight (UTC)
    responses: int
    warning: str | None = field(repr=False)
    beginning: str = field(repr=False)  #: of its text; empty where that is covered

    @property
    def date(self) -> str:
        """Its day, as in 2026-11-27."""
        return date_of(self.day).isoformat()


@dataclass(frozen=True, slots=True)
class Group:
    """Letters that belong together: those of a month, or of a category."""

    name: str  #: the category, or the month as in 2026-11
    path: str  #: of its list, below the section, without an ending
    lines: Sequence[Line]  #: the newest first

    def page(self, number: int) -> str:
        """Returns the name of the file of one page, from 1."""
        return f"{self.path}.html" if number == 1 else f"{self.path}.{number}.html"

    @property
    def pages(self) -> list[Sequence[Line]]:
        """Its pages; at least one."""
        return [self.lines[at : at + PAGE] for at in range(0, len(self.lines), PAGE)] or [()]


def date_of(seconds: int) -> date:
    """Returns the day (UTC) of a moment in Unix seconds."""
    return datetime.fromtimestamp(seconds, UTC).date()


def line_of(shown: Shown, words: str) -> Line:
    """Returns a letter as a line; `words` are those of its text (`markdown.plain`)."""
    beginning = "" if shown.warning is not None else cut(words, BEGINNING)
    count = len(shown.responses)
    return Line(shown.number, shown.title, shown.category, shown.day, count, shown.warning, beginning)


def path_of_month(seconds: int) -> str:
    """Returns the path of the month that a day is in."""
    return f"month/{date_of(seconds):%Y-%m}"


def path_of_category(category: str) -> str:
    """Returns the path of a category: its name where that is plain, else what of it is, and a mark of the whole."""
    name = " ".join(category.casefold().split())
    plain = re.sub(r"[^a-z0-9]+", "-", name).strip("-")
    if plain != name.replace(" ", "-"):
        plain = f"{plain[:40]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".strip("-")
    return f"category/{plain}"


def newest_first(lines: Iterable[Line]) -> list[Line]:
    """Returns letters in the order in which lists show them."""
    return sorted(lines, key=lambda line: (line.day, line.number), reverse=True)


def months(lines: Iterable[Line]) -> list[Group]:
    """Returns the months, the newest first, of letters in that order."""
    return [
        Group(path.partition("/")[2], path, each) for path, each in _by(lines, lambda line: path_of_month(line.day))
    ]


def categories(lines: Iterable[Line]) -> list[Group]:
    """Returns the categories in the order of their names, of letters in the order of lists."""
    found = [
        Group(each[0].category, path, each) for path, each in _by(lines, lambda one: path_of_category(one.category))
    ]
    return sorted(found, key=lambda group: group.name.casefold())


def _by(lines: Iterable[Line], path: Callable[[Line], str]) -> Iterable[tuple[str, list[Line]]]:
    found = defaultdict[str, list[Line]](list)
    for line in lines:
        found[path(line)].append(line)
    return found.items()
