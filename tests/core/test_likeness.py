"""Texts that nearly repeat another are told from those that do not, in any script and whatever they hold."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.likeness import KEPT, PIECE, fingerprint, likeness, nearly_same

RIVER = (
    "To whoever leaves the blue bicycle by the river every evening: I pass it on my way home, and for a year I have "
    "wanted to say that its bell is missing a screw. Yesterday I put one on. It rings again. I hope you noticed it, "
    "and that you ride a little further now, past the mill, where herons stand in the shallow water until it is dark."
)
#: A letter, and the same with what people change when they send something again.
REPEATED = [
    (RIVER, RIVER.upper()),
    (RIVER, RIVER.replace(",", " —").replace(".", "!!")),
    (RIVER, RIVER.replace("blue", "red").replace("Yesterday", "On Monday").replace("herons", "swans")),
    (RIVER, "Hello again! " + RIVER + " Please print it this time."),
    (RIVER, RIVER.replace("e", "e\u200b", 40)),
    (RIVER, RIVER.replace("i", "í").replace("o", "ö")),
    (RIVER, " ".join(word + " " * (at % 3) for at, word in enumerate(RIVER.split()))),
    ("Bring back the old library opening hours, please.", "Please bring back the old library opening hours!"),
    ("Thank you.", "thank you"),
    (
        "An die Frau, die mir im Februar den Schirm geliehen hat: Er steht noch bei mir, trocken und verbogen.",
        "An die Frau, die mir im Februar den Schirm geliehen hat. Er steht immer noch bei mir, trocken, verbogen!",
    ),
    (
        "川のそばにいつも置いてある青い自転車の持ち主へ。ベルのねじがなくなっていたので、昨日つけておきました。また鳴りますよ。",
        "川のそばに毎日置いてある青い自転車の持ち主へ。ベルのねじがなくなっていたので、昨日つけておきました。また鳴ります。",
    ),
    (
        "إلى من يترك الدراجة الزرقاء قرب النهر كل مساء: أمر بها في طريقي إلى البيت منذ عام وأردت أن أقول شكرا",
        "إلى من يترك الدراجة الحمراء قرب النهر كل مساء، أمر بها في طريقي إلى البيت منذ عام وأردت أن أقول شكرا لك",
    ),
    (
        "Тому, кто каждый вечер оставляет синий велосипед у реки: я прохожу мимо него по дороге домой уже целый год.",
        "Тому, кто каждый вечер оставляет синий велосипед у реки. Я прохожу мимо него по дороге домой целый год!",
    ),
]  # fmt: skip
OTHERS = [
    RIVER,
    (
        "To my neighbour upstairs: you practise the same four bars of the waltz every Sunday morning, and you always "
        "stop before the hard one. I know it by heart now. Please play the fifth bar once, even wrong. I will clap."
    ),
    (
        "To the person who returns the trolleys at the market: I have seen you do it in the rain, on your way home, "
        "when nobody asked you to. I wanted to say that somebody noticed it, and that I do the same every evening now."
    ),
    "To whoever leaves flowers by the river every Sunday: whom are they for?",
    "Thank you.",
    "Thank you for the soup.",
    "Sorry.",
    "An den Mann mit dem roten Schal: Sie haben im Bus Ihren Platz hergegeben. Ich denke noch daran.",
    "An die Frau, die im Bus immer vorn sitzt: Ich habe Ihre Handschuhe, sie liegen bei der Fahrerin.",
    "図書館でいつも窓際に座っている人へ。あなたが読み終えた本を、私はいつも次に借りています。感想を聞いてみたいです。",
    "川のそばで毎朝走っている人へ。あなたの犬がとても好きです。名前を教えてください。",
    "إلى جارتي في الطابق الثالث: رائحة القهوة في الصباح تجعل يومي أفضل، ولم أقل لك ذلك من قبل",
    "Соседке сверху: вы играете один и тот же вальс каждое воскресенье и всегда останавливаетесь перед трудным местом.",
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), REPEATED, ids=range(len(REPEATED)))
def test_a_text_sent_again_with_small_changes_is_recognised(one: str, other: str) -> None:
    assert nearly_same(fingerprint(one), fingerprint(other))


def test_no_two_of_others_are_taken_for_the_same_though_they_speak_of_alike_things() -> None:
    drawn = [fingerprint(text) for text in OTHERS]
    found = [(a, b) for a in range(len(drawn)) for b in range(a) if nearly_same(drawn[a], drawn[b])]
    assert found == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_two_texts_hold_they_are_as_much_alike_one_way_as_the_other(one: str, other: str) -> None:
    first, second = fingerprint(one), fingerprint(other)
    assert len(first) <= KEPT and 0 <= likeness(first, second) == likeness(second, first) <= 1
    assert likeness(first, first) == (1 if first else 0)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=300, max_size=600), st.data())
def test_one_character_in_a_hundred_may_change(text: str, data: st.DataObject) -> None:
    """Where there is something to go by: a text that only repeats itself has few pieces."""
    places = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=len(text) // 100))
    changed = "".join("é" if at in places else each for at, each in enumerate(text))
    if len(fingerprint(text)) == KEPT:
        assert likeness(fingerprint(text), fingerprint(changed)) > 0.5 or len(set(text)) < 4 * PIECE


def test_a_fingerprint_estimates_how_many_pieces_are_shared() -> None:
    chance, words = random.Random(5), [f"w{number:04}" for number in range(2_000)]
    for shared in (0, 50, 100, 150):
        both = chance.sample(words, 200)
        one, other = " ".join(both), " ".join([*both[:shared], *(f"x{number:04}" for number in range(200 - shared))])
        pieces = [{text[at : at + PIECE] for at in range(len(text) - PIECE + 1)} for text in (one, other)]
        exact = len(pieces[0] & pieces[1]) / len(pieces[0] | pieces[1])
        assert abs(likeness(fingerprint(one), fingerprint(other)) - exact) < 0.3


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂🙂", "\u200b\u0301", "!?"])
def test_what_holds_no_words_is_like_nothing(text: str) -> None:
    assert not fingerprint(text) and not nearly_same(fingerprint(text), fingerprint(text))
