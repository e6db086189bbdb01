"""What the desk decided, what readers reported, who is blocked."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.letter.person import Sealed
from bot.letter.states import Verb


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
