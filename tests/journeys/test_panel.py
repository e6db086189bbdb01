"""A panel: a message in any channel with which anybody begins a letter to its letterbox."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from bot import client
from tests import acts
from tests.journeys.test_several_letterboxes import Praise, another_letterbox
from tests.town import Town, answer_of, form_of, labels, text_of, told, town

PANEL = ["Write a letter", "What is this?"]


def panels(here: Town) -> list[discord.Message]:
    """The panels in the hall."""
    return [message for message in here.hall.history() if labels(message) == PANEL]


async def with_panel(here: Town) -> Praise:
    """A second letterbox, Praise, with a panel in the hall."""
    praise = await another_letterbox(here)
    said = told(await here.mora.slash(here.hall, "letterbox panel", letterbox="praise"))
    assert "Praise will stand in" in said and len(panels(here)) == 1
    assert "Praise" in text_of(panels(here)[0])
    return praise


@pytest.mark.parametrize("members", [True, False])
async def test_a_letter_from_a_panel_goes_to_its_letterbox_by_form(tmp_path: Path, members: bool) -> None:
    async with town(tmp_path, wanted=client.intents(members=members)) as here:
        praise = await with_panel(here)
        await here.restart()
        ways = answer_of(await here.wren.click(panels(here)[0], label="Write a letter"))
        assert ways.ephemeral and "Praise in The Commons" in ways.content
        await here.restart()
        shown = await here.wren.click(ways, label="In a form")
        await here.wren.submit_modal(shown, {"title": "The baker", "text:0:n": "You left a loaf at my door."})
        card = here.draft(here.wren)
        assert "It goes to Praise in The Commons." in text_of(card)
        await here.wren.user.click(card, label="Send letter")
        assert len(praise.desk.history()) == 1 and here.desk.history() == []


async def test_what_is_written_in_direct_messages_after_a_press_goes_to_that_letterbox(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await with_panel(here)
        ways = answer_of(await here.wren.click(panels(here)[0], label="Write a letter"))
        said = told(await here.wren.click(ways, label="In direct messages"))
        assert "in your direct messages" in said
        await here.restart()
        await here.wren.click(ways, label="In direct messages")  # again: no second one
        card = await here.write(here.wren, "The baker\n\nYou left a loaf at my door.")
        assert "It goes to Praise in The Commons." in text_of(card) and "a loaf" in text_of(card)
        assert len([each for each in here.from_bot(here.wren) if "Send letter" in labels(each)]) == 1
        await here.wren.user.click(card, label="Send letter")
        assert len(praise.desk.history()) == 1 and here.desk.history() == []


async def test_where_direct_messages_are_closed_the_draft_is_shown_there_and_then(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await with_panel(here)
        acts.close_dms(here.env, here.wren)
        ways = answer_of(await here.wren.click(panels(here)[0], label="Write a letter"))
        shown = await here.wren.click(ways, label="In direct messages")
        assert "It goes to Praise in The Commons." in told(shown)


async def test_it_says_what_this_is_and_opens_the_letter_that_is_being_written(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox panel")
        about = answer_of(await here.wren.click(panels(here)[0], label="What is this?"))
        assert about.ephemeral and "Who reads it" in text_of(about) and "What I keep" in text_of(about)
        await here.write(here.wren, "The bicycle\n\nI ride it.")
        ways = answer_of(await here.wren.click(panels(here)[0], label="Write a letter"))
        assert "The bicycle" in str(form_of(await here.wren.click(ways, label="In a form")))


async def test_nothing_is_posted_where_the_bot_may_not_write(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.hall, here.env.bot.user, send_messages=False)
        assert "I lack: Send Messages" in told(await here.mora.slash(here.desk, "letterbox panel", channel=here.hall))
        assert await here.outbox() == []


async def test_the_desk_reads_of_a_panel_that_discord_refuses_for_good(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        here.env.inject_error("POST", f"/channels/{here.hall.id}/messages", status=403, code=50013, times=1)
        await here.mora.slash(here.desk, "letterbox panel", channel=here.hall)
        await here.restart()
        (said,) = [text_of(each) for each in here.desk.history() if "panel" in text_of(each)]
        assert here.hall.mention in said and "I lack a permission there" in said and "`/letterbox panel` again" in said
        assert panels(here) == [] and await here.outbox() == []
        await here.mora.slash(here.desk, "letterbox panel", channel=here.hall)
        assert len(panels(here)) == 1


@pytest.mark.parametrize("times", [1, 2])
async def test_a_panel_whose_answer_was_lost_is_not_posted_again(tmp_path: Path, times: int) -> None:
    async with town(tmp_path) as here:
        acts.lose_answer(here.env, "POST", f"/channels/{here.hall.id}/messages", times=times)
        await here.mora.slash(here.hall, "letterbox panel")
        await here.restart()
        await here.pass_time(200)
        assert len(panels(here)) == 1 and await here.outbox() == []
