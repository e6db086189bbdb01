"""Which language somebody reads who used a command or a button before their messages are known.

Discord tells it with a press and never with a message. Once somebody has written it stands sealed with their inbox;
until then it is in this process's memory only, under a mark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.letter import Person, Tag
from bot.rules.entry import DAY
from bot.sealing.seal import Seal

#: People whose language is remembered, those who pressed last, and for how many seconds.
MOST, LONGEST = 1_000, DAY


@dataclass(slots=True)
class ReadingLanguages:
    """What Discord told within the last day."""

    seal: Seal
    now: Callable[[], int]
    _told: dict[Tag, tuple[str, int]] = field(default_factory=dict[Tag, tuple[str, int]], repr=False)

    def hear(self, person: Person) -> None:
        """Remember the language that Discord told of somebody with a press."""
        tag = self._tag(person)
        self._told.pop(tag, None)  # whoever pressed last stands last
        if person.language:
            self._told[tag] = person.language, self.now()
        while self._told and (len(self._told) > MOST or self._is_over(next(iter(self._told)))):
            del self._told[next(iter(self._told))]

    def known(self, person: Person) -> Person:
        """Return somebody with the language that Discord told of them, if it did."""
        tag = self._tag(person)
        known = tag in self._told and not self._is_over(tag)
        return replace(person, language=self._told[tag][0]) if known else person

    def forget(self, person: Person) -> None:
        """Remember nothing about somebody."""
        self._told.pop(self._tag(person), None)

    def _is_over(self, tag: Tag) -> bool:
        return self.now() - self._told[tag][1] >= LONGEST

    def _tag(self, person: Person) -> Tag:
        return self.seal.tag("reads", 0, person.id)
