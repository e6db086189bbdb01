"""The log of a desk, and its figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.letter.states import Verb


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
