"""Joining a server greets whoever may set it up: once, with one button, where those who manage it look."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
from simcord.builders import ChannelHandle, GuildHandle

from bot.letter import Kind
from tests import acts
from tests.town import Town, labels, told, town


def empty_server(here: Town) -> tuple[GuildHandle, ChannelHandle]:
    """A server without a letterbox, in which the bot has not been before."""
    guild = here.env.create_guild("The Harbour")
    return guild, guild.create_text_channel("general")


def greetings(channel: ChannelHandle) -> list[discord.Message]:
    return [each for each in channel.history() if "Set it up" in labels(each)]


async def test_it_greets_once_and_its_button_is_for_those_who_manage_the_server(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        guild, channel = empty_server(here)
        await acts.announce_guild(here.env, guild)
        await acts.announce_guild(here.env, guild)
        (greeting,) = greetings(channel)
        assert "letters nobody signs" in greeting.content and len(channel.history()) == 1
        await here.restart()
        guild.add_member(here.wren.user)
        member = next(each for each in [here.wren] if each)
        role = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        manager = guild.add_member(here.env.create_user("harbourmaster"), roles=[role])
        from simcord.actors import MemberActor

        reader = MemberActor(here.env, guild, member.user)
        assert "Manage Server" in told(await reader.click(greeting, label="Set it up"))
        assert "Step 1 of 6" in told(await manager.click(greeting, label="Set it up"))


async def test_a_server_that_has_a_letterbox_is_not_greeted(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        before = len(here.hall.history()) + len(here.desk.history()) + len(here.letters.history())
        await acts.expel(here.env, here.guild)
        await acts.invite_again(here.env, here.guild)
        assert len(here.hall.history()) + len(here.desk.history()) + len(here.letters.history()) == before


async def test_who_removed_the_bot_and_invites_it_again_is_greeted_again(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        guild, channel = empty_server(here)
        await acts.announce_guild(here.env, guild)
        await acts.expel(here.env, guild)
        await acts.invite_again(here.env, guild)
        assert len(greetings(channel)) == 2


@pytest.mark.parametrize("error", [502, None])
async def test_a_lost_answer_and_a_restart_double_nothing(tmp_path: Path, error: int | None) -> None:
    async with town(tmp_path, set_up=False, check_errors=False) as here:
        guild, channel = empty_server(here)
        acts.lose_answer(here.env, "POST", f"/channels/{channel.id}/messages", **({"error": error} if error else {}))
        await acts.announce_guild(here.env, guild)
        assert [kind for _, kind in await here.outbox()] == [Kind.GREETING]
        await here.days_later(1)
        assert len(greetings(channel)) == 1 and await here.outbox() == []


async def test_it_writes_where_it_may_and_otherwise_nowhere(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        guild, first = empty_server(here)
        acts.set_permissions(first, here.env.bot.user, send_messages=False)
        second = guild.create_text_channel("second")
        await acts.announce_guild(here.env, guild)
        assert greetings(first) == [] and len(greetings(second)) == 1
        mute = here.env.create_guild("The Silence")
        only = mute.create_text_channel("only")
        acts.set_permissions(only, here.env.bot.user, view_channel=False)
        await acts.announce_guild(here.env, mute)
        assert await here.outbox() == []


async def test_who_was_faster_is_not_greeted_later(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False, check_errors=False) as here:
        here.env.inject_error("POST", f"/channels/{here.hall.id}/messages", status=503, times=None)
        here.env.inject_error("POST", f"/channels/{here.letters.id}/messages", status=503, times=None)
        await acts.announce_guild(here.env, here.guild)
        await here.setup()
        acts.forget_faults(here.env)
        await here.pass_time(600)
        assert greetings(here.hall) == greetings(here.letters) == [] and await here.outbox() == []
