"""What moderators said of a letter: whether they are for it, and what they noted."""

from __future__ import annotations

from bot.letter import Letter, Note, Verb, Voice
from bot.rules import quorum
from bot.sealing import names
from bot.sealing.seal import Seal
from bot.store.tx import Tx

#: Notes on a card: the last ones.
NOTES_SHOWN = 3


def decided_by(seal: Seal, letter_id: int, moderator: bytes | None) -> int | None:
    """Return the account of the moderator who decided; None when the author did, or nobody. Raises SealError."""
    return None if moderator is None else int.from_bytes(seal.open(moderator, names.moderator_of(letter_id)))


async def quorum_of(tx: Tx, letter: Letter) -> int:
    """Return how many moderators must approve a letter."""
    assert letter.letterbox_id is not None  # it was sent
    return (await tx.letterbox(letter.letterbox_id)).quorum


async def voices(tx: Tx, seal: Seal, letter: Letter) -> list[Voice]:
    """Return what each moderator said last of a letter, since it came back to the desk. Raises SealError."""
    said = [(each, decided_by(seal, letter.id, each.moderator)) for each in await tx.voices(letter.id)]
    return quorum.last_of_each(
        [
            Voice(moderator, each.verb is not Verb.OBJECT, each.reason)
            for each, moderator in said
            if moderator is not None
        ]
    )


async def notes(tx: Tx, seal: Seal, letter: Letter) -> list[Note]:
    """Return the last notes about a letter, oldest first. Raises SealError."""
    found = await tx.notes(letter.id, NOTES_SHOWN)
    return [Note(decided_by(seal, letter.id, each.moderator), each.reason or "", each.at) for each in found]
