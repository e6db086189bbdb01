"""Setting a letterbox up: what is checked before anything is saved, what is made, and who may do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle

from bot import client
from tests import acts
from tests.town import BODY, Town, answer_of, labels, text_of, told, town

#: What Discord's settings call the permissions without which a letter cannot live in a channel, or be reviewed there.
IN_LETTERS = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_public_threads": "Create Public Threads",
    "manage_threads": "Manage Threads",
    "embed_links": "Embed Links",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}
#: What Discord's settings call the same in a forum.
FORUM_NAMES = {
    "send_messages": "Create Posts",
    "send_messages_in_threads": "Send Messages in Posts",
    "manage_threads": "Manage Posts",
}
IN_TEXT_CHANNEL = [(False, permission, name) for permission, name in IN_LETTERS.items()]
IN_FORUM = [
    (True, permission, FORUM_NAMES.get(permission, name))
    for permission, name in IN_LETTERS.items()
    if permission != "create_public_threads"
]
AT_DESK = {
    name: IN_LETTERS[name]
    for name in ("view_channel", "send_messages", "embed_links", "attach_files", "read_message_history")
}
CATEGORIES = ["To you", "To my family", "To myself", "To someone gone", "To everyone"]


def deny(here: Town, channel: ChannelHandle, *permissions: str) -> None:
    """Take these from the bot in one channel."""
    acts.set_permissions(channel, here.env.bot.user, **dict.fromkeys(permissions, False))


def tags(here: Town, forum: ChannelHandle) -> list[str]:
    """The names of a forum's tags, as the bot sees them."""
    found = here.env.bot.get_channel(forum.id)
    assert isinstance(found, discord.ForumChannel)
    return [tag.name for tag in found.available_tags]


async def check(here: Town) -> str:
    """What `/letterbox check` answers."""
    return told(await here.mora.slash(here.hall, "letterbox check"))


async def has_letterbox(here: Town) -> bool:
    """Whether this server's members can send letters."""
    return "no letterbox yet" not in await check(here)


# --- /letterbox setup -----------------------------------------------------------------------------------------


async def test_set_up_says_what_happens_where(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        result = await here.setup()
        assert f"Letters appear in {here.letters.mention}; they are reviewed in {here.desk.mention}." in told(result)
        assert "There is no channel for letters that are Not Safe for Work" in told(result)
        assert result.ephemeral


@pytest.mark.parametrize(("forum", "permission", "name"), [*IN_TEXT_CHANNEL, *IN_FORUM])
async def test_each_permission_missing_in_the_letters_channel_is_named_and_nothing_is_saved(
    tmp_path: Path, forum: bool, permission: str, name: str
) -> None:
    async with town(tmp_path, set_up=False, forum=forum) as here:
        deny(here, here.letters, permission)
        answer = told(await here.setup())
        assert f"In {here.letters.mention} I lack: " in answer and name in answer and "Nothing was saved" in answer
        assert not await has_letterbox(here)


async def test_a_forum_needs_no_leave_to_make_threads_beside_that_to_post(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False, forum=True) as here:
        deny(here, here.letters, "create_public_threads")
        assert "set up" in told(await here.setup())


@pytest.mark.parametrize(("permission", "name"), AT_DESK.items())
async def test_each_permission_missing_at_the_desk_is_named_and_nothing_is_saved(
    tmp_path: Path, permission: str, name: str
) -> None:
    async with town(tmp_path, set_up=False) as here:
        deny(here, here.desk, permission)
        answer = told(await here.setup())
        assert f"In {here.desk.mention} I lack: " in answer and name in answer
        assert not await has_letterbox(here)


async def test_everything_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        mature = here.guild.create_text_channel("late")
        deny(here, here.letters, "embed_links", "attach_files")
        deny(here, mature, "manage_threads")
        answer = told(await here.setup(mature=mature))
        assert f"In {here.letters.mention} I lack: Embed Links, Attach Files." in answer
        assert f"In {mature.mention} I lack: Manage Threads." in answer
        assert f"{mature.mention} is not age-restricted." in answer


async def test_set_up_works_once_the_permission_is_given(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        deny(here, here.letters, "embed_links")
        await here.setup()
        acts.set_permissions(here.letters, here.env.bot.user, embed_links=True)
        assert "The letterbox is set up." in told(await here.setup())


async def test_a_desk_that_everybody_can_read_is_refused_with_a_way_to_fix_it(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        result = await here.mora.slash(here.hall, "letterbox setup", letters=here.letters, desk=here.hall)
        assert f"Everybody can read {here.hall.mention}, so it cannot be the desk." in told(result)
        assert "switch off View Channel for @everyone" in told(result)
        assert not await has_letterbox(here)


async def test_the_desk_cannot_be_where_letters_appear(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        result = await here.mora.slash(here.hall, "letterbox setup", letters=here.desk, desk=here.desk)
        assert "The desk must be a channel of its own" in told(result)
        assert not await has_letterbox(here)


async def test_a_mature_channel_must_be_age_restricted(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = here.guild.create_text_channel("late")
        assert f"{late.mention} is not age-restricted." in told(await here.setup(mature=late))
        assert not await has_letterbox(here)
        acts.set_nsfw(late)
        assert f"Not Safe for Work appear in {late.mention}." in told(await here.setup(mature=late))


async def test_without_manage_webhooks_set_up_says_how_pen_names_will_look(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        deny(here, here.letters, "manage_webhooks")
        answer = told(await here.setup())
        assert "The letterbox is set up." in answer and "in a frame with the pen name above" in answer
        assert "in a frame with the pen name above" in await check(here)


# --- what may not be meant ------------------------------------------------------------------------------------


async def test_set_up_and_check_advise_against_writing_beside_the_letters(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        advice = "I advise you to switch off Send Messages for @everyone"
        for said in (told(await here.setup()), await check(here)):
            assert f"Members may write in {here.letters.mention} in their own names" in said and advice in said
        assert "Everything is as it should be." in await check(here)  # letters come and go
        acts.set_permissions(here.letters, here.guild.default_role, send_messages=False)
        acts.set_permissions(here.letters, here.env.bot.user, send_messages=True)
        for said in (told(await here.setup()), await check(here)):
            assert advice not in said


async def test_nobody_writes_beside_the_posts_of_a_forum(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False, forum=True) as here:
        assert "I advise" not in told(await here.setup()) and "I advise" not in await check(here)


async def both(here: Town) -> list[str]:
    """What set-up and check say."""
    return [told(await here.setup()), await check(here)]


async def test_who_else_reads_the_desk_is_named(tmp_path: Path) -> None:
    """Hidden from @everyone, shown to “Verified”, which everybody is."""
    async with town(tmp_path, set_up=False) as here:
        assert not any("can also be read" in said for said in await both(here))
        verified, staff = here.guild.create_role("Verified"), here.guild.create_role("Helpers")
        for who in (here.wren, here.ida, here.mora):
            here.env.backend.add_member_role(here.guild.id, who.id, verified.id)
        here.env.backend.add_member_role(here.guild.id, here.mora.id, staff.id)
        for role in (verified, staff):
            acts.set_permissions(here.desk, role, view_channel=True)
        acts.set_permissions(here.desk, here.sol.user, view_channel=True)
        for said in await both(here):
            assert "can also be read by people who may not moderate" in said
            assert f"{verified.mention} (2 members) and {here.sol.mention}" in said  # moderators have Verified too
            assert staff.mention not in said  # all of them moderate through another role
        acts.set_permissions(here.desk, verified, view_channel=True, manage_messages=True)
        acts.set_permissions(here.desk, here.sol.user, view_channel=False)
        assert not any("can also be read" in said for said in await both(here))


async def test_so_is_a_role_that_sees_every_channel(tmp_path: Path) -> None:
    """The desk is hidden because @everyone sees nothing; a role sees everything."""
    async with town(tmp_path, set_up=False) as here:
        sees = here.guild.create_role("Regulars", permissions=discord.Permissions(view_channel=True))
        admins = here.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
        nothing = discord.Permissions(use_application_commands=True).value
        here.env.backend.edit_role(here.guild.id, here.guild.default_role.id, {"permissions": nothing})
        acts.set_permissions(here.desk, here.guild.default_role, view_channel=None)
        for channel in (here.letters, here.hall):
            acts.set_permissions(channel, here.guild.default_role, view_channel=True)
        for role, who in ((sees, here.ida), (admins, here.sol)):
            here.env.backend.add_member_role(here.guild.id, who.id, role.id)
        for said in await both(here):
            assert f"can also be read by people who may not moderate: {sees.mention} (1 member)." in said
            assert admins.mention not in said


async def test_where_members_are_not_known_they_are_not_counted(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False, wanted=client.intents(members=False)) as here:
        verified = here.guild.create_role("Verified")
        acts.set_permissions(here.desk, verified, view_channel=True)
        for said in await both(here):
            assert f"who may not moderate: {verified.mention}. They see" in said


# --- the forum's tags -----------------------------------------------------------------------------------------


async def test_a_forum_gets_a_tag_for_each_category(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False, forum=True) as here:
        assert f"I made 5 category tags in {here.letters.mention}." in told(await here.setup())
        assert tags(here, here.letters) == CATEGORIES


async def test_tags_that_are_there_stay_and_are_not_made_twice(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        here.letters = acts.make_forum(here.guild, "post", tags=["News", "To myself"])
        assert "I made 4 category tags" in told(await here.setup())
        assert tags(here, here.letters) == ["News", "To myself", *(tag for tag in CATEGORIES if tag != "To myself")]
        assert "category tag" not in told(await here.setup())
        assert len(tags(here, here.letters)) == 6


async def test_without_manage_channels_set_up_says_why_there_are_no_tags(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False, forum=True) as here:
        deny(here, here.letters, "manage_channels")
        answer = told(await here.setup())
        assert "The letterbox is set up." in answer and "(I lack Manage Channels)" in answer
        assert tags(here, here.letters) == []


async def test_a_forum_that_has_no_room_for_tags_keeps_its_own(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        own = [f"Tag {number}" for number in range(18)]
        here.letters = acts.make_forum(here.guild, "post", tags=own)
        answer = told(await here.setup())
        assert "The letterbox is set up." in answer and "(a forum holds 20 tags)" in answer
        assert tags(here, here.letters) == own


async def test_when_discord_refuses_the_tags_the_letterbox_is_set_up_all_the_same(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False, forum=True) as here:
        here.env.inject_error("PATCH", f"/channels/{here.letters.id}", status=400)
        answer = told(await here.setup())
        assert "The letterbox is set up." in answer and "I could not make the category tags" in answer


@pytest.mark.parametrize("require_tag", [False, True], ids=["tags as one likes", "a tag required"])
async def test_a_letter_appears_in_a_forum_without_our_tags(tmp_path: Path, require_tag: bool) -> None:
    async with town(tmp_path, set_up=False) as here:
        here.letters = acts.make_forum(here.guild, "post", tags=["News"], require_tag=require_tag)
        deny(here, here.letters, "manage_channels")
        await here.setup()
        await here.publish()
        assert BODY in text_of(here.published()[0])


# --- setting up again -----------------------------------------------------------------------------------------


async def test_set_up_again_moves_the_letterbox(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        old, here.letters = here.letters, here.guild.create_text_channel("second-letters")
        await here.setup()
        await here.publish(here.ida, "A second letter\n\nfor the new place.", number=2)
        assert len(old.history()) == len(here.letters.history()) == 1
        assert BODY in text_of(old.history()[0]) and "for the new place." in text_of(here.letters.history()[0])


async def test_a_refused_set_up_leaves_the_letterbox_as_it_was(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox setup", letters=here.hall, desk=here.hall)
        await here.publish()
        assert BODY in text_of(here.letters.history()[0])


async def test_letters_that_wait_move_to_the_new_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        here.desk = here.guild.create_text_channel("second-desk")
        acts.set_permissions(here.desk, here.guild.default_role, view_channel=False)
        acts.set_permissions(here.desk, here.mora, view_channel=True)
        acts.set_permissions(here.desk, here.env.bot.user, view_channel=True)
        await here.setup()
        await here.mora.click(here.desk_card(1), label="Approve")
        assert BODY in text_of(here.published()[0])


async def test_set_up_without_a_mature_channel_takes_it_away_again(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = here.guild.create_text_channel("late")
        acts.set_nsfw(late)
        await here.setup(mature=late)
        assert late.mention in await check(here)
        await here.setup()
        assert late.mention not in await check(here)


async def test_set_up_again_keeps_a_closed_letterbox_closed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox close")
        await here.setup()
        assert "It is closed" in await check(here)


# --- open, close, check ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["letterbox open", "letterbox close", "letterbox check"])
async def test_before_set_up_every_command_says_how_to_get_a_letterbox(tmp_path: Path, command: str) -> None:
    async with town(tmp_path, set_up=False) as here:
        assert "`/letterbox setup`" in told(await here.mora.slash(here.hall, command))


async def test_letters_that_wait_can_be_decided_while_the_letterbox_is_closed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        assert "no letters are taken" in told(await here.mora.slash(here.hall, "letterbox close"))
        await here.mora.click(here.desk_card(1), label="Approve")
        assert BODY in text_of(here.published()[0])
        await here.ida.send(here.thread(), "Ride it.")
        await here.pass_time(10)
        assert "Ride it." in text_of(here.from_bot(here.wren)[-1])


async def test_open_resumes_the_taking_of_letters(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox close")
        assert "letters are taken" in told(await here.mora.slash(here.hall, "letterbox open"))
        await here.send(here.wren)
        assert len(here.desk.history()) == 1


async def test_check_says_that_all_is_well_and_how_many_letters_wait(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        answer = await check(here)
        assert "It is open." in answer and "1 letter waiting for a decision." in answer
        assert here.letters.mention in answer and here.desk.mention in answer
        assert "Everything is as it should be." in answer


async def test_check_names_what_was_broken_since(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        deny(here, here.letters, "manage_threads")
        acts.set_permissions(here.desk, here.guild.default_role, view_channel=True)
        answer = await check(here)
        assert f"In {here.letters.mention} I lack: Manage Threads." in answer
        assert f"Everybody can read {here.desk.mention}" in answer
        assert "Everything is as it should be." not in answer


@pytest.mark.parametrize(("channel", "name"), [("letters", "The letters channel"), ("desk", "The desk")])
async def test_check_names_a_channel_that_is_gone(tmp_path: Path, channel: str, name: str) -> None:
    async with town(tmp_path) as here:
        here.env.backend.delete_channel(getattr(here, channel).id)
        assert f"{name} is gone. Choose another channel with `/letterbox settings`, **Channels**." in await check(here)


async def test_a_set_up_without_a_name_says_how_the_letterbox_that_there_is_moves(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        said = told(await here.mora.slash(here.hall, "letterbox setup"))
        assert "needs a name" in said and "To move or change the one that there is, use `/letterbox settings`." in said


# --- who may --------------------------------------------------------------------------------------------------

MANAGER_ONLY: dict[str, dict[str, Any]] = {
    "letterbox settings": {},
    "letterbox open": {},
    "letterbox close": {},
    "letterbox check": {},
}
MODERATOR_ONLY: dict[str, dict[str, Any]] = {
    "letters queue": {},
    "letters note": {"number": 1, "note": "Look twice."},
    "letters reasons": {},
    "letters log": {},
    "letters approve": {"number": 1},
    "letters reject": {"number": 1},
    "letters return": {"number": 1, "note": "Change it."},
    "letters remove": {"number": 1},
    "letters restore": {"number": 1},
    "letters block": {"number": 1},
    "letters unblock": {"number": 1},
}


async def allow_everything(here: Town) -> None:
    """Discord's settings let Ida use every command."""
    bot: Any = here.env.bot
    for command in await bot.tree.fetch_commands():
        here.guild.set_command_permissions(command, {here.ida: True})


@pytest.mark.parametrize(("command", "options"), MANAGER_ONLY.items(), ids=[*MANAGER_ONLY])
async def test_the_bot_itself_refuses_who_may_not_manage_the_server(
    tmp_path: Path, command: str, options: dict[str, Any]
) -> None:
    async with town(tmp_path) as here:
        await allow_everything(here)
        result = await here.ida.slash(here.hall, command, **options)
        assert told(result) == "You need the permission Manage Server for that." and result.ephemeral


async def test_the_bot_itself_refuses_a_set_up_by_who_may_not_manage_the_server(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        await allow_everything(here)
        acts.set_permissions(here.desk, here.ida, view_channel=True)
        result = await here.ida.slash(here.hall, "letterbox setup", letters=here.letters, desk=here.desk)
        assert told(result) == "You need the permission Manage Server for that."
        assert not await has_letterbox(here)


@pytest.mark.parametrize(("command", "options"), MODERATOR_ONLY.items(), ids=[*MODERATOR_ONLY])
async def test_the_bot_itself_refuses_who_may_not_manage_messages(
    tmp_path: Path, command: str, options: dict[str, Any]
) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await allow_everything(here)
        result = await here.ida.slash(here.hall, command, **options)
        said = answer_of(result)
        assert said.content == "You need the permission Manage Messages for that." and said.ephemeral
        assert labels(here.desk_card(1)) == ["Approve", "Approve with …", "Send back", "Reject", "Block", "Note"]


async def test_a_closed_letterbox_stays_closed_for_who_may_not_manage_the_server(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox close")
        await allow_everything(here)
        await here.ida.slash(here.hall, "letterbox open")
        assert "It is closed" in await check(here)


# --- without the privileged intents -----------------------------------------------------------------------------


async def test_without_message_content_check_says_what_cannot_be_done(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(message_content=False)) as here:
        answer = await check(here)
        assert "The Message Content intent is off" in answer and "counted but not relayed" in answer


async def test_without_message_content_open_responses_count_and_are_not_relayed(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(message_content=False)) as here:
        await here.publish()
        before = len(here.from_bot(here.wren))
        await here.sol.send(here.thread(), "Ride it.")
        await here.pass_time(120)
        assert "1 response" in text_of(here.published()[0])
        assert len(here.from_bot(here.wren)) == before


async def test_without_message_content_everything_else_works(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(message_content=False)) as here:
        await here.publish()
        await here.reply(here.ida, "I have one like it.", "The neighbour")
        await here.pass_time(10)
        notice = here.from_bot(here.wren)[-1]
        assert "I have one like it." in text_of(notice)
        await acts.reply_in_dm(here.env, here.wren, notice, "Thank you.")
        assert [name for name, _ in here.thread_texts()] == ["The neighbour", "Author of the letter"]


async def test_without_server_members_a_letter_lives_and_check_says_what_is_less_sure(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(members=False)) as here:
        assert "The Server Members intent is off" in await check(here)
        await here.publish()
        await here.reply(here.ida, "I have one like it.", "The neighbour")
        assert [name for name, _ in here.thread_texts()] == ["The neighbour"]


async def test_what_the_bot_cannot_do_stands_once_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with town(tmp_path, wanted=client.intents(message_content=False)) as here:
        for event in (["ready"], ["shard_ready", 0]):
            here.env.bot.dispatch(*event)  # Discord says it again after each new connection
        await here.env.settle()
        assert caplog.text.count("The Message Content intent is off") == 1
