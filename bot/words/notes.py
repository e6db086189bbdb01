"""What moderators read of their own notes about a letter, and of the reasons that they keep."""

from __future__ import annotations

from bot.language import Excerpt, Sentence

NOTE = Sentence("Note by {who}, <t:{seconds}:f>: {text}")
WRITTEN = Sentence("Your note stands on the card of letter {number}. Only moderators read it.")
NOTE_BUTTON = Sentence("Note")
FORM_NOTE, FIELD_NOTE = Sentence("A note about letter {number}"), Sentence("Note")
FIELD_NOTE_HINT = Sentence("Only moderators read it, never the author.")
EMPTY = Sentence("Write something in your note.")

FORM_REASONS, FIELD_REASONS = Sentence("Saved reasons"), Sentence("One reason per line, up to 25")
FIELD_REASONS_HINT = Sentence("Offered wherever moderators give a reason. Authors read the one that is chosen.")
FIELD_SAVED = Sentence("Or one of your saved reasons")
REASONS_KEPT = Sentence("{count} reason is saved.", "{count} reasons are saved.")
REASONS_TOO_MANY = Sentence("25 reasons can be saved at most. Nothing was changed.")
REASON_TOO_LONG = Sentence("“{entry}” is too long: a reason may have 1,000 characters at most. Nothing was changed.")
REASONS_ALIKE = Sentence(
    "Two reasons begin with “{entry}”, so they would look the same where one is chosen. Nothing was changed."
)
NOTE_WANTED = Sentence("Write what should change, or choose a saved reason.")
WHICH_LETTERBOX = Sentence("This server has several letterboxes. Use the command in the desk of the one you mean.")


def note(who: int | None, seconds: int, text: Excerpt) -> Sentence:
    """Returns a note as it stands on a letter's card; `who` is the moderator's account id."""
    return NOTE.format(who=f"<@{who}>", seconds=seconds, text=text)
