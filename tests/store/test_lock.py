"""Only one process at a time works with a database: a second one is told so, a dead one keeps nobody out."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.sealing.seal import Seal
from bot.store.lock import Lock, Taken
from bot.store.sqlite import SqliteStore
from tests.store.conftest import KEY
from tests.wire.process import start

HOLD = """
import sys, time
from pathlib import Path
from bot.store.lock import Lock
Lock(Path(sys.argv[1])).take()
print("taken", flush=True)
time.sleep(60)
"""
#: Takes and releases the lock again and again; whoever holds it alone may add to the file.
COUNT = """
import sys
from pathlib import Path
from bot.store.lock import Lock, Taken
path, done = Path(sys.argv[1]), 0
while done < 200:
    lock = Lock(path)
    try:
        lock.take()
    except Taken:
        continue
    path.write_text(str(int(path.read_text()) + 1))
    lock.release()
    done += 1
"""


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return [file.name for file in folder.iterdir()]


async def test_of_two_stores_on_one_file_the_second_is_told_so_until_the_first_closes(tmp_path: Path) -> None:
    first, second = (SqliteStore(tmp_path / "letters.db", Seal(KEY)) for _ in range(2))
    await first.open()
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            await second.open()
        assert str(tmp_path / "letters.db") in str(caught.value)
        assert "Another process" in str(caught.value)
    await second.close()
    async with first.transaction() as tx:
        await tx.set_meta("still", b"open")
    await first.close()
    await second.open()
    await second.close()
    assert names(tmp_path) == ["letters.db"]


async def test_a_store_that_could_not_open_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "letters.db").write_bytes(b"no database, but long enough to be looked at " * 100)
    for _ in range(2):
        with pytest.raises(StoreError, match="cannot be opened"):
            await SqliteStore(tmp_path / "letters.db", Seal(KEY)).open()


async def test_others_may_read_while_it_is_held(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "letters.db", Seal(KEY))
    await store.open()
    with closing(sqlite3.connect(tmp_path / "letters.db")) as backup:
        assert backup.execute("SELECT COUNT(*) FROM letter").fetchone() == (0,)
    await store.close()


async def test_another_process_holds_it_until_it_dies(tmp_path: Path) -> None:
    holder = await start(tmp_path, "-c", HOLD, "letters.db")
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"taken\n"
    lock = Lock(tmp_path / "letters.db")
    with pytest.raises(Taken):
        lock.take()
    holder.send_signal(signal.SIGKILL)
    await holder.communicate()
    lock.take()
    lock.release()
    lock.release()
    assert names(tmp_path) == []


async def test_many_that_take_it_in_turns_never_hold_it_together(tmp_path: Path) -> None:
    (tmp_path / "counter").write_text("0")
    processes = [await start(tmp_path, "-c", COUNT, "counter") for _ in range(3)]
    ends = await asyncio.gather(*(process.communicate() for process in processes))
    assert ends == [(b"", b"")] * 3
    assert (tmp_path / "counter").read_text() == "600"
