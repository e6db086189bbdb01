"""The container, without an engine: every line of the Containerfile runs in a bare root, and what comes of it runs
there read-only, as nobody, and is found well or not by its health check.

Where it cannot be tried (no root, not Linux) the test is skipped and says so; with UNSIGNED_CONTAINER=required it
fails instead.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import words
from bot.settings import Settings
from tests import acts
from tests.town import LETTER, TITLE, picture, text_of
from tests.wire.bare_root import Image, build
from tests.wire.discord_server import World
from tests.wire.process import killed_in_the_end
from tests.wire.test_failing import RUNNER
from tests.wire.test_process import from_bot
from tests.wire.test_seeing import free_port

ROOT = Path(__file__).parents[2]
UID = 10001
TOKEN = {"DISCORD_TOKEN": "a token"}


def lacking(what: str) -> None:
    """Skip, or fail where this must be tried."""
    if os.environ.get("UNSIGNED_CONTAINER") == "required":
        pytest.fail(f"{what}, and UNSIGNED_CONTAINER=required")
    pytest.skip(what)


def can_unshare() -> bool:
    tried = ["unshare", "--mount", "--net", "true"]
    return (
        sys.platform == "linux" and bool(shutil.which("unshare")) and not subprocess.run(tried, check=False).returncode
    )


@pytest.fixture
def folder() -> Generator[Path]:
    """Where programs may be run; not every folder for tests is such a place."""
    path = Path(tempfile.mkdtemp(dir="/var/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


async def said(process: asyncio.subprocess.Process, sentence: str) -> None:
    """Wait until the log says so."""
    assert process.stderr is not None
    lines = list[str]()
    async with asyncio.timeout(30):
        while sentence not in (line := (await process.stderr.readline()).decode()):
            assert line, lines
            lines.append(line)


async def stopped(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    process.terminate()
    _, err = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, err.decode()


def files_in(data: Path) -> dict[str, os.stat_result]:
    """What the bot has written."""
    return {path.name: path.stat() for path in data.iterdir()}


@asynccontextmanager
async def running(image: Image, data: Path, *command: str, network: bool) -> AsyncGenerator[asyncio.subprocess.Process]:
    """The image's command, or this one; killed at the end if it still runs."""
    async with killed_in_the_end(await image.start(data, *command, network=network, **TOKEN)) as process:
        yield process


async def waits_without_a_network(image: Image, data: Path) -> None:
    async with running(image, data, network=False) as process:
        sentence = words.host.WAITS_FOR_DISCORD.partition("(")[0]
        await said(process, sentence)
        health = image.check_health(process)
        assert health.returncode == 1 and health.stdout.startswith(sentence), health
        code, err = await stopped(process)
    assert code == 0 and "Traceback" not in err, err
    assert files_in(data) == {}


async def works(image: Image, data: Path, world: World) -> None:
    wren = world.create_guild("The Commons").add_member(world.create_user("wren"))
    image.env["HEALTH_PORT"] = str(free_port())  # this network is not its own
    async with running(image, data, "python", "-c", RUNNER.format(first=""), world.address, network=True) as process:
        await world.until(lambda: world.backend.subscribers)
        while (health := image.check_health(process)).returncode:
            pass
        assert health.stdout == "well\n"
        await acts.dm(world, wren, LETTER, attachments=[("bicycle.png", picture())])
        (card,) = await world.until(lambda: from_bot(wren.user))
        assert TITLE in text_of(card) and "1 picture" in text_of(card), text_of(card)
        code, err = await stopped(process)
    assert code == 0 and "ERROR" not in err and "Traceback" not in err, err
    files = files_in(data)
    assert set(files) == {"letters.db", "letters.key"}
    assert all(each.st_uid == UID and each.st_mode & 0o077 == 0 for each in files.values())


async def writes_nowhere_else(image: Image, data: Path) -> None:
    tries = "import sys; from pathlib import Path; [Path(each, 'x').touch() for each in sys.argv[1:]]"
    for where in ("/", "/opt/unsigned", "/etc"):
        process = await image.start(data, "python", "-c", tries, where)
        _, err = await process.communicate()
        assert process.returncode and b"Read-only file system" in err, err
    process = await image.start(data, "python", "-c", tries, "/tmp", "/data")
    assert await process.wait() == 0


@pytest.mark.long
async def test_every_line_of_the_containerfile_holds_in_a_bare_root(folder: Path, world: World) -> None:
    if not can_unshare() or os.geteuid():
        lacking("root and unshare are needed to run a root of its own")
    image = await asyncio.to_thread(build, ROOT / "Containerfile", folder)
    assert image.user == f"{UID}:{UID}" and (image.root / "data").stat().st_uid == UID
    data = folder / "volume"
    data.mkdir(mode=0o700)
    os.chown(data, UID, UID)
    await waits_without_a_network(image, data)
    await works(image, data, world)
    await writes_nowhere_else(image, data)


def test_the_context_holds_what_is_copied_and_nothing_secret() -> None:
    """Whoever sends it to an engine sends no token, no database and no history."""
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    kept = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    text = (ROOT / "Containerfile").read_text("utf-8")
    copied = {name for line in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE) for name in line.split()}
    assert ignored[0] == "*" and kept == copied


def test_compose_sets_nothing_that_is_no_setting_and_leaves_the_default_database_in_the_volume() -> None:
    text = (ROOT / "compose.yaml").read_text("utf-8")
    bot = text.partition("\n  bot:")[2].partition("\n  postgres:")[0]
    names = {name.upper() for name in Settings.__dataclass_fields__}
    assert set(re.findall(r"^ +([A-Z_]+):", bot, re.MULTILINE)) <= names
    assert "WORKDIR /\n" in (ROOT / "Containerfile").read_text("utf-8")
    assert Path("/", Settings().database_path).parent == Path("/data") and "letters:/data" in bot
