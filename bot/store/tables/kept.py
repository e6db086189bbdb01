"""What a store keeps in memory from one transaction to the next, so that not every message reads it anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.letter import NOBODY, Letterbox, Tag


class OpenDrafts:
    """Whose the open drafts are: ids, by marks that stand nowhere else."""

    def __init__(self) -> None:
        self._whose = dict[int, Tag]()
        self._by = dict[Tag, set[int]]()

    def by(self, writer: Tag) -> list[int]:
        """Return somebody's."""
        return [*self._by.get(writer, ())]

    def put(self, letter_id: int, writer: Tag) -> None:
        """Note whose one is: NOBODY's, when it is no open draft."""
        before = self._whose.pop(letter_id, NOBODY)
        if before != NOBODY:
            self._by[before].discard(letter_id)
            if not self._by[before]:
                del self._by[before]
        if writer != NOBODY:
            self._whose[letter_id] = writer
            self._by.setdefault(writer, set()).add(letter_id)


@dataclass(slots=True)
class Kept:
    """What a store keeps in memory from one transaction to the next."""

    blocks: list[Any] | None = None  #: the row of every block; None after a change
    letterboxes: dict[int, Letterbox] | None = None  #: every letterbox by its id; None after a change
    drafts: OpenDrafts | None = None  #: whose they are; None until somebody asks
    unsettled: set[int] = field(default_factory=set[int])  #: letters of which `drafts` must be told
    mature: bool = True  #: whether letterboxes may have a channel for letters that are Not Safe for Work

    def forget(self) -> None:
        """Read all of it anew: another process has changed some of it."""
        self.blocks = self.letterboxes = self.drafts = None
        self.unsettled.clear()
