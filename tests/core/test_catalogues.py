"""What translators wrote: nothing in it is broken, however much of it there is. `test_complete` wants all of it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from babel.messages.catalog import Catalog

from translate import catalogues, checks
from translate.checks import Form, faults_of


@pytest.mark.parametrize("code", catalogues.codes())
def test_nothing_in_a_catalogue_is_broken(code: str) -> None:
    assert checks.faults(code) == []


# --- what is found in a translation -----------------------------------------------------------------------------------


def told(code: str, said: str | tuple[str, str], text: str, form: int = 0, also: Iterable[tuple[str, str]] = ()) -> str:
    """The one fault that is found in a translation, "" where there is none."""
    catalogue = Catalog(locale=code.replace("-", "_"))
    for one, translated in also:
        catalogue.add(one, translated)
    found = [*faults_of(Form(code, (said,) if isinstance(said, str) else said, text, form, catalogue))]
    assert len(found) < 2, found
    return found[0] if found else ""


COUNTED = ("{count} letter", "{count} letters")


@pytest.mark.parametrize(
    ("code", "said", "text", "form", "fault"),
    [
        ("de", "Letter {number}", "Brief {number}", 0, ""),
        ("de", "Letter {number}", "Brief {nummer}", 0, "placeholders"),
        ("de", "Letter {number}", "Brief", 0, "placeholders"),
        ("de", "Letter {number}", "Brief {", 0, "braces"),
        ("de", COUNTED, "ein Brief", 0, ""),
        ("de", COUNTED, "mehrere Briefe", 1, "placeholders"),
        ("fr", COUNTED, "une lettre", 0, "placeholders"),  # none is one, too
        ("tr", COUNTED, "mektup", 0, "placeholders"),
        ("pl", COUNTED, "{count} listów", 2, ""),
        ("de", "Send letter", "Brief abschicken" * 5, 0, ""),
        ("de", "Send letter", "Brief abschicken!" * 5, 0, "85 characters"),
        ("de", "Your letter waits.", "Dein letter wartet.", 0, "English words: letter"),
        ("de", "Letter {letter}", "Brief {letter}", 0, ""),
        ("de", "What was done", "Was getan wurde", 0, ""),
        ("de", "Or with /letter write.", "Oder mit /letter write.", 0, ""),
        ("de", "“Author”", "„Wer schrieb“", 0, ""),
        ("de", "“Author”", "“Wer schrieb”", 0, "quotation marks"),
        ("de", "“Author”", "„Wer schrieb", 0, "„ without “"),
        ("fr", "“Author”", "«\u00a0Qui l’a écrite\u00a0»", 0, ""),
        ("fr", "Who?", "Qui ?", 0, "no-break space"),
        ("fr", "Who?", "Qui\u00a0?", 0, ""),
        ("ja", "“Author”", "「書き手」", 0, ""),
        ("ja", "“Author”", '"書き手"', 0, "quotation marks"),
        ("pl", "`/letter mine` has it.", "`/letter mine` to ma.", 0, ""),
        ("pl", "`/letter mine` has it.", "`/list moje` to ma.", 0, "code"),
        ("pl", "See [it]({url}).", "Zobacz [to] ({url}).", 0, "code"),
        ("pl", "-# Small.", "Małe.", 0, "beginnings of lines"),
        ("pl", "**Loud**", "Głośno", 0, "bold"),
        ("pl", " by {who}", "przez {who}", 0, "a space"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_translation(
    code: str, said: str | tuple[str, str], text: str, form: int, fault: str
) -> None:
    found = told(code, said, text, form)
    assert fault in found and bool(fault) == bool(found)


def test_what_is_bold_is_called_as_its_button_is() -> None:
    said, also = "Press **Send letter**.", [("Send letter", "Wyślij list")]
    assert told("pl", said, "Naciśnij **Wyślij list**.", also=also) == ""
    assert told("pl", said, "Naciśnij **Wyślij**.", also=also) == "the button is called **Wyślij list**"
    assert told("pl", said, "Naciśnij **Wyślij**.") == ""
