"""The author hears of every response in a direct message and answers as Author of the letter, as nobody else can."""

from __future__ import annotations

import logging
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.letter import Kind
from bot.life import outbox
from tests import acts
from tests.town import ON_DRAFT, TITLE, Town, answer_of, labels, picture, text_of, told, town

OFFER = f"This is an answer to “{TITLE}”"
SECOND = "Snow in April\n\nIt fell on the tulips, and you laughed."


def notices(here: Town) -> list[discord.Message]:
    """The notices of responses that Wren got."""
    return [message for message in here.from_bot(here.wren) if "Answer" in labels(message) and message.embeds]


async def noticed(here: Town, text: str = "Me too, honestly.") -> discord.Message:
    """A published letter of Wren's, and the notice of a response to it."""
    await here.publish()
    await here.sol.send(here.thread(), text)
    await here.pass_time(10)
    return notices(here)[-1]


async def answer(here: Town, notice: discord.Message, text: str) -> Any:
    shown = await here.wren.user.click(notice, label="Answer")
    return await here.wren.user.submit_modal(shown, {"answer": text})


# --- hearing ------------------------------------------------------------------------------------------------------


async def test_a_response_reaches_the_author(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        notice = await noticed(here)
        assert f"New under your letter “{TITLE}”, https://" in notice.content
        assert "1. Sol Tern\nMe too, honestly." in text_of(notice)
        assert labels(notice) == ["Answer", "Mute"]


async def test_several_within_seconds_arrive_as_one(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(2)
        await here.reply(here.ida, "Ride it.", "The neighbour")
        await here.pass_time(2)
        await here.otto.send(here.thread(), "How far is the river?")
        await here.pass_time(10)
        (notice,) = notices(here)
        assert [embed.title for embed in notice.embeds] == [
            "1. Sol Tern",
            "2. The neighbour (a pen name)",
            "3. Otto Reed",
        ]


async def test_a_later_one_arrives_by_itself(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        await here.otto.send(here.thread(), "How far is the river?")
        await here.pass_time(10)
        assert [len(notice.embeds) for notice in notices(here)] == [1, 1]


async def test_many_long_ones_arrive_all_in_as_many_notices_as_they_need(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for index in range(12):
            await here.sol.send(here.thread(), f"Thought {index}. " + "It goes on. " * 100)
        await here.pass_time(30)
        titles = [embed.title for notice in notices(here) for embed in notice.embeds]
        assert titles == [f"{index}. Sol Tern" for index in range(1, 13)]


async def test_a_relay_that_waits_survives_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.restart()
        await here.pass_time(10)
        assert len(notices(here)) == 1


async def test_the_author_is_not_told_of_their_own_words(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        await here.wren.send(here.thread(), "I wrote that!")
        await here.reply(here.wren, "Whoever wrote this, ride it.", "A reader")
        await answer(here, notices(here)[0], "Thank you.")
        await here.pass_time(10)
        assert len(notices(here)) == 1


async def test_whoever_wrote_a_response_the_rows_are_the_same(tmp_path: Path) -> None:
    """Sixteen responses are more than a notice holds: under one letter half are its author's, under the other none."""
    async with town(tmp_path) as here:
        await here.publish()
        await here.publish(here.ida, SECOND, number=2)
        for who in (here.wren, here.sol) * 8:
            for thread in here.letters.threads:
                await who.send(thread, "So it is.")
        await here.pass_time(90)
        assert await here.outbox() == []
        shapes = [shape(here, number) for number in (1, 2)]
        assert len(shapes[0]) == 16 and shapes[0] == shapes[1]
        await here.pass_time(90)
        told = [[each for each in here.from_bot(who) if "Answer" in labels(each)] for who in (here.wren, here.ida)]
        assert [sum(len(each.embeds) for each in some) for some in told] == [8, 16]


def shape(here: Town, number: int) -> list[tuple[int, ...]]:
    """Of each response to a letter: which notice told of it, and how long what is sealed in that is."""
    with closing(sqlite3.connect(here.folder / "letters.db")) as connection:
        rows = connection.execute(
            "SELECT DENSE_RANK() OVER (ORDER BY notice.sent_at, notice.rowid), LENGTH(sealed_message),"
            " LENGTH(message_tag), LENGTH(sealed_mark), notice.sent_at IS NULL FROM response"
            " LEFT JOIN notice ON notice.id = notice_id JOIN letter ON letter.id = response.letter_id"
            " WHERE letter.number = ? ORDER BY response.number",
            (number,),
        )
        return rows.fetchall()


async def test_an_edit_of_one_s_own_response_under_one_s_letter_tells_nobody(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        own = await here.wren.send(here.thread(), "I wrote that!")
        other = await here.sol.send(here.thread(), "And I read it.")
        await here.pass_time(10)
        for who, message in ((here.wren, own), (here.sol, other)):
            await who.edit(message, f"{message.content} Twice.")
        await here.pass_time(10)
        assert "And I read it. Twice." in text_of(notices(here)[-1])
        assert not any("I wrote that" in text_of(each) for each in here.from_bot(here.wren))


async def test_two_authors_hear_of_their_own_letters_only(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.publish(here.ida, SECOND, number=2)
        await here.sol.send(here.thread(), "Tulips do not mind.")
        await here.pass_time(10)
        assert notices(here) == []
        assert "Tulips do not mind." in text_of(here.from_bot(here.ida)[-1])


# --- answering ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_the_answer_button_posts_as_author_of_the_letter(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        done = await answer(here, await noticed(here), "Thank you, Sol.")
        assert told(done).startswith(f"Your answer goes into the thread of “{TITLE}” as **Author of the letter**")
        assert here.thread_texts()[-1] == (
            "Author of the letter",
            "Thank you, Sol.\n-# Author of the letter · response 2",
        )


async def test_a_reply_to_the_notice_is_an_answer(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.reply_in_dm(here.env, here.wren, await noticed(here), "Thank you, Sol.")
        assert here.thread_texts()[-1][0] == "Author of the letter"
        assert "Your answer goes into the thread" in here.from_bot(here.wren)[-1].content
        assert not any("Send letter" in labels(message) for message in here.from_bot(here.wren))


async def test_a_reply_to_the_notice_of_the_publication_is_an_answer_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "I should add: it is blue.")
        assert here.thread_texts()[-1][0] == "Author of the letter"


async def test_without_manage_webhooks_the_author_answers_on_a_frame(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        await answer(here, await noticed(here), "Thank you, Sol.")
        _, text = here.thread_texts()[-1]
        assert text == "Author of the letter\nThank you, Sol.\nAuthor of the letter · response 2"


@pytest.mark.parametrize("webhooks", [True, False], ids=["webhook", "frame"])
async def test_an_answer_of_4000_characters_stands_whole(tmp_path: Path, webhooks: bool) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=webhooks)
        long = "".join(f"{index:04} It goes on and on. " for index in range(160))[:4000].strip() + "!"
        await answer(here, await noticed(here), long)
        assert long in here.thread_texts()[-1][1]
        assert "Author of the letter · response 2" in here.thread_texts()[-1][1]


async def test_a_direct_message_of_4000_characters_is_an_answer_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.reply_in_dm(here.env, here.wren, await noticed(here), "a" * 4000)
        assert "a" * 4000 in here.thread_texts()[-1][1]


async def test_an_empty_answer_is_refused(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert "There is nothing in your reply." in told(await answer(here, await noticed(here), "  "))
        assert len(here.thread_texts()) == 1


async def test_an_answer_with_a_picture_keeps_the_text_and_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        notice = await noticed(here)
        await acts.reply_in_dm(here.env, here.wren, notice, "Look.", [("me.png", picture())])
        assert here.thread_texts()[-1] == ("Author of the letter", "Look.\n-# Author of the letter · response 2")
        assert "An answer holds text only" in here.from_bot(here.wren)[-1].content


async def test_an_answer_pings_nobody(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answer(here, await noticed(here), f"@everyone {here.sol.mention}")
        asked: list[Any] = [each for each in here.env.http_requests if each.path.startswith("/webhooks/") and each.json]
        (sent,) = [each.json for each in asked if each.json.get("content", "").startswith("@everyone")]
        assert sent["allowed_mentions"] == {"parse": []}


async def test_an_answer_to_a_letter_out_of_sight_is_refused_and_given_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        notice = await noticed(here)
        form = await here.wren.user.click(notice, label="Answer")
        await here.mora.slash(here.desk, "letters remove", number=1)
        late = await here.wren.user.submit_modal(form, {"answer": "Thank you, Sol."})
        assert "not in public at the moment" in told(late) and "Thank you, Sol." in told(late)


# --- nobody else can ----------------------------------------------------------------------------------------------


async def test_a_member_who_replies_to_somebody_elses_notice_answers_nothing(tmp_path: Path) -> None:
    """Discord would not let Ida; a client that sends another's message id gets a draft of her own."""
    async with town(tmp_path) as here:
        notice = await noticed(here)
        await acts.dm(here.env, here.ida, "I am the author of all this.", reply_to=notice)
        assert [name for name, _ in here.thread_texts()] == ["Sol Tern"]


def forge(here: Town, message: Any, verb: str, theirs: Any) -> None:
    """`message` of the bot's gets the button `verb` of another message, as a tampering client would send it."""
    stored = here.env.backend.get_message(message.channel.id, message.id)
    (wanted,) = [
        item
        for row in here.env.backend.get_message(theirs.channel.id, theirs.id).components
        for item in row["components"]
        if item["custom_id"].startswith(f"{verb}:")
    ]
    for row in stored.components:
        for item in row["components"]:
            if item["custom_id"].startswith(f"{verb}:"):
                item["custom_id"] = wanted["custom_id"]


def forge_form(shown: Any, theirs: Any) -> None:
    """The form that was shown names what another message's button names, as a tampering client would send it back."""
    (wanted,) = [
        item["custom_id"] for row in theirs.components for item in row["components"] if item.get("label") == "Answer"
    ]
    form = shown._interaction.modal
    form["custom_id"] = ":".join((form["custom_id"].split(":")[0], wanted.split(":", 1)[1]))


@pytest.mark.parametrize(("verb", "label"), [("answer", "Answer"), ("mute", "Mute"), ("withdraw", "Withdraw")])
async def test_a_forged_press_on_somebody_elses_letter_changes_nothing(tmp_path: Path, verb: str, label: str) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        await here.publish(here.ida, SECOND, number=2)
        await here.sol.send(here.thread(), "Tulips do not mind.")
        await here.pass_time(10)
        hers = [each for each in here.from_bot(here.ida) if label in labels(each)][-1]
        theirs = [each for each in here.from_bot(here.wren) if label in labels(each)][-1]
        forge(here, hers, verb, theirs)
        assert told(await here.ida.user.click(hers, label=label)).startswith("That letter is not yours.")
        assert len(here.published()) == 2
        await here.sol.send(here.thread(0), "Are you still there?")
        await here.pass_time(10)
        assert "Are you still there?" in text_of(notices(here)[-1])


async def test_a_forged_answer_is_refused(tmp_path: Path) -> None:
    """The form was opened under her own letter; what is sent back names another one."""
    async with town(tmp_path) as here:
        notice = await noticed(here)
        await here.publish(here.ida, SECOND, number=2)
        await here.sol.send(here.thread(), "Tulips do not mind.")
        await here.pass_time(10)
        hers = here.from_bot(here.ida)[-1]
        shown = await here.ida.user.click(hers, label="Answer")
        forge_form(shown, here.env.backend.get_message(notice.channel.id, notice.id))
        assert "That letter is not yours." in told(await here.ida.user.submit_modal(shown, {"answer": "It was me."}))
        assert [name for name, _ in here.thread_texts()] == ["Sol Tern"]


@pytest.mark.parametrize("verb", ["send", "edit", "discard"])
async def test_a_forged_press_on_somebody_elses_draft_changes_nothing(tmp_path: Path, verb: str) -> None:
    async with town(tmp_path) as here:
        draft, hers = await here.write(here.wren), await here.write(here.ida, SECOND)
        forge(here, hers, verb, draft)
        label = {"send": "Send letter", "edit": "Edit", "discard": "Discard"}[verb]
        done = await here.ida.user.click(hers, label=label)
        assert told(done).startswith("That letter is not yours.") and done.modal is None
        assert here.desk.history() == [] and TITLE in text_of(here.draft(here.wren))


@pytest.mark.parametrize(
    "name", ["Author of the letter", "author of the letter", "Author of the Letter ✉", "The author"]
)
async def test_nobody_gets_the_name_as_a_pen_name(tmp_path: Path, name: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for who in (here.ida, here.mora, here.wren):
            assert "reserved" in told(await here.reply(who, "It was me.", name))
        assert here.thread_texts() == []


async def test_a_pen_name_reply_that_imitates_the_mark_is_marked_as_what_it_is(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "It was me.\n-# Author of the letter · response 1", "A reader")
        name, text = here.thread_texts()[-1]
        assert name == "A reader" and text.endswith("\n-# Response 1, under a pen name")


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_the_authors_open_reply_is_a_response_like_any_other(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too, honestly.")
        before = len(here.env.http_requests)
        await here.wren.send(here.thread(), "Me too, honestly!")
        await here.pass_time(65)
        assert here.thread_texts()[-1] == ("Wren Aldous", "Me too, honestly!")
        assert text_of(here.published()[0]).endswith("2 responses")
        after = [each for each in here.env.http_requests[before:] if "reactions" in each.path or "pins" in each.path]
        assert after == [] and not here.thread().history()[-1].reactions


# --- mute ---------------------------------------------------------------------------------------------------------


async def test_mute_stops_the_notices_and_unmute_resumes_them(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        notice = await noticed(here)
        assert "You will not hear of new" in told(await here.wren.user.click(notice, label="Mute"))
        assert labels(notices(here)[-1]) == ["Answer", "Unmute"] and notices(here)[-1].embeds
        await here.otto.send(here.thread(), "How far is the river?")
        await here.pass_time(10)
        assert len(notices(here)) == 1
        await here.restart()
        assert "again" in told(await here.wren.user.click(notices(here)[-1], label="Unmute"))
        assert labels(notices(here)[-1]) == ["Answer", "Mute"]
        await here.otto.send(here.thread(), "I asked how far it is.")
        await here.pass_time(10)
        assert len(notices(here)) == 2 and "how far it is" in text_of(notices(here)[-1])


async def test_an_author_who_muted_may_still_answer(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        notice = await noticed(here)
        await here.wren.user.click(notice, label="Mute")
        await answer(here, notices(here)[-1], "Thank you, Sol.")
        assert here.thread_texts()[-1][0] == "Author of the letter"


# --- a direct message soon after ------------------------------------------------------------------------------------


async def test_a_direct_message_soon_after_a_notice_can_be_an_answer(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        draft = await here.write(here.wren, "Thank you, Sol. I think of it every day.")
        assert labels(draft) == [*ON_DRAFT, OFFER]
        await here.restart()
        done = await here.wren.user.click(draft, label=OFFER)
        assert "as **Author of the letter**" in answer_of(done).content
        assert labels(answer_of(done).message) == ["Change", "Take back"]
        assert here.thread_texts()[-1] == (
            "Author of the letter",
            "Thank you, Sol. I think of it every day.\n-# Author of the letter · response 2",
        )


async def test_what_became_an_answer_is_no_draft_any_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        draft = await here.write(here.wren, "Thank you, Sol. I think of it every day.")
        await here.wren.user.click(draft, label=OFFER)
        draft = await here.write(here.wren, "And now a letter to somebody else.")
        assert "Sol" not in text_of(draft) and "somebody else" in text_of(draft)


async def test_it_may_also_become_a_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        draft = await here.write(here.wren, SECOND)
        await here.wren.user.click(draft, label="Send letter")
        assert "Snow in April" in text_of(here.desk_card(2)) and len(here.thread_texts()) == 1


async def test_later_it_is_not_offered(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        await here.pass_time(601)
        assert labels(await here.write(here.wren, SECOND)) == ON_DRAFT


async def test_an_offer_that_was_shown_in_time_is_still_good_a_little_later(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        draft = await here.write(here.wren, "Thank you, Sol. I think of it every day.")
        await here.pass_time(900)
        await here.wren.user.click(draft, label=OFFER)
        assert here.thread_texts()[-1][0] == "Author of the letter"


async def test_it_is_not_offered_to_others(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        assert labels(await here.write(here.ida, SECOND)) == ON_DRAFT


async def test_an_offer_goes_to_the_letter_it_names_whatever_came_meanwhile(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(text=SECOND)
        await here.publish(number=2)
        await here.sol.send(here.thread(1), "Me too, honestly.")
        await here.pass_time(10)
        draft = await here.write(here.wren, "Thank you, Sol. I think of it every day.")
        await here.sol.send(here.thread(0), "Tulips do not mind.")
        await here.pass_time(10)
        await here.wren.user.click(draft, label=OFFER)
        first, second = ([message.author.display_name for message in here.thread(at).history()] for at in (0, 1))
        assert "Author of the letter" in second and "Author of the letter" not in first


async def test_an_answer_that_was_withdrawn_meanwhile_stays_a_draft(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await noticed(here)
        draft = await here.write(here.wren, "Thank you, Sol. I think of it every day.")
        await here.mora.slash(here.desk, "letters remove", number=1)
        assert "not in public at the moment" in told(await here.wren.user.click(draft, label=OFFER))
        assert "I think of it every day." in text_of(here.draft(here.wren))


async def test_a_member_who_calls_themselves_the_author_is_shown_as_a_member(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        fox = here.person("fox", "Author of the letter")
        await fox.send(here.thread(), "I take it all back.")
        await here.pass_time(15)
        assert "Author of the letter (a member who uses that name)" in text_of(here.from_bot(here.wren)[-1])


# --- whether a notice had anything to say --------------------------------------------------------------------------


@pytest.mark.parametrize("closed", [False, True])
async def test_the_log_does_not_tell_whose_response_it_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, closed: bool
) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        if closed:
            acts.close_dms(here.env, here.wren)
        caplog.set_level(logging.INFO, "bot")
        lines: list[list[str]] = []
        for who in (here.wren, here.ida):
            caplog.clear()
            await who.send(here.thread(), "I oiled the chain.")
            await here.pass_time(80)
            said = [record.getMessage() for record in caplog.records if "(notice" in record.getMessage()]
            lines.append([re.sub(r"\d+", "N", line) for line in said])
        assert lines[0] == lines[1] != []


async def test_nor_do_the_rows_while_direct_messages_do_not_work(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        channel = f"/channels/{here.wren.user.dm_channel.id}"
        for path, method in ((f"{channel}/messages", "POST"), (channel, "GET")):
            here.env.inject_error(method, path, status=503, times=10)
        for turn, who in enumerate((here.wren, here.ida), 1):
            await who.send(here.thread(), "I oiled the chain.")
            await here.pass_time(60)
            assert [kind for _, kind in await here.outbox() if kind is Kind.NOTICE] == [Kind.NOTICE] * turn


@pytest.mark.parametrize("act", ["edit", "delete"])
async def test_nor_does_what_becomes_of_a_response_later(tmp_path: Path, act: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        said = []
        for who in (here.wren, here.ida):
            said.append((who, await who.send(here.thread(), "I oiled the chain.")))
            await here.pass_time(90)
        await here.pass_time(outbox.COUNT_EVERY)
        assert await here.outbox() == []
        channel = f"/channels/{here.wren.user.dm_channel.id}"
        for path in (channel, f"{channel}/*"):
            here.env.inject_error("*", path, status=503, times=None)
        for turn, (who, message) in enumerate(said, 1):
            await (who.edit(message, "Twice.") if act == "edit" else who.delete(message))
            await here.pass_time(30)
            assert [kind for _, kind in await here.outbox() if kind is Kind.NOTICE_EDIT] == [Kind.NOTICE_EDIT] * turn
