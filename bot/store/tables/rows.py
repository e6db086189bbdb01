"""Rows made into values; sealed on their way in, opened on their way out.

Text that is not public is sealed here on its way in and opened on its way out. Identities come in sealed
and leave sealed: only the post office and the deliveries open them.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from importlib.resources import as_file, files
from typing import Any

import aiosql
import aiosqlite

from bot.errors import NotFound
from bot.letter import (
    Block,
    Decision,
    Delivery,
    Kind,
    Letter,
    Letterbox,
    Limits,
    Notice,
    NoticeKind,
    Person,
    Rating,
    Response,
    ResponseKind,
    Sealed,
    State,
    Tag,
    Verb,
)
from bot.sealing.seal import Seal

#: Which letters were there when this copy of the database was put back: those up to that turn.
RESTORED = "restored"

Row = Any  # sqlite3.Row or asyncpg.Record: both answer row["column"]


def _load_queries() -> Any:
    with as_file(files("bot.store") / "queries") as path:
        load: Any = getattr(aiosql, "from_path")  # noqa: B009 - its own annotations are partial
        return load(path, "aiosqlite")


QUERIES = _load_queries()


async def every(rows: AsyncIterator[Row]) -> list[Row]:
    return [row async for row in rows]


class Rows:
    """A transaction's connection, and the vault that its values are sealed with."""

    def __init__(self, connection: aiosqlite.Connection, vault: Seal) -> None:
        self._connection = connection
        self._vault = vault
        self.must_sweep = False  #: whether the write-ahead log would tell now which rows are one person's

    def _seal(self, text: str, what: str, letter_id: int) -> Sealed:
        return self._vault.seal(text.encode(), f"{what}:{letter_id}")

    def _open(self, sealed: bytes, what: str, letter_id: int) -> str:
        return self._vault.open(sealed, f"{what}:{letter_id}").decode()

    def _maybe_letter(self, row: Row | None) -> Letter | None:
        return None if row is None else self._letter(row)

    def _maybe_notice(self, row: Row | None) -> Notice | None:
        return None if row is None else self._notice(row)

    def _letter(self, row: Row) -> Letter:
        title = row["sealed_title"]
        return Letter(
            id=row["id"],
            state=State(row["state"]),
            author=row["sealed_author"],
            author_tag=row["author_tag"],
            letterbox_id=row["letterbox_id"],
            guild_id=row["guild_id"],
            number=row["number"],
            title=None if title is None else self._open(title, "title", row["id"]),
            category=row["category"],
            rating=Rating(row["rating"]),
            turn=row["turn"],
            submitted_at=row["submitted_at"],
            published_at=row["published_at"],
            channel_id=row["channel_id"],
            message_id=row["message_id"],
            thread_id=row["thread_id"],
            card=row["sealed_card"],
            desk_message_id=row["desk_message_id"],
            report_message_id=row["report_message_id"],
            muted=bool(row["muted"]),
            unreachable=bool(row["unreachable"]),
            trouble=row["trouble"],
        )

    def _response(self, row: Row) -> Response:
        letter_id = row["letter_id"]
        return Response(
            id=row["id"],
            letter_id=letter_id,
            number=row["number"],
            kind=ResponseKind(row["kind"]),
            name=self._open(row["sealed_name"], "name", letter_id),
            text=self._open(row["sealed_text"], "response", letter_id),
            message_id=row["message_id"],
            notice_id=row["notice_id"],
            deleted=bool(row["deleted"]),
            forgotten=row["responder_tag"] is None,
        )

    def _notice(self, row: Row) -> Notice:
        letter_id = row["letter_id"]
        return Notice(
            id=row["id"],
            letter_id=letter_id,
            kind=NoticeKind(row["kind"]),
            text=self._open(row["sealed_text"], "notice", letter_id),
            place=row["sealed_place"],
            sent_at=row["sent_at"],
        )

    def _delivery(self, row: Row) -> Delivery:
        sealed, turn, restored = row["sealed_payload"], row["letter_turn"], row["restored_turn"]
        return Delivery(
            id=row["id"],
            lane=row["lane"],
            kind=Kind(row["kind"]),
            letter_id=row["letter_id"],
            subject_id=row["subject_id"],
            payload=None if sealed is None else self._vault.open(sealed, f"delivery:{row['nonce']}"),
            nonce=row["nonce"],
            attempts=row["attempts"],
            created_at=row["created_at"],
            number=row["letter_number"],
            in_doubt=None not in (turn, restored) and turn <= int(restored),
        )

    def _decision(self, row: Row | None) -> Decision | None:
        if row is None:
            return None
        letter_id = row["letter_id"]
        reason = row["sealed_reason"]
        reason = None if reason is None else self._open(reason, "reason", letter_id)
        return Decision(Verb(row["verb"]), row["sealed_moderator"], reason, row["at"])

    def _block(self, row: Row) -> Block:
        reason = row["sealed_reason"]
        reason = None if reason is None else self._open(reason, "block", row["letter_id"])
        return Block(row["response"], row["until"], reason)

    def _note_tag(self, person: Person, nonce: str) -> Tag:
        """Another one for each message: it belongs to no server, and one that came back would lead from what somebody
        did in one server to what they did in another."""
        return self._vault.tag("note", 0, person.id.to_bytes(8) + nonce.encode())


def letterbox_of_row(row: Row) -> Letterbox:
    """A letterbox as it stands in its table."""
    return Letterbox(
        id=row["id"],
        guild_id=row["guild_id"],
        letters_id=row["letters_id"],
        desk_id=row["desk_id"],
        mature_id=row["mature_id"],
        open=bool(row["open"]),
        categories=tuple(json.loads(row["categories"])),
        limits=Limits(
            waiting=row["waiting_limit"],
            daily=row["daily_limit"],
            responses=row["response_limit"],
            account_days=row["account_days"],
            member_hours=row["member_hours"],
        ),
        refused=tuple(json.loads(row["refused_words"])),
        flagged=tuple(json.loads(row["flagged_words"])),
        links=row["link_rule"],
        keep_days=row["keep_days"],
        collection=row["collection"],
        notice_delay=row["notice_delay"],
    )


def as_list(entries: Sequence[str]) -> str:
    return json.dumps(list(entries), ensure_ascii=False)


def found(row: Row | None, sentence: str) -> Row:
    if row is None:
        raise NotFound(sentence)
    return row
