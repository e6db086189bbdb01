"""Hearing what other processes say, on a connection of its own. While that is lost, everything else goes on.

The server's time is heard here, too: it is the one that all processes share, whatever the clocks of their machines say.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from contextlib import suppress
from time import time

from bot.store.postgres.connection import FAILURES, PATIENCE, Connection
from bot.store.said import MISSED, hears, tell
from bot.store.trouble import StatementFailed

#: So often is the server asked whether the connection is still there: of something between that forgets idle ones,
#: nobody else would tell.
LOOK = 30
#: What time it is there; and by how many seconds this machine's clock is off before anything is made of it: an answer
#: that takes as long says nothing.
NOW, OFF = "SELECT EXTRACT(EPOCH FROM clock_timestamp())::float8", 1


class Hearing:
    """One process's ear: `begin`, `keep_on`, `end`. It never hears what this process says itself."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.hears = hears()
        self._name = secrets.token_hex(4)  #: by which other processes' words are told from our own
        self._connection: Connection | None = None
        self._begun, self._kept_on = False, 0
        self._ahead = 0.0  #: seconds

    def ahead(self) -> float:
        """Return by how many seconds this machine's clock is ahead of the server's, as far as is known."""
        return self._ahead

    def saying(self, said: Iterable[tuple[str, str]]) -> list[str]:
        """Return what is said, each subject with its text, as it goes over the line."""
        return [f"{self._name} {subject} {text}" for subject, text in said]

    async def begin(self) -> None:
        """Hear whatever is committed from now on, if that can be."""
        self._begun = True
        await self._connect()

    async def keep_on(self) -> None:
        """Hear again, where the connection was lost; then something may have been missed. By one caller at a time."""
        self._kept_on += 1
        if self._begun and not await self._is_there(look=self._kept_on % LOOK == 0):
            await self._leave()
            if await self._connect():
                tell(self.hears, MISSED, "")

    async def end(self) -> None:
        """Hear nothing more. May be called twice."""
        self._begun = False
        await self._leave()

    async def _is_there(self, *, look: bool) -> bool:
        """Return whether the connection is there, as far as is known; to `look` is to ask the server."""
        if self._connection is None or self._connection.is_lost:
            return False
        with suppress(StatementFailed, TimeoutError):
            async with asyncio.timeout(PATIENCE):
                if look:
                    await self._compare_clocks(self._connection)
                return True
        return False

    async def _compare_clocks(self, connection: Connection) -> None:
        began = time()
        there: float = await connection.value(NOW)
        took = time() - began
        ahead = began + took / 2 - there
        if 0 <= took < OFF <= abs(ahead - self._ahead):
            self._ahead = ahead

    async def _connect(self) -> bool:
        """Begin to listen. Returns whether that could be."""
        with suppress(StatementFailed, *FAILURES):
            connection = await Connection.to(self._url, PATIENCE)
            try:
                await connection.listen(self._heard)
                await self._compare_clocks(connection)
                if self._begun:
                    self._connection = connection
            finally:
                if self._connection is not connection:
                    await connection.close()
        return self._connection is not None

    async def _leave(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await connection.close()

    def _heard(self, said: str) -> None:
        name, subject, text = said.split(" ", 2)
        if name != self._name:
            tell(self.hears, subject, text)
