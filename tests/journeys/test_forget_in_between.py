"""Whoever is forgotten while something of theirs is on its way: a revision, a dated letter, a label of the desk's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.test_content_warning import approve_with
from tests.journeys.test_forget import SNOW, forget
from tests.journeys.test_revise import NEW, letter, revise
from tests.town import Town, answer_of, text_of, told, town


async def works_on(here: Town, number: int) -> None:
    """Nobody is known any more, and the desk reads the letter's card, the queue, the log and its lists as ever."""
    assert "nothing" in told(await here.wren.user.slash("letter forget")).lower()
    await here.pass_time(60)
    await here.restart()
    for command in ("letters queue", "letters log", "letters blocks"):
        assert "Something went wrong" not in told(await here.mora.slash(here.desk, command)), command
    assert f"etter {number}" in text_of(here.desk_card(number))
    assert not await here.outbox() and here.env.errors == []


@pytest.mark.parametrize("state", ["waits", "merged"])
async def test_a_revision_goes_and_the_letter_stays(tmp_path: Path, state: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await revise(here, NEW)
        if state == "merged":
            await here.mora.click(here.desk_card(2), label="Approve")
            await here.pass_time(60)
        before = letter(here)
        await forget(here.wren)
        assert letter(here) == before and (NEW in before) == (state == "merged")
        await works_on(here, 2)


@pytest.mark.parametrize("labels", [False, True])
async def test_a_dated_letter_that_was_approved_with_other_labels_is_withdrawn(tmp_path: Path, labels: bool) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, SNOW)
        form = await here.wren.user.click(card, label="Publish on …")
        await here.wren.user.submit_modal(form, {"day": "in 3 days"})
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await (approve_with(here, warning="tulips") if labels else here.mora.click(here.desk_card(1), label="Approve"))
        assert here.published() == []
        await forget(here.wren)
        await here.pass_time(60)
        assert "ithdrawn" in text_of(here.desk_card(1)) and "tulips" not in text_of(here.desk_card(1))
        await works_on(here, 1)
        await here.days_later(4)
        assert here.published() == []


async def test_who_hears_of_a_thread_and_of_a_report_hears_nothing_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(here.ida)
        taken = await here.reply(here.wren, "I have one like it.", "The neighbour")
        await here.pass_time(30)
        await here.wren.click(taken.followups[-1] if taken.followups else answer_of(taken), label="Tell me of answers")
        form = await here.wren.click(here.published()[0], label="Report")
        await here.wren.submit_modal(form, {"why": "It is about my sister.", "hear": True})
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(60)
        await forget(here.wren)
        before = len(here.from_bot(here.wren))
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.mora.slash(here.desk, "letters restore", number=1)
        await here.pass_time(3_700)
        assert len(here.from_bot(here.wren)) == before
        await works_on(here, 1)
