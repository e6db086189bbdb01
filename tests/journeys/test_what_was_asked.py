"""Who says a text anyway says the one that they were asked about, and no question outlives its answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts
from tests.town import LETTER, Town, answer_of, labels, modal_values, text_of, told, town

SIGNED = f"{LETTER}\n\nWrite to me: w.aldous@example.org"


async def answering(here: Town, text: str) -> Any:
    """The question about an answer to what Sol wrote under Wren's letter."""
    await here.publish()
    await here.sol.send(here.thread(), "Who are you?")
    await here.pass_time(15)
    shown = await here.wren.user.click(here.from_bot(here.wren)[-1], label="Answer")
    return await here.wren.user.submit_modal(shown, {"answer": text})


def answers(here: Town) -> list[str]:
    return [text for name, text in here.thread_texts() if name == "Author of the letter"]


@pytest.mark.parametrize("edited", [False, True], ids=["a further message", "an edit"])
async def test_what_came_since_is_asked_about_anew_and_not_sent_unseen(tmp_path: Path, edited: bool) -> None:
    async with town(tmp_path) as here:
        message = await acts.dm(here.env, here.wren, SIGNED)
        asked = await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "w.aldous@example.org" in told(asked)
        if edited:
            await here.wren.user.edit(message, f"{SIGNED}\n\nWren Aldous")
        else:
            await here.write(here.wren, "Or ring: Wren Aldous.")
        await here.restart()
        again = await here.wren.user.click(answer_of(asked), label="Send anyway")
        assert "Wren Aldous" in told(again) and "w.aldous@example.org" in told(again)
        assert "Received" not in told(again) and here.desk.history() == []
        sent = await here.wren.user.click(answer_of(again), label="Send anyway")
        assert "Received" in told(sent) and "Wren Aldous" in text_of(here.desk_card(1))


async def test_a_draft_that_grew_is_asked_about_before_it_answers(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Who are you?")
        await here.pass_time(15)
        card = await here.write(here.wren, "It is me, w.aldous@example.org, who else.")
        offer = next(label for label in labels(card) if label.startswith("This is an answer"))
        asked = await here.wren.user.click(card, label=offer)
        await here.write(here.wren, "Wren Aldous")
        again = await here.wren.user.click(answer_of(asked), label="Answer anyway")
        assert "Wren Aldous" in told(again) and answers(here) == []
        await here.wren.user.click(answer_of(again), label="Answer anyway")
        assert len(answers(here)) == 1


async def test_an_answer_that_was_changed_leaves_no_question_behind(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        asked = await answering(here, "I am Wren Aldous.")
        form = await here.wren.user.click(answer_of(asked), label="Change")
        done = await here.wren.user.submit_modal(form, {"answer": "I am nobody."})
        assert answer_of(done).id == answer_of(asked).id
        assert labels(answer_of(done)) == ["Change", "Take back"] and len(answers(here)) == 1


async def test_a_changed_answer_that_tells_again_is_asked_about_in_the_same_place(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        asked = await answering(here, "I am Wren Aldous.")
        form = await here.wren.user.click(answer_of(asked), label="Change")
        again = await here.wren.user.submit_modal(form, {"answer": "w.aldous@example.org"})
        assert answer_of(again).id == answer_of(asked).id and "w.aldous@example.org" in told(again)
        done = await here.wren.user.click(answer_of(again), label="Answer anyway")
        assert answer_of(done).id == answer_of(asked).id and "Answer anyway" not in labels(answer_of(done))
        assert len(answers(here)) == 1 and answers(here)[0].startswith("w.aldous@example.org")


async def test_a_pen_name_reply_that_was_changed_leaves_no_question_behind(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        asked = await here.reply(here.ida, "Come and see me. Ida Brook", "Heron")
        form = await here.ida.click(answer_of(asked), label="Change")
        refused = await here.ida.submit_modal(form, {"reply": "Come and see me.", "pen": "Admin"})
        assert answer_of(refused).id == answer_of(asked).id and labels(answer_of(refused)) == ["Change"]
        form = await here.ida.click(answer_of(refused), label="Change")
        assert modal_values(form) == {"reply": "Come and see me.", "pen": "Admin"}
        done = await here.ida.submit_modal(form, {"reply": "Come and see me.", "pen": "Heron"})
        assert answer_of(done).id == answer_of(asked).id and "Received" in told(done)
        assert [name for name, _ in here.thread_texts()] == ["Heron"]


async def test_a_letter_that_was_changed_leaves_no_question_behind(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        asked = await here.wren.user.click(await here.write(here.wren, SIGNED), label="Send letter")
        form = await here.wren.user.click(answer_of(asked), label="Change")
        values = modal_values(form)
        text = next(name for name in values if name.startswith("text"))
        done = await here.wren.user.submit_modal(form, values | {text: "I will not say who I am."})
        assert answer_of(done).id == answer_of(asked).id and labels(answer_of(done)) == []
        assert "Send letter" in labels(here.draft(here.wren)) and "I will not say" in text_of(here.draft(here.wren))


# --- an answer that is lost changes nothing of what it says -----------------------------------------------------------


WRONG = "Something went wrong"


@pytest.mark.parametrize("strike", ["before", "after", "for good"])
async def test_a_letter_whose_answer_is_lost_is_received_all_the_same(tmp_path: Path, strike: str) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        if strike == "after":
            acts.lose_answer(here.env, "POST", "/interactions/*")
        else:
            here.env.inject_error("POST", "/interactions/*", status=503, times=1 if strike == "before" else None)
        result = await here.wren.user.click(card, label="Send letter")
        acts.forget_faults(here.env)
        await here.pass_time(10)
        assert WRONG not in told(result)
        assert all(WRONG not in text_of(each) for each in here.from_bot(here.wren))
        (card,) = here.from_bot(here.wren)
        assert "Received" in card.content and labels(card) == ["Withdraw"]
        assert "Letter 1" in here.desk_card(1).content


async def test_a_reply_whose_acknowledgement_is_lost_is_not_called_a_failure(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        shown = await here.ida.click(here.published()[-1], label="Leave a reply")
        acts.lose_answer(here.env, "POST", "/webhooks/*", times=None)
        done = await here.ida.submit_modal(shown, {"reply": "So did I.", "pen": "Heron"})
        acts.forget_faults(here.env)
        await here.pass_time(5)
        assert WRONG not in told(done) and "Received" in told(done)
        assert [name for name, _ in here.thread_texts()] == ["Heron"]


async def test_an_edit_whose_answer_is_lost_is_saved_and_its_card_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        form = await here.wren.user.click(await here.write(here.wren), label="Edit")
        values = modal_values(form)
        here.env.inject_error("*", "/webhooks/*", status=503, times=None)
        done = await here.wren.user.submit_modal(form, values | {"text:0:n": "I walked to the river instead."})
        acts.forget_faults(here.env)
        await here.pass_time(10)
        assert WRONG not in told(done) and "I walked to the river" in text_of(here.draft(here.wren))
