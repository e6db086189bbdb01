"""A card or a notice that is out of date: a press on it says what is true now, and nothing on it stays alive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts, tampering
from tests.town import Town, answer_of, form_of, labels, sure, text_of, told, town

WRONG = "Something went wrong"


def pressable(message: Any, label: str) -> str:
    """The custom id of one of a message's buttons."""
    items = [item for row in message.components for item in getattr(row, "children", [])]
    return next(item.custom_id for item in items if getattr(item, "label", None) == label)


async def opened(here: Town) -> Any:
    """Wren's draft, opened from the list; gives the message with its card."""
    listed = answer_of(await here.wren.user.slash("letter mine"))
    return answer_of(await here.wren.user.click(listed, label=labels(listed)[0]))


async def test_a_letter_sent_from_elsewhere_leaves_no_card_alive(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await here.wren.user.click(await opened(here), label="Send letter")
        card = here.from_bot(here.wren)[0]
        assert "Received" in card.content and labels(card) == ["Withdraw"]


@pytest.mark.parametrize("label", ["Send letter", "Edit", "Discard", "What is kept?"])
async def test_a_press_on_an_old_card_of_a_sent_letter_says_that_it_was_sent(tmp_path: Path, label: str) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        other = await opened(here)
        await here.wren.user.click(card, label="Send letter")
        pressed = await here.wren.user.click(other, label=label)
        assert "has been sent" in told(pressed) and pressed.modal is None
        assert labels(answer_of(pressed)) == ["Withdraw"]


async def test_a_card_of_an_erased_draft_loses_its_buttons(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        for _ in range(3):
            await here.days_later(20)
            await here.pass_time(70)
        card = here.from_bot(here.wren)[0]
        pressed = await here.wren.user.click(card, label="Send letter")
        assert "does not exist any more" in told(pressed)
        assert labels(here.from_bot(here.wren)[0]) == []


async def test_a_notice_of_a_withdrawn_letter_says_so_and_loses_its_buttons(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        notice = here.from_bot(here.wren)[-1]
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        assert "Letter 1 is withdrawn" in told(await here.wren.user.click(notice, label="Mute"))
        assert labels(here.from_bot(here.wren)[-1]) == []


async def test_withdraw_stands_under_the_publication_and_not_under_every_reply(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        published = here.from_bot(here.wren)[-1]
        assert labels(published) == ["Answer", "Mute", "Revise", "Withdraw"] and "in your own name" in published.content
        await here.reply(here.ida, "I have one like it.", "Heron")
        await here.pass_time(10)
        assert labels(here.from_bot(here.wren)[-1]) == ["Answer", "Mute"]
        assert form_of(await here.wren.user.click(published, label="Answer"))


async def test_a_draft_whose_discarding_was_not_answered_can_be_had_back_from_its_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        asked = await here.wren.user.click(await here.write(here.wren), label="Discard")
        here.env.inject_error("POST", "/interactions/*", status=503, times=None)
        done = await here.wren.user.click(answer_of(asked), label="Discard it")
        acts.forget_faults(here.env)
        await here.restart()
        card = here.from_bot(here.wren)[0]
        assert WRONG not in told(done) and "Discarded." in card.content and labels(card) == ["Bring it back"]
        await here.wren.user.click(card, label="Bring it back")
        card = here.from_bot(here.wren)[0]
        assert "Send letter" in labels(card) and "bicycle" in text_of(card)


async def test_a_letter_that_came_back_while_messages_were_closed_is_told_when_they_write(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.close_dms(here.env, here.wren)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter, please.")
        await here.days_later(1)
        acts.open_dms(here.env, here.wren)
        await acts.dm(here.env, here.wren, "Another\n\nIt is not the same letter.")
        said = [text_of(each) for each in here.from_bot(here.wren)]
        assert any("came back" in each for each in said) and any("Shorter, please." in each for each in said)
        await here.days_later(1)
        await acts.dm(here.env, here.wren, "A third\n\nIt is not the same letter either.")
        assert sum("came back" in text_of(each) for each in here.from_bot(here.wren)) == 1


async def test_of_a_letter_taken_back_meanwhile_nobody_says_that_it_came_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        here.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter, please.")
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        acts.forget_faults(here.env)
        await here.pass_time(60)
        assert not any("came back" in each.content for each in here.from_bot(here.wren))


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
async def test_editing_a_message_of_a_letter_that_is_over_gives_no_advice_that_cannot_be_followed(
    tmp_path: Path, verb: str
) -> None:
    async with town(tmp_path) as here:
        message = await acts.dm(here.env, here.wren, "The lamp\n\nIt burns every night.")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        if verb == "reject":
            await here.mora.slash(here.desk, "letters reject", number=1)
        else:
            await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await here.wren.user.edit(message, "The lamp\n\nIt went out.")
        said = here.from_bot(here.wren)[-1].content
        assert "write a new letter" in said and "withdraw it" not in said


async def test_a_forged_press_on_what_is_gone_shows_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        send = pressable(await here.write(here.wren), "Send letter")
        pressed = await tampering.press(here.env, here.ida, here.ida.user.dm_channel, send)
        assert "not yours" in told(pressed) and "bicycle" not in told(pressed)
