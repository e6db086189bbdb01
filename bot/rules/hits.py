"""What a letterbox's word and link rules find."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

#: How often one rule's finds in one text are listed, at most.
MAX_HITS = 20
#: How many characters' looks are cached: all letters in use, but not all that somebody could send to fill the memory.
KNOWN = 1 << 15


class LinkRule(Enum):
    """What happens to a letter with a link in it."""

    ALLOW = "allow"  #: nothing, except that invites and masked links are flagged
    FLAG = "flag"
    REFUSE = "refuse"


class HitKind(Enum):
    """What a rule found."""

    WORD = "word"
    LINK = "link"
    INVITE = "invite"  #: to a Discord server
    MASKED_LINK = "masked link"  #: [shown](https://elsewhere)
    FALSE_LINK = "false link"  #: a masked link that shows another address than it leads to


#: From the least grave to the gravest.
GRAVITY = (HitKind.LINK, HitKind.WORD, HitKind.MASKED_LINK, HitKind.FALSE_LINK, HitKind.INVITE)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a rule found: `text[start:end]` is `what`."""

    kind: HitKind
    rule: str  #: the entry, as the moderator wrote it; "" for links
    what: str = field(repr=False)  #: a piece of an unpublished text
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, in the order of the text. A letter may enter when `refused` is empty."""

    refused: list[Hit]
    flagged: list[Hit]
