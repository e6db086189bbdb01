"""What moderators lock or close on Discord stays so; what stood where a letter was before is treated where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts, unkind
from tests.journeys.test_put_right import change, read_by, replied, said, take_back
from tests.town import TITLE, Town, state_of, text_of, told, town


async def shut(here: Town, **metadata: bool) -> None:
    """A moderator locks or archives the thread."""
    more: Any = metadata | {"archive_timestamp": here.env.backend.now_iso()}
    here.env.backend.edit_channel(here.thread().id, {}, thread_metadata=more)
    await here.env.settle()


async def decide(here: Town, command: str, **more: str) -> str:
    return told(await here.mora.slash(here.hall, f"letters {command}", number=1, **more))


async def may_reply(here: Town) -> bool:
    """Whether **Leave a reply** opens its form."""
    return (await here.sol.click(here.published()[-1], label="Leave a reply")).modal is not None


# --- closed ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_closed_thread_stays_closed_after_something_in_it_was_deleted(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        card = await replied(here, here.ida, "I have one like it.", "The neighbour")
        await here.pass_time(60)
        await shut(here, archived=True)
        await here.days_later(9)  # by now it would have gone to sleep by itself
        await take_back(here, here.ida, card)
        await here.env.bot.close()
        await here.pass_time(700)
        await here.restart()
        assert said(here) == [] and state_of(here.thread()).archived
        assert not await may_reply(here)


async def test_a_thread_that_sleeps_takes_a_change_and_a_reply(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await replied(here, here.ida, "I have one like it.", "The neighbour")
        await here.days_later(9)
        unkind.archive_idle_threads(here.env)
        await here.env.settle()
        await change(here, here.ida, card, "I had one like it.")
        await here.pass_time(30)
        assert said(here) == [("The neighbour", "I had one like it.")] and state_of(here.thread()).archived
        await replied(here, here.sol, "So have I.", "The aunt")
        assert len(said(here)) == 2 and not state_of(here.thread()).archived


@pytest.mark.parametrize("how", [{"archived": True}, {"locked": True}, {"archived": True, "locked": True}], ids=str)
async def test_what_waits_for_a_thread_that_is_shut_meanwhile_goes_back_to_its_writer(
    tmp_path: Path, how: dict[str, bool]
) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        card = await replied(here, here.ida, "I have one like it.", "The neighbour")
        here.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=400, code=30046, message="old", times=1)
        changed = await change(here, here.ida, card, "I had one like it.")
        here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*", status=503, code=0, message="no", times=1)
        reply = await here.reply(here.sol, "So have I.", "The aunt")
        await shut(here, **how)
        await here.pass_time(700)
        assert said(here) == [("The neighbour", "I have one like it.")]
        assert "could not be posted" in read_by(here, here.sol, reply) and "So have I." in read_by(
            here, here.sol, reply
        )
        assert "could not be made" in read_by(here, here.ida, changed)
        state = state_of(here.thread())
        assert (state.archived, state.locked) == (how.get("archived", False), how.get("locked", False))
        assert await here.outbox() == []


@pytest.mark.parametrize("how", [{"locked": True}, {"archived": True}, {"archived": True, "locked": True}], ids=str)
@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_letter_comes_back_to_a_thread_as_moderators_had_left_it(
    tmp_path: Path, how: dict[str, bool], forum: bool
) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        await shut(here, **how)
        await decide(here, "remove")
        assert state_of(here.thread()).locked and state_of(here.thread()).archived
        await here.restart()
        await decide(here, "restore")
        state = state_of(here.thread())
        assert (state.archived, state.locked) == (how.get("archived", False), how.get("locked", False))
        assert here.thread().name == TITLE and not await may_reply(here)
        await shut(here, archived=False, locked=False)
        await decide(here, "remove")
        await decide(here, "restore")
        assert not state_of(here.thread()).archived and not state_of(here.thread()).locked and await may_reply(here)


# --- published anew -------------------------------------------------------------------------------------------------


async def anew(here: Town) -> None:
    """The letter's message is deleted, and it is published anew."""
    await here.mora.delete(here.published()[0])
    await here.pass_time(30)
    await decide(here, "restore")
    await here.pass_time(90)


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
@pytest.mark.parametrize("locked", [False, True])
async def test_a_letter_that_stands_anew_is_locked_as_it_was_before(tmp_path: Path, locked: bool, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.write(here.wren, f"{TITLE}\n\n" + "It goes on and on. " * 95)
        for _ in range(2):
            await acts.dm(here.env, here.wren, "It goes on and on. " * 95)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.pass_time(30)
        await shut(here, locked=locked)
        await anew(here)
        there = max(here.letters.threads, key=lambda each: each.id)
        assert len(here.letters.threads) == 2 and state_of(there).locked == locked
        assert any("It goes on" in text_of(message) for message in there.history())


def former(here: Town) -> list[str]:
    """What is said in the thread that the letter had before."""
    return [text_of(message).partition("\n-# ")[0] for message in here.thread(0).history()]


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_what_stands_in_the_former_thread_is_taken_back_there(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        card = await replied(here, here.ida, "I have one like it.", "The neighbour")
        await replied(here, here.sol, "So have I.", "The aunt")
        await anew(here)
        assert "no responses yet" in text_of(here.published()[0]) and "So have I." in former(here)
        await here.restart()  # and nobody takes what stands elsewhere for deleted
        changed = await change(here, here.ida, card, "I had one like it.")
        await here.pass_time(30)
        assert "could not be made" in read_by(here, here.ida, changed) and "I have one like it." in former(here)
        assert "is taken back" in told(await take_back(here, here.ida, card))
        await here.pass_time(30)
        assert "I have one like it." not in former(here) and "So have I." in former(here)
        assert await here.outbox() == []


async def test_what_stood_in_a_former_thread_that_is_gone_stands_no_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await replied(here, here.ida, "I have one like it.", "The neighbour")
        await anew(here)
        here.env.backend.delete_channel(here.thread(0).id)
        await here.env.settle()
        assert "is not in the thread any more" in told(await here.ida.click(card, label="Take back"))
        await replied(here, here.sol, "So have I.", "The aunt")
        await here.pass_time(60)
        assert "1 response" in text_of(here.published()[0]) and len(said(here)) == 1


# --- what the author hears ------------------------------------------------------------------------------------------


async def thread_lost(here: Town) -> int:
    """A published letter loses its thread. Returns how many messages its author has read until then."""
    await here.publish()
    await here.pass_time(90)
    heard = len(here.from_bot(here.wren))
    here.env.backend.delete_channel(here.thread().id)
    await here.env.settle()
    return heard


async def told_author(here: Town, since: int) -> list[str]:
    await here.pass_time(90)
    return [text_of(message) for message in here.from_bot(here.wren)[since:]]


async def test_an_author_hears_nothing_of_a_letter_that_is_only_mended(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        heard = await thread_lost(here)
        assert "`/letters remove` and then `/letters restore` publish it anew" in here.desk_card(1).content
        await decide(here, "remove")
        await here.pass_time(120)
        await decide(here, "restore")
        assert await told_author(here, heard) == [] and len(here.published()) == 1
        await decide(here, "remove")
        await decide(here, "restore")
        removed, again = await told_author(here, heard)
        assert "was removed by the moderators" in removed and "is public again" in again


@pytest.mark.parametrize("reason", ["", "It names somebody."])
async def test_an_author_hears_of_a_removal_that_is_not_made_good(tmp_path: Path, reason: str) -> None:
    async with town(tmp_path) as here:
        heard = await thread_lost(here)
        await decide(here, "remove", **({"reason": reason} if reason else {}))
        assert len(await told_author(here, heard)) == (1 if reason else 0)
        await here.env.bot.close()
        await here.pass_time(600)
        await here.restart()
        (removed,) = await told_author(here, heard)
        assert "was removed by the moderators" in removed and (reason or "gave no reason") in removed
        await decide(here, "restore")
        assert "is public again" in (await told_author(here, heard))[-1]


async def test_a_reply_is_refused_at_once_in_a_closed_thread(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        shown = await here.ida.click(here.published()[0], label="Leave a reply")
        await shut(here, archived=True)
        assert "was closed" in told(await here.ida.submit_modal(shown, {"reply": "Me too.", "pen": "Owl"}))
