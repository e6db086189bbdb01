"""Text shaped for Discord: a letter in pages, in the fields of a form, with its title found, and nothing ever cut off.

Two measures. A letter's own length (MAX_LETTER) is counted in characters, as people and Python count. Discord's limits
are counted in UTF-16 code units: its API counts characters (code points), as its makers say, but its apps may not when
they guard a form's fields, and code units are never fewer (most emoji are two).

A cluster is what a reader sees as one character: a letter with its accents, a family emoji, a flag.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

_JOINER = "\n\n"

# A space before an accent carries it, so the pair is one cluster and no border.
_BARE = r"(?<!\p{GCB=Prepend})%s(?![\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}])"
_PARAGRAPH = regex.compile(r"\n(?:[^\S\n]*\n)+")
_LINE = regex.compile(r"\n")
_SENTENCE = regex.compile(r"(?<=[.!?…。！？][\"'”’»)\]*_]{0,3})" + _BARE % r"\s+")
_WORD = regex.compile(_BARE % r"\s+")
#: The best places to end a page, best first.
_BORDERS = (_PARAGRAPH, _LINE, _SENTENCE, _WORD)
#: What is never cut: custom emoji, mentions and timestamps, a fence, a cluster.
_ATOM = regex.compile(
    r"<(?:a?:\w{1,32}:\d{1,20}|@[!&]?\d{1,20}|#\d{1,20}|t:-?\d{1,14}(?::\w)?)>|`{3,16}|\X", regex.DOTALL
)
_FENCE = regex.compile(r"```(?:([\w+#.-]{1,20})(?=\n))?")


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def join(parts: Sequence[str]) -> str:
    """The text of a draft from what its messages say: trimmed, empty ones left out, a blank line between them."""
    return _JOINER.join(stripped for part in parts if (stripped := part.strip()))


# Pages


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
    indented = regex.sub(r"\A(?:[^\S\n]*\n)+", "", text).rstrip()
    flush = indented.lstrip()
    return indented if len(indented) - len(flush) < SMALLEST_PAGE // 2 else flush


def _split(text: str, size: int, following: int) -> tuple[str, str]:
    """Text for one page of `size` code units, and what comes after it; `following` is the next page's size."""
    limit = _index(text, size)
    if limit == len(text):
        return text, ""
    start, end = _border(text, limit, following) or ([limit, *_ends(text, limit)][-1],) * 2
    return text[:start].rstrip(), _trimmed(text[end:])


def _index(text: str, size: int) -> int:
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
        last, after = _around(kind, text, limit)
        if last and (last[0] >= limit // 2 or units(text[last[1] : after]) <= following):
            return last
    return None


def _around(kind: regex.Pattern[str], text: str, limit: int) -> tuple[tuple[int, int] | None, int]:
    """The last border of a kind that begins within `limit`, and where the next one begins (or the text ends)."""
    last, indent = None, len(text) - len(text.lstrip())
    for found in kind.finditer(text):
        if found.start() > limit:
            return last, found.start()
        if found.start() > indent:
            last = found.span()
    return last, len(text)


def _ends(text: str, limit: int) -> list[int]:
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
        return body[:start].rstrip(), left[start:]
    return body, after


def room(current: str, addition: str, limit: int = MAX_LETTER) -> tuple[str, str]:
    """Split `addition` into what can still be joined to `current` within `limit` characters, and what cannot.

    The blank line that joins them is counted. Cuts between paragraphs, lines, sentences or words when there is such
    a border in the last 200 characters, else between clusters. Only white space at the cut goes, none when all fits.
    """
    space = limit - (len(current) + len(_JOINER) if current else 0)
    if len(addition) <= space:
        return addition, ""
    if space <= 0:
        return "", addition
    for kind in _BORDERS:
        last, _ = _around(kind, addition, space)
        if last and last[0] >= space - 200:
            return addition[: last[0]].rstrip(), addition[last[1] :]
    cut = [0, *_ends(addition, space)][-1]
    return addition[:cut], addition[cut:]


# Fields of a form


@dataclass(frozen=True)
class Field:
    """What one text input of a form holds."""

    text: str  #: at most FIELD UTF-16 code units
    separator: str  #: what stood before it in the whole text: a blank line, a line's end, a space or nothing


# Discord trims what comes back from an input, so the white space at a cut has to be wholly in the separator.
_SEPARATORS = tuple((mark, regex.compile(rf"(?<=\S){_BARE % mark}(?=\S)")) for mark in (_JOINER, "\n", " "))
#: How full each field must be at least: as little as possible, so that paragraphs stay whole, until the text fits.
_FILLS = (0.0, 0.5, 0.8, 0.95)


def fields(text: str) -> tuple[list[Field], str]:
    """Split `text` over at most FIELDS fields of at most FIELD code units; the rest comes back, separator and all.

    `join_fields(fields) + rest` is `text` again, character by character. There is always one field at least.
    """
    result, rest = list[Field](), text
    for fill in _FILLS:
        result, rest = _filled(text, fill)
        if not rest:
            break
    return result, rest


def _filled(text: str, fill: float) -> tuple[list[Field], str]:
    result, separator = list[Field](), ""
    while True:
        cut, mark = _field_border(text, fill)
        result.append(Field(text[:cut], separator))
        if cut == len(text) or len(result) == FIELDS:
            return result, text[cut:]
        text, separator = text[cut + len(mark) :], mark


def _field_border(text: str, fill: float) -> tuple[int, str]:
    """Where a field that starts with `text` ends, and the separator after it."""
    limit = _index(text, FIELD)
    if limit == len(text):
        return limit, ""
    for mark, kind in _SEPARATORS:
        last, _ = _around(kind, text, limit)
        if last and last[0] >= limit * fill:
            return last[0], mark
    return _inside_a_word(text, limit), ""


def _inside_a_word(text: str, limit: int) -> int:
    """The last end of a cluster, if possible one with no white space beside it."""
    ends = _ends(text, limit) or [limit]
    inside = [end for end in ends[-200:] if not (text[end - 1].isspace() or text[end].isspace())]
    return (inside or ends)[-1]


def join_fields(parts: list[Field]) -> str:
    """The text that the fields hold together; an emptied one leaves no separator behind."""
    result = ""
    for part in parts:
        if part.text:
            result += (part.separator if result else "") + part.text
    return result


# The title


_HEADING = regex.compile(r"#{1,3}[^\S\n]+(.*)")
_EMPHASIS = regex.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+)(?<=\S)\1")
_NO_TITLE = regex.compile(
    r"""  ^(?:[-*+•]\s|\d{1,3}[.)]\s|>|-\#)     # an item of a list, a quotation, small print
        | https?:|www\.|discord\.gg|\]\(       # a link
        | <[@\#:/at]|@everyone|@here           # a mention, a custom emoji
        | ```""",
    regex.VERBOSE | regex.IGNORECASE,
)
_ENDS_A_SENTENCE = (".", ",", ";", ":", "…", "。", "，", "、", "；", "：")
#: How letters begin in the bot's languages; with up to three more words it greets, with more it may be a title.
_GREETINGS = frozenset(
    (
        "dear",
        "dearest",
        "darling",
        "hi",
        "hiya",
        "hello",
        "hey",
        "heya",
        "yo",
        "greetings",
        "liebe",
        "lieber",
        "liebes",
        "hallo",
        "moin",
        "servus",
        "cher",
        "chère",
        "chers",
        "salut",
        "bonjour",
        "coucou",
        "querido",
        "querida",
        "hola",
        "caro",
        "cara",
        "ciao",
        "olá",
        "oi",
        "beste",
        "lieve",
        "hei",
        "hej",
        "drogi",
        "droga",
        "cześć",
        "дорогой",
        "дорогая",
        "привет",
        "здравствуй",
    )
)


def title_of(text: str) -> tuple[str | None, str]:
    """The title that a letter's first line gives, and the text without that line and the blank lines after it.

    A line with a heading mark (#, ## or ###) gives one. Another does when a blank line and more text follow, it has
    at most 12 words, ends like no sentence, and is no greeting, list item or quotation. Neither may hold a link, a
    mention, a custom emoji or a code fence, be without a letter or digit, or be over TITLE code units.
    Else: (None, `text` unchanged).
    """
    first, _, below = text.lstrip().partition("\n")
    rest = _trimmed_start(below)
    marked = _HEADING.fullmatch(first.strip())
    title = _plain(marked[1] if marked else first)
    # A line that runs on into the next, as a poem's does, is the beginning of the text.
    may_be = rest.strip() and (marked or (rest != below and _reads_like_a_title(title)))
    return (title, rest) if may_be and _can_be_a_name(title, first) else (None, text)


def _trimmed_start(text: str) -> str:
    return regex.sub(r"\A(?:[^\S\n]*\n)+", "", text)


def _plain(line: str) -> str:
    stripped = line.strip()
    emphasised = _EMPHASIS.fullmatch(stripped)
    return emphasised[2].strip() if emphasised else stripped


def _can_be_a_name(title: str, line: str) -> bool:
    return 0 < units(title) <= TITLE and any(map(str.isalnum, title)) and not _NO_TITLE.search(line.strip())


def _reads_like_a_title(title: str) -> bool:
    words = title.split()
    greets = bool(words) and words[0].strip("!*_~").casefold() in _GREETINGS and len(words) <= 4
    return len(words) <= 12 and not greets and not title.rstrip("*_~\"'”’»)").endswith(_ENDS_A_SENTENCE)


# A draft rewritten as a whole


def realign(parts: Sequence[tuple[K, str]], text: str) -> list[tuple[K | None, str]]:
    """Find the parts of a draft that still stand in its new text, in order and each from paragraph border to border.

    They keep their K; what lies between becomes parts of K None. Joined with a blank line the result is `text` again,
    its ends trimmed and the borders between parts made one blank line. Blank text gives no parts.
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
    """Where each paragraph begins and ends; white space at the ends of the text belongs to none."""
    start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    spans = list[tuple[int, int]]()
    for border in _PARAGRAPH.finditer(text, start, stop):
        spans.append((start, border.start()))
        start = border.end()
    return [*spans, (start, stop)] if start < stop else spans


def _standing(parts: Sequence[tuple[K, str]], new: list[str]) -> Iterator[tuple[K, int, int]]:
    """Each part whose paragraphs stand side by side in `new`: its K, its first paragraph there, the one after it."""
    sizes, old = list[int](), list[str]()
    for _, said in parts:
        told = [said[start:end] for start, end in _paragraphs(said)]
        sizes.append(len(told))
        old.extend(told)
    place = _places(old, new)
    at = 0
    for (key, _), size in zip(parts, sizes, strict=True):
        first = place.get(at)
        if size and first is not None and all(place.get(at + step) == first + step for step in range(size)):
            yield key, first, first + size
        at += size


def _places(old: list[str], new: list[str]) -> dict[int, int]:
    """For each paragraph of `old` that is still there, which one of `new` it is; the order is kept."""
    blocks = SequenceMatcher(None, old, new).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
