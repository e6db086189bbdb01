"""Whatever leaves nobody behind a letter."""

from __future__ import annotations

import secrets

from bot.letter import Kind, Letter, Person, Response, Tag
from bot.store.tables import sealed_columns
from bot.store.tables.deliveries import DeliveryTable
from bot.store.tables.rows import QUERIES, Row, every
from bot.store.tables.texts import TextTables


class Forgetting(DeliveryTable, TextTables):
    """Whatever leaves nobody behind a letter."""

    async def expired(self, now: int, limit: int) -> list[Letter]:
        """Letters, in public or removed, whose time is over and that still know somebody."""
        return [self._letter(row) for row in await every(QUERIES.expired(self._connection, now=now, limit=limit))]

    async def left_over(self, before: int, limit: int) -> list[Letter]:
        """Letters rejected or withdrawn before that moment that still say something."""
        rows = await every(QUERIES.left_over(self._connection, before=before, limit=limit))
        return [self._letter(row) for row in rows]

    async def decided_at(self, letter_id: int) -> int | None:
        """When a letter was rejected or withdrawn."""
        return await QUERIES.decided_at(self._connection, letter_id=letter_id)

    async def last_heard(self, letter_id: int) -> int:
        """When the last response to a letter came; without one, when it was published."""
        return await QUERIES.last_heard(self._connection, letter_id=letter_id)

    async def forget_author(self, letter_id: int) -> None:
        """Nothing of a letter leads to its author any more."""
        for kind in (Kind.NOTICE, Kind.NOTICE_EDIT, Kind.DRAFT_CARD):
            await self.cancel(letter_id, kind)
        for forget in (
            QUERIES.forget_author,
            QUERIES.forget_part_sources,
            QUERIES.forget_picture_sources,
            QUERIES.untell,
            QUERIES.drop_notices,
        ):
            await forget(self._connection, letter_id=letter_id)
        await self.forget_attachments(letter_id)

    async def forget_readers(self, letter_id: int) -> None:
        """Nothing of a letter leads to those who responded to it or reported it; what they said stays."""
        await QUERIES.forget_responders(self._connection, letter_id=letter_id)
        await QUERIES.forget_owners(self._connection, letter_id=letter_id)
        await self._change_reporters(await every(QUERIES.reporters(self._connection, letter_id=letter_id)))

    async def empty(self, letter_id: int) -> None:
        """Nothing is left of what was said in a letter, to it and about it."""
        for drop in (
            QUERIES.drop_parts,
            QUERIES.drop_all_pictures,
            QUERIES.drop_responses,
            QUERIES.drop_pen_names,
            QUERIES.drop_reasons,
            QUERIES.drop_reports,
        ):
            await drop(self._connection, letter_id=letter_id)
        await self._connection.execute(sealed_columns.erase("letter"), {"id": letter_id})

    async def responses_by(self, responder: Tag) -> list[Response]:
        rows = await every(QUERIES.responses_by(self._connection, responder_tag=responder))
        return [self._response(row) for row in rows]

    async def forget_response(self, response: Response) -> None:
        """Nobody is known as its writer any more; it says what it says now."""
        await QUERIES.forget_response(
            self._connection,
            response_id=response.id,
            name=self._sealed(response.name, "response", "name", response.letter_id),
            text=self._sealed(response.text, "response", "text", response.letter_id),
        )

    async def drop_response(self, response_id: int) -> None:
        await QUERIES.drop_response(self._connection, response_id=response_id)

    async def pen_names_of(self, owner: Tag) -> int:
        """How many pen names somebody owns."""
        return await QUERIES.pen_names_of(self._connection, owner_tag=owner)

    async def forget_owner(self, owner: Tag) -> None:
        """Somebody's pen names are nobody's."""
        await QUERIES.forget_owner(self._connection, owner_tag=owner)

    async def reports_by(self, reporter: Tag) -> int:
        """How many letters are known to have been reported by somebody."""
        return len(await every(QUERIES.reports_by(self._connection, reporter_tag=reporter)))

    async def forget_reporter(self, reporter: Tag) -> None:
        """Somebody's reports are nobody's; the desk keeps what they say."""
        await self._change_reporters(await every(QUERIES.reports_by(self._connection, reporter_tag=reporter)))

    async def _change_reporters(self, rows: list[Row]) -> None:
        for row in rows:
            await QUERIES.change_report(
                self._connection,
                new_tag=secrets.token_bytes(len(row["reporter_tag"])),
                letter_id=row["letter_id"],
                reporter_tag=row["reporter_tag"],
            )

    async def notes_to(self, person: Person) -> int:
        """How many messages about no letter in particular are on their way to somebody."""
        return len(await self._notes_to(person))

    async def drop_notes(self, person: Person) -> None:
        """Nothing is on its way to somebody any more, but what belongs to a letter."""
        for delivery_id in await self._notes_to(person):
            await self.done(delivery_id)

    async def _notes_to(self, person: Person) -> list[int]:
        notes = await every(QUERIES.notes(self._connection))
        return [row["id"] for row in notes if row["person_tag"] == self._note_tag(person, row["nonce"])]
