"""Who may respond to a letter is the moderators' to say: the thread is locked, and the bot posts what may be posted."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
from simcord.backend.errors import BackendError

from bot.life import outbox
from tests import tampering, unkind
from tests.town import LETTER, Town, answer_of, is_forum, labels, selects, state_of, sure, text_of, told, town

WHO = "Who may reply?"


async def choose(here: Town, mode: str) -> None:
    """Sets it with the select on the card."""
    card = here.desk_card(1)
    item = selects(card)[WHO]
    await here.mora.select(card, [mode], custom_id=item.custom_id)
    await here.pass_time(30)


async def command(here: Town, mode: str, number: int = 1) -> str:
    said = told(await here.mora.slash(here.desk, "letters replies", number=number, mode=mode))
    await here.pass_time(30)
    return said


def letter(here: Town) -> discord.Message:
    """The letter in public, whatever its buttons."""
    places = [*here.letters.threads, *([] if is_forum(here.letters) else [here.letters])]
    return next(each for place in places for each in place.history() if each.embeds and "Report" in labels(each))


async def says(here: Town, text: str) -> bool:
    """Whether Sol could write in the thread."""
    try:
        await here.sol.send(here.thread(), text)
    except BackendError:
        return False
    return True


async def test_pen_names_only_the_thread_is_locked_and_the_button_posts_there_after_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await choose(here, "pen")
        assert "Only pen names may reply." in here.desk_card(1).content
        assert state_of(here.thread()).locked and text_of(letter(here)).endswith("replies under a pen name only")
        assert not await says(here, "Me too.")
        await here.restart()
        assert "Received" in told(await here.reply(here.ida, "I saw it too.", "Heron"))
        await here.pass_time(outbox.COUNT_EVERY)
        assert ("Heron", "I saw it too.\n-# Response 1, under a pen name") in here.thread_texts()
        assert "1 response" in text_of(letter(here)) and state_of(here.thread()).locked


async def test_its_author_and_moderators_only_there_is_no_button_and_its_author_answers(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        form = await here.ida.click(letter(here), label="Leave a reply")
        assert "Only the author of letter 1 answers now" in await command(here, "author")
        assert labels(letter(here)) == ["Report"] and state_of(here.thread()).locked
        late = told(await here.ida.submit_modal(form, {"reply": "And I?", "pen": "Heron"}))
        assert "only its author, and they themselves, write under it now" in late and "And I?" in late
        await here.restart()
        notice = next(each for each in here.from_bot(here.wren) if "Answer" in labels(each))
        answer = await here.wren.user.click(notice, label="Answer")
        await here.wren.user.submit_modal(answer, {"answer": "I rode it to the river."})
        await here.pass_time(30)
        assert any("I rode it to the river." in text for _, text in here.thread_texts())


async def test_nobody_at_all_not_even_its_author_until_it_is_opened_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        notice = next(each for each in here.from_bot(here.wren) if "Answer" in labels(each))
        assert "takes no more replies" in await command(here, "closed")
        answer = await here.wren.user.click(notice, label="Answer")
        refused = told(await here.wren.user.submit_modal(answer, {"answer": "One thing more."}))
        assert "nobody can write under it any more" in refused and "One thing more." in refused
        assert here.thread_texts() == []
        await choose(here, "anyone")
        assert not state_of(here.thread()).locked and "Leave a reply" in labels(letter(here))
        assert "may reply" not in here.desk_card(1).content
        assert await says(here, "Open again.")


async def test_a_reply_on_its_way_when_it_is_closed_goes_back_to_its_writer(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*", status=503, times=1)
        await here.reply(here.ida, "I saw it too.", "Heron")
        await command(here, "closed")
        await here.pass_time(60)
        assert here.thread_texts() == [] and await here.outbox() == []
        said = [str(request.json) for request in here.env.http_requests if "could not be posted" in str(request.json)]
        assert len(said) == 1 and "its thread is locked" in said[0] and "I saw it too." in said[0]


async def test_said_before_it_is_published_it_holds_from_the_first_moment(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await command(here, "author")
        assert "Only its author and moderators may reply." in here.desk_card(1).content
        await here.restart()
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.pass_time(30)
        assert state_of(here.thread()).locked and labels(letter(here)) == ["Report"]


async def test_removed_and_restored_it_is_as_it_was_said_to_be(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await command(here, "pen")
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.pass_time(30)
        await here.mora.slash(here.desk, "letters restore", number=1)
        await here.pass_time(30)
        assert state_of(here.thread()).locked
        await here.mora.slash(here.desk, "letters remove", number=1)
        await command(here, "anyone")
        await here.mora.slash(here.desk, "letters restore", number=1)
        await here.pass_time(30)
        assert not state_of(here.thread()).locked, "the lock was the bot's, and nobody asks for it any more"


async def test_a_lock_by_hand_stays_until_somebody_says_otherwise(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        state_of(here.thread()).locked = True
        refused = told(await here.ida.click(letter(here), label="Leave a reply"))
        assert "have locked that letter’s thread" in refused
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.pass_time(30)
        await here.mora.slash(here.desk, "letters restore", number=1)
        await here.pass_time(30)
        assert state_of(here.thread()).locked
        await command(here, "anyone")
        assert not state_of(here.thread()).locked


async def test_a_thread_that_fell_asleep_is_locked_and_takes_pen_names(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.pass_time(60)
        await here.days_later(8)
        unkind.archive_idle_threads(here.env)
        await here.env.settle()
        await command(here, "pen")
        assert state_of(here.thread()).locked
        assert "Received" in told(await here.reply(here.ida, "I saw it too.", "Heron"))
        await here.pass_time(700)
        assert any("I saw it too." in text for _, text in here.thread_texts()) and await here.outbox() == []


async def test_in_a_forum_too(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        await here.publish()
        said = await command(here, "author")
        assert "Only the author" in said
        assert state_of(here.thread()).locked and labels(letter(here)) == ["Report"]


async def test_without_the_permission_the_card_says_so_and_it_follows_once_it_is_there(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        here.env.inject_error("PATCH", "/channels/[0-9]*", status=403, code=50013, times=1)
        await command(here, "pen")
        assert "Who may reply does not hold yet" in here.desk_card(1).content
        assert not state_of(here.thread()).locked
        await here.mora.slash(here.hall, "letterbox check")
        await here.pass_time(30)
        assert state_of(here.thread()).locked and "does not hold yet" not in here.desk_card(1).content


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
async def test_a_letter_that_is_over_takes_none(tmp_path: Path, state: str) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren, LETTER)
        if state == "rejected":
            await here.mora.slash(here.desk, "letters reject", number=1)
        else:
            await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))
        assert f"Letter 1 is {state}" in await command(here, "pen")


async def test_only_moderators_say_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        select = selects(here.desk_card(1))[WHO]
        refused = await tampering.press(here.env, here.ida, here.hall, select.custom_id, "closed")
        assert "You need" in told(refused) and answer_of(refused).ephemeral
        assert not state_of(here.thread()).locked
