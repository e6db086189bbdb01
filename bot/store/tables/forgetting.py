"""Forgetting: what leaves a letter without its author, and what erases it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection

from bot.letter import NOBODY, Kind, Letter, Response, ResponseKind, ResponseState, Tag
from bot.sealing.names import SEALED
from bot.sealing.seal import SEAL_BYTES
from bot.store.tables import sealed_columns
from bot.store.tables.deliveries import DeliveryTable
from bot.store.tables.rows import QUERIES, chosen, every

#: Takes a server id; returns somebody's marks there.
Marks = Callable[[int], Collection[Tag]]


class Forgetting(DeliveryTable):
    """Forgetting: what leaves a letter without its author, and what erases it."""

    async def expired(self, now: int, limit: int) -> list[Letter]:
        """Return published and removed letters whose time is over and that still lead to somebody."""
        return [self._letter(row) for row in await every(QUERIES.expired(self._connection, now=now, limit=limit))]

    async def end_nears(self, soon: int, now: int, week: int) -> list[Letter]:
        """Return the letters whose authors are to be told that they are forgotten soon: a `week` before the end, of
        those that come before `soon`, or half way to an end that is nearer than two. All in (Unix) seconds."""
        rows = await every(QUERIES.end_nears(self._connection, soon=soon, now=now, week=week))
        return [self._letter(row) for row in rows]

    async def tell_end(self, letter_id: int) -> bool:
        """Note that a letter's author was told so, or cannot be. Returns False when it was noted before."""
        return self._wrote(await QUERIES.tell_end(self._connection, letter_id=letter_id))

    async def left_over(self, before: int, limit: int) -> list[Letter]:
        """Return letters rejected or withdrawn up to this moment (Unix seconds) that have not been emptied."""
        rows = await every(QUERIES.left_over(self._connection, before=before, limit=limit))
        return [self._letter(row) for row in rows]

    async def decided_at(self, letter_id: int) -> int | None:
        """Return when a letter was rejected or withdrawn (Unix seconds), or None."""
        return await QUERIES.decided_at(self._connection, letter_id=letter_id)

    async def last_heard(self, letter_id: int) -> int:
        """Return when the last response to a letter came or, without any, when it was published (Unix seconds)."""
        return await QUERIES.last_heard(self._connection, letter_id=letter_id)

    async def forget_author(self, letter_id: int) -> None:
        """Delete everything that leads from a letter to its author."""
        self._unsettle(letter_id)
        for kind in (Kind.NOTICE, Kind.NOTICE_EDIT, Kind.DRAFT_CARD):
            await self.cancel(letter_id, kind)
        for forget in (
            QUERIES.forget_author,
            QUERIES.forget_part_sources,
            QUERIES.forget_picture_sources,
            QUERIES.unlink_notices,
            QUERIES.drop_notices,
        ):
            await forget(self._connection, letter_id=letter_id)

    async def forget_readers(self, letter_id: int) -> None:
        """Delete what leads from a letter to those who responded to it or reported it; what they said stays."""
        for forget in (
            QUERIES.forget_responders,
            QUERIES.forget_answer_parts,
            QUERIES.forget_owners,
            QUERIES.forget_reporters,
            QUERIES.drop_listeners,
            QUERIES.drop_settled,
        ):
            await forget(self._connection, letter_id=letter_id)

    async def empty(self, letter_id: int) -> None:
        """Delete what was said in a letter, to it and about it."""
        self.restated.add(letter_id)
        for drop in (
            QUERIES.drop_parts,
            QUERIES.drop_all_pictures,
            QUERIES.drop_responses,
            QUERIES.drop_pen_names,
            QUERIES.drop_reasons,
            QUERIES.drop_reports,
            QUERIES.drop_listeners,
        ):
            await drop(self._connection, letter_id=letter_id)
        await self._connection.execute(sealed_columns.erase("letter"), {"id": letter_id})

    async def responses_by(self, marks: Marks) -> list[Response]:
        """Return somebody's responses, in every server."""
        rows = await every(QUERIES.responders(self._connection))
        own = await chosen(rows, lambda row: self._has(row, "response", "sealed_mark", marks(row["guild_id"])))
        return [self._response(await QUERIES.response(self._connection, response_id=row["id"])) for row in own]

    async def pen_names_of(self, marks: Marks) -> list[tuple[int, Tag]]:
        """Return somebody's pen names in every server: the letter's id, and the mark of the name."""
        rows = await every(QUERIES.owners(self._connection))
        own = await chosen(rows, lambda row: self._has(row, "pen_name", "sealed_owner", marks(row["guild_id"])))
        return [(row["letter_id"], row["name_tag"]) for row in own]

    async def reports_by(self, marks: Marks) -> list[int]:
        """Return the ids of somebody's reports in every server, settled or not."""
        rows = await every(QUERIES.all_reporters(self._connection))
        own = await chosen(rows, lambda row: self._has(row, "report", "sealed_reporter", marks(row["guild_id"])))
        return [row["id"] for row in own]

    async def disown(self, letter_id: int, *, erase: bool) -> None:
        """Overwrite what leads from a letter to its author and, with `erase`, what it says.

        The same rows stay, with values of the same length, as where the author is known: if several letters lost them
        at one moment, that would tell that they are one person's.
        """
        self._unsettle(letter_id)
        await self._overwrite("letter", ["sealed_author", "sealed_card"], id=letter_id)
        await self._overwrite("notice", ["sealed_text", "sealed_message"], letter_id=letter_id)
        await self._overwrite("picture", ["sealed_attachment"], letter_id=letter_id)
        for row in await every(QUERIES.sources(self._connection, letter_id=letter_id)):
            tags = {"source": secrets.token_bytes(len(NOBODY)), "before": row["source_tag"]}
            await QUERIES.change_part_source(self._connection, letter_id=letter_id, **tags)
            await QUERIES.change_picture_source(self._connection, letter_id=letter_id, **tags)
        for row in await every(QUERIES.notices_of(self._connection, letter_id=letter_id)):
            message = secrets.token_bytes(len(NOBODY))
            await QUERIES.change_message(self._connection, notice_id=row["id"], message_tag=message)
        if erase:
            await self._overwrite("letter", [*SEALED["letter"]], id=letter_id)
            for table in ("part", "picture"):
                await self._overwrite(table, [*SEALED[table]], letter_id=letter_id)

    async def disown_response(self, response: Response) -> None:
        """Overwrite whose a response is, and whatever it says that does not stand in public, nor is about to.

        Of one that waits the newest text stays, as of a change that is on its way: both appear with nobody behind them.
        So does that of a removed one, until its week is over: else those that are erased together would tell.
        """
        if response.state is ResponseState.WAITING and response.change is not None:
            text = self._sealed(response.change, "response", "text", response.letter_id)
            await QUERIES.edit_response(self._connection, response_id=response.id, text=text)
        stands = response.kind is not ResponseKind.OPEN and (not response.gone or response.removed_at is not None)
        said = [] if stands else ["sealed_name", "sealed_text", "sealed_change"]
        await self._overwrite("response", ["sealed_mark", "sealed_writer", *said], id=response.id)
        await self._overwrite("answer_part", ["sealed_text"], response_id=response.id)
        for row in await every(QUERIES.answer_parts(self._connection, response_id=response.id)):
            part = {"response_id": response.id, "position": row["position"]}
            await QUERIES.change_answer_source(self._connection, **part, source=secrets.token_bytes(len(NOBODY)))

    async def disown_pen_name(self, letter_id: int, name_tag: Tag) -> None:
        """Overwrite whose a pen name is; nobody else can have it."""
        await self._overwrite("pen_name", ["sealed_owner"], letter_id=letter_id, name_tag=name_tag)

    async def disown_report(self, report_id: int) -> None:
        """Overwrite whose a report is; the desk keeps what it says."""
        await self._overwrite("report", ["sealed_reporter", "sealed_hearer"], id=report_id)

    async def disown_listener(self, listener_id: int) -> None:
        """Overwrite who hears of a thread; the row stays."""
        await self._overwrite("listener", ["sealed_person"], id=listener_id)

    async def _overwrite(self, table: str, columns: Collection[str], **names: object) -> None:
        """Seal zeros, as many bytes, in place of these columns of the rows that `names` select."""
        for row in await self._connection.execute_fetchall(sealed_columns.rows(table, *names), names):
            zeros = {
                column: self._seal.seal(bytes(len(row[column]) - SEAL_BYTES), SEALED[table][column].format(**row))
                for column in columns
                if row[column] is not None
            }
            await self._connection.execute(sealed_columns.write(table), {**dict(row), **zeros})

    async def round_times(self, before: int) -> None:
        """Keep only the day on which letters were sent that were sent before this moment (Unix seconds)."""
        await QUERIES.round_times(self._connection, before=before)
