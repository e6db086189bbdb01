"""The forms (modals).

Like buttons they carry a verb and an id, and what was filled in is read from the interaction itself: a form that was
open during a restart can still be sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discord import TextStyle, ui

from bot import words
from bot.errors import Refusal
from bot.language import Language, Said
from bot.language.markup import plain
from bot.letter import (
    MAX_WARNING,
    DraftSheet,
    Labels,
    Letter,
    Letterbox,
    Membership,
    Rating,
    Response,
    ResponseKind,
    Wrong,
)
from bot.rules import covering, days, entry, form_fields, pages, panel
from bot.rules.picture_values import MAX_IMAGES
from cogs import _limits as limits
from cogs._cards import Card, Embed, Option, custom_id
from cogs._form_fields import Choice, Field, Pick, Tick, Ticks, Upload

PEN_NAME = 32
TITLE, NOTE, REASON, REPLY, PEN, WHY, ANSWER = "title", "note", "reason", "reply", "pen", "why", "answer"
DAYS, TEXT, DAY, HEAR, BOXES = "days", "text", "day", "hear", "boxes"
REASONS, SAVED = "reasons", "saved"
#: What comes back of a box that is ticked; of any other, "" does.
TICKED = "yes"
CATEGORY, RATING, WARNING, PICTURES = "category", "rating", "warning", "pictures"
#: The custom id of a text field: "text", its index, and how it was separated from the one before it.
SEPARATORS = {"p": "\n\n", "l": "\n", "s": " ", "n": ""}
#: Fields that hold a few words; they stand above the others when they are given back.
SHORT = (TITLE, PEN, DAYS, DAY, WARNING)
CHANNELS = ("letters", "desk", "mature")  #: fields to pick a letterbox's channels in
PART = re.compile(rf"{TEXT}:[0-{pages.FIELDS - 1}]:[{''.join(SEPARATORS)}]")
#: Limit of each field, in characters.
LONGEST = {
    TITLE: pages.TITLE,
    TEXT: pages.FIELD,
    NOTE: entry.MAX_REASON,
    REASON: entry.MAX_REASON,
    DAYS: 20,
    DAY: 60,
    CATEGORY: limits.OPTION,
    RATING: limits.OPTION,
    WARNING: MAX_WARNING,
    REPLY: entry.MAX_REPLY,
    PEN: PEN_NAME,
    WHY: entry.MAX_REASON,
    ANSWER: entry.MAX_ANSWER,
    HEAR: len(TICKED),
    BOXES: 20 * len(Wrong),  # one on each line
    PICTURES: MAX_IMAGES * 20,  # ids, one on each line
    **dict.fromkeys(CHANNELS, 20),
    **{setting.name: setting.longest for setting in panel.SETTINGS.values()},
    REASONS: limits.FIELD,
    SAVED: limits.OPTION,
}
#: Fields with a number, a name, or something to choose.
_PICKED = {*CHANNELS, PICTURES, CATEGORY, RATING, BOXES} | {
    each.name for each in panel.SETTINGS.values() if each.shape not in panel.LONG
}
#: Fields in which somebody writes what they would miss: it is given back where it is refused.
WRITTEN = frozenset(LONGEST) - _PICKED

#: The button that opens a form again, filled in with what its message keeps, by the verb of what was refused.
CHANGES = {verb: "reply-change" for verb in ("replied", "reply-anyway")} | {
    verb: "answer-change" for verb in ("answered", "answer-anyway")
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form (modal). Its texts are translated, and cut to fit, when it is drawn."""

    title: Said
    custom_id: str
    fields: Sequence[Field | Tick | Ticks | Choice | Pick | Upload]

    def drawn(self, say: Language) -> ui.Modal:
        """Returns a modal that discord.py does not keep in memory, in the language `say`."""
        modal = ui.Modal(
            title=limits.within(self.title, say, limits.FORM_TITLE), custom_id=self.custom_id, timeout=None
        )
        for field in self.fields:
            modal.add_item(field.drawn(say))
        modal.stop()
        return modal


def given_back(written: Mapping[str, str]) -> Iterable[Card]:
    """Yields what somebody wrote in a form that is refused, whole: a title, a pen name or days above the text."""
    heading = " · ".join(plain(written[name]) for name in SHORT if written.get(name, "").strip())
    parts = [form_fields.Field(said, SEPARATORS[name[-1]]) for name, said in written.items() if kind_of(name) == TEXT]
    others = [said for name, said in written.items() if name not in (*SHORT, HEAR, SAVED) and kind_of(name) != TEXT]
    texts = [page for said in [form_fields.join_fields(parts), *others] for page in pages.pages(said)]
    for index, text in enumerate(texts or ([""] if heading else [])):
        above = None if index or not heading else heading
        yield Card(words.responses.KEEP_YOUR_TEXT, [Embed(above, text or None)])


def form(
    title: Said, verb: str, about: int, *fields: Field | Tick | Ticks | Choice | Upload, also: Sequence[int] = ()
) -> Form:
    """Returns a form that carries a verb and the id it is about, and perhaps what it is `also` about."""
    return Form(title, custom_id(verb, about, *also), fields)


def kind_of(name: str) -> str:
    """Returns the key of `LONGEST` for a field's custom id: `TEXT` for each part of a text, "" for a bare "text"."""
    return TEXT if PART.fullmatch(name) else "" if name == TEXT else name


def line(name: str, label: Said, **more: Any) -> Field:
    """Returns a field for one line of text. `more` are further arguments of `Field`."""
    return Field(name, label, LONGEST[kind_of(name)], TextStyle.short, **more)


def lines(name: str, label: Said, **more: Any) -> Field:
    """Returns a field for several lines of text. `more` are further arguments of `Field`."""
    return Field(name, label, LONGEST[kind_of(name)], TextStyle.paragraph, **more)


# --- the letter -----------------------------------------------------------------------------------------------


def write_form(to: Membership) -> Form:
    """Returns the form of `/letter write`, for a letterbox as its writer sees it: with the first category, and Safe for
    Work, unless they choose otherwise."""
    letterbox = to.letterbox
    return form(
        words.forms.FORM_WRITE,
        "write",
        letterbox.id,
        line(TITLE, words.forms.FIELD_TITLE, hint=words.forms.FIELD_TITLE_HINT),
        lines("text:0:n", words.forms.FIELD_TEXT, required=False),  # a letter may be pictures only
        *beside(letterbox, Labels(letterbox.categories[0], Rating.SAFE, None), rated=to.mature_ok),
        Upload(PICTURES, words.forms.FIELD_PICTURES.format(most=MAX_IMAGES), MAX_IMAGES),
    )


def beside(letterbox: Letterbox, labels: Labels, *, rated: bool) -> Iterable[Choice]:
    """Yields the selects of what stands beside a letter's text, as its `labels` are: the category, where there are
    several, and the rating, where it is `rated`."""
    if len(letterbox.categories) > 1:
        options = [Option(each, each, each == labels.category) for each in letterbox.categories]
        yield Choice(CATEGORY, words.labels.FIELD_CATEGORY, options)
    if rated:
        options = [
            Option(words.reader.RATINGS[each], each, each is labels.rating, words.reader.RATINGS_EXPLAINED[each])
            for each in Rating
        ]
        yield Choice(RATING, words.labels.FIELD_RATING, options)


def chosen_labels(found: Mapping[str, str], now: Labels) -> Labels:
    """Returns category, rating and content warning from a form; what it did not ask for is as it is `now`. Raises
    Refusal for a rating that there is not."""
    rating = found.get(RATING) or now.rating
    if rating not in [*Rating]:
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    warning = covering.as_warning(found.get(WARNING, now.warning or ""))
    return Labels(found.get(CATEGORY) or now.category, Rating(rating), warning)


def edit_form(sheet: DraftSheet) -> Form:
    """Returns the form of **Edit**: title and text, the text in as many fields as it needs, and more pictures where the
    letter takes any, and the form has a field left for them."""
    parts, remainder = form_fields.fields(sheet.text)
    names = {separator: name for name, separator in SEPARATORS.items()}
    room = MAX_IMAGES - len(sheet.pictures) if len(parts) < pages.FIELDS else 0
    fields: list[Field | Upload] = [
        line(TITLE, words.forms.FIELD_TITLE, hint=words.forms.FIELD_TITLE_HINT, value=sheet.title)
    ]
    for index, part in enumerate(parts or [form_fields.Field("", "")]):
        label: Said = words.forms.FIELD_TEXT
        if len(parts) > 1:
            label = words.forms.FIELD_TEXT_PART.format(part=index + 1, parts=len(parts))
        hint = words.forms.FIELD_REMAINDER if remainder and index == len(parts) - 1 else None
        name = f"text:{index}:{names[part.separator]}"
        needed = index == 0 and not sheet.pictures and not room
        fields.append(lines(name, label, value=part.text, hint=hint, required=needed))
    if room > 0:
        fields.append(Upload(PICTURES, words.forms.FIELD_MORE_PICTURES.format(most=room), room))
    opened = custom_id("edited", sheet.letter.id, sheet.version.parts, sheet.version.mark)
    return Form(words.forms.FORM_EDIT, opened, fields)


def warning_form(letter: Letter) -> Form:
    """Returns the form of **Content warning**, with the one that the draft has."""
    return form(words.labels.FORM_WARN, "warned", letter.id, warning_field(letter))


def warning_field(letter: Letter) -> Field:
    """Returns the field for a letter's content warning, with the one that it has."""
    hint = words.labels.FIELD_WARNING_HINT
    return line(WARNING, words.labels.FIELD_WARNING, hint=hint, value=letter.warning, required=False)


def title_form(letter_id: int) -> Form:
    """Returns the form that **Send letter** opens on a draft without a title: it says why, and sends the letter."""
    box = line(TITLE, words.forms.FIELD_TITLE, hint=words.forms.FIELD_TITLE_NEEDED_HINT)
    return form(words.forms.FORM_TITLE, "titled", letter_id, box)


def day_form(letter: Letter) -> Form:
    """Returns the form of **Publish on …**, with the day that was chosen before."""
    day = None if letter.publish_on is None else days.day_at(letter.publish_on).isoformat()
    box = line(DAY, words.dated.FIELD, hint=words.dated.FIELD_HINT, value=day, required=False)
    return form(words.dated.FORM, "dated", letter.id, box)


def written(found: Mapping[str, str]) -> tuple[str, str]:
    """Returns title and text from the letter's form, as submitted."""
    fields = [
        form_fields.Field(text, SEPARATORS[name.rpartition(":")[2]])
        for name, text in found.items()
        if kind_of(name) == TEXT
    ]
    return found[TITLE], form_fields.join_fields(fields)


# --- the thread -----------------------------------------------------------------------------------------------


def reply_form(letter_id: int, pen_name: str | None, text: str = "") -> Form:
    """Returns the form of **Leave a reply**, which offers the pen name that this person already has under the
    letter, or both as they were written before."""
    return form(
        words.forms.FORM_REPLY,
        "replied",
        letter_id,
        lines(REPLY, words.forms.FIELD_REPLY, value=text),
        line(PEN, words.forms.FIELD_PEN_NAME, hint=words.forms.FIELD_PEN_NAME_HINT, value=pen_name),
    )


def report_form(letter_id: int, response: int = 0) -> Form:
    """Returns the form of **Report**: of a letter, or (not 0) of the response to it with this number."""
    boxes = [Option(words.forms.WRONG[each], each, False) for each in Wrong]
    fields = [
        Ticks(BOXES, words.forms.FIELD_WHY, boxes),
        lines(WHY, words.forms.FIELD_OWN_WORDS, hint=words.forms.FIELD_OWN_WORDS_HINT, required=False),
        Tick(HEAR, words.forms.FIELD_HEAR, words.forms.FIELD_HEAR_HINT),
    ]
    if not response:
        return form(words.forms.FORM_REPORT, "reported", letter_id, *fields)
    title = words.forms.FORM_REPORT_RESPONSE.format(response=response)
    return form(title, "response-reported", letter_id, *fields, also=[response])


def ticked(found: Mapping[str, str]) -> list[Wrong]:
    """Returns which boxes of that form are ticked. Raises Refusal for one that there is not."""
    boxes = found.get(BOXES, "").split()
    if not {*boxes} <= {*Wrong}:
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    return [each for each in Wrong if each in boxes]


def change_form(response: Response, written: str = "") -> Form:
    """Returns the form of **Change**: what a response is to say, filled in with what was `written` or with what it
    says."""
    longest = LONGEST[REPLY if response.kind is ResponseKind.PEN else ANSWER]
    said = written or response.change or response.text
    field = Field(ANSWER, words.forms.FIELD_CHANGE, longest, TextStyle.paragraph, value=said)
    return form(words.forms.FORM_CHANGE.format(number=response.number), "response-changed", response.id, field)


def answer_form(letter_id: int, text: str = "") -> Form:
    """Returns the form of **Answer**, for the author, with a `text` that was written before."""
    return form(words.forms.FORM_ANSWER, "answered", letter_id, lines(ANSWER, words.forms.FIELD_ANSWER, value=text))
