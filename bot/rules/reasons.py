"""Reasons that moderators have saved: what may be saved, and which one somebody chose."""

from __future__ import annotations

from collections.abc import Sequence

from bot import words
from bot.errors import Refusal
from bot.language import Excerpt
from bot.language.lengths import cut
from bot.rules.entry import MAX_REASON, says_something

#: How many may be saved, and characters of one that are shown where it is chosen: Discord's limits for a list.
MOST, SHOWN = 25, 100


def parsed(text: str) -> tuple[str, ...]:
    """Returns the reasons that a moderator typed, one on a line, each kept once. Raises Refusal."""
    known: dict[str, str] = {}
    for reason in filter(says_something, (" ".join(line.split()) for line in text.splitlines())):
        if len(reason) > MAX_REASON:
            raise Refusal(words.notes.REASON_TOO_LONG.format(entry=Excerpt(reason, most=SHOWN)))
        if known.setdefault(shown(reason), reason) != reason:
            raise Refusal(words.notes.REASONS_ALIKE.format(entry=Excerpt(shown(reason), most=SHOWN)))
    if len(known) > MOST:
        raise Refusal(words.notes.REASONS_TOO_MANY)
    return tuple(known.values())


def shown(reason: str) -> str:
    """Returns as much of a reason as is shown where it is chosen; that also recognises it."""
    return cut(reason, SHOWN)


def meant(said: str, saved: Sequence[str]) -> str:
    """Returns the whole saved reason that is shown as `said`; any other text as it is."""
    return next((each for each in saved if shown(each) == said), said)


def like(said: str, saved: Sequence[str]) -> list[str]:
    """Returns the saved reasons that contain what somebody has typed so far, in their order."""
    wanted = said.casefold().strip()
    return [each for each in saved if wanted in each.casefold()]
