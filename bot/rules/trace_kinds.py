"""Traces: what they are, apart from how they are found."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

#: Where something stands in a text: from, and up to but not including.
Span = tuple[int, int]
#: Letters that a part of a name needs, to be looked for on its own.
MIN_PART = 4


class TraceKind(Enum):
    """What gives the writer away."""

    OWN_NAME = "own name"  #: username, display name, nickname, or a telling part of one
    OWN_MENTION = "own mention"  #: a mention of the writer, or their id
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"  #: a name in a social network
    PERSON_LINK = "person link"  #: a link that says who made or shared it
    EMOJI = "emoji"  #: of another server
    ELSEWHERE = "elsewhere"  #: a channel or a role of another server
    MESSAGE_LINK = "message link"  #: to a message or a channel on Discord that the writer can see
    UPLOAD = "upload"  #: the address of something on Discord's own servers, such as a picture that they sent
    INVITE = "invite"  #: to a server that they are in, or that they made


@dataclass(frozen=True, slots=True)
class Own:
    """Whose text it is: their username, display name and nickname in that server, and their id."""

    names: tuple[str, ...] = field(repr=False)
    id: int = field(repr=False)
    #: Ids of that server, its emoji, channels and roles: those of others tell of a membership.
    there: frozenset[int] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Trace:
    """Something telling: `text[start:end]` is `what`, for nobody's eyes but the writer's."""

    kind: TraceKind
    what: str = field(repr=False)
    start: int
    end: int
