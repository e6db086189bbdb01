"""What is said of a revision: a new text for a published letter, by its author."""

from __future__ import annotations

from bot.language import Excerpt, Sentence
from bot.language.markup import plain
from bot.letter import Letter

REVISE = Sentence("Revise")
REVISED_ON = Sentence("revised {day}")
DRAFT = Sentence(
    "**A revision of letter {number}, as it will look.** Press **Edit** to change the text or the title; what you "
    "write in direct messages is added at the end. The letter stays as it is until you press **Send letter** and the "
    "revision is approved; readers then see that it was revised, and on which day."
)
OPENED = Sentence("The card below is a revision of letter {number}. Press **Edit** there to change the text.")
NOT_PUBLIC = Sentence("Letter {number} is not in public at the moment, so it cannot be revised.")
WAITS = Sentence(
    "A revision of letter {number} has been sent already. To change it, withdraw it first; `/letter mine` lists it."
)
UNCHANGED = Sentence("Nothing is changed yet: it reads as letter {number} does. Press **Edit** to revise it.")
STAYS_WHERE_IT_IS = Sentence("A revision stays in the letterbox, the category and the rating of its letter.")
HAS_NO_DAY = Sentence("A revision has no day of its own: it takes the place of the text once it is approved.")
STAYS_A_REVISION = Sentence("That is a revision of a published letter, and stays one. Nothing was changed.")
SENT = Sentence(
    "**Received.** Your revision of letter {revises} is number {number} in {server}. The moderators see what changed, "
    "without learning whose it is; until they approve, the letter stays as it is. I tell you in a direct message what "
    "they decide.\nTo take it back, press **Withdraw** or use `/letter withdraw number:{number}`."
)
SENT_UNREAD = Sentence(
    "**Received.** Your revision of letter {revises} is number {number} in {server}, and takes the place of the text "
    "there soon: I tell you in a direct message when it does.\nTo take it back, press **Withdraw** or use "
    "`/letter withdraw number:{number}`."
)
RETURNED = Sentence(
    "Your revision of letter {revises}, “{title}”, came back: the moderators ask you to change something. The letter "
    "stays as it is. Their note is on the revision’s card, below."
)
REJECTED = Sentence(
    "Your revision of letter {revises}, “{title}”, was not approved. The letter stays as it is. The moderators gave no "
    "reason."
)
REJECTED_WHY = Sentence(
    "Your revision of letter {revises}, “{title}”, was not approved. The letter stays as it is. The moderators "
    "wrote:\n>>> {reason}"
)
STANDS = Sentence("Your revision stands: letter {number}, “{title}”, now reads as you changed it: {url}")
WITHDRAW_ASKED = Sentence("Withdraw your revision of letter {revises}? The letter itself stays as it is.")
WITHDRAWN = Sentence("Your revision of letter {revises} is withdrawn.")

#: On the card at the desk.
OF = Sentence("A revision of letter {number}: {url}")
REMOVE_THE_LETTER = Sentence("Letter {number} is a revision of letter {revises}: remove that one.")
OUT_OF_SIGHT = Sentence(
    "Letter {number}, which it revises, is not in public now. Restore that one first and approve this again, or reject "
    "this."
)


def stands(letter: Letter, url: str) -> Sentence:
    """Returns the author's notice that their letter, which has this address, reads as they revised it."""
    return STANDS.format(number=letter.number, title=plain(letter.title), url=url)


def returned(revision: Letter) -> Sentence:
    """Returns the author's notice that their revision came back."""
    return RETURNED.format(revises=revision.revises, title=plain(revision.title))


def rejected(revision: Letter, reason: str | None) -> Sentence:
    """Returns the author's notice that their revision was rejected."""
    about = {"revises": revision.revises, "title": plain(revision.title)}
    return REJECTED_WHY.format(**about, reason=Excerpt(reason, "")) if reason else REJECTED.format(**about)
