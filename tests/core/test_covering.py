"""A letter with a content warning: whatever its author wrote, nothing of a page stands outside its spoiler."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.language.lengths import units
from bot.rules.covering import covered
from bot.rules.pages import PAGE

#: How Discord reads a spoiler: up to the next bars, whatever is between.
SPOILER = re.compile(r"\|\|([\s\S]+?)\|\|")
PIECES = [
    "word ",
    "|",
    "||",
    "|||",
    "\\",
    "\\|",
    "`",
    "```\n",
    "`||`",
    "**",
    "\n",
    "\n\n",
    "> ",
    ">>> ",
    "-# ",
    "||a||",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)


def check(text: str) -> list[str]:
    """The pages, each of which is one spoiler and nothing else."""
    shown = covered(text)
    for page in shown:
        found = SPOILER.match(page)
        assert found is not None and found.end() == len(page), (text, page)
        assert units(page) <= PAGE
    return shown


@given(texts)
def test_every_page_is_one_spoiler(text: str) -> None:
    shown = check(text)
    assert bool(shown) or not re.sub(r"[|\\\s*`>#-]", "", text)
    assert "".join(shown).count("word") == text.count("word")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join), st.integers(4_000, 9_000))
def test_so_is_every_page_of_a_long_one(piece: str, length: int) -> None:
    check((piece * length)[:length] + "end")


def test_what_was_hidden_stays_hidden_and_bars_that_are_none_look_as_they_did() -> None:
    assert covered("I ||never|| said so.") == ["||I never said so.||"]
    (page,) = covered("Read `a || b` as a pipe|")
    assert page.replace("\u2060", "") == "||Read `a || b` as a pipe|||"


def test_a_text_of_pictures_only_has_no_page() -> None:
    assert covered("") == []
