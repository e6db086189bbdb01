"""The archive: authors say whether their letters may stand on its page, members whether their names may.

A letter may only if its author knew when it was sent: they changed the draft while its letterbox had an archive, so
that its card said so, and did not keep it out. Of a letter that was sent before, its author alone can say so later.
Who already stands there is changed by the page's next run; `bot.archive` reads what may be shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot import words
from bot.errors import Refusal, WrongState
from bot.letter import EDITABLE, OVER, Archive, Letter, Letterbox, Person, Response, ResponseKind, State
from bot.life import drafts
from bot.life.office import Office, own_letter
from bot.store.tx import Tx


async def let_in(office: Office, person: Person, letter_id: int, *, out: bool) -> Letter:
    """Let a letter into its letterbox's archive or, with `out`, keep it out. Returns the letter.

    Raises NotYours, NotFound, and WrongState where the letterbox has none or the letter will never be public.
    """
    async with office.transaction() as tx:
        letter = await own_letter(office, tx, letter_id, person)
        letterbox = await archive_of(tx, letter)
        if letterbox is None or letter.revises is not None or letter.state in OVER | {State.MERGED}:
            raise WrongState(words.archive.NONE)
        if letter.state in EDITABLE:
            letter = await drafts.own_draft_taken_up(office, tx, letter_id, person)
        await tx.set_archive(letter_id, Archive.OUT if out else Archive.TOLD)
        if letter.state in EDITABLE:
            await drafts.changed(office, tx, letter)
        return await tx.letter(letter_id)


async def name(office: Office, person: Person, guild_id: int, *, shown: bool) -> None:
    """Say whether replies that this person gives in their own name stand in the archives of a server under it.

    Raises Refusal where no archive there shows names; taking it back is always possible.
    """
    async with office.transaction() as tx:
        there = await tx.letterboxes_of(guild_id)
        if shown and not any(each.archive and each.archive_names for each in there):
            raise Refusal(words.archive.NO_NAMES)
        mark = office.responder_tag(person, guild_id)
        await tx.drop_archive_names(guild_id, {mark})
        if shown:
            await tx.add_archive_name(guild_id, mark)


async def stood(office: Office, letter: Letter) -> bool:
    """Return whether a letter may have stood in an archive's page until now."""
    async with office.store.reading() as tx:
        known = letter.published_at is not None and letter.archive is Archive.TOLD
        return known and await archive_of(tx, letter) is not None


async def names_any(tx: Tx, responses: Iterable[Response]) -> bool:
    """Return whether one of these was given in its writer's own name under a letter that may stand in an archive."""
    for response in responses:
        if response.kind is ResponseKind.OPEN and not response.gone:
            letter = await tx.letter(response.letter_id)
            if letter.archive is Archive.TOLD and await archive_of(tx, letter) is not None:
                return True
    return False


async def archive_of(tx: Tx, letter: Letter) -> Letterbox | None:
    """Return the letterbox of a letter, if it has an archive."""
    letterbox = await tx.letterbox_of(letter)
    return letterbox if letterbox is not None and letterbox.archive else None
