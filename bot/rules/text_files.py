"""Text files, such as the `message.txt` that Discord makes of a long paste."""

from __future__ import annotations

import unicodedata

#: Bytes of a text file, at most: several times what a letter holds, in any script.
MAX_BYTES = 256 * 1024
#: Control characters that a text may have.
_CONTROLS = frozenset("\t\n\x0b\x0c\r")


def text_in(data: bytes) -> str | None:
    """Returns the text in a file, with line breaks as in messages; None unless all of it is UTF-8 and can be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if any(unicodedata.category(char) == "Cc" and char not in _CONTROLS for char in set(text)):
        return None  # another encoding, or no text at all
    return text.replace("\r\n", "\n").replace("\r", "\n")
