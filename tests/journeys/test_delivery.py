"""What the outbox does about Discord's refusals, and about what it may have sent already."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aiohttp.test_utils import make_mocked_request

from bot import life, words
from bot.client import Unsigned
from tests import acts
from tests.town import Town, labels, sure, text_of, town


async def long_wait(here: Town) -> None:
    """An hour."""
    await here.pass_time(3_600)


def asked(here: Town, method: str, path: str) -> int:
    """How often the bot asked for this."""
    return sum((entry.method, entry.path) == (method, path) for entry in here.env.http_requests)


async def stopped(here: Town) -> str | None:
    """Why nothing is delivered, as the health endpoint tells the host."""
    bot = here.env.bot
    assert isinstance(bot, Unsigned)
    answer = await bot.health._answer(make_mocked_request("GET", "/health"))
    return json.loads(answer.text or "")["stopped"]


# --- the whole post ----------------------------------------------------------------------------------------------


async def test_without_a_valid_token_nothing_more_is_tried_and_a_new_start_delivers_it(
    tmp_path: Path, caplog: Any
) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await here.write(here.ida)
        here.env.inject_error("*", "/channels/*", status=401, times=None)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert await stopped(here) == words.host.POST_LOGGED_OUT
        before = len(here.env.http_requests)
        await here.ida.user.click(here.draft(here.ida), label="Send letter")
        await long_wait(here)
        tried = [entry.path for entry in here.env.http_requests[before:] if entry.path.startswith("/channels")]
        assert tried == [] and not here.desk.history()
        assert caplog.text.count(words.host.POST_LOGGED_OUT) == 1
        here.env.backend.faults.clear()
        await here.restart()
        assert len(here.desk.history()) == 2 and await stopped(here) is None and await here.outbox() == []


async def test_a_webhook_whose_token_is_refused_is_made_anew_and_stops_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "Ride it.", "The neighbour")
        here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*", status=401, code=50027)
        await here.reply(here.ida, "And come back.", "The neighbour")
        assert await stopped(here) is None
        await here.pass_time(30)
        assert [name for name, _ in here.thread_texts()] == ["The neighbour", "The neighbour"]


# --- what carries no mark but its words ------------------------------------------------------------------------


async def test_a_note_whose_answer_was_lost_long_ago_does_not_come_twice(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        path = f"/channels/{here.wren.user.dm_channel.id}/messages"
        acts.lose_answer(here.env, "POST", path)
        await acts.dm(here.env, here.wren, "hello")
        assert len(here.welcomes(here.wren)) == 1
        here.env.inject_error("*", path, times=10)
        await long_wait(here)
        assert len(here.welcomes(here.wren)) == 1 and await here.outbox() == []


async def test_the_same_note_twice_comes_twice(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "hello")
        await long_wait(here)
        here.env.inject_error("POST", f"/channels/{here.wren.user.dm_channel.id}/messages", times=10)
        await acts.dm(here.env, here.wren, "hello")
        await long_wait(here)
        assert len(here.welcomes(here.wren)) + len(here.from_bot(here.wren)) == 2


# --- cards that have changed since ------------------------------------------------------------------------------


async def test_a_review_card_whose_answer_was_lost_is_found_whatever_became_of_the_letter(tmp_path: Path) -> None:
    """Sent with the buttons of a letter that waits; found when the letter is withdrawn and its card has none."""
    async with town(tmp_path) as here:
        await here.write(here.wren)
        path = f"/channels/{here.desk.id}/messages"
        acts.lose_answer(here.env, "POST", path)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        here.env.inject_error("*", path, times=10)
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await long_wait(here)
        (card,) = here.desk.history()
        assert "Withdrawn" in text_of(card) and not labels(card)


async def test_a_report_card_whose_answer_was_lost_shows_that_the_letter_was_removed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        path = f"/channels/{here.desk.id}/messages"
        acts.lose_answer(here.env, "POST", path)
        shown = await here.ida.click(here.published()[0], label="Report")
        await here.ida.submit_modal(shown, {"why": "It is about me."})
        await here.mora.slash(here.hall, "letters remove", number=1)
        await long_wait(here)
        _, card = here.desk.history()
        assert "The letter was removed" in text_of(card) and labels(card) == ["Restore"]


# --- never ask again for what is forbidden ----------------------------------------------------------------------


async def test_what_the_desk_must_know_is_not_tried_where_the_bot_may_not_write(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.set_permissions(here.desk, here.env.bot.user, view_channel=True, send_messages=False)
        before = asked(here, "POST", f"/channels/{here.desk.id}/messages")
        await life.unmasking.unmask(here.office, here.guild.id, 1, "A court asked.")
        await long_wait(here)
        assert asked(here, "POST", f"/channels/{here.desk.id}/messages") == before
        acts.set_permissions(here.desk, here.env.bot.user, view_channel=True, send_messages=True)
        await long_wait(here)
        assert sum("The host opened" in message.content for message in here.desk.history()) == 1


async def test_a_403_is_asked_for_once_and_the_desk_reads_what_to_do(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        path = f"/channels/{here.letters.id}/messages"
        here.env.inject_error("POST", path, status=403, code=50013, times=None)
        await here.mora.click(here.desk_card(1), label="Approve")
        await long_wait(here)
        assert asked(here, "POST", path) == 1
        assert "could not be published" in text_of(here.desk_card(1)) and "/letterbox check" in text_of(
            here.desk_card(1)
        )


# --- one letter's trouble ----------------------------------------------------------------------------------------


async def test_a_letter_that_cannot_move_holds_up_no_other(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.send(here.ida, "Another\n\nIt has nothing to do with the first.")
        path = f"/channels/{here.letters.id}/messages"
        here.env.inject_error("POST", path, status=503, times=1)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert not here.published()
        await here.mora.click(here.desk_card(2), label="Approve")
        assert ["Another" in text_of(message) for message in here.published()] == [True]
        await here.pass_time(30)
        assert len(here.published()) == 2


# --- a press whose answer was lost ------------------------------------------------------------------------------


async def test_when_the_answer_to_send_letter_is_lost_the_card_says_that_it_was_received(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        card = await here.write(here.wren)
        here.env.inject_error("POST", "/interactions/*/callback", times=2)
        await here.wren.user.click(card, label="Send letter")
        (card,) = here.from_bot(here.wren)
        assert len(here.desk.history()) == 1 and "Received" in text_of(card) and "Send letter" not in labels(card)
