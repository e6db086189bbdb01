"""What people read who set up a letterbox."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import Said, Sentence, Several
from bot.language.markup import isolated, plain
from bot.letter import Letterbox
from bot.words import numbers

SETUP_DONE = Sentence("The letterbox is set up. Letters appear in {letters}; they are reviewed in {desk}.")
SETUP_MATURE = Sentence("Letters that are Not Safe for Work appear in {mature}.")
SETUP_NO_MATURE = Sentence("There is no channel for letters that are Not Safe for Work, so no such letter can be sent.")
MATURE_OFF = Sentence(
    "Whoever runs this bot has switched off letters that are Not Safe for Work, so no such letter can be sent."
)
LEAVE_MATURE_OUT = Sentence(
    "Leave `mature` out: whoever runs this bot has switched off letters that are Not Safe for Work."
)
MATURE_LINE = {
    True: Sentence("Not Safe for Work: {channel}. The desk is age-restricted, as it has to be for that."),
    False: Sentence("Not Safe for Work: {channel}. The desk is not age-restricted, so no such letter can be sent."),
}
SETUP_HOW_TO = Sentence(
    "Members write by sending me a direct message, or with `/letter write`. `/letterbox panel` posts a button for it "
    "in any channel."
)
SETUP_REFUSED = Sentence("Nothing was saved:")
MISSING_PERMISSIONS = Sentence(
    "In {channel} I lack: {permissions}. Give me these in the channel’s settings, then try again."
)
DESK_IS_PUBLIC = Sentence(
    "Everybody can read {channel}, so it cannot be the desk. In its settings, under Permissions, switch off "
    "View Channel for @everyone and switch it on for your moderators and for me."
)
MATURE_NOT_RESTRICTED = Sentence(
    "{channel} is not age-restricted. Switch that on in its settings, or choose another channel."
)
DESK_NOT_RESTRICTED = Sentence(
    "{desk} shows letters that are Not Safe for Work, but is not age-restricted. Switch that on in its "
    "settings; until then no such letter can be sent."
)
LETTERS_RESTRICTED_SAME = Sentence("The desk must be a channel of its own, not the one where letters appear.")
WITHOUT_WEBHOOKS = Sentence(
    "Without Manage Webhooks in {channel} I post pen-name replies myself, in a frame with the pen name above."
)
WEBHOOKS_FULL = Sentence(
    "{channel} has 15 webhooks, as many as Discord allows, and none of them is mine. So I post pen-name "
    "replies myself, in a frame with the pen name above. Delete a webhook that nobody needs, in the channel’s "
    "settings under Integrations."
)
MEMBERS_MAY_WRITE = Sentence(
    "Members may write in {channel} in their own names. Somebody could go on with a letter there by mistake. I "
    "advise you to switch off Send Messages for @everyone in its settings; threads stay open."
)
DESK_READERS = Sentence(
    "{channel} can also be read by people who may not moderate: {readers}. They see letters before anybody has "
    "decided about them. If that is not what you want, take View Channel from them in its settings."
)
ROLE_WITH_MEMBERS = Sentence("{role} ({members})")
MORE_READERS = Sentence("{count} more", "{count} more")
WITHOUT_TAGS = Sentence(
    "I could not make the category tags in {channel} ({why}). Letters appear without them; "
    "give me Manage Channels there, or make the tags yourself."
)
WHY_NO_PERMISSION, WHY_FULL = Sentence("I lack Manage Channels"), Sentence("a forum holds 20 tags")
TAGS_MADE = Sentence("I made {tags} in {channel}.")
OPENED = Sentence("The letterbox is open: letters are taken.")
CLOSED = Sentence(
    "The letterbox is closed: no letters are taken. You can still decide about those already sent. `/letterbox "
    "open` opens it again."
)
CLOSED_UNTIL = Sentence(
    "The letterbox is closed until <t:{seconds}:F>, <t:{seconds}:R>, and opens then by itself. You can still decide "
    "about letters already sent. `/letterbox open` opens it before."
)
NO_MOMENT = Sentence(
    "I cannot read “{text}” as a moment to come. Write it like `tomorrow`, `24 December`, `2026-12-24 18:00` or "
    "`in 3 hours`; hours are those of UTC. Nothing was changed."
)
NO_LETTERBOX_HERE = Sentence(
    "This server has no letterbox yet. Somebody who may manage the server makes one with `/letterbox setup`."
)
FIRST_NAME = Sentence("Letters")
NAME_EMPTY = Sentence("A letterbox’s name must be something that can be read, on one line. Nothing was changed.")
NAME_TOO_LONG = Sentence("A letterbox’s name may have {most} characters at most. Nothing was changed.")
NAME_TAKEN = Sentence("There is another letterbox called {name} in this server. Nothing was changed.")
NO_SUCH_NAME = Sentence("There is no letterbox called {name} in this server, but {names}.")
WHICH = Sentence("This server has several letterboxes: {names}. Say which one you mean with the option `letterbox`.")
SETUP_WHICH = Sentence(
    "This server has several letterboxes: {names}. Say with the option `name` which one to move, or what to call a "
    "new one."
)
TOO_MANY = Sentence("A server may have {most} letterboxes at most: {names}. The name of one of these moves that one.")
PLACE = Sentence("{name} in {server}")
NO_LETTERBOX = Sentence("That letterbox does not exist any more.")
CHECK_TITLE = Sentence("The letterbox of this server")
CHECK_OPEN = {True: Sentence("It is open."), False: Sentence("It is closed. `/letterbox open` opens it again.")}
CHECK_CLOSED_UNTIL = Sentence("It is closed until <t:{seconds}:F>. `/letterbox open` opens it before.")
CHECK_CHANNEL = {
    "letters": Sentence("Letters: {channel}"),
    "desk": Sentence("Desk: {channel}"),
}
CHECK_GONE = Sentence("{place} is gone. Choose another channel with `/letterbox settings`, **Channels**.")
ALERT = Sentence(
    "⚠ **The letterbox lacks something.** Letters are kept safe meanwhile.\n{problems}\n`/letterbox check` looks again."
)
CHECK_FINE = Sentence("Everything is as it should be.")
CHECK_WAITS = Sentence("Letter {number}: {said} I try again now.")
CHECK_CARDS = Sentence(
    "{cards} missing or out of date at the desk, because Discord did not let me post there. Either I lack a "
    "permission, or this server’s AutoMod stops me: exempt the desk from it. I try again now."
)
CHECK_QUEUE = Sentence("{letters} waiting for a decision.")
CHANNELS = {
    "letters": Sentence("The letters channel"),
    "desk": Sentence("The desk"),
    "mature": Sentence("The Not Safe for Work channel"),
}


SETTINGS_TITLE = Sentence("The settings of this letterbox")
#: Names of the intervals between collections, by their seconds.
COLLECTIONS = {
    0: Sentence("at once"),
    900: Sentence("every 15 minutes"),
    3_600: Sentence("every hour"),
    86_400: Sentence("every day"),
}
TOGETHER, UP_TO_LATER = Sentence("together, {every}, in random order"), Sentence("up to {seconds} later, at random")
LINK_RULES = {
    "allow": Sentence("Allow; invites and links with a text of their own are shown to the desk"),
    "flag": Sentence("Show to the desk"),
    "refuse": Sentence("Refuse"),
}
SWITCH = {"on": Sentence("On"), "off": Sentence("Off")}
CRISIS_TEXT_NEEDED = Sentence(
    "Write first what people are to read then (`crisis_text`): where somebody answers now, such as the helpline of "
    "your country with its number and hours, and who in your server can be written to. Nothing was changed."
)
CRISIS_TEXT_LONG = Sentence("What people read then may have {most} characters at most. Nothing was changed.")
NO_WORDS = Sentence("no words")
WORDS_MORE = Sentence("{listed} … and {rest} more")
WORDS_SHOWN = 700
WORD_LISTS = {
    "TOO_MANY": Sentence("A list may hold 200 words at most. Nothing was changed."),
    "TOO_LONG": Sentence("“{entry}” is too long: an entry may have 60 characters at most. Nothing was changed."),
    "NO_LETTERS": Sentence("“{entry}” has no letter or digit to compare with. Nothing was changed."),
    "STAR_INSIDE": Sentence("“{entry}” has a star inside: stars may stand only at its ends. Nothing was changed."),
    "TOO_BROAD": Sentence(
        "“{entry}” would be found in almost every letter: write at least three letters beside a star. "
        "Nothing was changed."
    ),
}
CATEGORY_LISTS = {
    "NONE": Sentence("Name at least one category. Nothing was changed."),
    "TOO_MANY": Sentence("There may be 20 categories at most. Nothing was changed."),
    "TOO_LONG": Sentence("“{entry}” is too long: a category may have 20 characters at most. Nothing was changed."),
    "CONTROL": Sentence(
        "“{entry}” holds a control character, which nobody sees; it stands where � is. Write it again without that. "
        "Nothing was changed."
    ),
}


PROBLEM = Sentence("- {problem}")


def is_open(letterbox: Letterbox, now: int) -> Sentence:
    """Returns whether a letterbox is open at a moment (Unix seconds), and when it opens by itself."""
    if letterbox.opens_at is not None and not letterbox.takes_letters(now):
        return CHECK_CLOSED_UNTIL.format(seconds=letterbox.opens_at)
    return CHECK_OPEN[letterbox.takes_letters(now)]


def place(server: str, name: str) -> Said:
    """Returns where a letter goes: to the letterbox of this name (empty where it has none) in this server."""
    return PLACE.format(name=plain(name), server=plain(server)) if name else plain(server)


def alert(problems: Sequence[Said]) -> Sentence:
    """Returns what the desk reads when something the letterbox needs was deleted or taken away."""
    return ALERT.format(
        problems=Several(tuple(PROBLEM.format(problem=problem) for problem in problems), numbers.MORE_LINES)
    )


def word_list(entries: tuple[str, ...]) -> Said:
    """Returns a list of words, cut where it is too long to be shown."""
    shown: list[str] = []
    for entry in entries:
        if sum(map(len, shown)) + len(entry) > WORDS_SHOWN:
            break
        shown.append(f"`{isolated(entry.replace('`', '’'))}`")
    rest = len(entries) - len(shown)
    text = ", ".join(shown) or NO_WORDS
    return WORDS_MORE.format(listed=text, rest=rest) if rest else text


def collection(every: int) -> Sentence:
    """Returns when letters reach the desk, with a collection every so many seconds (0: at once)."""
    return TOGETHER.format(every=COLLECTIONS[every]) if every else COLLECTIONS[0]


def notice_delay(seconds: int) -> Sentence:
    """Returns how much later authors are told of what others did."""
    return UP_TO_LATER.format(seconds=numbers.SECONDS.format(count=seconds)) if seconds else COLLECTIONS[0]


def account_age(days: int) -> Sentence:
    """Returns how old an account must be."""
    return ACCOUNT_AGE.format(days=numbers.DAYS.format(count=days)) if days else ACCOUNT_ANY


def membership(hours: int) -> Sentence:
    """Returns how long one must have been a member."""
    return MEMBERSHIP.format(hours=numbers.HOURS.format(count=hours)) if hours else MEMBERSHIP_ANY


ACCOUNT_AGE, ACCOUNT_ANY = Sentence("an account must be {days} old"), Sentence("an account may be of any age")
MEMBERSHIP = Sentence("a member must have been here for {hours}")
MEMBERSHIP_ANY = Sentence("a member may have just come")
NO_MESSAGE_CONTENT = Sentence(
    "The Message Content intent is off: what members write in letters’ threads is counted but not relayed to "
    "authors. Switch it on under Bot → Privileged Gateway Intents at https://discord.com/developers."
)
NO_MEMBERS = Sentence(
    "The Server Members intent is off: pen names are compared only with the members the bot has met or can look up. "
    "Switch it on under Bot → Privileged Gateway Intents at https://discord.com/developers."
)
