"""Whoever reports may hear what comes of it, once, and nothing is kept by which they could be reached after that."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from simcord.actors import MemberActor

from tests import acts
from tests.town import Town, answer_of, sure, text_of, told, town

WHY = "It is about my sister."


async def report(here: Town, who: MemberActor, *, hear: bool) -> str:
    """A whole report of the letter; gives what it was answered with."""
    form = await who.click(here.published()[0], label="Report")
    return told(await who.submit_modal(form, {"why": WHY, "hear": hear}))


async def report_reply(here: Town, who: MemberActor) -> str:
    (reply,) = [each for each in here.thread().history() if "under a pen name" in text_of(each)]
    form = await who.click(reply, label="Report")
    return told(await who.submit_modal(form, {"why": WHY, "hear": True}))


def heard(here: Town, who: MemberActor) -> list[str]:
    return [each.content for each in here.from_bot(who) if each.content.startswith("You reported")]


def hearers(here: Town) -> int:
    """How many reports tell how to reach somebody."""
    with closing(sqlite3.connect(here.folder / "letters.db")) as connection:
        return connection.execute("SELECT COUNT(*) FROM report WHERE sealed_hearer IS NOT NULL").fetchone()[0]


async def test_a_removal_is_told_after_a_restart_and_then_forgotten(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        said = await report(here, here.ida, hear=True)
        assert "I tell you in a direct message what they decide" in said
        assert await report(here, here.sol, hear=False) == "Thank you. The moderators will look at it."
        assert hearers(here) == 1
        await here.restart()
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.pass_time(30)
        title = "“The bicycle in the yard”"
        assert heard(here, here.ida) == [f"You reported letter 1, {title}. It is not public any more."]
        assert heard(here, here.sol) == [] and hearers(here) == 0
        await here.mora.slash(here.desk, "letters restore", number=1)
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.pass_time(30)
        assert len(heard(here, here.ida)) == 1


async def test_so_is_a_dismissal_and_what_became_of_a_reply(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.sol, "I saw you there.", "Heron")
        await here.pass_time(30)
        await report_reply(here, here.ida)
        await here.mora.slash(here.desk, "letters remove", number=1, response=1)
        await here.pass_time(30)
        (first,) = heard(here, here.ida)
        assert first == "You reported response 1 to “The bicycle in the yard”. It is not in the thread any more."
        await report(here, here.ida, hear=True)
        await here.mora.click(here.desk.history()[-1], label="Dismiss")
        await here.pass_time(30)
        assert heard(here, here.ida)[-1].endswith("The moderators have looked at it, and it stays.")


async def test_a_withdrawal_settles_all(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida, hear=True)
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await here.pass_time(30)
        assert heard(here, here.ida)[0].endswith("The letter was withdrawn by its author.") and hearers(here) == 0


async def test_who_takes_no_direct_messages_holds_nothing_up(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida, hear=True)
        acts.close_dms(here.env, here.ida)
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.pass_time(60)
        assert await here.outbox() == [] and hearers(here) == 0


async def test_who_asked_to_be_forgotten_hears_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida, hear=True)
        forget = await here.ida.slash(here.hall, "letter forget")
        await here.ida.click(answer_of(forget), label="Forget me")
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.pass_time(30)
        assert heard(here, here.ida) == [] and await here.outbox() == []


@pytest.mark.parametrize("times", [1, 5])
async def test_whoever_reported_much_hears_of_each(tmp_path: Path, times: int) -> None:
    async with town(tmp_path) as here:
        for number in range(1, times + 1):
            await here.publish(text=f"Letter about {number}\n\nIt is a long way to the river.", number=number)
            form = await here.ida.click(here.published()[-1], label="Report")
            await here.ida.submit_modal(form, {"why": WHY, "hear": True})
        async with acts.at_once(here.env):
            for number in range(1, times + 1):
                await here.mora.slash(here.desk, "letters remove", number=number)
        await here.pass_time(60)
        assert len(heard(here, here.ida)) == times
