"""Shapes a text for Discord: a letter in pages, cut where a reader would, and nothing lost.

There are two measures. A letter's own length (MAX_LETTER) is counted in characters, as people and Python count.
Discord's limits are counted in UTF-16 code units: its developers say that its API counts characters (code points), but
its apps may not when they check a form's fields, and there are never fewer code units (most emoji have two).

A cluster is what a reader sees as one character: a letter with its accents, a family emoji, a flag.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TypeVar

import regex

from bot.language.lengths import units as units  # the measure of pages, and of everything shown
from bot.rules.marks import Marks, Span, marks_of

K = TypeVar("K")
#: Characters in a letter, at most.
MAX_LETTER = 20_000
#: UTF-16 code units in an embed's description, at most.
PAGE = 4096
#: UTF-16 code units in one text input of a form, at most.
FIELD = 4000
#: Text inputs of a form that are left for the text (there are five; the title needs one).
FIELDS = 4
#: UTF-16 code units in a thread's or forum post's name, at most.
TITLE = 100
#: The smallest page allowed, in code units: a code block's fence and a whole custom emoji have to fit.
SMALLEST_PAGE = 128
#: Code units that close everything which can be open where a page ends, at most.
CLOSING = 24
JOINER = "\n\n"
# A space before an accent carries it, so the pair is one cluster and no border.
BARE = r"(?<!\p{GCB=Prepend})%s(?![\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}])"
PARAGRAPH = regex.compile(r"\n(?:[^\S\n]*\n)+")
_LINE = regex.compile(r"\n")
_SENTENCE = regex.compile(r"(?<=[.!?…。！？][\"'”’»)\]*_]{0,3})" + BARE % r"\s+")
_WORD = regex.compile(BARE % r"\s+")
#: The best places to end a page, best first.
_BORDERS = (PARAGRAPH, _LINE, _SENTENCE, _WORD)
#: What is never cut: custom emoji, mentions and timestamps, a fence, a cluster.
_ATOM = regex.compile(
    r"<(?:a?:\w{1,32}:\d{1,20}|@[!&]?\d{1,20}|#\d{1,20}|t:-?\d{1,14}(?::\w)?)>|`{3,16}|\\[^\w\s]|\|\||\*{2,3}|_{2,3}|~~"
    # Flags by themselves: for each of a row of them \X counts the row again from its start.
    r"|\p{RI}{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*|\X",
    regex.DOTALL,
)
_CLUSTER = regex.compile(r"\X", regex.DOTALL)


def join(parts: Sequence[str]) -> str:
    """Joins the parts of a draft, one for each message: trimmed, with a blank line between
    them, empty ones left out."""
    return JOINER.join(stripped for part in parts if (stripped := part.strip()))


def pages(text: str, first: int = PAGE, rest: int = PAGE) -> list[str]:
    """Splits `text` for posting: the first page has at most `first` UTF-16 code units, each further one at most `rest`.

    A page ends between paragraphs where it can, else between lines, sentences, words, clusters. White space at the ends
    of pages goes; nothing else does. What a page ends in the middle of (a spoiler, bold, a code block, a quotation, a
    heading) is closed there and opened again on the next. Returns no page for blank text. Raises ValueError when
    `first` or `rest` is under SMALLEST_PAGE.
    """
    if min(first, rest) < SMALLEST_PAGE:
        raise ValueError(f"a page holds at least {SMALLEST_PAGE} code units")
    whole, result = _trimmed(text.replace("\r\n", "\n")), list[str]()
    marks, at = marks_of(whole), 0
    while at < len(whole):
        page, at = _page(marks, at, rest if result else first, rest)
        if page:
            result.append(page)
    return result


def _page(marks: Marks, at: int, size: int, following: int) -> tuple[str, int]:
    """Returns the page of `size` code units that begins at a place in the text, and where the next one begins; "" where
    the page would hold nothing but marks that open there."""
    text, before = marks.text, marks.open_at(at)
    own = marks.beginning_at(at) if before else ""
    opened = marks.line_at(at) + own + "".join(span.opening for span in before)
    start = at + len(own)
    page, after = "", at
    for reserved in (0, CLOSING):  # where the page ends decides what it closes, and whether there is room for that
        body, left = _split(text[start:], size - units(opened) - reserved, following)
        end, after = _moved(marks, start, start + len(body), len(text) - len(left))
        closed = marks.open_at(end) if after < len(text) else []
        closing = "".join(span.closing for span in reversed(closed))
        if closing and _ends_in_escape(text[start:end]):
            closing = "\\" + closing
        page = opened + text[start:end] + closing
        if units(page) <= size:
            after = _after_closing(marks, closed, after)
            break
    return (page if marks.says_something(start, end) else ""), after


def _moved(marks: Marks, start: int, end: int, after: int) -> tuple[int, int]:
    """Moves a page's end and the beginning of what follows, so that neither a link nor a mark comes apart there.

    A link that begins on this page goes to the next one whole; so does a mark that opens at the very end of the page.
    """
    text = marks.text
    if after >= len(text):
        return end, after
    link = marks.inside_link(after)
    if link is not None and text[start:link].strip():
        end = after = link
    for span in reversed(marks.spans):
        if span.start < end <= span.end and not text[span.begin : end].strip() and text[start : span.start].strip():
            end = after = span.start
    return start + len(_without_end(text[start:end])), after


def _after_closing(marks: Marks, closed: Sequence[Span], at: int) -> int:
    """Returns where the next page begins. A mark that would be closed there, with nothing in it, is closed already."""
    for span in reversed(closed):
        if marks.text[at : span.end].strip():
            break
        at = span.stop
    return len(marks.text) - len(_trimmed(marks.text[at:]))


def _ends_in_escape(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _trimmed(text: str) -> str:
    """Returns a text without white space at its end and blank lines at its start; an
    indentation stays, as code needs it."""
    indented = _without_end(regex.sub(r"\A(?:[^\S\n]*\n)+", "", text))
    flush = _without_start(indented)
    return indented if len(indented) - len(flush) < SMALLEST_PAGE // 2 else flush


def _without_end(text: str) -> str:
    """Returns a text without white space at its end, except a space that joins the character
    before it (as after U+0600)."""
    end = len(text.rstrip())
    return text[: end + 1] if end and _is_cluster(text[end - 1 : end + 1]) else text[:end]


def _without_start(text: str) -> str:
    """Returns a text without white space at its start, except a space that carries an accent."""
    start = len(text) - len(text.lstrip())
    return text[start - 1 :] if start and _is_cluster(text[start - 1 : start + 1]) else text[start:]


def _is_cluster(pair: str) -> bool:
    found = _CLUSTER.match(pair)
    return len(pair) == 2 and found is not None and found.end() == 2


def _split(text: str, size: int, following: int) -> tuple[str, str]:
    """Returns the text for one page of `size` code units, and the rest; `following` is the next page's size."""
    limit = index_of(text, size)
    if limit == len(text):
        return text, ""
    start, end = _border(text, limit, following) or ([limit, *ends_of_atoms(text, limit)][-1],) * 2
    return _without_end(text[:start]), _trimmed(text[end:])


def index_of(text: str, size: int) -> int:
    """Returns how many characters of `text` fit into `size` code units."""
    taken = 0
    for index, char in enumerate(text[: size + 1]):
        taken += 2 if char > "\uffff" else 1
        if taken > size:
            return index
    return len(text)


def _border(text: str, limit: int, following: int) -> tuple[int, int] | None:
    """Returns where the white space to cut at begins and ends, at most `limit` characters in,
    by the best kind of border.

    A border that would leave the page less than half full counts only when that keeps the next piece whole.
    """
    for kind in _BORDERS:
        last, after = around(kind, text, limit)
        if last and (last[0] >= limit // 2 or units(text[last[1] : after]) <= following):
            return last
    return None


def around(kind: regex.Pattern[str], text: str, limit: int) -> tuple[tuple[int, int] | None, int]:
    """Returns the last border of a kind that begins within `limit`, and where the next one
    begins (or the text ends)."""
    last, indent = None, len(text) - len(text.lstrip())
    for found in kind.finditer(text):
        if found.start() > limit:
            return last, found.start()
        if found.start() > indent:
            last = found.span()
    return last, len(text)


def ends_of_atoms(text: str, limit: int) -> list[int]:
    """Returns the ends of the atoms wholly within the first `limit` characters; none when even the first is longer."""
    return list(takewhile(lambda end: end <= limit, (atom.end() for atom in _ATOM.finditer(text))))


def room(current: str, addition: str, limit: int = MAX_LETTER) -> tuple[str, str]:
    """Splits `addition` into what can still be joined to `current` within `limit` characters, and what cannot.

    The blank line that joins them is counted. Cuts between paragraphs, lines, sentences or words when there is such a
    border in the last 200 characters, else between clusters. Drops only white space at the cut, none when all fits.
    """
    space = limit - (len(current) + len(JOINER) if current else 0)
    if len(addition) <= space:
        return addition, ""
    if space <= 0:
        return "", addition
    for kind in _BORDERS:
        last, _ = around(kind, addition, space)
        if last and last[0] >= space - 200:
            return _without_end(addition[: last[0]]), addition[last[1] :]
    cut = [0, *ends_of_atoms(addition, space)][-1]
    return addition[:cut], addition[cut:]
