"""Forgetting in the store: what is gone, what stays, and what arrives too late to be written down."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.letter import Kind, NoticeKind, Person, ResponseKind, Sealed, State, Tag
from bot.sealing.seal import Seal
from bot.store import migrate
from bot.store.engine import Store
from tests.store.conftest import KEY
from tests.store.people import IDA, NOBODY, NOW, SOL, WREN, a_letter

DAY = 86_400
MESSAGE = Tag(bytes([9]) * 32)


async def test_a_forgotten_author_leaves_nothing_to_find_or_to_open(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx, now=NOW + 1)
        notice = await tx.add_notice(letter.id, WREN, NoticeKind.PUBLISHED, "It stands.")
        await tx.place_notice(notice.id, Sealed(b"place"), MESSAGE, NOW)
        assert await tx.notice_in(MESSAGE) is not None
        await tx.forget_author(letter.id)
        known = await tx.letter(letter.id)
        assert (known.author, known.author_tag, known.card) == (None, None, None)
        assert await tx.letters_of(WREN) == [] == await tx.notices_of(letter.id)
        assert await tx.notice_in(MESSAGE) is None
        assert known.submitted_at == NOW // DAY * DAY


async def test_what_was_under_way_meanwhile_is_not_written_down(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.forget_author(letter.id)
        await tx.place_card(letter.id, Sealed(b"card"))
        await tx.know_author(letter.id, NOBODY)
        known = await tx.letter(letter.id)
        assert (known.author, known.card) == (None, None)


async def test_forgetting_readers_leaves_what_they_said(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.add_response(letter.id, ResponseKind.PEN, SOL, "Rook", "Ride it.", None, NOW)
        await tx.claim_pen_name(letter.id, "rook", "Rook", SOL, NOW)
        await tx.report(letter.id, IDA, "Rude.", NOW)
        await tx.forget_readers(letter.id)
        assert await tx.responses_by(SOL) == [] and await tx.response_count(letter.id) == 1
        assert await tx.pen_names_of(SOL) == 0
        assert not await tx.claim_pen_name(letter.id, "rook", "Rook", SOL, NOW)
        assert await tx.reports_by(IDA) == 0 and [report.reason for report in await tx.reports(letter.id)] == ["Rude."]


async def test_a_note_is_found_by_whom_it_goes_to(store: Store) -> None:
    async with store.transaction() as tx:
        for person in (Person(1), Person(1), Person(2)):
            await tx.enqueue(f"note:{person.id}", Kind.NOTE, payload=b"{}", person=person, not_before=NOW, now=NOW)
        assert [await tx.notes_to(Person(number)) for number in (1, 2, 3)] == [2, 1, 0]
        await tx.drop_notes(Person(1))
        assert [await tx.notes_to(Person(number)) for number in (1, 2)] == [0, 1]


async def test_time_is_over_at_the_last_second_and_not_before(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.place_letter(letter.id, 20, 200, 2000, NOW)
        await tx.add_response(letter.id, ResponseKind.OPEN, SOL, "Sol", "Me too.", 5, NOW + 10)
        end = NOW + 10 + 90 * DAY
        assert await tx.expired(end - 1, 5) == []
        assert [each.id for each in await tx.expired(end, 5)] == [letter.id]
        rejected = await a_letter(tx, State.REJECTED)
        assert await tx.left_over(NOW - 1, 5) == []
        assert [each.id for each in await tx.left_over(NOW, 5)] == [rejected.id]


async def test_what_was_known_before_the_columns_were_made_anew_is_known_after(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    await _made_before_expiry(path)
    store = Store(path, Seal(KEY))
    await store.open()
    try:
        async with store.transaction() as tx:
            (letter,) = await tx.letters_of(WREN)
            assert (letter.author, letter.state) == (NOBODY, State.PUBLISHED)
            assert await tx.responder(letter.id, 1) == (ResponseKind.PEN, SOL)
            assert await tx.pen_names_of(SOL) == 1
    finally:
        await store.close()


async def _made_before_expiry(path: Path) -> None:
    """A database of the time before 0003, with one letter, one response and one pen name."""
    seal = Seal(KEY)
    store = Store(path, seal)
    await store.open()
    await store.close()
    with closing(sqlite3.connect(path)) as connection:
        remarks = connection.execute("SELECT name, value FROM remark").fetchall()
    for file in path.parent.glob("letters.db*"):
        file.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(migrate.RECORD)
        for number, name, script in migrate.migrations()[:2]:
            connection.executescript(script) if number > 1 else connection.executescript(
                script.replace("CREATE TABLE migration", "CREATE TABLE IF NOT EXISTS migration")
            )
            connection.execute("INSERT INTO migration VALUES (?, ?)", (number, name))
        connection.executemany("INSERT OR REPLACE INTO remark VALUES (?, ?)", remarks)
        connection.execute("INSERT INTO guild (id) VALUES (1)")
        connection.execute(
            "INSERT INTO letter (id, state, sealed_author, author_tag, guild_id, number, opened_at)"
            " VALUES (7, 'published', ?, ?, 1, 1, ?)",
            (NOBODY, WREN, NOW),
        )
        connection.execute(
            "INSERT INTO response (id, letter_id, number, kind, responder_tag, sealed_name, sealed_text, at)"
            " VALUES (8, 7, 1, 'pen', ?, x'', x'', ?)",
            (SOL, NOW),
        )
        connection.execute("INSERT INTO pen_name VALUES (7, x'01', x'', ?, ?)", (SOL, NOW))
