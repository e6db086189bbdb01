"""A language that is complete stays so: a sentence that is new in the code, or changed, fails here until it has a
translation."""

from __future__ import annotations

import pytest

from bot.language.spoken import language_of
from translate import catalogues, checks
from translate.template import english, template

#: Languages in which every sentence has a translation.
COMPLETE = ("de", "es-ES", "fr", "ja", "pl", "pt-BR", "tr")
#: Sentences that are the same in a language as in English, beside those without words (`{number}. {name}`).
SAME = {
    "de": {"Feed", "Links", "Text", "links:", "name:"},
    "fr": {
        "Note", "Notes", "note:", "page:", "Page {page}", "Pages", "Strict", "{count} message", "{count} messages",
        "{count} minute", "{count} minutes", "{count} page", "{count} pages",
    },
    "pt-BR": {"Links", "links:"},
}  # fmt: skip


@pytest.mark.parametrize("code", COMPLETE)
def test_a_complete_catalogue_has_every_sentence_and_no_other(code: str) -> None:
    assert [english(message)[0] for message in catalogues.missing(code)] == []
    wanted = {english(message) for message in template() if message.id}
    assert {english(message) for message in catalogues.read(code) if message.id} == wanted


@pytest.mark.parametrize("code", COMPLETE)
def test_nothing_is_left_in_english(code: str) -> None:
    left = {
        one
        for message in catalogues.read(code)
        if message.id
        for one, text in zip(english(message), catalogues.translation(message), strict=False)
        if one == text and checks.has_words(one)
    }
    assert left == SAME.get(code, set())


@pytest.mark.parametrize("code", COMPLETE)
def test_it_is_spoken(code: str) -> None:
    assert language_of(code).code == code
