"""`python -m bot doctor`, `… status`, the health endpoint and the log, as a host and their machines see them."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot import words
from bot.letter import Kind, State
from bot.store.reader import STUCK
from tests import acts
from tests.store.people import a_letter, claim
from tests.wire.discord_server import Fault, Request, World
from tests.wire.faults import RefusedBefore, Slow
from tests.wire.process import Ended, run
from tests.wire.test_copies import OTHER_KEY, damage, every_byte, letters, opened
from tests.wire.test_process import Commons, bot, log, started, stopped

DATABASE = {"DATABASE_URL": "sqlite:///letters.db"}
STATUS = ("-m", "bot", "status")


async def doctor(world: World, folder: Path, **env: str) -> Ended:
    """The doctor, with a token that this Discord knows."""
    runner = ("-c", RUNNER, world.address)
    return await run(folder, *runner, **{"DISCORD_TOKEN": "a token", **DATABASE, **env})


RUNNER = """
import sys, yarl
from discord.http import Route
from bot.__main__ import main
Route.BASE = str(yarl.URL(sys.argv[1]) / "api/v10")
sys.exit(main(["doctor"]))
"""


def line_of(end: Ended, name: str) -> str:
    """What the doctor says about one thing."""
    (line,) = [line for line in end.out.splitlines() if line[2:].startswith(f"{name}:")]
    return line


# The doctor


async def test_where_all_is_well_the_doctor_says_so_beside_the_bot_and_without_it(
    tmp_path: Path,
    world: World,
) -> None:
    async with bot(world, tmp_path) as process:
        here = Commons(world, tmp_path, process, forum=False)
        await here.live()
        beside = await doctor(world, tmp_path)
        assert (await stopped(process)).code == 0
    before = every_byte(tmp_path)
    alone = await doctor(world, tmp_path)
    assert every_byte(tmp_path) == before
    for end in (beside, alone):
        assert (end.code, end.err) == (0, ""), end
        lines = end.out.splitlines()
        assert [line[0] for line in lines] == ["✓"] * 9 + [words.host.DOCTOR_FINE[0]]
        assert str(here.wren.id) not in end.out
        assert "letters.key opens" in end.out


def token(here: Commons, folder: Path) -> dict[str, str]:
    here.world.fault = lambda _: RefusedBefore(401)
    return {}


def intents(here: Commons, folder: Path) -> dict[str, str]:
    here.world.grant(message_content=False)
    return {}


def permissions(here: Commons, folder: Path) -> dict[str, str]:
    me = here.world.bot.user
    assert me is not None
    acts.set_permissions(here.letters, me, send_messages=False)
    return {}


def clock(here: Commons, folder: Path) -> dict[str, str]:
    class Late(Fault):
        async def before(self, world: World) -> web.Response | None:
            past = datetime.now(UTC) - timedelta(minutes=90, seconds=30)
            return web.json_response({"url": "wss://here"}, headers={"Date": format_datetime(past, usegmt=True)})

    here.world.fault = lambda request: Late() if request.path == "/gateway" else None
    return {}


def pages(here: Commons, folder: Path) -> dict[str, str]:
    damage(folder / "letters.db")
    return {}


def key(here: Commons, folder: Path) -> dict[str, str]:
    return {"SEAL_KEY": OTHER_KEY}


def stuck(here: Commons, folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "letters.db")) as database, database:
        database.execute(
            "INSERT INTO delivery (lane, kind, letter_id, nonce, attempts, created_at, not_before)"
            " SELECT 'x', 'desk-card', id, 'n', ?, 1, 1 FROM letter WHERE number = 1",
            [STUCK],
        )
    return {}


@pytest.mark.parametrize(
    ("harm", "name", "says"),
    [
        (token, "token", words.host.LOGIN_REFUSED),
        (intents, "intents", words.host.INTENTS_OFF["message_content"]),
        (permissions, "letterbox", "#letters"),
        (clock, "clock", "90 minutes ahead of"),
        (pages, "database", "damaged"),
        (key, "key", words.host.SEAL_KEY_WRONG),
        (stuck, "post", f"(desk-card of letter 1 in letterbox 1) has been tried {STUCK} times"),
    ],
)
async def test_the_doctor_names_what_is_wrong_and_what_to_do(
    tmp_path: Path,
    world: World,
    harm: Callable[[Commons, Path], dict[str, str]],
    name: str,
    says: str,
) -> None:
    async with bot(world, tmp_path) as process:
        here = Commons(world, tmp_path, process, forum=False)
        await here.live_until_held()
        await here.see(here.all_delivered)
        assert (await stopped(process)).code == 0
    end = await doctor(world, tmp_path, **harm(here, tmp_path))
    assert end.code == 1, end
    assert end.err == ""
    line = line_of(end, name)
    assert line.startswith("✗")
    assert says in line
    assert "<#" not in end.out
    assert end.out.endswith(f"{words.host.DOCTOR_WRONG}\n")
    if name not in ("token", "database"):
        assert end.out.count("✗ ") == 1


async def test_without_a_token_the_doctor_says_what_it_could_not_look_at(tmp_path: Path) -> None:
    await letters(tmp_path, 2)
    end = await run(tmp_path, "-m", "bot", "doctor", **DATABASE)
    assert (end.code, end.err) == (1, "")
    assert line_of(end, "token") == f"✗ token: {words.host.LOGIN_MISSING}"
    assert line_of(end, "letterbox") == f"– letterbox: {words.host.DOCTOR_UNASKED}"
    assert line_of(end, "database").startswith("✓")


async def test_before_the_first_start_there_is_nothing_wrong_with_the_database(tmp_path: Path, world: World) -> None:
    end = await doctor(world, tmp_path)
    assert (end.code, end.err) == (0, ""), end
    assert line_of(end, "database").startswith("–")
    assert every_byte(tmp_path) == {}


@pytest.mark.parametrize("left", [None, b""], ids=["missing", "empty"])
async def test_a_database_that_was_lost_is_not_taken_for_a_first_start(
    tmp_path: Path, world: World, left: bytes | None
) -> None:
    assert (await stopped(await started(world, tmp_path))).code == 0
    key = (tmp_path / "letters.key").read_bytes()
    for name in ("letters.db", "letters.db-wal", "letters.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    if left is not None:
        (tmp_path / "letters.db").write_bytes(left)
    lost = words.host.DATABASE_LOST.format(key="letters.key", path="letters.db")
    env = {**DATABASE, "DISCORD_TOKEN": "x", "LOG_LEVEL": "ERROR"}
    end = await run(tmp_path, "-m", "tests.wire.runner", world.address, **env)
    assert (end.code, end.sentence) == (2, lost)
    assert line_of(await doctor(world, tmp_path), "database") == f"✗ database: {lost}"
    assert (tmp_path / "letters.key").read_bytes() == key
    assert not (tmp_path / "letters.db").exists() or (tmp_path / "letters.db").read_bytes() == b""
    (tmp_path / "letters.key").rename(tmp_path / "former.key")  # they want to begin anew
    assert (await stopped(await started(world, tmp_path))).code == 0


# Status


async def test_status_counts_the_post_and_names_nobody(tmp_path: Path) -> None:
    store = await opened(tmp_path)
    now = int(datetime.now(UTC).timestamp())
    async with store.transaction() as tx:
        past = now - 7200
        for number in range(3):
            letter = await a_letter(tx, State.HELD, now=now)
            await tx.enqueue(f"desk:{number}", Kind.DESK_CARD, letter_id=letter.id, not_before=past, now=past)
        await tx.enqueue("note:1", Kind.NOTE, payload=b"hello", not_before=now + 99, now=now)
        assert await claim(tx, "somebody", now, 900)
    fields = {
        "waiting": 3, "in_flight": 1, "stuck": 0, "stuck_after_attempts": STUCK,
        "kinds": {"desk-card": 3, "note": 1}, "letters_waiting": {"1": 3}, "processes": [], "unserved": [],
    }  # fmt: skip
    before = every_byte(tmp_path)
    for _ in range(2):  # beside the bot, and without it
        told = json.loads((await run(tmp_path, *STATUS, "--json", **DATABASE)).out)
        assert 7200 <= told.pop("oldest_seconds") < 7300
        assert told == fields
        end = await run(tmp_path, *STATUS, **DATABASE)
        assert (end.code, end.err) == (0, "")
        counts = "waiting 3 in flight 1 stuck 0 oldest 2 hours"
        rest = f"{words.host.STATUS_KINDS} desk card 3 note 1 {words.host.STATUS_DESKS} letterbox 1 3 letters"
        assert end.out.split() == f"{words.host.STATUS_TITLE} {counts} {rest}".split()
        assert every_byte(tmp_path) == before
    await store.close()


async def test_status_of_no_database_is_a_sentence(tmp_path: Path) -> None:
    end = await run(tmp_path, *STATUS, **DATABASE)
    assert (end.code, end.sentence) == (2, words.host.DATABASE_MISSING.format(path="letters.db"))


# Health


def free_port() -> int:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        return somebody.getsockname()[1]


async def health(port: int) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/health") as answer:
        return answer.status, await answer.json()


async def health_is(port: int, wanted: int) -> dict[str, Any]:
    """What it says once it says it with this status."""
    async with asyncio.timeout(30):
        while True:
            with suppress(aiohttp.ClientConnectionError):
                status, said = await health(port)
                if status == wanted:
                    return said


async def test_a_supervisor_hears_whether_the_bot_is_connected_and_the_post_moves(
    tmp_path: Path,
    world: World,
) -> None:
    port = free_port()
    begun = asyncio.Event()

    def fault(asked: Request) -> Fault | None:
        if not asked.path.endswith("/commands"):
            return None
        begun.set()
        return Slow(1)

    world.fault = fault
    starting = asyncio.create_task(started(world, tmp_path, HEALTH_PORT=str(port)))
    await begun.wait()
    nothing: dict[str, Any] = {"alive": True, "oldest": 0, "waiting": 0, "stopped": None}
    starts = await health_is(port, 503)
    assert starts == {**nothing, "connected": False, "shards": {}, "failing": {"discord": words.host.NOT_CONNECTED}}
    process = await starting
    try:
        assert await health_is(port, 200) == {**nothing, "connected": True, "shards": {"0": True}, "failing": {}}
        now = int(datetime.now(UTC).timestamp())
        with closing(sqlite3.connect(tmp_path / "letters.db")) as database, database:
            database.execute(
                "INSERT INTO delivery (lane, kind, nonce, attempts, created_at, not_before) VALUES (?, ?, ?, 1, ?, ?)",
                ["x", "note", "n", now - 100, now + 1000],
            )
        said = await health_is(port, 200)
        assert (said["waiting"], said["oldest"] // 10) == (1, 10)
        second = await run(
            tmp_path, "-m", "tests.wire.runner", world.address,
            DISCORD_TOKEN="x", DATABASE_URL="sqlite:///other.db", HEALTH_PORT=str(port), LOG_LEVEL="ERROR",
        )  # fmt: skip
        assert second.code == 2
        assert second.sentence == words.host.HEALTH_PORT_TAKEN.format(port=port, why=os.strerror(errno.EADDRINUSE))
        assert not (tmp_path / "other.db").exists()
        assert (await stopped(process)).code == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    with pytest.raises(aiohttp.ClientConnectionError):
        await health(port)


async def test_a_supervisor_hears_that_the_database_fails_and_that_it_works_again(tmp_path: Path, world: World) -> None:
    port = free_port()
    process = await started(world, tmp_path, HEALTH_PORT=str(port))
    path = Path("letters.db")
    try:
        assert (await health_is(port, 200))["failing"] == {}
        (tmp_path / path).rename(tmp_path / "elsewhere.db")
        said = await health_is(port, 503)
        assert said["connected"] and said["failing"] == {"database": words.host.DATABASE_MISSING.format(path=path)}
        (tmp_path / "elsewhere.db").rename(tmp_path / path)
        await health_is(port, 200)
    finally:
        assert (await stopped(process)).code == 0


# The log


async def test_the_log_tells_letter_delivery_and_outcome_and_nobody_s_name(
    tmp_path: Path,
    world: World,
) -> None:
    wrong = {"Leave a reply": RefusedBefore(503), "auto_archive_duration": RefusedBefore(403)}

    def fault(asked: Request) -> Fault | None:
        found = [mark for mark in wrong if asked.method == "POST" and mark in str(asked.body)]
        return wrong.pop(found[0]) if found else None

    async with bot(world, tmp_path) as process:
        here = Commons(world, tmp_path, process, forum=False)
        await here.live_until_held()
        world.fault = fault
        await here.mora.click(here.desk.history()[0], label="Approve")
        await here.see(lambda: not wrong and here.all_delivered())
        end = await stopped(process)
    lines = [line for line in log(end) if "outcome" in line]
    assert {(line["letter"], line["letterbox"]) for line in lines if line["kind"] == "publish"} == {(1, 1)}
    said = [(line["kind"], line["attempt"], line["outcome"]) for line in lines if line["kind"] in ("publish", "thread")]
    assert said == [("publish", 1, "waits"), ("publish", 2, "delivered"), ("thread", 1, "given up")]
    waits, *_ = [line["message"] for line in lines if line["outcome"] == "waits"]
    assert re.fullmatch(
        r"delivery \d+ \(publish of letter 1 in letterbox 1\) waits: .+; tried again in \d seconds?", waits
    )
    for person in (here.wren, here.mora):
        assert str(person.id) not in end.err
        assert person.name not in end.err
