"""Numbers with their nouns, such as “3 letters”."""

from __future__ import annotations

from bot.language import Sentence

LETTERS = Sentence("{count} letter", "{count} letters")
RESPONSES = Sentence("{count} response", "{count} responses")
NO_RESPONSES = Sentence("no responses yet")
CHARACTERS = Sentence("{count} character", "{count} characters")
PAGES = Sentence("{count} page", "{count} pages")
PICTURES = Sentence("{count} picture", "{count} pictures")
MEMBERS = Sentence("{count} member", "{count} members")
MODERATORS = Sentence("{count} moderator", "{count} moderators")
READERS = Sentence("{count} reader", "{count} readers")
DRAFTS = Sentence("{count} draft", "{count} drafts")
PEN_NAMES = Sentence("{count} pen name", "{count} pen names")
THREADS = Sentence("{count} thread of which you hear", "{count} threads of which you hear")
ARCHIVE_NAMES = Sentence("{count} archive that may name you", "{count} archives that may name you")
REPORTS = Sentence("{count} report", "{count} reports")
MESSAGES = Sentence("{count} message", "{count} messages")
CARDS = Sentence("{count} card is", "{count} cards are")
BLOCKS = Sentence("{count} block", "{count} blocks")
DAYS = Sentence("{count} day", "{count} days")
MINUTES = Sentence("{count} minute", "{count} minutes")
HOURS = Sentence("{count} hour", "{count} hours")
SECONDS = Sentence("{count} second", "{count} seconds")
#: Ends a list that has no room for all of it.
MORE, MORE_LINES = (
    Sentence("and {count} more", "and {count} more"),
    Sentence("- and {count} more", "- and {count} more"),
)
TAGS = Sentence("{count} category tag", "{count} category tags")


def responses(count: int) -> Sentence:
    """Returns the count of responses under a letter."""
    return RESPONSES.format(count=count) if count else NO_RESPONSES
