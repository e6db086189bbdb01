"""A set-up that somebody has begun and not ended: what was chosen so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.letter.letterbox import Letterbox

#: The steps, in order; the last one shows what comes of it and opens the letterbox.
STEPS = ("channels", "review", "writers", "categories", "care", "preview")
#: What may be created for letters.
FORUM, TEXT = "forum", "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What was chosen so far. Nothing of it is in effect yet."""

    id: int
    guild_id: int
    begun_at: int  #: Unix seconds
    #: The letterbox as it will be; its id is 0, and so are those of channels that nobody has chosen yet.
    letterbox: Letterbox
    step: int = 0
    make: str = ""  #: what is created for letters when the set-up ends: FORUM or TEXT; empty: the channels are there
    mature: bool = False  #: whether an age-restricted channel is created, too
    tried_at: int | None = None  #: Unix seconds: since then channels may have been created
    busy_until: int = 0  #: Unix seconds: until then somebody is creating them
    #: The channels that were created, once it is known.
    made_letters: int | None = None
    made_desk: int | None = None
    made_mature: int | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """The channels that are to be created."""
        return ("letters", "desk", *(["mature"] if self.mature else [])) if self.make else ()

    def made(self, channel: str) -> int | None:
        """Return the id of the channel that was created as this one, if it was."""
        return {"letters": self.made_letters, "desk": self.made_desk, "mature": self.made_mature}[channel]

    def with_made(self, channel: str, channel_id: int) -> Setup:
        """Return the set-up with a channel that was created."""
        made: dict[str, Any] = {f"made_{channel}": channel_id}
        return replace(self, **made)
