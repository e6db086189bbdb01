"""What moderators read of who did what, and of how much there was to do."""

from __future__ import annotations

from bot.language import Excerpt, Joined, Number, Said, Sentence, day_of
from bot.letter import Entry, Figures, Verb
from bot.words.desk import writer_of
from bot.words.queue import minutes

#: What was done, as a choice of `/letters log`.
VERBS = {
    Verb.APPROVE: Sentence("Approved"),
    Verb.SEND_BACK: Sentence("Sent back"),
    Verb.REJECT: Sentence("Rejected"),
    Verb.REMOVE: Sentence("Removed"),
    Verb.RESTORE: Sentence("Restored"),
    Verb.WITHDRAW: Sentence("Withdrawn by the author"),
    Verb.ASSENT: Sentence("Approved, with others still to decide"),
    Verb.OBJECT: Sentence("Rejected, with others still to decide"),
    Verb.NOTE: Sentence("Notes"),
    Verb.DISMISS: Sentence("Reports dismissed"),
    Verb.BLOCK: Sentence("Blocks"),
    Verb.UNBLOCK: Sentence("Blocks lifted"),
    Verb.REMOVE_RESPONSE: Sentence("Responses removed"),
    Verb.RESTORE_RESPONSE: Sentence("Responses restored"),
    Verb.REPLIES: Sentence("Who may reply"),
    Verb.UNMASK: Sentence("Opened by the host"),
}
DONE = {
    Verb.APPROVE: Sentence("{who} approved letter {number}."),
    Verb.SEND_BACK: Sentence("{who} sent letter {number} back."),
    Verb.REJECT: Sentence("{who} rejected letter {number}."),
    Verb.REMOVE: Sentence("{who} removed letter {number}."),
    Verb.RESTORE: Sentence("{who} restored letter {number}."),
    Verb.WITHDRAW: Sentence("Letter {number} was withdrawn by its author."),
    Verb.ASSENT: Sentence("{who} was for letter {number}."),
    Verb.OBJECT: Sentence("{who} was against letter {number}."),
    Verb.NOTE: Sentence("{who} wrote a note about letter {number}."),
    Verb.DISMISS: Sentence("{who} dismissed the reports of letter {number}."),
    Verb.BLOCK: Sentence("{who} blocked the writer of {what}."),
    Verb.UNBLOCK: Sentence("{who} lifted the block set on {what}."),
    Verb.REMOVE_RESPONSE: Sentence("{who} removed {what}."),
    Verb.RESTORE_RESPONSE: Sentence("{who} restored {what}."),
    Verb.REPLIES: Sentence("{who} changed who may reply to letter {number}."),
    Verb.UNMASK: Sentence("⚠ The host opened who wrote letter {number}."),
}
#: The same where no moderator did it.
BY_NOBODY = {
    Verb.APPROVE: Sentence("Letter {number} appeared without a moderator."),
    Verb.REMOVE: Sentence("Letter {number} was deleted in its channel."),
    Verb.REMOVE_RESPONSE: Sentence("What was reported of {what} was gone."),
}
NOBODY = Sentence("Nobody")
AT, ON = Sentence("<t:{seconds}:f>: {what}"), Sentence("{day}: {what}")
TITLE, PAGE = Sentence("What was done at the desk, the newest first"), Sentence("Page {page}")
PAGE_AND_MORE = Sentence("Page {page} · for more, page:{next}")
NO_SUCH_PAGE = Sentence("There is no page {page}. This is the last one.")
NOTHING = Sentence("Nothing of that kind has been done.")
FIGURES_TITLE = Sentence("The desk’s figures: the last 30 days, and in all as far as I know")
RECEIVED = Sentence("Letters received: {lately}, {all} in all")
PUBLISHED = Sentence("Published: {lately}, {all} in all")
REJECTED = Sentence("Rejected: {lately}, {all} in all")
RETURNED = Sentence("Sent back: {lately}, {all} in all")
REMOVED = Sentence("Removed: {lately}, {all} in all")
RESPONSES = Sentence("Responses: {lately}, {all} in all")
WAIT = Sentence("Half of the letters were decided within {lately}; of all, within {all}")
FIGURES_HINT = Sentence("They say how much there was to do, and nothing of who did how much.")
REASON_SHOWN = 150


def line(entry: Entry) -> Said:
    """Returns one entry of the log: when, who and what; of what an author did, only the day."""
    who: Said = NOBODY if entry.moderator is None else f"<@{entry.moderator}>"
    done = BY_NOBODY.get(entry.verb, DONE[entry.verb]) if entry.moderator is None else DONE[entry.verb]
    number = entry.number
    about = writer_of(number, entry.response)
    what = done.fill(who=who, number=number, what=about)
    if entry.verb is Verb.WITHDRAW:
        said = ON.format(day=day_of(entry.at), what=what)
    else:
        said = AT.format(seconds=entry.at, what=what)
    if not entry.reason or entry.verb is Verb.REPLIES:
        return said
    return Joined((said, "\n> ", Excerpt(entry.reason, most=REASON_SHOWN)), "")


def figures(lately: Figures, all_of_it: Figures) -> list[Said]:
    """Returns the figures, a line each: the newer ones, and those of all time."""
    pairs = (
        (RECEIVED, lately.received, all_of_it.received),
        (PUBLISHED, lately.published, all_of_it.published),
        (REJECTED, lately.rejected, all_of_it.rejected),
        (RETURNED, lately.returned, all_of_it.returned),
        (REMOVED, lately.removed, all_of_it.removed),
        (RESPONSES, lately.responses, all_of_it.responses),
    )
    found: list[Said] = [sentence.format(lately=Number(some), all=Number(every)) for sentence, some, every in pairs]
    if lately.wait is not None and all_of_it.wait is not None:
        found.append(WAIT.format(lately=minutes(lately.wait), all=minutes(all_of_it.wait)))
    return [*found, FIGURES_HINT]
