"""What somebody reads who writes for the first time, or asks what this is."""

from __future__ import annotations

from bot.language import Sentence
from bot.words.data import kept_so_long

WELCOME = Sentence(
    "Hello. I carry letters that nobody signs.\n"
    "**To write one**, write to me here, in as many messages as you like. A first line on its own becomes the title. I "
    "show you how it will look, and nothing is sent before you press **Send letter**.\n"
    "**Who reads it**: {who}. It bears no name, and none of them learns whose it is. Only whoever runs me could find "
    "out, until I have forgotten it.\n"
    "**What I keep**: {kept}"
)
MODERATORS_FIRST = Sentence("first the moderators; then, if they approve it, everybody")
EVERYBODY = Sentence("everybody, and no moderator before them, unless something in it asks for that")
QUESTION = Sentence("You asked me something, so I have begun no letter with it. If it was the beginning of one:")
BEGIN_WITH_IT = Sentence("Begin a letter with it")
QUESTION_GONE = Sentence("That message is gone. Write it once more; what you write next begins a letter, too.")


def welcome(days: int | None, *, unread: bool) -> Sentence:
    """Returns what this is, who reads what (no moderator first, where letters appear `unread`), and what is kept;
    `days` as in `kept_so_long`."""
    return WELCOME.format(who=EVERYBODY if unread else MODERATORS_FIRST, kept=kept_so_long(days))
