"""`/letter mine`: all that somebody wrote in one message, and each of it with what they can do about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts, tampering
from tests.town import TITLE, another_server, answer_of, chosen_of_mine, labels, sure, text_of, told, town

SNOW = "Snow in April\n\nIt fell on the tulips, and you laughed."


def lines(result: Any) -> list[str]:
    return [line for line in told(result).splitlines() if line.startswith(("**", "↳", "-#"))]


async def test_letters_drafts_and_replies_stand_in_one_list(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.publish(here.ida, SNOW, number=2)
        await here.reply(here.wren, "You laughed, too.", "The neighbour")
        await here.pass_time(30)
        await here.write(here.wren, "The lamp\n\nIt burns until four.")
        await here.restart()
        shown = await here.wren.slash(here.hall, "letter mine")
        assert answer_of(shown).ephemeral
        draft, letter, reply = lines(shown)
        assert draft == "**–** · The lamp · a draft"
        assert letter.startswith(f"**1** · [{TITLE}](https://") and letter.endswith("published · no responses yet")
        assert reply.startswith("↳ [response 1](https://") and "as The neighbour: You laughed, too." in reply


async def test_a_published_letter_is_answered_muted_and_withdrawn_from_there(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        card = await chosen_of_mine(here, here.wren, "Letter 1")
        assert labels(card.message) == ["Answer", "Mute", "Revise", "Withdraw", "Back to the list"]
        assert here.published()[0].jump_url.rpartition("/")[0].rpartition("/")[0] in text_of(card)
        await here.restart()
        form = await here.wren.click(card, label="Answer")
        await here.wren.submit_modal(form, {"answer": "I should add: it is blue."})
        assert here.thread_texts()[-1][0] == "Author of the letter"
        assert "Unmute" in labels(answer_of(await here.wren.click(card, label="Mute")).message)
        card = await chosen_of_mine(here, here.wren, "Letter 1")
        assert "Unmute" in labels(card.message)
        await sure(here.wren, await here.wren.click(card, label="Withdraw"))
        assert here.published() == []


async def test_a_letter_that_waits_is_withdrawn_from_there(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        card = await chosen_of_mine(here, here.wren, "Letter 1")
        assert labels(card.message) == ["Publish on …", "Withdraw", "Back to the list"]
        await sure(here.wren, await here.wren.click(card, label="Withdraw"))
        assert "Withdrawn by its author" in here.desk_card(1).content


async def test_a_draft_is_opened_from_there_and_the_way_back_leads_to_the_list(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        card = await chosen_of_mine(here, here.wren, TITLE)
        opened = await here.wren.click(card, label=f"Open the draft “{TITLE}”")
        assert "Send letter" in labels(answer_of(opened).message)
        back = await here.wren.click(card, label="Back to the list")
        assert f"**–** · {TITLE} · a draft" in told(back)


@pytest.mark.parametrize("reason", ["Not about a neighbour, please.", None])
async def test_a_rejected_letter_says_so_and_why(tmp_path: Path, reason: str | None) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.close_dms(here.env, here.wren.user)
        await here.mora.slash(here.desk, "letters reject", number=1, **({"reason": reason} if reason else {}))
        shown = await here.wren.slash(here.hall, "letter mine")
        assert f"**1** · {TITLE} · rejected" in told(shown)
        assert ("-# The moderators wrote: Not about a neighbour, please." in told(shown)) is (reason is not None)
        card = await chosen_of_mine(here, here.wren, "Letter 1")
        said = f"The moderators wrote:\n> {reason}" if reason else "The moderators gave no reason."
        assert said in text_of(card) and "I erase it on" in text_of(card)


async def test_nobody_reaches_what_is_somebody_else_s(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "I have one like it.", "The neighbour")
        await here.pass_time(30)
        card = await chosen_of_mine(here, here.wren, "Letter 1")
        letter = tampering.button_of(card.message, "withdraw").partition(":")[2]
        replied = await chosen_of_mine(here, here.ida, "Response 1")
        reply = tampering.button_of(replied.message, "take-back").partition(":")[2]
        for value in (f"letter-{letter}", f"response-{reply}", f"letter-{reply}", f"response-{letter}", "letter-", "x"):
            answer = await tampering.press(here.env, here.sol, here.hall, "of-mine:0", value)
            assert TITLE not in told(answer) and "like it" not in told(answer), value
        for value in (f"letter-{reply}", f"response-{letter}"):
            answer = await tampering.press(here.env, here.wren, here.hall, "of-mine:0", value)
            assert TITLE not in told(answer) and "like it" not in told(answer), value


async def test_in_direct_messages_all_servers_stand_there_with_their_names(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        orchard = await another_server(here, here.wren)
        shown = await orchard.member(here.wren).slash(orchard.hall, "letter write")
        await orchard.member(here.wren).submit_modal(shown, {"title": "Apples", "text:0:n": "They fell."})
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        both = told(await here.wren.user.slash("letter mine"))
        assert "The Commons" in both and "**1** · Apples · waiting for the moderators · The Orchard" in both
        assert "Apples" not in told(await here.wren.slash(here.hall, "letter mine"))
