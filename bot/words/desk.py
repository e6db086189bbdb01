"""What moderators read."""

from __future__ import annotations

from bot.language import Said, Sentence, day_of
from bot.letter import Glance, Letter, ReviewSheet, State, Verb

#: Completes “letter 3 is …”, and stands in lists of letters.
STATES = {
    State.DRAFT: Sentence("a draft"),
    State.POSTED: Sentence("waiting for the next collection"),
    State.HELD: Sentence("waiting for the moderators"),
    State.RETURNED: Sentence("back with its author"),
    State.REJECTED: Sentence("rejected"),
    State.APPROVED: Sentence("approved and on its way"),
    State.PUBLISHED: Sentence("published"),
    State.REMOVED: Sentence("removed"),
    State.WITHDRAWN: Sentence("withdrawn"),
    State.MERGED: Sentence("approved, and stands in place of the text before"),
}
CARD = Sentence("Letter {number}")
NOTHING_FURTHER = Sentence("There is nothing more to read of that letter now.")
CARD_HINT = {
    State.HELD: Sentence("Waits for a decision."),
    State.RETURNED: Sentence("Sent back"),
    State.REJECTED: Sentence("Rejected"),
    State.APPROVED: Sentence("Approved, on its way"),
    State.PUBLISHED: Sentence("Published"),
    State.REMOVED: Sentence("Removed"),
    State.WITHDRAWN: Sentence("Withdrawn by its author."),
    State.MERGED: Sentence("Approved"),
}
#: Of a letter that nobody had to approve.
UNREAD = {
    State.APPROVED: Sentence("On its way. No moderator has read it."),
    State.PUBLISHED: Sentence("Published. No moderator has read it."),
}
REVISED = Sentence("Revised, and waits for a decision.")
WHAT_CHANGED, UNCHANGED = Sentence("What changed"), Sentence("Nothing in its text.")
CHANGES_HIDDEN = Sentence(
    "{count} change is not shown here, or not in full: read the whole letter.",
    "{count} changes are not shown here, or not in full: read the whole letter.",
)
CATEGORY_WAS, RATING_WAS = Sentence("Its category was {before}."), Sentence("Its rating was {before}.")
CATEGORY_NONE = Sentence("It had no category.")
WARNING_WAS = Sentence("Its content warning was “{before}”.")
WARNING_NONE = Sentence("It had no content warning.")
PICTURES_CHANGED = Sentence("Its pictures have changed.")
SENT_AGAIN = Sentence("Sent again: {url}")
DESK_MOVED = Sentence("The desk has moved: {url}")
BY_MODERATOR = Sentence("{outcome} by {who}.")
BY_DELETION = Sentence(
    "Removed: somebody deleted it in its channel. `/letters restore number:{number}` publishes it anew."
)
REASON_GIVEN = Sentence("Told the author: {reason}")
TROUBLE_MARK = Sentence("⚠ {trouble}")
ALIKE = Sentence("Much like letter {number}.")
FLAGGED = Sentence("Look at: {found}")
FLAGGED_RESPONSE = Sentence("Look at response {response} to letter {number}: {found}\n{url}")
BLOCKED_MARK = Sentence("The writer of {what} is blocked {until}.")
BLOCKED_WHY = Sentence("The writer of {what} is blocked {until}: {reason}")
FASTER = Sentence("{who} was faster: letter {number} is {state}.")
AUTHOR_WAS_FASTER = Sentence("Letter {number} was withdrawn by its author a moment ago.")
DONE = {
    Verb.APPROVE: Sentence("Letter {number} is approved and on its way to its channel."),
    Verb.SEND_BACK: Sentence("Letter {number} goes back to its author with your note."),
    Verb.REJECT: Sentence("Letter {number} is rejected; its author is told, if I still know who they are."),
    Verb.REMOVE: Sentence(
        "Letter {number} is being taken out of sight; its author is told, if I still know who they are."
    ),
    Verb.RESTORE: Sentence("Letter {number} is on its way back."),
    Verb.DISMISS: Sentence("The reports of letter {number} are dismissed; it stays where it is."),
}
QUEUE_LINK = Sentence("[card]({url})")
PAGE_OF = Sentence("Page {page} of {pages}")
BLOCKED = Sentence(
    "The writer of {what} is blocked {until}: no letters and no replies without a name from them here, as long as I "
    "know who they are. `/letters unblock` lifts it. Nobody learns who they are."
)
UNBLOCKED = Sentence("The block set on {what} is lifted.")
NOT_BLOCKED = Sentence("No block is set on {what}.")
BLOCK_OF_LETTER, BLOCK_OF_RESPONSE = Sentence("letter {number}"), Sentence("response {response} to letter {number}")
UNTIL_DAY, UNTIL_LIFTED = Sentence("until {day}"), Sentence("until somebody lifts it")
BLOCK_OF_OPEN = Sentence(
    "Response {response} is in its writer’s own name. Use Discord’s own tools: time them out, kick or ban "
    "them. Whoever is timed out can send no letters either."
)
NO_SUCH_RESPONSE = Sentence(
    "Letter {number} has no response {response}. The number stands below each response that I post."
)
DAYS_MALFORMED = Sentence("Write the days as a number from 1 to 3,650, or leave them out for a block without end.")


CARD_REPORT = Sentence("{readers} reported letter {number}")
CARD_SETTLED = Sentence("Reports of letter {number}")
#: By what settled them, whatever has become of the letter since.
REPORT_SETTLED = {
    Verb.REMOVE: Sentence("The letter was removed{by}."),
    Verb.WITHDRAW: Sentence("The letter was withdrawn by its author."),
    Verb.DISMISS: Sentence("Dismissed{by}."),
}
BY = Sentence(" by {who}")
NO_REPORTS = Sentence("No report of letter {number} waits: somebody settled it already.")


#: The answer when a letter already is in the state that a verb leads to.
IS_ALREADY = {
    State.REJECTED: Sentence("Letter {number} is rejected already."),
    State.WITHDRAWN: Sentence("Letter {number} is withdrawn already."),
    State.REMOVED: Sentence("Letter {number} is removed already."),
}
#: The answer to a verb that the letter's state does not allow.
CANNOT_BE = {
    Verb.SUBMIT: Sentence("Letter {number} is {state}, so it cannot be sent."),
    Verb.APPROVE: Sentence(
        "Letter {number} is {state}, so it cannot be approved. Only a letter that waits can be; `/letters queue` lists "
        "those."
    ),
    Verb.SEND_BACK: Sentence(
        "Letter {number} is {state}, so it cannot be sent back. Only a letter that waits can be; "
        "`/letters queue` lists those."
    ),
    Verb.REJECT: Sentence(
        "Letter {number} is {state}, so it cannot be rejected. Only a letter that waits can be; one that is published "
        "can be removed with `/letters remove`."
    ),
    Verb.WITHDRAW: Sentence("Letter {number} is {state}, so it cannot be withdrawn."),
    Verb.REMOVE: Sentence(
        "Letter {number} is {state}, so it cannot be removed. Only a published letter can be; one that waits can be "
        "rejected with `/letters reject`."
    ),
    Verb.RESTORE: Sentence(
        "Letter {number} is {state}, so it cannot be restored. Only a letter that moderators removed can be."
    ),
}
#: The state that each verb leads to; a letter that is in it already was asked twice.
LEADS_TO = {
    Verb.REJECT: State.REJECTED,
    Verb.WITHDRAW: State.WITHDRAWN,
    Verb.REMOVE: State.REMOVED,
}


def wrong_state(letter: Letter, verb: Verb) -> Sentence:
    """Returns why a verb does not apply to a letter now, and which would."""
    if letter.state in IS_ALREADY and letter.state is LEADS_TO.get(verb):
        return IS_ALREADY[letter.state].format(number=letter.number or 0)
    return CANNOT_BE[verb].format(number=letter.number or 0, state=STATES[letter.state])


def pointed_out(sheet: ReviewSheet | Glance) -> list[Said]:
    """Returns what is to be looked at in a letter, a sentence for each kind; words of crisis first."""
    flagged = FLAGGED.format(found=sheet.flags) if sheet.flags else ""
    repeats = ALIKE.format(number=sheet.alike) if sheet.alike else ""
    return [each for each in (sheet.crisis, sheet.others, flagged, repeats) if each]


def writer_of(number: int, response: int) -> Sentence:
    """Returns whom a block is set on: the writer of a letter (`response` 0) or of a response to it."""
    if not response:
        return BLOCK_OF_LETTER.format(number=number)
    return BLOCK_OF_RESPONSE.format(number=number, response=response)


def until(moment: int | None) -> Sentence:
    """Returns how long a block lasts; `moment` is in Unix seconds, None without end."""
    return UNTIL_LIFTED if moment is None else UNTIL_DAY.format(day=day_of(moment))


#: What the desk reads when the host learns who wrote a letter.
UNMASKED_RECORD = Sentence(
    "⚠ **The host opened who wrote letter {number}** on {day}. The reason given: {reason}\n"
    "-# This message cannot be switched off. Nobody here learns whose letter it is."
)
