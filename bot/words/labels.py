"""What stands beside a letter's text: category, rating, content warning; and what the desk changed there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import Said, Sentence
from bot.language.markup import plain
from bot.letter import Labels, Letter
from bot.words.reader import RATINGS

WARN = Sentence("Content warning")
WARNING = Sentence("⚠️ **Content warning:** {warning}")
APPROVE_WITH = Sentence("Approve with …")
FORM_APPROVE_WITH = Sentence("Approve letter {number} with …")
FIELD_CATEGORY, FIELD_RATING, FIELD_WARNING = (
    Sentence("To whom?"),
    Sentence("How safe is it to read?"),
    Sentence("Content warning (optional)"),
)
FORM_WARN = Sentence("What are readers to know first?")
FIELD_WARNING_HINT = Sentence("Readers see it first; text and pictures stand behind spoilers.")
NO_SUCH_CATEGORY = Sentence("This letterbox has no category “{category}” any more. Choose another one.")
NO_MATURE = Sentence("Letters that are Not Safe for Work have no channel here. Choose Safe for Work, or send it back.")
SENT_ANEW = Sentence(
    "Letter {number} has come back from its author since you opened that form. Read it again, then decide."
)
CHANGED = Sentence("Your words are as you sent them. What the moderators changed beside them:")
CATEGORY_CHANGED = Sentence("- It is under “{category}”, not “{before}”.")
RATING_CHANGED = Sentence("- It is rated {rating}, not {before}.")
WARNING_SET = Sentence("- It has the content warning “{warning}”; text and pictures stand behind spoilers.")
WARNING_GONE = Sentence("- It stands without your content warning.")


def warning(letter: Letter) -> Sentence | None:
    """Returns what readers are told before they read a letter, if it has a content warning."""
    return None if letter.warning is None else WARNING.format(warning=plain(letter.warning))


def changed(letter: Letter) -> Sequence[Said]:
    """Returns what the desk changed beside a letter's text, for its author; nothing where it changed nothing."""
    before, now = Labels.unpacked(letter.asked) if letter.asked else letter.labels, letter.labels
    found = list[Said]()
    if now.category != before.category:
        found.append(CATEGORY_CHANGED.format(category=plain(now.category), before=plain(before.category)))
    if now.rating is not before.rating:
        found.append(RATING_CHANGED.format(rating=RATINGS[now.rating], before=RATINGS[before.rating]))
    if now.warning != before.warning:
        found.append(WARNING_SET.format(warning=plain(now.warning)) if now.warning else WARNING_GONE)
    return [CHANGED, *found] if found else []
