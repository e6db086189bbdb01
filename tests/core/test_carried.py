"""What one process tells another about somebody comes out as it went in, whatever there is to tell."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace

from bot.letter import Letterbox, Membership, Reads, Standing, Thread
from bot.rules.carried import LEAST, Answer, Question
from bot.rules.shards import Shards

BOX = Letterbox(
    id=3, guild_id=7 << 22, letters_id=20, desk_id=30, mature_id=40, open=True, categories=("To you", "To myself")
)
FULL = Membership(
    letterbox=BOX,
    server="The Commons “ü🌊”",
    standing=Standing.TIMED_OUT,
    mature_ok=True,
    timed_out_until=1_800_000_000,
    account_since=1_500_000_000,
    member_since=1_600_000_000,
    names=("wren.aldous", "Wren Aldous"),
    there=frozenset({7 << 22, 20, 30, 2**63 - 1}),
    sees=False,
    may_send=False,
    may_respond=False,
    lacks=("Writers",),
    thread=Thread(locked=True, closed=True, slow=30),
    reads={20: Reads(past=True, restricted=False), 40: Reads(past=True, restricted=True)},
)


def test_all_of_a_membership_is_carried() -> None:
    for each in fields(Membership):
        assert each.default is MISSING or getattr(FULL, each.name) != each.default, f"{each.name} is not tried"
    plain = Membership(replace(BOX, id=4), "The Commons", Standing.MEMBER, mature_ok=False)
    given = Answer(Shards(16, 4, 7), [FULL, replace(plain, there=FULL.there, reads=FULL.reads)], frozenset({9 << 22}))
    there = Answer.unpacked(given.packed(), {3: BOX, 4: replace(BOX, id=4)})
    assert there == given
    assert [each.reads for each in there.found] == [FULL.reads, FULL.reads]


def test_of_a_letterbox_that_is_not_here_nothing_is_said_and_of_a_hidden_channel_neither() -> None:
    given = replace(FULL, reads={20: Reads(), 40: FULL.reads[40]})
    there = Answer.unpacked(Answer(Shards(), [given, replace(given, letterbox=replace(BOX, id=4))]).packed(), {3: BOX})
    assert there.found == [FULL] and there.found[0].reads == {40: FULL.reads[40]}


def test_whether_somebody_was_found_is_not_told_by_the_length() -> None:
    assert len(Answer(Shards(), []).packed()) == len(Answer(Shards(), [FULL]).packed()) == LEAST


def test_a_question_is_carried() -> None:
    question = Question(2**63 - 1, 3, 5, ("0-3/16",))
    assert Question.unpacked(question.packed()) == question
    assert str(2**63 - 1) not in repr(question)
