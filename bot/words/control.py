"""What moderators read about who may respond to a letter, and about responses that are removed and restored."""

from __future__ import annotations

from bot.language import Sentence
from bot.letter import Letter, Replies, Response
from bot.words.desk import STATES

MODES = {
    Replies.ANYONE: Sentence("Anyone"),
    Replies.PEN: Sentence("Pen names only"),
    Replies.AUTHOR: Sentence("Its author and moderators only"),
    Replies.CLOSED: Sentence("Nobody"),
}
MODES_EXPLAINED = {
    Replies.ANYONE: Sentence("In the thread in one’s own name, or under a pen name"),
    Replies.PEN: Sentence("The thread is locked; Leave a reply still posts there"),
    Replies.AUTHOR: Sentence("The thread is locked; its author still answers through me"),
    Replies.CLOSED: Sentence("The thread is locked, and I post nothing there"),
}
CHOOSE_MODE = Sentence("Who may reply?")
#: On the letter's card at the desk; nothing where anyone may.
MODE_MARK = {
    Replies.PEN: Sentence("Only pen names may reply."),
    Replies.AUTHOR: Sentence("Only its author and moderators may reply."),
    Replies.CLOSED: Sentence("Nobody may reply."),
}
MODE_SET = {
    Replies.ANYONE: Sentence("Anyone may reply to letter {number}, in their own name or under a pen name."),
    Replies.PEN: Sentence(
        "Letter {number} takes replies under a pen name only: its thread is locked, and **Leave a reply** still posts "
        "there. In a forum, nobody can press a button of a locked post: replies go through the message’s menu, under "
        "Apps."
    ),
    Replies.AUTHOR: Sentence(
        "Only the author of letter {number} answers now, through me, and moderators who may write in a locked thread."
    ),
    Replies.CLOSED: Sentence("Letter {number} takes no more replies, not even its author’s."),
}
OVER = Sentence("Letter {number} is {state}: nobody can reply to it.")
RESPONSE_REMOVED = Sentence(
    "Response {response} to letter {number} is being taken out of the thread; nobody is told. For seven days, "
    "`/letters restore number:{number} response:{response}` brings it back; then its text is erased."
)
RESPONSE_RESTORED = Sentence(
    "Response {response} to letter {number} is on its way back, under its number, at the end of the thread."
)
REMOVAL_OF_OPEN = Sentence(
    "Response {response} is in its writer’s own name: delete their message on Discord, and it counts no more."
)
NOT_THERE = Sentence("Response {response} to letter {number} is not in the thread any more.")
REMOVED_ALREADY = Sentence(
    "Response {response} to letter {number} is removed already. `/letters restore number:{number} "
    "response:{response}` brings it back."
)
NOT_REMOVED = Sentence(
    "Response {response} to letter {number} cannot be restored. Only one that moderators removed in the last seven "
    "days can be, as long as its writer has not taken it back."
)
NOT_UNDER_IT = Sentence(
    "Letter {number} is not in public at the moment, so nothing can be put back under it. Once it is (`/letters "
    "restore number:{number}` brings a removed one back), restore response {response} again."
)
NOT_RESTORED = Sentence(
    "⚠ Response {response} to letter {number} could not be put back: {reason}. It is removed as before; `/letters "
    "restore number:{number} response:{response}` tries again."
)
REMOVE_REPLY, BLOCK_WRITER = Sentence("Remove response {response}"), Sentence("Block its writer")
FORM_BLOCK_WRITER = Sentence("Block the writer of response {response}")
REPORTED_RESPONSE = Sentence("Response {response}, by {name}")
REPORTED_REASONS = Sentence("{text}\n\n**Reported:**\n{reasons}")
MORE_REPORTED = Sentence(
    "{count} more response is reported; it is shown when one of these is settled.",
    "{count} more responses are reported; they are shown when one of these is settled.",
)
RESPONSE_REPORTED, RESPONSES_REPORTED = (
    Sentence("{readers} reported response {response} to letter {number}"),
    Sentence("{readers} reported letter {number} or responses to it"),
)
#: What became of a response that was reported.
RESPONSE_SETTLED, RESPONSE_GONE = (
    Sentence("Response {response} was removed{by}."),
    Sentence("Response {response} is not in the thread any more."),
)


def over(letter: Letter) -> Sentence:
    """Returns that nobody will ever respond to a letter."""
    return OVER.format(number=letter.number or 0, state=STATES[letter.state])


def not_there(letter: Letter, response: Response) -> Sentence:
    """Returns why a response cannot be removed."""
    sentence = NOT_THERE if response.removed_at is None else REMOVED_ALREADY
    return sentence.format(response=response.number, number=letter.number or 0)


def not_removed(letter: Letter, response: Response) -> Sentence:
    """Returns why a response cannot be restored."""
    return NOT_REMOVED.format(response=response.number, number=letter.number or 0)
