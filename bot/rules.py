"""May this enter? Pure: everything that a rule looks at is an argument."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from bot import filters, names, words
from bot.errors import Refusal
from bot.filters import Hit, HitKind, LinkRule, Verdict
from bot.letter import Block, Letterbox, Limits, Rating
from bot.ports import DraftSheet, Reach, Standing

#: An answer or a pen-name reply stands in one message; 2,000 is Discord's limit, the rest is our marks.
MAX_REPLY = 1_900
#: What a person with Nitro can say in one direct message.
MAX_ANSWER = 4_000
MAX_REASON = 1_000
#: How long after a notice a direct message may be meant as an answer to it, in seconds.
SOON = 600
MINUTE, HOUR, DAY = 60, 3_600, 86_400
MAX_CATEGORIES, MAX_CATEGORY = 20, 20  # Discord's limits for a forum's tags
#: Days that a block may last, if it is to end.
MAX_BLOCK = 3_650

#: Seconds between collections of the post, as `/letterbox settings` names them.
COLLECTIONS = {name: seconds for seconds, name in words.COLLECTIONS.items()}
GREETINGS = frozenset(
    [
        "hi",
        "hello",
        "hey",
        "hallo",
        "hola",
        "salut",
        "ciao",
        "yo",
        "sup",
        "moin",
        "servus",
        "hiya",
        "howdy",
        "greetings",
        "test",
        "help",
        "start",
    ]
)
#: Letters of scripts that put no spaces between words: Thai, Lao, kana, Chinese characters.
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
KNOCKS = frozenset({"good morning", "good day", "good afternoon", "good evening", "please help", "anybody there"})


class Obstacle(Enum):
    """Why a draft cannot be sent yet."""

    NO_LETTERBOX = auto()
    CHOOSE_LETTERBOX = auto()
    LEFT = auto()
    CLOSED = auto()
    BLOCKED = auto()
    TIMED_OUT = auto()
    PENDING = auto()
    ACCOUNT_NEW = auto()
    MEMBER_NEW = auto()
    WAITING = auto()
    DAILY = auto()
    EMPTY = auto()
    NO_TITLE = auto()
    MATURE_NOWHERE = auto()
    WORDS = auto()
    LINKS = auto()


def is_greeting(text: str) -> bool:
    """Whether a first direct message is a knock on the door rather than a letter: one word, or a greeting."""
    words = re.findall(r"\w+", UNSPACED.sub("", text.casefold()))
    unspaced = len(UNSPACED.findall(text)) // 6  # about what takes a word elsewhere
    count = len(words) + unspaced
    knocks = " ".join(words[:2]) in KNOCKS or any(word in GREETINGS for word in words[:1])
    return count <= 1 or (count <= 3 and knocks)


def chosen(sheet: DraftSheet) -> Reach | None:
    """The letterbox that the draft goes to, as its writer sees it."""
    return next((reach for reach in sheet.reaches if reach.letterbox.id == sheet.letter.letterbox_id), None)


def only(reaches: Sequence[Reach]) -> Letterbox | None:
    """The letterbox to take without asking: the one that the person can reach."""
    return reaches[0].letterbox if len(reaches) == 1 else None


def obstacles(sheet: DraftSheet) -> list[Obstacle]:
    """Everything that keeps a draft from being sent, most important first; empty when it can go."""
    return [*_way(sheet), *_content(sheet)]


def _way(sheet: DraftSheet) -> list[Obstacle]:
    reach = chosen(sheet)
    if reach is None:
        if sheet.letter.letterbox_id is not None:
            return [Obstacle.LEFT]
        return [Obstacle.CHOOSE_LETTERBOX if sheet.reaches else Obstacle.NO_LETTERBOX]
    found = [] if reach.letterbox.open else [Obstacle.CLOSED]
    found += [*standing(reach, sheet.conduct.blocks, sheet.now), *_enough(reach.letterbox.limits, sheet)]
    if sheet.letter.rating is Rating.MATURE and not reach.mature_ok:
        found.append(Obstacle.MATURE_NOWHERE)
    return found


def standing(reach: Reach, blocks: Sequence[Block], now: int) -> Iterator[Obstacle]:
    """Why somebody may write nothing without a name in a server, letter or response."""
    if blocks:
        yield Obstacle.BLOCKED
    if reach.standing is Standing.TIMED_OUT:
        yield Obstacle.TIMED_OUT
    if reach.standing is Standing.PENDING:
        yield Obstacle.PENDING
    if now < _account_old_enough(reach):
        yield Obstacle.ACCOUNT_NEW
    if now < _member_long_enough(reach):
        yield Obstacle.MEMBER_NEW


def _account_old_enough(reach: Reach) -> int:
    days = reach.letterbox.limits.account_days
    return reach.account_since + days * DAY if days else 0


def _member_long_enough(reach: Reach) -> int:
    hours = reach.letterbox.limits.member_hours
    return reach.member_since + hours * HOUR if hours else 0


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
    reach = chosen(sheet)
    return verdict(reach.letterbox, sheet.title, sheet.text).refused if reach else []


def sentences(sheet: DraftSheet) -> list[str]:
    """Everything that keeps a draft from being sent, as its writer reads it."""
    reach = chosen(sheet)
    letters = words.letters(reach.letterbox.limits.daily if reach else 0)
    hits = _refused_in(sheet)
    return [
        words.OBSTACLES[each.name].format(
            when=words.when(_next_letter(sheet) if each is Obstacle.DAILY else over(each, reach, sheet.conduct.blocks)),
            letters=letters,
            found=named(hits, each),
        )
        for each in obstacles(sheet)
    ]


def _next_letter(sheet: DraftSheet) -> int:
    """When the oldest of the letters that fill the day is a day old."""
    reach = chosen(sheet)
    return sheet.conduct.sent[reach.letterbox.limits.daily - 1] + DAY if reach else 0


def next_collection(now: int, every: int) -> int:
    """When the post is next collected, in Unix seconds: at whole quarters of an hour, hours or days (UTC)."""
    return (now // every + 1) * every


def over(obstacle: Obstacle, reach: Reach | None, blocks: Sequence[Block]) -> int | None:
    """When an obstacle will be none any more, in Unix seconds; None: when somebody lifts the block."""
    ends = [block.until for block in blocks]
    if obstacle is Obstacle.BLOCKED:
        return None if None in ends else max(end for end in ends if end is not None)
    if reach is None:
        return 0
    if obstacle is Obstacle.ACCOUNT_NEW:
        return _account_old_enough(reach)
    return _member_long_enough(reach) if obstacle is Obstacle.MEMBER_NEW else reach.timed_out_until


# --- words and links ----------------------------------------------------------------------------------------


def verdict(letterbox: Letterbox, title: str | None, text: str) -> Verdict:
    """What the letterbox's rules find in a letter or a response."""
    known = filters.Rules(letterbox.refused, letterbox.flagged, LinkRule(letterbox.links))
    return filters.judge(f"{title}\n{text}" if title else text, known)


def refused(hits: Sequence[Hit]) -> Iterator[Obstacle]:
    """Which of the rules for words and for links refuse."""
    if any(hit.kind is HitKind.WORD for hit in hits):
        yield Obstacle.WORDS
    if any(hit.kind is not HitKind.WORD for hit in hits):
        yield Obstacle.LINKS


def named(hits: Iterable[Hit], about: Obstacle | None = None) -> str:
    """What was found, to be shown: all of it, or what one obstacle is about."""
    return words.listed(
        [
            words.hit(hit.kind.name, hit.what)
            for hit in hits
            if about is None or (hit.kind is HitKind.WORD) is (about is Obstacle.WORDS)
        ]
    )


def reply_sentence(obstacle: Obstacle, reach: Reach | None, blocks: Sequence[Block], hits: Sequence[Hit]) -> str:
    """Why a response is not taken, as its writer reads it."""
    when = words.when(over(obstacle, reach, blocks))
    return words.REPLY_OBSTACLES[obstacle.name].format(when=when, found=named(hits, obstacle))


# --- settings -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What `/letterbox settings` is to change; None leaves it as it is. Lists are as they were typed."""

    waiting: int | None = None
    daily: int | None = None
    responses: int | None = None
    account_days: int | None = None
    member_hours: int | None = None
    refuse: str | None = None
    flag: str | None = None
    links: str | None = None
    categories: str | None = None
    keep_days: int | None = None
    collection: str | None = None
    notice_delay: int | None = None


def changed(letterbox: Letterbox, changes: Changes) -> Letterbox:
    """The letterbox with its new settings. Raises Refusal with a sentence for a list that cannot be used."""
    numbers: dict[str, Any] = {
        "waiting": changes.waiting,
        "daily": changes.daily,
        "responses": changes.responses,
        "account_days": changes.account_days,
        "member_hours": changes.member_hours,
    }
    limits = replace(letterbox.limits, **{name: value for name, value in numbers.items() if value is not None})
    return replace(
        letterbox,
        limits=limits,
        refused=letterbox.refused if changes.refuse is None else word_list(changes.refuse),
        flagged=letterbox.flagged if changes.flag is None else word_list(changes.flag),
        links=letterbox.links if changes.links is None else LinkRule(changes.links).value,
        categories=letterbox.categories if changes.categories is None else category_list(changes.categories),
        keep_days=letterbox.keep_days if changes.keep_days is None else changes.keep_days,
        collection=letterbox.collection if changes.collection is None else COLLECTIONS[changes.collection],
        notice_delay=letterbox.notice_delay if changes.notice_delay is None else changes.notice_delay,
    )


def word_list(text: str) -> tuple[str, ...]:
    """Words as a moderator types them; a dash stands for none. Raises Refusal."""
    if text.strip() in ("-", "–"):
        return ()
    try:
        return filters.parse_words(text)
    except filters.WordsRefused as error:
        raise Refusal(words.WORD_LISTS[error.reason.name].format(entry=error.entry)) from error


def category_list(text: str) -> tuple[str, ...]:
    """Categories as a moderator types them, each once. Raises Refusal."""
    known: dict[str, str] = {}
    for name in filter(says_something, (" ".join(name.split()) for name in text.split(","))):
        known.setdefault(name.casefold(), name)
    found = tuple(known.values())
    long = next((name for name in found if len(name) > MAX_CATEGORY), "")
    wrong = "NONE" if not found else "TOO_MANY" if len(found) > MAX_CATEGORIES else "TOO_LONG" if long else None
    if wrong is not None:
        raise Refusal(words.CATEGORY_LISTS[wrong].format(entry=long))
    return found


# --- blocks -------------------------------------------------------------------------------------------------


def block_days(text: str) -> int | None:
    """Days as typed into a form; None: without end. Raises Refusal."""
    text = text.strip()
    if not text:
        return None
    days = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
    if not 1 <= days <= MAX_BLOCK:
        raise Refusal(words.DAYS_MALFORMED)
    return days


def block_end(now: int, days: int | None) -> int | None:
    """When a block of so many days ends: at a midnight, which does not tell the hour in which it was set."""
    return None if days is None else -(-(now + days * DAY) // DAY) * DAY


def says_something(text: str) -> bool:
    """Whether there is anything to see: not only spaces, zero-width characters and letters that are blank."""
    return bool(names.visible(text))
