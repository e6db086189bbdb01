"""What people read while they write a letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.language import Excerpt, Listed, Said, Sentence, Several
from bot.language.lengths import cut
from bot.language.markup import isolated, plain
from bot.letter import OVER, WAITING, Letter
from bot.words import numbers
from bot.words.desk import STATES

DRAFT = Sentence(
    "**Your letter, as it will look.** Write on and I add it; edit or delete your messages, and the letter "
    "changes with them. Nothing is sent before you press **Send letter**."
)
DRAFT_SEEN = Sentence("**As readers will see it**")
DRAFT_UNSEEN = Sentence("Discord does not take a picture of it: readers may see it without its pictures.")
DRAFT_IN_SERVER = Sentence(
    "**Your letter, as it will look.** Only you see this card, but everybody sees what you write in this "
    "channel. To change the letter, press **Edit**, or write to me in a direct message. Nothing is sent before "
    "you press **Send letter**."
)
DRAFT_MOVED = Sentence(
    "Your letter is in your direct messages with {me}. Write on there, and send it from there: here, everybody "
    "sees what you write."
)
DRAFT_RETURNED = Sentence(
    "**Letter {number} is open again.** Change what you like and send it once more.\nThe moderators wrote:\n{note}"
)
DRAFT_OF_ITS_OWN = Sentence(
    "This is a letter of its own. If it belongs to {other}, which you left open, press the button that adds it there."
)
OTHER_DRAFT, OTHER_DRAFT_UNTITLED, OTHER_DRAFT_RETURNED = (
    Sentence("“{title}”"),
    Sentence("the letter before"),
    Sentence("letter {number}"),
)
ADDED = Sentence("Added to {other}; its card is below.")
TOO_MUCH_TOGETHER = Sentence(
    "Both together are more than a letter holds: 20,000 characters and 4 pictures. Nothing was changed. "
    "Shorten one of them first, or keep both."
)
RETURNED_IS_NOT_ADDED = Sentence("A letter that was sent back stays a letter of its own. Nothing was changed.")
DRAFT_FOR = Sentence("It goes to {server}.")
WHICH_LETTERBOX = Sentence("Which letterbox is your letter for?")
DRAFT_LONG = Sentence("{length} in all: readers see this page first, and {pages} more in its thread.")
DRAFT_PICTURES = Sentence("With {pictures}, cleaned of everything but the picture.")
DRAFT_SPOILERS = Sentence("{count} of them is behind a spoiler.", "{count} of them are behind a spoiler.")
DRAFT_SPOILER = Sentence("It is behind a spoiler.")
DRAFT_WAITING = Sentence("Before it can be sent:")
TOO_MANY_DRAFTS = Sentence(
    "You have {drafts} open, and there is no room for another. Send or discard one; `/letter mine` lists them."
)
CHANGED_MEANWHILE = Sentence(
    "Your letter changed while that form was open, so I did not save the form over it. Press **Edit** to see "
    "the letter as it is now."
)
EDITED = Sentence("Saved. The letter’s card shows it as it is now.")
DISCARD_ASKED = Sentence("Discard this draft? You can bring it back for a minute; then nothing of it is kept.")
DISCARDED = Sentence("Discarded. You can bring it back for a minute; then nothing of it is kept.")
IS_DISCARDED = Sentence("That draft was discarded. **Bring it back** works for a minute; then nothing of it is kept.")
IS_NOT_DISCARDED = Sentence("There is no discarded draft here to bring back. Nothing was changed.")
NO_ROOM_FOR_ITS_PICTURES = Sentence(
    "Your open drafts leave no room for its pictures. Send or discard one, then press again."
)
BROUGHT_BACK = Sentence("It is back, as it was.")
DISCARDED_RETURNED = Sentence("Letter {number} is withdrawn; the moderators will not see it again.")
OBSTACLES = {
    "NO_LETTERBOX": (
        Sentence(
            "None of the servers we share has a letterbox. Ask the moderators of one for `/letterbox setup`; your text "
            "stays here."
        )
    ),
    "CHOOSE_LETTERBOX": Sentence("Choose below which letterbox it is for."),
    "LEFT": (
        Sentence(
            "That server is out of reach: you have left it, or I have been removed from it. "
            "Choose another, or wait until we are both there again; your text stays here."
        )
    ),
    "CLOSED": Sentence(
        "The letterbox takes no letters at the moment. Your text stays here; try again when it is open."
    ),
    "CLOSED_UNTIL": Sentence(
        "The letterbox takes no letters at the moment. Your text stays here; it can be sent {when}."
    ),
    "BLOCKED": (
        Sentence(
            "The moderators of that server have blocked you from writing without a name. Your text stays here; "
            "it can be sent {when}."
        )
    ),
    "UNSEEN": Sentence(
        "You may not see the channel where letters appear in that server, so you cannot send any there. Its "
        "moderators can change that; your text stays here."
    ),
    "MAY_NOT_SEND": Sentence(
        "That server does not let you write in the channel where letters appear, so you cannot send any there. Its "
        "moderators can change that; your text stays here."
    ),
    "ROLE": Sentence("Only members with {roles} may write letters there. Your text stays here."),
    "TIMED_OUT": Sentence("You are timed out in that server. Your text stays here; it can be sent {when}."),
    "PENDING": Sentence(
        "You have not accepted that server’s rules yet. Accept them there, then press **Send letter** again."
    ),
    "ACCOUNT_NEW": Sentence("Your account is too new for that letterbox. Your text stays here; it can be sent {when}."),
    "MEMBER_NEW": Sentence(
        "You are too new in that server for its letterbox. Your text stays here; it can be sent {when}."
    ),
    "WAITING": (
        Sentence(
            "What you sent to that letterbox before still waits for its moderators. Your text stays here; "
            "it can be sent when they have decided."
        )
    ),
    "DAILY": Sentence(
        "You have sent {letters} to that letterbox within a day. Your text stays here; the next can go {when}."
    ),
    "EMPTY": Sentence("There is nothing in it yet. Press **Edit** and write something."),
    "NO_TITLE": Sentence("It has no title yet. **Send letter** asks for one."),
    "CATEGORY": (
        Sentence("That letterbox has no category “{category}” any more. Choose another below; your text stays here.")
    ),
    "MATURE_NOWHERE": (
        Sentence(
            "That letterbox takes no letters that are Not Safe for Work. Choose Safe for Work if yours is, or another "
            "letterbox."
        )
    ),
    "WORDS": Sentence("That letterbox takes no letter with {found} in it. Put it differently."),
    "LINKS": Sentence("That letterbox takes no letter with links in it. Take out {found}."),
}
THE_ROLE, ONE_OF_THE_ROLES = Sentence("the role {roles}"), Sentence("one of the roles {roles}")
DELETED_ROLE = Sentence("a role that was deleted")
TITLE_TO_BE = Sentence("Write on below that line, and it becomes the title; or **Send letter** asks for one.")
AT, FROM_ON, WHEN_LIFTED = (
    Sentence("<t:{seconds}:f>"),
    Sentence("from <t:{seconds}:f> on"),
    Sentence("when they lift the block"),
)
HITS = {
    "WORD": Sentence("`{what}`"),
    "LINK": Sentence("the link `{what}`"),
    "INVITE": Sentence("the invite `{what}`"),
    "MASKED_LINK": Sentence("the link with a text of its own `{what}`"),
    "FALSE_LINK": Sentence("the link that leads elsewhere than it says `{what}`"),
}
HITS_SHOWN, HIT_SHOWN, TRACE_SHOWN = 10, 60, 150


# A letter has no number before it is at the desk.
ALREADY_SENT = Sentence("Letter {number} has been sent: it is {state}. It cannot be changed now.")
ALREADY_POSTED = Sentence("Your letter has been sent: it is {state}. It cannot be changed now.")
EDIT_TOO_LATE = Sentence(
    "That message is part of letter {number}, which has been sent. Editing it here changes nothing there. To "
    "change the letter, use `/letter revise number:{number}`."
)
EDIT_OF_OVER = Sentence(
    "That message is part of letter {number}, which is {state}. Editing it here changes nothing there. You can "
    "write a new letter."
)
EDIT_OF_POSTED = Sentence(
    "That message is part of your letter, which has been sent. Editing it here changes nothing there. If the "
    "letter comes back, it comes without this edit. To change it now, withdraw it and write a new one."
)
#: The same while the letter may still come back.
EDIT_OF_WAITING = Sentence(
    "That message is part of letter {number}, which has been sent. Editing it here changes nothing there. If "
    "the moderators send it back, it comes without this edit. To change it now, withdraw it and write a new "
    "one."
)
TITLE_TOO_LONG = Sentence("A title may have 100 characters at most. Shorten it, and put the rest into the text.")
NOT_YOURS = Sentence(
    "That letter is not yours. If it was, I have forgotten that: its time was over, or you asked me to. Under "
    "a published letter you can still reply, as anybody can."
)
DELETE_TOO_LATE = Sentence(
    "That message is part of a letter that waits for the moderators. Deleting it here takes nothing out of the "
    "letter now. If they send it back, it comes without that message. To take back all of it, use `/letter "
    "withdraw`."
)
SEND_ANYWAY, REPLY_ANYWAY, ANSWER_ANYWAY = Sentence("Send anyway"), Sentence("Reply anyway"), Sentence("Answer anyway")
TRACES = {
    "OWN_NAME": Sentence("your own name: “{what}”"),
    "OWN_MENTION": Sentence("yourself: “{what}”"),
    "EMAIL": Sentence("an e-mail address: “{what}”"),
    "PHONE": Sentence("a telephone number: “{what}”"),
    "HANDLE": Sentence("a name on a social network: “{what}”"),
    "PERSON_LINK": Sentence("a link that may say who made it: “{what}”"),
    "EMOJI": Sentence("an emoji of another server, which shows that you are a member there: “{what}”"),
    "ELSEWHERE": Sentence("a channel or role of another server, which shows that you are a member there: “{what}”"),
    "MESSAGE_LINK": Sentence("a link to something that you can see on Discord, and perhaps only you: “{what}”"),
    "UPLOAD": Sentence("the address of a file on Discord, which may lead to who sent it: “{what}”"),
    "INVITE": Sentence("an invite, which may say who made it: “{what}”"),
}
ANSWER_ANYWAY_HOW = Sentence(
    "Edit your message, and I post it then. To post it as it is, press **Answer** under the notice and confirm it "
    "there."
)
NOTES_LEFT_OUT = Sentence(
    "-# You write faster than I can answer, so I leave out what I would say next. Your draft’s card and `/letter mine` "
    "show what I have."
)
GIVES_AWAY = Sentence("**Wait: this may tell who you are.** It holds\n{found}\nNothing was sent.")
FOUND = Sentence("- {what}")


def roles(names: Sequence[str]) -> Said:
    """Returns roles of which one is needed, by their names: in direct messages a mention would show nothing."""
    shown = Listed(tuple(plain(f"@{name}") for name in names))
    return (THE_ROLE if len(names) == 1 else ONE_OF_THE_ROLES).format(roles=shown) if names else DELETED_ROLE


def when(seconds: int | None) -> Sentence:
    """Returns from when on something works (Unix seconds); None: once a block without end is lifted."""
    return WHEN_LIFTED if seconds is None else FROM_ON.format(seconds=seconds)


def hit(kind: str, what: str) -> Sentence:
    """Returns something that a letterbox's rules found, escaped so that it is shown and has no effect."""
    what = " ".join(what.replace("`", "’").split())
    return HITS[kind].format(what=isolated(cut(what, HIT_SHOWN)))


def listed(found: Sequence[Said]) -> Several:
    """Returns several things that were found, each once."""
    return Several(tuple(dict.fromkeys(found)), numbers.MORE, ", ", HITS_SHOWN)


def other_draft(draft: Letter, on: Literal["plain", "isolated"] = "plain") -> Sentence:
    """Returns what to call another draft (its title, else its number, else that it came before), in a text or
    ("isolated") on a button."""
    if draft.title:
        return OTHER_DRAFT.format(title=Excerpt(draft.title, on))
    return OTHER_DRAFT_UNTITLED if draft.number is None else OTHER_DRAFT_RETURNED.format(number=draft.number)


def already_sent(letter: Letter) -> Sentence:
    """Returns that a letter which is no longer a draft cannot be changed."""
    sentence = ALREADY_POSTED if letter.number is None else ALREADY_SENT
    return sentence.fill(number=letter.number, state=STATES[letter.state])


def edit_too_late(letter: Letter) -> Sentence:
    """Returns that a direct message was edited after it had been sent as a letter."""
    sentence = EDIT_OF_WAITING if letter.state in WAITING else EDIT_OF_OVER if letter.state in OVER else EDIT_TOO_LATE
    if letter.number is None:
        sentence = EDIT_OF_POSTED
    return sentence.fill(number=letter.number, state=STATES[letter.state])


def gives_away(found: Sequence[tuple[str, str]]) -> Sentence:
    """Returns what in a text may tell who wrote it. `found` are pairs of a kind of trace and the words themselves."""
    traces = dict.fromkeys(FOUND.format(what=TRACES[kind].format(what=_trace(kind, what))) for kind, what in found)
    return GIVES_AWAY.format(found=Several(tuple(traces), numbers.MORE_LINES))


def _trace(kind: str, what: str) -> Said:
    """Returns what was found, without effect; an emoji or a mention is short, and nobody knows it by its code."""
    return what if kind in ("OWN_MENTION", "EMOJI", "ELSEWHERE") else Excerpt(what, most=TRACE_SHOWN)
