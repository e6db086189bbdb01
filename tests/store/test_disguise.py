"""What a backup does not tell, and that a store opened on it still knows everything that it needs."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SealError, StoreError
from bot.letter import NoticeKind, Part, ResponseKind, Tag, new_id
from bot.sealing.names import SEALED, notice_message_of
from bot.sealing.seal import Seal
from bot.store import copy, reader
from bot.store.disguise import FRESH, disguise
from bot.store.sqlite import SqliteStore
from tests.store.people import NOW, WREN, author
from tests.store.test_reseal import (
    NEW,
    OLD,
    OTHER,
    contents,
    files,
    left_of,
    path,
    rotate,
    rows_of,
    sealed_in,
    small_batches,
)

pytestmark = pytest.mark.only_run

__all__ = ["path", "small_batches"]


#: Tables about the messages that something came from.
LEFT_OUT = ("inbox", "answer_part")


def nowhere(done: int, total: int) -> None:
    """Shows nothing."""


async def disguised(path: Path, *keys: bytes) -> Path:
    """A copy of a database, disguised."""
    draft = path.parent.with_name(f"{path.parent.name} copy") / "copy.db"
    draft.parent.mkdir()
    shutil.copy(path, draft)
    await disguise(draft, Seal(*keys), nowhere)
    return draft


def said(path: Path, *keys: bytes) -> list[tuple[str, str, bytes]]:
    """Everything sealed but what is left out, opened, in whatever order."""
    found = contents(path, *keys).items()
    return sorted((table, col, value) for (table, _, col), value in found if table not in LEFT_OUT)


async def test_all_that_is_sealed_says_the_same_and_no_piece_of_before_is_in_the_file(
    path: Path, small_batches: None
) -> None:
    draft = await disguised(path, OLD)
    before = [sealed for sealed, _ in sealed_in(path).values()]
    assert said(draft, OLD) == said(path, OLD) and len(said(draft, OLD)) > 100
    assert left_of(before, path) and left_of(before, draft) == []
    assert [file.name for file in draft.parent.iterdir()] == ["copy.db"]


async def test_rows_are_all_there_and_have_other_places(path: Path) -> None:
    draft = await disguised(path, OLD)
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(draft)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = one.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        for table, sql in tables.fetchall():
            counted = [each.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for each in (one, other)]
            assert counted[1] == (0 if table in LEFT_OUT else counted[0]), table
            if "WITHOUT ROWID" in sql or "id INTEGER PRIMARY KEY" in sql or table == "migration":
                continue
            places = [{row for (row,) in each.execute(f"SELECT rowid FROM {table}")} for each in (one, other)]
            assert not places[0] & places[1], table


async def test_what_refers_to_a_row_finds_it_under_its_fresh_id(path: Path) -> None:
    kinds = ("response", "notice", "notice-edit", "page", "desk-card")
    with closing(sqlite3.connect(path)) as connection, connection:
        for id, kind in enumerate(kinds, 1):
            connection.execute("UPDATE delivery SET kind = ?, subject_id = ? WHERE id = ?", (kind, id, id))
        connection.execute("UPDATE delivery SET subject_id = NULL WHERE id = 5")
        connection.execute("UPDATE response SET notice_id = NULL WHERE id = 6")
    draft = await disguised(path, OLD)
    ids = {table: {row["id"] for row in rows_of(draft, table)} for table in FRESH}
    assert not set(range(7)) & set().union(*ids.values())

    def row(table: str, id: int, key: str) -> Any:
        """What tells which row of before it is."""
        (found,) = [each for each in rows_of(draft, table) if each["id"] == id]
        return found[key]

    subjects = {each["id"]: each["subject_id"] for each in rows_of(draft, "delivery")}
    assert row("response", subjects[1], "number") == 1
    assert [row("notice", subjects[id], "sent_at") for id in (2, 3)] == [2, 3]
    assert (subjects[4], subjects[5]) == (4, None)
    told = {each["number"]: each["notice_id"] for each in rows_of(draft, "response")}
    assert told[6] is None
    assert [row("notice", told[number], "sent_at") for number in range(6)] == [*range(6)]


async def test_after_a_broken_off_rotation_a_backup_needs_the_newer_key_alone(path: Path, small_batches: None) -> None:
    await rotate(path, batches=12)
    assert said(await disguised(path, NEW, OLD), NEW) == said(path, NEW, OLD)


async def test_another_key_s_database_is_not_half_disguised(path: Path) -> None:
    with pytest.raises(SealError):
        await disguised(path, OTHER)


async def test_one_harmed_value_keeps_nobody_from_making_a_backup(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE part SET sealed_text = zeroblob(40) WHERE position = 3")
    draft = await disguised(path, OLD)
    texts = {row["position"]: row["sealed_text"] for row in rows_of(draft, "part")}
    assert texts.pop(3) == bytes(40)
    for position, sealed in texts.items():
        assert Seal(OLD).open(sealed, SEALED["part"]["sealed_text"].format(letter_id=position // 3))


# --- of a store ------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def opened(path: Path, seal: Seal) -> AsyncGenerator[SqliteStore]:
    """A store, closed whatever happens: a test that fails should not hang as well."""
    store = SqliteStore(path, seal)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


async def filled(path: Path) -> dict[str, int]:
    """A database with a draft, a letter that waits, one in public, and two notices of it: one sent, one ended without
    a message. Their ids."""
    seal = Seal(OLD)
    async with opened(path, seal) as store, store.transaction() as tx:
        ids = {
            state: (await tx.add_letter(new_id(), author(WREN), None)).id for state in ("draft", "held", "published")
        }
        for index, (state, id) in enumerate(ids.items()):
            await tx.save_parts(id, [Part("Dear you.", seal.message_tag(100 + index))])
            await tx._connection.execute("UPDATE letter SET state = ?, number = ? WHERE id = ?", (state, index, id))
        for message in (500, 0):
            notice = await tx.add_notice(ids["published"], NoticeKind.RELAY, "Somebody answered.")
            await tx.set_notice_message(
                notice.id, seal.seal_id(message, notice_message_of(notice.id)), seal.message_tag(message), NOW
            )
            mark = Tag(bytes(32))
            told = await tx.add_response(ids["published"], ResponseKind.PEN, mark, "Owl", "Yes.", None, NOW)
            assert told is not None
            await tx.link_notice(told.id, notice.id)
    return ids


async def test_a_store_opened_on_a_backup_recognises_replies_and_follows_what_may_be_edited(tmp_path: Path) -> None:
    database, seal = tmp_path / "letters.db", Seal(OLD)
    ids = await filled(database)
    target = await disguised(database, OLD)
    assert [row["message_tag"] for row in rows_of(target, "notice")] == [None, None]
    async with opened(target, seal) as store, store.transaction() as tx:
        notice = await tx.notice_in(seal.message_tag(500))
        assert notice is not None and notice.letter_id == ids["published"]
        assert [each.number for each in await tx.responses_told_in(notice.id)] == [1]
        assert [await tx.letter_from(seal.message_tag(100 + index)) for index in range(3)] == [
            ids["draft"], ids["held"], None
        ]  # fmt: skip
    tags = [row["message_tag"] for row in rows_of(target, "notice")]
    assert len(set(tags)) == 2 and {len(tag) for tag in tags} == {32}  # nobody tells which of them was never sent


async def test_a_harmed_notice_keeps_no_store_from_opening(tmp_path: Path) -> None:
    database = tmp_path / "letters.db"
    await filled(database)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE notice SET message_tag = NULL, sealed_message = zeroblob(40)")
    async with opened(database, Seal(OLD)):
        pass


def backup(tmp_path: Path) -> tuple[int, bool]:
    """As a host makes it."""
    return copy.backup(tmp_path / "letters.db", tmp_path / "copy.db", Seal(OLD), nowhere, nowhere)


@pytest.mark.parametrize(
    "change", ["DELETE FROM migration WHERE number = {}", "INSERT INTO migration VALUES ({} + 1, 'from the future')"]
)
async def test_what_another_version_wrote_is_copied_as_it_is(tmp_path: Path, change: str) -> None:
    await filled(tmp_path / "letters.db")
    with closing(sqlite3.connect(tmp_path / "letters.db")) as connection, connection:
        connection.execute(change.format(reader.known_layout()))
    assert await asyncio.to_thread(backup, tmp_path) == (3, False)
    assert rows_of(tmp_path / "copy.db", "notice") == rows_of(tmp_path / "letters.db", "notice")


@pytest.mark.parametrize("change", [None, "DELETE FROM remark"])
async def test_there_is_a_backup_of_what_has_nothing_in_it_yet(tmp_path: Path, change: str | None) -> None:
    """An empty file, and one whose first start was killed after it was laid out."""
    if change is not None:
        async with opened(tmp_path / "letters.db", Seal(OLD)):
            pass
    with closing(sqlite3.connect(tmp_path / "letters.db")) as connection, connection:
        connection.execute(change or "PRAGMA user_version = 1")
    assert await asyncio.to_thread(backup, tmp_path) == (0, True)


async def test_a_backup_that_cannot_be_disguised_is_none(tmp_path: Path) -> None:
    await filled(tmp_path / "letters.db")
    with closing(sqlite3.connect(tmp_path / "letters.db")) as connection, connection:
        connection.execute("CREATE TRIGGER full BEFORE UPDATE ON notice BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    with pytest.raises(StoreError, match="disk is full"):
        await asyncio.to_thread(backup, tmp_path)
    assert [name for name in files(tmp_path / "letters.db") if name.startswith("copy.db")] == []
