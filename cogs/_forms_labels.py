"""The forms of **Approve with …** and **Content warning**: what stands beside a letter's text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import words
from bot.letter import Labels, Letter, Letterbox
from bot.rules import covering
from cogs import _forms as forms
from cogs._cards import custom_id


def approve_form(letter: Letter, letterbox: Letterbox) -> forms.Form:
    """Returns the form of **Approve with …**: category and rating, where there are several, and a content warning. It
    carries when the letter was sent, which tells whether it is the one that was read."""
    fields: list[forms.Field | forms.Choice] = [
        *forms.beside(letterbox, letter.labels, rated=letterbox.mature_id is not None),
        _warning(letter),
    ]
    title = words.labels.FORM_APPROVE_WITH.format(number=letter.number)
    return forms.Form(title, custom_id("approved-with", letter.id, letter.submitted_at or 0), fields)


def warning_form(letter: Letter) -> forms.Form:
    """Returns the form of **Content warning**, with the one that the draft has."""
    return forms.form(words.labels.FORM_WARN, "warned", letter.id, _warning(letter))


def _warning(letter: Letter) -> forms.Field:
    hint = words.labels.FIELD_WARNING_HINT
    return forms.line(forms.WARNING, words.labels.FIELD_WARNING, hint=hint, value=letter.warning, required=False)


def labels_in(written: Mapping[str, str], now: Labels) -> Labels:
    """Returns what was chosen on that form; what it did not ask for is as it is `now`. Raises Refusal for a rating that
    there is not."""
    labels = forms.chosen_labels(written, now)
    return replace(labels, warning=covering.as_warning(written.get(forms.WARNING, now.warning or "")))
