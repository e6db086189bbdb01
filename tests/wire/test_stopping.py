"""A stop finishes what is under way and leaves the rest: with a Discord that answers slowly, over real sockets."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.town import labels
from tests.wire.discord_server import Fault, Request, World
from tests.wire.faults import Slow
from tests.wire.test_process import Commons, bot, log, stopped

LIMIT = 10


def slow_letter(world: World, seconds: float) -> asyncio.Event:
    """Discord takes so long to answer the letter itself, once; set when the letter stands there."""
    begun = asyncio.Event()

    def fault(request: Request) -> Fault | None:
        if begun.is_set() or request.method != "POST" or "Leave a reply" not in str(request.body):
            return None
        begun.set()
        return Slow(seconds)

    world.fault = fault
    return begun


@pytest.mark.parametrize(("seconds", "recorded"), [(3, True), (30, False)], ids=["3 s", "30 s"])
async def test_a_stop_waits_for_what_is_under_way_and_not_longer_than_ten_seconds(
    tmp_path: Path,
    world: World,
    seconds: float,
    recorded: bool,
) -> None:
    async with bot(world, tmp_path) as process:
        here = Commons(world, tmp_path, process, forum=False)
        await here.live_until_held()
        begun = slow_letter(world, seconds)
        await here.mora.click(here.desk.history()[0], label="Approve")
        await begun.wait()
        began = time.monotonic()
        end = await stopped(process)
        took = time.monotonic() - began
    assert end.code == 0
    assert took < LIMIT
    assert took > min(seconds, 7) - 1
    said = [line for line in log(end) if line.get("kind") == "publish"]
    assert [line["outcome"] for line in said] == (["delivered"] if recorded else [])
    assert "Traceback" not in end.err
    async with bot(world, tmp_path) as process:
        here.process = process
        await here.see(lambda: here.notices() and here.all_delivered())
        assert (await stopped(process)).code == 0
    assert len(here.published()) == len(here.letters.threads) == len(here.notices()) == 1
    assert len(here.desk.history()) == 1


async def test_presses_that_come_before_the_end_are_answered_before_it(tmp_path: Path, world: World) -> None:
    """One of them comes while another one is waited for, and takes longer."""
    async with bot(world, tmp_path) as process:
        here = Commons(world, tmp_path, process, forum=False)
        await here.live_until_held()
        begun, looks, slow = asyncio.Event(), set[asyncio.Task[Any]](), iter((0.5, 0.5, 1))

        class Meanwhile(Fault):
            async def after(self, world: World) -> web.Response | None:
                begun.set()
                await asyncio.sleep(next(slow))
                if not looks:
                    looks.add(asyncio.create_task(here.mora.slash(here.hall, "letters queue")))
                    await asyncio.sleep(next(slow))
                return None

        world.crowded, world.fault = True, lambda request: Meanwhile() if "/callback" in request.path else None
        await here.mora.click(here.desk.history()[0], label="Approve")
        await begun.wait()
        end = await stopped(process)
        await asyncio.gather(*looks)
    newest = world.backend.interactions[max(world.backend.interactions)]
    assert end.code == 0 and newest.responded and not newest.loading
    assert not [line for line in log(end) if line["level"] == "ERROR"]
    assert "Approve" not in labels(here.desk.history()[0])
