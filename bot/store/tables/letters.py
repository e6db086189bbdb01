"""Letters: their states, where they are, whose they are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection

from bot import words
from bot.letter import Letter, Letterbox, Mine, Replies, Sealed, State
from bot.store.tables.drafts import DraftTable
from bot.store.tables.rows import QUERIES, TURN, Row, chosen, every, found, whole

#: No id and no number is greater.
LAST = 2**63 - 1


class LetterTable(DraftTable):
    """Letters: their states, where they are, whose they are."""

    async def add_letter(
        self, letter_id: int, author: Sealed, letterbox: Letterbox | None, until: int | None = None
    ) -> Letter:
        """Add an empty draft, kept until then (a midnight, Unix seconds); its turn comes after those of all letters."""
        row = await QUERIES.add_letter(
            self._connection,
            letter_id=letter_id,
            author=author,
            letterbox_id=letterbox and letterbox.id,
            guild_id=letterbox and letterbox.guild_id,
            until=until,
        )
        self._wrote(row)
        self._unsettle(letter_id)
        self._connection.remember(QUERIES.contents.sql, {"letter_id": letter_id})
        return self._letter(row)

    async def letter(self, letter_id: int) -> Letter:
        """Return a letter by its id. Raises NotFound."""
        return self._letter(
            found(await QUERIES.letter(self._connection, letter_id=letter_id), words.trouble.LETTER_GONE)
        )

    async def letter_numbered(self, guild_id: int, number: int) -> Letter:
        """Return the letter with this number in a server. Raises NotFound."""
        row = await QUERIES.letter_numbered(self._connection, guild_id=guild_id, number=number)
        return self._letter(found(row, words.trouble.NO_SUCH_NUMBER.format(number=number)))

    async def newest_letters(self, guild_id: int, limit: int) -> list[Letter]:
        """Return up to `limit` letters that have reached a server's desk, the highest number first; no damaged ones."""
        rows = await every(QUERIES.newest_letters(self._connection, guild_id=guild_id, limit=limit))
        return whole(rows, self._letter)

    async def letters_numbered(self, guild_id: int, number: int) -> list[Letter]:
        """Return the letter with this number in a server, if there is one and it is not damaged."""
        if number > LAST:
            return []
        row = await QUERIES.letter_numbered(self._connection, guild_id=guild_id, number=number)
        return [] if row is None else whole([row], self._letter)

    async def newest_by(self, mine: Mine, guild_id: int | None, limit: int) -> list[int]:
        """Return the ids of somebody's letters among the newest `limit` of a server (None: of all), the newest
        first."""
        asked = QUERIES.newest_authors if guild_id is None else QUERIES.newest_in
        more = {} if guild_id is None else {"guild_id": guild_id}
        rows = await every(asked(self._connection, limit=limit, **more))
        known = [row for row in rows if row["sealed_author"] is not None]
        return [row["id"] for row in await chosen(known, lambda row: mine(row["id"], row["sealed_author"]))]

    async def letter_in(self, thread_id: int) -> Letter | None:
        """Return the letter whose thread this is, or None."""
        return self._maybe_letter(await QUERIES.letter_in(self._connection, thread_id=thread_id))

    async def letters_by(self, mine: Mine, guild_ids: Collection[int] | None) -> list[Letter]:
        """Return somebody's letters in these servers or for none yet (None: in all).

        Drafts come first, then each server's letters, newest first.
        """
        own = [
            row
            async for page in self._all_authors()
            for row in page
            if _is_in(row, guild_ids) and mine(row["id"], row["sealed_author"])
        ]
        letters = [await QUERIES.letter(self._connection, letter_id=row["id"]) for row in own]
        letters.sort(key=lambda row: (row["number"] is None, row["number"] or 0, row["turn"]), reverse=True)
        return [self._letter(row) for row in letters]

    async def authors(self, after: int, limit: int) -> list[Row]:
        """Return `id`, `guild_id` and `sealed_author` of letters whose author is known, from the one after this id on,
        in the order of their ids."""
        return await every(QUERIES.authors(self._connection, after=after, limit=limit))

    async def _all_authors(self) -> AsyncGenerator[list[Row]]:
        """Yield them all, in pages. Other tasks get their turn after each."""
        after = -1
        while rows := await self.authors(after, TURN):
            yield rows
            await asyncio.sleep(0)
            after = rows[-1]["id"]

    async def sent_to(self, letterbox_id: int, mine: Mine, but: int, since: int) -> tuple[int, list[int]]:
        """Return how many of somebody's letters wait in a letterbox, and when those after `since` were sent.

        The newest comes first. Times are Unix seconds. The letter with the id `but` is left out.
        """
        rows = await every(QUERIES.sent_to(self._connection, letterbox_id=letterbox_id, letter_id=but, since=since))
        own = await chosen(rows, lambda row: mine(row["id"], row["sealed_author"]))
        waiting = sum(row["state"] in (State.POSTED, State.HELD) for row in own)
        return waiting, [row["submitted_at"] for row in own if row["submitted_at"] > since]

    async def overdue(self, letterbox: Letterbox, until: int) -> list[int]:
        """Return the ids of the letters that have waited at a letterbox's desk since then (Unix seconds), oldest
        first."""
        found = QUERIES.overdue(self._connection, letterbox_id=letterbox.id, until=until)
        return [row["id"] for row in await every(found)]

    async def collectable(self, now: int) -> list[Letter]:
        """Return the posted letters whose collection is due, the earliest collection first."""
        return [self._letter(row) for row in await every(QUERIES.collectable(self._connection, now=now))]

    async def letters_due(self, now: int) -> bool:
        """Return whether a letter is to be collected, or a discarded draft's minute is over."""
        return bool(await QUERIES.letters_due(self._connection, now=now))

    async def next_number(self, guild_id: int) -> int:
        """Count up, and return the number of the server's next letter."""
        return await QUERIES.next_number(self._connection, guild_id=guild_id)

    async def move(self, letter_id: int, before: State, after: State) -> bool:
        """Change a letter's state if it is still `before`. Returns False when somebody was faster."""
        self._unsettle(letter_id)
        if State.PUBLISHED in (before, after):
            self.restated.add(letter_id)
        return self._wrote(await QUERIES.move(self._connection, letter_id=letter_id, before=before, after=after))

    async def save_draft(self, letter: Letter) -> None:
        """Save what its author chose for a letter: title, category, rating. A letter at the desk stays as it is."""
        self._wrote(await QUERIES.save_draft(self._connection, **self._columns(letter)))

    async def keep_draft(self, letter_id: int, until: int) -> None:
        """Keep a draft until then (a midnight, Unix seconds); a reminder is due again before."""
        self._wrote(await QUERIES.keep_draft(self._connection, letter_id=letter_id, until=until))

    async def lay_aside(self, letter_id: int, until: int) -> None:
        """Discard a draft, which can be had back until then (Unix seconds)."""
        self.outbox_changed = True
        self._unsettle(letter_id)
        await QUERIES.lay_aside(self._connection, letter_id=letter_id, until=until)

    async def have_back(self, letter_id: int) -> None:
        """Make a discarded draft a draft again."""
        self._unsettle(letter_id)
        await QUERIES.have_back(self._connection, letter_id=letter_id)

    async def laid_aside(self, until: int, limit: int) -> list[Letter]:
        """Return up to `limit` discarded drafts that could be had back until then (Unix seconds) at most."""
        rows = await every(QUERIES.laid_aside(self._connection, until=until, limit=limit))
        return [self._letter(row) for row in rows]

    async def drafts_until(self, until: int, limit: int) -> list[Letter]:
        """Return up to `limit` drafts that are kept until then (Unix seconds) at most."""
        rows = await every(QUERIES.drafts_until(self._connection, until=until, limit=limit))
        return [self._letter(row) for row in rows]

    async def drafts_to_remind(self, until: int, limit: int) -> list[Letter]:
        """Return those drafts of `drafts_until` whose writers have not been reminded."""
        rows = await every(QUERIES.drafts_to_remind(self._connection, until=until, limit=limit))
        return [self._letter(row) for row in rows]

    async def remind(self, letter_id: int) -> None:
        """Note that the writer of a draft was reminded of its end, or cannot be."""
        self._wrote(await QUERIES.remind(self._connection, letter_id=letter_id))

    async def address(self, letter_id: int, letterbox: Letterbox) -> None:
        """Address a draft to this letterbox. The log is emptied: it would show to which one it was addressed before."""
        self.must_truncate_wal = True
        self._wrote(
            await QUERIES.address(
                self._connection, letter_id=letter_id, letterbox_id=letterbox.id, guild_id=letterbox.guild_id
            )
        )

    async def know_author(self, letter_id: int, author: Sealed) -> None:
        """Replace the sealed author, whose channel or language is known now; not when they have been forgotten."""
        self._wrote(await QUERIES.know_author(self._connection, letter_id=letter_id, author=author))

    async def set_number(self, letter_id: int, number: int | None, submitted_at: int) -> None:
        """Set a letter's number, and when it was submitted or is collected (Unix seconds)."""
        values = {"letter_id": letter_id, "number": number, "submitted_at": submitted_at}
        row = await QUERIES.set_number(self._connection, **values)
        if self._wrote(row):
            self._due_earlier.add(row["guild_id"] or 0)

    async def set_public_message(
        self, letter_id: int, channel_id: int, message_id: int, thread_id: int | None, now: int
    ) -> None:
        """Record where a letter is published; `now` (Unix seconds) counts for the first time only."""
        self._wrote(
            await QUERIES.set_public_message(
                self._connection,
                letter_id=letter_id,
                channel_id=channel_id,
                message_id=message_id,
                thread_id=thread_id,
                now=now,
            )
        )

    async def set_draft_card(self, letter_id: int, card: Sealed | None) -> None:
        """Record the sealed message id of the draft card (None: it has none), unless the author has been forgotten."""
        self._wrote(await QUERIES.set_draft_card(self._connection, letter_id=letter_id, card=card))

    async def set_desk_card(self, letter_id: int, message_id: int | None) -> None:
        """Record the message id of the review card, which is up to date then; None when it has none.

        The one from before needs nothing more.
        """
        self._wrote(await QUERIES.set_desk_card(self._connection, letter_id=letter_id, message_id=message_id))

    async def hand_in(self, letter: Letter) -> None:
        """Save what its author chose, its number, and when it was submitted, for a letter on its way to the desk.

        Its review card is to be a new message; the one from before points to it then.
        """
        self._wrote(await QUERIES.hand_in(self._connection, **self._columns(letter)))

    async def label(self, letter: Letter) -> None:
        """Save what the desk sets beside a letter's text, and what its author had set; only while it waits."""
        self._wrote(await QUERIES.label(self._connection, **self._columns(letter)))

    async def keep_seen(self, letter_id: int, text: str) -> None:
        """Keep what the desk has read of a letter that it sends back, until it decides again."""
        seen = self._sealed(text, "letter", "seen", letter_id)
        await QUERIES.keep_seen(self._connection, letter_id=letter_id, seen=seen)

    async def seen(self, letter_id: int) -> str | None:
        """Return what the desk read of a letter before it sent that back; None when it did not."""
        sealed = await QUERIES.seen(self._connection, letter_id=letter_id)
        return None if sealed is None else self._opened(sealed, "letter", "seen", letter_id)

    async def set_day(self, letter_id: int, day: int | None) -> None:
        """Record the day on which a letter is to appear, as its midnight (Unix seconds); None: once it is approved."""
        self._wrote(await QUERIES.set_day(self._connection, letter_id=letter_id, day=day))

    async def set_report_card(self, letter_id: int, message_id: int | None) -> None:
        """Record the message id of the report card; None when the next report needs a new one."""
        self._wrote(await QUERIES.set_report_card(self._connection, letter_id=letter_id, message_id=message_id))

    async def mute(self, letter_id: int, muted: bool) -> None:
        """Note whether the author wants no notices of responses."""
        self._wrote(await QUERIES.mute(self._connection, letter_id=letter_id, muted=int(muted)))

    async def set_rhythm(self, letter_id: int, muted: bool, every: int) -> None:
        """Note how often the author hears of responses: never, or once in so many seconds at most."""
        row = await QUERIES.set_rhythm(self._connection, letter_id=letter_id, muted=int(muted), tell_every=every)
        self._wrote(row)

    async def leave(self, letter_id: int, locked: bool, closed: bool) -> None:
        """Record how moderators had set a letter's thread: it is left so when the letter comes back."""
        row = await QUERIES.leave(self._connection, locked=int(locked), closed=int(closed), letter_id=letter_id)
        self._wrote(row)

    async def set_replies(self, letter_id: int, replies: Replies) -> None:
        """Set who may respond to a letter, whatever lock was left on its thread."""
        self._wrote(await QUERIES.set_replies(self._connection, letter_id=letter_id, replies=replies))

    async def trouble(self, letter_id: int, trouble: str | None) -> None:
        """Record what the desk should know about a failed delivery, as a packed sentence; None when all is well."""
        self._wrote(await QUERIES.trouble(self._connection, letter_id=letter_id, trouble=trouble))

    async def begin_revision(self, draft_id: int, number: int) -> None:
        """Make a draft a revision of the published letter with this number."""
        self._wrote(await QUERIES.begin_revision(self._connection, letter_id=draft_id, number=number))

    async def revision_of(self, letter: Letter) -> Letter | None:
        """Return the revision of a letter that is being written (or was discarded a moment ago), waits, or is on its
        way; None where there is none."""
        row = await QUERIES.revision_of(self._connection, guild_id=letter.guild_id, number=letter.number)
        return self._maybe_letter(row)

    async def counted(self, letter_id: int, at: int) -> None:
        """Note that a letter's message shows how many responses there are (Unix seconds)."""
        self._wrote(await QUERIES.counted(self._connection, counted_at=at, letter_id=letter_id))

    async def rewrite(self, letter: Letter) -> None:
        """Save title and content warning of a published letter, and when it was revised."""
        self.restated.add(letter.id)
        self._wrote(await QUERIES.rewrite(self._connection, **self._columns(letter)))

    async def discard(self, letter_id: int) -> None:
        """Delete a letter that nobody but its author has seen; any other stays."""
        self._unsettle(letter_id)
        await QUERIES.discard(self._connection, letter_id=letter_id)


def _is_in(row: Row, guild_ids: Collection[int] | None) -> bool:
    """Return whether a letter belongs to one of these servers (None: to any), or to none yet."""
    return guild_ids is None or row["guild_id"] is None or row["guild_id"] in guild_ids
