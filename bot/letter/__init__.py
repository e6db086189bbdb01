"""The values that everything else works with, and the table of states. Nothing here reads, writes or waits."""

# pyright: reportUnusedImport=false

from bot.letter.decisions import Block, Decision, Entry, Figures, Note, Report, Voice, Wrong
from bot.letter.delivery import Attempt, Delivery, Due, Kind
from bot.letter.letter import (
    DRAFT_DAYS,
    MAX_WARNING,
    UNPUBLISHED_DAYS,
    Archive,
    Labels,
    Letter,
    Part,
    Picture,
    Rating,
    Replies,
    Version,
    new_id,
)
from bot.letter.letterbox import INSTANT, NOTICE_DELAY, REVIEWED, Checkup, Lack, Letterbox, Limits
from bot.letter.notice import ANSWERABLE, EVERY, Digest, Listener, Notice, NoticeKind, Rhythm
from bot.letter.person import NOBODY, Mine, Person, Sealed, Sender, Tag, Whose
from bot.letter.queue import Glance, Pile, QueueSheet, Waiting
from bot.letter.response import Response, ResponseKind, ResponseState
from bot.letter.setup import FORUM, STEPS, TEXT, Setup
from bot.letter.sheets import (
    BlockSheet,
    Conduct,
    DraftSheet,
    Membership,
    Memberships,
    Posted,
    PublicSheet,
    Reads,
    ReportSheet,
    ReviewSheet,
    Revised,
    Revision,
    Standing,
    Thread,
)
from bot.letter.states import (
    AT_DESK,
    AUTHORS_OWN,
    DECIDED,
    EDITABLE,
    OVER,
    PUBLIC,
    TRANSITIONS,
    WAITING,
    State,
    Verb,
    compete,
    follow,
)
