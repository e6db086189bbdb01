"""What people and Discord do that nobody planned: `docs/field.md` says where each was seen, and names its test here.

Discord's errors are injected with their own codes and statuses.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot import client, life
from bot.letter import Person
from bot.life import outbox
from tests import acts, unkind
from tests.town import BODY, TITLE, Town, is_forum, labels, picture, state_of, text_of, told, town

pytestmark = pytest.mark.only_run

NAME = "Invalid Form Body\nIn name: Contains words not allowed for servers in Server Discovery."
CONTENT = "Invalid Form Body\nIn content: Must be 2000 or fewer in length."


def inject(
    here: Town, method: str, path: str, status: int, code: int, text: str = "", times: int | None = None
) -> None:
    here.env.inject_error(method, path, status=status, code=code, message=text or f"error {code}", times=times)


async def decide(here: Town, command: str, number: int = 1, **more: Any) -> str:
    return told(await here.mora.slash(here.hall, f"letters {command}", number=number, **more))


# --- what only waits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "code"), [(403, 40003), (400, 40004), (403, 40004), (403, 20028), (403, 130000)])
async def test_what_discord_puts_off_arrives_later(tmp_path: Path, status: int, code: int) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        inject(here, "POST", "/channels/*/messages", status, code, times=3)
        await here.wren.user.click(card, label="Send letter")
        await here.pass_time(7200)
        await decide(here, "approve")
        await here.pass_time(7200)
        assert len(here.published()) == 1 and await here.outbox() == []
        assert any("is published" in each.content for each in here.from_bot(here.wren))


async def test_direct_messages_opened_too_fast_lose_no_verdict(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        inject(here, "POST", "/users/@me/channels", 403, 40003, times=2)
        shown = await here.wren.slash(here.hall, "letter write")
        card = await here.wren.submit_modal(shown, {"title": TITLE, "text:0:n": BODY})
        assert card.response is not None
        await here.wren.click(card.response, label="Send letter")
        await decide(here, "approve")
        await here.pass_time(1200)
        assert [each for each in here.from_bot(here.wren) if "is published" in each.content]


@pytest.mark.parametrize(("status", "code"), [(403, 20026), (403, 40333)])
async def test_a_restricted_bot_stops_asking_and_loses_nothing(tmp_path: Path, status: int, code: int) -> None:
    async with town(tmp_path) as here:
        inject(here, "POST", f"/channels/{here.desk.id}/messages", status, code, times=1)
        await here.send(here.wren)
        asked = len([each for each in here.env.backend.http_requests if each.method == "POST"])
        await here.pass_time(300)
        assert len([each for each in here.env.backend.http_requests if each.method == "POST"]) == asked
        await here.pass_time(600)
        assert "Approve" in labels(here.desk_card(1))


# --- names that Discord does not take --------------------------------------------------------------------------------

REFUSED_NAMES = [(400, 200000, ""), (400, 200001, ""), (403, 200001, ""), (400, 50035, NAME), (400, 20031, "")]


def refuse_names(here: Town, status: int, code: int, text: str, times: int = 1) -> None:
    path = f"/channels/{here.letters.id}/threads" if is_forum(here.letters) else "/channels/*/messages/*/threads"
    inject(here, "POST", path, status, code, text, times)


@pytest.mark.parametrize(("status", "code", "text"), REFUSED_NAMES)
@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_title_that_is_refused_as_a_name_leaves_the_letter_its_thread(
    tmp_path: Path, forum: bool, status: int, code: int, text: str
) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.send(here.wren)
        refuse_names(here, status, code, text)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert [thread.name for thread in here.letters.threads] == ["Letter 1"]
        (letter,) = here.published()
        assert TITLE in text_of(letter)
        card = here.desk_card(1)
        assert "Published by" in card.content and "Its thread is called “Letter 1”" in card.content
        await here.reply(here.ida, "Ride it.", "The neighbour")
        assert here.thread_texts()[-1][0] == "The neighbour"


async def test_a_title_that_is_refused_at_the_letters_return_leaves_it_its_number(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await decide(here, "remove")
        inject(here, "PATCH", f"/channels/{here.thread().id}", 400, 200001, times=1)
        await decide(here, "restore")
        assert [thread.name for thread in here.letters.threads] == ["Letter 1"]
        assert "Its thread is called “Letter 1”" in here.desk_card(1).content


@pytest.mark.parametrize(("status", "code"), [(400, 200000), (400, 240000), (400, 50035)])
@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_letter_whose_words_are_refused_waits_and_the_desk_reads_to_send_it_back(
    tmp_path: Path, forum: bool, status: int, code: int
) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.send(here.wren)
        path = f"/channels/{here.letters.id}/{'threads' if forum else 'messages'}"
        inject(here, "POST", path, status, code, CONTENT if code == 50035 else "")
        await here.mora.click(here.desk_card(1), label="Approve")
        card = here.desk_card(1)
        assert "Waits for a decision" in card.content and "**Send back** with a note" in card.content
        assert "Send back" in labels(card) and here.published() == []


async def test_pictures_that_are_refused_leave_the_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, f"{TITLE}\n\n{BODY}", attachments=[("river.png", picture())])
        await here.wren.user.click(card, label="Send letter")
        inject(here, "POST", f"/channels/{here.letters.id}/messages", 400, 400001, times=1)
        await here.mora.click(here.desk_card(1), label="Approve")
        (letter,) = here.published()
        assert letter.attachments == [] and "stands without its pictures" in here.desk_card(1).content


# --- no room for a webhook -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "code", "text"), [(400, 30007, ""), (400, 30058, ""), (400, 50035, NAME)])
async def test_without_room_for_a_webhook_the_pen_name_stands_on_a_frame(
    tmp_path: Path, status: int, code: int, text: str
) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        inject(here, "POST", f"/channels/{here.letters.id}/webhooks", status, code, text)
        await here.reply(here.ida, "Ride it.", "The neighbour")
        (name, said) = here.thread_texts()[-1]
        assert here.env.bot.user is not None and name == here.env.bot.user.name and said.startswith("The neighbour")


async def test_letterbox_check_says_that_there_is_no_room_for_a_webhook(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        letters: Any = here.env.bot.get_channel(here.letters.id)
        assert "webhooks" not in told(await here.mora.slash(here.hall, "letterbox check"))
        for index in range(15):
            await letters.create_webhook(name=f"Feed {index}")
        for hook in here.env.backend.webhooks.values():
            hook.creator_id = here.mora.id
        said = told(await here.mora.slash(here.hall, "letterbox check"))
        assert "has 15 webhooks" in said and here.letters.mention in said
        await here.publish()
        await here.reply(here.ida, "Ride it.", "The neighbour")
        assert here.thread_texts()[-1][1].startswith("The neighbour")


# --- a response counts, and is told of, when it stands ---------------------------------------------------------------

REPLY = "Ride it to the river, and write again."
#: What no second attempt changes: AutoMod, a harmful link, a form that Discord does not take, a locked thread.
REFUSED = [
    (400, 200000, "", "AutoMod"),
    (403, 200000, "", "AutoMod"),
    (400, 240000, "", "harmful"),
    (400, 50035, CONTENT, "does not accept something"),
    (403, 160005, "", "locked or archived"),
    (400, 50083, "", "locked or archived"),
]


def refuse_responses(here: Town, status: int, code: int, text: str, *, webhooks: bool) -> None:
    if not webhooks:
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        return inject(here, "POST", f"/channels/{here.thread().id}/messages", status, code, text)
    (webhook,) = here.env.backend.webhooks.values()
    inject(here, "POST", f"/webhooks/{webhook.id}/*", status, code, text)
    inject(here, "POST", f"/channels/{here.thread().id}/messages", status, code, text)


def count_of(here: Town) -> str:
    (letter,) = here.published()
    return letter.embeds[0].footer.text or ""


@pytest.mark.parametrize(("status", "code", "text", "why"), REFUSED)
@pytest.mark.parametrize("webhooks", [True, False], ids=["webhook", "frame"])
async def test_a_reply_that_discord_refuses_goes_back_to_its_writer_and_counts_for_nothing(
    tmp_path: Path, webhooks: bool, status: int, code: int, text: str, why: str
) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        if webhooks:  # else the fault would strike the making of the webhook's first message
            await here.reply(here.sol, "I know that yard.", "A reader")
            await here.pass_time(60)
        refuse_responses(here, status, code, text, webhooks=webhooks)
        before, told_before = count_of(here), len(here.from_bot(here.wren))
        taken = await here.reply(here.ida, REPLY, "The neighbour")
        await here.pass_time(60)
        said = told(taken)
        assert "could not be posted" in said and why in said and REPLY in said
        assert here.from_bot(here.ida) == []  # they read it where they pressed
        assert count_of(here) == before and len(here.from_bot(here.wren)) == told_before
        assert not any(REPLY in line for _, line in here.thread_texts()) and await here.outbox() == []
        assert "could not be posted" not in here.desk_card(1).content
        acts.forget_faults(here.env)
        await here.reply(here.sol, "I would, too.", "A reader")
        await here.pass_time(outbox.COUNT_EVERY)
        assert count_of(here).endswith("2 responses" if webhooks else "1 response")


async def test_an_answer_by_direct_message_that_is_refused_comes_back_there_whole(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        refuse_responses(here, 400, 200000, "", webhooks=False)
        long = "I oiled the chain again, and it turns. " * 70
        notice = next(each for each in here.from_bot(here.wren) if "is published" in each.content)
        await acts.reply_in_dm(here.env, here.wren, notice, long)
        await here.pass_time(60)
        back = [each for each in here.from_bot(here.wren) if "could not be posted" in each.content]
        assert len(back) == 1 and long.strip() in text_of(back[0]) and "AutoMod" in back[0].content
        assert count_of(here).endswith("no responses yet")


async def test_what_is_refused_too_late_for_an_answer_comes_by_direct_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        inject(here, "POST", f"/channels/{here.thread().id}/messages", 503, 0)
        await here.reply(here.ida, REPLY, "The neighbour")
        await here.pass_time(1200)
        acts.forget_faults(here.env)
        inject(here, "POST", f"/channels/{here.thread().id}/messages", 400, 200000)
        await here.pass_time(1200)
        (back,) = here.from_bot(here.ida)
        assert REPLY in text_of(back) and "AutoMod" in back.content


async def test_a_reply_that_waits_for_a_permission_is_not_told_of_before_it_stands(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        inject(here, "POST", f"/channels/{here.thread().id}/messages", 403, 50013, times=1)
        told_before = len(here.from_bot(here.wren))
        taken = await here.reply(here.ida, REPLY, "The neighbour")
        await here.pass_time(60)
        assert "is not in the thread yet" in told(taken) and REPLY not in told(
            taken
        )  # it is here, and nobody need send it again
        assert "Its response 1 could not be posted" in here.desk_card(1).content
        assert len(here.from_bot(here.wren)) == told_before and count_of(here).endswith("no responses yet")
        await here.mora.slash(here.hall, "letterbox check")
        await here.pass_time(60)
        assert any(REPLY in line for _, line in here.thread_texts())
        assert [each for each in here.from_bot(here.wren) if REPLY in text_of(each)]


async def test_whoever_is_forgotten_gets_nothing_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        inject(here, "POST", f"/channels/{here.thread().id}/messages", 503, 0, times=1)
        taken = await here.reply(here.ida, REPLY, "The neighbour")
        await life.forgetting.forget(here.office, Person(here.ida.id))
        inject(here, "POST", f"/channels/{here.thread().id}/messages", 400, 200000)
        await here.pass_time(60)
        assert here.from_bot(here.ida) == [] and await here.outbox() == []
        assert "Received" in told(taken) and "could not be posted" not in told(taken)


# --- what moderators set on Discord holds here, too ------------------------------------------------------------------


def set_thread(here: Town, **metadata: Any) -> None:
    """A moderator changes a thread on Discord."""
    slow = {"rate_limit_per_user": metadata.pop("slow")} if "slow" in metadata else {}
    if "archived" in metadata:
        metadata["archive_timestamp"] = here.env.backend.now_iso()
    here.env.backend.edit_channel(here.thread().id, slow, thread_metadata=metadata)


async def answer_by_dm(here: Town, text: str) -> str:
    notice = next(each for each in here.from_bot(here.wren) if "is published" in each.content)
    before = len(here.from_bot(here.wren))
    await acts.reply_in_dm(here.env, here.wren, notice, text)
    return "\n".join(each.content for each in here.from_bot(here.wren)[before:])


CLOSED = {
    "locked": ({"locked": True}, "have locked"),
    "locked and archived": ({"locked": True, "archived": True}, "have locked"),
    "archived by somebody": ({"archived": True}, "was closed"),
}


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
@pytest.mark.parametrize("how", CLOSED)
async def test_a_thread_that_moderators_closed_takes_nothing_from_anybody(
    tmp_path: Path, how: str, forum: bool
) -> None:
    metadata, why = CLOSED[how]
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        before = len(here.thread_texts())
        opened = await here.ida.click(here.published()[-1], label="Leave a reply")
        set_thread(here, **metadata)
        late = await here.ida.submit_modal(opened, {"reply": REPLY, "pen": "The neighbour"})
        assert why in told(late) and REPLY in told(late)
        for who in (here.sol, here.mora):  # those who moderate are no exception
            shown = await who.click(here.published()[-1], label="Leave a reply")
            assert shown.modal is None and why in told(shown)
        assert why in await answer_by_dm(here, "I oiled it again.")
        assert len(here.thread_texts()) == before
        set_thread(here, locked=False, archived=False)
        await here.reply(here.ida, REPLY, "The neighbour")
        assert len(here.thread_texts()) == before + 1


async def test_a_thread_that_fell_asleep_is_woken_by_a_reply(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.days_later(8)
        unkind.archive_idle_threads(here.env)
        await here.env.settle()
        assert state_of(here.thread()).archived
        await here.reply(here.ida, REPLY, "The neighbour")
        assert any(REPLY in line for _, line in here.thread_texts())


async def test_a_reply_on_its_way_does_not_get_into_a_thread_locked_meanwhile(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)  # the bot itself may write there
        inject(here, "POST", f"/channels/{here.thread().id}/messages", 503, 0, times=1)
        await here.reply(here.ida, REPLY, "The neighbour")
        set_thread(here, locked=True)
        await here.pass_time(60)
        assert not any(REPLY in line for _, line in here.thread_texts())


async def test_slow_mode_holds_for_a_person_under_whichever_name(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        set_thread(here, slow=600)
        assert "Received" in told(await here.reply(here.ida, REPLY, "The neighbour"))
        again = told(await here.reply(here.ida, "And tell us of it.", "Another name"))
        assert "slow mode" in again and "And tell us of it." in again
        assert "Received" in told(await here.reply(here.sol, "I would, too.", "A reader"))
        await here.sol.send(here.thread(), "In my own name.")
        assert "Your answer" in await answer_by_dm(here, "I oiled it again.")
        assert "slow mode" in await answer_by_dm(here, "And again.")
        await here.restart()
        assert "slow mode" in told(await here.reply(here.ida, "And tell us of it.", "Another name"))
        await here.pass_time(601)
        assert "Received" in told(await here.reply(here.ida, "And tell us of it.", "Another name"))


# --- what somebody may do on Discord decides -------------------------------------------------------------------------


def with_role(here: Town, name: str, **denied: bool) -> Any:
    """Somebody with a role that is denied this in the letters channel."""
    role = here.guild.create_role(name)
    acts.set_permissions(here.letters, role, **denied)
    return here.guild.add_member(here.env.create_user(name.lower(), global_name=name), roles=[role])


KEPT_OUT = {
    "hidden": {"view_channel": False},
    "muted": {"send_messages": False, "send_messages_in_threads": False},
    "muted in threads": {"send_messages_in_threads": False},
}


@pytest.mark.parametrize("members", [True, False], ids=["members intent", "no members intent"])
@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
@pytest.mark.parametrize("how", KEPT_OUT)
async def test_whom_a_role_keeps_from_writing_writes_nothing_through_the_bot(
    tmp_path: Path, how: str, forum: bool, members: bool
) -> None:
    wanted = client.intents()
    wanted.members = members
    async with town(tmp_path, forum=forum, wanted=wanted) as here:
        kept = with_role(here, "Quiet", **{name: False for name in KEPT_OUT[how]})
        await here.publish()
        if how != "hidden":
            shown = await kept.click(here.published()[-1], label="Leave a reply")
            assert shown.modal is None and "not let you write" in told(shown)
        card = await here.write(kept)
        if how == "muted in threads":  # may write in the channel itself
            return
        assert "cannot send any there" in card.content + text_of(card)
        await kept.user.click(card, label="Send letter")
        assert not any("**Letter 2**" in each.content for each in here.desk.history())


async def test_whoever_wrote_the_letter_and_was_muted_since_cannot_answer(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        writer = with_role(here, "Quiet")
        await here.publish(writer)
        guild: Any = here.env.bot.get_guild(here.guild.id)
        quiet = next(role for role in guild.roles if role.name == "Quiet")
        acts.set_permissions(here.letters, quiet, send_messages_in_threads=False)
        notice = next(each for each in here.from_bot(writer) if "is published" in each.content)
        await acts.reply_in_dm(here.env, writer, notice, "I oiled it again.")
        assert "not let you write" in here.from_bot(writer)[-1].content


async def test_a_channel_that_nobody_writes_in_takes_letters_from_those_who_may_write_in_its_threads(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.guild.default_role, send_messages=False)
        kept = with_role(here, "Quiet", send_messages_in_threads=False)
        await here.send(here.wren)
        assert "Approve" in labels(here.desk_card(1))
        card = await here.write(kept)
        assert "cannot send any there" in card.content + text_of(card)


# --- rules for what is said in a name --------------------------------------------------------------------------------


async def test_refused_words_and_links_are_refused_in_a_pen_name_and_flagged_ones_shown_to_the_desk(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", refuse="turnip", flag="beetroot", links="refuse")
        await here.publish()
        for name, found in (("Lord Turnip", "Turnip"), ("see evil.example.com", "evil.example.com")):
            said = told(await here.reply(here.ida, REPLY, name))
            assert found in said and "is taken there" in said.replace("are taken", "is taken") and REPLY in said
        assert not any(REPLY in line for _, line in here.thread_texts())
        await here.reply(here.ida, REPLY, "Beetroot eater")
        assert any("Look at response 1" in each.content and "Beetroot" in each.content for each in here.desk.history())
