"""The life of a letter: the table of states is complete and kept to, and no letter's `repr` tells on anybody."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.letter import (
    EDITABLE,
    TRANSITIONS,
    Decision,
    Delivery,
    Kind,
    Letter,
    Letterbox,
    Notice,
    NoticeKind,
    Part,
    Person,
    Picture,
    Rating,
    Report,
    Response,
    ResponseKind,
    ResponseState,
    Sealed,
    State,
    Tag,
    Verb,
    Wrong,
    follow,
    new_id,
)
from tests.core.test_rules import LETTER

README = Path(__file__).parents[2] / "README.md"

#: The drawing of the design, and what it leaves to the reader: a letter on its way can be called back or bounce.
LIFE = """
draft      submit    held
returned   submit    held
draft      post      posted
returned   post      posted
posted     collect   held
posted     withdraw  withdrawn
returned   withdraw  withdrawn
held       approve   approved
held       return    returned
held       reject    rejected
held       withdraw  withdrawn
approved   publish   published
approved   bounce    held
approved   merge     merged
approved   remove    removed
approved   withdraw  withdrawn
published  remove    removed
published  withdraw  withdrawn
removed    restore   approved
removed    withdraw  withdrawn
"""
ARROWS = {(State(before), Verb(verb)): State(after) for before, verb, after in map(str.split, LIFE.split("\n")[1:-1])}
#: What the README calls some verbs.
CALLED = {"send back": "return", "(delivered)": "publish"}


@pytest.mark.parametrize(("state", "verb"), list(product(State, Verb)))
def test_a_letter_goes_where_the_drawing_says_and_nowhere_else(state: State, verb: Verb) -> None:
    assert follow(state, verb) is ARROWS.get((state, verb))


def test_every_state_is_reached_from_a_draft() -> None:
    reached = {State.DRAFT}
    while more := {after for (before, _), after in TRANSITIONS.items() if before in reached} - reached:
        reached |= more
    assert reached == set(State)


def test_an_author_can_take_back_whatever_was_sent_and_is_not_settled() -> None:
    settled = {State.DRAFT, State.REJECTED, State.WITHDRAWN, State.MERGED}
    assert {state for state in State if follow(state, Verb.WITHDRAW)} == set(State) - settled


def test_what_is_rejected_withdrawn_or_merged_stays_so() -> None:
    assert {state for state in State if not any(follow(state, verb) for verb in Verb)} == {
        State.REJECTED,
        State.WITHDRAWN,
        State.MERGED,
    }


def test_a_text_can_be_changed_exactly_where_it_can_be_sent() -> None:
    for verb in (Verb.SUBMIT, Verb.POST):
        assert {state for state in State if follow(state, verb)} == EDITABLE


def test_moderators_do_not_see_that_a_letter_was_sent_again_before_it_is_collected() -> None:
    assert all(replace(LETTER, state=state).for_the_desk().state is state for state in set(State) - {State.POSTED})
    assert replace(LETTER, state=State.POSTED).for_the_desk() == replace(LETTER, state=State.RETURNED)


def test_the_readme_draws_every_state_and_no_arrow_that_the_table_lacks() -> None:
    section = README.read_text("utf-8").partition("## The life of a letter")[2]
    drawing = section.partition("```text\n")[2].partition("```")[0]
    assert set(re.findall(r"[a-z]+", drawing)) >= set(State)
    for before, verb, after in re.findall(r"(?:\b(\w+) ─+|[├└]─+)([\w ()]+?)─+▶(?= (\w+))", drawing):
        goes = {state: to for (state, known), to in TRANSITIONS.items() if known == CALLED.get(verb, verb)}
        assert goes[State(before)] == after if before else after in goes.values(), f"{before} ──{verb}──▶ {after}"


def test_a_rating_decides_the_channel() -> None:
    box = Letterbox(id=1, guild_id=2, letters_id=3, desk_id=4, mature_id=None, open=True, categories=("To you",))
    assert (box.channel_for(Rating.SAFE), box.channel_for(Rating.MATURE)) == (3, None)


def test_ids_are_positive_fit_63_bits_and_do_not_repeat() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(0 <= one < 2**63 for one in ids)


@given(st.integers(10**16, 2**64 - 1), st.integers(10**16, 2**64 - 1), st.text("xyzXYZ", min_size=20))
def test_nothing_secret_shows_when_a_value_is_printed(account: int, dm: int, secret: str) -> None:
    sealed, tag = Sealed(secret.encode()), Tag(secret.encode())
    message = {"channel_id": None, "message_id": None, "thread_id": None}
    cards = {"desk_message_id": None, "report_message_id": None}
    times = {"turn": 1, "submitted_at": None, "published_at": None}
    flags = {"muted": False, "trouble": None}
    values = [
        Person(account, dm),
        Letter(
            id=1, state=State.HELD, author=sealed, letterbox_id=1, guild_id=1, number=1, title=secret,
            category=None, rating=Rating.SAFE, card=sealed, **message, **cards, **times, **flags,
        ),
        Part(secret, tag),
        Picture("picture.png", secret.encode(), tag),
        Response(
            id=1, letter_id=1, number=1, kind=ResponseKind.PEN, name=secret, text=secret, message_id=None,
            notice_id=None, state=ResponseState.STANDS, mark=tag,
        ),
        Notice(id=1, letter_id=1, kind=NoticeKind.RELAY, text=secret, message=sealed, sent_at=None),
        Decision(Verb.REJECT, sealed, secret, 1),
        Report(secret, 1),
        Delivery(
            id=1, lane="note:1", kind=Kind.NOTE, letter_id=None, subject_id=None, payload=secret.encode(), nonce="n",
            attempts=1, created_at=1,
        ),
    ]  # fmt: skip
    shown = repr(values)
    assert secret not in shown
    assert str(account) not in shown
    assert str(dm) not in shown


@given(st.text(), st.sets(st.sampled_from(Wrong)))
def test_a_report_is_kept_whole_and_one_from_before_there_were_boxes_is_its_words(
    said: str, ticked: set[Wrong]
) -> None:
    said = said.replace("\x1f", "")
    report = Report(said, 1, 2, (*ticked,))
    assert Report.kept(report.packed(), 1, 2) == report
    assert Report.kept(said, 1, 2) == Report(said, 1, 2)
