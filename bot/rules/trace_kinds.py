"""The kinds of trace that tell who wrote a text; `traces.py` finds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

#: Where something stands in a text: start, and end (exclusive).
Span = tuple[int, int]
#: Letters that a part of a name needs, at least, to be looked for on its own.
MIN_PART = 4


class TraceKind(Enum):
    """What kind of thing gives the writer away."""

    OWN_NAME = "own name"  #: username, display name, nickname, or a recognisable part of one
    OWN_MENTION = "own mention"  #: a mention of the writer, or their id
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"  #: a name in a social network
    PERSON_LINK = "person link"  #: a link that says who made or shared it
    EMOJI = "emoji"  #: of another server
    ELSEWHERE = "elsewhere"  #: a channel or a role of another server
    MESSAGE_LINK = "message link"  #: to a message or a channel on Discord that the writer can see
    UPLOAD = "upload"  #: the address of something on Discord's own servers, such as a picture that they sent
    PLACE = "place"  #: a postal address; only the desk is shown it
    MEMBER = "member"  #: a mention of somebody; only the desk is shown it
    INVITE = "invite"  #: to a server that they are in, or that they made


@dataclass(frozen=True, slots=True)
class Own:
    """The writer's own names (username, display name, nickname in that server) and id."""

    names: tuple[str, ...] = field(repr=False)
    id: int = field(repr=False)
    #: Ids of that server, its emoji, channels and roles: those of another server would tell that the writer is in it.
    there: frozenset[int] = field(default=frozenset(), repr=False)
    language: str = "en"  #: Discord's code of the language in which letters are written there; its words are no names


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that tells who wrote the text: `text[start:end]` is `what`, shown to nobody but the writer."""

    kind: TraceKind
    what: str = field(repr=False)
    start: int
    end: int
