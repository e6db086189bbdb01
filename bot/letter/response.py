"""A response: an answer in the letter's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.letter.person import NOBODY, Sealed, Tag


class ResponseKind(StrEnum):
    """In whose name a response is given."""

    OPEN = "open"  #: the reader's own; they wrote in the thread themselves
    PEN = "pen"  #: a pen name
    AUTHOR = "author"  #: the letter's author


class ResponseState(StrEnum):
    """Where a response is in its life. Only one that stands counts, and is told to the letter's author."""

    WAITING = "waiting"  #: on its way into the thread
    STANDS = "stands"
    REFUSED = "refused"  #: Discord did not take it; its text went back to its writer
    GONE = "gone"  #: deleted in the thread, or with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer in the letter's thread."""

    id: int
    letter_id: int
    number: int  #: counted within the letter, from 1
    kind: ResponseKind
    name: str = field(repr=False)  #: display name or pen name; empty for the author's
    text: str = field(repr=False)
    message_id: int | None  #: None until it is posted in the thread
    thread_id: int | None = None  #: in which that is; a letter that is published anew has another one
    notice_id: int | None  #: the notice that tells the author of it
    at: int = 0  #: when it was given; Unix seconds
    state: ResponseState
    answers: int | None = None  #: the number of the response that it answers, if its writer replied to one
    mark: Tag = field(repr=False)  #: its writer's; `NOBODY` once they are forgotten
    writer: Sealed | None = field(default=None, repr=False)  #: how to reach its writer; None once nothing of it waits
    change: str | None = field(default=None, repr=False)  #: what it is to say once Discord has taken that
    removed_at: int | None = None  #: Unix seconds; when moderators removed it, as long as they may restore it

    @property
    def gone(self) -> bool:
        """Whether it stood in the thread, and stands there no more."""
        return self.state is ResponseState.GONE

    @property
    def is_restored(self) -> bool:
        """Whether moderators have restored it, and it waits to stand in the thread again."""
        return self.state is ResponseState.WAITING and self.message_id is not None

    @property
    def forgotten(self) -> bool:
        """Whether its writer is forgotten."""
        return self.mark == NOBODY
