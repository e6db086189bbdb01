"""The forms of moderators."""

from __future__ import annotations

from collections.abc import Sequence

from bot import words
from bot.letter import Letter, Letterbox, Verb
from bot.rules import reasons
from cogs._cards import Option, custom_id
from cogs._form_fields import Choice, Field
from cogs._forms import DAYS, NOTE, REASON, REASONS, SAVED, Form, beside, form, line, lines, warning_field


def approve_form(letter: Letter, letterbox: Letterbox) -> Form:
    """Returns the form of **Approve with …**: category and rating, where there are several, and a content warning. It
    carries when the letter was sent, which tells whether it is the one that was read."""
    fields = [*beside(letterbox, letter.labels, rated=letterbox.mature_id is not None), warning_field(letter)]
    title = words.labels.FORM_APPROVE_WITH.format(number=letter.number)
    return form(title, "approved-with", letter.id, *fields, also=[letter.submitted_at or 0])


def send_back_form(letter: Letter, saved: Sequence[str]) -> Form:
    """Returns the form of **Send back**: what should change, or one of the saved reasons."""
    title = words.forms.FORM_SEND_BACK.format(number=letter.number)
    return form(title, "sent-back", letter.id, *_note(saved))


def reject_form(letter: Letter, saved: Sequence[str]) -> Form:
    """Returns the form of **Reject**, with an optional reason."""
    return form(words.forms.FORM_REJECT.format(number=letter.number), "rejected", letter.id, *_reason(saved))


def remove_form(letter: Letter, saved: Sequence[str]) -> Form:
    """Returns the form of **Remove**, with an optional reason."""
    return form(words.forms.FORM_REMOVE.format(number=letter.number), "removed", letter.id, *_reason(saved))


def several_form(verb: Verb, count: int, saved: Sequence[str]) -> Form:
    """Returns the form of **Send back** or **Reject** for so many letters."""
    letters = words.numbers.LETTERS.format(count=count)
    if verb is Verb.SEND_BACK:
        return Form(words.forms.FORM_SEVERAL_BACK.format(letters=letters), custom_id("several-returned"), _note(saved))
    return Form(words.forms.FORM_SEVERAL_REJECT.format(letters=letters), custom_id("several-rejected"), _reason(saved))


def block_form(letter: Letter, response: int = 0) -> Form:
    """Returns the form of **Block**, with optional days and an optional reason: for the writer of a letter, or (not 0)
    of the response to it with this number."""
    title = words.forms.FORM_BLOCK.format(number=letter.number)
    if response:
        title = words.control.FORM_BLOCK_WRITER.format(response=response)
    return form(
        title,
        "writer-blocked" if response else "blocked",
        letter.id,
        line(DAYS, words.forms.FIELD_DAYS, hint=words.forms.FIELD_DAYS_HINT, required=False),
        lines(REASON, words.forms.FIELD_REASON, hint=words.forms.FIELD_BLOCK_HINT, required=False),
        also=[response] if response else [],
    )


def note_form(letter: Letter) -> Form:
    """Returns the form of **Note**, which is for the moderators only."""
    box = lines(NOTE, words.notes.FIELD_NOTE, hint=words.notes.FIELD_NOTE_HINT)
    return form(words.notes.FORM_NOTE.format(number=letter.number), "noted", letter.id, box)


def reasons_form(letterbox: Letterbox) -> Form:
    """Returns the form of `/letters reasons`, with those that are saved."""
    box = lines(
        REASONS,
        words.notes.FIELD_REASONS,
        hint=words.notes.FIELD_REASONS_HINT,
        value="\n".join(letterbox.reasons),
        required=False,
    )
    return form(words.notes.FORM_REASONS, "reasons-kept", letterbox.id, box)


def _note(saved: Sequence[str]) -> list[Field | Choice]:
    box = lines(NOTE, words.forms.FIELD_NOTE, hint=words.forms.FIELD_REASON_HINT, required=not saved)
    return [box, *_saved(saved)]


def _reason(saved: Sequence[str]) -> list[Field | Choice]:
    box = lines(REASON, words.forms.FIELD_REASON, hint=words.forms.FIELD_REASON_HINT, required=False)
    return [box, *_saved(saved)]


def _saved(saved: Sequence[str]) -> list[Choice]:
    """Returns a list of the saved reasons, if there are any; of several letterboxes the first."""
    options = [*dict.fromkeys(map(reasons.shown, saved))][: reasons.MOST]
    return [Choice(SAVED, words.notes.FIELD_SAVED, [Option(each, each, False) for each in options])] if options else []
