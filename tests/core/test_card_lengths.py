"""Every card, note and form, with the longest of everything, is within what Discord takes, and still says what people
must act on: in English, and in a language that runs from right to left."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cache
from typing import Any

import discord
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import words
from bot.language import ENGLISH, Excerpt, Language, Said, Sentence, Several, fitted, lines, pack, unpacked
from bot.language.lengths import shares, units
from bot.letter import (
    MAX_WARNING,
    Block,
    Conduct,
    Decision,
    DraftSheet,
    Glance,
    Letter,
    Letterbox,
    Limits,
    Membership,
    Notice,
    NoticeKind,
    Picture,
    Pile,
    PublicSheet,
    Rating,
    Report,
    ReportSheet,
    Response,
    ResponseKind,
    ResponseState,
    ReviewSheet,
    Sealed,
    Standing,
    State,
    Tag,
    Verb,
    Waiting,
    Wrong,
)
from bot.life.mine import Entry
from bot.rules import covering, entry, pages
from cogs import _cards as cards
from cogs import _cards_author as author_cards
from cogs import _cards_desk as desk_cards
from cogs import _cards_draft as draft_cards
from cogs import _cards_mine as mine_cards
from cogs import _cards_public as public_cards
from cogs import _cards_queue as queue_cards
from cogs import _cards_reports as reports_cards
from cogs import _forms as forms
from cogs import _forms_desk as desk_forms
from tests import pseudo
from tests.core.test_rules import BOX, HERE, LETTER
from tests.town import WRITTEN
from translate.template import template

pytestmark = pytest.mark.only_run

#: Nothing is made smaller after a failure: with texts of this length that takes minutes.
LONGEST = settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],  # a busy machine needs seconds for texts of this length
)
SO_MANY = tuple(f"{number:*>{entry.MAX_CATEGORY}}" for number in range(entry.MAX_CATEGORIES))
#: Marks that begin an isolate, and the one that ends it.
OPENING, CLOSING = "\u2066\u2067\u2068", "\u2069"
PIECES = [
    "x",
    "word ",
    "*",
    "`",
    "||",
    "~~",
    "🌊",
    "\n",
    "> ",
    "\\",
    "שלום ",
    "[a](https://x.y/z) ",
    "<@1>",
    "e\u0301",
]


def long(*lengths: int) -> st.SearchStrategy[str]:
    """Texts of one of these lengths, in code units, made of one piece or of several."""
    made = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
    return st.builds(lambda piece, length: _filled(piece, length), made, st.sampled_from(lengths))


def _filled(piece: str, length: int) -> str:
    text = (piece * length)[:length]
    while units(text) > length:
        text = text[:-1]
    return text if text.strip() else "x" * length


AT_DESK = [state for state in State if state not in (State.DRAFT, State.POSTED)]
titles, notes, answers = long(1, 60, 100), long(1, 400, 1_000), long(1, 1_900, 4_000)


def fits(drawn: dict[str, Any]) -> None:
    """Raises AssertionError unless Discord takes these arguments of a message."""
    assert units(drawn.get("content") or "") <= 2_000
    assert len(drawn["embeds"]) <= 10
    together = 0
    for embed in drawn["embeds"]:
        said = embed.to_dict()
        parts = [
            (said.get("title", ""), 256),
            (said.get("description", ""), 4_096),
            (said.get("footer", {}).get("text", ""), 2_048),
            (said.get("author", {}).get("name", ""), 256),
        ]
        assert all(units(text) <= limit for text, limit in parts)
        together += sum(units(text) for text, _ in parts)
    assert together <= 6_000
    rows = drawn["view"].to_components() if drawn.get("view") else []
    assert len(rows) <= 5
    for item in (item for row in rows for item in row["components"]):
        assert units(item["custom_id"]) <= 100 and units(item.get("label") or "x") <= 80
        assert units(item.get("placeholder") or "") <= 150 and len(item.get("options", [])) <= 25
        for option in item.get("options", []):
            assert 1 <= units(option["label"]) <= 100 and units(option.get("description") or "") <= 100


def said(drawn: dict[str, Any]) -> str:
    embeds = [f"{embed.title}\n{embed.description}\n{embed.footer.text}" for embed in drawn["embeds"]]
    return "\n".join([drawn.get("content") or "", *embeds])


def buttons(drawn: dict[str, Any]) -> list[str]:
    rows = drawn["view"].to_components() if drawn.get("view") else []
    return [item.get("label") for row in rows for item in row["components"]]


@cache
def hebrew() -> Language:
    """English in Hebrew letters."""
    return Language(pseudo.RIGHT_TO_LEFT, pseudo.translated(template(), pseudo.RIGHT_TO_LEFT, pseudo.mirrored))


def drawn(card: cards.Card) -> dict[str, Any]:
    """A card as a new message, an edit and an answer: all fit."""
    for each in (cards.told(card, ENGLISH), cards.retold(card, ENGLISH, pictures=None), cards.shown(card, ENGLISH)):
        fits(each)
    turned = cards.told(card, hebrew())
    fits(turned)
    stays_in_its_direction(turned)
    return cards.told(card, ENGLISH)


def stays_in_its_direction(drawn: dict[str, Any]) -> None:
    """Raises AssertionError where an isolate is open at the end of a text: it would take in what Discord shows next."""
    for text in [drawn.get("content") or "", *(part for embed in drawn["embeds"] for part in texts_of(embed))]:
        depth = 0
        for char in text:
            depth += (char in OPENING) - (char == CLOSING and depth > 0)
        assert depth == 0, text


def test_hebrew_runs_from_right_to_left() -> None:
    said_in_it = hebrew()(words.writing.ANSWER_ANYWAY_HOW)
    assert {unicodedata.bidirectional(char) for char in said_in_it if char.isalpha()} == {"R"}


def texts_of(embed: discord.Embed) -> list[str]:
    return [embed.title or "", embed.description or "", embed.footer.text or "", embed.author.name or ""]


def a_letter(title: str, state: State, **more: Any) -> Letter:
    number = None if state in (State.DRAFT, State.POSTED) else 2**31
    places = {"guild_id": 2**63 - 1, "channel_id": 2**63 - 1, "message_id": 2**63 - 1, "thread_id": 2**63 - 1}
    fields = {"number": number, "category": "*" * 20, "submitted_at": 2**31, **places, **more}
    return replace(LETTER, title=title, state=state, id=2**63 - 1, author=Sealed(b""), **fields)


def described(alt: str) -> list[Picture]:
    return [Picture("picture.png", b"", spoiler=True, alt=alt) for _ in range(4)]


def a_membership(server: str, index: int = 0, **more: Any) -> Membership:
    fields: dict[str, Any] = {"limits": Limits(daily=0), "open": False, "mature_id": None, **more}
    categories = tuple(f"{index:02}" + "*" * 18 for index in range(20))
    box = Letterbox(id=index, guild_id=1, letters_id=1, desk_id=1, categories=categories, **fields)
    return Membership(box, server, Standing.PENDING, False, account_since=2**31, member_since=2**31)


MANY_LINKS = " ".join(f"[a link of its own {index}](https://example.org/{'y' * 100}{index})" for index in range(10))


@given(titles, notes, notes, long(1, 20_000), st.sampled_from(AT_DESK))
@LONGEST
def test_the_review_card(title: str, note: str, alt: str, text: str, state: State) -> None:
    trouble = words.trouble.TROUBLE["publish"].format(reason=words.trouble.NOT_RESTRICTED_NOW)
    hits = entry.verdict(a_membership("s", links="flag").letterbox, title, MANY_LINKS).flagged
    sheet = ReviewSheet(
        letter=a_letter(title, state, trouble=pack(trouble), rating=Rating.MATURE),
        language="en",
        text=text,
        pictures=described(alt),
        decision=Decision(Verb.SEND_BACK, None, note, 0),
        moderator=2**63 - 1,
        flags=entry.named(hits),
        alike=2**63 - 1,
        blocks=[Block(index, None, note, 1, Sealed(b"")) for index in range(9)],
    )
    shown = drawn(desk_cards.review_card(sheet))
    assert f"**Letter {2**31}**" in said(shown) and "could not be published" in said(shown)
    assert words.author.url(sheet.letter) in said(shown) or state is not State.PUBLISHED
    wanted = {
        State.HELD: ["Approve", "Approve with …", "Send back", "Reject", "Block", "Note"],
        State.PUBLISHED: ["Remove"],
    }.get(state, [])
    assert {*wanted} <= {*buttons(shown)}
    if len(note) == 1_000:
        assert "more" in said(shown)
    for page in desk_cards.further_pages(sheet):
        drawn(page)


@given(
    titles, notes, notes, long(1, 20_000), long(1, 100), st.sampled_from([State.DRAFT, State.RETURNED]), st.booleans()
)
@LONGEST
def test_the_draft_card(title: str, note: str, alt: str, text: str, server: str, state: State, warned: bool) -> None:
    refusing = a_membership(server, links="refuse", refused=tuple("word" + chr(97 + n) for n in range(20)))
    full = " ".join([text[:10_000], MANY_LINKS, *("word" + chr(97 + n) for n in range(20))])
    sheet = DraftSheet(
        letter=a_letter(title, state, letterbox_id=0, rating=Rating.MATURE, category="gone", kept_until=2**31),
        language="en",
        title=title,
        text=full,
        pictures=described(alt),
        memberships=[refusing, *(a_membership(server, index) for index in range(1, 60))],
        answers=a_letter(title, State.PUBLISHED),
        note=note,
        conduct=Conduct(waiting=100, sent=[0] * 100, blocks=[Block(0, None, note, 1, Sealed(b""))]),
        now=1,
    )
    limited = replace(refusing, letterbox=replace(refusing.letterbox, limits=Limits()))
    sheet = replace(sheet, memberships=[limited, *sheet.memberships[1:]])
    if warned:
        sheet = replace(sheet, letter=replace(sheet.letter, warning="*" * MAX_WARNING))
    shown = drawn(draft_cards.draft_card(sheet))
    assert ("Content warning:" in said(shown)) is warned
    assert {"Send letter", "Edit", "Discard"} <= {*buttons(shown)}
    for obstacle in entry.obstacles(sheet):
        first = words.writing.OBSTACLES[obstacle.name].one.partition("{")[0]
        assert first in said(shown), obstacle
    drawn(draft_cards.sent_card(replace(sheet.letter, state=State.HELD, number=2**31), limited))


@given(titles, answers, st.sampled_from(ResponseKind), st.integers(1, 10))
@LONGEST
def test_notices_of_responses(title: str, text: str, kind: ResponseKind, count: int) -> None:
    responses = [
        Response(id=n, letter_id=1, number=2**31 + n, kind=kind, name="*" * 32, text=text, message_id=1, notice_id=1,
                 state=ResponseState.STANDS, mark=Tag(b"mark"))
        for n in range(count)
    ]  # fmt: skip
    letter = a_letter(title, State.PUBLISHED)
    told = unpacked(pack(words.author.RELAY.format(title=title, url="https://discord.com/channels/1/2/3")), ENGLISH)
    notice = Notice(id=1, letter_id=1, kind=NoticeKind.RELAY, text=told, message=None, sent_at=None)
    shown = drawn(author_cards.notice_card(letter, notice, responses))
    assert all(f"{2**31 + n}. " in said(shown) for n in range(count))
    assert "Reply to this message" in said(shown) and {"Answer", "Mute"} <= {*buttons(shown)}
    if "||" not in text and count == 1:
        assert public_cards.without_small_print(text).strip() in said(shown)


@given(titles, notes)
@LONGEST
def test_notices_of_decisions(title: str, note: str) -> None:
    letter = a_letter(title, State.REMOVED)
    for sentence in (words.author.rejected(letter, note), words.author.removed(letter, note)):
        assert units(unpacked(pack(sentence, "en"), ENGLISH)) <= 2_000
        assert str(2**31) in unpacked(pack(sentence, "en"), ENGLISH)


@given(answers, st.sampled_from([ResponseKind.PEN, ResponseKind.AUTHOR]))
@LONGEST
def test_responses_lose_nothing(text: str, kind: ResponseKind) -> None:
    response = Response(id=1, letter_id=1, number=2**31, kind=kind, name="x" * 32, text=text, message_id=1, notice_id=1,
                        state=ResponseState.STANDS, mark=Tag(b"mark"))  # fmt: skip
    for card in (public_cards.response_card(response), public_cards.framed_response_card(response)):
        assert public_cards.without_small_print(text) in said(drawn(card))


@given(titles, long(1, 20_000))
@LONGEST
def test_the_letter(title: str, text: str) -> None:
    letter = a_letter(title, State.PUBLISHED)
    letter = replace(letter, warning="*" * MAX_WARNING)
    sheet = PublicSheet(letter, "en", covering.covered(text), (), 2**31, 0)
    shown = drawn(public_cards.public_card(sheet))
    assert public_cards.without_small_print(sheet.pages[0]) in said(shown) and "Content warning" in said(shown)
    sheet = PublicSheet(letter, "en", pages.pages(text), (), 2**31, 0)
    shown = drawn(public_cards.public_card(sheet))
    assert public_cards.without_small_print(sheet.pages[0]) in said(shown)
    for page in sheet.pages[1:]:
        assert public_cards.without_small_print(page) in said(drawn(public_cards.page_card(page)))


@given(titles, notes, st.integers(1, 40))
@LONGEST
def test_lists_and_reports(title: str, reason: str, count: int) -> None:
    far = 2**63 - 1
    box = Letterbox(
        id=1, guild_id=far, name="*" * 40, letters_id=far, desk_id=far, mature_id=far, open=True, categories=("To you",)
    )
    waits = [a_letter(title, State.HELD, number=2**31 + n, desk_message_id=2**63 - 1) for n in range(25)]
    glances = [
        Glance(
            Waiting(far - n, 2**31 + n, 1, Pile.WAITING, 0),
            letter,
            title,
            said=reason[:80],
            length=20_000,
            pictures=4,
            flags=reason,
            others=reason,
            crisis=reason,
            alike=far,
            letterbox=title,
            age=far,
        )
        for n, letter in enumerate(waits)
    ]
    ids = {each.waiting.letter_id for each in glances}
    for card in (
        queue_cards.list_card(glances, 25 * count, 0, [box], [reason[:200]]),
        queue_cards.chosen_card(glances, ids, 2, []),
        queue_cards.question_card(glances, ids, 2, Verb.REJECT, reason, []),
        queue_cards.result_card(
            Verb.APPROVE, waits, [(2**31, words.desk.FASTER.format(who="<@1>", number=1, state="x"))]
        ),
    ):
        shown = drawn(card)
        assert "25 letters" in said(shown) or str(2**31) in said(shown)
        assert {"One by one"} <= {*buttons(shown)}
    for state in (State.PUBLISHED, State.DRAFT, State.RETURNED):
        mine = [Entry(a_letter(title, state), None, 2**31, reason) for _ in range(10)]
        shown = drawn(mine_cards.list_card(mine, 10 * count, {2**63 - 1: "*" * 100, 1: "x"}, 0))
        assert said(shown).count("**") >= 20 and said(shown).count("https://") == (
            10 if state is State.PUBLISHED else 0
        )
    reports = [Report(reason, 0, ticked=(*Wrong,)) for _ in range(count)]
    shown = drawn(reports_cards.report_card(ReportSheet(waits[0], "en", reports, (), None, None)))
    assert {"Remove", "Dismiss"} <= {*buttons(shown)} and words.author.url(waits[0]) in said(shown)
    assert count <= 10 or "and " in said(shown)


def test_forty_five_addresses_and_one_long_link_can_be_sent() -> None:
    addresses = [("EMAIL", f"somebody.of.that.name{index}@mail.example.org") for index in range(45)]
    for found in (addresses, [("PERSON_LINK", "https://example.org/" + "x" * 1_900)], addresses * 3):
        sentence = words.writing.gives_away(found)
        shown = said(drawn(cards.Card(sentence)))
        assert "this may tell who you are" in shown and shown.endswith("Nothing was sent.")
        note = unpacked(pack(lines([sentence, words.writing.ANSWER_ANYWAY_HOW]), "en"), ENGLISH)
        assert units(note) <= 2_000 and note.endswith("confirm it there.")
    many = [("EMAIL", f"{'x' * 100}{index}@mail.example.org") for index in range(45)]
    assert "- and " in said(drawn(cards.Card(words.writing.gives_away(many))))


@given(st.dictionaries(st.sampled_from([forms.TITLE, "text:0:n", "text:1:p", forms.NOTE, forms.PEN]), answers))
@LONGEST
def test_what_is_given_back_is_whole(written: dict[str, str]) -> None:
    written = {name: text[:100] if name in forms.SHORT else text for name, text in written.items()}
    back = "".join(said(drawn(card)) for card in forms.given_back(written))
    for name, text in written.items():
        if name not in forms.SHORT and not any(mark in text for mark in "|*`~>\\"):
            assert "".join(text.split()) in "".join(back.replace(ENGLISH(words.responses.KEEP_YOUR_TEXT), "").split())


MORE = Sentence("and {count} more", "and {count} more")


@given(st.lists(notes, max_size=50), notes, st.integers(60, 3_000))
@LONGEST
def test_what_may_be_shortened_is_and_the_rest_is_not(parts: list[str], text: str, room: int) -> None:
    found: Said = Several(tuple(Excerpt(part) for part in parts), MORE)
    sentence = Sentence("Begins. {found} {text} Ends here.").format(found=found, text=Excerpt(text, "quoted"))
    shown = fitted(sentence, ENGLISH, room)
    assert units(shown) <= room and shown.startswith("Begins. ") and shown.endswith(" Ends here.")
    assert fitted(sentence, ENGLISH, 10**9) == ENGLISH(sentence)
    assert unpacked(pack(sentence), ENGLISH) == fitted(sentence, ENGLISH, 2_000)


def test_a_list_that_is_a_little_too_long_loses_a_little() -> None:
    line = "x" * 150
    for count, room in ((14, 2_000), (26, 3_800), (28, 4_096)):
        shown = fitted(Several((line,) * count, MORE), ENGLISH, room)
        assert shown.count(line) >= count - 4, (count, room, shown.count(line))


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=40), st.integers(0, 10_000))
def test_shares_fill_the_room_and_no_more(lengths: list[int], room: int) -> None:
    share = shares(lengths, room)
    assert sum(min(length, share) for length in lengths) <= room
    assert share >= max(lengths) or sum(min(length, share + 1) for length in lengths) > room


@given(st.lists(st.tuples(titles, answers, notes, notes), min_size=1, max_size=10))
@LONGEST
def test_any_card_of_ten_embeds(embeds: list[tuple[str, str, str, str]]) -> None:
    drawn(cards.Card("x" * 5_000, [cards.Embed(*each[:3], author=each[3]) for each in embeds]))


def test_a_select_never_ends_silently() -> None:
    options = [cards.Option(str(index), str(index), False) for index in range(26)]
    with pytest.raises(ValueError, match="25"):
        cards.Select("one", "Which?", options)


@pytest.mark.parametrize("count", [1, 2, 25, 26, 47, 60, 200])
def test_every_server_can_be_reached(count: int) -> None:
    memberships = [a_membership(f"Server {index}", index) for index in range(count)]
    sheet = DraftSheet(replace(LETTER, letterbox_id=None), "en", None, "x", (), memberships)
    seen, page, labels = set[str](), 0, list[str]()
    while True:
        items = draft_cards.draft_card(sheet, servers=page).items or []
        select = next(item for item in items if isinstance(item, cards.Select))
        fits({"embeds": [], "view": cards.view_of([select], ENGLISH)})
        turns = [each.value for each in select.options if draft_cards.servers_page(each.value) is not None]
        seen |= {each.value for each in select.options} - {*turns}
        labels += [ENGLISH(each.label) for each in select.options]
        further = [found for each in turns if (found := draft_cards.servers_page(each)) is not None and found > page]
        if not further:
            break
        page = further[0]
    assert seen == {f"{index:x}" for index in range(count)}


@given(titles, notes, long(1, 20_000))
@LONGEST
def test_forms(title: str, note: str, text: str) -> None:
    letter = a_letter(title, State.HELD)
    sheet = DraftSheet(letter, "en", title, text, (), ())
    for each in (
        forms.write_form(replace(HERE, letterbox=replace(BOX, categories=SO_MANY), mature_ok=True)),
        forms.edit_form(sheet),
        desk_forms.approve_form(replace(letter, warning="*" * MAX_WARNING), BOX),
        desk_forms.send_back_form(letter, [*map(str, range(30)), note[:200]]),
        desk_forms.several_form(Verb.REJECT, 25, [note[:100]] if note.strip() else []),
        desk_forms.block_form(letter),
        desk_forms.note_form(letter),
        forms.reply_form(2**63 - 1, "x" * 32),
        forms.answer_form(2**63 - 1),
        forms.report_form(2**63 - 1, 1),
        forms.form("x" * 100, "verb", 1, forms.lines(forms.NOTE, note, hint=note, value=note * 9)),
    ):
        assert each.drawn(hebrew()).to_dict()["title"] != ""
        made = each.drawn(ENGLISH).to_dict()
        assert units(made["title"]) <= 45 and units(made["custom_id"]) <= 100 and len(made["components"]) <= 5
        for label in made["components"]:
            box = label["component"]
            assert units(label["label"]) <= 45 and units(label.get("description") or "") <= 100
            if "options" in box:
                assert 1 <= len(box["options"]) <= 25 and all(
                    units(option["value"]) <= 100 for option in box["options"]
                )
                continue
            if box["type"] == WRITTEN:
                assert len(box.get("value") or "") <= box["max_length"] <= 4_000


def test_a_list_ends_early_and_says_how_many_more() -> None:
    sentence = Sentence("It holds {found}.").format(found=Several(tuple(f"item {n}" for n in range(500)), MORE, ", "))
    shown = fitted(sentence, ENGLISH, 300)
    assert units(shown) <= 300 and shown.startswith("It holds item 0, item 1, ")
    listed = shown.count("item")
    assert listed > 10 and shown.endswith(f", and {500 - listed} more.")
