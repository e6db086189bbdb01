"""A delivery: one effect on Discord that waits in the outbox. And the kinds of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The effect on Discord that a delivery stands for. `bot.post.worker.HANDLERS` has the function for each."""

    DRAFT_CARD = "draft-card"
    NOTE = "note"
    DESK_CARD = "desk-card"
    REPORT_CARD = "report-card"
    RECORD = "record"
    ALERT = "alert"
    PUBLISH = "publish"
    THREAD = "thread"
    PAGE = "page"
    RESPONSE = "response"
    TAKE_DOWN = "take-down"
    COUNT = "count"
    REFRESH = "refresh"
    NOTICE = "notice"
    NOTICE_EDIT = "notice-edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One effect on Discord that waits in the outbox; it leaves the outbox when it is done."""

    id: int
    lane: str  #: order is kept within a lane, never between lanes
    kind: Kind
    letter_id: int | None
    subject_id: int | None  #: the response, notice or page it is about
    payload: bytes | None = field(repr=False)  #: what is stored nowhere else, opened
    nonce: str  #: the same at every attempt; at most 25 characters (Discord's limit)
    attempts: int  #: how often it has been claimed, this time included
    created_at: int  #: Unix seconds
    number: int | None = None  #: the letter's number, once it has one
    in_doubt: bool = False  #: its letter comes from a backup: this may have been done before the backup was put back


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a delivery: what the courier has to know about those before it."""

    nonce: str  #: the same at every attempt; at most 25 characters (Discord's limit)
    #: Unix seconds: an earlier attempt may have taken effect since then (0: at any time), so look before sending.
    #: None when there was no earlier attempt.
    look_since: int | None = None

    @property
    def is_first(self) -> bool:
        """Whether nothing of this delivery can be on Discord yet."""
        return self.look_since is None
