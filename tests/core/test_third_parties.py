"""Other people's data in a letter is found where it stands, and an ordinary letter holds none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import third_parties
from bot.rules.trace_kinds import TraceKind
from tests.core.growth import LINEAR, growth
from tests.core.test_traces import LETTERS

HOLDS = [
    ("She lives at 12 Elm Street, second door.", TraceKind.PLACE, "12 Elm Street"),
    ("221B Baker St., London", TraceKind.PLACE, "221B Baker St."),
    ("4 Priory Close, Leeds", TraceKind.PLACE, "4 Priory Close"),
    ("write to 1600 Pennsylvania Avenue NW", TraceKind.PLACE, "1600 Pennsylvania Avenue"),
    ("They moved to Springfield, IL 62704 in May.", TraceKind.PLACE, "Springfield, IL 62704"),
    ("his postcode is SW1A 1AA", TraceKind.PLACE, "SW1A 1AA"),
    ("P.O. Box 123", TraceKind.PLACE, "P.O. Box 123"),
    ("Er wohnt in der Lindenstraße 12, ganz oben.", TraceKind.PLACE, "Lindenstraße 12"),
    ("Berliner Straße 5a", TraceKind.PLACE, "Berliner Straße 5a"),
    ("au 12, rue de la Paix", TraceKind.PLACE, "12, rue de la Paix"),
    ("en la calle Mayor 12", TraceKind.PLACE, "calle Mayor 12"),
    ("Via Roma, 3", TraceKind.PLACE, "Via Roma, 3"),
    ("Call him: 0151 23456789", TraceKind.PHONE, "0151 23456789"),
    ("her number is +44 7911 123456", TraceKind.PHONE, "+44 7911 123456"),
    ("anna.k@mail.example.org", TraceKind.EMAIL, "anna.k@mail.example.org"),
    ("ask @lil_annie99 about it", TraceKind.HANDLE, "@lil_annie99"),
    ("https://www.instagram.com/anna_k99/", TraceKind.HANDLE, "https://www.instagram.com/anna_k99/"),
    ("https://discord.com/users/123456789012345678", TraceKind.HANDLE, "https://discord.com/users/123456789012345678"),
    ("<@123456789012345678> knows", TraceKind.MEMBER, "<@123456789012345678>"),
]
HOLDS_NONE = [
    "In 2019 High Court ruled against him.",
    "I spent 3 years on the Long Road to nowhere",
    "at 7 Happy Way I felt",
    "I bought an MP3 3DS game",
    "we met at number 14, room 12, seat 4B",
    "12 Angry Men is a film",
    "She came via Amazon 12 times",
    "I weigh 70 KG, and ran 5KM",
    "Psalm 23, verse 4",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&si=abc",
    "https://docs.google.com/document/d/xyz",
    "Platz 3 im Rennen; der Weg 5 war lang",
    "chapter 12, Boulevard of Broken Dreams",
    "@everyone hello",
    "The 8:15 to Basel, 0 regrets, $1,250.00",
]


@pytest.mark.parametrize(("text", "kind", "what"), HOLDS)
def test_it_is_found_where_it_stands(text: str, kind: TraceKind, what: str) -> None:
    (found,) = third_parties.find(text)
    assert (found.kind, found.what, text[found.start : found.end]) == (kind, what, what)


@pytest.mark.parametrize("text", HOLDS_NONE)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert third_parties.find(text) == []


def test_ordinary_letters_hold_none_but_a_street_that_is_one() -> None:
    found = [trace.what for letter in LETTERS for trace in third_parties.find(letter)]
    assert found == ["27 High Street"]


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    for trace in third_parties.find(text):
        assert text[trace.start : trace.end] == trace.what


@pytest.mark.parametrize("piece", ["12 Elm ", "Ab straße ", "12345 ", "SW1A ", "Springfield, ", "A", "rue de la "])
def test_four_times_the_text_takes_about_four_times_the_time(piece: str) -> None:
    assert growth(third_parties.find, piece, 40_000) < LINEAR
