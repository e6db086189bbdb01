"""What people read who change the settings of a letterbox: the panel, its forms, and what has changed."""

from __future__ import annotations

from bot.language import Sentence

#: The parts of the panel, as its buttons say them; each opens a form of that title.
GROUPS = {
    "channels": Sentence("Channels"),
    "review": Sentence("Who reviews"),
    "ping": Sentence("Ping and digest"),
    "writers": Sentence("Who may write"),
    "categories": Sentence("Categories"),
    "limits": Sentence("Limits"),
    "words": Sentence("Words and links"),
    "pace": Sentence("Collection and delays"),
    "crisis": Sentence("Words of crisis"),
    "archive": Sentence("Archive"),
    "memory": Sentence("Memory and name"),
    "language": Sentence("Language"),
}
#: What each setting is called, in the panel and above its field in a form.
LABELS = {
    "letters": Sentence("Letters appear in"),
    "desk": Sentence("Moderators review them in"),
    "mature": Sentence("Not Safe for Work ones appear in"),
    "waiting": Sentence("Letters waiting"),
    "daily": Sentence("Letters a day"),
    "responses": Sentence("Responses a minute"),
    "account_days": Sentence("Age of an account, in days"),
    "member_hours": Sentence("Time as a member, in hours"),
    "refuse": Sentence("Words to refuse"),
    "flag": Sentence("Words to show to the desk"),
    "links": Sentence("Links"),
    "categories": Sentence("Categories"),
    "collection": Sentence("Collection"),
    "notice_delay": Sentence("Delay of notices, in seconds"),
    "reviewers": Sentence("Roles that decide about letters"),
    "writers": Sentence("Roles of which one is needed to write"),
    "ping": Sentence("Role that is told of letters"),
    "ping_minutes": Sentence("Minutes between two such messages"),
    "digest_hours": Sentence("Digest of letters, after hours of waiting"),
    "review": Sentence("Review"),
    "quorum": Sentence("Moderators who must approve"),
    "crisis": Sentence("Help for words of crisis"),
    "crisis_words": Sentence("Your own words of crisis"),
    "crisis_text": Sentence("What their writers read before sending"),
    "archive": Sentence("Archive outside Discord"),
    "keep_days": Sentence("Days until an author is forgotten"),
    "name": Sentence("Name of the letterbox"),
    "language": Sentence("Language"),
}
#: What stands below a field, where its label does not say enough.
HINTS = {
    "desk": Sentence("A private channel: everybody may not see it, your moderators and I may."),
    "mature": Sentence("An age-restricted channel; empty: no such letters. The desk must be age-restricted, too."),
    "waiting": Sentence("Of one person, for a decision at the same time. From 1 to 100."),
    "daily": Sentence("Of one person. From 1 to 100."),
    "responses": Sentence("Of one person: replies under a pen name, and answers. From 1 to 60."),
    "account_days": Sentence("From 0 (any) to 365."),
    "member_hours": Sentence("From 0 (any) to 8,760, a year."),
    "refuse": Sentence("One on each line. A star stands for further letters: *word*."),
    "flag": Sentence("One on each line. A star stands for further letters: *word*."),
    "categories": Sentence("To whom letters may be: one on each line, at most 20. The first is the default."),
    "collection": Sentence("When letters reach the desk: at once, or together in random order."),
    "notice_delay": Sentence("Authors hear of what others did up to so much later, at random. From 0 to 3,600."),
    "reviewers": Sentence("Besides whoever may manage messages; they need no other power."),
    "writers": Sentence("Empty: everybody may write."),
    "ping": Sentence("At the desk, when a letter waits. Empty: nobody."),
    "ping_minutes": Sentence("At least so many, from 1 to 1,440."),
    "digest_hours": Sentence("Once a day, of letters that have waited longer. From 0 (none) to 720."),
    "quorum": Sentence("From 1 to 3."),
    "crisis_words": Sentence("Beside those that I know. One on each line."),
    "crisis_text": Sentence("Where somebody answers now, such as a helpline with its number and hours."),
    "archive": Sentence("For letters whose authors know of it. Your host writes the page."),
    "keep_days": Sentence("After the last response to a letter. From 1 to 730."),
    "name": Sentence("Shown where there is a choice of letterboxes."),
    "language": Sentence("Of the desk and of what readers see. Each person is answered in their own."),
}
#: What the panel says of each setting.
LINES = {
    "waiting": Sentence("{value} of one person may wait for the desk"),
    "daily": Sentence("{value} of one person within a day"),
    "responses": Sentence("{value} of one person within a minute, replies under a pen name and answers"),
    "collection": Sentence("letters reach the desk {value}"),
    "notice_delay": Sentence("authors hear of what others did {value}"),
    "keep_days": Sentence("{value} after the last response I forget who wrote a letter"),
    "crisis_words": Sentence("beside those that I know: {value}"),
    "quorum": Sentence("{value} must approve a letter"),
}
SHOWN = Sentence("**{label}** · {value}")
CHANGED = Sentence("{label}: {before} → {after}")
WHAT_CHANGED = Sentence("Saved. What changed:")
NOTHING_CHANGED = Sentence("Nothing was changed: it was like this before.")
NOT_A_NUMBER = Sentence("{label}: write a number from {least} to {most}. Nothing was changed.")
WHICH_ONE = Sentence("This server has several letterboxes. Whose settings?")
CHOOSE = Sentence("Which letterbox?")
NO_ROLES, EVERYBODY = Sentence("no role"), Sentence("everybody")
NO_TEXT = Sentence("no text")
NO_NAME = Sentence("none")
BOTH = Sentence("Choose where letters appear, and where they are reviewed. Nothing was changed.")
