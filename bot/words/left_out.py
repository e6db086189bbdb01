"""What people read of what cannot be part of a letter."""

from __future__ import annotations

from bot.language import Excerpt, Sentence
from bot.words import numbers

STICKER_LEFT_OUT = Sentence("A sticker cannot be part of a letter; I left it out.")
VOICE_LEFT_OUT = Sentence("A voice message cannot be part of a letter: your voice would sign it. I left it out.")
FILE_LEFT_OUT = Sentence(
    "I left out “{name}”: a letter takes pictures (PNG, JPEG, WebP, GIF, AVIF) and the text of .txt files."
)
PICTURE_LEFT_OUT = {
    "NOT_AN_IMAGE": FILE_LEFT_OUT,
    "HEIC": Sentence("I left out “{name}”: it is a HEIC, which I cannot read. Send it as a JPEG or PNG."),
    "TOO_LARGE": Sentence("I left out “{name}”: a picture may have 8 MiB at most. Send a smaller one."),
    "TOO_MANY_PIXELS": Sentence("I left out “{name}”: it has too many pixels or frames. Send a smaller one."),
    "BROKEN": Sentence("I left out “{name}”: it is broken and cannot be read. Save it again, then send that."),
    "TOO_COSTLY": Sentence("I left out “{name}”: cleaning it takes too much time or memory. Send a smaller one."),
}
FILE_NOT_FETCHED = Sentence("I left out “{name}”: Discord did not give it to me. Send it once more.")
FORWARD_TAKEN = Sentence(
    "I took what you forwarded into your letter. It came from {url}. I tell only you; the letter does not say so."
)
FORWARD_LEFT_OUT = Sentence("There is nothing in what you forwarded that I could take into a letter.")
POLL_LEFT_OUT = Sentence("A poll cannot be part of a letter; I left it out. Ask in words what you want to ask.")
TEXT_FILE_TAKEN = Sentence("I took the text in “{name}” into your letter.")
TEXT_FILE_TOO_LARGE = Sentence("I left out “{name}”: it is longer than any letter. Send the part that you mean.")
TEXT_FILE_UNREADABLE = Sentence(
    "I left out “{name}”: I cannot read the text in it. Save it as UTF-8 and send it once more, or paste the text."
)
NOTHING_TO_TAKE = Sentence("There was nothing in that message that I could take. Send text or a picture.")
TOO_LONG = Sentence(
    "A letter holds 20,000 characters, and yours is full. The last {characters} did not fit, "
    "from “{start}” on. Shorten it somewhere and send that part again."
)
TOO_MANY_PICTURES = Sentence(
    "A letter holds 4 pictures; I left out what came after those. Delete a message with one to make room."
)
TOO_MANY_KEPT = Sentence(
    "There is no room for more pictures in your open drafts; I left out the last ones. Send or discard a draft to make "
    "room."
)
TOO_MANY_PARTS = Sentence(
    "Your letter is made of {messages} already, which is as many as I can follow. Add the rest with **Edit**."
)


def too_long(left: str) -> Sentence:
    """Returns which part of a letter did not fit."""
    length = numbers.CHARACTERS.format(count=len(left.strip()))
    return TOO_LONG.format(characters=length, start=Excerpt(left, most=80))


def too_many_pictures(*, full: bool) -> Sentence:
    """Pictures beyond the fourth, or (where the letter is not `full`) beyond what one person's drafts may hold."""
    return TOO_MANY_PICTURES if full else TOO_MANY_KEPT
