"""What each card shows, as values: read in one transaction, drawn without another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.language import Said
from bot.letter.decisions import Block, Decision
from bot.letter.letter import Letter, Picture
from bot.letter.letterbox import Letterbox


class Standing(Enum):
    """What a person is to a server, as far as writing letters goes."""

    MEMBER = auto()
    PENDING = auto()  #: has not accepted the server's rules yet
    TIMED_OUT = auto()


@dataclass(frozen=True, slots=True)
class Membership:
    """A letterbox of a server that a person is in, as they see it."""

    letterbox: Letterbox
    server: str  #: the server's name
    standing: Standing
    mature_ok: bool  #: there is an age-restricted channel for Not Safe for Work letters
    timed_out_until: int = 0  #: Unix seconds, like those below
    account_since: int = 0
    member_since: int = 0
    names: tuple[str, ...] = field(default=(), repr=False)  #: what this person is called there
    there: frozenset[int] = field(default=frozenset(), repr=False)  #: ids: the server, its emoji, channels and roles


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is known of somebody in the server that they write to, without knowing who they are."""

    waiting: int = 0  #: letters of theirs that wait for the desk
    sent: Sequence[int] = ()  #: when their letters of the last 24 hours were sent, the last first; Unix seconds
    blocks: Sequence[Block] = ()  #: in force for them


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """Everything a draft card shows."""

    letter: Letter
    language: str  #: the writer's
    title: str | None
    text: str
    pictures: Sequence[Picture]  #: without their data
    memberships: Sequence[Membership]
    answers: Letter | None = None  #: the published letter that this may be an answer to
    note: str | None = None  #: the desk's note on a returned letter
    conduct: Conduct = field(default_factory=Conduct)
    now: int = 0  #: Unix seconds


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """Everything a review card shows; nothing about the author."""

    letter: Letter
    language: str  #: the letterbox's
    text: str
    pictures: Sequence[Picture]
    decision: Decision | None
    moderator: int | None  #: who decided, opened for the card
    flags: Said = ""  #: what the letterbox's rules found in it, to be shown
    blocks: Sequence[Block] = ()  #: set on this letter or on a response to it, and in force


@dataclass(frozen=True, slots=True)
class PublicSheet:
    """Everything a reader sees of a letter."""

    letter: Letter
    language: str  #: the letterbox's
    pages: Sequence[str]
    pictures: Sequence[Picture]
    responses: int
    published_at: int  #: Unix seconds


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a letter now stands."""

    channel_id: int
    message_id: int
    thread_id: int | None
