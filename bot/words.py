"""Every sentence a person reads: on Discord, in the terminal, in the log's warnings to the host.

Placeholders are named, so that a translation may put them anywhere; whatever counts goes through
`plural`. Nothing here knows Discord's shapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.letter import Letter, Rating, Response, ResponseKind, State, Verb

#: The name that only the author of a letter can answer under.
AUTHOR_NAME = "Author of the letter"
#: The letterbox's first categories: to whom a letter may be; the first is the default.
CATEGORIES = ("To you", "To my family", "To myself", "To someone gone", "To everyone")
RATINGS = {Rating.SAFE: "Safe for Work", Rating.MATURE: "Not Safe for Work"}
RATINGS_EXPLAINED = {
    Rating.SAFE: "Anybody may read it, anywhere",
    Rating.MATURE: "Appears only in the age-restricted channel",
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


# --- numbers and dates --------------------------------------------------------------------------------------


def plural(number: int, one: str, many: str) -> str:
    """`number` with its noun: 1 response, 1,204 responses."""
    return f"{number:,} {one if number == 1 else many}"


def day(moment: datetime) -> str:
    """A day as a person writes it: 9 November 2026. Public times are days only."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def responses(count: int) -> str:
    """The response count under a letter."""
    return plural(count, "response", "responses") if count else "no responses yet"


def resealed(count: int) -> str:
    """What changing the key came to."""
    return f"{plural(count, 'value', 'values')} sealed anew; the old key opens nothing here any more."


def size(count: int) -> str:
    """A number of bytes as people say it: 340 kB, 3.4 MB."""
    if count < 1_000_000:
        return f"{-(-count // 1_000)} kB"
    return f"{count / 1e6:.1f} MB" if count < 1_000_000_000 else f"{count / 1e9:,.1f} GB"


def all_of(names: Sequence[str]) -> str:
    """Two or three things together: SEAL_KEY and SEAL_KEY_OLD."""
    return " and ".join(names)


def span(seconds: int) -> str:
    """A stretch of time as people say it: 40 seconds, 3 minutes, 5 hours, 2 days."""
    for length, one in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * length or (seconds >= length and seconds % length == 0):
            return plural(seconds // length, one, f"{one}s")
    return plural(max(seconds, 0), "second", "seconds")


def characters(count: int) -> str:
    """A length in characters."""
    return plural(count, "character", "characters")


def pages(count: int) -> str:
    """A number of pages."""
    return plural(count, "page", "pages")


def pictures(count: int) -> str:
    """A number of pictures."""
    return plural(count, "picture", "pictures")


# --- settings and start (read by the host) ------------------------------------------------------------------

DOTENV_UNREADABLE = "The file .env cannot be read. Save it as text in UTF-8, readable for whoever runs the bot."
DATABASE_URL_UNKNOWN = "DATABASE_URL must look like sqlite:///data/letters.db (three slashes, then the file)."
SEAL_KEY_MALFORMED = (
    "SEAL_KEY must be 32 bytes in base64. Make one with: "
    'python -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"'
)
SEAL_KEY_WRONG = (
    "The seal key does not fit this database. Put back the key it was made with (SEAL_KEY, or the .key file "
    "beside the database; both keys where `key rotate` was interrupted), or point DATABASE_URL at a new file."
)
SEAL_KEY_OLD_MALFORMED = "SEAL_KEY_OLD must be the former SEAL_KEY, unchanged: 32 bytes in base64."
SEAL_KEY_OLD_ALONE = (
    "SEAL_KEY_OLD is set without SEAL_KEY. Put the former key in SEAL_KEY_OLD and the new one in SEAL_KEY, "
    "or empty SEAL_KEY_OLD."
)
SEAL_KEY_MISSING = (
    "The key file {path} is missing, and the database cannot be read without it. Put it back from your copy, "
    "or set SEAL_KEY. Nothing was changed."
)
SEAL_KEY_FILE = "The key file {path} cannot be used: {why}. Put back the right file, or set SEAL_KEY."
NOT_A_KEY = "it does not hold 32 bytes"
SETTING_ONE_OF = "{name} must be one of {allowed}, not “{value}”."
HEALTH_PORT_MALFORMED = "HEALTH_PORT must be a number from 1 to 65535, or empty for no health endpoint."
HEALTH_PORT_TAKEN = "HEALTH_PORT {port} cannot be used: {why}. Choose another port, or stop whatever listens there."
DATABASE_CANNOT_OPEN = "The database {path} cannot be opened: {why}"
#: What SQLite runs into, by its own names, and what to do about it.
DATABASE_TROUBLE = {
    "FULL": "the disk is full. Free some space on it.",
    "READONLY": "it is read-only. Let whoever runs the bot write the file and its folder, and leave it where it was.",
    "BUSY": "another program is writing to it and does not let go. Close that program.",
    "CORRUPT": (
        "some of it is damaged. Stop the bot, keep a copy of the file, and put a backup in its place: "
        "python -m bot restore FILE"
    ),
    "NOTADB": "it is no database, or its beginning is damaged. Check DATABASE_URL, or restore a backup.",
    "IOERR": "the disk reports an error. Check that it is healthy, has space left, and allows files of that size.",
    "CANTOPEN": "it cannot be read or made there. Check DATABASE_URL and who may read and write there.",
}
DATABASE_OTHER_TROUBLE = "{why}. Check DATABASE_URL and who may write there."
DATABASE_FAILS = "The database {path} fails: {why} Until then nothing is kept, and whoever writes is told so."
DATABASE_WORKS_AGAIN = "The database {path} works again; what waited goes on."
DATABASE_NOT_OURS = "That is a database of another program. Check DATABASE_URL, or the name of the backup."
DATABASE_ORPHAN = "a row in {table} belongs to none in {parent}"
DATABASE_TOO_NEW = (
    "The database was written by a newer version (its layout is {found}, this one knows {known}). "
    "Update the bot, or restore an older backup."
)
DATABASE_REFERS_NOWHERE = (
    "The database could not be brought up to date ({name}): something in it refers to what is not there. Nothing was "
    "changed. Restore a backup, or go on with the version before this one."
)
DATABASE_CLOSED = "The database is closed."
DATABASE_IN_USE = (
    "Another process is working with the database {path}. Only one may at a time: stop that one, then start again."
)
DATABASE_READ = (
    "Another program is reading the database {path}, which keeps old data on the disk. Close it and run this again."
)
DATABASE_FAILED = (
    "The database {path} cannot be written: {why} Nothing is lost; put that right and run this again to go on."
)
DATABASE_MISSING = "There is no database at {path}. Check the name, or DATABASE_URL."
VALUE_DOES_NOT_OPEN = (
    "A value in {table}.{column} opens with neither key. What could be sealed anew is; both keys are kept and still "
    "needed. Restore a backup, or tell the authors of this program."
)
ROTATE_SEAL_KEY = (
    "The key is in SEAL_KEY. To change it, put its value into SEAL_KEY_OLD and a new one into SEAL_KEY, then run this "
    'again. Make a new one with: python -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"'
)
ROTATING = "Sealing everything anew"
ROTATION_INTERRUPTED = "Interrupted; nothing is lost. Run it again to go on. Until then the bot needs both keys."
ROTATED_FILE = (
    "The new key is in {path}: keep a copy of it somewhere else. Backups from before open only with a copy of the "
    "old one."
)
ROTATED_ENV = "Empty SEAL_KEY_OLD now. Backups from before open only with that key."
COPYING = "Copying"
COPY_INTERRUPTED = "Interrupted; nothing was written and nothing changed."
COPY_FAILED = "{path} cannot be copied: {why}"
BACKUP_EXISTS = "{path} is there already, and I overwrite nothing. Choose another name, or move it away."
BACKUP_UNDER_WAY = "Another backup is being written to {path} right now."
BACKUP_CANNOT_WRITE = "No backup was written: {path} cannot be made ({why}). Check the folder and its free space."
BACKUP_DAMAGED = (
    "No backup was written, because the database {path} is damaged. Keep a copy of the file as it is, and restore the "
    "last good backup: python -m bot restore FILE"
)
BACKED_UP = (
    "{letters}, checked, in {path} ({size}). Everything private in it is still sealed: it opens only with {key}. "
    "Keep a copy of that too, and not in the same place; whoever has both can read everything."
)
RESTORE_ITSELF = "{path} is the database itself. Name a backup."
RESTORE_DAMAGED = "Nothing was changed, because {path} is damaged. Take another backup."
RESTORE_CANNOT_WRITE = "Nothing was changed: {path} cannot be written ({why}). Check the folder and its free space."
RESTORED = (
    "{letters} restored; start the bot now. All is as it was when the backup was made. What has come since is not in "
    "it: letters, responses, decisions, blocks. Whoever has used /letter forget since then is known again, and must be "
    "asked to use it once more. Nothing is sent twice: before the bot sends anything about these letters, it looks on "
    "Discord whether it is there. Letters that are not in the backup and stand in public stay there; their buttons say "
    "that the letter is gone."
)
RESTORED_KEPT = "The database of until now is kept as {path}. Delete it when you are sure: it holds what people wrote."
DATABASE_NOT_SWEPT = "What was deleted is still in the database’s write-ahead log ({why}). I try again within the hour."
LOGIN_MISSING = (
    "DISCORD_TOKEN is not set. Copy it from your application’s Bot page at https://discord.com/developers "
    "into .env, or try the bot without one: python -m bot demo"
)
LOGIN_REFUSED = "Discord does not accept DISCORD_TOKEN. Reset it on your application’s Bot page and copy the new one."
DISCORD_UNREACHABLE = "Discord cannot be reached. Check this machine’s connection and start again."
DISCORD_ENDED = "Discord ended the connection for good: {why}"
DEMO_MISSING = 'The demo needs its extra: pip install -e ".[demo]"'
NO_MESSAGE_CONTENT = (
    "The Message Content intent is off: what members write in letters’ threads is counted but not relayed to "
    "authors. Switch it on under Bot → Privileged Gateway Intents at https://discord.com/developers."
)
NO_MEMBERS = (
    "The Server Members intent is off: pen names are compared only with the members the bot has met or can look up. "
    "Switch it on under Bot → Privileged Gateway Intents at https://discord.com/developers."
)
STARTED = "Ready. Ctrl-C stops me."
CATCHING_UP = "Catching up: %d of %d looked at"
CAUGHT_UP = "Caught up: %d direct messages, %d letters, %d servers looked through"
NOT_CAUGHT_UP = "%d could not be looked at; tried again in a minute"
PICTURE_TAKES_LONG = "A picture took more than %d seconds; its process is ended, and the writer is told"
PICTURE_PROCESS_DIED = "A process that cleans pictures ended (%s)"
PICTURE_PROCESS_MISSING = "No process can be started to clean a picture in; the writer is told"
PRESENCE = "for letters: write me one"


# --- seeing it (read by the host) -----------------------------------------------------------------------------

STATUS_TITLE = "The post: what is on its way to Discord"
STATUS_NAMES = {"waiting": "waiting", "in_flight": "in flight", "stuck": "stuck", "oldest": "oldest"}
STATUS_STUCK = "{count} (tried {attempts} times or more; python -m bot doctor says which)"
STATUS_NONE = "none is due"
STATUS_KINDS = "By kind"
STATUS_DESKS = "Letters that wait for a decision"
STATUS_LETTERBOX = "letterbox {number}"

DOCTOR_NAMES = {
    "token": "token",
    "intents": "intents",
    "clock": "clock",
    "letterbox": "letterbox",
    "database": "database",
    "key": "key",
    "post": "post",
    "disk": "disk",
}
DOCTOR_CONNECTED = "Discord knows it; the bot is called “{name}”."
DOCTOR_UNASKED = "not looked at, since Discord could not be asked."
DOCTOR_INTENTS = "Message Content and Server Members are granted."
INTENTS_OFF = {"message_content": NO_MESSAGE_CONTENT, "members": NO_MEMBERS}
DOCTOR_CLOCK = "agrees with Discord’s."
DOCTOR_CLOCK_UNKNOWN = "Discord did not tell the time."
DOCTOR_CLOCK_WRONG = (
    "this machine’s clock is {time} {direction} Discord’s. Switch on its time synchronisation (NTP): limits, blocks "
    "and what is to be forgotten go by it."
)
CLOCK_DIRECTIONS = {True: "ahead of", False: "behind"}
DOCTOR_LETTERBOX = "{letterbox} has its channels and every permission."
DOCTOR_NO_LETTERBOX = "none was looked at; `/letterbox setup` in a server makes one."
NOT_IN_SERVER = "The bot is not in its server any more. Invite it again; until then nothing of it can be delivered."
IN_SERVER = "{server}: {problem}"
DOCTOR_DATABASE = "{path} is undamaged: {letters}, {size}, layout {layout}."
DOCTOR_NO_DATABASE = "there is none at {path} yet; the first start makes it."
DOCTOR_OLD_DATABASE = "undamaged, of layout {found}; the next start brings it to {known}."
DOCTOR_KEY = "{key} opens the database."
DOCTOR_STUCK = "delivery {id} ({kind}{about}) has been tried {attempts}."
DOCTOR_STUCK_ABOUT = " of letter {number} in letterbox {letterbox}"
DOCTOR_STUCK_ADVICE = (
    "The log says what Discord answered; look for the delivery’s number. Mend what is wrong above, or run "
    "`/letterbox check` in the server; they are tried again by themselves, at most 15 minutes later."
)
DOCTOR_DISK = "{free} free in {folder}."
DOCTOR_DISK_FULL = "only {free} free in {folder}; {wanted} should be. Free some space, or move the database."
DOCTOR_FINE = "All is well."
DOCTOR_WRONG = "Something is wrong; see each ✗."


def attempts(count: int) -> str:
    """How often something was tried."""
    return plural(count, "time", "times")


def deliveries_waiting(count: int) -> str:
    """How much is on its way, when none of it is stuck."""
    return f"{plural(count, 'delivery', 'deliveries')} on the way, none stuck." if count else "nothing waits."


# --- what a letter looks like ---------------------------------------------------------------------------------

SEND_LETTER, EDIT, DISCARD = "Send letter", "Edit", "Discard"
APPROVE, SEND_BACK, REJECT, BLOCK = "Approve", "Send back", "Reject", "Block"
LEAVE_A_REPLY, REPORT_BUTTON = "Leave a reply", "Report"
ANSWER, MUTE, UNMUTE, WITHDRAW = "Answer", "Mute", "Unmute", "Withdraw"
REMOVE, DISMISS, READ_ON = "Remove", "Dismiss", "Read on"
NEXT, PREVIOUS = "Next", "Previous"
THIS_IS_AN_ANSWER = "This is an answer to “{title}”"
CHOOSE_LETTERBOX, CHOOSE_CATEGORY, CHOOSE_RATING = "Which server?", "To whom?", "How safe is it to read?"
UNTITLED = "(no title yet)"
SEPARATOR = " · "


def line_of(letter: Letter, when: datetime, count: int) -> str:
    """The line under a published letter: to whom, rating, day, responses. No byline."""
    parts = [letter.category or CATEGORIES[0], RATINGS[letter.rating], day(when), responses(count)]
    return SEPARATOR.join(parts)


OUT_OF_SIGHT = {
    State.REMOVED: "This letter was removed by the moderators.",
    State.WITHDRAWN: "This letter was withdrawn by its author.",
}
THREAD_OUT_OF_SIGHT = {State.REMOVED: "Removed letter", State.WITHDRAWN: "Withdrawn letter"}


def response_mark(response: Response) -> str:
    """The small line under a response that the bot posts."""
    if response.kind is ResponseKind.AUTHOR:
        return f"{AUTHOR_NAME}{SEPARATOR}response {response.number}"
    return f"Response {response.number}, under a pen name"


# --- writing ------------------------------------------------------------------------------------------------

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
FILE_LEFT_OUT = "I left out “{name}”: only pictures (PNG, JPEG, WebP, GIF, AVIF) can be part of a letter."
PICTURE_LEFT_OUT = {
    "NOT_AN_IMAGE": FILE_LEFT_OUT,
    "TOO_LARGE": "I left out “{name}”: a picture may have 8 MiB at most. Send a smaller one.",
    "TOO_MANY_PIXELS": "I left out “{name}”: it has too many pixels or frames. Send a smaller one.",
    "BROKEN": "I left out “{name}”: it is broken and cannot be read. Try to save it again and send that.",
    "TOO_COSTLY": "I left out “{name}”: cleaning it takes too much time or memory. Send a smaller one.",
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


# --- review -------------------------------------------------------------------------------------------------

STATES = {
    State.DRAFT: "a draft",
    State.POSTED: "waiting for the next collection",
    State.HELD: "waiting for the moderators",
    State.RETURNED: "back with its author",
    State.REJECTED: "rejected",
    State.APPROVED: "approved and on its way",
    State.PUBLISHED: "published",
    State.REMOVED: "removed",
    State.WITHDRAWN: "withdrawn",
}
CARD = "Letter {number}"
CARD_HINT = {
    State.HELD: "Waits for a decision.",
    State.RETURNED: "Sent back",
    State.REJECTED: "Rejected",
    State.APPROVED: "Approved, on its way",
    State.PUBLISHED: "Published",
    State.REMOVED: "Removed",
    State.WITHDRAWN: "Withdrawn by its author.",
}
BY_MODERATOR = "{outcome} by {who}."
BY_DELETION = "Removed: somebody deleted it in its channel. `/letters restore number:{number}` publishes it anew."
REASON_GIVEN = "Told the author: {reason}"
AUTHOR_UNREACHABLE = "The author could not be reached by direct message."
TROUBLE_MARK = "⚠ {trouble}"
FLAGGED = "Look at: {found}"
FLAGGED_RESPONSE = "Look at response {response} to letter {number}: {found}\n{url}"
BLOCKED_MARK = "The writer of {what} is blocked {until}."
BLOCKED_WHY = "The writer of {what} is blocked {until}: {reason}"
FASTER = "{who} was faster: letter {number} is {state}."
AUTHOR_WAS_FASTER = "Letter {number} was withdrawn by its author a moment ago."
VERBS = {
    Verb.SUBMIT: "sent",
    Verb.APPROVE: "approved",
    Verb.SEND_BACK: "sent back",
    Verb.REJECT: "rejected",
    Verb.WITHDRAW: "withdrawn",
    Verb.REMOVE: "removed",
    Verb.RESTORE: "restored",
}
VERB_HINTS = {
    Verb.APPROVE: "Only a letter that waits can be; `/letters queue` lists those.",
    Verb.SEND_BACK: "Only a letter that waits can be; `/letters queue` lists those.",
    Verb.REJECT: "Only a letter that waits can be; one that is published can be removed with `/letters remove`.",
    Verb.REMOVE: "Only a published letter can be; one that waits can be rejected with `/letters reject`.",
    Verb.RESTORE: "Only a letter that moderators removed can be.",
}


def wrong_state(letter: Letter, verb: Verb) -> str:
    """Why a verb does not apply to a letter now, and what would."""
    if STATES[letter.state] == VERBS[verb]:
        return f"Letter {letter.number} is {STATES[letter.state]} already."
    said = f"Letter {letter.number} is {STATES[letter.state]}, so it cannot be {VERBS[verb]}."
    return f"{said} {VERB_HINTS[verb]}" if verb in VERB_HINTS else said


DONE = {
    Verb.APPROVE: "Letter {number} is approved and on its way to its channel.",
    Verb.SEND_BACK: "Letter {number} goes back to its author with your note.",
    Verb.REJECT: "Letter {number} is rejected; its author is told, if I still know who they are.",
    Verb.REMOVE: "Letter {number} is being taken out of sight; its author is told, if I still know who they are.",
    Verb.RESTORE: "Letter {number} is on its way back.",
    Verb.DISMISS: "The reports of letter {number} are dismissed; it stays where it is.",
}
QUEUE_EMPTY = "Nothing waits. New letters appear here by themselves."
QUEUE_TITLE = "{letters} waiting, oldest first"
QUEUE_LINE = "**{number}** · {title} · {category} · {rating} · {length} · since {day}{link}"
QUEUE_LINK = " · [card]({url})"
PAGE_OF = "Page {page} of {pages}"
NO_SUCH_PAGE = "There is nothing more on that page; this is the last one."
BLOCKED = (
    "The writer of {what} is blocked {until}: no letters and no replies without a name from them here, as long as I "
    "know who they are. `/letters unblock` lifts it. Nobody learns who they are."
)
UNBLOCKED = "The block set on {what} is lifted."
NOT_BLOCKED = "No block is set on {what}."
BLOCK_OF_LETTER, BLOCK_OF_RESPONSE = "letter {number}", "response {response} to letter {number}"
UNTIL_DAY, UNTIL_LIFTED = "until {day}", "until somebody lifts it"
BLOCK_OF_OPEN = (
    "Response {response} stands in its writer’s own name. Discord’s own tools are for that: time them out, kick or ban "
    "them; who is timed out can write no letters either."
)
NO_SUCH_RESPONSE = "Letter {number} has no response {response}. The number stands below each response that I post."
DAYS_MALFORMED = "Write the days as a number from 1 to 3,650, or leave them out for a block without end."


def writer_of(number: int, response: int) -> str:
    """What a block is set on: a letter (response 0) or a response to it."""
    if not response:
        return BLOCK_OF_LETTER.format(number=number)
    return BLOCK_OF_RESPONSE.format(number=number, response=response)


def until(moment: datetime | None) -> str:
    """How long a block lasts."""
    return UNTIL_LIFTED if moment is None else UNTIL_DAY.format(day=day(moment))


CARD_REPORT = "{readers} reported letter {number}"
CARD_SETTLED = "Reports of letter {number}"
REPORT_SETTLED = {
    State.REMOVED: "The letter was removed{by}.",
    State.WITHDRAWN: "The letter was withdrawn by its author.",
    State.PUBLISHED: "Dismissed{by}; the letter stays.",
}
BY = " by {who}"
NO_REPORTS = "No report of letter {number} waits: somebody settled it already."


def letters(count: int) -> str:
    """A number of letters."""
    return plural(count, "letter", "letters")


def readers(count: int) -> str:
    """A number of readers."""
    return plural(count, "reader", "readers")


# --- to the author -------------------------------------------------------------------------------------------

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


# --- responses -----------------------------------------------------------------------------------------------

REPLY_TAKEN = "Received: response {number}, as **{name}**. It appears in the thread in a moment."
EMPTY_REPLY = "There is nothing in your reply. Write something and send it again."
PEN_NAMES = {
    "EMPTY": "A pen name needs at least one letter. Choose one and send your reply again.",
    "TOO_LONG": "A pen name may have 32 characters at most. Choose a shorter one.",
    "FORBIDDEN_WORD": "Discord does not allow that name. Choose another one.",
    "NO_LETTERS": "A pen name needs at least one letter or digit. Choose another one.",
    "RESERVED": "That name looks like one that is reserved. Choose another one.",
}
PEN_NAME_TAKEN = (  # in one sentence: else people could find out which names became nobody's at the same time
    "“{name}”, or a name that looks like it, belongs to somebody else under this letter, or to somebody whom I have "
    "forgotten since. Choose another one."
)
PEN_NAME_OF_MEMBER = "“{name}” looks like the name of somebody in this server. Choose another one."
REPLY_OBSTACLES = {
    "LEFT": "You are not in that server any more, so you cannot write under its letters.",
    "BLOCKED": "The moderators of this server have blocked you from writing without a name. You can again {when}.",
    "TIMED_OUT": "You are timed out in that server. You can write there again {when}.",
    "PENDING": "You have not accepted that server’s rules yet. Accept them, then send it again.",
    "ACCOUNT_NEW": "Your account is too new to write without a name there. You can {when}.",
    "MEMBER_NEW": "You are too new in that server to write without a name. You can {when}.",
    "WORDS": "Nothing with {found} in it is taken there. Put it differently and send it again.",
    "LINKS": "No links are taken there. Take out {found} and send it again.",
}
TOO_FAST = "You have written {responses} within a minute. Wait a moment, then send it again."
KEEP_YOUR_TEXT = "What you wrote, so that you need not write it again:"
ATTACHED = "(with a file: {name})"
STICKER = "(a sticker: {name})"
REPORTED = "Thank you. The moderators will look at it."
REPORTED_BEFORE = "You have reported this letter already; the moderators will look at it."


def reply_too_long(length: int, limit: int) -> str:
    """A reply beyond what one message holds."""
    return f"A reply holds {limit:,} characters; yours has {length:,}. Shorten it and send it again."


# --- forms ---------------------------------------------------------------------------------------------------

FORM_EDIT, FORM_WRITE = "Your letter", "A letter nobody signs"
FIELD_TITLE, FIELD_TEXT, FIELD_TEXT_PART = "Title", "Text", "Text, part {part} of {parts}"
FIELD_TITLE_HINT = "It becomes the name of the thread."
FIELD_REMAINDER = "The letter goes on after this; to change the rest, edit your messages."
FORM_SEND_BACK, FIELD_NOTE = "Send letter {number} back", "What should change?"
FORM_REJECT, FORM_REMOVE, FIELD_REASON = "Reject letter {number}", "Remove letter {number}", "Reason (optional)"
FIELD_REASON_HINT = "The author reads it. They do not learn who you are."
FORM_BLOCK, FIELD_DAYS = "Block the writer of letter {number}", "Days (optional)"
FIELD_DAYS_HINT = "From 1 to 3,650. Left out, the block has no end."
FIELD_BLOCK_HINT = "For the moderators. The person never reads it."
FORM_REPLY, FIELD_REPLY, FIELD_PEN_NAME = "Leave a reply", "Your reply", "Pen name"
FIELD_PEN_NAME_HINT = "Yours under this letter from now on; nobody else can take it."
FORM_REPORT, FIELD_WHY = "Report this letter", "What is wrong with it?"
FORM_ANSWER, FIELD_ANSWER = "Answer as Author of the letter", "Your answer"


# --- set-up --------------------------------------------------------------------------------------------------

SETUP_DONE = "The letterbox is set up. Letters appear in {letters}; they are reviewed in {desk}."
SETUP_MATURE = "Letters that are Not Safe for Work appear in {mature}."
SETUP_NO_MATURE = "There is no channel for letters that are Not Safe for Work, so no such letter can be sent."
SETUP_HOW_TO = "Members write by sending me a direct message, or with `/letter write`."
SETUP_REFUSED = "Nothing was saved:"
MISSING_PERMISSIONS = "In {channel} I lack: {permissions}. Give me these in the channel’s settings, then try again."
DESK_IS_PUBLIC = (
    "Everybody can read {channel}, so it cannot be the desk. In its settings, under Permissions, switch off "
    "View Channel for @everyone and switch it on for your moderators and for me."
)
MATURE_NOT_RESTRICTED = "{channel} is not age-restricted. Switch that on in its settings, or choose another channel."
LETTERS_RESTRICTED_SAME = "The desk must be a channel of its own, not the one where letters appear."
WITHOUT_WEBHOOKS = "Without Manage Webhooks in {channel} I post pen-name replies myself, with the pen name in bold."
WITHOUT_TAGS = (
    "I could not make the category tags in {channel} ({why}). Letters appear without them; "
    "give me Manage Channels there, or make the tags yourself."
)
WHY_NO_PERMISSION, WHY_FULL = "I lack Manage Channels", "a forum holds 20 tags"
TAGS_MADE = "I made {tags} in {channel}."
OPENED = "The letterbox is open: letters are taken."
CLOSED = (
    "The letterbox is closed: no letters are taken. Those already sent can still be decided. `/letterbox open` resumes."
)
NO_LETTERBOX_HERE = (
    "This server has no letterbox yet. Somebody who may manage the server makes one with `/letterbox setup`."
)
NO_LETTERBOX = "That letterbox does not exist any more."
CHECK_TITLE = "The letterbox of this server"
CHECK_OPEN = {True: "It is open.", False: "It is closed (`/letterbox open` resumes)."}
CHECK_PLACE = {"letters": "Letters: {channel}", "desk": "Desk: {channel}", "mature": "Not Safe for Work: {channel}"}
CHECK_GONE = "{place} is gone. Choose another channel with `/letterbox setup`."
LEFT = "left"  #: nobody reads it: what is remembered of a letterbox whose server the bot is not in
ALERT = (
    "⚠ **The letterbox lacks something.** Letters are kept safe meanwhile.\n{problems}\n`/letterbox check` looks again."
)
CHECK_FINE = "Everything is as it should be."
CHECK_QUEUE = "{letters} waiting for a decision."
PLACES = {"letters": "The letters channel", "desk": "The desk", "mature": "The Not Safe for Work channel"}


def alert(problems: Sequence[str]) -> str:
    """What the desk reads when something the letterbox needs was deleted or taken away."""
    return ALERT.format(problems="\n".join(f"- {problem}" for problem in problems))


SETTINGS_TITLE = "The settings of this letterbox"
SETTINGS_SAVED = "Saved."
SETTINGS = (
    "**waiting** · {waiting} of one person may wait for the desk\n"
    "**daily** · {daily} of one person within a day\n"
    "**responses** · {responses} of one person within a minute, replies under a pen name and answers\n"
    "**account_days** · {account}\n"
    "**member_hours** · {member}\n"
    "**refuse** · {refused}\n"
    "**flag** · {flagged}\n"
    "**links** · {links}\n"
    "**categories** · {categories}\n"
    "**keep_days** · {keep} after the last response I forget who wrote a letter\n"
    "**collection** · letters reach the desk {collection}\n"
    "**notice_delay** · authors hear of what others did {delay}"
)
#: Seconds between collections of the post, by their names.
COLLECTIONS = {0: "at once", 900: "every 15 minutes", 3_600: "every hour", 86_400: "every day"}
TOGETHER, UP_TO_LATER = "together, {every}, in random order", "up to {seconds} later, at random"
LINK_RULES = {
    "allow": "Allow; invites and links with a text of their own are shown to the desk",
    "flag": "Show to the desk",
    "refuse": "Refuse",
}
NO_WORDS = "no words"
WORDS_MORE = "{listed} … and {rest} more"
WORDS_SHOWN = 700
WORD_LISTS = {
    "TOO_MANY": "A list may hold 200 words at most. Nothing was changed.",
    "TOO_LONG": "“{entry}” is too long: an entry may have 60 characters at most. Nothing was changed.",
    "NO_LETTERS": "“{entry}” has no letter or digit to compare with. Nothing was changed.",
    "STAR_INSIDE": "“{entry}” has a star inside: stars may stand only at its ends. Nothing was changed.",
    "TOO_BROAD": "“{entry}” would be found in almost every letter: write at least three letters beside a star. "
    "Nothing was changed.",
}
CATEGORY_LISTS = {
    "NONE": "Name at least one category. Nothing was changed.",
    "TOO_MANY": "There may be 20 categories at most. Nothing was changed.",
    "TOO_LONG": "“{entry}” is too long: a category may have 20 characters at most. Nothing was changed.",
}


def word_list(entries: tuple[str, ...]) -> str:
    """A list of words, as long as it can be shown."""
    shown: list[str] = []
    for entry in entries:
        if sum(map(len, shown)) + len(entry) > WORDS_SHOWN:
            break
        shown.append(f"`{entry.replace('`', '’')}`")
    rest = len(entries) - len(shown)
    text = ", ".join(shown) or NO_WORDS
    return WORDS_MORE.format(listed=text, rest=rest) if rest else text


def collection(every: int) -> str:
    """When letters reach the desk, for a collection each so many seconds."""
    return TOGETHER.format(every=COLLECTIONS[every]) if every else COLLECTIONS[0]


def notice_delay(seconds: int) -> str:
    """How much later authors hear of what others did."""
    return UP_TO_LATER.format(seconds=plural(seconds, "second", "seconds")) if seconds else COLLECTIONS[0]


def account_age(days_: int) -> str:
    """How old an account must be."""
    return f"an account must be {days(days_)} old" if days_ else "an account may be of any age"


def membership(hours_: int) -> str:
    """How long one must have been a member."""
    return f"a member must have been here for {hours(hours_)}" if hours_ else "a member may have just come"


def days(count: int) -> str:
    """A number of days."""
    return plural(count, "day", "days")


def hours(count: int) -> str:
    """A number of hours."""
    return plural(count, "hour", "hours")


def tags(count: int) -> str:
    """A number of forum tags."""
    return plural(count, "category tag", "category tags")


# --- forgetting ----------------------------------------------------------------------------------------------

AUTHOR_FORGOTTEN = (
    "I have forgotten who wrote that letter: its time was over, or its author asked for it. So nobody can do anything "
    "as its author any more. Under a published letter anybody can still answer."
)
CANNOT_SEND_BACK = "Letter {number} cannot be sent back: its author is forgotten. Approve or reject it."
SOMEBODY, ERASED = "Somebody", "(erased)"
KEPT_NOTHING = "I keep nothing about you, in this server or any other."
KEPT_TITLE = "What I keep about you, in every server (only you see this)"
KEPT_SEALED = "Letters are kept sealed, with who you are and where your direct messages are, so that I can reach you."
KEPT_LINE = "- {what}: {until}"
KEPT_DRAFTS = "until you send or discard them"
KEPT_WAITING = "until the moderators decide, or you withdraw them"
KEPT_FORGOTTEN_ON = "who wrote them is forgotten {when}, unless somebody answers before"
KEPT_OVER = "nothing is left of them {when}"
KEPT_ON, KEPT_BETWEEN = "on {last}", "between {first} and {last}"
KEPT_RESPONSES = "a mark that tells they are one person’s, forgotten with their letter’s author"
KEPT_PEN_NAMES = "yours until their letter’s author is forgotten; nobody else’s after that"
KEPT_REPORTS = "until the moderators have looked at them"
KEPT_INBOX = "Where your direct messages with me are, and how far I have read them"
ERASED_INBOX = "where your direct messages with me are"
KEPT_INBOX_UNTIL = "sealed; a week after you last wrote, or with the last letter I know as yours"
KEPT_MESSAGES = "on their way to you, until they arrive"
KEPT_BLOCKS = "a mark of their own, until they end; this alone cannot be erased by you"
KEPT_DESK = "What somebody decided as a moderator stays in the record of the desk."
KEPT_HOW_TO = "`/letter forget` erases it."
FORGET_TITLE = "This would be erased, at once and for good:"
FORGET_MEANS = (
    "Letters that wait are withdrawn. What is published stays, with nobody behind it: I cannot tell you of answers any "
    "more, and you cannot answer as its author or take it back. (`/letter withdraw` takes a letter back; do that "
    "first.) What I wrote to you here on Discord stays until you close or delete it."
)
FORGET_BLOCKS = "Blocks stay: {blocks}."
FORGET_NOTHING = "I keep nothing about you that could be erased."
FORGET_ME = "Forget me"
FORGOTTEN = "Done. I have erased {what}. What is published stands there with nobody behind it."


def drafts(count: int) -> str:
    """A number of drafts."""
    return plural(count, "draft", "drafts")


def own_responses(count: int) -> str:
    """A number of responses, none included."""
    return plural(count, "response", "responses")


def pen_names(count: int) -> str:
    """A number of pen names."""
    return plural(count, "pen name", "pen names")


def reports(count: int) -> str:
    """A number of reports."""
    return plural(count, "report", "reports")


def messages(count: int) -> str:
    """A number of messages."""
    return plural(count, "message", "messages")


def blocks(count: int) -> str:
    """A number of blocks."""
    return plural(count, "block", "blocks")


def kept_so_long(days: int | None) -> str:
    """What a draft card says of what is kept; `days` is what the server chose, None where no server is."""
    when = KEPT_BY_SERVER if days is None else KEPT_SO_LONG.format(days=plural(days, "day", "days"))
    return DRAFT_KEPT.format(when=when)


def on_days(days: Sequence[str]) -> str:
    """When something happens: on one day, or between the first and the last."""
    if days[0] == days[-1]:
        return KEPT_ON.format(last=days[-1])
    return KEPT_BETWEEN.format(first=days[0], last=days[-1])


def done(letter: Letter, verb: Verb) -> str:
    """What a moderator's command did."""
    return DONE[verb].format(number=letter.number)


# --- what goes wrong -----------------------------------------------------------------------------------------

NO_SUCH_NUMBER = "There is no letter {number} in this server. `/letters queue` lists those that wait."
NO_SUCH_OWN_NUMBER = (
    "You have no letter {number} here. `/letter mine` lists yours; "
    "one whose author I have forgotten is nobody’s any more."
)
LETTER_GONE = "That letter does not exist any more."
RESPONSE_GONE = "That response does not exist any more."
NO_PERMISSION = "You need the permission {permission} for that."
FORUM_PERMISSION_NAMES = {
    "send_messages": "Create Posts",
    "send_messages_in_threads": "Send Messages in Posts",
    "manage_threads": "Manage Posts",
}
PERMISSION_NAMES = {"send_messages_in_threads": "Send Messages in Threads"}
PERMISSIONS = {"manage_messages": "Manage Messages", "manage_guild": "Manage Server"}
SERVER_ONLY = "Use this command in a server."
JUST_WRITE = "Here you can simply write: send me your letter as a message. In a server, `/letter write` opens a form."
NOT_KEPT = (
    "That did not work: the place where I keep everything fails right now, so nothing of it was kept. "
    "Whoever runs me can see why. Please try again in a few minutes."
)
UNEXPECTED = "Something went wrong on my side, and it is in my log. Nothing of yours is lost; please try again."
FORBIDDEN = "I lack a permission there"
REFUSED = "Discord refuses it"
NOT_RESTRICTED_NOW = "its channel is not age-restricted any more"
NO_PLACE = "there is no channel for its rating"
GONE = "its channel, thread or message is gone"
AFRESH = "Put that right, then `/letters remove` and `/letters restore` it."
ANEW = "`/letters remove` and then `/letters restore` publish it anew."
THREAD_LOST = f"Its thread was deleted, so nobody can answer it. {ANEW}"
PAGE_LOST = f"A page of it was deleted, so nobody can read on. {ANEW}"
TROUBLE = {
    "publish": (
        "It could not be published: {reason}. Put that right (`/letterbox check` tells how), then approve it again."
    ),
    "thread": f"Its thread could not be made: {{reason}}. {AFRESH}",
    "page": f"A page of it could not be posted: {{reason}}. {AFRESH}",
    "response": f"A response could not be posted: {{reason}}. {AFRESH}",
    "take-down": "It could not be taken out of sight: {reason}. Please delete what is left of it yourself.",
}


# --- the post as a whole (for the host) -----------------------------------------------------------------------

POST_LOGGED_OUT = (
    "Discord no longer takes the token (401), so nothing is delivered any more. Nothing is lost: put the bot’s present "
    "token into DISCORD_TOKEN (Developer Portal, Bot, Reset Token) and start the bot again."
)
POST_STOPPED = (
    "Discord has refused {count} requests within {minutes} minutes (401, 403 or 429); at 10,000 it blocks "
    "this address. Nothing is delivered for the next {minutes} minutes, then it goes on by itself. The lines "
    "above say what was refused; `/letterbox check` in each server says which permission is missing."
)
POST_RESUMED = "Deliveries go on."


# --- unmasking (on the host only) -----------------------------------------------------------------------------

UNMASK_WARNING = (
    "This opens who wrote letter {number}. It is recorded, and the desk is told at the next start, with the reason:\n"
    "> {reason}\n"
    "To go on, type: {phrase}"
)
UNMASK_PHRASE = "unmask {number}"
UNMASK_NOT_CONFIRMED = "Nothing was opened and nothing recorded: the words typed were not “{phrase}”."
UNMASK_NO_REASON = "Give a reason with --reason; the desk will read it."
UNMASKED = "Letter {number} was written by the account {person}."
UNMASKED_RECORD = (
    "⚠ **The host opened who wrote letter {number}** on {day}. The reason given: {reason}\n"
    "-# This message cannot be switched off. Nobody here learns whose letter it is."
)


# --- the commands --------------------------------------------------------------------------------------------

COMMANDS = {
    "letterbox": "The server’s letterbox",
    "letterbox setup": "Choose where letters appear and where they are reviewed",
    "letterbox open": "Take letters again",
    "letterbox close": "Take no letters for now",
    "letterbox settings": "See or change what the letterbox takes: limits, words, links, categories, and what it keeps",
    "letterbox check": "See whether everything the letterbox needs is in place",
    "letters": "The moderators’ commands",
    "letters queue": "What waits for a decision, oldest first",
    "letters approve": "Publish a letter that waits",
    "letters reject": "Turn a letter down",
    "letters return": "Send a letter back to its author with a note",
    "letters remove": "Take a published letter out of sight",
    "letters restore": "Publish a removed letter again",
    "letters block": "Take nothing more from the writer of a letter or response, without learning who it is",
    "letters unblock": "Lift the block set on a letter or response",
    "letter": "Letters nobody signs",
    "letter write": "Write a letter in a form",
    "letter mine": "List the letters you have sent; only you see it",
    "letter withdraw": "Take one of your letters back",
    "letter data": "See what I keep about you, in every server; only you see it",
    "letter forget": "Erase everything that ties you to anything, in every server; asks first",
}
OPTIONS = {
    "letters": "Text channel or forum where letters appear",
    "desk": "Private channel where moderators review them",
    "mature": "Age-restricted channel or forum for letters that are Not Safe for Work",
    "number": "The letter’s number",
    "reason": "What the author is told (they do not learn who you are)",
    "note": "What the author should change",
    "page": "Which page, from 1",
    "response": "A response to that letter, by its number",
    "days": "For how many days; left out, the block has no end",
    "block_reason": "For the moderators; the person never reads it",
    "waiting": "Letters of one person that may wait for the desk",
    "daily": "Letters of one person within a day",
    "responses": "Responses of one person within a minute",
    "account_days": "How many days old an account must be",
    "member_hours": "For how many hours one must have been a member",
    "refuse": "Words that are refused, between commas; the whole list anew, - for none",
    "flag": "Words that the desk is shown, between commas; the whole list anew, - for none",
    "links": "What happens to letters and responses with links",
    "categories": "To whom letters may be, between commas; the first is the default",
    "keep_days": "How many days after the last response the author of a letter is known",
    "collection": "When letters reach the desk: at once, or together in random order",
    "notice_delay": "Up to how many seconds later, at random, authors hear of what others did",
}
