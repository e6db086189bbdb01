"""Letters in pages and in the fields of a form: cut where a reader would, and nothing lost."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.rules import form_fields, pages
from bot.rules.form_fields import fields, join_fields
from bot.rules.pages import FIELD, FIELDS, MAX_LETTER, PAGE, SMALLEST_PAGE, TITLE, join, room, units
from bot.rules.paragraphs import realign
from bot.rules.titles import title_of
from tests.core.growth import growth, steps

FAMILY = "👩‍👩‍👧‍👦"
FLAG = "🇩🇪"
EMOJI = "<a:waving_cat:123456789012345678>"
MENTION = "<@!123456789012345678>"
PIECES = [
    "word ", "a", "Every evening. ", "\n", "\n\n", "  ", "\t", "\r\n", FAMILY, FLAG, "e\u0301",
    "🏽", "||", "**", "*", "_", "__", "~~", "> ", ">>> ", "# ", "- ", "\\", "[a b](https://x.y)", EMOJI,
    MENTION, "한글", "\u0301",
    "न्", "\u200d", "```", "`", "```py\n", "?!", "。", "\u00a0", "\u0600", "x" * 90, "word " * 40, "So it was. " * 20,
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=600)
sizes = st.integers(SMALLEST_PAGE, 300)


def sentences(count: int, name: str = "The tide came in") -> str:
    return " ".join(f"{name} on day {number} for the last time." for number in range(count))


# Pages


def test_a_short_letter_is_one_page() -> None:
    assert pages.pages("I kept your umbrella.\n\nIt never rained again.") == [
        "I kept your umbrella.\n\nIt never rained again."
    ]


@pytest.mark.parametrize("blank", ["", "\n", " \n\t\r\n  "])
def test_no_text_no_page(blank: str) -> None:
    assert pages.pages(blank) == []


def test_too_small_a_page_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="128"):
        pages.pages("hello", 127)
    with pytest.raises(ValueError, match="128"):
        pages.pages("hello", PAGE, 0)


def test_exactly_full_is_still_one_page() -> None:
    assert pages.pages("x" * PAGE) == ["x" * PAGE]
    assert [len(page) for page in pages.pages("x" * (PAGE + 1))] == [PAGE, 1]


def test_emoji_count_double() -> None:
    assert units("a🌊") == 3
    assert [len(page) for page in pages.pages("🌊" * PAGE)] == [PAGE // 2, PAGE // 2]


def test_splits_between_paragraphs_and_keeps_them_whole() -> None:
    paragraphs = [
        sentences(20, name) for name in ("The tide came in", "A gull cried", "You waved", "I did not", "It was late")
    ]
    split = pages.pages("\n\n".join(paragraphs), 1500, 1500)
    assert "\n\n".join(split).split("\n\n") == paragraphs
    assert all(page.endswith("time.") for page in split)


def test_a_paragraph_is_kept_whole_even_if_the_page_before_stays_short() -> None:
    assert pages.pages("Short.\n\n" + "long " * 31, 160, 160) == ["Short.", ("long " * 31).strip()]


def test_a_paragraph_longer_than_a_page_does_not_leave_the_page_before_empty() -> None:
    split = pages.pages("Short.\n\n" + sentences(40), 200, 200)
    assert split[0].startswith("Short.\n\nThe tide")
    assert all(page.endswith("time.") for page in split)


def test_then_between_lines() -> None:
    verses = [f"and the sea said number {number}" for number in range(40)]
    split = pages.pages("\n".join(verses), 200, 200)
    assert [line for page in split for line in page.split("\n")] == verses


def test_then_between_words() -> None:
    split = pages.pages("umbrella " * 100, 200, 200)
    assert all(set(page.split()) == {"umbrella"} for page in split)


@pytest.mark.parametrize("whole", [FAMILY, FLAG, "e\u0301", EMOJI, MENTION, "<#42>", "<:ok:1>", "<t:1700000000:R>"])
@pytest.mark.parametrize("before", range(3))
def test_then_anywhere_but_inside(whole: str, before: int) -> None:
    split = pages.pages("x" * before + whole * 300, 130, 130)
    assert "".join(split) == "x" * before + whole * 300
    assert all(not page.removeprefix("x" * before).replace(whole, "") for page in split)


def test_one_cluster_longer_than_a_page_is_cut_all_the_same() -> None:
    heap = "Z" + "\u0353" * 900
    assert "".join(pages.pages(heap, 200, 200)) == heap


def test_the_first_page_may_be_smaller() -> None:
    split = pages.pages("umbrella " * 100, 130, 400)
    assert len(split[0]) <= 130 < len(split[1]) <= 400


def test_a_code_block_is_closed_and_opened_again() -> None:
    code = "\n".join(f"    print({number})" for number in range(40))
    split = pages.pages(f"Look:\n```py\n{code}\n```\nThat is all.", 200, 200)
    assert len(split) > 3
    assert all(page.startswith("```py\n    print") for page in split[1:-1])
    assert all(page.count("```") % 2 == 0 and len(page) <= 200 for page in split)
    assert split[-1].endswith("That is all.")
    assert [line for page in split for line in page.split("\n") if "print" in line] == code.split("\n")


def test_a_code_block_that_begins_at_the_end_of_a_page_waits_for_the_next() -> None:
    split = pages.pages("word " * 39 + "\n```py\n" + "x = 1\n" * 20 + "```", 205, 205)
    assert "```" not in split[0]
    assert split[1].startswith("```py\nx = 1")


def test_a_fence_that_nothing_closes_is_no_code_block() -> None:
    split = pages.pages("``` was all you wrote. " + sentences(30), 200, 200)
    assert sum(page.count("```") for page in split) == 1


#: What may be closed and opened again at a border.
MARKS = re.compile(r"[`*_|~>#\\-]")


def unmarked(text: str) -> str:
    return re.sub(r"[`*_|~>#\\\s-]|py", "", text)


def solid(text: str) -> str:
    return re.sub(r"```[\w+#.-]*|\s", "", text)


@given(texts, sizes, sizes)
@settings(max_examples=300, deadline=None)
def test_pages_fit_and_lose_nothing(text: str, first: int, rest: int) -> None:
    split = pages.pages(text, first, rest)
    assert all(units(page) <= (rest if number else first) for number, page in enumerate(split))
    assert all(page.strip() for page in split)
    if not MARKS.search(text):
        assert solid("".join(split)) == solid(text)
    else:
        assert unmarked("".join(split)) == unmarked(text)


@given(texts.filter(lambda text: not MARKS.search(text)), sizes)
@example("word " * 8 + "\u0600  " + "x" * 100, SMALLEST_PAGE)
@example("\n" + " " * 70 + "\u0301word " * 30, SMALLEST_PAGE)
@example("\u0600 " * 100, SMALLEST_PAGE)
@settings(max_examples=300, deadline=None)
def test_pages_end_at_the_ends_of_clusters(text: str, size: int) -> None:
    text = text.replace("\r\n", "\n")
    if any(len(found) > 60 for found in regex.findall(r"\X", text)):
        return
    borders = {found.end() for found in regex.finditer(r"\X", text)} | {0}
    at = 0
    for page in pages.pages(text, size, size):
        start = text.index(page, at)
        assert start in borders
        assert not text[at:start].strip()
        at = start + len(page)
        assert at in borders or text[at:].isspace()


def test_hostile_white_space_takes_no_time() -> None:
    heap = ("x" + " " * 4_500 + "\u0301") * 4
    assert solid("".join(pages.pages(heap))) == solid(heap)
    assert pages.pages(" " * 19_999 + "x") == ["x"]
    assert solid("".join(pages.pages("\n \n" * 6_000 + "x"))) == "x"
    fields(" \n" * 10_000)
    room("", "\n" * 50_000)


@pytest.mark.only_run
@pytest.mark.parametrize(
    "piece",
    [
        "🇦",
        "a",
        " ",
        "\n",
        "\n\n",
        "(",
        "*_*",
        "`",
        "```\n",
        "\u0600 ",
        "\u0301",
        "👨\u200d",
        "<a:b:",
        "a. ",
        "न्",
        "한",
        "\r\n",
        "||",
        "**a ",
        "_a_ ",
        "`` ` ",
        "[a",
        "[a](b",
        ">>> ```\n",
        "\\",
        "~~x ** ",
        "<https://",
        "||\n\n",
    ],
)
def test_a_long_letter_is_cut_in_no_time(piece: str) -> None:
    for cut in (pages.pages, fields, lambda text: room("", text, len(text) // 2), title_of):
        assert growth(cut, piece, 4 * MAX_LETTER) < 10


#: Inline marks of Discord's Markdown that open and close with the same sign.
INLINE = ["||", "**", "*", "__", "_", "~~", "`", "``"]


@pytest.mark.parametrize("mark", INLINE)
@pytest.mark.parametrize("inside", ["word " * 100, "x" * 500, "So it was. " * 60, ("word " * 20 + "\n\n") * 6])
@pytest.mark.parametrize("before", ["Intro.\n\n", "", "word " * 37, "word " * 38, "word " * 39])
def test_what_is_marked_is_marked_on_every_page(mark: str, inside: str, before: str) -> None:
    words = inside.strip()
    split = pages.pages(f"{before}{mark}{words}{mark} Outro", 200, 200)
    marked = [found for page in split for found in re.findall(rf"{re.escape(mark)}(.+?){re.escape(mark)}", page, re.S)]
    assert re.sub(r"\s", "", "".join(marked)) == re.sub(r"\s", "", words)
    assert all(units(page) <= 200 and page.count(mark) % 2 == 0 for page in split)
    assert len(split) > 2


def test_nothing_hidden_can_be_read_on_any_page() -> None:
    for page in pages.pages("Intro.\n\n||" + "secret " * 1_000 + "||"):
        assert "secret" not in re.sub(r"\|\|.+?\|\|", "", page, flags=re.DOTALL)


def test_a_mark_that_nothing_closes_is_none() -> None:
    split = pages.pages("**Look || here: " + "word " * 100, 200, 200)
    assert sum(page.count("**") + page.count("||") for page in split) == 2


def test_a_mark_closed_by_another_pair_is_none() -> None:
    split = pages.pages("||a **b|| c** " + "word " * 100 + "d**", 200, 200)
    assert split[0].startswith("||a **b|| c** word") and split[1].startswith("**word")


def test_what_is_escaped_opens_nothing() -> None:
    split = pages.pages("\\||" + "word " * 100 + "\\||", 200, 200)
    assert sum(page.count("||") for page in split) == 2


def test_marks_inside_code_are_code() -> None:
    split = pages.pages("```\n" + "||x = 1||\n**y\n" * 30 + "```\nthat is **all**", 200, 200)
    assert all(page.startswith("```\n") and not page.startswith("```\n**||") for page in split)
    assert all(page.count("```") == 2 for page in split)


def test_marks_that_stand_inside_each_other_are_closed_from_the_inside() -> None:
    split = pages.pages("||**_" + "word " * 100 + "_**||", 200, 200)
    assert all(page.startswith("||**_") and page.endswith("_**||") for page in split)


def test_a_mark_that_opens_at_the_end_of_a_page_waits_for_the_next() -> None:
    split = pages.pages("word " * 39 + "|| " + "secret " * 40 + "||", 200, 200)
    assert "||" not in split[0] and split[1].startswith("||")


@pytest.mark.parametrize("line", ["> ", "# ", "## ", "-# ", "> ### "])
def test_a_line_goes_on_as_what_it_was(line: str) -> None:
    split = pages.pages(line + "word " * 100 + "\nand no more", 200, 200)
    assert all(page.startswith(line) for page in split) and split[-1].endswith("\nand no more")


def test_a_quotation_to_the_end_goes_on_to_the_end() -> None:
    split = pages.pages("Before.\n>>> " + "So it was.\n" * 60, 200, 200)
    assert all(page.startswith(">>> ") for page in split[1:])
    assert not any(page.startswith(">>> ") for page in pages.pages("```\n>>> x\n```\n" + "word " * 100, 200, 200))


def test_marks_in_a_quotation_or_a_list_open_after_its_sign() -> None:
    split = pages.pages("> ||a\n" + "> word word word\n" * 30 + "> b|| c", 200, 200)
    assert all(page.startswith("> ||") and page.endswith("||") for page in split[:-1])
    split = pages.pages("- **a\n" + "- word word word\n" * 30 + "- b** c", 200, 200)
    assert all(page.startswith("- **") for page in split)


@pytest.mark.parametrize("link", ["[a text of some words](https://example.org/abc)", "[a b](<https://x.y>)"])
@pytest.mark.parametrize("before", range(34, 41))
def test_a_link_with_a_text_of_its_own_stays_whole(link: str, before: int) -> None:
    assert sum(link in page for page in pages.pages("word " * before + link + " and on", 200, 200)) == 1


def test_a_page_that_ends_in_a_backslash_is_closed_all_the_same() -> None:
    for page in pages.pages("||" + "a\\ " * 200 + "||", 128, 128):
        assert page.endswith("||") and not re.search(r"(?<!\\)(?:\\\\)*\\\|\|$", page)


# What still fits in a letter


def test_all_of_it_fits() -> None:
    assert room("", "Hello") == ("Hello", "")
    assert room("x" * (MAX_LETTER - 7), "Hello") == ("Hello", "")


def test_the_joiner_is_counted() -> None:
    fits, left = room("x" * (MAX_LETTER - 6), "Hello")
    assert (fits, left) == ("Hell", "o")
    assert len(join(["x" * (MAX_LETTER - 6), fits])) == MAX_LETTER


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_nothing_fits(missing: int) -> None:
    assert room("x" * (MAX_LETTER - missing), "Hello") == ("", "Hello")


def test_what_fits_ends_at_a_border_near_the_end() -> None:
    assert room("", "I went home.\n\nIt was late and cold.", 30) == ("I went home.", "It was late and cold.")
    assert room("", "It was late and cold.", 10) == ("It was", "late and cold.")
    assert room("", "a " + "x" * 400, 300) == ("a " + "x" * 298, "x" * 102)
    assert room("", FAMILY * 3, 10) == (FAMILY, FAMILY * 2)


@given(texts, texts, st.integers(0, 700))
def test_room_is_kept_and_nothing_is_lost(current: str, addition: str, limit: int) -> None:
    fits, left = room(current, addition, limit)
    assert re.sub(r"\s", "", fits + left) == re.sub(r"\s", "", addition)
    if fits:
        assert len(current + "\n\n" + fits if current else fits) <= limit
    if not left:
        assert fits.rstrip() == addition.rstrip()


# Fields


def test_a_short_text_is_one_field() -> None:
    assert [part.text for part in fields("Hello")[0]] == ["Hello"]
    assert [part.text for part in fields("")[0]] == [""]


def test_fields_end_between_paragraphs() -> None:
    paragraphs = ["a" * 3_000, "b" * 2_000, "c" * 1_900, "d" * 100]
    parts, rest = fields("\n\n".join(paragraphs))
    assert [part.text for part in parts] == [paragraphs[0], "\n\n".join(paragraphs[1:3]), paragraphs[3]]
    assert [part.separator for part in parts] == ["", "\n\n", "\n\n"]
    assert not rest


def test_fields_are_filled_better_when_the_text_would_not_fit_otherwise() -> None:
    text = "\n\n".join("so it was " * 209 + str(number) for number in range(7))
    assert 4 * 2_100 < len(text) < 4 * 4_000
    parts, rest = fields(text)
    assert not rest
    assert len(parts) == FIELDS


def test_what_is_too_long_comes_back() -> None:
    text = "\n\n".join(sentences(30) for _ in range(20))[:MAX_LETTER]
    parts, rest = fields(text)
    assert join_fields(parts) + rest == text
    assert rest[0] == " " or rest.startswith("\n\n")
    assert sum(len(part.text) for part in parts) > 0.9 * FIELDS * FIELD


def test_no_white_space_at_the_edges_where_text_allows() -> None:
    parts, _ = fields("so  it is\n \n \nwell\n\n\n\n " * 600)
    for part in parts[:-1]:
        assert part.text == part.text.strip()


def test_an_emptied_field_leaves_no_gap() -> None:
    parts, _ = fields("\n\n".join(["a" * 3_000, "b" * 3_000, "c" * 3_000]))
    emptied = [form_fields.Field("" if "b" in part.text else part.text, part.separator) for part in parts]
    assert join_fields(emptied) == "a" * 3_000 + "\n\n" + "c" * 3_000
    emptied = [form_fields.Field("" if "a" in part.text else part.text, part.separator) for part in parts]
    assert join_fields(emptied).startswith("bbb")


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(1, 40))
@settings(max_examples=200, deadline=None)
def test_unchanged_fields_give_the_text_back(text: str, times: int) -> None:
    text = (text * times)[:MAX_LETTER]
    parts, rest = fields(text)
    assert join_fields(parts) + rest == text
    assert 1 <= len(parts) <= FIELDS
    assert all(units(part.text) <= FIELD for part in parts)
    assert {part.separator for part in parts} <= {"", " ", "\n", "\n\n"}


# Titles

BODY = "You left the light on again.\nI did not mind."


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("The light in the kitchen", "The light in the kitchen"),
        ("  To the girl on the 7:40 train  ", "To the girl on the 7:40 train"),
        ("Are you still there?", "Are you still there?"),
        ("I miss you!", "I miss you!"),
        ("**What I never said**", "What I never said"),
        ("__*What I never said*__", "*What I never said*"),
        ("Dear diary I have been far away", "Dear diary I have been far away"),
        ("1999", "1999"),
        ("\u202eThe light\u2066", "The light"),  # what turns the words around it
        ("一封信", "一封信"),
        ("# The light", "The light"),
        ("##   **The light**  ", "The light"),
        ("### Dear Mum,", "Dear Mum,"),
        ("# A title may end like a sentence.", "A title may end like a sentence."),
    ],
)
def test_a_first_line_that_reads_like_a_title(line: str, title: str) -> None:
    assert title_of(f"{line}\n\n{BODY}") == (title, BODY)
    assert title_of(f"\n{line}\n  \n\n\n{BODY}") == (title, BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Dear Mum,", "Dear Mum", "dear you and everybody", "Hi!", "Hello stranger", "Hey you there",
        "Liebe Anna",
        "I left.", "I left...", "I left…", "And then;", "This is how:", "He said “no.”", "**I left.**",
        "one two three four five six seven eight nine ten eleven twelve thirteen",
        "x" * (TITLE + 1), "🌊" * 51, "- milk", "* milk", "• milk", "1. milk", "12) milk", "> you said",
        "-# by the way",
        "see https://example.org", "[this](https://example.org)", "www.example.org", "to <@123>",
        "in <#123>", "hey @everyone now",
        "party <:tada:1234>", "```py", "***", "---", "🌊🌊", "?!", "#hashtag 🌊.",
        "\u3164", "\uffa0\u115f", "\u2800", "\u200b"
    ],
)  # fmt: skip
def test_a_first_line_that_does_not(line: str) -> None:
    assert title_of(f"{line}\n\n{BODY}") == (None, f"{line}\n\n{BODY}")


@pytest.mark.parametrize(
    "line", ["# to <@123>", "# ***", "# " + "x" * 101, "# see https://example.org", "#", "# \u3164"]
)
def test_not_even_a_heading(line: str) -> None:
    assert title_of(f"{line}\n\n{BODY}")[0] is None


def test_a_poem_keeps_its_first_line() -> None:
    poem = "The sea is not a place\nit is a way of leaving\n\nand I have left"
    assert title_of(poem) == (None, poem)


def test_a_heading_needs_no_blank_line() -> None:
    assert title_of(f"# The light\n{BODY}") == ("The light", BODY)


@pytest.mark.parametrize("text", ["", "\n", "The light", "# The light", "# The light\n\n  \n", "The light\n\n"])
def test_a_title_needs_a_letter_below(text: str) -> None:
    assert title_of(text) == (None, text)


def test_the_indentation_of_the_first_line_stays() -> None:
    assert title_of("The light\n\n    in code") == ("The light", "    in code")


@given(texts)
@example("# a\n\n# b\n\nc")
def test_a_title_is_never_invented(text: str) -> None:
    title, rest = title_of(text)
    if title is None:
        assert rest == text
    else:
        assert 0 < units(title) <= TITLE
        assert title in text.lstrip().partition("\n")[0]
        assert text.endswith(rest)
        assert rest.strip()


# A draft rewritten as a whole

PARTS = [(11, "The light was on."), (12, "I came in.\n\nYou slept."), (13, "I left.")]
WHOLE = join([said for _, said in PARTS])


def test_nothing_changed() -> None:
    assert realign(PARTS, WHOLE) == PARTS
    assert realign(PARTS, f"\n {WHOLE}\n\n") == PARTS


def test_a_part_reworded() -> None:
    assert realign(PARTS, WHOLE.replace("You slept", "You dreamt")) == [
        PARTS[0],
        (None, "I came in.\n\nYou dreamt."),
        PARTS[2],
    ]


def test_something_added_before_between_and_after() -> None:
    text = "Before.\n\n" + WHOLE.replace("I left.", "Then\n\nand then.\n\nI left.") + "\n\nAfter."
    assert realign(PARTS, text) == [
        (None, "Before."), PARTS[0], PARTS[1], (None, "Then\n\nand then."), PARTS[2], (None, "After."),
    ]  # fmt: skip


def test_a_part_taken_out() -> None:
    assert realign(PARTS, "The light was on.\n\nI left.") == [PARTS[0], PARTS[2]]


def test_a_part_is_not_found_inside_a_paragraph() -> None:
    assert realign([(1, "I left.")], "I left. You stayed.") == [(None, "I left. You stayed.")]


def test_all_gone_or_all_new() -> None:
    assert realign(PARTS, " \n ") == []
    assert realign([], "New.\n\nText.") == [(None, "New.\n\nText.")]
    assert realign([(1, " ")], "New.") == [(None, "New.")]


def test_blank_lines_inside_a_part_stay_as_they_are() -> None:
    assert realign(PARTS, "```\na\n\n\nb\n```\n\n\n\nI left.") == [(None, "```\na\n\n\nb\n```"), PARTS[2]]


paragraphs = st.text("ab ", min_size=1, max_size=3).map(str.strip).filter(bool)
several = st.lists(paragraphs, min_size=1, max_size=3).map("\n\n".join)


@given(st.lists(several, max_size=6), st.lists(paragraphs, max_size=12))
def test_realigned_parts_are_the_text_and_in_order(said: list[str], new: list[str]) -> None:
    parts, text = list(enumerate(said)), "\n\n".join(new)
    result = realign(parts, text)
    assert "\n\n".join(piece for _, piece in result) == text
    kept = [(key, piece) for key, piece in result if key is not None]
    assert [key for key, _ in kept] == sorted(key for key, _ in kept)
    assert all((key, piece) in parts for key, piece in kept)


@given(st.lists(several, min_size=1, max_size=6), st.data())
def test_what_was_not_touched_keeps_its_message(said: list[str], draw: st.DataObject) -> None:
    said = [f"{number} {one}" for number, one in enumerate(said)]
    changed = draw.draw(st.integers(0, len(said) - 1))
    text = join([*said[:changed], "something else", *said[changed + 1 :]])
    expected = [(None, "something else") if key == changed else (key, one) for key, one in enumerate(said)]
    assert realign(list(enumerate(said)), text) == expected


@given(texts, st.lists(texts, max_size=4))
def test_any_text_can_be_realigned(text: str, said: list[str]) -> None:
    whole = "\n\n".join(piece for _, piece in realign(list(enumerate(said)), text))
    assert re.sub(r"\n\s*\n", "\n\n", whole) == re.sub(r"\n\s*\n", "\n\n", text.strip())


@pytest.mark.parametrize("kinds", [1, 2, 3, 90, 190, 10_000])
@pytest.mark.parametrize("turned", [False, True])
def test_however_many_paragraphs_are_alike_each_is_looked_at_a_few_times(kinds: int, turned: bool) -> None:
    def work(count: int) -> int:
        old = [str(k % kinds) for k in range(count)]
        new = old[7:][:: -1 if turned else 1]
        return steps(lambda: realign(list(enumerate(old)), "\n\n".join(new)))

    assert 0 < work(2_000) <= 5 * work(500)


def test_lines_that_repeat_keep_their_messages_around_a_change() -> None:
    said = ["Chorus.", "One.", "Chorus.", "Two.", "Chorus.", "Chorus."]
    text = join([*said[:3], "Three.", *said[3:]])
    assert realign(list(enumerate(said)), text) == [
        *enumerate(said[:3]), (None, "Three."), *enumerate(said[3:], 3),
    ]  # fmt: skip


def test_joining_leaves_empty_parts_out() -> None:
    assert join(["a ", "", " \n", "b"]) == "a\n\nb"
    assert join([]) == ""
