"""A start waits for Discord, over real sockets: it says so, is not taken for dead, and goes on when Discord answers."""

from __future__ import annotations

import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import words
from tests.town import LETTER, TITLE, text_of
from tests.wire.discord_server import Fault, Request, World, discord_server
from tests.wire.faults import RefusedBefore
from tests.wire.process import Ended, Process, ended, killed_in_the_end, run, start
from tests.wire.test_process import commands, from_bot, log, stopped
from tests.wire.test_seeing import free_port, health_is

#: A container's health check.
PROBE = ("-m", "bot.host.probe")
NOBODY = "http://nobody.invalid:80/"


@asynccontextmanager
async def waiting(folder: Path, address: str, port: int) -> AsyncGenerator[Process]:
    """A bot that asks ten times as often; killed at the end if it still runs."""
    process = await start(
        folder, "-m", "tests.wire.runner", "10", address,
        DISCORD_TOKEN="a token", DATABASE_URL="sqlite:///letters.db", LOG_FORMAT="json", HEALTH_PORT=str(port),
    )  # fmt: skip
    async with killed_in_the_end(process):
        yield process


def says_that_it_waits(said: dict[str, Any], why: str) -> bool:
    """Whether this is what `/health` says of a start that waits for this reason, and no more."""
    before, _, after = words.host.WAITS_FOR_DISCORD.partition("{why}")
    told = said["failing"].get("discord", "")
    return told.startswith(before) and told.endswith(after) and why in told and len(said["failing"]) == 1


def complaints(end: Ended) -> list[str]:
    return [line["message"] for line in log(end) if line["level"] in ("WARNING", "ERROR")]


async def test_without_a_network_it_waits_and_ends_when_asked_to(tmp_path: Path) -> None:
    port = free_port()
    async with waiting(tmp_path, NOBODY, port) as process:
        said = await health_is(port, 503)
        while not said["failing"].get("discord", "").startswith("Discord cannot be reached yet"):
            said = await health_is(port, 503)
        assert says_that_it_waits(said, "nobody.invalid")
        assert said["alive"] and not said["connected"]
        probe = await run(tmp_path, *PROBE, HEALTH_PORT=str(port))
        assert probe.code == 1 and probe.out == f"{said['failing']['discord']}\n"
        end = await stopped(process)
    assert (end.code, end.out) == (0, "")
    probe = await run(tmp_path, *PROBE, HEALTH_PORT=str(port))
    assert probe.code == 1 and probe.out.startswith("no answer: ")
    assert len(complaints(end)) == 1 and "Traceback" not in end.err and "Unclosed" not in end.err
    assert not (tmp_path / "letters.db").exists()


async def test_where_nobody_listens_it_starts_as_soon_as_somebody_does(tmp_path: Path) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        there, port = nobody_listens.getsockname()[1], free_port()
        async with waiting(tmp_path, f"http://127.0.0.1:{there}/", port) as process:
            said = await health_is(port, 503)
            while not says_that_it_waits(said, str(there)):
                said = await health_is(port, 503)
            nobody_listens.close()
            async with discord_server(port=there) as world:
                await world.until(lambda: world.backend.subscribers)
                assert (await health_is(port, 200))["failing"] == {}
                probe = await run(tmp_path, *PROBE, HEALTH_PORT=str(port))
                assert (probe.code, probe.out, probe.err) == (0, "well\n", "")
                wren = world.create_user("wren")
                await wren.send_dm(LETTER)
                (card,) = await world.until(lambda: from_bot(wren))
                end = await stopped(process)
    assert end.code == 0 and TITLE in text_of(card) and "Unclosed" not in end.err
    assert len(complaints(end)) == 1
    assert [line["message"] for line in log(end)].count(words.host.DISCORD_ANSWERS) == 1


def failing(world: World, path: Callable[[str], bool], times: int, then: int | None = None) -> None:
    """Discord answers so many such requests with 503, and those after that with `then`, if anything."""
    left = times

    def fault(asked: Request) -> Fault | None:
        nonlocal left
        if not path(asked.path):
            return None
        left -= 1
        return RefusedBefore(503) if left >= 0 else RefusedBefore(then) if then else None

    world.fault = fault


@pytest.mark.parametrize("where", ["/users/@me", "/applications/@me", "/commands", "/gateway/bot"])
async def test_an_outage_while_it_starts_is_waited_out_and_nothing_is_done_twice(
    tmp_path: Path, world: World, where: str
) -> None:
    failing(world, lambda path: path.endswith(where), times=2)
    async with waiting(tmp_path, world.address, port := free_port()) as process:
        await world.until(lambda: world.backend.subscribers)
        await health_is(port, 200)
        end = await stopped(process)
    assert end.code == 0 and "Unclosed" not in end.err
    assert complaints(end) == [words.host.WAITS_FOR_DISCORD.format(why="HTTP 503")]
    assert commands(world) == 1


async def test_a_wrong_token_ends_a_start_that_waited(tmp_path: Path, world: World) -> None:
    failing(world, lambda path: path == "/users/@me", times=1, then=401)
    async with waiting(tmp_path, world.address, free_port()) as process:
        end = await ended(process)
    assert end.code == 2 and end.err.splitlines()[-1] == words.host.LOGIN_REFUSED
    assert "Traceback" not in end.err and "Unclosed" not in end.err
