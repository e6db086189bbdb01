"""What changed between two versions, word by word: a reader of the marks can put both together again."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from bot.language.lengths import units
from bot.rules import revisions

WORDS = st.lists(st.sampled_from(["river", "the", "a", "I", "oiled", "chain", "¶"]), max_size=60)


def shown_of(before: str, after: str, most: int) -> str:
    return revisions.changes(before, after, most).text


def versions(shown: str) -> tuple[str, str]:
    """Both texts, from the marks."""
    before = re.sub(r"~~(.*?)~~", r"\1", re.sub(r"\*\*(.*?)\*\*", "", shown))
    after = re.sub(r"\*\*(.*?)\*\*", r"\1", re.sub(r"~~(.*?)~~", "", shown))
    return " ".join(before.split()), " ".join(after.split())


def test_what_is_gone_is_struck_and_what_is_added_is_bold() -> None:
    shown = shown_of("I oiled the old chain.", "I oiled the chain at night.", 500)
    assert shown == "I oiled the ~~old chain.~~ **chain at night.**"


def test_nothing_changed() -> None:
    assert shown_of("The same.\n\nAnd the same.", "The same.\nAnd the same. ", 500) == ""


def test_long_unchanged_parts_are_shortened() -> None:
    words = [f"word{index}" for index in range(2_000)]
    shown = shown_of(" ".join(words), " ".join([*words[:1_000], "new", *words[1_000:]]), 500)
    assert shown.startswith("… word994") and "**new**" in shown and shown.endswith("word1005 …") and len(shown) < 200


@given(WORDS, WORDS)
def test_the_marks_hold_the_words_of_either_version_and_no_others(old: list[str], new: list[str]) -> None:
    shown = shown_of(" ".join(old), " ".join(new), 100_000)
    before, after = versions(shown)
    if shown and "…" not in shown:
        assert (before.split(), after.split()) == (old, new)


@given(st.text(max_size=400), st.text(max_size=400), st.integers(20, 200))
def test_it_is_never_longer_than_it_may_be(old: str, new: str, most: int) -> None:
    assert units(shown_of(old, new, most)) <= most


def test_nothing_of_the_texts_has_an_effect() -> None:
    shown = shown_of("One.", "One. **bold** ~~no~~ [link](https://a.example) ||x|| <@1>", 500)
    assert r"\*\*bold" in shown and "\\[link\\]" in shown and "<@1>" not in shown.replace("\\<", "")


def test_a_text_that_is_made_to_be_slow_is_not() -> None:
    old = " ".join(str(index % 100) for index in range(6_000))
    new = " ".join(str(index * 7 % 100) for index in range(6_000))
    began = time.process_time()
    shown_of(old, new, 1_200)
    assert time.process_time() - began < 2


def test_what_is_not_shown_is_counted() -> None:
    before = [f"{index} old{index} and a few words that nobody changed in between them" for index in range(30)]
    after = [line.replace("old", "new") for line in before]
    found = revisions.changes("\n".join(before), "\n".join(after), 500)
    assert found.text.endswith("…") and found.hidden + len(re.findall(r"\*\*new|~~old", found.text)) == 60


def test_nor_is_what_stands_in_the_middle_of_a_long_passage() -> None:
    added = " ".join(["fine", *["word"] * 100, "my street is Lark Lane", *["word"] * 100])
    assert revisions.changes("It is so.", f"It is {added} so.", 5_000).hidden == 1
    assert revisions.changes("It is so.", "It is just so.", 5_000).hidden == 0


def test_a_version_is_kept_with_all_that_can_be_read() -> None:
    version = revisions.Seen("A title\nA text", "To you", "sfw", ["a", "b"])
    assert revisions.unpacked(version.packed()) == version
    for older in ("A title\nA text", '{"not": "ours"}', "[1]", "7"):
        assert revisions.unpacked(older) == revisions.Seen(older)
