"""Every statement finds what it needs by an index and reads what it returns, however much the database holds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.sealing.names import SEALED
from bot.store.tables import sealed_columns
from tests.store.crowd import FEW, MANY, crowded, values
from tests.store.test_queries import statements

SCHEMA = (Path(__file__).parents[2] / "bot" / "store" / "schema.sql").read_text("utf-8")
#: What may be scanned: one row for each server with a letterbox, one for each process, what processes ask each other
#: within a minute, and what is no table.
SMALL = {"letterbox", "process", "question", "found", "CONSTANT ROW"}
#: These read every row of a table that grows, and are meant to.
WALKS = {
    "responders": "/letter data and /letter forget: whose a response is opens only with the key",
    "owners": "the same for pen names",
    "all_reporters": "the same for reports",
    "all_archive_names": "the same for those who may be named in an archive",
    "all_listeners": "the same for those who hear of threads",
    "blocks": "after one was changed: all are in memory",
    "count_letters": "the host's command, in a process of its own",
    "letters_by_state": "for /metrics, on a connection and a thread of its own; counted seldom where it takes long",
    "post": "the host's command",
    "post_by_kind": "the host's command",
    "stuck_deliveries": "the host's command",
    "doubt_deliveries": "once, when a backup is put back",
    "skip_numbers": "the same",
}
#: These ask for most letters of a server, and are meant to.
WHOLE_SERVERS = {
    "with_cards": "when its desk moves",
    "forget_cards": "the same",
    "verdicts": "the desk's figures, when a moderator asks for them",
    "letters_counted": "the same",
    "responses_counted": "the same",
}
#: These read a partial index from its beginning, and (nearly) all in it is what they return.
WHOLE_INDICES = {
    "open_drafts": "drafts, which end",
    "draft_authors": "drafts, which end",
    "release": "claims, as many as may be under way",
    "release_all": "claims, as many as may be under way",
    "next_due": "stops at the first delivery that is first in its lane",
    "newest_authors": "stops at its limit",
    "parked_in": "what is parked, until somebody puts something right",
}
#: These return every letter of a kind that passes, in all servers: what they cost grows with how many there are.
ALL_THERE_ARE = {
    "open_drafts": "at a start",
    "draft_authors": "once, when somebody's open drafts are asked for first",
    "cards_at_desks": "at a start",
    "waiting_at_desks": "the host's command",
}
#: These sort more than an index does for them.
SORTS = {
    "due": "at most one delivery of each rate limit key, and as many as may be under way",
    "blocked_letters": "the letters of one server's blocks",
    "reports": "one letter's open reports",
    "reported": "letters with open reports in one server",
    "pen_names": "one letter's pen names",
    "responses_told_in": "one notice's responses",
    "sources": "the messages that one letter came from",
    "taken_back": "the messages that one letter came from",
    "letter_from": "the parts and pictures of one message",
    "responders_under": "a letter's responses within its thread's slow mode",
    "unposted_in": "responses under way to the threads of one server",
    "post_by_kind": "the host's command",
    "letters_by_state": "ten states, for /metrics",
    "parked_in": "what somebody in one server has to put right",
}


def others() -> Iterator[tuple[str, str]]:
    """The statements that are put together in code, as they are asked, but for those that read a whole table."""
    for table in SEALED:
        yield f"write {table}", sealed_columns.write(table)
        yield f"read {table}", sealed_columns.read(table, first=False)
        yield f"first {table}", sealed_columns.read(table, first=True)
        for by in {"letter_id"} if table in ("notice", "part", "picture") else {sealed_columns.key_of(table)[0]}:
            yield f"rows {table}", sealed_columns.rows(table, by)
    yield "erase letter", sealed_columns.erase("letter")


def plans(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """What SQLite says that it would do, by statement."""
    asked = {**{name: sql for name, (_, sql) in statements().items()}, **dict(others())}
    found = dict[str, list[str]]()
    for name, sql in asked.items():
        taken = dict.fromkeys(re.findall(r"(?<!:):(\w+)", sql), 1)
        found[name] = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", taken)]
    return found


@pytest.fixture(params=["empty", "crowded"])
def connection(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """A database without statistics, as in production, with nothing in it and with something."""
    with closing(sqlite3.connect(":memory:") if request.param == "empty" else crowded(FEW)) as connection:
        if request.param == "empty":
            connection.executescript(SCHEMA)
        connection.execute("PRAGMA foreign_keys = OFF")  # their checks are in no plan of ours; the steps count them
        yield connection


def test_no_statement_looks_through_a_table_that_grows(connection: sqlite3.Connection) -> None:
    """The first rows in the order of a key are no scan, whatever SQLite calls it."""
    scans = {
        name
        for name, plan in plans(connection).items()
        for step in plan
        if "AUTOMATIC" in step
        or (step.startswith("SCAN ") and step.removeprefix("SCAN ").split(" USING ")[0] not in SMALL)
    }
    scans -= {name for name in scans if name.startswith(("first ", "read "))}
    assert scans == {*WALKS, *WHOLE_INDICES}


def test_no_statement_sorts_more_than_a_page(connection: sqlite3.Connection) -> None:
    sorting = {name for name, plan in plans(connection).items() if any("TEMP B-TREE" in step for step in plan)}
    assert sorting == SORTS.keys() & statements().keys()


def test_whatever_refers_to_a_row_that_may_be_deleted_is_found_by_an_index(connection: sqlite3.Connection) -> None:
    """Or deleting one draft would look through every delivery. Servers and letterboxes stay."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for _, _, parent, column, *_ in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            if parent in ("guild", "letterbox"):
                continue
            sql = f"EXPLAIN QUERY PLAN DELETE FROM {table} WHERE {column} = 1"
            assert all(row[3].startswith("SEARCH") for row in connection.execute(sql)), (table, column)


def steps(connection: sqlite3.Connection, sql: str, taken: dict[str, object]) -> tuple[int, int]:
    """How many steps SQLite takes for a statement, and how many rows it returns or changes; undone afterwards."""
    taken_steps = 0

    def step() -> bool:
        nonlocal taken_steps
        taken_steps += 1
        return taken_steps > 100_000

    connection.execute("BEGIN")
    connection.execute("PRAGMA defer_foreign_keys = ON")  # what is to be deleted may be referred to
    connection.set_progress_handler(step, 1)
    try:
        cursor = connection.execute(sql, taken)
        return len(cursor.fetchall()) + max(cursor.rowcount, 0), taken_steps
    except sqlite3.OperationalError as error:
        assert error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT, sql
        return -1, taken_steps
    finally:
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")


def test_no_statement_takes_more_steps_where_there_is_more_that_it_does_not_ask_for() -> None:
    left_out = {*WALKS, *WHOLE_SERVERS, *ALL_THERE_ARE, "forget_inboxes"}
    asked = {name: sql for name, (_, sql) in statements().items() if name not in left_out}
    with closing(crowded(FEW)) as few, closing(crowded(MANY)) as many:
        for name, sql in asked.items():
            taken = values(name, statements()[name][0])
            (some, small), (same, large) = steps(few, sql, taken), steps(many, sql, taken)
            assert some > 0, f"{name} finds nothing, which shows nothing"
            assert same == some, f"{name} does not ask for the same in both: {some} and {same} rows"
            assert large <= 3 * small, f"{name}: {small} steps among {FEW} letters, {large} among {MANY}"


def test_a_statement_that_looks_through_a_server_s_letters_is_found() -> None:
    """The measure itself: its plan calls it a search, and what it takes grows with the crowd."""
    sql = "SELECT id FROM letter WHERE guild_id = 1 AND category = 'none'"
    with closing(crowded(FEW)) as few, closing(crowded(MANY)) as many:
        assert few.execute(f"EXPLAIN QUERY PLAN {sql}").fetchone()[3].startswith("SEARCH")
        assert steps(many, sql, {})[1] > 3 * steps(few, sql, {})[1]
