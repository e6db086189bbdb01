"""What translators work with: catalogues that follow the sentences, and say what is missing."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from bot.language.spoken import CATALOGUES
from translate import catalogues, places
from translate.placeholders import MEANINGS
from translate.template import english, template

CODES = ["de", "es-ES", "fr", "ja", "pl", "pt-BR", "tr"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Path]:
    """A folder of catalogues, and three sentences to translate."""
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path)
    monkeypatch.setattr(catalogues, "template", lambda: sentences("Take it back.", "Never mind what it was called."))
    yield tmp_path


def sentences(*texts: str) -> Catalog:
    """A template of these sentences, and one that counts."""
    made = Catalog()
    for text in (*texts, ("{count} letter", "{count} letters")):
        made.add(text)
    return made


def missing(code: str) -> list[str]:
    return [english(message)[0] for message in catalogues.missing(code)]


def fill(code: str, before: str, after: str) -> None:
    """What a translator does to a file."""
    file = catalogues.file_of(code)
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_a_language_begins_with_nothing_translated(folder: Path) -> None:
    catalogues.update("pl")
    assert catalogues.codes() == ["pl"]
    assert missing("pl") == ["Take it back.", "Never mind what it was called.", "{count} letter"]


def test_an_update_changes_nothing_where_nothing_has_changed(folder: Path) -> None:
    catalogues.update("pl")
    before = catalogues.file_of("pl").read_bytes()
    catalogues.update("pl")
    assert catalogues.file_of("pl").read_bytes() == before


def test_every_plural_form_is_wanted(folder: Path) -> None:
    catalogues.update("pl")
    fill("pl", 'msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "{count} list"\nmsgstr[1] "{count} listy"')
    assert "{count} letter" in missing("pl")
    fill("pl", 'msgstr[2] ""', 'msgstr[2] "{count} listów"')
    assert "{count} letter" not in missing("pl")


def test_a_sentence_that_changed_is_missing_until_somebody_looked_at_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogues.update("de")
    fill("de", 'called."\nmsgstr ""', 'called."\nmsgstr "Egal, wie es hieß."')
    assert missing("de") == ["Take it back.", "{count} letter"]
    changed = "Never mind what it was called then."
    monkeypatch.setattr(catalogues, "template", lambda: sentences("Take it back.", changed))
    catalogues.update("de")
    assert missing("de") == ["Take it back.", changed, "{count} letter"]
    text = catalogues.file_of("de").read_text("utf-8")
    assert "#, fuzzy" in text and "Egal, wie es hieß." in text
    fill("de", "#, fuzzy\n", "")
    assert missing("de") == ["Take it back.", "{count} letter"]


@pytest.mark.parametrize(("code", "forms"), [*zip(CODES, [2, 2, 2, 1, 3, 2, 1], strict=True)])
def test_each_language_counts_in_its_own_way(folder: Path, code: str, forms: int) -> None:
    catalogues.update(code)
    assert catalogues.read(code).num_plurals == forms


def test_the_seven_languages_have_a_catalogue() -> None:
    assert catalogues.CATALOGUES == CATALOGUES
    assert catalogues.codes() == CODES


def test_a_translator_reads_where_a_sentence_stands_and_how_long_it_may_be() -> None:
    label, menu = (template().get(one) for one in ("Send letter", "Reply under a pen name"))
    assert label is not None and menu is not None
    assert any("reader.SEND_LETTER" in comment for comment in label.auto_comments)
    assert "At most 80 characters: a button." in label.auto_comments
    assert "At most 32 characters: a name in a message’s menu." in menu.auto_comments
    assert places.longest("Send letter") == 80


def test_every_placeholder_is_explained() -> None:
    used = {line.partition("}")[0][1:] for message in template() for line in message.auto_comments if line[0] == "{"}
    assert used == MEANINGS.keys()


def test_what_only_a_host_reads_is_not_to_be_translated() -> None:
    assert not [message.id for message in template() if ("bot/words/host.py", 0) in message.locations]
