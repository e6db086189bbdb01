"""What moderators see of the blocks in their server: what each was set on, and nothing about whom it is for."""

from __future__ import annotations

from collections.abc import Sequence

from bot import words
from bot.language import Excerpt, Joined, Said, lines
from bot.letter import Block, BlockSheet, Letter
from cogs._cards import PAPER, REASON_SHOWN, Button, Card, Embed, button, item, page_turns

BLOCKS_PAGE = 5  #: blocks on one page of the list: a row of buttons
ON_CARD = 4  #: blocks that can be lifted on a review card; the others are in the list


def blocks_card(found: Sequence[BlockSheet], count: int, page: int) -> Card:
    """Returns one page (from 0) of a server's blocks, each with the button that lifts it; `count` is how many there
    are."""
    if not count:
        return Card(words.blocks.BLOCKS_NONE, items=[])
    lifts = [
        button(
            words.blocks.unblock(each.letter.number or 0, each.block.response, alone=False),
            "lift",
            each.letter.id,
            also=[each.block.response, page],
        )
        for each in found
    ]
    turns = page_turns("blocks", page, count, BLOCKS_PAGE)
    title = words.blocks.BLOCKS_TITLE.format(count=count)
    embed = Embed(title, lines(map(_line, found)), turns.footer if turns else None, PAPER)
    return Card(embeds=[embed], items=[*lifts, *(turns.items if turns else ())])


def _line(sheet: BlockSheet) -> Said:
    letter, block = sheet.letter, sheet.block
    sentence = words.blocks.BLOCK_LINE if block.reason is None else words.blocks.BLOCK_LINE_WHY
    said: Said = sentence.fill(
        what=words.desk.writer_of(letter.number or 0, block.response),
        until=words.desk.until(block.until),
        who=f"<@{sheet.moderator}>",
        reason=Excerpt(block.reason or "", most=REASON_SHOWN),
    )
    if letter.desk_message_id is None:
        return item(said)
    url = words.author.message_url(letter.guild_id, sheet.desk_id, letter.desk_message_id)
    return Joined((item(said), words.desk.QUEUE_LINK.format(url=url)), words.reader.SEPARATOR)


def lifting(letter: Letter, blocks: Sequence[Block]) -> Sequence[Button]:
    """Returns the buttons that lift the blocks set on a letter and on the responses to it."""
    return [
        button(
            words.blocks.unblock(letter.number or 0, block.response, alone=True),
            "unblock",
            letter.id,
            also=[block.response],
        )
        for block in blocks[:ON_CARD]
    ]
