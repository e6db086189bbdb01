"""How simcord's Preview reads what a message says, where that is not how Discord reads it.

Like `frames`, it relies on simcord's internals (3.2.1, pinned).
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import re

from simcord.preview import _markdown

_PROSE = ("embed_description", "embed_field_value")
_AS_IN_A_MESSAGE = ("mentions", "commands", "subtext")
_SPOILER = re.compile(r"\|\|(?=\S)(.+?)\|\|", re.DOTALL)
_BETWEEN = re.compile(r"(\n[ \t]*\n\s*)")
_QUOTED = re.compile(r"^(> .*)\n(?!> |\n)", re.MULTILINE)
_FENCE = "```"

_quotes = _markdown._discord_multiline_quotes


def install() -> None:
    """Has the Preview read as Discord does, from now on: an embed names whom it mentions and has small print, a quote
    ends with its line, and a spoiler may be several paragraphs."""
    for field in _PROSE:
        _markdown._FIELD_POLICIES[field].update(dict.fromkeys(_AS_IN_A_MESSAGE, True))
    _markdown._discord_multiline_quotes = lambda text: _quotes(as_read(text))


def as_read(text: str) -> str:
    """Returns Discord's Markdown in the words of CommonMark, where quotes go on and nothing spans paragraphs.
    A text with a block of code stays as it is."""
    if _FENCE in text:
        return text
    return _SPOILER.sub(_each_paragraph, _QUOTED.sub(r"\1\n\n", text))


def _each_paragraph(spoiler: re.Match[str]) -> str:
    parts = _BETWEEN.split(spoiler[1])
    return "".join(part if index % 2 else f"||{part}||" for index, part in enumerate(parts) if part)
