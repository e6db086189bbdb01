"""Discord's rate limits, for the served Discord: which headers it answers with, and when it refuses.

Five requests in five seconds for each kind of request in each channel, five members fetched a second in each server,
and fifty requests a second for everything together, except interactions and their follow-ups. A refusal is a 429 with
the headers that Discord sends; `Via` distinguishes it from a block by the network in front of Discord.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import Counter, deque
from dataclasses import dataclass, field

from aiohttp import web

#: Requests, and the seconds in which that many are allowed.
IN_A_CHANNEL, OF_MEMBERS, OF_ALL = (5, 5.0), (5, 1.0), (50, 1.0)
BUCKETS = re.compile(r"/(?P<kind>channels|guilds)/(?P<major>\d+)/(?P<rest>.+)")
#: The header that says when a request left, by the clock that all processes of a machine share.
LEFT = "X-Left"
#: Requests that answer somebody who pressed something, or that follow such an answer.
ANSWERS = re.compile(r"/interactions/|/webhooks/\d+/[^/]+(/messages|$)")


@dataclass(slots=True)
class Bucket:
    """So many requests from the first one on, until the time is over."""

    limit: int
    seconds: float
    used: int = 0
    until: float = 0.0

    def take(self, now: float) -> bool:
        """Whether one more fits."""
        if now >= self.until:
            self.used, self.until = 0, now + self.seconds
        self.used += 1
        return self.used <= self.limit

    def headers(self, name: str, now: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(self.limit - self.used, 0)),
            "X-RateLimit-Reset": f"{time.time() + self.until - now:.3f}",
            "X-RateLimit-Reset-After": f"{max(self.until - now, 0.001):.3f}",
            "X-RateLimit-Bucket": name,
        }


@dataclass(slots=True)
class Rates:
    """The limits, `times` as fast as Discord's."""

    times: float = 1
    #: Members of a server that may be asked for, and the seconds in which that many are.
    of_members: tuple[int, float] = OF_MEMBERS
    #: Refusals so far, by what was exceeded.
    refused: Counter[str] = field(default_factory=Counter)
    #: The most requests there have been within one second of this Discord's time.
    busiest: int = 0
    _buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    _last: deque[float] = field(default_factory=deque)
    #: When each request left that says so.
    left: list[float] = field(default_factory=list)

    def ask(self, method: str, path: str) -> tuple[web.Response | None, dict[str, str]]:
        """A refusal, or nothing; and the headers of the answer there will be."""
        if ANSWERS.match(path):
            return None, {}
        now = time.monotonic()
        limit, seconds = OF_ALL
        seconds /= self.times
        while self._last and self._last[0] <= now - seconds:
            self._last.popleft()
        if len(self._last) >= limit:
            return self._refuse("all", max(self._last[0] + seconds - now, 0.001), {}, everything=True), {}
        name, bucket = self._bucket(method, path)
        if bucket is None:
            self._count(now)
            return None, {}
        if not bucket.take(now):
            headers = bucket.headers(name, now)
            return self._refuse(name, float(headers["X-RateLimit-Reset-After"]), headers), {}
        self._count(now)
        return None, bucket.headers(name, now)

    def most_left(self) -> int:
        """The most requests that left within one second of this Discord's time."""
        left, first, most = sorted(self.left), 0, 0
        for last, moment in enumerate(left):
            while left[first] <= moment - OF_ALL[1] / self.times:
                first += 1
            most = max(most, last - first + 1)
        return most

    def _count(self, now: float) -> None:
        self._last.append(now)
        self.busiest = max(self.busiest, len(self._last))

    def _bucket(self, method: str, path: str) -> tuple[str, Bucket | None]:
        found = BUCKETS.match(path)
        if found is None:
            return "", None
        kind = re.sub(r"\d{15,}", "#", f"{method} {found['kind']} {found['rest']}")
        limit, seconds = self.of_members if "members" in kind else IN_A_CHANNEL
        name = hashlib.blake2b(kind.encode(), digest_size=8).hexdigest()
        return name, self._buckets.setdefault((name, found["major"]), Bucket(limit, seconds / self.times))

    def _refuse(self, what: str, after: float, headers: dict[str, str], *, everything: bool = False) -> web.Response:
        self.refused["all" if everything else "channel"] += 1
        said = {"message": "You are being rate limited.", "retry_after": round(after, 3), "global": everything}
        scope = (
            {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
            if everything
            else {"X-RateLimit-Scope": "user"}
        )
        body = json.dumps(said).encode()
        more = {**headers, **scope, "Retry-After": str(int(after) + 1), "Via": "1.1 google"}
        return web.Response(body=body, status=429, headers=more, content_type="application/json")
