"""Responses, pen names, and the notices that tell of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

from bot import words
from bot.errors import SealError
from bot.letter import Letter, Mine, Notice, NoticeKind, Part, Response, ResponseKind, Sealed, Tag, new_id
from bot.sealing.names import answer_part_of, notice_message_of
from bot.store.tables.rows import QUERIES, Row, Rows, chosen, every, found


class ResponseTable(Rows):
    """Responses, pen names, and the notices that tell of them."""

    async def add_response(
        self,
        letter_id: int,
        kind: ResponseKind,
        mark: Tag,
        name: str,
        text: str,
        message_id: int | None,
        now: int,
        answers: int | None = None,
    ) -> Response | None:
        """Add a response under the letter's next number, and return it; None when that message is already known.

        `message_id` is None for a response that the bot has yet to post; `answers` is the number of the response that
        it answers.
        """
        if message_id is not None and await self.response_in(message_id) is not None:
            return None
        letter = await QUERIES.next_response(self._connection, now=now, letter_id=letter_id)
        self._wrote(letter)
        number = letter["last_response"]
        row = await QUERIES.add_response(
            self._connection,
            response_id=new_id(),
            letter_id=letter_id,
            number=number,
            kind=kind,
            mark=self._sealed_mark(mark, "response", "sealed_mark", letter_id=letter_id, number=number),
            name=self._sealed(name, "response", "name", letter_id),
            text=self._sealed(text, "response", "text", letter_id),
            message_id=message_id,
            answers=answers,
            now=now,
        )
        self._keep(QUERIES.response.sql, "response_id", row)
        return self._response(row)

    async def responses_since(self, guild_id: int, marks: Collection[Tag], since: int) -> int:
        """Return how many anonymous responses somebody with these marks gave in a server after `since`."""
        rows = await every(QUERIES.responders_since(self._connection, guild_id=guild_id, since=since))
        return len(await chosen(rows, lambda row: self._has(row, "response", "sealed_mark", marks)))

    async def last_response_of(self, letter_id: int, marks: Collection[Tag], since: int) -> int | None:
        """Return when somebody with these marks last responded to a letter after `since` (Unix seconds), or None."""
        rows = await every(QUERIES.responders_under(self._connection, letter_id=letter_id, since=since))
        own = await chosen(rows, lambda row: self._has(row, "response", "sealed_mark", marks))
        return own[0]["at"] if own else None

    async def response_numbered(self, letter_id: int, number: int) -> Response | None:
        """Return the response to a letter with this number, or None."""
        row = await QUERIES.response_numbered(self._connection, letter_id=letter_id, number=number)
        return None if row is None else self._response(row)

    async def response(self, response_id: int) -> Response:
        """Return a response by its id. Raises NotFound."""
        row = await QUERIES.response(self._connection, response_id=response_id)
        return self._response(found(row, words.trouble.RESPONSE_GONE))

    async def response_in(self, message_id: int) -> Response | None:
        """Return the response that this message is, or None."""
        row = await QUERIES.response_in(self._connection, message_id=message_id)
        return None if row is None else self._response(row)

    async def responses_told_in(self, notice_id: int) -> list[Response]:
        """Return the responses that a notice tells of, in the order of their numbers."""
        rows = await every(QUERIES.responses_told_in(self._connection, notice_id=notice_id))
        return [self._response(row) for row in rows]

    async def unposted_responses(self, letter_id: int) -> list[Response]:
        """Return the responses to a letter that wait to be posted, in the order of their numbers."""
        rows = await every(QUERIES.unposted_responses(self._connection, letter_id=letter_id))
        return [self._response(row) for row in rows]

    async def response_count(self, letter_id: int) -> int:
        """Return how many responses to a letter count: all that stand in its thread."""
        return await QUERIES.response_count(self._connection, letter_id=letter_id)

    async def set_response_message(self, response_id: int, message_id: int, thread_id: int | None) -> None:
        """Record the message in which a response was posted, and its thread: it stands, and nobody needs to reach its
        writer."""
        row = await QUERIES.set_response_message(
            self._connection, response_id=response_id, message_id=message_id, thread_id=thread_id
        )
        self._keep(QUERIES.response.sql, "response_id", row)

    async def know_writer(self, response_id: int, writer: Sealed) -> None:
        """Record how the writer of a response that waits can be reached."""
        row = await QUERIES.know_writer(self._connection, response_id=response_id, writer=writer)
        self._keep(QUERIES.response.sql, "response_id", row)

    async def refuse_response(self, response: Response) -> None:
        """Mark a response as refused: its text, which goes back, and how its writer can be reached are deleted."""
        self.must_truncate_wal = True
        text = self._sealed("", "response", "text", response.letter_id)
        await QUERIES.refuse_response(self._connection, response_id=response.id, text=text)
        await QUERIES.drop_answer_parts(self._connection, response_id=response.id)

    async def edit_response(self, response_id: int, letter_id: int, text: str) -> None:
        """Replace the text of a response."""
        sealed = self._sealed(text, "response", "text", letter_id)
        await QUERIES.edit_response(self._connection, response_id=response_id, text=sealed)

    async def came_from(self, response_id: int, parts: Sequence[Part]) -> None:
        """Record the direct messages that an answer came from, and what each says in it; one alone says all of it."""
        await QUERIES.drop_answer_parts(self._connection, response_id=response_id)
        for position, part in enumerate(parts):
            text = None
            if len(parts) > 1:
                text = self._seal.seal(part.text.encode(), answer_part_of(response_id))
            await QUERIES.add_answer_part(
                self._connection, response_id=response_id, position=position, text=text, source=part.source
            )

    async def answer_parts(self, response_id: int) -> list[Part]:
        """Return the parts of an answer that came from direct messages; the text of one alone is empty."""
        rows = await every(QUERIES.answer_parts(self._connection, response_id=response_id))
        name = answer_part_of(response_id)
        said = [b"" if row["sealed_text"] is None else self._seal.open(row["sealed_text"], name) for row in rows]
        return [Part(text.decode(), row["source_tag"]) for row, text in zip(rows, said, strict=True)]

    async def response_from(self, source: Tag) -> Response | None:
        """Return the answer that came from the direct message with this mark, or None."""
        row = await QUERIES.response_from(self._connection, source=source)
        return None if row is None else self._response(row)

    async def answers_from_messages(self, since: int) -> list[tuple[int, Tag]]:
        """Return the answers that came from direct messages since then (Unix seconds): their letters, and the marks."""
        rows = await every(QUERIES.answers_from_messages(self._connection, since=since))
        return [(row["letter_id"], row["source_tag"]) for row in rows]

    async def ask_change(self, response: Response, text: str, now: int) -> None:
        """Record what a response is to say, once Discord has taken that, and that this was written now."""
        change = self._sealed(text, "response", "change", response.letter_id)
        await QUERIES.ask_change(self._connection, response_id=response.id, change=change, now=now)

    async def end_change(self, response_id: int) -> None:
        """Record that no change of a response is on its way: it was made, or came to nothing."""
        await QUERIES.end_change(self._connection, response_id=response_id)

    async def take_back_response(self, response: Response) -> None:
        """Mark a response as gone because its writer wants it so: what it said is deleted; it keeps its number."""
        self.must_truncate_wal = True
        text = self._sealed("", "response", "text", response.letter_id)
        await QUERIES.take_back_response(self._connection, response_id=response.id, text=text)
        await QUERIES.drop_answer_parts(self._connection, response_id=response.id)

    async def remove_response(self, response_id: int, now: int) -> None:
        """Mark a response as gone because moderators want it so: it keeps its text and its number."""
        await QUERIES.remove_response(self._connection, response_id=response_id, now=now)

    async def restore_response(self, response_id: int) -> None:
        """Have a response that moderators removed wait for the thread again."""
        await QUERIES.restore_response(self._connection, response_id=response_id)

    async def removed_until(self, before: int, limit: int) -> list[Response]:
        """Return up to `limit` responses that moderators removed up to this moment (Unix seconds)."""
        rows = await every(QUERIES.removed_until(self._connection, before=before, limit=limit))
        return [self._response(row) for row in rows]

    async def responses_between(self, letter_id: int, after: int, before: int) -> list[Response]:
        """Return the responses to a letter in their writers' own names whose messages' ids lie between these, in their
        order; deleted ones, too."""
        ids = {"after": after, "before": before}
        rows = await every(QUERIES.responses_between(self._connection, letter_id=letter_id, **ids))
        return [self._response(row) for row in rows]

    async def drop_response(self, response: Response) -> None:
        """Delete a response that turned out to be another one; if it was the last, its number is free again."""
        await QUERIES.drop_response(self._connection, response_id=response.id)
        await QUERIES.free_number(self._connection, letter_id=response.letter_id, number=response.number)

    async def say_through(self, response: Response, message_id: int, name: str, text: str) -> Response:
        """Put another message, under another name, in the place of the one that a response was, and return it."""
        await QUERIES.say_through(
            self._connection,
            message_id=message_id,
            name=self._sealed(name, "response", "name", response.letter_id),
            text=self._sealed(text, "response", "text", response.letter_id),
            response_id=response.id,
        )
        return await self.response(response.id)

    async def delete_response(self, response_id: int) -> None:
        """Mark a response as gone; it keeps its number."""
        await QUERIES.delete_response(self._connection, response_id=response_id)

    async def link_notice(self, response_id: int, notice_id: int | None) -> None:
        """Record which notice tells the author of a response; None: no longer any."""
        row = await QUERIES.link_notice(self._connection, response_id=response_id, notice_id=notice_id)
        self._keep(QUERIES.response.sql, "response_id", row)

    async def claim_pen_name(self, letter_id: int, skeleton: str, name: str, owner: Tag, now: int) -> bool:
        """Return whether the name is `owner`'s within the letter: it belongs to whoever came first, for good.

        When its owner has been forgotten, nobody can have it.
        """
        name_tag = self._seal.tag("pen-name", letter_id, skeleton.encode())
        key = {"letter_id": letter_id, "name_tag": name_tag}
        sealed = self._sealed(name, "pen_name", "name", letter_id)
        known = await QUERIES.pen_name(self._connection, **key)
        if known is None:
            mark = self._sealed_mark(owner, "pen_name", "sealed_owner", **key)
            await QUERIES.add_pen_name(self._connection, **key, name=sealed, owner=mark, now=now)
        elif self._mark(known, "pen_name", "sealed_owner") == owner:
            await QUERIES.use_pen_name(self._connection, **key, name=sealed, now=now)
        else:
            return False
        return True

    async def last_pen_name(self, letter_id: int, owner: Tag) -> str | None:
        """Return the pen name that this owner last used under a letter, or None."""
        rows = await every(QUERIES.pen_names(self._connection, letter_id=letter_id))
        own = await chosen(rows, lambda row: self._has(row, "pen_name", "sealed_owner", [owner]))
        return self._opened(own[0]["sealed_name"], "pen_name", "name", letter_id) if own else None

    async def add_notice(self, letter_id: int, kind: NoticeKind, text: str) -> Notice:
        """Add a notice, to be sent; its text (a packed sentence) is sealed here."""
        row = await QUERIES.add_notice(
            self._connection,
            notice_id=new_id(),
            letter_id=letter_id,
            kind=kind,
            text=self._sealed(text, "notice", "text", letter_id),
        )
        self._keep(QUERIES.notice.sql, "notice_id", row)
        return self._notice(row)

    async def notice(self, notice_id: int) -> Notice:
        """Return a notice by its id. Raises NotFound."""
        return self._notice(
            found(await QUERIES.notice(self._connection, notice_id=notice_id), words.trouble.LETTER_GONE)
        )

    async def notice_in(self, message_tag: Tag) -> Notice | None:
        """Return the notice whose direct message has this mark, or None."""
        return self._maybe_notice(await QUERIES.notice_in(self._connection, message_tag=message_tag))

    async def notices_of(self, letter_id: int) -> list[Notice]:
        """Return all notices about a letter."""
        rows = await every(QUERIES.notices_of(self._connection, letter_id=letter_id))
        return [self._notice(row) for row in rows]

    async def call_back(self, letter_id: int, kind: NoticeKind) -> None:
        """Delete the notices of this kind about a letter that nobody has begun to send."""
        for row in await every(QUERIES.unsent(self._connection, letter_id=letter_id, kind=kind)):
            await QUERIES.done(self._connection, delivery_id=row["delivery_id"])
            await QUERIES.drop_notice(self._connection, notice_id=row["notice_id"])
            self.outbox_changed = True

    async def open_relay(self, letter_id: int) -> int | None:
        """Return the id of a relay about this letter that nobody has begun to send, or None."""
        return await QUERIES.open_relay(self._connection, letter_id=letter_id)

    async def set_notice_message(self, notice_id: int, message: Sealed, message_tag: Tag, now: int) -> None:
        """Record that a notice was sent in this message, or ended without one."""
        await QUERIES.set_notice_message(
            self._connection, notice_id=notice_id, message=message, message_tag=message_tag, now=now
        )

    async def recognise_replies(self) -> None:
        """Compute the marks of notices' messages, which a backup leaves out, so that replies are recognised again."""
        for row in await every(QUERIES.unmarked_notices(self._connection)):
            with suppress(SealError):  # a damaged one must not be in anybody's way
                tag = self._seal.message_tag(self._seal.open_id(row["sealed_message"], notice_message_of(row["id"])))
                await QUERIES.mark_notice(self._connection, message_tag=tag, notice_id=row["id"])

    async def last_told(self, mine: Mine, guild_ids: Collection[int], since: int) -> Letter | None:
        """Return the published letter, in one of these servers, about which its author was told last.

        Returns None when that was before `since` (Unix seconds).
        """
        rows = await every(QUERIES.told_since(self._connection, since=since))
        own = await chosen(
            rows,
            lambda row: row["guild_id"] in guild_ids and mine(row["id"], row["sealed_author"]) and self._stands(row),
        )
        return self._letter(own[0]) if own else None

    def _stands(self, row: Row) -> bool:
        """Return whether a notice was sent: one that had nothing to say ended without a message."""
        return self._seal.open_id(row["sealed_message"], notice_message_of(row["notice_id"])) != 0
