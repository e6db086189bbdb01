"""What may enter: a draft can be sent only when nothing keeps it from being sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import words
from bot.errors import Refusal
from bot.language import ENGLISH, lines
from bot.letter import (
    Block,
    Conduct,
    DraftSheet,
    Letter,
    Letterbox,
    Limits,
    Membership,
    Memberships,
    Person,
    Picture,
    Rating,
    Sealed,
    Standing,
    State,
)
from bot.rules import entry, settings
from bot.rules.entry import Obstacle, chosen, obstacles, says_something
from bot.rules.letterboxes import only, reader
from bot.rules.settings import Changes

BOX = Letterbox(id=7, guild_id=1, letters_id=2, desk_id=3, mature_id=None, open=True, categories=("To you",))
HERE = Membership(BOX, "The Commons", Standing.MEMBER, mature_ok=False)
ELSEWHERE = replace(HERE, letterbox=replace(BOX, id=8, guild_id=9), server="Elsewhere")
LETTER = Letter(
    id=1, state=State.DRAFT, author=Sealed(b""), letterbox_id=7, guild_id=1, number=None,
    title=None, category=None, rating=Rating.SAFE, turn=1, submitted_at=None, published_at=None,
    channel_id=None, message_id=None, thread_id=None, card=None, desk_message_id=None, report_message_id=None,
    muted=False, trouble=None,
)  # fmt: skip
NOW = 1_800_000_000
PICTURE = Picture("picture.png", b"")
READY = DraftSheet(LETTER, "en", "To the river", "I oiled the chain this morning.", [], [HERE], now=NOW)


# Saying nothing


@given(st.text())
def test_anything_can_be_asked_about(text: str) -> None:
    assert says_something(text) in (True, False)


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
    assert chosen(replace(READY, memberships=[ELSEWHERE, HERE])) == HERE
    assert chosen(replace(READY, memberships=[ELSEWHERE])) is None
    assert chosen(replace(READY, letter=replace(LETTER, letterbox_id=None))) is None


# Obstacles


def sheet(letterbox_id: int | None = 7, rating: Rating = Rating.SAFE, **more: object) -> DraftSheet:
    return replace(READY, letter=replace(LETTER, letterbox_id=letterbox_id, rating=rating), **more)


def membership(is_open: bool = True, **more: object) -> list[Membership]:
    return [replace(HERE, letterbox=replace(BOX, open=is_open), **more)]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (READY, []),
        (sheet(memberships=[HERE, ELSEWHERE]), []),
        (sheet(text="", title="Only pictures", pictures=[PICTURE]), []),
        (sheet(rating=Rating.MATURE, memberships=membership(mature_ok=True)), []),
        (sheet(None, memberships=[]), [Obstacle.NO_LETTERBOX]),
        (sheet(None, memberships=[HERE, ELSEWHERE]), [Obstacle.CHOOSE_LETTERBOX]),
        (sheet(memberships=[]), [Obstacle.LEFT]),
        (sheet(memberships=[ELSEWHERE]), [Obstacle.LEFT]),
        (sheet(memberships=membership(is_open=False)), [Obstacle.CLOSED]),
        (sheet(memberships=membership(standing=Standing.TIMED_OUT)), [Obstacle.TIMED_OUT]),
        (sheet(rating=Rating.MATURE), [Obstacle.MATURE_NOWHERE]),
        (sheet(text="", title=None), [Obstacle.EMPTY]),
        (sheet(text="\u200b \u3164", title="A title"), [Obstacle.EMPTY]),
        (sheet(title=None), [Obstacle.NO_TITLE]),
        (sheet(text="", title=None, pictures=[PICTURE] * 2), [Obstacle.NO_TITLE]),
        (sheet(None, memberships=[], title=None), [Obstacle.NO_LETTERBOX, Obstacle.NO_TITLE]),
        (
            sheet(rating=Rating.MATURE, memberships=membership(is_open=False, standing=Standing.TIMED_OUT), text=""),
            [Obstacle.CLOSED, Obstacle.TIMED_OUT, Obstacle.MATURE_NOWHERE, Obstacle.EMPTY],
        ),
    ],
)
def test_everything_in_the_way_is_named_where_to_first(draft: DraftSheet, found: list[Obstacle]) -> None:
    assert obstacles(draft) == found


# Limits and standing

HOUR, DAY = 3_600, 86_400


def with_limits(**limits: int) -> list[Membership]:
    """The letterbox with limits of its own, as an old member sees it."""
    return [replace(HERE, letterbox=replace(BOX, limits=Limits(**limits)))]


def seen(**since: int) -> list[Membership]:
    """Somebody whom a letterbox sees that wants a day of an account and an hour of a member."""
    old = {"account_since": NOW - 9 * DAY, "member_since": NOW - 9 * DAY}
    return [replace(with_limits(account_days=1, member_hours=1)[0], **old | since)]


def blocked(*ends: int | None) -> Conduct:
    return Conduct(blocks=[Block(0, end, None, 1, Sealed(b"")) for end in ends])


@pytest.mark.parametrize(
    ("draft", "found", "said"),
    [
        (sheet(conduct=Conduct(waiting=1)), Obstacle.WAITING, "when they have decided"),
        (sheet(conduct=Conduct(sent=[NOW - 10, NOW - 20, NOW - 30])), Obstacle.DAILY, f"<t:{NOW - 30 + DAY}:f>"),
        (
            sheet(conduct=Conduct(sent=[NOW - 10, NOW - 20]), memberships=with_limits(daily=1)),
            Obstacle.DAILY,
            "You have sent 1 letter to that letterbox within a day. Your text stays here; the next can go from "
            f"<t:{NOW - 10 + DAY}:f> on.",
        ),
        (sheet(memberships=seen(account_since=NOW - HOUR)), Obstacle.ACCOUNT_NEW, f"<t:{NOW + 23 * HOUR}:f>"),
        (sheet(memberships=seen(member_since=NOW - 60)), Obstacle.MEMBER_NEW, f"<t:{NOW - 60 + HOUR}:f>"),
        (sheet(memberships=membership(standing=Standing.PENDING)), Obstacle.PENDING, "Accept them there"),
        (
            sheet(memberships=membership(standing=Standing.TIMED_OUT, timed_out_until=NOW + 5)),
            Obstacle.TIMED_OUT,
            f"<t:{NOW + 5}:f>",
        ),
        (sheet(conduct=blocked(NOW + 5, NOW + 9, NOW + 7)), Obstacle.BLOCKED, f"<t:{NOW + 9}:f>"),
        (sheet(conduct=blocked(NOW + 5, None)), Obstacle.BLOCKED, "when they lift the block"),
    ],
)
def test_each_limit_is_an_obstacle_that_says_when_it_will_be_none(
    draft: DraftSheet, found: Obstacle, said: str
) -> None:
    assert obstacles(draft) == [found]
    (sentence,) = entry.sentences(draft)
    assert said in ENGLISH(sentence) and "{" not in ENGLISH(sentence)


@pytest.mark.parametrize(
    "draft",
    [
        sheet(conduct=Conduct(waiting=2, sent=[NOW] * 5), memberships=with_limits(waiting=3, daily=6)),
        sheet(memberships=seen(account_since=NOW - DAY, member_since=NOW - HOUR)),
        sheet(memberships=[replace(HERE, account_since=NOW + HOUR, member_since=NOW + HOUR)]),
    ],
)
def test_within_the_limits_nothing_is_in_the_way(draft: DraftSheet) -> None:
    assert obstacles(draft) == [] == entry.sentences(draft)


@given(st.integers(0, 2 * NOW), st.integers(1, entry.MAX_BLOCK))
def test_a_block_ends_at_a_midnight_not_before_its_days_are_over(now: int, days: int) -> None:
    end = settings.block_end(now, days)
    assert end is not None and end % DAY == 0 and now + days * DAY <= end < now + (days + 1) * DAY
    assert settings.block_end(now, None) is None


@pytest.mark.parametrize(("typed", "days"), [("", None), (" ", None), ("1", 1), (" 3650 ", 3650), ("３０", 30)])
def test_days_are_read_from_a_form(typed: str, days: int | None) -> None:
    assert settings.block_days(typed) == days


@pytest.mark.parametrize("typed", ["0", "-1", "3651", "a week", "1.5", "²", "٣", "9" * 20])
def test_days_that_are_none_are_answered_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refusal, match="from 1 to 3,650"):
        settings.block_days(typed)


# Words and links


def with_rules(**more: object) -> list[Membership]:
    return [replace(HERE, letterbox=replace(BOX, **more))]


@pytest.mark.parametrize(
    ("draft", "found", "named"),
    [
        (sheet(memberships=with_rules(refused=("chain",))), [Obstacle.WORDS], "`chain`"),
        (
            sheet(title="Ch\u0430in", memberships=with_rules(refused=("chain",))),
            [Obstacle.WORDS],
            "`Ch\u0430in`, `chain`",
        ),
        (
            sheet(text="See https://a.example/b", memberships=with_rules(links="refuse")),
            [Obstacle.LINKS],
            "a.example/b`",
        ),
        (sheet(text="See https://a.example/b", memberships=with_rules(links="flag")), [], ""),
        (sheet(memberships=with_rules(flagged=("chain",))), [], ""),
        (
            sheet(text="chain: https://a.example", memberships=with_rules(refused=("chain",), links="refuse")),
            [Obstacle.WORDS, Obstacle.LINKS],
            "`chain`",
        ),
    ],
)
def test_what_a_letterbox_refuses_is_named_to_the_writer(draft: DraftSheet, found: list[Obstacle], named: str) -> None:
    assert obstacles(draft) == found
    assert named in ENGLISH(lines(entry.sentences(draft)))


def test_what_is_shown_of_a_find_does_nothing_in_discord() -> None:
    shown = ENGLISH(words.writing.hit("MASKED_LINK", "[`a`\n](https://b.example/" + "c" * 99 + ")"))
    assert shown.count("`") == 2 and "\n" not in shown and len(shown) < 120 and shown.endswith("…`")
    assert ENGLISH(words.writing.listed(["`a`", "`b`", "`a`"])) == "`a`, `b`"


# Settings


def test_only_what_is_given_changes() -> None:
    box = replace(BOX, refused=("old",), limits=Limits(daily=7))
    assert settings.changed(box, Changes()) == box
    assert settings.changed(box, Changes(waiting=2)).limits == Limits(waiting=2, daily=7)
    after = settings.changed(
        box, Changes(flag="maybe, perhaps", links="flag", categories="To you,  To  nobody , to you")
    )
    assert (after.refused, after.flagged, after.links) == (("old",), ("maybe", "perhaps"), "flag")
    assert after.categories == ("To you", "To nobody")
    assert settings.changed(box, Changes(refuse="-")).refused == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (Changes(refuse="good, " + "x" * 61), "60 characters"),
        (Changes(refuse="!!!"), "“!!!” has no letter"),
        (Changes(flag="a*b"), "star inside"),
        (Changes(flag="*a"), "three letters"),
        (Changes(flag=",".join(f"word{number}" for number in range(201))), "200 words"),
        (Changes(categories=" , "), "at least one category"),
        (Changes(categories="-"), "at least one category"),
        (Changes(categories=",".join(f"To {number}" for number in range(21))), "20 categories"),
        (Changes(categories="To you, To everybody I ever knew"), "“To everybody I ever knew”"),
        (Changes(categories="To you, To\x07 me"), "“To� me” holds a control character"),
    ],
)
def test_what_cannot_be_a_setting_is_answered_with_a_sentence(changes: Changes, sentence: str) -> None:
    with pytest.raises(Refusal) as caught:
        settings.changed(BOX, changes)
    assert sentence in str(caught.value) and "Nothing was changed." in str(caught.value)


@pytest.mark.parametrize(
    ("own", "servers", "unknown", "read"),
    [
        ("", [], (), ""),
        ("", ["de"], (), "de"),
        ("", ["de", "de"], (), "de"),
        ("", ["de", "fr"], (), ""),
        ("", ["de"], (7,), ""),
        ("pl", ["de"], (), "pl"),
    ],
)
def test_until_discord_tells_their_language_they_read_that_of_their_servers(
    own: str, servers: list[str], unknown: tuple[int, ...], read: str
) -> None:
    found = [replace(HERE, letterbox=replace(BOX, id=at, language=code)) for at, code in enumerate(servers)]
    assert reader(Person(1, language=own), Memberships(found, unknown)).language == read
