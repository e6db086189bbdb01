"""The benchmark works, and counts. It asserts no time: how long something takes is the machine's affair."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bench import backlog, databases, ticks
from bench.measure import Size, measure
from bench.table import table
from bot.letter import State
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from cogs._members import ASKED
from tests.store.conftest import KEY

#: What a new writer's letter may take at most, the welcome included: twice what it takes, for on a slow machine the
#: clock's ticks fall into it. Where time is simulated it is held tightly (`test_requests.py`).
MOST = {"hops": 60, "transactions": 32, "statements": 180, "claims": 14}


@pytest.mark.long
async def test_the_benchmark_measures_every_row_and_counts_what_a_letter_asks_for(tmp_path: Path) -> None:
    more: dict[str, Any] = {"letterboxes": 12, "backlog": (12, 4, 60), "searched": ((20, 30),), "archive": 20}
    size = Size(1, 2, many_letters=3, database=2_000, servers=6, **more)
    rows = await measure(tmp_path, size)
    found = {(row.name, row.unit): row for row in rows}
    for where, requests in (("text", 5), ("forum", 4)):
        assert found[f"counted requests of a letter, {where}", ""].values == [requests, requests]
    for name, most in MOST.items():
        assert 0 < min(found[f"{name} of a letter", ""].values) <= most, name
    # each of so few servers is asked whether somebody is there; of more, one is
    assert max(found["a direct message with 12 letterboxes, counted requests", ""].values) <= ASKED
    assert found["a backlog of 12 letters in 4 letterboxes, published", "%"].values == [100]
    assert found["an index of 30 letters: of memory", "bytes a letter"].values[0] > 0
    for row in rows:
        assert row.values or "strace" in row.note, row.name
    assert len(table(rows).splitlines()) == len(rows) + 2


async def test_a_tick_beside_a_generated_database_has_nothing_to_do_and_every_statement_is_counted(
    tmp_path: Path,
) -> None:
    path = tmp_path / "letters.db"
    await databases.write(path, 300, Seal(KEY))

    def known() -> list[tuple[int]]:
        with closing(sqlite3.connect(path)) as database:
            sql = "SELECT id FROM letter WHERE sealed_author IS NOT NULL AND sealed_title IS NOT NULL ORDER BY id"
            return database.execute(sql).fetchall()

    before = known()
    few, many = await ticks.costs(path, Seal(KEY), passes=2)
    assert known() == before
    assert {"collectable", "expired", "left_over", "next_due", "drafts_until", "inboxes_over"} <= few.keys()
    for name, cost in few.items():
        assert min(cost.steps) > 0 and min(cost.seconds) > 0, name
    assert {ratio[0] for ratio in ticks.ratios(few, many).values()} == {1}  # the same steps beside the same letters
    assert databases.count(path) == 300


def test_a_refusal_is_foreseeable_when_the_bot_had_been_told(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/channels/100000000000000000/messages"
    for on_the_way, foreseeable in ((0.0, 1), (1.0, 0)):  # the answer has come, or is still under way
        monkeypatch.setattr(backlog, "ON_THE_WAY", on_the_way)
        rates = backlog.Watched()
        assert [rates.ask("POST", path)[0] is None for _ in range(6)] == [True] * 5 + [False]
        assert rates.foreseeable == foreseeable
    everywhere = [rates.ask("POST", path.replace("1", str(channel)))[0] for channel in range(2, 60)]
    assert sum(each is not None for each in everywhere) == rates.refused["all"] == rates.foreseeable == 13
    assert 0 < rates.share() <= 100
    assert rates.share(rates.asked[0] + 100) == 1  # 50 requests in 100 seconds, where one was enough


async def test_a_database_of_the_generator_is_whole_and_opens(tmp_path: Path) -> None:
    path, seal = tmp_path / "letters.db", Seal(KEY)
    await databases.write(path, 300, seal)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchone() is None
        counts = dict(database.execute("SELECT sealed_author IS NOT NULL, COUNT(*) FROM letter GROUP BY 1").fetchall())
        assert counts == {0: 270, 1: 30}
        assert {row[0] for row in database.execute("SELECT DISTINCT state FROM letter")} == {*State} - {State.MERGED}
        sql = "SELECT published_at, COUNT(DISTINCT published_at / 86400) FROM letter GROUP BY sealed_author IS NULL"
        ages = [row[1] for row in database.execute(sql)]
        assert min(ages) > 10, "they are spread over time"
        ids = [row[0] for row in database.execute("SELECT id FROM letter WHERE state = 'published'")]
    store = SqliteStore(path, Seal(KEY))
    await store.open()
    try:
        async with store.transaction() as tx:
            for letter_id in ids[:5]:
                assert (await tx.parts(letter_id))[0].text.startswith("You left it")
                assert await tx.response_count(letter_id) == databases.RESPONSES
    finally:
        await store.close()
