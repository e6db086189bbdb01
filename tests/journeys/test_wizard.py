"""Setting a letterbox up step by step: from an empty server to a letter, through restarts, with two at it at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot import life
from bot.letter import Letterbox
from tests import acts, tampering
from tests.town import Town, form_of, labels, text_of, told, town


class Owner:
    """Somebody who sets a letterbox up: what they see, and how often they pressed."""

    def __init__(self, here: Town, who: MemberActor | None = None) -> None:
        self.here, self.who, self.presses = here, who or here.mora, 0
        self.shown: Any = None
        self.said = ""

    async def begin(self, **options: Any) -> Owner:
        return self._saw(await self.who.slash(self.here.hall, "letterbox setup", **options))

    async def press(self, label: str) -> Owner:
        self.presses += 1
        return self._saw(await self.who.click(self.shown, label=label))

    async def pick(self, name: str, *values: Any) -> Owner:
        self.presses += 1
        ids = [item["custom_id"] for row in self.shown.components for item in row["components"]]
        placeholders = {
            item.get("placeholder"): item["custom_id"] for row in self.shown.components for item in row["components"]
        }
        assert placeholders[name] in ids
        return self._saw(await self.who.select(self.shown, values, custom_id=placeholders[name]))

    async def fill(self, label: str, **written: Any) -> Owner:
        self.presses += 2
        form = await self.who.click(self.shown, label=label)
        assert form_of(form)
        return self._saw(await self.who.submit_modal(form, written))

    def _saw(self, result: Any) -> Owner:
        self.said = told(result)
        if result.response is not None and labels(result.response):
            self.shown = result.response
        return self


def lacks(here: Town, *names: str) -> None:
    """The bot's role has everything but these, and Administrator."""
    wanted = discord.Permissions.all()
    wanted.update(administrator=False, **dict.fromkeys(names, False))
    guild = here.env.bot.get_guild(here.guild.id)
    assert guild is not None
    here.env.backend.edit_role(
        guild.id, next(role.id for role in guild.me.roles if role.managed), {"permissions": wanted.value}
    )


def placed(here: Town) -> list[str]:
    """The names of the channels that were created beside those of the town."""
    return sorted(here.guild.channels.keys() - {"letters", "letter-desk", "hall", "general"})


def new(here: Town, name: str) -> ChannelHandle:
    """The newest of the server's channels of this name."""
    found = [
        each for each in here.env.backend.channels.values() if each.name == name and each.guild_id == here.guild.id
    ]
    return ChannelHandle(here.env, here.guild, max(found, key=lambda each: each.id))


def count(here: Town) -> int:
    """How many channels the server has."""
    return len([each for each in here.env.backend.channels.values() if each.guild_id == here.guild.id])


async def boxes(here: Town) -> list[Letterbox]:
    return await life.setting_up.letterboxes_in(here.office, here.guild.id)


async def no_letterbox(here: Town) -> bool:
    return [each for each in await life.setting_up.letterboxes(here.office) if each.guild_id == here.guild.id] == []


# --- through it ---------------------------------------------------------------------------------------------------


async def test_from_an_empty_server_to_a_letter_in_few_presses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with town(tmp_path, set_up=False, limits=True) as here:
        before = count(here)
        owner = await Owner(here).begin()
        await owner.press("Skip to the end")
        assert count(here) == before and await no_letterbox(here)
        await owner.press("Open the letterbox")
        assert "The letterbox is open." in owner.said and "Back" not in labels(owner.shown)
        assert "`/letterbox panel`" in owner.said
        desk = new(here, "letter-desk")
        await here.write(here.wren)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(desk.history()[-1], label="Approve")
        assert text_of(new(here, "letters").history()[-1]).startswith("The bicycle in the yard")
        with capsys.disabled():
            print(f"\nfrom an empty server to an open letterbox: one command, {owner.presses} presses", end=" ")
        assert owner.presses == 2


async def test_next_leads_through_every_step_and_back_and_each_survives_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        owner = await Owner(here).begin()
        for step in range(1, 6):
            assert f"Step {step} of 6" in owner.said
            await here.restart()
            await owner.press("Next")
        assert "Step 6 of 6 · A letter, as it will look" in owner.said and "The bicycle in the yard" in owner.said
        for step in range(5, 0, -1):
            await here.restart()
            await owner.press("Back")
            assert f"Step {step} of 6" in owner.said
        await owner.press("Skip to the end")
        await here.restart()
        await owner.press("Open the letterbox")
        assert "The letterbox is open." in owner.said and owner.presses == 12
        assert len(await boxes(here)) == 1


async def test_what_is_chosen_in_each_step_holds(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        owner = await Owner(here).begin()
        await owner.pick("Create channels, or use those that are there?", "there")
        await owner.pick("Letters appear in", here.letters)
        await here.restart()
        await owner.pick("Moderators review them in", here.desk)
        assert here.letters.mention in owner.said and here.desk.mention in owner.said
        await owner.press("Next")
        await owner.pick("Moderators who must approve", "2")
        await owner.press("Next")
        await here.restart()
        await owner.pick("Age of an account, in days", "7")
        await owner.pick("Time as a member, in hours", "24")
        await owner.press("Next")
        await owner.fill("Change", categories="🌱 To the garden\nTo you")
        assert "🌱 To the garden · To you" in owner.said
        await owner.press("Next")
        await here.restart()
        await owner.pick("How careful?", "strict")
        assert "one letter a day" in owner.said
        await owner.press("Next")
        assert "🌱 To the garden" in owner.said
        await owner.press("Open the letterbox")
        (box,) = await boxes(here)
        assert (box.letters_id, box.desk_id, box.mature_id) == (here.letters.id, here.desk.id, None)
        assert (box.quorum, box.limits.account_days, box.limits.member_hours) == (2, 7, 24)
        assert box.categories == ("🌱 To the garden", "To you")
        assert (box.limits.daily, box.collection, box.links, box.notice_delay) == (1, 3_600, "flag", 600)


async def test_a_set_up_begins_as_what_may_be_created_and_says_what_for(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        lacks(here, "manage_channels")
        owner = await Owner(here).begin()
        assert "Choose where letters appear." in owner.said and "Next" not in labels(owner.shown)
        await owner.pick("Create channels, or use those that are there?", "text")
        assert "I need Manage Channels" in owner.said and "Still missing" in owner.said
        await owner.press("Try again")
        assert "I need Manage Channels" in owner.said
        lacks(here)
        await owner.press("Try again")
        assert "Still missing" not in owner.said
        await owner.press("Skip to the end")
        lacks(here, "manage_threads")
        await owner.press("Open the letterbox")
        assert "I lack: Manage Threads" in owner.said and await no_letterbox(here)
        lacks(here)
        await owner.press("Try again")
        await owner.press("Open the letterbox")
        assert "The letterbox is open." in owner.said


# --- what is created ----------------------------------------------------------------------------------------------


async def test_the_desk_that_is_created_is_seen_by_moderators_only(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        owner = await Owner(here).begin()
        await owner.pick("Create channels, or use those that are there?", "forum-mature")
        await owner.press("Skip to the end")
        await owner.press("Open the letterbox")
        assert "Not Safe for Work appear in" in owner.said
        guild = here.env.bot.get_guild(here.guild.id)
        assert guild is not None
        (box,) = await boxes(here)
        desk, letters, mature = (guild.get_channel(each or 0) for each in (box.desk_id, box.letters_id, box.mature_id))
        assert isinstance(desk, discord.TextChannel) and desk.is_nsfw()
        assert isinstance(letters, discord.ForumChannel) and not letters.is_nsfw()
        assert isinstance(mature, discord.ForumChannel) and mature.is_nsfw()
        assert [tag.name for tag in letters.available_tags] == list(box.categories)
        assert not desk.permissions_for(guild.default_role).view_channel
        seen = {name: desk.permissions_for(_member(guild, getattr(here, name).id)) for name in ("wren", "mora")}
        assert not seen["wren"].view_channel and seen["mora"].view_channel and seen["mora"].send_messages
        assert not letters.permissions_for(guild.default_role).send_messages
        assert letters.permissions_for(guild.default_role).send_messages_in_threads
        assert "Everything is as it should be." in told(await here.mora.slash(here.hall, "letterbox check"))


def _member(guild: discord.Guild, member_id: int) -> discord.Member:
    found = guild.get_member(member_id)
    assert found is not None
    return found


async def test_roles_that_review_see_the_desk_that_is_created_and_roles_that_write_are_needed(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        readers, writers = here.guild.create_role("Readers"), here.guild.create_role("Writers")
        owner = await Owner(here).begin()
        await owner.press("Next")
        await owner.pick("Roles that decide about letters", readers)
        await here.restart()
        await owner.press("Next")
        await owner.pick("Roles of which one is needed to write", writers)
        await owner.press("Skip to the end")
        await owner.press("Open the letterbox")
        (box,) = await boxes(here)
        assert (box.reviewers, box.writers) == ((readers.id,), (writers.id,))
        guild = here.env.bot.get_guild(here.guild.id)
        assert guild is not None
        desk, role = guild.get_channel(box.desk_id), guild.get_role(readers.id)
        assert desk is not None and role is not None and desk.permissions_for(role).view_channel


#: How the second of two channels may fail to be created.
FAULTS = {
    "refused": lambda here: here.env.inject_error("POST", "/guilds/*/channels", status=403, code=50013),
    "outage": lambda here: here.env.inject_error("POST", "/guilds/*/channels", status=503),
    "lost": lambda here: acts.lose_answer(here.env, "POST", "/guilds/*/channels"),
    "lost 502": lambda here: acts.lose_answer(here.env, "POST", "/guilds/*/channels", error=502),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("at", [0, 1])
async def test_what_fails_half_way_is_said_and_taken_up_again(
    tmp_path: Path, fault: str, restarted: bool, at: int
) -> None:
    async with town(tmp_path, set_up=False, check_errors=False) as here:
        before, owner = count(here), await Owner(here).begin()
        await owner.press("Skip to the end")
        if at:  # the first one is created, then it is refused
            acts.lose_answer(here.env, "POST", "/guilds/*/channels", error=403)
            await owner.press("Open the letterbox")
        FAULTS[fault](here)
        await owner.press("Open the letterbox")
        assert "I could not create" in owner.said and "Try again" in owner.said and await no_letterbox(here)
        if restarted:
            await here.restart()
        await owner.press("Open the letterbox")
        assert "The letterbox is open." in owner.said
        assert count(here) == before + 2


async def test_a_kill_while_channels_are_created_doubles_none(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        before, owner = count(here), await Owner(here).begin()
        await owner.press("Skip to the end")
        setup = await life.beginning.under_way(here.office, here.guild.id, None)
        assert setup is not None
        await life.beginning.claim(here.office, here.guild.id, setup.id)  # as a process does that is killed then
        await here.restart()
        await owner.press("Open the letterbox")
        assert "Somebody is opening this letterbox at the moment" in owner.said
        await here.pass_time(life.beginning.LEASE + 1)
        await owner.press("Open the letterbox")
        assert "The letterbox is open." in owner.said and count(here) == before + 2


async def test_starting_again_after_a_failure_doubles_no_channel(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False, check_errors=False) as here:
        before, owner = count(here), await Owner(here).begin()
        await owner.press("Skip to the end")
        acts.lose_answer(here.env, "POST", "/guilds/*/channels", error=502)
        await owner.press("Open the letterbox")
        await owner.begin()
        await owner.press("Start again")
        await owner.press("Skip to the end")
        await owner.press("Open the letterbox")
        assert "The letterbox is open." in owner.said and count(here) == before + 2


# --- going on, and two at it --------------------------------------------------------------------------------------


async def test_a_set_up_is_gone_on_with_after_its_message_is_gone(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        owner = await Owner(here).begin()
        await owner.press("Next")
        await owner.press("Next")
        await owner.pick("Age of an account, in days", "30")
        await here.restart()
        await here.pass_time(3_600)
        await owner.begin()
        assert "stands at step 3: Who may write" in owner.said
        await owner.press("Go on")
        assert "an account must be 30 days old" in owner.said
        await owner.begin()
        await owner.press("Start again")
        assert "Step 1 of 6" in owner.said
        await owner.press("Next")
        await owner.press("Next")
        assert "an account may be of any age" in owner.said


async def test_after_a_day_it_is_forgotten(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        owner = await Owner(here).begin()
        await here.days_later(2)
        await owner.press("Next")
        assert "This set-up is over." in owner.said
        await here.pass_time(3_700)
        async with here.office.store.transaction() as tx:
            assert await tx.count_setups(here.guild.id) == 0
        await owner.begin()
        assert "Step 1 of 6" in owner.said


async def test_two_managers_at_once_make_one_letterbox(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        before = count(here)
        mora, otto = await Owner(here).begin(), Owner(here, here.otto)
        await otto.begin()
        assert "stands at step 1" in otto.said
        await otto.press("Go on")
        await mora.press("Skip to the end")
        await otto.press("Skip to the end")
        async with acts.at_once(here.env):
            mine = await here.mora.click(mora.shown, label="Open the letterbox")
            theirs = await here.otto.click(otto.shown, label="Open the letterbox")
        said = told(mine) + told(theirs)
        assert said.count("The letterbox is open.") == 1
        assert "Somebody is opening" in said or "This set-up is over" in said
        assert count(here) == before + 2 and len(await boxes(here)) == 1
        await otto.press("Open the letterbox")
        assert "This set-up is over" in otto.said


async def test_who_set_one_up_by_command_meanwhile_is_not_overruled(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        owner = await Owner(here).begin()
        await owner.press("Skip to the end")
        await here.setup()
        await owner.press("Open the letterbox")
        assert "needs a name" in owner.said
        assert [each.letters_id for each in await boxes(here)] == [here.letters.id]


# --- another letterbox --------------------------------------------------------------------------------------------


async def test_a_second_letterbox_is_named_first(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        owner = await Owner(here).begin()
        assert "needs a name" in owner.said and "Next" not in labels(owner.shown)
        await owner.fill("Name it", name="Letters")
        assert "There is a letterbox called Letters already" in owner.said
        await owner.begin()
        await owner.press("Go on")
        await owner.fill("Name it", name="Praise")
        assert "It is called **Praise**." in owner.said and "#praise-desk" in owner.said
        await owner.press("Skip to the end")
        await owner.press("Open the letterbox")
        assert [each.name for each in await boxes(here)] == ["Letters", "Praise"]
        assert new(here, "praise") and new(here, "praise-desk")


async def test_a_second_letterbox_may_be_named_by_the_command(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        owner = await Owner(here).begin(name="Praise")
        await Owner(here).begin(name="Ideas")
        await owner.press("Skip to the end")
        await owner.press("Open the letterbox")
        assert [each.name for each in await boxes(here)] == ["Letters", "Praise"]
        await owner.begin(name="praise")
        assert "There is a letterbox called praise already" in owner.said
        await owner.begin(name="Ideas")
        assert "stands at step 1" in owner.said


async def test_ten_set_ups_may_be_under_way(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for index in range(10):
            await Owner(here).begin(name=f"Box {index}")
        assert "Ten set-ups are under way" in (await Owner(here).begin(name="One more")).said


async def test_channels_by_command_come_together(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        assert "Give both" in (await Owner(here).begin(letters=here.letters)).said
        assert "Give both" in (await Owner(here).begin(mature=here.letters)).said
        assert await no_letterbox(here)


# --- what is missing, and mended ----------------------------------------------------------------------------------


async def test_what_is_missing_in_channels_is_named_and_mended(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        acts.set_permissions(here.letters, here.env.bot.user, embed_links=False)
        owner = await Owner(here).begin()
        await owner.pick("Create channels, or use those that are there?", "there")
        await owner.pick("Letters appear in", here.letters)
        loft = here.guild.create_text_channel("loft")
        await owner.pick("Moderators review them in", loft)
        assert f"In {here.letters.mention} I lack: Embed Links" in owner.said and "Everybody can read" in owner.said
        await here.restart()
        await owner.press("Mend what you can")
        assert f"In {here.letters.mention} I gave myself: Embed Links." in owner.said
        assert f"{loft.mention} is hidden from everybody" in owner.said and "Still missing" not in owner.said
        await owner.press("Skip to the end")
        await owner.press("Open the letterbox")
        assert "The letterbox is open." in owner.said


# --- what is forged -----------------------------------------------------------------------------------------------


async def test_what_is_forged_chooses_nothing(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        elsewhere = here.env.create_guild("Elsewhere").create_text_channel("letters")
        await Owner(here).begin()
        setup = await life.beginning.under_way(here.office, here.guild.id, None)
        assert setup is not None
        for index, value in (
            (1, str(elsewhere.id)), (2, str(elsewhere.id)), (1, str(here.wren.id)), (1, "x"), (1, "9" * 40),
            (0, "castle"), (4, "reckless"), (5, "7"), (99, "1"),
        ):  # fmt: skip
            said = told(
                await tampering.press(here.env, here.mora, here.hall, f"setup-pick:{setup.id:x}:{index:x}", value)
            )
            assert "cannot do anything" in said or "write a number" in said or index == 0, (index, value, said)
        after = await life.beginning.under_way(here.office, here.guild.id, None)
        assert after is not None and after.letterbox == setup.letterbox
        for custom_id in ("setup-step:{id}:9", "setup-open:fff", "setup-step:fff:1", "set-up:1"):
            said = told(await tampering.press(here.env, here.mora, here.hall, custom_id.format(id=f"{setup.id:x}")))
            assert "cannot do anything" in said or "is over" in said
