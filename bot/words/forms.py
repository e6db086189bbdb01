"""The titles, labels and hints of forms."""

from __future__ import annotations

FORM_EDIT, FORM_WRITE = "Your letter", "A letter nobody signs"
FIELD_TITLE, FIELD_TEXT, FIELD_TEXT_PART = "Title", "Text", "Text, part {part} of {parts}"
FIELD_TITLE_HINT = "It becomes the name of the thread."
FIELD_REMAINDER = "The letter goes on after this; to change the rest, edit your messages."
FORM_SEND_BACK, FIELD_NOTE = "Send letter {number} back", "What should change?"
FORM_REJECT, FORM_REMOVE, FIELD_REASON = "Reject letter {number}", "Remove letter {number}", "Reason (optional)"
FIELD_REASON_HINT = "The author reads it. They do not learn who you are."
FORM_BLOCK, FIELD_DAYS = "Block the writer of letter {number}", "Days (optional)"
FIELD_DAYS_HINT = "From 1 to 3,650. Left out, the block has no end."
FIELD_BLOCK_HINT = "For the moderators. The person never reads it."
FORM_REPLY, FIELD_REPLY, FIELD_PEN_NAME = "Leave a reply", "Your reply", "Pen name"
FIELD_PEN_NAME_HINT = "Yours under this letter from now on; nobody else can take it."
FORM_REPORT, FIELD_WHY = "Report this letter", "What is wrong with it?"
FORM_ANSWER, FIELD_ANSWER = "Answer as Author of the letter", "Your answer"
