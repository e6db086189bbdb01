"""Forgetting in the store: what is gone, what stays, and what arrives too late to be stored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import SealError
from bot.letter import NoticeKind, Part, Person, Picture, Report, ResponseKind, Sealed, State, Tag, Verb
from bot.sealing.names import author_of, card_of, notice_message_of
from bot.sealing.seal import Seal
from bot.store import migrate
from bot.store.sqlite import SqliteStore
from bot.store.tables.forgetting import Marks
from bot.store.tx import Tx
from tests.store.conftest import KEY
from tests.store.people import IDA, NOW, SOL, WREN, a_letter, author, by

DAY = 86_400
MESSAGE = Tag(bytes([9]) * 32)


async def test_a_forgotten_author_leaves_nothing_to_find_or_to_open(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx, now=NOW + 1)
        notice = await tx.add_notice(letter.id, NoticeKind.PUBLISHED, "It stands.")
        await tx.set_notice_message(notice.id, Sealed(b"place"), MESSAGE, NOW)
        assert await tx.notice_in(MESSAGE) is not None
        await tx.forget_author(letter.id)
        known = await tx.letter(letter.id)
        assert (known.author, known.card) == (None, None)
        assert await tx.letters_by(by(WREN), None) == [] == await tx.notices_of(letter.id)
        assert await tx.notice_in(MESSAGE) is None


async def test_a_disowned_letter_is_nobody_s_and_every_value_as_long_as_before(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        seal, letter = Seal(KEY), await a_letter(tx)
        await tx.know_author(letter.id, seal.seal_person(Person(5, 6, "de"), author_of(letter.id)))
        await tx.set_draft_card(letter.id, seal.seal_id(9, card_of(letter.id)))
        await tx.save_parts(letter.id, [Part("Text 🌊", MESSAGE), Part("More", MESSAGE), Part("By form")])
        await tx.add_picture(letter.id, Picture("picture.png", b"data", MESSAGE, MESSAGE, alt="A river"))
        notice = await tx.add_notice(letter.id, NoticeKind.PUBLISHED, "It stands.")
        await tx.add_notice(letter.id, NoticeKind.RELAY, "Not yet.")
        await tx.set_notice_message(
            notice.id, seal.seal_id(7, notice_message_of(notice.id)), Tag(bytes(31) + b"1"), NOW
        )
        tables = ("letter", "part", "picture", "notice")
        before = await sizes(tx, *tables)
        for erase, parts in ((False, ["Text 🌊", "More", "By form"]), (True, None)):
            await tx.disown(letter.id, erase=erase)
            known = await tx.letter(letter.id)
            assert known.author is not None and known.card is not None
            assert seal.open_person(known.author, author_of(letter.id)) == Person(0)
            assert seal.open_id(known.card, card_of(letter.id)) == 0
            assert [each.text for each in await tx.notices_of(letter.id)] == ["", ""]
            assert await tx.notice_in(Tag(bytes(31) + b"1")) is None and await tx.letter_from(MESSAGE) is None
            (picture,) = await tx.pictures(letter.id)
            assert picture.attachment != MESSAGE and picture.alt == ("" if erase else "A river")
            said = "".join(part.text for part in await tx.parts(letter.id)).strip("\0")
            assert said == "".join(parts or [])
            assert await sizes(tx, *tables) == before


async def test_of_when_a_letter_was_sent_the_day_stays_once_it_waits_no_more(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        published, held = await a_letter(tx, now=NOW + 5), await a_letter(tx, State.HELD, now=NOW + 5)
        for before, left in ((NOW + 5, NOW + 5), (NOW + 6, NOW // DAY * DAY)):
            await tx.round_times(before)
            assert [(await tx.letter(each.id)).submitted_at for each in (published, held)] == [left, NOW + 5]


async def test_what_was_under_way_meanwhile_is_not_written_down(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.forget_author(letter.id)
        await tx.set_draft_card(letter.id, Sealed(b"card"))
        await tx.know_author(letter.id, author(WREN))
        known = await tx.letter(letter.id)
        assert (known.author, known.card) == (None, None)


async def test_forgetting_readers_leaves_what_they_said(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.add_response(letter.id, ResponseKind.PEN, SOL, "Rook", "Ride it.", 7, NOW)
        await tx.claim_pen_name(letter.id, "rook", "Rook", SOL, NOW)
        await tx.report(letter.id, IDA, Report("Rude.", NOW))
        await tx.forget_readers(letter.id)
        assert await tx.responses_by(marks(SOL)) == [] and await tx.response_count(letter.id) == 1
        assert await tx.pen_names_of(marks(SOL)) == []
        assert not await tx.claim_pen_name(letter.id, "rook", "Rook", SOL, NOW)
        assert await tx.reports_by(marks(IDA)) == []
        assert [report.reason for report in await tx.reports(letter.id)] == ["Rude."]
        await tx.clear_reports(letter.id)
        await tx.forget_readers(letter.id)
        assert await count(tx, "report") == 0  # nobody's, and nothing in it


async def test_what_is_disowned_is_nobody_s_and_as_long_as_before(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        letter, there = await a_letter(tx), await a_letter(tx, guild_id=2)
        for each, number in ((letter, 1), (there, 2)):
            for kind in (ResponseKind.OPEN, ResponseKind.PEN):
                await tx.add_response(each.id, kind, SOL, "Sol 🌊", "Ride it.", None, NOW)
            await tx.claim_pen_name(each.id, "rook", "Rook", SOL, NOW)
            await tx.report(each.id, SOL, Report("Rude.", NOW + number))
        before = await sizes(tx)
        responses = await tx.responses_by(marks(SOL))
        assert {(each.letter_id, each.number) for each in responses} == {
            (each.id, number) for each in (letter, there) for number in (1, 2)
        }
        assert len(await tx.responses_by(lambda guild_id: [SOL] if guild_id == 1 else [])) == 2
        for response in responses:
            await tx.disown_response(response)
        for letter_id, name_tag in await tx.pen_names_of(marks(SOL)):
            await tx.disown_pen_name(letter_id, name_tag)
        for report_id in await tx.reports_by(marks(SOL)):
            await tx.disown_report(report_id)
        assert await tx.responses_by(marks(SOL)) == await tx.pen_names_of(marks(SOL)) == []
        assert await tx.reports_by(marks(SOL)) == [] and await sizes(tx) == before
        (own, pen) = [await tx.response_numbered(letter.id, number) for number in (1, 2)]
        assert own is not None and (own.name, own.text, own.forgotten) == ("", "", True)
        assert pen is not None and (pen.name, pen.text, pen.forgotten) == ("Sol 🌊", "Ride it.", True)
        assert not await tx.claim_pen_name(letter.id, "rook", "Rook", SOL, NOW)
        assert await tx.last_pen_name(letter.id, SOL) is None


def marks(mark: Tag) -> Marks:
    """The same in every server."""
    return lambda _: [mark]


async def count(tx: Tx, table: str) -> int:
    """How many rows a table has."""
    (row,) = await tx._connection.execute_fetchall(f"SELECT COUNT(*) FROM {table}")  # pyright: ignore[reportPrivateUsage]
    return row[0]


async def sizes(tx: Tx, *tables: str) -> list[tuple[object, ...]]:
    """How long the values are of everything that somebody may have said or done."""
    found: list[tuple[object, ...]] = []
    for table in tables or ("response", "pen_name", "report"):
        rows = await tx._connection.execute_fetchall(f"SELECT * FROM {table}")  # pyright: ignore[reportPrivateUsage]
        found += [(table, *(len(each) if isinstance(each, bytes) else each for each in row)) for row in rows]
    return sorted(found, key=repr)  # an engine returns them in any order


async def test_one_harmed_row_is_in_nobody_s_way(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        for mark in (IDA, SOL):
            await tx.add_response(letter.id, ResponseKind.PEN, mark, "Rook", "Ride it.", None, NOW)
        swap = "UPDATE response SET sealed_mark = (SELECT sealed_mark FROM response WHERE number = 1) WHERE number = 2"
        await tx._connection.execute(swap)  # pyright: ignore[reportPrivateUsage]
        assert await tx.responses_since(1, [IDA], NOW - 1) == len(await tx.responses_by(marks(IDA))) == 1
        assert await tx.responses_since(1, [SOL], NOW - 1) == len(await tx.responses_by(marks(SOL))) == 0
        with pytest.raises(SealError):
            await tx.response_numbered(letter.id, 2)


async def test_time_is_over_at_the_last_second_and_not_before(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.set_public_message(letter.id, 20, 200, 2000, NOW)
        await tx.add_response(letter.id, ResponseKind.OPEN, SOL, "Sol", "Me too.", 5, NOW + 10)
        end = NOW + 10 + 90 * DAY
        assert await tx.expired(end - 1, 5) == []
        assert [each.id for each in await tx.expired(end, 5)] == [letter.id]
        rejected = await a_letter(tx, State.REJECTED)
        await tx.decide(rejected.id, Verb.REJECT, None, None, NOW)
        assert await tx.left_over(NOW - 1, 5) == []
        assert [each.id for each in await tx.left_over(NOW, 5)] == [rejected.id]


async def test_whoever_comes_after_a_letter_s_time_is_forgotten_too(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.set_public_message(letter.id, 20, 200, 2000, NOW)
        end = NOW + 90 * DAY
        await tx.forget_author(letter.id)
        await tx.forget_readers(letter.id)
        assert await tx.expired(end, 5) == []
        await tx.report(letter.id, IDA, Report("Rude.", end))  # a report does not prolong it
        assert [each.id for each in await tx.expired(end, 5)] == [letter.id]
        await tx.forget_author(letter.id)
        await tx.forget_readers(letter.id)
        assert await tx.expired(end, 5) == []
        await tx.add_response(letter.id, ResponseKind.PEN, SOL, "Sol", "Me too.", None, end)  # a response does
        assert await tx.expired(end + 90 * DAY - 1, 5) == []
        assert [each.id for each in await tx.expired(end + 90 * DAY, 5)] == [letter.id]


async def test_a_thread_that_is_lost_or_a_letter_that_is_restored_starts_no_time_anew(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        letter, over = await a_letter(tx), await a_letter(tx)
        for each in (letter, over):
            await tx.set_public_message(each.id, 20, 200 + each.id, 2000 + each.id, NOW)
        await tx.forget_author(over.id)
        for each in (letter, over):
            await tx.set_public_message(each.id, 20, 300 + each.id, None, NOW + DAY)
        assert [each.id for each in await tx.expired(NOW + 90 * DAY, 5)] == [letter.id]


async def test_a_letter_withdrawn_after_it_was_public_is_emptied_by_the_day_of_that(store: SqliteStore) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.set_public_message(letter.id, 20, 200, 2000, NOW)
        await tx.move(letter.id, State.PUBLISHED, State.WITHDRAWN)
        await tx.decide(letter.id, Verb.WITHDRAW, None, None, NOW + DAY)
        assert await tx.left_over(NOW + DAY - 1, 5) == []
        assert [each.id for each in await tx.left_over(NOW + DAY, 5)] == [letter.id]
        await tx.forget_author(letter.id)
        await tx.empty(letter.id)
        assert await tx.left_over(NOW + DAY, 5) == []


async def test_what_was_known_before_the_columns_were_made_anew_is_known_after(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    await _made_before_expiry(path)
    store = SqliteStore(path, Seal(KEY))
    await store.open()
    try:
        async with store.transaction() as tx:
            (letter,) = await tx.letters_by(by(WREN), [1])
            assert letter.state is State.PUBLISHED
            (response,) = await tx.responses_by(marks(SOL))
            assert (response.number, response.kind) == (1, ResponseKind.PEN)
            assert len(await tx.pen_names_of(marks(SOL))) == 1
    finally:
        await store.close()


async def _made_before_expiry(path: Path) -> None:
    """A database of the time before 0003, with one letter, one response and one pen name."""
    seal = Seal(KEY)
    store = SqliteStore(path, seal)
    await store.open()
    await store.close()
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT name, value FROM remark").fetchall()
    for file in path.parent.glob("letters.db*"):
        file.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(migrate.RECORD)
        for number, name, script in migrate.migrations()[:2]:
            connection.executescript(script) if number > 1 else connection.executescript(
                script.replace("CREATE TABLE migration", "CREATE TABLE IF NOT EXISTS migration")
            )
            connection.execute("INSERT INTO migration VALUES (?, ?)", (number, name))
        connection.executemany("INSERT OR REPLACE INTO remark VALUES (?, ?)", kept)
        connection.execute("INSERT INTO guild (id) VALUES (1)")
        connection.execute(
            "INSERT INTO letter (id, state, sealed_author, author_tag, guild_id, number, opened_at)"
            " VALUES (7, 'published', ?, ?, 1, 1, ?)",
            (author(WREN), WREN, NOW),
        )
        connection.execute(
            "INSERT INTO response (id, letter_id, number, kind, responder_tag, sealed_name, sealed_text, at)"
            " VALUES (8, 7, 1, 'pen', ?, ?, ?, ?)",
            (SOL, seal.seal(b"Rook", "name:7"), seal.seal(b"Ride it.", "response:7"), NOW),
        )
        connection.execute("INSERT INTO pen_name VALUES (7, x'01', x'', ?, ?)", (SOL, NOW))
