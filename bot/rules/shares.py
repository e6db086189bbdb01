"""How many requests a second each of several processes may make, so that all together make no more than Discord takes.

Every process says every few seconds that it is alive, how many requests it has use for, and how many it holds; in the
same transaction it sees what the others say, and nobody takes what another one holds. Each is due an equal share. Where
somebody has use for more, it is due what the others have no use for. The others give that up as soon as they see it,
and hold it until their last requests count no more.

What a process holds is a lease of LEASE seconds: whoever could not say that it is alive for so long has lost it, and
knows that by its own clock. The others judge by theirs: who has not renewed anything for a while longer is gone. No two
clocks are compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: What Discord takes of a bot in a second. What processes leave of it that are not alone: for those who begin, and
#: those who have lost the database. What each of these takes.
RATE, SPARE, TRICKLE = 50, 4, 2
#: Seconds between two times that a process says that it is alive, for which what it holds is its own after that, and
#: after which it is gone for others: it may have begun to say so a few seconds before they saw it.
RENEW, LEASE, GONE = 2, 8, 12
#: Seconds until somebody takes what another one gave up: so long do its last requests count.
SETTLE = 1.5
#: What one without anything to do keeps for what comes suddenly. Needs are multiples of it: little moves nothing.
KEPT = 4


@dataclass(frozen=True, slots=True)
class Stake:
    """What a process says of its requests a second."""

    wants: int = 0  #: for how many it had use
    holds: int = 0  #: how many nobody else may take
    turn: int = 0  #: counts how often it has said so
    taken: int = 0  #: what it may make itself, once that is committed
    calls: bool = False  #: whether the others should look at once


def due(wants: int, others: Iterable[int]) -> int:
    """Return what is due to one of several processes that has use for so many requests, the others for these."""
    all_of_them = [wants, *others]
    equal = max(1, (RATE - SPARE) // len(all_of_them))
    if max(all_of_them) <= equal:
        return equal
    left = RATE - SPARE
    for place, need in enumerate(sorted(map(_need, all_of_them))):
        if need > (part := left // (len(all_of_them) - place)):
            return max(1, min(_need(wants), part))
        left -= need
    more = sum(each > equal for each in all_of_them)
    return _need(wants) + (left // more if wants > equal else 0)


def _need(wants: int) -> int:
    return max(1, math.ceil(wants / KEPT)) * KEPT


@dataclass(slots=True)
class Shares:
    """What one process knows of the others. Times are in seconds, by a clock of this process that only goes on."""

    alone: bool = False  #: no other process can serve anything
    rate: int = RATE  #: what it may make now
    settled: bool = False  #: whether it has what is due to it, and keeps nothing from others
    _holds: int = 0
    _due: int = 0
    _said: Stake = field(default_factory=Stake)
    _renewed_at: float = -math.inf
    _others: dict[str, tuple[Stake, float]] = field(default_factory=dict[str, tuple[Stake, float]])  #: last turn, since
    _given_up: list[tuple[int, float]] = field(default_factory=list[tuple[int, float]])  #: until when it counts
    _no_more_until: float = -math.inf  #: what those had who have just left counts until then, and nobody says it

    def reckon(self, others: Mapping[str, Stake], wants: int, now: float) -> Stake:
        """Return what to say, with what it takes (`taken`), in a transaction in which nobody else does this. Where less
        is due to it than it has, that is its `rate` at once."""
        if now - self._renewed_at > LEASE:
            self._give_up(0, self._renewed_at + LEASE)
        rivals = self._alive(others, now)
        before, self._due = self._due, due(wants, [each.wants for each in rivals])
        if self.alone and not rivals:
            self._due = taken = RATE
        else:
            self._give_up(self._due, now)
            free = RATE - SPARE - sum(each.holds for each in rivals) if now > self._no_more_until else 0
            taken = max(self._holds, min(self._due, free))
        self._given_up = [each for each in self._given_up if each[1] > now]
        holds = max(taken, *(rate for rate, _ in self._given_up), 0)
        self.settled = self._due == taken == holds
        calls, self._said = holds < self._said.holds or self._due > before, Stake(wants, holds)
        return Stake(wants, holds, taken=taken, calls=calls)

    def renewed(self, said: Stake, began: float) -> None:
        """Take what it said, which is committed, in a transaction that began at this moment."""
        self._holds, self._renewed_at = said.taken, began
        self.rate = said.taken or TRICKLE

    def _give_up(self, until: int, at: float) -> None:
        """Hold no more than this from now on; what was held until a moment counts a while longer."""
        if until < self._holds:
            self._given_up.append((self._holds, at + SETTLE))
            self._holds, self.rate = until, until or TRICKLE

    def _alive(self, others: Mapping[str, Stake], now: float) -> list[Stake]:
        """Return those that are not gone."""
        before = self._others
        if before.keys() - others.keys():
            self._no_more_until = now + SETTLE
        self._others = {
            each: before[each] if each in before and before[each][0].turn == said.turn else (said, now)
            for each, said in others.items()
        }
        return [said for said, since in self._others.values() if now - since <= GONE]
