"""Whoever replied under a pen name may hear that something new was said there, and nobody learns who they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests import acts, tampering
from tests.town import TITLE, Town, answer_of, chosen_of_mine, labels, told, town

HOUR = 3_600


def heard(here: Town) -> list[Any]:
    """What Ida was told of the thread."""
    return [each for each in here.from_bot(here.ida) if "Something new was said" in each.content]


async def listens(here: Town) -> Any:
    """Ida replied under a pen name, and wants to hear of answers. What the press was answered with."""
    await here.publish()
    taken = await here.reply(here.ida, "I have one like it.", "The neighbour")
    await here.pass_time(30)
    return await here.ida.click(acknowledged(taken), label="Tell me of answers")


def acknowledged(taken: Any) -> Any:
    """What a reply was answered with."""
    return taken.followups[-1] if taken.followups else answer_of(taken)


async def test_answers_are_told_of_once_an_hour_whoever_gave_them(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert "once an hour at most" in told(await listens(here))
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(60)
        await here.otto.send(here.thread(), "How far is the river?")
        await here.restart()
        await here.pass_time(HOUR - 300)
        assert heard(here) == []
        await here.pass_time(400)
        (message,) = heard(here)
        assert TITLE in message.content and "https://" in message.content and labels(message) == ["Stop telling me"]
        await here.reply(here.otto, "Very far.", "A walker")
        await here.pass_time(HOUR + 60)
        assert len(heard(here)) == 2


async def test_one_s_own_words_are_nothing_new_and_the_rows_do_not_tell(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await listens(here)
        await here.ida.send(here.thread(), "I said that above.")
        assert await waiting(here) == 1
        await here.pass_time(HOUR + 60)
        assert heard(here) == [] and await waiting(here) == 0


async def waiting(here: Town) -> int:
    return sum(kind.value == "heard" for _, kind in await here.outbox())


@pytest.mark.parametrize("where", ["message", "mine"])
async def test_it_ends_where_they_press(tmp_path: Path, where: str) -> None:
    async with town(tmp_path) as here:
        await listens(here)
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(HOUR + 60)
        if where == "message":
            pressed = await here.ida.user.click(heard(here)[0], label="Stop telling me")
        else:
            card = await chosen_of_mine(here, here.ida, "Response 1")
            pressed = await here.ida.click(card, label="Stop telling me")
        assert "no more of the thread" in told(pressed)
        await here.sol.send(here.thread(), "And again.")
        await here.pass_time(HOUR + 60)
        assert len(heard(here)) == 1 and rows(here) == []


def rows(here: Town) -> list[bytes]:
    """Who listens, as it is stored."""
    with closing(sqlite3.connect(here.folder / "letters.db")) as connection:
        return [row[0] for row in connection.execute("SELECT sealed_person FROM listener")]


async def test_who_is_forgotten_hears_nothing_and_the_row_looks_the_same(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await listens(here)
        (before,) = rows(here)
        assert "of which you hear" in told(await here.ida.slash(here.hall, "letter data"))
        asked = await here.ida.slash(here.hall, "letter forget")
        await here.ida.click(answer_of(asked), label="Forget me")
        (after,) = rows(here)
        assert len(after) == len(before) and after != before
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(HOUR + 60)
        assert heard(here) == [] and await waiting(here) == 0


async def test_it_ends_with_the_memory_of_the_letter_s_author(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", keep_days=7)
        await listens(here)
        await here.days_later(8)
        await here.pass_time(60)
        assert rows(here) == []


async def test_a_lost_answer_makes_no_second_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await listens(here)
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(HOUR - 60)
        acts.lose_answer(here.env, "POST", f"/channels/{here.ida.user.dm_channel.id}/messages")
        await here.pass_time(400)
        assert len(heard(here)) == 1 and await waiting(here) == 0


async def test_only_who_replied_under_a_pen_name_can_listen(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        taken = await here.reply(here.ida, "I have one like it.", "The neighbour")
        await here.pass_time(30)
        listen = tampering.button_of(acknowledged(taken).message, "listen")
        for who in (here.sol, here.wren):
            answer = await tampering.press(here.env, who, here.hall, listen)
            assert "not yours" in told(answer)
        assert rows(here) == []
