"""Pictures that come with the form of a letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot import life
from bot.letter import Person
from bot.rules.picture_values import MAX_BYTES
from tests import acts, tampering
from tests.journeys.test_panel import panels, with_panel
from tests.town import BODY, Town, answer_of, form_of, picture, text_of, told, town

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
        await life.editing.compose(here.office, wren, letterbox.id, FORM["title"], FORM["text:0:n"])  # and dies
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


def fields(form: Any) -> dict[str, dict[str, Any]]:
    """The fields of a form that was opened, by name, in order."""
    return {each["component"]["custom_id"]: each["component"] for each in form_of(form)["components"]}


async def saved(who: Any, form: Any, files: list[tuple[str, bytes]], **more: str) -> str:
    """Saves the form of **Edit** with these files, the rest as it shows it but for `more`. Returns what was said."""
    values = {name: each.get("value") or "" for name, each in fields(form).items() if name != "pictures"}
    return told(await who.submit_modal(form, {**values, **more, "pictures": files}))


async def test_pictures_alone_are_a_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        form = await here.wren.slash(here.hall, "letter write")
        await here.wren.submit_modal(form, {"title": "The baker", "pictures": GOOD})
        card = here.draft(here.wren)
        assert "2 pictures" in text_of(card)
        await here.wren.user.click(card, label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()[0].attachments) == 2


async def test_a_form_with_a_title_only_is_a_draft_that_says_what_it_lacks(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        form = await here.wren.slash(here.hall, "letter write")
        await here.wren.submit_modal(form, {"title": "The baker"})
        sent = await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "There is nothing in it yet" in told(sent) and here.desk.history() == []


async def test_edit_adds_pictures_as_many_as_there_is_room_for(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, f"The baker\n\n{BODY}")
        form = await here.wren.user.click(card, label="Edit")
        assert fields(form)["pictures"]["max_values"] == 4
        said = await saved(here.wren.user, form, [*GOOD, ("broken.png", b"\x89PNG nothing")], title="The bakers")
        card = here.draft(here.wren)
        assert "broken.png" in said and "2 pictures" in text_of(card) and "The bakers" in text_of(card)

        form = await here.wren.slash(here.hall, "letter write")
        assert fields(form)["pictures"]["max_values"] == 2
        await here.restart()
        await acts.dm(here.env, here.wren, "One more.", attachments=[("green.png", picture("green"))])
        said = await saved(here.wren, form, [("grey.png", picture("grey")), ("pink.png", picture("pink"))])
        card = here.draft(here.wren)
        assert "A letter holds 4 pictures" in said and "4 pictures" in text_of(card) and "One more." in text_of(card)
        form = await here.wren.user.click(card, label="Edit")
        assert "pictures" not in fields(form), "there is no room for another"


async def test_where_the_text_takes_all_fields_none_is_left_for_pictures(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for part in range(4):
            await here.write(here.wren, f"Part {part}. " + "The baker left a loaf at my door. " * 110)
        form = await here.wren.user.click(here.draft(here.wren), label="Edit")
        assert len(fields(form)) == 5 and "pictures" not in fields(form)


async def test_a_file_that_is_too_large_is_named_and_not_kept(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        said = await written(here, [*GOOD, ("vast.png", picture() + bytes(MAX_BYTES))])
        assert "vast.png" in said and "2 pictures" in text_of(here.draft(here.wren))


IDS = [str(2**60 + each) for each in range(5)]
DESCRIBED = {each: {"id": each, "size": 1, "url": "", "proxy_url": "", "filename": "x.png"} for each in IDS}
FORGED: list[tuple[list[str], Any]] = [
    (IDS[:1], None),
    (IDS[:1], {"attachments": {}}),
    (IDS[:1], {"attachments": {IDS[0]: {}}}),
    (IDS[:1], {"attachments": {IDS[0]: None}}),
    (IDS[:1], {"attachments": [IDS[0]]}),
    (IDS[:1], [IDS[0]]),
    (IDS[:1] * 2, {"attachments": DESCRIBED}),
    (IDS, {"attachments": DESCRIBED}),
]


async def test_files_that_nobody_uploaded_begin_no_letter_and_the_text_is_given_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        verb = f"write:{(await life.setting_up.letterboxes(here.office))[0].id:x}"
        text = {"title": "Coins", "text_0_n": "A loaf at my door."}
        for files, described in FORGED:
            result = await tampering.form(
                here.env, here.wren, here.hall, verb, files=files, described=described, **text
            )
            answers = [each for each in [result.response, *result.followups] if each is not None]
            assert "A loaf at my door." in "".join(map(text_of, answers)), described
            assert here.from_bot(here.wren) == [], described
        one = {"files": IDS[:1], "described": {"attachments": DESCRIBED}}
        await tampering.form(here.env, here.wren, here.hall, verb, **one, **text)
        assert "A loaf at my door." in text_of(here.draft(here.wren))
