"""What the desk decided, reports, blocks."""

from __future__ import annotations

from bot.letter import Block, Decision, Letter, Report, Sealed, Tag, Verb
from bot.store.tables.rows import QUERIES, Rows, every


class DeskTables(Rows):
    """What the desk decided, reports, blocks."""

    async def decide(self, letter_id: int, verb: Verb, moderator: Sealed | None, reason: str | None, now: int) -> None:
        sealed = None if reason is None else self._sealed(reason, "decision", "reason", letter_id)
        await QUERIES.decide(
            self._connection, letter_id=letter_id, verb=verb, moderator=moderator, reason=sealed, now=now
        )

    async def last_decision(self, letter_id: int) -> Decision | None:
        return self._decision(await QUERIES.last_decision(self._connection, letter_id=letter_id))

    async def last_word(self, letter_id: int) -> Decision | None:
        return self._decision(await QUERIES.last_word(self._connection, letter_id=letter_id))

    async def report(self, letter_id: int, reporter: Tag, reason: str, now: int) -> bool:
        """Whether this person's report of the letter is their first."""
        sealed = self._sealed(reason, "report", "reason", letter_id)
        added = await QUERIES.report(
            self._connection, letter_id=letter_id, reporter_tag=reporter, reason=sealed, now=now
        )
        return added == 1

    async def reports(self, letter_id: int) -> list[Report]:
        """Those that wait for the desk."""
        rows = await every(QUERIES.reports(self._connection, letter_id=letter_id))
        return [Report(self._opened(row["sealed_reason"], "report", "reason", letter_id), row["at"]) for row in rows]

    async def clear_reports(self, letter_id: int) -> None:
        """The desk has settled them; who reported the letter cannot report it again."""
        nothing = self._sealed("", "report", "reason", letter_id)
        await QUERIES.clear_reports(self._connection, letter_id=letter_id, nothing=nothing)

    async def block(
        self,
        letter: Letter,
        response: int,
        person: Tag,
        until: int | None,
        reason: str | None,
        moderator: Sealed,
        now: int,
    ) -> None:
        """Somebody with this mark may write nothing anonymous; set on a letter, or (not 0) on a response to it."""
        await QUERIES.end_blocks(self._connection, now=now)
        await QUERIES.block(
            self._connection,
            guild_id=letter.guild_id,
            letter_id=letter.id,
            response=response,
            person_tag=person,
            until=until,
            reason=None if reason is None else self._sealed(reason, "block", "reason", letter.id),
            moderator=moderator,
        )

    async def unblock(self, letter_id: int, response: int, now: int) -> bool:
        """Lift the block set here; False when none is in force."""
        await QUERIES.end_blocks(self._connection, now=now)
        return await QUERIES.unblock(self._connection, letter_id=letter_id, response=response) == 1

    async def blocks_on(self, letter_id: int, now: int) -> list[Block]:
        """Those in force that were set on a letter or on a response to it."""
        rows = await every(QUERIES.blocks_on(self._connection, letter_id=letter_id, now=now))
        return [self._block(row) for row in rows]

    async def blocks_of(self, tags: tuple[Tag, Tag], now: int) -> list[Block]:
        """Those in force for somebody with these marks."""
        one, other = tags
        rows = await every(QUERIES.blocks_of(self._connection, one=one, other=other, now=now))
        return [self._block(row) for row in rows]
