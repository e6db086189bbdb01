"""Every sentence a person reads: on Discord, in the terminal, in the log's warnings to the host.

Placeholders are named, so that a translation may put them anywhere; whatever counts goes through
`plural`. Nothing here knows Discord's shapes.
"""

from __future__ import annotations

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
    "beside the database), or point DATABASE_URL at a new file."
)
SEAL_KEY_FILE = "The key file {path} cannot be used: {why}. Put back the right file, or set SEAL_KEY."
NOT_A_KEY = "it does not hold 32 bytes"
SETTING_ONE_OF = "{name} must be one of {allowed}, not “{value}”."
DATABASE_CANNOT_OPEN = "The database {path} cannot be opened: {why}. Check DATABASE_URL and who may write there."
DATABASE_TOO_NEW = (
    "The database was written by a newer version (its layout is {found}, this one knows {known}). "
    "Update the bot, or restore an older backup."
)
DATABASE_CLOSED = "The database is closed."
LOGIN_MISSING = (
    "DISCORD_TOKEN is not set. Copy it from your application’s Bot page at https://discord.com/developers "
    "into .env, or try the bot without one: python -m bot demo"
)
LOGIN_REFUSED = "Discord does not accept DISCORD_TOKEN. Reset it on your application’s Bot page and copy the new one."
DISCORD_UNREACHABLE = "Discord cannot be reached. Check this machine’s connection and start again."
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
PRESENCE = "for letters: write me one"


# --- what a letter looks like ---------------------------------------------------------------------------------

SEND_LETTER, EDIT, DISCARD = "Send letter", "Edit", "Discard"
APPROVE, SEND_BACK, REJECT = "Approve", "Send back", "Reject"
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
    "A first line on its own becomes the title. `/letter mine` lists the letters you have sent."
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
SENT = (
    "**Received.** Your letter is number {number} in {server}. The moderators read it without learning whose it "
    "is; I tell you here what they decide.\nYou can take it back at any time: **Withdraw**, or "
    "`/letter withdraw number:{number}`."
)
DISCARDED = "Discarded. Nothing of it is kept."
DISCARDED_RETURNED = "Letter {number} is withdrawn; the moderators will not see it again."
OBSTACLES = {
    "NO_LETTERBOX": (
        "None of the servers we share has a letterbox. Ask its moderators for `/letterbox setup`; "
        "your text waits here meanwhile."
    ),
    "CHOOSE_LETTERBOX": "Choose below which server it is for.",
    "LEFT": "You are not in that server any more. Join it again, or choose another; your text stays here.",
    "CLOSED": "The letterbox takes no letters at the moment. Your text stays here; try again when it is open.",
    "TIMED_OUT": "You are timed out in that server. Your text stays here; send it when the time-out is over.",
    "EMPTY": "There is nothing in it yet. Write something here, or press **Edit**.",
    "NO_TITLE": "It has no title. Press **Edit** and give it one.",
    "MATURE_NOWHERE": (
        "That server has no age-restricted channel for letters that are Not Safe for Work. "
        "Choose Safe for Work if it is, or another server."
    ),
}
ALREADY_SENT = "Letter {number} has been sent: it is {state}. It cannot be changed now; you can withdraw it."
EDIT_TOO_LATE = (
    "That message is part of letter {number}, which has been sent. Editing it here changes nothing there; "
    "to change the letter, withdraw it and write a new one."
)
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


# --- review -------------------------------------------------------------------------------------------------

STATES = {
    State.DRAFT: "a draft",
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
REASON_GIVEN = "Told the author: {reason}"
AUTHOR_UNREACHABLE = "The author could not be reached by direct message."
TROUBLE_MARK = "⚠ {trouble}"
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
    said = f"Letter {letter.number} is {STATES[letter.state]}, so it cannot be {VERBS[verb]}."
    return f"{said} {VERB_HINTS[verb]}" if verb in VERB_HINTS else said


DONE = {
    Verb.APPROVE: "Letter {number} is approved and on its way to its channel.",
    Verb.SEND_BACK: "Letter {number} goes back to its author with your note.",
    Verb.REJECT: "Letter {number} is rejected; its author is told.",
    Verb.REMOVE: "Letter {number} is being taken out of sight; its author is told.",
    Verb.RESTORE: "Letter {number} is on its way back.",
    Verb.DISMISS: "The reports of letter {number} are dismissed; it stays where it is.",
}
QUEUE_EMPTY = "Nothing waits. New letters appear here by themselves."
QUEUE_TITLE = "{letters} waiting, oldest first"
QUEUE_LINE = "**{number}** · {title} · {category} · {rating} · {length} · since {day}{link}"
QUEUE_LINK = " · [card]({url})"
PAGE_OF = "Page {page} of {pages}"
NO_SUCH_PAGE = "There is nothing more on that page; this is the last one."
CARD_REPORT = "{readers} reported letter {number}"
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
RELAY_DELETED = "*deleted since*"
HOW_TO_ANSWER = (
    "Reply to this message, or press Answer: it appears in the thread as “Author of the letter”. "
    "What you write in the thread yourself appears in your own name."
)
ANSWERED = "Your answer goes into the thread of “{title}” as **Author of the letter**."
MUTED = "You will hear no more of responses to “{title}”. Press **Unmute**, and you do again."
UNMUTED = "You will hear of responses to “{title}” again."
WITHDRAWN = "Letter {number} is withdrawn. What stood in public is replaced by a line that says so."
RETURNED_IS_NO_ANSWER = "A letter that came back is no answer. Change it and send it again, or discard it."
ANSWER_HAS_PICTURES = "An answer holds text only. Delete the message with the picture, then try again."
ANSWER_TEXT_ONLY = "An answer holds text only; I left the rest of your message out."
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


MINE_EMPTY = "You have sent no letters here. To write one, send me a direct message or use `/letter write`."
MINE_TITLE = "Your letters (only you see this)"
MINE_LINE = "**{number}** · {title} · {state}"
MINE_MORE = "… and {letters} before these."
DRAFT_MARK = "–"
OPEN, OPEN_DRAFT = "Open letter {number}", "Open the draft"
MINE_HINT = "`/letter withdraw number:…` takes one back."


def open_letter(letter: Letter) -> str:
    """The label of the button that opens a draft or a returned letter."""
    return OPEN_DRAFT if letter.number is None else OPEN.format(number=letter.number)


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
PEN_NAME_TAKEN = (
    "“{name}”, or a name that looks like it, belongs to somebody else under this letter. Choose another one."
)
PEN_NAME_OF_MEMBER = "“{name}” looks like the name of somebody in this server. Choose another one."
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
CHECK_FINE = "Everything is as it should be."
CHECK_QUEUE = "{letters} waiting for a decision."
PLACES = {"letters": "The letters channel", "desk": "The desk", "mature": "The Not Safe for Work channel"}


def tags(count: int) -> str:
    """A number of forum tags."""
    return plural(count, "category tag", "category tags")


# --- what goes wrong -----------------------------------------------------------------------------------------

NO_SUCH_NUMBER = "There is no letter {number} in this server. `/letters queue` lists those that wait."
NO_SUCH_OWN_NUMBER = "You have no letter {number} here. `/letter mine` lists yours."
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
UNEXPECTED = "Something went wrong on my side, and it is in my log. Nothing of yours is lost; please try again."
FORBIDDEN = "I lack a permission there"
REFUSED = "Discord refuses it"
NOT_RESTRICTED_NOW = "its channel is not age-restricted any more"
NO_PLACE = "there is no channel for its rating"
GONE = "its channel, thread or message is gone"
AFRESH = "Put that right, then `/letters remove` and `/letters restore` it."
TROUBLE = {
    "publish": (
        "It could not be published: {reason}. Put that right (`/letterbox check` tells how), then approve it again."
    ),
    "thread": f"Its thread could not be made: {{reason}}. {AFRESH}",
    "page": f"A page of it could not be posted: {{reason}}. {AFRESH}",
    "response": f"A response could not be posted: {{reason}}. {AFRESH}",
    "take-down": "It could not be taken out of sight: {reason}. Please delete what is left of it yourself.",
}


# --- the commands --------------------------------------------------------------------------------------------

COMMANDS = {
    "letterbox": "The server’s letterbox",
    "letterbox setup": "Choose where letters appear and where they are reviewed",
    "letterbox open": "Take letters again",
    "letterbox close": "Take no letters for now",
    "letterbox check": "See whether everything the letterbox needs is in place",
    "letters": "The moderators’ commands",
    "letters queue": "What waits for a decision, oldest first",
    "letters approve": "Publish a letter that waits",
    "letters reject": "Turn a letter down",
    "letters return": "Send a letter back to its author with a note",
    "letters remove": "Take a published letter out of sight",
    "letters restore": "Publish a removed letter again",
    "letter": "Letters nobody signs",
    "letter write": "Write a letter in a form",
    "letter mine": "List the letters you have sent; only you see it",
    "letter withdraw": "Take one of your letters back",
}
OPTIONS = {
    "letters": "Text channel or forum where letters appear",
    "desk": "Private channel where moderators review them",
    "mature": "Age-restricted channel or forum for letters that are Not Safe for Work",
    "number": "The letter’s number",
    "reason": "What the author is told (they do not learn who you are)",
    "note": "What the author should change",
    "page": "Which page, from 1",
}
