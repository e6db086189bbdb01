"""A draft keeps to its letterbox, to its writer's messages, and to what one person may take up."""

from __future__ import annotations

from pathlib import Path

from tests.town import Town, another_server, choose, selects, text_of, told, town


async def settings(here: Town, **options: object) -> None:
    """`/letterbox settings` in the town."""
    await here.mora.slash(here.hall, "letterbox settings", **options)


async def send(here: Town) -> str:
    """**Send letter** on Wren's card; gives the answer."""
    return told(await here.wren.user.click(here.draft(here.wren), label="Send letter"))


# --- to whom it is -------------------------------------------------------------------------------------------------


async def test_a_category_of_one_server_is_never_read_in_another(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        there = await another_server(here, here.wren)
        await there.keeper.slash(there.hall, "letterbox settings", categories="To the orchard, To the bees")
        await here.write(here.wren)
        await choose(here, here.wren, "Which letterbox?", "The Orchard")
        await choose(here, here.wren, "To whom?", "To the bees")
        await choose(here, here.wren, "Which letterbox?", "The Commons")
        assert "To the bees" not in text_of(here.draft(here.wren))
        await send(here)
        assert "To the bees" not in text_of(here.desk_card(1)) and "To you" in text_of(here.desk_card(1))


async def test_choosing_the_same_server_again_keeps_the_category(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await another_server(here, here.wren)
        await here.write(here.wren)
        await choose(here, here.wren, "Which letterbox?", "The Commons")
        await choose(here, here.wren, "To whom?", "To myself")
        await choose(here, here.wren, "Which letterbox?", "The Commons")
        await send(here)
        assert "To myself" in text_of(here.desk_card(1))


async def test_a_category_that_was_renamed_is_chosen_again_before_the_letter_goes(tmp_path: Path) -> None:
    """The old name would tell how old the draft is; the first of the list is not what they chose."""
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await choose(here, here.wren, "To whom?", "To myself")
        await settings(here, categories="To you, To oneself")
        said = await send(here)
        assert "“To myself” any more" in said and here.desk.history() == []
        options = selects(here.draft(here.wren))["To whom?"].options
        assert [option.label for option in options if option.default] == []  # else Discord would not let it be chosen
        await choose(here, here.wren, "To whom?", "To you")
        await send(here)
        assert "To you" in text_of(here.desk_card(1))


async def test_a_category_chosen_from_an_old_card_is_refused_and_the_card_is_brought_up_to_date(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        select = selects(card)["To whom?"]
        await settings(here, categories="To you, To oneself")
        said = told(await here.wren.user.select(card, ["To myself"], custom_id=select.custom_id))
        assert "“To myself” any more" in said
        assert [option.label for option in selects(here.draft(here.wren))["To whom?"].options] == [
            "To you",
            "To oneself",
        ]
