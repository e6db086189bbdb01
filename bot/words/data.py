"""What somebody reads about what is kept of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.letter import Letter, Verb
from bot.words.desk import DONE
from bot.words.numbers import plural
from bot.words.writing import DRAFT_KEPT, KEPT_BY_SERVER, KEPT_SO_LONG

AUTHOR_FORGOTTEN = (
    "I have forgotten who wrote that letter: its time was over, or its author asked for it. So nobody can do anything "
    "as its author any more. Under a published letter anybody can still answer."
)
CANNOT_SEND_BACK = "Letter {number} cannot be sent back: its author is forgotten. Approve or reject it."
SOMEBODY, ERASED = "Somebody", "(erased)"
KEPT_NOTHING = "I keep nothing about you, in this server or any other."
KEPT_TITLE = "What I keep about you, in every server (only you see this)"
KEPT_SEALED = "Letters are kept sealed, with who you are and where your direct messages are, so that I can reach you."
KEPT_LINE = "- {what}: {until}"
KEPT_DRAFTS = "until you send or discard them"
KEPT_WAITING = "until the moderators decide, or you withdraw them"
KEPT_FORGOTTEN_ON = "who wrote them is forgotten {when}, unless somebody answers before"
KEPT_OVER = "nothing is left of them {when}"
KEPT_ON, KEPT_BETWEEN = "on {last}", "between {first} and {last}"
KEPT_RESPONSES = "a mark that tells they are one person’s, forgotten with their letter’s author"
KEPT_PEN_NAMES = "yours until their letter’s author is forgotten; nobody else’s after that"
KEPT_REPORTS = "until the moderators have looked at them"
KEPT_INBOX = "Where your direct messages with me are, and how far I have read them"
ERASED_INBOX = "where your direct messages with me are"
KEPT_INBOX_UNTIL = "sealed; a week after you last wrote, or with the last letter I know as yours"
KEPT_MESSAGES = "on their way to you, until they arrive"
KEPT_BLOCKS = "a mark of their own, until they end; this alone cannot be erased by you"
KEPT_DESK = "What somebody decided as a moderator stays in the record of the desk."
KEPT_HOW_TO = "`/letter forget` erases it."
FORGET_TITLE = "This would be erased, at once and for good:"
FORGET_MEANS = (
    "Letters that wait are withdrawn. What is published stays, with nobody behind it: I cannot tell you of answers any "
    "more, and you cannot answer as its author or take it back. (`/letter withdraw` takes a letter back; do that "
    "first.) What I wrote to you here on Discord stays until you close or delete it."
)
FORGET_BLOCKS = "Blocks stay: {blocks}."
FORGET_NOTHING = "I keep nothing about you that could be erased."
FORGET_ME = "Forget me"
FORGOTTEN = "Done. I have erased {what}. What is published stands there with nobody behind it."


def drafts(count: int) -> str:
    """A number of drafts."""
    return plural(count, "draft", "drafts")


def own_responses(count: int) -> str:
    """A number of responses, none included."""
    return plural(count, "response", "responses")


def pen_names(count: int) -> str:
    """A number of pen names."""
    return plural(count, "pen name", "pen names")


def reports(count: int) -> str:
    """A number of reports."""
    return plural(count, "report", "reports")


def messages(count: int) -> str:
    """A number of messages."""
    return plural(count, "message", "messages")


def blocks(count: int) -> str:
    """A number of blocks."""
    return plural(count, "block", "blocks")


def kept_so_long(days: int | None) -> str:
    """What a draft card says of what is kept; `days` is what the server chose, None where no server is."""
    when = KEPT_BY_SERVER if days is None else KEPT_SO_LONG.format(days=plural(days, "day", "days"))
    return DRAFT_KEPT.format(when=when)


def on_days(days: Sequence[str]) -> str:
    """When something happens: on one day, or between the first and the last."""
    if days[0] == days[-1]:
        return KEPT_ON.format(last=days[-1])
    return KEPT_BETWEEN.format(first=days[0], last=days[-1])


def done(letter: Letter, verb: Verb) -> str:
    """What a moderator's command did."""
    return DONE[verb].format(number=letter.number)
