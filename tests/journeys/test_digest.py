"""Once a day the desk is told of letters that have waited for long: number, age, and where their cards are."""

from __future__ import annotations

from pathlib import Path

from tests.town import Town, told, town

HOUR = 3_600


async def wanting(here: Town, hours: int) -> None:
    shown = await here.mora.slash(here.hall, "letterbox settings", digest_hours=hours)
    assert f"waited for longer than {hours} hours" in told(shown)


def digests(here: Town) -> list[str]:
    return [each.content for each in here.desk.history() if "waiting for longer than" in each.content]


async def later(here: Town, hours: int) -> None:
    """So many hours later; the bot was switched off meanwhile, so that nothing has to tick."""
    await here.env.bot.close()
    await here.env.advance_time(hours * HOUR)
    await here.restart()


async def test_letters_that_wait_for_long_are_named_once_a_day(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await wanting(here, 24)
        await here.send(here.wren)
        await later(here, 23)
        await here.send(here.ida)
        assert digests(here) == []
        await later(here, 1)
        card = here.desk_card(1).jump_url
        assert digests(here) == [
            f"**1 letter waiting for longer than 24 hours**, the oldest first:\n- [Letter 1]({card}), for 24 hours"
        ]
        await here.restart()
        await later(here, 12)
        assert len(digests(here)) == 1
        await later(here, 12)
        assert digests(here)[1:] == [
            "**2 letters waiting for longer than 24 hours**, the oldest first:\n"
            f"- [Letter 1]({card}), for 2 days\n- [Letter 2]({here.desk_card(2).jump_url}), for 25 hours"
        ]


async def test_it_comes_within_the_hour_while_the_bot_runs(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await wanting(here, 2)
        await here.send(here.wren)
        await here.pass_time(2 * HOUR)
        assert digests(here) == []
        await here.pass_time(HOUR + 5)
        assert len(digests(here)) == 1


async def test_there_is_none_where_nothing_waits_or_nobody_wants_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.days_later(3)
        assert digests(here) == []
        await wanting(here, 24)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.days_later(1)
        assert digests(here) == []


async def test_a_long_one_names_the_oldest_ten(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await wanting(here, 24)
        for number in range(12):
            await here.send(here.wren, f"Thing {number}\n\nI thought of it, and of the river, all winter.")
        await here.days_later(2)
        (digest,) = digests(here)
        assert digest.startswith("**12 letters waiting") and digest.endswith("\n- and 2 more")
        assert "[Letter 10]" in digest and "[Letter 11]" not in digest
