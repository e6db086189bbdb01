"""The desk: decisions, reports, blocks."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.letter import DECIDED, NOBODY, Block, Decision, Letter, Report, Sealed, Tag, Verb, new_id
from bot.store.tables.rows import QUERIES, Row, Rows, chosen, every

#: No response has a greater number.
LAST = 2**63 - 1


class DeskTables(Rows):
    """The desk: decisions, reports, blocks. All blocks are in memory, like letterboxes: they are few."""

    _blocks_changed = False

    async def decide(
        self, letter_id: int, verb: Verb, moderator: Sealed | None, reason: str | None, now: int, response: int = 0
    ) -> None:
        """Record a decision about a letter, or (not 0) about a response to it.

        `moderator` is None when the author decided. The reason is sealed here.
        """
        sealed = None if reason is None else self._sealed(reason, "decision", "reason", letter_id)
        row = await QUERIES.decide(
            self._connection,
            letter_id=letter_id,
            verb=verb,
            moderator=moderator,
            reason=sealed,
            now=now,
            response=response,
        )
        if verb in DECIDED:
            self._connection.remember(QUERIES.last_decision.sql, {"letter_id": letter_id}, row)
        if verb in (Verb.REJECT, Verb.WITHDRAW):
            await self.set_since(letter_id, now)
        if verb is Verb.REMOVE:
            await QUERIES.begin_since(self._connection, now=now, letter_id=letter_id)

    async def set_since(self, letter_id: int, now: int) -> None:
        """Note when a letter's end began (Unix seconds): from then on counts how long it is kept."""
        await QUERIES.set_since(self._connection, now=now, letter_id=letter_id)

    async def last_decision(self, letter_id: int) -> Decision | None:
        """Return the last decision that changed the letter's state, or None."""
        return self._decision(await QUERIES.last_decision(self._connection, letter_id=letter_id))

    async def voices(self, letter_id: int) -> list[Decision]:
        """Return what moderators have said of a letter since it last came back to the desk, oldest first."""
        rows = await every(QUERIES.voices(self._connection, letter_id=letter_id))
        return [self._value(Decision, row) for row in rows]

    async def notes(self, letter_id: int, limit: int) -> list[Decision]:
        """Return the last of the moderators' notes about a letter, oldest first."""
        rows = await every(QUERIES.notes(self._connection, letter_id=letter_id, limit=limit))
        return [self._value(Decision, row) for row in reversed(rows)]

    async def last_word(self, letter_id: int) -> Decision | None:
        """Return the last decision that settles reports (it changed the state, or dismissed them), or None."""
        return self._decision(await QUERIES.last_word(self._connection, letter_id=letter_id))

    async def report(
        self,
        letter_id: int,
        reporter: Tag,
        report: Report,
        hearer: Callable[[int], Sealed] | None = None,
    ) -> bool:
        """Add this person's report of a letter, or of a response to it, unless they have reported that before.

        `hearer` takes the report's id, and returns how to reach somebody who wants to hear the outcome. Returns whether
        it was added.
        """
        rows = await every(QUERIES.reporters(self._connection, letter_id=letter_id, response=report.response))
        if await chosen(rows, lambda row: self._has(row, "report", "sealed_reporter", [reporter])):
            return False
        report_id = new_id()
        await QUERIES.report(
            self._connection,
            report_id=report_id,
            letter_id=letter_id,
            response=report.response,
            hearer=None if hearer is None else hearer(report_id),
            reporter=self._sealed_mark(reporter, "report", "sealed_reporter", id=report_id),
            reason=self._sealed(report.packed(), "report", "reason", letter_id),
            now=report.at,
        )
        await QUERIES.lead_again(self._connection, letter_id=letter_id)
        return True

    async def reports(self, letter_id: int) -> list[Report]:
        """Return the reports that the desk has not settled, oldest first."""
        rows = await every(QUERIES.reports(self._connection, letter_id=letter_id))
        return [
            Report.kept(self._opened(row["sealed_reason"], "report", "reason", letter_id), row["at"], row["response"])
            for row in rows
        ]

    async def hearers(self, letter_id: int, first: int, last: int) -> list[tuple[int, int, Sealed]]:
        """Return who wants to hear what comes of their reports: the report's id, what was reported, the person.

        Reported were the letter (0), and responses with the numbers from `first` to `last`.
        """
        rows = await every(QUERIES.hearers(self._connection, letter_id=letter_id, first=first, last=last))
        return [(row["id"], row["response"], row["sealed_hearer"]) for row in rows]

    async def clear_reports(self, letter_id: int, first: int = 0, last: int = LAST) -> None:
        """Mark the reports of these numbers as settled, and tell nobody any more. Nobody can report the same again."""
        await QUERIES.clear_reports(self._connection, letter_id=letter_id, first=first, last=last)

    async def block(
        self,
        letter: Letter,
        response: int,
        mark: Tag,
        until: int | None,
        reason: str | None,
        moderator: Sealed,
        now: int,
    ) -> None:
        """Block whoever has this mark; set on a letter or (not 0) on a response to it, in place of a block set there.

        When `mark` is `NOBODY`, a block that is there keeps the mark it has. `until` is in Unix seconds.
        """
        await self._end_blocks(now)
        key = {"letter_id": letter.id, "response": response}
        known = await QUERIES.block_on(self._connection, **key)
        if known is not None and mark == NOBODY:
            mark = self._mark(known, "block", "sealed_mark")
        await QUERIES.block(
            self._connection,
            guild_id=letter.guild_id,
            **key,
            mark=self._sealed_mark(mark, "block", "sealed_mark", **key),
            until=until,
            reason=None if reason is None else self._sealed(reason, "block", "reason", letter.id),
            moderator=moderator,
        )

    async def unblock(self, letter_id: int, response: int, now: int) -> bool:
        """Lift the block set here. Returns False when none is in force."""
        await self._end_blocks(now)
        return await QUERIES.unblock(self._connection, letter_id=letter_id, response=response) == 1

    async def blocks_on(self, letter_id: int, now: int) -> list[Block]:
        """Return the blocks in force that were set on a letter or on a response to it."""
        return [self._block(row) for row in await self._blocks(now) if row["letter_id"] == letter_id]

    async def blocked_letters(self, guild_id: int, now: int) -> list[tuple[Letter, Block]]:
        """Return a server's blocks in force, each with the letter that it was set on, or on a response to which; the
        newest letter first."""
        rows = await every(QUERIES.blocked_letters(self._connection, guild_id=guild_id))
        blocks = [self._block(row) for row in await self._blocks(now) if row["guild_id"] == guild_id]
        return [
            (letter, block) for letter in map(self._letter, rows) for block in blocks if block.letter_id == letter.id
        ]

    async def blocks_everywhere(self, marks: Callable[[int], Collection[Tag]], now: int) -> list[Block]:
        """Return the blocks in force of whoever has `marks` of a server in it, in all servers."""
        rows = await self._blocks(now)
        own = await chosen(rows, lambda row: self._has(row, "block", "sealed_mark", marks(row["guild_id"])))
        return [self._block(row) for row in own]

    async def blocks_of(self, guild_id: int, marks: Collection[Tag], now: int) -> list[Block]:
        """Return the blocks in force in a server for somebody with these marks."""
        rows = [row for row in await self._blocks(now) if row["guild_id"] == guild_id]
        return [
            self._block(row) for row in await chosen(rows, lambda row: self._has(row, "block", "sealed_mark", marks))
        ]

    async def _blocks(self, now: int) -> list[Row]:
        """Return the blocks in force, read from the database only after one was changed: every card asks for them."""
        known = self._kept.blocks
        if known is None or self._blocks_changed:
            known = await every(QUERIES.blocks(self._connection))
            if not self._blocks_changed:  # else it may still be rolled back
                self._kept.blocks = known
        return [row for row in known if row["until"] is None or row["until"] > now]

    async def _end_blocks(self, now: int) -> None:
        """Delete those that are over, before one is changed."""
        self._blocks_changed, self._kept.blocks = True, None
        await QUERIES.end_blocks(self._connection, now=now)
