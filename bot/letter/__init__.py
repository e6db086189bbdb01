"""The values that everything else works with, and the table of states. Nothing here reads, writes or waits."""

from bot.letter.checkup import Checkup, Lack
from bot.letter.decisions import Block, Decision, Report
from bot.letter.delivery import Attempt, Delivery, Due, Kind
from bot.letter.letter import DRAFT_DAYS, UNPUBLISHED_DAYS, Letter, Part, Picture, Rating, Version, new_id
from bot.letter.letterbox import KEEP_DAYS, NOTICE_DELAY, Letterbox, Limits
from bot.letter.notice import ANSWERABLE, Notice, NoticeKind
from bot.letter.person import NOBODY, Mine, Person, Sealed, Sender, Tag
from bot.letter.response import Response, ResponseKind, ResponseState
from bot.letter.sheets import (
    Conduct,
    DraftSheet,
    Membership,
    Memberships,
    Posted,
    PublicSheet,
    ReviewSheet,
    Standing,
    Thread,
)
from bot.letter.states import DECIDED, EDITABLE, MOVES, OVER, PUBLIC, RECORDS, TRANSITIONS, WAITING, State, Verb, follow

__all__ = [
    "ANSWERABLE",
    "DECIDED",
    "DRAFT_DAYS",
    "EDITABLE",
    "KEEP_DAYS",
    "MOVES",
    "NOBODY",
    "NOTICE_DELAY",
    "OVER",
    "PUBLIC",
    "RECORDS",
    "TRANSITIONS",
    "UNPUBLISHED_DAYS",
    "WAITING",
    "Attempt",
    "Block",
    "Checkup",
    "Conduct",
    "Decision",
    "Delivery",
    "DraftSheet",
    "Due",
    "Kind",
    "Lack",
    "Letter",
    "Letterbox",
    "Limits",
    "Membership",
    "Memberships",
    "Mine",
    "Notice",
    "NoticeKind",
    "Part",
    "Person",
    "Picture",
    "Posted",
    "PublicSheet",
    "Rating",
    "Report",
    "Response",
    "ResponseKind",
    "ResponseState",
    "ReviewSheet",
    "Sealed",
    "Sender",
    "Standing",
    "State",
    "Tag",
    "Thread",
    "Verb",
    "Version",
    "follow",
    "new_id",
]
