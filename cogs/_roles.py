"""What should be known of how a letterbox is run, and of the roles that it names."""

from __future__ import annotations

from collections.abc import Iterable

from bot import words
from bot.language import Said
from bot.letter import Letterbox


def advice(letterbox: Letterbox) -> Iterable[Said]:
    """Yields what works as it is, but may not be intended."""
    if letterbox.unread and not letterbox.collection:
        yield words.letterbox.unread_advice(letterbox)
