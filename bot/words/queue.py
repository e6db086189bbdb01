"""What moderators read of the queue."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import Said, Sentence, Several, Span
from bot.letter import Glance, Letter, Pile, State, Verb
from bot.words.numbers import CHARACTERS, MORE, PICTURES

EMPTY = {
    Pile.ALL: Sentence("Nothing waits. New letters appear at the desk by themselves."),
    Pile.WAITING: Sentence("Nothing waits for a decision. New letters appear at the desk by themselves."),
    Pile.RETURNED: Sentence("No letter is back with its author."),
    Pile.REPORTED: Sentence("No report waits."),
    Pile.FLAGGED: Sentence("In no letter that waits is anything pointed out."),
}
PLACE = Sentence("**{place} of {count}**, {order} · {since}")
PLACE_IN = Sentence("**{place} of {count}**, {order} · {since} · {letterbox}")
BY_AGE, BY_NEED = Sentence("oldest first"), Sentence("most urgent first")
SINCE = {
    Pile.WAITING: Sentence("waiting for {age}"),
    Pile.RETURNED: Sentence("with its author for {age}; nothing to decide until it comes back"),
    Pile.REPORTED: Sentence("reported {age} ago"),
}
PILES = {
    Pile.ALL: Sentence("Everything that waits for somebody"),
    Pile.WAITING: Sentence("Letters that wait for a decision"),
    Pile.RETURNED: Sentence("Letters that are back with their authors"),
    Pile.REPORTED: Sentence("Letters with reports"),
    Pile.FLAGGED: Sentence("Letters with something pointed out"),
}
CHOOSE_PILE = Sentence("What to show")
NOT_ANY_MORE = {
    State.APPROVED: Sentence("Letter {number} is approved by now."),
    State.PUBLISHED: Sentence("Letter {number} is published; nothing of it waits any more."),
    State.REJECTED: Sentence("Letter {number} is rejected by now."),
    State.RETURNED: Sentence("Letter {number} is back with its author."),
    State.HELD: Sentence("Letter {number} waits for a decision."),
    State.REMOVED: Sentence("Letter {number} is removed by now."),
    State.WITHDRAWN: Sentence("Letter {number} was withdrawn by its author."),
}
HIDDEN = Sentence(
    "It is Not Safe for Work, so it is not shown in this channel: read it on its card, or use `/letters queue` in an "
    "age-restricted channel."
)
SEVERAL, ONE_BY_ONE = Sentence("Several at once"), Sentence("One by one")


def since(pile: Pile, age: int) -> Sentence:
    """Returns for how long (seconds) something has been in the queue."""
    return SINCE[pile].format(age=minutes(age))


def minutes(age: int) -> Span:
    """Returns a time in seconds as at least one whole minute."""
    return Span(max(age, 60) // 60 * 60)


def not_any_more(letter: Letter) -> Sentence:
    """Returns what has become of a letter that was in the queue."""
    return NOT_ANY_MORE[letter.for_the_desk().state].format(number=letter.number or 0)


def place(at: int, count: int, how_long: Said, letterbox: str, *, by_age: bool) -> Sentence:
    """Returns where in the queue one is; `letterbox` is named where there are several. `by_age`: its order is that of
    ages alone."""
    said = {"place": at, "count": count, "order": BY_AGE if by_age else BY_NEED, "since": how_long}
    return PLACE_IN.format(**said, letterbox=letterbox) if letterbox else PLACE.format(**said)


#: Stands in a list before what else is said of a letter in which words of crisis, or anything else, are pointed out.
HAS_CRISIS, HAS_MORE = Sentence("words of crisis"), Sentence("something pointed out")
LISTED = Sentence("{letters} waiting, oldest first")
CHOOSE_LETTERS = Sentence("Choose letters, up to 25")
CHOSEN = {
    None: Sentence("{letters} chosen. What is to become of them?"),
    Verb.APPROVE: Sentence("Publish {letters}?"),
    Verb.SEND_BACK: Sentence("Send {letters} back, each with this note?"),
    Verb.REJECT: Sentence("Reject {letters}?"),
}
SURE = {
    Verb.APPROVE: Sentence("Publish {letters}"),
    Verb.SEND_BACK: Sentence("Send {letters} back"),
    Verb.REJECT: Sentence("Reject {letters}"),
}
NOT_YET = Sentence("Choose again")
REASON_KEPT = {Verb.SEND_BACK: Sentence("What the authors read"), Verb.REJECT: Sentence("The reason they read")}
NO_REASON = Sentence("(no reason given)")
NOTHING_CHOSEN = Sentence("None of these letters waits any more.")
DONE = {
    Verb.APPROVE: Sentence("{letters} approved and on the way: {numbers}."),
    Verb.SEND_BACK: Sentence("{letters} sent back: {numbers}."),
    Verb.REJECT: Sentence("{letters} rejected: {numbers}."),
}
NOT_DONE = Sentence("Not letter {number}: {why}")
STILL_WAIT = Sentence("{letters} counted, and still waiting for another moderator: {numbers}.")


def marks(found: Glance) -> list[Said]:
    """Returns what a list says of a letter before anything else: that something in it is pointed out; the gravest."""
    if found.crisis:
        return [HAS_CRISIS]
    return [HAS_MORE] if found.flags or found.others or found.alike else []


def size_of(found: Glance) -> list[Said]:
    """Returns how long a letter is, and how many pictures it has, if any."""
    pictures = [PICTURES.format(count=found.pictures)] if found.pictures else []
    return [CHARACTERS.format(count=found.length), *pictures]


def numbers_of(found: Sequence[int]) -> Several:
    """Returns numbers of letters, one after another."""
    return Several(tuple(map(str, found)), MORE, ", ")
