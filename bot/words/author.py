"""What the author of a letter reads after it was sent."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language import Excerpt, Said, Sentence, lines
from bot.language.markup import plain
from bot.letter import Digest, Letter, Response
from bot.words import data, labels, numbers, revising

RETURNED = Sentence(
    "Letter {number}, “{title}”, came back: the moderators ask you to change something. Their note is on its "
    "card, below."
)
RELAY = Sentence("New under your letter “{title}”, {url}:")
RELAY_NAME = Sentence("{number}. {name}")
RELAY_ANSWERING = Sentence("{number}. {name}, in answer to {answers}")
RELAY_PEN = Sentence("{name} (a pen name)")
RELAY_LOOK_ALIKE = Sentence("{name} (a member who uses that name)")
RELAY_DELETED = Sentence("*deleted since*")
HOW_TO_ANSWER = Sentence(
    "Reply to this message, or press **Answer**: your words appear in the thread as “Author of the letter”. "
    "What you write in the thread yourself appears in your own name."
)
ANSWERED = Sentence(
    "Your answer goes into the thread of “{title}” as **Author of the letter**. If Discord refuses it, it "
    "comes back to you."
)
ANSWER_FOLLOWS = Sentence("Edit what you wrote here, and the answer follows; delete it, and it goes from the answer.")
ANSWER_FOLLOWS_NOT = Sentence(
    "Editing or deleting the messages it came from changes nothing there: use **Change** and **Take back**."
)
MUTED = Sentence(
    "You will not hear of new responses to “{title}” until you press **Unmute**. In `/letter mine` you can choose to "
    "hear of them once an hour or once a day instead."
)
DIGEST = Sentence("{responses} since I last told you.")
DIGEST_MORE = Sentence("{count} of them has no room here.", "{count} of them have no room here.")
REACTIONS = Sentence("{count} reaction under the letter.", "{count} reactions under the letter.")
UNMUTED = Sentence("You will hear of responses to “{title}” again.")
WITHDRAW_ASKED = Sentence("Withdraw letter {number}, “{title}”? It cannot be brought back.")
WITHDRAW_ASKED_PUBLIC = Sentence(
    "Withdraw letter {number}, “{title}”? What readers see is replaced by a line that says so. It cannot be "
    "brought back."
)
WITHDRAW_ASKED_POSTED = Sentence("Withdraw your letter? Nobody has read it yet, and nothing of it will be kept.")
WITHDRAWN_BEFORE = Sentence("Letter {number} is withdrawn. It was never published.")
WITHDRAWN = Sentence("Letter {number} is withdrawn. What readers saw is replaced by a line that says so.")
WITHDRAWN_STANDS = Sentence(
    "Letter {number}, “{title}”, is withdrawn, but readers can still see it: {reason}. The moderators know. I "
    "take it out of sight once they have put that right, unless they delete it themselves."
)
WITHDRAWN_UNREAD = Sentence("Your letter was withdrawn before anybody could read it. Nothing of it is kept.")
RETURNED_IS_NO_ANSWER = Sentence(
    "A letter that came back cannot become an answer. Change it and send it again, or discard it."
)
ANSWER_HAS_PICTURES = Sentence("An answer holds text only. Delete the message with the picture, then try again.")
ANSWER_NEEDS_TEXT = Sentence(
    "An answer holds text only, and there was none in that message: nothing was posted. Reply once more, in words."
)
ANSWER_TEXT_ONLY = Sentence("An answer holds text only; I left the rest of your message out.")
NO_THREAD = Sentence(
    "That letter has no thread at the moment, so it cannot be answered. Its moderators can restore it."
)
CANNOT_BE_ANSWERED = Sentence("That letter is not in public at the moment, so it cannot be answered or reported.")
LETTER_URL = "https://discord.com/channels/{guild}/{channel}"


CHANGE, TAKE_BACK = Sentence("Change"), Sentence("Take back")


WHICH_SERVER = Sentence("You have a letter {number} in more than one server. Use the command in the server you mean.")
PUBLISHED = Sentence("Letter {number}, “{title}”, is published: {url}")
PUBLISHED_AGAIN = Sentence("Letter {number}, “{title}”, is public again: {url}")
REJECTED = Sentence("Letter {number}, “{title}”, will not be published. The moderators gave no reason.")
REJECTED_WHY = Sentence("Letter {number}, “{title}”, will not be published. The moderators wrote:\n>>> {reason}")
REMOVED = Sentence("Letter {number}, “{title}”, was removed by the moderators. They gave no reason.")
REMOVED_WHY = Sentence("Letter {number}, “{title}”, was removed by the moderators. They wrote:\n>>> {reason}")
DELETED = Sentence(
    "Letter {number}, “{title}”, is not public any more: somebody deleted it there. The moderators can publish "
    "it again."
)


def member(response: Response, shown: Said, *, poses: bool) -> Said:
    """Returns who responds in a name of their own, which stands as it is `shown`.

    `poses`: it may be taken for somebody else's."""
    if not response.name:
        return data.SOMEBODY
    return RELAY_LOOK_ALIKE.format(name=shown) if poses else shown


def url(letter: Letter) -> str:
    """Returns the address of a published letter."""
    link = LETTER_URL.format(guild=letter.guild_id, channel=letter.thread_id or letter.channel_id)
    return link if letter.thread_id else f"{link}/{letter.message_id}"


def message_url(guild: int | None, channel: int, message: int) -> str:
    """Returns the address of a message on Discord; `guild` is None in direct messages."""
    return f"{LETTER_URL.format(guild=guild or '@me', channel=channel)}/{message}"


def digest(about: Digest) -> Iterable[Sentence]:
    """Yields what a notice says that comes once in a while, below the responses."""
    yield DIGEST.format(responses=numbers.responses(about.responses))
    if about.more:
        yield DIGEST_MORE.format(count=about.more)
    if about.reactions:
        yield REACTIONS.format(count=about.reactions)


def published(letter: Letter, again: bool) -> Said:
    """Returns the author's notice that the letter is published in its channel, and what the desk changed beside its
    text; or (`again`) that it is restored there."""
    said = _about(PUBLISHED_AGAIN if again else PUBLISHED, letter, url=url(letter))
    found = () if again else labels.changed(letter)
    return lines([said, *found]) if found else said


def returned(letter: Letter) -> Sentence:
    """Returns the author's notice that the moderators sent the letter back."""
    if letter.revises is not None:
        return revising.returned(letter)
    return _about(RETURNED, letter)


def rejected(letter: Letter, reason: str | None) -> Sentence:
    """Returns the author's notice of a rejection."""
    if letter.revises is not None:
        return revising.rejected(letter, reason)
    return _about(REJECTED_WHY, letter, reason=Excerpt(reason, "")) if reason else _about(REJECTED, letter)


def removed(letter: Letter, reason: str | None) -> Sentence:
    """Returns the author's notice of a removal."""
    return _about(REMOVED_WHY, letter, reason=Excerpt(reason, "")) if reason else _about(REMOVED, letter)


def deleted(letter: Letter) -> Sentence:
    """Returns the author's notice that somebody deleted the letter by hand."""
    return _about(DELETED, letter)


def still_stands(letter: Letter, reason: Said) -> Sentence:
    """Returns the author's notice that their withdrawn letter could not be taken out of sight yet."""
    return _about(WITHDRAWN_STANDS, letter, reason=reason)


def _about(sentence: Sentence, letter: Letter, **values: Said) -> Sentence:
    return sentence.format(number=letter.number or 0, title=plain(letter.title), **values)


def withdrawn(letter: Letter) -> Sentence:
    """Returns that the letter was withdrawn by its author."""
    if letter.revises is not None:
        return revising.WITHDRAWN.format(revises=letter.revises)
    if letter.number is None:
        return WITHDRAWN_UNREAD
    return (WITHDRAWN_BEFORE if letter.message_id is None else WITHDRAWN).format(number=letter.number)


def withdraw_asked(letter: Letter) -> Sentence:
    """Returns the question whether to withdraw a letter."""
    if letter.revises is not None:
        return revising.WITHDRAW_ASKED.format(revises=letter.revises)
    if letter.number is None:
        return WITHDRAW_ASKED_POSTED
    return _about(WITHDRAW_ASKED if letter.message_id is None else WITHDRAW_ASKED_PUBLIC, letter)
