"""When all deliveries stop: before Discord blocks the bot's address, or when it no longer takes the token.

Discord counts requests that it refuses with 401, 403 or 429, and at 10,000 within ten minutes it blocks the address
they come from, for everything (https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-
cloudflare-bans). In normal work there are a few of them: an author who takes no direct messages, a permission taken
away. Hundreds mean a fault that repeats. A 429 for one channel alone is no fault: others write there too, its limit was
not known yet, and discord.py waits as long as the answer says. It counts for less, and not at all where Discord says
that the limit is shared with others.
"""

from __future__ import annotations

import logging
import math
from collections import Counter, deque
from dataclasses import dataclass, field

from bot import words
from bot.clock import Clock

log = logging.getLogger(__name__)
#: Seconds over which Discord counts refused requests.
WINDOW = 600
#: Refused requests within the window at which deliveries stop. A twentieth of Discord's limit: deliveries under way and
#: answers to what people press go on, and other programs may share the address.
LIMIT = 500
#: How many refusals for one channel's limit count as one.
FORESEEN = 10
#: The HTTP statuses that Discord counts.
REFUSED = frozenset({401, 403, 429})
NEVER = 2**63 - 1


@dataclass(slots=True)
class Brake:
    """Counts what Discord refuses, and says whether deliveries have to stop."""

    clock: Clock
    #: By HTTP status: what Discord has refused since the start.
    refusals: Counter[int] = field(default_factory=Counter[int])
    _refused: deque[float] = field(default_factory=deque[float])
    _foreseen: int = 0  #: refusals for one channel's limit, not yet counted
    _logged_out: bool = False
    _until: float = 0
    _barred: bool = False
    _told: str | None = None

    def refused(self, status: int, scope: str | None = None) -> None:
        """Count a request that Discord answered with this HTTP status; any but 401, 403 and 429 counts for nothing.

        `scope` says of a 429 whose limit it was: `user` (one channel's, or the like), `shared`, `global`; None when the
        answer did not say.
        """
        if status not in REFUSED or scope == "shared":
            return
        self.refusals[status] += 1
        if status == 429 and scope == "user":
            self._foreseen = (self._foreseen + 1) % FORESEEN
            if self._foreseen:
                return
        now = self.clock().timestamp()
        self._refused.append(now)
        while self._refused[0] <= now - WINDOW:
            self._refused.popleft()
        if len(self._refused) >= LIMIT:  # after a window, Discord no longer counts any of these
            self._until = now + WINDOW

    def bar(self) -> None:
        """Stop for a window: Discord takes nothing from the bot, neither from its account nor from its address."""
        self._until, self._barred = self.clock().timestamp() + WINDOW, True

    def log_out(self) -> None:
        """Stop for good: Discord no longer takes the token, and nothing can be sent until the host sets another."""
        self._logged_out = True

    @property
    def stopped(self) -> str | None:
        """Why nothing is delivered at the moment and what to do about it, as text for the host; otherwise None."""
        if self._logged_out:
            return words.host.POST_LOGGED_OUT
        if self.clock().timestamp() < self._until:
            if self._barred:
                return words.host.POST_BARRED.format(minutes=WINDOW // 60)
            return words.host.POST_STOPPED.format(count=LIMIT, minutes=WINDOW // 60)
        return None

    @property
    def goes_on_at(self) -> int:
        """Unix seconds before which nothing is delivered; a moment far away where only the host can put it right."""
        return NEVER if self._logged_out else math.ceil(self._until)

    def check(self) -> bool:
        """Return whether deliveries may go on, and log each change once."""
        why = self.stopped
        if why != self._told:
            if why is not None:
                log.error(why)
            else:
                log.info(words.host.POST_RESUMED)
            self._told = why
        self._barred = self._barred and why is not None
        return why is None
