"""What Discord takes in one message, form or thread, and the one guard that keeps everything within it.

Cards and forms are drawn through these functions, and nothing else of the bot's becomes a message: a card whose texts
would be too long is shortened where its sentences allow it (`bot.language.lengths`), never refused by Discord. Counted
in UTF-16 code units, of which there are never fewer than of what Discord counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from bot.language import Language, Said, fitted
from bot.language.lengths import MESSAGE, cut, shares, units
from bot.rules import pages

CONTENT = MESSAGE
#: An embed's texts, and all texts of all embeds of a message.
TITLE, DESCRIPTION, FOOTER, AUTHOR, HEADING, LINE = 256, 4_096, 2_048, 256, 256, 1_024
EMBEDS_TOGETHER, EMBEDS = 6_000, 10
BUTTON, OPTION, OPTIONS, PLACEHOLDER, ALT = 80, 100, 25, 150, 1_024
#: Titles of forms, labels of their fields, hints below these, and what fits in a field.
FORM_TITLE, FIELD_LABEL, FIELD_HINT, FIELD = 45, 45, 100, 4_000
THREAD_NAME, WEBHOOK_NAME = 100, 80
#: Descriptions of commands and of their options, and names of choices.
COMMAND = 100
#: Names of menus.
MENU = 32
#: Names, descriptions and choices of one command together with all below it, each in the longest of its languages.
COMMANDS_TOGETHER = 8_000
_COMMAND_NAME = regex.compile(r"[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}")


def is_command_name(name: str) -> bool:
    """Returns whether Discord takes this as the name of a command or of an option, in any language."""
    return _COMMAND_NAME.fullmatch(name) is not None and name == name.lower()


def within(said: Said | None, say: Language, longest: int) -> str:
    """Returns `said` in at most `longest` code units, in the language `say`."""
    return fitted(said, say, longest)


def embed_texts(embeds: Sequence[Sequence[Said | None]], say: Language) -> list[list[str]]:
    """Returns the texts of a message's embeds, of each its title, description, footer and author, and
    the heading and the text of its field.

    Each is within its own limit, and all are within Discord's limit for all of them: the longest are shortened, all to
    the same length.
    """
    limits = (TITLE, DESCRIPTION, FOOTER, AUTHOR, HEADING, LINE)
    full = [[_text(said, say, limit) for said, limit in zip(embed, limits, strict=True)] for embed in embeds[:EMBEDS]]
    share = shares([units(text) for texts in full for text in texts], EMBEDS_TOGETHER)
    return [
        [text if units(text) <= share else _text(said, say, share) for text, said in zip(texts, embed, strict=True)]
        for texts, embed in zip(full, embeds, strict=False)
    ]


def _text(said: Said | None, say: Language, longest: int) -> str:
    """Returns a text that may be several paragraphs; where it is cut, what it opens (a spoiler, a code block) is
    closed."""
    if isinstance(said, str) and units(said) > longest > pages.SMALLEST_PAGE:
        return pages.pages(said, longest - 1)[0] + "…"
    return fitted(said, say, longest)


def thread_name(title: str | None) -> str:
    """Returns the name of a thread or forum post."""
    return cut(title or "", THREAD_NAME)


def webhook_name(name: str) -> str:
    """Returns the name that a webhook speaks under."""
    return cut(name, WEBHOOK_NAME)
