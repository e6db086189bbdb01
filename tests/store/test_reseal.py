"""Sealing everything anew: nothing is missed, nothing is lost wherever it is interrupted, and no old value stays."""

from __future__ import annotations

import sqlite3
from contextlib import aclosing, closing
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SealError, StoreError
from bot.letter import Sealed
from bot.sealing import seal
from bot.sealing.names import SEALED
from bot.sealing.seal import Seal
from bot.store import reseal
from bot.store.sqlite import SqliteStore
from bot.store.tables.sealed_columns import key_of

OLD, NEW, OTHER = (bytes([number]) * 32 for number in (1, 2, 3))
TAG_KEY = ("remark", (seal.TAG_KEY,), "value")
#: Everything sealed, opened, by table, key and column.
Contents = dict[tuple[str, tuple[Any, ...], str], bytes]


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database in which every table has rows and every sealed column values, sealed with the old key."""
    path = tmp_path / "letters.db"
    seal = Seal(OLD)
    store = SqliteStore(path, seal)
    await store.open()
    await store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for name in SEALED:
            for number in range(7):
                insert(connection, name, a_row(connection, seal, name, number))
    return path


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows a batch, so that there are many."""
    monkeypatch.setattr(reseal, "ROWS", 2)
    monkeypatch.setattr(reseal, "PICTURES", 2)


def columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, bool, int]]:
    """Name, type, whether it may be NULL, place in the primary key."""
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [(name, kind, not required and not key, key) for _, name, kind, required, _, key in rows]


def a_row(connection: sqlite3.Connection, seal: Seal, name: str, number: int) -> dict[str, Any]:
    """Any values of the right types; each fourth that may be NULL is."""
    values = {"TEXT": f"text {number}", "BLOB": bytes([number]) * 32}
    row: dict[str, Any] = {column: values.get(kind, number) for column, kind, _, _ in columns(connection, name)}
    row |= {"letter_id": number // 3, "worker": None, "lease_until": None}  # opening a store ends all claims
    for column, _, optional, _ in columns(connection, name):
        if column in SEALED[name]:
            text = f"{name} {column} {number} ".encode() * (number * 20 + 1)
            row[column] = None if optional and number % 4 == 3 else seal.seal(text, SEALED[name][column].format(**row))
    return {column: row[column] for column, *_ in columns(connection, name)}


def insert(connection: sqlite3.Connection, name: str, row: dict[str, Any]) -> None:
    places = ", ".join(f":{column}" for column in row)
    connection.execute(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({places})", row)


def rows_of(path: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]


def sealed_in(path: Path) -> dict[tuple[str, tuple[Any, ...], str], tuple[bytes, str]]:
    """Everything sealed and what it belongs to, by table, key and column."""
    found = {
        (name, tuple(row[key] for key in key_of(name)), column): (row[column], about.format(**row))
        for name, sealed in SEALED.items()
        for row in rows_of(path, name)
        for column, about in sealed.items()
        if row[column] is not None
    }
    hints = {row["name"]: row["value"] for row in rows_of(path, "remark")}
    return {**found, TAG_KEY: (hints[seal.TAG_KEY], seal.TAG_KEY)}


def contents(path: Path, *keys: bytes) -> Contents:
    """Everything sealed, opened with these keys. Raises SealError."""
    seal = Seal(*keys)
    return {index: seal.open(*value) for index, value in sealed_in(path).items()}


def the_rest(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Everything that is not sealed."""
    return [
        (name, {column: value for column, value in row.items() if column not in sealed})
        for name, sealed in SEALED.items()
        for row in rows_of(path, name)
    ]


async def rotate(path: Path, seal: Seal | None = None, batches: int | None = None) -> list[reseal.Progress]:
    """Change the key as the command does, or only so many batches of it; gives what was told."""
    store = SqliteStore(path, seal or Seal(NEW, OLD))
    await store.open()
    told: list[reseal.Progress] = []
    try:
        async with aclosing(store.reseal()) as steps:
            async for step in steps:
                told.append(step)
                if len(told) == batches:
                    break
    finally:
        await store.close()
    return told


async def opens(path: Path, *keys: bytes) -> bool:
    """Whether a store with these keys opens; where it does not, nothing has changed."""
    before = files(path)
    store = SqliteStore(path, Seal(*keys))
    try:
        await store.open()
    except SealError as error:
        assert "does not fit" in str(error)
        assert files(path) == before
        return False
    await store.close()
    return True


def files(path: Path) -> dict[str, bytes]:
    """Every byte in the folder; SQLite's index of its log, which it makes anew, left out."""
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if not file.name.endswith("-shm")}


# The whole of it


async def test_every_sealed_column_of_every_table_is_sealed_anew(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        schema = {
            table: {column for column, *_ in columns(connection, table) if column.startswith("sealed_")}
            for table in tables
        }
        keys = {
            name: [
                column for index, column in sorted((each[3], each[0]) for each in columns(connection, name)) if index
            ]
            for name in SEALED
        }
    assert {table: found for table, found in schema.items() if found} == {
        name: set(sealed) for name, sealed in SEALED.items()
    }
    assert keys == {name: list(key_of(name)) for name in SEALED}
    filled = {(table, column) for table, _, column in sealed_in(path)} - {("remark", "value")}
    assert filled == {(name, column) for name, sealed in SEALED.items() for column in sealed}


async def test_afterwards_everything_opens_with_the_new_key_and_nothing_with_the_old(path: Path) -> None:
    before, rest, values = contents(path, OLD), the_rest(path), len(sealed_in(path)) - 1
    told = await rotate(path)
    assert contents(path, NEW) == before
    assert the_rest(path) == rest
    assert told[-1] == reseal.Progress(values, values, values)
    for value in sealed_in(path).values():
        with pytest.raises(SealError):
            Seal(OLD).open(*value)
    assert (await opens(path, NEW), await opens(path, OLD), await opens(path, OTHER)) == (True, False, False)


async def test_nothing_sealed_with_the_old_key_is_anywhere_on_the_disk(path: Path) -> None:
    old = [sealed for sealed, _ in sealed_in(path).values()]
    await rotate(path)
    assert left_of([sealed for sealed, _ in sealed_in(path).values()], path)
    assert left_of(old, path) == []


def left_of(values: list[bytes], path: Path) -> list[bytes]:
    """Pieces of these values on the disk, too long to be there by chance; a long value is spread over pages."""
    disk = b"".join(files(path).values())
    cut = [value[index : index + 16] for value in values for index in range(0, len(value) - 15, 16)]
    return [piece for piece in cut if piece in disk]


async def test_what_another_program_left_in_free_space_is_gone_too(path: Path) -> None:
    old = [sealed for (table, _, _), (sealed, _) in sealed_in(path).items() if table == "part"]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM part")
    assert left_of(old, path)
    await rotate(path)
    assert left_of(old, path) == []


async def test_while_the_store_is_still_open_the_old_is_gone_already(path: Path) -> None:
    old = [sealed for sealed, _ in sealed_in(path).values()]
    store = SqliteStore(path, Seal(NEW, OLD))
    await store.open()
    async for _ in store.reseal():
        pass
    assert left_of(old, path) == []
    await store.close()


async def test_a_second_time_changes_nothing(path: Path) -> None:
    await rotate(path)
    before = sealed_in(path)
    told = await rotate(path)
    assert (told[-1].seen, told[-1].resealed) == (told[-1].total, 0)
    assert {index: value for index, value in sealed_in(path).items() if index != TAG_KEY} == {
        index: value for index, value in before.items() if index != TAG_KEY
    }


async def test_progress_grows_to_the_whole(path: Path, small_batches: None) -> None:
    told = await rotate(path)
    assert [step.seen for step in told] == sorted(step.seen for step in told)
    assert len({step.total for step in told}) == 1
    assert told[-1].seen == told[-1].total
    assert len(told) == 1 + 4 * len(SEALED)


# Broken off


async def test_broken_off_after_any_batch_it_loses_nothing_and_goes_on(path: Path, small_batches: None) -> None:
    before, rest = contents(path, OLD), the_rest(path)
    batches = 1
    while len(await rotate(path, batches=batches)) == batches:  # each time a little further than the last
        batches += 1
        assert contents(path, NEW, OLD) == before
        assert the_rest(path) == rest
        assert (await opens(path, NEW, OLD), await opens(path, NEW)) == (True, False)
        assert await opens(path, OLD) == (batches == 2)  # the first time it did nothing but count
    assert batches > 4 * len(SEALED)
    assert contents(path, NEW) == before


class Failing(Seal):
    """A seal that fails when it is used for the nth time."""

    uses_left = -1

    def seal(self, plain: bytes, about: str) -> Sealed:
        """Seal, or fail."""
        self.uses_left -= 1
        if self.uses_left == 0:
            raise ZeroDivisionError
        return super().seal(plain, about)


async def test_broken_off_inside_any_batch_it_loses_nothing_and_goes_on(path: Path, small_batches: None) -> None:
    before, failures = contents(path, OLD), 0
    most = 2 * max(map(len, SEALED.values()))  # values in a batch
    while not await opens(path, NEW):
        seal = Failing(NEW, OLD)
        seal.uses_left = 2 + most + failures % most  # the tag key's, and more than a batch: one at least gets done
        try:
            await rotate(path, seal)
        except ZeroDivisionError:
            failures += 1
        assert contents(path, NEW, OLD) == before
    assert failures > 10
    assert contents(path, NEW) == before


async def test_after_it_was_broken_off_another_key_cannot_be_changed_to(path: Path, small_batches: None) -> None:
    await rotate(path, batches=5)
    assert not await opens(path, OTHER, OLD)
    assert not await opens(path, OTHER, NEW)
    assert await opens(path, OTHER, NEW, OLD)


async def test_with_the_old_key_first_it_leads_back(path: Path, small_batches: None) -> None:
    before = contents(path, OLD)
    await rotate(path, batches=15)
    await rotate(path, Seal(OLD, NEW))
    assert contents(path, OLD) == before
    assert await opens(path, OLD)


# What cannot be sealed anew


async def test_a_value_that_does_not_open_is_named_and_both_keys_stay_needed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE notice SET sealed_message = zeroblob(40) WHERE id = 3")
    with pytest.raises(SealError, match=r"notice\.sealed_message") as caught:
        await rotate(path)
    assert "\n" not in str(caught.value)
    assert (await opens(path, NEW, OLD), await opens(path, NEW), await opens(path, OLD)) == (True, False, False)


async def test_a_value_that_was_moved_elsewhere_does_not_open(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE letter SET sealed_author = (SELECT sealed_author FROM letter WHERE id = 1)")
    with pytest.raises(SealError, match=r"letter\.sealed_author"):
        await rotate(path)


async def test_while_somebody_reads_the_old_the_old_key_is_not_given_up(path: Path) -> None:
    before = contents(path, OLD)
    store = SqliteStore(path, Seal(NEW, OLD))
    await store.open()
    async with store.transaction() as tx:
        await tx._connection.execute_fetchall("PRAGMA busy_timeout = 0")  # pyright: ignore[reportPrivateUsage]
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM letter").fetchall()
        with pytest.raises(StoreError, match="Another program is reading"):
            async for _ in store.reseal():
                pass
    await store.close()
    await rotate(path)
    assert contents(path, NEW) == before


async def test_a_full_disk_is_a_sentence_and_nothing_is_lost(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE UPDATE ON notice BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    before = contents(path, OLD)
    with pytest.raises(StoreError, match="disk is full"):
        await rotate(path)
    assert contents(path, NEW, OLD) == before
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER full_disk")
    await rotate(path)
    assert contents(path, NEW) == before
