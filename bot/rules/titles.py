"""Titles: decides whether a letter's first line is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from bot.language.markup import undirected
from bot.letter import Part
from bot.rules import greetings, pen_names
from bot.rules.pages import TITLE, join, units

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


@dataclass(frozen=True, slots=True)
class Composed:
    """Title and text of a letter as they will be published."""

    title: str | None = field(repr=False)
    text: str = field(repr=False)
    heading: str = field(default="", repr=False)  #: the first line that gives the title, with the blank lines after it


def compose(written: str, chosen: str | None) -> Composed:
    """Returns what was `written`, under the title that its writer chose.

    A first line that gives that title, or that gives one where none was chosen, is no part of the text. It stays where
    it was written, so that it follows its message.
    """
    title, text = title_of(written)
    if chosen not in (None, title):
        return Composed(chosen, written)
    return Composed(title, text, written[: len(written) - len(text)])


def of_parts(parts: Iterable[Part], chosen: str | None) -> Composed:
    """Returns what was written in these parts, under the title that its writer chose."""
    return compose(join([part.text for part in parts]), chosen)


def title_of(text: str) -> tuple[str | None, str]:
    """Returns the title that a letter's first line gives, and the text without that line and the blank lines after it.

    A line with a heading mark (#, ## or ###) gives one. Another does when a blank line and more text follow, it has at
    most 12 words, ends like no sentence, and is no greeting, list item or quotation. Neither may contain a link, a
    mention, a custom emoji or a code fence, be without a letter or digit, or be over TITLE code units. Otherwise
    returns (None, `text` unchanged).
    """
    first, _, below = text.lstrip().partition("\n")
    rest = _trimmed_start(below)
    marked = _HEADING.fullmatch(first.strip())
    title = _plain(marked[1] if marked else first)
    # A line that runs on into the next, as a poem's does, is the beginning of the text.
    may_be = rest.strip() and (marked or (rest != below and _reads_like_a_title(title)))
    return (title, rest) if may_be and _can_be_a_name(title, first) else (None, text)


def may_become_one(text: str) -> bool:
    """Whether a text is one line so far, which is going to be the title once there is more below it."""
    line = text.strip()
    return "\n" not in line and title_of(f"{line}\n\n{line}")[0] is not None


def _trimmed_start(text: str) -> str:
    return regex.sub(r"\A(?:[^\S\n]*\n)+", "", text)


def _plain(line: str) -> str:
    stripped = undirected(line).strip()
    emphasised = _EMPHASIS.fullmatch(stripped)
    return emphasised[2].strip() if emphasised else stripped


def _can_be_a_name(title: str, line: str) -> bool:
    seen = pen_names.visible(title)  # a Hangul filler counts as a letter, and nobody sees it
    return 0 < units(title) <= TITLE and any(map(str.isalnum, seen)) and not _NO_TITLE.search(line.strip())


def _reads_like_a_title(title: str) -> bool:
    greets = greetings.begins_with_one(title)
    return len(title.split()) <= 12 and not greets and not title.rstrip("*_~\"'”’»)").endswith(_ENDS_A_SENTENCE)
