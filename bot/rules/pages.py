"""Text shaped for Discord: a letter in pages, in the fields of a form, with its title found, and nothing ever cut off.

Two measures. A letter's own length (MAX_LETTER) is counted in characters, as people and Python count. Discord's limits
are counted in UTF-16 code units: its API counts characters (code points), as its makers say, but its apps may not when
they guard a form's fields, and code units are never fewer (most emoji are two).

A cluster is what a reader sees as one character: a letter with its accents, a family emoji, a flag.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TypeVar

import regex

K = TypeVar("K")
#: Characters in a letter.
MAX_LETTER = 20_000
#: UTF-16 code units in an embed's description.
PAGE = 4096
#: UTF-16 code units in one text input of a form.
FIELD = 4000
#: Text inputs that a form has for the text (it has five; the title needs one).
FIELDS = 4
#: UTF-16 code units in a thread's or forum post's name.
TITLE = 100
#: The least that a page may be given: a code block's fence has to fit, and a custom emoji whole.
SMALLEST_PAGE = 128
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
    r"<(?:a?:\w{1,32}:\d{1,20}|@[!&]?\d{1,20}|#\d{1,20}|t:-?\d{1,14}(?::\w)?)>|`{3,16}"
    # Flags by themselves: for each of a row of them \X counts the row again from its start.
    r"|\p{RI}{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*|\X",
    regex.DOTALL,
)
_CLUSTER = regex.compile(r"\X", regex.DOTALL)
_FENCE = regex.compile(r"```(?:([\w+#.-]{1,20})(?=\n))?")


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def join(parts: Sequence[str]) -> str:
    """The text of a draft from what its messages say: trimmed, empty ones left out, a blank line between them."""
    return JOINER.join(stripped for part in parts if (stripped := part.strip()))


def pages(text: str, first: int = PAGE, rest: int = PAGE) -> list[str]:
    """Split `text` for posting: the first page has at most `first` UTF-16 code units, each further one at most `rest`.

    A page ends between paragraphs where it can, else between lines, sentences, words, clusters. White space at the ends
    of pages goes; nothing else does. A code block that a page ends in is closed there and opened again on the next.
    Returns no page for blank text. Raises ValueError when `first` or `rest` is under SMALLEST_PAGE.
    """
    if min(first, rest) < SMALLEST_PAGE:
        raise ValueError(f"a page holds at least {SMALLEST_PAGE} code units")
    left, opened, result = _trimmed(text.replace("\r\n", "\n")), "", list[str]()
    while left:
        size = rest if result else first
        body, after = _split(left, size - len(opened), rest)
        if _open_at(opened, left, len(body)):
            body, after = _split(left, size - len(opened) - len("\n```"), rest)
            body, after = _without_empty_block(opened, left, body, after)
        fence = _open_at(opened, left, len(body))
        result.append(opened + body + ("\n```" if fence else ""))
        left, opened = after, fence
    return result


def _trimmed(text: str) -> str:
    """Without white space at the end and blank lines at the start; an indentation stays: code needs it."""
    indented = _without_end(regex.sub(r"\A(?:[^\S\n]*\n)+", "", text))
    flush = _without_start(indented)
    return indented if len(indented) - len(flush) < SMALLEST_PAGE // 2 else flush


def _without_end(text: str) -> str:
    """Without white space at the end, except a space that the sign before it carries (as U+0600 does)."""
    end = len(text.rstrip())
    return text[: end + 1] if end and _is_cluster(text[end - 1 : end + 1]) else text[:end]


def _without_start(text: str) -> str:
    """Without white space at the start, except a space that carries an accent."""
    start = len(text) - len(text.lstrip())
    return text[start - 1 :] if start and _is_cluster(text[start - 1 : start + 1]) else text[start:]


def _is_cluster(pair: str) -> bool:
    found = _CLUSTER.match(pair)
    return len(pair) == 2 and found is not None and found.end() == 2


def _split(text: str, size: int, following: int) -> tuple[str, str]:
    """Text for one page of `size` code units, and what comes after it; `following` is the next page's size."""
    limit = index_of(text, size)
    if limit == len(text):
        return text, ""
    start, end = _border(text, limit, following) or ([limit, *ends_of_atoms(text, limit)][-1],) * 2
    return _without_end(text[:start]), _trimmed(text[end:])


def index_of(text: str, size: int) -> int:
    """How many characters of `text` fit in `size` code units."""
    taken = 0
    for index, char in enumerate(text[: size + 1]):
        taken += 2 if char > "\uffff" else 1
        if taken > size:
            return index
    return len(text)


def _border(text: str, limit: int, following: int) -> tuple[int, int] | None:
    """Where the white space begins and ends at which to cut, at most `limit` characters in, by the best kind of border.

    One that would leave the page less than half full counts only when that keeps the next piece whole.
    """
    for kind in _BORDERS:
        last, after = around(kind, text, limit)
        if last and (last[0] >= limit // 2 or units(text[last[1] : after]) <= following):
            return last
    return None


def around(kind: regex.Pattern[str], text: str, limit: int) -> tuple[tuple[int, int] | None, int]:
    """The last border of a kind that begins within `limit`, and where the next one begins (or the text ends)."""
    last, indent = None, len(text) - len(text.lstrip())
    for found in kind.finditer(text):
        if found.start() > limit:
            return last, found.start()
        if found.start() > indent:
            last = found.span()
    return last, len(text)


def ends_of_atoms(text: str, limit: int) -> list[int]:
    """Where the atoms end that lie wholly within the first `limit` characters; none when even the first is longer."""
    return list(takewhile(lambda end: end <= limit, (atom.end() for atom in _ATOM.finditer(text))))


def _open_at(opened: str, text: str, end: int) -> str:
    """The line that opens the code block in which `end` lies, or "" for none; one that nothing closes is no block."""
    fence = opened
    for found in _FENCE.finditer(text):
        if found.start() >= end:
            return fence
        fence = "" if fence else f"```{found[1] or ''}\n"
    return ""


def _without_empty_block(opened: str, left: str, body: str, after: str) -> tuple[str, str]:
    """When a block opens at the very end of a page, leave it to the next: here it would be an empty box."""
    fence, start = _open_at(opened, left, len(body)), body.rfind("```")
    if fence and body[start:] == fence.strip() and body[:start].strip():
        return _without_end(body[:start]), left[start:]
    return body, after


def room(current: str, addition: str, limit: int = MAX_LETTER) -> tuple[str, str]:
    """Split `addition` into what can still be joined to `current` within `limit` characters, and what cannot.

    The blank line that joins them is counted. Cuts between paragraphs, lines, sentences or words when there is such
    a border in the last 200 characters, else between clusters. Only white space at the cut goes, none when all fits.
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
