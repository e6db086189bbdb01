"""`/letterbox check` offers to mend what the bot may mend, says what was mended, and what is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord

from bot import life
from tests import acts, tampering
from tests.town import Town, another_server, answer_of, labels, told, town


async def check(here: Town) -> Any:
    return answer_of(await here.mora.slash(here.hall, "letterbox check"))


async def mended(here: Town, shown: Any) -> str:
    return told(await here.mora.click(shown, label="Mend what you can"))


async def test_nothing_is_offered_where_nothing_is_wrong(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert labels(await check(here)) == []


async def test_permissions_privacy_and_tags_are_mended_and_said(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        acts.set_permissions(here.letters, here.env.bot.user, embed_links=False, manage_threads=False)
        acts.set_permissions(here.desk, here.guild.default_role, view_channel=True)
        forum = here.env.bot.get_channel(here.letters.id)
        assert isinstance(forum, discord.ForumChannel)
        await forum.edit(available_tags=[])
        await here.env.settle()
        shown = await check(here)
        await here.restart()
        said = await mended(here, shown)
        assert "I gave myself: Manage Posts, Embed Links." in said and "is hidden from everybody" in said
        assert "I made 5 category tags" in said and "Everything is as it should be." in said
        desk = here.env.bot.get_channel(here.desk.id)
        assert isinstance(desk, discord.TextChannel) and not desk.permissions_for(desk.guild.default_role).view_channel
        assert labels(await check(here)) == []
        await here.publish()


async def test_the_age_restriction_of_both_is_mended(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = here.guild.create_text_channel("late")
        acts.set_nsfw(late)
        await here.setup(mature=late)
        acts.set_nsfw(late, False)
        acts.set_nsfw(here.desk, False)
        said = await mended(here, await check(here))
        assert f"{late.mention} is age-restricted." in said and f"{here.desk.mention} is age-restricted." in said
        assert "Everything is as it should be." in said


async def test_what_it_may_not_mend_is_not_offered_and_stays_named(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, view_channel=False)
        acts.set_permissions(here.desk, here.env.bot.user, embed_links=False, manage_roles=False)
        shown = await check(here)
        assert labels(shown) == [] and "I lack" in shown.embeds[0].description


async def test_what_discord_refuses_is_said_and_left(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        acts.set_permissions(here.letters, here.env.bot.user, embed_links=False)
        shown = await check(here)
        here.env.inject_error("PUT", "/channels/*/permissions/*", status=403, code=50013)
        said = await mended(here, shown)
        assert "Discord did not let me do this" in said and "I lack: Embed Links" in said
        said = await mended(here, shown)
        assert "I gave myself: Embed Links." in said
        box = next(each for each in await _boxes(here))
        said = told(await tampering.press(here.env, here.mora, here.hall, f"mend:{box.id:x}"))
        assert "nothing any more that I can put right" in said


async def test_another_server_s_letterbox_is_not_mended(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        orchard = await another_server(here)
        box = next(each for each in await _boxes(here) if each.guild_id == here.guild.id)
        said = told(await tampering.press(here.env, orchard.keeper, orchard.hall, f"mend:{box.id:x}"))
        assert "cannot do anything" in said


async def _boxes(here: Town) -> list[Any]:
    return await life.setting_up.letterboxes(here.office)
