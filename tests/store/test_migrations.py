"""The SQLite file: how it is made and kept up to date, and what is said when it cannot be used."""

from __future__ import annotations

import re
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SealError, SetupError, StoreError
from bot.sealing.seal import Seal
from bot.store import migrate
from bot.store.sqlite import SqliteStore
from tests.store.conftest import KEY

SCHEMA = Path(__file__).parents[2] / "bot" / "store" / "schema.sql"
OTHER_KEY = bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database may be made."""
    return tmp_path / "data" / "letters.db"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Whatever happens, no worker of a database outlives the test."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()


async def opened(path: Path, key: bytes = KEY) -> SqliteStore:
    """A store over this file."""
    store = SqliteStore(path, Seal(key))
    await store.open()
    return store


async def made(path: Path) -> None:
    """A database as the program makes it."""
    await (await opened(path)).close()


def read(path: Path, statement: str) -> list[tuple[Any, ...]]:
    """What another program reads in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


# The schema


def plain(sql: str) -> str:
    """A statement without remarks and layout."""
    return " ".join(re.sub(r"--.*", "", sql).split())


def dense(sql: str) -> str:
    """The same without spaces around brackets and commas, and without quotes around names: SQLite sets them in its own
    way where a column was added or a table was given its name later."""
    return re.sub(r" ?([(),]) ?", r"\1", plain(sql).replace('"', ""))


def layout(connection: sqlite3.Connection) -> dict[str, object]:
    """Everything SQLite knows of a schema, by name."""
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    tables = [name for kind, name, _, _ in found if kind == "table"]
    shape: dict[str, object] = {f"{kind} {name}": (table, dense(sql or "")) for kind, name, table, sql in found}
    for table in tables:
        for pragma in ("table_info", "foreign_key_list", "index_list"):
            rows = connection.execute(f"PRAGMA {pragma}({table})").fetchall()
            shape[f"{pragma} {table}"] = sorted(map(str, rows)) if pragma != "table_info" else rows
        for _, index, *_ in connection.execute(f"PRAGMA index_list({table})").fetchall():
            shape[f"index_info {index}"] = connection.execute(f"PRAGMA index_xinfo({index})").fetchall()
    return shape


async def test_the_schema_to_be_read_is_the_one_that_the_migrations_make(path: Path) -> None:
    await made(path)
    with closing(sqlite3.connect(path)) as by_migrations, closing(sqlite3.connect(":memory:")) as by_schema:
        by_schema.executescript(SCHEMA.read_text("utf-8"))
        assert layout(by_migrations) == layout(by_schema)
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        assert by_migrations.execute(names).fetchall() == by_schema.execute(names).fetchall()


# Migrating


async def test_every_migration_is_recorded_once(path: Path) -> None:
    await made(path)
    await made(path)
    assert read(path, "SELECT number, name FROM migration ORDER BY number") == [
        (number, name) for number, name, _ in migrate.migrations()
    ]


async def test_a_database_that_is_brought_up_to_date_says_so_and_a_new_one_does_not(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await made(path)
    assert "up to date" not in caplog.text
    known = migrate.migrations()
    monkeypatch.setattr(migrate, "migrations", lambda: [*known, (len(known) + 1, "more", GOOD)])
    await made(path)
    assert f"step {len(known) + 1} of {len(known) + 1}" in caplog.text


def test_migrations_are_numbered_without_gaps() -> None:
    assert [number for number, _, _ in migrate.migrations()] == list(range(1, len(migrate.migrations()) + 1))


GOOD, BAD = "CREATE TABLE more (id);", "CREATE TABLE half (id);\nINSERT INTO nowhere VALUES (1);"


@pytest.mark.parametrize("script", [BAD, "CREATE TABLE half (id);\nCREATE TABL"])
async def test_a_migration_that_fails_leaves_nothing_and_can_be_run_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    await made(path)
    known = migrate.migrations()
    before = dump(path)
    monkeypatch.setattr(migrate, "migrations", lambda: [*known, (len(known) + 1, "more", script)])
    with pytest.raises(StoreError):
        await opened(path)
    assert dump(path) == before
    monkeypatch.setattr(migrate, "migrations", lambda: [*known, (len(known) + 1, "more", GOOD)])
    await made(path)
    assert ("more",) in read(path, "SELECT name FROM migration")


async def test_a_database_from_the_future_is_left_alone(path: Path) -> None:
    await made(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, 'from the future')")
        connection.commit()
    before = dump(path)
    with pytest.raises(StoreError) as caught:
        await opened(path)
    assert "9999" in str(caught.value)
    assert "newer version" in str(caught.value)
    assert dump(path) == before


def test_a_script_falls_apart_into_its_statements_and_loses_none() -> None:
    script = "-- one; two\nCREATE TABLE a (b TEXT DEFAULT ';');\n\nCREATE INDEX c\n    ON a (b); -- remark;\nSELECT 1"
    found = [plain(statement) for statement in migrate.statements(script)]
    assert [statement for statement in found if statement] == [
        "CREATE TABLE a (b TEXT DEFAULT ';');",
        "CREATE INDEX c ON a (b);",
        "SELECT 1",
    ]


# In force


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("secure_delete", 1), ("busy_timeout", 2000)],
)
async def test_what_keeps_letters_safe_is_in_force(path: Path, pragma: str, value: object) -> None:
    store = await opened(path)
    async with store.transaction() as tx:
        (row,) = await tx._connection.execute_fetchall(f"PRAGMA {pragma}")  # pyright: ignore[reportPrivateUsage]
    await store.close()
    assert row[0] == value


async def test_a_stop_leaves_one_file(path: Path) -> None:
    await made(path)
    assert [file.name for file in path.parent.iterdir()] == ["letters.db"]


# What cannot be used


def every_byte(folder: Path) -> dict[str, bytes]:
    """What a thief would copy."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_another_key_is_refused_and_changes_no_byte(path: Path) -> None:
    await made(path)
    before = every_byte(path.parent)
    with pytest.raises(SealError, match="seal key does not fit"):
        await opened(path, OTHER_KEY)
    assert every_byte(path.parent) == before
    await made(path)


async def test_after_a_kill_too_another_key_changes_no_byte(path: Path, tmp_path: Path) -> None:
    store = await opened(path)
    async with store.transaction() as tx:
        await tx.set_meta("kept", b"yes")
    left = shutil.copytree(path.parent, tmp_path / "left")  # as a kill leaves it: most of it in the write-ahead log
    await store.close()
    (left / "letters.db-shm").unlink()
    before = every_byte(left)
    assert len(before["letters.db-wal"]) > 4096
    with pytest.raises(SealError, match="seal key does not fit"):
        await opened(left / path.name, OTHER_KEY)
    after = every_byte(left)
    after.pop("letters.db-shm", None)  # an index of the log, which SQLite makes anew whenever it is needed
    assert after == {name: held for name, held in before.items() if name != "letters.db.lock"}
    again = await opened(left / path.name)
    async with again.transaction() as tx:
        assert await tx.meta("kept") == b"yes"
    await again.close()


async def test_an_older_database_and_another_key_are_not_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(path)
    before = every_byte(path.parent)
    known = migrate.migrations()
    monkeypatch.setattr(migrate, "migrations", lambda: [*known, (len(known) + 1, "more", GOOD)])
    with pytest.raises(SealError):
        await opened(path, OTHER_KEY)
    assert every_byte(path.parent) == before


def a_folder(path: Path) -> None:
    path.mkdir(parents=True)


def other_bytes(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"Dear diary, this is no database.\n" * 200)


def a_torn_database(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)


def a_file_instead_of_the_folder(path: Path) -> None:
    path.parent.write_text("in the way")


@pytest.mark.parametrize("there", [a_folder, other_bytes, a_torn_database, a_file_instead_of_the_folder])
async def test_what_is_no_database_is_named_and_left_as_it_is(path: Path, there: Any) -> None:
    there(path)
    before = sorted((file, file.is_file() and file.read_bytes()) for file in path.parent.parent.rglob("*"))
    with pytest.raises(StoreError) as caught:
        await opened(path)
    assert str(path) in str(caught.value)
    assert "cannot be opened" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert sorted((file, file.is_file() and file.read_bytes()) for file in path.parent.parent.rglob("*")) == before


@pytest.mark.parametrize("path", [Path("/proc/letters.db"), Path("/proc/nowhere/letters.db")])
async def test_a_folder_that_takes_no_files_is_named(path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        await opened(path)
    assert str(path) in str(caught.value)


async def test_a_store_that_could_not_open_can_be_opened_once_the_reason_is_gone(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    a_folder(in_the_way / "letters.db")
    store = SqliteStore(in_the_way / "letters.db", Seal(KEY))
    with pytest.raises(StoreError):
        await store.open()
    await store.close()
    shutil.rmtree(in_the_way)
    await store.open()
    await store.close()


def test_from_when_a_letter_s_time_runs_is_known_after_0013() -> None:
    """Letters of before it are forgotten at the moment at which they would have been."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.create_function("seal", 4, lambda value, *_: value)
        for number, _, script in migrate.migrations()[:13]:
            if number == 13:
                connection.executescript(BEFORE_13)
            connection.executescript(script)
        found = dict(connection.execute("SELECT id, since FROM letter").fetchall())
        assert found == {1: 100, 2: 300, 3: None, 4: 100, 5: 100, 6: 500, 7: None, 8: 50, 9: None, 10: 250}
        assert connection.execute("SELECT guild_id FROM report").fetchall() == [(1,)]


BEFORE_13 = """
INSERT INTO guild (id) VALUES (1);
INSERT INTO letter (id, state, guild_id, number, turn, submitted_at, published_at, sealed_author, sealed_title) VALUES
    (1, 'published', 1, 1, 1, 50, 100, x'01', NULL), -- nobody answered
    (2, 'published', 1, 2, 2, 50, 100, x'01', NULL), -- somebody did
    (3, 'published', 1, 3, 3, 50, 100, NULL, NULL), -- its time was over
    (4, 'published', 1, 4, 4, 50, 100, NULL, NULL), -- and then somebody reported it
    (5, 'removed', 1, 5, 5, 50, 100, x'01', NULL),
    (6, 'rejected', 1, 6, 6, 50, NULL, x'01', x'01'),
    (7, 'rejected', 1, 7, 7, 50, NULL, NULL, NULL), -- emptied
    (8, 'withdrawn', 1, 8, 8, 50, NULL, NULL, x'01'), -- nobody knows when
    (9, 'held', 1, 9, 9, 50, NULL, x'01', NULL),
    (10, 'published', 1, 10, 10, 50, 100, NULL, NULL); -- its author's time was over, and then somebody answered
INSERT INTO response (id, letter_id, number, kind, sealed_name, sealed_text, at, sealed_mark) VALUES
    (1, 2, 1, 'pen', x'', x'', 200, x'01'), (2, 2, 2, 'pen', x'', x'', 300, NULL),
    (3, 10, 1, 'pen', x'', x'', 250, x'01'),
    (4, 3, 1, 'pen', x'', x'', 150, NULL);
INSERT INTO decision (letter_id, verb, at) VALUES (6, 'reject', 500), (6, 'unmask', 600), (7, 'reject', 500);
INSERT INTO report (id, letter_id, sealed_reporter, at) VALUES (1, 4, x'01', 200);
"""


@pytest.mark.parametrize("change", ["ALTER TABLE letter ADD COLUMN mood TEXT", "ALTER TABLE remark RENAME value TO v"])
async def test_a_layout_that_is_not_the_one_of_its_number_is_refused_and_not_written_to(
    path: Path, change: str
) -> None:
    """A version between releases wrote it, whose migrations were numbered anew, or changed, before the release."""
    await made(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change)
    before = dump(path)
    with pytest.raises(StoreError, match="between two releases"):
        await opened(path)
    assert dump(path) == before
