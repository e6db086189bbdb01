"""What the author of a letter reads once it was sent."""

from __future__ import annotations

from bot.letter import Letter, State

RETURNED = "Letter {number}, “{title}”, came back: the moderators ask you to change something.\n>>> {note}"
RELAY = "New under your letter “{title}”:"
RELAY_NAME = "{number}. {name}"
RELAY_PEN = "{name} (a pen name)"
RELAY_LOOK_ALIKE = "{name} (a member who calls themselves so)"
RELAY_DELETED = "*deleted since*"
HOW_TO_ANSWER = (
    "Reply to this message, or press Answer: it appears in the thread as “Author of the letter”. "
    "What you write in the thread yourself appears in your own name."
)
ANSWERED = "Your answer goes into the thread of “{title}” as **Author of the letter**."
MUTED = "You will hear no more of responses to “{title}”. Press **Unmute**, and you do again."
UNMUTED = "You will hear of responses to “{title}” again."
WITHDRAWN = "Letter {number} is withdrawn. What stood in public is replaced by a line that says so."
WITHDRAWN_UNREAD = "Your letter is withdrawn before anybody could read it. Nothing of it is kept."
RETURNED_IS_NO_ANSWER = "A letter that came back is no answer. Change it and send it again, or discard it."
ANSWER_HAS_PICTURES = "An answer holds text only. Delete the message with the picture, then try again."
ANSWER_TEXT_ONLY = "An answer holds text only; I left the rest of your message out."
NO_THREAD = "That letter has no thread at the moment, so it cannot be answered. Its moderators can restore it."
CANNOT_BE_ANSWERED = "That letter is not in public at the moment, so it cannot be answered or reported."
LETTER_URL = "https://discord.com/channels/{guild}/{channel}"


def url(letter: Letter) -> str:
    """Where a published letter stands."""
    place = LETTER_URL.format(guild=letter.guild_id, channel=letter.thread_id or letter.channel_id)
    return place if letter.thread_id else f"{place}/{letter.message_id}"


def published(letter: Letter, again: bool) -> str:
    """The author's notice that the letter stands in its channel."""
    verb = "stands in its place again" if again else "is published"
    return f"Letter {letter.number}, “{letter.title}”, {verb}: {url(letter)}"


def rejected(letter: Letter, reason: str | None) -> str:
    """The author's notice of a rejection."""
    said = f"Letter {letter.number}, “{letter.title}”, will not be published."
    return f"{said} The moderators wrote:\n>>> {reason}" if reason else f"{said} The moderators gave no reason."


def removed(letter: Letter, reason: str | None) -> str:
    """The author's notice of a removal."""
    said = f"Letter {letter.number}, “{letter.title}”, was removed by the moderators."
    return f"{said} They wrote:\n>>> {reason}" if reason else f"{said} They gave no reason."


def withdrawn(letter: Letter) -> str:
    """The author took the letter back."""
    return WITHDRAWN_UNREAD if letter.number is None else WITHDRAWN.format(number=letter.number)


def deleted(letter: Letter) -> str:
    """The author's notice that somebody deleted the letter by hand."""
    return (
        f"Letter {letter.number}, “{letter.title}”, does not stand in public any more: somebody deleted it there. "
        "The moderators can publish it again."
    )


MINE_EMPTY = "You have sent no letters here. To write one, send me a direct message or use `/letter write`."
MINE_TITLE = "Your letters (only you see this)"
MINE_LINE = "**{number}** · {title} · {state}"
MINE_MORE = "… and {letters} before these."
DRAFT_MARK = "–"
OPEN, OPEN_DRAFT, OPEN_POSTED = "Open letter {number}", "Open the draft", "Open the letter that waits"
MINE_HINT = "`/letter withdraw number:…` takes one back."


def open_letter(letter: Letter) -> str:
    """The label of the button that opens a draft, a letter that nobody has read yet, or a returned one."""
    if letter.number is None:
        return OPEN_POSTED if letter.state is State.POSTED else OPEN_DRAFT
    return OPEN.format(number=letter.number)


WHICH_SERVER = "You have a letter {number} in more than one server. Use the command in the server you mean."
