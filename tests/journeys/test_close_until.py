"""A letterbox is closed until some moment, and opens then by itself, whatever happens meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import tampering
from tests.town import Town, told, town


async def close(here: Town, **options: Any) -> str:
    """What `/letterbox close` answers."""
    return told(await here.mora.slash(here.hall, "letterbox close", **options))


async def check(here: Town) -> str:
    return told(await here.mora.slash(here.hall, "letterbox check"))


async def test_it_opens_by_itself_at_that_moment_through_restarts(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        end = int((here.env.now() + timedelta(hours=2)).timestamp())
        assert f"closed until <t:{end}:F>" in await close(here, until="in 2 hours")
        card = await here.write(here.wren)
        said = told(await here.wren.user.click(card, label="Send letter"))
        assert "takes no letters at the moment" in said and f"<t:{end}" in said
        assert f"closed until <t:{end}:F>" in await check(here)
        await here.restart()
        await here.pass_time(end - here.env.now().timestamp() - 1)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert here.desk.history() == []
        await here.pass_time(1)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert len(here.desk.history()) == 1
        assert "It is open." in await check(here)


async def test_while_the_bot_is_off_the_time_passes_all_the_same(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await close(here, until="tomorrow")
        await here.days_later(2)
        await here.send(here.wren)
        assert len(here.desk.history()) == 1


async def test_closing_and_opening_by_hand_end_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await close(here, until="in 1 hour")
        await close(here)
        await here.pass_time(3_700)
        await here.write(here.wren)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert here.desk.history() == [] and "It is closed." in await check(here)
        await close(here, until="in 1 hour")
        await here.mora.slash(here.hall, "letterbox open")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert len(here.desk.history()) == 1


@pytest.mark.parametrize("until", ["yesterday", "soon", "2020-01-01", "3/4", "`@everyone`"])
async def test_what_is_no_moment_to_come_closes_nothing(tmp_path: Path, until: str) -> None:
    async with town(tmp_path) as here:
        said = await close(here, until=until)
        assert "I cannot read" in said and "in 3 hours" in said
        assert "It is open." in await check(here)


async def test_of_two_moments_the_last_counts_and_no_length_breaks_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await close(here, until="in 1 hour")
        await close(here, until="in 3 hours")
        await here.pass_time(2 * 3_600)
        assert "closed until" in await check(here)
        said = told(await tampering.command(here.env, here.mora, here.hall, "letterbox close", until="x" * 6_000))
        assert "Something went wrong" not in said
