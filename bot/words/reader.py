"""What readers of a published letter see, and the names of buttons."""

from __future__ import annotations

from datetime import datetime

from bot.letter import Letter, Rating, Response, ResponseKind, State
from bot.words.numbers import day, responses

#: The name that only the author of a letter can answer under.
AUTHOR_NAME = "Author of the letter"
#: The letterbox's first categories: to whom a letter may be; the first is the default.
CATEGORIES = ("To you", "To my family", "To myself", "To someone gone", "To everyone")
RATINGS = {Rating.SAFE: "Safe for Work", Rating.MATURE: "Not Safe for Work"}
RATINGS_EXPLAINED = {
    Rating.SAFE: "Anybody may read it, anywhere",
    Rating.MATURE: "Appears only in the age-restricted channel",
}
SEND_LETTER, EDIT, DISCARD = "Send letter", "Edit", "Discard"
APPROVE, SEND_BACK, REJECT, BLOCK = "Approve", "Send back", "Reject", "Block"
LEAVE_A_REPLY, REPORT_BUTTON = "Leave a reply", "Report"
ANSWER, MUTE, UNMUTE, WITHDRAW = "Answer", "Mute", "Unmute", "Withdraw"
REMOVE, DISMISS, READ_ON = "Remove", "Dismiss", "Read on"
NEXT, PREVIOUS = "Next", "Previous"
THIS_IS_AN_ANSWER = "This is an answer to “{title}”"
CHOOSE_LETTERBOX, CHOOSE_CATEGORY, CHOOSE_RATING = "Which server?", "To whom?", "How safe is it to read?"
UNTITLED = "(no title yet)"
SEPARATOR = " · "


def line_of(letter: Letter, when: datetime, count: int) -> str:
    """The line under a published letter: to whom, rating, day, responses. No byline."""
    parts = [letter.category or CATEGORIES[0], RATINGS[letter.rating], day(when), responses(count)]
    return SEPARATOR.join(parts)


OUT_OF_SIGHT = {
    State.REMOVED: "This letter was removed by the moderators.",
    State.WITHDRAWN: "This letter was withdrawn by its author.",
}
THREAD_OUT_OF_SIGHT = {State.REMOVED: "Removed letter", State.WITHDRAWN: "Withdrawn letter"}


def response_mark(response: Response) -> str:
    """The small line under a response that the bot posts."""
    if response.kind is ResponseKind.AUTHOR:
        return f"{AUTHOR_NAME}{SEPARATOR}response {response.number}"
    return f"Response {response.number}, under a pen name"
