"""What goes wrong on Discord's side: things that are deleted, permissions that are lost, people out of reach,
requests that fail before or after they took effect. Nothing is lost, nothing is doubled; the desk reads what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import discord
import pytest

from bot import client, words
from bot.language import ENGLISH
from tests import acts
from tests.town import BODY, LETTER, TITLE, Town, answer_of, is_forum, labels, state_of, sure, text_of, told, town
from tests.wire.test_copies import damage

pytestmark = pytest.mark.only_run

LONG = "A long goodbye\n\n" + "\n\n".join(f"Paragraph {index}. " + "It goes on. " * 40 for index in range(20))


async def delete(here: Town, message: discord.Message) -> None:
    await here.mora.delete(message)


async def delete_channel(here: Town, channel: Any) -> None:
    """A moderator deletes a channel or a thread."""
    here.env.backend.delete_channel(channel.id)
    await here.env.settle()


async def decide(here: Town, command: str, number: int = 1, **more: Any) -> str:
    return told(await here.mora.slash(here.hall, f"letters {command}", number=number, **more))


async def write_long(here: Town) -> None:
    """A letter of three pages, sent."""
    for start in range(0, len(LONG), 4000):
        await acts.dm(here.env, here.wren, LONG[start : start + 4000])
    await here.pass_time(60)
    await here.wren.user.click(here.draft(here.wren), label="Send letter")


async def publish_long(here: Town) -> None:
    """The same, published."""
    await write_long(here)
    await here.mora.click(here.desk_card(1), label="Approve")


# --- what is deleted ----------------------------------------------------------------------------------------------


async def test_a_letters_channel_that_is_gone_brings_the_letter_back_to_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await delete_channel(here, here.letters)
        await here.mora.click(here.desk_card(1), label="Approve")
        card = here.desk_card(1)
        assert "Waits for a decision." in card.content and "its channel, thread or message is gone" in card.content
        assert "`/letterbox check` tells how" in card.content and "Approve" in labels(card)
        here.letters = here.guild.create_text_channel("new-letters")
        await here.setup()
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1 and "gone" not in here.desk_card(1).content


async def test_letterbox_check_names_what_is_gone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await delete_channel(here, here.letters)
        await delete_channel(here, here.desk)
        said = told(await here.mora.slash(here.hall, "letterbox check"))
        assert "The letters channel is gone." in said and "The desk is gone." in said


async def test_without_a_desk_letters_wait_in_the_queue(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await delete_channel(here, here.desk)
        await here.send(here.wren)
        assert TITLE in told(await here.mora.slash(here.hall, "letters queue"))
        await decide(here, "approve")
        assert len(here.published()) == 1 and "is published" in here.from_bot(here.wren)[-1].content


async def test_letters_that_waited_get_their_cards_at_a_new_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await delete_channel(here, here.desk)
        here.desk = here.guild.create_text_channel("new-desk")
        acts.set_permissions(here.desk, here.guild.default_role, view_channel=False)
        for who in (here.env.bot.user, here.mora):
            acts.set_permissions(here.desk, who, view_channel=True)
        await here.setup()
        assert "Approve" in labels(here.desk_card(1))


async def test_a_review_card_that_is_deleted_comes_again_with_the_outcome(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await delete(here, here.desk_card(1))
        await decide(here, "approve")
        assert "Published by" in here.desk_card(1).content


async def test_a_draft_card_that_is_gone_comes_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        here.env.backend.delete_message(card.channel.id, card.id)
        assert "And one thing more" in text_of(await here.write(here.wren, "And one thing more I had to say."))


async def test_a_letter_that_lost_a_page_is_restored_anew_and_stands_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish_long(here)
        await delete(here, here.thread().history()[-1])
        await decide(here, "remove")
        await decide(here, "restore")
        assert [thread.name for thread in here.letters.threads] == ["Removed letter", "A long goodbye"]
        assert len(here.letters.history()) == 1 and "Paragraph 19." in here.thread_texts()[-1][1]


async def test_a_reply_to_a_letter_whose_thread_is_gone_is_given_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        shown = await here.ida.click(here.published()[0], label="Leave a reply")
        await delete_channel(here, here.thread())
        answered = await here.ida.submit_modal(shown, {"reply": "Ride it.", "pen": "The neighbour"})
        assert "has no thread at the moment" in told(answered) and "Ride it." in told(answered)
        await decide(here, "remove")
        await decide(here, "restore")
        await here.reply(here.ida, "Ride it.", "The neighbour")
        assert len(here.published()) == 1 and here.thread_texts()[-1][0] == "The neighbour"


async def test_a_restart_forgets_nothing_about_a_letter_that_could_not_be_published(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.set_permissions(here.letters, here.env.bot.user, send_messages=False)
        await decide(here, "approve")
        await here.restart()
        acts.set_permissions(here.letters, here.env.bot.user, send_messages=True)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1


# --- what is not allowed any more -----------------------------------------------------------------------------------


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_lost_permission_brings_the_letter_back_to_the_desk(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.send(here.wren)
        acts.set_permissions(here.letters, here.env.bot.user, send_messages=False)
        await here.mora.click(here.desk_card(1), label="Approve")
        card = here.desk_card(1)
        assert "I lack a permission there" in card.content and "Approve" in labels(card) and here.published() == []
        assert len(here.from_bot(here.wren)) == 1
        check = told(await here.mora.slash(here.hall, "letterbox check"))
        assert f"In {here.letters.mention} I lack: " in check


async def test_a_thread_that_may_not_be_made_is_told_to_the_desk_and_made_after_a_restore(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.set_permissions(here.letters, here.env.bot.user, create_public_threads=False)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert "Its thread could not be made: I lack a permission there." in here.desk_card(1).content
        acts.set_permissions(here.letters, here.env.bot.user, create_public_threads=True)
        await decide(here, "remove")
        await decide(here, "restore")
        assert [thread.name for thread in here.letters.threads] == [TITLE] and len(here.published()) == 1
        assert "could not" not in here.desk_card(1).content


async def test_a_page_that_may_not_be_posted_is_told_to_the_desk_and_comes_after_a_restore(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, send_messages_in_threads=False)
        await publish_long(here)
        assert "A page of it could not be posted: I lack a permission there." in here.desk_card(1).content
        acts.set_permissions(here.letters, here.env.bot.user, send_messages_in_threads=True)
        await decide(here, "remove")
        await decide(here, "restore")
        assert "Paragraph 19." in here.thread_texts()[-1][1] and len(here.published()) == 1


async def test_a_letter_that_may_not_be_taken_down_is_told_to_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.set_permissions(here.letters, here.env.bot.user, manage_threads=False)
        await decide(here, "remove")
        assert "It could not be taken out of sight: I lack a permission there." in here.desk_card(1).content
        assert BODY not in text_of(here.letters.history()[0])


async def test_a_desk_that_may_not_be_written_to_loses_no_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.desk, here.env.bot.user, view_channel=False)
        await here.send(here.wren)
        assert "**Received.**" in here.from_bot(here.wren)[0].content
        assert TITLE in told(await here.mora.slash(here.hall, "letters queue"))


async def test_a_mature_channel_that_lost_its_restriction_publishes_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        mature = here.guild.create_text_channel("mature")
        acts.set_nsfw(mature)
        await here.setup(mature=mature)
        card = await here.write(here.wren)
        rows: list[Any] = card.components
        (rating,) = [item.custom_id for row in rows for item in row.children if item.custom_id.startswith("rating")]
        await here.wren.user.select(card, ["nsfw"], custom_id=rating)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        acts.set_nsfw(mature, False)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert "its channel is not age-restricted any more" in here.desk_card(1).content
        assert mature.history() == [] and here.published() == []


# --- an author who cannot be reached --------------------------------------------------------------------------------


VERDICTS = {"approve": {}, "reject": {"reason": "It names somebody."}, "return": {"note": "Shorter, please."}}


@pytest.mark.parametrize("code", [50007, 50278], ids=["takes no direct messages", "left"])
@pytest.mark.parametrize("verdict", VERDICTS)
async def test_the_verdict_stands_and_nobody_is_told(tmp_path: Path, verdict: str, code: int) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.close_dms(here.env, here.wren.user, code=code)
        await decide(here, verdict, **VERDICTS[verdict])
        card = here.desk_card(1)
        assert "reached" not in text_of(card)
        assert labels(card) == (["Remove", "Block"] if verdict == "approve" else ["Block"])
        assert "Wren" not in text_of(card) and here.wren.mention not in card.content
        assert {each.id for each in card.mentions} <= {here.mora.id}
        assert await here.outbox() == []


async def test_an_author_who_left_the_server_is_no_obstacle(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        here.guild.remove_member(here.wren)
        acts.close_dms(here.env, here.wren.user, code=50278)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(10)
        assert len(here.published()) == 1 and "notice" not in [kind for _, kind in await here.outbox()]
        assert "reached" not in here.desk_card(1).content  # or to send somebody away would tell whose letter it is


async def test_an_author_who_can_be_reached_again_hears_of_what_is_new(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.close_dms(here.env, here.wren.user)
        await here.mora.click(here.desk_card(1), label="Approve")
        acts.open_dms(here.env, here.wren.user)
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(10)
        assert "Me too" in text_of(here.from_bot(here.wren)[-1])


async def test_a_letter_by_form_from_somebody_who_takes_no_direct_messages_is_published(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.close_dms(here.env, here.wren.user)
        shown = await here.wren.slash(here.hall, "letter write")
        card = await here.wren.submit_modal(shown, {"title": TITLE, "text:0:n": BODY})
        await here.wren.click(answer_of(card), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1 and "reached" not in here.desk_card(1).content
        assert TITLE in told(await here.wren.user.slash("letter mine"))  # where they find the verdict


@pytest.mark.parametrize("fail", ["before", "after"])
async def test_direct_messages_that_cannot_be_opened_at_first_are_opened_later(tmp_path: Path, fail: str) -> None:
    async with town(tmp_path) as here:
        {"before": refused_before, "after": dropped_after}[fail](here, "POST", "/users/@me/channels", 2)
        shown = await here.wren.slash(here.hall, "letter write")
        card = await here.wren.submit_modal(shown, {"title": TITLE, "text:0:n": BODY})
        await here.wren.click(answer_of(card), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.pass_time(30)
        assert [each for each in here.from_bot(here.wren) if "is published" in each.content]


async def test_a_returned_letter_is_found_by_somebody_who_takes_no_direct_messages(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.close_dms(here.env, here.wren.user)
        await decide(here, "return", note="Shorter, please.")
        mine = await here.wren.slash(here.hall, "letter mine")
        assert "back with its author" in told(mine)
        opened = await here.wren.click(answer_of(mine), label=labels(answer_of(mine).message)[0])
        assert "Shorter, please." in told(opened) and "Send letter" in labels(answer_of(opened).message)


# --- requests that fail ---------------------------------------------------------------------------------------------

Fault = Callable[[Town, str, str, int], None]


def refused_before(here: Town, method: str, path: str, times: int) -> None:
    here.env.inject_error(method, path, times=times)


def dropped_after(here: Town, method: str, path: str, times: int) -> None:
    acts.lose_answer(here.env, method, path, times=times)


#: Every kind of request that deliveries make; each of them, whoever makes it, fails the first times.
REQUESTS = {
    "messages": ("POST", "/channels/*/messages"),
    "edits": ("PATCH", "/channels/*/messages/*"),
    "threads and posts": ("POST", "/channels/*/threads"),
    "threads' settings": ("PATCH", "/channels/[0-9]*"),
    "making the webhook": ("POST", "/channels/*/webhooks"),
    "looking for the webhook": ("GET", "/channels/*/webhooks"),
    "pen names": ("POST", "/webhooks/*/simcord_webhook_*"),
    "looking at a thread": ("GET", "/channels/[0-9]*"),
    "everything": ("*", "/[!i]*"),
}


async def whole_life(here: Town) -> None:
    """Everything that a letter can go through, given time after each step."""
    await write_long(here)
    await here.pass_time(60)
    await here.mora.click(here.desk_card(1), label="Approve")
    await here.pass_time(60)
    shown = await here.ida.click(here.published()[0], label="Leave a reply")
    await here.ida.submit_modal(shown, {"reply": "Ride it.", "pen": "The neighbour"})
    await here.pass_time(30)
    await here.sol.send(here.thread(), "Me too, honestly.")
    await here.pass_time(60)
    await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "Thank you, both.")
    await here.pass_time(60)
    shown = await here.ida.click(here.published()[0], label="Report")
    await here.ida.submit_modal(shown, {"why": "It is long."})
    await here.pass_time(60)
    await decide(here, "remove", reason="It is long.")
    await here.pass_time(60)
    await decide(here, "restore")
    await here.pass_time(120)


def words_of(message: discord.Message) -> str:
    return re.sub(r"\d{15,}", "…", text_of(message))


def story(here: Town) -> dict[str, Any]:
    """Everything that stands anywhere at the end, in words, without ids."""
    places = [*([] if is_forum(here.letters) else [here.letters]), *here.letters.threads]
    return {
        "in public": [[words_of(message) for message in channel.history()] for channel in places],
        "threads": [(thread.name, state_of(thread).archived) for thread in here.letters.threads],
        "desk": [words_of(message) for message in here.desk.history()],
        "to Wren": sorted(words_of(message) for message in here.from_bot(here.wren)),
        "webhooks": [hook.name for hook in here.env.backend.webhooks.values()],
    }


#: How it ends where nothing fails: in a text channel, and in a forum.
STORIES: dict[bool, dict[str, Any]] = {}


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
@pytest.mark.parametrize("fault", [refused_before, dropped_after])
@pytest.mark.parametrize("request_kind", REQUESTS)
async def test_after_the_retries_everything_stands_exactly_once(
    tmp_path: Path, forum: bool, fault: Fault, request_kind: str
) -> None:
    if forum not in STORIES:
        async with town(tmp_path / "calm", forum=forum) as here:
            await whole_life(here)
            STORIES[forum] = story(here)
    async with town(tmp_path / "rough", forum=forum) as here:
        fault(here, *REQUESTS[request_kind], 2)
        await whole_life(here)
        assert story(here) == STORIES[forum]
        assert await here.outbox() == []


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
@pytest.mark.parametrize("restart", [False, True], ids=["running on", "restarted"])
@pytest.mark.parametrize("remove", [False, True], ids=["withdrawn", "removed"])
async def test_a_letter_taken_back_while_its_publication_is_unknown_does_not_stay_public(
    tmp_path: Path, forum: bool, restart: bool, remove: bool
) -> None:
    async with town(tmp_path, forum=forum, check_errors=False) as here:
        await here.send(here.wren)
        path = "/channels/*/threads" if forum else f"/channels/{here.letters.id}/messages"
        acts.lose_answer(here.env, "POST", path)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert here.published()
        if remove:
            await here.mora.slash(here.hall, "letters remove", number=1)
        else:
            await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        if restart:
            await here.restart()
        await here.pass_time(60)
        assert not here.published() and await here.outbox() == []


async def test_a_page_and_a_thread_whose_answers_were_lost_go_out_of_sight_too(tmp_path: Path) -> None:
    long = f"{LETTER}\n\n" + "\n\n".join(f"Morning {n}. The chain is dry, and I ride on." * 20 for n in range(8))
    async with town(tmp_path, check_errors=False) as here:
        await here.send(here.wren, long[:3900])
        acts.lose_answer(here.env, "POST", f"/channels/{here.letters.id}/messages/*/threads")
        await here.mora.click(here.desk_card(1), label="Approve")
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await here.pass_time(60)
        assert not here.published() and await here.outbox() == []
        thread = here.env.bot.get_channel(here.thread().id) or await here.env.bot.fetch_channel(here.thread().id)
        assert isinstance(thread, discord.Thread) and thread.name == "Withdrawn letter" and thread.locked


async def test_damage_that_is_found_while_it_runs_stops_the_bot_with_the_sentence_of_the_start(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.env.bot.close()
        damage(tmp_path / "letters.db")
        await here.restart()
        bot = cast(client.Unsigned, here.env.bot)
        await here.pass_time(600)
        assert bot.is_closed() and words.host.DATABASE_TROUBLE["CORRUPT"] in str(bot.failure)


async def test_a_press_about_which_discord_does_not_answer_asks_to_be_made_again(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(members=False)) as here:
        await here.write(here.wren)
        await here.pass_time(61)  # that Wren is in the server is asked again
        here.env.inject_error("GET", "/guilds/*/members/*")
        pressed = await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert told(pressed) == ENGLISH(words.trouble.NOT_NOW)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert here.desk_card(1)
