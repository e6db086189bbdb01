"""What the bot needs to catch up after it was away: inboxes, and what was deleted on Discord."""

from __future__ import annotations

from bot.letter import Letter, Response, Sealed, Tag
from bot.store.tables.rows import QUERIES, Rows, every

#: No id and no time is greater.
LAST = 2**63 - 1


class AbsenceQueries(Rows):
    """What the bot needs to catch up after it was away: inboxes, and what was deleted on Discord."""

    async def inbox_of(self, person: Tag) -> tuple[int, Sealed] | None:
        """Return the id and the sealed position of the inbox with this person's mark, or None."""
        row = await QUERIES.inbox_of(self._connection, person_tag=person)
        return None if row is None else (row["id"], row["sealed_position"])

    async def inboxes(self, after: int, limit: int) -> list[tuple[int, Sealed]]:
        """Return up to `limit` inboxes with ids after this one, in the order of their ids."""
        rows = await every(QUERIES.inboxes(self._connection, after=after, limit=limit))
        return [(row["id"], row["sealed_position"]) for row in rows]

    async def save_inbox(self, inbox_id: int, person: Tag, position: Sealed, until: int) -> None:
        """Add an inbox, or change its position and its end; `until` is a midnight (Unix seconds)."""
        self.must_truncate_wal = True
        await QUERIES.save_inbox(self._connection, inbox_id=inbox_id, person_tag=person, position=position, until=until)

    async def set_inbox_position(self, inbox_id: int, position: Sealed) -> None:
        """Change only the position: messages were read on, but the person wrote none."""
        self.must_truncate_wal = True
        await QUERIES.set_inbox_position(self._connection, position=position, inbox_id=inbox_id)

    async def inboxes_over(self, now: int, limit: int) -> list[tuple[int, Sealed]]:
        """Return up to `limit` inboxes of people who have not written for a week."""
        rows = await every(QUERIES.inboxes_over(self._connection, now=now, limit=limit))
        return [(row["id"], row["sealed_position"]) for row in rows]

    async def keep_inbox(self, inbox_id: int) -> None:
        """Keep an inbox as long as a letter of that person is known."""
        await QUERIES.keep_inbox(self._connection, inbox_id=inbox_id)

    async def recheck_inbox(self, person: Tag, midnight: int, at_once: bool) -> None:
        """A letter of theirs is gone: have it checked whether that was the last, at once or when their week is over.

        `midnight` (Unix seconds) is the last one: the second would tell which letter it was.
        """
        self.must_truncate_wal = True
        await QUERIES.recheck_inbox(self._connection, at_once=int(at_once), midnight=midnight, person_tag=person)

    async def drop_inbox(self, inbox_id: int) -> None:
        """Delete an inbox."""
        await QUERIES.drop_inbox(self._connection, inbox_id=inbox_id)

    async def open_drafts(self) -> list[Letter]:
        """Return all drafts and returned letters whose writers are known."""
        return [self._letter(row) for row in await every(QUERIES.open_drafts(self._connection))]

    async def drafts_for(self, letterbox_id: int) -> list[int]:
        """Return the ids of the open drafts for a letterbox that have a draft card."""
        return [row["id"] for row in await every(QUERIES.drafts_for(self._connection, letterbox_id=letterbox_id))]

    async def sources(self, letter_id: int) -> set[Tag]:
        """Return the marks of the direct messages that a letter came from."""
        return {row["source_tag"] for row in await every(QUERIES.sources(self._connection, letter_id=letter_id))}

    async def live_letters(self, after: Letter | None, limit: int) -> list[Letter]:
        """Return up to `limit` published letters whose time is not over, newest first, from the one after `after` on.

        `after` None: from the newest on.
        """
        published_at, letter_id = (LAST, LAST) if after is None else (after.published_at, after.id)
        rows = await every(
            QUERIES.live_letters(self._connection, published_at=published_at, letter_id=letter_id, limit=limit)
        )
        return [self._letter(row) for row in rows]

    async def unposted_in(self, guild_id: int) -> list[tuple[int, int]]:
        """Return letter id and id of every response in a server's threads that has yet to be posted, in their order."""
        rows = await every(QUERIES.unposted_in(self._connection, guild_id=guild_id))
        return [(row["letter_id"], row["id"]) for row in rows]

    async def cards_at_desks(self) -> list[tuple[int, int]]:
        """Return letterbox id and message id of the review card of every letter that waits, newest first."""
        rows = await every(QUERIES.cards_at_desks(self._connection))
        return [(row["letterbox_id"], row["desk_message_id"]) for row in rows]

    async def posted_responses(self, letter_id: int) -> list[Response]:
        """Return the responses that have been posted in a letter's thread, deleted ones included."""
        return [
            self._response(row) for row in await every(QUERIES.posted_responses(self._connection, letter_id=letter_id))
        ]

    async def letter_with(self, message_id: int) -> Letter | None:
        """Return the letter whose first page, review card or report card this message is, or None."""
        return self._maybe_letter(await QUERIES.letter_with(self._connection, message_id=message_id))

    async def letter_continued_in(self, message_id: int) -> int | None:
        """Return the id of the letter that has a further page in this message, or None."""
        return await QUERIES.letter_continued_in(self._connection, message_id=message_id)

    async def published_in(self, channel_id: int, limit: int) -> list[Letter]:
        """Return up to `limit` published letters in a channel, in the order of their numbers."""
        rows = await every(QUERIES.published_in(self._connection, channel_id=channel_id, limit=limit))
        return [self._letter(row) for row in rows]

    async def delete_responses(self, thread_id: int) -> None:
        """Mark all responses that were posted in a thread as deleted."""
        await QUERIES.delete_responses(self._connection, thread_id=thread_id)

    async def fall_behind(self, letter_id: int, behind: bool) -> None:
        """Note whether the letter's card at the desk is out of date."""
        await QUERIES.fall_behind(self._connection, behind=int(behind), letter_id=letter_id)

    async def for_new_desk(self, letterbox_id: int) -> list[int]:
        """Return the ids of the letters whose cards a new desk needs, in the order of their numbers."""
        return [row["id"] for row in await every(QUERIES.for_new_desk(self._connection, letterbox_id=letterbox_id))]

    async def with_cards(self, letterbox_id: int) -> list[Letter]:
        """Return the letters that have, or may have, a review card or a report card at the desk, the newest first."""
        rows = await every(QUERIES.with_cards(self._connection, letterbox_id=letterbox_id))
        return [self._letter(row) for row in rows]

    async def forget_cards(self, letterbox_id: int) -> None:
        """Have every card of a letterbox's letters sent as a new message from now on."""
        await QUERIES.forget_cards(self._connection, letterbox_id=letterbox_id)

    async def behind(self, letterbox_id: int) -> list[int]:
        """Return the ids of the letters whose card at the desk could not be brought up to date."""
        return [row["id"] for row in await every(QUERIES.behind(self._connection, letterbox_id=letterbox_id))]

    async def reported(self, letterbox_id: int) -> list[int]:
        """Return the ids of the letters with reports that the desk has not settled."""
        return [row["id"] for row in await every(QUERIES.reported(self._connection, letterbox_id=letterbox_id))]
