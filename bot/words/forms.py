"""The titles, labels and hints of forms."""

from __future__ import annotations

from bot.language import Sentence
from bot.letter import Wrong

FORM_EDIT, FORM_WRITE = Sentence("Your letter"), Sentence("A letter nobody signs")
FIELD_TITLE, FIELD_TEXT, FIELD_TEXT_PART = Sentence("Title"), Sentence("Text"), Sentence("Text, part {part} of {parts}")
FIELD_PICTURES, FIELD_MORE_PICTURES = Sentence("Pictures (up to {most})"), Sentence("Add pictures (up to {most})")
FIELD_TITLE_HINT = Sentence("It becomes the name of the thread.")
FORM_TITLE = Sentence("A title, and the letter is sent")
FIELD_TITLE_NEEDED_HINT = Sentence("A letter needs one: it names its thread. With this form the letter is sent.")
FIELD_REMAINDER = Sentence("The letter goes on after this; to change the rest, edit your messages.")
FORM_SEND_BACK, FIELD_NOTE = Sentence("Send letter {number} back"), Sentence("What should change?")
FORM_REJECT, FORM_REMOVE, FIELD_REASON = (
    Sentence("Reject letter {number}"),
    Sentence("Remove letter {number}"),
    Sentence("Reason (optional)"),
)
FORM_SEVERAL_BACK, FORM_SEVERAL_REJECT = Sentence("Send {letters} back"), Sentence("Reject {letters}")
FIELD_REASON_HINT = Sentence("The author reads it. They do not learn who you are.")
FORM_BLOCK, FIELD_DAYS = Sentence("Block the writer of letter {number}"), Sentence("Days (optional)")
FIELD_DAYS_HINT = Sentence("From 1 to 3,650. Left out, the block has no end.")
FIELD_BLOCK_HINT = Sentence("For the moderators. The person never reads it.")
FORM_REPLY, FIELD_REPLY, FIELD_PEN_NAME = Sentence("Leave a reply"), Sentence("Your reply"), Sentence("Pen name")
FIELD_PEN_NAME_HINT = Sentence("Yours under this letter from now on; nobody else can take it.")
FORM_REPORT, FIELD_WHY = Sentence("Report this letter"), Sentence("What is wrong with it?")
#: The boxes below it; the last field is for what none of them says.
WRONG = {
    Wrong.TELLS: Sentence("It tells who somebody is"),
    Wrong.HURTS: Sentence("It attacks or threatens somebody"),
    Wrong.MATURE: Sentence("It is Not Safe for Work"),
    Wrong.DANGER: Sentence("Somebody may be in danger"),
    Wrong.SPAM: Sentence("It advertises something"),
}
FIELD_OWN_WORDS, FIELD_OWN_WORDS_HINT = (
    Sentence("In your own words"),
    Sentence("You can leave it empty where a box says it. The moderators read it."),
)
FORM_REPORT_RESPONSE = Sentence("Report response {response}")
FIELD_HEAR, FIELD_HEAR_HINT = (
    Sentence("Tell me what comes of it"),
    Sentence("In a direct message. Until then I remember, sealed, whom to tell."),
)
FORM_CHANGE, FIELD_CHANGE = Sentence("Change response {number}"), Sentence("What it should say")
FORM_ANSWER, FIELD_ANSWER = Sentence("Answer as Author of the letter"), Sentence("Your answer")
