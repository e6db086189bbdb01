"""How long a text is, and what may be shortened where there is less room than it needs.

Lengths are in UTF-16 code units. Discord's developers say that its API counts code points; there are never more of
those, so what fits by this measure fits by either.

A list that may end early (`Several`) and somebody's words that may be cut (`Excerpt`) are values like any other, and
stand inside sentences. Said in a language with less room (`Language.within`) they take no more than their share of it;
everything else is said whole. `fitted` finds the largest share with which all of it fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import regex

from bot.language.markup import isolated, plain, quoted
from bot.language.sentence import Sentence, whole
from bot.language.spoken import Language, Said
from bot.language.values import Value

#: Code units in the content of one message, at most.
MESSAGE = 2_000
ELLIPSIS = "…"
#: Shares that are tried, in code units, from plenty to next to nothing.
SHARES = (
    4_000, 3_600, 3_200, 2_800, 2_400, 2_000, 1_750, 1_500, 1_250, 1_000,
    700, 500, 350, 250, 180, 120, 80, 50, 25, 8, 0,
)  # fmt: skip
#: Characters before and after a cut that are looked at: what a reader sees as one has fewer.
_CLUSTER_LONGEST = 40
_CLUSTER = regex.compile(r"\X", regex.DOTALL)
#: How an excerpt is written, by what it is called where it is stored.
_SHAPES: dict[str, Callable[[str], str]] = {"": str, "plain": plain, "quoted": quoted, "isolated": isolated}


def units(text: str) -> int:
    """Returns the length of `text` in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, longest: int) -> str:
    """Returns `text`, shortened to `longest` code units with an ellipsis at the end if it is longer. What a reader
    sees as one character stays whole."""
    if units(text) <= longest:
        return text
    end = max(longest - len(ELLIPSIS), 0)
    while units(text[:end]) > max(longest - len(ELLIPSIS), 0):
        end -= max((units(text[:end]) - longest) // 2, 1)
    begin = max(end - _CLUSTER_LONGEST, 0)
    ends = [begin + cluster.end() for cluster in _CLUSTER.finditer(text[begin : end + _CLUSTER_LONGEST])]
    end = max((each for each in ends if each <= end), default=end)
    return text[:end].rstrip() + ELLIPSIS if longest > 0 else ""


@dataclass(frozen=True, slots=True)
class Excerpt(Value):
    """Somebody's words, of which the beginning is shown where there is no room for all of them."""

    text: str = field(repr=False)
    shape: str = "plain"  #: "plain": on one line, without effect; "quoted": as a quotation;
    #: "isolated": as they are, where nothing is read as Markdown; "": as they are
    most: int = 0  #: code units that are ever shown; 0: as many as there is room for

    def in_(self, language: Language) -> str:
        written = _SHAPES[self.shape](self.text)
        share = min([each for each in (self.most or None, language.share) if each is not None], default=units(written))
        room = max(share, 0)
        # An escape counts, too: the words are cut before they are escaped, and never inside one.
        while room and units(written) > share:
            written = _SHAPES[self.shape](cut(self.text, room))
            room = min(room - 1, room * share // max(units(written), 1))
        return written if units(written) <= share else ELLIPSIS


@dataclass(frozen=True, slots=True)
class Several(Value):
    """Several things, one after another; where there is no room for all of them, the first, and how many more."""

    parts: tuple[Said, ...] = field(repr=False)
    more: Sentence  #: says how many are left out, its {count}
    between: str = "\n"
    most: int = 0  #: how many are ever shown; 0: as many as there is room for

    def __post_init__(self) -> None:
        for part in self.parts:
            whole(part)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def in_(self, language: Language) -> str:
        said = [language(part) for part in self.parts]
        shown = said[: self.most] if self.most else said
        if language.share is not None:
            while shown and sum(units(part) + len(self.between) for part in shown) > language.share:
                shown = shown[:-1]
        if len(shown) < len(said):
            shown = [*shown, language(self.more.format(count=len(said) - len(shown)))]
        return self.between.join(shown)


def fitted(said: Said | None, language: Language, longest: int) -> str:
    """Returns `said` in at most `longest` code units: lists end early and excerpts are cut, all to the same share, as
    little as will do. A text that is too long without them is cut at its end."""
    text = language(said)
    for share in SHARES:
        if units(text) <= longest:
            return text
        text = language.within(share)(said)
    return cut(text, longest)


def shares(lengths: list[int], room: int) -> int:
    """Returns the largest share for which several texts, each cut to it where it is longer, fit into `room`."""
    left = room
    for at, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - at)
        if length > share:
            return share
        left -= length
    return max(lengths, default=room)
