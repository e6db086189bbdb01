"""Seals and tags: only the right key opens, only where it belongs, and a tag says nothing beyond its scope."""

from __future__ import annotations

import os
import stat
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SealError, UnsignedError
from bot.letter import Person, Sealed
from bot.seal import KEY_BYTES, Seal, load_key

KEY = bytes(range(32))
OTHER_KEY = bytes(31) + b"\1"
SEAL = Seal(KEY)

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
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealError):
        SEAL.open(bytes(sealed), about)


@given(st.binary(max_size=60), st.data())
def test_a_piece_of_it_is_refused(plain: bytes, data: st.DataObject) -> None:
    sealed = SEAL.seal(plain, "about")
    with pytest.raises(SealError):
        SEAL.open(sealed[: data.draw(st.integers(0, len(sealed) - 1))], "about")


@given(st.binary(max_size=100))
def test_bytes_that_nobody_sealed_are_refused(noise: bytes) -> None:
    for start in (b"", b"\1"):
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


# Tags


@given(purposes, ids, ids)
def test_a_tag_is_the_same_each_time(purpose: str, scope: int, about: int) -> None:
    assert SEAL.tag(purpose, scope, about) == Seal(KEY).tag(purpose, scope, about)
    assert len(SEAL.tag(purpose, scope, about)) == 32


@given(st.lists(st.tuples(purposes, ids, ids), unique=True, min_size=2, max_size=20))
def test_tags_of_another_purpose_scope_or_person_differ(marked: list[tuple[str, int, int]]) -> None:
    assert len({SEAL.tag(*mark) for mark in marked}) == len(marked)


@given(purposes, ids, st.binary(max_size=40), st.binary(max_size=40))
def test_tags_of_other_bytes_differ(purpose: str, scope: int, one: bytes, other: bytes) -> None:
    assert (SEAL.tag(purpose, scope, one) == SEAL.tag(purpose, scope, other)) == (one == other)


@given(purposes, ids, ids)
def test_without_the_key_a_tag_cannot_be_made(purpose: str, scope: int, about: int) -> None:
    assert SEAL.tag(purpose, scope, about) != Seal(OTHER_KEY).tag(purpose, scope, about)


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


def test_the_key_file_is_made_once_for_its_owner_only_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "data" / "letters.key"
    before = os.umask(0)
    try:
        key = load_key(path)
    finally:
        os.umask(before)
    assert len(key) == KEY_BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key(path) == key == path.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == ["letters.key"]


def test_every_key_file_holds_a_key_of_its_own(tmp_path: Path) -> None:
    assert load_key(tmp_path / "one.key") != load_key(tmp_path / "other.key")


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
def test_a_key_file_that_holds_no_key_is_named_and_left_as_it_is(tmp_path: Path, length: int) -> None:
    path = tmp_path / "letters.key"
    path.write_bytes(b"k" * length)
    with pytest.raises(SealError) as caught:
        load_key(path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == b"k" * length


def test_a_key_file_that_cannot_be_read_or_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.key").mkdir()
    (tmp_path / "file").write_text("in the way")
    for path in (tmp_path / "folder.key", tmp_path / "file" / "letters.key", Path("/proc/nowhere/letters.key")):
        with pytest.raises(SealError) as caught:
            load_key(path)
        assert str(path) in str(caught.value)
        assert "None" not in str(caught.value)


def test_a_seal_error_is_one_that_was_raised_on_purpose() -> None:
    with pytest.raises(UnsignedError):
        SEAL.open(Sealed(b""), "about")
