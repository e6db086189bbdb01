"""How well letters are found, and which are taken for alike: letters and questions in three languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.search import LIKE
from tests.core.test_search import found, index

#: By language: `letters` (title, text), numbered from 1; `questions` that somebody types, with the number of the letter
#: that they mean; the two letters that are about the same (`alike`); one that `nearly` repeats the first; and one about
#: nothing that any of them is about (`strange`).
FILE: dict[str, Any] = json.loads(Path(__file__).with_name("search_quality.json").read_text("utf-8"))
LETTERS = {language: [(title, text) for title, text in each["letters"]] for language, each in FILE.items()}
QUESTIONS = {language: [(asked, number) for asked, number in each["questions"]] for language, each in FILE.items()}
ALIKE: dict[str, tuple[int, int]] = {language: each["alike"] for language, each in FILE.items()}
NEARLY: dict[str, tuple[str, str]] = {language: each["nearly"] for language, each in FILE.items()}
#: From this score on a letter is another one, told again.
NEARLY_SAME = 0.6
STRANGE: dict[str, tuple[str, str]] = {language: each["strange"] for language, each in FILE.items()}


@pytest.mark.parametrize("language", LETTERS)
def test_nine_in_ten_are_among_the_first_five_and_most_come_first(language: str) -> None:
    there = index(language, *LETTERS[language])
    places = {asked: found(there, asked)[:5] for asked, _ in QUESTIONS[language]}
    missed = [(asked, number, places[asked]) for asked, number in QUESTIONS[language] if number not in places[asked]]
    first = sum(places[asked][:1] == [number] for asked, number in QUESTIONS[language])
    assert len(missed) <= len(QUESTIONS[language]) // 10, missed
    assert first >= len(QUESTIONS[language]) * 0.8, places


@pytest.mark.parametrize("language", LETTERS)
def test_a_letter_about_the_same_is_above_the_floor_and_any_other_below(language: str) -> None:
    there, (one, other) = index(language, *LETTERS[language]), ALIKE[language]
    for number, each in enumerate(LETTERS[language], 1):
        like = [(hit.number, round(hit.score, 3)) for hit in there.alike(*each, "sfw", but=number * 1_000)]
        wanted = [other] if number == one else [one] if number == other else []
        assert [found for found, score in like if score >= LIKE] == wanted, (number, like)
    assert all(hit.score < LIKE for hit in there.alike(*STRANGE[language], "sfw"))


@pytest.mark.parametrize("language", LETTERS)
def test_one_that_nearly_repeats_another_is_known_and_one_about_the_same_is_not_taken_for_it(language: str) -> None:
    there = index(language, *LETTERS[language])
    (nearest, *others) = there.alike(*NEARLY[language], "sfw")
    assert nearest.number == 1 and nearest.score >= NEARLY_SAME, nearest
    assert all(hit.score < NEARLY_SAME for hit in others)
    (same, *_) = there.alike(*LETTERS[language][0], "sfw")
    assert same.number == 1 and same.score > 0.999
    one, other = ALIKE[language]
    like = there.alike(*LETTERS[language][one - 1], "sfw", but=one * 1_000)
    assert like[0].number == other and like[0].score < NEARLY_SAME


@pytest.mark.parametrize("language", LETTERS)
def test_another_rating_is_never_alike(language: str) -> None:
    there = index(language, *LETTERS[language])
    assert there.alike(*LETTERS[language][0], "nsfw") == []
