"""Sentences as values: filled exactly, said in each language's own way, kept and said later."""

from __future__ import annotations

import ast
import gettext
import logging
import shutil
import tomllib
from collections.abc import Callable, Generator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Final, Refusal
from bot.language import (
    ENGLISH,
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
    every_language,
    language_in,
    language_of,
    lines,
    opened,
    pack,
    renderings,
    spoken,
    unpacked,
)
from tests.learning import learn, unlearn
from translate.template import template

ROOT = Path(__file__).parents[2]
HELLO, LETTERS = Sentence("Hello {name}"), Sentence("{count} letter", "{count} letters")


COUNTED = ("{count} letter", "{count} letters")


def into_polish(*translations: tuple[Any, Any]) -> gettext.GNUTranslations:
    """A catalogue with these texts, in a language whose plural has three forms."""
    catalogue = Catalog(locale="pl")
    for text, translated in translations:
        catalogue.add(text, translated)
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return gettext.GNUTranslations(file)


def in_polish(*translations: tuple[Any, Any]) -> Language:
    """A language with these texts."""
    return Language("pl", into_polish(*translations))


@pytest.fixture
def polish() -> Generator[Language]:
    """Two sentences in Polish."""
    yield learn(
        "pl", into_polish((HELLO.one, "Cześć {name}"), (COUNTED, ("{count} list", "{count} listy", "{count} listów")))
    )
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
    )


said = st.recursive(values, nested, max_leaves=8)


@pytest.mark.parametrize("given_values", [{}, {"nam": "x"}, {"name": "x", "more": "y"}])
def test_a_sentence_takes_exactly_its_own_values(given_values: dict[str, Said]) -> None:
    with pytest.raises(TypeError, match="name"):
        HELLO.format(**given_values)
    assert HELLO.fill(name="x", more="y") == HELLO.format(name="x")


@pytest.mark.parametrize("put", [
    lambda said: HELLO.format(name=said),
    lambda said: lines([said]),
    lambda said: Listed(("a", said)),
    pack,
    Refusal,
    Final,
    ENGLISH,
], ids=["sentence", "lines", "list", "pack", "refusal", "final", "said"])  # fmt: skip
def test_a_sentence_without_its_values_goes_nowhere(put: Callable[[Said], Any]) -> None:
    with pytest.raises(TypeError, match="Hello"):
        put(HELLO)
    put(HELLO.format(name="x"))


def test_two_sentences_that_say_the_same_are_equal() -> None:
    both = Sentence("{a} and {b}")
    assert both.format(a="x", b="y") == both.format(b="y", a="x")
    assert len({both.format(a="x", b="y"), both.format(b="y", a="x")}) == 1
    assert pack(both.format(a="x", b="y")) == pack(both.format(b="y", a="x"))
    assert both.format(a="x", b="y") != both.format(a="y", b="x")


@pytest.mark.parametrize("count", ["3", None, Number(3), HELLO.format(name="x"), True])
def test_what_is_counted_is_a_number(count: Any) -> None:
    with pytest.raises(TypeError, match="count"):
        LETTERS.format(count=count)


@pytest.mark.parametrize("texts", [("",), ("", ""), ("one", ""), ("", "{count} letters"), ("a letter", "letters")])
def test_a_sentence_says_something_and_a_plural_counts(texts: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match="sentence"):
        Sentence(*texts)


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
    "slip",
    ["Cześć {nmae}", "Cześć {name", "Cześć name}", "Cześć {}", "Cześć {0}", "Cześć", "Cześć {name.real}",
     "Cześć {name!r}", "Cześć {name:>9}", "{count} {name}"],
)  # fmt: skip
def test_a_translator_s_slip_is_said_in_english_and_logged_once(slip: str, caplog: pytest.LogCaptureFixture) -> None:
    polish = in_polish((HELLO.one, slip))
    with caplog.at_level(logging.WARNING):
        for name in ("Ola", "Jan"):
            assert polish(HELLO.format(name=name)) == f"Hello {name}"
    (said,) = caplog.messages
    assert "pl" in said and HELLO.one in said
    assert "Ola" not in said and "Jan" not in said


@pytest.mark.parametrize(("count", "text"), [(1, "1 letter"), (3, "3 listy"), (5, "5 letters")])
def test_a_slip_in_one_plural_form_costs_that_one(count: int, text: str) -> None:
    polish = in_polish((COUNTED, ("{coutn} list", "{count} listy", "{count listów")))
    assert polish(LETTERS.format(count=count)) == text


def test_a_plural_form_may_leave_out_its_number() -> None:
    polish = in_polish((COUNTED, ("jeden list", "{count} listy", "{count} listów")))
    assert polish(LETTERS.format(count=1)) == "jeden list"


def test_a_placeholder_where_there_is_none_is_a_slip_too() -> None:
    assert in_polish(("Never.", "Nigdy {name}."))(Sentence("Never.")) == "Never."


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
    ],
)
def test_values_are_written_as_people_do(polish: Language, value: Said, english: str, in_polish: str) -> None:
    assert (ENGLISH(value), polish(value)) == (english, in_polish)


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2026, 2, 1), "1er février 2026"), (date(2026, 2, 11), "11 février 2026"), (date(2026, 3, 2), "2 mars 2026")],
)
def test_the_first_of_a_french_month_is_the_first(day: date, text: str) -> None:
    assert language_of("fr")(Day(day.toordinal())) == text


def test_no_blank_stands_before_a_japanese_unit() -> None:
    assert language_of("ja")(Span(300)) == "5分"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1.0 kB"), (3_449, "3.4 kB"), (3_450, "3.5 kB"),
        (9_949, "9.9 kB"), (9_950, "10 kB"), (340_000, "340 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"),
        (3_000_000, "3.0 MB"), (9_949_999, "9.9 MB"), (9_950_000, "10 MB"), (123_456_789, "123 MB"),
        (999_499_999, "999 MB"), (999_500_000, "1.0 GB"), (12_000_000_000, "12 GB"), (10**12, "1.0 TB"),
        (1_234 * 10**12, "1,234 TB"),
    ],
)  # fmt: skip
def test_a_size_has_two_digits_or_the_whole_number(count: int, text: str) -> None:
    assert ENGLISH(Size(count)) == text


@given(st.integers(0, 10**15 - 1), st.integers(0, 10**9))
def test_no_size_is_written_with_a_group_or_far_from_what_it_is(count: int, more: int) -> None:
    number, unit = ENGLISH(Size(count)).split()
    if count < 999_500 * 10**9:
        assert len(number) <= 3
        meant = float(number) * 1_000 ** ["byte", "kB", "MB", "GB", "TB"].index(unit.removesuffix("s"))
        assert abs(meant - count) <= count * 0.051


@pytest.mark.parametrize("code", ["pl", "pl-PL"])
def test_the_nearest_language_is_spoken_and_else_english(polish: Language, code: str) -> None:
    assert language_of(code) is polish
    assert language_of("xx") is language_of("") is language_of("en-US") is ENGLISH


PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Hello {name}"
msgstr "Hallo, {name}"

msgid "{count} letter"
msgid_plural "{count} letters"
msgstr[0] "{count} Brief"
msgstr[1] "{count} Briefe"
"""


EMPTY = PO.replace("Hallo, {name}", "").replace("{count} Briefe", "").replace("{count} Brief", "")


def forget() -> None:
    """The folder of catalogues is read again when a language is next asked for."""
    spoken.languages.cache_clear()
    language_of.cache_clear()


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Path]:
    """A folder of catalogues as translators leave it, in place of the project's own."""
    damaged = PO.replace('msgstr "Hallo', 'mgstr "Bonjour')
    for code, text in (
        ("de", PO),
        ("pt-BR", PO.replace("Hallo", "Olá")),
        ("es-ES", PO),
        ("pl", EMPTY),
        ("fr", damaged),
        ("en", PO),
    ):
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / f"{spoken.DOMAIN}.po").write_text(text, "utf-8")
    monkeypatch.setattr(spoken, "CATALOGUES", tmp_path)
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


def test_a_catalogue_is_spoken_as_it_was_written(shipped: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert language_of("de")(HELLO.format(name="Ola")) == language_of("de-AT")(HELLO.format(name="Ola")) == "Hallo, Ola"
    assert language_of("de")(LETTERS.format(count=2_000)) == "2.000 Briefe"
    assert language_of("pt-BR")(HELLO.format(name="Ola")) == "Olá, Ola"
    assert language_of("fr") is language_of("pl") is language_of("en-GB") is ENGLISH
    assert language_of("es-419") is language_of("es-ES") is not ENGLISH
    assert [language.code for language in every_language()] == ["en", "de", "es-ES", "pt-BR"]
    assert [text for text in caplog.messages if "fr" in text]  # a damaged one is left out, and the host is told


def test_a_sentence_is_known_in_every_language(shipped: Path) -> None:
    assert renderings(HELLO.format(name="Ola")) == ["Hello Ola", "Hallo, Ola", "Olá, Ola"]
    assert renderings(Sentence("Never translated.")) == ["Never translated."]


def test_the_disk_is_asked_once(shipped: Path) -> None:
    known = language_of("de")
    shutil.rmtree(shipped)
    assert language_of("de") is language_of("de-CH") is known
    assert language_of("en-US") is language_of("xx") is ENGLISH


def test_catalogues_are_shipped_as_they_are_read() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (pattern,) = project["tool"]["setuptools"]["package-data"]["bot.words"]
    read = spoken.CATALOGUES / "de" / "LC_MESSAGES" / f"{spoken.DOMAIN}.po"
    assert read.relative_to(ROOT / "bot" / "words").match(pattern)
    assert not any(read.match(line) for line in (ROOT / ".gitignore").read_text("utf-8").split())


def test_a_language_learned_for_a_while_gives_way_to_its_catalogue(shipped: Path) -> None:
    known = language_of("de")
    assert learn("de", gettext.NullTranslations()) is language_of("de") is not known
    unlearn("de")
    assert language_of("de") is known


@given(said)
def test_what_is_kept_is_said_later_as_it_would_have_been(value: Said) -> None:
    text = pack(value)
    assert unpacked(text, ENGLISH) == ENGLISH(Packed(text)) == ENGLISH(value)


def test_what_is_kept_can_be_kept_again(polish: Language) -> None:
    value = lines([HELLO.format(name="Ola"), LETTERS.format(count=5)])
    said, code = opened(pack(value, "pl"))
    assert (said, code) == (value, "pl")
    assert unpacked(pack(Packed(pack(value, "pl"))), ENGLISH) == polish(value)


def test_what_is_kept_is_said_as_it_was_first_even_when_its_language_is_learned_meanwhile() -> None:
    text = pack(HELLO.format(name="Ola"), "cs")
    learn("cs", into_polish((HELLO.one, "Cześć {name}")))
    try:
        assert unpacked(text, ENGLISH) == "Hello Ola"
    finally:
        unlearn("cs")


def test_what_an_older_version_kept_is_still_said() -> None:
    assert unpacked('{"in":"en","said":["capital","your letter"]}', ENGLISH) == "your letter"


def test_what_is_kept_in_a_language_stays_in_it(polish: Language) -> None:
    text = pack(HELLO.format(name="Ola"), "pl")
    assert unpacked(text, ENGLISH) == "Cześć Ola"
    assert language_in(text, "en") is polish
    assert language_in("Finished text.", "pl") is polish


@given(st.one_of(st.text(), st.sampled_from(["{", "[]", "1", '{"in":""}', '{"in":"","said":["joined"]}', "null"])))
def test_text_from_before_is_said_as_it_is(text: str) -> None:
    assert unpacked(text, ENGLISH) == text


def test_every_sentence_is_found_for_translators() -> None:
    messages = [message.id for message in template() if message.id]
    found = {each if isinstance(each, str) else each[0] for each in messages}
    written = {
        ast.literal_eval(node.args[0])
        for path in (ROOT / "bot" / "words").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Sentence"
    }
    assert len(written) > 350
    assert written - found == set()
