"""What changed between two versions, word by word: a reader of the marks can put both together again."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from bot.language.lengths import units
from bot.rules import revisions

WORDS = st.lists(st.sampled_from(["river", "the", "a", "I", "oiled", "chain", "¶"]), max_size=60)


def versions(shown: str) -> tuple[str, str]:
    """Both texts, from the marks."""
    before = re.sub(r"~~(.*?)~~", r"\1", re.sub(r"\*\*(.*?)\*\*", "", shown))
    after = re.sub(r"\*\*(.*?)\*\*", r"\1", re.sub(r"~~(.*?)~~", "", shown))
    return " ".join(before.split()), " ".join(after.split())


def test_what_is_gone_is_struck_and_what_is_added_is_bold() -> None:
    shown = revisions.changes("I oiled the old chain.", "I oiled the chain at night.", 500)
    assert shown == "I oiled the ~~old chain.~~ **chain at night.**"


def test_nothing_changed() -> None:
    assert revisions.changes("The same.\n\nAnd the same.", "The same.\nAnd the same. ", 500) == ""


def test_long_unchanged_parts_are_shortened() -> None:
    words = [f"word{index}" for index in range(2_000)]
    shown = revisions.changes(" ".join(words), " ".join([*words[:1_000], "new", *words[1_000:]]), 500)
    assert shown.startswith("… word994") and "**new**" in shown and shown.endswith("word1005 …") and len(shown) < 200


@given(WORDS, WORDS)
def test_the_marks_hold_the_words_of_either_version_and_no_others(old: list[str], new: list[str]) -> None:
    shown = revisions.changes(" ".join(old), " ".join(new), 100_000)
    before, after = versions(shown)
    if shown and "…" not in shown:
        assert (before.split(), after.split()) == (old, new)


@given(st.text(max_size=400), st.text(max_size=400), st.integers(20, 200))
def test_it_is_never_longer_than_it_may_be(old: str, new: str, most: int) -> None:
    assert units(revisions.changes(old, new, most)) <= most


def test_nothing_of_the_texts_has_an_effect() -> None:
    shown = revisions.changes("One.", "One. **bold** ~~no~~ [link](https://a.example) ||x|| <@1>", 500)
    assert r"\*\*bold" in shown and "\\[link\\]" in shown and "<@1>" not in shown.replace("\\<", "")


def test_a_text_that_is_made_to_be_slow_is_not() -> None:
    old = " ".join(str(index % 100) for index in range(6_000))
    new = " ".join(str(index * 7 % 100) for index in range(6_000))
    began = time.process_time()
    revisions.changes(old, new, 1_200)
    assert time.process_time() - began < 2
