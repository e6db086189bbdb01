"""The catalogues as files: `bot/words/catalogues/CODE/LC_MESSAGES/unsigned.po`, CODE as Discord writes it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.language.spoken import CATALOGUES, DOMAIN
from translate.template import english, template

#: The plural forms of languages for which Babel has others: the forms of whole millions in the Romance languages and
#: Turkish “1 mektup” beside “3 mektup”, which is the same word. Nobody counts that far here.
PLURALS = {
    "es-ES": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "pt-BR": "nplurals=2; plural=(n > 1);",
    "tr": "nplurals=1; plural=0;",
}
#: What a file begins with. Nothing in it changes from one day to another.
HEADER = """\
# What Unsigned says. How to translate it: docs/translating.md
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"
"""


def file_of(code: str) -> Path:
    """Returns where the catalogue of a language is."""
    return CATALOGUES / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def codes() -> list[str]:
    """Returns the languages that have a catalogue."""
    return sorted(path.parts[-3] for path in CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(code: str) -> Catalog:
    """Returns a catalogue, an empty one where there is none yet. Raises babel.UnknownLocaleError for no language."""
    locale, file = Locale.parse(code, sep="-"), file_of(code)
    written = file.read_bytes() if file.exists() else _header(code, locale).encode()
    return read_po(BytesIO(written), locale=locale, domain=DOMAIN, abort_invalid=True)


def _header(code: str, locale: Locale) -> str:
    return HEADER.format(language=code, plurals=PLURALS.get(code) or Catalog(locale=locale).plural_forms)


def update(code: str) -> None:
    """Brings a catalogue up to date with the sentences; what changed keeps its translation, marked `fuzzy`."""
    catalogue = read(code)
    catalogue.update(template(), update_header_comment=False)
    write(code, catalogue)


def write(code: str, catalogue: Catalog) -> None:
    """Writes a catalogue, each sentence on one line."""
    file = file_of(code)
    file.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, include_previous=True, ignore_obsolete=True)
    file.write_text(_header(code, Locale.parse(code, sep="-")) + written.getvalue().decode(), "utf-8")


def missing(code: str) -> list[Message]:
    """Returns what a catalogue has no translation of: what lacks one, or a plural form of one, or is `fuzzy`."""
    catalogue = read(code)
    return [message for message in template() if message.id and not _translated(catalogue, message)]


def _translated(catalogue: Catalog, message: Message) -> bool:
    one, *many = english(message)
    found = catalogue.get(one)
    if found is None or found.fuzzy or english(found) != (one, *many):
        return False
    texts = translation(found)
    return len(texts) == (catalogue.num_plurals if many else 1) and all(texts)


def translation(message: Message) -> tuple[str, ...]:
    """Returns a translation in each of its plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
