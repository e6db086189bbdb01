"""Covers a letter that has a content warning: each page stands behind spoiler bars, and nothing of it before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.letter import Letter, Picture
from bot.rules.marks import marks_of
from bot.rules.pages import PAGE, pages
from bot.rules.pen_names import is_visible

BARS = "||"
#: Nobody sees it, and it parts two characters that would be a mark together.
_JOINER = "\u2060"
#: Code units that a page's cover takes: the bars, and what parts them from the text.
COVER = 2 * (len(BARS) + len(_JOINER))


def as_warning(written: str) -> str | None:
    """Returns a content warning as it is kept: one line, or None where nothing is to be seen."""
    return " ".join(written.split()) if is_visible(written) else None


def as_read(letter: Letter, text: str) -> list[str]:
    """Returns the pages of a letter's text as its readers see them; none where there is no text."""
    return pages(text) if letter.warning is None else covered(text)


def as_seen(letter: Letter, pictures: Sequence[Picture]) -> Sequence[Picture]:
    """Returns its pictures as its readers see them."""
    return pictures if letter.warning is None else [replace(picture, spoiler=True) for picture in pictures]


def covered(text: str) -> list[str]:
    """Returns the pages of a text, each of them covered.

    Bars within would end the cover: Discord takes the next two for its end, whatever stands around them. So those that
    hide something in the text go, since the cover hides it too, and any others are parted by a character nobody sees.
    """
    return [f"{BARS}{_apart(page)}{BARS}" for page in pages(_without_bars(text), PAGE - COVER, PAGE - COVER)]


def _without_bars(text: str) -> str:
    kept, at = list[str](), 0
    bars = [
        place
        for span in marks_of(text).spans
        if span.opening == BARS
        for place in ((span.start, span.begin), (span.end, span.stop))
    ]
    for start, end in sorted(bars):
        kept.append(text[at:start])
        at = end
    return re.sub(r"\|(?=\|)", f"|{_JOINER}", "".join([*kept, text[at:]]))


def _apart(page: str) -> str:
    """Returns a page that neither bars before it nor bars after it run into."""
    before = _JOINER if page.startswith("|") else ""
    return f"{before}{page}{_JOINER}" if page.endswith(("|", "\\")) else f"{before}{page}"
