"""A letterbox's rules hold against disguises, and leave ordinary words alone."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.filters import MAX_WORD, MAX_WORDS, Rules, WordReason, WordsRefused, judge, parse_words
from bot.rules.hits import MAX_HITS, Hit, HitKind, LinkRule
from bot.rules.pen_names import skeleton
from bot.rules.reading import cell
from tests.core.growth import steps
from tests.core.test_traces import LETTERS, disguises, planted


def words(text: str, *rules: str) -> list[str]:
    return [hit.what for hit in judge(text, Rules(refuse=rules)).refused]


def links(text: str, rule: LinkRule = LinkRule.FLAG) -> list[tuple[HitKind, str]]:
    return [(hit.kind, hit.what) for hit in judge(text, Rules(links=rule)).flagged]


# No false alarms

#: What moderators put on lists. Each is in the page of letters inside other words, or something that looks like it is.
LISTED = (
    "ass", "asses", "hell", "shell", "cum", "tit", "rape", "cock", "dick", "sex", "fag", "spic", "nig", "homo", "kys",
    "slut", "cunt", "wank", "arse", "crap", "shit", "anal", "bum", "hoe", "lol 404", "lmao", "88", "1488",
    "the rapist",
    "kill yourself", "hang on self", "pot", "men", "wed", "din", "don", "won", "shed", "*xyz", "porn*", "fall", "tom",
)  # fmt: skip


def test_a_page_of_ordinary_letters_raises_no_alarm() -> None:
    rules = Rules(refuse=LISTED, links=LinkRule.REFUSE)
    assert [hit for letter in LETTERS for hit in judge(letter, rules).refused] == []


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter[:12])
def test_a_word_is_found_where_it_stands_and_nowhere_else(letter: str) -> None:
    """Every word of the page as a rule for every letter: found is what a plain search for whole words finds."""
    every = sorted({word.lower() for word in re.findall(r"[a-z]{2,}", " ".join(LETTERS), re.IGNORECASE)})
    found: dict[str, list[str]] = {word: [] for word in every}
    for hit in judge(letter, Rules(refuse=tuple(every))).refused:
        found[hit.rule].append(hit.what)
    for word in every:
        # "don" is not in "don't"; nor is "mine" in "l mine", so nothing that is spaced out is plain.
        plain = re.findall(rf"(?<![^\W_])(?:{word})(?![^\W_])(?!(?<=n)['’]t)", letter, re.IGNORECASE)
        assert found[word] == plain[:MAX_HITS], word


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("cunt", "Scunthorpe, s c u n t h o r p e, S.c.u.n.t.h.o.r.p.e"),
        ("ass", "class, assassin, Texas-style, as is, A55"),
        ("hell", "he'll, hello, he’ll"), ("bum", "burn, burning"), ("fall", "fail, FAIL"), ("fail", "fall"),
        ("shit", "it's hit"),
        ("therapist", "the rapist"), ("the rapist", "therapist"), ("lol", "room 101"), ("ill", "111, I'll"),
        ("boob", "8008"),
        ("1488", "14:88, 1,488, 14 88, 21488"), ("pot", "мой рот большой"), ("рот", "a pot of tea"),
        ("don", "don't, donut"),
        ("bad", "badly, ba d, b. adder, not ba-dly"), ("*ass*", "Texas-style, as so"), ("slit", "silt"),
        ("sh", "s. h."),
        ("ai", "what a I"), ("ama", "I am a man, a.m. a"),
    ],
)  # fmt: skip
def test_no_alarm(rule: str, text: str) -> None:
    assert words(text, rule) == []


# Getting round


@pytest.mark.parametrize(
    ("rule", "text", "what"),
    [
        ("bad", "a BAD one", "BAD"), ("bad", "bàd", "bàd"), ("bad", "bаd", "bаd"), ("bad", "b\u200bad", "b\u200bad"),
        ("bad", "b a d", "b a d"), ("bad", "so b.a.d!", "b.a.d"), ("bad", "b-ad", "b-ad"),
        ("bad", "**b**ad", "b**ad"),
        ("bad", "||bad||", "bad"), ("bad", "b4d", "b4d"), ("bad", "ⓑⓐⓓ", "ⓑⓐⓓ"), ("bad", "ｂａｄ", "ｂａｄ"),
        ("bad", "b\na\nd", "b\na\nd"),
        ("bad", "𝖇𝖆𝖉", "𝖇𝖆𝖉"), ("bad", "🅱️ad", "🅱️ad"), ("bad", "b🌊a🌊d", "b🌊a🌊d"), ("bad", "bad's", "bad"),
        ("bad", "“bad”", "bad"),
        ("bad", "what a b a d I had", "b a d"),
        ("fuck", "f u ck", "f u ck"), ("kill", "kiII", "kiII"), ("kill", "KILL", "KILL"), ("shit", "shlt", "shlt"),
        ("shit", "$hit", "$hit"), ("shit", "sh1t", "sh1t"), ("ass", "a$$", "a$$"), ("boobs", "b00b5", "b00b5"),
        ("loser", "Ioser", "Ioser"), ("cum", "curn", "curn"), ("wanker", "vvanker", "vvanker"), ("BÄD", "bad", "bad"),
        ("kill yourself", "Kill   yourself!", "Kill   yourself"),
        ("kill yourself", "kill\nyourself", "kill\nyourself"),
        ("kill yourself", "k i l l y o u r s e l f", "k i l l y o u r s e l f"),
        ("kill yourself", "kill y o u r s e l f", "kill y o u r s e l f"), ("e-mail", "email", "email"),
        ("e-mail", "e mail", "e mail"),
        ("bad*", "badly done", "badly"), ("*bad", "so superbad", "superbad"), ("*bad*", "a forbadden", "forbadden"),
        ("bad*", "b a d", "b a d"), ("*ass*", "a cl**ass**", "cl**ass"), ("88", "heil 88", "88"),
        ("1488", "I488", "I488"),
        ("сука", "СУКА", "СУКА"), ("сука", "он cука", "cука"), ("pot", "I want a рот", "рот"),
        ("*死*", "你去死吧", "你去死吧"),
        ("can't", "cant", "cant"), ("can't", "can’t", "can’t"),
    ],
)  # fmt: skip
def test_no_way_round(rule: str, text: str, what: str) -> None:
    assert words(text, rule) == [what]


def test_a_word_spaced_out_again_and_again() -> None:
    assert words("b a d b a d b a d", "bad") == ["b a d"] * 3


@given(st.sampled_from(["idiot", "bastard", "shit", "vermin", "hang"]).flatmap(
    lambda word: st.tuples(st.just(word), planted(disguises(word)))))  # fmt: skip
@settings(max_examples=500, deadline=None)
def test_a_planted_word_is_found_whatever_its_disguise(case: tuple[str, tuple[str, str, int]]) -> None:
    word, (text, piece, start) = case
    hit = Hit(HitKind.WORD, word, piece, start, start + len(piece))
    assert judge(text, Rules(refuse=(word,))).refused == [hit]


# The verdict


def test_what_is_refused_is_not_flagged_again() -> None:
    verdict = judge("bad and worse", Rules(refuse=("bad",), flag=("bad", "worse")))
    assert [hit.what for hit in verdict.refused] == ["bad"]
    assert [(hit.what, hit.rule) for hit in verdict.flagged] == [("worse", "worse")]


def test_hits_come_in_the_order_of_the_text_and_not_without_end() -> None:
    verdict = judge("two one two", Rules(refuse=("one", "two")))
    assert [hit.what for hit in verdict.refused] == ["two", "one", "two"]
    assert len(words("bad " * 100, "bad")) == MAX_HITS


def test_nothing_of_the_text_shows_in_a_record() -> None:
    assert "secret" not in repr(judge("my secret is bad", Rules(refuse=("bad", "*secre*"))).refused).replace(
        "*secre*", ""
    )


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
@settings(max_examples=300, deadline=None)
def test_any_text_and_any_rules(text: str, entries: list[str]) -> None:
    verdict = judge(text, Rules(refuse=tuple(entries), links=LinkRule.FLAG))
    for hit in [*verdict.refused, *verdict.flagged]:
        assert text[hit.start : hit.end] == hit.what != ""


@pytest.mark.parametrize(
    "piece",
    ["a", "a ", "a.", "a-", "aaa ", "[", "](", "[a](http://x", "http://", "www.", "a.com ", "discord", "d i s ", "d***",
     "discord.gg/", "(dot)", "\u200b", "\u0301", "1", "|", "'", " ", "\n", "x.y/"],
)  # fmt: skip
def test_nothing_makes_it_slow(piece: str) -> None:
    start = time.process_time()
    judge(piece * (20_000 // len(piece)), Rules(refuse=("a", "aaa", "*aaa*", "a a", "bad"), links=LinkRule.REFUSE))
    assert time.process_time() - start < 2


#: Rules that each resemble every place of a text that was made for them.
_SHAPES = ["xyx" + "yx" * more for more in range(27)]
_STARRED = tuple(f"{left}{shape}{right}" for shape in _SHAPES for left in ("", "*") for right in ("", "*"))
_JOINED = tuple(f"{shape[:k]}-{shape[k:]}" for shape in _SHAPES[-8:] for k in range(1, len(shape), 2))
_FALLS = tuple(
    f"{left}fail{('fall' * 14)[:more]}{right}" for more in range(50) for left in ("", "*") for right in ("", "*")
)
MADE = Rules(_STARRED[:MAX_WORDS], _JOINED[:MAX_WORDS], LinkRule.FLAG)
NEARLY = Rules((*_FALLS[: MAX_WORDS - 1], "kill"))


@pytest.mark.parametrize(
    ("rules", "piece"),
    [(MADE, "x y "), (MADE, "xy"), (MADE, "x-y-"), (NEARLY, "fall"), (NEARLY, "fall "), (Rules(("*aaa",)), "aaa*")],
)
def test_rules_and_text_made_for_each_other_take_a_moment(rules: Rules, piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    judge("", rules)  # the rules are read once
    assert steps(lambda: judge(text, rules)) < 100 * len(text)


def test_nothing_is_hidden_behind_a_heap_of_what_is_nearly_it() -> None:
    assert "kill" in {hit.rule for hit in judge("fall fallfall " * 1_400 + "kill", NEARLY).refused}
    assert judge("They fall and fall again. " * 100, NEARLY).refused == []


def test_two_hundred_rules_find_nothing_where_nothing_is() -> None:
    """A long letter and full lists of ordinary rules: enough is looked at to be sure of each."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    rare = tuple(f"{one}{other}z" for one in alphabet for other in alphabet)
    rules = Rules(rare[:MAX_WORDS], (*LISTED, *rare[MAX_WORDS:])[:MAX_WORDS])
    verdict = judge(("\n\n".join(LETTERS) * 9)[:20_000], rules)
    assert (verdict.refused, verdict.flagged) == ([], [])


def test_a_letter_nobody_has_seen_the_letters_of() -> None:
    """Different characters, none of which is known yet: each is looked up once, in a few steps."""
    for first in (0x100, 0x4E00, 0xA000, 0x1D000, 0x20000):
        text = "".join(map(chr, range(first, first + 4_000))).encode("utf-8", "ignore").decode()
        cell.cache_clear()
        assert steps(lambda text=text: judge(text, Rules())) < 150 * 4_000


@given(st.characters())
@settings(max_examples=1_000, deadline=None)
def test_a_letter_reads_as_it_does_in_a_name(char: str) -> None:
    beside = "न" if unicodedata.category(char)[0] == "M" else "a"
    assert cell(char)[0] == skeleton(beside + char)[1:]


# Links

INVITES = (
    "discord.gg/abc", "https://discord.gg/abc", "https://discord.com/invite/abc", "discordapp.com/invite/abc",
    "DISCORD.GG/ABC",
    "discord . gg / abc", "dіscord.gg/abc", "discord\u200b.gg/abc", "discord．gg／abc", "ｄｉｓｃｏｒｄ.gg/abc",
    "disc**ord**.gg/abc",
    "d i s c o r d . g g / a b c", "discord (dot) gg/abc", "discord dot gg/abc", "discord.gg\\abc", "dsc.gg/abc",
    "dis\u00adcord.gg/abc",
    "discord。gg/abc",
)  # fmt: skip


@pytest.mark.parametrize("invite", INVITES)
@pytest.mark.parametrize("around", ["{}", "Come: {}!", "and\n{}\nso", "({})"])
def test_an_invite_is_always_flagged(invite: str, around: str) -> None:
    assert links(around.format(invite), LinkRule.ALLOW) == [(HitKind.INVITE, invite)]


MASKED = (
    ("[click](https://evil.com)", HitKind.MASKED_LINK), ("[a [b] c](<https://evil.com/a>)", HitKind.MASKED_LINK),
    ("[https://good.com](https://evil.com/a)", HitKind.FALSE_LINK),
    ("[good.com](https://good.evil.com)", HitKind.FALSE_LINK),
    ("[https://good.com](https://www.good.com)", HitKind.MASKED_LINK),
    ('[x](https://evil.com "good")', HitKind.MASKED_LINK),
    ("[here]\u200b(https://evil.com)", HitKind.MASKED_LINK),
    ("[www.good.com](https://good.com.evil.com/x)", HitKind.FALSE_LINK),
    ("[x](discord://-/invite)", HitKind.MASKED_LINK), ("[good](https://discord.gg/abc)", HitKind.INVITE),
    ("[https://good.com](https://good.com@evil.com/)", HitKind.FALSE_LINK),
)  # fmt: skip


@pytest.mark.parametrize(("masked", "kind"), MASKED)
def test_a_masked_link_is_always_flagged(masked: str, kind: HitKind) -> None:
    assert [found for found, _ in links(f"See {masked} there.", LinkRule.ALLOW)] == [kind]


LINKS = (
    "https://example.com/a?b=c#d", "http://example.com", "www.example.de", "example.com", "example.com/page",
    "t.me/abc",
    "HTTPS://EXAMPLE.COM", "ht\u200btps://example.com", "steam://run/1", "bit.ly/3abc",
)  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("around", ["{}", "See {}.", "({})", "and\n{}\nso", "<{}>"])
def test_a_link(link: str, around: str) -> None:
    text = around.format(link)
    assert links(text) == [(HitKind.LINK, link)]
    assert links(text, LinkRule.ALLOW) == []
    verdict = judge(text, Rules(links=LinkRule.REFUSE))
    assert [hit.what for hit in verdict.refused] == [link]
    assert verdict.flagged == []


@pytest.mark.parametrize(
    "text",
    [
        "The end.So it was.Then I left.In the morning", "and/or his/her 1/2 24/7",
        "at 5.30/6.30, e.g./i.e., a.m./p.m.",
        "write to anna@example.com", "[not](a link)", "[1] (see below)", "on discord. gg everyone",
        "discord is a gg place",
        "3.1415 and 1.000.000", "Hello...world", "a: b://", "He said:no.Yes",
    ],
)  # fmt: skip
def test_no_link(text: str) -> None:
    assert links(text) == []


@given(st.sampled_from(INVITES).flatmap(lambda invite: planted(st.just(invite))))
@settings(max_examples=100, deadline=None)
def test_a_planted_invite_is_found_at_its_place(case: tuple[str, str, int]) -> None:
    text, piece, start = case
    assert judge(text, Rules()).flagged == [Hit(HitKind.INVITE, "", piece, start, start + len(piece))]


# What moderators type


def test_a_list_between_commas_or_on_lines() -> None:
    assert parse_words(" bad, worse ,\n\nkill  yourself\r\n*worst* ; сука,") == (
        "bad",
        "worse",
        "kill yourself",
        "*worst*",
        "сука",
    )
    assert parse_words(" , \n") == ()


def test_what_is_the_same_word_is_kept_once() -> None:
    assert parse_words("Bad, BAD, bád, bad*, fall, fail") == ("Bad", "bad*", "fall", "fail")


@pytest.mark.parametrize(
    ("text", "reason", "entry"),
    [
        ("good, b*d", WordReason.STAR_INSIDE, "b*d"), ("***", WordReason.NO_LETTERS, "***"),
        ("a, ?!", WordReason.NO_LETTERS, "?!"),
        ("*ab*", WordReason.TOO_BROAD, "*ab*"), ("x" * (MAX_WORD + 1), WordReason.TOO_LONG, "x" * (MAX_WORD + 1)),
        (",".join(f"w{n}" for n in range(MAX_WORDS + 1)), WordReason.TOO_MANY, ""),
    ],
)  # fmt: skip
def test_a_list_that_is_not_taken(text: str, reason: WordReason, entry: str) -> None:
    with pytest.raises(WordsRefused) as refused:
        parse_words(text)
    assert (refused.value.reason, refused.value.entry) == (reason, entry)


def test_the_longest_list_is_taken() -> None:
    entries = [f"w{n}".ljust(MAX_WORD, "x") for n in range(MAX_WORDS)]
    assert parse_words("\n".join(entries)) == tuple(entries)


@given(st.text(max_size=200))
def test_what_was_read_reads_the_same_again(text: str) -> None:
    try:
        entries = parse_words(text)
    except WordsRefused:
        return
    assert parse_words(",".join(entries)) == entries
    assert all(words(entry.strip("* "), entry) for entry in entries)
