"""What those read who set up a letterbox."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words.numbers import plural

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
