"""What the moderators read."""

from __future__ import annotations

from datetime import datetime

from bot.letter import Letter, State, Verb
from bot.words.numbers import day, plural

STATES = {
    State.DRAFT: "a draft",
    State.POSTED: "waiting for the next collection",
    State.HELD: "waiting for the moderators",
    State.RETURNED: "back with its author",
    State.REJECTED: "rejected",
    State.APPROVED: "approved and on its way",
    State.PUBLISHED: "published",
    State.REMOVED: "removed",
    State.WITHDRAWN: "withdrawn",
}
CARD = "Letter {number}"
CARD_HINT = {
    State.HELD: "Waits for a decision.",
    State.RETURNED: "Sent back",
    State.REJECTED: "Rejected",
    State.APPROVED: "Approved, on its way",
    State.PUBLISHED: "Published",
    State.REMOVED: "Removed",
    State.WITHDRAWN: "Withdrawn by its author.",
}
BY_MODERATOR = "{outcome} by {who}."
BY_DELETION = "Removed: somebody deleted it in its channel. `/letters restore number:{number}` publishes it anew."
REASON_GIVEN = "Told the author: {reason}"
AUTHOR_UNREACHABLE = "The author could not be reached by direct message."
TROUBLE_MARK = "⚠ {trouble}"
FLAGGED = "Look at: {found}"
FLAGGED_RESPONSE = "Look at response {response} to letter {number}: {found}\n{url}"
BLOCKED_MARK = "The writer of {what} is blocked {until}."
BLOCKED_WHY = "The writer of {what} is blocked {until}: {reason}"
FASTER = "{who} was faster: letter {number} is {state}."
AUTHOR_WAS_FASTER = "Letter {number} was withdrawn by its author a moment ago."
VERBS = {
    Verb.SUBMIT: "sent",
    Verb.APPROVE: "approved",
    Verb.SEND_BACK: "sent back",
    Verb.REJECT: "rejected",
    Verb.WITHDRAW: "withdrawn",
    Verb.REMOVE: "removed",
    Verb.RESTORE: "restored",
}
VERB_HINTS = {
    Verb.APPROVE: "Only a letter that waits can be; `/letters queue` lists those.",
    Verb.SEND_BACK: "Only a letter that waits can be; `/letters queue` lists those.",
    Verb.REJECT: "Only a letter that waits can be; one that is published can be removed with `/letters remove`.",
    Verb.REMOVE: "Only a published letter can be; one that waits can be rejected with `/letters reject`.",
    Verb.RESTORE: "Only a letter that moderators removed can be.",
}


def wrong_state(letter: Letter, verb: Verb) -> str:
    """Why a verb does not apply to a letter now, and what would."""
    if STATES[letter.state] == VERBS[verb]:
        return f"Letter {letter.number} is {STATES[letter.state]} already."
    said = f"Letter {letter.number} is {STATES[letter.state]}, so it cannot be {VERBS[verb]}."
    return f"{said} {VERB_HINTS[verb]}" if verb in VERB_HINTS else said


DONE = {
    Verb.APPROVE: "Letter {number} is approved and on its way to its channel.",
    Verb.SEND_BACK: "Letter {number} goes back to its author with your note.",
    Verb.REJECT: "Letter {number} is rejected; its author is told, if I still know who they are.",
    Verb.REMOVE: "Letter {number} is being taken out of sight; its author is told, if I still know who they are.",
    Verb.RESTORE: "Letter {number} is on its way back.",
    Verb.DISMISS: "The reports of letter {number} are dismissed; it stays where it is.",
}
QUEUE_EMPTY = "Nothing waits. New letters appear here by themselves."
QUEUE_TITLE = "{letters} waiting, oldest first"
QUEUE_LINE = "**{number}** · {title} · {category} · {rating} · {length} · since {day}{link}"
QUEUE_LINK = " · [card]({url})"
PAGE_OF = "Page {page} of {pages}"
NO_SUCH_PAGE = "There is nothing more on that page; this is the last one."
BLOCKED = (
    "The writer of {what} is blocked {until}: no letters and no replies without a name from them here, as long as I "
    "know who they are. `/letters unblock` lifts it. Nobody learns who they are."
)
UNBLOCKED = "The block set on {what} is lifted."
NOT_BLOCKED = "No block is set on {what}."
BLOCK_OF_LETTER, BLOCK_OF_RESPONSE = "letter {number}", "response {response} to letter {number}"
UNTIL_DAY, UNTIL_LIFTED = "until {day}", "until somebody lifts it"
BLOCK_OF_OPEN = (
    "Response {response} stands in its writer’s own name. Discord’s own tools are for that: time them out, kick or ban "
    "them; who is timed out can write no letters either."
)
NO_SUCH_RESPONSE = "Letter {number} has no response {response}. The number stands below each response that I post."
DAYS_MALFORMED = "Write the days as a number from 1 to 3,650, or leave them out for a block without end."


def writer_of(number: int, response: int) -> str:
    """What a block is set on: a letter (response 0) or a response to it."""
    if not response:
        return BLOCK_OF_LETTER.format(number=number)
    return BLOCK_OF_RESPONSE.format(number=number, response=response)


def until(moment: datetime | None) -> str:
    """How long a block lasts."""
    return UNTIL_LIFTED if moment is None else UNTIL_DAY.format(day=day(moment))


CARD_REPORT = "{readers} reported letter {number}"
CARD_SETTLED = "Reports of letter {number}"
REPORT_SETTLED = {
    State.REMOVED: "The letter was removed{by}.",
    State.WITHDRAWN: "The letter was withdrawn by its author.",
    State.PUBLISHED: "Dismissed{by}; the letter stays.",
}
BY = " by {who}"
NO_REPORTS = "No report of letter {number} waits: somebody settled it already."


def letters(count: int) -> str:
    """A number of letters."""
    return plural(count, "letter", "letters")


def readers(count: int) -> str:
    """A number of readers."""
    return plural(count, "reader", "readers")
