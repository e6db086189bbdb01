"""Who is in a server, for a bot without the members intent: asked for one by one, and not twice within a minute.

Discord answers about five such questions a second in a server. Somebody who writes is asked for with each message,
with the card and with the press of a button: a crowd would wait for minutes, and presses would not be answered in time.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import discord

#: An answer holds for so long: a time-out or a farewell is noticed as much later.
HOLDS = timedelta(seconds=60)
Key = tuple[int, int]


class Members:
    """Asks, and remembers for a minute."""

    def __init__(self) -> None:
        self._asking: dict[Key, asyncio.Task[discord.Member | None]] = {}
        #: Until when an answer holds, and the answer; in the order in which they came.
        self._known: dict[Key, tuple[datetime, discord.Member | None]] = {}

    async def find(self, guild: discord.Guild, user_id: int) -> discord.Member | None:
        """The member, None when they are not in the server. Raises discord.HTTPException."""
        self._forget()
        key = guild.id, user_id
        if key in self._known:
            return self._known[key][1]
        if key not in self._asking:
            self._asking[key] = asyncio.create_task(self._ask(guild, user_id))
        return await asyncio.shield(self._asking[key])

    async def _ask(self, guild: discord.Guild, user_id: int) -> discord.Member | None:
        key = guild.id, user_id
        try:
            member = await guild.fetch_member(user_id)
        except discord.NotFound:
            member = None
        finally:
            del self._asking[key]
        self._known[key] = discord.utils.utcnow() + HOLDS, member
        return member

    def _forget(self) -> None:
        """What does not hold any more."""
        now = discord.utils.utcnow()
        while self._known:
            key = next(iter(self._known))
            if self._known[key][0] > now:
                return
            del self._known[key]
