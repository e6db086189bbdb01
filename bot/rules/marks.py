"""Discord's Markdown in a long text: which marks are open at a place where a page ends.

Marks that nothing closes are none, as on Discord: a text is read as a whole before it is cut.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import regex

#: What is looked at: an escape, a link (its text and address belong together), code, and the marks that pair.
_TOKEN = regex.compile(
    r"""(?P<escape>\\[^\w\s])
      | (?P<link>\[(?:[^\[\]\\\n]|\\.){1,500}+\]\(<?[^\s()<>]{1,2000}+>?(?:[^\S\n]"[^"\n]{0,200}+")?\)|<https?://[^\s<>]{1,2000}+>)
      | (?P<code>(?<!`)`{1,3}(?!`))
      | (?P<mark>\|\||\*{1,3}(?!\*)|_{1,3}(?!_)|~~)
      | (?P<run>\*+|_+|`+)""",
    regex.VERBOSE,
)
#: What stands before the words of a line: a quotation, a heading, small print.
_LINE = regex.compile(r"[^\S\n]*+(?:>[^\S\n])?(?:\#{1,3}[^\S\n]++|-\#[^\S\n]++)?+")
#: What stands before them on a page that begins with that line, too; marks are opened after it.
_BEGINNING = regex.compile(r"[^\S\n]*+(?:>{1,3}[^\S\n]++)?+(?:(?:\#{1,3}|-\#|[-*+]|\d{1,3}\.)[^\S\n]++)?+")
BEGINNING = 12  #: characters of it, at most: a page has room for more than marks
_FENCE = regex.compile(r"```(?:([\w+#.-]{1,20})(?=\n))?")
_TO_THE_END = regex.compile(r"(?m)^[^\S\n]*+>>>[^\S\n]")

#: How Discord finds spoilers, wherever else there are marks.
_BARS = regex.compile(r"\|\|(.+?)\|\|", regex.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """Text between a mark and the one that closes it; the marks are `text[start:begin]` and `text[end:stop]`."""

    start: int
    begin: int
    end: int
    stop: int
    opening: str  #: what opens it again on a further page
    closing: str


class Hidden(NamedTuple):
    """Text behind bars: where these begin, what they hide begins and ends, and they end."""

    start: int
    begin: int
    end: int
    stop: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a text."""

    spans: tuple[Span, ...]  #: in the order in which they open
    links: tuple[tuple[int, int], ...]  #: where each begins and ends, in order
    to_the_end: int | None  #: where a quotation begins that takes in everything after it
    text: str

    def says_something(self, start: int, end: int) -> bool:
        """Whether there is more between two places than spaces, and marks that open."""
        at = start
        for span in self.spans:
            if start <= span.start and span.begin <= end <= span.end:
                if self.text[at : span.start].strip():
                    return True
                at = span.begin
        return bool(self.text[at:end].strip())

    def hidden(self) -> list[Hidden]:
        """Returns what is hidden, in order.

        Discord ends a spoiler at the next bars; whatever either of its rule and ours hides, is hidden, so that what its
        author covered is never shown where it is quoted. Bars within code hide nothing.
        """
        found = [Hidden(each.start, each.begin, each.end, each.stop) for each in self.spans if each.opening == "||"]
        code = [each for each in self.spans if each.opening.lstrip("> ").startswith("`")]
        begins = [each.begin for each in code]
        for bars in _BARS.finditer(self.text):
            before = bisect_right(begins, bars.start()) - 1
            if before < 0 or bars.end() > code[before].end:
                found += [Hidden(bars.start(), bars.start(1), bars.end(1), bars.end())]
        merged = list[Hidden]()
        for each in sorted(found):
            if merged and each.start < merged[-1].stop:
                last = merged[-1]
                merged[-1] = last._replace(end=max(last.end, each.end), stop=max(last.stop, each.stop))
            else:
                merged.append(each)
        return merged

    def open_at(self, at: int) -> list[Span]:
        """Returns what is open at a place, in the order in which it opened."""
        return [span for span in self.spans if span.begin <= at <= span.end and span.start < at < span.stop]

    def inside_link(self, at: int) -> int | None:
        """Returns where the link begins that a place is inside of; None where it is in none."""
        index = bisect_left(self.links, (at,)) - 1
        return self.links[index][0] if index >= 0 and self.links[index][1] > at else None

    def line_at(self, at: int) -> str:
        """Returns what a page that begins here begins with, so that its first line is of the kind it was."""
        to_the_end = ">>> " if self.to_the_end is not None and self.to_the_end < at else ""
        start = self.text.rfind("\n", 0, at) + 1
        if not self.text[start:at].strip() or self._in_code(at):
            return to_the_end
        found = _LINE.match(self.text, start)
        prefix = found[0].strip() if found else ""
        return to_the_end + (f"{prefix} " if prefix else "")

    def beginning_at(self, at: int) -> str:
        """Returns what stands before the words of a line that begins here, as a quotation's mark."""
        found = _BEGINNING.match(self.text, at)
        own = found[0] if found and (at == 0 or not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()) else ""
        return "" if self._in_code(at) or len(own) > BEGINNING else own

    def _in_code(self, at: int) -> bool:
        return any("`" in span.opening for span in self.open_at(at))


def marks_of(text: str) -> Marks:
    """Returns what is marked in a text."""
    fences = list(_fences(text))
    spans, links = _inline(text, fences)
    quotation = next((found.start() for found in _TO_THE_END.finditer(_without(text, fences))), None)
    return Marks(tuple(sorted([*fences, *spans], key=lambda span: span.start)), tuple(links), quotation, text)


def _without(text: str, fences: list[Span]) -> str:
    """Returns a text of the same length, with nothing in its code blocks."""
    at, kept = 0, list[str]()
    for span in fences:
        kept += [text[at : span.start], "`" * (span.stop - span.start)]
        at = span.stop
    return "".join([*kept, text[at:]])


def _fences(text: str) -> Iterator[Span]:
    """Yields the code blocks. One inside a quotation is closed and opened inside it."""
    opened: regex.Match[str] | None = None
    for found in _FENCE.finditer(text):
        if opened is None:
            opened = found
            continue
        line = text[text.rfind("\n", 0, opened.start()) + 1 : opened.start()]
        quote = "> " if line.strip() == ">" else ""
        begin = opened.end() + (1 if opened[1] else 0)
        language = opened[1] or ""
        yield Span(opened.start(), begin, found.start(), found.start() + 3, f"{quote}```{language}\n", f"\n{quote}```")
        opened = None


def _inline(text: str, fences: list[Span]) -> tuple[list[Span], list[tuple[int, int]]]:
    """Returns the pairs of marks outside code blocks, and the links."""
    tokens = list(_outside(text, fences))
    closing = _code_ends(tokens)
    spans, links, code_until = list[Span](), list[tuple[int, int]](), 0
    opened: dict[str, tuple[int, int]] = {}  # in the order in which they opened
    for index, token in enumerate(tokens):
        start, end = token.span()
        if start < code_until:
            continue
        kind, said = token.lastgroup, token[0]
        if kind == "link":
            links.append((start, end))
        elif kind == "code":
            there = closing.get(index)
            if there is not None:
                spans.append(Span(start, end, there, there + len(said), said, said))
                code_until = there + len(said)
        elif kind == "mark":
            for mark, first in _split(said, start, opened):
                _pair(text, mark, first, opened, spans)
    return spans, links


def _outside(text: str, fences: list[Span]) -> Iterator[regex.Match[str]]:
    at = 0
    for span in [*fences, None]:
        yield from _TOKEN.finditer(text, at, len(text) if span is None else span.start)
        at = len(text) if span is None else span.stop


def _code_ends(tokens: list[regex.Match[str]]) -> dict[int, int]:
    """Returns, for each row of backticks, where the next row of as many begins."""
    ends, next_of = dict[int, int](), dict[int, int]()
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].lastgroup == "code":
            length = len(tokens[index][0])
            if length in next_of:
                ends[index] = next_of[length]
            next_of[length] = tokens[index].start()
    return ends


def _split(said: str, start: int, opened: dict[str, tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """Yields the marks in a row of three: what was opened last is closed first."""
    if len(said) < 3 or said[0] == "|":
        yield said, start
        return
    one, two = said[0], said[:2]
    inner_first = [each for each in reversed(opened) if each in (one, two)] == [one, two]
    first, then = (one, two) if inner_first else (two, one)
    yield first, start
    yield then, start + len(first)


def _pair(text: str, mark: str, start: int, opened: dict[str, tuple[int, int]], spans: list[Span]) -> None:
    """Opens a mark, or closes it; what was opened inside and is not closed is no mark."""
    end = start + len(mark)
    if mark in opened:
        if mark == "_" and text[end : end + 1].isalnum():
            return
        while True:
            last, (opens, begins) = opened.popitem()
            if last == mark:
                break
        if begins < start:
            spans.append(Span(opens, begins, start, end, mark, mark))
        return
    before, after = text[start - 1 : start], text[end : end + 1]
    if (mark == "_" and before.isalnum()) or (mark in ("*", "_") and not after.strip()):
        return
    opened[mark] = (start, end)
