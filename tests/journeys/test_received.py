"""A form is acknowledged before Discord is asked who is a member: an answer after three seconds would be lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.letter import Membership
from cogs._courier import DiscordCourier
from tests import acts
from tests.town import Town, labels, modal_values, told, town


async def replying(here: Town) -> Any:
    return await here.ida.click(here.published()[-1], label="Leave a reply"), here.ida, {"reply": "Yes.", "pen": "A"}


async def reporting(here: Town) -> Any:
    return await here.ida.click(here.published()[-1], label="Report"), here.ida, {"why": "It names me."}


async def answering(here: Town) -> Any:
    await here.reply(here.ida, "I have one like it.", "The neighbour")
    await here.pass_time(10)
    notice = [message for message in here.from_bot(here.wren) if "Answer" in labels(message)][-1]
    return await here.wren.user.click(notice, label="Answer"), here.wren.user, {"answer": "Then you know."}


async def editing(here: Town) -> Any:
    form = await here.sol.user.click(await here.write(here.sol), label="Edit")
    return form, here.sol.user, dict.fromkeys(modal_values(form), "It is mine.")


async def writing(here: Town) -> Any:
    form = await here.sol.slash(here.hall, "letter write")
    return form, here.sol, dict.fromkeys(modal_values(form), "It is mine.")


@pytest.mark.parametrize("opened", [replying, reporting, answering, editing, writing])
async def test_a_form_is_acknowledged_before_discord_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Any
) -> None:
    done: list[str] = []
    acknowledge, memberships = discord.InteractionResponse[Any].defer, DiscordCourier.memberships

    async def acknowledged(self: discord.InteractionResponse[Any], **more: bool) -> Any:
        done.append("acknowledged")
        return await acknowledge(self, **more)

    async def asked(self: DiscordCourier, *about: Any) -> list[Membership]:
        done.append("asked")
        return await memberships(self, *about)

    async with town(tmp_path) as here:
        await here.publish()
        form, who, values = await opened(here)
        who: MemberActor
        monkeypatch.setattr(discord.InteractionResponse, "defer", acknowledged)
        monkeypatch.setattr(DiscordCourier, "memberships", asked)
        await who.submit_modal(form, values)
        assert done[:2] == ["acknowledged", "asked"]


@pytest.mark.parametrize(
    ("opened", "said", "answer"),
    [(replying, "Yes.", "Received"), (answering, "Then you know.", "Your answer goes into the thread")],
)
async def test_what_was_sent_is_taken_although_its_acknowledgement_is_lost(
    tmp_path: Path, opened: Any, said: str, answer: str
) -> None:
    """Discord has the acknowledgement and the bot does not know; the person reads a sentence all the same."""
    async with town(tmp_path) as here:
        await here.publish()
        form, who, values = await opened(here)
        acts.lose_answer(here.env, "POST", "/interactions/*")
        read = told(await who.submit_modal(form, values))
        await here.pass_time(10)
        assert said in here.thread_texts()[-1][1]
        assert answer in read
