"""The passage of a text that holds what was looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.language.markup import isolated, literal
from bot.rules.marks import marks_of
from bot.search.terms import Cutter, Part, places

#: Characters of a passage, about; and how many of them stand before the first place.
ROOM, BEFORE = 220, 50
BARS, BOLD, MORE = "||", "**", "…"
Cut = tuple[int, int]


def passage(text: str, parts: Sequence[Part], cutter: Cutter) -> str:
    """Return the passage with most of what is looked for, on one line, in Discord's Markdown; without such a place, the
    beginning.

    What was found is bold, what stands behind a spoiler does so here too, and nothing else of the text has any effect.
    """
    found = places(parts, [*cutter.terms(text)])
    start, end = _window(text, found)
    hidden = [(each.begin, each.end) for each in marks_of(text).hidden()]
    said = "".join(_drawn(text, start, end, [each for each in found if start <= each[0] < end], hidden))
    return isolated(f"{MORE if start else ''}{said.strip()}{MORE if end < len(text.rstrip()) else ''}")


def _window(text: str, found: Sequence[Cut]) -> Cut:
    """Return between which places the passage is, words whole."""
    if len(text) <= ROOM:
        return 0, len(text)
    best = max(found, key=lambda each: (_near(each, found), -each[0]), default=(0, 0))
    start = max(best[0] - BEFORE, 0)
    if start:
        blank = text.find(" ", start, best[0])
        start = blank + 1 if blank >= 0 else start
    end = min(start + ROOM, len(text))
    blank = text.rfind(" ", max(best[1], start), end) if end < len(text) else -1
    return start, blank if blank > start else end


def _near(one: Cut, found: Sequence[Cut]) -> int:
    return sum(one[0] <= other[0] < one[0] + ROOM - BEFORE for other in found)


def _drawn(text: str, start: int, end: int, found: Sequence[Cut], hidden: Sequence[Cut]) -> Iterator[str]:
    """Yield the text between two places, piece by piece. Bars that hide something are not part of it."""
    covered = [(max(begin - len(BARS), 0), stop + len(BARS)) for begin, stop in hidden]
    borders = {start, end, *(place for cut in (*found, *hidden, *covered) for place in cut if start < place < end)}
    ordered, behind = sorted(borders), False
    for one, other in pairwise(ordered):
        inside = any(begin <= one < stop for begin, stop in hidden)
        if not inside and any(begin <= one < stop for begin, stop in covered):
            continue
        if inside is not behind:
            yield BARS
            behind = inside
        piece = _on_one_line(text[one:other])
        bold = any(begin <= one < stop for begin, stop in found) and piece.strip()
        yield f"{BOLD}{piece}{BOLD}" if bold else piece
    if behind:
        yield BARS


def _on_one_line(text: str) -> str:
    """Return a piece with every character as itself; what is blank at its ends stays, as one blank."""
    words = literal(" ".join(text.split()))
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"
