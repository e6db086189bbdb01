"""Which draft a direct message goes into.

A message goes into the draft whose card its writer saw last, or replies to. A draft that has rested is not taken for
granted: the message begins a new one, whose card offers to add it to the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import NotFound
from bot.letter import EDITABLE, Letter, Membership, Person, State
from bot.life import inbox, sheets
from bot.life.inbox import Inbox
from bot.life.office import Office
from bot.store.tx import Tx

#: Seconds after which a draft has rested.
REST = 3600


async def draft_for(
    office: Office, tx: Tx, known: Inbox | None, sent_at: int, memberships: Sequence[Membership], card_of: int | None
) -> Letter | None:
    """Return the draft that a message takes its place in, or None when it begins a new one.

    `sent_at` is when the message was sent, in Unix seconds; `card_of` is the draft whose card it replies to.
    """
    if known is None:
        return None
    if card_of is not None and (wanted := await _open(office, tx, card_of, known.person)):
        return wanted
    if not known.draft:  # somebody who never wrote here may have begun one with the form
        return await oldest_open(office, tx, known.person, memberships)
    if sent_at - known.draft_at > REST:
        return None
    draft = await _open(office, tx, known.draft, known.person)
    within = draft is not None and draft.guild_id in (None, *sheets.guilds_of(memberships))
    return draft if within else None


async def oldest_open(office: Office, tx: Tx, person: Person, memberships: Sequence[Membership]) -> Letter | None:
    """Return somebody's oldest open draft in these servers or for none yet; None when there is none."""
    return await tx.oldest_draft(office.mine(person), sheets.guilds_of(memberships))


async def rested(office: Office, tx: Tx, known: Inbox) -> int:
    """Return the id of the draft that a new one may belong to: the last written on, else the newest; 0 for none."""
    ids = [draft.id for draft in await tx.drafts_by(office.mine(known.person))]
    return known.draft if known.draft in ids else ids[-1] if ids else 0


async def offered(office: Office, tx: Tx, draft: Letter, person: Person) -> Letter | None:
    """Return the open draft that the card of this one offers to be added to, with its title as it will be."""
    if draft.state is not State.DRAFT:
        return None
    known = await inbox.find(office, tx, person)
    if known is None or known.draft != draft.id or not known.rested:
        return None
    return await _open(office, tx, known.rested, person)


async def _open(office: Office, tx: Tx, letter_id: int, person: Person) -> Letter | None:
    try:
        draft = await tx.letter(letter_id)
    except NotFound:
        return None
    if draft.state not in EDITABLE or draft.discarded or draft.author is None:
        return None
    return draft if office.mine(person)(draft.id, draft.author) else None  # a damaged one is nobody's
