"""The machine fails the database: at the start the host reads a sentence, later everybody does; nothing is done by
half."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import words
from bot.language import ENGLISH
from tests.town import LETTER, TITLE, answer_of, labels, text_of, told
from tests.wire.discord_server import World, discord_server
from tests.wire.process import run
from tests.wire.test_copies import another_program_s, damage, every_byte, letters, newer
from tests.wire.test_process import Commons, bot, from_bot, log, stopped

BOT = {"DISCORD_TOKEN": "x", "LOG_LEVEL": "ERROR", "DATABASE_URL": "sqlite:///letters.db"}
#: The bot, once everything is imported, as somebody who may read the database and not write it; or with no room at all.
AS_NOBODY = "import os; os.setgid(65534); os.setuid(65534)"
NO_ROOM = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))"
RUNNER = """
import sys, yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from bot.__main__ import main
import encodings.idna, sqlite3, aiosqlite
address = yarl.URL(sys.argv.pop())
Route.BASE = str(address / "api/v10")
DiscordWebSocket.DEFAULT_GATEWAY = address.with_scheme("ws") / "gateway"
{first}
sys.exit(main(["run"]))
"""


@pytest.fixture
def folder() -> Generator[Path]:
    """A folder that everybody may enter."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


# At the start


@contextmanager
def nothing(_: Path) -> Generator[None]:
    yield


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Another program writes and does not let go."""
    with closing(sqlite3.connect(folder / "letters.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def readable(folder: Path) -> Generator[None]:
    for file in folder.iterdir():
        file.chmod(0o644)
    folder.chmod(0o777)
    yield


def harmed(harm: Callable[[Path], object]) -> Any:
    @contextmanager
    def trouble(folder: Path) -> Generator[None]:
        harm(folder / "letters.db")
        yield

    return trouble


def end_uncleanly_with_damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM remark WHERE name = 'closed'")
    damage(path)


@pytest.mark.parametrize(
    ("trouble", "first", "said"),
    [
        pytest.param(nothing, NO_ROOM, "IOERR", id="full"),
        pytest.param(readable, AS_NOBODY, "READONLY", id="read-only"),
        pytest.param(locked, "", "BUSY", id="locked"),
        pytest.param(harmed(end_uncleanly_with_damage), "", "CORRUPT", id="damaged"),
        pytest.param(harmed(lambda path: path.write_bytes(b"Dear diary. " * 999)), "", "NOTADB", id="no database"),
        pytest.param(harmed(newer), "", "newer version", id="newer"),
        pytest.param(harmed(another_program_s), "", words.host.DATABASE_NOT_OURS, id="another program's"),
    ],
)
async def test_a_database_that_cannot_be_used_is_a_sentence_at_the_start(
    folder: Path, trouble: Any, first: str, said: str
) -> None:
    await letters(folder, 30)
    with trouble(folder):
        before = every_byte(folder)
        async with discord_server() as world:
            end = await run(folder, "-c", RUNNER.format(first=first), world.address, **BOT, COVERAGE="")
        after = every_byte(folder)
    assert end.code == 2, end
    assert "Traceback" not in end.err
    sentence = end.err.splitlines()[-1]
    assert words.host.DATABASE_TROUBLE.get(said, said) in sentence
    assert "letters.db" in sentence or said not in words.host.DATABASE_TROUBLE
    assert after["letters.db"] == before["letters.db"]


# While it runs


@asynccontextmanager
async def held_up(folder: Path, _: Commons) -> AsyncGenerator[None]:
    """Another program holds on to the database."""
    with locked(folder):
        yield


@asynccontextmanager
async def full(folder: Path, here: Commons) -> AsyncGenerator[None]:
    """No file of the bot's may grow any more."""
    pid, wal = here.process.pid, folder / "letters.db-wal"
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (wal.stat().st_size, hard))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux changes the limits of another process")
@pytest.mark.parametrize("trouble", [held_up, full])
async def test_while_nothing_can_be_kept_everybody_is_told_so_and_afterwards_it_goes_on(
    tmp_path: Path,
    world: World,
    trouble: Any,
) -> None:
    otto = world.create_user("otto")
    async with bot(world, tmp_path) as process:
        here = Commons(world, tmp_path, process, forum=False)
        await here.live_until_held()
        await here.see(here.all_delivered)
        async with trouble(tmp_path, here):
            await otto.send_dm(LETTER)
            (said,) = await world.until(lambda: from_bot(otto))
            assert said.content == ENGLISH(words.trouble.NOT_KEPT_YET)
            card = here.desk.history()[0]
            assert told(answered := await here.mora.click(card, label="Approve")) == ENGLISH(words.trouble.NOT_KEPT)
            assert answer_of(answered).ephemeral
            assert "Approve" in labels(here.desk.history()[0])
            assert told(await here.mora.slash(here.hall, "letters approve", number=1)) == ENGLISH(
                words.trouble.NOT_KEPT
            )
            assert not here.published()
        await otto.send_dm(LETTER)
        (_, draft) = await world.until(lambda: (found := from_bot(otto))[1:] and found)
        assert TITLE in text_of(draft)
        assert text_of(draft).count("I wrote to you") <= 1
        await here.approve()
        end = await stopped(here.process)
    assert end.code == 0
    assert len(here.published()) == len(here.notices()) == 1
    complaints = [line["message"] for line in log(end) if line["level"] in ("WARNING", "ERROR")]
    assert len(complaints) == 2, complaints
    assert complaints[0].startswith("The database letters.db fails: ")
    assert complaints[1] == words.host.DATABASE_WORKS_AGAIN.format(path="letters.db")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux changes the limits of another process")
async def test_a_delivery_whose_effect_could_not_be_recorded_is_not_done_twice(
    tmp_path: Path,
    world: World,
) -> None:
    async with bot(world, tmp_path) as process:
        here = Commons(world, tmp_path, process, forum=False)
        await here.live_until_held()
        holding: list[sqlite3.Connection] = []

        def strike(method: str, path: str, body: Any) -> bool:
            if not holding and method == "POST" and "Leave a reply" in str(body):
                holding.append(sqlite3.connect(tmp_path / "letters.db", isolation_level=None))
                holding[0].execute("BEGIN IMMEDIATE")
            return False

        world.strike = strike
        await here.mora.click(here.desk.history()[0], label="Approve")
        await world.until(lambda: holding)
        await asyncio.sleep(3)  # longer than the bot waits for the other program
        assert len(here.published()) == 1
        holding[0].close()
        await here.see(lambda: here.notices() and here.all_delivered())
        assert (await stopped(process)).code == 0
    assert len(here.published()) == len(here.letters.threads) == len(here.notices()) == 1
