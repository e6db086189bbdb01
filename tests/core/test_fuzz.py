"""Whatever is written or sent as a picture: nothing breaks, nothing is lost, nothing takes long."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from bot.rules import allowed_names, entry, greetings, pages, pen_names, titles
from bot.rules.filters import MAX_WORDS, WordsRefused, judge, parse_words
from bot.rules.form_fields import fields, join_fields
from bot.rules.paragraphs import realign
from bot.rules.traces import find
from tests.core.growth import steps
from tests.core.test_filters import MADE, NEARLY, Rules
from tests.core.test_images import FORMATS, SAMPLES, drawing, film, photograph, taken_or_refused
from tests.core.test_pages import solid
from tests.core.test_traces import HOSTILE, LETTERS, own
from tests.fuzzing import Says, Tally, dice, times

pytestmark = pytest.mark.only_run

# Texts

PIECES = (
    *HOSTILE, "\r\n", "```", "```py\n", "# ", "> ", "- ", "**", "||", "<:a:1>", "<@1>", "<t:1:R>", "🇦",
    "👨\u200d👩\u200d👧",
    "\u0600 ", "\ufdfa", "न्", "한", "ｄ", "\u202e", "\x00", "\x1b[", "\ufffe", "\U000e0041", "x y ", "x-y-", "fall",
    "Ευ🆂", "0️⃣",
    "The end.", "by • ", "Author of the letter", "%s {0} {name}", "'; --", "\\", "\u2028", "\v", "\x85",
)  # fmt: skip
#: Where characters are taken from: Latin, everything up to the symbols, Chinese, Hangul, what dresses letters up, all.
RANGES = ((32, 127), (128, 0x3000), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x1D400, 0x1F2FF), (0, 0xD7FF))


def a_text(dice: random.Random) -> str:
    """A text of up to a letter's length: one piece again and again, several in turn, characters, an ordinary letter
    that was tampered with."""
    length = dice.choice((0, 1, 7, 100, 1_000, 4_000, 20_000))

    def pieces(known: list[str]) -> str:
        return "".join(dice.choices(known, k=length))[:length]

    def characters() -> str:
        first, last = dice.choice(RANGES)
        return "".join(chr(dice.randint(first, last)) for _ in range(length))

    def tampered() -> str:
        letter = dice.choice(LETTERS)
        for _ in range(dice.randrange(20)):
            at = dice.randrange(len(letter))
            letter = letter[:at] + dice.choice(PIECES) * dice.choice((1, 1, 1, 200)) + letter[at + dice.randrange(3) :]
        return letter[:20_000]

    return dice.choice((
        lambda: pieces([dice.choice(PIECES)]), lambda: pieces(dice.sample(PIECES, 3)), lambda: pieces([*PIECES]),
        characters, tampered,
    ))()  # fmt: skip


def read_by_every_rule(text: str) -> None:
    """What becomes of a text on its way, and that all of it is still there after each step."""
    for rules in (MADE, NEARLY, Rules()):
        for hit in (verdict := judge(text, rules)).refused + verdict.flagged:
            assert text[hit.start : hit.end] == hit.what != ""
    for trace in find(text, own("rose.field", "Maria Kowalska", "x y x y", "a a a")):
        assert text[trace.start : trace.end] == trace.what != ""
    cut = pages.pages(text)
    assert max(map(pages.units, cut), default=0) <= pages.PAGE
    if "`" in text:  # a block that is cut is opened again
        there = iter("".join(cut))
        assert all(char in there for char in re.sub(r"[`\s]", "", text))
    else:
        assert solid("".join(cut)) == solid(text)
    fits, left = pages.room("so far", text, 10_000)
    assert re.sub(r"\s", "", fits + left) == re.sub(r"\s", "", text)
    filled, rest = fields(text)
    assert join_fields(filled) + rest == text
    composed = titles.compose(text, None)
    assert composed.heading + composed.text == text
    kept = "\n\n".join(piece for _, piece in realign([(1, text[:50]), (2, text[60:])], text))
    assert re.sub(r"\n\s*\n", "\n\n", kept) == re.sub(r"\n\s*\n", "\n\n", text.strip())
    assert entry.says_something(text) is bool(pen_names.visible(text))
    assert greetings.is_greeting(text) in (True, False)


def named(text: str) -> None:
    """A text as a pen name, and as a moderator's list of words."""
    name = text[:40]
    assert pen_names.skeleton(pen_names.skeleton(name)) == pen_names.skeleton(name)
    with suppress(allowed_names.NameRefused):
        shown = allowed_names.clean(name)
        assert 0 < len(shown) <= pen_names.MAX_NAME and pen_names.looks_like(name, [shown]) == shown
    with suppress(WordsRefused):
        assert len(parse_words(text[:4_000])) <= MAX_WORDS


def longer(rule: Callable[[str], object], text: str) -> float:
    """How many times the steps the same text takes when there is twice as much of it."""
    text = (text * (2_000 // max(len(text), 1) + 1))[:2_000]
    rule(text)
    return steps(lambda: rule(f"{text}.{text}")) / steps(lambda: rule(f"{text}."))


def test_whatever_is_written(record_property: Says) -> None:
    chance, seed = dice()
    tally = Tally("texts", seed, at_most=10)
    tally.run(read_by_every_rule, (a_text(chance) for _ in range(times(40))))
    growth = max(longer(read_by_every_rule, text) for _, _, text in tally.slowest[:2])
    tally.say(record_property, growth)
    assert growth < 3


def test_whatever_is_typed_as_a_name_or_a_list(record_property: Says) -> None:
    chance, seed = dice()
    tally = Tally("names and lists", seed, at_most=5)
    tally.run(named, (a_text(chance) for _ in range(times(300))))
    tally.say(record_property)


# Pictures


def damaged(dice: random.Random, corpus: list[bytes]) -> Iterator[bytes]:
    """Files of every format with bits turned, bytes doubled, cut out, filled up, and pieces of one in another."""
    while True:
        data = bytearray(dice.choice(corpus))
        for _ in range(dice.choice((1, 1, 3, 30))):
            at, size = dice.randrange(len(data)), dice.choice((1, 2, 4, 60))
            match dice.randrange(6):
                case 0:
                    data[at] ^= 1 << dice.randrange(8)
                case 1:
                    data[at : at + size] = dice.choice((b"\xff", b"\0", b"\x7f")) * size
                case 2:
                    data[at:at] = data[at : at + size] * dice.choice((1, 100))
                case 3:
                    del data[at : at + size]
                case 4:
                    other = dice.choice(corpus)
                    start = dice.randrange(len(other))
                    data[at : at + size] = other[start : start + size]
                case _:
                    data[at : at + size] = dice.randbytes(size)
            data = data or bytearray(b"\0")
        yield bytes(data)


def test_whatever_is_sent_as_a_picture(record_property: Says) -> None:
    chance, seed = dice()
    corpus = [*SAMPLES, *(photograph(form, drawing((64, 40), seed=3)) for form in FORMATS)]
    corpus += [film(form, 9, False, duration=20)[0] for form in ("PNG", "GIF", "WEBP")]
    tally, files = Tally("damaged pictures", seed, at_most=10), damaged(chance, corpus)
    tally.run(taken_or_refused, (next(files) for _ in range(times(600))))
    tally.say(record_property)
