"""Rows made into values, and values into columns.

Text that is not public is sealed on its way in and opened on its way out. Identities come in sealed and go out sealed:
only the office and the deliveries open them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import asdict
from enum import Enum
from importlib.resources import as_file, files
from typing import Any, TypeVar, cast, get_args, get_type_hints

import aiosql

from bot.errors import NotFound, SealError
from bot.language import Said
from bot.letter import (
    NOBODY,
    Block,
    Decision,
    Delivery,
    Kind,
    Letter,
    Letterbox,
    Limits,
    Listener,
    Notice,
    Response,
    Sealed,
    Tag,
)
from bot.sealing.names import SEALED, payload_of
from bot.sealing.seal import Seal
from bot.store.read_once import Remembers
from bot.store.tables.kept import Kept

#: Name in `meta`: the last turn in a copy that was put back; letters up to it come from the copy.
RESTORED = "restored"

Row = Any  # sqlite3.Row or asyncpg.Record: both support row["column"]


def _load_queries() -> Any:
    with as_file(files("bot.store") / "queries") as path:
        load: Any = getattr(aiosql, "from_path")  # noqa: B009 - its own annotations are partial
        return load(path, "aiosqlite")


QUERIES = _load_queries()


#: Fields of a letterbox with a column of their own; the others are its settings.
LETTERBOX_COLUMNS = {"id", "guild_id", "name", "letters_id", "desk_id", "mature_id", "open", "keep_days", "language"}


async def every(rows: AsyncIterator[Row]) -> list[Row]:
    """Return all rows of a statement."""
    return [row async for row in rows]


#: Rows examined before other tasks get their turn: a few milliseconds' work.
TURN = 1_000


async def chosen(rows: Iterable[Row], fits: Callable[[Row], bool]) -> list[Row]:
    """Return the rows that fit; other tasks get their turn while many are opened."""
    found: list[Row] = []
    for number, row in enumerate(rows, 1):
        if fits(row):
            found.append(row)
        if number % TURN == 0:
            await asyncio.sleep(0)
    return found


#: Takes the seal, what the value is sealed as, and the value of a column; returns that of the field.
Read = Callable[[Seal, str, Any], Any]


def _opened(seal: Seal, about: str, value: bytes) -> str:
    """Return the text that was sealed; overwritten text (zeros) is empty."""
    return seal.open(value, about).strip(b"\0").decode()


def _reads(value: type, table: str) -> list[tuple[str, str, str, Read | None]]:
    """Return how each field of `value` is read from `table`: field, column, what it is sealed as, a function or None.

    A field of text whose column is sealed is opened; one of the type `Sealed` stays sealed.
    """
    columns, found = SEALED[table], list[tuple[str, str, str, Read | None]]()
    for each, hint in get_type_hints(value).items():
        kinds = set(get_args(hint) or (hint,)) - {type(None)}
        kind = next(iter(kinds)) if len(kinds) == 1 else hint
        if f"sealed_{each}" in columns:
            column = f"sealed_{each}"
            found.append((each, column, columns[column], _opened if kind is str else None))
        elif isinstance(kind, type) and (issubclass(kind, Enum) or kind is bool):
            found.append((each, each, "", lambda _, __, value, kind=kind: kind(value)))
        else:
            found.append((each, each, "", None))
    return found


_READS = {
    value: _reads(value, table)
    for value, table in (
        (Letter, "letter"), (Response, "response"), (Notice, "notice"), (Decision, "decision"), (Block, "block"),
        (Listener, "listener"),
    )
}  # fmt: skip
F = TypeVar("F")
V = TypeVar("V", Letter, Response, Notice, Decision, Block, Listener)


class Rows:
    """A transaction's connection, the seal for its values, and what is kept in memory."""

    def __init__(self, connection: Remembers, seal: Seal, kept: Kept | None = None) -> None:
        self._connection = connection
        self._seal = seal
        self._kept = kept or Kept()
        self.must_truncate_wal = False  #: whether the write-ahead log now shows which rows are one person's
        self._unsettled = set[int]()  #: letters that may have become open drafts here, or be none any more
        self.restated = set[int]()  #: letters that are published now, or are not any more, or say something else
        self._said = dict[tuple[str, str], None]()  #: subjects and texts, for other processes
        #: Servers of which something may be due earlier: put into the outbox, called back, posted; None: any of them.
        self._due_earlier = set[int | None]()

    @property
    def outbox_changed(self) -> bool:
        """Whether something may be due earlier."""
        return bool(self._due_earlier)

    @outbox_changed.setter
    def outbox_changed(self, changed: bool) -> None:
        """Of whichever server that may be."""
        self._due_earlier.clear()
        if changed:
            self._due_earlier.add(None)

    @property
    def connection(self) -> Remembers:
        """The connection itself, for what goes over all tables."""
        return self._connection

    def _wrote(self, row: Row | None) -> bool:
        """Keep a letter as it was just written, for whoever reads it next. Returns whether there is one."""
        return self._keep(QUERIES.letter.sql, "letter_id", row)

    def _keep(self, sql: str, name: str, row: Row | None) -> bool:
        """Keep a row that was just written for a statement that asks for it by its id, called `name` there."""
        if row is not None:
            self._connection.remember(sql, {name: row["id"]}, row)
        return row is not None

    def _unsettle(self, letter_id: int) -> None:
        """Whose open draft a letter is, if it is one, has to be looked at again."""
        self._unsettled.add(letter_id)
        self._kept.unsettled.add(letter_id)
        if self._kept.drafts is not None:
            self._kept.drafts.put(letter_id, NOBODY)

    def _sealed(self, text: str, table: str, column: str, letter_id: int) -> Sealed:
        """Seal text for a column of a row about a letter."""
        about = SEALED[table][f"sealed_{column}"].format(id=letter_id, letter_id=letter_id)
        return self._seal.seal(text.encode(), about)

    def _opened(self, sealed: bytes, table: str, column: str, letter_id: int) -> str:
        about = SEALED[table][f"sealed_{column}"].format(id=letter_id, letter_id=letter_id)
        return self._seal.open(sealed, about).decode()

    def _sealed_mark(self, mark: Tag, table: str, column: str, **names: object) -> Sealed:
        """Seal a mark for a column of the row that has these `names`."""
        return self._seal.seal(mark, SEALED[table][column].format(**names))

    def _mark(self, row: Row, table: str, column: str) -> Tag:
        """Return the mark that a row holds; `NOBODY` when that person is forgotten."""
        sealed = row[column]
        return NOBODY if sealed is None else Tag(self._seal.open(sealed, SEALED[table][column].format(**row)))

    def _has(self, row: Row, table: str, column: str, marks: Collection[Tag]) -> bool:
        """Return whether a row holds one of these marks.

        A value that does not open is nobody's: one damaged row must not be in everybody's way.
        """
        with suppress(SealError):
            return self._mark(row, table, column) in marks
        return False

    def _value(self, kind: type[V], row: Row, **more: Any) -> V:
        """Return a row as a value; `more` are the fields that no column has under their name."""
        for field, column, about, read in _READS[kind]:
            if field not in more:
                value = row[column]
                more[field] = value if read is None or value is None else read(self._seal, about.format(**row), value)
        return kind(**more)

    def _columns(self, letter: Letter) -> dict[str, Any]:
        """Return a letter as columns, with text sealed where its column is."""
        columns = dict[str, Any]()
        for field, column, about, read in _READS[Letter]:
            value: Any = getattr(letter, field)
            if read is _opened and value is not None:
                value = self._seal.seal(value.encode(), about.format(id=letter.id))
            columns[column] = value
        return columns

    def _letter(self, row: Row) -> Letter:
        return self._value(Letter, row)

    def _maybe_letter(self, row: Row | None) -> Letter | None:
        return None if row is None else self._letter(row)

    def _response(self, row: Row) -> Response:
        return self._value(Response, row, mark=self._mark(row, "response", "sealed_mark"))

    def _notice(self, row: Row) -> Notice:
        return self._value(Notice, row)

    def _maybe_notice(self, row: Row | None) -> Notice | None:
        return None if row is None else self._notice(row)

    def _decision(self, row: Row | None) -> Decision | None:
        return None if row is None else self._value(Decision, row)

    def _block(self, row: Row) -> Block:
        return self._value(Block, row)

    def _delivery(self, row: Row) -> Delivery:
        sealed, turn, restored = row["sealed_payload"], row["letter_turn"], row["restored_turn"]
        return Delivery(
            id=row["id"],
            lane=row["lane"],
            kind=Kind(row["kind"]),
            letter_id=row["letter_id"],
            subject_id=row["subject_id"],
            payload=None if sealed is None else self._seal.open(sealed, payload_of(row["nonce"])),
            nonce=row["nonce"],
            attempts=row["attempts"],
            created_at=row["created_at"],
            number=row["letter_number"],
            letterbox_id=row["letter_letterbox"],
            parked=row["parked"],
            in_doubt=None not in (turn, restored) and turn <= int(restored),
        )


def letterbox_of_row(row: Row, *, mature: bool) -> Letterbox:
    """Return a row of its table as a letterbox. Where nothing `mature` is taken, it has no channel for that."""
    return letterbox_from(
        json.loads(row["settings"]),
        id=row["id"],
        guild_id=row["guild_id"],
        name=row["name"],
        letters_id=row["letters_id"],
        desk_id=row["desk_id"],
        mature_id=row["mature_id"] if mature else None,
        open=bool(row["open"]),
        keep_days=row["keep_days"],
        language=row["language"],
    )


def letterbox_from(settings: dict[str, Any], **columns: Any) -> Letterbox:
    """Return a letterbox with what is set for it: JSON has lists for tuples, and an object for the limits."""
    for name, value in settings.items():
        settings[name] = tuple(cast(list[Any], value)) if isinstance(value, list) else value
    return Letterbox(limits=Limits(**settings.pop("limits")), **columns, **settings)


def settings_as_json(letterbox: Letterbox) -> str:
    """Return everything that is set for a letterbox and has no column of its own."""
    settings = {name: value for name, value in asdict(letterbox).items() if name not in LETTERBOX_COLUMNS}
    return json.dumps(settings, ensure_ascii=False)


def found(row: F | None, sentence: Said) -> F:
    """Return the row or value. Raises NotFound with this sentence when there is none."""
    if row is None:
        raise NotFound(sentence)
    return row


def whole(rows: Iterable[Row], letter: Callable[[Row], Letter]) -> list[Letter]:
    """Return the letters of these rows whose seals open: one damaged row must not be in everybody's way."""
    letters = list[Letter]()
    for row in rows:
        with suppress(SealError):
            letters.append(letter(row))
    return letters
