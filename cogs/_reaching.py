"""A start waits for Discord: after a power cut this machine may be up before its network is, and an outage passes.

What says that Discord is not there (no name is found, nobody listens, 5xx, a blocked address) is waited out, with
pauses that double up to a minute. What trying again does not change, such as a wrong token, ends the start at once.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import aiohttp
import discord

from bot import words

T = TypeVar("T")
log = logging.getLogger(__name__)
#: Seconds before the second attempt, and the limit up to which they double with each further one.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
#: Seconds after which the log says again, at the latest, that the bot still waits.
SAID_EVERY = 3600


def why_later(error: BaseException) -> str | None:
    """Returns what says that Discord cannot be reached for now, in a few words; None for any other error."""
    if isinstance(error, discord.GatewayNotFound) and error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, discord.HTTPException):
        return f"HTTP {error.status}" if error.status >= 500 or error.status == 429 else None
    if isinstance(error, (TimeoutError, aiohttp.ClientError, OSError)):
        return " ".join(str(error).split()) or type(error).__name__
    return None


@dataclass(slots=True)
class Reaching:
    """Asks Discord until it answers. `why` is what the host reads while it does not, otherwise None."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: random.Random = field(default_factory=random.Random)
    why: str | None = None

    async def reach(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Returns what `ask` returns; tries again as long as it raises that Discord cannot be reached. Raises whatever
        else it raises."""
        waited, say_at, pause = 0.0, 0.0, FIRST_PAUSE
        while True:
            try:
                answer = await ask()
            except Exception as error:
                if (why := why_later(error)) is None:
                    raise
            else:
                break
            self.why = words.host.WAITS_FOR_DISCORD.format(why=why)
            if waited >= say_at:
                log.warning(self.why)
                say_at = waited + min(max(waited, LONGEST_PAUSE), SAID_EVERY)
            wait = pause * self.chance.uniform(0.75, 1.25)  # or all bots of a host would come at the same moment
            await self.sleep(wait)
            waited, pause = waited + wait, min(2 * pause, LONGEST_PAUSE)
        if self.why is not None:
            self.why = None
            log.info(words.host.DISCORD_ANSWERS)
        return answer


class Patient(discord.AutoShardedClient):
    """Asks Discord until it answers, when it logs in and when it asks over how many shards to listen. From then on
    discord.py connects again by itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reaching = Reaching()

    async def login(self, token: str) -> None:
        """Logs in, and then calls `set_up`. Raises LoginFailure, and what `set_up` raises."""
        await self.reaching.reach(partial(self._log_in, token))
        await self.set_up()

    async def set_up(self) -> None:
        """Is called once, when Discord has accepted the token; discord.py's `setup_hook` would be at each attempt."""

    async def launch_shards(self) -> None:
        """Connects every shard."""
        await self.reaching.reach(super().launch_shards)

    async def _log_in(self, token: str) -> None:
        try:
            await super().login(token)
        except Exception:
            await self.http.close()
            self.http.connector = discord.utils.MISSING  # closed with its session; another login makes both anew
            raise
