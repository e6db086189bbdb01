"""What the desk decided, what readers reported, and who is blocked."""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Report:
    """One reader's reason for reporting a letter, or a response to it."""

    reason: str = field(repr=False)
    at: int  #: Unix seconds
    response: int = 0  #: the response's number; 0 for the letter itself


@dataclass(frozen=True, slots=True)
class Block:
    """A block: the writer of a letter, or of a response to it, may write nothing anonymous in that server."""

    response: int  #: the response's number; 0 when the block was set on the letter itself
    until: int | None  #: Unix seconds; None when it has no end
    reason: str | None = field(repr=False)  #: for the desk; the blocked person never reads it
    letter_id: int  #: the letter that it was set on, or on a response to which
    moderator: Sealed = field(repr=False)  #: the account of whoever set it
