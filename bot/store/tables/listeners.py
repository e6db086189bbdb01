"""Who hears of what is said in the thread of a letter that they replied to under a pen name."""

from __future__ import annotations

from bot import words
from bot.letter import Listener, Response, Sealed
from bot.store.tables.rows import QUERIES, Rows, every, found


class ListenerTable(Rows):
    """Who hears of what is said in a thread."""

    async def add_listener(self, listener_id: int, letter_id: int, person: Sealed, told: int) -> None:
        """Add somebody who hears of what comes after the response with the number `told`."""
        await QUERIES.add_listener(
            self._connection, listener_id=listener_id, letter_id=letter_id, person=person, told=told
        )

    async def listener(self, listener_id: int) -> Listener:
        """Return one of them. Raises NotFound."""
        row = await QUERIES.listener(self._connection, listener_id=listener_id)
        return self._value(Listener, found(row, words.trouble.LETTER_GONE))

    async def listeners(self, letter_id: int) -> list[Listener]:
        """Return all who hear of a letter's thread."""
        return [
            self._value(Listener, row) for row in await every(QUERIES.listeners(self._connection, letter_id=letter_id))
        ]

    async def all_listeners(self) -> list[Listener]:
        """Return all of them, in every server."""
        return [self._value(Listener, row) for row in await every(QUERIES.all_listeners(self._connection))]

    async def told_listener(self, listener_id: int, person: Sealed, told: int) -> None:
        """Record how somebody can be reached, and the number of the last response that was looked at for them."""
        await QUERIES.told_listener(self._connection, listener_id=listener_id, person=person, told=told)

    async def drop_listener(self, listener_id: int) -> None:
        """Delete one of them."""
        await QUERIES.drop_listener(self._connection, listener_id=listener_id)

    async def responses_after(self, letter_id: int, number: int) -> list[Response]:
        """Return the responses to a letter with higher numbers than this, in their order."""
        rows = await every(QUERIES.responses_after(self._connection, letter_id=letter_id, number=number))
        return [self._response(row) for row in rows]
