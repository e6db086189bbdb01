"""The desk moves to another channel: whoever may read the former one reads nothing there that nobody has published."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
from simcord.builders import ChannelHandle

from tests import acts
from tests.town import BODY, TITLE, Town, labels, picture, text_of, told, town

REPORT = "It is about somebody I know."


async def move(here: Town) -> ChannelHandle:
    """`/letterbox setup` with a new channel as the desk; gives the former one."""
    former, here.desk = here.desk, here.guild.create_text_channel("second-desk")
    acts.set_permissions(here.desk, here.guild.default_role, view_channel=False)
    acts.set_permissions(here.desk, here.mora, view_channel=True)
    acts.set_permissions(here.desk, here.env.bot.user, view_channel=True)
    await here.setup()
    await here.pass_time(30)
    return former


def shown(message: discord.Message) -> tuple[str, list[str], int]:
    """What a message says, its buttons, and how many files hang on it."""
    return text_of(message), labels(message), len(message.attachments)


async def test_what_stood_at_the_former_desk_leads_to_the_new_one(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(text=f"One\n\n{BODY}")  # 1: published, and reported
        form = await here.ida.click(here.published()[0], label="Report")
        await here.ida.submit_modal(form, {"why": REPORT})
        await here.publish(number=2)
        await here.mora.slash(here.desk, "letters remove", number=2)
        for _ in range(2):
            await here.write(here.wren, attachments=[("sea.png", picture())])
            await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.slash(here.desk, "letters reject", number=4)
        before = len(here.desk.history())

        former = await move(here)
        cards = [shown(message) for message in former.history()]
        url = f"https://discord.com/channels/{here.guild.id}/{here.desk.id}"
        wanted = [(f"**Letter {number}** · The desk has moved: {url}", [], 0) for number in (1, 1, 2, 3, 4)]
        assert len(cards) == before == 5 and sorted(cards) == wanted
        assert "Approve" in labels(here.desk_card(3)) and TITLE in text_of(here.desk_card(3))
        assert any(REPORT in text_of(card) and "Dismiss" in labels(card) for card in here.desk.history())
        assert await here.outbox() == []

        # the others come with the next news, at the new desk
        await here.mora.slash(here.desk, "letters restore", number=2)
        assert "Remove" in labels(here.desk_card(2))
        assert [shown(message) for message in former.history()] == cards


async def test_it_may_move_back_and_forth_with_restarts_between(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        first = here.desk
        second = await move(here) and here.desk
        await here.restart()
        here.desk = first
        await here.setup()
        await here.restart()
        await here.pass_time(30)
        assert [labels(message) for message in second.history()] == [[]]
        assert [bool(labels(message)) for message in first.history()] == [False, True]
        await here.mora.click(here.desk_card(1), label="Approve")
        assert BODY in text_of(here.published()[0])


async def test_a_card_on_its_way_when_the_desk_moves_stays_nowhere_else(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.lose_answer(here.env, "POST", f"/channels/{here.desk.id}/messages", times=None, error=503)
        await here.send(here.wren)
        acts.forget_faults(here.env)
        former = await move(here)
        await here.pass_time(120)
        assert BODY in text_of(here.desk_card(1)) and len(here.desk.history()) == 1
        assert all(BODY not in text_of(message) for message in former.history()), [shown(m) for m in former.history()]


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_report_on_its_way_when_the_desk_moves_stays_nowhere_else(tmp_path: Path, restarted: bool) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.lose_answer(here.env, "POST", f"/channels/{here.desk.id}/messages", times=None, error=503)
        form = await here.ida.click(here.published()[0], label="Report")
        await here.ida.submit_modal(form, {"why": REPORT})
        assert any(REPORT in text_of(message) for message in here.desk.history())
        acts.forget_faults(here.env)
        former = await move(here)
        if restarted:
            await here.restart()
        await here.pass_time(120)
        assert [labels(message) for message in former.history()] == [[], []]
        assert all(REPORT not in text_of(message) for message in former.history())
        assert sum(REPORT in text_of(message) for message in here.desk.history()) == 1
        assert await here.outbox() == []


async def test_no_answer_that_is_lost_and_no_restart_keeps_it_from_ending(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.lose_answer(here.env, "PATCH", f"/channels/{here.desk.id}/messages", times=2)
        former = await move(here)
        await here.restart()
        await here.pass_time(30)
        assert [labels(message) for message in former.history()] == [[]] and await here.outbox() == []
        assert len(here.desk.history()) == 1


async def test_what_cannot_be_taken_away_is_told_to_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.set_permissions(here.desk, here.env.bot.user, view_channel=False)
        await move(here)
        said = text_of(here.desk_card(1))
        assert "could not be taken away" in said and "delete it yourself" in said and BODY in said


async def test_a_former_desk_that_is_gone_needs_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        here.env.backend.delete_channel(here.desk.id)
        await here.env.settle()
        await move(here)
        assert "⚠" not in text_of(here.desk_card(1)) and await here.outbox() == []
        assert "Everything is as it should be." in told(await here.mora.slash(here.hall, "letterbox check"))
