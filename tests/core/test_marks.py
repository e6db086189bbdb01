"""Nothing that people write can look like the bot's own marks: a forger tries, wherever their words are shown beside
the bot's."""

from __future__ import annotations

import re
from html import escape

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot import words
from bot.language import ENGLISH, markup
from bot.letter import NOBODY, Response, ResponseKind, ResponseState
from cogs._cards_public import framed_response_card, page_card, response_card

#: What a forger puts together: the bot's own marks, and what could swallow them, move them or break out.
PIECES = (
    "-# ", "-#\t", "-#\u00a0", "-#", "- -# ", "> -# ", "> ", ">>> ", " >>> ", "> >>> ", "1. -# ", "* -# ", "# ", "```",
    "`", "||",
    "**", "__", "~~", "\\", "[a](https://b.example)", "[", "](", ")", "<@1>", "<#1>", "<t:1:f>", "<https://b.example>",
    "\n", "\n\n",
    "\r", "\u2028", "\u200b", "\ufeff", " ", "**Author of the letter**", "-# Author of the letter · response 2",
    "-# Response 7, under a pen name", "**The neighbour**", "Yes.", "x", "https://b.example/a", "Author of the letter",
)  # fmt: skip
forged = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=30).map("".join)
names = st.text(min_size=1, max_size=32) | st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
#: A line that Discord may show as small print, in a quotation and a list too.
SMALL = re.compile(r"[\s>*+\d.\-\u200b\ufeff]*-#\s")
#: What turns the direction of writing, and shows as nothing.
DIRECTIONS = "[\u202a-\u202e\u2066-\u2069]"
POST = "I was there.\n**Author of the letter**\nIt was me.\n-# Author of the letter · response 2"


def response(text: str, name: str = "The neighbour", kind: ResponseKind = ResponseKind.PEN) -> Response:
    """The third response to a letter."""
    return Response(
        id=1,
        letter_id=2,
        number=3,
        kind=kind,
        name=name,
        text=text,
        message_id=None,
        notice_id=None,
        state=ResponseState.STANDS,
        mark=NOBODY,
    )


def small_print(text: str) -> list[int]:
    """Which lines may be shown as small print."""
    return [number for number, line in enumerate(text.split("\n")) if SMALL.match(line)]


def read(text: str | None) -> str:
    """What a reader reads of it."""
    return (text or "").replace("\u2011", "-")


@given(forged, st.sampled_from([ResponseKind.PEN, ResponseKind.AUTHOR]))
@example(POST, ResponseKind.PEN)
@example(">>> Quoted to the end", ResponseKind.PEN)
@example("-# \n" * 600, ResponseKind.PEN)
@example("-# " * 1_300, ResponseKind.AUTHOR)
def test_on_a_webhook_the_mark_is_the_only_small_print_and_stands_outside_the_text(
    text: str, kind: ResponseKind
) -> None:
    said = response(text, kind=kind)
    mark = ENGLISH(words.reader.response_mark(said))
    drawn = response_card(said).drawn(ENGLISH)
    lines = drawn["content"].split("\n")
    assert small_print(drawn["content"]) == [len(lines) - 1] and lines[-1] == f"-# {mark}"
    above = "\n".join(lines[:-1])
    assert not re.search(r"^\s*>>>\s", above, re.MULTILINE)
    if drawn["embeds"]:
        assert above == "" and small_print(drawn["embeds"][0].description or "") == []
        above = drawn["embeds"][0].description
    assert read(above) == read(text)


@given(forged, names, st.sampled_from([ResponseKind.PEN, ResponseKind.AUTHOR]))
@example(POST, "[The author](https://b.example)", ResponseKind.PEN)
def test_without_a_webhook_name_and_mark_stand_on_a_frame_that_no_text_reaches(
    text: str, name: str, kind: ResponseKind
) -> None:
    said = response(text, name, kind)
    drawn = framed_response_card(said).drawn(ENGLISH)
    (frame,) = drawn["embeds"]
    assert drawn["content"] is None and frame.title is None and not frame.fields
    assert frame.author.name == (name if kind is ResponseKind.PEN else ENGLISH(words.reader.AUTHOR_NAME))
    assert frame.footer.text == ENGLISH(words.reader.response_mark(said))
    assert small_print(frame.description or "") == [] and read(frame.description) == read(text)


@given(forged)
def test_nor_does_a_page_of_a_letter_in_the_thread(text: str) -> None:
    drawn = page_card(text).drawn(ENGLISH)
    assert drawn["content"] is None and small_print(drawn["embeds"][0].description or "") == []


def discord_like() -> MarkdownIt:
    """Markdown with everything that Discord knows inside a line, and links only where "://" stands."""
    markdown = MarkdownIt("gfm-like")
    assert markdown.linkify is not None
    markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    return markdown


@given((names | forged).map(lambda said: said.replace("&", "").replace("\0", "")))  # Markdown has no NUL
@example("[The author](https://b.example) **OP** `x` ||y|| <@1> https://b.example")
def test_words_of_a_person_in_a_line_of_the_bots_are_shown_as_they_are(said: str) -> None:
    shown = re.sub(DIRECTIONS, "", " ".join(said.split()))
    rendered = re.sub(DIRECTIONS, "", discord_like().renderInline(markup.plain(said)))  # the bot's, that isolate, too
    assert rendered.replace("&quot;", '"') == escape(shown, quote=False)
    assert not re.search(r"(?<!\\)\|\||(?<!\\)<[@#t]", markup.plain(said))


@given(forged)
def test_a_note_that_is_quoted_is_a_quotation_in_every_line(said: str) -> None:
    assert all(line.startswith("> ") for line in markup.quoted(said).split("\n") if line)


@given(
    st.text(
        st.sampled_from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200faא \n\u2029"), max_size=30
    )
)
@example("\u202eelbatrofmoc\u202c")
@example("\u2067\u202bא\u2069\u202c")
def test_no_mark_of_direction_reaches_beyond_its_pair_or_turns_letters_around(text: str) -> None:
    kept = markup.steady(text)
    assert markup.steady(kept) == kept
    assert markup.undirected(kept) == markup.undirected(text)
    assert not {"\u202d", "\u202e"} & {*kept}
    for line in re.split("[\n\u2029]", kept):
        pairs = [line.translate(str.maketrans("\u202a\u202b\u202c\u2066\u2067\u2068\u2069", "(()[[[]"))]
        marks = "".join(char for char in pairs[0] if char in "()[]")
        while marks != (shorter := marks.replace("()", "").replace("[]", "")):
            marks = shorter
        assert marks == ""


def test_what_writers_of_arabic_and_hebrew_need_stays() -> None:
    for text in ("a \u2067שלום\u2069, b", "\u200fשלום!\u200e", "\u202bשלום\u202c.\n\u2068x\u2069", "plain"):
        assert markup.steady(text) == text
