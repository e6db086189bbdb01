"""A database is carried from one engine to the other and back: everything is there, under its numbers and ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingError, StoreError
from bot.host import moving
from bot.letter import Kind, Part, State
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store import move
from bot.store.engine import store_of
from tests import postgres
from tests.store.conftest import KEY
from tests.store.people import NOW, WREN, a_draft, a_letter, a_letterbox, put


def lite(folder: Path, name: str = "letters") -> Settings:
    return Settings(database_url=f"sqlite:///{folder}/{name}.db", seal_key=KEY)


async def served() -> Settings:
    return Settings(database_url=await postgres.another("moved"), seal_key=KEY)


async def fill(settings: Settings) -> None:
    """Letters of every kind that a row may be, more of them than are read in one step."""
    store = store_of(settings, Seal(KEY))
    await store.open()
    async with store.transaction() as tx:
        box = await a_letterbox(tx)
        for number in range(move.ROWS + 3):
            letter = await a_letter(tx, State.HELD)
            await tx.save_parts(letter.id, [Part(f"Letter {number} “ü🌊”", WREN if number == 7 else None)])
        await tx.save_draft(await a_draft(tx, WREN, box))
        await put(tx, "lane")
        await put(tx, "gone")
        await tx.done((await tx.due(NOW, 9))[1].id)
        await tx.enqueue("note:1", Kind.NOTE, payload=b"said", not_before=NOW, now=NOW)
    await store.close()


async def everything(settings: Settings) -> dict[str, list[str]]:
    """Every row of every table."""
    store = store_of(settings, Seal(KEY))
    await store.open()
    found = dict[str, list[str]]()
    async with store.reading() as tx:
        for table in move.tables():
            rows = await tx.connection.execute_fetchall(f"SELECT * FROM {table}")
            found[table] = sorted(repr(dict(row)) for row in rows if table != "remark" or row["name"] not in move.OWN)
    await store.close()
    return found


async def carry(source: Settings, target: Settings) -> str:
    return await moving.move(source, target.database_url)


async def test_there_and_back_everything_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here, there, back = lite(tmp_path), await served(), lite(tmp_path, "back")
    await fill(here)
    before = await everything(here)
    said = await carry(here, there)
    assert await everything(there) == before
    assert "Set DATABASE_URL" in said
    assert "100 %" in capsys.readouterr().err
    await carry(there, back)
    assert await everything(back) == before == await everything(here)


async def test_what_comes_after_a_move_gets_numbers_and_ids_that_nothing_had(tmp_path: Path) -> None:
    here, there = lite(tmp_path), await served()
    await fill(here)
    await carry(here, there)
    store = store_of(there, Seal(KEY))
    await store.open()
    async with store.transaction() as tx:
        known = {each.id for each in await tx.due(NOW, 99)}
        assert (await a_letter(tx, State.HELD)).number == move.ROWS + 4
        await put(tx, "new")
        (new,) = {each.id for each in await tx.due(NOW, 99)} - known
        assert new > max(known)
        assert (await a_letterbox(tx, 2)).id == 2
    await store.close()


async def test_it_may_be_repeated_until_the_new_one_is_used(tmp_path: Path) -> None:
    here, there = lite(tmp_path), await served()
    await fill(here)
    await carry(here, there)
    await fill(here)
    await carry(here, there)
    assert await everything(there) == await everything(here)
    await fill(there)
    with pytest.raises(StoreError, match="letters of its own"):
        await carry(here, there)
    assert await everything(there) != await everything(here)


async def test_where_to_has_to_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingError, match="must look like"):
        await moving.move(await served(), " ")
    assert not (tmp_path / "data").exists()


async def test_a_database_is_not_moved_to_itself_however_it_is_spelled(tmp_path: Path) -> None:
    here, there = lite(tmp_path), await served()
    store = store_of(here, Seal(KEY))
    await store.open()
    await store.close()
    (tmp_path / "link.db").symlink_to("letters.db")
    (tmp_path / "other.db").hardlink_to(tmp_path / "letters.db")
    other = f"{there.database_url}{'&' if '?' in there.database_url else '?'}application_name=another"
    spelled = [
        f"sqlite:///{tmp_path}/{name}.db" for name in ("letters", f"../{tmp_path.name}/letters", "link", "other")
    ]
    for source, urls in ((here, spelled), (there, [there.database_url, other])):
        for url in urls:
            with pytest.raises(SettingError, match="is the database itself"):
                await moving.move(source, url)
    with pytest.raises(StoreError, match="cannot be opened"):
        await moving.move(there, "postgresql://nobody@127.0.0.1:1/nothing")


async def test_interrupted_or_written_otherwise_nothing_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = lite(tmp_path), await served()
    await fill(here)
    empty = await everything(there)
    with monkeypatch.context() as patch:
        patch.setattr(move._Move, "_digest", lambda _: _wrong())
        with pytest.raises(StoreError, match="not what was read"):
            await carry(here, there)
    assert (await everything(there))["letter"] == empty["letter"] == []
    await carry(here, there)
    assert await everything(there) == await everything(here)


async def _wrong() -> bytes:
    return b"other"


async def test_while_the_bot_is_at_work_on_the_other_one_nothing_is_moved(tmp_path: Path) -> None:
    here, there = lite(tmp_path), await served()
    await fill(here)
    bot = store_of(there, Seal(KEY))
    await bot.open()
    with pytest.raises(StoreError, match="Another process"):
        await carry(here, there)
    await bot.close()
