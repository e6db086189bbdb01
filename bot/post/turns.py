"""Who is next, where more is due than finds room: letterboxes take turns, and what a letter began is ended first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.letter import Due, Kind

#: Kinds without which what stands in public already is not whole.
WHOLE = frozenset({Kind.THREAD, Kind.PAGE})


@dataclass(slots=True)
class Turns:
    """Remembers when each server last had its turn."""

    _turn: int = 0
    #: By server: the number of its last turn. '' are all messages to people.
    _last: dict[str, int] = field(default_factory=dict[str, int])

    def take(self, due: Iterable[Due], room: int) -> list[Due]:
        """Return as many as find room, in the order in which they are to be claimed."""
        waiting, taken = [*due], list[Due]()
        while waiting and len(taken) < room:
            first = min(waiting, key=self._order)
            waiting.remove(first)
            taken.append(first)
            self._turn += 1
            self._last[_server(first)] = self._turn
        return taken

    def _order(self, due: Due) -> tuple[bool, int, int]:
        return due.kind not in WHOLE, self._last.get(_server(due), 0), due.id


def _server(due: Due) -> str:
    return due.rate_limit_key.rpartition(":")[2]
