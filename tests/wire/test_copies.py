"""`python -m bot backup` and `… restore` as hosts run them: beside a writer at work, killed, refused."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot import words
from bot.letter import Part, new_id
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.sqlite import SqliteStore
from bot.store.tx import Tx
from tests.store.people import NOW, WREN, author, claim, put
from tests.town import labels
from tests.wire.discord_server import World
from tests.wire.process import Ended, run, start
from tests.wire.test_process import Commons, bot, from_bot, stopped

DATABASE = {"DATABASE_URL": "sqlite:///letters.db"}
BACKUP, RESTORE = ("-m", "bot", "backup"), ("-m", "bot", "restore")
OTHER_KEY = b64encode(bytes([9]) * 32).decode()
TEXT = "What I meant to say. " * 200
#: Writes letters until it is killed, and says the id of each one that is committed.
WRITER = """
import asyncio
from tests.wire.test_copies import here, opened, write
from pathlib import Path

async def main():
    store = await opened(Path("."))
    while True:
        print(await write(store), flush=True)

asyncio.run(main())
"""
#: The same command with a disk that has room for so many bytes a file.
CRAMPED = """
import atexit, resource, sys
from bot.__main__ import main
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
atexit.register(resource.setrlimit, resource.RLIMIT_FSIZE, (hard, hard))  # whoever measures coverage writes last
"""


def here(folder: Path) -> Settings:
    """The settings of a bot in this folder."""
    return Settings.from_env({"DATABASE_URL": f"sqlite:///{folder}/letters.db"})


async def opened(folder: Path, name: str = "letters.db") -> SqliteStore:
    """A database in this folder, opened with the folder's key."""
    store = SqliteStore(folder / name, Seal(*keys.present(here(folder))))
    await store.open()
    keys.begun(here(folder))
    return store


async def write(store: SqliteStore) -> int:
    """A letter with two parts and a delivery, in one transaction; gives its id."""
    async with store.transaction() as tx:
        return await _write(tx)


async def _write(tx: Tx) -> int:
    draft = await tx.add_letter(new_id(), author(WREN), None)
    await tx.save_parts(draft.id, [Part(TEXT), Part(TEXT)])
    await put(tx, f"draft:{draft.id:x}", letter=draft)
    return draft.id


async def letters(folder: Path, count: int) -> list[int]:
    """A database with so many letters."""
    store = await opened(folder)
    async with store.transaction() as tx:
        written = [await _write(tx) for _ in range(count)]
    await store.close()
    return written


def whole(path: Path) -> set[int]:
    """The letters in a database that is sound; each is there with all that was written with it."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = {id for (id,) in database.execute("SELECT id FROM letter")}
        for other, count in (("part", 2), ("delivery", 1)):
            counted = dict(database.execute(f"SELECT letter_id, COUNT(*) FROM {other} GROUP BY letter_id").fetchall())
            assert counted == dict.fromkeys(found, count)
    return found


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(file.name for file in folder.iterdir())


def every_byte(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}


def sentence(end: Ended) -> str:
    """It did not happen; the last line says why."""
    assert (end.code, end.out) == (2, ""), end
    assert "Traceback" not in end.err
    return end.err.splitlines()[-1]


# Backup


async def test_a_backup_beside_a_busy_writer_holds_every_letter_committed_before_it_and_none_by_half(
    tmp_path: Path,
) -> None:
    said = await letters(tmp_path, 1500)
    writer = await start(tmp_path, "-c", WRITER)
    assert writer.stdout is not None
    try:
        before = set(said) | {int(await writer.stdout.readline()) for _ in range(20)}
        end = await run(tmp_path, *BACKUP, "copy.db", **DATABASE)
    finally:
        writer.kill()
        out, _ = await writer.communicate()
    assert end.code == 0, end
    found = whole(tmp_path / "copy.db")
    assert before <= found
    assert found - before, "nobody wrote before the backup was made"
    assert set(map(int, out.split())) - found, "nobody wrote while the backup was made"
    assert any(line.startswith(f"{words.host.COPYING}: 100 %") for line in end.err.splitlines())
    assert end.err.splitlines()[-1].startswith(f"{words.host.SEALING}: 100 %")
    assert words.host.letters(len(found)) in end.out
    assert "letters.key" in end.out
    (key,) = keys.present(here(tmp_path))
    assert key.hex() not in end.out + end.err
    assert b64encode(key).decode() not in end.out + end.err
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert TEXT.encode()[:40] not in (tmp_path / "copy.db").read_bytes()
    assert key not in (tmp_path / "copy.db").read_bytes()
    assert not [name for name in names(tmp_path) if name.startswith("copy.db.")]


async def test_a_backup_that_is_killed_leaves_no_backup_and_the_next_one_works(tmp_path: Path) -> None:
    await letters(tmp_path, 800)
    random, killed = Random(), 0
    for _ in range(4):
        process = await start(tmp_path, *BACKUP, "copy.db", **DATABASE)
        assert process.stderr is not None
        await process.stderr.readline()
        await asyncio.sleep(random.random() / 50)
        process.kill()
        await process.communicate()
        if (tmp_path / "copy.db").exists():
            assert len(whole(tmp_path / "copy.db")) == 800
            (tmp_path / "copy.db").unlink()
        else:
            killed += 1
            part = tmp_path / "copy.db.part"
            assert not part.exists() or part.stat().st_mode & 0o777 == 0o600
    assert killed
    assert (await run(tmp_path, *BACKUP, "copy.db", **DATABASE)).code == 0
    assert len(whole(tmp_path / "copy.db")) == 800
    assert names(tmp_path) == ["copy.db", "letters.db", "letters.key"]


async def test_nothing_is_overwritten(tmp_path: Path) -> None:
    await letters(tmp_path, 1)
    (tmp_path / "copy.db").write_text("precious")
    before = every_byte(tmp_path)
    (tmp_path / "link.db").symlink_to("nowhere")
    for name in ("copy.db", "link.db", "letters.db"):
        assert sentence(await run(tmp_path, *BACKUP, name, **DATABASE)) == words.host.BACKUP_EXISTS.format(path=name)
    (tmp_path / "link.db").unlink()
    assert every_byte(tmp_path) == before


async def test_a_backup_needs_the_key_and_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    await letters(tmp_path, 60)
    before = every_byte(tmp_path)
    end = await run(tmp_path, "-c", f"{CRAMPED}sys.exit(main(['backup', 'copy.db']))", **DATABASE)
    assert sentence(end).startswith("letters.db cannot be copied: the disk")
    end = await run(tmp_path, *BACKUP, "copy.db", **DATABASE, SEAL_KEY=OTHER_KEY)
    assert sentence(end) == words.host.SEAL_KEY_WRONG
    assert every_byte(tmp_path) == before
    (tmp_path / "letters.key").rename(tmp_path / "elsewhere")
    end = await run(tmp_path, *BACKUP, "copy.db", **DATABASE)
    assert sentence(end) == words.host.SEAL_KEY_MISSING.format(path="letters.key")
    assert names(tmp_path) == ["elsewhere", "letters.db"]


async def test_there_is_no_backup_of_a_damaged_database_nor_of_none(tmp_path: Path) -> None:
    end = await run(tmp_path, *BACKUP, "copy.db", **DATABASE)
    assert sentence(end) == words.host.DATABASE_MISSING.format(path="letters.db")
    await letters(tmp_path, 60)
    damage(tmp_path / "letters.db")
    end = await run(tmp_path, *BACKUP, "copy.db", **DATABASE)
    assert sentence(end).startswith(words.host.BACKUP_DAMAGED.format(path="letters.db"))
    assert names(tmp_path) == ["letters.db", "letters.key"]
    end = await run(tmp_path, *BACKUP, "nowhere/copy.db", **DATABASE)
    assert "nowhere/copy.db cannot be made" in sentence(end)


def damage(path: Path) -> None:
    """Some pages of a table, in the middle of the file, become noise."""
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'part'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(Random(1).randbytes(size))


# Restore


async def test_a_restored_copy_takes_the_place_and_what_was_there_is_kept(tmp_path: Path) -> None:
    first = set(await letters(tmp_path, 20))
    assert (await run(tmp_path, *BACKUP, "copy.db", **DATABASE)).code == 0
    (tmp_path / "letters.db").chmod(0o640)
    store = await opened(tmp_path)
    later = await write(store)
    shutil.copytree(tmp_path, tmp_path.with_name("left"))  # as a kill leaves it: that letter is in the write-ahead log
    await store.close()
    left = tmp_path.with_name("left")
    assert (left / "letters.db-wal").stat().st_size
    end = await run(left, *RESTORE, "copy.db", **DATABASE)
    assert end.code == 0, end
    assert words.host.letters(20) in end.out
    (kept,) = left.glob("letters.db.before-*")
    assert words.host.RESTORED_KEPT.format(path=kept.name) in end.out
    assert whole(left / "letters.db") == first
    assert whole(kept) == first | {later}
    assert (left / "letters.db").stat().st_mode & 0o777 == kept.stat().st_mode & 0o777 == 0o600
    assert names(left) == ["copy.db", "letters.db", kept.name, "letters.key"]
    store = await opened(left)
    async with store.transaction() as tx:
        claimed = await claim(tx, "worker", NOW, 60)
    await store.close()
    assert claimed is not None
    assert (claimed.attempts, claimed.in_doubt) == (2, True)  # it may have been sent since


async def test_a_copy_is_restored_where_there_is_nothing_but_the_key(tmp_path: Path) -> None:
    first = set(await letters(tmp_path, 3))
    assert (await run(tmp_path, *BACKUP, "copy.db", **DATABASE)).code == 0
    (tmp_path / "letters.db").unlink()
    (tmp_path / "letters.key").rename(tmp_path / "elsewhere")
    end = await run(tmp_path, *RESTORE, "copy.db", **DATABASE)
    assert sentence(end) == words.host.SEAL_KEY_MISSING.format(path="letters.key")
    assert names(tmp_path) == ["copy.db", "elsewhere"]
    (tmp_path / "elsewhere").rename(tmp_path / "letters.key")
    assert (await run(tmp_path, *RESTORE, "copy.db", **DATABASE)).code == 0
    assert whole(tmp_path / "letters.db") == first


async def test_a_damaged_database_gives_way_too_and_is_kept_as_it_is(tmp_path: Path) -> None:
    first = set(await letters(tmp_path, 60))
    assert (await run(tmp_path, *BACKUP, "copy.db", **DATABASE)).code == 0
    for harm in (damage, lambda path: path.write_bytes(b"no database at all " * 500)):
        harm(tmp_path / "letters.db")
        damaged = (tmp_path / "letters.db").read_bytes()
        assert (await run(tmp_path, *RESTORE, "copy.db", **DATABASE)).code == 0
        assert whole(tmp_path / "letters.db") == first
        (kept,) = [name for name in names(tmp_path) if ".before-" in name]
        assert (tmp_path / kept).read_bytes() == damaged
        (tmp_path / kept).unlink()


async def test_a_restore_that_is_killed_leaves_one_or_the_other(tmp_path: Path) -> None:
    first = set(await letters(tmp_path, 800))
    assert (await run(tmp_path, *BACKUP, "copy.db", **DATABASE)).code == 0
    store = await opened(tmp_path)
    second = first | {await write(store)}
    await store.close()
    random, seen = Random(), set[str]()
    for number in range(6):
        process = await start(tmp_path, *RESTORE, "copy.db", **DATABASE)
        assert process.stderr is not None
        await process.stderr.readline()
        await asyncio.sleep(number * random.random() / 40)
        process.kill()
        await process.communicate()
        found = whole(tmp_path / "letters.db")
        assert found in (first, second)
        seen.add("after" if found == first else "before")
        await (await opened(tmp_path)).close()
        if found == first:
            break
    assert "before" in seen
    assert (await run(tmp_path, *RESTORE, "copy.db", **DATABASE)).code == 0
    assert whole(tmp_path / "letters.db") == first
    left = [name for name in names(tmp_path) if ".before-" not in name]
    assert left == ["copy.db", "letters.db", "letters.key"]


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO migration VALUES (9999, 'from the future')")


def another_program_s(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE recipes (cake TEXT)")


def refusals() -> Iterator[tuple[Any, dict[str, str], str]]:
    yield damage, {}, words.host.RESTORE_DAMAGED.format(path="copy.db")
    yield newer, {}, "The database was written by a newer version"
    yield another_program_s, {}, words.host.DATABASE_NOT_OURS
    yield (lambda path: path.write_text("Dear diary, this is no database.\n" * 200)), {}, "The database copy.db cannot"
    yield (lambda path: path.unlink()), {}, words.host.DATABASE_MISSING.format(path="copy.db")
    yield (lambda path: None), {"SEAL_KEY": OTHER_KEY}, words.host.SEAL_KEY_WRONG


@pytest.mark.parametrize(
    ("harm", "env", "said"), [*refusals()], ids=["damaged", "newer", "foreign", "text", "missing", "key"]
)
async def test_what_cannot_be_restored_is_named_and_the_database_is_untouched(
    tmp_path: Path, harm: Any, env: dict[str, str], said: str
) -> None:
    await letters(tmp_path, 30)
    assert (await run(tmp_path, *BACKUP, "copy.db", **DATABASE)).code == 0
    harm(tmp_path / "copy.db")
    before = every_byte(tmp_path)
    assert sentence(await run(tmp_path, *RESTORE, "copy.db", **DATABASE, **env)).startswith(said)
    assert every_byte(tmp_path) == before


async def test_the_database_itself_is_no_backup(tmp_path: Path) -> None:
    await letters(tmp_path, 1)
    assert sentence(await run(tmp_path, *RESTORE, "letters.db", **DATABASE)) == words.host.RESTORE_ITSELF.format(
        path="letters.db"
    )


# With the bot


async def test_after_a_restore_nothing_that_was_done_since_the_backup_is_done_twice(
    tmp_path: Path,
    world: World,
) -> None:
    async with bot(world, tmp_path) as process:
        here = Commons(world, tmp_path, process, forum=False)
        await here.live_until_held()
        end = await run(tmp_path, *BACKUP, "copy.db", **DATABASE)  # beside the bot
        assert end.code == 0, end
        in_use = words.host.DATABASE_IN_USE.format(path="letters.db")
        assert sentence(await run(tmp_path, *RESTORE, "copy.db", **DATABASE)) == in_use
        await here.approve()
        assert (await stopped(process)).code == 0
    shown = [message.id for message in from_bot(here.wren.user)]
    assert (await run(tmp_path, *RESTORE, "copy.db", **DATABASE)).code == 0
    async with bot(world, tmp_path) as process:
        here.process = process
        (card,) = [message for message in here.desk.history() if "Approve" not in labels(message)]
        await here.mora.slash(here.hall, "letters approve", number=1)  # it waits again
        await here.see(lambda: here.all_delivered() and here.notices())
        assert (await stopped(process)).code == 0
    assert len(here.published()) == len(here.letters.threads) == 1
    assert [message.id for message in here.desk.history()] == [card.id]
    told = [message for message in from_bot(here.wren.user) if message.id not in shown]
    assert len(told) <= 1  # of the second decision, at most
