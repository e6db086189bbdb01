"""That a draft ends some day: on its card, and in the reminder before."""

from __future__ import annotations

from bot.language import Said, Sentence, day_of
from bot.language.markup import plain
from bot.letter import DRAFT_DAYS, Letter, State
from bot.words import numbers
from bot.words.reader import UNTITLED

DRAFT_ENDS = Sentence("-# Unless you send or change it, I erase it on {day}.")
RETURNED_ENDS = Sentence("-# Unless you send it again, I withdraw it on {day}.")
DRAFT_REMINDER = Sentence(
    "Your draft “{title}” is still here. I erase it on {day}. Send it before then; or write on, and I keep it "
    "{days} more."
)
RETURNED_REMINDER = Sentence(
    "Letter {number}, “{title}”, which the moderators sent back, is still open. Send it again before {day}, or "
    "I withdraw it then."
)


def draft_ends(letter: Letter) -> Sentence:
    """What the card of a draft says of its end."""
    sentence = RETURNED_ENDS if letter.state is State.RETURNED else DRAFT_ENDS
    return sentence.format(day=day_of(letter.kept_until or 0))


def reminder(letter: Letter, title: str | None) -> Sentence:
    """A draft's end is near."""
    day = day_of(letter.kept_until or 0)
    called: Said = plain(title) if title else UNTITLED
    if letter.state is State.RETURNED:
        return RETURNED_REMINDER.format(number=letter.number or 0, title=called, day=day)
    return DRAFT_REMINDER.format(title=called, day=day, days=numbers.DAYS.format(count=DRAFT_DAYS))
