"""No pen name is a member's name: the check is fast, however many members there are, and knows their current names."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.rules.pen_names import skeleton
from cogs._namesakes import AT_ONCE, Namesakes
from tests.core.growth import steps
from tests.town import Town, told, town

REPLY = "I have one like it. Ride it."
NAME = "The neighbour"


async def may_be_called(here: Town, name: str) -> bool:
    """Whether Ida can reply under a pen name."""
    said = told(await here.reply(here.ida, REPLY, name))
    assert ("Received" in said) is not ("looks like the name of somebody in this server" in said)
    return "Received" in said


async def test_names_come_and_go_with_members(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert await may_be_called(here, NAME)
        newcomer = here.person("neighbour", "The  Nеighbour (she/her)")
        await here.env.settle()
        assert not await may_be_called(here, NAME)
        here.guild.remove_member(newcomer.user)
        await here.env.settle()
        assert await may_be_called(here, NAME)


async def test_a_name_counts_while_it_is_borne(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert await may_be_called(here, NAME)
        guild = here.env.bot.get_guild(here.guild.id)
        sol = guild and guild.get_member(here.sol.id)
        assert sol is not None
        await sol.edit(nick="the NEIGHBOUR")
        await here.env.settle()
        assert not await may_be_called(here, NAME)
        assert not await may_be_called(here, "Sol Tern")  # the name behind the nickname
        await sol.edit(nick=None)
        await here.env.settle()
        assert await may_be_called(here, NAME)


async def test_a_name_that_two_bear_is_taken_until_both_have_left(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        twins = [here.person(f"twin{which}", NAME) for which in (1, 2)]
        await here.env.settle()
        for twin in twins:
            assert not await may_be_called(here, NAME)
            here.guild.remove_member(twin.user)
            await here.env.settle()
        assert await may_be_called(here, NAME)


# --- a server of thousands ----------------------------------------------------------------------------------------


def member(guild: Any, number: int, name: str = "") -> Any:
    """Somebody in a server that is only a list."""
    return SimpleNamespace(id=number, name=f"user{number}", global_name=name or None, display_name=name, guild=guild)


def server(members: Iterable[str]) -> Any:
    """A server with members of these names."""
    guild: Any = SimpleNamespace(id=1, chunked=True, members=[])
    guild.members += [member(guild, number, name) for number, name in enumerate(members, 1)]
    guild.get_member = lambda wanted: next((each for each in guild.members[:wanted][-1:] if each.id == wanted), None)
    return guild


async def test_others_have_their_turn_while_thousands_of_names_are_looked_at() -> None:
    guild, namesakes, turns = server(f"Membеr {number}" for number in range(3_000)), Namesakes(), 0
    looking = asyncio.create_task(namesakes.taken(guild, NAME))
    also = asyncio.create_task(namesakes.taken(guild, NAME))
    while not looking.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns >= 3_000 / AT_ONCE
    assert await also is await looking and skeleton("member 3") in await looking


async def test_a_press_costs_the_same_in_a_village_and_in_a_city() -> None:
    async def cost(members: int) -> int:
        guild, namesakes = server(f"Member {number}" for number in range(members)), Namesakes()
        await namesakes.taken(guild, NAME)
        press = namesakes.taken(guild, NAME)

        def answered_at_once() -> None:
            with pytest.raises(StopIteration):
                press.send(None)

        return steps(answered_at_once)

    assert await cost(2_000) == await cost(20)


async def test_who_leaves_while_names_are_looked_at_bears_none() -> None:
    guild, namesakes = server([NAME] * (3 * AT_ONCE)), Namesakes()
    looking = asyncio.create_task(namesakes.taken(guild, NAME))
    await asyncio.sleep(0)
    leaving = [*guild.members]
    guild.get_member = lambda wanted: None
    for one in leaving:
        await namesakes.on_raw_member_remove(
            SimpleNamespace(guild_id=1, user=one)  # pyright: ignore[reportArgumentType]
        )
    assert skeleton(NAME) not in await looking


async def test_a_server_that_comes_anew_is_looked_at_anew() -> None:
    namesakes = Namesakes()
    await namesakes.taken(server([NAME]), NAME)
    assert skeleton("Sam") not in await namesakes.taken(server([]), NAME)
    guild = server([])
    before = await namesakes.taken(guild, NAME)
    guild.members.append(member(guild, 1, "Sam"))  # while nobody told
    await namesakes.on_guild_available(guild)
    after = await namesakes.taken(guild, NAME)
    assert skeleton("Sam") not in before and skeleton("Sam") in after


async def test_an_account_that_is_renamed_is_renamed_everywhere() -> None:
    namesakes, guild = Namesakes(), server(["Sam"])
    taken = await namesakes.taken(guild, NAME)
    guild.members[0].global_name = guild.members[0].display_name = "Tom"
    await namesakes.on_user_update(
        *2 * [SimpleNamespace(id=1)]  # pyright: ignore[reportArgumentType]
    )
    assert skeleton("Tom") in taken and skeleton("Sam") not in taken
