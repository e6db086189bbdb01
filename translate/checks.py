"""What is wrong in a translation, told from its text: placeholders, lengths, marks, words that are still English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog

from bot.language.lengths import units
from bot.language.spoken import placeholders
from translate import command_names
from translate.catalogues import read, translation
from translate.places import buttons, longest
from translate.template import english, template

#: How each language quotes: an opening and a closing mark, and the two that stand inside a quotation.
QUOTES = {
    "de": "„“‚‘",
    "es-ES": "«»“”",
    "fr": "«»“”",
    "ja": "「」『』",
    "pl": "„”«»",
    "pt-BR": "“”‘’",
    "tr": "“”‘’",
}
_MARKS = frozenset('"“”„‟«»‹›‘‚「」『』')
#: Plural forms that are for one number alone, and may say it in words.
_ALONE = {"de": 0, "es-ES": 0, "pl": 0}
#: What translators leave as it is: code, moments, addresses of links.
_CODE = re.compile(r"`[^`]*`|<t:[^>]*>|\]\([^)]*\)")
#: A command where there is no Markdown, as in a channel’s topic.
_COMMAND = re.compile(r"/letter\w*(?: \w+)?")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BEGINNING = re.compile(r"^(?:-# |>>> |> |- |#+ )", re.MULTILINE)
#: English words that none of the languages has.
_ENGLISH = re.compile(r"\b(?:the|you|your|and|with|this|that|they|their|which|have|letters?|replies|were)\b", re.I)
#: What stands for a number, and what it takes at least; anything else takes a few words.
_NUMBERS = frozenset(
    (
        "count",
        "number",
        "page",
        "pages",
        "part",
        "parts",
        "step",
        "steps",
        "response",
        "revises",
        "most",
        "least",
        "limit",
    )
)
_NUMBER, _WORDS = 3, 10


@dataclass(frozen=True, slots=True)
class Form:
    """One plural form of a translation, or the only form that it has."""

    code: str
    said: tuple[str, ...]  #: the English text, and its plural form where it has one
    text: str
    form: int  #: from 0
    catalogue: Catalog

    @property
    def source(self) -> str:
        """Returns the English text that it is a translation of."""
        return self.said[min(self.form, len(self.said) - 1)]


def faults(code: str) -> list[str]:
    """Returns what is wrong in a catalogue: a line for each fault, with the beginning of the English sentence."""
    catalogue, found = read(code), list[str]()
    for message in template():
        translated = catalogue.get(english(message)[0]) if message.id else None
        if translated is None or translated.fuzzy:
            continue
        for form, text in enumerate(translation(translated)):
            if text:
                told = faults_of(Form(code, english(message), text, form, catalogue))
                found += [f"{english(message)[0][:60]!r}: {each}" for each in told]
    return [*found, *command_names.faults(lambda one: _called(catalogue, one))]


def _called(catalogue: Catalog, one: str) -> str:
    """Returns the translation of a sentence, "" where it has none that is used."""
    found = catalogue.get(one)
    return translation(found)[0] if found is not None and found.string and not found.fuzzy else ""


def faults_of(form: Form) -> Iterator[str]:
    """Yields what is wrong with one form of a translation."""
    for check in (_placeholders, _length, _still_english, _quotes, _spaces, _markup, _names_of_buttons):
        yield from check(form)


def has_words(text: str) -> bool:
    """Whether a text has any words to translate, beside placeholders, code and moments."""
    return any(map(str.isalpha, _CODE.sub("", re.sub(r"\{\w+\}", "", text))))


def _placeholders(form: Form) -> Iterator[str]:
    wanted = placeholders(*form.said)
    try:
        found = placeholders(form.text)
    except ValueError:
        yield "braces that are no placeholder"
        return
    if len(form.said) > 1 and _ALONE.get(form.code) == form.form:
        found |= {"count"}
    if found != wanted:
        yield f"placeholders {sorted(found)} instead of {sorted(wanted)}"


def _length(form: Form) -> Iterator[str]:
    limit = longest(form.said[0])
    filled = re.sub(r"\{(\w+)\}", lambda found: "x" * (_NUMBER if found[1] in _NUMBERS else _WORDS), form.text)
    if limit is not None and units(filled) > limit:
        yield f"{units(filled)} characters, with short words in its placeholders; there is room for {limit}"


def english_words(text: str) -> list[str]:
    """Returns the words in a text that only English has."""
    return _ENGLISH.findall(_COMMAND.sub("", _CODE.sub("", re.sub(r"\{\w+\}", "", text))))


def _still_english(form: Form) -> Iterator[str]:
    words = english_words(form.text)
    if words:
        yield f"English words: {', '.join(words)}"


def _quotes(form: Form) -> Iterator[str]:
    text, marks = _CODE.sub("", form.text), QUOTES.get(form.code, "")
    strange = sorted({mark for mark in text if mark in _MARKS and mark not in marks})
    if marks and strange:
        yield f"quotation marks of another language: {' '.join(strange)}"
        return
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        if closing != "’" and text.count(opening) != text.count(closing):
            yield f"{opening} without {closing}"


def _spaces(form: Form) -> Iterator[str]:
    if form.code == "fr" and re.search(r" [:;!?»]|« ", _CODE.sub("", form.text)):
        yield "an ordinary space where French has a no-break space"
    if any(form.text[at].isspace() != form.source[at].isspace() for at in (0, -1)):
        yield "a space at the beginning or the end that the English has not, or has"


def _markup(form: Form) -> Iterator[str]:
    wanted = [_in_code(form.catalogue, each) for each in _CODE.findall(form.source)]
    found = _CODE.findall(form.text)
    if len(wanted) != len(found) or Counter(filter(None, wanted)) - Counter(found):
        yield f"code: {found} instead of {[each or 'an example' for each in wanted]}"
    before, after = (Counter(_BEGINNING.findall(text)) for text in (form.source, form.text))
    if before != after:
        yield f"beginnings of lines: {sorted(after)} instead of {sorted(before)}"
    if len(_BOLD.findall(form.source)) != len(_BOLD.findall(form.text)):
        yield "not as much in bold as in English"


def _in_code(catalogue: Catalog, code: str) -> str:
    """Returns how code stands in a translation: an option by itself as Discord shows it there, anything else as it is.

    It is "" for an example of what people type, since each language has its own.
    """
    name = code.strip("`")
    if (said := command_names.option(name)) is not None:
        called = _called(catalogue, said) or said
        return f"`{called if name[-1] == ':' else called.removesuffix(':')}`"
    return "" if re.fullmatch(r"`[\w: *-]+`", code) else code


def _names_of_buttons(form: Form) -> Iterator[str]:
    for name in _BOLD.findall(form.source):
        called = _called(form.catalogue, name) if name in buttons() else ""
        if called and called not in _BOLD.findall(form.text):
            yield f"the button is called **{called}**"
