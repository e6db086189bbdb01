"""What stands in the menu of a message, and what is answered to it."""

from __future__ import annotations

from bot.language import Sentence

# Translators: names in a menu, of at most 32 characters.
REPORT, REPLY, LETTER = Sentence("Report"), Sentence("Reply under a pen name"), Sentence("Letter …")
NOT_REPORTED_HERE = Sentence(
    "Here you can report letters, and the replies that I post under them. For anything else, use Discord’s own "
    "“Report Message”, or tell the moderators."
)
NO_LETTER = Sentence("That message belongs to no letter. Use this on a letter, or in its thread.")
