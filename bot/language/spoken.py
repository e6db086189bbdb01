"""The languages: English, and one for each catalogue that this version has."""

from __future__ import annotations

import copy
import gettext
import logging
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Protocol

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

log = logging.getLogger(__name__)

#: How much of a catalogue must be translated before its language is spoken; what is not is said in English then.
SPOKEN = 0.9
CATALOGUES = Path(__file__).parents[1] / "words" / "catalogues"
DOMAIN = "unsigned"
#: How a translator's comments begin: what is meant, where it stands, what it was before.
_COMMENTS = (b"#.", b"#:", b"#|", b"# ")
#: How many sentences' placeholders are cached, translations included.
_REMEMBERED = 8_192


class Sayable(Protocol):
    """Anything that has a text in each language."""

    def in_(self, language: Language) -> str:
        """Returns the text in that language."""
        ...


#: Somebody's own words, a numeral, or anything that has a text in each language.
Said = str | int | Sayable


class Language:
    """A language that people read; call it with what is to be said. `language_of` returns the one for a code."""

    def __init__(self, code: str, catalogue: gettext.NullTranslations) -> None:
        self.code = code
        self.locale = Locale.parse("en_GB" if code == "en" else code, sep="-" if "-" in code else "_")
        self.share: int | None = None  #: code units that each list or excerpt may take (`lengths`); None: any number
        self._catalogue = catalogue
        self._slips: set[str] = set()

    @property
    def name(self) -> str:
        """What the language calls itself: Deutsch, Español."""
        name = self.locale.get_language_name(self.locale) or self.code
        return name[:1].upper() + name[1:]

    def __call__(self, said: Said | None) -> str:
        """Returns `said` as text in this language; "" for None."""
        if isinstance(said, str):
            return said
        if said is None:
            return ""
        return str(said) if isinstance(said, int) else said.in_(self)

    def within(self, share: int | None) -> Language:
        """Returns this language with less room: each list or excerpt in it takes at most `share` code units."""
        narrow = copy.copy(self)
        narrow.share = share
        return narrow

    def pattern(self, one: str, many: str | None, count: int) -> str:
        """Returns a sentence's text with its placeholders, in the plural form for `count`.

        It is the English text where the translation has other placeholders, so that a
        translator's slip silences nothing.
        """
        text = self._catalogue.gettext(one) if many is None else self._catalogue.ngettext(one, many, count)
        if _fits(text, one, many):
            return text
        if text not in self._slips:
            self._slips.add(text)
            log.warning("language %s: the placeholders are wrong in the translation of %r; it is said in English",
                        self.code, one)  # fmt: skip
        return one if many is None or count == 1 else many

    def grouped(self, number: int) -> str:
        """Returns a quantity with thousands separators: 1,204."""
        return str(number) if -1_000 < number < 1_000 else format_decimal(number, locale=self.locale)


@lru_cache(_REMEMBERED)
def placeholders(one: str, many: str | None = None) -> frozenset[str]:
    """Returns the names in braces in a sentence. Raises ValueError where braces contain anything but a name."""
    found: set[str] = set()
    for text in (one, many or ""):
        for _, name, how, conversion in Formatter().parse(text):
            if name is not None:
                if how or conversion or not name.isidentifier():
                    raise ValueError(f"a sentence has only names in braces: “{text}”")
                found.add(name)
    return frozenset(found)


@lru_cache(_REMEMBERED)
def _fits(text: str, one: str, many: str | None) -> bool:
    """Whether a translation has the same placeholders as the sentence. A plural form may leave
    out its number: “a letter”."""
    try:
        found = placeholders(text)
    except ValueError:
        return False
    return (found if many is None else found | {"count"}) == placeholders(one, many)


ENGLISH = Language("en", gettext.NullTranslations())


def catalogues_in(folder: Path) -> dict[str, Language]:
    """Returns a language for each catalogue in a folder, by Discord's code; one that is not `SPOKEN` yet is left out,
    and one that cannot be read, which is logged."""
    found: dict[str, Language] = {}
    for path in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        code = path.parts[-3]
        try:
            catalogue = _read(path)
            if catalogue is not None:
                found[code] = Language(code, catalogue)
        except Exception:  # Babel and gettext raise a dozen kinds, and none should keep the bot from speaking English
            log.warning("language %s: its catalogue cannot be read and is left out", code, exc_info=True)
    return found


def _read(path: Path) -> gettext.NullTranslations | None:
    """Returns a catalogue from the `.po` file that translators edit, compiled in memory; None while less of it is
    translated than `SPOKEN`: nobody reads a card in two languages because somebody is at work on one."""
    compiled = BytesIO()
    # Comments are half of the file, and more than half of the time.
    lines = [line for line in path.read_bytes().splitlines(keepends=True) if not line.startswith(_COMMENTS)]
    read = read_po(BytesIO(b"".join(lines)), locale=Locale.parse(path.parts[-3], sep="-"), abort_invalid=True)
    sentences = [message for message in read if message.id]
    translated = sum(any(message.string or ()) and not message.fuzzy for message in sentences)
    if translated < max(len(sentences) * SPOKEN, 1):
        return None
    write_mo(compiled, read)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def languages() -> dict[str, Language]:
    """Returns all languages by Discord's code. Read once: a catalogue takes some 60 ms."""
    # English first, and never replaced by a catalogue
    return {ENGLISH.code: ENGLISH} | catalogues_in(CATALOGUES) | {ENGLISH.code: ENGLISH}


@lru_cache(64)  # each word of each command asks, for each of Discord's languages
def language_of(code: str) -> Language:
    """Returns the language for one of Discord's locales (`de`, `pt-BR`, `en-US`): that one, else the same without
    its country, else the same in another country (`es-ES` for `es-419`), else English."""
    known, plain = languages(), code.partition("-")[0]
    elsewhere = (known[each] for each in known if each.partition("-")[0] == plain)
    return known.get(code) or known.get(plain) or next(elsewhere, ENGLISH)


def every_language() -> list[Language]:
    """Returns every language that this version speaks, English first."""
    return [*languages().values()]


def renderings(said: Said) -> list[str]:
    """Returns `said` in every language that this version speaks, each text once, English first."""
    return list(dict.fromkeys(language(said) for language in every_language()))
