"""The form of a letter asks to whom it is and how safe it is to read, where there is something to choose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import tampering
from tests.journeys.test_mature import late_channel
from tests.town import Town, form_of, labels, text_of, told, town

WRITTEN = {"title": "The baker", "text:0:n": "You left a loaf at my door."}
ASKED = ["title", "text:0:n", "category", "rating", "pictures"]


async def opened(here: Town) -> tuple[Any, list[str]]:
    """The form, after a restart while it was open, and the names of its fields."""
    shown = await here.wren.slash(here.hall, "letter write")
    fields = [row["component"]["custom_id"] for row in form_of(shown)["components"]]
    await here.restart()
    return shown, fields


async def test_what_was_chosen_in_the_form_is_the_letters(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        await here.setup(mature=late_channel(here))
        shown, fields = await opened(here)
        assert fields == ASKED
        await here.wren.submit_modal(shown, {**WRITTEN, "category": ["To myself"], "rating": ["nsfw"]})
        assert "To myself · Not Safe for Work" in text_of(here.draft(here.wren))
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "To myself · Not Safe for Work" in text_of(here.desk_card(1))


async def test_it_asks_nothing_where_there_is_nothing_to_choose(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", categories="To everyone")
        shown, fields = await opened(here)
        assert fields == ["title", "text:0:n", "pictures"]
        await here.wren.submit_modal(shown, WRITTEN)
        assert "To everyone" in text_of(here.draft(here.wren))


@pytest.mark.parametrize("chosen", [{"category": "To myself"}, {"rating": "unsafe"}])
async def test_a_choice_that_there_is_not_gives_the_text_back(tmp_path: Path, chosen: dict[str, str]) -> None:
    async with town(tmp_path) as here:
        shown, _ = await opened(here)
        await here.mora.slash(here.hall, "letterbox settings", categories="To you, To me")
        custom_id = form_of(shown)["custom_id"]
        written = {name.replace(":", "_"): value for name, value in WRITTEN.items()}
        said = told(await tampering.form(here.env, here.wren, here.hall, custom_id, **written, **chosen))
        assert all(value in said for value in WRITTEN.values())
        assert not [each for each in here.from_bot(here.wren) if "Send letter" in labels(each)]
