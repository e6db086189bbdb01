"""A letter: what is known of it, its text and its pictures."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.letter.person import Sealed, Tag
from bot.letter.states import State

#: Days that a draft is kept after its last change, and a letter after it was sent back.
DRAFT_DAYS = 30
#: Days after which a letter that will not be published is erased.
UNPUBLISHED_DAYS = 7
#: Characters of a content warning, at most.
MAX_WARNING = 100


def new_id() -> int:
    """Return a random id of 63 bits: nobody can guess it, and it says nothing about order."""
    return secrets.randbits(63)


class Rating(StrEnum):
    """What a letter is rated: decides in which channel it may appear."""

    SAFE = "sfw"  #: safe for work
    MATURE = "nsfw"  #: not safe for work: only in an age-restricted channel


class Archive(StrEnum):
    """Whether a letter may stand on the page of its letterbox’s archive."""

    UNTOLD = "untold"  #: no: when it was sent, nothing had told its author that it would
    TOLD = "told"  #: yes: its author knew
    OUT = "out"  #: no: its author keeps it out


class Replies(StrEnum):
    """Who may respond to a letter. In all but the first, its thread is locked, and the bot alone still posts there."""

    ANYONE = "anyone"
    PEN = "pen"  #: whoever does it under a pen name
    AUTHOR = "author"  #: its author, and moderators, whom a lock does not keep out
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands with a letter beside its text. The desk may set it; the text is its author's."""

    category: str | None
    rating: Rating
    warning: str | None = field(repr=False)  #: what readers are told before they read it

    def packed(self) -> str:
        """Return it as a text to be kept."""
        return json.dumps([self.category, self.rating, self.warning])

    @classmethod
    def unpacked(cls, kept: str) -> Labels:
        """Return what was kept."""
        category, rating, warning = json.loads(kept)
        return cls(category, Rating(rating), warning)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter as it is stored. Its text and pictures are read separately, when needed."""

    id: int  #: random, 63 bits; used in button ids, since it tells nothing
    state: State
    author: Sealed | None = field(repr=False)  #: a `Person`, sealed to this letter; None once their time is over
    letterbox_id: int | None  #: None while the writer has not chosen
    guild_id: int | None
    number: int | None  #: counted within the server, from when it first reached the desk
    title: str | None = field(repr=False)  #: set by the Edit form or on sending
    category: str | None
    rating: Rating
    turn: int  #: order among drafts: the open one with the lowest turn takes the next direct message
    submitted_at: int | None  #: Unix seconds; where letters are collected, the moment of the collection
    published_at: int | None  #: Unix seconds
    channel_id: int | None  #: where it is published
    message_id: int | None
    thread_id: int | None
    card: Sealed | None = field(repr=False)  #: the draft card's message id, sealed
    desk_message_id: int | None
    report_message_id: int | None
    tell_every: int = 0  #: seconds between two notices of responses, at least; 0: each is told of
    publish_on: int | None = None  #: the midnight (UTC, Unix seconds) of the day on which it appears, if one was chosen
    muted: bool  #: whether the author wants no notices of responses
    kept_until: int | None = None  #: the midnight (UTC, Unix seconds) at which a draft or returned letter is erased
    discarded: bool = False  #: a draft that its writer can have back until `kept_until`, within a minute
    desk_before: int | None = None  #: the message id of its review card from before it was sent back
    left_locked: bool = False  #: whether moderators had locked its thread before it was taken down
    left_closed: bool = False  #: whether they had closed it
    replies: Replies = Replies.ANYONE  #: who may respond
    warning: str | None = field(default=None, repr=False)  #: one line; text and pictures are covered then
    asked: str | None = field(default=None, repr=False)  #: packed `Labels`: its author’s, if the desk changed them
    #: For a revision: the number of the published letter whose text it replaces once it is approved.
    revises: int | None = None
    revised_at: int | None = None  #: Unix seconds: the last time that a revision replaced its text
    archive: Archive = Archive.UNTOLD
    counted_at: int | None = None  #: Unix seconds: the last time that its message was edited for the response count
    related_id: int | None = None  #: the published letter that its message links to, as the one most like it
    trouble: str | None  #: a packed sentence: what the desk should know about the last failed delivery

    @property
    def labels(self) -> Labels:
        """What stands with it beside its text."""
        return Labels(self.category, self.rating, self.warning)

    @property
    def is_locked(self) -> bool:
        """Whether its thread is to be locked."""
        return self.left_locked or self.replies is not Replies.ANYONE

    def for_the_desk(self) -> Letter:
        """Return the letter as moderators may see it: one that was sent again looks returned until it is collected."""
        return replace(self, state=State.RETURNED) if self.state is State.POSTED else self


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a draft: one direct message, or (no `source`) what was written in a form."""

    text: str = field(repr=False)
    source: Tag | None = field(default=None, repr=False)  #: marks the direct message it came from


@dataclass(frozen=True, slots=True)
class Version:
    """What recognises a draft's title and text, as they were when a form was opened with them."""

    parts: int  #: how many parts it had
    mark: int  #: 63 bits, of the title and these parts


NEW = Version(0, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image without any trace of its origin."""

    name: str  #: a neutral file name
    data: bytes = field(repr=False)  #: the encoded file; empty where only the description was read
    source: Tag | None = field(default=None, repr=False)  #: marks the direct message it came with
    attachment: Tag | None = field(default=None, repr=False)  #: marks the attachment of that message
    spoiler: bool = False  #: whether it is hidden until somebody clicks it
    alt: str = field(default="", repr=False)  #: the writer's description, for whoever cannot see it
