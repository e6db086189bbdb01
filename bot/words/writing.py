"""What somebody reads who writes a letter."""

from __future__ import annotations

from collections.abc import Sequence

from bot.letter import Letter, State
from bot.words.desk import STATES
from bot.words.numbers import characters, pictures

HELP = (
    "Hello. I carry letters that nobody signs.\n"
    "Write your letter here, in as many messages as you like: I show you what it will look like, and nothing "
    "goes anywhere before you press **Send letter**. Moderators read it without learning whose it is, and it is "
    "published without a name.\n"
    "A first line on its own becomes the title. `/letter mine` lists the letters you have sent.\n"
    "-# I keep what you write sealed, and who you are only for a while: `/letter data` shows it, `/letter forget` "
    "erases it."
)
DRAFT = (
    "**Your letter, as it will look.** Write on and I add it; edit or delete your messages and I follow. "
    "Nothing is sent before you press **Send letter**."
)
DRAFT_RETURNED = (
    "**Letter {number} is open again.** Change what you like and send it once more.\nThe moderators wrote: {note}"
)
DRAFT_FOR = "It goes to {server}."
DRAFT_LONG = "{length} in all: readers see this page first, and {pages} more in its thread."
DRAFT_PICTURES = "With {pictures}, cleaned of everything but the picture."
DRAFT_WAITING = "Before it can be sent:"
DRAFT_KEPT = (
    "-# I keep it sealed, and with it who you are, so that I can reach you; that I forget {when}. "
    "`/letter data` shows what I keep, `/letter forget` erases it."
)
KEPT_SO_LONG, KEPT_BY_SERVER = "{days} after the last response", "after a time that the server chooses"
DRAFT_COLLECTED = "-# The post is collected {every}: letters reach the moderators together, in random order."
SENT = (
    "**Received.** Your letter is number {number} in {server}. The moderators read it without learning whose it "
    "is; I tell you here what they decide.\nYou can take it back at any time: **Withdraw**, or "
    "`/letter withdraw number:{number}`."
)
SENT_POSTED = (
    "**Received.** Your letter goes to the moderators of {server} with the next collection, {when}, together with "
    "others and in random order. They read it without learning whose it is; I tell you here what they decide.\n"
    "You can take it back at any time with **Withdraw**."
)
DISCARDED = "Discarded. Nothing of it is kept."
DISCARDED_RETURNED = "Letter {number} is withdrawn; the moderators will not see it again."
OBSTACLES = {
    "NO_LETTERBOX": (
        "None of the servers we share has a letterbox. Ask its moderators for `/letterbox setup`; "
        "your text waits here meanwhile."
    ),
    "CHOOSE_LETTERBOX": "Choose below which server it is for.",
    "LEFT": (
        "That server is out of reach: you have left it, or I have been removed from it. "
        "Choose another, or wait until we are both there again; your text stays here."
    ),
    "CLOSED": "The letterbox takes no letters at the moment. Your text stays here; try again when it is open.",
    "BLOCKED": (
        "The moderators of that server have blocked you from writing without a name. Your text stays here; "
        "it can be sent {when}."
    ),
    "TIMED_OUT": "You are timed out in that server. Your text stays here; it can be sent {when}.",
    "PENDING": "You have not accepted that server’s rules yet. Accept them there, then press **Send letter** again.",
    "ACCOUNT_NEW": "Your account is too new for that letterbox. Your text stays here; it can be sent {when}.",
    "MEMBER_NEW": "You are too new in that server for its letterbox. Your text stays here; it can be sent {when}.",
    "WAITING": (
        "What you sent to that letterbox before still waits for its moderators. Your text stays here; "
        "it can be sent when they have decided."
    ),
    "DAILY": "You have sent {letters} to that letterbox within a day. Your text stays here; the next can go {when}.",
    "EMPTY": "There is nothing in it yet. Write something here, or press **Edit**.",
    "NO_TITLE": "It has no title. Press **Edit** and give it one.",
    "MATURE_NOWHERE": (
        "That server has no age-restricted channel for letters that are Not Safe for Work. "
        "Choose Safe for Work if it is, or another server."
    ),
    "WORDS": "That letterbox takes no letter with {found} in it. Put it differently, here or with **Edit**.",
    "LINKS": "That letterbox takes no letter with links in it. Take out {found}, here or with **Edit**.",
}
AT, FROM_ON, WHEN_LIFTED = "<t:{seconds}:f>", "from <t:{seconds}:f> on", "when they lift the block"
HITS = {
    "WORD": "`{what}`",
    "LINK": "the link `{what}`",
    "INVITE": "the invite `{what}`",
    "MASKED_LINK": "the link with a text of its own `{what}`",
    "FALSE_LINK": "the link that leads elsewhere than it says `{what}`",
}
HITS_SHOWN, HIT_SHOWN = 10, 60


def when(seconds: int | None) -> str:
    """From when on something works (Unix seconds); None: when a block without end is lifted."""
    return WHEN_LIFTED if seconds is None else FROM_ON.format(seconds=seconds)


def hit(kind: str, what: str) -> str:
    """Something that a letterbox's rules found, so that it shows and does nothing."""
    what = " ".join(what.replace("`", "’").split())
    return HITS[kind].format(what=what if len(what) <= HIT_SHOWN else what[: HIT_SHOWN - 1] + "…")


def listed(found: list[str]) -> str:
    """Several things that were found, each once."""
    return ", ".join(list(dict.fromkeys(found))[:HITS_SHOWN])


ALREADY_SENT = "{letter} has been sent: it is {state}. It cannot be changed any more."
EDIT_TOO_LATE = (
    "That message is part of {letter}, which has been sent. Editing it here changes nothing there; "
    "to change the letter, withdraw it and write a new one."
)
YOUR_LETTER, A_NUMBER = "your letter", "letter {number}"


def sent(letter: Letter, server: str) -> str:
    """Received: at the desk now, or with the next collection."""
    if letter.state is State.POSTED:
        return SENT_POSTED.format(server=server, when=AT.format(seconds=letter.submitted_at))
    return SENT.format(number=letter.number, server=server)


def _called(letter: Letter) -> str:
    """A letter as its author knows it: by its number, once it has one."""
    return YOUR_LETTER if letter.number is None else A_NUMBER.format(number=letter.number)


def already_sent(letter: Letter) -> str:
    """A letter that is no draft any more cannot be changed."""
    called = _called(letter)
    return ALREADY_SENT.format(letter=called[0].upper() + called[1:], state=STATES[letter.state])


def edit_too_late(letter: Letter) -> str:
    """A direct message was edited after it had been sent as a letter."""
    return EDIT_TOO_LATE.format(letter=_called(letter))


TITLE_TOO_LONG = "A title may have 100 characters at most. Shorten it, and put the rest into the text."
NOT_YOURS = "That letter is not yours."
STICKER_LEFT_OUT = "A sticker cannot be part of a letter; I left it out."
VOICE_LEFT_OUT = "A voice message cannot be part of a letter: your voice would sign it. I left it out."
FILE_LEFT_OUT = "I left out “{name}”: only pictures (PNG, JPEG, WebP, GIF) can be part of a letter."
PICTURE_LEFT_OUT = {
    "NOT_AN_IMAGE": FILE_LEFT_OUT,
    "TOO_LARGE": "I left out “{name}”: a picture may have 8 MiB at most. Send a smaller one.",
    "TOO_MANY_PIXELS": "I left out “{name}”: it has too many pixels or frames. Send a smaller one.",
    "BROKEN": "I left out “{name}”: it is broken and cannot be read. Try to save it again and send that.",
}
PICTURE_NOT_FETCHED = "I left out “{name}”: Discord did not give it to me. Send it once more."
FORWARD_LEFT_OUT = "I cannot read a forwarded message. Copy its text into a message of your own."
NOTHING_TO_TAKE = "There was nothing in that message I could take."


def too_long(left: str) -> str:
    """What of a letter did not fit."""
    start = " ".join(left.split())
    start = start if len(start) <= 80 else start[:80].rstrip() + "…"
    return (
        f"A letter holds 20,000 characters, and yours is full. The last {characters(len(left.strip()))} did not fit, "
        f"from “{start}” on. Shorten it somewhere and send that part again."
    )


def too_many_pictures(left: int) -> str:
    """Pictures beyond the fourth."""
    return f"A letter holds 4 pictures; I left out {pictures(left)}. Delete a message with one to make room."


SEND_ANYWAY, REPLY_ANYWAY, ANSWER_ANYWAY = "Send anyway", "Reply anyway", "Answer anyway"
TRACES = {
    "OWN_NAME": "your own name: “{what}”",
    "OWN_MENTION": "yourself: “{what}”",
    "EMAIL": "an e-mail address: “{what}”",
    "PHONE": "a telephone number: “{what}”",
    "HANDLE": "a name in a social network: “{what}”",
    "PERSON_LINK": "a link that may say who made it: “{what}”",
}
ANSWER_ANYWAY_HOW = (
    "Change it and reply again; or, to post it as it is, press **Answer** under the notice and confirm it there."
)


def gives_away(found: Sequence[tuple[str, str]]) -> str:
    """What in a text may tell who wrote it: pairs of a kind of trace and the words themselves."""
    lines = dict.fromkeys(f"- {TRACES[kind].format(what=what)}" for kind, what in found)
    return "\n".join(["**Wait: this may tell who you are.** It holds", *lines, "Nothing was sent. Change it, or:"])
