"""`python -m bot key rotate` as people run it: what it says, that it may be killed at any moment, who may not."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from base64 import b64encode
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot import words
from bot.errors import SealError
from bot.letter import Part
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.sqlite import SqliteStore
from tests.store.people import a_draft
from tests.wire.discord_server import discord_server
from tests.wire.process import ROOT, Ended, ended, run, start

DATABASE = {"DATABASE_URL": "sqlite:///letters.db"}
BOT = {"DISCORD_TOKEN": "x", "LOG_LEVEL": "ERROR", **DATABASE}
ROTATE = ("-m", "bot", "key", "rotate")
KEY, NEW_KEY, OTHER_KEY = (bytes([number]) * 32 for number in (1, 2, 3))
DRAFTS, PARTS = 60, 30
TEXTS = [f"Part {number} of a long letter." for number in range(PARTS)]


def env(**given: bytes) -> dict[str, str]:
    """The database, and these keys in the environment."""
    return DATABASE | {name: b64encode(key).decode() for name, key in given.items()}


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(file.name for file in folder.iterdir())


def key_files(folder: Path) -> dict[str, bytes]:
    """The keys that lie in the folder."""
    return {file.name: file.read_bytes() for file in sorted(folder.glob("letters.key*"))}


def here(folder: Path) -> Settings:
    """The settings of a bot in this folder that keeps its key in a file."""
    return Settings.from_env({"DATABASE_URL": f"sqlite:///{folder}/letters.db"})


async def write(folder: Path, seal: Seal, drafts: int = 1) -> tuple[list[int], bytes]:
    """Letters in the database; gives their ids and some tag."""
    store = SqliteStore(folder / "letters.db", seal)
    await store.open()
    async with store.transaction() as tx:
        written = [(await a_draft(tx)).id for _ in range(drafts)]
        for letter in written:
            await tx.save_parts(letter, [Part(text) for text in TEXTS])
    await store.close()
    return written, seal.tag("author", 1, 2)


async def read(folder: Path, seal: Seal, written: Sequence[int]) -> bytes:
    """Everything is there and can be read; gives the tag again."""
    store = SqliteStore(folder / "letters.db", seal)
    await store.open()
    async with store.transaction() as tx:
        for letter in written:
            assert [part.text for part in await tx.parts(letter)] == TEXTS
    await store.close()
    return seal.tag("author", 1, 2)


def take_out_authors(folder: Path) -> None:
    """The store's tests write authors that nobody sealed."""
    with closing(sqlite3.connect(folder / "letters.db")) as connection, connection:
        connection.execute("UPDATE letter SET sealed_author = NULL")


def sentence(end: Ended) -> str:
    """It did not start: the one line that says why."""
    assert end.code == 2, end
    return end.sentence


async def letters(folder: Path, seal: Seal, drafts: int = 1) -> tuple[list[int], bytes]:
    """A database whose every sealed value opens."""
    found = await write(folder, seal, drafts)
    take_out_authors(folder)
    return found


# With a key file


async def test_a_key_file_is_replaced_and_everything_stays_readable(tmp_path: Path) -> None:
    (old,) = keys.present(here(tmp_path))
    written, tag = await letters(tmp_path, Seal(old), 3)
    end = await run(tmp_path, *ROTATE, **DATABASE)
    assert end.code == 0, end
    assert end.out == f"{words.host.resealed(3 * PARTS)} {words.host.ROTATED_FILE.format(path='letters.key')}\n"
    assert end.err.splitlines()[0] == f"{words.host.SEALING}: 0 % (0 / {3 * PARTS})"
    assert end.err.splitlines()[-1] == f"{words.host.SEALING}: 100 % ({3 * PARTS} / {3 * PARTS})"
    assert "\x1b" not in end.err
    new = key_files(tmp_path)["letters.key"]
    assert list(key_files(tmp_path)) == ["letters.key"]
    assert new != old
    assert (tmp_path / "letters.key").stat().st_mode & 0o777 == 0o600
    assert await read(tmp_path, Seal(new), written) == tag
    with pytest.raises(SealError):
        await read(tmp_path, Seal(old), written)
    assert names(tmp_path) == ["letters.db", "letters.key"]


async def test_each_time_it_is_another_key(tmp_path: Path) -> None:
    written, _ = await letters(tmp_path, Seal(*keys.present(here(tmp_path))))
    seen = {key_files(tmp_path)["letters.key"]}
    for _ in range(2):
        assert (await run(tmp_path, *ROTATE, **DATABASE)).code == 0
        seen.add(key_files(tmp_path)["letters.key"])
    assert len(seen) == 3
    await read(tmp_path, Seal(*keys.present(here(tmp_path))), written)


async def test_killed_at_any_moment_it_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    (old,) = keys.present(here(tmp_path))
    written, tag = await letters(tmp_path, Seal(old), DRAFTS)
    random, killed = Random(), 0
    for _ in range(5):
        process = await start(tmp_path, *ROTATE, **DATABASE)
        assert process.stderr is not None
        for _ in range(random.randint(1, 6)):  # so many tenths
            await process.stderr.readline()
        await asyncio.sleep(random.random() / 20)
        process.kill()
        await process.communicate()
        killed += process.returncode == -signal.SIGKILL
        known = keys.present(here(tmp_path))
        assert await read(tmp_path, Seal(*known), written) == tag
    assert killed
    end = await run(tmp_path, *ROTATE, **DATABASE)
    assert end.code == 0, end
    new = key_files(tmp_path)["letters.key"]
    assert new != old
    assert await read(tmp_path, Seal(new), written) == tag
    with pytest.raises(SealError):
        await read(tmp_path, Seal(old), written)


async def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    written, _ = await letters(tmp_path, Seal(*keys.present(here(tmp_path))), DRAFTS)
    process = await start(tmp_path, *ROTATE, **DATABASE)
    assert process.stderr is not None
    await process.stderr.readline()
    process.send_signal(signal.SIGINT)
    end = await ended(process)
    assert (end.code, end.err.splitlines()[-1]) == (130, words.host.ROTATION_INTERRUPTED)
    assert "Traceback" not in end.err
    assert list(key_files(tmp_path)) == ["letters.key", "letters.key.new"]
    await read(tmp_path, Seal(*keys.present(here(tmp_path))), written)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
async def test_on_a_terminal_a_bar_moves_in_one_line(tmp_path: Path) -> None:
    await letters(tmp_path, Seal(*keys.present(here(tmp_path))), 5)
    ours, theirs = os.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *ROTATE,
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "TERM": "xterm", **DATABASE},
        stdout=asyncio.subprocess.DEVNULL, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = bytearray()
    try:
        while piece := await asyncio.to_thread(os.read, ours, 4096):
            shown += piece
    except OSError:  # Linux: nobody holds the other end any more
        pass
    os.close(ours)
    assert await process.wait() == 0
    text = shown.decode()
    assert text.count("\n") == 1
    assert text.endswith("\n")
    assert text.startswith("\r\x1b[K░")
    assert "█" * 30 in text.rpartition("\r\x1b[K")[2]


# With a key in the environment


async def test_a_key_of_the_environment_gives_way_to_another(tmp_path: Path) -> None:
    written, tag = await letters(tmp_path, Seal(KEY))
    end = await run(tmp_path, *ROTATE, **env(SEAL_KEY=NEW_KEY, SEAL_KEY_OLD=KEY))
    assert (end.code, end.out) == (0, f"{words.host.resealed(PARTS)} {words.host.ROTATED_ENV}\n")
    assert await read(tmp_path, Seal(NEW_KEY), written) == tag
    assert key_files(tmp_path) == {}


async def test_a_key_of_the_environment_alone_is_told_what_is_missing(tmp_path: Path) -> None:
    written, _ = await letters(tmp_path, Seal(KEY))
    assert sentence(await run(tmp_path, *ROTATE, **env(SEAL_KEY=KEY))) == words.host.ROTATE_SEAL_KEY
    await read(tmp_path, Seal(KEY), written)


# Who may not


@pytest.mark.parametrize("given", [{"SEAL_KEY": OTHER_KEY}, {"SEAL_KEY": NEW_KEY, "SEAL_KEY_OLD": OTHER_KEY}])
async def test_a_wrong_key_changes_nothing(tmp_path: Path, given: dict[str, bytes]) -> None:
    await letters(tmp_path, Seal(KEY))
    before = (tmp_path / "letters.db").read_bytes()
    assert sentence(await run(tmp_path, *ROTATE, **env(**given))) == words.host.SEAL_KEY_WRONG
    assert (tmp_path / "letters.db").read_bytes() == before
    assert names(tmp_path) == ["letters.db"]


async def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    assert sentence(await run(tmp_path, *ROTATE, **DATABASE)) == words.host.DATABASE_MISSING.format(path="letters.db")
    assert names(tmp_path) == []


async def test_a_missing_key_file_is_said_and_none_is_made(tmp_path: Path) -> None:
    await letters(tmp_path, Seal(KEY))
    said = words.host.SEAL_KEY_MISSING.format(path="letters.key")
    assert sentence(await run(tmp_path, *ROTATE, **DATABASE)) == said
    async with discord_server() as friend:
        end = await run(
            tmp_path, "-m", "tests.wire.runner", friend.address, DISCORD_TOKEN="x", LOG_LEVEL="ERROR", **DATABASE
        )
    assert sentence(end) == said
    assert names(tmp_path) == ["letters.db"]


async def test_while_the_bot_runs_neither_a_second_bot_nor_a_rotation_does(tmp_path: Path) -> None:
    async with discord_server() as friend:
        first = await start(tmp_path, "-m", "tests.wire.runner", friend.address, **BOT)
        try:
            await friend.until(lambda: friend.backend.subscribers)
            before = key_files(tmp_path)
            in_use = words.host.DATABASE_IN_USE.format(path="letters.db")
            assert sentence(await run(tmp_path, "-m", "tests.wire.runner", friend.address, **BOT)) == in_use
            assert sentence(await run(tmp_path, *ROTATE, **DATABASE)) == in_use
            assert key_files(tmp_path) == before
            first.send_signal(signal.SIGTERM)
            assert (await ended(first)).code == 0
        finally:
            if first.returncode is None:
                first.kill()
                await first.wait()
        assert (await run(tmp_path, *ROTATE, **DATABASE)).code == 0
        assert key_files(tmp_path) != before
