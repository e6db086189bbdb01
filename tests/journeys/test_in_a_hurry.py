"""Whoever writes on a phone, in bursts and in the wrong order: nothing is lost, or goes where it was not meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts
from tests.town import Town, labels, modal_values, text_of, told, town

LADDER = "The ladder in the tree\n\nIt has stood there since you left."


def answers(here: Town) -> list[str]:
    """What the author says in the thread."""
    return [text.partition("\n-# ")[0] for name, text in here.thread_texts() if name == "Author of the letter"]


def card_with(here: Town, words: str) -> Any:
    """Wren's newest draft card that shows these words."""
    return [each for each in here.from_bot(here.wren) if "Send letter" in labels(each) and words in text_of(each)][-1]


def offer(card: Any, beginning: str) -> str:
    return next(each for each in labels(card) if each.startswith(beginning))


async def test_a_title_given_by_form_is_part_of_what_is_answered(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        message = await acts.dm(here.env, here.wren, "I miss you\n\nstill.")
        form = await here.wren.user.click(here.draft(here.wren), label="Edit")
        await here.wren.user.submit_modal(form, {**modal_values(form), "title": "Come on Friday"})
        card = here.draft(here.wren)
        await here.wren.user.click(card, label=offer(card, "This is an answer"))
        assert answers(here) == ["Come on Friday\n\nstill."]
        await here.wren.user.edit(message, "always.")
        await here.pass_time(30)
        assert answers(here) == ["Come on Friday\n\nalways."]


async def test_a_title_that_stands_in_the_text_is_answered_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.write(here.wren, LADDER)
        form = await here.wren.user.click(here.draft(here.wren), label="Edit")
        await here.wren.user.submit_modal(form, modal_values(form))
        card = here.draft(here.wren)
        await here.wren.user.click(card, label=offer(card, "This is an answer"))
        assert answers(here) == [LADDER]


@pytest.mark.parametrize("days", [0, 1])
async def test_a_question_from_before_a_letter_came_back_begins_a_letter_of_its_own(tmp_path: Path, days: int) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "Is this really anonymous?")
        asked = here.welcomes(here.wren)[-1]
        await here.send(here.wren)
        if days:
            await here.days_later(days)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter, please.")
        await here.wren.user.click(asked, label="Begin a letter with it")
        assert "really anonymous" not in text_of(card_with(here, "is open again"))
        assert "bicycle" not in text_of(card_with(here, "really anonymous")).partition("It goes to")[2]


async def test_a_reply_to_a_rejection_does_not_go_into_another_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.mora.slash(here.desk, "letters reject", number=1, reason="Too short.")
        rejection = here.from_bot(here.wren)[-1]
        await here.write(here.wren, LADDER)
        await acts.reply_in_dm(here.env, here.wren, rejection, "Why was that?")
        assert "Why was that?" not in text_of(card_with(here, "It has stood there"))
        assert offer(card_with(here, "Why was that?"), "Add to “The ladder in the tree”")


async def test_what_follows_an_answer_at_once_does_not_go_into_another_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        notice = here.from_bot(here.wren)[-1]
        await here.write(here.wren, LADDER)
        await acts.reply_in_dm(here.env, here.wren, notice, "It has a new chain,")
        await acts.dm(here.env, here.wren, "and a new bell,", hurried=True)
        await acts.dm(here.env, here.wren, "and it rings.")
        assert "bell" not in text_of(card_with(here, "It has stood there"))
        card = card_with(here, "and it rings.")
        assert offer(card, "Add to “The ladder in the tree”")
        await here.wren.user.click(card, label=offer(card, "This is an answer"))
        assert answers(here) == ["It has a new chain,", "and a new bell,\n\nand it rings."]


async def test_after_a_minute_the_letter_goes_on(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        notice = here.from_bot(here.wren)[-1]
        await here.write(here.wren, LADDER)
        await acts.reply_in_dm(here.env, here.wren, notice, "It has a new chain.")
        await here.pass_time(70)
        await acts.dm(here.env, here.wren, "I sold the saw.")
        assert "I sold the saw." in text_of(card_with(here, "It has stood there"))


async def test_an_answer_that_is_asked_about_is_edited_and_no_button_is_promised(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        notice = here.from_bot(here.wren)[-1]
        message = await acts.reply_in_dm(here.env, here.wren, notice, "w.aldous@example.org")
        said = here.from_bot(here.wren)[-1]
        assert "Edit your message, and I post it" in said.content and "or:" not in said.content
        await here.wren.user.edit(message, "I will not say.")
        assert answers(here) == ["I will not say."]


async def test_no_form_opens_for_an_answer_that_cannot_be_posted(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        notice = here.from_bot(here.wren)[-1]
        await here.mora.slash(here.desk, "letters remove", number=1)
        pressed = await here.wren.user.click(notice, label="Answer")
        assert pressed.modal is None and "not in public" in told(pressed)
