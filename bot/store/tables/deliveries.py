"""The outbox: deliveries that wait, and claims on them."""

from __future__ import annotations

import secrets

from bot.letter import Delivery, Due, Kind
from bot.rules.shards import ALL, Shards
from bot.sealing import names
from bot.store.tables.meta import MetaTable
from bot.store.tables.rows import QUERIES, RESTORED, every


class DeliveryTable(MetaTable):
    """The outbox: deliveries that wait, and claims on them."""

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
        once: bool = False,
        guild_id: int | None = None,
    ) -> None:
        """Add a delivery with a fresh nonce; its payload is sealed. `not_before` and `now` are Unix seconds.

        It belongs to a server: the letter's, or `guild_id`; with neither, to none.

        With `once`, nothing is added beside one of the kind in the lane, about the same, that nobody is sending.
        """
        nonce = secrets.token_hex(12)  # 24 characters of Discord's 25
        sealed = None if payload is None else self._seal.seal(payload, names.payload_of(nonce))
        row = await QUERIES.enqueue(
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
            once=int(once),
            guild_id=guild_id,
        )
        if row is not None:
            self._due_earlier.add(row["guild_id"] or 0)

    async def payloads(self, kind: Kind) -> list[tuple[int, bytes]]:
        """Return id and opened payload of the deliveries of a kind; all of that kind must have one."""
        rows = await every(QUERIES.payloads(self._connection, kind=kind))
        return [(row["id"], self._seal.open(row["sealed_payload"], names.payload_of(row["nonce"]))) for row in rows]

    async def put_off(self, letter_id: int, kind: Kind, at: int, subject_id: int | None = None) -> bool:
        """Have a delivery leave at another moment (Unix seconds). Returns False when its sending has begun."""
        self.outbox_changed = True
        row = await QUERIES.put_off(self._connection, letter_id=letter_id, kind=kind, at=at, subject_id=subject_id)
        return row is not None

    async def supersede(self, letter_id: int, kind: Kind, subject_id: int) -> None:
        """Delete such deliveries that nobody is sending, also attempted ones: another takes their place."""
        await QUERIES.supersede(self._connection, letter_id=letter_id, kind=kind, subject_id=subject_id)

    async def due(self, now: int, at_once: int, worker: str = "", shards: Shards = ALL) -> list[Due]:
        """Return what may be claimed now of these shards, the oldest first: one delivery for each rate limit key that
        is free.

        At most `at_once` of those without a key may be under way together in one `worker`.
        """
        asked = {"now": now, "at_once": at_once, "worker": worker, **_within(shards)}
        rows = await every(QUERIES.due(self._connection, **asked))
        return [Due(row["id"], row["lane"], Kind(row["kind"]), row["rate_limit_key"]) for row in rows]

    async def claim(self, delivery_id: int, worker: str, now: int, lease: int) -> Delivery:
        """Claim a delivery that is due, for `lease` seconds. Raises SealError."""
        lease_until = now + lease
        row = await QUERIES.claim(self._connection, worker=worker, lease_until=lease_until, delivery_id=delivery_id)
        return self._delivery(row)

    async def next_due(self, *, deliveries_from: int = 0, shards: Shards = ALL) -> int:
        """Return when a delivery of these shards, a collection or the end of a discarded draft is due next (Unix
        seconds); a moment far away when nothing waits. No delivery is due before `deliveries_from`."""
        return await QUERIES.next_due(self._connection, deliveries_from=deliveries_from, **_within(shards))

    async def done(self, delivery_id: int) -> None:
        """Take a delivery out of the outbox."""
        await QUERIES.done(self._connection, delivery_id=delivery_id)

    async def later(self, delivery_id: int, not_before: int) -> None:
        """Give a claim back; the delivery is not due before this moment (Unix seconds)."""
        await QUERIES.later(self._connection, delivery_id=delivery_id, not_before=not_before)

    async def rest(self, rate_limit_key: str, until: int) -> None:
        """Put off what shares its limit so and is not under way; until then at least (Unix seconds)."""
        await QUERIES.rest(self._connection, rate_limit_key=rate_limit_key, until=until)

    async def rests_until(self, rate_limit_key: str) -> int:
        """Return until when (Unix seconds) what shares its limit so is put off; 0 or a moment that is over: not."""
        return await QUERIES.rests_until(self._connection, rate_limit_key=rate_limit_key)

    async def park(self, delivery_id: int, not_before: int, parked: str) -> None:
        """Give a claim back until somebody puts something right, and at most until `not_before` (Unix seconds).

        `parked` is what the desk reads of it, a packed sentence. Meanwhile it holds up nothing in its lane.
        """
        await QUERIES.park(self._connection, delivery_id=delivery_id, not_before=not_before, parked=parked)

    async def parked_in(self, letterbox_id: int) -> list[tuple[int, int, str]]:
        """Return what is parked in a letterbox: the letter's id and number, what the desk reads of it."""
        rows = await every(QUERIES.parked_in(self._connection, letterbox_id=letterbox_id))
        return [(row["letter_id"], row["number"], row["parked"]) for row in rows]

    async def try_again(self, letter_id: int, now: int) -> None:
        """Make due now what is parked of a letter, since something has changed; not what is under way."""
        changed = await QUERIES.try_again(self._connection, letter_id=letter_id, now=now)
        self.outbox_changed = self.outbox_changed or changed > 0

    async def cancel(self, letter_id: int, kind: Kind) -> None:
        """Delete a letter's deliveries of a kind, except those that have been attempted: they may have taken effect."""
        self.outbox_changed = True
        await QUERIES.cancel(self._connection, letter_id=letter_id, kind=kind)

    async def holds(self, delivery_id: int, worker: str) -> bool:
        """Return whether a delivery waits that this worker has claimed."""
        return bool(await QUERIES.holds(self._connection, delivery_id=delivery_id, worker=worker))

    async def release(self, worker: str) -> None:
        """Give back every claim of this worker."""
        await QUERIES.release(self._connection, worker=worker)

    async def restored(self) -> None:
        """Note that this is a copy that is put back: what it believes undone may have been done since it was made."""
        await QUERIES.doubt_deliveries(self._connection)
        await QUERIES.skip_numbers(self._connection)
        await QUERIES.forget_inboxes(self._connection)
        await self.set_meta(RESTORED, str(await QUERIES.last_turn(self._connection)).encode())

    async def release_all(self, shards: Shards = ALL, not_before: int = 0) -> None:
        """Give back every claim on what belongs to these shards, whoever made it; it is not due before this moment
        (Unix seconds)."""
        await QUERIES.release_all(self._connection, not_before=not_before, **_within(shards))


def _within(shards: Shards) -> dict[str, int]:
    """Return shards as the queries ask for them."""
    return {"shards": shards.total, "first": shards.first, "last": shards.last}
