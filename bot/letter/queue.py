"""The queue: what waits for somebody at a desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.language import Said
from bot.letter.letter import Letter
from bot.letter.sheets import ReportSheet, ReviewSheet


class Pile(StrEnum):
    """What of the queue is shown. All but the first and the last are also why something is in it."""

    ALL = "all"
    WAITING = "waiting"  #: for a decision
    RETURNED = "returned"  #: with its author
    REPORTED = "reported"  #: published, and a report has not been settled
    FLAGGED = "flagged"  #: waits for a decision, and its card points something out


@dataclass(frozen=True, slots=True)
class Waiting:
    """One letter in the queue."""

    letter_id: int
    number: int
    letterbox_id: int
    pile: Pile  #: why it is in the queue
    since: int  #: Unix seconds


@dataclass(frozen=True, slots=True)
class QueueSheet:
    """Everything that the queue shows of one letter in it."""

    waiting: Waiting
    sheet: ReviewSheet
    reports: ReportSheet
    letterbox: str  #: the letterbox's name, where the moderator reads several; else ""
    place: int  #: from 1
    count: int  #: how many there are
    before: int  #: the id of the one before; 0: there is none
    after: int  #: the id of the one after; 0: there is none
    age: int  #: seconds for which it has been waiting
    by_age: bool  #: whether all are in the order of their ages


@dataclass(frozen=True, slots=True)
class Glance:
    """What a list of letters that wait shows of each."""

    waiting: Waiting
    letter: Letter
    title: str = field(repr=False)
    said: str = field(repr=False)  #: its first words
    length: int  #: characters
    pictures: int  #: how many
    flags: Said  #: what the letterbox's rules find in it
    others: Said  #: which data of people it holds
    crisis: Said  #: which words of crisis it holds
    alike: int  #: as on its card
    letterbox: str  #: as in `QueueSheet`
    age: int  #: seconds
