"""What changed between two versions of a text, word by word, for whoever has read the first one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher

from bot.language.lengths import units
from bot.language.markup import plain

#: Stands for the end of a paragraph among the words.
BREAK = "¶"
#: How many words are shown on each side of an unchanged passage, and at each end of a long changed one.
AROUND, AT_ENDS = 6, 40
#: How many pairs of words are compared at most; beyond that a passage counts as replaced, since comparing takes as long
#: as there are pairs that match, and a text can be made of such.
PAIRS = 250_000
LEFT_OUT = "…"
#: Around what is gone, and what is added; nothing else begins with them, since `plain` escapes both.
MARKS = ("~~", "**")


@dataclass(frozen=True, slots=True)
class Seen:
    """A letter as somebody read it. Of one kept by an older version only the text is known."""

    text: str = field(repr=False)  #: with its title
    category: str | None = None
    rating: str | None = None  #: None: neither this, nor its category and pictures, are known
    pictures: Sequence[str] = field(default=(), repr=False)  #: a digest of each, in order
    warning: str | None = field(default=None, repr=False)  #: its content warning

    def packed(self) -> str:
        """Returns it as a text to be kept."""
        return json.dumps(asdict(self))


def unpacked(kept: str) -> Seen:
    """Returns the version that was kept."""
    try:
        return Seen(**json.loads(kept))
    except (ValueError, TypeError):
        return Seen(kept)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a text; both are nothing where nothing did."""

    text: str  #: in Discord's Markdown: **added**, ~~gone~~, and some words around it
    hidden: int  #: how many passages that changed are not in it, or not as a whole


def changes(before: str, after: str, most: int) -> Changes:
    """Returns what changed, in at most `most` code units. Nothing of the texts has an effect in it."""
    old, new = _words(before), _words(after)
    if old == new:
        return Changes("", 0)
    shown, room, hidden = list[str](), most - units(LEFT_OUT) - 1, 0
    for text, whole in _pieces(old, new):
        room -= units(text) + 1
        hidden += not whole or (room < 0 and text.startswith(MARKS))
        if room >= 0:
            shown.append(text)
    return Changes(" ".join([*shown, LEFT_OUT] if room < 0 else shown), hidden)


def _words(text: str) -> list[str]:
    return re.sub(r"\s*\n\s*", f" {BREAK} ", text.strip()).split()


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yields the passages in order: unchanged, gone, added; False for one that changed and is shortened."""
    steps = [*_steps(old, new)]
    for index, (same, gone, added) in enumerate(steps):
        if same:
            first, last = index == 0, index == len(steps) - 1 and not gone and not added
            yield from ((text, True) for text in _unchanged(same, first=first, last=last))
        for words, mark in zip((gone, added), MARKS, strict=True):
            if words:
                yield f"{mark}{_shortened(words)}{mark}", len(words) <= 2 * AT_ENDS


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Yields words that stayed, and those that are gone and added after them."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    same = old[:start]
    if len(before) * len(after) > PAIRS:
        yield same, before, after
    else:
        for kind, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
            if kind == "equal":
                same = [*same, *before[a:b]]
            else:
                yield same, before[a:b], after[c:d]
                same = []
    yield [*same, *old[len(old) - end :]], [], []


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """Returns how many words both begin with."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(some), len(others)))


def _unchanged(words: Sequence[str], *, first: bool, last: bool) -> Iterator[str]:
    head, tail = (0 if first else AROUND), (0 if last else AROUND)
    if len(words) <= head + tail:
        yield plain(" ".join(words))
        return
    if head:
        yield plain(" ".join(words[:head]))
    yield LEFT_OUT
    if tail:
        yield plain(" ".join(words[-tail:]))


def _shortened(words: Sequence[str]) -> str:
    if len(words) <= 2 * AT_ENDS:
        return plain(" ".join(words))
    return f"{plain(' '.join(words[:AT_ENDS]))} {LEFT_OUT} {plain(' '.join(words[-AT_ENDS:]))}"
