"""Words of crisis: phrases with which somebody says that they want to die or hurt themselves.

Obvious phrases only: whoever writes "this exam is killing me" must not be stopped. So the phrases (`crisis_phrases`)
are about oneself ("my", "myself", "I"), and those that people also use in jest are left out where the words beside them
say that it is one. What a letterbox's own list holds is looked for as well, as in the lists of words (`filters`).
"""

from __future__ import annotations

import re
import unicodedata

from bot.rules import filters
from bot.rules.crisis_phrases import PHRASES, PIECES

_APOSTROPHES = str.maketrans("’‘", "''")
_MARKS = re.compile("[\u0300-\u036f]")
#: Letters that Unicode does not take apart into another one and an accent.
_PLAIN = {"ı": "i", "ł": "l"}


def _compiled(language: str) -> re.Pattern[str]:
    pieces, begins = PIECES[language], "" if language == "ja" else r"\b"  # Japanese has no blanks between words
    phrases = "|".join(f"(?:{phrase})" for phrase in PHRASES[language])
    for name, piece in pieces.items():
        phrases = phrases.replace(f"{{{name}}}", piece)
    return re.compile(rf"{begins}(?:{phrases})")


_KNOWN = {language: _compiled(language) for language in PHRASES}


def find(text: str, language: str, own: tuple[str, ...] = ()) -> list[str]:
    """Returns the phrases of a text of any length that say so, in order, each once.

    `language` is Discord's code of the letterbox's language: English is looked for beside it. `own` are the letterbox's
    own phrases.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFC", text.translate(_APOSTROPHES).casefold()))
    plain = re.sub(r"[^\S\n]+", " ", plain)
    found = [
        reading[match.start() : match.end()]
        for code in dict.fromkeys((language.partition("-")[0], "en"))
        if code in _KNOWN
        for reading in (plain, re.sub(r"\s+", " ", plain))  # a line may end a sentence, or go on
        for match in _KNOWN[code].finditer(_bare(reading))
    ]
    listed = [hit.what for hit in filters.judge(text, filters.Rules(flag=own)).flagged if hit.rule] if own else []
    return [*dict.fromkeys([*(" ".join(each.split()) for each in found), *listed])]


def _bare(text: str) -> str:
    """Returns a text of the same length without the accents on Latin letters."""
    return text.translate({ord(char): _letter(char) for char in set(text) if not char.isascii()})


def _letter(char: str) -> str:
    apart = unicodedata.normalize("NFD", char)
    return apart[0] if apart[0].isascii() and not _MARKS.sub("", apart[1:]) else _PLAIN.get(char, char)
