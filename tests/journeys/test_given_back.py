"""A form that is refused, or comes too late, gives its text back: whatever it was, from whomever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.town import LETTER, answer_of, labels, modal_values, text_of, told, town

NOTE = "Please put the second paragraph first, and say whom the umbrella belonged to."


async def test_a_refused_pen_name_costs_nothing_the_form_opens_again_filled_in(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        refused = await here.reply(here.ida, "I have one like it.\n\n*Ride* it.", "Moderator")
        assert "reserved" in told(refused) and labels(answer_of(refused)) == ["Change"]
        await here.restart()
        again = await here.ida.click(answer_of(refused), label="Change")
        assert modal_values(again) == {"reply": "I have one like it.\n\n*Ride* it.", "pen": "Moderator"}
        await here.ida.submit_modal(again, {"reply": modal_values(again)["reply"], "pen": "Heron"})
        assert [name for name, _ in here.thread_texts()] == ["Heron"]


async def test_a_reply_that_is_asked_about_can_be_changed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        asked = await here.reply(here.ida, "Come and see me. Ida Brook", "Heron")
        assert labels(answer_of(asked)) == ["Reply anyway", "Change"]
        again = await here.ida.click(answer_of(asked), label="Change")
        assert modal_values(again) == {"reply": "Come and see me. Ida Brook", "pen": "Heron"}
        refused = await here.ida.submit_modal(again, {"reply": "Come and see me.", "pen": "Admin"})
        again = await here.ida.click(answer_of(refused), label="Change")
        assert modal_values(again) == {"reply": "Come and see me.", "pen": "Admin"}
        await here.mora.slash(here.desk, "letters remove", number=1)
        gone = await here.ida.click(answer_of(refused), label="Change")
        assert gone.modal is None and "Come and see me." in told(gone)


async def test_an_answer_that_is_asked_about_can_be_changed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Who are you?")
        await here.pass_time(15)
        shown = await here.wren.user.click(here.from_bot(here.wren)[-1], label="Answer")
        asked = await here.wren.user.submit_modal(shown, {"answer": "I am Wren Aldous."})
        assert labels(answer_of(asked)) == ["Answer anyway", "Change"]
        again = await here.wren.user.click(answer_of(asked), label="Change")
        assert modal_values(again) == {"answer": "I am Wren Aldous."}
        await here.wren.user.submit_modal(again, {"answer": "I am nobody."})
        assert here.thread_texts()[-1][1].startswith("I am nobody.")


async def test_a_letter_that_is_asked_about_can_be_changed_and_its_card_follows(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, f"{LETTER}\n\nWren Aldous")
        asked = await here.wren.user.click(card, label="Send letter")
        assert labels(answer_of(asked)) == ["Send anyway", "Change"]
        again = await here.wren.user.click(answer_of(asked), label="Change")
        values = modal_values(again)
        text = next(name for name in values if name.startswith("text"))
        await here.wren.user.submit_modal(again, values | {text: values[text].replace("Wren Aldous", "A friend")})
        assert "A friend" in text_of(here.draft(here.wren)) and "Wren Aldous" not in text_of(here.draft(here.wren))
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "A friend" in text_of(here.desk_card(1))


async def test_an_edit_that_comes_too_late(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        form = await here.wren.user.click(card, label="Edit")
        await here.wren.user.click(card, label="Send letter")
        late = await here.wren.user.submit_modal(
            form, {"title": "Another title", "text:0:n": "Written at length. " * 90}
        )
        assert "cannot be changed now" in told(late)
        assert "Another title" in told(late) and "Written at length. " * 89 in told(late)


async def test_title_and_text_when_there_is_no_room_for_another_draft(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        *opened, form = [await here.sol.slash(here.hall, "letter write") for _ in range(11)]
        for index, each in enumerate(opened):
            await here.sol.submit_modal(each, {"title": f"Draft {index}", "text:0:n": f"It is number {index}."})
        eleventh = await here.sol.submit_modal(form, {"title": "The eleventh", "text:0:n": "It was to be the best."})
        assert "there is no room for another" in told(eleventh)
        assert "The eleventh" in told(eleventh) and "It was to be the best." in told(eleventh)


@pytest.mark.parametrize(
    ("label", "field"),
    [("Send back", "note"), ("Reject", "reason"), ("Block", "reason")],
    ids=["note", "reason", "block"],
)
async def test_a_note_or_reason_of_the_desk(tmp_path: Path, label: str, field: str) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        form = await here.mora.click(here.desk_card(1), label=label)
        await here.otto.click(here.desk_card(1), label="Approve")
        if label == "Block":  # a block may still be set; its days may be wrong
            late = await here.mora.submit_modal(form, {field: NOTE, "days": "a week"})
            assert "a week" in told(late)
        else:
            late = await here.mora.submit_modal(form, {field: NOTE})
        assert NOTE in told(late)


async def test_a_note_typed_into_a_command(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        late = await here.mora.slash(here.desk, "letters return", number=1, note=NOTE)
        assert "cannot be sent back" in told(late) and NOTE in told(late)


async def test_a_refused_list_of_words(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        listed = ", ".join([*(f"word{index}" for index in range(150)), "x" * 2_700])
        refused = await here.mora.slash(here.hall, "letterbox settings", refuse=listed)
        assert "is too long" in told(refused) and "Nothing was changed." in told(refused)
        assert len(answer_of(refused).content) < 400
        assert "word149" in told(refused) and "x" * 2_700 in told(refused).replace("\n", "")


async def test_a_reply_an_answer_and_a_report_when_the_letter_is_gone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "So did I.", "Heron")
        await here.pass_time(60)
        notice = here.from_bot(here.wren)[-1]
        reply = await here.ida.click(here.published()[0], label="Leave a reply")
        report = await here.sol.click(here.published()[0], label="Report")
        answer = await here.wren.user.click(notice, label="Answer")
        await here.mora.slash(here.desk, "letters remove", number=1)
        for result in (
            await here.ida.submit_modal(reply, {"reply": NOTE, "pen": "Heron"}),
            await here.sol.submit_modal(report, {"why": NOTE}),
            await here.wren.user.submit_modal(answer, {"answer": NOTE}),
        ):
            assert NOTE in told(result) and told(result).count("\n")
