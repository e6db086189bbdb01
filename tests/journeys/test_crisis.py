"""Words of crisis: where the server wants it, their writer reads where somebody answers now, and sends or not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord

from tests import acts
from tests.town import BODY, Town, labels, text_of, told, town

HARD = f"The last one\n\nI don’t want to live anymore.\n\n{BODY}"
TEXT = "Mora and Otto read messages every evening. The helpline of your country answers at night."


async def settings(here: Town, **more: Any) -> str:
    return told(await here.mora.slash(here.hall, "letterbox settings", **more))


def question(here: Town) -> discord.Message:
    return next(each for each in here.from_bot(here.wren) if "Before you send it" in text_of(each))


async def test_its_writer_reads_the_server_s_text_and_sends_it_after_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, crisis="on", crisis_text=TEXT)
        card = await here.write(here.wren, HARD)
        await here.wren.user.click(card, label="Send letter")
        asked = question(here)
        assert TEXT in text_of(asked) and labels(asked) == ["Send letter", "Change"]
        assert here.desk.history() == [], "nothing was sent, and nobody is told"
        await here.restart()
        await here.wren.user.click(question(here), label="Send letter")
        assert any("**Received.**" in each.content for each in here.from_bot(here.wren))
        card = here.desk_card(1)
        assert "**Read this one first:** it holds words of crisis, `don't want to live anymore`." in card.content
        assert "Approve" in labels(card)


async def test_or_it_is_never_sent(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, crisis="on", crisis_text=TEXT)
        card = await here.write(here.wren, HARD)
        await here.wren.user.click(card, label="Send letter")
        await here.restart()
        assert here.desk.history() == []
        form = await here.wren.user.click(question(here), label="Change")
        assert form.modal is not None


async def test_what_may_tell_who_they_are_is_asked_about_afterwards(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, crisis="on", crisis_text=TEXT)
        card = await here.write(here.wren, f"{HARD}\n\nCall me: +44 7911 123456")
        await here.wren.user.click(card, label="Send letter")
        await here.wren.user.click(question(here), label="Send letter")
        asked = next(each for each in here.from_bot(here.wren) if "this may tell who you are" in text_of(each))
        assert here.desk.history() == []
        await here.wren.user.click(asked, label="Send anyway")
        assert "Read this one first" in here.desk_card(1).content


async def test_what_was_written_since_is_asked_about_anew(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, crisis="on", crisis_text=TEXT)
        card = await here.write(here.wren, HARD)
        await here.wren.user.click(card, label="Send letter")
        old = question(here)
        await acts.dm(here.env, here.wren, "And nobody would notice.")
        await here.wren.user.click(old, label="Send letter")
        assert here.desk.history() == []


async def test_it_is_off_until_somebody_has_written_what_people_read(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        said = await settings(here, crisis="on")
        assert "Write first what people are to read then" in said and "Nothing was changed" in said
        await here.send(here.wren, HARD)
        assert "Read this one first" not in here.desk_card(1).content
        await settings(here, crisis="on", crisis_text=TEXT)
        assert "cannot" not in await settings(here)
        assert "Write first" in await settings(here, crisis_text=" "), "nor can the text be taken away while it is on"
        await settings(here, crisis="off")
        assert "**Help for words of crisis** · Off" in await settings(here)


async def test_the_server_s_own_words_are_looked_for_and_everyday_ones_are_not(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, crisis="on", crisis_text=TEXT, crisis_words="down by the weir")
        await here.send(here.wren, f"Exams\n\nThis exam is killing me, I could kill for a coffee.\n\n{BODY}")
        assert "Approve" in labels(here.desk_card(1)), "it was sent at once"
        card = await here.write(here.wren, f"Tonight\n\nYou find me down by the weir.\n\n{BODY}")
        await here.wren.user.click(card, label="Send letter")
        assert TEXT in text_of(question(here))
