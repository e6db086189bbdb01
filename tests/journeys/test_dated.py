"""A letter appears on the day that its author chose, at a moment that nobody chose."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from bot import words
from bot.language import ENGLISH
from bot.letter import Kind, State
from bot.rules import days
from bot.store.tx import Tx
from tests import acts, tampering
from tests.town import TITLE, Town, chosen_of_mine, form_of, labels, sure, told, town

DAY = 86_400


def now(here: Town) -> int:
    return here.office.now


def midnight(here: Town, ahead: int = 0) -> int:
    return now(here) // DAY * DAY + ahead * DAY


async def until(here: Town, moment: int) -> None:
    """The clock goes on to this moment, the bot being off meanwhile; then a minute passes."""
    await here.env.bot.close()
    await here.env.advance_time(moment - now(here))
    await here.restart()
    await here.pass_time(60)


async def choose(here: Town, card: Any, written: str, label: str = "Publish on …") -> Any:
    form = await here.wren.user.click(card, label=label)
    return await here.wren.user.submit_modal(form, {"day": written})


async def sent(here: Town, written: str = "in 3 days") -> None:
    """Wren's letter is at the desk, and is to appear then."""
    await choose(here, await here.write(here.wren), written)
    await here.wren.user.click(here.draft(here.wren), label="Send letter")


async def leaves_at(here: Town) -> int:
    """When the letter's publication leaves the outbox."""
    async with here.office.store.reading() as tx:
        statement = "SELECT not_before FROM delivery WHERE kind = 'publish'"
        (row,) = await cast(Tx, tx)._connection.execute_fetchall(statement)
    return row["not_before"]


async def test_it_waits_for_its_day_and_then_appears_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await sent(here)
        assert f"<t:{midnight(here, 3) + DAY // 2}:D>" in here.desk_card(1).content
        pressed = await here.mora.click(here.desk_card(1), label="Approve")
        assert "Approved for " in told(pressed) and here.published() == []
        await here.restart()
        assert "appears on" in told(await here.wren.user.slash("letter mine"))
        moment = await leaves_at(here)
        assert midnight(here, 3) + days.OPENS <= moment <= midnight(here, 3) + days.CLOSES
        await until(here, moment - 120)
        assert here.published() == []
        await until(here, moment)
        assert len(here.published()) == 1 and "Published" in here.desk_card(1).content
        assert "is published" in here.from_bot(here.wren)[-1].content


async def test_the_moment_is_another_each_time(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await sent(here)
        await here.mora.click(here.desk_card(1), label="Approve")
        moments = set[int]()
        for _ in range(4):
            card = await chosen_of_mine(here, here.wren.user, "Letter 1")
            await choose(here, card, "in 3 days", "Another day")
            moments.add(await leaves_at(here))
        assert len(moments) > 1


async def test_the_card_shows_how_it_was_read_before_it_counts(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        for written in ("when it snows", "5/6", "today", "in 3 years", "2020-01-01"):
            assert "day" in told(await choose(here, card, written)), written
            assert "appears on" not in here.draft(here.wren).content
        await choose(here, here.draft(here.wren), "in two days")
        assert f"It appears on <t:{midnight(here, 2) + DAY // 2}:D>" in here.draft(here.wren).content
        assert "90 days after the last response" in here.draft(here.wren).content
        await choose(here, here.draft(here.wren), "", "Another day")
        assert "appears on" not in here.draft(here.wren).content
        assert "Publish on …" in labels(here.draft(here.wren))
        acts.set_language(here.env, here.wren, "de")
        shown = told(await choose(here, here.draft(here.wren), "in drei Tagen"))
        assert f"<t:{midnight(here, 3) + DAY // 2}:D>" in shown


async def test_approved_after_its_day_it_appears_at_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await sent(here)
        await until(here, midnight(here, 3) + days.CLOSES + 60)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1


@pytest.mark.parametrize("by", ["author", "desk"])
async def test_what_waits_for_its_day_can_be_called_back(tmp_path: Path, by: str) -> None:
    async with town(tmp_path) as here:
        await sent(here)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.restart()
        if by == "author":
            card = await chosen_of_mine(here, here.wren.user, "Letter 1")
            await sure(here.wren.user, await here.wren.user.click(card, label="Withdraw"))
        else:
            await here.mora.slash(here.desk, "letters remove", number=1, reason="It names a street.")
        await here.pass_time(10)
        assert Kind.PUBLISH not in [kind for _, kind in await here.outbox()]
        await until(here, midnight(here, 4))
        assert here.published() == []


async def test_one_that_was_removed_before_its_day_and_restored_waits_for_it_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await sent(here)
        await here.mora.click(here.desk_card(1), label="Approve")
        for verb in ("remove", "restore"):
            await here.mora.slash(here.desk, f"letters {verb}", number=1)
            await here.pass_time(10)
        assert here.published() == []
        await until(here, midnight(here, 4))
        assert len(here.published()) == 1


async def test_its_day_can_be_changed_until_it_leaves_and_not_afterwards(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await sent(here)
        card = await chosen_of_mine(here, here.wren.user, "Letter 1")
        answer = await choose(here, card, "in 5 days", "Another day")
        assert f"<t:{midnight(here, 5) + DAY // 2}:D>" in told(answer)
        await here.pass_time(10)
        assert f"<t:{midnight(here, 5) + DAY // 2}:D>" in here.desk_card(1).content
        await here.mora.click(here.desk_card(1), label="Approve")
        card = await chosen_of_mine(here, here.wren.user, "Letter 1")
        await here.restart()
        await choose(here, card, "in 2 days", "Another day")
        assert midnight(here, 2) <= await leaves_at(here) < midnight(here, 3)
        await until(here, midnight(here, 3))
        assert len(here.published()) == 1
        assert "has appeared already" in told(await here.wren.user.click(card, label="Another day"))


async def test_one_that_is_approved_and_waits_no_longer_appears_at_a_moment_of_chance(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await sent(here)
        await here.mora.click(here.desk_card(1), label="Approve")
        await choose(here, await chosen_of_mine(here, here.wren.user, "Letter 1"), "", "Another day")
        opens = days.next_open(now(here))
        assert max(opens + days.OPENS, now(here)) <= await leaves_at(here) <= opens + days.CLOSES


async def test_its_channel_gone_meanwhile_it_comes_back_to_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await sent(here)
        await here.mora.click(here.desk_card(1), label="Approve")
        here.env.backend.delete_channel(here.letters.id)
        await until(here, midnight(here, 4))
        async with here.office.store.reading() as tx:
            assert (await tx.letter_numbered(here.guild.id, 1)).state is State.HELD


async def test_the_bot_knows_whose_it_is_until_then_and_forgets_one_that_was_removed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", keep_days=7)
        await sent(here, "in 40 days")
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.days_later(30)
        await here.pass_time(60)
        assert TITLE in told(await here.wren.user.slash("letter mine"))
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.days_later(8)
        await here.pass_time(60)
        assert TITLE not in told(await here.wren.user.slash("letter mine"))


async def test_nobody_else_chooses_its_day(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await sent(here)
        card = await chosen_of_mine(here, here.wren, "Letter 1")
        form = await here.wren.click(card, label="Another day")
        answer = await tampering.form(here.env, here.ida, here.hall, form_of(form)["custom_id"], day="tomorrow")
        assert ENGLISH(words.writing.NOT_YOURS) in told(answer)
        assert TITLE not in told(answer) and f"{midnight(here, 3) + DAY // 2}" in here.desk_card(1).content
