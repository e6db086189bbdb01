"""How often an author hears of responses: of each, once an hour, once a day, never."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest

from bot import words
from bot.language import ENGLISH
from tests import acts, tampering
from tests.town import TITLE, Town, chosen_of_mine, labels, text_of, told, town

HOUR, DAY = 3_600, 86_400


def notices(here: Town) -> list[discord.Message]:
    """The notices of responses that Wren got."""
    return [message for message in here.from_bot(here.wren) if "New under your letter" in message.content]


async def hears(here: Town, how: str) -> Any:
    """Wren chooses how often they hear of responses."""
    card = await chosen_of_mine(here, here.wren, "Letter 1")
    select = tampering.button_of(card.message, "rhythm")
    return await here.wren.select(card, [how], custom_id=select)


@pytest.mark.parametrize(("how", "every"), [("hourly", HOUR), ("daily", DAY)])
async def test_what_comes_within_an_hour_or_a_day_is_told_in_one_message(tmp_path: Path, how: str, every: int) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await hears(here, how)
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.switched_off(every // 2)
        await here.reply(here.ida, "Ride it.", "The neighbour")
        await here.switched_off(every // 2 - 60)
        assert notices(here) == []
        await here.pass_time(120)
        (notice,) = notices(here)
        assert "2 responses since I last told you." in text_of(notice)
        assert [each.title for each in notice.embeds][:2] == ["1. Sol Tern", "2. The neighbour (a pen name)"]
        assert labels(notice) == ["Answer", "Mute"]
        await here.otto.send(here.thread(), "How far is the river?")
        await here.switched_off(every - 60)
        assert len(notices(here)) == 1
        await here.pass_time(120)
        assert len(notices(here)) == 2


async def test_a_digest_counts_the_reactions_and_asks_for_them_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await hears(here, "hourly")
        for who, sign in ((here.sol, "🚲"), (here.ida, "🚲"), (here.otto, "❤️")):
            await who.react(here.published()[0], sign)
        await here.sol.send(here.thread(), "Me too, honestly.")
        since = len(here.env.backend.http_requests)
        await here.pass_time(HOUR + 60)
        assert "3 reactions under the letter." in text_of(notices(here)[0])
        letter = f"/channels/{here.letters.id}/messages/{here.published()[0].id}"
        asked = [
            each for each in here.env.backend.http_requests[since:] if each.path == letter and each.method == "GET"
        ]
        assert len(asked) == 1


async def test_more_than_a_message_holds_are_counted_and_come_in_no_second_one(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await hears(here, "hourly")
        for index in range(12):
            await here.sol.send(here.thread(), f"Thought {index}.")
        await here.pass_time(2 * HOUR)
        (notice,) = notices(here)
        assert "12 responses since I last told you." in text_of(notice) and len(notice.embeds) == 10
        assert "3 of them have no room here." in text_of(notice)


async def test_one_s_own_words_are_neither_told_nor_counted(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await hears(here, "hourly")
        await here.wren.send(here.thread(), "I wrote that!")
        await here.pass_time(HOUR + 60)
        assert notices(here) == []
        await here.wren.send(here.thread(), "Really.")
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(HOUR + 60)
        (notice,) = notices(here)
        assert "1 response since" in text_of(notice) and "Really." not in text_of(notice)


async def test_whoever_wants_to_hear_at_once_again_hears_of_what_waits(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await hears(here, "daily")
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(60)
        shown = await hears(here, "each")
        assert "How often" not in told(shown)
        await here.pass_time(30)
        assert len(notices(here)) == 1


async def test_never_is_mute_and_unmute_goes_on_as_before(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await hears(here, "hourly")
        await hears(here, "never")
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(HOUR + 60)
        assert notices(here) == []
        card = await chosen_of_mine(here, here.wren, "Letter 1")
        await here.wren.click(card, label="Unmute")
        await here.sol.send(here.thread(), "And again.")
        await here.pass_time(60)
        assert notices(here) == []
        await here.pass_time(HOUR)
        assert "And again." in text_of(notices(here)[0])


async def test_a_digest_follows_what_is_deleted(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await hears(here, "hourly")
        message = await here.sol.send(here.thread(), "Me too, honestly.")
        await here.otto.send(here.thread(), "How far is the river?")
        await here.pass_time(HOUR + 60)
        await here.sol.delete(message)
        await here.pass_time(30)
        (notice,) = notices(here)
        assert "deleted since" in text_of(notice) and "How far is the river?" in text_of(notice)


async def test_a_digest_whose_answer_was_lost_is_not_sent_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await hears(here, "hourly")
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(HOUR - 60)
        acts.lose_answer(here.env, "POST", f"/channels/{here.wren.user.dm_channel.id}/messages")
        await here.pass_time(30)
        await here.sol.react(here.published()[0], "🚲")
        await here.pass_time(120)
        assert len(notices(here)) == 1


async def test_nobody_else_chooses_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await chosen_of_mine(here, here.wren, "Letter 1")
        select = tampering.button_of(card.message, "rhythm")
        answer = await tampering.press(here.env, here.sol, here.hall, select, "never")
        assert ENGLISH(words.writing.NOT_YOURS) in told(answer) and TITLE not in told(answer)
        answer = await tampering.press(here.env, here.wren, here.hall, select, "whenever")
        assert ENGLISH(words.trouble.NOT_UNDERSTOOD) in told(answer)
