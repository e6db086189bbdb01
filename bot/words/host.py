"""What the host reads: in the terminal and in the log."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import ENGLISH, Listed, Size, Span
from bot.words import letterbox

DOTENV_UNREADABLE = "The file .env cannot be read. Save it as text in UTF-8, readable for whoever runs the bot."
DATABASE_URL_UNKNOWN = (
    "DATABASE_URL must look like sqlite:///data/letters.db (three slashes, then the file) or "
    "postgresql://user:password@host/database."
)
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
#: SQLite's errors by their own names, those of a server under names of ours, and what to do about them.
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
    "REFUSED": "the server lets nobody in under this name, or has no such database. Check DATABASE_URL.",
    "STOOD": "this process stood still for too long, and others had to go on. Give its machine more processor time.",
    "UNREACHABLE": "the server does not answer. Check that it runs, and DATABASE_URL.",
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
DATABASE_OLDER = (
    "The database was written by an older version. Start the bot once: it brings it up to date. Then try again."
)
DATABASE_BETWEEN = (
    "The database was written by a version between two releases, and this one does not know its layout ({found}). "
    "Nothing was changed. Run the version that wrote it, or restore a backup of another one."
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
SEALING = "Sealing everything anew"
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
BACKED_UP_AS_IT_IS = (
    "Another version of the bot wrote this database, so it was copied as it is: this copy may tell which letters are "
    "one person’s. Once the new version runs, make another backup and delete this one."
)
RESTORE_ITSELF = "{path} is the database itself. Name a backup."
RESTORE_DAMAGED = "Nothing was changed, because {path} is damaged. Take another backup."
RESTORE_CANNOT_WRITE = "Nothing was changed: {path} cannot be written ({why}). Check the folder and its free space."
RESTORED = (
    "{letters} restored; start the bot now. All is as it was when the backup was made. What has come since is not in "
    "it: letters, responses, decisions, blocks. Whoever has used /letter forget since then is known again, and must be "
    "asked to use it once more. Nothing is sent twice: before the bot sends anything about these letters, it looks on "
    "Discord whether it is there. Letters that are not in the backup and stand in public stay there; their buttons say "
    "that the letter is gone, and new letters leave at least a hundred numbers out, so that none has theirs."
)
RESTORED_KEPT = (
    "The database that was there is kept as {path}. Delete it when you are sure: it holds what people wrote."
)
DATABASE_NOT_SWEPT = "What was deleted is still in the database’s write-ahead log ({why}). I try again within the hour."
STATEMENT_LONG = (
    "The database took long for one statement. Please report it; it tells nothing about anybody: {statement}"
)
DATABASE_UPDATES = "Bringing the database up to date, step %d of %d. With very many letters this takes minutes."
DATABASE_NOT_PRIVATE = (
    "Others on this machine can read {path}, and I cannot change that: it belongs to another user. Its owner "
    "can, with chmod 600."
)
LOGIN_MISSING = (
    "DISCORD_TOKEN is not set. Copy it from your application’s Bot page at https://discord.com/developers "
    "into .env, or try the bot without one: python -m bot demo"
)
LOGIN_REFUSED = "Discord does not accept DISCORD_TOKEN. Reset it on your application’s Bot page and copy the new one."
DISCORD_UNREACHABLE = "Discord cannot be reached. Check this machine’s connection and start again."
DISCORD_ENDED = "Discord ended the connection for good: {why}"
DEMO_MISSING = 'The demo needs its extra: pip install -e ".[demo]"'
WAITS_FOR_DISCORD = "Discord cannot be reached yet ({why}). I go on trying, and start as soon as it answers."
DISCORD_ANSWERS = "Discord answers; the start goes on."
METRICS_MISSING = "The metrics need one more package. Install it with: pip install -e '.[metrics]'"
NOT_CONNECTED = "Not every shard is connected to Discord (see `shards`); they connect again by themselves."
DATABASE_NEW = (
    "There is no database at {path}: a new one is made. If letters were kept before, stop me and put it back "
    "(python -m bot restore FILE), or set DATABASE_URL right."
)
DATABASE_LOST = (
    "The key file {key} is there, but the database that it opens, {path}, is missing or empty. Put the database back "
    "(python -m bot restore FILE puts a backup in its place), or set DATABASE_URL right. To begin anew, without "
    "anything that was kept, move the key file away. Nothing was changed."
)
STARTED = "Ready. Ctrl-C stops me."
CATCHING_UP = "Catching up: %d looked at"
CAUGHT_UP = "Caught up: %d direct messages, %d letters, %d servers looked through"
NOT_CAUGHT_UP = "%d could not be looked at; tried again in a minute"
PICTURE_TAKES_LONG = "A picture took more than %d seconds; its process is ended, and the writer is told"
PICTURE_PROCESS_DIED = "A process that cleans pictures ended (%s)"
PICTURE_PROCESS_MISSING = "No process can be started to clean a picture in; the writer is told"
PRESENCE = "for letters: write me one"
STATUS_TITLE = "The post: what is on its way to Discord"
STATUS_NAMES = {"waiting": "waiting", "in_flight": "in flight", "stuck": "stuck", "oldest": "oldest"}
STATUS_STUCK = "{count} (tried {attempts} times or more; python -m bot doctor says which)"
STATUS_NONE = "none is due"
STATUS_KINDS = "By kind"
STATUS_DESKS = "Letters that wait for a decision"
STATUS_LETTERBOX = "letterbox {number}"
DOCTOR_CONNECTED = "Discord knows it; the bot is called “{name}”."
DOCTOR_UNASKED = "not looked at, since Discord could not be asked."
DOCTOR_INTENTS = "Message Content and Server Members are granted."
INTENTS_OFF = {
    "message_content": ENGLISH(letterbox.NO_MESSAGE_CONTENT),
    "members": ENGLISH(letterbox.NO_MEMBERS),
}
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
DOCTOR_SEARCH = "SQLite {version} has FTS5, by which letters are searched."
DOCTOR_NO_SEARCH = (
    "this Python’s SQLite {version} was built without FTS5, so `/letter search` finds nothing and no letter links to "
    "another. All else works. Use a Python whose SQLite has it: python.org’s, your system’s, or the container’s."
)
DOCTOR_FINE = "All is well."
DOCTOR_WRONG = "Something is wrong; see each ✗."


def attempts(count: int) -> str:
    """Returns how often something was tried."""
    return plural(count, "time", "times")


def deliveries_waiting(count: int) -> str:
    """Returns how many deliveries are waiting when none of them is stuck."""
    return f"{plural(count, 'delivery', 'deliveries')} on the way, none stuck." if count else "nothing waits."


POST_LOGGED_OUT = (
    "Discord no longer takes the token (401), so nothing is delivered any more. Nothing is lost: put the bot’s present "
    "token into DISCORD_TOKEN (Developer Portal, Bot, Reset Token) and start the bot again."
)
POST_STOPPED = (
    "Discord has refused {count} requests within {minutes} minutes (401, 403 or 429); at 10,000 it blocks "
    "this address. Nothing is delivered for the next {minutes} minutes, then it goes on by itself. The lines "
    "above say what was refused; `/letterbox check` in each server says which permission is missing."
)
POST_BARRED = (
    "Discord takes nothing from the bot at the moment: its account is restricted, or this machine’s address is "
    "blocked. Look at the developer portal and the mail of the account; in {minutes} minutes it is tried again."
)
POST_RESUMED = "Deliveries go on."
UNMASK_WARNING = (
    "This opens who wrote letter {number}. It is recorded, and the desk is told at the next start, with the reason:\n"
    "> {reason}\n"
    "To go on, type: {phrase}"
)
UNMASK_PHRASE = "unmask {number}"
UNMASK_NOT_CONFIRMED = "Nothing was opened and nothing recorded: the words typed were not “{phrase}”."
UNMASK_NO_REASON = "Give a reason with --reason; the desk will read it."
UNMASKED = "Letter {number} was written by the account {person}."


def plural(number: int, one: str, many: str) -> str:
    """Returns `number` with its noun: 1 response, 1,204 responses."""
    return f"{number:,} {one if number == 1 else many}"


def letters(count: int) -> str:
    """Returns a number of letters."""
    return plural(count, "letter", "letters")


def resealed(count: int) -> str:
    """Returns how many values were sealed anew by changing the key."""
    return f"{plural(count, 'value', 'values')} sealed anew; the old key opens nothing here any more."


def size(count: int) -> str:
    """Returns a number of bytes: 340 kB, 3.4 MB."""
    return ENGLISH(Size(count))


def span(seconds: int) -> str:
    """Returns a duration in seconds: 40 seconds, 3 minutes, 5 hours, 2 days."""
    return ENGLISH(Span(seconds))


def all_of(names: Sequence[str]) -> str:
    """Returns two or three things together: SEAL_KEY and SEAL_KEY_OLD."""
    return ENGLISH(Listed(tuple(names)))
