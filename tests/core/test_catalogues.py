"""What translators wrote: nothing in it is broken, however much of it there is. `test_complete` wants all of it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from babel.messages.catalog import Catalog

from bot import words
from translate import catalogues, checks, command_names
from translate.checks import Form, faults_of


@pytest.mark.parametrize("code", catalogues.codes())
def test_nothing_in_a_catalogue_is_broken(code: str) -> None:
    assert checks.faults(code) == []


# --- what is found in a translation -----------------------------------------------------------------------------------


def told(code: str, said: str | tuple[str, str], text: str, form: int = 0, also: Iterable[tuple[str, str]] = ()) -> str:
    """The fault that is found in a translation, "" where there is none."""
    catalogue = Catalog(locale=code.replace("-", "_"))
    for one, translated in also:
        catalogue.add(one, translated)
    found = [*faults_of(Form(code, (said,) if isinstance(said, str) else said, text, form, catalogue))]
    return f"{len(found)} faults" if len(found) > 1 else found[0] if found else ""


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
        ("pl", "Write `in 3 hours`.", "Napisz `za 3 godziny`.", 0, ""),
        ("pl", "Write `in 3 hours`.", "Napisz za 3 godziny.", 0, "code"),
        ("pl", "`{what}` is it.", "`list` to jest to.", 0, "2 faults"),
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


def test_an_option_is_called_as_discord_shows_it() -> None:
    said, also = "Leave out `from:`.", [("from:", "od:")]
    assert told("pl", said, "Pomiń `od:`.", also=also) == ""
    assert "instead of ['`od:`']" in told("pl", said, "Pomiń `from:`.", also=also)


# --- the names of commands and options --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("called", "fault"),
    [
        ({}, ""),
        ({"/letter": "/brief", "/letter write": "/brief schreiben"}, ""),
        ({"/letter": "/brief", "/letter write": "/briefe schreiben"}, "does not begin with /brief"),
        ({"/letter write": "/letter Schreiben"}, "no such name as Schreiben"),
        ({"/letter write": "/letter einen schreiben"}, "slashes, blanks"),
        ({"until:": "jusqu’à:"}, "no such name as jusqu’à"),
        ({"until:": "bis"}, "colons"),
        ({"until:": "a" * 33 + ":"}, "no such name"),
        ({"/letter write": "/letter x", "/letter mine": "/letter x"}, "x is also"),
        ({"/letter": "/letters"}, "letters is also letters in the list of commands"),
        ({"from:": "to:"}, "to is also"),
    ],
)  # fmt: skip
def test_what_discord_would_refuse_among_names(called: dict[str, str], fault: str) -> None:
    found = [*command_names.faults(lambda one: called.get(one, ""))]
    assert bool(found) == bool(fault) and all(fault in each or "letter" in each for each in found)
    assert any(fault in each for each in found) or not fault


def test_every_command_and_option_has_a_name_to_translate() -> None:
    named = {said.one for _, members in command_names.siblings() for said in members.values()}
    rooms = words.command_names
    assert named == {said.one for said in (*rooms.COMMANDS.values(), *rooms.OPTIONS.values())}
