"""Many servers: nobody's members are asked for at start, and what a shard has not told is not known."""

from __future__ import annotations

from pathlib import Path

from tests.town import LETTER, TITLE, text_of
from tests.wire.discord_server import World
from tests.wire.test_process import Commons, bot, from_bot, log, stopped
from tests.wire.test_seeing import free_port, health_is


async def test_however_many_servers_there_are_no_member_is_asked_for_at_start(tmp_path: Path, world: World) -> None:
    for number in range(50):
        world.create_guild(f"Server {number}").add_member(world.create_user(f"member{number}"))
    async with bot(world, tmp_path) as process:
        wren = world.create_user("wren")
        await wren.send_dm(LETTER)
        await world.until(lambda: from_bot(wren))
        assert (await stopped(process)).code == 0
    assert not world.member_requests


async def test_a_server_of_a_shard_that_was_not_heard_from_is_unknown_and_not_left(
    tmp_path: Path, world: World
) -> None:
    world.split(2)
    port = free_port()
    async with bot(world, tmp_path) as process:
        await world.until(lambda: len(world.feeds) == 2)
        commons = Commons(world, tmp_path, process, forum=False, shard=1)
        await commons.live()
        assert TITLE in text_of(commons.published()[0])
        letter = commons.published()[0]
        await commons.wren.user.send_dm("A second letter\n\nThis one is about the yard.")
        await world.until(lambda: any("about the yard" in text_of(each) for each in from_bot(commons.wren.user)))
        await world.until(commons.all_delivered)
        assert (await stopped(process)).code == 0
    world.down = {1}
    async with bot(world, tmp_path, HEALTH_PORT=str(port)) as process:
        told, desk = [text_of(each) for each in from_bot(commons.wren.user)], len(commons.desk.history())
        assert (await health_is(port, 503))["shards"] == {"0": True, "1": False}
        sol = world.create_user("sol")
        await sol.send_dm("hello, is anybody there who reads")
        await commons.wren.user.send_dm("And about the wall.")
        reads = f"/channels/{commons.wren.user.dm_channel.id}/messages"
        await world.until(lambda: world.requests("GET", reads))
        assert [text_of(each) for each in from_bot(commons.wren.user)] == told and not from_bot(sol)
        assert len(commons.desk.history()) == desk
        assert commons.published() == [letter]
        world.down = set()

        assert (await health_is(port, 200))["shards"] == {"0": True, "1": True}
        await world.until(lambda: any("about the wall" in text_of(each) for each in from_bot(commons.wren.user)))
        await world.until(lambda: from_bot(sol))
        assert len(commons.desk.history()) == desk
        end = await stopped(process)
        assert end.code == 0 and not [line for line in log(end) if line["level"] == "ERROR"]


async def test_a_server_that_the_bot_was_removed_from_between_two_sessions_is_left(
    tmp_path: Path, world: World
) -> None:
    """discord.py keeps it, where there are shards: Discord only does not list it any more."""
    world.split(2)
    async with bot(world, tmp_path) as process:
        await world.until(lambda: len(world.feeds) == 2)
        commons = Commons(world, tmp_path, process, forum=False, shard=1)
        await commons.live()
        (connection,) = [each for each in world.connections if each.shard == 1]
        old = world.feeds[1]
        connection.detach(for_good=True)
        world.session_lost = True
        del world.backend.guilds[commons.guild.id]
        await connection.close(code=4000)
        gone = len(from_bot(commons.wren.user))
        await world.until(lambda: len(world.feeds) == 2 and world.feeds[1] != old)
        await commons.wren.user.send_dm("A second letter\n\nThis one is about the yard.")
        said = await world.until(lambda: [text_of(each) for each in from_bot(commons.wren.user)[gone:]])
        end = await stopped(process)
    assert end.code == 0 and any("not in its server any more" in line["message"] for line in log(end))
    assert "The Commons" not in said[-1]


async def test_it_ends_when_asked_to_while_a_shard_is_reconnected(tmp_path: Path, world: World) -> None:
    """discord.py swallows a cancellation then."""
    world.split(2)
    async with bot(world, tmp_path) as process:
        await world.until(lambda: len(world.feeds) == 2)
        (connection,) = [each for each in world.connections if each.shard == 1]
        world.session_lost, world.down = True, {1}
        await connection.close(code=4000)
        await world.until(lambda: len(world.connections) == 1)
        assert (await stopped(process)).code == 0
