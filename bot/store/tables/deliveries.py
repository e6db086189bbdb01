"""The outbox."""

from __future__ import annotations

import secrets

from bot.letter import Delivery, Kind
from bot.sealing import names
from bot.store.tables.meta import MetaTable
from bot.store.tables.rows import QUERIES, RESTORED, every


class DeliveryTable(MetaTable):
    """The outbox."""

    async def enqueue(
        self,
        lane: str,
        kind: Kind,
        *,
        rate_limit_key: str = "",
        letter_id: int | None = None,
        subject_id: int | None = None,
        payload: bytes | None = None,
        not_before: int,
        now: int,
    ) -> None:
        nonce = secrets.token_hex(12)  # 24 characters of Discord's 25
        sealed = None if payload is None else self._seal.seal(payload, names.payload_of(nonce))
        await QUERIES.enqueue(
            self._connection,
            lane=lane,
            rate_limit_key=rate_limit_key,
            kind=kind,
            letter_id=letter_id,
            subject_id=subject_id,
            payload=sealed,
            nonce=nonce,
            now=now,
            not_before=not_before,
        )

    async def payloads(self, kind: Kind) -> list[tuple[int, bytes]]:
        """What the deliveries of one kind carry, by their ids."""
        rows = await every(QUERIES.payloads(self._connection, kind=kind))
        return [(row["id"], self._seal.open(row["sealed_payload"], names.payload_of(row["nonce"]))) for row in rows]

    async def waiting(self, lane: str, kind: Kind) -> bool:
        return await QUERIES.waiting(self._connection, lane=lane, kind=kind) > 0

    async def claim(self, worker: str, now: int, lease: int, at_once: int = 1_000) -> Delivery | None:
        """`at_once`: so many of those that share no rate limit may be under way together."""
        row = await QUERIES.claim(self._connection, worker=worker, now=now, lease_until=now + lease, at_once=at_once)
        return None if row is None else self._delivery(row)

    async def next_due(self) -> int:
        """When a delivery or a collection is due next, in Unix seconds; far away when nothing waits."""
        return await QUERIES.next_due(self._connection)

    async def done(self, delivery_id: int) -> None:
        await QUERIES.done(self._connection, delivery_id=delivery_id)

    async def later(self, delivery_id: int, not_before: int) -> None:
        await QUERIES.later(self._connection, delivery_id=delivery_id, not_before=not_before)

    async def cancel(self, letter_id: int, kind: Kind) -> None:
        await QUERIES.cancel(self._connection, letter_id=letter_id, kind=kind)

    async def release(self, worker: str) -> None:
        await QUERIES.release(self._connection, worker=worker)

    async def restored(self) -> None:
        """This is a copy that is put back: what it believes undone may have been done since it was made."""
        await QUERIES.doubt_deliveries(self._connection)
        await QUERIES.forget_inboxes(self._connection)
        await self.set_meta(RESTORED, str(await QUERIES.last_turn(self._connection)).encode())

    async def release_all(self) -> None:
        """Hand back every claim, whoever made it."""
        await QUERIES.release_all(self._connection)
