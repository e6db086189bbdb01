"""Before the bot forgets whose letters they are, their authors read so, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.town import TITLE, Town, text_of, town

SNOW = "Snow in April\n\nIt fell on the tulips, and you laughed."
WEEK = 7


def told(here: Town, who: str = "wren") -> list[str]:
    """What somebody read of the end of memory."""
    return [text for each in here.from_bot(getattr(here, who)) if "Soon I forget" in (text := text_of(each))]


async def days(here: Town, count: int) -> None:
    """So many days go by, one by one, the bot being off at night."""
    for _ in range(count):
        await here.days_later(1)
        await here.pass_time(60)


async def keep(here: Town, count: int) -> None:
    await here.mora.slash(here.hall, "letterbox settings", keep_days=count)


async def test_it_is_announced_once_between_one_and_two_weeks_before(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await keep(here, 30)
        await here.publish()
        await days(here, 30 - 2 * WEEK - 1)
        assert told(here) == []
        await days(here, WEEK + 1)
        (message,) = told(here)
        assert f"letter 1, “{TITLE}”, on" in message and "/letter mine" in message
        await days(here, WEEK + 2)
        assert len(told(here)) == 1


async def test_the_letters_of_one_week_are_told_of_together_and_nobody_else_s(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await keep(here, 30)
        await here.publish()
        await here.publish(here.wren, SNOW, number=2)
        await here.publish(here.ida, "Mine\n\nThis one is another's.", number=3)
        await days(here, 24)
        (message,) = told(here)
        assert "letter 1" in message and "letter 2, “Snow in April”" in message and "letter 3" not in message
        assert len(told(here, "ida")) == 1 and "letter 3" in told(here, "ida")[0]


async def test_a_response_makes_it_longer_and_the_new_end_is_announced(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await keep(here, 30)
        await here.publish()
        await days(here, 20)
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(30)
        before = len(told(here))
        await days(here, 14)
        assert len(told(here)) == before
        await days(here, 12)
        assert len(told(here)) == before + 1


@pytest.mark.parametrize("kept", [7, 10])
async def test_where_memory_is_short_it_is_announced_half_way(tmp_path: Path, kept: int) -> None:
    async with town(tmp_path) as here:
        await keep(here, kept)
        await here.publish()
        await days(here, kept // 2 - 1)
        assert told(here) == []
        await days(here, 2)
        assert len(told(here)) == 1
        await days(here, kept // 2)
        assert len(told(here)) == 1


async def test_whoever_is_forgotten_meanwhile_reads_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await keep(here, 30)
        await here.publish()
        asked = await here.wren.user.slash("letter forget")
        await here.wren.user.click(asked.response, label="Forget me")
        await days(here, 31)
        assert told(here) == []
