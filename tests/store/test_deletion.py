"""What was deleted is gone from every file: from the database at once, from its write-ahead log within the hour."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot.letter import Kind, Part, Picture
from bot.sealing.names import SEALED
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from bot.store.tx import Tx
from tests.store.conftest import KEY, Engine, only_sqlite
from tests.store.people import NOW, a_draft, claim


def sealed_in(path: Path) -> set[bytes]:
    """Every sealed value that can be read in the database now."""
    columns = [(name, column) for name, sealed in SEALED.items() for column in sealed]
    with closing(sqlite3.connect(path)) as reader:
        found = [reader.execute(f"SELECT {column} FROM {table}").fetchall() for table, column in columns]
    return {value for rows in found for (value,) in rows if value is not None}


def traces(disk: bytes, values: set[bytes]) -> list[bytes]:
    """Pieces of these values that are still there; a long one is spread over pages."""
    cut = [value[index : index + 16] for value in values for index in range(0, len(value) - 15, 500)]
    return [piece for piece in cut if piece in disk]


async def live(tx: Tx, letters: list[int], random: Random) -> None:
    """Something that people do: write, write anew, discard; messages come and go."""
    if not letters or random.random() < 0.4:
        letters.append((await a_draft(tx)).id)
    letter = random.choice(letters)
    lengths = [random.choice([5, 50, 500, 3000, 9000]) for _ in range(random.randint(0, 5))]
    await tx.save_parts(letter, [Part("x" * length) for length in lengths])
    await tx.enqueue("note:1", Kind.NOTE, payload=b"y" * random.randint(1, 3000), not_before=NOW, now=NOW)
    if random.random() < 0.2:
        await tx.add_picture(letter, Picture("picture.png", random.randbytes(20_000)))
    if random.random() < 0.5 and (delivery := await claim(tx, "one", NOW, 60)):
        await tx.done(delivery.id)
    if random.random() < 0.2:
        await tx.discard(letter)
        letters.remove(letter)


@pytest.mark.parametrize("seed", range(3))
@only_sqlite
async def test_after_a_sweep_nothing_of_what_is_gone_is_in_any_file(
    store: SqliteStore, engine: Engine, seed: int
) -> None:
    random, letters, ever = Random(seed), list[int](), set[bytes]()
    for _ in range(100):
        async with store.transaction() as tx:
            await live(tx, letters, random)
        ever |= sealed_in(engine.folder / "letters.db")
    gone = ever - sealed_in(engine.folder / "letters.db")
    assert len(gone) > 50
    assert traces(engine.on_disk(), gone)  # the write-ahead log remembers; otherwise this test could not fail
    assert await store.truncate_wal()
    assert traces(engine.on_disk(), gone) == []
    assert traces(engine.on_disk(), ever - gone)


@only_sqlite
async def test_closing_sweeps_even_while_a_backup_has_the_file_open(engine: Engine) -> None:
    store = engine.store()
    await store.open()
    async with store.transaction() as tx:
        draft = await a_draft(tx)
        await tx.save_parts(draft.id, [Part("written " * 100)])
    gone = sealed_in(engine.folder / "letters.db")
    async with store.transaction() as tx:
        await tx.discard(draft.id)
    with closing(sqlite3.connect(engine.folder / "letters.db")) as backup:
        assert backup.execute("SELECT COUNT(*) FROM letter").fetchone() == (0,)
        await store.close()
        assert traces(engine.on_disk(), gone) == []


async def test_a_sweep_that_somebody_s_reading_holds_up_says_so_and_the_next_one_does_it(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    store = SqliteStore(path, Seal(KEY))
    await store.open()
    async with store.transaction() as tx:
        await tx._connection.execute_fetchall("PRAGMA busy_timeout = 0")  # pyright: ignore[reportPrivateUsage]
        await a_draft(tx)
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM letter").fetchall()
        async with store.transaction() as tx:
            await a_draft(tx)
        assert not await store.truncate_wal()
    assert await store.truncate_wal()
    assert (tmp_path / "letters.db-wal").stat().st_size == 0
    await store.close()


async def test_a_sweep_that_fails_is_a_warning_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = SqliteStore(tmp_path / "letters.db", Seal(KEY))
    await store.open()
    async with store.transaction() as tx:
        await a_draft(tx)
        await a_draft(tx)
        connection = tx._connection  # pyright: ignore[reportPrivateUsage]
    async with connection.execute("SELECT * FROM letter") as unfinished:
        await unfinished.fetchone()
        assert not await store.truncate_wal()
    assert "still in the database’s write-ahead log" in caplog.text
    assert await store.truncate_wal()
    await store.close()
