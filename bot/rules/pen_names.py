"""Which pen names look alike. `allowed_names.py` says which may be used.

Two names look alike when their skeletons are equal. A skeleton is what a hurried reader sees: no case, no accents,
spaces or punctuation, and one letter for all that look like it. The look-alikes are Unicode's own (UTS #39,
confusables.txt), taken from the data of `confusable_homoglyphs`. Only what that table leaves out is added: case, small
capitals, letters in boxes, strokes through letters, and i, l and 1, which "I" makes one once case is gone.

A skeleton is for comparing, never for showing. It depends on the versions of Python and of that package: a newer
Unicode knows more letters.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

#: Characters in a pen name, at most.
MAX_NAME = 32

#: Unicode categories with nothing to see: control, format (zero-width, bidi, tags), surrogate, private, unassigned.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
#: Characters of other categories that are blank all the same.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


def visible(name: str) -> str:
    """Returns what can be seen of a text: composed (NFC), trimmed, single spaces, nothing invisible."""
    return unicodedata.normalize("NFC", " ".join(_seen(name).split()))


def is_visible(text: str) -> bool:
    """Returns whether anything can be seen of a text. Looks only as far as the first that can."""
    return any(not char.isspace() and not _is_unseen(char) for char in text)


def _seen(name: str) -> str:
    spaced = "".join(" " if char.isspace() else char for char in name)
    return "".join(char for char in spaced if not _is_unseen(char))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN or bool(_BLANK.match(char))


def looks_like(name: str, others: Iterable[str]) -> str | None:
    """Returns the first of `others` that `name` looks like, or None.

    Names are also compared without their decorations: "Sam" looks like "[mod] Sam (they/them)", and the other way
    round. A name without letters and digits looks like no other.
    """
    own = looks(name)
    return next((other for other in others if own & looks(other)), None)


def looks(name: str) -> frozenset[str]:
    """Returns the skeletons of a name: as it is, and without decorations."""
    return frozenset({skeleton(name), skeleton(undecorated(name))} - {""})


_BRACKETED = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>|【[^【】]*】|「[^「」]*」|『[^『』]*』|（[^（）]*）|\s[|•·~/].*"
)


def undecorated(name: str) -> str:
    """Returns a display name without its decorations: brackets, and what follows a bar."""
    return _BRACKETED.sub(" ", name)


#: Two regional indicators side by side are a flag, one alone or a row of them are letters in boxes.
_FLAG = re.compile("(?<![\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]{2}(?![\U0001f1e6-\U0001f1ff])")


def skeleton(name: str) -> str:
    """Returns what `name` looks like: names look alike exactly when their skeletons are equal. A
    skeleton's own is itself.

    Returns "" for a name that has neither letter nor digit. Takes any text, of any length.
    """
    words = _without_marks(unicodedata.normalize("NFD", _FLAG.sub(" ", _seen(name)))).split()
    text = "".join(word for word in words if _is_word(word))
    text = text.upper() if _is_all_greek(text) else text
    # Vowel signs that have come together have one order.
    return unicodedata.normalize("NFD", "".join(_letters("".join(map(_look, text)))))


def _without_marks(text: str) -> str:
    return "".join(char for char in text if not _is_accent(char))


def _is_accent(char: str) -> bool:
    """Whether this is an accent, stroke, enclosing circle or point, and not a vowel sign of another script."""
    joined = unicodedata.combining(char)
    return joined == 1 or 10 <= joined <= 35 or joined >= 200 or unicodedata.category(char) == "Me"


def _is_letter(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "LN" for char in text)


def _is_word(text: str) -> bool:
    """Whether there is a letter or digit, as such or in a box. A bar looks like a letter only among others."""
    plain = unicodedata.normalize("NFKD", text)
    return _is_letter(plain) or any(_NAMED.fullmatch(unicodedata.name(char, "")) for char in plain)


def letters_of(char: str) -> str:
    """Returns what one character adds to a skeleton beside letters of its own script; "" where it is no letter."""
    if _is_simple(char):
        return char if unicodedata.category(char) == "Lo" else ""
    if char.isspace() or _is_unseen(char):
        return ""
    look = "".join(map(_look, _without_marks(unicodedata.normalize("NFD", char))))
    return "".join(_letters(look, latin=unicodedata.category(char)[0] != "M"))


def _letters(look: str, latin: bool = True) -> Iterator[str]:
    """Yields letters and digits, and vowel signs except on Latin letters, where they can only be meant as a
    disguise."""
    for char in look:
        if _is_letter(char):
            latin = char.isascii()
            yield char
        elif unicodedata.category(char)[0] == "M" and not latin:
            yield char


def _is_all_greek(text: str) -> bool:
    """Whether a name is all Greek: small ν, υ, η, γ, μ look like v, u, n, y, u, and their
    capitals do not, so case matters."""
    letters = [char for char in text if not char.isdigit() and _is_word(char)]
    return bool(letters) and all("\u0370" <= char <= "\u03ff" for char in letters)


#: How many characters' looks are cached: enough for every script at once, and no more than a few megabytes.
_KNOWN = 32_768
#: Look-alikes that Unicode's table leaves out or draws otherwise than a small font does.
_ALSO = {
    "0": "o", "1": "l", "i": "l", "|": "l", "m": "rn", "w": "vv",
    "β": "b", "ϐ": "b", "η": "n", "ω": "w", "Γ": "r", "π": "n", "Π": "n", "Σ": "e", "λ": "a", "ʌ": "a", "χ": "x",
    "ζ": "z", "μ": "u", "ϝ": "f",
    "п": "n", "и": "n", "я": "r", "г": "r", "Г": "r", "ь": "b", "ƅ": "b", "з": "3", "ɜ": "3", "Б": "6",
    "ʍ": "m", "ĸ": "k", "ɑ": "a", "ɡ": "g", "ı": "l", "ɩ": "l", "þ": "p", "ƿ": "p", "ð": "d", "ß": "ss",
}  # fmt: skip
#: The name of a character that is one Latin letter with something to it: small capital, in a box, with a stroke.
_NAMED = re.compile(
    r"(?:LATIN (?:LETTER SMALL CAPITAL|(?:SMALL|CAPITAL) LETTER)|REGIONAL INDICATOR SYMBOL LETTER"
    r"|.*(?:SQUARED|CIRCLED) LATIN CAPITAL LETTER) ([A-Z])(?: WITH .*)?"
)


@lru_cache(_KNOWN)
def _look(char: str) -> str:
    """Returns what one character looks like, in plain small letters where there are any. A look's own is itself."""
    if char in _ALSO or "\u0370" <= char <= "\u03ff":
        look = _settled(char)
        return look if look == char else "".join(map(_look, look))
    if _is_simple(char):
        return char
    # Small and capital must come out equal: the one that looks like a plain letter decides.
    small, large = _settled(char.lower()), _settled(char.upper())
    look = small if small.isascii() or not large.isascii() else large
    return look if look == char else "".join(map(_look, look))


def _is_simple(char: str) -> bool:
    """Whether a letter or sign has no case, no parts and no look-alikes, as most have none:
    then it looks like itself."""
    category = unicodedata.category(char)
    return (
        (category == "Lo" or (category[0] in "SP" and not _NAMED.fullmatch(unicodedata.name(char, ""))))
        and not unicodedata.decomposition(char)
        and char not in _PROTOTYPES
        and char not in _ALSO
        and char.lower() == char == char.upper()
        and not ("\uac00" <= char <= "\ud7a3" or _BLANK.match(char))
    )


def _settled(look: str) -> str:
    before = ""
    while look != before:
        before, look = look, "".join(map(_step, look))
    return look


def _step(char: str) -> str:
    if char in _ALSO:
        return _ALSO[char]
    named = _NAMED.fullmatch(unicodedata.name(char, ""))
    if named:
        return named[1].lower()
    target = _PROTOTYPES.get(char) or _without_marks(unicodedata.normalize("NFKD", char))
    # The table draws some letters as signs (the Japanese no as a slash); signs vanish later, and a letter must not.
    keeps = unicodedata.category(char)[0] in "LN" and unicodedata.category(char) != "Lm"
    return (char if keeps and not _is_letter(target) else target).casefold()


def _prototypes() -> dict[str, str]:
    """Maps each character that Unicode knows a look-alike of to the one that stands for them all."""
    raw = files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8")
    # Of each look-alike only the character is kept, not its name: all of them at once would take megabytes.
    alike: dict[str, list[str]] = json.loads(raw, object_hook=lambda each: each["c"] if {*each} == {"c", "n"} else each)
    table = {char: others[0].strip("\u200e") for char, others in alike.items() if len(char) == len(others) == 1}
    # In a pair each points at the other, and what normalisation does the table may undo: one direction is enough.
    return {
        char: other
        for char, other in table.items()
        if (table.get(other) != char or other < char) and unicodedata.normalize("NFKD", other) != char
    }


_PROTOTYPES = _prototypes()
