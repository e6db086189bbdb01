"""What letters are found by: words, in whatever script, and whatever somebody types."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.index import Asked, Index, Shelved
from bot.search.passage import passage
from bot.search.terms import MOST_PARTS, Cutter, Part, places

CHANNEL = 5
SYNTAX = st.sampled_from(
    ['"', "'", "*", "^", "(", ")", "{", "}", ":", "+", "-", "AND", "OR", "NOT", "NEAR(", "title:", "\\", "\0", ";", "|",
     "“", "«", "手紙", "ส", "𝒜", "\u0301", "\ud83d", "lantern", "words", " ", "\n"]
)  # fmt: skip
HOSTILE = st.one_of(st.text(max_size=60), st.lists(SYNTAX, max_size=20).map("".join))


def letter(number: int, title: str, text: str, *, category: str = "To you", rating: str = "sfw") -> Shelved:
    """A published letter."""
    return Shelved(number * 1_000, number, category, rating, number * 100, CHANNEL, title, text)


def index(language: str, *letters: tuple[str, str]) -> Index:
    """An index of these letters, numbered from 1."""
    made = Index(language)
    made.add(letter(number, *each) for number, each in enumerate(letters, 1))
    return made


def found(there: Index, words: str, **more: Any) -> list[int]:
    """The numbers of the letters that are found, the best first."""
    asked = Asked(words, frozenset({CHANNEL}), **more)
    return [hit.number for hit in there.find(asked, 50)]


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en-US", "I kept all your letters.", "letter"),
        ("en-US", "I kept all your letters.", "LETTERS"),
        ("en-US", "I kept all your letters.", "lett*"),
        ("en-US", "It gave me so much happiness.", "happines*"),  # longer than the stem
        ("en-US", "The naïve façade", "naive facade"),
        ("en-US", "I don’t know", "don't"),
        ("en-US", "**bold**ly said", "bold"),
        ("de", "Die schönen Häuser", "haus"),
        ("de", "Die Straße", "strasse"),
        ("fr", "J’ai aimé l’été", "ete"),
        ("ru", "Ёлки в лесу", "елка"),
        ("el", "Καλημέρα", "καλημερα"),
        ("ja", "届かなかった手紙", "手紙"),
        ("ja", "届かなかった手紙", "紙"),  # one character, the last of a run
        ("ja", "ｶﾞﾗｽの壁", "ガラス"),
        ("zh-CN", "我想念你的声音", "想念"),
        ("ko", "보내지 못한 편지를", "편지"),
        ("th", "จดหมายถึงแม่", "แม่"),
        ("hi", "माँ की चिट्ठी", "चिट्ठी"),
        ("ar", "رِسَالَة إلى أمي", "رسالة"),
        ("he", "מִכְתָּב", "מכתב"),
        ("en-US", "Tokyo東京tower", "東京"),
    ],
)
def test_it_is_found_by_what_somebody_would_type(language: str, text: str, asked: str) -> None:
    there = index(language, ("Of something else", "Nothing of that sort."), ("Untitled", text))
    assert found(there, asked)[:1] == [2]


def test_words_in_quotes_follow_each_other() -> None:
    there = index("en", ("One", "The light of the old house"), ("Two", "The old light in the house"))
    assert found(there, '"old house"') == [1] == found(there, "“old house”") == found(there, "„old house“")
    assert found(there, '"house light"') == []
    assert set(found(there, "old light")) == {1, 2}


def test_who_has_every_word_comes_alone_and_otherwise_who_has_most() -> None:
    there = index("en", ("One", "a red kite"), ("Two", "a red boat"), ("Three", "a green boat"))
    assert found(there, "red boat") == [2]
    assert found(there, "red kite lantern")[0] == 1
    assert found(there, "lantern") == []


def test_a_title_counts_more_than_a_text() -> None:
    there = index("en", ("A day", "rain, and then more of it"), ("The rain", "It stopped at noon, and we went out."))
    assert found(there, "rain") == [2, 1]


def test_only_what_was_asked_for_is_found() -> None:
    there = Index("en")
    there.add([letter(1, "Rain", "one"), letter(2, "Rain", "two", category="To myself"), letter(3, "Rain", "three")])
    assert set(found(there, "rain")) == {1, 2, 3}
    assert found(there, "rain", category="To myself") == [2]
    assert found(there, "rain", since=200, until=299) == [2]
    assert there.find(Asked("rain", frozenset()), 50) == [] == there.find(Asked("rain", frozenset({CHANNEL + 1})), 50)


def test_numbers_of_discord_s_markup_are_no_words() -> None:
    there = index("en", ("One", "Hello <@123456789012345678> and <:heart:123456789012345678>"))
    assert found(there, "123456789012345678") == found(there, "1234*") == found(there, "heart") == []


@settings(max_examples=150)
@given(HOSTILE, HOSTILE)
def test_nothing_that_somebody_types_or_writes_is_syntax(text: str, asked: str) -> None:
    there = index("en", ("The lantern", text), (text, "words"))
    found(there, asked)
    there.alike(asked, text, "sfw")
    assert len(Cutter("ja").parts(asked)) <= MOST_PARTS
    there.add([letter(1, asked, text)])
    assert there.drop([1_000, 2_000]) and there.count == 0
    there.settle()
    assert found(there, asked) == found(there, "lantern") == []


@settings(max_examples=100)
@given(HOSTILE, st.sampled_from(["en", "de", "ja", "th", "xx", ""]))
def test_a_text_is_marked_where_it_holds_what_was_asked(text: str, language: str) -> None:
    cutter = Cutter(language)
    terms, parts = [*cutter.terms(text)], cutter.parts(text)
    marked = places(parts, terms)
    assert all(0 <= start < end <= len(text) for start, end in marked)
    assert all(one[1] < other[0] for one, other in pairwise(marked))
    stems = cutter.cut(text)[0].split()
    assert stems == [term.stem for term in terms]  # what is marked is what was found


def test_what_is_marked_is_what_was_found() -> None:
    cutter = Cutter("en")
    text = "Your letters came. A letter, and a lettering; the letter I keep."
    marked = [text[start:end] for start, end in places(cutter.parts("letter"), [*cutter.terms(text)])]
    assert marked == ["letters", "letter", "lettering", "letter"]
    marked = [text[start:end] for start, end in places(cutter.parts('"the letter"'), [*cutter.terms(text)])]
    assert marked == ["the letter"]
    assert Part(("a", "b")).is_at(0, [*cutter.terms("a b")])
    assert not Part(("a", "b")).is_at(0, [*cutter.terms("a")])


def test_not_a_byte_of_a_letter_stays_that_was_taken_out() -> None:
    there = index("en", ("The lantern", "A zyxwvutword beside the harbour"), ("Other", "Something about the harbour"))
    assert b"zyxwvutword" in there._memory.serialize()
    assert there.drop([1_000])
    there.settle()
    assert b"zyxwvut" not in there._memory.serialize() and b"lantern" not in there._memory.serialize()
    assert found(there, "harbour") == [2]


def test_a_letter_that_comes_again_says_only_what_it_says_now() -> None:
    there = index("en", ("The lantern", "A zyxwvutword"))
    there.add([letter(1, "The lamp", "Another word")])
    there.settle()
    assert (there.count, found(there, "lantern"), found(there, "lamp")) == (1, [], [1])
    assert b"zyxwvut" not in there._memory.serialize()
    assert not there.drop([9])


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        ("One lamp.", "lamp", "One **lamp**."),
        ("A ||hidden lamp|| here", "lamp", "A ||hidden **lamp**|| here"),
        ("||All of it, and the lamp||", "lamp", "||All of it, and the **lamp**||"),
        ("Two | bars || and a lamp", "lamp", "Two \\| bars \\|\\| and a **lamp**"),
        ("[a lamp](https://x.y) @everyone <@1> # `lamp`", "lamp",
         "\\[a **lamp**\\](https:\\//x.y) @everyone \\<@1\\> # \\`**lamp**\\`"),
        ("One\n\nline\tlamp ", "lamp", "One line **lamp**"),
        ("Nothing of it", "lamp", "Nothing of it"),
        ("手紙を書く", "手紙", "**手紙**を書く"),
    ],
)  # fmt: skip
def test_a_passage_shows_what_was_found_and_nothing_of_it_has_any_effect(text: str, asked: str, said: str) -> None:
    cutter = Cutter("en")
    assert passage(text, cutter.parts(asked), cutter) == said


def test_a_passage_of_a_long_text_is_where_most_is_found() -> None:
    cutter = Cutter("en")
    text = (
        f"A lamp. {'Nothing else. ' * 60}||Here {'and ' * 10}is a red lamp, and another red lamp.|| {'Nothing. ' * 60}"
    )
    said = passage(text, cutter.parts("red lamp"), cutter)
    assert said.startswith("…") and said.endswith("…") and len(said) < 300
    assert said.count("**red**") == 2 and said.count("**lamp**") == 2 and said.count("||") == 2


@settings(max_examples=100)
@given(HOSTILE, HOSTILE)
def test_no_passage_hides_or_shows_anything_else(text: str, asked: str) -> None:
    cutter = Cutter("en")
    said = passage(text, cutter.parts(asked), cutter)
    assert "\n" not in said and len(said) <= 4 * 220 + 40
    bare = re.sub(r"\\.", "", said)
    assert bare.count("||") % 2 == 0 and bare.count("**") % 2 == 0 and not re.search(r"[_~`<>\[\]]", bare)
