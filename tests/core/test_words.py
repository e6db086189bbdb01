"""Every sentence a person reads: there is one for every case, its blanks are filled, and Discord takes its length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import words
from bot.language import ENGLISH, Said, Sentence, day
from bot.letter import Kind, Rating, State, Verb, follow
from bot.post.given_up import GIVE_UP
from bot.rules import allowed_names, pictures
from bot.rules.entry import Closed, Obstacle
from tests.core.test_rules import LETTER
from translate import constants

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "bot" / "words"
FILES = [path for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py")]
ROOMS = {room.__name__.rpartition(".")[2]: room for room in constants.ROOMS}
CONSTANTS = {name: value for room in ROOMS.values() for name, value in vars(room).items() if name.isupper()}
MONDAY = datetime(2026, 11, 9, 23, 59, tzinfo=UTC)
#: What a moderator or an author can ask of a letter.
ASKED = [Verb.APPROVE, Verb.SEND_BACK, Verb.REJECT, Verb.REMOVE, Verb.RESTORE, Verb.WITHDRAW, Verb.SUBMIT]
SENT = replace(LETTER, number=12, title="To the river", guild_id=1, channel_id=2, message_id=3)


def texts(value: Any) -> Iterator[str]:
    """Every text in a constant, which may be a sentence, a text, a list or a table of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Sentence):
        yield from filter(None, (value.one, value.many))
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in texts(inner))
    elif isinstance(value, (tuple, list)):
        yield from (text for inner in value for text in texts(inner))


ALL = [(name, text) for name, value in CONSTANTS.items() for text in texts(value)]


# Blanks


def test_blanks_have_names_and_nothing_else() -> None:
    for name, text in ALL:
        for _, blank, form, conversion in Formatter().parse(text):
            assert blank is None or (blank.isidentifier() and not form and not conversion), name


def test_every_sentence_is_said_somewhere() -> None:
    files = [*FILES, *(ROOT / "bot" / "archive" / "templates").iterdir()]
    words_of_code = Counter(word for path in files for word in re.findall(r"\w+", path.read_text("utf-8")))
    assert [name for name in CONSTANTS if words_of_code[name] < 2] == []


# A sentence for every case


def test_every_case_has_a_sentence() -> None:
    assert set(words.writing.OBSTACLES) == {obstacle.name for obstacle in Obstacle}
    assert set(words.responses.REPLY_OBSTACLES) >= {closed.name for closed in Closed}
    assert set(words.responses.PEN_NAMES) == {reason.name for reason in allowed_names.Reason}
    assert set(words.left_out.PICTURE_LEFT_OUT) == {refusal.name for refusal in pictures.Refusal}
    assert set(words.desk.STATES) == set(State)
    assert set(words.desk.CARD_HINT) == set(State) - {State.DRAFT, State.POSTED}  # which the desk never sees
    assert set(words.reader.RATINGS) == set(words.reader.RATINGS_EXPLAINED) == set(Rating)
    assert set(words.reader.OUT_OF_SIGHT) == set(words.reader.THREAD_OUT_OF_SIGHT) == {State.REMOVED, State.WITHDRAWN}


def test_whatever_the_desk_is_told_of_a_delivery_given_up_has_a_sentence() -> None:
    about_no_letter, sends_nothing, never_given_up = (
        {Kind.NOTE, Kind.ALERT, Kind.PING, Kind.GREETING, Kind.PANEL},
        {Kind.COUNT},
        {Kind.RECORD},
    )
    told = {Kind.PUBLISH, Kind.REVISE, Kind.TAKE_DOWN, Kind.LOCK, Kind.REFRESH, Kind.RETIRE}
    given_up_otherwise = set(GIVE_UP) - told
    assert (
        set(words.trouble.TROUBLE) == set(Kind) - given_up_otherwise - about_no_letter - sends_nothing - never_given_up
    )


@pytest.mark.parametrize(("state", "verb"), [pair for pair in product(State, ASKED) if follow(*pair) is None])
def test_a_verb_out_of_place_is_answered_with_number_state_and_verb(state: State, verb: Verb) -> None:
    said = ENGLISH(words.desk.wrong_state(replace(SENT, state=state), verb))
    assert "Letter 12 is" in said
    assert f"is {ENGLISH(words.desk.STATES[state])}" in said
    assert said.endswith(".")
    answers = {ENGLISH(words.desk.wrong_state(replace(SENT, state=State.DRAFT), each)) for each in ASKED}
    assert len(answers) == len(ASKED)  # each names its verb


# Numbers, days, lines


@given(st.integers(0, 10**9))
def test_one_is_one_and_everything_else_is_many(number: int) -> None:
    said, noun = ENGLISH(words.numbers.LETTERS.format(count=number)).rsplit(" ", 1)
    assert int(said.replace(",", "")) == number
    assert noun == ("letter" if number == 1 else "letters")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (words.numbers.responses(0), "no responses yet"),
        (words.numbers.responses(1), "1 response"),
        (words.numbers.responses(1204), "1,204 responses"),
        (words.numbers.CHARACTERS.format(count=20_000), "20,000 characters"),
        (words.numbers.PAGES.format(count=1), "1 page"),
        (words.numbers.PICTURES.format(count=4), "4 pictures"),
        (words.numbers.LETTERS.format(count=1), "1 letter"),
        (words.numbers.READERS.format(count=2), "2 readers"),
        (words.numbers.TAGS.format(count=1), "1 category tag"),
        (day(MONDAY), "9 November 2026"),
        (day(datetime(2027, 1, 1, tzinfo=UTC)), "1 January 2027"),
    ],
)
def test_counts_and_days_are_written_as_people_do(said: Said, text: str) -> None:
    assert ENGLISH(said) == text


@given(st.datetimes(timezones=st.just(UTC)), st.timedeltas(timedelta(0), timedelta(days=1)))
def test_a_public_day_tells_nothing_of_the_hour(moment: datetime, later: timedelta) -> None:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    assert ENGLISH(day(moment)) == ENGLISH(day(midnight))
    assert ":" not in ENGLISH(day(moment))


def test_the_line_under_a_letter_says_its_number_to_whom_how_safe_when_and_how_often_answered() -> None:
    line = words.reader.line_of(
        replace(SENT, category="To myself", rating=Rating.MATURE), int(MONDAY.timestamp()), 3, rated=True
    )
    assert ENGLISH(line) == "Letter 12 · To myself · Not Safe for Work · 9 November 2026 · 3 responses"
    line = words.reader.line_of(replace(SENT, category="To you"), int(MONDAY.timestamp()), 0, rated=True)
    assert ENGLISH(line) == "Letter 12 · To you · Safe for Work · 9 November 2026 · no responses yet"
    line = words.reader.line_of(replace(SENT, category="To you"), int(MONDAY.timestamp()), 0, rated=False)
    assert ENGLISH(line) == "Letter 12 · To you · 9 November 2026 · no responses yet"


@given(st.text(min_size=1, max_size=5000))
def test_what_did_not_fit_is_named_by_its_start_and_its_length(left: str) -> None:
    said = ENGLISH(words.left_out.too_long(left))
    assert ENGLISH(words.numbers.CHARACTERS.format(count=len(left.strip()))) in said
    assert len(said) < 300
    assert "\n" not in said


@pytest.mark.parametrize("tell", [words.author.rejected, words.author.removed])
def test_an_author_reads_the_reason_or_that_there_was_none(tell: Any) -> None:
    assert "“To the river”" in ENGLISH(tell(SENT, None))
    assert "no reason" in ENGLISH(tell(SENT, None))
    assert "> Too long." in ENGLISH(tell(SENT, "Too long."))


def test_a_published_letter_is_linked_where_it_stands() -> None:
    assert words.author.url(SENT).endswith("/1/2/3")
    assert words.author.url(replace(SENT, thread_id=4)).endswith("/1/4")
    told = words.author.published(replace(SENT, thread_id=4), again=False)
    assert words.author.url(replace(SENT, thread_id=4)) in ENGLISH(told)
    assert words.author.published(SENT, again=True) != words.author.published(SENT, again=False)


# How it is written


def test_quotes_and_dots_are_set_as_in_print() -> None:
    code = re.compile(r"`[^`]*`|(python -|pip install|pg_).*")  # what a shell or Discord's command line reads
    prose = {name: code.sub("code", text) for name, text in ALL}
    assert [name for name, text in prose.items() if re.search(r"[\"']|\.\.\.| {2}", text)] == []


def longest(text: str) -> int:
    """How long a text can become: counts and parts have few digits, a letter's number has seven."""
    return len(re.sub(r"\{\w+\}", "9999999", text))


#: The labels of buttons, by their place in `cogs/`.
LABELS = sorted(
    {
        name
        for path in (ROOT / "cogs").glob("*.py")
        for name in re.findall(r"\b[Bb]utton\(\s*words\.\w+\.([A-Z_]+)", path.read_text("utf-8"))
    }
)


def shown_as(start: str, end: str = "") -> list[tuple[str, str]]:
    return [(name, text) for name, text in ALL if name.startswith(start) and name.endswith(end)]


HINTS = [*shown_as("FIELD_", "_HINT"), *shown_as("FIELD_REMAINDER")]


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (80, [(name, text) for name, text in ALL if name in LABELS]),
        (45, shown_as("FORM_")),
        (45, [field for field in shown_as("FIELD_") if field not in HINTS]),
        (100, HINTS),
        (150, shown_as("CHOOSE_")),
        (100, [*shown_as("COMMANDS"), *shown_as("OPTIONS")]),
        (100, [*shown_as("RATINGS"), *shown_as("CATEGORIES")]),
        (20, shown_as("CATEGORIES")),
        (100, shown_as("THREAD_OUT_OF_SIGHT")),
        (128, shown_as("PRESENCE")),
        (32, shown_as("AUTHOR_NAME")),
    ],
    ids=[
        "button", "modal", "field", "hint", "placeholder", "command", "option", "tag", "thread", "presence", "webhook",
    ],
)  # fmt: skip
def test_discord_takes_it_whole(limit: int, said: list[tuple[str, str]]) -> None:
    assert said
    assert [(name, text) for name, text in said if longest(text) > limit] == []


def test_one_message_holds_any_sentence() -> None:
    assert [name for name, text in ALL if longest(text) > 1_500] == []
