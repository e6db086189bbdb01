"""Responses, pen names, and the notices that tell of them."""

from __future__ import annotations

from bot import words
from bot.letter import Notice, NoticeKind, Response, ResponseKind, Sealed, Tag, new_id
from bot.store.tables.rows import QUERIES, Rows, every, found


class ResponseTable(Rows):
    """Responses, pen names, and the notices that tell of them."""

    async def add_response(
        self,
        letter_id: int,
        kind: ResponseKind,
        responder_tag: Tag,
        name: str,
        text: str,
        message_id: int | None,
        now: int,
    ) -> Response | None:
        """The new response with its number; None when that message is already known."""
        if message_id is not None and await self.response_in(message_id) is not None:
            return None
        row = await QUERIES.add_response(
            self._connection,
            response_id=new_id(),
            letter_id=letter_id,
            number=await QUERIES.next_response(self._connection, letter_id=letter_id),
            kind=kind,
            responder_tag=responder_tag,
            name=self._sealed(name, "response", "name", letter_id),
            text=self._sealed(text, "response", "text", letter_id),
            message_id=message_id,
            now=now,
        )
        return self._response(row)

    async def responses_since(self, tags: tuple[Tag, Tag], since: int) -> int:
        """How many anonymous responses somebody with these marks has given."""
        one, other = tags
        return await QUERIES.responses_since(self._connection, one=one, other=other, since=since)

    async def responder(self, letter_id: int, number: int) -> tuple[ResponseKind, Tag | None] | None:
        """In whose name a response stands, and the mark of its writer if it is still known."""
        row = await QUERIES.responder(self._connection, letter_id=letter_id, number=number)
        return None if row is None else (ResponseKind(row["kind"]), row["responder_tag"])

    async def response(self, response_id: int) -> Response:
        row = await QUERIES.response(self._connection, response_id=response_id)
        return self._response(found(row, words.trouble.RESPONSE_GONE))

    async def response_in(self, message_id: int) -> Response | None:
        row = await QUERIES.response_in(self._connection, message_id=message_id)
        return None if row is None else self._response(row)

    async def responses_told_in(self, notice_id: int) -> list[Response]:
        rows = await every(QUERIES.responses_told_in(self._connection, notice_id=notice_id))
        return [self._response(row) for row in rows]

    async def unposted_responses(self, letter_id: int) -> list[Response]:
        rows = await every(QUERIES.unposted_responses(self._connection, letter_id=letter_id))
        return [self._response(row) for row in rows]

    async def response_count(self, letter_id: int) -> int:
        return await QUERIES.response_count(self._connection, letter_id=letter_id)

    async def place_response(self, response_id: int, message_id: int) -> None:
        await QUERIES.place_response(self._connection, response_id=response_id, message_id=message_id)

    async def edit_response(self, response_id: int, letter_id: int, text: str) -> None:
        sealed = self._sealed(text, "response", "text", letter_id)
        await QUERIES.edit_response(self._connection, response_id=response_id, text=sealed)

    async def delete_response(self, response_id: int) -> None:
        await QUERIES.delete_response(self._connection, response_id=response_id)

    async def tell(self, response_id: int, notice_id: int) -> None:
        await QUERIES.tell(self._connection, response_id=response_id, notice_id=notice_id)

    async def claim_pen_name(self, letter_id: int, skeleton: str, name: str, owner: Tag, now: int) -> bool:
        """Whether the name is `owner`'s within the letter: first come, and kept; after a forgotten owner, nobody's."""
        claimed = await QUERIES.claim_pen_name(
            self._connection,
            letter_id=letter_id,
            name_tag=self._seal.tag("pen-name", letter_id, skeleton.encode()),
            name=self._sealed(name, "pen_name", "name", letter_id),
            owner_tag=owner,
            now=now,
        )
        return claimed is not None

    async def last_pen_name(self, letter_id: int, owner: Tag) -> str | None:
        row = await QUERIES.last_pen_name(self._connection, letter_id=letter_id, owner_tag=owner)
        return None if row is None else self._opened(row["sealed_name"], "pen_name", "name", letter_id)

    async def add_notice(self, letter_id: int, author_tag: Tag, kind: NoticeKind, text: str) -> Notice:
        row = await QUERIES.add_notice(
            self._connection,
            notice_id=new_id(),
            letter_id=letter_id,
            author_tag=author_tag,
            kind=kind,
            text=self._sealed(text, "notice", "text", letter_id),
        )
        return self._notice(row)

    async def notice(self, notice_id: int) -> Notice:
        return self._notice(
            found(await QUERIES.notice(self._connection, notice_id=notice_id), words.trouble.LETTER_GONE)
        )

    async def notice_in(self, message_tag: Tag) -> Notice | None:
        return self._maybe_notice(await QUERIES.notice_in(self._connection, message_tag=message_tag))

    async def notices_of(self, letter_id: int) -> list[Notice]:
        rows = await every(QUERIES.notices_of(self._connection, letter_id=letter_id))
        return [self._notice(row) for row in rows]

    async def open_relay(self, letter_id: int) -> int | None:
        return await QUERIES.open_relay(self._connection, letter_id=letter_id)

    async def place_notice(self, notice_id: int, place: Sealed, message_tag: Tag, now: int) -> None:
        await QUERIES.place_notice(self._connection, notice_id=notice_id, place=place, message_tag=message_tag, now=now)

    async def latest_notice(self, author_tag: Tag, since: int) -> Notice | None:
        row = await QUERIES.latest_notice(self._connection, author_tag=author_tag, since=since)
        return self._maybe_notice(row)
