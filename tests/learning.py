"""Languages that are spoken for as long as a test lasts."""

from __future__ import annotations

import gettext

from bot.language import Language, language_of
from bot.language.spoken import languages

_before: dict[str, Language | None] = {}


def learn(code: str, catalogue: gettext.NullTranslations) -> Language:
    """Adds a language to those spoken in this process, and returns it."""
    _before[code] = languages().get(code)
    language_of.cache_clear()
    languages()[code] = Language(code, catalogue)
    return languages()[code]


def unlearn(code: str) -> None:
    """Removes a language that was added by `learn`; one with a catalogue of its own has that again."""
    language_of.cache_clear()
    del languages()[code]
    if (before := _before.pop(code)) is not None:
        languages()[code] = before
