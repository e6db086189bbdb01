"""Letters that are Not Safe for Work: where the rating says something, and the host's switch."""

from __future__ import annotations

from pathlib import Path

from simcord.builders import ChannelHandle

from tests import acts
from tests.journeys.test_several_at_once import listed
from tests.town import BODY, Town, choose, labels, text_of, told, town


def late_channel(here: Town) -> ChannelHandle:
    """An age-restricted channel."""
    late = here.guild.create_text_channel("late")
    acts.set_nsfw(late)
    return late


async def send_mature(here: Town) -> None:
    """A letter that is Not Safe for Work, up to the desk."""
    await here.write(here.wren)
    await choose(here, here.wren, "How safe is it to read?", "Not Safe for Work")
    await here.wren.user.click(here.draft(here.wren), label="Send letter")


async def test_safe_for_work_stands_nowhere_in_a_letterbox_that_has_no_other_rating(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.send(here.ida)
        queue = text_of(await listed(here))
        seen = [*here.from_bot(here.wren), *here.desk.history(), *here.published()]
        assert "To you" in queue and "Safe for Work" not in queue + "".join(map(text_of, seen))


async def test_where_there_is_another_one_it_stands_under_every_letter(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        await here.setup(mature=late_channel(here))
        await here.send(here.wren)
        assert "To you · Safe for Work · " in text_of(here.desk_card(1))
        assert " · To you · Safe for Work · " in text_of(await listed(here))
        await here.mora.click(here.desk_card(1), label="Approve")
        assert "Letter 1 · To you · Safe for Work · " in text_of(here.published()[0])


async def test_settings_and_check_say_whether_the_desk_is_age_restricted_as_needed(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:

        async def said() -> list[str]:
            return [told(await here.mora.slash(here.hall, f"letterbox {name}")) for name in ("settings", "check")]

        await here.setup()
        assert all("There is no channel for letters that are Not Safe for Work" in each for each in await said())
        late = late_channel(here)
        await here.setup(mature=late)
        assert all(f"{late.mention}. The desk is age-restricted, as it has to be" in each for each in await said())
        acts.set_nsfw(here.desk, False)
        assert all("The desk is not age-restricted, so no such letter can be sent" in each for each in await said())
        changed = told(await here.mora.slash(here.hall, "letterbox settings", daily=7))
        assert "Saved." in changed and "The desk is not age-restricted" in changed


async def test_a_host_can_switch_them_off_altogether(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = late_channel(here)
        await here.setup(mature=late)
        await send_mature(here)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert BODY in text_of(late.history()[0])
        await here.mora.slash(here.desk, "letters remove", number=1)
        await send_mature(here)
        here.host["MATURE_LETTERS"] = "off"
        await here.restart()

        await here.write(here.ida)
        assert "How safe is it to read?" not in str([row.to_dict() for row in here.draft(here.ida).components])
        assert "Safe for Work" not in text_of(here.draft(here.ida))
        shown = told(await here.mora.slash(here.hall, "letterbox check"))
        assert "Whoever runs this bot has switched off letters that are Not Safe for Work" in shown
        assert late.mention not in shown and "Everything is as it should be." in shown
        assert "switched off" in told(await here.mora.slash(here.hall, "letterbox settings"))
        refused = told(await here.setup(mature=late))
        assert "Nothing was saved" in refused and "Leave `mature` out" in refused

        # what waits, or was removed, does not get out
        await here.mora.click(here.desk_card(2), label="Approve")
        assert "It could not be published: letters that are Not Safe for Work are not taken here" in text_of(
            here.desk_card(2)
        )
        await here.mora.slash(here.desk, "letters restore", number=1)
        assert "Approve" in labels(here.desk_card(1)) and BODY not in "".join(map(text_of, late.history()))
        await here.mora.slash(here.desk, "letters return", number=2, note="Not now.")
        await here.env.advance_time(61)
        pressed = await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "takes no letters that are Not Safe for Work" in told(pressed)


async def test_what_was_removed_does_not_come_back_where_everybody_may_read_it(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = late_channel(here)
        await here.setup(mature=late)
        await send_mature(here)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.mora.slash(here.desk, "letters remove", number=1)
        acts.set_nsfw(late, False)
        await here.mora.slash(here.desk, "letters restore", number=1)
        assert BODY not in "".join(map(text_of, late.history()))
        assert "not age-restricted any more" in text_of(here.desk_card(1))
