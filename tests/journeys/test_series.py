"""A thief without the key who has several backups, and compares them row by row.

Nothing links two rows, unless it is public that they belong together.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import closing
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot import life
from bot.letter import Person
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.store import copy, disguise
from tests.lives import letter, post
from tests.searching import Row, Tables, backup_of
from tests.town import another_server, settings_in, told, town

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.only_run]

Leak = Callable[[pytest.MonkeyPatch], None]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def moments(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Sequence[Path]]:
    """The database at five moments, with nothing on its way: before Wren's letters in two servers, between them, after
    them, after Wren's responses to a letter of Ida's, and after Wren was forgotten."""
    folder = tmp_path_factory.mktemp("series")
    taken: list[Path] = []
    async with town(folder) as here:

        async def take() -> None:
            await here.pass_time(700)
            assert await here.outbox() == []
            taken.append(folder / f"{len(taken)}.db")
            taken[-1].write_bytes(backup_of(folder))

        orchard = await another_server(here, here.wren, here.ida)
        for number, who in enumerate((here.wren, here.ida), 1):
            await post(here, who, letter(f"Early {number}", "same"))
            await here.mora.click(here.desk_card(number), label="Approve")
            assert "Received" in told(await here.reply(here.sol, "I have one like that.", "Owl"))
            await here.sol.send(here.thread(), "And another one.")
            shown = await here.sol.click(here.published()[-1], label="Report")
            await here.sol.submit_modal(shown, {"why": "Not so."})
        for number in (1, 2):
            await here.mora.slash(here.desk, "letters block", number=number, response=1)
        await take()
        await post(here, here.wren, letter("In between", "same"))
        await here.mora.click(here.desk_card(3), label="Approve")
        await take()
        await post(here, here.wren, letter("Elsewhere", "same"), "The Orchard")
        await orchard.keeper.click(orchard.desk_card(1), label="Approve")
        await take()
        await here.wren.send(here.letters.threads[1], "Said in the open.")
        shown = await here.wren.click(here.published()[1], label="Leave a reply")
        reply = {"reply": "Said without a name.", "pen": "Fox"}
        assert "Received" in told(await here.wren.submit_modal(shown, reply))
        await take()
        await life.forgetting.forget(here.office, Person(here.wren.id))
        await take()
    yield taken


async def backups(moments: Sequence[Path], folder: Path) -> list[Tables]:
    """What is in the backups that a host makes at these moments."""
    vault = Seal(*keys.existing(settings_in(moments[0].parent)))
    made = [folder / moment.name for moment in moments]
    for moment, target in zip(moments, made, strict=True):
        await asyncio.to_thread(copy.backup, moment, target, vault, lambda *_: None, lambda *_: None)
    return [rows_with_their_places(path) for path in made]


def rows_with_their_places(path: Path) -> Tables:
    """Every row of a backup, with its hidden number where it has one."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        scripts = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        hidden = {name: "" if "WITHOUT ROWID" in sql else "rowid AS hidden, " for name, sql in scripts}
        return {
            name: [dict(row) for row in connection.execute(f'SELECT {index}* FROM "{name}"')]
            for name, index in hidden.items()
        }


#: What everybody sees on Discord, or what a letter carries in its buttons; and what is about no person.
PUBLIC = {"letter_id", "guild_id", "channel_id", "message_id", "thread_id", "desk_message_id", "report_message_id",
          "related_id", "letters_id", "desk_id", "mature_id", "name_tag"}  # fmt: skip
PUBLIC_IDS, ABOUT_NOBODY = {"letter", "guild"}, {"remark", "letterbox", "migration", "sqlite_sequence"}


def in_common(one: Tables, other: Tables) -> set[str]:
    """The columns in which a value that is not public, and too long to be there by chance, stands in two copies."""
    known = {(table, column, value) for table, column, value in _telling(one)}
    return {f"{table}.{column}" for table, column, value in _telling(other) if (table, column, value) in known}


def _telling(tables: Tables) -> list[tuple[str, str, Any]]:
    return [
        (table, column, value)
        for table, rows in tables.items()
        if table not in ABOUT_NOBODY
        for row in rows
        for column, value in row.items()
        if column not in PUBLIC and not (column == "id" and table in PUBLIC_IDS)
        if isinstance(value, bytes) or (isinstance(value, int) and value >= 2**40) or _is_a_place(row, column)
    ]


def _is_a_place(row: Row, column: str) -> bool:
    """A hidden number tells, however small; not where it is the id."""
    return column == "hidden" and row["hidden"] != row.get("id")


#: What is made anew in each copy.
ANEW = {"notice.id", "response.id", "report.id", "response.notice_id"}


def shapes(tables: Tables) -> dict[object, list[str]]:
    """What can be told of each letter, known by its id: its rows, sealed values by their length."""
    found: dict[object, list[str]] = defaultdict(list)
    for table, rows in tables.items():
        for row in rows:
            whose = row.get("letter_id", row["id"] if table == "letter" else table)
            shown = {
                column: len(value) if isinstance(value, bytes) else None if value is None else "" if new else value
                for column, value in row.items()
                for new in [f"{table}.{column}" in ANEW]
                if column != "hidden"
            }
            found[whose].append(f"{table}: {shown}")
    return {whose: sorted(rows) for whose, rows in found.items()}


async def test_backups_in_series_join_nothing(moments: Sequence[Path], tmp_path: Path) -> None:
    taken = await backups(moments, tmp_path)
    assert len(taken[-1]["notice"]) > 4 and len(taken[-1]["response"]) == 6 and not taken[-1]["inbox"]
    assert [in_common(one, other) for one, other in combinations(taken, 2) if in_common(one, other)] == []


async def test_and_what_is_known_of_a_letter_changes_with_what_is_public_of_it_alone(
    moments: Sequence[Path], tmp_path: Path
) -> None:
    told = [shapes(tables) for tables in await backups(moments, tmp_path)]
    changed = [
        {whose for whose in one.keys() & other.keys() if whose not in ABOUT_NOBODY and one[whose] != other[whose]}
        for one, other in pairwise(told)
    ]
    assert [len(each) for each in changed] == [1, 1, 1, 0]  # the servers' count; the letter with the responses
    assert changed[0] == changed[1] == {"guild"} != changed[2]
    new = [len(other.keys() - one.keys()) for one, other in pairwise(told)]
    assert new == [1, 1, 0, 0]


async def test_the_host_s_own_copies_of_the_file_can_be_compared(moments: Sequence[Path]) -> None:
    """Which the threat model says; and it is what the other tests would find."""
    one, other, *_ = [rows_with_their_places(moment) for moment in moments]
    assert {"inbox.person_tag", "notice.message_tag", "response.sealed_mark", "part.hidden"} <= in_common(one, other)


def without(words: str) -> Leak:
    """A disguise that leaves out a statement."""

    def leak(monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("LEFT_OUT", "FRESH_IDS"):
            kept = [each for each in getattr(disguise, name) if words not in each]
            monkeypatch.setattr(disguise, name, kept)

    return leak


def without_sealing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disguise, "sealed_anew", lambda vault, table, column, row, names: row[column])


def where_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disguise, "NUMBERED", "SELECT name FROM sqlite_master WHERE 0")


@pytest.mark.parametrize(
    ("leak", "where"),
    [
        (without("inbox"), {"inbox.id", "inbox.person_tag"}),
        (without("message_tag"), {"notice.message_tag"}),
        (without("part SET source_tag"), {"part.source_tag"}),
        (without("notice SET id"), {"notice.id"}),
        (without("response SET id"), {"response.id"}),
        (without("report SET id"), {"report.id"}),
        (without("SET notice_id"), {"response.notice_id"}),
        (without_sealing_anew, {"letter.sealed_author", "response.sealed_mark", "pen_name.sealed_owner"}),
        (where_they_were, {"part.hidden", "notice.hidden", "response.hidden", "block.hidden"}),
    ],
)
async def test_a_backup_that_tells_something_beside_another_is_found(
    moments: Sequence[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Leak, where: set[str]
) -> None:
    leak(monkeypatch)
    monkeypatch.setattr(copy, "_check", lambda *_: 0)  # some of them belong to nothing now
    one, other = await backups(moments[:2], tmp_path)
    assert where <= in_common(one, other)
