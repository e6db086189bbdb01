"""What may stand in a letterbox's archive outside Discord: letters, and the names of members who agreed."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from bot.errors import SealError
from bot.letter import NOBODY, Archive, Letter, Response, Tag, new_id
from bot.store.tables.forgetting import Forgetting, Marks
from bot.store.tables.rows import QUERIES, chosen, every


class ArchiveTable(Forgetting):
    """What may stand in an archive."""

    async def set_archive(self, letter_id: int, archive: Archive) -> None:
        """Record whether a letter may stand in its letterbox's archive."""
        self._wrote(await QUERIES.set_archive(self._connection, letter_id=letter_id, archive=archive))

    async def archived(self, guild_id: int, after: int, limit: int) -> dict[int, Letter | None]:
        """Return up to `limit` published letters of a server whose authors let them into an archive, by number, from
        the one after this number on; None for one that does not open. Whether their letterboxes have an archive is not
        looked at."""
        rows = await every(QUERIES.archived(self._connection, guild_id=guild_id, after=after, limit=limit))
        found = dict[int, Letter | None]()
        for row in rows:
            found[row["number"]] = None
            with suppress(SealError):  # a damaged one must not keep what was taken back where it stood
                found[row["number"]] = self._letter(row)
        return found

    async def standing_responses(self, letter_id: int) -> list[Response]:
        """Return the responses that stand in a letter's thread, in the order of their numbers."""
        rows = await every(QUERIES.standing_responses(self._connection, letter_id=letter_id))
        return [self._response(row) for row in rows]

    async def add_archive_name(self, guild_id: int, mark: Tag) -> None:
        """Record that whoever has this mark as a responder agrees to stand by name in the archives of a server."""
        name_id = new_id()
        sealed = self._sealed_mark(mark, "archive_name", "sealed_mark", id=name_id)
        await QUERIES.add_archive_name(self._connection, name_id=name_id, guild_id=guild_id, mark=sealed)

    async def named_in_archive(self, guild_id: int) -> frozenset[Tag]:
        """Return the marks of all who agree to that in a server."""
        rows = await every(QUERIES.archive_names(self._connection, guild_id=guild_id))
        return frozenset(self._mark(row, "archive_name", "sealed_mark") for row in rows) - {NOBODY}

    async def drop_archive_names(self, guild_id: int, marks: Collection[Tag]) -> None:
        """Record that somebody with these marks agrees to it no more."""
        rows = await every(QUERIES.archive_names(self._connection, guild_id=guild_id))
        for row in await chosen(rows, lambda row: self._has(row, "archive_name", "sealed_mark", marks)):
            await QUERIES.drop_archive_name(self._connection, name_id=row["id"])

    async def archive_names_of(self, marks: Marks) -> list[int]:
        """Return the ids of the rows in which somebody agreed to that, in every server."""
        rows = await every(QUERIES.all_archive_names(self._connection))
        own = await chosen(rows, lambda row: self._has(row, "archive_name", "sealed_mark", marks(row["guild_id"])))
        return [row["id"] for row in own]

    async def disown_archive_name(self, name_id: int) -> None:
        """Overwrite who agreed; the row stays."""
        await self._overwrite("archive_name", ["sealed_mark"], id=name_id)
