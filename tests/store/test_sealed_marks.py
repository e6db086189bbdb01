"""The migration that seals the marks: whoever was recognised still is, and no old mark is left anywhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.letter import NOBODY, Kind, Person, Report, Sealed, Tag
from bot.sealing.names import author_of, inbox_of, notice_message_of
from bot.sealing.seal import TAG_KEY, Seal
from bot.store import migrate
from bot.store.sqlite import SqliteStore
from tests.store.conftest import KEY
from tests.store.people import NOW

SERVER, WREN, IDA = 1, 11, 12
#: The migration that is tried here.
NUMBER = 8


@pytest.fixture
def seal() -> Seal:
    """One that makes the same marks before and after."""
    seal = Seal(KEY)
    seal.use_tag_key(seal.new_tag_key())
    return seal


def mark(seal: Seal, purpose: str, person: int) -> Tag:
    return seal.tag(purpose, SERVER, person)


@pytest.fixture
def path(tmp_path: Path, seal: Seal) -> Path:
    """A database of the time before: a letter of Wren's in public, with responses, pen names, reports, blocks, notices,
    of Ida's, of Wren's own, and of somebody who was forgotten."""
    path = tmp_path / "letters.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(migrate.RECORD)
        for number, name, script in migrate.migrations()[: NUMBER - 1]:
            connection.executescript(script.replace("CREATE TABLE migration", "CREATE TABLE IF NOT EXISTS migration"))
            connection.execute("INSERT INTO migration VALUES (?, ?)", (number, name))
        fill(connection, seal)
    return path


def fill(connection: sqlite3.Connection, seal: Seal) -> None:
    def insert(table: str, **row: object) -> None:
        places = ", ".join(f":{column}" for column in row)
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row)

    author, ida = mark(seal, "author", WREN), mark(seal, "responder", IDA)
    insert("remark", name=TAG_KEY, value=seal.seal(seal._tag_key or b"", TAG_KEY))  # pyright: ignore[reportPrivateUsage]
    insert("guild", id=SERVER, last_number=1)
    insert("letterbox", id=1, guild_id=SERVER, letters_id=2, desk_id=3, categories="[]")
    insert(
        "letter", id=7, state="published", guild_id=SERVER, letterbox_id=1, number=1, turn=1, unreachable=1,
        submitted_at=NOW, author_tag=author, sealed_author=seal.seal_person(Person(WREN), author_of(7)),
    )  # fmt: skip
    for id, sent_at in ((70, NOW), (71, None)):
        insert("notice", id=id, letter_id=7, author_tag=author, kind="relay", sealed_text=text(seal, "notice:7"))
        if sent_at:
            change = "UPDATE notice SET sent_at = ?, sealed_place = ?, message_tag = ? WHERE id = ?"
            connection.execute(change, (sent_at, seal.seal_id(5, notice_message_of(id)), seal.tag("message", 0, 5), id))
    for number, kind, tag, notice in (
        (1, "open", ida, 70), (2, "pen", ida, 71), (3, "author", author, None), (4, "pen", None, 70),
    ):  # fmt: skip
        insert(
            "response", id=80 + number, letter_id=7, number=number, kind=kind, at=NOW, responder_tag=tag,
            notice_id=notice, sealed_name=text(seal, "name:7"), sealed_text=text(seal, "response:7"),
        )  # fmt: skip
    for skeleton, owner in ((b"rook", ida), (b"crow", None)):
        tag = seal.tag("pen-name", 7, skeleton)
        insert("pen_name", letter_id=7, name_tag=tag, owner_tag=owner, sealed_name=text(seal, "pen-name:7"), used_at=1)
    for person in (WREN, IDA):
        tag = mark(seal, "reporter", person)
        insert("report", letter_id=7, reporter_tag=tag, sealed_reason=text(seal, "report:7"), at=NOW)
    for response, tag in ((0, author), (2, ida), (4, b"")):
        moderator = seal.seal_id(9, "moderator:7")
        insert("block", guild_id=SERVER, letter_id=7, response=response, person_tag=tag, sealed_moderator=moderator)
    position = seal.seal(b"position", inbox_of(90))
    insert("inbox", id=90, person_tag=seal.tag("inbox", 0, WREN), sealed_place=position, until=None)
    insert(
        "delivery", lane="note:1", kind="note", sealed_payload=text(seal, "delivery:abc"), nonce="abc", created_at=1,
        not_before=2**40, person_tag=seal.tag("note", 0, WREN), place="note",
    )  # fmt: skip


def text(seal: Seal, about: str) -> Sealed:
    return seal.seal(b"Rook", about)


async def test_whoever_was_known_is_known_blocked_and_has_reported(path: Path, seal: Seal) -> None:
    store = SqliteStore(path, seal)
    await store.open()
    author, ida = mark(seal, "author", WREN), mark(seal, "responder", IDA)
    both = [ida, mark(seal, "author", IDA)]
    try:
        async with store.transaction() as tx:
            (letter,) = await tx.letters_by(lambda id, sealed: seal.open_person(sealed, author_of(id)).id == WREN, [1])
            found = [await tx.response_numbered(7, number) for number in (1, 2, 3, 4)]
            assert [each and each.mark for each in found] == [ida, ida, author, NOBODY]
            assert [each and each.notice_id for each in found] == [None, 71, None, None]  # what is to be told yet
            assert len(await tx.responses_by(lambda _: both)) == 2
            assert await tx.last_pen_name(7, ida) == "Rook"
            assert await tx.claim_pen_name(7, "rook", "Rook", ida, NOW)
            assert not await tx.claim_pen_name(7, "rook", "Rook", author, NOW)
            assert not await tx.claim_pen_name(7, "crow", "Crow", ida, NOW)
            assert not await tx.report(7, mark(seal, "reporter", IDA), Report("again", NOW))
            assert await tx.report(7, mark(seal, "reporter", 13), Report("for the first time", NOW))
            assert len(await tx.blocks_on(7, NOW)) == 3
            assert [len(await tx.blocks_of(1, each, NOW)) for each in (both, [author], [Tag(b"other")])] == [1, 1, 0]
            assert letter == await tx.last_told(lambda *_: True, [1], NOW)
            assert await tx.inbox_of(seal.tag("inbox", 0, WREN)) is not None
            assert await tx.payloads(Kind.NOTE) == [(1, b"Rook")]
    finally:
        await store.close()


def on_disk(path: Path) -> bytes:
    """Every byte of the database and of what lies beside it."""
    return b"".join(file.read_bytes() for file in path.parent.glob("letters.db*"))


async def test_no_mark_of_before_is_in_any_file(path: Path, seal: Seal) -> None:
    old = [mark(seal, purpose, person) for purpose in ("author", "responder", "reporter") for person in (WREN, IDA)]
    old = [tag for tag in old if tag in on_disk(path)]
    assert len(old) == 4
    store = SqliteStore(path, seal)
    await store.open()
    try:
        held = on_disk(path)
        assert b"sealed_mark" in held and [tag for tag in old if tag in held] == []
    finally:
        await store.close()
