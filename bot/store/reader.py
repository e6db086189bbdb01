"""Reading a database without changing a byte of it, whether or not the bot is using it."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot import words
from bot.errors import StoreError
from bot.letter import Letterbox
from bot.sealing.seal import TAG_KEY, Seal
from bot.settings import Settings
from bot.store.migrate import LAYOUT, RECORD, TABLES, migrations
from bot.store.reseal import TAG_KEY_NEXT
from bot.store.tables.processes import LONG, Running, in_order
from bot.store.tables.rows import QUERIES, letterbox_of_row
from bot.store.trouble import driven, trouble_of

#: Attempts after which a delivery counts as stuck: it has failed for at least four minutes.
STUCK = 8


@dataclass(frozen=True, slots=True)
class Post:
    """What is in the outbox, and what waits at the desks. No names, and nothing of any text."""

    waiting: int  #: deliveries that are not being sent right now
    in_flight: int  #: deliveries that are being sent
    stuck: int  #: deliveries attempted `STUCK` times or more
    oldest: int | None  #: Unix seconds since when the oldest waits; one put off on purpose waits only from its time on
    kinds: Mapping[str, int]  #: number of deliveries by kind
    oldest_by_kind: Mapping[str, int]  #: the same as `oldest`, by kind; those of which none is due are not in it
    desks: Mapping[int, int]  #: number of letters that wait for a decision, by letterbox id


@dataclass(frozen=True, slots=True)
class StuckDelivery:
    """A delivery that was attempted `STUCK` times or more."""

    id: int
    kind: str
    attempts: int
    letter: int | None  #: the letter's number, if it has one
    letterbox_id: int | None


@contextmanager
def looking(settings: Settings) -> Generator[sqlite3.Connection]:
    """Yield a connection to the database that the settings name, a file or on a server; it cannot write.

    To be called where no loop runs. Raises StoreError, also for what fails in the block.
    """
    if settings.on_postgres:
        there: Any = driven("bot.store.postgres.looking")
        with there.looking(settings.database_url) as connection:
            yield connection
    else:
        with reading(settings.database_path) as connection:
            yield connection


@contextmanager
def reading(path: Path, *, still: bool = False) -> Generator[sqlite3.Connection]:
    """Yield a connection to a file that cannot write. Raises StoreError, also for what SQLite raises in the block.

    `still` says that nobody else has the file open, so that no files are made beside it.
    """
    if not path.exists():
        raise StoreError(words.host.DATABASE_MISSING.format(path=path))
    if not path.is_file():
        raise StoreError(words.host.DATABASE_CANNOT_OPEN.format(path=path, why=words.host.DATABASE_TROUBLE["CANTOPEN"]))
    try:
        with closing(sqlite3.connect(address(path, still=still), uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection
    except (OSError, sqlite3.Error) as error:
        raise StoreError(words.host.DATABASE_CANNOT_OPEN.format(path=path, why=trouble_of(error))) from error


def address(path: Path, *, still: bool = False) -> str:
    """Return how SQLite is told to open a file that nobody may write to this way; `still` as for `reading`."""
    log_file = path.with_name(f"{path.name}-wal")
    alone = still or not log_file.exists()  # SQLite is told so, or it would make files beside it
    return f"{path.resolve().as_uri()}?{'mode=ro&immutable=1' if alone else 'mode=ro'}"


def _served(connection: sqlite3.Connection) -> int | None:
    """Return the layout where the database is on a server: there it was looked at when it was opened."""
    return getattr(connection, "layout", None)


def layout(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration that ran on the database; 0 when it is empty.

    Raises StoreError when it holds another program's tables.
    """
    if (served := _served(connection)) is not None:
        return served
    tables = {row[0] for row in connection.execute(TABLES)}
    found = int(connection.execute(LAYOUT).fetchone()[0]) if "migration" in tables else 0
    begun = tables <= {"migration"} and not found  # whoever made it was killed before anything was in it
    if not begun and not {"migration", "remark", "delivery"} <= tables:
        raise StoreError(words.host.DATABASE_NOT_OURS)
    return found


def known_layout() -> int:
    """Return the number of the last migration that this version has."""
    return migrations()[-1][0]


def check_layout(connection: sqlite3.Connection) -> int:
    """Return the layout.

    Raises StoreError for another program's database, and for one that a newer version wrote, or one between releases
    whose layout is not what this version knows by its number.
    """
    found = layout(connection)
    if _served(connection) is not None:
        return found
    if found > known_layout():
        raise StoreError(words.host.DATABASE_TOO_NEW.format(found=found, known=known_layout()))
    if _columns(connection) != known_columns(found):
        raise StoreError(words.host.DATABASE_BETWEEN.format(found=found))
    return found


def _not_sealed(value: bytes | None, *_: object) -> bytes | None:
    return value  # there are no rows


@cache
def known_columns(number: int) -> set[tuple[str, str]]:
    """Return table and name of every column that this layout has, on any engine."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("seal", 4, _not_sealed)
        connection.execute(RECORD)
        for each, _, script in migrations():
            if each <= number:
                connection.executescript(script)
        return _columns(connection) if number else set()


def _columns(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return the columns of every table of ours, by table and name; none before the first migration."""
    tables = [row[0] for row in connection.execute(TABLES) if row[0] != "migration"]
    return {(table, row[1]) for table in tables for row in connection.execute(f"PRAGMA table_info({table})")}


def tag_keys(connection: sqlite3.Connection) -> list[bytes]:
    """Return the sealed keys for tags, which only the right keys open; none when the database is empty."""
    if not layout(connection):
        return []
    rows = [connection.execute(QUERIES.meta.sql, {"name": name}).fetchone() for name in (TAG_KEY, TAG_KEY_NEXT)]
    return [row[0] for row in rows if row is not None]


def check_key(connection: sqlite3.Connection, vault: Seal) -> None:
    """Raise SealError when the vault's keys do not open this database."""
    for sealed in tag_keys(connection):
        vault.use_tag_key(sealed)


def damage(connection: sqlite3.Connection) -> str | None:
    """Return the first thing that is wrong with the pages or the references, or None."""
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            return " ".join(str(found).split())
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:  # too damaged to be checked
        return str(error)
    return None if orphan is None else words.host.DATABASE_ORPHAN.format(table=orphan["table"], parent=orphan["parent"])


def post(connection: sqlite3.Connection, now: int) -> Post:
    """Return the state of the post at this moment (Unix seconds)."""
    row = _rows(connection, QUERIES.post, now=now, stuck=STUCK)[0]
    kinds = _rows(connection, QUERIES.post_by_kind, now=now)
    return Post(
        waiting=row["total"] - row["in_flight"],
        in_flight=row["in_flight"],
        stuck=row["stuck"],
        oldest=row["oldest"],
        kinds={each["kind"]: each["deliveries"] for each in kinds},
        oldest_by_kind={each["kind"]: each["oldest"] for each in kinds if each["oldest"] is not None},
        desks={each["id"]: each["letters"] for each in _rows(connection, QUERIES.waiting_at_desks)},
    )


def processes(connection: sqlite3.Connection, now: int) -> list[Running]:
    """Return the processes that are alive at this moment (Unix seconds); none with SQLite, which needs no such rows."""
    return in_order(_rows(connection, QUERIES.processes, since=now - LONG))


def stuck(connection: sqlite3.Connection) -> list[StuckDelivery]:
    """Return the deliveries that are stuck, oldest first."""
    return [
        StuckDelivery(row["id"], row["kind"], row["attempts"], row["number"], row["letterbox_id"])
        for row in _rows(connection, QUERIES.stuck_deliveries, stuck=STUCK)
    ]


def letterboxes(connection: sqlite3.Connection, *, mature: bool) -> list[Letterbox]:
    """Return every letterbox; with its channel for what is `mature`, if that is taken at all."""
    return [letterbox_of_row(row, mature=mature) for row in _rows(connection, QUERIES.letterboxes)]


def letters_by_state(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many letters are in each state; a state that none is in may be missing."""
    return {row["state"]: row["letters"] for row in _rows(connection, QUERIES.letters_by_state)}


def letters(connection: sqlite3.Connection) -> int:
    """Return how many letters there are, drafts included."""
    return int(_rows(connection, QUERIES.count_letters)[0][0])


def _rows(connection: sqlite3.Connection, statement: Any, **values: object) -> Sequence[sqlite3.Row]:
    return connection.execute(statement.sql, values).fetchall()
