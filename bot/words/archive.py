"""What people on Discord read of a letterbox's archive: the page outside it, which anybody can read."""

from __future__ import annotations

from bot.language import Said, Sentence, lines
from bot.letter import Archive, Letter, Letterbox, State

#: What the setting says: no archive, one where members stand as “A reader”, one with the names of those who agree.
MODES = {
    "off": Sentence("None"),
    "on": Sentence("On a page that anybody can read"),
    "names": Sentence("On such a page, with the names of members who agree"),
}
KEEP_OUT, LET_IN = Sentence("Keep it out of the archive"), Sentence("Let it into the archive")
DRAFT_TOLD = Sentence(
    "-# Once it is published, it also stands in this letterbox’s archive: a page outside Discord that anybody can "
    "read. **Keep it out of the archive** keeps it here."
)
DRAFT_OUT = Sentence("-# It stays out of this letterbox’s archive, the page outside Discord that anybody can read.")
STANDS = Sentence("It may stand in the archive, the page outside Discord that anybody can read.")
STANDS_NOT = Sentence("It does not stand in the archive, the page outside Discord that anybody can read.")
GOES = Sentence("From the archive’s page it goes when that is next written.")
GOES_ALL = Sentence("What you replied in your own name goes from an archive’s page when that is next written.")
CHANGED_AT = Sentence("The page follows when it is next written.")
NONE = Sentence("This letterbox has no archive.")
NO_NAMES = Sentence("The archives of this server show no names of members: your replies stand there as “A reader”.")
#: What a member chooses of their own name.
CHOICES = {"show": Sentence("Show my name"), "hide": Sentence("Show me as “A reader”")}
IN_A_SERVER = Sentence("Use this command in the server whose archive you mean, and choose one of the two.")
SAID = {
    "show": Sentence(
        "From the next time that the archive’s page is written, replies that you give in your own name stand there "
        "under it, those from before, too. The same command takes that back, and so does `/letter forget`."
    ),
    "hide": Sentence("From the next time that the archive’s page is written, your replies stand there as “A reader”."),
}


def mode(letterbox: Letterbox) -> str:
    """Returns what is set, as one of `MODES`."""
    return ("names" if letterbox.archive_names else "on") if letterbox.archive else "off"


def of_draft(letter: Letter, letterbox: Letterbox) -> Sentence | None:
    """Returns what the author of a draft is told of the archive, where there is one; a revision stays where its letter
    is. One that came back from the time before the archive stays out of it as long as its author says nothing else."""
    if not letterbox.archive or letter.revises is not None:
        return None
    return DRAFT_TOLD if letter.archive is Archive.TOLD else DRAFT_OUT


def of_letter(letter: Letter) -> Said:
    """Returns whether a letter that was sent may stand in its letterbox's archive."""
    stands = STANDS if letter.archive is Archive.TOLD else STANDS_NOT
    return lines([stands, CHANGED_AT]) if letter.state is State.PUBLISHED else stands
