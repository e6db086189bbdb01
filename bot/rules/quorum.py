"""Where several moderators decide: when what they have said of a letter is enough."""

from __future__ import annotations

from collections.abc import Sequence

from bot.letter import Voice


def with_own(voices: Sequence[Voice], own: Voice) -> list[Voice]:
    """Returns what was said, with one moderator's voice in place of what they said before."""
    return [*(voice for voice in voices if voice.moderator != own.moderator), own]


def last_of_each(voices: Sequence[Voice]) -> list[Voice]:
    """Returns the last voice of each moderator, oldest first."""
    found: list[Voice] = []
    for voice in voices:
        found = with_own(found, voice)
    return found


def enough(voices: Sequence[Voice], quorum: int) -> bool:
    """Returns whether the last of these voices, one of each moderator, decides about the letter.

    As many approvals as the `quorum` do, and as many rejections. One rejection does where nobody else approves.
    """
    *others, own = voices
    agree = sum(voice.for_it is own.for_it for voice in voices)
    return agree >= quorum or not (own.for_it or any(voice.for_it for voice in others))
