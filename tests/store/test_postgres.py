"""What only PostgreSQL has to promise: several processes at once, a server that stops, the same layout as SQLite's."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import traceback
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
import pytest

from bot.errors import StoreError, StoreFailed
from bot.letter import Kind, State
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store import migrate
from bot.store.engine import Store, store_of
from bot.store.postgres import connection as connections
from bot.store.postgres import dialect
from bot.store.trouble import StatementFailed
from tests import postgres
from tests.store.conftest import KEY
from tests.store.people import IDA, NOW, WREN, a_draft, a_letter, a_letterbox, claim, put, whose

#: The layout that the first PostgreSQL databases had.
FIRST_NUMBER = 34
FIRST = Path(__file__).parent / f"layout_{FIRST_NUMBER:04}.sql"
SCHEMA = Path(migrate.__file__).parent / "schema.sql"


async def asked(sql: str) -> list[Any]:
    """What the database says to somebody else."""
    connection: Any = await asyncpg.connect(postgres.url())
    try:
        return await connection.fetch(sql)
    finally:
        await connection.close()


async def end_connections() -> None:
    """What a server that is started anew does to everybody."""
    await asked(postgres.ALONE)


async def test_two_that_start_at_once_on_an_empty_database_make_the_same_tags() -> None:
    for url in (await postgres.empty(), await postgres.another("fresh")):
        seals = [Seal(KEY) for _ in range(3)]
        stores = [store_of(Settings(database_url=url), seal) for seal in seals]
        await asyncio.gather(*(store.open() for store in stores))
        assert len({seal.tag("author", 1, 7) for seal in seals}) == 1
        for store in stores:
            await store.close()


async def test_two_that_count_at_once_count_every_letter_once(stores: list[Store]) -> None:
    async with stores[0].transaction() as tx:
        await a_letterbox(tx)

    async def count(store: Store) -> list[int]:
        numbers = list[int]()
        for _ in range(20):
            async with store.transaction() as tx:
                numbers.append((await a_letter(tx, State.HELD)).number or 0)
        return numbers

    counted = await asyncio.gather(*(count(store) for store in stores))
    assert sorted(number for one in counted for number in one) == [*range(1, 41)]


async def test_a_delivery_is_claimed_by_one_of_two(stores: list[Store]) -> None:
    async with stores[0].transaction() as tx:
        for lane in range(40):
            await put(tx, f"lane {lane}")

    async def take(store: Store, worker: str) -> list[int]:
        taken = list[int]()
        while True:
            async with store.transaction() as tx:
                delivery = await claim(tx, worker, NOW, 60)
            if delivery is None:
                return taken
            taken.append(delivery.id)

    some, others = await asyncio.gather(take(stores[0], "one"), take(stores[1], "other"))
    assert len(some) + len(others) == len({*some, *others}) == 40


async def test_what_one_changes_the_other_knows_with_its_next_transaction(stores: list[Store]) -> None:
    one, other = stores
    async with one.transaction() as tx:
        box = await a_letterbox(tx)
        letter = await a_letter(tx)
    async with other.reading() as tx:
        assert await tx.letterboxes() == [box]
        assert await tx.blocks_of(1, [IDA], NOW) == []
        assert await tx.drafts_by(WREN, whose) == []
    async with one.transaction() as tx:
        await tx.block(letter, 0, IDA, None, None, tx._seal.seal_id(1, "moderator"), NOW)  # pyright: ignore
        await tx.open_letterbox(box.id, False)
        draft = await a_draft(tx, WREN, box)
    async with other.reading() as tx:
        assert [each.open for each in await tx.letterboxes()] == [False]
        assert len(await tx.blocks_of(1, [IDA], NOW)) == 1
        assert await tx.drafts_by(WREN, whose) == [draft]


async def test_a_claim_ends_at_a_start_only_where_nobody_else_is_at_work(stores: list[Store]) -> None:
    one, other = stores
    async with one.transaction() as tx:
        await put(tx, "lane")
        assert await claim(tx, "one", NOW, 60) is not None
    await other.close()
    await other.open()
    async with other.transaction() as tx:
        assert await claim(tx, "other", NOW, 60) is None
    await one.close()
    await other.close()
    await other.open()
    async with other.transaction() as tx:
        assert await claim(tx, "other", NOW, 60) is not None


async def test_a_process_that_stops_in_the_middle_holds_nobody_up_for_long(
    stores: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "IDLE", 1)
    stopped = store_of(Settings(database_url=postgres.url()), Seal(KEY))
    await stopped.open()
    with pytest.raises(StoreFailed) as failed:
        async with stopped.transaction() as tx:
            await tx.set_meta("half", b"1")
            async with stores[0].transaction() as other:  # it gets its turn when the server has ended that
                assert await other.meta("half") is None
            await tx.set_meta("half", b"2")
    assert "stood still" in failed.value.why
    async with stopped.transaction() as tx:
        assert await tx.meta("half") is None
    await stopped.close()


async def test_whoever_waits_too_long_reads_that_nothing_was_kept(
    stores: list[Store], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.store.postgres.store.PATIENCE", 0.05)
    async with stores[0].transaction():
        with pytest.raises(StoreFailed) as failed:
            async with stores[1].transaction():
                pass
        async with stores[1].reading() as tx:  # waits for nobody
            assert await tx.meta("nothing") is None
    assert "does not let go" in failed.value.why
    assert stores[1].trouble is not None
    async with stores[1].transaction() as tx:
        await tx.set_meta("more", b"1")
    assert stores[1].trouble is None
    assert "works again" in caplog.text


async def test_a_server_that_was_started_anew_is_found_again(stores: list[Store]) -> None:
    async with stores[0].transaction() as tx:
        box = await a_letterbox(tx)
    await end_connections()
    async with stores[0].transaction() as tx:
        assert await tx.letterboxes() == [box]
    async with stores[1].reading() as tx:
        assert await tx.letterboxes() == [box]


async def test_where_somebody_writes_just_when_it_is_found_again_the_next_transaction_begins_anew(
    stores: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.postgres.store.PATIENCE", 0.05)
    await end_connections()
    async with stores[0].transaction():
        with pytest.raises(StoreFailed) as failed:
            async with stores[1].transaction():
                pass
    assert "does not let go" in failed.value.why
    async with stores[1].transaction() as tx:
        await tx.set_meta("more", b"1")
    assert stores[1].trouble is None


async def test_of_a_transaction_that_a_restart_meets_nothing_is_kept(stores: list[Store]) -> None:
    with pytest.raises(StoreFailed) as failed:
        async with stores[0].transaction() as tx:
            await tx.set_meta("half", b"1")
            await end_connections()
            await tx.set_meta("half", b"2")
    assert "does not answer" in failed.value.why
    async with stores[0].transaction() as tx:
        assert await tx.meta("half") is None


async def test_a_commit_whose_answer_is_lost_has_happened_all_the_same(
    stores: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = connections.Connection.commit

    async def lost(connection: connections.Connection) -> None:
        await commit(connection)
        monkeypatch.undo()
        await end_connections()
        await connection.run("SELECT 1")

    monkeypatch.setattr(connections.Connection, "commit", lost)
    async with stores[0].transaction() as tx:
        await tx.set_meta("all", b"1")
    async with stores[0].transaction() as tx:
        assert await tx.meta("all") == b"1"


async def test_a_violated_constraint_is_a_mistake_of_ours(stores: list[Store]) -> None:
    with pytest.raises(StatementFailed) as failed:
        async with stores[0].transaction() as tx:
            await tx.set_number(99, 1, NOW)
            await put(tx, "lane", letter=await a_draft(tx))
            await tx._connection.execute("INSERT INTO guild (id) VALUES (?), (?)", (71, 71))  # pyright: ignore
    assert stores[0].trouble is None
    told = "".join(traceback.format_exception(failed.value))
    assert "guild_pkey" in told
    assert "71" not in told.replace("(71, 71)", "")  # what stood in the row is in no log


async def test_sealing_anew_waits_until_nobody_else_has_it_open(stores: list[Store]) -> None:
    one, other = stores
    async with one.transaction() as tx:
        await tx.enqueue("note:1", Kind.NOTE, payload=b"said", not_before=NOW, now=NOW)
    with pytest.raises(StoreError, match="Another process"):
        async for _ in one.reseal():
            pass
    await other.close()
    assert [step.seen async for step in one.reseal()][-1] == 1
    async with one.transaction() as tx:
        assert [payload for _, payload in await tx.payloads(Kind.NOTE)] == [b"said"]


async def test_another_program_s_database_is_left_alone() -> None:
    url = await postgres.another("strange")
    connection: Any = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE song (title TEXT)")
    await connection.close()
    with pytest.raises(StoreError, match="another program"):
        await store_of(Settings(database_url=url), Seal(KEY)).open()


async def test_a_server_that_is_not_there_or_lets_nobody_in_is_a_sentence() -> None:
    for url in ("postgresql://postgres@/letters?host=/nowhere", re.sub(r"/letters\b", "/nothing", postgres.url())):
        with pytest.raises(StoreError, match="DATABASE_URL"):
            await store_of(Settings(database_url=url), Seal(KEY)).open()


async def test_both_engines_have_the_same_tables_columns_keys_and_indexes() -> None:
    await (await _opened(await postgres.another("fresh"))).close()
    connection: Any = await asyncpg.connect(postgres.url().replace("/letters", "/fresh"))
    rows = await connection.fetch(
        "SELECT table_name, column_name, is_nullable = 'NO' FROM information_schema.columns "
        "WHERE table_schema = 'public'"
    )
    indexes = await connection.fetch("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
    kinds = await connection.fetch(
        'SELECT conrelid::regclass::text AS "table", contype::text AS kind, COUNT(*) AS number FROM pg_constraint '
        "WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'c', 'u') GROUP BY 1, 2"
    )
    numbered = await connection.fetch("SELECT table_name FROM information_schema.columns WHERE is_identity = 'YES'")
    await connection.close()
    script = SCHEMA.read_text("utf-8")
    with closing(sqlite3.connect(":memory:")) as lite:
        lite.executescript(script)
        tables = [row[0] for row in lite.execute(migrate.TABLES)]
        columns = {
            (table, name, bool(required or key))
            for table in tables
            for _, name, _, required, _, key in lite.execute(f"PRAGMA table_info({table})")
        }
        named = {row[0] for row in lite.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql <> ''")}
        foreign = {
            table: len({row[0] for row in lite.execute(f"PRAGMA foreign_key_list({table})")}) for table in tables
        }
        unique = {table: sum(row[3] == "u" for row in lite.execute(f"PRAGMA index_list({table})")) for table in tables}
    found = {(row["table"], row["kind"]): row["number"] for row in kinds}
    assert {tuple(row) for row in rows} == columns
    assert named <= {row[0] for row in indexes}
    assert {table: found.get((table, "f"), 0) for table in tables} == foreign
    assert {table: found.get((table, "u"), 0) for table in tables} == unique
    assert sum(number for (_, kind), number in found.items() if kind == "c") == script.count("CHECK (")
    assert {row[0] for row in numbered} == {*dialect.NUMBERED}


async def _layout_of(url: str) -> set[tuple[Any, ...]]:
    """Columns, constraints and indexes, as the server describes them."""
    connection: Any = await asyncpg.connect(url)
    found = [
        await connection.fetch(
            "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity, collation_name "
            "FROM information_schema.columns WHERE table_schema = 'public'"
        ),
        await connection.fetch("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"),
        await connection.fetch(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND contype <> 'n'"
        ),
        await connection.fetch("SELECT number, name FROM migration"),
    ]
    await connection.close()
    return {tuple(row) for rows in found for row in rows}


async def test_migrations_since_the_first_layout_lead_to_that_of_a_new_database() -> None:
    old, new = await postgres.another("old"), await postgres.another("fresh")
    connection: Any = await asyncpg.connect(old)
    await connection.execute(dialect.schema(FIRST.read_text("utf-8")))
    for number, name, _ in migrate.migrations():
        if number <= FIRST_NUMBER:
            await connection.execute("INSERT INTO migration VALUES ($1, $2)", number, name)
    await connection.close()
    for url in (old, new):
        await (await _opened(url)).close()
    assert await _layout_of(old) == await _layout_of(new)


async def _opened(url: str) -> Store:
    store = store_of(Settings(database_url=url), Seal(KEY))
    await store.open()
    return store


async def test_who_is_cut_off_while_another_one_writes_leaves_nothing_half_begun(stores: list[Store]) -> None:
    one, other = stores

    async def write() -> None:
        async with other.transaction() as tx:
            await tx.set_meta("cut off", b"")

    async with one.transaction():
        writing = asyncio.create_task(write())
        while not await asked("SELECT 1 FROM pg_locks WHERE NOT granted"):
            pass  # it does not wait yet
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing
        while await asked("SELECT 1 FROM pg_locks WHERE NOT granted"):
            pass  # the server has not heard of it yet
    async with other.transaction() as tx:
        assert await tx.meta("cut off") is None
