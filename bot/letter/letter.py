"""A letter: what is known of it, its text and its pictures."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.letter.person import Sealed, Tag
from bot.letter.states import State

#: Days that a draft is kept after its last change, and a letter that was sent back after that.
DRAFT_DAYS = 30
#: Days after which nothing is left of a letter that will not be published.
UNPUBLISHED_DAYS = 7


def new_id() -> int:
    """A random id of 63 bits: unguessable, and it tells nothing about order."""
    return secrets.randbits(63)


class Rating(StrEnum):
    """Decides where a letter may appear."""

    SAFE = "sfw"
    MATURE = "nsfw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter as the store knows it. Its text and pictures are read apart, when needed."""

    id: int  #: random, 63 bits; stands in button ids and tells nothing
    state: State
    author: Sealed | None = field(repr=False)  #: a `Person`, sealed to this letter; None since their time is over
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
    kept_until: int | None = None  #: of a draft, sent back or not: the midnight (UTC, Unix seconds) at which it goes
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
    source: Tag | None = field(default=None, repr=False)  #: marks the direct message it came with
    attachment: Tag | None = field(default=None, repr=False)  #: marks the attachment of that message
    spoiler: bool = False  #: hidden until somebody wants to see it
    alt: str = field(default="", repr=False)  #: what it shows, in the writer's words, for whoever cannot see it
