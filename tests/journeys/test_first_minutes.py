"""The first minutes of somebody who writes: what they read, and what a press does."""

from __future__ import annotations

from pathlib import Path

from tests import acts
from tests.town import BODY, TITLE, Town, choose, labels, text_of, told, town


async def test_a_line_that_is_going_to_be_the_title_is_not_called_missing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, TITLE)
        said = text_of(here.draft(here.wren))
        assert "has no title" not in said and "it becomes the title" in said
        await here.write(here.wren, BODY)
        assert "becomes the title" not in text_of(here.draft(here.wren))


async def test_one_press_and_one_form_send_a_letter_without_a_title(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, BODY)
        form = await here.wren.user.click(card, label="Send letter")
        assert "the letter is sent" in str(form.modal)
        await here.wren.user.submit_modal(form, {"title": TITLE})
        assert "**Received.**" in text_of(here.from_bot(here.wren)[-1])
        assert f"{TITLE}\n{BODY}" in text_of(here.desk_card(1))


async def test_what_may_tell_who_they_are_is_asked_about_after_the_form_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, f"{BODY} Write to wren@example.org.")
        form = await here.wren.user.click(card, label="Send letter")
        asked = await here.wren.user.submit_modal(form, {"title": TITLE})
        assert "may tell who you are" in told(asked)
        assert here.desk.history() == [] and f"\n{TITLE}\n" in text_of(here.draft(here.wren))
        await here.wren.user.click(asked.followups[-1], label="Send anyway")
        assert TITLE in text_of(here.desk_card(1))


async def test_a_form_that_comes_too_late_gives_the_title_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, BODY)
        form = await here.wren.user.click(card, label="Send letter")
        await here.mora.slash(here.hall, "letterbox close")
        late = await here.wren.user.submit_modal(form, {"title": TITLE})
        assert "takes no letters at the moment" in told(late) and TITLE in told(late)
        assert here.desk.history() == [] and "Send letter" in labels(here.draft(here.wren))


def _asks_for_a_rating(here: Town) -> bool:
    return "How safe is it to read?" in str([row.to_dict() for row in here.draft(here.wren).components])


async def test_a_letterbox_without_a_channel_for_it_offers_no_rating(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        assert not _asks_for_a_rating(here) and "Safe for Work" not in text_of(here.draft(here.wren))


async def test_one_with_a_channel_for_it_does_and_a_choice_can_be_taken_back_when_it_is_gone(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = here.guild.create_text_channel("late")
        acts.set_nsfw(late)
        await here.setup(mature=late)
        await here.write(here.wren)
        assert _asks_for_a_rating(here) and "Safe for Work" in text_of(here.draft(here.wren))
        await choose(here, here.wren, "How safe is it to read?", "Not Safe for Work")
        acts.set_nsfw(late, False)
        await here.write(here.wren, "And one line more.")
        assert _asks_for_a_rating(here) and "takes no letters that are Not Safe for Work" in text_of(
            here.draft(here.wren)
        )


async def test_what_is_kept_stands_in_the_welcome_and_behind_a_button_and_on_no_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        assert "/letter forget" not in text_of(card)
        said = told(await here.wren.user.click(card, label="What is kept?"))
        assert "90 days after the last response" in said and "`/letter forget` erases it" in said


async def test_a_desk_that_reads_such_letters_is_age_restricted_too(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = here.guild.create_text_channel("late")
        acts.set_nsfw(late)
        refused = await here.mora.slash(here.hall, "letterbox setup", letters=here.letters, desk=here.desk, mature=late)
        assert "Nothing was saved" in told(refused) and f"{here.desk.mention} shows letters" in told(refused)
        await here.setup(mature=late)
        assert f"{here.desk.mention} shows letters" not in told(await here.mora.slash(here.hall, "letterbox check"))
        acts.set_nsfw(here.desk, False)
        assert f"{here.desk.mention} shows letters" in told(await here.mora.slash(here.hall, "letterbox check"))
        await here.write(here.wren)
        assert not _asks_for_a_rating(here)
