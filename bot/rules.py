"""May this enter? Pure: everything that a rule looks at is an argument."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from bot import names
from bot.letter import Letterbox, Rating
from bot.ports import DraftSheet, Reach, Standing

#: An answer or a pen-name reply stands in one message; 2,000 is Discord's limit, the rest is our marks.
MAX_REPLY = 1_900
#: What a person with Nitro can say in one direct message.
MAX_ANSWER = 4_000
MAX_REASON = 1_000
#: How long after a notice a direct message may be meant as an answer to it, in seconds.
SOON = 600

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
KNOCKS = frozenset({"good morning", "good day", "good afternoon", "good evening", "please help", "anybody there"})


class Obstacle(Enum):
    """Why a draft cannot be sent yet."""

    NO_LETTERBOX = auto()
    CHOOSE_LETTERBOX = auto()
    LEFT = auto()
    CLOSED = auto()
    TIMED_OUT = auto()
    EMPTY = auto()
    NO_TITLE = auto()
    MATURE_NOWHERE = auto()


def is_greeting(text: str) -> bool:
    """Whether a first direct message is a knock on the door rather than a letter: one word, or a greeting."""
    words = re.findall(r"\w+", text.casefold())
    return len(words) <= 1 or (len(words) <= 3 and (words[0] in GREETINGS or " ".join(words[:2]) in KNOCKS))


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
    found: list[Obstacle] = []
    if not reach.letterbox.open:
        found.append(Obstacle.CLOSED)
    if reach.standing is Standing.TIMED_OUT:
        found.append(Obstacle.TIMED_OUT)
    if sheet.letter.rating is Rating.MATURE and not reach.mature_ok:
        found.append(Obstacle.MATURE_NOWHERE)
    return found


def _content(sheet: DraftSheet) -> list[Obstacle]:
    if not says_something(sheet.text) and not sheet.pictures:
        return [Obstacle.EMPTY]
    return [] if sheet.title else [Obstacle.NO_TITLE]


def says_something(text: str) -> bool:
    """Whether there is anything to see: not only spaces, zero-width characters and letters that are blank."""
    return bool(names.visible(text))
