"""Ordinary words, which are not taken for somebody's name.

`ordinary/CODE.txt` has, for each language, the most common words of letters and those that people also call themselves.
Names that are nothing else are left out, however common.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "ordinary"
#: What may stand behind a word of the lists, in its plural, by language.
_ENDINGS = {"en": ("s",), "de": ("n", "en", "e"), "es-ES": ("s", "es"), "fr": ("s", "x"), "pt-BR": ("s", "es"),
            "tr": ("ler", "lar")}  # fmt: skip
_BARE = str.maketrans({"ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "’": "'"})


def is_ordinary(word: str, language: str = "en") -> bool:
    """Whether this is a common English word, or one of a language (Discord's code; one without a list has none): in the
    singular or plural, with its accents or without, such as anybody's letters are full of."""
    bare = _bare(word)
    return any(_is_in(bare, code) for code in {"en", language})


def _is_in(bare: str, language: str) -> bool:
    known = _list(language)
    endings = _ENDINGS.get(language, ())
    return bare in known or any(bare.endswith(each) and bare[: -len(each)] in known for each in endings)


def _bare(word: str) -> str:
    """Returns a word in small letters without accents: usernames have none."""
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_BARE))
    return unicodedata.normalize("NFC", "".join(char for char in apart if not _is_accent(char)))


def _is_accent(char: str) -> bool:
    """Whether this is an accent of a Latin letter; the marks of other scripts are part of what is written."""
    return "\u0300" <= char <= "\u036f"


@cache
def _list(language: str) -> frozenset[str]:
    file = FOLDER / f"{language}.txt"
    return frozenset(map(_bare, file.read_text("utf-8").split())) if file.is_file() else frozenset()
