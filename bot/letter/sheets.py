"""What each card shows, as values: read in one transaction, and drawn without another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.language import Said, Sentence
from bot.letter.decisions import Block, Decision, Note, Report, Voice
from bot.letter.letter import NEW, Letter, Picture, Rating, Version
from bot.letter.letterbox import Letterbox
from bot.letter.response import Response


class Standing(Enum):
    """What a person is to a server, as far as writing letters goes."""

    MEMBER = auto()
    PENDING = auto()  #: they have not accepted the server's rules yet
    TIMED_OUT = auto()


@dataclass(frozen=True, slots=True)
class Thread:
    """What moderators have set for a letter's thread on Discord. It holds for what is written through the bot, too."""

    locked: bool
    closed: bool  #: archived by somebody, before its time was over
    slow: int  #: seconds between two messages of one person; 0: no slow mode


@dataclass(frozen=True, slots=True)
class Reads:
    """What somebody can read of a channel."""

    past: bool = False  #: whether they can read what stands there already
    restricted: bool = True  #: whether it is for adults


@dataclass(frozen=True, slots=True)
class Membership:
    """A letterbox as somebody who is in its server sees it."""

    letterbox: Letterbox
    server: str  #: the server's display name
    standing: Standing
    mature_ok: bool  #: whether there is an age-restricted channel for Not Safe for Work letters
    timed_out_until: int = 0  #: Unix seconds
    account_since: int = 0  #: Unix seconds
    member_since: int = 0  #: Unix seconds
    names: tuple[str, ...] = field(default=(), repr=False)  #: the names by which this person is known there
    there: frozenset[int] = field(default=frozenset(), repr=False)  #: ids of the server, its emoji, channels and roles

    #: What they may do in the letterbox's channel or, for whoever writes under a letter, in the letter's.
    sees: bool = True
    may_send: bool = True
    may_respond: bool = True
    lacks: tuple[str, ...] | None = None  #: names of the roles of which one is needed to write letters; None: they may
    thread: Thread | None = None  #: the letter's, for whoever writes under it
    #: What they can read of the server's channels, by id; of one that is not there, nothing.
    reads: Mapping[int, Reads] = field(default_factory=dict[int, Reads], repr=False, compare=False)


class Memberships(list[Membership]):
    """Somebody's letterboxes. Those in the servers `unknown` (ids) are not in the list, and may be theirs all the same:
    nothing can be known about these servers now."""

    def __init__(self, found: Iterable[Membership], unknown: Collection[int] = ()) -> None:
        super().__init__(found)
        self.unknown = frozenset(unknown)


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is known of a writer in the server that they write to, without knowing who they are."""

    waiting: int = 0  #: how many of their letters wait for the desk
    sent: Sequence[int] = ()  #: when each letter of the last 24 hours was sent, newest first; Unix seconds
    blocks: Sequence[Block] = ()  #: those in force for them


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """Everything that a draft card shows."""

    letter: Letter
    language: str  #: the writer's
    title: str | None
    text: str
    pictures: Sequence[Picture]  #: with empty `data`
    memberships: Sequence[Membership]
    answers: Letter | None = None  #: the published letter that this may be an answer to
    goes_on: Letter | None = None  #: the draft that rested, which this may belong to, with its title as it will be
    note: str | None = None  #: the desk's note on a returned letter
    conduct: Conduct = field(default_factory=Conduct)
    now: int = 0  #: Unix seconds
    version: Version = NEW  #: of title and text, where a form is made from this


@dataclass(frozen=True, slots=True)
class Revision:
    """What changed in a letter that was sent again, or is a revision of one that is published."""

    text: str  #: the changes of its text, in Markdown
    hidden: int = 0  #: how many of them are not shown there, or not as a whole
    category: str | None = None  #: what it was, "" for none; None where it is the same
    rating: Rating | None = None  #: what it was; None where it is the same
    pictures: bool = False  #: whether pictures came, went, or are described or covered otherwise
    warning: str | None = None  #: what its content warning was, "" for none; None where it is the same


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """Everything that a review card shows; nothing about the author."""

    letter: Letter
    language: str  #: the letterbox's
    text: str
    pictures: Sequence[Picture]
    decision: Decision | None
    moderator: int | None  #: account id of the moderator who decided
    letterbox: str = ""  #: its letterbox's name, where several share the desk
    flags: Said = ""  #: what the letterbox's rules found in it
    others: Said = ""  #: which data of people it holds
    crisis: Said = ""  #: which words of crisis it holds
    alike: int = 0  #: the number of the earlier letter that it nearly repeats, while it waits; 0: none
    blocks: Sequence[Block] = ()  #: those in force that were set on this letter or on a response to it
    rated: bool = False  #: whether its rating says anything there
    #: What changed since the desk sent it back; for a revision, since it was published. None where nothing is compared.
    changes: Revision | None = None
    revises: Letter | None = None  #: the letter that it is a revision of
    quorum: int = 1  #: moderators who must approve it
    notes: Sequence[Note] = ()  #: the last of the moderators' notes, oldest first
    voices: Sequence[Voice] = ()  #: the last of each moderator, where several decide and it waits


@dataclass(frozen=True, slots=True)
class BlockSheet:
    """A block as the list of a server's blocks shows it; nothing about whom it is for."""

    letter: Letter
    block: Block
    moderator: int | None  #: account id of whoever set it
    desk_id: int  #: the channel where the letter's card is


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """Everything that a report card shows; nothing about who reported."""

    letter: Letter
    language: str  #: the letterbox's
    reports: Sequence[Report]  #: those that the desk has not settled
    responses: Sequence[Response]  #: those that are reported
    decision: Decision | None  #: the last that settled any
    moderator: int | None  #: account id of the moderator who decided


@dataclass(frozen=True, slots=True)
class PublicSheet:
    """Everything that readers see of a letter."""

    letter: Letter
    language: str  #: the letterbox's
    pages: Sequence[str]
    pictures: Sequence[Picture]
    responses: int  #: how many there are
    published_at: int  #: Unix seconds
    rated: bool = False  #: whether its rating says anything there
    related: Letter | None = None  #: the public letter that it links to, as the one most like it


@dataclass(frozen=True, slots=True)
class Revised:
    """How a revised letter stands."""

    pages: int  #: how many of its further pages, from the first on, stand already
    trouble: Sentence | None = None  #: what the desk should know of it


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a letter has been posted."""

    channel_id: int
    message_id: int
    thread_id: int | None  #: None in a text channel, where the thread is a delivery of its own
    trouble: Sentence | None = None  #: what the desk should know of how it stands there
    found: bool = False  #: whether an earlier attempt had left it there, as it was then
