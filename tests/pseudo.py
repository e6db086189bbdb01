"""Two more languages for tests: English, stretched, accented and ⟦bracketed⟧, so that untranslated text is noticed; and
English in Hebrew letters, which runs from right to left.

They are made from what `python -m translate` finds, and take the codes of languages with another script than English,
so that what Babel writes, such as the names of months, is not English either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from gettext import GNUTranslations
from io import BytesIO
from string import ascii_letters

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from bot.language import Language, language_of
from tests.learning import learn, unlearn
from translate.template import template

#: Greek: Discord has it, it has plural forms like English, and its months and units are in Greek letters.
CODE = "el"
LONGER = 0.4
#: Hebrew: as much as English, from right to left. Discord has no such language yet.
RIGHT_TO_LEFT = "he"

#: What a translator leaves as it is: blanks, code, mentions and moments, addresses.
KEPT = re.compile(
    r"\{\w*\}|\{\{|\}\}|```.*?```|`[^`]*`|<[^<>\s]+>|\]\([^)]*\)|https?://\S+|@(?:everyone|here)\b", re.DOTALL
)
#: What Discord reads as markup only where a line begins.
BEGINNING = re.compile(r"\s*(?:-# |>>> |> |#{1,3} |- )*")
PLAIN, ACCENTED = "aeiouyAEIOUYcnszCNSZ", "áéíóúýÁÉÍÓÚÝçñšžÇÑŠŽ"
ACCENTS = str.maketrans(PLAIN, ACCENTED)
VOWELS = frozenset("áéíóúýÁÉÍÓÚÝ")
HEBREW = str.maketrans(
    {letter: "אבגדהוזחטיכלמנסעפצקרשתאבגד"[ord(letter.lower()) - ord("a")] for letter in ascii_letters}
)


def mirrored(text: str) -> str:
    """The text in Hebrew letters, blanks and Discord's markup as they were."""
    pieces = re.split(f"({KEPT.pattern})", text, flags=re.DOTALL)
    return "".join(piece if index % 2 else piece.translate(HEBREW) for index, piece in enumerate(pieces))


def stretched(text: str) -> str:
    """The text in the pseudo-language: every vowel accented, words longer, blanks and Discord's markup as they were."""
    begins = BEGINNING.match(text)
    assert begins is not None
    start, said = begins.group(), text[begins.end() :]
    end = said[len(said.rstrip()) :]
    said = said.removesuffix(end)
    if not said:
        return text
    pieces, owed = re.split(f"({KEPT.pattern})", said, flags=re.DOTALL), 0.0
    for index in range(0, len(pieces), 2):
        pieces[index], owed = _grown(pieces[index], owed)
    gap = "" if pieces[-1] else " "  # else the bracket could become part of an address
    return f"{start}⟦{''.join(pieces)}{gap}{'+' * round(owed)}⟧{end}"


def _grown(text: str, owed: float) -> tuple[str, float]:
    """The text with its vowels drawn out; how many letters it still owes."""
    letters: list[str] = []
    for letter in text.translate(ACCENTS):
        owed += LONGER
        more = int(owed) if letter in VOWELS else 0
        letters.append(letter + more * letter.lower())
        owed -= more
    return "".join(letters), owed


def translated(found: Catalog, code: str = CODE, written: Callable[[str], str] = stretched) -> GNUTranslations:
    """Everything found, `written` in one of these ways, compiled as a real catalogue is, with the plural forms of
    `code`."""
    catalogue = Catalog(locale=code.replace("-", "_"), domain=found.domain)
    for message in found:
        if message.id:
            catalogue.add(message.id, _forms(message, catalogue.num_plurals, written))
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return GNUTranslations(file)


def _forms(message: Message, count: int, written: Callable[[str], str]) -> str | tuple[str, ...]:
    """Each plural form that the language has; the first of several is the singular."""
    if isinstance(message.id, str):
        return written(message.id)
    one, many = message.id
    return tuple(written(one if count > 1 and not form else many) for form in range(count))


@contextmanager
def spoken(code: str = CODE, written: Callable[[str], str] = stretched) -> Generator[Language]:
    """One of the languages under one of Discord's codes, for as long as this lasts."""
    learn(code, translated(template(), code, written))
    try:
        yield language_of(code)
    finally:
        unlearn(code)


def english(text: str, own: Iterable[str] = ()) -> list[str]:
    """The words in a text that are still English. `own` are people's own words in it: titles, names, letters."""
    for each in sorted(own, key=len, reverse=True):
        text = text.replace(each, " ")
    words = re.findall(r"[^\W\d_]+", KEPT.sub(" ", text))
    return [word for word in words if set(word) & set("aeiouyAEIOUY")]
