"""Pictures that come with the form of a letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import life
from bot.letter import Person
from tests import acts
from tests.journeys.test_panel import panels, with_panel
from tests.town import Town, answer_of, picture, text_of, told, town

GOOD = [("red.png", picture("red")), ("SPOILER_blue.png", picture("blue"))]
FORM = {"title": "The baker", "text:0:n": "You left a loaf at my door."}


async def written(here: Town, files: list[tuple[str, bytes]]) -> str:
    """Sends the panel's form with these files, after a restart while it was open. Returns the answer."""
    await with_panel(here)
    ways = answer_of(await here.wren.click(panels(here)[0], label="Write a letter"))
    assert "at once, with up to 4 pictures" in text_of(ways)
    shown = await here.wren.click(ways, label="In a form")
    await here.restart()
    return told(await here.wren.submit_modal(shown, {**FORM, "pictures": files}))


async def test_two_pictures_go_with_the_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await written(here, GOOD)
        await here.restart()
        assert "2 pictures" in text_of(here.draft(here.wren))


async def test_a_broken_picture_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        said = await written(here, [*GOOD, ("broken.png", b"\x89PNG nothing")])
        card = text_of(here.draft(here.wren))
        assert "broken.png" in said and "2 pictures" in card and "a loaf" in card


async def test_a_bot_that_dies_before_the_card_is_shown_brings_it_when_it_is_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        wren, letterbox = Person(here.wren.id), (await life.setting_up.letterboxes(here.office))[0]
        await life.writing.compose(here.office, wren, letterbox.id, FORM["title"], FORM["text:0:n"])  # and dies
        await here.restart()
        await here.pass_time(life.outbox.FORM_WAIT + 1)
        assert "a loaf" in text_of(here.draft(here.wren)) and await here.outbox() == []


async def test_a_card_that_was_brought_does_not_come_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await written(here, GOOD)
        before = len(here.from_bot(here.wren))
        await here.pass_time(life.outbox.FORM_WAIT + 1)
        assert len(here.from_bot(here.wren)) == before and await here.outbox() == []


@pytest.mark.parametrize("broken", [False, True])
async def test_it_works_where_direct_messages_are_closed(tmp_path: Path, broken: bool) -> None:
    async with town(tmp_path) as here:
        acts.close_dms(here.env, here.wren)
        said = await written(here, [*GOOD, ("broken.png", b"no")] if broken else GOOD)
        assert ("broken.png" in said) is broken
