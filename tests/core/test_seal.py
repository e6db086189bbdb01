"""Seals and tags: only the right key opens, only where it belongs, and a tag says nothing beyond its scope."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SealError, UnsignedError
from bot.letter import Person, Sealed
from bot.sealing.seal import ID_BYTES, KEY_BYTES, Seal

KEY = bytes(range(32))
OTHER_KEY = bytes(31) + b"\1"
SEAL = Seal(KEY)
TAG_KEY = SEAL.new_tag_key()
SEAL.use_tag_key(TAG_KEY)

abouts = st.text(max_size=40)
ids = st.integers(0, 2**64 - 1)
purposes = st.sampled_from(["author", "responder", "reporter", "message", "pen-name"])


# Sealing


@given(st.binary(), abouts)
def test_what_is_sealed_opens_again(plain: bytes, about: str) -> None:
    assert SEAL.open(SEAL.seal(plain, about), about) == plain
    assert Seal(KEY).open(SEAL.seal(plain, about), about) == plain


@given(ids, ids, abouts)
def test_a_person_and_an_id_come_back_as_they_were(account: int, dm: int, about: str) -> None:
    assert SEAL.open_person(SEAL.seal_person(Person(account, dm), about), about) == Person(account, dm)
    assert SEAL.open_id(SEAL.seal_id(account, about), about) == account


@given(st.binary(max_size=200), abouts, st.data())
def test_a_changed_byte_is_refused(plain: bytes, about: str, data: st.DataObject) -> None:
    sealed = bytearray(SEAL.seal(plain, about))
    index = data.draw(st.integers(0, len(sealed) - 1))
    sealed[index] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealError):
        SEAL.open(bytes(sealed), about)


@given(st.binary(max_size=60), st.data())
def test_a_piece_of_it_is_refused(plain: bytes, data: st.DataObject) -> None:
    sealed = SEAL.seal(plain, "about")
    with pytest.raises(SealError):
        SEAL.open(sealed[: data.draw(st.integers(0, len(sealed) - 1))], "about")


@given(st.binary(max_size=100))
def test_bytes_that_nobody_sealed_are_refused(noise: bytes) -> None:
    for start in (b"", SEAL.seal(b"", "about")[:ID_BYTES]):
        with pytest.raises(SealError):
            SEAL.open(start + noise, "about")


@given(st.binary(), abouts, abouts)
def test_it_opens_only_as_what_it_was_sealed_as(plain: bytes, about: str, other: str) -> None:
    sealed = SEAL.seal(plain, about)
    if other != about:
        with pytest.raises(SealError):
            SEAL.open(sealed, other)


@given(st.binary(), abouts)
def test_another_key_does_not_open_it(plain: bytes, about: str) -> None:
    with pytest.raises(SealError):
        Seal(OTHER_KEY).open(SEAL.seal(plain, about), about)


def test_the_same_thing_never_looks_the_same_twice() -> None:
    assert len({SEAL.seal(b"again", "about") for _ in range(1000)}) == 1000


@given(ids, ids, ids, ids)
def test_every_sealed_person_has_one_length(one: int, dm: int, other: int, other_dm: int) -> None:
    sealed = SEAL.seal_person(Person(one, dm), "author:1")
    assert len(sealed) == len(SEAL.seal_person(Person(other, other_dm), "author:123456789"))


def test_nothing_tells_which_values_belong_together_but_the_key_they_share() -> None:
    one, other = SEAL.seal(b"the same", "about"), SEAL.seal(b"the same", "about")
    assert one[:ID_BYTES] == other[:ID_BYTES] != Seal(OTHER_KEY).seal(b"the same", "about")[:ID_BYTES]
    assert one[ID_BYTES:] != other[ID_BYTES:]


# Another key


@given(st.binary(), abouts)
def test_what_an_older_key_sealed_opens_until_that_key_is_given_up(plain: bytes, about: str) -> None:
    sealed = SEAL.seal(plain, about)
    changing = Seal(OTHER_KEY, KEY)
    assert changing.open(sealed, about) == plain
    anew = changing.seal(plain, about)
    assert (changing.is_current(sealed), changing.is_current(anew)) == (False, True)
    assert Seal(OTHER_KEY).open(anew, about) == plain
    for key, value in ((KEY, anew), (OTHER_KEY, sealed)):
        with pytest.raises(SealError):
            Seal(key).open(value, about)


@given(st.binary(), abouts, st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=5, unique=True))
def test_after_any_number_of_changes_everything_opens_while_all_keys_are_known(
    plain: bytes, about: str, keys: list[bytes]
) -> None:
    seal, values = Seal(keys[0]), []
    for key in keys:
        seal.turn_to(key)
        values.append(seal.seal(plain, about))
    assert [seal.open(value, about) for value in values] == [plain] * len(keys)
    assert [value for value in values if seal.is_current(value)] == values[-1:]


@given(st.binary(max_size=60), st.binary(min_size=ID_BYTES, max_size=ID_BYTES))
def test_a_value_said_to_be_of_another_key_is_refused(plain: bytes, other_id: bytes) -> None:
    both, sealed = Seal(OTHER_KEY, KEY), SEAL.seal(plain, "about")
    for claimed in (other_id, both.seal(b"", "about")[:ID_BYTES]):
        if claimed != sealed[:ID_BYTES]:
            with pytest.raises(SealError):
                both.open(claimed + sealed[ID_BYTES:], "about")


# Tags


def knowing(tag_key: bytes, *keys: bytes) -> Seal:
    """A seal with these keys that makes tags with that one."""
    seal = Seal(*keys)
    seal.use_tag_key(tag_key)
    return seal


@given(purposes, ids, ids)
def test_a_tag_is_the_same_each_time(purpose: str, scope: int, about: int) -> None:
    assert SEAL.tag(purpose, scope, about) == knowing(TAG_KEY, KEY).tag(purpose, scope, about)
    assert len(SEAL.tag(purpose, scope, about)) == 32


@given(st.lists(st.tuples(purposes, ids, ids), unique=True, min_size=2, max_size=20))
def test_tags_of_another_purpose_scope_or_person_differ(marked: list[tuple[str, int, int]]) -> None:
    assert len({SEAL.tag(*mark) for mark in marked}) == len(marked)


@given(purposes, ids, st.binary(max_size=40), st.binary(max_size=40))
def test_tags_of_other_bytes_differ(purpose: str, scope: int, one: bytes, other: bytes) -> None:
    assert (SEAL.tag(purpose, scope, one) == SEAL.tag(purpose, scope, other)) == (one == other)


@given(purposes, ids, ids)
def test_without_the_tag_key_a_tag_cannot_be_made(purpose: str, scope: int, about: int) -> None:
    with pytest.raises(SealError):
        Seal(KEY).tag(purpose, scope, about)
    with pytest.raises(SealError):
        knowing(TAG_KEY, OTHER_KEY)
    assert SEAL.tag(purpose, scope, about) != knowing(SEAL.new_tag_key(), KEY).tag(purpose, scope, about)


@given(purposes, ids, ids)
def test_tags_stay_when_the_key_changes(purpose: str, scope: int, about: int) -> None:
    changed = knowing(TAG_KEY, OTHER_KEY, KEY)
    assert changed.tag(purpose, scope, about) == SEAL.tag(purpose, scope, about)


# Keys


@given(st.binary(max_size=80).filter(lambda key: len(key) != KEY_BYTES))
def test_a_key_of_another_length_is_refused(key: bytes) -> None:
    with pytest.raises(SealError, match="32 bytes"):
        Seal(key)


def test_no_key_shows_in_a_printed_seal() -> None:
    shown = f"{SEAL!r} {SEAL}"
    assert KEY.hex() not in shown
    assert repr(KEY)[2:20] not in shown
    assert b64encode(KEY).decode() not in shown


def test_a_seal_error_is_one_that_was_raised_on_purpose() -> None:
    with pytest.raises(UnsignedError):
        SEAL.open(Sealed(b""), "about")
