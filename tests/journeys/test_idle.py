"""Where there is nothing to do, the bot asks its database nothing: statements are counted, as SQLite runs them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import cast

import pytest

from bot import client, words
from bot.store.sqlite import SqliteStore
from tests import acts
from tests.town import LETTER, Town, labels, town
from tests.wire.test_seeing import free_port, health


@asynccontextmanager
async def traced(here: Town) -> AsyncGenerator[list[str]]:
    """The statements that the bot's connection runs in the block."""
    connection, seen = cast(SqliteStore, here.office.store)._connection, list[str]()
    assert connection is not None
    await connection.set_trace_callback(seen.append)
    yield seen
    await connection.set_trace_callback(cast(Callable[[str], None], None))


async def at_rest(here: Town) -> None:
    """What a start does is done: the pages of every table are read for damage."""
    await here.pass_time(180)


async def test_an_idle_minute_costs_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.write(here.ida)
        await at_rest(here)
        async with traced(here) as seen:
            await here.pass_time(60)
        assert seen == []
        async with traced(here) as seen:
            await here.write(here.ida, "It rained.")
        assert seen  # what is counted is what is run


@pytest.mark.parametrize("code", [20026, 40333], ids=["restricted", "blocked"])
async def test_nor_does_a_minute_in_which_the_post_stands_still(tmp_path: Path, code: int) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await at_rest(here)
        here.env.inject_error("POST", f"/channels/{here.desk.id}/messages", status=403, code=code)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.pass_time(5)
        assert cast(client.Unsigned, here.env.bot)._brake.stopped and here.desk.history() == []
        async with traced(here) as seen:
            await here.pass_time(60)
        assert seen == []
        await here.pass_time(600)  # and goes on by itself
        assert "Approve" in labels(here.desk_card(1))


async def test_nor_does_one_without_a_token_and_what_needs_no_discord_goes_on(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", collection=900)
        await here.send(here.wren)
        await here.write(here.ida, LETTER)
        await at_rest(here)
        bot = cast(client.Unsigned, here.env.bot)
        bot._brake.log_out()
        await here.ida.user.click(here.draft(here.ida), label="Send letter")
        async with traced(here) as seen:
            await here.pass_time(60)
        assert seen == []
        await here.pass_time(900)
        async with here.office.store.reading() as tx:
            assert len(await tx.queue_of([1])) == 2
        assert here.desk.history() == []
        acts.forget_faults(here.env)
        await here.restart()
        assert len(here.desk.history()) == 2


async def test_health_says_so_until_something_is_written_again(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        here.host["HEALTH_PORT"] = str(port := free_port())
        await here.restart()
        with closing(sqlite3.connect(tmp_path / "letters.db")) as other:
            other.execute("BEGIN IMMEDIATE")  # another program writes, and does not let go
            assert (await asyncio.wait_for(health(port), 5))[0] == 200
            await acts.dm(here.env, here.wren, LETTER, hurried=True)
            status, said = await health(port)
            assert status == 503 and words.host.DATABASE_TROUBLE["BUSY"] in said["failing"]["database"]
            other.rollback()
        await here.pass_time(5)
        assert (await health(port))[0] == 200
