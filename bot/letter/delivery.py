"""A delivery: one effect on Discord that waits in the outbox. And the kinds of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The effect on Discord that a delivery stands for. `bot.post.handlers` has the function for each."""

    DRAFT_CARD = "draft-card"  #: to the author: the draft, edited in place
    NOTE = "note"  #: to somebody: a direct message about no letter
    DESK_CARD = "desk-card"  #: to the desk: a letter, edited in place
    RETIRE = "retire"  #: at a former desk: a line in place of a card
    REPORT_CARD = "report-card"  #: to the desk: a letter's reports, edited in place
    RECORD = "record"  #: to the desk: a message about a letter
    ALERT = "alert"  #: to the desk: a message about the letterbox
    PING = "ping"  #: to the desk: a role is told that letters wait
    GREETING = "greeting"  #: in public: whoever may set a letterbox up is greeted, once when the bot joins a server
    PANEL = "panel"  #: in a channel: the message with **Write a letter**
    PUBLISH = "publish"  #: in public: the letter's message, new or put back
    THREAD = "thread"  #: in public: the thread under it
    PAGE = "page"  #: in public: a further page, in the thread
    RESPONSE = "response"  #: in public: a response under a pen name, or the author's
    RESPONSE_EDIT = "response-edit"  #: in public: such a response as it is now: changed, or taken back
    REVISE = "revise"  #: in public: the letter's message, pages and name, with the text of an approved revision
    PAGE_GONE = "page-gone"  #: in public: a page that a revised letter needs no more, deleted
    TAKE_DOWN = "take-down"  #: in public: a line in place of the letter
    LOCK = "lock"  #: in public: the thread, locked or opened as who may respond asks for
    COUNT = "count"  #: the wait before REFRESH; nothing is sent
    REFRESH = "refresh"  #: in public: the response count, and the link to another letter
    NOTICE = "notice"  #: to the author: a direct message about a letter
    HEARD = "heard"  #: to somebody who replied under a pen name: something new was said in that thread
    NOTICE_EDIT = "notice-edit"  #: to the author: a notice whose responses were edited or deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One effect on Discord that waits in the outbox; it leaves the outbox when it is done."""

    id: int
    lane: str  #: order is kept within a lane, never between lanes
    kind: Kind
    letter_id: int | None
    subject_id: int | None  #: the response, notice or page it is about; the letter itself in a refresh for its link
    payload: bytes | None = field(repr=False)  #: what is stored nowhere else, opened
    nonce: str  #: the same at every attempt; at most 25 characters (Discord's limit)
    attempts: int  #: how often it has been claimed, this time included
    created_at: int  #: Unix seconds
    number: int | None = None  #: the letter's number, once it has one
    letterbox_id: int | None = None  #: the letter's letterbox, once it has one
    parked: str | None = None  #: a packed sentence: what the desk reads while somebody has to put something right
    in_doubt: bool = False  #: its letter comes from a backup: this may have been done before the backup was put back


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that may be claimed now."""

    id: int
    lane: str
    kind: Kind
    rate_limit_key: str  #: whose others it excludes while it is under way; '': nobody's

    @property
    def rate(self) -> str:
        """What it shares Discord's limit with: its rate limit key or, if it has none, its lane."""
        return self.rate_limit_key or self.lane


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
