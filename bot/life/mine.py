"""Mine: what somebody wrote here, letters, drafts and responses, and what has become of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.letter import EDITABLE, Letter, Person, Response, State, Verb
from bot.life import archiving, changing, inbox, listening, memory, notices, sheets
from bot.life.finding import page_of
from bot.life.office import Office, own_letter
from bot.store.tx import Tx

#: States that moderators give a reason for, and the decision that has it.
REASONS = {State.RETURNED: Verb.SEND_BACK, State.REJECTED: Verb.REJECT, State.REMOVED: Verb.REMOVE}


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter of somebody's, or a response that they gave without their name."""

    letter: Letter  #: with the title that it will be published under
    response: Response | None = None  #: theirs; None: the letter is
    responses: int = 0  #: how many there are to their letter
    reason: str | None = None  #: why their letter came back, was rejected or removed
    hears: bool = False  #: whether they are told of what is said in the thread of the letter that they replied to
    archived: bool = False  #: whether the letterbox of their letter has an archive
    until: int | None = None  #: Unix seconds: until when the letter is known to be theirs


async def page(
    office: Office, person: Person, guild_ids: Collection[int] | None, page: int, size: int
) -> tuple[list[Entry], int]:
    """Return one page (from 0) of what this person wrote in these servers (None: in all, also in those that they left),
    and how much that is.

    Drafts come first, then the newest letter first in each server, then what they can change or take back of their
    responses. Of what they could not be told of before they are told again.
    """
    async with office.transaction() as tx:
        letters = [each for each in await tx.letters_by(office.mine(person), guild_ids) if _is_shown(each)]
        letters.sort(key=lambda each: each.guild_id or 0)
        given = await changing.mine(office, tx, person, guild_ids)
        found: Sequence[Letter | Response] = [*letters, *given]
        page = page_of(page, len(found), size)
        if (known := await inbox.find(office, tx, person)) is not None:
            await notices.tell_again(office, tx, known)
        return [await _entry(tx, each) for each in found[page * size : (page + 1) * size]], len(found)


async def one_letter(office: Office, person: Person, letter_id: int) -> Entry:
    """Return a letter of this person's. Raises NotYours, NotFound."""
    async with office.transaction() as tx:
        letter = await own_letter(office, tx, letter_id, person)
        archived = await archiving.archive_of(tx, letter) is not None
        return replace(await _entry(tx, letter), until=await memory.end_of(tx, letter), archived=archived)


async def one_response(office: Office, person: Person, response_id: int) -> Entry:
    """Return a response of this person's, and the letter it is to. Raises NotYours, NotFound, WrongState."""
    letter, response = await changing.own(office, person, response_id, removed=True)
    async with office.store.reading() as tx:
        hears = await listening.find(office, tx, letter.id, person) is not None
    return Entry(letter, response, hears=hears)


async def _entry(tx: Tx, what: Letter | Response) -> Entry:
    if isinstance(what, Response):
        return Entry(await tx.letter(what.letter_id), what)
    decision = await tx.last_decision(what.id) if what.state in REASONS else None
    reason = decision.reason if decision is not None and decision.verb is REASONS[what.state] else None
    return Entry(await _titled(tx, what), None, await tx.response_count(what.id), reason)


def _is_shown(letter: Letter) -> bool:
    """Return whether a letter is listed: what was discarded is not, nor a revision whose text stands in its letter."""
    return not letter.discarded and letter.state is not State.MERGED


async def _titled(tx: Tx, letter: Letter) -> Letter:
    """Return a letter with its title; a draft may have it in its text, or has its first words instead."""
    if letter.title is not None or letter.state not in EDITABLE:
        return letter
    return replace(letter, title=await sheets.called(tx, letter))
