"""Many people at once, where the limits of Discord are not the point (those are in `tests/wire/test_overload.py`)."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import discord
import pytest

from bot import client
from cogs import intake
from tests.town import picture, text_of, town

PEOPLE = 10
#: Turns of the event loop that a picture takes to come: others have time to begin meanwhile.
LONG = 5_000


async def test_pictures_of_many_people_are_not_all_in_memory_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[int] = []
    under_way = 0

    async def read(self: discord.Attachment, **_: Any) -> bytes:
        nonlocal under_way
        under_way += 1
        fetched.append(under_way)
        for _step in range(LONG):
            await asyncio.sleep(0)
        under_way -= 1
        return picture()

    monkeypatch.setattr(discord.Attachment, "read", read)
    async with town(tmp_path) as here:
        people = [here.person(f"writer{index}", f"Writer {index}") for index in range(PEOPLE)]
        for person in people:
            channel = person.user.dm_channel
            stored = here.env.backend.store_attachments(channel.id, [("sea.png", picture())])
            here.env.backend.create_message(channel.id, person.id, "The sea\n\nAs it was.", attachments=stored)
        await here.env.settle()
        assert all("With 1 picture" in text_of(here.draft(person)) for person in people)
    assert len(fetched) == PEOPLE
    assert max(fetched) == intake.WITH_PICTURES


async def test_without_the_members_intent_somebody_is_asked_for_once_a_minute(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(members=False)) as here:

        def asked() -> int:
            path = f"/guilds/{here.guild.id}/members/{here.wren.id}"
            return sum((entry.method, entry.path) == ("GET", path) for entry in here.env.http_requests)

        await here.write(here.wren, "The sea")
        await here.write(here.wren, "As it was.")
        await here.wren.user.click(here.draft(here.wren), label="Edit")
        assert asked() == 1
        await here.pass_time(61)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert asked() == 2
        assert here.desk_card(1)
