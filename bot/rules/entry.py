"""May this letter or response enter? Pure: everything that a rule looks at is an argument."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from bot import words
from bot.language import Sentence, Several
from bot.language.markup import plain
from bot.letter import DRAFT_DAYS, Block, DraftSheet, Letterbox, Limits, Membership, Picture, Rating, Replies, Standing
from bot.rules import filters, pen_names, titles
from bot.rules.hits import GRAVITY, Hit, HitKind, LinkRule, Verdict

#: Characters in a pen-name reply, which is one message: Discord's limit is 2,000, and our mark takes the rest.
MAX_REPLY = 1_900
#: Characters in an author's answer: what a person with Nitro can write in one direct message.
MAX_ANSWER = 4_000
MAX_REASON = 1_000
#: Seconds after a notice in which a direct message may be meant as an answer to it.
SOON = 600
MINUTE, HOUR, DAY = 60, 3_600, 86_400
MAX_CATEGORIES, MAX_CATEGORY = 20, 20  # Discord's limits for a forum's tags
#: Drafts that one person may have open: a form can be sent any number of times.
MAX_DRAFTS = 10
#: Pictures, and bytes of pictures, in all open drafts of one person together.
MAX_PICTURES, MAX_PICTURE_BYTES = 12, 48 * 1024 * 1024
#: Direct messages that one draft may be put together from.
MAX_PARTS = 500
#: Days before the end of a draft at which its writer is reminded.
REMIND_DAYS = 3
#: Days that a block with an end may last.
MAX_BLOCK = 3_650


class Obstacle(Enum):
    """Why a draft cannot be sent yet."""

    NO_LETTERBOX = auto()
    CHOOSE_LETTERBOX = auto()
    LEFT = auto()
    CLOSED = auto()
    CLOSED_UNTIL = auto()
    BLOCKED = auto()
    TIMED_OUT = auto()
    PENDING = auto()
    UNSEEN = auto()
    MAY_NOT_SEND = auto()
    ROLE = auto()
    ACCOUNT_NEW = auto()
    MEMBER_NEW = auto()
    WAITING = auto()
    DAILY = auto()
    EMPTY = auto()
    NO_TITLE = auto()
    CATEGORY = auto()
    MATURE_NOWHERE = auto()
    WORDS = auto()
    LINKS = auto()


class Closed(Enum):
    """Why nothing can be written in a letter's thread, though it might be elsewhere in the server."""

    MAY_NOT_RESPOND = auto()
    LOCKED = auto()
    SHUT = auto()
    AUTHOR_ONLY = auto()
    NO_REPLIES = auto()


def chosen(sheet: DraftSheet) -> Membership | None:
    """Returns the letterbox that the draft goes to, as its writer sees it; None if there is none
    yet or they left its server."""
    found = (each for each in sheet.memberships if each.letterbox.id == sheet.letter.letterbox_id)
    return next(found, None)


def obstacles(sheet: DraftSheet) -> list[Obstacle]:
    """Returns everything that keeps a draft from being sent, most important first; empty when it can go."""
    return [*_way(sheet), *_content(sheet)]


def _way(sheet: DraftSheet) -> list[Obstacle]:
    membership = chosen(sheet)
    if membership is None:
        if sheet.letter.letterbox_id is not None:
            return [Obstacle.LEFT]
        return [Obstacle.CHOOSE_LETTERBOX if sheet.memberships else Obstacle.NO_LETTERBOX]
    closed = Obstacle.CLOSED if membership.letterbox.opens_at is None else Obstacle.CLOSED_UNTIL
    found = [] if membership.letterbox.takes_letters(sheet.now) else [closed]
    found += standing(membership, sheet.conduct.blocks, sheet.now)
    if membership.sees and not membership.may_send and membership.standing is not Standing.TIMED_OUT:
        found.append(Obstacle.MAY_NOT_SEND)
    found += [Obstacle.ROLE] if membership.lacks is not None else []
    found += _enough(membership.letterbox.limits, sheet)
    stands = sheet.letter.revises is not None  # what it revises does
    if not stands and sheet.letter.rating is Rating.MATURE and not membership.mature_ok:
        found.append(Obstacle.MATURE_NOWHERE)
    if not (stands or offered(membership.letterbox, sheet.letter.category)):
        found.append(Obstacle.CATEGORY)
    return found


def offered(letterbox: Letterbox, category: str | None) -> bool:
    """Whether the letterbox has this category; None stands for its first one."""
    return category is None or category in letterbox.categories


def standing(membership: Membership, blocks: Sequence[Block], now: int) -> Iterator[Obstacle]:
    """Yields why somebody may write nothing without a name in a server, letter or response. `now` in Unix seconds."""
    if blocks:
        yield Obstacle.BLOCKED
    if membership.standing is Standing.TIMED_OUT:
        yield Obstacle.TIMED_OUT
    if membership.standing is Standing.PENDING:
        yield Obstacle.PENDING
    if not membership.sees:
        yield Obstacle.UNSEEN
    if now < _account_old_enough(membership):
        yield Obstacle.ACCOUNT_NEW
    if now < _member_long_enough(membership):
        yield Obstacle.MEMBER_NEW


def under_letter(membership: Membership, replies: Replies, as_author: bool) -> Iterator[Closed]:
    """Yields why nobody, or not this person, may write in the letter's thread now. What moderators set there holds for
    everybody: exceptions for those who moderate would tell that it is one of them.

    `replies` is who may respond; where not anyone may, the lock is the bot's own. `as_author`: its author writes.
    """
    if not takes(replies, as_author=as_author):
        yield Closed.NO_REPLIES if replies is Replies.CLOSED else Closed.AUTHOR_ONLY
    if membership.sees and not membership.may_respond and membership.standing is not Standing.TIMED_OUT:
        yield Closed.MAY_NOT_RESPOND
    if membership.thread is not None and membership.thread.locked and replies is Replies.ANYONE:
        yield Closed.LOCKED
    elif membership.thread is not None and membership.thread.closed:
        yield Closed.SHUT


def takes(replies: Replies, *, as_author: bool) -> bool:
    """Whether a letter takes a response without a name: its author's, or one under a pen name."""
    return replies is not Replies.CLOSED and (as_author or replies is not Replies.AUTHOR)


def _account_old_enough(membership: Membership) -> int:
    days = membership.letterbox.limits.account_days
    return membership.account_since + days * DAY if days else 0


def _member_long_enough(membership: Membership) -> int:
    hours = membership.letterbox.limits.member_hours
    return membership.member_since + hours * HOUR if hours else 0


def _enough(limits: Limits, sheet: DraftSheet) -> Iterator[Obstacle]:
    if sheet.conduct.waiting >= limits.waiting:
        yield Obstacle.WAITING
    if len(sheet.conduct.sent) >= limits.daily:
        yield Obstacle.DAILY


def _content(sheet: DraftSheet) -> list[Obstacle]:
    if not says_something(sheet.text) and not sheet.pictures:
        return [Obstacle.EMPTY]
    found = [] if sheet.title else [Obstacle.NO_TITLE]
    return [*found, *refused(_refused_in(sheet))]


def _refused_in(sheet: DraftSheet) -> list[Hit]:
    membership = chosen(sheet)
    return (
        verdict(membership.letterbox, sheet.title, in_words(sheet.text, sheet.pictures, sheet.letter.warning)).refused
        if membership
        else []
    )


def sentences(sheet: DraftSheet) -> list[Sentence]:
    """Returns everything that keeps a draft from being sent, as its writer reads it."""
    membership = chosen(sheet)
    letters = words.numbers.LETTERS.format(count=membership.letterbox.limits.daily if membership else 0)
    hits = _refused_in(sheet)
    return [
        _sentence(each, sheet).fill(
            when=words.writing.when(
                _next_letter(sheet) if each is Obstacle.DAILY else over(each, membership, sheet.conduct.blocks)
            ),
            letters=letters,
            category=plain(sheet.letter.category),
            found=named(hits, each),
            roles=words.writing.roles((membership and membership.lacks) or ()),
        )
        for each in obstacles(sheet)
    ]


def _sentence(obstacle: Obstacle, sheet: DraftSheet) -> Sentence:
    to_be = obstacle is Obstacle.NO_TITLE and titles.may_become_one(sheet.text)
    return words.writing.TITLE_TO_BE if to_be else words.writing.OBSTACLES[obstacle.name]


def _next_letter(sheet: DraftSheet) -> int:
    """Returns when the oldest of the letters that fill the daily limit is a day old, in Unix seconds."""
    membership = chosen(sheet)
    return sheet.conduct.sent[membership.letterbox.limits.daily - 1] + DAY if membership else 0


def draft_end(now: int) -> int:
    """Returns until when a draft changed at `now` is kept, in Unix seconds: a midnight, because the hour would
    tell when it was written."""
    return (now // DAY + 1 + DRAFT_DAYS) * DAY


def next_collection(now: int, every: int) -> int:
    """Returns when the post is next collected, in Unix seconds: at whole multiples of `every` seconds (UTC)."""
    return (now // every + 1) * every


def over(obstacle: Obstacle, membership: Membership | None, blocks: Sequence[Block]) -> int | None:
    """Returns when an obstacle will be gone, in Unix seconds; None: not before somebody lifts the block."""
    ends = [block.until for block in blocks]
    if obstacle is Obstacle.BLOCKED:
        return None if None in ends else max(end for end in ends if end is not None)
    if membership is None:
        return 0
    if obstacle is Obstacle.CLOSED_UNTIL:
        return membership.letterbox.opens_at
    if obstacle is Obstacle.ACCOUNT_NEW:
        return _account_old_enough(membership)
    return _member_long_enough(membership) if obstacle is Obstacle.MEMBER_NEW else membership.timed_out_until


def in_words(text: str, pictures: Sequence[Picture], warning: str | None) -> str:
    """Returns all that a letter says in words below its title: its text, the descriptions of its pictures, its content
    warning."""
    return "\n\n".join([text, *filter(None, [*(picture.alt for picture in pictures), warning])])


def verdict(letterbox: Letterbox, title: str | None, text: str) -> Verdict:
    """Returns what the letterbox's rules find in a letter, or in a response with its pen name for a title (or None)."""
    known = filters.Rules(letterbox.refused, letterbox.flagged, LinkRule(letterbox.links))
    return filters.judge(f"{title}\n{text}" if title else text, known)


def refused(hits: Sequence[Hit]) -> Iterator[Obstacle]:
    """Yields which of the rules, for words or for links, refuse the text."""
    if any(hit.kind is HitKind.WORD for hit in hits):
        yield Obstacle.WORDS
    if any(hit.kind is not HitKind.WORD for hit in hits):
        yield Obstacle.LINKS


def named(hits: Iterable[Hit], about: Obstacle | None = None) -> Several:
    """Returns what was found, to be shown: all of it, or what one obstacle is about; the gravest first, since the list
    ends early where there is no room."""
    return words.writing.listed(
        [
            words.writing.hit(hit.kind.name, hit.what)
            for hit in sorted(hits, key=lambda hit: GRAVITY.index(hit.kind), reverse=True)
            if about is None or (hit.kind is HitKind.WORD) is (about is Obstacle.WORDS)
        ]
    )


def reply_sentence(
    obstacle: Obstacle, membership: Membership | None, blocks: Sequence[Block], hits: Sequence[Hit]
) -> Sentence:
    """Returns why a response is not taken, as its writer reads it."""
    when = words.writing.when(over(obstacle, membership, blocks))
    return words.responses.REPLY_OBSTACLES[obstacle.name].fill(when=when, found=named(hits, obstacle))


def says_something(text: str) -> bool:
    """Whether there is anything to see: more than spaces, zero-width characters and blank letters."""
    return pen_names.is_visible(text)
