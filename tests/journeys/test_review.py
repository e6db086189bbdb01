"""The desk: what its cards show, what becomes of a letter there, and what its author hears of it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.client import Unsigned
from tests import acts
from tests.town import (
    BODY,
    LETTER,
    MODERATOR,
    TITLE,
    Town,
    answer_of,
    choose,
    labels,
    modal_values,
    picture,
    sure,
    text_of,
    told,
    town,
)

WAITING = ["Approve", "Approve with …", "Send back", "Reject", "Block", "Note"]
#: Longer than two pages of 4,096 characters, in paragraphs that can be told apart.
LONG = "A long goodbye\n\n" + "\n\n".join(f"Paragraph {index}. " + "It goes on. " * 40 for index in range(24))


async def send_back(here: Town, note: str) -> None:
    shown = await here.mora.click(here.desk_card(1), label="Send back")
    await here.mora.submit_modal(shown, {"note": note})


def notices(here: Town) -> list[str]:
    """What Wren heard of her letter, without the cards of drafts and of the letter just sent."""
    found = [message for message in here.from_bot(here.wren) if not {"Send letter"} & set(labels(message))]
    return [text_of(message) for message in found if "**Received.**" not in message.content]


# --- the card -------------------------------------------------------------------------------------------------


async def test_the_card_shows_the_letter_and_no_sign_of_its_author(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        (card,) = here.desk.history()
        assert text_of(card) == (
            f"**Letter 1** · Waits for a decision.\n{TITLE}\n{BODY}\nTo you · {len(BODY)} characters"
        )
        assert labels(card) == WAITING
        assert not card.mentions and card.reference is None and not card.embeds[0].author.name


async def test_the_card_shows_the_pictures(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, LETTER, attachments=[("wrens-cat.png", picture())])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        card = here.desk_card(1)
        assert [picture.filename for picture in card.attachments] == ["picture-1.png"]
        assert "1 picture" in text_of(card)
        await here.mora.click(card, label="Approve")
        assert [picture.filename for picture in here.desk_card(1).attachments] == ["picture-1.png"]


async def test_a_long_letter_is_read_on_page_by_page(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, LONG[:4000])
        for start in range(4000, len(LONG), 4000):
            await acts.dm(here.env, here.wren, LONG[start : start + 4000])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        card = here.desk_card(1)
        assert labels(card) == [*WAITING, "Read on"]
        rest = await here.otto.click(card, label="Read on")
        assert all(page.ephemeral for page in [answer_of(rest), *rest.followups])
        read = text_of(card) + told(rest)
        assert re.findall(r"Paragraph (\d+)\.", read) == [str(index) for index in range(24)]


async def test_a_letter_is_read_on_after_its_decision_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, LONG[:4000])
        await here.send(here.wren, LONG[4000:8000])
        await here.mora.slash(here.desk, "letters reject", number=1)
        assert labels(here.desk_card(1)) == ["Block", "Read on"]
        assert "It goes on." in told(await here.otto.click(here.desk_card(1), label="Read on"))


# --- verdicts -------------------------------------------------------------------------------------------------


async def test_approve_publishes_and_tells_the_author_where(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        (letter,) = here.published()
        (notice,) = notices(here)
        assert notice.startswith(f"Letter 1, “{TITLE}”, is published: https://discord.com/channels/")
        assert str(letter.id) in notice
        card = here.desk_card(1)
        assert f"Published by {here.mora.mention}." in card.content and str(letter.id) in card.content
        assert labels(card) == ["Remove", "Block"] and len(here.desk.history()) == 1


async def test_send_back_gives_the_note_and_the_draft_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await send_back(here, "Please leave the street out.")
        (notice,) = notices(here)
        assert notice.startswith(f"Letter 1, “{TITLE}”, came back: the moderators ask you to change something.")
        assert "Please leave the street out." not in notice  # it stands once, on the card
        draft = here.draft(here.wren)
        assert "Letter 1 is open again" in draft.content and "Please leave the street out." in draft.content
        assert BODY in text_of(draft)
        card = here.desk_card(1)
        assert f"Sent back by {here.mora.mention}." in card.content and "Please leave the street out." in card.content
        assert labels(card) == ["Block"]


async def test_a_returned_letter_is_changed_and_sent_again_under_its_number(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter, please.")
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        assert modal_values(shown) == {"title": TITLE, "text:0:n": BODY}
        await here.wren.user.submit_modal(shown, {"title": TITLE, "text:0:n": "I oiled the chain."})
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        former, card = here.desk.history()
        assert "**Letter 1** · Revised, and waits for a decision." in card.content
        assert "I oiled the chain." in text_of(card)
        assert BODY not in text_of(card) and "Shorter, please." in text_of(card) and labels(card) == WAITING
        assert former.content == f"**Letter 1** · Sent again: {card.jump_url}"
        assert labels(former) == [] and former.embeds == []
        await here.mora.click(card, label="Approve")
        assert "I oiled the chain." in text_of(here.published()[0])


async def test_a_returned_letter_grows_by_direct_messages(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await send_back(here, "How does it end?")
        await here.write(here.wren, "It ends at the river, with the bicycle on its side.")
        assert BODY in text_of(here.draft(here.wren)) and "It ends at the river" in text_of(here.draft(here.wren))


async def test_what_one_replies_to_a_returned_letters_notice_goes_into_its_draft(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await send_back(here, "How does it end?")
        notice = next(message for message in here.from_bot(here.wren) if "came back" in message.content)
        await acts.reply_in_dm(here.env, here.wren, notice, "It ends at the river, with the bicycle on its side.")
        assert "It ends at the river" in text_of(here.draft(here.wren))


async def test_a_returned_letter_that_is_discarded_is_withdrawn(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await send_back(here, "Not like this.")
        await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
        assert "Withdrawn by its author." in here.desk_card(1).content
        assert BODY not in text_of(here.desk_card(1))


@pytest.mark.parametrize("reason", ["It names somebody.", ""], ids=["with a reason", "without"])
async def test_reject_by_button_tells_the_author(tmp_path: Path, reason: str) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        shown = await here.mora.click(here.desk_card(1), label="Reject")
        await here.mora.submit_modal(shown, {"reason": reason})
        assert_rejected(here, reason)


@pytest.mark.parametrize("reason", ["It names somebody.", ""], ids=["with a reason", "without"])
async def test_reject_by_command_tells_the_author(tmp_path: Path, reason: str) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        given = {"reason": reason} if reason else {}
        done = await here.mora.slash(here.hall, "letters reject", number=1, **given)
        assert (
            told(done) == "Letter 1 is rejected; its author is told, if I still know who they are."
            and answer_of(done).ephemeral
        )
        assert_rejected(here, reason)


def assert_rejected(here: Town, reason: str) -> None:
    (notice,) = notices(here)
    assert notice.startswith(f"Letter 1, “{TITLE}”, will not be published.")
    assert notice.endswith(f"The moderators wrote:\n>>> {reason}" if reason else "The moderators gave no reason.")
    assert "Mora" not in notice and here.mora.mention not in notice
    card = here.desk_card(1)
    assert f"Rejected by {here.mora.mention}." in card.content and labels(card) == ["Block"]
    assert ("Told the author: It names somebody." in card.content) == bool(reason)
    assert here.published() == []


async def test_a_note_of_several_lines_is_quoted_to_its_last_line(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await send_back(here, "First, the street.\nThen, the name.")


# --- two moderators -------------------------------------------------------------------------------------------


async def test_of_two_who_press_at_the_same_moment_one_wins(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        card = here.desk_card(1)
        async with acts.at_once(here.env):
            one = await here.mora.click(card, label="Approve")
            two = await here.otto.click(card, label="Approve")
        assert_one_won(here, one, two)


async def test_of_a_button_and_a_command_at_the_same_moment_one_wins(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        async with acts.at_once(here.env):
            one = await here.mora.click(here.desk_card(1), label="Approve")
            two = await here.otto.slash(here.hall, "letters reject", number=1)
        assert_one_won(here, one, two)


def assert_one_won(here: Town, one: object, two: object) -> None:
    said = told(one) + told(two)
    winner = here.mora if "was faster" in told(two) else here.otto
    assert said.count("was faster") == 1 and f"{winner.mention} was faster: letter 1 is" in said
    assert f"by {winner.mention}." in here.desk_card(1).content
    assert len(notices(here)) == 1 and len(here.published()) <= 1


async def test_a_form_that_comes_too_late_reads_who_was_faster(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        shown = await here.otto.click(here.desk_card(1), label="Send back")
        await here.mora.click(here.desk_card(1), label="Approve")
        late = await here.otto.submit_modal(shown, {"note": "Shorter, please."})
        assert answer_of(late).content == f"{here.mora.mention} was faster: letter 1 is published."
        assert answer_of(late).ephemeral and told(late).endswith("\nShorter, please.")
        assert len(here.published()) == 1 and labels(here.desk_card(1)) == ["Remove", "Block"]


async def test_a_letter_that_its_author_took_back_meanwhile_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        shown = await here.otto.click(here.desk_card(1), label="Reject")
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        late = await here.otto.submit_modal(shown, {"reason": ""})
        assert told(late) == "Letter 1 was withdrawn by its author a moment ago."


async def test_nobody_was_faster_than_oneself(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        again = told(await here.mora.slash(here.desk, "letters approve", number=1))
        assert again.startswith("Letter 1 is published, so it cannot be approved.")


# --- what cannot be -------------------------------------------------------------------------------------------

COMMANDS = ["letters approve", "letters reject", "letters return", "letters remove", "letters restore"]


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_letter_that_does_not_exist(tmp_path: Path, command: str) -> None:
    async with town(tmp_path) as here:
        note = {"note": "…"} if command == "letters return" else {}
        done = await here.mora.slash(here.desk, command, number=7, **note)
        said = "There is no letter 7 in this server. `/letters queue` lists those that wait."
        assert answer_of(done).content == said and answer_of(done).ephemeral


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "letters remove"])
async def test_a_letter_in_the_wrong_state_says_which_and_what_to_do(tmp_path: Path, command: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        note = {"note": "…"} if command == "letters return" else {}
        said = told(await here.mora.slash(here.desk, command, number=1, **note))
        assert said.startswith("Letter 1 is published, so it cannot be ") and "Only a letter that" in said


async def test_a_waiting_letter_cannot_be_removed_but_rejected(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        assert "`/letters reject`" in told(await here.mora.slash(here.desk, "letters remove", number=1))


async def test_a_draft_is_no_letter_to_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        assert "There is no letter 1" in told(await here.mora.slash(here.desk, "letters approve", number=1))
        assert here.desk.history() == []


async def test_a_card_needs_the_permission_whoever_can_see_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.set_permissions(here.desk, here.ida, view_channel=True)
        for label in WAITING:
            done = await here.ida.click(here.desk_card(1), label=label)
            assert told(done) == "You need the permission Manage Messages for that." and done.modal is None
        assert labels(here.desk_card(1)) == WAITING and here.published() == []


async def test_the_commands_need_the_permission_whatever_the_servers_settings_say(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        assert isinstance(here.env.bot, Unsigned)
        (command,) = [each for each in await here.env.bot.tree.fetch_commands() if each.name == "letters"]
        here.guild.set_command_permissions(command, {here.ida: True})
        done = await here.ida.slash(here.hall, "letters approve", number=1)
        assert told(done) == "You need the permission Manage Messages for that."
        assert here.published() == []


async def test_a_letter_of_another_server_is_out_of_reach(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        other = here.env.create_guild("Elsewhere")
        hall = other.create_text_channel("hall")
        boss = other.add_member(here.env.create_user("boss"), roles=[other.create_role("Boss", permissions=MODERATOR)])
        assert "no letterbox yet" in told(await boss.slash(hall, "letters approve", number=1))
        assert here.published() == []


async def test_no_card_of_the_desk_stands_in_public(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert here.hall.history() == [] and len(here.letters.history()) == 1


# --- sent again -----------------------------------------------------------------------------------------------


async def send_again(here: Town, before: str, after: str) -> None:
    """The author changes their letter with the form, and sends it."""
    shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
    values = modal_values(shown)
    text = next(name for name in values if name.startswith("text"))
    await here.wren.user.submit_modal(shown, values | {text: values[text].replace(before, after)})
    await here.wren.user.click(here.draft(here.wren), label="Send letter")


def seen(here: Town) -> list[bytes]:
    """What is kept of versions that the desk has read."""
    with closing(sqlite3.connect(here.folder / "letters.db")) as connection:
        return [row[0] for row in connection.execute("SELECT sealed_seen FROM letter") if row[0] is not None]


async def test_a_letter_that_is_sent_again_says_at_the_desk_what_changed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren, "The gate\n\nI painted the gate on Lark Lane last week.")
        await here.send(here.ida)
        await send_back(here, "Without the street, please.")
        assert len(seen(here)) == 1 and b"Lark" not in seen(here)[0]
        await here.restart()
        await send_again(here, " on Lark Lane last", " some other")
        newest = here.desk.history()[-1]
        assert here.desk_card(1).id == newest.id and "Revised" in newest.content
        changed = newest.embeds[-1]
        assert changed.title == "What changed" and "~~on Lark Lane last~~ **some other**" in str(changed.description)
        await here.mora.click(newest, label="Approve")
        assert seen(here) == [] and "Lark Lane" not in text_of(here.desk_card(1))


async def test_nothing_that_changed_in_a_letter_sent_again_is_passed_over(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        late = here.guild.create_text_channel("late")
        acts.set_nsfw(late)
        await here.setup(mature=late)
        await here.mora.slash(here.hall, "letterbox settings", categories="To you, To me")
        before = "\n\n".join(f"Paragraph {index} says old{index} of it, as it did before." for index in range(30))
        await here.write(here.wren, f"The gate\n\n{before[:3_900]}", attachments=[("gate.png", picture())])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await send_back(here, "Another way, please.")
        await choose(here, here.wren, "To whom?", "To me")
        await choose(here, here.wren, "How safe is it to read?", "Not Safe for Work")
        message = next(each for each in here.dm(here.wren) if each.attachments and not each.author.bot)
        await acts.change_attachments(here.env, message, lambda all: [])
        await send_again(here, "says old", "says new")
        said = str(here.desk_card(1).embeds[-1].description)
        assert "changes are not shown here" in said and "~~old0~~ **new0**" in said
        assert "Its category was To you." in said and "Its rating was Safe for Work." in said
        assert "Its pictures have changed." in said


async def test_each_time_it_is_compared_with_what_the_desk_read_last(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren, "The gate\n\nI painted the gate red.")
        for before, after in (("red", "green"), ("green", "blue")):
            await send_back(here, "Another colour, please.")
            await send_again(here, before, after)
            changed = str(here.desk_card(1).embeds[-1].description)
            assert f"~~{before}.~~ **{after}.**" in changed
        assert "red" not in text_of(here.desk_card(1))
        first, second, third = here.desk.history()
        assert second.jump_url in first.content and third.jump_url in second.content


async def test_what_was_written_and_taken_out_between_is_never_seen_at_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren, "The gate\n\nI painted the gate red.")
        await send_back(here, "More of it, please.")
        await here.write(here.wren, "My name is not for you.")
        message = [each for each in here.dm(here.wren) if each.content.startswith("My name")][-1]
        await here.wren.user.delete(message)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "My name" not in " ".join(text_of(each) for each in here.desk.history())
        assert "Nothing in its text." in text_of(here.desk_card(1))


async def test_of_a_letter_that_is_withdrawn_or_rejected_no_version_is_kept(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await send_back(here, "Shorter, please.")
        await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
        assert seen(here) == [] and BODY not in " ".join(text_of(each) for each in here.desk.history())


async def test_the_new_card_comes_once_although_the_answer_to_it_was_lost(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await send_back(here, "Shorter, please.")
        acts.lose_answer(here.env, "POST", f"/channels/{here.desk.id}/messages")
        await send_again(here, "chain", "bell")
        await here.pass_time(600)
        former, card = here.desk.history()
        assert card.jump_url in former.content and labels(card) == WAITING and await here.outbox() == []
