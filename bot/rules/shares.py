"""How many requests a second each of several processes may make, so that all together make no more than Discord takes.

Every process says every few seconds that it is alive, and sees in the same transaction who else does. Each takes an
equal share. It holds for LEASE seconds: whoever could not say so for that long has lost it, and knows that by its own
clock. The others judge by theirs: who has not renewed anything for a while longer is gone. No two clocks are compared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

#: What Discord takes of a bot in a second. What processes leave of it that are not alone: for those who begin, and
#: those who have lost the database. What each of these takes.
RATE, SPARE, TRICKLE = 50, 4, 2
#: Seconds between two times that a process says that it is alive, for which its share holds after that, and after which
#: it is gone for others: it may have begun to say so a few seconds before they saw it.
RENEW, LEASE, GONE = 2, 8, 12
#: Seconds until somebody takes what another one gave up: so long do its last requests count.
SETTLE = 1.5


def share(processes: int) -> int:
    """Return what each of so many processes may take."""
    return RATE if processes == 1 else max(1, (RATE - SPARE) // processes)


@dataclass(slots=True)
class Shares:
    """What one process knows of the others. Times are in seconds, by a clock of this process that only goes on."""

    rate: int = RATE  #: its share
    _renewed_at: float = -math.inf
    _others: dict[str, tuple[int, float]] = field(default_factory=dict[str, tuple[int, float]])  #: last turn, since
    _unaware: set[str] = field(default_factory=set[str])  #: those who may not know yet that this one is there
    _more_since: float | None = None

    @property
    def settled(self) -> bool:
        """Whether it has what is due to it, as far as it knows."""
        return not self._unaware and self._more_since is None

    def renewed(self, others: Mapping[str, int], at: float) -> int:
        """Return the share of a process that began at this moment to say that it is alive, and found these others
        there, each with its turn. One who has just come, or come back, has little until all others have seen it."""
        if at - self._renewed_at > LEASE:
            self._others, self._unaware = {}, set(others)
        self._renewed_at = at
        before = self._others
        self._others = {
            each: before[each] if each in before and before[each][0] == turn else (turn, at)
            for each, turn in others.items()
        }
        self._unaware -= {each for each in before if self._others.get(each) != before[each]}
        alive = {each for each, (_, since) in self._others.items() if at - since <= GONE}
        self._unaware &= alive
        self._take(TRICKLE if self._unaware else share(1 + len(alive)), at)
        return self.rate

    def _take(self, due: int, at: float) -> None:
        """Take less at once, and more when what others made of it counts no more."""
        if due <= self.rate:
            self.rate, self._more_since = due, None
        elif self._more_since is None:
            self._more_since = at
        elif at - self._more_since >= SETTLE:
            self.rate, self._more_since = due, None
