"""Letters without their accents, as many type them."""

from __future__ import annotations

import re
import unicodedata

#: What Unicode takes apart from a letter that it belongs to. Not kana's: が is another letter than か.
_ACCENTS = re.compile("[\u0300-\u036f]")
#: Letters that Unicode does not take apart, and the apostrophe that is typed.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "œ": "oe", "’": "'"})


def unaccented(text: str) -> str:
    """Returns a text in small letters and without accents."""
    apart = unicodedata.normalize("NFD", text.replace("İ", "i").casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).translate(_PLAIN)
