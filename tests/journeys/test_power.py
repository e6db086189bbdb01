"""The power fails: of what was committed, nothing is left that the disk had not taken. What people were told stays, and
nothing is doubled."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.store.sqlite import SqliteStore
from bot.store.tx import Tx
from tests.town import Town, text_of, town

REPLY = "I rode it to the river."


class Power:
    """What the disk has of the database, in the worst case: nothing that did not have to be there."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self.folder = folder
        self.kept = dict[str, bytes]()
        self.lost = False  #: whether there was anything that it did not have to have
        transaction, make_last = SqliteStore.transaction, SqliteStore.make_last

        @asynccontextmanager
        async def in_transaction(store: SqliteStore, *, lasting: bool = True) -> AsyncGenerator[Tx]:
            async with transaction(store, lasting=lasting) as tx:
                yield tx
            if lasting:
                self.keep()

        async def on_disk(store: SqliteStore) -> None:
            await make_last(store)
            self.keep()

        patch.setattr(SqliteStore, "transaction", in_transaction)
        patch.setattr(SqliteStore, "make_last", on_disk)

    def keep(self) -> None:
        """The disk takes everything."""
        self.kept = {name: (self.folder / name).read_bytes() for name in ("letters.db", "letters.db-wal")}

    async def fails(self, here: Town) -> None:
        """Everything else is gone; then the bot starts again."""
        kept, self.lost = self.kept, (self.folder / "letters.db-wal").read_bytes() != self.kept["letters.db-wal"]
        await here.env.bot.close()
        for name in ("letters.db", "letters.db-wal", "letters.db-shm"):
            (self.folder / name).unlink(missing_ok=True)
        for name, data in kept.items():
            (self.folder / name).write_bytes(data)
        await here.restart()


async def a_letter_s_life(here: Town, then: Callable[[], Awaitable[None]]) -> None:
    """A letter and a reply to it; after each act, something happens."""
    await here.write(here.wren)
    await then()
    await here.wren.user.click(here.draft(here.wren), label="Send letter")
    await then()
    await here.mora.click(here.desk_card(1), label="Approve")
    await here.pass_time(10)
    await then()
    await here.reply(here.ida, REPLY, "Night Heron")
    await then()
    await here.pass_time(30)
    await then()
    await here.pass_time(30)


def stands(here: Town) -> tuple[list[str], ...]:
    """All that anybody can read."""
    return (
        [text_of(each) for each in here.desk.history()],
        [text_of(each) for each in here.published()],
        [text for _, text in here.thread_texts()],
        [text_of(each).replace("Unsigned", "") for each in here.from_bot(here.wren)],
    )


async def test_a_power_failure_after_each_act_loses_nothing_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "calm").mkdir()
    async with town(tmp_path / "calm") as here:
        await a_letter_s_life(here, here.env.settle)
        wanted = [len(each) for each in stands(here)]
    power, lost = Power(monkeypatch, tmp_path), list[bool]()
    async with town(tmp_path) as here:

        async def fails() -> None:
            await power.fails(here)
            lost.append(power.lost)
            await here.pass_time(10)

        await a_letter_s_life(here, fails)
        assert [len(each) for each in stands(here)] == wanted, stands(here)
        assert REPLY in stands(here)[2][0] and any(REPLY in text for text in stands(here)[3])
        assert await here.outbox() == []
    assert sum(lost) >= 3, "there was something to lose"


async def test_a_claim_that_does_not_last_is_seen_to_double(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    power = Power(monkeypatch, tmp_path)
    async with town(tmp_path) as here:
        await here.send(here.wren)
        power.keep()

        async def nothing(_: SqliteStore) -> None: ...

        monkeypatch.setattr(SqliteStore, "make_last", nothing)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.pass_time(10)
        await power.fails(here)
        await here.pass_time(10)
        assert sum("is published" in text_of(each) for each in here.from_bot(here.wren)) == 2
