"""What may enter: greetings are no letters, and a draft goes only when nothing stands in its way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.letter import Letter, Letterbox, Rating, Sealed, State, Tag
from bot.ports import DraftSheet, Reach, Standing
from bot.rules import Obstacle, chosen, is_greeting, obstacles, only, says_something

BOX = Letterbox(id=7, guild_id=1, letters_id=2, desk_id=3, mature_id=None, open=True, categories=("To you",))
HERE = Reach(BOX, "The Commons", Standing.MEMBER, mature_ok=False)
ELSEWHERE = replace(HERE, letterbox=replace(BOX, id=8, guild_id=9), server="Elsewhere")
LETTER = Letter(
    id=1, state=State.DRAFT, author=Sealed(b""), author_tag=Tag(b""), letterbox_id=7, guild_id=1, number=None,
    title=None, category=None, rating=Rating.SAFE, opened_at=0, submitted_at=None, published_at=None,
    channel_id=None, message_id=None, thread_id=None, card=None, desk_message_id=None, report_message_id=None,
    muted=False, unreachable=False, trouble=None,
)  # fmt: skip
READY = DraftSheet(LETTER, "To the river", "I oiled the chain this morning.", 0, [HERE])


# Greetings


@pytest.mark.parametrize(
    "text",
    ["hi", "Hello!", "hey there", "Hallo, Bot", "HELP ME", "test 1 2", "?", "👋", "...", "", "start", "Moin moin"],
)
def test_a_knock_on_the_door_is_no_letter(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize(
    "text",
    ["I miss you", "Hello, I never told you.", "Dear Anna,", "You left.", "hi mum, it is me", "Sorry\n\nFor it all"],
)
def test_more_than_a_knock_is_a_letter(text: str) -> None:
    assert not is_greeting(text)


@given(st.lists(st.from_regex(r"[a-zéö]{1,9}", fullmatch=True), min_size=4).map(" ".join))
def test_four_words_are_never_a_greeting(text: str) -> None:
    assert not is_greeting(text)


@given(st.text())
def test_anything_can_be_asked_about(text: str) -> None:
    assert is_greeting(text) in (True, False)
    assert says_something(text) in (True, False)


# Saying nothing


@given(st.text(" \t\n\r\x00\u00a0\u200b\u200d\u2028\u2060\u2800\u202e\u3164\ufeff\ufe0f\u034f\U000e0041"))
def test_what_cannot_be_seen_says_nothing(text: str) -> None:
    assert not says_something(text)


@given(st.text(" \u200b\u3164\n"), st.sampled_from("aÄ字7.!?🌊…"), st.text(" \u200b\u3164\n"))
def test_one_mark_that_can_be_seen_says_something(before: str, mark: str, after: str) -> None:
    assert says_something(before + mark + after)


# Where to


def test_the_only_letterbox_within_reach_is_taken_without_asking() -> None:
    assert only([HERE]) == BOX
    assert only([]) is only([HERE, ELSEWHERE]) is None


def test_the_chosen_letterbox_is_found_while_its_server_is_within_reach() -> None:
    assert chosen(replace(READY, reaches=[ELSEWHERE, HERE])) == HERE
    assert chosen(replace(READY, reaches=[ELSEWHERE])) is None
    assert chosen(replace(READY, letter=replace(LETTER, letterbox_id=None))) is None


# Obstacles


def sheet(letterbox_id: int | None = 7, rating: Rating = Rating.SAFE, **more: object) -> DraftSheet:
    return replace(READY, letter=replace(LETTER, letterbox_id=letterbox_id, rating=rating), **more)


def reach(is_open: bool = True, **more: object) -> list[Reach]:
    return [replace(HERE, letterbox=replace(BOX, open=is_open), **more)]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (READY, []),
        (sheet(reaches=[HERE, ELSEWHERE]), []),
        (sheet(text="", title="Only pictures", pictures=1), []),
        (sheet(rating=Rating.MATURE, reaches=reach(mature_ok=True)), []),
        (sheet(None, reaches=[]), [Obstacle.NO_LETTERBOX]),
        (sheet(None, reaches=[HERE, ELSEWHERE]), [Obstacle.CHOOSE_LETTERBOX]),
        (sheet(reaches=[]), [Obstacle.LEFT]),
        (sheet(reaches=[ELSEWHERE]), [Obstacle.LEFT]),
        (sheet(reaches=reach(is_open=False)), [Obstacle.CLOSED]),
        (sheet(reaches=reach(standing=Standing.TIMED_OUT)), [Obstacle.TIMED_OUT]),
        (sheet(rating=Rating.MATURE), [Obstacle.MATURE_NOWHERE]),
        (sheet(text="", title=None), [Obstacle.EMPTY]),
        (sheet(text="\u200b \u3164", title="A title"), [Obstacle.EMPTY]),
        (sheet(title=None), [Obstacle.NO_TITLE]),
        (sheet(text="", title=None, pictures=2), [Obstacle.NO_TITLE]),
        (sheet(None, reaches=[], title=None), [Obstacle.NO_LETTERBOX, Obstacle.NO_TITLE]),
        (
            sheet(rating=Rating.MATURE, reaches=reach(is_open=False, standing=Standing.TIMED_OUT), text=""),
            [Obstacle.CLOSED, Obstacle.TIMED_OUT, Obstacle.MATURE_NOWHERE, Obstacle.EMPTY],
        ),
    ],
)
def test_everything_in_the_way_is_named_where_to_first(draft: DraftSheet, found: list[Obstacle]) -> None:
    assert obstacles(draft) == found
