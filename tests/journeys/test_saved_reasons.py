"""Saved reasons: kept for a letterbox, and offered wherever moderators give one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests import acts, tampering
from tests.journeys.test_busy_desk import command
from tests.journeys.test_queue import arrive
from tests.journeys.test_several_at_once import choose, listed
from tests.town import Town, another_server, form_of, modal_values, text_of, told, town

SHORT, OTHER = "It names somebody.", "Please tell it in your own words."
LONG = "We publish no appeals for money. " * 10 + "Ask your town instead."
#: As much of it as is shown where it is chosen.
CUT = f"{LONG[:99].rstrip()}…"


async def save(here: Town, *reasons: str) -> str:
    """The reasons, as a moderator types them into the form."""
    form = await here.mora.slash(here.desk, "letters reasons")
    return told(await here.mora.submit_modal(form, {"reasons": "\n".join(reasons)}))


def offered(form: Any) -> list[str]:
    """What the form's list offers."""
    boxes = [row["component"] for row in form_of(form)["components"]]
    return [option["value"] for box in boxes for option in box.get("options", [])]


def notice(here: Town) -> str:
    return text_of(here.from_bot(here.wren)[-1])


async def test_the_form_shows_what_is_saved_one_on_a_line(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert await save(here, SHORT, "", f"  {OTHER} ", SHORT, LONG) == "3 reasons are saved."
        await here.restart()
        form = await here.otto.slash(here.hall, "letters reasons")
        assert modal_values(form) == {"reasons": f"{SHORT}\n{OTHER}\n{LONG}"}
        assert told(await here.otto.submit_modal(form, {"reasons": ""})) == "0 reasons are saved."


async def test_what_cannot_be_saved_changes_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await save(here, SHORT)
        assert "25 reasons can be saved at most" in await save(here, *(f"Reason {n}." for n in range(26)))
        assert "a reason may have 1,000 characters at most" in await save(here, "x" * 1_001)
        assert "Two reasons begin with" in await save(here, "x" * 120 + "a", "x" * 120 + "b")
        assert modal_values(await here.mora.slash(here.desk, "letters reasons")) == {"reasons": SHORT}


async def test_they_are_offered_while_a_command_is_typed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await save(here, SHORT, OTHER, LONG)
        await arrive(here, 2)
        await here.restart()
        found = await here.mora.autocomplete(here.hall, "letters reject", "reason", "", number=1)
        assert [each["value"] for each in found] == [SHORT, OTHER, CUT]
        (money,) = await here.mora.autocomplete(here.hall, "letters return", "note", "MONEY", number=1)
        await command(here, here.mora, "return", number=1, note=money["value"])
        assert LONG in text_of(here.draft(here.wren))
        (names,) = await here.mora.autocomplete(here.hall, "letters remove", "reason", "names")
        await command(here, here.mora, "reject", number=2, reason=names["value"])
        assert SHORT in notice(here)


async def test_a_form_offers_them_beside_what_is_written(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 4)
        assert offered(await here.mora.click(here.desk_card(1), label="Reject")) == []
        await save(here, SHORT, LONG)
        form = await here.mora.click(here.desk_card(1), label="Reject")
        assert offered(form) == [SHORT, CUT]
        await here.restart()
        await here.mora.submit_modal(form, {"reason": "", "saved": [CUT]})
        assert LONG in notice(here)

        form = await here.mora.click(here.desk_card(2), label="Send back")
        empty = await here.mora.submit_modal(form, {"note": ""})
        assert told(empty).startswith("Write what should change, or choose a saved reason.")
        form = await here.mora.click(here.desk_card(2), label="Send back")
        await here.mora.submit_modal(form, {"note": "Shorter, please.", "saved": [SHORT]})
        assert "Shorter, please." in text_of(here.draft(here.wren)) and SHORT not in text_of(here.draft(here.wren))

        await here.mora.click(here.desk_card(3), label="Approve")
        form = await here.mora.click(here.desk_card(3), label="Remove")
        await here.mora.submit_modal(form, {"saved": [SHORT]})
        assert SHORT in notice(here)

        shown = await listed(here)
        await choose(here.mora, shown, 4)
        form = await here.mora.click(shown, label="Reject")
        await here.mora.submit_modal(form, {"saved": [CUT]})
        assert LONG in text_of(shown)
        await here.mora.click(shown, label="Reject 1 letter")
        assert LONG in notice(here)


async def test_they_belong_to_one_letterbox_and_to_its_moderators(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        other = await another_server(here)
        await save(here, SHORT)
        assert await other.keeper.autocomplete(other.hall, "letters reject", "reason", "", number=1) == []
        acts.set_permissions(here.hall, here.guild.default_role, manage_messages=True)  # not in the desk's channel
        assert await here.ida.autocomplete(here.hall, "letters reject", "reason", "") == []
        async with here.office.store.reading() as tx:
            box = next(each for each in await tx.letterboxes() if each.guild_id == here.guild.id)
        stolen = await tampering.form(
            here.env, other.keeper, other.hall, f"reasons-kept:{box.id:x}", reasons="Because I say so."
        )
        assert "I cannot do anything with that." in told(stolen)
        assert modal_values(await here.mora.slash(here.desk, "letters reasons")) == {"reasons": SHORT}
