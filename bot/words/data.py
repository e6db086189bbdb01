"""What people read about the data that is kept about them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import Day, Excerpt, Joined, Sentence, Several, day_of, lines
from bot.letter import Letter, State, Verb
from bot.words import numbers
from bot.words.dated import done as approved
from bot.words.desk import DONE
from bot.words.quorum import COUNTED

AUTHOR_FORGOTTEN = Sentence(
    "I have forgotten who wrote that letter: its time was over, or its author asked me to. Nobody can do "
    "anything as its author now; under a published letter anybody can still reply."
)
SOMEBODY, ERASED = Sentence("Somebody"), Sentence("(erased)")
KEPT_NOTHING = Sentence("I keep nothing about you, in this server or any other.")
KEPT_TITLE = Sentence("What I keep about you, in every server (only you see this)")
KEPT_SEALED = Sentence(
    "I keep letters sealed, with your account and where your direct messages are, so that I can reach you."
)
KEPT_LINE = Sentence("- {what}: {until}")
KEPT_DRAFTS = Sentence("until sent or discarded, or until the day on the card")
KEPT_WAITING = Sentence("until the moderators decide, or you withdraw")
KEPT_FORGOTTEN_ON = Sentence("I forget the author {when}, unless somebody answers before")
KEPT_OVER = Sentence("erased {when}")
KEPT_ON, KEPT_BETWEEN = Sentence("on {last}"), Sentence("between {first} and {last}")
KEPT_RESPONSES = Sentence("a sealed mark of yours in each, forgotten with their letter’s author")
KEPT_PEN_NAMES = Sentence("yours until their letter’s author is forgotten; nobody else’s after that")
KEPT_REPORTS = Sentence(
    "a mark, forgotten with their letter’s author; what you said, and whom to tell if you want to hear of it, until "
    "the moderators have looked at it"
)
KEPT_LISTENING = Sentence(
    "your account, sealed, until you press **Stop telling me** or the letter’s author is forgotten"
)
KEPT_ARCHIVE_NAMES = Sentence("a sealed mark of yours, until you take it back with `/letter name-in-archive`")
KEPT_INBOX = Sentence("Where your direct messages with me are, and how far I have read them")
ERASED_INBOX = Sentence("where your direct messages with me are")
KEPT_INBOX_UNTIL = Sentence("sealed; a week after you last wrote, or with the last letter I know as yours")
KEPT_MESSAGES = Sentence("on their way to you, until they arrive")
KEPT_BLOCKS = Sentence("a mark of their own, until they end; this alone cannot be erased by you")
KEPT_DESK = Sentence("What somebody decided as a moderator stays in the record of the desk.")
KEPT_HOW_TO = Sentence("`/letter forget` erases it.")
FORGET_TITLE = Sentence("This would be erased, at once and for good:")
FORGET_TIES = Sentence("what ties you to {what}")
FORGET_MEANS = Sentence(
    "Letters that wait are withdrawn; the text of a rejected one goes when its seven days are over. What is "
    "published stays, with nobody behind it: I cannot tell you of answers any more, and you cannot answer as "
    "its author or take it back. To take a letter back, use `/letter withdraw` first. What I wrote to you in "
    "direct messages stays there."
)
FORGET_BLOCKS = Sentence("Blocks stay: {blocks}.")
FORGET_NOTHING = Sentence("I keep nothing about you that could be erased.")
FORGET_ME = Sentence("Forget me")
IS_KEPT = Sentence(
    "I keep your letter sealed, and your account with it, so that I can bring you answers. I forget whose it is "
    "{when}. `/letter data` shows what I keep, `/letter forget` erases it."
)
KEPT_SO_LONG, KEPT_BY_SERVER = (
    Sentence("{days} after the last response"),
    Sentence("after a time that the server chooses"),
)
ENDS_SOON = Sentence("Soon I forget whose these letters are:")
ENDS_ON = Sentence("- letter {number}, “{title}”, on {day}")
ENDS_MEANS = Sentence(
    "From then on nobody can answer as the author or take the letter back, and I tell you of no responses. A response "
    "before that day makes it longer. Until then, `/letter mine` has all that you can do."
)
FORGOTTEN = Sentence("Done. I have erased {what}. What is published stays, with nobody behind it.")


def kept_so_long(days: int | None) -> Sentence:
    """Returns what is kept of a letter, and how long; `days` is what the server chose, None where no server is
    known."""
    when = KEPT_BY_SERVER if days is None else KEPT_SO_LONG.format(days=numbers.DAYS.format(count=days))
    return IS_KEPT.format(when=when)


def on_days(days: Sequence[Day]) -> Sentence:
    """Returns when something happens: on one day, or between the first and the last."""
    if days[0] == days[-1]:
        return KEPT_ON.format(last=days[-1])
    return KEPT_BETWEEN.format(first=days[0], last=days[-1])


def done(letter: Letter, verb: Verb) -> Sentence:
    """Returns what a moderator's command did."""
    if letter.state is State.HELD:  # where several decide, and one is not enough
        return COUNTED[verb].format(number=letter.number or 0)
    return approved(letter) if verb is Verb.APPROVE else DONE[verb].format(number=letter.number or 0)


def ends_soon(ends: Sequence[tuple[Letter, int]]) -> Joined:
    """Returns that letters lose their author soon, each with the moment (Unix seconds)."""
    listed = tuple(
        ENDS_ON.format(number=letter.number or 0, title=Excerpt(letter.title or ""), day=day_of(end))
        for letter, end in ends
    )
    return lines([ENDS_SOON, Several(listed, numbers.MORE_LINES), ENDS_MEANS])
