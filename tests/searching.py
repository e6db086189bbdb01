"""How an id, a name or a text may be written, and where to look for it: bytes, files, requests, the log."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simcord.actors import MemberActor

from bot.host import logs
from bot.settings import Settings

#: Whom or what to search for, each with all the ways in which it may be written.
Wanted = dict[str, set[bytes]]
#: The files of a database as they stood at one moment, by name.
Files = dict[str, bytes]


# --- how it may be written ------------------------------------------------------------------------------------------


def encodings(raw: bytes) -> Iterator[bytes]:
    """`raw` as it is and in base64 and base32, wherever in a longer value it may begin."""
    yield raw
    for encode, bits, group in ((base64.b64encode, 6, 3), (base64.urlsafe_b64encode, 6, 3), (base64.b32encode, 5, 5)):
        for offset in range(group):
            encoded = encode(bytes(offset) + raw)
            yield encoded[-(-offset * 8 // bits) : (offset + len(raw)) * 8 // bits]


def ways_to_write_id(number: int) -> set[bytes]:
    """Decimal, hex, little- and big-endian, their base64 and base32, and hashes without a key."""
    plain = [str(number).encode(), number.to_bytes(8), number.to_bytes(8, "little")]
    ways = {way for raw in plain for way in encodings(raw)}
    for digits in (f"{number:x}", number.to_bytes(8, "little").hex()):
        ways |= {digits.encode(), digits.upper().encode()}
    for raw in plain:
        for make in (hashlib.md5, hashlib.sha1, hashlib.sha256):
            ways |= {make(raw).digest(), make(raw).hexdigest().encode()}
    return ways


def ways_to_write_text(text: str) -> set[bytes]:
    """In UTF-8 and UTF-16, in base64 and base32, in hex, escaped in JSON, in small letters."""
    ways = set(encodings(text.encode())) | {text.encode("utf-16-le"), text.encode("utf-16-be")}
    ways |= {text.encode().hex().encode(), text.lower().encode(), text.upper().encode()}
    return ways | {json.dumps(text)[1:-1].encode()}


def texts(*words: str) -> Wanted:
    """These texts, by themselves."""
    return {word: ways_to_write_text(word) for word in words}


def people(*members: MemberActor) -> Wanted:
    """Each with all the ways to write their id, their names, what they are called in a server, their portrait."""
    return {member.name: ways_to_write_id(member.id) | _written(names_of(member)) for member in members}


def names_of(member: MemberActor) -> set[str]:
    """Everything that somebody is called, and the hash of their portrait."""
    user, servers = member.user, member._env.backend.guilds.values()
    known = [server.members[member.id] for server in servers if member.id in server.members]
    said = [
        member.name,
        user.global_name,
        user.avatar,
        *(each.nick for each in known),
        *(each.avatar for each in known),
    ]
    return {name for name in said if name}


def direct_messages(*members: MemberActor) -> Wanted:
    """What tells who they are by another name: their direct-message channels, and every message in them."""
    channels = [member.user.dm_channel for member in members]
    numbers = [each.id for channel in channels for each in (channel, *channel.history())]
    return {f"direct message {number}": ways_to_write_id(number) for number in numbers}


#: What is shorter stands in megabytes of sealed bytes by chance: three of them once in 17 million.
SHORTEST = 6


def _written(said: Iterable[str]) -> set[bytes]:
    return {way for text in said for way in ways_to_write_text(text) if len(way) >= SHORTEST}


def found_in(data: bytes, wanted: Wanted) -> list[str]:
    """What of it stands in these bytes."""
    return [name for name, ways in wanted.items() if any(way in data for way in ways)]


# --- the files of a database ----------------------------------------------------------------------------------------


def files_in(folder: Path) -> Files:
    """Every file but the key. Read by another process: to close a file that SQLite has open would give up its locks."""
    read = (
        "import pathlib, pickle, sys; sys.stdout.buffer.write(pickle.dumps({path.name: path.read_bytes() "
        "for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_file() and path.suffix != '.key'}))"
    )
    done = subprocess.run([sys.executable, "-c", read, str(folder)], capture_output=True, check=True)
    return pickle.loads(done.stdout)


def backup_of(folder: Path) -> bytes:
    """The database as SQLite's own way of backing up copies it."""
    copy = folder / "copy of letters.db"
    with closing(sqlite3.connect(folder / "letters.db")) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    data = copy.read_bytes()
    copy.unlink()
    return data


Row = dict[str, Any]
Tables = dict[str, list[Row]]


def tables_of(database: bytes, folder: Path, log: bytes = b"") -> Tables:
    """Every row, read from copies of a database and of its write-ahead log."""
    path = folder / "looked-at.db"
    path.write_bytes(database)
    path.with_name("looked-at.db-wal").write_bytes(log)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names}
    for left in folder.glob("looked-at.db*"):
        left.unlink()
    return found


def commits(log: bytes) -> Iterator[bytes]:
    """A write-ahead log as it was after each commit that it holds: first none, last all.

    See SQLite's file format, “The Write-Ahead Log”: a frame's header has the database's size in pages where it ends
    a commit, and the salts of the log's header unless it is left over from before.
    """
    yield b""
    if not log:
        return
    size = 24 + int.from_bytes(log[8:12])
    for start in range(32, len(log) - size + 1, size):
        header = log[start : start + 24]
        if header[8:16] != log[16:24]:
            return
        if int.from_bytes(header[4:8]):
            yield log[: start + size]


def history(files: Files, folder: Path) -> Iterator[Tables]:
    """The rows after each commit of which the write-ahead log still knows."""
    for log in commits(files.get("letters.db-wal", b"")):
        try:
            yield tables_of(files["letters.db"], folder, log)
        except sqlite3.DatabaseError:  # the log begins before what has been copied into the database already
            continue


# --- the log --------------------------------------------------------------------------------------------------------


@dataclass
class Log(logging.Handler):
    """Everything that any logger says: what it was given, and the line of each format."""

    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.NOTSET)

    def emit(self, record: logging.LogRecord) -> None:
        shown = [logs.TextFormatter(logs.TEXT), logs.JsonFormatter(), logging.Formatter()]
        said = "\n".join(each.format(record) for each in shown)
        self.lines.append(f"{record.name}: {said} {record.args!r} {record.exc_info!r}")

    __hash__ = logging.Handler.__hash__


@contextmanager
def everything_logged() -> Iterator[Log]:
    """The log as `python -m bot` sets it up with LOG_LEVEL=DEBUG: no host can make it say more."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, {name: logging.getLogger(name).level for name in logs.OWN}
    logs.set_up(Settings(log_level="DEBUG"))
    handler = Log()
    root.handlers = [handler]
    try:
        yield handler
    finally:
        root.handlers, level, levels = before
        root.setLevel(level)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
