"""A letter, its responses and the table of its states. Pure: no I/O, no clock, no Discord.

The protocol is the table `TRANSITIONS`; a pair that it lacks is an error (`WrongState`).
Identities appear here only sealed (`Sealed`), so that no letter that is passed around,
printed or logged can say who wrote it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NewType

#: Bytes that only `seal.Seal.open` can read.
Sealed = NewType("Sealed", bytes)
#: A keyed one-way mark: recognises the same person inside one server, and nowhere else.
Tag = NewType("Tag", bytes)


class State(StrEnum):
    """Where a letter is in its life."""

    DRAFT = "draft"
    POSTED = "posted"
    HELD = "held"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    PUBLISHED = "published"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What moves a letter from one state to the next."""

    SUBMIT = "submit"
    POST = "post"
    COLLECT = "collect"
    APPROVE = "approve"
    SEND_BACK = "return"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    PUBLISH = "publish"
    BOUNCE = "bounce"
    REMOVE = "remove"
    RESTORE = "restore"
    DISMISS = "dismiss"
    UNMASK = "unmask"


#: The life of a letter. Where a letterbox collects its post, a letter is posted first and held from the collection on.
#: BOUNCE is a publication that Discord finally refused: back to the desk.
TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.DRAFT, Verb.SUBMIT): State.HELD,
    (State.RETURNED, Verb.SUBMIT): State.HELD,
    (State.DRAFT, Verb.POST): State.POSTED,
    (State.RETURNED, Verb.POST): State.POSTED,
    (State.POSTED, Verb.COLLECT): State.HELD,
    (State.POSTED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.HELD, Verb.APPROVE): State.APPROVED,
    (State.HELD, Verb.SEND_BACK): State.RETURNED,
    (State.HELD, Verb.REJECT): State.REJECTED,
    (State.HELD, Verb.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Verb.PUBLISH): State.PUBLISHED,
    (State.APPROVED, Verb.BOUNCE): State.HELD,
    (State.APPROVED, Verb.REMOVE): State.REMOVED,
    (State.APPROVED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Verb.REMOVE): State.REMOVED,
    (State.PUBLISHED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.REMOVED, Verb.RESTORE): State.APPROVED,
    (State.REMOVED, Verb.WITHDRAW): State.WITHDRAWN,
}

#: What moves a letter without a decision of anybody's: nothing of it is written down.
UNDECIDED = frozenset({Verb.SUBMIT, Verb.POST, Verb.COLLECT})

#: Days after the last response that the author of a published letter is known, where a letterbox chose nothing else.
KEEP_DAYS = 90
#: Seconds, at most, before an author hears of what others did, where a letterbox chose nothing else.
NOTICE_DELAY = 60
#: Days after which nothing is left of a letter that will not be published.
UNPUBLISHED_DAYS = 7
#: States of a letter that stands in public, or may stand there again.
PUBLIC = frozenset({State.PUBLISHED, State.REMOVED})
#: States of a letter that nobody will ever read in public.
OVER = frozenset({State.REJECTED, State.WITHDRAWN})

#: States in which the author may still change the text.
EDITABLE = frozenset({State.DRAFT, State.RETURNED})


def new_id() -> int:
    """A random id of 63 bits: unguessable, and it tells nothing about order."""
    return secrets.randbits(63)


def follow(state: State, verb: Verb) -> State | None:
    """The state that `verb` leads to from `state`, or None when the table has no such pair."""
    return TRANSITIONS.get((state, verb))


class Rating(StrEnum):
    """Decides where a letter may appear."""

    SAFE = "sfw"
    MATURE = "nsfw"


class ResponseKind(StrEnum):
    """In whose name a response stands."""

    OPEN = "open"
    PEN = "pen"
    AUTHOR = "author"


class NoticeKind(StrEnum):
    """Why the author gets a direct message about a letter."""

    PUBLISHED = "published"
    RETURNED = "returned"
    REJECTED = "rejected"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    RELAY = "relay"


#: Notices that a reply to answers the letter in public; a reply to any other is a message like all others.
ANSWERABLE = frozenset({NoticeKind.PUBLISHED, NoticeKind.RELAY})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's account in the clear: made from an event or an opened seal, never stored or logged."""

    id: int = field(repr=False)
    #: The direct-message channel with the bot, 0 while none is known.
    dm: int = field(default=0, repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a letterbox takes from one person."""

    waiting: int = 1  #: letters that wait for the desk
    daily: int = 3  #: letters within 24 hours
    responses: int = 5  #: anonymous responses within a minute
    account_days: int = 0  #: how old the account must be
    member_hours: int = 0  #: how long they must have been a member


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterbox:
    """A server's set-up: where letters appear, where they are reviewed, its rules."""

    id: int
    guild_id: int
    letters_id: int  #: text channel or forum where letters appear
    desk_id: int  #: the review channel
    mature_id: int | None  #: age-restricted channel for Not Safe for Work letters
    open: bool
    categories: tuple[str, ...]  #: to whom a letter may be, first the default
    limits: Limits = field(default_factory=Limits)
    refused: tuple[str, ...] = ()  #: words that no letter and no anonymous response may hold
    flagged: tuple[str, ...] = ()  #: words that the desk is shown
    links: str = "allow"  #: or "flag", or "refuse"
    keep_days: int = KEEP_DAYS  #: so long after the last response an author is known
    collection: int = 0  #: seconds from one collection of the post to the next; 0: letters reach the desk at once
    notice_delay: int = NOTICE_DELAY  #: seconds; up to so long, at random, an author hears later of what others did

    def channel_for(self, rating: Rating) -> int | None:
        """The channel where a letter of this rating appears, or None where it may not."""
        return self.letters_id if rating is Rating.SAFE else self.mature_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter as the store knows it. Its text and pictures are read apart, when needed."""

    id: int  #: random, 63 bits; stands in button ids and tells nothing
    state: State
    author: Sealed | None = field(repr=False)  #: a `Person`, sealed to this letter; None since they were forgotten
    author_tag: Tag | None = field(repr=False)
    letterbox_id: int | None  #: None while the writer has not chosen
    guild_id: int | None
    number: int | None  #: counted within the server, from when it first reached the desk
    title: str | None = field(repr=False)  #: set by Edit or at submit
    category: str | None
    rating: Rating
    turn: int  #: among drafts; the open one whose turn is first takes the next direct message
    submitted_at: int | None  #: Unix seconds; where the post is collected, the moment of its collection
    published_at: int | None  #: Unix seconds
    channel_id: int | None  #: where it is published
    message_id: int | None
    thread_id: int | None
    card: Sealed | None = field(repr=False)  #: the draft card's message id, sealed
    desk_message_id: int | None
    report_message_id: int | None
    muted: bool  #: the author wants no notices of responses
    unreachable: bool  #: the last notice to the author could not be delivered
    trouble: str | None  #: what the desk should know about the last failed delivery

    def for_the_desk(self) -> Letter:
        """The letter as moderators may see it: one sent again looks the same as before until it is collected."""
        return replace(self, state=State.RETURNED) if self.state is State.POSTED else self


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a draft: one direct message, or what was written in a form (no `source`)."""

    text: str = field(repr=False)
    source: Tag | None = field(default=None, repr=False)  #: marks the direct message it came from


@dataclass(frozen=True, slots=True)
class Picture:
    """An image without a trace of its origin."""

    name: str  #: neutral file name
    data: bytes = field(repr=False)
    source: Tag | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer in the letter's thread."""

    id: int
    letter_id: int
    number: int  #: counted within the letter, from 1
    kind: ResponseKind
    name: str = field(repr=False)
    text: str = field(repr=False)
    message_id: int | None  #: None until it stands in the thread
    notice_id: int | None  #: the notice that told the author
    deleted: bool
    forgotten: bool = False  #: nobody is known any more as its writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A direct message to the author about one letter."""

    id: int
    letter_id: int
    kind: NoticeKind
    text: str = field(repr=False)
    place: Sealed | None = field(repr=False)  #: the message id, sealed; None until sent
    sent_at: int | None  #: Unix seconds


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a letter, and by whom (sealed; None when the author did it)."""

    verb: Verb
    moderator: Sealed | None = field(repr=False)
    reason: str | None = field(repr=False)
    at: int  #: Unix seconds


@dataclass(frozen=True, slots=True)
class Report:
    """One reader's reason for reporting a letter."""

    reason: str = field(repr=False)
    at: int  #: Unix seconds


@dataclass(frozen=True, slots=True)
class Block:
    """Somebody may write nothing anonymous in a server: the writer of a letter, or of a response to it."""

    response: int  #: its number, 0 when the block was set on the letter itself
    until: int | None  #: Unix seconds; None: without end
    reason: str | None = field(repr=False)  #: for the desk; the person never reads it


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
