"""Many servers: what a direct message asks of Discord and of the database, whose members are not all in the cache."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot import client
from bot.errors import TryLater
from bot.letter import Person
from cogs import _members
from cogs._courier import DiscordCourier
from tests import acts
from tests.town import BODY, LETTER, Town, another_server, labels, text_of, told, town


def asked_for_members(here: Town, since: int) -> int:
    asked = here.env.http_requests[since:]
    return sum(each.method == "GET" and "/members/" in each.path for each in asked)


async def crowd(here: Town, servers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_members, "ASKED", 3)
    for _ in range(servers):
        await another_server(here)


async def test_without_the_members_intent_a_message_asks_about_one_server_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(tmp_path, wanted=client.intents(members=False)) as here:
        await crowd(here, 6, monkeypatch)
        await here.restart()
        before = len(here.env.http_requests)
        await acts.dm(here.env, here.wren, LETTER)
        assert asked_for_members(here, before) <= 1
        assert BODY in text_of(here.draft(here.wren))


async def test_who_began_in_a_server_writes_on_whatever_the_cache_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(tmp_path, wanted=client.intents(members=False)) as here:
        await crowd(here, 6, monkeypatch)
        shown: Any = await here.wren.slash(here.hall, "letter write")
        await here.wren.submit_modal(shown, {"title": "The bell", "text:0:n": "I oiled it."})
        await here.restart()
        await here.pass_time(120)
        before = len(here.env.http_requests)
        card = await here.write(here.wren, "And the chain.")
        assert asked_for_members(here, before) <= 2  # once as it comes in, once for the card, unless remembered
        assert "left" not in text_of(card) and "I oiled it." in text_of(card)
        assert "Received" in told(await here.wren.user.click(card, label="Send letter"))


async def test_with_it_members_are_listed_and_nobody_reads_that_they_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(tmp_path) as here:
        await crowd(here, 6, monkeypatch)
        await here.restart()
        before = len(here.env.http_requests)
        await acts.dm(here.env, here.wren, LETTER)
        await here.pass_time(120)
        assert asked_for_members(here, before) <= 1 + _members.ASKED  # as many as that, once the others are listed
        assert "Send letter" in labels(here.draft(here.wren)) and "The Commons" in text_of(here.draft(here.wren))


async def test_a_message_that_waited_for_what_another_process_knows_is_taken_when_that_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_: Any) -> None:
        raise TryLater("no server of theirs is known now")

    async with town(tmp_path) as here:
        with monkeypatch.context() as while_silent:
            while_silent.setattr(DiscordCourier, "memberships", silent)
            await acts.dm(here.env, here.wren, LETTER)
            assert here.from_bot(here.wren) == []
        here.env.bot.dispatch("known_late", Person(here.wren.id, here.wren.user.dm_channel.id))
        await asyncio.gather(*(each for each in asyncio.all_tasks() if "known_late" in each.get_name()))
        await here.pass_time(2)
        assert BODY in text_of(here.draft(here.wren))
