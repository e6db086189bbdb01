"""A change that waits while what it changes is deleted comes back; nobody stays known as the writer of what is gone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_put_right import put_off, read_by, replied, take_back
from tests.town import Town, town

TEXT = "I have one like it."
Way = Callable[[Town], Awaitable[Any]]


async def by_message(here: Town) -> None:
    """A moderator deletes the reply."""
    reply = next(each for each in here.thread().history() if TEXT in each.content)
    here.env.backend.delete_message(here.thread().id, reply.id)
    await here.env.settle()


async def by_thread(here: Town) -> None:
    """A moderator deletes the thread."""
    here.env.backend.delete_channel(here.thread().id)
    await here.env.settle()


@pytest.mark.parametrize("way", [by_message, by_thread])
async def test_a_change_that_waits_comes_back_when_what_it_changes_is_deleted(tmp_path: Path, way: Way) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        card = await replied(here, here.ida, TEXT, "The neighbour")
        result = await put_off(here, card, "I have two like it.")
        await way(here)
        await here.pass_time(700)
        read = read_by(here, here.ida, result)
        assert "made: its channel, thread or message is gone" in read and read.count("I have two like it.") == 1
        assert await here.outbox() == []


async def test_nobody_is_known_as_the_writer_of_what_was_taken_back(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        card = await replied(here, here.ida, TEXT, "The neighbour")
        here.env.inject_error("GET", "/channels/*/messages/*", status=404, code=10003, message="gone", times=1)
        await take_back(here, here.ida, card)
        await here.pass_time(60)
        async with here.office.store.reading() as tx:
            letter = await tx.letter_numbered(here.guild.id, 1)
            assert [each.writer for each in await tx.posted_responses(letter.id)] == [None]
