"""What people read who respond to a letter, or report it."""

from __future__ import annotations

from bot.language import Number, Sentence
from bot.language.markup import plain
from bot.letter import Letter, State, Verb

REPLY_TAKEN = Sentence(
    "Received: response {number}, as **{name}**. It appears in the thread in a moment. If Discord refuses it, "
    "it comes back to you."
)
GIVEN_BACK = Sentence(
    "Your response {number} to “{title}” could not be posted: {reason}. Here it is, so that you need not write "
    "it again:"
)
#: Why: what it was to stand under is out of sight.
OUT_OF_SIGHT = {
    State.REMOVED: Sentence("the letter was removed before it stood there"),
    State.WITHDRAWN: Sentence("the letter was withdrawn before it stood there"),
}
STILL_WAITS = Sentence(
    "Your response {number} to “{title}” is not in the thread yet: {reason}. The moderators know, and it "
    "appears once they have put that right. If you would rather not wait, take it back with `/letter mine`."
)
STILL_STANDS = Sentence(
    "You took back response {number} to “{title}”, but it is still in the thread: {reason}. The moderators "
    "know. I delete it once they have put that right, unless they delete it themselves."
)
CHANGED = Sentence(
    "Received: your change of response {number} to “{title}”. It appears in the thread in a moment. If Discord "
    "refuses it, it comes back to you, and the response stays as it was."
)
CHANGE_GIVEN_BACK = Sentence(
    "Your change of response {number} to “{title}” could not be made: {reason}. Here it is, so that you need "
    "not write it again:"
)
NOT_FOLLOWED = Sentence("You edited your message, but your answer stays in the thread as it was.")
CHANGE_ANYWAY_HOW = Sentence("To change it anyway, use `/letter mine`. Or edit your message once more, without that.")
CHANGE_ANYWAY = Sentence("Change anyway")
TAKE_BACK_SURE = Sentence(
    "Take back response {number} to “{title}”? It leaves the thread, and its text is deleted. No other "
    "response gets its number."
)
TAKEN_BACK = Sentence("Response {number} to “{title}” is taken back.")
NOT_YOURS = Sentence("That response is not yours, or I have forgotten whose it is.")
STANDS_NO_MORE = Sentence("That response is not in the thread any more.")
TELL_ME, STOP_TELLING = Sentence("Tell me of answers"), Sentence("Stop telling me")
LISTENS = Sentence(
    "I tell you of what is said from now on in the thread of “{title}”, once an hour at most. For that I keep your "
    "account sealed, until I forget the letter’s author. **Stop telling me** ends it."
)
HUSHED = Sentence("I tell you no more of the thread of “{title}”, and keep nothing for that.")
HEARS_NOTHING = Sentence("I tell you nothing of that thread.")
HEARD = Sentence("Something new was said in the thread of “{title}”, where you replied under a pen name: {url}")
EMPTY_REPLY = Sentence("There is nothing in your reply. Write something and send it again.")
PEN_NAMES = {
    "EMPTY": Sentence("A pen name needs at least one letter or digit. Choose one and send your reply again."),
    "TOO_LONG": Sentence("A pen name may have 32 characters at most. Choose a shorter one."),
    "FORBIDDEN_WORD": Sentence("Discord does not allow that name. Choose another one."),
    "NO_LETTERS": Sentence("A pen name needs at least one letter or digit. Choose another one."),
    "RESERVED": Sentence("That name looks like one that is reserved. Choose another one."),
}
# Translators: names that would speak for the letter’s author or for those who moderate, each form people use of them.
RESERVED_NAMES = Sentence(
    "author, original author, letter author, op, original poster, thread starter, writer, letter writer, moderator, "
    "moderators, moderation, mod, mods, modteam, modmail, automod, admin, admins, administrator, administrators, "
    "administration, management, staff, system, bot, owner, support, postmaster, announcement, authors, letter sender, "
    "sender, wrote"
)
# Translators: words that such a name may have beside it and still speak for the same, pronouns among them.
RESERVED_BESIDE = Sentence(
    "the, a, an, real, original, actual, true, official, verified, only, me, i, am, im, it, its, is, this, here, of, "
    "your, our, letter, thread, team, server, head, he, him, his, she, her, hers, they, them, theirs, any, all, "
    "himself, herself, themselves, myself, yes, hi, hello, by, from, response, reply, replies, replying, answer, "
    "replied, answers, answering, answered, note, notice, message, update, edit, ps, says, speaks, speaking, writes, "
    "writing, again, anon, anonymous, trial, senior, site, member, on, duty, for, one, who, fr, irl, tbh"
)
PEN_NAME_TAKEN = (  # in one sentence: else people could find out which names became nobody's at the same time
    Sentence(
        "“{name}”, or a name that looks like it, belongs to somebody else under this letter, or to somebody whom I "
        "have forgotten since. Choose another one."
    )
)
PEN_NAME_OF_MEMBER = Sentence("“{name}” looks like the name of somebody in this server. Choose another one.")
REPLY_OBSTACLES = {
    "LEFT": Sentence(
        "That server is out of reach: you are not in it any more, or I have been removed from it. "
        "Until we are both there, you cannot write under its letters."
    ),
    "UNSEEN": Sentence(
        "You may not see that letter’s channel any more, so you cannot write under it. Its moderators can change that."
    ),
    "MAY_NOT_RESPOND": Sentence(
        "That server does not let you write in the threads of that letter’s channel, so you cannot write under it. "
        "Its moderators can change that."
    ),
    "LOCKED": Sentence("The moderators have locked that letter’s thread: nobody can write under it."),
    "AUTHOR_ONLY": Sentence(
        "The moderators have closed that letter to replies: only its author, and they themselves, write under it now."
    ),
    "NO_REPLIES": Sentence("The moderators have closed that letter: nobody can write under it any more."),
    "SHUT": Sentence(
        "That letter’s thread was closed. Once somebody has opened it again on Discord, you can write under it."
    ),
    "BLOCKED": Sentence(
        "The moderators of this server have blocked you from writing without a name. You can again {when}."
    ),
    "TIMED_OUT": Sentence("You are timed out in that server. You can write there again {when}."),
    "PENDING": Sentence("You have not accepted that server’s rules yet. Accept them, then send it again."),
    "ACCOUNT_NEW": Sentence("Your account is too new to write without a name there. You can {when}."),
    "MEMBER_NEW": Sentence("You are too new in that server to write without a name. You can {when}."),
    "WORDS": Sentence("Nothing with {found} in it is taken there. Put it differently and send it again."),
    "LINKS": Sentence("No links are taken there. Take out {found} and send it again."),
}
SLOW = Sentence("The thread is in slow mode, which holds here too: you can write in it again {when}.")
TOO_FAST = Sentence("You have written {responses} within a minute. Wait a moment, then send it again.")
KEEP_YOUR_TEXT = Sentence("Here is what you wrote:")
REPORTED = Sentence("Thank you. The moderators will look at it.")
REPORTED_HEARS = Sentence(
    "Thank you. The moderators will look at it, and I tell you in a direct message what they decide."
)
REPORTED_BEFORE = Sentence("You have reported this letter already; one report of each reader is enough.")
RESPONSE_REPORTED_BEFORE = Sentence("You have reported this reply already; one report of each reader is enough.")
REPORT_OF_OPEN = Sentence(
    "That message is in its writer’s own name, so it is not mine to take away. Tell the moderators of it, or report it "
    "to Discord from the same menu."
)
REPORTED_LETTER, REPORTED_REPLY = Sentence("letter {number}, “{title}”"), Sentence("response {response} to “{title}”")
#: What a reporter who wants to know hears, by what settled it.
OUTCOMES = {
    Verb.REMOVE: Sentence("You reported {what}. It is not public any more."),
    Verb.REMOVE_RESPONSE: Sentence("You reported {what}. It is not in the thread any more."),
    Verb.WITHDRAW: Sentence("You reported {what}. The letter was withdrawn by its author."),
    Verb.DISMISS: Sentence("You reported {what}. The moderators have looked at it, and it stays."),
}


REPLY_TOO_LONG = Sentence("A reply holds {limit} characters; yours has {length}. Shorten it and send it again.")


REPORT_SAYS_NOTHING = Sentence("Nothing was reported: tick what is wrong, or say it in your own words.")


def reported(new: bool, *, hear: bool, response: bool = False) -> Sentence:
    """Returns the answer to a report: whether it was their first (`new`), and whether they `hear` what comes of it."""
    if new:
        return REPORTED_HEARS if hear else REPORTED
    return RESPONSE_REPORTED_BEFORE if response else REPORTED_BEFORE


def outcome(letter: Letter, response: int, verb: Verb) -> Sentence:
    """Returns what came of a report of a letter, or (not 0) of a response to it, for its reporter."""
    title = plain(letter.title)
    what = REPORTED_LETTER.format(number=letter.number, title=title)
    if response:
        what = REPORTED_REPLY.format(response=response, title=title)
    return OUTCOMES[verb].format(what=what)


def reply_too_long(length: int, limit: int) -> Sentence:
    """Returns why a reply is not taken that is longer than one message can be; both in characters."""
    return REPLY_TOO_LONG.format(limit=Number(limit), length=Number(length))
