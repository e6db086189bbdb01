"""What moderators read about blocks in a list of them."""

from __future__ import annotations

from bot.language import Sentence

BLOCKS_NONE = Sentence("Nobody is blocked in this server.")
BLOCKS_TITLE = Sentence(
    "{count} block in force. Nobody learns whom it is for.", "{count} blocks in force. Nobody learns whom they are for."
)
BLOCK_LINE = Sentence("The writer of {what}, {until}, by {who}")
BLOCK_LINE_WHY = Sentence("The writer of {what}, {until}, by {who}: {reason}")
UNBLOCK, UNBLOCK_LETTER, UNBLOCK_RESPONSE = (
    Sentence("Unblock"),
    Sentence("Unblock letter {number}"),
    Sentence("Unblock response {response} to letter {number}"),
)


def unblock(number: int, response: int, *, alone: bool) -> Sentence:
    """Returns the label of the button that lifts a block, which says what it was set on unless it stands `alone`."""
    if alone and not response:
        return UNBLOCK
    sentence = UNBLOCK_RESPONSE if response else UNBLOCK_LETTER
    return sentence.fill(number=number, response=response)
