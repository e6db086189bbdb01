"""What cannot be undone is asked about first, and a discarded draft can be had back for a minute."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.rules import entry
from tests import tampering
from tests.town import (
    BODY,
    LETTER,
    ON_DRAFT,
    TITLE,
    Town,
    answer_of,
    chosen_of_mine,
    labels,
    picture,
    sure,
    text_of,
    told,
    town,
)


def kept(here: Town) -> int:
    """How many letters the database holds, whatever became of them."""
    with closing(sqlite3.connect(here.folder / "letters.db")) as connection:
        return connection.execute("SELECT COUNT(*) FROM letter").fetchone()[0]


# --- discard -------------------------------------------------------------------------------------------------------


async def test_discard_asks_and_nothing_happens_until_they_are_sure(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        asked = await here.wren.user.click(card, label="Discard")
        assert asked.ephemeral and labels(answer_of(asked)) == ["Discard it"]
        await here.restart()
        assert "Send letter" in labels(here.draft(here.wren)) and BODY in text_of(here.draft(here.wren))
        done = await sure(here.wren.user, asked)
        assert labels(answer_of(done)) == ["Bring it back"]
        card = here.from_bot(here.wren)[0]
        assert text_of(card).startswith("Discarded.") and labels(card) == ["Bring it back"]
        assert "sent no letters" in told(await here.wren.user.slash("letter mine"))


async def test_a_discarded_draft_is_had_back_within_its_minute_also_after_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        done = await sure(here.wren.user, await here.wren.user.click(card, label="Discard"))
        await here.restart()
        await here.pass_time(40)
        assert "It is back" in told(await here.wren.user.click(answer_of(done), label="Bring it back"))
        assert TITLE in text_of(here.draft(here.wren))
        await here.pass_time(3_700)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert BODY in text_of(here.desk_card(1))


async def test_what_was_never_discarded_is_not_said_to_be_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        async with here.office.store.reading() as tx:
            letter = await tx.letter_numbered(here.guild.id, 1)
        result = await tampering.press(here.env, here.wren, here.hall, f"bring-back:{letter.id:x}")
        assert "no discarded draft here" in told(result) and "It is back" not in told(result)


async def test_a_draft_comes_back_only_where_there_is_room_for_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "MAX_PICTURES", 2)
    async with town(tmp_path) as here:
        two = [("one.png", picture()), ("two.png", picture())]
        await here.write(here.wren, LETTER, attachments=two)
        gone = await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
        await here.write(here.wren, "The lamp\n\nWho changes it?", attachments=two)
        back = await here.wren.user.click(answer_of(gone), label="Bring it back")
        assert "no room for its pictures" in told(back)
        await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
        back = await here.wren.user.click(answer_of(gone), label="Bring it back")
        assert "It is back" in told(back)


@pytest.mark.parametrize("away", [False, True], ids=["running", "away"])
async def test_after_its_minute_nothing_of_it_is_left(tmp_path: Path, away: bool) -> None:
    async with town(tmp_path) as here:
        done = await sure(here.wren.user, await here.wren.user.click(await here.write(here.wren), label="Discard"))
        assert kept(here) == 1
        if away:
            async with here.away():
                await here.pass_time(65)
            await here.pass_time(10)
        else:
            await here.pass_time(75)
        assert kept(here) == 0
        late = await here.wren.user.click(answer_of(done), label="Bring it back")
        assert labels(answer_of(late)) == [] and "Discarded." in text_of(here.from_bot(here.wren)[0])


async def test_forget_takes_a_discarded_draft_at_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        done = await sure(here.wren.user, await here.wren.user.click(await here.write(here.wren), label="Discard"))
        asked = await here.wren.user.slash("letter forget")
        await here.wren.user.click(asked.response, label=labels(answer_of(asked))[0])
        assert kept(here) == 0
        assert "It is back" not in told(await here.wren.user.click(answer_of(done), label="Bring it back"))


async def test_a_discarded_draft_takes_no_further_message_and_none_of_its_buttons_work(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        items = [item for row in card.components for item in getattr(row, "children", [])]
        stale = [item.custom_id for item in items if getattr(item, "label", None) not in (None, "What is kept?")]
        await sure(here.wren.user, await here.wren.user.click(card, label="Discard"))
        assert len(stale) == 5
        for each in stale:
            result = await tampering.press(here.env, here.wren, here.wren.user.dm_channel, each)
            assert result.modal is None and "discarded" in told(result)
        await here.write(here.wren, "Another\n\nIt is not the same letter.")
        assert BODY not in text_of(here.draft(here.wren)) and here.desk.history() == []


async def test_what_is_deleted_meanwhile_does_not_come_back_with_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await here.write(here.wren, "My street is Lark Lane.")
        message = here.dm(here.wren)[-1] if not here.dm(here.wren)[-1].author.bot else None
        message = message or [each for each in here.dm(here.wren) if each.content.startswith("My street")][-1]
        done = await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
        await here.wren.user.delete(message)
        await here.wren.user.click(answer_of(done), label="Bring it back")
        assert BODY in text_of(here.draft(here.wren)) and "Lark Lane" not in text_of(here.draft(here.wren))


# --- withdraw ------------------------------------------------------------------------------------------------------


async def test_withdraw_asks_and_says_what_becomes_of_a_letter_that_nobody_read(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        (received,) = here.from_bot(here.wren)
        asked = await here.wren.user.click(received, label="Withdraw")
        assert asked.ephemeral and labels(answer_of(asked)) == ["Withdraw it"]
        assert "public" not in told(asked) and "Waits for a decision" in here.desk_card(1).content
        await here.restart()
        done = await sure(here.wren.user, asked)
        assert told(done) == "Letter 1 is withdrawn. It was never published."
        assert "Withdrawn by its author" in here.desk_card(1).content
        assert labels(here.from_bot(here.wren)[0]) == []


async def test_of_a_published_letter_the_question_says_what_stays(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        asked = await here.wren.user.slash("letter withdraw", number=1)
        assert "replaced by a line" in told(asked) and len(here.published()) == 1
        assert "replaced by a line" in told(await sure(here.wren.user, asked)) and here.published() == []


async def test_a_stale_withdraw_answers_with_a_sentence_and_goes(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        notice = here.from_bot(here.wren)[-1]
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        assert "is withdrawn already" in told(await here.wren.user.click(notice, label="Withdraw"))
        assert labels(here.from_bot(here.wren)[-1]) == []


async def test_after_a_letter_came_back_only_its_newest_card_has_buttons(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        for note in ("Shorter, please.", "And without the street."):
            await here.mora.slash(here.desk, "letters return", number=1, note=note)
            *others, newest = here.from_bot(here.wren)
            assert labels(newest) == ON_DRAFT and note in text_of(newest)
            assert not any(labels(each) for each in others)
            assert sum(note in text_of(each) for each in here.from_bot(here.wren)) == 1
            await here.wren.user.click(newest, label="Send letter")
        assert labels(here.from_bot(here.wren)[-1]) == ["Withdraw"]


async def test_discard_of_a_letter_that_came_back_asks_whether_to_withdraw_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter, please.")
        asked = await here.wren.user.click(here.draft(here.wren), label="Discard")
        assert labels(answer_of(asked)) == ["Withdraw it"] and "Sent back" in here.desk_card(1).content
        await sure(here.wren.user, asked)
        assert "Withdrawn by its author" in here.desk_card(1).content
        assert not any(labels(each) for each in here.from_bot(here.wren))


async def test_mine_offers_withdrawing_only_where_something_can_be(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        card = await chosen_of_mine(here, here.wren.user, "Letter 1")
        await sure(here.wren.user, await here.wren.user.click(card, label="Withdraw"))
        assert "Withdrawn by its author" in here.desk_card(1).content
        card = await chosen_of_mine(here, here.wren.user, "Letter 1")
        assert "withdrawn" in text_of(card) and labels(card.message) == ["Back to the list"]


async def test_who_left_the_server_sees_their_letters_and_withdraws_them(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        here.guild.remove_member(here.wren)
        await here.env.settle()
        assert TITLE in told(await here.wren.user.slash("letter mine"))
        await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))
        assert here.published() == []
