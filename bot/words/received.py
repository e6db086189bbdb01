"""What whoever sends a letter reads of what becomes of it then."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language import Sentence
from bot.language.markup import plain
from bot.letter import Letter, Letterbox, State
from bot.words import archive, letterbox, revising
from bot.words.writing import AT

#: By whether letters appear unread.
DRAFT_COLLECTED = {
    False: Sentence("-# The post is collected {every}: letters reach the moderators together, in random order."),
    True: Sentence("-# The post is collected {every}: letters appear together, in random order."),
}
DRAFT_UNREAD = Sentence("-# No moderator reads it before it appears, unless something in it asks for that.")
SENT = Sentence(
    "**Received.** Your letter is number {number} in {server}. The moderators read it without learning whose "
    "it is. I tell you here what they decide.\nTo take it back, press **Withdraw** or use `/letter withdraw "
    "number:{number}`."
)
SENT_IN_SERVER = Sentence(
    "**Received.** Your letter is number {number} in {server}. The moderators read it without learning whose "
    "it is. I tell you in a direct message what they decide, and `/letter mine` shows it.\nTo take it back, "
    "press **Withdraw** or use `/letter withdraw number:{number}`."
)
SENT_POSTED = Sentence(
    "**Received.** Your letter goes to the moderators of {server} with the next collection, {when}, in random "
    "order with any others. They read it without learning whose it is. I tell you here what they decide.\nTo "
    "take it back, press **Withdraw**."
)
SENT_POSTED_IN_SERVER = Sentence(
    "**Received.** Your letter goes to the moderators of {server} with the next collection, {when}, in random "
    "order with any others. They read it without learning whose it is. I tell you in a direct message what "
    "they decide, and `/letter mine` shows it.\nTo take it back, press **Withdraw**."
)
SENT_UNREAD = Sentence(
    "**Received.** Your letter is number {number} in {server}, and appears there soon: I tell you in a direct message "
    "when it does.\nTo take it back, press **Withdraw** or use `/letter withdraw number:{number}`."
)
SENT_POSTED_UNREAD = Sentence(
    "**Received.** Your letter appears in {server} with the next collection, {when}, in random order with any others. "
    "I tell you in a direct message when it does.\nTo take it back, press **Withdraw**."
)


def when_sent(letter: Letter, to: Letterbox) -> Iterable[Sentence]:
    """Yields what becomes of a letter that is sent, where that is not what everybody expects."""
    unread = to.unread and letter.number is None  # the desk reads again what it sent back
    if to.collection:
        yield DRAFT_COLLECTED[unread].format(every=letterbox.COLLECTIONS[to.collection])
    if unread:
        yield DRAFT_UNREAD
    if (said := archive.of_draft(letter, to)) is not None:
        yield said


def sent(letter: Letter, server: str, *, unread: bool, in_dm: bool) -> Sentence:
    """Returns that the letter was received: it is at the desk or (`unread`) on its way to readers now, or will be with
    the next collection."""
    if letter.state is State.POSTED:
        said = (
            SENT_POSTED_UNREAD if unread and letter.number is None else SENT_POSTED if in_dm else SENT_POSTED_IN_SERVER
        )
        return said.format(server=plain(server), when=AT.format(seconds=letter.submitted_at or 0))
    if letter.revises is not None:
        said = revising.SENT_UNREAD if unread and letter.state is not State.HELD else revising.SENT
        return said.format(number=letter.number or 0, revises=letter.revises, server=plain(server))
    said = SENT_UNREAD if unread and letter.state is not State.HELD else SENT if in_dm else SENT_IN_SERVER
    return said.format(number=letter.number or 0, server=plain(server))
