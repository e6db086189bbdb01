"""When the whole post stops: before Discord blocks the bot's address, or when it no longer takes the token.

Discord counts requests that it refuses with 401, 403 or 429, and at 10,000 within ten minutes it blocks the address
they come from, for everything (https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-
cloudflare-bans). A bot at work has a few of them: an author who takes no messages, a permission taken away. Hundreds
are a fault that goes on.
"""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass, field

from bot import words
from bot.clock import Clock

log = logging.getLogger(__name__)
#: Seconds that Discord looks back.
WINDOW = 600
#: Refused requests within the window at which deliveries stop. A twentieth of Discord's number: what is under way and
#: what people press goes on, and other programs may share the address.
LIMIT = 500
#: What Discord counts.
REFUSED = frozenset({401, 403, 429})


@dataclass(slots=True)
class Brake:
    """Counts what Discord refuses, and says whether deliveries are to stop."""

    clock: Clock
    _refused: deque[float] = field(default_factory=deque[float])
    _logged_out: bool = False
    _until: float = 0
    _told: str | None = None

    def refused(self, status: int) -> None:
        """Discord answered a request so; anything but 401, 403 and 429 counts for nothing."""
        if status not in REFUSED:
            return
        now = self.clock().timestamp()
        self._refused.append(now)
        while self._refused[0] <= now - WINDOW:
            self._refused.popleft()
        if len(self._refused) >= LIMIT:  # by then, all of these are out of Discord's sight
            self._until = now + WINDOW

    def log_out(self) -> None:
        """Discord no longer takes the token: nothing can be sent before the host gives another one."""
        self._logged_out = True

    @property
    def stopped(self) -> str | None:
        """Why nothing is delivered at the moment, and what to do about it, as a sentence for the host; or None."""
        if self._logged_out:
            return words.host.POST_LOGGED_OUT
        if self.clock().timestamp() < self._until:
            return words.host.POST_STOPPED.format(count=LIMIT, minutes=WINDOW // 60)
        return None

    def check(self) -> bool:
        """Whether deliveries may go on. Each change is told in the log once."""
        why = self.stopped
        if why != self._told:
            if why is not None:
                log.error(why)
            else:
                log.info(words.host.POST_RESUMED)
            self._told = why
        return why is None
