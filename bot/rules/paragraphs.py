"""Finds which paragraph of an edited text came from which direct message."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.rules.pages import PARAGRAPH, K


def realign(parts: Sequence[tuple[K, str]], text: str) -> list[tuple[K | None, str]]:
    """Finds the parts of a draft that still stand in its new text, in order and each from paragraph border to border.

    They keep their K; what lies between becomes parts with None as their K. Joined with a blank line the result is
    `text` again, its ends trimmed and the borders between parts made one blank line. Blank text has no parts.
    """
    spans = _paragraphs(text)
    kept = list(_standing(parts, [text[start:end] for start, end in spans]))
    result, at = list[tuple[K | None, str]](), 0
    for key, first, after in [*kept, (None, len(spans), len(spans))]:
        if at < first:
            result.append((None, text[spans[at][0] : spans[first - 1][1]]))
        if first < after:
            result.append((key, text[spans[first][0] : spans[after - 1][1]]))
        at = after
    return result


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Returns where each paragraph begins and ends; white space at the ends of the text belongs to none."""
    start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    spans = list[tuple[int, int]]()
    for border in PARAGRAPH.finditer(text, start, stop):
        spans.append((start, border.start()))
        start = border.end()
    return [*spans, (start, stop)] if start < stop else spans


def _standing(parts: Sequence[tuple[K, str]], new: list[str]) -> Iterator[tuple[K, int, int]]:
    """Yields each part whose paragraphs stand side by side in `new`: its K, its first paragraph there, the one after
    it."""
    sizes, old = list[int](), list[str]()
    for _, said in parts:
        told = [said[start:end] for start, end in _paragraphs(said)]
        sizes.append(len(told))
        old.extend(told)
    match = _matches(old, new)
    at = 0
    for (key, _), size in zip(parts, sizes, strict=True):
        first = match.get(at)
        if size and first is not None and all(match.get(at + step) == first + step for step in range(size)):
            yield key, first, first + size
        at += size


def _matches(old: list[str], new: list[str]) -> dict[int, int]:
    """Returns, for each paragraph of `old` that is still there, which one of `new` it is; the order is kept.

    A paragraph that occurs once in both is the same one; from these, and from both ends, equal neighbours are matched,
    too. Looks at each paragraph a few times at most, however many are alike.
    """
    match = dict[int, int]()
    one, other = 0, 0  # everything before these is done
    for anchor, its in [*_in_order(_once_in_both(old, new)), (len(old), len(new))]:
        while one < anchor and other < its and old[one] == new[other]:
            match[one] = other
            one, other = one + 1, other + 1
        back = 1
        while anchor - back >= one and its - back >= other and old[anchor - back] == new[its - back]:
            match[anchor - back] = its - back
            back += 1
        one, other = anchor, its
    return match


def _once_in_both(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Returns the positions of the paragraphs that occur exactly once in each, in the order of `old`."""
    times_old, times_new = Counter(old), Counter(new)
    where = {said: index for index, said in enumerate(new)}
    return [(k, where[said]) for k, said in enumerate(old) if times_old[said] == times_new[said] == 1]


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns the most pairs whose second positions, too, are in order; `pairs` are in the order of the first."""
    ends, rows = list[int](), list[int]()  # the smallest end of a row of each length, and which pair that is
    before = list[int]()
    for k, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1], rows[length : length + 1] = [other], [k]
    result, k = list[tuple[int, int]](), rows[-1] if rows else -1
    while k >= 0:
        result.append(pairs[k])
        k = before[k]
    return result[::-1]
