"""How much is asked of Discord for one letter: of what counts towards the fifty requests that a bot may make in a
second, which answers to presses do not."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from bot.store.tx import Tx
from tests import acts
from tests.town import Town, sure, text_of, town

UNCOUNTED = ("/interactions/", "/webhooks/")


def counted(here: Town, since: int) -> list[str]:
    asked = here.env.http_requests[since:]
    return [f"{each.method} {each.path}" for each in asked if not each.path.startswith(UNCOUNTED)]


@pytest.mark.parametrize(("forum", "most"), [(False, 5), (True, 4)])
async def test_a_letter_asks_so_much_of_discord(tmp_path: Path, forum: bool, most: int) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish(here.wren)
        await acts.dm(here.env, here.ida, "Hello")  # whoever writes for the first time is welcomed: one more
        before = len(here.env.http_requests)
        await here.publish(here.ida, number=2)
        await here.pass_time(10)
        assert len(counted(here, before)) == most, counted(here, before)
        assert "Published" in text_of(here.desk_card(2))


async def test_after_a_restart_the_card_follows_all_the_same(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(here.wren)
        await here.restart()
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await here.pass_time(10)
        assert "withdrawn" in text_of(here.desk_card(1)).lower()


@pytest.mark.parametrize("code", [10015, 50027, 10008])
async def test_a_press_that_takes_no_more_answers_is_done_without(tmp_path: Path, code: int) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        here.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=404, code=code, times=None)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.pass_time(10)
        assert "Published" in text_of(here.desk_card(1)) and len(here.desk.history()) == 1


async def test_a_press_long_ago_takes_no_more_answers(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(here.wren)
        await here.pass_time(16 * 60)
        before = len(here.env.http_requests)
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await here.pass_time(10)
        assert "withdrawn" in text_of(here.desk_card(1)).lower()
        assert any(each.startswith("PATCH") and f"{here.desk.id}" in each for each in counted(here, before))


@dataclass
class Asked:
    """What a store is asked for."""

    transactions: int = 0
    statements: int = 0
    claims: int = 0
    waits: int = 0  #: for the disk

    def heard(self, sql: str) -> None:
        if sql.startswith("BEGIN"):
            self.transactions += 1
        elif not sql.startswith(("COMMIT", "ROLLBACK", "PRAGMA")):
            self.statements += 1
            self.claims += "attempts = attempts + 1, worker = " in sql

    def within(self, **most: int) -> bool:
        """Whether that is something, and no more than this of each."""
        return all(0 < getattr(self, name) <= limit for name, limit in most.items())


@contextmanager
def asked_of_the_store(here: Town) -> Generator[Asked]:
    """What is asked of the store while the block runs."""
    asked, store = Asked(), cast(Any, here.office.store)
    connection = store._connection
    transaction, make_last = store.transaction, store.make_last

    @asynccontextmanager
    async def counted_transaction(*, lasting: bool = True) -> AsyncGenerator[Tx]:
        async with transaction(lasting=lasting) as tx:
            yield tx
        asked.waits += lasting and tx.changed

    async def counted_last() -> None:
        asked.waits += not store._lasts
        await make_last()

    connection._conn.set_trace_callback(asked.heard)
    store.transaction, store.make_last = counted_transaction, counted_last
    yield asked
    store.transaction, store.make_last = transaction, make_last
    connection._conn.set_trace_callback(None)


async def test_a_letter_asks_so_much_of_the_store(tmp_path: Path) -> None:
    """No more than it did once it was made cheap, where no tick falls into it; and one look at which desk it is at."""
    async with town(tmp_path) as here:
        await here.publish(here.wren)
        await here.pass_time(60)
        with asked_of_the_store(here) as asked:
            await here.publish(here.wren, "The baker\n\nYour rye bread is the best in town. Are you well?", number=2)
            await here.env.settle()
        assert asked.within(transactions=13, statements=71, claims=6, waits=4), asked  # one: the index takes it in


async def test_a_response_asks_so_much_of_the_store(tmp_path: Path) -> None:
    """One that shares the edit of the count with others; the first in ten minutes asks for that, too."""
    async with town(tmp_path) as here:
        await here.publish(here.wren)
        for text, most in (
            ("One.", {"transactions": 13, "statements": 57, "claims": 4, "waits": 6}),
            ("Two.", {"transactions": 9, "statements": 40, "claims": 2, "waits": 4}),
        ):
            with asked_of_the_store(here) as asked:
                await here.reply(here.ida, text, "Night Heron")
                await here.pass_time(40)
            assert asked.within(**most), asked
