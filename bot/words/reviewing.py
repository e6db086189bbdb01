"""What people read who set up how letters are reviewed, and which roles have a part in it."""

from __future__ import annotations

from bot.language import Said, Sentence
from bot.letter import INSTANT, REVIEWED, Letterbox
from bot.words import numbers

REVIEWS = {
    REVIEWED: Sentence("Moderators read each letter before it appears"),
    INSTANT: Sentence("Letters appear unread, unless something in them is pointed out to the desk"),
}
UNREAD_ADVICE = Sentence(
    "Letters appear unread, {delay}. Whoever sees who is online at that moment may guess who wrote one: a collection, "
    "or a longer `notice_delay`, hides that better."
)
AFTER_SENDING = Sentence("up to {seconds} after they are sent, at random")
WHEN_SENT = Sentence("as soon as they are sent")
ROLE_GONE = Sentence(
    "A role that is named in the settings was deleted. Name others with `/letterbox settings`, or take it out there."
)
REVIEWERS_BLIND = Sentence(
    "{roles} may decide about letters and cannot see {desk}, where their cards are. Give View Channel there."
)
PING_SILENT = Sentence(
    "{role} hears nothing of new letters, because I may not mention it. Allow everybody to mention it, in Server "
    "Settings under Roles, or give me “Mention @everyone, @here and All Roles” in {desk}."
)
REVIEWERS_COMMANDS = Sentence(
    "Roles that decide about letters use the buttons at the desk. Discord shows them `/letters` only when you allow it "
    "in Server Settings under Integrations: choose me, then `/letters`, and add the role."
)
NO_SUCH_ROLE = Sentence(
    "“{entry}” is no role that I can take. Name roles of this server between commas, - for none. Nothing was changed."
)
TOO_MANY_ROLES = Sentence("There may be {count} roles at most. Nothing was changed.")
ONE_ROLE = Sentence("Only one role can be told of new letters. Nothing was changed.")


def digest(hours: int) -> Said:
    """Returns of which letters the desk is told once a day (0 hours: of none)."""
    return DIGEST.format(hours=numbers.HOURS.format(count=hours)) if hours else NONE


DIGEST = Sentence("the desk is told once a day of letters that have waited for longer than {hours}")
NONE = Sentence("the desk is not told of letters that wait for long")


def unread_advice(letterbox: Letterbox) -> Sentence:
    """Returns what somebody should know who lets letters appear unread, and does not collect them."""
    seconds = numbers.SECONDS.format(count=letterbox.notice_delay)
    delay = AFTER_SENDING.format(seconds=seconds) if letterbox.notice_delay else WHEN_SENT
    return UNREAD_ADVICE.format(delay=delay)
