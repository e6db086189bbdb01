"""Writing a letter: from direct messages to the draft, from the draft to the desk, and everything on the way that
cannot be part of a letter."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from PIL import Image
from simcord.actors import MemberActor

from tests import acts, tampering
from tests.town import (
    BODY,
    LETTER,
    ON_DRAFT,
    TITLE,
    Town,
    another_server,
    answer_of,
    choose,
    labels,
    modal_values,
    picture,
    selects,
    sure,
    text_of,
    told,
    town,
)

#: A letter with everything that Discord lets people write.
RICH = (
    "# For the one who waters the plants 🌱\n\n"
    "**Bold**, *slanted*, __underlined__, ~~struck~~, ||hidden||, `code`, and a family: 👩‍👩‍👧‍👦\n\n"
    "> a quotation\n> of two lines\n\n"
    "- one\n- two\n\n"
    "```py\nif you:\n    return\n```\n\n"
    "Zażółć gęślą jaźń, 東京, שלום, e\u0301."
)


def card_of(here: Town, who: MemberActor) -> str:
    """What somebody's draft card says now."""
    return text_of(here.draft(who))


async def edit(here: Town, who: MemberActor, **changes: str) -> Any:
    """**Edit** on the draft card: the form comes as it is, some of it is changed, it is sent."""
    shown = await who.user.click(here.draft(who), label="Edit")
    return await who.user.submit_modal(shown, {**modal_values(shown), **changes})


async def send(here: Town, who: MemberActor) -> str:
    """**Send letter** on the draft card; gives the answer."""
    return told(await who.user.click(here.draft(who), label="Send letter"))


async def write_by_form(here: Town, who: MemberActor) -> Any:
    """`/letter write` in the server; gives the answer, which only its writer sees."""
    shown = await who.slash(here.hall, "letter write")
    return (await who.submit_modal(shown, {"title": TITLE, "text:0:n": BODY})).response


def photograph(size: tuple[int, int] = (64, 48)) -> bytes:
    """A photograph that says where it was taken and with what."""
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "Telltale Cameras Ltd", {1: "N", 2: (52.0, 31.0, 12.0)}
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, "JPEG", exif=exif, comment=b"home")
    return file.getvalue()


# --- the draft ------------------------------------------------------------------------------------------------


async def test_several_messages_become_one_draft_on_one_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, LETTER)
        again = await here.write(here.wren, "And tomorrow I ride it home.")
        assert again.id > card.id and here.from_bot(here.wren) == [again]
        assert f"{TITLE}\n{BODY}\n\nAnd tomorrow I ride it home.\nTo you" in text_of(again)
        assert labels(again) == ON_DRAFT


async def test_the_card_stands_below_what_was_written_last(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER)
        for _ in range(3):
            await acts.dm(here.env, here.wren, "And on I write.")
            assert "Send letter" in labels(here.dm(here.wren)[-1])
        assert len([message for message in here.from_bot(here.wren) if labels(message)]) == 1


async def test_a_burst_of_messages_moves_the_card_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER)
        for index in range(8):
            await acts.dm(here.env, here.wren, f"{index} of eight.", hurried=True)
        before = len(here.env.http_requests)
        await here.pass_time(5)
        asked = [each.method for each in here.env.http_requests[before:] if "/messages" in each.path]
        assert [method for method in asked if method != "GET"] == ["POST", "DELETE"]
        assert "7 of eight." in text_of(here.dm(here.wren)[-1])


@pytest.mark.parametrize("lost", ["POST", "DELETE"])
async def test_a_move_whose_answer_is_lost_leaves_one_card(tmp_path: Path, lost: str) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER)
        await acts.dm(here.env, here.wren, "And on I write.", hurried=True)
        acts.lose_answer(here.env, lost, "/channels/*/messages*", times=1)
        await here.pass_time(5)
        await here.restart()
        await here.pass_time(60)
        assert [labels(message)[:1] for message in here.from_bot(here.wren)] == [["Send letter"]]
        assert "And on I write." in text_of(here.dm(here.wren)[-1])


async def test_a_press_on_a_card_that_moves_at_that_moment_is_answered(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, LETTER)
        here.env.inject_error("POST", "/interactions/*/callback", status=404, code=10008)
        assert "Received" in told(await here.wren.user.click(card, label="Send letter"))
        assert here.desk_card(1)


async def test_after_an_hour_a_message_is_a_letter_of_its_own_until_its_writer_adds_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER)
        await here.pass_time(3_700)
        card = await here.write(here.wren, "The lamp on the stairs\n\nWho changes it?")
        assert "The lamp on the stairs" in text_of(card) and BODY not in text_of(card)
        assert f"Add to “{TITLE}”" in labels(card)
        await here.restart()
        await here.wren.user.click(card, label=f"Add to “{TITLE}”")
        assert any(f"Added to “{TITLE}”" in text_of(message) for message in here.from_bot(here.wren))
        await here.pass_time(5)
        whole = text_of(here.dm(here.wren)[-1])
        assert BODY in whole and whole.index(BODY) < whole.index("Who changes it?")
        assert not any("Add to" in label for label in labels(here.draft(here.wren)))
        await acts.dm(here.env, here.wren, "I do.")
        assert "Who changes it?\n\nI do." in card_of(here, here.wren)
        await send(here, here.wren)
        assert len(here.desk.history()) == 1


@pytest.mark.parametrize("retitled", [False, True])
async def test_what_was_written_by_form_is_added_whole_and_its_title_once(tmp_path: Path, retitled: bool) -> None:
    async with town(tmp_path) as here:
        shown = await here.wren.slash(here.hall, "letter write")
        await here.wren.submit_modal(shown, {"title": TITLE, "text:0:n": BODY})
        first = await here.write(here.wren, "Something else.")
        for _ in range(5):
            await here.pass_time(800)
        card = await here.write(here.wren, "The lamp on the stairs\n\nWho changes it?")
        form = await here.wren.user.click(card, label="Edit")
        title = "The old lamp" if retitled else "The lamp on the stairs"
        await here.wren.user.submit_modal(form, {"title": title, "text:0:n": "Who changes it, and when?\n\nI do."})
        (add,) = [label for label in labels(here.draft(here.wren)) if label.startswith("Add to")]
        await here.wren.user.click(here.draft(here.wren), label=add)
        await here.pass_time(5)
        whole = text_of(here.draft(here.wren))
        assert whole.count(title) == 1 and "Who changes it, and when?\n\nI do." in whole
        assert first.id and (BODY in whole or "Something else." in whole)


async def test_of_several_drafts_a_message_goes_to_the_one_it_replies_to(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await here.write(here.wren, LETTER)
        await here.pass_time(3_700)
        second = await here.write(here.wren, "The lamp on the stairs\n\nWho changes it?")
        await acts.dm(here.env, here.wren, "I oiled the chain.", reply_to=first)
        assert "I oiled the chain." in text_of(here.dm(here.wren)[-1]) and BODY in text_of(here.dm(here.wren)[-1])
        await acts.dm(here.env, here.wren, "And the bell.")  # goes on where the last card stands
        assert "I oiled the chain.\n\nAnd the bell." in text_of(here.dm(here.wren)[-1])
        await acts.dm(here.env, here.wren, "I do.", reply_to=second)
        assert "Who changes it?\n\nI do." in text_of(here.dm(here.wren)[-1])


async def test_what_is_more_than_a_letter_holds_is_not_added(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for index in range(4):
            await here.write(here.wren, f"{index} " + "x" * 3_980)
        await here.pass_time(3_700)
        await here.write(here.wren, "yes " * 990)
        card = await here.write(here.wren, "zzz " * 990)
        add = next(label for label in labels(card) if label.startswith("Add to"))
        said = told(await here.wren.user.click(card, label=add))
        assert "more than a letter holds" in said and "yes yes" in text_of(here.draft(here.wren))


async def test_nothing_reaches_the_desk_before_send_letter_is_pressed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        assert here.desk.history() == []
        await send(here, here.wren)
        assert len(here.desk.history()) == 1


async def test_the_draft_follows_an_edited_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        await here.write(here.wren, "And tomorrow I ride it home.")
        await here.wren.user.edit(first, LETTER.replace("river", "sea"))
        assert f"{BODY.replace('river', 'sea')}\n\nAnd tomorrow" in card_of(here, here.wren)
        assert len(here.from_bot(here.wren)) == 1


async def test_the_draft_follows_a_deleted_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER)
        second = await acts.dm(here.env, here.wren, "And tomorrow I ride it home.")
        await here.wren.user.delete(second)
        assert f"{TITLE}\n{BODY}\nTo you" in card_of(here, here.wren)


async def test_a_draft_whose_messages_were_all_deleted_says_that_it_is_empty(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        only = await acts.dm(here.env, here.wren, LETTER)
        await here.wren.user.delete(only)
        assert "There is nothing in it yet." in card_of(here, here.wren)
        assert "There is nothing in it yet." in await send(here, here.wren)
        assert here.desk.history() == []


async def test_editing_a_message_of_a_sent_letter_changes_nothing_and_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        await send(here, here.wren)
        await here.wren.user.edit(first, "Never mind.")
        assert "has been sent. Editing it here changes nothing there" in here.from_bot(here.wren)[-1].content
        assert BODY in text_of(here.desk_card(1))


async def test_a_link_preview_that_comes_after_sending_is_no_edit(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        await send(here, here.wren)
        await here.wren.user.edit(first, LETTER)
        assert len(here.from_bot(here.wren)) == 1


async def test_deleting_a_message_of_a_sent_letter_leaves_the_letter_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        await send(here, here.wren)
        await here.wren.user.delete(first)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert BODY in text_of(here.published()[0])


async def test_the_next_message_after_sending_starts_a_new_draft(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        card = await here.write(here.wren, "Another letter, about something else.")
        assert "Another letter" in text_of(card) and TITLE not in text_of(card)
        assert "**Received.**" in here.from_bot(here.wren)[0].content


async def test_discard_throws_the_draft_away(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        await sure(here.wren.user, await here.wren.user.click(card, label="Discard"))
        card, answer = here.from_bot(here.wren)
        assert (
            text_of(card).startswith("Discarded.")
            and "for a minute" in text_of(answer)
            and TITLE not in text_of(answer)
        )
        assert TITLE not in text_of(await here.write(here.wren, "A new beginning, then."))


async def test_a_form_of_a_discarded_draft_says_that_it_is_gone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        shown = await here.wren.user.click(card, label="Edit")
        await sure(here.wren.user, await here.wren.user.click(card, label="Discard"))
        assert "was discarded" in told(await here.wren.user.submit_modal(shown, modal_values(shown)))


async def test_pressing_send_letter_twice_sends_one_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.close_dms(here.env, here.wren)
        card = await write_by_form(here, here.wren)
        acts.open_dms(here.env, here.wren)
        await here.write(here.wren, "And tomorrow I ride it home.")
        elsewhere = here.draft(here.wren)
        items = [item for row in elsewhere.components for item in getattr(row, "children", [])]
        pressed = str(items[0].custom_id)
        await here.wren.click(card, label="Send letter")
        assert "Received" in here.from_bot(here.wren)[-1].content  # the other card says so, too
        again = await tampering.press(here.env, here.wren, here.wren.user.dm_channel, pressed)
        assert "waiting for the moderators" in told(again)
        assert len(here.desk.history()) == 1


async def test_a_draft_is_its_writers_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        card = await here.write(here.ida, "My own letter, with nothing of hers.")
        assert BODY not in text_of(card)


# --- the title ------------------------------------------------------------------------------------------------


async def test_a_first_message_of_one_line_is_the_title(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, TITLE)
        await here.write(here.wren, BODY)
        assert f"\n{TITLE}\n{BODY}\n" in card_of(here, here.wren)


@pytest.mark.parametrize(
    "text",
    [
        "Dear Anna,\n\nyou will not read this.",
        "I waited until the rain stopped.\n\nA short line\n\nThen I went home.",
        "It was late, and nobody came\nand nobody called\n\n# A heading of its own\n\nThe end.",
    ],
    ids=["greeting", "short line in the middle", "heading in the middle"],
)
async def test_no_title_is_made_up(tmp_path: Path, text: str) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, text)
        assert "It has no title yet. **Send letter** asks for one." in card_of(here, here.wren)
        assert f"(no title yet)\n{text}\n" in card_of(here, here.wren)


async def test_send_letter_asks_for_a_missing_title(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, BODY)
        shown = await here.wren.user.click(card, label="Send letter")
        await here.wren.user.submit_modal(shown, {"title": TITLE})
        assert "**Received.**" in text_of(here.from_bot(here.wren)[-1])
        assert f"{TITLE}\n{BODY}" in text_of(here.desk_card(1))


async def test_the_title_follows_its_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        title = await acts.dm(here.env, here.wren, TITLE)
        await here.write(here.wren, BODY)
        await here.wren.user.edit(title, "The blue bicycle")
        assert f"\nThe blue bicycle\n{BODY}\n" in card_of(here, here.wren)


# --- Edit -----------------------------------------------------------------------------------------------------


async def test_the_edit_form_shows_title_and_text_and_changes_them(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        shown = await here.wren.user.click(card, label="Edit")
        assert modal_values(shown) == {"title": TITLE, "text:0:n": BODY}
        await here.wren.user.submit_modal(shown, {"title": "Chain oil", "text:0:n": "I oiled the chain."})
        assert "\nChain oil\nI oiled the chain.\n" in card_of(here, here.wren)
        assert len(here.from_bot(here.wren)) == 1


async def test_a_form_that_is_sent_unchanged_changes_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, RICH)
        await here.write(here.wren, "  And one more line,\nindented at its start.")
        before = card_of(here, here.wren)
        await edit(here, here.wren)
        assert card_of(here, here.wren) == before


@pytest.mark.parametrize("long", [False, True], ids=["short", "longer than the form"])
async def test_messages_written_while_the_form_is_open_stay(tmp_path: Path, long: bool) -> None:
    async with town(tmp_path) as here:
        text = f"{BODY}\n\n{'It rained all morning, and then it did not. ' * 390}The end of it." if long else BODY
        first = LETTER.replace(BODY, text)
        for at in range(0, len(first), 3_900):
            await acts.dm(here.env, here.wren, first[at : at + 3_900])
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        meanwhile = await acts.dm(here.env, here.wren, "The river was high.", hurried=True)
        await here.restart()
        values = modal_values(shown)
        await here.wren.user.submit_modal(shown, values | {"text:0:n": values["text:0:n"].replace("chain", "wheel")})
        await here.wren.user.edit(meanwhile, "The river was low.")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        said = "\n\n".join(text for _, text in here.thread_texts()) if long else text_of(here.published()[0])
        assert ("The river was low." in said and "The end of it." in said) or not long
        assert "I oiled the wheel" in text_of(here.published()[0]) and "The river was low." in said


async def test_what_the_form_showed_and_was_edited_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        message = await acts.dm(here.env, here.wren, LETTER)
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        await here.wren.user.edit(message, LETTER.replace("this morning", "today").replace("This morning", "Today"))
        late = await here.wren.user.submit_modal(shown, {"title": "Chain oil", "text:0:n": "I oiled it twice."})
        assert "changed while that form was open" in told(late)
        assert "Chain oil" in told(late) and "I oiled it twice." in told(late)
        assert "Today I oiled the chain" in card_of(here, here.wren)


async def test_after_the_form_the_draft_still_follows_the_messages(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        second = await acts.dm(here.env, here.wren, "And tomorrow I ride it home.")
        await edit(here, here.wren)
        await here.wren.user.edit(first, LETTER.replace("bicycle", "tricycle").replace("river", "sea"))
        await here.wren.user.delete(second)
        assert f"\nThe tricycle in the yard\n{BODY.replace('river', 'sea')}\nTo you" in card_of(here, here.wren)


async def test_a_paragraph_that_the_form_left_alone_still_follows_its_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "I oiled the chain, and the brakes.")
        second = await acts.dm(here.env, here.wren, "And tomorrow I ride it home.")
        await edit(here, here.wren, **{"title": TITLE, "text:0:n": "I oiled it.\n\nAnd tomorrow I ride it home."})
        await here.wren.user.edit(second, "And today I ride it home.")
        assert f"\n{TITLE}\nI oiled it.\n\nAnd today I ride it home.\n" in card_of(here, here.wren)


async def test_a_new_title_from_the_form_keeps_the_text_at_its_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        await edit(here, here.wren, title="Chain oil")
        await here.wren.user.edit(first, BODY.replace("river", "sea"))
        assert f"\nChain oil\n{BODY.replace('river', 'sea')}\nTo you" in card_of(here, here.wren)


async def test_a_heading_below_the_title_of_the_form_stays_in_the_text(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, BODY)
        await edit(here, here.wren, **{"title": TITLE, "text:0:n": f"The first night\n\n{BODY}"})
        await send(here, here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        embed = here.published()[0].embeds[0]
        assert embed.title == TITLE and embed.description == f"The first night\n\n{BODY}"


async def test_a_letter_that_came_back_follows_its_messages_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        await send(here, here.wren)
        await here.mora.slash(here.desk, "letters return", number=1, note="Which river?")
        await here.wren.user.edit(first, LETTER.replace("bicycle in the yard", "old bicycle").replace("river", "Elbe"))
        assert f"\nThe old bicycle\n{BODY.replace('river', 'Elbe')}\nTo you" in card_of(here, here.wren)


async def test_a_long_text_comes_in_several_fields_and_goes_back_whole(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for index in range(9):
            await acts.dm(here.env, here.wren, f"{index}. " + "word " * 250 + "end")
        await edit(here, here.wren, title=TITLE)
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        before = modal_values(shown)
        assert len(before) == 4 and all(len(text) <= 4_000 for text in before.values())
        await here.wren.user.submit_modal(shown, {**before, list(before)[-1]: "The end."})
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        after = modal_values(shown)
        assert "\n\n".join(list(after.values())[1:]) == "\n\n".join([*list(before.values())[1:-1], "The end."])


async def test_a_form_with_more_than_a_letter_holds_is_given_back_whole(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "0 " + "word " * 769)
        for index in range(1, 5):
            await acts.dm(here.env, here.wren, f"{index} " + "word " * 799 + "end")
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        more = "New words. " * 363 + "Ending."
        answer = told(
            await here.wren.user.submit_modal(shown, {**modal_values(shown), "title": TITLE, "text:0:n": more})
        )
        assert "A letter holds 20,000 characters" in answer
        assert answer.count("New words.") == 363 and all(f"{index} word" in answer for index in (1, 2, 3))
        assert "0 word" in card_of(here, here.wren)  # nothing was changed: the end, which the form had no room for, too


# --- the selects ----------------------------------------------------------------------------------------------


async def test_who_shares_one_letterbox_is_not_asked_which(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await another_server(here)
        card = await here.write(here.wren)
        assert "Which letterbox?" not in selects(card) and "It goes to The Commons." in text_of(card)


async def test_who_shares_two_letterboxes_chooses_one(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        orchard = await another_server(here, here.wren)
        card = await here.write(here.wren)
        assert [option.label for option in selects(card)["Which letterbox?"].options] == ["The Commons", "The Orchard"]
        assert "Choose below which letterbox it is for." in text_of(card)
        assert "Choose below which letterbox it is for." in await send(here, here.wren)
        await choose(here, here.wren, "Which letterbox?", "The Orchard")
        await here.write(here.wren, "One more line, after the choice.")
        assert "It goes to The Orchard." in card_of(here, here.wren)
        assert "number 1 in The Orchard" in await send(here, here.wren)
        assert here.desk.history() == []
        assert "One more line, after the choice." in text_of(orchard.desk.history()[0])


async def test_a_choice_can_be_changed_until_the_letter_is_sent(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await another_server(here, here.wren)
        await here.write(here.wren)
        await choose(here, here.wren, "Which letterbox?", "The Orchard")
        await choose(here, here.wren, "Which letterbox?", "The Commons")
        assert "number 1 in The Commons" in await send(here, here.wren)
        assert TITLE in text_of(here.desk_card(1))


async def test_the_category_chosen_stands_under_the_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await choose(here, here.wren, "To whom?", "To someone gone")
        assert "To someone gone" in card_of(here, here.wren)
        await here.write(here.wren, "And tomorrow I ride it home.")
        await send(here, here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert "To someone gone · " in text_of(here.published()[0])


async def test_the_category_chosen_is_the_forum_posts_tag(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        await here.write(here.wren)
        await choose(here, here.wren, "To whom?", "To my family")
        await send(here, here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        post = here.env.bot.get_channel(here.thread().id)
        assert isinstance(post, discord.Thread) and [tag.name for tag in post.applied_tags] == ["To my family"]


# --- Not Safe for Work ----------------------------------------------------------------------------------------


async def test_without_a_mature_channel_a_letter_not_safe_for_work_cannot_be_sent(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        mature = here.guild.create_text_channel("late")
        acts.set_nsfw(mature)
        await here.setup(mature=mature)
        await here.write(here.wren)
        await choose(here, here.wren, "How safe is it to read?", "Not Safe for Work")
        await here.setup()
        await here.write(here.wren, "It rained.")
        assert "takes no letters that are Not Safe for Work" in card_of(here, here.wren)
        assert "takes no letters that are Not Safe for Work" in await send(here, here.wren)
        await choose(here, here.wren, "How safe is it to read?", "Safe for Work")
        assert "**Received.**" in await send(here, here.wren)


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_letter_not_safe_for_work_appears_only_in_the_mature_channel(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, set_up=False) as here:
        mature = acts.make_forum(here.guild, "late") if forum else here.guild.create_text_channel("late")
        acts.set_nsfw(mature)
        await here.setup(mature=mature)
        await here.write(here.wren)
        await choose(here, here.wren, "How safe is it to read?", "Not Safe for Work")
        await send(here, here.wren)
        assert "Not Safe for Work" in text_of(here.desk_card(1))
        await here.mora.click(here.desk_card(1), label="Approve")
        assert here.letters.history() == [] and here.letters.threads == []
        shown = mature.threads[0].history()[0] if forum else mature.history()[0]
        assert BODY in text_of(shown) and "Not Safe for Work" in text_of(shown)


async def test_a_mature_channel_that_lost_its_age_restriction_takes_no_letter(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        mature = here.guild.create_text_channel("late")
        acts.set_nsfw(mature)
        await here.setup(mature=mature)
        await here.write(here.wren)
        await choose(here, here.wren, "How safe is it to read?", "Not Safe for Work")
        await send(here, here.wren)
        acts.set_nsfw(mature, False)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert mature.history() == [] and here.letters.history() == []
        assert "its channel is not age-restricted any more" in text_of(here.desk_card(1))
        assert "Approve" in labels(here.desk_card(1))


# --- long letters, and what they look like ----------------------------------------------------------------------


def page_texts(here: Town) -> list[str]:
    """The letter's text as readers find it: in its own message, then in its thread."""
    messages = [*here.published(), *here.thread().history()]
    unique = {message.id: message for message in messages}.values()
    return [embed.description or "" for message in unique for embed in message.embeds]


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_letter_of_twenty_thousand_characters_is_published_whole(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        paragraphs = [f"{index:02}. " + "a word or two " * 27 + "." * 14 for index in range(50)]
        for start in range(0, 50, 5):
            await acts.dm(here.env, here.wren, "\n\n".join(paragraphs[start : start + 5]))
        text = "\n\n".join(paragraphs)
        assert 19_000 < len(text) <= 20_000
        await edit(here, here.wren, title=TITLE)
        assert f"{len(text):,} characters in all" in card_of(here, here.wren)
        await send(here, here.wren)
        assert f"{len(text):,} characters" in text_of(here.desk_card(1))
        await here.mora.click(here.desk_card(1), label="Approve")
        assert "\n\n".join(page_texts(here)) == text
        assert all(len(page) <= 4_096 for page in page_texts(here))


async def test_what_does_not_fit_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for index in range(5):
            await acts.dm(here.env, here.wren, f"{index} " + "x" * 3_988)
        await here.write(here.wren, "This fits in.\n\nThis is the sentence that is too much, with all that follows it.")
        note = here.from_bot(here.wren)[-2].content  # above the card
        assert "A letter holds 20,000 characters" in note and "from “This is the sentence that is too much" in note
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        assert shown.modal is not None
        await here.wren.user.submit_modal(shown, {**modal_values(shown), "title": TITLE})
        await send(here, here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        whole = "\n\n".join(page_texts(here))
        assert whole.endswith("This fits in.") and all(f"{index} xxx" in whole for index in range(5))


async def test_an_edited_message_that_no_longer_fits_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, "A short beginning.")
        for index in range(5):
            await acts.dm(here.env, here.wren, f"{index} " + "x" * 3_980)
        await here.wren.user.edit(first, "It fits.\n\n" + "This sentence is too much. " * 4)
        assert "from “This sentence is too much." in here.from_bot(here.wren)[-1].content
        assert "It fits.\n\n0 xxx" in card_of(here, here.wren)


async def test_formatting_emoji_and_paragraphs_survive_to_publication(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        leaf = here.guild.create_emoji("leaf")
        text = f"{RICH} <:leaf:{leaf.id}>"
        await here.publish(text=text)
        heading, _, body = text.partition("\n\n")
        embed = here.published()[0].embeds[0]
        assert embed.title == heading.removeprefix("# ") and embed.description == body
        assert here.thread().name == embed.title


# --- by form --------------------------------------------------------------------------------------------------


INVITES = ("Write on and I add it", "here or with", "I tell you here")


async def test_letter_write_goes_on_in_direct_messages_and_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        moved = await write_by_form(here, here.wren)
        assert moved.ephemeral and here.hall.history(viewer=here.ida) == []
        said, me = text_of(moved.message), here.env.bot.user
        assert me is not None and f"in your direct messages with {me.mention}" in said
        assert TITLE not in said and not labels(moved.message)
        assert f"\n{TITLE}\n{BODY}\n" in card_of(here, here.wren) and "Write on and I add it" in card_of(
            here, here.wren
        )
        await here.write(here.wren, "And tomorrow I ride it home.")
        await send(here, here.wren)
        assert "And tomorrow" in text_of(here.desk_card(1)) and "I tell you here" in here.from_bot(here.wren)[0].content


async def test_so_does_an_open_draft_that_is_written_on_in_a_server(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        shown = await here.wren.slash(here.hall, "letter write")
        moved = await here.wren.submit_modal(shown, {**modal_values(shown), "title": "Chain oil"})
        assert "in your direct messages with" in told(moved)
        assert here.draft(here.wren).id == card.id and "Chain oil" in card_of(here, here.wren)


async def test_where_direct_messages_are_closed_nothing_asks_people_to_write_on_in_the_channel(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", refuse="bicycle")
        acts.close_dms(here.env, here.wren)
        card = await write_by_form(here, here.wren)
        shown = [text_of(card.message)]
        shown.append(told(await here.wren.click(card, label="Send letter")))  # refused, and drawn anew
        form = await here.wren.click(card, label="Edit")
        shown.append(told(await here.wren.submit_modal(form, {"title": "Chain oil", "text:0:n": "It is oiled."})))
        listed = await here.wren.slash(here.hall, "letter mine")
        opened = await here.wren.click(answer_of(listed), label="Open the draft “Chain oil”")
        shown += [told(opened), text_of(card.message)]
        shown.append(told(await here.wren.click(card, label="Send letter")))
        assert all("everybody sees" in each for each in (shown[0], shown[3], shown[4]))
        assert "**Received.**" in shown[-1] and "I tell you in a direct message" in shown[-1]
        assert not any(words in each for each in shown for words in INVITES)


async def test_who_does_not_get_the_card_in_time_has_it_where_they_are(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        here.env.inject_error("POST", "/users/@me/channels", status=503, times=2)
        card = await write_by_form(here, here.wren)
        assert f"\n{TITLE}\n{BODY}\n" in text_of(card.message) and "everybody sees" in text_of(card.message)
        await here.pass_time(60)
        assert "Write on and I add it" in card_of(here, here.wren)


async def test_letter_write_in_a_direct_message_says_that_one_can_simply_write(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert "Here you can simply write" in told(await here.wren.user.slash("letter write"))


async def test_who_takes_no_direct_messages_writes_sends_and_withdraws_by_form(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.close_dms(here.env, here.wren)
        card = await write_by_form(here, here.wren)
        shown = await here.wren.click(card, label="Edit")
        await here.wren.submit_modal(shown, {"title": "Chain oil", "text:0:n": BODY})
        assert "**Received.**" in told(await here.wren.click(card, label="Send letter"))
        await here.mora.click(here.desk_card(1), label="Approve")
        assert here.published()[0].embeds[0].title == "Chain oil"
        card_at_desk = text_of(here.desk_card(1))
        assert "reached" not in card_at_desk and "wren" not in card_at_desk.lower()
        assert "Letter 1 is withdrawn" in told(
            await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        )
        assert here.published() == []


async def test_a_message_adds_to_the_draft_that_began_with_a_form(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await write_by_form(here, here.wren)
        await here.write(here.wren, "And tomorrow I ride it home.")
        assert f"\n{TITLE}\n{BODY}\n\nAnd tomorrow I ride it home.\n" in card_of(here, here.wren)


async def test_letter_write_where_there_is_no_letterbox_says_who_can_make_one(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        assert "This server has no letterbox yet." in told(await here.wren.slash(here.hall, "letter write"))


# --- pictures -------------------------------------------------------------------------------------------------


async def test_a_picture_is_published_without_a_trace_of_where_it_came_from(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER, attachments=[("wren_at_home_IMG_2041.jpg", photograph())])
        assert "With 1 picture, cleaned" in card_of(here, here.wren)
        await send(here, here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        for message in (here.desk_card(1), here.published()[0]):
            (shown,) = message.attachments
            data = await shown.read()
            assert shown.filename == "picture-1.jpg"
            assert not any(trace in data for trace in (b"Exif", b"Telltale", b"home", b"GPS"))
            assert Image.open(io.BytesIO(data)).size == (64, 48)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
async def test_every_kind_of_picture_is_taken(tmp_path: Path, kind: str) -> None:
    async with town(tmp_path) as here:
        file = io.BytesIO()
        Image.new("RGB", (16, 16), "blue").save(file, kind)
        await here.write(here.wren, LETTER, attachments=[("holiday", file.getvalue())])
        await send(here, here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert Image.open(io.BytesIO(await here.published()[0].attachments[0].read())).format == kind.replace(
            "AVIF", "WEBP"
        )


async def test_a_letter_may_be_a_picture_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, "", attachments=[("a.png", picture())])
        await edit(here, here.wren, title=TITLE)
        await send(here, here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()[0].attachments) == 1 and here.published()[0].embeds[0].title == TITLE


async def test_a_picture_leaves_the_draft_with_its_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER)
        second = await acts.dm(here.env, here.wren, "", attachments=[("a.png", picture())])
        await here.wren.user.delete(second)
        assert "picture" not in card_of(here, here.wren)


async def test_a_fifth_picture_is_left_out_and_named(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER, attachments=[(f"{index}.png", picture()) for index in range(6)])
        assert "With 4 pictures" in card_of(here, here.wren)
        await here.pass_time(5)
        notes = [text_of(message) for message in here.from_bot(here.wren)]
        assert notes[-1].startswith("A letter holds 4 pictures; I left out what came after those.")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("scan.pdf", b"%PDF-1.7 and so on", "a letter takes pictures (PNG, JPEG, WebP, GIF, AVIF)"),
        (
            "photo.png",
            b"MZ, a program by another name",
            "a letter takes pictures (PNG, JPEG, WebP, GIF, AVIF)",
        ),
        ("big.png", b"\x89PNG\r\n\x1a\n" + bytes(9 * 1024 * 1024), "a picture may have 8 MiB at most"),
        ("torn.jpg", photograph((640, 480))[:900], "it is broken and cannot be read"),
    ],
    ids=["document", "program named like a picture", "too large", "broken"],
)
async def test_a_file_that_cannot_be_taken_is_named_and_the_text_is_kept(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER, attachments=[(name, data)])
        assert f"\n{TITLE}\n{BODY}\n" in card_of(here, here.wren) and "picture" not in card_of(here, here.wren)
        notes = [text_of(message) for message in here.from_bot(here.wren) if "left out" in text_of(message)]
        assert len(notes) == 1 and f"“{name}”" in notes[0] and why in notes[0]


async def test_a_picture_that_discord_does_not_give_is_named_and_the_text_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(tmp_path) as here:
        monkeypatch.setattr(here.env.backend.cdn, "get", lambda url: None)
        await here.write(here.wren, LETTER, attachments=[("a.png", picture())])
        assert BODY in card_of(here, here.wren)
        assert any("“a.png”" in text_of(message) for message in here.from_bot(here.wren))


# --- what is no letter ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["hi", "Hello!", "hey there", "Thanks", "?", "👋", "help"])
async def test_a_greeting_or_a_single_word_is_answered_with_help(tmp_path: Path, text: str) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, text)
        (answer,) = here.welcomes(here.wren)
        assert labels(answer) == [] and here.from_bot(here.wren) == []


async def test_a_single_word_belongs_to_a_draft_that_is_open(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER)
        await here.write(here.wren, "Goodbye")
        assert f"{BODY}\n\nGoodbye\n" in card_of(here, here.wren)
        assert len(here.from_bot(here.wren)) == 1


@pytest.mark.parametrize(
    ("extra", "why"),
    [({"stickers": ["Wave"]}, "A sticker cannot be part of a letter"), ({"voice": True}, "your voice would sign it")],
    ids=["sticker", "voice message"],
)
async def test_what_cannot_be_in_a_letter_is_refused_alone(tmp_path: Path, extra: Any, why: str) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "", **extra)
        (answer,) = here.from_bot(here.wren)
        assert why in answer.content and labels(answer) == []


async def test_the_text_beside_a_sticker_is_kept(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER, stickers=["Wave"])
        assert BODY in card_of(here, here.wren)
        assert any("A sticker cannot be part of a letter" in text_of(note) for note in here.from_bot(here.wren))


# --- who cannot send ------------------------------------------------------------------------------------------


async def test_who_shares_no_letterbox_reads_why_and_keeps_the_text(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        await here.write(here.wren)
        assert "None of the servers we share has a letterbox." in card_of(here, here.wren)
        assert "None of the servers we share has a letterbox." in await send(here, here.wren)
        await here.setup()
        await here.write(here.wren, "And tomorrow I ride it home.")
        assert f"\n{TITLE}\n{BODY}\n\nAnd tomorrow" in card_of(here, here.wren)
        assert "**Received.**" in await send(here, here.wren)


async def test_a_closed_letterbox_takes_nothing_until_it_opens(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox close")
        await here.write(here.wren)
        assert "takes no letters at the moment" in card_of(here, here.wren)
        assert "takes no letters at the moment" in await send(here, here.wren)
        assert here.desk.history() == []
        await here.mora.slash(here.hall, "letterbox open")
        assert "**Received.**" in await send(here, here.wren)


async def test_who_is_timed_out_waits(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        acts.set_timeout(here.guild, here.wren, here.env.now() + timedelta(hours=1))
        assert "You are timed out in that server." in await send(here, here.wren)
        assert here.desk.history() == []
        await here.pass_time(3_700)
        assert "**Received.**" in await send(here, here.wren)


async def test_who_left_the_server_cannot_send_and_keeps_the_draft(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        here.guild.remove_member(here.wren)
        assert "That server is out of reach: you have left it" in await send(here, here.wren)
        assert here.desk.history() == []
        here.guild.add_member(here.wren.user)
        assert "**Received.**" in await send(here, here.wren)


async def test_a_message_that_discord_kept_the_bot_from_taking_is_taken_before_long(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.restart()
        here.env.inject_error("GET", "/guilds/*/members/*", status=503)
        await acts.dm(here.env, here.wren, LETTER)
        assert here.from_bot(here.wren) == []
        await here.pass_time(60)
        assert BODY in text_of(here.draft(here.wren)) and len(here.from_bot(here.wren)) == 1


async def test_who_left_the_server_may_choose_another(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        orchard = await another_server(here, here.wren)
        await here.write(here.wren)
        await choose(here, here.wren, "Which letterbox?", "The Orchard")
        orchard.guild.remove_member(here.wren.user)
        assert "Choose another, or wait" in await send(here, here.wren)
        await choose(here, here.wren, "Which letterbox?", "The Commons")
        assert "number 1 in The Commons" in await send(here, here.wren)


async def test_a_card_that_became_outdated_shows_what_is_in_the_way(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await here.mora.slash(here.hall, "letterbox close")
        await send(here, here.wren)
        assert "takes no letters at the moment" in card_of(here, here.wren)
