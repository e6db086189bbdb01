"""Sentences as values: filled exactly, said in each language's own way, kept and said later."""

from __future__ import annotations

import ast
import gettext
from collections.abc import Generator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from bot.language import (
    DOMAIN,
    ENGLISH,
    Capital,
    Day,
    Joined,
    Language,
    Listed,
    Number,
    Packed,
    Said,
    Sentence,
    Size,
    Span,
    language_in,
    language_of,
    learn,
    learn_all,
    lines,
    pack,
    unlearn,
    unpacked,
)
from tests import pseudo

ROOT = Path(__file__).parents[2]
HELLO, LETTERS = Sentence("Hello {name}"), Sentence("{count} letter", "{count} letters")


@pytest.fixture
def polish() -> Generator[Language]:
    """Two sentences in Polish, whose plural has three forms."""
    catalogue = Catalog(locale="pl")
    catalogue.add(HELLO.one, "Cześć {name}")
    catalogue.add(("{count} letter", "{count} letters"), ("{count} list", "{count} listy", "{count} listów"))
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    yield learn("pl", gettext.GNUTranslations(file))
    unlearn("pl")


values = st.one_of(
    st.text(max_size=30),
    st.integers(0, 10**12),
    st.builds(Day, st.integers(1, 3_000_000)),
    st.builds(Number, st.integers(0, 10**9)),
    st.builds(Span, st.integers(0, 10**8)),
    st.builds(Size, st.integers(0, 10**12)),
)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(lambda name: HELLO.format(name=name), inner),
        st.builds(
            lambda parts, between: Joined(tuple(parts), between), st.lists(inner, max_size=3), st.text(max_size=3)
        ),
        st.builds(lambda parts: Listed(tuple(parts)), st.lists(inner, max_size=3)),
        st.builds(Capital, inner),
    )


said = st.recursive(values, nested, max_leaves=8)


@pytest.mark.parametrize("given_values", [{}, {"nam": "x"}, {"name": "x", "more": "y"}])
def test_a_sentence_takes_exactly_its_own_values(given_values: dict[str, Said]) -> None:
    with pytest.raises(TypeError, match="name"):
        HELLO.format(**given_values)
    assert HELLO.fill(name="x", more="y") == HELLO.format(name="x")


@pytest.mark.parametrize("value", [HELLO.format(name="x"), Day(1), lines(["a"]), Span(3)])
def test_nothing_becomes_text_without_a_language(value: Any) -> None:
    for become in (str, lambda each: f"{each}"):
        with pytest.raises(TypeError, match="language"):
            become(value)


@given(st.text())
def test_people_s_own_words_go_in_as_they_are(name: str) -> None:
    assert ENGLISH(HELLO.format(name=name)) == f"Hello {name}"


@pytest.mark.parametrize(("count", "text"), [(1, "1 list"), (3, "3 listy"), (5, "5 listów"), (12_345, "12 345 listów")])
def test_a_language_counts_in_its_own_way(polish: Language, count: int, text: str) -> None:
    assert polish(LETTERS.format(count=count)).replace("\xa0", " ") == text


def test_what_has_no_translation_is_said_in_english(polish: Language) -> None:
    assert polish(Joined((HELLO.format(name="Ola"), Sentence("Never translated.")), " · ")) == (
        "Cześć Ola · Never translated."
    )


@pytest.mark.parametrize(
    ("value", "english", "in_polish"),
    [
        (Day(date(2026, 11, 9).toordinal()), "9 November 2026", "9 listopada 2026"),
        (Number(12_040), "12,040", "12\xa0040"),
        (Span(40), "40 seconds", "40 sekund"),
        (Span(3 * 3_600), "3 hours", "3 godziny"),
        (Span(2 * 86_400), "2 days", "2 dni"),
        (Size(340_000), "340 kB", "340 kB"),
        (Size(3_400_000), "3.4 MB", "3,4 MB"),
        (Listed(("a", "b")), "a and b", "a i b"),
        (Capital(LETTERS.format(count=2)), "2 letters", "2 listy"),
    ],
)
def test_values_are_written_as_people_do(polish: Language, value: Said, english: str, in_polish: str) -> None:
    assert (ENGLISH(value), polish(value)) == (english, in_polish)


@pytest.mark.parametrize("code", ["pl", "pl-PL"])
def test_the_nearest_language_is_spoken_and_else_english(polish: Language, code: str) -> None:
    assert language_of(code) is polish
    assert language_of("xx") is language_of("") is language_of("en-US") is ENGLISH


def test_every_compiled_catalogue_is_spoken_and_english_stays_what_it_is(tmp_path: Path) -> None:
    for code, hello in (("pt_BR", "Olá {name}"), ("en", "Howdy {name}")):
        catalogue = Catalog(locale=code)
        catalogue.add(HELLO.one, hello)
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / f"{DOMAIN}.mo").open("wb") as file:
            write_mo(file, catalogue)
    learn_all(tmp_path)
    try:
        assert language_of("pt-BR")(HELLO.format(name="Ana")) == "Olá Ana"
        assert language_of("pt") is language_of("en-GB") is ENGLISH
        assert ENGLISH(HELLO.format(name="Ana")) == "Hello Ana"
    finally:
        unlearn("pt-BR")


@given(said)
def test_what_is_kept_is_said_later_as_it_would_have_been(value: Said) -> None:
    text = pack(value)
    assert unpacked(text, ENGLISH) == ENGLISH(Packed(text)) == ENGLISH(value)


def test_what_is_kept_in_a_language_stays_in_it(polish: Language) -> None:
    text = pack(HELLO.format(name="Ola"), "pl")
    assert unpacked(text, ENGLISH) == "Cześć Ola"
    assert language_in(text, "en") is polish
    assert language_in("Finished text.", "pl") is polish


@given(st.one_of(st.text(), st.sampled_from(["{", "[]", "1", '{"in":""}', '{"in":"","said":["joined"]}', "null"])))
def test_text_from_before_is_said_as_it_is(text: str) -> None:
    assert unpacked(text, ENGLISH) == text


def test_every_sentence_is_found_for_translators() -> None:
    messages = [message.id for message in _template() if message.id]
    found = {each if isinstance(each, str) else each[0] for each in messages}
    written = {
        ast.literal_eval(node.args[0])
        for path in (ROOT / "bot" / "words").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Sentence"
    }
    assert len(written) > 350
    assert written - found == set()


def _template() -> Catalog:
    return pseudo.template(ROOT / "bot", ROOT / "cogs")
