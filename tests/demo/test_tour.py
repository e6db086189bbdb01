"""The tour on the terminal: a letter goes all the way, and nobody but its author reads who wrote it."""

from __future__ import annotations

import re

import pytest

from bot import words
from bot.demo import tour, tour_letter
from bot.language import ENGLISH

COLOUR = "\x1b["


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "92")


def pictures(printed: str) -> list[tuple[str, str]]:
    """What was printed under each heading: whose picture of which place, and everything in it."""
    parts = re.split(r"^─── (\w+) sees .* ─+$", printed, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.asyncio
async def test_a_letter_goes_all_the_way(wide: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert await tour.tour(colour=False) == 0
    printed = capsys.readouterr().out
    assert COLOUR not in printed
    assert max(map(len, printed.splitlines())) <= 92
    seen = pictures(printed)
    assert {person for person, _ in seen} == {"Wren", "Mora", "Ida", "Sol"}
    desk = next(picture for person, picture in seen if person == "Mora")
    assert tour_letter.TITLE in desk
    assert f"[ {ENGLISH(words.reader.APPROVE)} ]" in desk
    published = next(picture for person, picture in seen if person == "Ida")
    assert tour_letter.TITLE in published
    assert "To my family" in published
    assert f"[ {ENGLISH(words.reader.LEAVE_A_REPLY)} ]" in published
    thread = " ".join(seen[-1][1].split())
    in_order = [
        tour_letter.PEN_NAME,
        tour_letter.REPLY,
        "Sol",
        tour_letter.OPEN_REPLY,
        ENGLISH(words.reader.AUTHOR_NAME),
        tour_letter.ANSWER,
    ]
    places = [thread.index(" ".join(piece.split())) for piece in in_order]
    assert places == sorted(places)


@pytest.mark.asyncio
async def test_nobody_else_reads_the_authors_name(wide: None, capsys: pytest.CaptureFixture[str]) -> None:
    await tour.tour(colour=False)
    for person, picture in pictures(capsys.readouterr().out):
        # The narrator, who knows, speaks after a picture in lines that are not indented.
        drawn = "\n".join(line for line in picture.splitlines() if line.startswith("  "))
        if person != "Wren":
            assert "wren" not in drawn.lower()


@pytest.mark.asyncio
async def test_in_colour_it_says_the_same(wide: None, capsys: pytest.CaptureFixture[str]) -> None:
    await tour.tour(colour=False)
    plain = capsys.readouterr().out
    await tour.tour(colour=True)
    coloured = capsys.readouterr().out
    assert COLOUR in coloured
    assert re.sub(r"\x1b\[[\d;]+m", "", coloured) == plain
