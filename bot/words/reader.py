"""What readers of a published letter see, and the labels of buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import Joined, Said, Sentence, day_of
from bot.language.markup import isolated
from bot.letter import Letter, Rating, Replies, Response, ResponseKind, State
from bot.words.numbers import responses
from bot.words.revising import REVISED_ON

#: The name under which the author of a letter answers, and nobody else can.
AUTHOR_NAME = Sentence("Author of the letter")
#: A new letterbox's categories: to whom a letter may be. The first is the default.
CATEGORIES = (
    Sentence("To you"),
    Sentence("To my family"),
    Sentence("To myself"),
    Sentence("To someone gone"),
    Sentence("To everyone"),
)
RATINGS = {Rating.SAFE: Sentence("Safe for Work"), Rating.MATURE: Sentence("Not Safe for Work")}
RATINGS_EXPLAINED = {
    Rating.SAFE: Sentence("Anybody may read it, anywhere"),
    Rating.MATURE: Sentence("Appears only in the age-restricted channel"),
}
WHAT_IS_KEPT = Sentence("What is kept?")
SEE_ALL = Sentence("See all of it")
SEND_LETTER, EDIT, DISCARD = Sentence("Send letter"), Sentence("Edit"), Sentence("Discard")
CHANGE, BRING_IT_BACK = Sentence("Change"), Sentence("Bring it back")
DISCARD_IT, WITHDRAW_IT = Sentence("Discard it"), Sentence("Withdraw it")
APPROVE, SEND_BACK, REJECT, BLOCK = Sentence("Approve"), Sentence("Send back"), Sentence("Reject"), Sentence("Block")
LEAVE_A_REPLY, REPORT_BUTTON = Sentence("Leave a reply"), Sentence("Report")
ANSWER, MUTE, UNMUTE, WITHDRAW = Sentence("Answer"), Sentence("Mute"), Sentence("Unmute"), Sentence("Withdraw")
REMOVE, RESTORE, DISMISS, READ_ON = Sentence("Remove"), Sentence("Restore"), Sentence("Dismiss"), Sentence("Read on")
NEXT, PREVIOUS = Sentence("Next"), Sentence("Previous")
ADD_TO = Sentence("Add to {other}")
THIS_IS_AN_ANSWER = Sentence("This is an answer to “{title}”")
CHOOSE_LETTERBOX, CHOOSE_CATEGORY, CHOOSE_RATING = (
    Sentence("Which letterbox?"),
    Sentence("To whom?"),
    Sentence("How safe is it to read?"),
)
EARLIER_SERVERS, LATER_SERVERS = Sentence("… letterboxes before these"), Sentence("… more letterboxes")
#: What whoever cannot see a picture reads of one that its writer did not describe.
PICTURE = Sentence("Picture {number}, without a description")
PICTURE_DESCRIBED = Sentence("Picture {number} is described as “{text}”.")
UNTITLED = Sentence("(no title yet)")
SEPARATOR = " · "
#: Over a link to the letter most like one.
RELATED = Sentence("Related letter")


OUT_OF_SIGHT = {
    State.REMOVED: Sentence("This letter was removed by the moderators."),
    State.WITHDRAWN: Sentence("This letter was withdrawn by its author."),
}
THREAD_OUT_OF_SIGHT = {State.REMOVED: Sentence("Removed letter"), State.WITHDRAWN: Sentence("Withdrawn letter")}


#: The name of a thread or a post where Discord does not take the letter's title as one.
THREAD_NUMBERED = Sentence("Letter {number}")
RESPONSE_OF_AUTHOR = Sentence("{author} · response {number}")
RESPONSE_UNDER_PEN_NAME = Sentence("Response {number}, under a pen name")


#: Under the letter, where not anyone may respond.
WHO_REPLIES = {
    Replies.PEN: Sentence("replies under a pen name only"),
    Replies.AUTHOR: Sentence("replies by its author only"),
    Replies.CLOSED: Sentence("closed to replies"),
}


def line_of(letter: Letter, when: int, count: int, *, rated: bool) -> Said:
    """Returns the line under a published letter: its number, category, rating, day, the day of its revision, number of
    responses, and who may respond where not anyone may. No byline.

    `when` is the moment of publishing, in Unix seconds; `rated` is whether its rating says anything there.
    """
    number = THREAD_NUMBERED.format(number=letter.number)
    revised = [] if letter.revised_at is None else [REVISED_ON.format(day=day_of(letter.revised_at))]
    facts = (isolated(letter.category or ""), *rating_of(letter, rated), day_of(when), *revised, responses(count))
    who = [WHO_REPLIES[letter.replies]] if letter.replies in WHO_REPLIES else []
    return Joined((number, *facts, *who), SEPARATOR)


def rating_of(letter: Letter, rated: bool) -> Sequence[Said]:
    """Returns the letter's rating; nothing where it says nothing."""
    return [RATINGS[letter.rating]] if rated else []


def response_mark(response: Response) -> Sentence:
    """Returns the small line under a response that the bot posts."""
    if response.kind is ResponseKind.AUTHOR:
        return RESPONSE_OF_AUTHOR.format(author=AUTHOR_NAME, number=response.number)
    return RESPONSE_UNDER_PEN_NAME.format(number=response.number)
