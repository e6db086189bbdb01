"""Authors, pen-name owners and responders are forgotten for good when their time is over; the letters stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest

from bot import words
from bot.language import ENGLISH
from tests import acts
from tests.host import texts, traces_of
from tests.town import BODY, LETTER, TITLE, Town, answer_of, labels, sure, text_of, told, town

FORGOTTEN = "That letter is not yours. If it was, I have forgotten that"


async def lived(here: Town) -> None:
    """A published letter of Wren's, a pen-name reply of Sol's, one in the open of Ida's, and the author's answer."""
    await here.publish()
    await here.reply(here.sol, "Ride it.", "The neighbour")
    await here.ida.send(here.thread(), "Me too, honestly.")
    await here.pass_time(10)
    shown = await here.wren.user.click(here.from_bot(here.wren)[-1], label="Answer")
    await here.wren.user.submit_modal(shown, {"answer": "I did."})
    await here.pass_time(30)


def notice(here: Town) -> discord.Message:
    """The notice that told Wren of the responses."""
    return next(message for message in here.from_bot(here.wren) if "Answer" in labels(message) and message.embeds)


async def test_just_before_the_end_everything_is_known_and_works(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        await here.days_later(89)
        assert traces_of(here, here.wren) != [] != traces_of(here, here.sol)
        assert TITLE in told(await here.wren.user.slash("letter mine"))
        assert "not hear of new" in told(await here.wren.user.click(notice(here), label="Mute"))


async def test_at_the_end_nobody_can_be_found_any_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        assert {"letter.sealed_author", "notice.message_tag"} <= {*traces_of(here, here.wren)}
        assert {"pen_name.sealed_owner", "response.sealed_mark"} <= {*traces_of(here, here.sol)}
        await here.days_later(90)
        assert traces_of(here, here.wren) == [] == traces_of(here, here.sol)


async def test_what_stands_in_public_stays_and_goes_on(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        before = text_of(here.published()[-1])
        await here.days_later(90)
        assert text_of(here.published()[-1]) == before
        await here.reply(here.otto, "Which river?", "A passer-by")
        await here.ida.send(here.thread(), "Any river.")
        await here.pass_time(700)
        assert "5 responses" in text_of(here.published()[-1])
        assert traces_of(here, here.wren) == []


async def test_readers_who_come_later_are_forgotten_later(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        await here.days_later(90)
        await here.reply(here.otto, "Which river?", "A passer-by")
        await here.days_later(89)
        assert "pen_name.sealed_owner" in traces_of(here, here.otto)
        await here.days_later(1)
        assert traces_of(here, here.otto) == []


async def test_a_response_begins_the_time_anew(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.days_later(60)
        await here.ida.send(here.thread(), "Me too, honestly.")
        await here.days_later(60)
        assert TITLE in told(await here.wren.user.slash("letter mine"))
        await here.days_later(30)
        assert traces_of(here, here.wren) == []


async def test_the_letterbox_chooses_the_time_and_the_draft_card_tells_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        assert "I forget whose it is 90 days after the last response" in here.welcomes(here.wren)[0].content
        shown = await here.mora.slash(here.hall, "letterbox settings", keep_days=3)
        assert "3 days after the last response I forget" in told(shown)
        await here.wren.user.click(here.draft(here.wren), label="Edit")
        card = await here.write(here.wren, "More.")
        assert "3 days after the last response" in told(await here.wren.user.click(card, label="What is kept?"))
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.days_later(2)
        assert traces_of(here, here.wren) != []
        await here.days_later(1)
        assert traces_of(here, here.wren) == []


@pytest.mark.parametrize("label", ["Answer", "Mute", "Withdraw"])
async def test_whoever_presses_a_button_of_an_old_notice_is_told(tmp_path: Path, label: str) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        await here.days_later(90)
        last = [message for message in here.from_bot(here.wren) if label in labels(message)][-1]
        assert FORGOTTEN in told(await here.wren.user.click(last, label=label))


async def test_whoever_had_the_form_open_when_the_time_was_over_is_told(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        shown = await here.wren.user.click(notice(here), label="Answer")
        await here.days_later(90)
        assert FORGOTTEN in told(await here.wren.user.submit_modal(shown, {"answer": "Still here."}))


async def test_whoever_replies_to_an_old_notice_is_told_and_no_draft_begins(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        await here.days_later(90)
        await acts.reply_in_dm(here.env, here.wren, notice(here), "Still here.")
        assert FORGOTTEN in here.from_bot(here.wren)[-1].content
        assert not [message for message in here.from_bot(here.wren) if "Send letter" in labels(message)]


async def test_whoever_withdraws_by_number_is_told(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        await here.days_later(90)
        assert "is nobody’s any more" in told(
            await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))
        )


async def test_a_pen_name_of_somebody_forgotten_is_nobodys(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        await here.days_later(90)
        for reader in (here.sol, here.otto):
            assert "whom I have forgotten since" in told(await here.reply(reader, "It is I.", "The neighbour"))
        assert "Received" in told(await here.reply(here.sol, "It is I.", "The neighbour’s cat"))


async def test_a_letter_without_an_author_can_be_removed_and_restored(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        await here.days_later(90)
        heard = len(here.from_bot(here.wren))
        said = told(await here.mora.slash(here.desk, "letters remove", number=1, reason="Too long."))
        assert "its author is told, if I still know who they are" in said
        assert here.published() == []
        await here.mora.slash(here.desk, "letters restore", number=1)
        assert BODY in text_of(here.published()[-1]) and "3 responses" in text_of(here.published()[-1])
        assert len(here.from_bot(here.wren)) == heard


async def test_one_removed_expires_like_one_in_sight(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.days_later(90)
        assert traces_of(here, here.wren) == [] == traces_of(here, here.sol)
        await here.mora.slash(here.desk, "letters restore", number=1)
        assert BODY in text_of(here.published()[-1])


async def rejected(here: Town) -> None:
    await here.send(here.wren)
    await here.mora.slash(here.desk, "letters reject", number=1, reason="Kandiszucker")


async def withdrawn(here: Town) -> None:
    await here.send(here.wren)
    await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))


async def withdrawn_from_public(here: Town) -> None:
    await lived(here)
    await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))


@pytest.mark.parametrize("end", [rejected, withdrawn, withdrawn_from_public])
async def test_of_what_is_not_published_nothing_is_left_after_a_week(tmp_path: Path, end: Any) -> None:
    async with town(tmp_path) as here:
        await end(here)
        await here.days_later(6)
        assert traces_of(here, here.wren) != [] and b"I oiled the chain" in texts(here)
        await here.days_later(1)
        assert traces_of(here, here.wren) == [] == traces_of(here, here.sol)
        for text in ("I oiled the chain", TITLE, "Kandiszucker", "Ride it.", "Me too, honestly."):
            assert text.encode() not in texts(here)
        assert "oiled" not in text_of(here.desk_card(1))
        assert "letter 1 is" in told(await here.mora.slash(here.desk, "letters approve", number=1)).lower()


async def test_a_withdrawal_that_has_not_reached_discord_yet_still_does(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await lived(here)
        await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))
        await here.days_later(7)
        assert here.published() == [] and "withdrawn by its author" in here.letters.history()[0].content


async def test_drafts_and_letters_that_wait_do_not_expire(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.write(here.ida, LETTER)
        await here.days_later(400)
        await sure(here.wren.user, await here.wren.user.click(here.from_bot(here.wren)[-1], label="Withdraw"))
        card = await here.write(here.ida, "More.", reply_to=here.draft(here.ida))
        assert "More." in text_of(card) and BODY in text_of(card)


async def test_the_bot_forgets_while_it_runs(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", keep_days=1)
        await here.publish()
        await here.env.bot.close()
        await here.env.advance_time(86_400 - 1_800)
        await here.restart()
        assert traces_of(here, here.wren) != []
        await here.pass_time(3_700)
        assert traces_of(here, here.wren) == []
        assert answer_of(await here.wren.user.slash("letter mine")).content == ENGLISH(words.mine.EMPTY)
