"""A request leaves while its claim holds: what was seen a moment ago, or is asked once more."""

from __future__ import annotations

import pytest

from bot.errors import TakenOver
from bot.post.fence import Hold, check, holding
from bot.rules.shards import FRESH, SETTLED


class Database:
    """Answers whether a claim holds, by a clock of its own."""

    def __init__(self) -> None:
        self.now, self.held, self.asked = 1_000, True, 0

    async def holds(self) -> bool:
        self.asked += 1
        return self.held


async def test_the_database_is_asked_again_where_time_has_passed_or_the_clock_was_put_back() -> None:
    database = Database()
    with holding(Hold(database.now, lambda: database.now, database.holds)):
        for passed, asked in ((0, 0), (FRESH - 1, 0), (1, 1), (FRESH - 1, 1), (900, 2), (-1, 3), (0, 3)):
            database.now += passed
            await check()
            assert database.asked == asked


async def test_who_does_not_hold_it_any_more_sends_nothing() -> None:
    database = Database()
    with holding(Hold(database.now, lambda: database.now, database.holds)):
        database.now, database.held = database.now + FRESH, False
        for _ in range(2):
            with pytest.raises(TakenOver):
                await check()
    await check()  # what is no delivery's


def test_who_takes_over_looks_when_the_last_request_of_the_former_one_has_arrived() -> None:
    assert SETTLED - 1 > FRESH  # moments are whole seconds
