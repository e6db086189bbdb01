"""Where a direct message goes: the first of these that holds.

1. It replies to a notice of a published letter, or to an answer: it is an answer to that letter (`answering`).
2. It replies to a draft's card, to a message of that draft, or to the notice that it came back: it goes there. A reply
   to anything else about a letter, and what follows an answer within the minute, begins a draft.
3. It only says hello, and nothing of the current draft was written here: it is answered with help.
4. It goes into the current draft: the one that its writer last did something with, here or by form, within the hour. A
   card that comes by itself (a letter is sent back) makes its draft current where there is none.
5. It begins a new draft, whose card offers to add it to the one before.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import NotFound
from bot.letter import EDITABLE, Letter, Membership, Person, State
from bot.life import inbox, outbox, sheets
from bot.life.inbox import Inbox
from bot.life.office import Office
from bot.store.tx import Tx

#: Seconds after which a draft has rested.
REST = 3600
#: Seconds within which a message may belong to the answer before it, which people write in several messages.
BURST = 60


async def draft_for(
    office: Office, tx: Tx, known: Inbox | None, sent_at: int, memberships: Sequence[Membership], card_of: int | None
) -> Letter | None:
    """Return the draft that a message takes its place in, or None when it begins a new one.

    `sent_at` is when the message was sent, in Unix seconds; `card_of` is the draft whose card it replies to.
    """
    if known is None:
        return None
    if card_of is not None:
        return await _open(office, tx, card_of, known.person)
    if await _follows_an_answer(office, tx, known, sent_at):
        return None
    return await _current_in(office, tx, known, known.person, sent_at, memberships)


async def _follows_an_answer(office: Office, tx: Tx, known: Inbox, sent_at: int) -> bool:
    last = known.previous or known.message
    return sent_at - inbox.second_of(last) <= BURST and await tx.response_from(office.message_tag(last)) is not None


async def to_go_on_with(office: Office, tx: Tx, person: Person, memberships: Sequence[Membership]) -> Letter | None:
    """Return the draft for one of these letterboxes that `/letter write` opens; None when it begins a new one."""
    known = await inbox.find(office, tx, person)
    return await _current_in(office, tx, known, person, office.now, memberships)


async def _current_in(
    office: Office, tx: Tx, known: Inbox | None, person: Person, at: int, memberships: Sequence[Membership]
) -> Letter | None:
    """Return somebody's current draft if it is for one of these servers, or for none yet."""
    if known is None or not known.draft:  # somebody who never wrote here may have begun some with the form
        drafts = await open_drafts(office, tx, person)
    else:
        drafts = [draft] if (draft := await current(office, tx, known, at)) else []
    within = [draft for draft in drafts if draft.guild_id in (None, *sheets.guilds_of(memberships))]
    return within[-1] if within else None


async def open_drafts(office: Office, tx: Tx, person: Person) -> list[Letter]:
    """Return somebody's drafts and returned letters, in every server, oldest first."""
    return await tx.drafts_by(office.drafts_tag(person), office.whose)


async def current(office: Office, tx: Tx, known: Inbox, at: int) -> Letter | None:
    """Return the open draft that somebody did something with within an hour of `at` (Unix seconds); None when there is
    none."""
    return None if abs(at - known.draft_at) > REST else await _open(office, tx, known.draft, known.person)


async def take_up(office: Office, tx: Tx, person: Person, draft: Letter) -> None:
    """Somebody did something with a draft: it is their current one. Nothing is noted of who never wrote here."""
    await inbox.write_on(office, tx, await inbox.find(office, tx, person), draft.id, office.now)


async def keep_below(office: Office, tx: Tx, person: Person) -> None:
    """Bring the card of somebody's current draft below what they wrote that did not go into it."""
    known = await inbox.find(office, tx, person)
    draft = None if known is None else await current(office, tx, known, office.now)
    if draft is not None:
        await outbox.send_draft_card(tx, draft, now=office.now)


async def rested(office: Office, tx: Tx, known: Inbox) -> int:
    """Return the id of the draft that a new one may belong to: the last written on, else the newest; 0 for none."""
    ids = [draft.id for draft in await open_drafts(office, tx, known.person)]
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
