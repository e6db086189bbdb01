"""Where the keys live: whole files for their owner only, two of them while the key is changed, none made by mistake."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from bot import words
from bot.errors import SealError, SettingError
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import KEY_BYTES, Settings
from bot.store.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]
KEY, OLD_KEY = bytes(range(32)), bytes(range(32, 64))


def here(folder: Path, **env: str) -> Settings:
    """Settings with the database in this folder."""
    return Settings.from_env({"DATABASE_URL": f"sqlite:///{folder}/letters.db", **env})


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(file.name for file in folder.iterdir())


def refused(settings: Settings) -> str:
    """The sentence about these keys."""
    with pytest.raises(SealError) as caught:
        keys.present(settings)
    return str(caught.value)


# A key file


def test_it_is_made_once_for_its_owner_only_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "data" / "letters.key"
    before = os.umask(0)
    try:
        (key,) = keys.present(here(tmp_path / "data"))
    finally:
        os.umask(before)
    assert len(key) == KEY_BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(path.parent) == ["letters.key", "letters.key.first"]
    (tmp_path / "data" / "letters.db").write_bytes(b"letters")
    assert keys.present(here(tmp_path / "data")) == (path.read_bytes(),) == (key,)
    assert names(path.parent) == ["letters.db", "letters.key"]


def test_one_that_somebody_copied_here_is_for_its_owner_only_from_then_on(tmp_path: Path) -> None:
    for name in ("letters.key", "letters.key.new"):
        (tmp_path / name).write_bytes(KEY)
        (tmp_path / name).chmod(0o644)
    (tmp_path / "letters.db").write_bytes(b"letters")
    keys.present(here(tmp_path))
    assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("*.key*")] == [0o600] * 2


def test_every_key_file_holds_a_key_of_its_own(tmp_path: Path) -> None:
    assert keys.present(here(tmp_path / "one")) != keys.present(here(tmp_path / "other"))


@pytest.mark.parametrize("name", ["letters.key", "letters.key.new"])
@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
def test_one_that_holds_no_key_is_named_and_left_as_it_is(tmp_path: Path, name: str, length: int) -> None:
    (tmp_path / "letters.key").write_bytes(KEY)
    (tmp_path / name).write_bytes(b"k" * length)
    assert refused(here(tmp_path)) == words.host.SEAL_KEY_FILE.format(path=tmp_path / name, why=words.host.NOT_A_KEY)
    assert (tmp_path / name).read_bytes() == b"k" * length


def test_one_that_cannot_be_read_or_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder" / "letters.key").mkdir(parents=True)
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "folder", tmp_path / "file", Path("/proc/nowhere")):
        sentence = refused(here(folder))
        assert str(folder / "letters.key") in sentence
        assert "None" not in sentence


def test_of_two_processes_on_first_run_both_use_the_key_of_the_faster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(self: Path, target: Path) -> None:
        self.write_bytes(KEY)
        raise FileExistsError

    monkeypatch.setattr(Path, "hardlink_to", too_late)
    assert keys.present(here(tmp_path)) == (KEY,)
    assert names(tmp_path) == ["letters.key", "letters.key.first"]


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    (key,) = keys.present(here(tmp_path))
    assert (tmp_path / "letters.key").read_bytes() == key
    assert names(tmp_path) == ["letters.key", "letters.key.first"]


def test_one_that_is_missing_beside_a_database_is_said_and_none_is_made(tmp_path: Path) -> None:
    (tmp_path / "letters.db").write_bytes(b"letters")
    assert refused(here(tmp_path)) == words.host.SEAL_KEY_MISSING.format(path=tmp_path / "letters.key")
    assert names(tmp_path) == ["letters.db"]
    (tmp_path / "letters.db").write_bytes(b"")
    assert keys.present(here(tmp_path))


def test_one_beside_no_database_says_that_the_database_was_lost(tmp_path: Path) -> None:
    settings = here(tmp_path)
    keys.present(settings)
    keys.begun(settings)
    lost = words.host.DATABASE_LOST.format(key=settings.key_path, path=settings.database_path)
    assert refused(settings) == lost
    (tmp_path / "letters.db").write_bytes(b"")
    assert refused(settings) == lost
    (tmp_path / "letters.db").write_bytes(b"letters")
    assert keys.present(settings)


#: Begins as the program does, and is killed before that statement; 0: before the database is made.
KILLED = """
import asyncio, os, sys
from pathlib import Path
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store import migrate, sqlite

left, run = int(sys.argv[2]), sqlite.run

async def counted(*args):
    global left
    left -= 1
    if not left:
        os._exit(9)
    return await run(*args)

sqlite.run = migrate.run = counted
settings = Settings.from_env({"DATABASE_URL": f"sqlite:///{sys.argv[1]}/letters.db"})
found = keys.present(settings)
if not left:
    os._exit(9)
asyncio.run(sqlite.SqliteStore(settings.database_path, Seal(*found)).open())
os._exit(7)
"""


@pytest.mark.parametrize("statement", [0, 1, 2, 8, 30, 1_000_000])
async def test_a_first_run_that_was_killed_anywhere_begins_again_by_itself(tmp_path: Path, statement: int) -> None:
    command = (sys.executable, "-c", KILLED, str(tmp_path), str(statement))
    killed = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    assert await killed.wait() == (7 if statement == 1_000_000 else 9)
    settings, key = here(tmp_path), (tmp_path / "letters.key").read_bytes()
    assert keys.present(settings) == (key,)
    store = SqliteStore(settings.database_path, Seal(key))
    await store.open()
    keys.begun(settings)
    await store.close()
    (tmp_path / "letters.db").unlink()
    assert refused(settings) == words.host.DATABASE_LOST.format(key=settings.key_path, path=settings.database_path)


# While it is changed


def test_the_new_file_is_used_first_until_it_takes_the_place_of_the_old(tmp_path: Path) -> None:
    settings = here(tmp_path)
    (old,) = keys.present(settings)
    keys.begun(settings)
    new = keys.upcoming(settings)
    assert names(tmp_path) == ["letters.key", "letters.key.new"]
    (tmp_path / "letters.db").write_bytes(b"letters")
    assert stat.S_IMODE((tmp_path / "letters.key.new").stat().st_mode) == 0o600
    assert keys.present(settings) == (new, old)
    assert keys.upcoming(settings) == new != old
    keys.changed(settings)
    assert keys.present(settings) == (new,)
    assert names(tmp_path) == ["letters.db", "letters.key"]


def test_a_place_that_cannot_be_taken_is_named_and_both_keys_stay(tmp_path: Path) -> None:
    settings = here(tmp_path)
    keys.present(settings)
    keys.begun(settings)
    keys.upcoming(settings)
    (tmp_path / "letters.key").unlink()
    (tmp_path / "letters.key").mkdir()
    with pytest.raises(SealError, match="cannot be used"):
        keys.changed(settings)
    assert names(tmp_path) == ["letters.key", "letters.key.new"]


# In the environment


def test_a_key_of_the_environment_needs_no_file(tmp_path: Path) -> None:
    both = {"SEAL_KEY": b64encode(KEY).decode(), "SEAL_KEY_OLD": b64encode(OLD_KEY).decode()}
    one = here(tmp_path, SEAL_KEY=both["SEAL_KEY"])
    assert keys.present(one) == (KEY,)
    with pytest.raises(SettingError, match="SEAL_KEY_OLD"):
        keys.upcoming(one)
    changing = here(tmp_path, **both)
    assert keys.present(changing) == (KEY, OLD_KEY)
    assert keys.upcoming(changing) == KEY
    keys.changed(changing)
    assert names(tmp_path) == []
