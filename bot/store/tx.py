"""One transaction's view of the store: the statements of `queries.sql` by name, rows made into values.

Text that is not public is sealed here on its way in and opened on its way out. Identities come in sealed
and leave sealed: only the post office and the deliveries open them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator, Sequence
from importlib.resources import as_file, files
from typing import Any

import aiosql
import aiosqlite

from bot import words
from bot.errors import NotFound
from bot.letter import (
    Block,
    Decision,
    Delivery,
    Kind,
    Letter,
    Letterbox,
    Limits,
    Notice,
    NoticeKind,
    Part,
    Person,
    Picture,
    Rating,
    Report,
    Response,
    ResponseKind,
    Sealed,
    State,
    Tag,
    Verb,
    new_id,
)
from bot.ports import Vault

#: Which letters were there when this copy of the database was put back: those up to that turn.
RESTORED = "restored"

Row = Any  # sqlite3.Row or asyncpg.Record: both answer row["column"]


def _load_queries() -> Any:
    with as_file(files("bot.store") / "queries.sql") as path:
        load: Any = getattr(aiosql, "from_path")  # noqa: B009 - its own annotations are partial
        return load(path, "aiosqlite")


QUERIES = _load_queries()


async def _all(rows: AsyncIterator[Row]) -> list[Row]:
    return [row async for row in rows]


class SqlTx:
    """See `ports.Tx`. Lives no longer than its transaction."""

    def __init__(self, connection: aiosqlite.Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self.must_sweep = False  #: whether the write-ahead log would tell now which rows are one person's

    # letterboxes

    async def save_letterbox(
        self, guild_id: int, letters_id: int, desk_id: int, mature_id: int | None, categories: Sequence[str]
    ) -> Letterbox:
        await QUERIES.know_guild(self._connection, guild_id=guild_id)
        row = await QUERIES.save_letterbox(
            self._connection,
            guild_id=guild_id,
            letters_id=letters_id,
            desk_id=desk_id,
            mature_id=mature_id,
            categories=_list(categories),
        )
        return letterbox_of_row(row)

    async def open_letterbox(self, letterbox_id: int, is_open: bool) -> None:
        await QUERIES.open_letterbox(self._connection, letterbox_id=letterbox_id, open=int(is_open))

    async def save_settings(self, letterbox: Letterbox) -> Letterbox:
        """Everything of the letterbox but its places."""
        limits = letterbox.limits
        row = await QUERIES.save_settings(
            self._connection,
            letterbox_id=letterbox.id,
            categories=_list(letterbox.categories),
            waiting=limits.waiting,
            daily=limits.daily,
            responses=limits.responses,
            account_days=limits.account_days,
            member_hours=limits.member_hours,
            refused=_list(letterbox.refused),
            flagged=_list(letterbox.flagged),
            links=letterbox.links,
            keep_days=letterbox.keep_days,
            collection=letterbox.collection,
            notice_delay=letterbox.notice_delay,
        )
        return letterbox_of_row(_found(row, words.NO_LETTERBOX))

    async def letterbox(self, letterbox_id: int) -> Letterbox:
        return letterbox_of_row(
            _found(await QUERIES.letterbox(self._connection, letterbox_id=letterbox_id), words.NO_LETTERBOX)
        )

    async def letterbox_of(self, guild_id: int) -> Letterbox | None:
        row = await QUERIES.letterbox_of(self._connection, guild_id=guild_id)
        return None if row is None else letterbox_of_row(row)

    async def letterboxes(self) -> list[Letterbox]:
        return [letterbox_of_row(row) for row in await _all(QUERIES.letterboxes(self._connection))]

    # letters

    async def add_letter(self, letter_id: int, author: Sealed, author_tag: Tag, letterbox: Letterbox | None) -> Letter:
        row = await QUERIES.add_letter(
            self._connection,
            letter_id=letter_id,
            author=author,
            author_tag=author_tag,
            letterbox_id=letterbox and letterbox.id,
            guild_id=letterbox and letterbox.guild_id,
        )
        return self._letter(row)

    async def letter(self, letter_id: int) -> Letter:
        return self._letter(_found(await QUERIES.letter(self._connection, letter_id=letter_id), words.LETTER_GONE))

    async def letter_numbered(self, guild_id: int, number: int) -> Letter:
        row = await QUERIES.letter_numbered(self._connection, guild_id=guild_id, number=number)
        return self._letter(_found(row, words.NO_SUCH_NUMBER.format(number=number)))

    async def letter_in(self, thread_id: int) -> Letter | None:
        return self._maybe_letter(await QUERIES.letter_in(self._connection, thread_id=thread_id))

    async def open_draft(self, author_tag: Tag) -> Letter | None:
        return self._maybe_letter(await QUERIES.open_draft(self._connection, author_tag=author_tag))

    async def letters_of(self, author_tag: Tag) -> list[Letter]:
        rows = await _all(QUERIES.letters_of(self._connection, author_tag=author_tag))
        return [self._letter(row) for row in rows]

    async def queue(self, guild_id: int, limit: int, offset: int) -> list[Letter]:
        rows = await _all(QUERIES.queue(self._connection, guild_id=guild_id, limit=limit, offset=offset))
        return [self._letter(row) for row in rows]

    async def queue_length(self, guild_id: int) -> int:
        return await QUERIES.queue_length(self._connection, guild_id=guild_id)

    async def waiting_letters(self, author_tag: Tag, but: int) -> int:
        """How many of somebody's letters wait, the letter `but` left out."""
        return await QUERIES.waiting_letters(self._connection, author_tag=author_tag, letter_id=but)

    async def sent_since(self, author_tag: Tag, but: int, since: int) -> list[int]:
        """When somebody's letters were sent, the last first, the letter `but` left out."""
        rows = await _all(QUERIES.sent_since(self._connection, author_tag=author_tag, letter_id=but, since=since))
        return [row["submitted_at"] for row in rows]

    async def collectable(self, now: int) -> list[Letter]:
        """Posted letters whose collection is due."""
        return [self._letter(row) for row in await _all(QUERIES.collectable(self._connection, now=now))]

    async def next_number(self, guild_id: int) -> int:
        return await QUERIES.next_number(self._connection, guild_id=guild_id)

    async def move(self, letter_id: int, before: State, after: State) -> bool:
        return await QUERIES.move(self._connection, letter_id=letter_id, before=before, after=after) == 1

    async def save_draft(self, letter: Letter, *, title: str | None, category: str | None, rating: Rating) -> None:
        sealed = None if title is None else self._seal(title, "title", letter.id)
        await QUERIES.save_draft(self._connection, letter_id=letter.id, title=sealed, category=category, rating=rating)

    async def address(self, letter_id: int, letterbox: Letterbox, author_tag: Tag) -> None:
        """A draft goes to this letterbox; its author's mark is another one from now on."""
        self.must_sweep = True
        await QUERIES.address(
            self._connection,
            letter_id=letter_id,
            letterbox_id=letterbox.id,
            guild_id=letterbox.guild_id,
            author_tag=author_tag,
        )

    async def know_author(self, letter_id: int, author: Sealed) -> None:
        await QUERIES.know_author(self._connection, letter_id=letter_id, author=author)

    async def stamp(self, letter_id: int, number: int | None, submitted_at: int) -> None:
        await QUERIES.stamp(self._connection, letter_id=letter_id, number=number, submitted_at=submitted_at)

    async def place_letter(
        self, letter_id: int, channel_id: int, message_id: int, thread_id: int | None, now: int
    ) -> None:
        await QUERIES.place_letter(
            self._connection,
            letter_id=letter_id,
            channel_id=channel_id,
            message_id=message_id,
            thread_id=thread_id,
            now=now,
        )

    async def place_card(self, letter_id: int, card: Sealed | None) -> None:
        await QUERIES.place_card(self._connection, letter_id=letter_id, card=card)

    async def place_desk_card(self, letter_id: int, message_id: int | None) -> None:
        await QUERIES.place_desk_card(self._connection, letter_id=letter_id, message_id=message_id)

    async def place_report_card(self, letter_id: int, message_id: int | None) -> None:
        await QUERIES.place_report_card(self._connection, letter_id=letter_id, message_id=message_id)

    async def mute(self, letter_id: int, muted: bool) -> None:
        await QUERIES.mute(self._connection, letter_id=letter_id, muted=int(muted))

    async def reached(self, letter_id: int, unreachable: bool) -> bool:
        """Note whether the author could be reached; says whether that is news."""
        changed = await QUERIES.reached(self._connection, letter_id=letter_id, unreachable=int(unreachable))
        return changed == 1

    async def trouble(self, letter_id: int, trouble: str | None) -> None:
        await QUERIES.trouble(self._connection, letter_id=letter_id, trouble=trouble)

    async def discard(self, letter_id: int) -> None:
        await QUERIES.discard(self._connection, letter_id=letter_id)

    # what a letter says

    async def parts(self, letter_id: int) -> list[Part]:
        rows = await _all(QUERIES.parts(self._connection, letter_id=letter_id))
        return [Part(self._open(row["sealed_text"], "text", letter_id), row["source_tag"]) for row in rows]

    async def save_parts(self, letter_id: int, parts: Sequence[Part]) -> None:
        await QUERIES.drop_parts(self._connection, letter_id=letter_id)
        for position, part in enumerate(parts):
            await QUERIES.add_part(
                self._connection,
                letter_id=letter_id,
                position=position,
                text=self._seal(part.text, "text", letter_id),
                source=part.source,
            )

    async def letter_from(self, source: Tag) -> int | None:
        return await QUERIES.letter_from(self._connection, source=source)

    async def pictures(self, letter_id: int) -> list[Picture]:
        rows = await _all(QUERIES.pictures(self._connection, letter_id=letter_id))
        about = f"picture:{letter_id}"
        return [Picture(row["name"], self._vault.open(row["sealed_data"], about), row["source_tag"]) for row in rows]

    async def picture_count(self, letter_id: int) -> int:
        return await QUERIES.picture_count(self._connection, letter_id=letter_id)

    async def add_picture(self, letter_id: int, picture: Picture) -> None:
        await QUERIES.add_picture(
            self._connection,
            letter_id=letter_id,
            name=picture.name,
            data=self._vault.seal(picture.data, f"picture:{letter_id}"),
            source=picture.source,
        )

    async def drop_pictures(self, letter_id: int, source: Tag) -> None:
        await QUERIES.drop_pictures(self._connection, letter_id=letter_id, source=source)

    async def pages(self, letter_id: int) -> list[int]:
        return [row["message_id"] for row in await _all(QUERIES.pages(self._connection, letter_id=letter_id))]

    async def place_page(self, letter_id: int, position: int, message_id: int) -> None:
        await QUERIES.place_page(self._connection, letter_id=letter_id, position=position, message_id=message_id)

    async def forget_pages(self, letter_id: int) -> None:
        await QUERIES.forget_pages(self._connection, letter_id=letter_id)

    # responses

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
            name=self._seal(name, "name", letter_id),
            text=self._seal(text, "response", letter_id),
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
        return self._response(_found(row, words.RESPONSE_GONE))

    async def response_in(self, message_id: int) -> Response | None:
        row = await QUERIES.response_in(self._connection, message_id=message_id)
        return None if row is None else self._response(row)

    async def responses_told_in(self, notice_id: int) -> list[Response]:
        rows = await _all(QUERIES.responses_told_in(self._connection, notice_id=notice_id))
        return [self._response(row) for row in rows]

    async def unposted_responses(self, letter_id: int) -> list[Response]:
        rows = await _all(QUERIES.unposted_responses(self._connection, letter_id=letter_id))
        return [self._response(row) for row in rows]

    async def response_count(self, letter_id: int) -> int:
        return await QUERIES.response_count(self._connection, letter_id=letter_id)

    async def place_response(self, response_id: int, message_id: int) -> None:
        await QUERIES.place_response(self._connection, response_id=response_id, message_id=message_id)

    async def edit_response(self, response_id: int, letter_id: int, text: str) -> None:
        sealed = self._seal(text, "response", letter_id)
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
            name_tag=self._vault.tag("pen-name", letter_id, skeleton.encode()),
            name=self._seal(name, "pen-name", letter_id),
            owner_tag=owner,
            now=now,
        )
        return claimed is not None

    async def last_pen_name(self, letter_id: int, owner: Tag) -> str | None:
        row = await QUERIES.last_pen_name(self._connection, letter_id=letter_id, owner_tag=owner)
        return None if row is None else self._open(row["sealed_name"], "pen-name", letter_id)

    # notices

    async def add_notice(self, letter_id: int, author_tag: Tag, kind: NoticeKind, text: str) -> Notice:
        row = await QUERIES.add_notice(
            self._connection,
            notice_id=new_id(),
            letter_id=letter_id,
            author_tag=author_tag,
            kind=kind,
            text=self._seal(text, "notice", letter_id),
        )
        return self._notice(row)

    async def notice(self, notice_id: int) -> Notice:
        return self._notice(_found(await QUERIES.notice(self._connection, notice_id=notice_id), words.LETTER_GONE))

    async def notice_in(self, message_tag: Tag) -> Notice | None:
        return self._maybe_notice(await QUERIES.notice_in(self._connection, message_tag=message_tag))

    async def notices_of(self, letter_id: int) -> list[Notice]:
        rows = await _all(QUERIES.notices_of(self._connection, letter_id=letter_id))
        return [self._notice(row) for row in rows]

    async def open_relay(self, letter_id: int) -> int | None:
        return await QUERIES.open_relay(self._connection, letter_id=letter_id)

    async def place_notice(self, notice_id: int, place: Sealed, message_tag: Tag, now: int) -> None:
        await QUERIES.place_notice(self._connection, notice_id=notice_id, place=place, message_tag=message_tag, now=now)

    async def latest_notice(self, author_tag: Tag, since: int) -> Notice | None:
        row = await QUERIES.latest_notice(self._connection, author_tag=author_tag, since=since)
        return self._maybe_notice(row)

    # the desk's record

    async def decide(self, letter_id: int, verb: Verb, moderator: Sealed | None, reason: str | None, now: int) -> None:
        sealed = None if reason is None else self._seal(reason, "reason", letter_id)
        await QUERIES.decide(
            self._connection, letter_id=letter_id, verb=verb, moderator=moderator, reason=sealed, now=now
        )

    async def last_decision(self, letter_id: int) -> Decision | None:
        return self._decision(await QUERIES.last_decision(self._connection, letter_id=letter_id))

    async def last_word(self, letter_id: int) -> Decision | None:
        return self._decision(await QUERIES.last_word(self._connection, letter_id=letter_id))

    def _decision(self, row: Row | None) -> Decision | None:
        if row is None:
            return None
        letter_id = row["letter_id"]
        reason = row["sealed_reason"]
        reason = None if reason is None else self._open(reason, "reason", letter_id)
        return Decision(Verb(row["verb"]), row["sealed_moderator"], reason, row["at"])

    async def report(self, letter_id: int, reporter: Tag, reason: str, now: int) -> bool:
        """Whether this person's report of the letter is their first."""
        sealed = self._seal(reason, "report", letter_id)
        added = await QUERIES.report(
            self._connection, letter_id=letter_id, reporter_tag=reporter, reason=sealed, now=now
        )
        return added == 1

    async def reports(self, letter_id: int) -> list[Report]:
        rows = await _all(QUERIES.reports(self._connection, letter_id=letter_id))
        return [Report(self._open(row["sealed_reason"], "report", letter_id), row["at"]) for row in rows]

    async def clear_reports(self, letter_id: int) -> None:
        await QUERIES.clear_reports(self._connection, letter_id=letter_id)

    # blocks

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
            reason=None if reason is None else self._seal(reason, "block", letter.id),
            moderator=moderator,
        )

    async def unblock(self, letter_id: int, response: int, now: int) -> bool:
        """Lift the block set here; False when none is in force."""
        await QUERIES.end_blocks(self._connection, now=now)
        return await QUERIES.unblock(self._connection, letter_id=letter_id, response=response) == 1

    async def blocks_on(self, letter_id: int, now: int) -> list[Block]:
        """Those in force that were set on a letter or on a response to it."""
        rows = await _all(QUERIES.blocks_on(self._connection, letter_id=letter_id, now=now))
        return [self._block(row) for row in rows]

    async def blocks_of(self, tags: tuple[Tag, Tag], now: int) -> list[Block]:
        """Those in force for somebody with these marks."""
        one, other = tags
        rows = await _all(QUERIES.blocks_of(self._connection, one=one, other=other, now=now))
        return [self._block(row) for row in rows]

    def _block(self, row: Row) -> Block:
        reason = row["sealed_reason"]
        reason = None if reason is None else self._open(reason, "block", row["letter_id"])
        return Block(row["response"], row["until"], reason)

    # the outbox

    async def enqueue(
        self,
        lane: str,
        kind: Kind,
        *,
        place: str = "",
        letter_id: int | None = None,
        subject_id: int | None = None,
        payload: bytes | None = None,
        person: Person | None = None,
        not_before: int,
        now: int,
    ) -> None:
        nonce = secrets.token_hex(12)  # 24 characters of Discord's 25
        sealed = None if payload is None else self._vault.seal(payload, f"delivery:{nonce}")
        await QUERIES.enqueue(
            self._connection,
            lane=lane,
            place=place,
            kind=kind,
            letter_id=letter_id,
            subject_id=subject_id,
            payload=sealed,
            person_tag=None if person is None else self._note_tag(person, nonce),
            nonce=nonce,
            now=now,
            not_before=not_before,
        )

    async def waiting(self, lane: str, kind: Kind) -> bool:
        return await QUERIES.waiting(self._connection, lane=lane, kind=kind) > 0

    async def claim(self, worker: str, now: int, lease: int, at_once: int = 1_000) -> Delivery | None:
        """`at_once`: so many of those that share no place may be under way together."""
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
        await self.set_remark(RESTORED, str(await QUERIES.last_turn(self._connection)).encode())

    async def release_all(self) -> None:
        """Hand back every claim, whoever made it."""
        await QUERIES.release_all(self._connection)

    # catching up

    async def inbox_of(self, person: Tag) -> tuple[int, Sealed] | None:
        row = await QUERIES.inbox_of(self._connection, person_tag=person)
        return None if row is None else (row["id"], row["sealed_place"])

    async def inboxes(self, after: int, limit: int) -> list[tuple[int, Sealed]]:
        rows = await _all(QUERIES.inboxes(self._connection, after=after, limit=limit))
        return [(row["id"], row["sealed_place"]) for row in rows]

    async def place_inbox(self, inbox_id: int, person: Tag, place: Sealed, until: int) -> None:
        self.must_sweep = True
        await QUERIES.place_inbox(self._connection, inbox_id=inbox_id, person_tag=person, place=place, until=until)

    async def move_inbox(self, inbox_id: int, place: Sealed) -> None:
        """Somebody's messages were read on, although they wrote none."""
        self.must_sweep = True
        await QUERIES.move_inbox(self._connection, place=place, inbox_id=inbox_id)

    async def inboxes_over(self, now: int, limit: int) -> list[tuple[int, Sealed]]:
        """Of people who have not written for a week."""
        rows = await _all(QUERIES.inboxes_over(self._connection, now=now, limit=limit))
        return [(row["id"], row["sealed_place"]) for row in rows]

    async def keep_inbox(self, inbox_id: int) -> None:
        await QUERIES.keep_inbox(self._connection, inbox_id=inbox_id)

    async def question_inbox(self, person: Tag, now: int, at_once: bool) -> None:
        """A letter of theirs is gone: whether it was the last has to be seen, at once or when their week is over."""
        self.must_sweep = True
        await QUERIES.question_inbox(self._connection, at_once=int(at_once), now=now, person_tag=person)

    async def drop_inbox(self, inbox_id: int) -> None:
        await QUERIES.drop_inbox(self._connection, inbox_id=inbox_id)

    async def open_drafts(self) -> list[Letter]:
        return [self._letter(row) for row in await _all(QUERIES.open_drafts(self._connection))]

    async def drafts_for(self, guild_id: int) -> list[int]:
        """Open drafts to a server that show a card, by their ids."""
        return [row["id"] for row in await _all(QUERIES.drafts_for(self._connection, guild_id=guild_id))]

    async def sources(self, letter_id: int) -> set[Tag]:
        """The marks of the direct messages that a letter came from."""
        return {row["source_tag"] for row in await _all(QUERIES.sources(self._connection, letter_id=letter_id))}

    async def live_letters(self) -> list[Letter]:
        """Letters in public whose time is not over, the newest first."""
        return [self._letter(row) for row in await _all(QUERIES.live_letters(self._connection))]

    async def cards_at_desks(self) -> list[tuple[int, int]]:
        """The server and the message of every review card of a letter that waits, the newest first."""
        rows = await _all(QUERIES.cards_at_desks(self._connection))
        return [(row["guild_id"], row["desk_message_id"]) for row in rows]

    async def posted_responses(self, letter_id: int) -> list[Response]:
        return [
            self._response(row) for row in await _all(QUERIES.posted_responses(self._connection, letter_id=letter_id))
        ]

    async def letter_with(self, message_id: int) -> Letter | None:
        """The letter that a message is, or whose card at the desk it is."""
        return self._maybe_letter(await QUERIES.letter_with(self._connection, message_id=message_id))

    async def letter_continued_in(self, message_id: int) -> int | None:
        """The letter that has a page in this message."""
        return await QUERIES.letter_continued_in(self._connection, message_id=message_id)

    async def published_in(self, channel_id: int, limit: int) -> list[Letter]:
        rows = await _all(QUERIES.published_in(self._connection, channel_id=channel_id, limit=limit))
        return [self._letter(row) for row in rows]

    async def delete_responses(self, letter_id: int) -> None:
        """All that stood in the letter's thread are gone."""
        await QUERIES.delete_responses(self._connection, letter_id=letter_id)

    async def fall_behind(self, letter_id: int, behind: bool) -> None:
        """Whether the letter's card at the desk shows something else than it should."""
        await QUERIES.fall_behind(self._connection, behind=int(behind), letter_id=letter_id)

    async def for_new_desk(self, guild_id: int) -> list[int]:
        """The letters whose cards a new desk needs, in the order of their numbers."""
        return [row["id"] for row in await _all(QUERIES.for_new_desk(self._connection, guild_id=guild_id))]

    async def behind(self, guild_id: int) -> list[int]:
        """The letters whose card at the desk could not be brought up to date."""
        return [row["id"] for row in await _all(QUERIES.behind(self._connection, guild_id=guild_id))]

    async def reported(self, guild_id: int) -> list[int]:
        """The letters with reports that nobody has settled."""
        return [row["id"] for row in await _all(QUERIES.reported(self._connection, guild_id=guild_id))]

    # forgetting

    async def expired(self, now: int, limit: int) -> list[Letter]:
        """Letters, in public or removed, whose time is over and that still know somebody."""
        return [self._letter(row) for row in await _all(QUERIES.expired(self._connection, now=now, limit=limit))]

    async def left_over(self, before: int, limit: int) -> list[Letter]:
        """Letters rejected or withdrawn before that moment that still say something."""
        rows = await _all(QUERIES.left_over(self._connection, before=before, limit=limit))
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

    async def forget_readers(self, letter_id: int) -> None:
        """Nothing of a letter leads to those who responded to it or reported it; what they said stays."""
        await QUERIES.forget_responders(self._connection, letter_id=letter_id)
        await QUERIES.forget_owners(self._connection, letter_id=letter_id)
        await self._change_reporters(await _all(QUERIES.reporters(self._connection, letter_id=letter_id)))

    async def empty(self, letter_id: int) -> None:
        """Nothing is left of what was said in a letter, to it and about it."""
        for drop in (
            QUERIES.drop_title,
            QUERIES.drop_parts,
            QUERIES.drop_all_pictures,
            QUERIES.drop_responses,
            QUERIES.drop_pen_names,
            QUERIES.drop_reasons,
            QUERIES.clear_reports,
        ):
            await drop(self._connection, letter_id=letter_id)

    async def responses_by(self, responder: Tag) -> list[Response]:
        rows = await _all(QUERIES.responses_by(self._connection, responder_tag=responder))
        return [self._response(row) for row in rows]

    async def forget_response(self, response: Response) -> None:
        """Nobody is known as its writer any more; it says what it says now."""
        await QUERIES.forget_response(
            self._connection,
            response_id=response.id,
            name=self._seal(response.name, "name", response.letter_id),
            text=self._seal(response.text, "response", response.letter_id),
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
        """How many reports of somebody's wait for the desk."""
        return len(await _all(QUERIES.reports_by(self._connection, reporter_tag=reporter)))

    async def forget_reporter(self, reporter: Tag) -> None:
        """Somebody's reports are nobody's; the desk keeps what they say."""
        await self._change_reporters(await _all(QUERIES.reports_by(self._connection, reporter_tag=reporter)))

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
        notes = await _all(QUERIES.notes(self._connection))
        return [row["id"] for row in notes if row["person_tag"] == self._note_tag(person, row["nonce"])]

    def _note_tag(self, person: Person, nonce: str) -> Tag:
        """Another one for each message: it belongs to no server, and one that came back would lead from what somebody
        did in one server to what they did in another."""
        return self._vault.tag("note", 0, person.id.to_bytes(8) + nonce.encode())

    # remarks

    async def remark(self, name: str) -> bytes | None:
        return await QUERIES.remark(self._connection, name=name)

    async def set_remark(self, name: str, value: bytes) -> None:
        await QUERIES.set_remark(self._connection, name=name, value=value)

    # rows into values

    def _seal(self, text: str, what: str, letter_id: int) -> Sealed:
        return self._vault.seal(text.encode(), f"{what}:{letter_id}")

    def _open(self, sealed: bytes, what: str, letter_id: int) -> str:
        return self._vault.open(sealed, f"{what}:{letter_id}").decode()

    def _maybe_letter(self, row: Row | None) -> Letter | None:
        return None if row is None else self._letter(row)

    def _maybe_notice(self, row: Row | None) -> Notice | None:
        return None if row is None else self._notice(row)

    def _letter(self, row: Row) -> Letter:
        title = row["sealed_title"]
        return Letter(
            id=row["id"],
            state=State(row["state"]),
            author=row["sealed_author"],
            author_tag=row["author_tag"],
            letterbox_id=row["letterbox_id"],
            guild_id=row["guild_id"],
            number=row["number"],
            title=None if title is None else self._open(title, "title", row["id"]),
            category=row["category"],
            rating=Rating(row["rating"]),
            turn=row["turn"],
            submitted_at=row["submitted_at"],
            published_at=row["published_at"],
            channel_id=row["channel_id"],
            message_id=row["message_id"],
            thread_id=row["thread_id"],
            card=row["sealed_card"],
            desk_message_id=row["desk_message_id"],
            report_message_id=row["report_message_id"],
            muted=bool(row["muted"]),
            unreachable=bool(row["unreachable"]),
            trouble=row["trouble"],
        )

    def _response(self, row: Row) -> Response:
        letter_id = row["letter_id"]
        return Response(
            id=row["id"],
            letter_id=letter_id,
            number=row["number"],
            kind=ResponseKind(row["kind"]),
            name=self._open(row["sealed_name"], "name", letter_id),
            text=self._open(row["sealed_text"], "response", letter_id),
            message_id=row["message_id"],
            notice_id=row["notice_id"],
            deleted=bool(row["deleted"]),
            forgotten=row["responder_tag"] is None,
        )

    def _notice(self, row: Row) -> Notice:
        letter_id = row["letter_id"]
        return Notice(
            id=row["id"],
            letter_id=letter_id,
            kind=NoticeKind(row["kind"]),
            text=self._open(row["sealed_text"], "notice", letter_id),
            place=row["sealed_place"],
            sent_at=row["sent_at"],
        )

    def _delivery(self, row: Row) -> Delivery:
        sealed, turn, restored = row["sealed_payload"], row["letter_turn"], row["restored_turn"]
        return Delivery(
            id=row["id"],
            lane=row["lane"],
            kind=Kind(row["kind"]),
            letter_id=row["letter_id"],
            subject_id=row["subject_id"],
            payload=None if sealed is None else self._vault.open(sealed, f"delivery:{row['nonce']}"),
            nonce=row["nonce"],
            attempts=row["attempts"],
            created_at=row["created_at"],
            number=row["letter_number"],
            in_doubt=None not in (turn, restored) and turn <= int(restored),
        )


def letterbox_of_row(row: Row) -> Letterbox:
    """A letterbox as it stands in its table."""
    return Letterbox(
        id=row["id"],
        guild_id=row["guild_id"],
        letters_id=row["letters_id"],
        desk_id=row["desk_id"],
        mature_id=row["mature_id"],
        open=bool(row["open"]),
        categories=tuple(json.loads(row["categories"])),
        limits=Limits(
            waiting=row["waiting_limit"],
            daily=row["daily_limit"],
            responses=row["response_limit"],
            account_days=row["account_days"],
            member_hours=row["member_hours"],
        ),
        refused=tuple(json.loads(row["refused_words"])),
        flagged=tuple(json.loads(row["flagged_words"])),
        links=row["link_rule"],
        keep_days=row["keep_days"],
        collection=row["collection"],
        notice_delay=row["notice_delay"],
    )


def _list(entries: Sequence[str]) -> str:
    return json.dumps(list(entries), ensure_ascii=False)


def _found(row: Row | None, sentence: str) -> Row:
    if row is None:
        raise NotFound(sentence)
    return row
