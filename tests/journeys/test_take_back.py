"""What was replied or answered can be corrected, and taken back, by whoever wrote it and by nobody else."""

from __future__ import annotations

import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot import client
from bot.life import outbox
from tests import acts, tampering
from tests.town import Town, answer_of, chosen_of_mine, labels, modal_values, state_of, text_of, told, town


def buttons(card: Any) -> list[str]:
    """The labels of what only one person sees."""
    return [item["label"] for row in card.components for item in row["components"]]


async def settled(here: Town) -> None:
    await here.pass_time(30)


def said(here: Town) -> list[tuple[str, str]]:
    """Who says what in the thread, without the line under it."""
    return [(name, text.partition("\n-# ")[0]) for name, text in here.thread_texts()]


def notice(here: Town) -> discord.Message:
    return [message for message in here.from_bot(here.wren) if "Answer" in labels(message)][-1]


async def replied(here: Town, text: str = "I have one like it.", who: MemberActor | None = None) -> Any:
    """The acknowledgement of a pen-name reply that stands."""
    taken = await here.reply(who or here.ida, text, "The neighbour")
    await settled(here)
    return acknowledged(taken)


def acknowledged(taken: Any) -> Any:
    """What a form was answered with."""
    return taken.followups[-1] if taken.followups else answer_of(taken)


async def answered(here: Town, text: str = "Then you know.") -> discord.Message:
    """The direct message that an answer came from, which stands."""
    await replied(here)
    message = await acts.reply_in_dm(here.env, here.wren, notice(here), text)
    await settled(here)
    assert ("Author of the letter", text) in said(here)
    return message


async def change(here: Town, who: Any, card: Any, text: str, label: str = "Change") -> Any:
    form = await who.click(card, label=label)
    return await who.submit_modal(form, {"answer": text})


async def test_a_pen_name_reply_is_changed_and_keeps_its_number_and_its_notice_follows(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await replied(here)
        assert "I have one like it." in text_of(notice(here))
        form = await here.ida.click(card, label="Change")
        assert modal_values(form) == {"answer": "I have one like it."}
        read = told(await here.ida.submit_modal(form, {"answer": "I had one like it."}))
        assert "change of response 1" in read
        await settled(here)
        assert said(here) == [("The neighbour", "I had one like it.")]
        assert "Response 1, under a pen name" in here.thread_texts()[0][1]
        assert "I had one like it." in text_of(notice(here))
        assert "1 response" in text_of(here.published()[0])


async def test_a_pen_name_reply_is_taken_back_once_its_writer_is_sure(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await replied(here)
        asked = await here.ida.click(card, label="Take back")
        assert "Take back response 1" in told(asked)
        await settled(here)
        assert said(here) == [("The neighbour", "I have one like it.")]
        await here.ida.click(answer_of(asked), label="Take back")
        await here.pass_time(outbox.COUNT_EVERY)
        assert said(here) == []
        assert "deleted since" in text_of(notice(here)) and "I have one" not in text_of(notice(here))
        assert "0 responses" in text_of(here.published()[0]) or "1 response" not in text_of(here.published()[0])
        assert "is not in the thread" in told(await here.ida.click(card, label="Change"))
        await here.reply(here.sol, "So have I.", "The aunt")
        await settled(here)
        assert "Response 2" in here.thread_texts()[0][1]


async def test_an_answer_follows_its_direct_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        message = await answered(here)
        await here.wren.user.edit(message, "Then you know well.")
        await settled(here)
        assert ("Author of the letter", "Then you know well.") in said(here)
        await here.wren.user.delete(message)
        await settled(here)
        assert [name for name, _ in said(here)] == ["The neighbour"]


async def test_an_answer_follows_its_direct_message_while_the_bot_is_away(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        first = await answered(here)
        second = await acts.reply_in_dm(here.env, here.wren, notice(here), "And another thing.")
        await settled(here)
        async with here.away():
            await here.wren.user.edit(first, "Then you know well.")
            await here.wren.user.delete(second)
        await settled(here)
        assert said(here) == [("The neighbour", "I have one like it."), ("Author of the letter", "Then you know well.")]


@pytest.mark.parametrize("edited", [False, True], ids=["as it was written", "edited before"])
async def test_a_preview_of_its_message_does_not_undo_a_change_of_an_answer(tmp_path: Path, edited: bool) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        message = await answered(here)
        if edited:
            await here.wren.user.edit(message, "Then you know well.")
            await settled(here)
        card = await chosen_of_mine(here, here.wren, "Response 2")
        await change(here, here.wren, card, "Then you knew.")
        await settled(here)
        await acts.preview(here.env, message)
        await settled(here)
        assert ("Author of the letter", "Then you knew.") in said(here)
        await here.wren.user.edit(message, "Then you will know.")
        await settled(here)
        assert ("Author of the letter", "Then you will know.") in said(here)


async def test_an_edit_that_may_give_them_away_is_not_followed_and_they_read_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        message = await answered(here)
        await here.wren.user.edit(message, "Write to wren.aldous@example.org")
        await settled(here)
        assert ("Author of the letter", "Then you know.") in said(here)
        assert "stays in the thread as it was" in text_of(here.from_bot(here.wren)[-1])


async def test_an_answer_from_a_draft_follows_its_one_message_and_has_buttons(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await replied(here)
        message = await acts.dm(here.env, here.wren, "Thank you for that.")
        card = here.draft(here.wren)
        (label,) = [each for each in labels(card) if each.startswith("This is an answer")]
        await here.wren.user.click(card, label=label)
        await settled(here)
        assert ("Author of the letter", "Thank you for that.") in said(here)
        await here.wren.user.edit(message, "Thank you for all that.")
        await settled(here)
        assert ("Author of the letter", "Thank you for all that.") in said(here)
        shown = next(each for each in here.from_bot(here.wren) if each.id == card.id)
        assert labels(shown) == ["Change", "Take back"]
        await change(here, here.wren.user, shown, "Thanks.")
        await settled(here)
        assert ("Author of the letter", "Thanks.") in said(here)


async def joined(here: Town) -> list[discord.Message]:
    """The three direct messages that one answer came from, which stands."""
    await here.publish()
    await replied(here)
    texts = ("Thank you for that.", "And for the bell.", "And for the rope.")
    messages = [await acts.dm(here.env, here.wren, text) for text in texts]
    (label,) = [each for each in labels(here.draft(here.wren)) if each.startswith("This is an answer")]
    assert "the answer follows" in told(await here.wren.user.click(here.draft(here.wren), label=label))
    await settled(here)
    assert answers(here) == ["\n\n".join(texts)]
    return messages


def answers(here: Town) -> list[str]:
    return [text for name, text in said(here) if name == "Author of the letter"]


@pytest.mark.parametrize("when", ["live", "restarted", "away"])
async def test_an_answer_of_several_messages_follows_each_of_them(tmp_path: Path, when: str) -> None:
    async with town(tmp_path) as here:
        first, second, third = await joined(here)
        if when == "restarted":
            await here.restart()
        async with here.away() if when == "away" else nullcontext():
            await here.wren.user.edit(first, "Thanks.")
            await here.wren.user.delete(second)
        await settled(here)
        assert answers(here) == ["Thanks.\n\nAnd for the rope."]
        async with here.away() if when == "away" else nullcontext():
            await here.wren.user.edit(third, "And for the long rope.")
            await here.wren.user.delete(first)
        await settled(here)
        assert answers(here) == ["And for the long rope."]
        async with here.away() if when == "away" else nullcontext():
            await here.wren.user.delete(third)
        await settled(here)
        assert [name for name, _ in said(here)] == ["The neighbour"]


async def test_what_was_changed_by_form_in_an_answer_of_several_messages_stays_as_it_is(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first, second, third = await joined(here)
        card = await chosen_of_mine(here, here.wren, "Response")
        text = "Thank you for that.\n\nAnd for the bells.\n\nAnd for the rope."
        await change(here, here.wren, card, text)
        await settled(here)
        await here.wren.user.edit(first, "Thanks.")
        await here.wren.user.edit(second, "And for nothing.")
        await here.wren.user.delete(third)
        await settled(here)
        assert answers(here) == ["Thanks.\n\nAnd for the bells."]


async def test_a_part_that_discord_refuses_goes_back_and_the_others_still_follow(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        first, _, third = await joined(here)
        here.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=400, code=200000, message="no", times=1)
        await here.wren.user.edit(first, "Blast.")
        await settled(here)
        assert answers(here) == ["Thank you for that.\n\nAnd for the bell.\n\nAnd for the rope."]
        assert any(
            "could not be made" in text_of(each) and "Blast." in text_of(each) for each in here.from_bot(here.wren)
        )
        await here.wren.user.edit(first, "Thanks.")
        await here.wren.user.delete(third)
        await settled(here)
        assert answers(here) == ["Thanks.\n\nAnd for the bell."]


async def test_no_part_of_an_answer_is_kept_in_clear_and_none_once_it_is_taken_back(tmp_path: Path) -> None:
    def kept() -> list[Any]:
        with closing(sqlite3.connect(tmp_path / "letters.db")) as connection:
            return connection.execute("SELECT sealed_text FROM answer_part").fetchall()

    async with town(tmp_path) as here:
        messages = await joined(here)
        assert len(kept()) == 3 and not any(b"bell" in text for (text,) in kept())
        for each in messages:
            await here.wren.user.delete(each)
        await settled(here)
        assert answers(here) == [] and kept() == []


async def test_changes_of_a_few_seconds_are_made_together(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        message = await answered(here)
        before = len(edits(here))
        for number in range(20):
            await here.wren.user.edit(message, f"Then you know {number} things.")
        await settled(here)
        assert ("Author of the letter", "Then you know 19 things.") in said(here)
        assert len(edits(here)) - before <= 2


def edits(here: Town) -> list[Any]:
    """The changes that Discord was asked for in threads."""
    return [each for each in here.env.http_requests if each.method == "PATCH" and "/webhooks/" in each.path]


async def test_changes_count_as_responses_for_the_pace_and_for_slow_mode(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.mora.slash(here.hall, "letterbox settings", responses=1)
        card = await replied(here)
        await here.pass_time(40)
        assert "Received" in told(await change(here, here.ida, card, "I had one like it."))
        await here.pass_time(30)
        assert "within a minute" in told(await change(here, here.ida, card, "I had two like it."))
        await here.pass_time(40)
        here.env.backend.edit_channel(here.thread().id, {"rate_limit_per_user": 600})
        await here.env.settle()
        await here.pass_time(480)
        assert "slow mode" in told(await here.reply(here.ida, "And another.", "Somebody else"))
        await here.pass_time(60)
        assert "Received" in told(await here.reply(here.ida, "And another.", "Somebody else"))


async def test_letter_mine_lists_what_can_be_changed_to_its_writer_only(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await replied(here)
        card = await chosen_of_mine(here, here.ida, "Response")
        assert "I have one like it." in text_of(card)
        assert labels(card.message) == ["Change", "Take back", "Tell me of answers", "Back to the list"]
        await change(here, here.ida, card, "I had one.")
        await settled(here)
        assert said(here) == [("The neighbour", "I had one.")]
        assert "You have sent no letters here." in told(await here.sol.slash(here.hall, "letter mine"))


async def test_who_left_the_server_still_takes_back_what_they_replied(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await replied(here)
        here.guild.remove_member(here.ida)
        await here.env.settle()
        card = await chosen_of_mine(here, here.ida.user, "Response")
        assert "I have one like it." in text_of(card)
        assert "you are not in it any more" in told(await change(here, here.ida.user, card, "I had one."))
        asked = await here.ida.user.click(card, label="Take back")
        await here.ida.user.click(answer_of(asked), label="Take back")
        await settled(here)
        assert said(here) == []


@pytest.mark.parametrize("verb", ["change-response", "take-back", "taken-back", "response-changed-anyway"])
async def test_nobody_else_changes_it_and_once_forgotten_nobody_can(tmp_path: Path, verb: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await replied(here)
        custom_id = next(item["custom_id"] for row in card.components for item in row["components"])
        press = f"{verb}:{custom_id.partition(':')[2]}"
        for who in (here.sol, here.mora, here.wren):
            result = await tampering.press(here.env, who, here.hall, press, kept=("", "Mine now."))
            assert "not yours" in told(result) and result.modal is None
        asked = await here.ida.slash(here.hall, "letter forget")
        await here.ida.click(answer_of(asked), label=buttons(answer_of(asked))[0])
        result = await tampering.press(here.env, here.ida, here.hall, press, kept=("", "Mine now."))
        assert "not yours" in told(result) and result.modal is None
        await settled(here)
        assert said(here) == [("The neighbour", "I have one like it.")]


async def test_a_change_is_checked_as_a_new_reply_is(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await replied(here)
        await here.mora.slash(here.hall, "letterbox settings", refuse="rust")
        assert "rust" in told(await change(here, here.ida, card, "Mine was all rust."))
        traced = await change(here, here.ida, card, "Write to ida@example.org")
        asked = traced.followups[-1] if traced.followups else answer_of(traced)
        assert buttons(asked) == ["Change anyway", "Change"]
        await settled(here)
        assert said(here) == [("The neighbour", "I have one like it.")]
        await here.ida.click(asked, label="Change anyway")
        await settled(here)
        assert said(here) == [("The neighbour", "Write to ida@example.org")]


async def test_a_change_that_discord_refuses_goes_back_and_what_stood_stays(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        card = await replied(here)
        here.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=400, code=200000, message="no", times=1)
        result = await change(here, here.ida, card, "I had one like it.")
        await settled(here)
        assert said(here) == [("The neighbour", "I have one like it.")]
        assert "I have one like it." in text_of(notice(here))
        read = [told(result), *map(text_of, here.from_bot(here.ida))]
        assert any("could not be made" in each and "I had one like it." in each for each in read)


@pytest.mark.parametrize("way", ["change", "take back"])
async def test_a_reply_on_a_frame_is_changed_there(tmp_path: Path, way: str) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        await here.publish()
        card = await replied(here)
        if way == "change":
            await change(here, here.ida, card, "I had one like it.")
        else:
            asked = await here.ida.click(card, label="Take back")
            await here.ida.click(answer_of(asked), label="Take back")
        await settled(here)
        texts = [text for _, text in here.thread_texts()]
        assert any("I had one like it." in text for text in texts) == (way == "change")
        faces = [embed.author.icon_url for message in here.thread().history() for embed in message.embeds]
        assert way == "take back" or any("embed/avatars" in str(face) for face in faces)
        assert not any("I have one like it." in text for text in texts)


async def test_taken_back_while_it_is_on_its_way_it_does_not_stay(tmp_path: Path) -> None:
    """Discord has posted it, and the answer is lost: it is found, and deleted."""
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        acts.lose_answer(here.env, "POST", "/webhooks/*/simcord_webhook_*")
        taken = await here.reply(here.ida, "I have one like it.", "The neighbour")
        assert said(here) == [("The neighbour", "I have one like it.")]
        asked = await here.ida.click(acknowledged(taken), label="Take back")
        await here.ida.click(answer_of(asked), label="Take back")
        await settled(here)
        await here.pass_time(60)
        assert said(here) == []
        assert await here.outbox() == []
        assert not [each for each in here.from_bot(here.wren) if "Answer" in labels(each) and each.embeds]


async def test_taken_back_before_it_stands_it_never_does(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*", status=503, code=0, message="no", times=1)
        taken = await here.reply(here.ida, "I have one like it.", "The neighbour")
        asked = await here.ida.click(acknowledged(taken), label="Take back")
        await here.ida.click(answer_of(asked), label="Take back")
        await settled(here)
        await here.pass_time(60)
        assert said(here) == [] and await here.outbox() == []


async def test_changed_before_it_stands_it_never_says_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_at_all, send = list[str](), discord.Webhook.send

    async def sent(self: discord.Webhook, **more: Any) -> Any:
        said_at_all.append(str(more.get("content")))
        return await send(self, **more)

    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*", status=503, code=0, message="no", times=1)
        taken = await here.reply(here.ida, "I have one like it.", "The neighbour")
        monkeypatch.setattr(discord.Webhook, "send", sent)
        await change(here, here.ida, acknowledged(taken), "I had one like it.")
        await settled(here)
        await here.pass_time(60)
        assert any("I had one" in each for each in said_at_all) and "I have one" not in str(said_at_all)
        assert said(here) == [("The neighbour", "I had one like it.")]
        assert "I had one like it." in text_of(notice(here))


async def test_what_stands_in_an_archived_thread_is_changed_and_the_thread_stays_as_it_was(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await replied(here)
        metadata: Any = {"archived": True, "locked": False}
        here.env.backend.edit_channel(here.thread().id, {}, thread_metadata=metadata)
        await here.env.settle()
        asked = await here.ida.click(card, label="Take back")
        await here.ida.click(answer_of(asked), label="Take back")
        await settled(here)
        assert said(here) == [] and state_of(here.thread()).archived


async def test_in_a_locked_thread_nothing_is_changed_and_all_can_be_taken_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await replied(here)
        await here.mora.slash(here.hall, "letters remove", number=1)
        await settled(here)
        pressed = await here.ida.click(card, label="Change")
        assert pressed.modal is None and "not in public" in told(pressed)
        asked = await here.ida.click(card, label="Take back")
        await here.ida.click(answer_of(asked), label="Take back")
        await settled(here)
        assert "I have one like it." not in str(said(here))
        assert state_of(here.thread()).archived and state_of(here.thread()).locked


async def test_when_the_webhook_is_lost_a_change_comes_back_with_the_reason(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        card = await replied(here)
        (webhook,) = here.env.backend.webhooks
        here.env.backend.delete_webhook(webhook)
        result = await change(here, here.ida, card, "I had one like it.")
        await here.pass_time(120)
        assert said(here) == [("The neighbour", "I have one like it.")]
        read = [told(result), *map(text_of, here.from_bot(here.ida))]
        assert any("webhook" in each and "I had one like it." in each for each in read)
        assert await here.outbox() == []


async def test_an_edit_that_discord_does_not_let_through_is_followed_within_a_minute(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(members=False)) as here:
        await here.publish()
        message = await answered(here)
        await here.pass_time(61)  # that Wren is in the server is asked again
        here.env.inject_error("GET", "/guilds/*/members/*")
        await here.wren.user.edit(message, "Then you knew.")
        await settled(here)
        assert ("Author of the letter", "Then you know.") in said(here)
        await here.pass_time(61)
        await settled(here)
        assert ("Author of the letter", "Then you knew.") in said(here)
