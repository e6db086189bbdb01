"""The bot is killed, people go on writing, the bot is started again: everything arrives, once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.town import TITLE, text_of
from tests.wire.discord_server import Fault, World, discord_server
from tests.wire.process import ended
from tests.wire.test_process import Commons, bot, from_bot, started, stopped


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_what_people_did_while_it_was_dead_arrives_once(tmp_path: Path, forum: bool) -> None:
    async with discord_server() as world, bot(world, tmp_path) as process:
        commons = Commons(world, tmp_path, process, forum=forum)
        await commons.live()
        sol = commons.guild.add_member(world.create_user("sol"))
        process.kill()
        await ended(process)
        await world.until(lambda: not world.connections)

        thread = max(commons.letters.threads, key=lambda each: each.id)
        await commons.wren.user.send_dm("A second letter\n\nThis one is about the yard.")
        await commons.wren.user.send_dm("And about the wall.")
        notice = commons.notices()[0]
        reference = {"channel_id": str(notice.channel.id), "message_id": str(notice.id)}
        await commons.wren.user.send_dm("Thank you, all.", reference=reference)
        deleted = await sol.send(thread, "Never mind me.")
        await sol.send(thread, "Me too, honestly.")
        await sol.delete(deleted)

        for _ in range(2):  # nothing is done again by the next start
            looked = world.requests("GET", f"/channels/{thread.id}/messages")
            commons.process = await started(world, tmp_path)
            await world.until(lambda looked=looked: world.requests("GET", f"/channels/{thread.id}/messages") > looked)
            await world.until(lambda: any("A second letter" in text_of(each) for each in from_bot(commons.wren.user)))
            await world.until(lambda: any("Me too, honestly." in text_of(each) for each in from_bot(commons.wren.user)))
            await world.until(commons.all_delivered)
            assert (await stopped(commons.process)).code == 0

        told = [text_of(each) for each in from_bot(commons.wren.user)]
        (draft,) = [each for each in told if "A second letter" in each]
        assert draft.count("about the yard") == draft.count("about the wall") == 1
        assert sum("Me too, honestly." in each for each in told) == 1
        assert not any("Never mind me." in each for each in told)
        assert sum("Your answer goes into" in each for each in told) == 1
        answers = [each for each in thread.history() if "Thank you, all." in text_of(each)]
        assert [each.author.display_name for each in answers] == ["Author of the letter"]
        assert len(commons.published()) == 1 and TITLE in text_of(commons.published()[0])


async def test_a_message_that_it_had_heard_and_not_taken_when_it_was_killed_is_taken_once(tmp_path: Path) -> None:
    async with discord_server() as world, bot(world, tmp_path) as process:
        commons = Commons(world, tmp_path, process, forum=False)
        await commons.live()
        assert (await stopped(commons.process)).code == 0
        reads = f"/channels/{commons.wren.user.dm_channel.id}/messages"

        def strike(method: str, path: str, body: Any) -> bool:
            if (method, path) != ("GET", reads):
                return False
            commons.process.kill()
            world.strike = lambda *_: False
            return True

        world.strike = strike
        commons.process = await started(world, tmp_path)
        await commons.wren.user.send_dm("A second letter\n\nThis one is about the yard.")
        await commons.process.wait()
        await world.until(lambda: not world.connections)
        assert not any("A second letter" in text_of(each) for each in from_bot(commons.wren.user))

        commons.process = await started(world, tmp_path)
        await world.until(lambda: any("A second letter" in text_of(each) for each in from_bot(commons.wren.user)))
        await commons.wren.user.send_dm("And about the wall.")
        (card,) = await world.until(
            lambda: [each for each in from_bot(commons.wren.user) if "about the wall" in text_of(each)]
        )
        assert text_of(card).count("about the yard") == 1
        assert (await stopped(commons.process)).code == 0


async def test_what_was_said_between_two_sessions_is_taken_too(tmp_path: Path) -> None:
    """The process lives on; Discord ends its session, and does not resume it."""
    async with discord_server() as world, bot(world, tmp_path) as process:
        commons = Commons(world, tmp_path, process, forum=False)
        await commons.live()
        (connection,) = world.connections
        world.session_lost = True
        connection.detach(for_good=True)
        await commons.wren.user.send_dm("A second letter\n\nThis one is about the yard.")
        await commons.mora.delete(commons.published()[0])
        await connection.close(code=4000)
        await world.until(lambda: any("A second letter" in text_of(each) for each in from_bot(commons.wren.user)))
        await world.until(lambda: "somebody deleted it" in text_of(commons.desk.history()[0]))
        assert commons.process.pid == process.pid and process.returncode is None
        assert (await stopped(process)).code == 0


async def test_whoever_writes_while_it_catches_up_is_answered_before_it_ends(tmp_path: Path) -> None:
    async with discord_server() as world, bot(world, tmp_path) as process:
        commons = Commons(world, tmp_path, process, forum=False)
        await commons.live()
        assert (await stopped(process)).code == 0
        thread, letter = commons.letters.threads[0], commons.published()[0]
        there, reached, released = (
            f"/channels/{commons.letters.id}/messages/{letter.id}",
            asyncio.Event(),
            asyncio.Event(),
        )

        class Held(Fault):
            async def before(self, world: World) -> None:
                reached.set()
                await released.wait()

        world.fault = lambda asked: Held() if (asked.method, asked.path) == ("GET", there) else None
        async with bot(world, tmp_path) as process:
            await asyncio.wait_for(reached.wait(), 30)
            sol = commons.guild.add_member(world.create_user("sol"))
            await sol.user.send_dm("A second letter\n\nThis one is about the yard.")
            (card,) = await world.until(lambda: from_bot(sol.user))
            await sol.user.click(card, label="Send letter")
            await world.until(lambda: len(commons.desk.history()) == 2)
            reads = f"/channels/{thread.id}/messages"
            assert not world.requests("GET", reads)  # it is still looking at the first letter
            released.set()
            await world.until(lambda: world.requests("GET", reads))
            await world.until(commons.all_delivered)
            assert world.requests("GET", there) == 1
            assert (await stopped(process)).code == 0
