"""The host, who has the database and the key: where in it a person can still be found."""

from __future__ import annotations

import re
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from simcord.actors import MemberActor

from bot.sealing.names import SEALED
from bot.sealing.seal import Seal
from tests.town import Town

CODE = [path for folder in ("bot", "cogs") for path in (Path(__file__).parents[1] / folder).rglob("*.py")]
#: Every purpose that the program makes tags for.
PURPOSES = {found for path in CODE for found in re.findall(r'\.tag\(\s*"([\w-]+)"', path.read_text("utf-8"))}
Row = dict[str, Any]


def rows(here: Town) -> Iterator[tuple[str, Row]]:
    """Every row of every table."""
    with closing(sqlite3.connect(here.folder / "letters.db")) as connection:
        connection.row_factory = sqlite3.Row
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                yield table, dict(row)


def traces_of(here: Town, person: MemberActor) -> list[str]:
    """The columns in which somebody, or their direct messages, can be recognised or opened, blocks left out."""
    seal = here.office.seal
    tags, ids = marks_of(here, seal, person), ids_of(here, person)
    name = person.user.global_name or person.name
    found = [
        f"{table}.{column}"
        for table, row in rows(here)
        if table != "block"
        for column in row
        if (said := opened(seal, table, column, row)) in tags or holds(said, ids, name) or told_by(said) & tags
    ]
    return sorted(set(found))


def told_by(said: bytes) -> set[bytes]:
    """The marks that are written out in a value."""
    return {bytes.fromhex(each.decode()) for each in re.findall(rb"\b[0-9a-f]{64}\b", said)}


def ids_of(here: Town, person: MemberActor) -> set[int]:
    """The account, its direct-message channel, and every message there."""
    messages = here.dm(person)
    attached = [attachment.id for message in messages for attachment in message.attachments]
    return {person.id, *attached, *(message.id for message in messages), *(message.channel.id for message in messages)}


def marks_of(here: Town, seal: Seal, person: MemberActor) -> set[bytes]:
    """Every tag of any of these ids, for every purpose, in every server and in none."""
    assert {"author", "responder", "reporter", "message", "inbox"} <= PURPOSES
    scopes = [0, *(guild.id for guild in here.env.bot.guilds)]
    ids = ids_of(here, person)
    return {bytes(seal.tag(purpose, scope, each)) for purpose in PURPOSES for scope in scopes for each in ids}


def opened(seal: Seal, table: str, column: str, row: Row) -> bytes:
    """What a column says: opened where it is sealed."""
    value = row[column]
    about = SEALED.get(table, {}).get(column)
    if about is not None and value is not None:
        return seal.open(value, about.format(**row))
    return value if isinstance(value, bytes) else str(value).encode()


def holds(said: bytes, ids: set[int], name: str) -> bool:
    """Whether a value tells one of these ids, or the name that the person has in the server."""
    return name.encode() in said or any(struct.pack(">Q", id) in said or str(id).encode() in said for id in ids)


def texts(here: Town) -> bytes:
    """Everything that the host can read, in one piece."""
    seal = here.office.seal
    return b"\n".join(opened(seal, table, column, row) for table, row in rows(here) for column in row)
