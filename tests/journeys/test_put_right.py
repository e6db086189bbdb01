"""What Discord does not let the bot do waits until somebody puts it right, holds up nobody else, and people read so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.letter import Kind
from bot.life import outbox
from tests import acts
from tests.town import BODY, Town, answer_of, sure, text_of, told, town

PATCHED = "/webhooks/*/*/messages/*"


def said(here: Town) -> list[tuple[str, str]]:
    """Who says what in the thread, without the line under it."""
    return [(name, text.partition("\n-# ")[0]) for name, text in here.thread_texts()]


def read_by(here: Town, who: MemberActor, *results: Any) -> str:
    """Everything that the bot has told somebody, in direct messages and in answer to what they pressed."""
    return "\n".join([*map(told, results), *map(text_of, here.from_bot(who))])


async def replied(here: Town, who: MemberActor, text: str, name: str) -> Any:
    """The acknowledgement of a pen-name reply that stands."""
    taken = await here.reply(who, text, name)
    await here.pass_time(30)
    return taken.followups[-1] if taken.followups else answer_of(taken)


async def change(here: Town, who: MemberActor, card: Any, text: str) -> Any:
    form = await who.click(card, label="Change")
    return await who.submit_modal(form, {"answer": text})


async def take_back(here: Town, who: MemberActor, card: Any) -> Any:
    asked = await who.click(card, label="Take back")
    return await who.click(answer_of(asked), label="Take back")


async def put_off(here: Town, card: Any, text: str = "I had one like it.") -> Any:
    """A change that Discord puts off for ten minutes."""
    here.env.inject_error("PATCH", PATCHED, status=400, code=30046, message="edits of old messages", times=1)
    return await change(here, here.ida, card, text)


def shut_out(here: Town, **permissions: bool) -> None:
    """The bot loses permissions in the letters' channel, or gets them back."""
    acts.set_permissions(here.letters, here.env.bot.user, **permissions)


# --- what is put off holds up nothing -----------------------------------------------------------------------------


async def by_removal(here: Town) -> None:
    await here.mora.slash(here.hall, "letters remove", number=1)


async def by_withdrawal(here: Town) -> None:
    await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))


@pytest.mark.parametrize("restart", [False, True], ids=["", "after a restart"])
@pytest.mark.parametrize("way", [by_removal, by_withdrawal])
async def test_a_letter_is_taken_down_at_once_while_a_change_is_put_off(
    tmp_path: Path, way: Callable[[Town], Awaitable[None]], restart: bool
) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        card = await replied(here, here.ida, "I have one like it.", "The neighbour")
        result = await put_off(here, card)
        if restart:
            await here.restart()
        await way(here)
        assert BODY not in text_of(here.letters.history()[0])
        await here.pass_time(700)
        assert await here.outbox() == [] and said(here) == [("The neighbour", "I have one like it.")]
        assert "could not be made" in read_by(here, here.ida, result)


async def test_a_letter_is_taken_down_at_once_while_its_count_is_put_off(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        path = f"/channels/{here.letters.id}/messages/*"
        here.env.inject_error("PATCH", path, status=400, code=30046, message="edits of old messages", times=1)
        await replied(here, here.ida, "I have one like it.", "The neighbour")
        assert [kind for _, kind in await here.outbox()] == [Kind.REFRESH]
        await by_removal(here)
        assert BODY not in text_of(here.letters.history()[0])
        await here.pass_time(700)
        assert await here.outbox() == [] and BODY not in text_of(here.letters.history()[0])


async def test_others_reply_while_a_change_is_put_off_and_the_newest_change_is_made_once(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        card = await replied(here, here.ida, "I have one like it.", "The neighbour")
        await put_off(here, card)
        await replied(here, here.sol, "So have I.", "The aunt")
        for text in ("I had two like it.", "I had three like it."):
            await change(here, here.ida, card, text)
        assert [kind for _, kind in await here.outbox()].count(Kind.RESPONSE_EDIT) == 1
        await here.pass_time(30)
        assert said(here) == [("The neighbour", "I have one like it."), ("The aunt", "So have I.")]
        before = len(here.env.http_requests)
        await here.pass_time(700)
        assert said(here)[0] == ("The neighbour", "I had three like it.")
        edits = [each for each in here.env.http_requests[before:] if each.method == "PATCH" and "webhooks" in each.path]
        assert len(edits) == 1 and await here.outbox() == []


async def test_what_is_taken_back_while_a_change_of_it_is_put_off_goes_at_once(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        card = await replied(here, here.ida, "I have one like it.", "The neighbour")
        await put_off(here, card)
        await take_back(here, here.ida, card)
        assert said(here) == []
        assert Kind.RESPONSE_EDIT not in [kind for _, kind in await here.outbox()]


# --- what is not allowed waits until it is -------------------------------------------------------------------------


async def reply_that_waits(here: Town) -> InteractionResult:
    """Ida replies where the bot may not post any more. Returns how that was taken."""
    await here.publish()
    shown = await here.ida.click(here.published()[0], label="Leave a reply")
    shut_out(here, send_messages_in_threads=False, manage_webhooks=False)
    taken = await here.ida.submit_modal(shown, {"reply": "I have one like it.", "pen": "The neighbour"})
    await here.pass_time(30)
    return taken


async def test_a_reply_that_may_not_be_posted_appears_once_that_is_put_right_and_only_once(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        result = await reply_that_waits(here)
        read = read_by(here, here.ida, result)
        assert "is not in the thread yet" in read and "once they have put that right" in read
        assert "I have one like it." not in read  # or it might be sent twice
        assert "response 1 could not be posted" in here.desk_card(1).content
        checked = told(await here.mora.slash(here.hall, "letterbox check"))
        assert "Letter 1: Its response 1 could not be posted" in checked
        await here.restart()
        shut_out(here, send_messages_in_threads=True, manage_webhooks=True)
        await here.pass_time(30)
        assert said(here) == [("The neighbour", "I have one like it.")]
        assert "could not be posted" not in here.desk_card(1).content
        assert "could not be posted" not in told(await here.mora.slash(here.hall, "letterbox check"))
        assert read_by(here, here.ida).count("is not in the thread yet") <= 1


@pytest.mark.parametrize("way", ["withdrawn", "removed"])
@pytest.mark.parametrize("why", ["no permission", "an outage", "no thread"])
async def test_a_reply_that_waits_goes_back_when_its_letter_goes(tmp_path: Path, way: str, why: str) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        shown = await here.ida.click(here.published()[0], label="Leave a reply")
        if why == "no permission":
            shut_out(here, send_messages_in_threads=False, manage_webhooks=False)
        else:
            here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*", status=503, code=0, message="no", times=None)
        result = await here.ida.submit_modal(shown, {"reply": "I have one like it.", "pen": "The neighbour"})
        if why == "no thread":
            here.env.backend.delete_channel(here.thread().id)
        await here.pass_time(30)
        if way == "withdrawn":
            await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))
        else:
            await here.mora.slash(here.hall, "letters remove", number=1)
        await here.restart()
        await here.pass_time(1_000)
        read = read_by(here, here.ida, result)
        assert read.count("I have one like it.") == 1 and f"the letter was {way}" in read
        acts.forget_faults(here.env)
        shut_out(here, send_messages_in_threads=True, manage_webhooks=True)
        if way == "removed":
            await here.mora.slash(here.hall, "letters restore", number=1)
        await here.pass_time(1_000)
        assert not (here.letters.threads and said(here)) and await here.outbox() == []


async def test_a_reply_whose_answer_was_lost_before_its_letter_was_removed_stands_when_that_is_back(
    tmp_path: Path,
) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        acts.lose_answer(here.env, "POST", "/webhooks/*/simcord_webhook_*")
        result = await here.reply(here.ida, "I have one like it.", "The neighbour")
        await here.mora.slash(here.hall, "letters remove", number=1)
        await here.pass_time(100)
        await here.mora.slash(here.hall, "letters restore", number=1)
        await here.pass_time(100)
        assert said(here) == [("The neighbour", "I have one like it.")]
        assert "the letter was" not in read_by(here, here.ida, result)


async def test_a_reply_that_waits_is_taken_back_and_never_appears(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        taken = await reply_that_waits(here)
        await take_back(here, here.ida, next(each for each in [answer_of(taken), *taken.followups] if each.components))
        shut_out(here, send_messages_in_threads=True, manage_webhooks=True)
        await here.pass_time(30)
        assert said(here) == [] and await here.outbox() == []
        assert "could not be posted" not in here.desk_card(1).content


@pytest.mark.parametrize("mended", ["permission", "check", "by hand", "time"])
async def test_what_cannot_be_taken_back_yet_goes_once_that_is_put_right(tmp_path: Path, mended: str) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        card = await replied(here, here.ida, "I have one like it.", "The neighbour")
        if mended == "permission":
            shut_out(here, view_channel=False)
        else:  # nothing that the bot could see
            for way in ("/webhooks/*/*/messages/*", "/channels/*/messages/*"):
                here.env.inject_error("DELETE", way, status=403, code=50013, message="no", times=None)
        result = await take_back(here, here.ida, card)
        await here.pass_time(30)
        assert said(here) == [("The neighbour", "I have one like it.")]
        read = read_by(here, here.ida, result)
        assert "but it is still in the thread" in read and "once they have put that right" in read
        assert "response 1 was taken back by whoever wrote it, but could not be deleted" in here.desk_card(1).content
        await here.restart()
        if mended != "by hand":
            acts.forget_faults(here.env)
        if mended == "permission":
            shut_out(here, view_channel=True)
        elif mended == "check":
            await here.mora.slash(here.hall, "letterbox check")
        elif mended == "by hand":
            await here.mora.delete(here.thread().history()[-1])
        else:
            await here.env.bot.close()
            await here.pass_time(6 * 3600)
            await here.restart()
        await here.pass_time(outbox.COUNT_EVERY)
        assert said(here) == [] and await here.outbox() == []
        assert "could not be deleted" not in here.desk_card(1).content


@pytest.mark.parametrize(  # nobody presses anything of a bot that is not in the server
    ("way", "shut"), [(by_removal, "permission"), (by_withdrawal, "permission"), (by_withdrawal, "server")]
)
async def test_a_letter_that_may_not_be_taken_down_goes_once_that_is_put_right(
    tmp_path: Path, way: Callable[[Town], Awaitable[None]], shut: str
) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        if shut == "permission":
            shut_out(here, view_channel=False)
            await way(here)
        else:
            await acts.expel(here.env, here.guild)
            await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))
        await here.pass_time(30)
        stood = here.published() if shut == "permission" else acts.memory_of(here.env).expelled
        assert stood
        if way is by_withdrawal:
            assert "is withdrawn, but readers can still see it" in read_by(here, here.wren)
        if shut == "permission":
            assert "could not be taken out of sight" in here.desk_card(1).content
        await here.restart()
        if shut == "permission":
            shut_out(here, view_channel=True)
        else:
            await acts.invite_again(here.env, here.guild)
        await here.pass_time(30)
        assert BODY not in text_of(here.letters.history()[0]) and here.published() == []
        assert await here.outbox() == []
        assert "could not be taken out of sight" not in here.desk_card(1).content


# --- the desk -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["card", "report"])
async def test_a_card_that_the_desk_refuses_is_told_of_and_comes_when_it_is_asked_for(
    tmp_path: Path, what: str
) -> None:
    async with town(tmp_path, check_errors=False) as here:
        if what == "report":
            await here.publish()
        path = f"/channels/{here.desk.id}/messages"
        here.env.inject_error("POST", path, status=400, code=200000, message="AutoMod", times=None)
        if what == "card":
            await here.send(here.wren)
        else:
            shown = await here.ida.click(here.published()[0], label="Report")
            await here.ida.submit_modal(shown, {"why": "It names my sister."})
        await here.pass_time(30)
        count = len(here.desk.history())
        checked = told(await here.mora.slash(here.hall, "letterbox check"))
        assert "1 card is missing or out of date" in checked and "AutoMod" in checked
        assert len(here.desk.history()) == count
        acts.forget_faults(here.env)
        await here.restart()
        await here.mora.slash(here.hall, "letterbox check")
        await here.pass_time(30)
        assert len(here.desk.history()) == count + 1
        assert "Everything is as it should be." in told(await here.mora.slash(here.hall, "letterbox check"))


@pytest.mark.parametrize("verdict", ["return", "reject", "withdraw", "remove"])
async def test_what_the_card_says_of_a_trouble_goes_with_what_it_is_about(tmp_path: Path, verdict: str) -> None:
    async with town(tmp_path, check_errors=False) as here:
        if verdict == "remove":
            await here.publish()
            here.env.backend.delete_channel(here.thread().id)
            await here.env.settle()
            assert "Its thread was deleted" in here.desk_card(1).content
            await by_removal(here)
        else:
            await here.send(here.wren)
            shut_out(here, send_messages=False)
            await here.mora.click(here.desk_card(1), label="Approve")
            assert "could not be published" in here.desk_card(1).content
            if verdict == "withdraw":
                await by_withdrawal(here)
            else:
                more = {"note": "Shorter, please."} if verdict == "return" else {}
                await here.mora.slash(here.hall, f"letters {verdict}", number=1, **more)
        await here.pass_time(30)
        assert "⚠" not in here.desk_card(1).content
        if verdict == "return":
            await here.wren.user.click(here.draft(here.wren), label="Send letter")
            await here.pass_time(30)
            assert "⚠" not in here.desk_card(1).content
