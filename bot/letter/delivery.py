"""One thing to be sent to Discord, and the kinds there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The effect on Discord that a delivery stands for."""

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
    """One thing to be sent to Discord, in the outbox. Done deliveries leave the outbox."""

    id: int
    lane: str  #: order is kept within a lane, never between lanes
    kind: Kind
    letter_id: int | None
    subject_id: int | None  #: the response, notice or page it is about
    payload: bytes | None = field(repr=False)  #: what exists nowhere else, opened
    nonce: str  #: stable over retries; at most 25 characters (Discord's limit)
    attempts: int  #: claims so far, this one included
    created_at: int  #: Unix seconds
    number: int | None = None  #: the letter's, once it was sent
    in_doubt: bool = False  #: its letter comes from a backup: what is asked may have been done before that was put back


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a delivery: what the courier has to know of those before it."""

    nonce: str  #: the same at every try; at most 25 characters (Discord's limit)
    #: An earlier try may have taken effect since this moment (Unix seconds; 0: at any time), so look before sending.
    #: None: there was none.
    look_since: int | None = None

    @property
    def is_first(self) -> bool:
        """Whether nothing of it can be there yet."""
        return self.look_since is None
