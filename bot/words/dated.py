"""What people read of a letter that is to appear on a day of its author's choice."""

from __future__ import annotations

from bot.language import Sentence, day_of
from bot.letter import WAITING, Letter, State, Verb
from bot.words import numbers
from bot.words.desk import CARD_HINT, DONE, STATES

PUBLISH_ON, ANOTHER_DAY = Sentence("Publish on …"), Sentence("Another day")
FORM = Sentence("When is it to appear?")
FIELD = Sentence("The day")
FIELD_HINT = Sentence("24 December, 2026-12-24, in 3 days, Friday. Leave it empty: once it is approved.")
#: A day as Discord shows it in everybody's own way; at noon, it is the same day almost everywhere.
DAY = Sentence("<t:{noon}:D> (<t:{noon}:R>)")
DRAFT = Sentence(
    "It appears on {day}, at some moment of that day, if it is approved by then; otherwise once it is. I know that it "
    "is yours until then, and for {keep} after the last response."
)
DRAFT_ANYWHERE = Sentence(
    "It appears on {day}, at some moment of that day, if it is approved by then; otherwise once it is. I know that it "
    "is yours until then, and for some time after."
)
DRAFT_LATE = Sentence("The day that you chose for it is over: it appears once it is approved.")
SENT = Sentence("It appears on {day}, at some moment of that day, if it is approved by then; otherwise once it is.")
APPROVED = Sentence("It is approved, and appears on {day}, at some moment of that day.")
AT_ONCE = Sentence("It appears once it is approved.")
STATE = Sentence("approved, appears on {day}")
DESK = Sentence("It is to appear on {day}.")
DESK_APPROVED = Sentence("Approved for {day}")
DESK_DONE = Sentence("Letter {number} is approved. It appears on {day}.")
HAS_LEFT = Sentence("That letter is on its way or has appeared already: its day cannot be changed any more.")
REFUSED = {
    "UNREADABLE": Sentence(
        "I could not read that as a day. Write it like “24 December”, “2026-12-24”, “in 3 days” or “Friday”."
    ),
    "TWO_DAYS": Sentence(
        "That can be read as two different days. Write the day and the name of the month only, like “24 December”."
    ),
    "NOT_LATER": Sentence(
        "That day is over, or has begun. Choose a later one, or none: it appears once it is approved."
    ),
    "TOO_FAR": Sentence("That is more than a year ahead. Choose an earlier day."),
}


def a_day(moment: int) -> Sentence:
    """Returns a day (its midnight, Unix seconds) as Discord shows it."""
    return DAY.format(noon=moment + 12 * 3_600)


def of_draft(letter: Letter, keep_days: int | None, *, late: bool) -> Sentence | None:
    """Returns what a draft's card says of its day, if it has one, and whether that is over (`late`); `keep_days` is
    None while no letterbox is chosen."""
    if letter.publish_on is None or late:
        return None if letter.publish_on is None else DRAFT_LATE
    if keep_days is None:
        return DRAFT_ANYWHERE.format(day=a_day(letter.publish_on))
    return DRAFT.format(day=a_day(letter.publish_on), keep=numbers.DAYS.format(count=keep_days))


def of_sent(letter: Letter) -> Sentence | None:
    """Returns what its author reads of the day of a letter that was sent and is not public yet."""
    if letter.publish_on is None or letter.state not in WAITING:
        return None
    return (APPROVED if letter.state is State.APPROVED else SENT).format(day=a_day(letter.publish_on))


def _waits(letter: Letter) -> bool:
    return letter.publish_on is not None and letter.state is State.APPROVED and letter.published_at is None


def state_of(letter: Letter) -> Sentence:
    """Returns the state of a letter; of one that waits for its day, on which it appears."""
    if letter.publish_on is None or not _waits(letter):
        return STATES[letter.state]
    return STATE.format(day=day_of(letter.publish_on))


def hint_of(letter: Letter) -> Sentence:
    """Returns what a review card says of a letter's state."""
    if letter.publish_on is None or not _waits(letter):
        return CARD_HINT[letter.state]
    return DESK_APPROVED.format(day=day_of(letter.publish_on))


def done(letter: Letter) -> Sentence:
    """Returns what approving a letter did."""
    if letter.publish_on is None or not _waits(letter):
        return DONE[Verb.APPROVE].format(number=letter.number or 0)
    return DESK_DONE.format(number=letter.number or 0, day=day_of(letter.publish_on))
