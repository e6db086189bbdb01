"""Related: each public letter links to the one most like it, as a page of an archive does.

Which one is asked when a letter is published, and again whenever its message is edited anyway; the message and the
record of it are of one moment. Where the letter that others link to goes out of sight, gets another title or loses its
thread, their messages are edited for it.

A letter links only to one that its own readers can read: of its letterbox and rating, and in its channel.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace

from bot.errors import NotFound, SealError
from bot.letter import Kind, Letter, Letterbox, PublicSheet, State
from bot.life import outbox
from bot.life.office import Office
from bot.rules import pages
from bot.search.shelves import Found
from bot.store.tx import Tx

log = logging.getLogger(__name__)
#: Letters that may link to the same one: so many messages are edited when it goes out of sight.
MOST_LINKS = 20


async def with_related(
    office: Office, letterbox: Letterbox, sheet: PublicSheet, channel_id: int | None, *, anew: bool = True
) -> PublicSheet:
    """Return a letter as readers will see it in a channel, with the letter most like it that it may link to.

    The one that it links to now stays where not all letters could be looked through; unless it is to be chosen `anew`,
    no other is taken. Raises StoreFailed.
    """
    letter, now = sheet.letter, sheet.letter.related_id
    found = await _like(office, letterbox, sheet) if anew else Found([], whole=False, letters=0)
    ids = [hit.id for hit in found.hits]
    if now is not None and not found.whole:
        ids.insert(0, now)
    if not ids:
        return replace(sheet, related=None)
    async with office.store.reading() as tx:
        for letter_id in ids:
            with suppress(NotFound, SealError):  # a damaged one is in nobody's way
                other = await tx.letter(letter_id)
                linked = letter_id == now or len(await tx.linked_to(letter_id)) < MOST_LINKS
                if linked and _may_link(letter, other, channel_id):
                    return replace(sheet, related=other)
    return replace(sheet, related=None)


async def _like(office: Office, letterbox: Letterbox, sheet: PublicSheet) -> Found:
    letter, text = sheet.letter, pages.join(sheet.pages)
    try:
        await office.shelves.true_again()  # or the one that it links to may be missing only while it is read again
        return await office.shelves.most_like(letterbox, letter.title or "", text, letter.rating, but=letter.id)
    except Exception:  # a letter is published whether or not others can be searched
        log.exception("letters like letter %d of a server cannot be looked for", letter.number or 0)
        return Found([], whole=False, letters=0)


def _may_link(letter: Letter, other: Letter, channel_id: int | None) -> bool:
    """Return whether everybody who reads the one in that channel can read the other where it stands."""
    there = other.state is State.PUBLISHED and other.channel_id == channel_id and other.id != letter.id
    return there and (other.letterbox_id, other.rating) == (letter.letterbox_id, letter.rating)


async def record(office: Office, tx: Tx, sheet: PublicSheet, *, anew: bool = False) -> None:
    """Note which letter a letter's message links to now; nothing of one that went out of sight meanwhile.

    The message is edited once more (`anew`) if an earlier attempt may have linked it to another letter, or if that one
    went out of sight meanwhile, is called otherwise or stands elsewhere.
    """
    letter, related = await tx.letter(sheet.letter.id), sheet.related
    if letter.state is not State.PUBLISHED:
        return
    now = None if related is None else await tx.letter(related.id)
    there = now if now is not None and now.state is State.PUBLISHED else None
    if (there and there.id) != letter.related_id:
        await tx.relate(letter.id, there and there.id)
    if anew or _shown(there) != _shown(related):
        await outbox.send(tx, Kind.REFRESH, letter.id, subject_id=letter.id, now=office.now)


def _shown(letter: Letter | None) -> tuple[str | None, int | None] | None:
    return None if letter is None else (letter.title, letter.message_id)


async def changed(office: Office, tx: Tx, letter: Letter) -> None:
    """A public letter is called otherwise, or found elsewhere: so it is where others link to it."""
    for other_id in await tx.linked_to(letter.id):
        await outbox.send(tx, Kind.REFRESH, other_id, subject_id=other_id, now=office.now)
