"""Blocks: one writer, whoever that is, may write nothing anonymous in a server for a while."""

from __future__ import annotations

from collections.abc import Collection

from bot import words
from bot.errors import NotFound, Refusal
from bot.letter import NOBODY, Block, BlockSheet, Kind, Letter, ResponseKind, Tag, Verb
from bot.life import finding, outbox, sheets
from bot.life.office import Office
from bot.rules import settings
from bot.store.tx import Tx


async def block(
    office: Office, letter_id: int, response: int, moderator: int, days: int | None, reason: str | None
) -> int | None:
    """Block the writer of a letter, or of a response to it. Returns when the block ends (Unix seconds), or None.

    `response` is the response's number, 0 for the letter itself; `days` is None for a block without end. Whatever other
    blocks there are, of the same person or not, this does the same and says the same. It also does where the writer is
    forgotten: otherwise letters whose writers were forgotten at the same moment would be known as one person's. Raises
    NotFound, and Refusal for a response in somebody's own name.
    """
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        writer = await _writer(office, tx, letter, response)
        until = settings.block_end(office.now, days)
        sealed = office.seal_moderator(letter, moderator)
        await tx.block(letter, response, writer, until, reason, sealed, office.now)
        await tx.decide(letter_id, Verb.BLOCK, sealed, reason, office.now, response)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return until


async def _writer(office: Office, tx: Tx, letter: Letter, response: int) -> Tag:
    """Return the mark of who wrote a letter or a response to it.

    That is `NOBODY` when they are forgotten. Raises NotFound, and Refusal for a response in somebody's own name.
    """
    if not response:
        writer = office.writer(letter)
        return NOBODY if writer is None else office.author_tag(writer, letter.guild_id)
    found = await tx.response_numbered(letter.id, response)
    if found is None:
        raise NotFound(words.desk.NO_SUCH_RESPONSE.format(number=letter.number, response=response))
    if found.kind is ResponseKind.OPEN:
        raise Refusal(words.desk.BLOCK_OF_OPEN.format(response=response))
    return found.mark


async def unblock(office: Office, letter_id: int, response: int, moderator: int) -> None:
    """Lift the block that was set on a letter or (not 0) on a response to it. Raises NotFound when there is none.

    Other blocks stay, of the same person or not.
    """
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if not await tx.unblock(letter_id, response, office.now):
            raise NotFound(words.desk.NOT_BLOCKED.format(what=words.desk.writer_of(letter.number or 0, response)))
        sealed = office.seal_moderator(letter, moderator)
        await tx.decide(letter_id, Verb.UNBLOCK, sealed, None, office.now, response)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)


async def listed(
    office: Office, guild_id: int, letterbox_ids: Collection[int], page: int, size: int
) -> tuple[list[BlockSheet], int]:
    """Return one page (from 0) of the blocks in force that were set in these letterboxes of a server, and how many
    there are; the newest letter first.

    They tell what each was set on and by whom, and nothing of whom it is for: two of one person look like any two.
    """
    async with office.store.reading() as tx:
        everywhere = await tx.blocked_letters(guild_id, office.now)
        found = [(letter, block) for letter, block in everywhere if letter.letterbox_id in letterbox_ids]
        page = finding.page_of(page, len(found), size)
        shown = found[page * size : (page + 1) * size]
        return [await _sheet(office, tx, letter, block) for letter, block in shown], len(found)


async def _sheet(office: Office, tx: Tx, letter: Letter, block: Block) -> BlockSheet:
    assert letter.letterbox_id is not None  # it was sent
    moderator = sheets.decided_by(office.seal, letter.id, block.moderator)
    return BlockSheet(letter, block, moderator, (await tx.letterbox(letter.letterbox_id)).desk_id)
