"""What happens while an answer is lost or a moment has not come: failures that random journeys (`test_model`) found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests import acts
from tests.town import sure, town


class Last(random.Random):
    """Chance that always takes the longest."""

    def randint(self, a: int, b: int) -> int:
        """The later end."""
        return b


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_response_whose_answer_was_lost_stands_once_after_a_removal_and_a_restoration(
    tmp_path: Path, forum: bool
) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        acts.lose_answer(here.env, "POST", "/webhooks/*/simcord_webhook_*")
        await here.reply(here.ida, "Ride it.", "The neighbour")
        await here.mora.slash(here.hall, "letters remove", number=1)
        await here.pass_time(60)
        await here.mora.slash(here.hall, "letters restore", number=1)
        await here.pass_time(60)
        assert here.thread_texts() == [("The neighbour", "Ride it.\n-# Response 1, under a pen name")]
        assert await here.outbox() == []


async def test_a_response_that_waits_while_its_letter_is_out_of_sight_is_not_posted_there(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*")
        await here.reply(here.ida, "Ride it.", "The neighbour")
        await here.mora.slash(here.hall, "letters remove", number=1)
        await here.pass_time(60)
        assert here.thread_texts() == [] and await here.outbox() == []
        await here.mora.slash(here.hall, "letters restore", number=1)
        assert here.thread_texts() == []  # its writer has it back


@pytest.mark.parametrize("end", ["withdrawn", "removed"])
async def test_nobody_is_told_that_a_letter_is_published_when_it_is_not_any_more(tmp_path: Path, end: str) -> None:
    async with town(tmp_path, chance=Last()) as here:
        await here.mora.slash(here.hall, "letterbox settings", notice_delay=60)
        await here.send(here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        if end == "withdrawn":
            await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))
        else:
            await here.mora.slash(here.hall, "letters remove", number=1)
        await here.pass_time(130)
        told = [message.content for message in here.from_bot(here.wren)]
        assert not any("is published" in text for text in told) and await here.outbox() == []
        assert any("was removed" in text for text in told) == (end == "removed")


async def test_a_draft_card_whose_answer_was_lost_still_follows_the_letter_to_its_collection(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", collection=900)
        acts.lose_answer(here.env, "POST", f"/channels/{here.wren.user.dm_channel.id}/messages")
        await here.send(here.wren)
        await here.pass_time(1000)
        (card,) = here.from_bot(here.wren)
        assert "Your letter is number 1 in" in card.content


async def test_an_author_who_never_heard_that_the_letter_stands_hears_it_once_it_does(tmp_path: Path) -> None:
    async with town(tmp_path, chance=Last()) as here:
        await here.mora.slash(here.hall, "letterbox settings", notice_delay=60)
        await here.send(here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.pass_time(50)
        await here.mora.slash(here.hall, "letters remove", number=1)
        await here.pass_time(40)  # now the notice of the publication would have left, that of the removal has not
        await here.mora.slash(here.hall, "letters restore", number=1)
        await here.pass_time(300)
        (said,) = [message.content for message in here.from_bot(here.wren) if "“The bicycle" in message.content]
        assert "is published" in said
