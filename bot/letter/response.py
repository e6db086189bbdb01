"""A response: an answer in the letter's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.letter.person import NOBODY, Tag


class ResponseKind(StrEnum):
    """In whose name a response is given."""

    OPEN = "open"  #: the reader's own; they wrote in the thread themselves
    PEN = "pen"  #: a pen name
    AUTHOR = "author"  #: the letter's author


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
    notice_id: int | None  #: the notice that tells the author of it
    deleted: bool
    answers: int | None = None  #: the number of the response that it answers, if its writer replied to one
    mark: Tag = field(repr=False)  #: its writer's; `NOBODY` once they are forgotten

    @property
    def forgotten(self) -> bool:
        """Whether its writer is forgotten."""
        return self.mark == NOBODY
