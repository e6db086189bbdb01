"""The benchmark works, and counts. It asserts no time: how long something takes is the machine's affair."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bench import databases
from bench.measure import Size, measure
from bench.table import table
from bot.letter import State
from bot.sealing.seal import Seal
from bot.store.engine import Store
from tests.store.conftest import KEY

#: What a letter may take at most, where the machine is not so slow that the clock's ticks fall into it.
MOST = {"hops": 40, "transactions": 25, "statements": 145, "claims": 16}


@pytest.mark.long
async def test_the_benchmark_measures_every_row_and_counts_what_a_letter_asks_for(tmp_path: Path) -> None:
    rows = await measure(tmp_path, Size(rounds=1, letters=2, database=0))
    found = {(row.name, row.unit): row for row in rows}
    for where, requests in (("text", 6), ("forum", 5)):
        assert found[f"counted requests of a letter, {where}", ""].values == [requests, requests]
    for name, most in MOST.items():
        assert 0 < min(found[f"{name} of a letter", ""].values) <= most, name
    assert found["CPU of a letter", "× bare"].values
    assert len(table(rows).splitlines()) == len(rows) + 2
    for name in ("futex", "fdatasync"):
        row = found[f"{name} of a letter", ""]
        assert row.values or "strace" in row.note


async def test_a_database_of_the_generator_is_whole_and_opens(tmp_path: Path) -> None:
    path, seal = tmp_path / "letters.db", Seal(KEY)
    await databases.write(path, 300, seal)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchone() is None
        counts = dict(database.execute("SELECT sealed_author IS NOT NULL, COUNT(*) FROM letter GROUP BY 1").fetchall())
        assert counts == {0: 270, 1: 30}
        assert {row[0] for row in database.execute("SELECT DISTINCT state FROM letter")} == {*State}
        ids = [row[0] for row in database.execute("SELECT id FROM letter WHERE state = 'published'")]
    store = Store(path, Seal(KEY))
    await store.open()
    try:
        async with store.transaction() as tx:
            for letter_id in ids[:5]:
                assert (await tx.parts(letter_id))[0].text.startswith("You left it")
                assert await tx.response_count(letter_id) == databases.RESPONSES
    finally:
        await store.close()
