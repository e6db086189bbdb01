"""The README states the limits of its promises, and every command of the host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from bot.__main__ import HOST

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
STEPS = 9  #: of the story that the demo plays
LARGEST = 1_500_000  #: bytes that a picture on the front page may have


def test_the_way_to_open_who_wrote_a_letter_stands_beside_the_promise_that_it_bounds() -> None:
    beside = README.partition("nobody learns who wrote a letter")[2].partition("\n## ")[0]
    assert all(
        said in beside for said in ("python -m bot unmask", "whoever runs the bot", "record", "tells the\nmoderators")
    )


@pytest.mark.parametrize("command", HOST)
def test_every_command_of_the_host_is_listed(command: str) -> None:
    listed = README.partition("## For hosts")[2].partition("\n## ")[0]
    assert f"`python -m bot {command}" in listed


def test_the_front_page_moves_and_says_so_to_whoever_does_not_see_it() -> None:
    found = re.search(r'<img src="(docs/[^"]+)" width="\d+" alt="([^"]+)">', README.partition("\n## ")[0])
    assert found is not None
    path, alt = ROOT / found[1], found[2]
    assert path.stat().st_size < LARGEST
    with Image.open(path) as picture:
        assert getattr(picture, "n_frames", 1) == STEPS
    assert all(place in alt for place in ("in private", "desk", "letters", "Author of the letter", "archive"))
