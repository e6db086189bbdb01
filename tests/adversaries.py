"""What each adversary has, and what they find in it.

Every check is a function of what was collected, so that a test can plant something there and see that it is found.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.backend.access import channel_accessible
from simcord.builders import GuildHandle

from bot.sealing.names import SEALED
from bot.sealing.seal import ID_BYTES
from tests.lives import presses
from tests.searching import Files, Row, Tables, Wanted, found_in, history
from tests.town import Town

Event = dict[str, Any]
#: Sentences of the bot's own, which say the same of everybody.
WORDS = "\n".join(
    path.read_text("utf-8") for path in (Path(__file__).parents[1] / "bot" / "words").glob("*.py")
).casefold()


# --- whoever looks at Discord ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """What Discord ever showed somebody of the bot's doings in one server: events with all they carry, files."""

    events: list[Event]
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])

    @property
    def raw(self) -> bytes:
        """All of it in one piece."""
        names = "".join(self.files).encode()
        return json.dumps(self.events, ensure_ascii=False, default=str).encode() + names + b"".join(self.files.values())


def seen_by(here: Town, viewer: MemberActor, guild: GuildHandle) -> Seen:
    """Every event that somebody's client ever got from channels that they can see, what people did themselves left out;
    and the answers to their own presses and commands."""
    backend = here.env.backend
    events = [
        {"event": name, **payload}
        for seam, name, payload in backend.transcript
        if seam == "GATEWAY" and _is_shown(here, viewer, guild, name, payload)
    ]
    places = [channel for channel in backend.channels.values() if channel.guild_id == guild.id]
    shown = [channel for channel in places if channel_accessible(backend, channel.id, viewer.id)]
    events += [dict(serializers.channel_payload(backend, channel)) for channel in shown]
    events += [dict(serializers.message_payload(backend, message)) for message in presses(here, viewer)]
    said = json.dumps(events, default=str)
    return Seen(events, {url: data for url, data in backend.cdn._blobs.items() if url in said})


def _is_shown(here: Town, viewer: MemberActor, guild: GuildHandle, name: str, payload: Mapping[str, Any]) -> bool:
    if not name.startswith(("MESSAGE_", "THREAD_", "CHANNEL_", "TYPING_", "PRESENCE_", "WEBHOOKS_")):
        return False
    backend, own = here.env.backend, name.startswith(("THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "CHANNEL_"))
    channel = int(payload.get("id" if own else "channel_id") or payload.get("parent_id") or 0)
    if payload.get("guild_id") != str(guild.id) or not channel_accessible(backend, channel, viewer.id):
        return False
    author = payload.get("author")
    if author is not None and not author.get("bot") and not payload.get("webhook_id"):
        return False  # what somebody says in their own name
    asked = (payload.get("interaction_metadata") or {}).get("user", {}).get("id")
    return not payload.get("flags", 0) & 64 or asked == str(viewer.id)


def seen_by_moderator(here: Town, viewer: MemberActor, guild: GuildHandle) -> Seen:
    """The same for who sees the audit log and the webhooks too."""
    backend, seen = here.env.backend, seen_by(here, viewer, guild)
    log = [{"event": "audit log", **vars(entry)} for entry in guild.audit_log()]
    hooks = [vars(hook) for hook in backend.webhooks.values() if hook.guild_id == guild.id]
    return Seen([*seen.events, *log, *hooks], seen.files)


def named(seen: Seen, wanted: Wanted) -> list[str]:
    """Who can be found in what somebody saw."""
    return found_in(seen.raw, wanted)


def about(seen: Seen, letters: Iterable[Row]) -> dict[int, list[Event]]:
    """What of it is about which letter, by number: known by its place, or by the ids its buttons carry."""
    found: dict[int, list[Event]] = defaultdict(list)
    for letter in letters:
        marks = {str(letter[column]) for column in ("message_id", "thread_id", "desk_message_id") if letter[column]}
        for event in seen.events:
            places = {str(event.get(key)) for key in ("id", "channel_id", "message_id")}
            if places & marks or f":{letter['id']:x}" in json.dumps(event, default=str):
                found[letter["number"]].append(event)
    return dict(found)


def linking(said: Mapping[int, Iterable[Event]], authors: Mapping[int, str]) -> list[str]:
    """What stands in several letters of one author and in nobody else's. The bot's own sentences link nobody, and
    when something happened is told in the threat model."""
    values = {number: set(tokens(events)) for number, events in said.items() if number in authors}
    found: list[str] = []
    for author in sorted(set(authors.values())):
        own = [values[number] for number in values if authors[number] == author]
        others = set[str]().union(*(values[number] for number in values if authors[number] != author))
        counted = [token for tokens_of_one in own for token in tokens_of_one if token not in others]
        found += sorted({f"{token!r} in letters of {author}" for token in counted if counted.count(token) > 1})
    return found


def tokens(value: Any) -> Iterator[str]:
    """Every value of four characters or more in what Discord showed, and every word in it."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if "timestamp" not in str(key):
                yield from tokens(each)
    elif isinstance(value, list | tuple | set | Iterator):
        for each in value:
            yield from tokens(each)
    elif value is not None:
        said = str(value).casefold()
        yield from (word for word in {said, *re.findall(r"\w{4,}", said)} if len(word) > 3 and word not in WORDS)


# --- a thief --------------------------------------------------------------------------------------------------------


def in_files(taken: Iterable[Files], wanted: Wanted) -> list[str]:
    """What stands in the bytes of any file that was taken."""
    return [f"{each} in {name}" for files in taken for name, data in files.items() for each in found_in(data, wanted)]


#: Columns with text in the clear, and what may stand there: words of the program's, and what a server set up.
CLEAR: dict[str, str] = {
    "migration.name": r"[\w.]+",
    "remark.name": r"[a-z-]+(:\d+)?",
    "letter.state": r"[a-z]+",
    "letter.rating": r"n?sfw",
    "letter.category": r"To [a-z ]+",
    "letter.trouble": r".*",
    "letter.replies": r"[a-z]+",
    "letter.archive": r"untold|told|out",
    "letterbox.name": r".*",
    "letterbox.settings": r"\{.*\}",
    "letterbox.language": r"[A-Za-z-]+",
    "picture.name": r"picture\.(png|jpg|gif|webp)",
    "notice.kind": r"[a-z]+",
    "response.kind": r"[a-z]+",
    "response.state": r"[a-z]+",
    "decision.verb": r"[a-z_]+",
    "delivery.lane": r"[a-z]+:[0-9a-f]+",
    "delivery.kind": r"[a-z-]+",
    "delivery.rate_limit_key": r"([a-z-]+( again)?:\d+)?",
    "delivery.nonce": r"[0-9a-f]{24}",
    "delivery.worker": r"[0-9a-f]{16}",
    "sqlite_sequence.name": r"[a-z]+",
}
TAG, REMARKS, TOLD = 32, ("tag-key", "commands"), ("told", "digest")


def in_the_clear(tables: Tables, key_id: bytes) -> list[str]:
    """Values that are neither numbers, nor sealed, nor tags, nor words of the program's own."""
    return [
        f"{table}.{column}: {value!r}"
        for table, rows in tables.items()
        for row in rows
        for column, value in row.items()
        if not _is_fit(table, column, value, row, key_id)
    ]


def _is_fit(table: str, column: str, value: Any, row: Row, key_id: bytes) -> bool:
    if value is None or isinstance(value, int | float):
        return True
    if isinstance(value, str):
        allowed = CLEAR.get(f"{table}.{column}")
        return allowed is not None and re.fullmatch(allowed, value) is not None
    if table == "remark":
        if row["name"] == "closed":
            return value == b"1"  # that the end was clean, and nothing else
        if row["name"].partition(":")[0] in TOLD:
            return re.fullmatch(rb"\d{10}", value) is not None  # when a desk was told of what waits
        return row["name"] in REMARKS and (row["name"] == "commands" or value[:ID_BYTES] == key_id)
    if column.endswith("_tag"):
        return len(value) == TAG
    return column in SEALED[table] and value[:ID_BYTES] == key_id and len(value) >= ID_BYTES + 12 + 16


#: Sealed values that hold an identity and nothing else.
IDENTITIES = {
    "letter.sealed_author", "letter.sealed_card", "notice.sealed_message", "decision.sealed_moderator",
    "block.sealed_moderator", "report.sealed_reporter", "report.sealed_hearer", "listener.sealed_person",
}  # fmt: skip


def lengths(tables: Tables) -> dict[str, set[int]]:
    """How long sealed identities are: where that differs, it tells something of the id."""
    found: dict[str, set[int]] = defaultdict(set)
    for table, rows in tables.items():
        for row in rows:
            for column in row.keys() & {name.partition(".")[2] for name in IDENTITIES}:
                if f"{table}.{column}" in IDENTITIES and row[column] is not None:
                    found[f"{table}.{column}"].add(len(row[column]))
    return dict(found)


def across_servers(taken: Iterable[Files], folder: Path) -> list[str]:
    """Marks that lead from a letter of one server to a letter of another, in the database as it is and as the
    write-ahead log tells that it was: what stands in one row, or came with one commit, is one person's act."""
    found: list[str] = []
    for files in taken:
        group, servers = _Groups(), dict[object, set[int]]()
        before: dict[str, list[Row]] | None = None
        for tables in history(files, folder):
            rows = [(table, row) for table, rows in tables.items() for row in rows]
            for table, row in rows:
                group.join(_belongs_together(table, row))
                if table == "letter" and row["guild_id"] is not None:
                    servers.setdefault(row["id"], set()).add(row["guild_id"])
            if before is not None:
                new = [(table, row) for table, row in rows if row not in before.get(table, [])]
                group.join([each for table, row in new for each in _belongs_together(table, row)])
            before = tables
        together: dict[object, set[int]] = defaultdict(set)
        for letter, guilds in servers.items():
            together[group.of(letter)] |= guilds
        found += [f"letters of {len(each)} servers are linked" for each in together.values() if len(each) > 1]
    return found


def _belongs_together(table: str, row: Row) -> list[object]:
    """The letter and the marks that a row is about."""
    letter = row.get("letter_id", row.get("id") if table == "letter" else None)
    return [*([] if letter is None else [letter]), *_marks(row)]


def _marks(row: Row) -> list[bytes]:
    return [bytes(value) for column, value in row.items() if column.endswith("_tag") and value is not None]


class _Groups:
    """Who belongs together, as far as one can tell."""

    def __init__(self) -> None:
        self._above: dict[object, object] = {}

    def of(self, each: object) -> object:
        while (above := self._above.get(each, each)) != each:
            each = above
        return each

    def join(self, members: Collection[object]) -> None:
        roots = [self.of(each) for each in members]
        for root in roots[1:]:
            self._above[self.of(root)] = self.of(roots[0])


# --- a reader of the log --------------------------------------------------------------------------------------------


def in_lines(lines: Iterable[str], wanted: Wanted) -> list[str]:
    """What stands in any line."""
    return [f"{each} in the log: {line}" for line in lines for each in found_in(line.encode(), wanted)]
