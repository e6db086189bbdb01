"""What the desk decided, what readers reported, and who is blocked; the desk's log, and its figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.letter.person import Sealed
from bot.letter.states import Verb


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about a letter, and who made it."""

    verb: Verb
    moderator: Sealed | None = field(repr=False)  #: the account; None when the author or nobody decided
    reason: str | None = field(repr=False)
    at: int  #: Unix seconds
    response: int = 0  #: the number of the response that it is about; 0 for the letter itself


@dataclass(frozen=True, slots=True)
class Voice:
    """What one of several moderators says of a letter that waits."""

    moderator: int  #: the account
    for_it: bool  #: whether they approve; else they reject
    reason: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """What a moderator told the others about a letter."""

    moderator: int | None  #: the account
    text: str = field(repr=False)
    at: int  #: Unix seconds


class Wrong(StrEnum):
    """What a reader may tick as wrong with a letter, or with a response to it."""

    TELLS = "tells"
    HURTS = "hurts"
    MATURE = "mature"
    DANGER = "danger"
    SPAM = "spam"


#: Stands between what was ticked and what was written; nobody can type it.
_THEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Report:
    """One reader's reason for reporting a letter, or a response to it."""

    reason: str = field(repr=False)  #: in the reader's own words, may be empty
    at: int  #: Unix seconds
    response: int = 0  #: the response's number; 0 for the letter itself
    ticked: tuple[Wrong, ...] = field(default=(), repr=False)

    def packed(self) -> str:
        """Return everything that is wrong, as a text to be kept."""
        return _THEN.join([" ".join(self.ticked), self.reason.replace(_THEN, "")])

    @classmethod
    def kept(cls, packed: str, at: int, response: int) -> Report:
        """Return a report from what was kept of it; of one from before there were boxes that is its reason."""
        ticked, then, reason = packed.partition(_THEN)
        return cls(reason, at, response, tuple(map(Wrong, ticked.split()))) if then else cls(packed, at, response)


@dataclass(frozen=True, slots=True)
class Block:
    """A block: the writer of a letter, or of a response to it, may write nothing anonymous in that server."""

    response: int  #: the response's number; 0 when the block was set on the letter itself
    until: int | None  #: Unix seconds; None when it has no end
    reason: str | None = field(repr=False)  #: for the desk; the blocked person never reads it
    letter_id: int  #: the letter that it was set on, or on a response to which
    moderator: Sealed = field(repr=False)  #: the account of whoever set it


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done about a letter."""

    verb: Verb
    number: int  #: the letter's
    response: int  #: the number of the response that it is about; 0: the letter itself
    moderator: int | None  #: the account; None when it was the author, the host, or nobody
    reason: str | None = field(repr=False)
    at: int  #: Unix seconds


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there was to do at a desk. Nothing in it tells one moderator from another."""

    received: int
    published: int
    rejected: int
    returned: int
    removed: int
    responses: int
    wait: int | None  #: the median of the seconds from a letter's card to its decision; None where none is known
