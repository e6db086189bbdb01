"""Blocks: nothing more without a name from one writer, whoever that is."""

from __future__ import annotations

from bot import words
from bot.errors import NotFound, Refusal
from bot.letter import NOBODY, Kind, Letter, ResponseKind, Tag
from bot.life import outbox
from bot.life.office import Office
from bot.rules import settings
from bot.store.tx import Tx


async def block(
    office: Office, letter_id: int, response: int, moderator: int, days: int | None, reason: str | None
) -> int | None:
    """Take nothing more without a name from the writer of a letter, or (not 0) of a response to it; gives the end.

    Whatever other blocks there are, of the same person or not, this does the same and says the same; and so it does
    where the writer is forgotten, or letters whose writers are forgotten at once would be known as one person's.
    Raises Refusal.
    """
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        writer = await _writer(office, tx, letter, response)
        until = settings.block_end(office.now, days)
        sealed = office.seal_moderator(letter, moderator)
        await tx.block(letter, response, writer, until, reason, sealed, office.now)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return until


async def _writer(office: Office, tx: Tx, letter: Letter, response: int) -> Tag:
    """The mark of who wrote a letter or a response to it: nobody's when they are forgotten. Raises Refusal."""
    if not response:
        writer = office.writer(letter)
        return NOBODY if writer is None else office.author_tag(writer, letter.guild_id)
    found = await tx.response_numbered(letter.id, response)
    if found is None:
        raise NotFound(words.desk.NO_SUCH_RESPONSE.format(number=letter.number, response=response))
    if found.kind is ResponseKind.OPEN:
        raise Refusal(words.desk.BLOCK_OF_OPEN.format(response=response))
    return found.mark


async def unblock(office: Office, letter_id: int, response: int) -> None:
    """Lift the block set on a letter or a response; others stay, of the same person or not. Raises NotFound."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if not await tx.unblock(letter_id, response, office.now):
            raise NotFound(words.desk.NOT_BLOCKED.format(what=words.desk.writer_of(letter.number or 0, response)))
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
