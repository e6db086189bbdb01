"""Names and titles in the bot's other languages: ordinary letters raise no alarm, names are found, greetings are no
titles."""

from __future__ import annotations

import pytest

from bot.rules.ordinary_words import FOLDER, is_ordinary
from bot.rules.titles import title_of
from bot.rules.trace_kinds import Own, TraceKind
from bot.rules.traces import find
from tests.letters_elsewhere import CLOSINGS, GREETINGS, LETTERS, MIDDLE, NAMES, PEOPLE, SIGNED, TITLES
from translate.catalogues import codes

CODES = codes()


def names_in(text: str, names: tuple[str, ...], code: str) -> list[str]:
    """What in a text is somebody's own name, in a letterbox of that language."""
    own = Own(names, 812345678901234567, frozenset(), code)
    return [trace.what for trace in find(text, own) if trace.kind is TraceKind.OWN_NAME]


def test_every_language_has_its_letters_and_its_words() -> None:
    assert sorted(LETTERS) == sorted(PEOPLE) == CODES
    assert sorted(file.stem for file in FOLDER.glob("*.txt")) == sorted(["en", *CODES])


@pytest.mark.parametrize("code", CODES)
def test_an_ordinary_letter_raises_no_alarm(code: str) -> None:
    found = [
        (names, what) for names in PEOPLE[code] for letter in LETTERS[code] for what in names_in(letter, names, code)
    ]
    assert found == []


@pytest.mark.parametrize("code", CODES)
def test_a_name_that_is_nothing_else_is_found_in_the_middle(code: str) -> None:
    assert [name for name in NAMES[code] if names_in(MIDDLE[code].format(name), (name,), code) != [name]] == []


@pytest.mark.parametrize("code", CODES)
def test_a_name_that_is_a_word_is_found_where_it_is_used_as_a_name(code: str) -> None:
    for name, text in SIGNED[code]:
        assert is_ordinary(name, code), name
        assert names_in(text, (name,), code) == [name], text


@pytest.mark.parametrize("code", CODES)
def test_a_greeting_or_a_closing_is_no_title(code: str) -> None:
    taken = [line for line in (*GREETINGS[code], *CLOSINGS[code]) if title_of(f"{line}\n\nThe text.")[0] is not None]
    assert taken == []


@pytest.mark.parametrize("code", CODES)
def test_a_title_is_one(code: str) -> None:
    assert [line for line in TITLES[code] if title_of(f"{line}\n\nThe text.")[0] != line] == []


def test_words_of_another_language_are_looked_for() -> None:
    assert not is_ordinary("Blume") and not is_ordinary("Blume", "fr") and is_ordinary("Blume", "de")
    assert is_ordinary("night", "de")  # people call themselves by English words everywhere
    assert not is_ordinary("Blume", "xx")


@pytest.mark.parametrize(
    ("word", "code"),
    [("gunes", "tr"), ("IRMAK", "tr"), ("İpek", "tr"), ("slonce", "pl"), ("ETOILE", "fr"), ("Sterne", "de"),
     ("estrellas", "es-ES"), ("yıldızlar", "tr"), ("さくら", "ja")],
)  # fmt: skip
def test_a_word_is_known_without_accents_and_in_the_plural(word: str, code: str) -> None:
    assert is_ordinary(word, code)


@pytest.mark.parametrize(
    "line",
    ["Sterne und Staub\nund Blume", "Her adım deniz", "Ich bin müde wie ein wolf", "C’est une étoile", "Soy un lobo"],
)
def test_a_word_in_a_sentence_is_no_signature(line: str) -> None:
    names = ("Blume", "Deniz", "Wolf", "Étoile", "Lobo")
    codes = ("de", "tr", "de", "fr", "es-ES")
    for name, code in zip(names, codes, strict=True):
        assert names_in(f"{line}, und dann ging es weiter.\n\nEin Satz.\nNoch ein Satz.", (name,), code) == []
