"""Notes: what moderators tell each other about a letter, which its author never reads; and the reasons they save."""

from __future__ import annotations

from dataclasses import replace

from bot import words
from bot.errors import Refusal
from bot.letter import Kind, Letter, Letterbox, Verb
from bot.life import outbox
from bot.life.office import Office
from bot.rules import entry, reasons


async def note(office: Office, letter_id: int, moderator: int, text: str) -> Letter:
    """Put a note on a letter's card, and on record. Raises NotFound, and Refusal for one that says nothing."""
    if not entry.says_something(text):
        raise Refusal(words.notes.EMPTY)
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        sealed = office.seal_moderator(letter, moderator)
        await tx.decide(letter_id, Verb.NOTE, sealed, text.strip(), office.now)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return letter


async def keep_reasons(office: Office, letterbox_id: int, text: str) -> Letterbox:
    """Save a letterbox's reasons, one on a line, in place of those before. Raises NotFound, Refusal."""
    saved = reasons.parsed(text)
    async with office.transaction() as tx:
        return await tx.save_settings(replace(await tx.letterbox(letterbox_id), reasons=saved))
