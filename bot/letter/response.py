"""An answer in the letter's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.letter.person import NOBODY, Tag


class ResponseKind(StrEnum):
    """In whose name a response stands."""

    OPEN = "open"
    PEN = "pen"
    AUTHOR = "author"


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
    mark: Tag = field(repr=False)  #: of its writer

    @property
    def forgotten(self) -> bool:
        """Whether nobody is known any more as its writer."""
        return self.mark == NOBODY
