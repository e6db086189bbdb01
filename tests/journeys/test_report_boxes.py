"""**Report** has boxes for what is wrong, and room for one's own words; one of both is enough."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts, tampering
from tests.town import Town, form_of, text_of, told, town

NOTHING = "Nothing was reported"


async def opened(here: Town, who: Any) -> Any:
    return await who.click(here.published()[-1], label="Report")


def reported(here: Town) -> str:
    """What the desk reads on the card of reports; "" where there is none."""
    return next((text for each in here.desk.history() if "reported" in (text := text_of(each))), "")


async def test_the_desk_reads_what_was_ticked_before_what_was_said(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        shown = await opened(here, here.ida)
        boxes, words, _ = (row["component"] for row in form_of(shown)["components"])
        assert [each["value"] for each in boxes["options"]] == ["tells", "hurts", "mature", "danger", "spam"]
        assert words["required"] is False
        await here.restart()
        await here.ida.submit_modal(shown, {"boxes": ["tells", "spam"], "why": "It names my street."})
        await here.sol.submit_modal(await opened(here, here.sol), {"boxes": ["danger"]})
        await here.otto.submit_modal(await opened(here, here.otto), {"why": "It is rude."})
        card = reported(here)
        assert "3 readers reported" in card
        for said in (
            "> It tells who somebody is · It advertises something · It names my street.\n",
            "> Somebody may be in danger\n",
            "> It is rude.\n",
        ):
            assert said in card + "\n"


async def test_it_is_ticked_in_ones_own_language_and_read_in_the_desks(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.set_language(here.env, here.ida, "ja")
        shown = await opened(here, here.ida)
        boxes = form_of(shown)["components"][0]["component"]["options"]
        assert "誰かに危険が迫っているかもしれない" in [each["label"] for each in boxes]
        await here.ida.submit_modal(shown, {"boxes": ["danger"]})
        assert "> Somebody may be in danger" in reported(here)


@pytest.mark.parametrize("sent", [{}, {"why": "  "}])
async def test_who_says_nothing_reads_so_and_may_say_it_again(tmp_path: Path, sent: dict[str, str]) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert NOTHING in told(await here.ida.submit_modal(await opened(here, here.ida), sent))
        assert reported(here) == ""
        assert "Thank you" in told(await here.ida.submit_modal(await opened(here, here.ida), {"boxes": ["hurts"]}))
        assert "It attacks or threatens somebody" in reported(here)


async def test_a_box_that_there_is_not_gives_the_words_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        custom_id = form_of(await opened(here, here.ida))["custom_id"]
        forged = {"boxes": "tells\nwhatever", "why": "It names my street."}
        said = told(
            await tampering.form(here.env, here.ida, here.letters, custom_id, on=here.published()[-1], **forged)
        )
        assert "It names my street." in said and reported(here) == ""
