"""A notice: a direct message to the author about one letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.letter.person import Sealed


class NoticeKind(StrEnum):
    """Why the author gets a direct message about a letter."""

    PUBLISHED = "published"
    RETURNED = "returned"
    REJECTED = "rejected"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    REVISED = "revised"  #: a revision stands in place of the text before
    RELAY = "relay"  #: others responded
    ANSWERED = "answered"  #: their reply to a notice is on its way into the thread


#: A reply to one of these notices answers the letter in public; a reply to any other is an ordinary message.
ANSWERABLE = frozenset({NoticeKind.PUBLISHED, NoticeKind.REVISED, NoticeKind.RELAY, NoticeKind.ANSWERED})


class Rhythm(StrEnum):
    """How often an author hears of responses to a letter."""

    EACH = "each"  #: at once; those of a few seconds together
    HOURLY = "hourly"
    DAILY = "daily"
    NEVER = "never"  #: muted


#: Seconds between two notices, at least.
EVERY = {Rhythm.EACH: 0, Rhythm.HOURLY: 3_600, Rhythm.DAILY: 86_400}


@dataclass(frozen=True, slots=True)
class Digest:
    """What a notice says that comes once in a while."""

    responses: int  #: how many came
    more: int  #: how many of them have no room in it
    reactions: int | None  #: how many there are under the letter; None where nobody knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Somebody who replied under a pen name, and hears of what is said in that thread."""

    id: int
    letter_id: int
    person: Sealed = field(repr=False)
    told: int  #: the number of the last response that was looked at for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A direct message to the author about one letter."""

    id: int
    letter_id: int
    kind: NoticeKind
    text: str = field(repr=False)  #: a packed sentence
    message: Sealed | None = field(repr=False)  #: the message id, sealed; None until sent
    sent_at: int | None  #: Unix seconds; None until sent
