"""What a letterbox takes: its settings, its limits, its rules for words and links, and who may not write yet."""

from __future__ import annotations

import math
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from tests import acts
from tests.town import LETTER, Town, told, town

DAY = 24 * 3600


async def settings(here: Town, **options: Any) -> str:
    """What `/letterbox settings` answers."""
    return told(await here.mora.slash(here.hall, "letterbox settings", **options))


async def send(here: Town, who: MemberActor, text: str = LETTER) -> str:
    """A whole letter; gives the answer to **Send letter**."""
    card = await here.write(who, text)
    return told(await who.user.click(card, label="Send letter"))


async def answer(here: Town, who: MemberActor, text: str) -> str:
    """The author replies to the notice of publication; gives what the bot said to that."""
    notice = next(message for message in here.from_bot(who) if "is published" in message.content)
    await acts.reply_in_dm(here.env, who, notice, text)
    return here.from_bot(who)[-1].content


def set_pending(here: Town, who: MemberActor) -> None:
    """Somebody has not accepted the server's rules yet."""
    backend = here.env.backend
    backend.get_member(here.guild.id, who.id).pending = True
    backend.edit_member(here.guild.id, who.id, {"nick": None})  # the bot hears of it


async def years_later(here: Town) -> None:
    """Everybody has been here for long."""
    await here.days_later(3)


# --- /letterbox settings --------------------------------------------------------------------------------------


async def test_a_letterbox_shows_what_it_takes(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        shown = await settings(here)
        for line in (
            "**Letters waiting** · 1 letter of one person",
            "**Letters a day** · 3 letters of one person",
            "**Responses a minute** · 5 responses of one person",
            "**Age of an account, in days** · an account may be of any age",
            "**Time as a member, in hours** · a member may have just come",
            "**Words to refuse** · no words",
            "**Words to show to the desk** · no words",
            "**Links** · Allow;",
            "To you · To my family",
        ):
            assert line in shown
        assert "Saved" not in shown


async def test_only_what_is_given_changes_and_it_outlives_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        first = await settings(here, waiting=2, refuse="cellar, *attic*", links="flag")
        assert "Saved." in first and "2 letters of one person may wait" in first
        await settings(here, daily=7, flag="garden")
        await here.restart()
        await here.setup()
        shown = await settings(here)
        for line in ("2 letters of one person may wait", "7 letters of", "`cellar`, `*attic*`", "`garden`", "Show to"):
            assert line in shown
        assert "**Words to refuse** · no words" in await settings(here, refuse="-")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"refuse": "x" * 61}, "may have 60 characters"),
        ({"flag": "…"}, "has no letter or digit"),
        ({"refuse": "*a"}, "in almost every letter"),
        ({"categories": ","}, "at least one category"),
        ({"categories": "To everybody I ever knew"}, "20 characters at most"),
        ({"categories": ",".join(map(str, range(21))), "waiting": 9}, "20 categories at most"),
    ],
)
async def test_what_cannot_be_used_is_said_and_changes_nothing(
    tmp_path: Path, options: dict[str, Any], sentence: str
) -> None:
    async with town(tmp_path, limits=True) as here:
        before = await settings(here)
        said = await settings(here, **options)
        assert sentence in said and "Nothing was changed." in said
        assert await settings(here) == before


async def test_settings_are_for_a_letterbox_that_exists(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        assert "no letterbox yet" in await settings(here)
        assert "no letterbox yet" in await settings(here, waiting=2)


async def test_new_categories_are_offered_and_get_tags_in_a_forum(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        said = await settings(here, categories="To you, To the river")
        assert "I made 1 category tag" in said and "To you · To the river" in said
        forum = here.env.bot.get_channel(here.letters.id)
        assert isinstance(forum, discord.ForumChannel)
        assert [tag.name for tag in forum.available_tags][-1] == "To the river"
        card = await here.write(here.wren)
        items = [item for row in card.components for item in getattr(row, "children", [])]
        options = [option.label for item in items for option in getattr(item, "options", [])]
        assert "To the river" in options and "To my family" not in options


async def test_a_long_list_of_words_is_shown_in_part(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        shown = await settings(here, refuse=",".join(f"somelongword{number}" for number in range(150)))
        assert "`somelongword0`, " in shown and " more" in shown and "`somelongword149`" not in shown


# --- how many letters -----------------------------------------------------------------------------------------


async def test_the_next_letter_goes_when_the_first_is_decided(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        await years_later(here)
        assert "number 1" in await send(here, here.wren)
        refused = await send(here, here.wren)
        assert "still waits for its moderators" in refused
        assert len(here.desk.history()) == 1 and "still waits" in here.draft(here.wren).content
        await here.mora.click(here.desk_card(1), label="Approve")
        assert "number 2" in told(await here.wren.user.click(here.draft(here.wren), label="Send letter"))


async def test_drafts_do_not_count_nor_do_letters_of_others_or_in_other_servers(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        await years_later(here)
        await here.write(here.wren)
        await send(here, here.sol)
        assert "number 2" in await send(here, here.wren, "One more line.")


async def test_so_many_letters_a_day_and_then_the_card_says_when(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        await settings(here, waiting=9, daily=2)
        await years_later(here)
        first = int(here.env.now().timestamp())
        for number in (1, 2):
            assert f"number {number}" in await send(here, here.wren)
            await here.pass_time(60)
        refused = await send(here, here.wren)
        assert "You have sent 2 letters to that letterbox within a day." in refused
        moment = int(refused.partition("<t:")[2].partition(":")[0])
        assert first + DAY <= moment <= first + DAY + 60
        await here.days_later(1)
        assert "number 3" in told(await here.wren.user.click(here.draft(here.wren), label="Send letter"))


async def test_a_letter_that_came_back_does_not_stand_in_its_own_way(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        await settings(here, daily=1)
        await years_later(here)
        await send(here, here.wren)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter, please.")
        await here.pass_time(65)
        assert "number 1" in told(await here.wren.user.click(here.draft(here.wren), label="Send letter"))


# --- who may not write yet --------------------------------------------------------------------------------------


async def test_a_new_account_and_a_new_member_read_from_when_on_they_can(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        shown = await settings(here, account_days=1, member_hours=1)
        assert "an account must be 1 day old" in shown and "must have been here for 1 hour" in shown
        joined = int(here.env.now().timestamp())
        refused = await send(here, here.wren)
        assert "Your account is too new" in refused and "You are too new in that server" in refused
        moment = int(refused.partition("account is too new")[2].partition("<t:")[2].partition(":")[0])
        assert abs(moment - joined - DAY) < 120
        await here.days_later(1)
        assert "number 1" in told(await here.wren.user.click(here.draft(here.wren), label="Send letter"))


async def test_who_has_not_accepted_the_rules_cannot_write_nor_reply(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for who in (here.wren, here.ida):
            set_pending(here, who)
        assert "You have not accepted that server’s rules yet" in await send(here, here.wren)
        assert "You have not accepted that server’s rules yet" in told(await here.reply(here.ida, "Hm.", "Owl"))
        assert "You have not accepted that server’s rules yet" in await answer(here, here.wren, "Hm.")
        assert here.thread_texts() == []


async def test_who_is_timed_out_reads_until_when_and_cannot_reply_either(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        until = here.env.now().replace(microsecond=0) + timedelta(hours=1)
        for who in (here.wren, here.ida):
            acts.set_timeout(here.guild, who, until)
        moment = f"<t:{math.ceil(until.timestamp())}:f>"
        assert moment in await send(here, here.wren)
        refused = told(await here.reply(here.ida, "A whole paragraph.", "Owl"))
        assert "timed out" in refused and moment in refused
        assert "timed out" in await answer(here, here.wren, "Hm.")
        await here.pass_time(3601)
        assert "Received" in told(await here.reply(here.ida, "A whole paragraph.", "Owl"))


async def test_who_left_the_server_cannot_answer_there_any_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        here.guild.remove_member(here.wren)
        assert "you are not in it any more" in await answer(here, here.wren, "Hm.")
        assert here.thread_texts() == []


# --- how many responses -------------------------------------------------------------------------------------------


async def test_so_many_responses_a_minute_counted_for_each_person(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, responses=2)
        await here.publish()
        for index in (1, 2):
            assert f"response {index}" in told(await here.reply(here.ida, f"Reply {index}.", f"Owl {index}"))
        refused = told(await here.reply(here.ida, "Reply 3.", "Owl 3"))
        assert "You have written 2 responses within a minute." in refused and "Reply 3." in refused
        assert "response 3" in told(await here.reply(here.sol, "Mine.", "Fox"))
        await here.pass_time(61)
        assert "Received" in told(await here.reply(here.ida, "Reply 3.", "Owl 3"))


async def test_answers_and_replies_of_one_person_count_together_and_open_ones_do_not(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, responses=2)
        await here.publish()
        await here.wren.send(here.thread(), "In my own name.")
        await answer(here, here.wren, "As the author.")
        await here.reply(here.wren, "As an owl.", "Owl")
        assert "within a minute" in await answer(here, here.wren, "Once more.")
        assert "within a minute" in told(await here.reply(here.wren, "Once more.", "Owl"))


# --- words and links ------------------------------------------------------------------------------------------------


async def test_a_refused_word_keeps_the_draft_and_is_named_to_its_writer(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, refuse="chain, cellar")
        refused = await send(here, here.wren)
        assert "takes no letter with `chain` in it" in refused and here.desk.history() == []
        assert "`chain`" in here.draft(here.wren).content
        message = next(each for each in here.dm(here.wren) if not each.author.bot)
        await here.wren.user.edit(message, LETTER.replace("chain", "bell"))
        assert "number 1" in told(await here.wren.user.click(here.draft(here.wren), label="Send letter"))


@pytest.mark.parametrize("disguise", ["ch\u0430in", "c\u200bhain", "CHÁIN", "c.h.a.i.n"])
async def test_no_disguise_gets_round_a_refused_word(tmp_path: Path, disguise: str) -> None:
    async with town(tmp_path) as here:
        await settings(here, refuse="chain")
        assert "takes no letter with" in await send(here, here.wren, LETTER.replace("chain", disguise))


async def test_a_flagged_word_an_invite_and_a_masked_link_are_named_at_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, flag="bicycle")
        tail = "\n\nCome: https://discord.gg/abc and [here](https://a.example/x) and https://b.example"
        asked = await here.wren.user.click(await here.write(here.wren, LETTER + tail), label="Send letter")
        assert "Received" in told(await here.wren.user.click(asked.response, label="Send anyway"))
        card = here.desk_card(1).content
        assert "Look at: the invite `https://discord.gg/abc`" in card and "`bicycle`" in card
        assert "`[here](https://a.example/x)`" in card and "b.example" not in card
        assert "Look at" not in "".join(message.content for message in here.from_bot(here.wren))
        await here.mora.click(here.desk_card(1), label="Approve")
        assert "Look at" not in here.desk_card(1).content


@pytest.mark.parametrize(("rule", "at_desk", "refused"), [("allow", 0, False), ("flag", 1, False), ("refuse", 0, True)])
async def test_the_rule_for_links(tmp_path: Path, rule: str, at_desk: int, refused: bool) -> None:
    async with town(tmp_path) as here:
        await settings(here, links=rule)
        said = await send(here, here.wren, f"{LETTER}\n\nhttps://b.example/c")
        assert ("Take out the link `https://b.example/c`" in said) is refused
        assert "".join(card.content for card in here.desk.history()).count("the link `https://b.example/c`") == at_desk


async def test_a_refused_word_in_a_reply_or_an_answer_refuses_it_and_gives_it_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, refuse="cellar", links="refuse")
        await here.publish()
        text = "The cellar, then. https://a.example"
        said = told(await here.reply(here.ida, text, "Owl"))
        assert "Nothing with `cellar` in it" in said and "Take out the link" in said and text in said
        said = await answer(here, here.wren, text)
        assert "Nothing with `cellar` in it" in said and "Take out the link" in said
        assert here.thread_texts() == []
        assert "Received" in told(await here.reply(here.ida, "The garden, then.", "Owl"))


async def test_a_flagged_word_in_a_reply_or_an_answer_stands_and_is_shown_to_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await settings(here, flag="garden")
        await here.publish()
        await here.reply(here.ida, "The garden, then.", "Owl")
        await answer(here, here.wren, "Not the garden.")
        await here.sol.send(here.thread(), "The garden!")
        assert len(here.thread_texts()) == 3
        shown = [message.content for message in here.desk.history()[1:]]
        assert len(shown) == 2
        assert (
            shown[0].startswith("Look at response 1 to letter 1: `garden`")
            and f"/{here.thread().history()[1].id}" in shown[0]
        )
        assert shown[1].startswith("Look at response 2 to letter 1: `garden`")
        assert all(name not in text for text in shown for name in ("Ida", "Wren", str(here.ida.id), str(here.wren.id)))
