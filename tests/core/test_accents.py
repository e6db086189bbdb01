"""Each state of a letter has an accent of its own at the desk, seen on light and on dark, and a word beside it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import discord
import pytest

from bot.language import ENGLISH
from bot.letter import ReviewSheet, State
from cogs import _cards as cards
from cogs import _cards_desk as desk_cards
from tests.core.test_rules import LETTER

LEAST = 3.0  #: the contrast that WCAG 2.2 asks of what is no text (1.4.11)
GROUNDS = {"light": 0xFFFFFF, "dark": 0x2B2D31}  #: of Discord's cards
ACCENTS = {name: value for name, value in vars(cards).items() if isinstance(value, discord.Colour)}


def brightness(colour: int) -> float:
    """Returns the relative luminance of WCAG, from 0 to 1."""
    parts = [part / 255 for part in colour.to_bytes(3, "big")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("accent", "ground"), [*product(ACCENTS, GROUNDS)])
def test_an_accent_is_seen_on_every_ground(accent: str, ground: str) -> None:
    darker, lighter = sorted([brightness(ACCENTS[accent].value), brightness(GROUNDS[ground])])
    assert (lighter + 0.05) / (darker + 0.05) >= LEAST


def test_each_state_has_an_accent_of_its_own_and_says_so_in_words() -> None:
    at_the_desk = set(State) - {State.DRAFT, State.POSTED}
    assert set(desk_cards.ACCENTS) == at_the_desk
    assert len(set(desk_cards.ACCENTS.values())) == len(at_the_desk)
    said: set[str] = set()
    for state in at_the_desk:
        letter = replace(LETTER, number=1, state=state)
        card = desk_cards.review_card(ReviewSheet(letter, "en", "It is late.", [], None, None))
        first, *_ = ENGLISH(card.content).splitlines()
        said.add(first)
        assert all(embed.colour in (None, desk_cards.ACCENTS[state]) for embed in card.embeds)
    assert len(said) == len(at_the_desk)
