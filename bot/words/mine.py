"""What somebody reads of what they wrote: the list of their letters and responses, and each of them alone."""

from __future__ import annotations

from bot.language import Excerpt, Sentence, day_of
from bot.letter import Letter, Rhythm, State
from bot.words import dated

EMPTY = Sentence("You have sent no letters here. To write one, send me a direct message or use `/letter write`.")
TITLE = Sentence("Your letters and replies (only you see this)")
LINE = Sentence("**{number}** · {title} · {state}")
LINE_PUBLISHED = Sentence("**{number}** · [{title}]({url}) · {state} · {responses}")
REVISION = Sentence("a revision of letter {number}, {state}")
DRAFT_MARK = "–"
#: Characters of a reason, and of a response, in the list.
REASON_SHOWN, RESPONSE_SHOWN = 120, 80
REASON = Sentence("-# The moderators wrote: {reason}")
NO_REASON = Sentence("-# The moderators gave no reason.")
RESPONSE = Sentence("↳ response {number} to “{title}”, as {name}: {text}")
RESPONSE_LINKED = Sentence("↳ [response {number}]({url}) to “{title}”, as {name}: {text}")
RESPONSE_REMOVED = Sentence("-# removed by the moderators; **Take back** erases it")
CHOOSE = Sentence("Choose one, to see what you can do with it")
CHOICE = Sentence("Letter {number} · {title} · {state}")
CHOICE_DRAFT = Sentence("{title} · {state}")
CHOICE_RESPONSE = Sentence("Response {number} to “{title}”")
BACK = Sentence("Back to the list")
HOW_OFTEN = Sentence("How often I tell you of responses")
RHYTHMS = {
    Rhythm.EACH: Sentence("Tell me of each response"),
    Rhythm.HOURLY: Sentence("Tell me once an hour at most"),
    Rhythm.DAILY: Sentence("Tell me once a day at most"),
    Rhythm.NEVER: Sentence("Tell me of none"),
}
WHY = Sentence("The moderators wrote:\n{reason}")
READ_IT = Sentence("Read it where it stands: {url}")
KNOWN_UNTIL = Sentence("-# I know it as yours until {day}, or longer while people answer it.")
ERASED_ON = Sentence("-# I erase it on {day}.")
OPEN, OPEN_DRAFT, OPEN_POSTED = (
    Sentence("Open letter {number}"),
    Sentence("Open the draft"),
    Sentence("Open the letter that waits"),
)
OPEN_TITLED, OPEN_POSTED_TITLED = Sentence("Open the draft “{title}”"), Sentence("Open “{title}”, which waits")


def open_letter(letter: Letter) -> Sentence:
    """Returns the label of the button that opens a draft, a letter that nobody has read yet, or a returned one."""
    if letter.number is None and letter.title:
        sentence = OPEN_POSTED_TITLED if letter.state is State.POSTED else OPEN_TITLED
        return sentence.format(title=Excerpt(letter.title, "isolated"))
    if letter.number is None:
        return OPEN_POSTED if letter.state is State.POSTED else OPEN_DRAFT
    return OPEN.format(number=letter.number)


def state_of(letter: Letter) -> Sentence:
    """Returns what a letter is now, and that it is a revision if it is one."""
    state = dated.state_of(letter)
    return state if letter.revises is None else REVISION.format(number=letter.revises, state=state)


def known_until(letter: Letter, moment: int) -> Sentence:
    """Returns until when (Unix seconds) a letter's author is known; one that is over is erased then."""
    return (ERASED_ON if letter.state in (State.REJECTED, State.WITHDRAWN) else KNOWN_UNTIL).format(day=day_of(moment))
