"""Where a direct message goes (`bot/life/going_on.py`), and that the draft's card stays below whatever was written."""

from __future__ import annotations

from pathlib import Path

from tests import acts
from tests.town import TITLE, Town, answer_of, labels, modal_values, text_of, town

OTHER = "The ladder in the tree\n\nIt has stood there since you left, and nobody climbs it."


async def two_drafts(here: Town) -> None:
    """Wren's drafts: one of two hours ago, and one of just now."""
    await here.write(here.wren)
    await here.days_later(1)
    await here.write(here.wren, OTHER)


async def test_a_draft_opened_from_the_list_takes_the_next_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await two_drafts(here)
        listed = await here.wren.user.slash("letter mine")
        label = next(each for each in labels(answer_of(listed)) if TITLE in each)
        await here.wren.user.click(answer_of(listed), label=label)
        await here.restart()
        await here.write(here.wren, "And tomorrow I ride it home.")
        assert TITLE in text_of(here.draft(here.wren)) and "ride it home" in text_of(here.draft(here.wren))


async def test_a_draft_edited_by_form_takes_the_next_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await two_drafts(here)
        old = next(each for each in here.from_bot(here.wren) if TITLE in text_of(each))
        form = await here.wren.user.click(old, label="Edit")
        await here.wren.user.submit_modal(form, modal_values(form))
        await here.write(here.wren, "And tomorrow I ride it home.")
        assert TITLE in text_of(here.draft(here.wren)) and "ride it home" in text_of(here.draft(here.wren))


async def test_a_letter_that_comes_back_does_not_take_what_is_being_written_elsewhere(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.write(here.wren, OTHER)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter, please.")
        await here.write(here.wren, "I sold the saw.")
        assert "The ladder" in text_of(here.draft(here.wren)) and "I sold the saw" in text_of(here.draft(here.wren))


async def test_a_reply_to_the_notice_of_its_return_goes_into_that_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.write(here.wren, OTHER)
        await here.mora.slash(here.desk, "letters return", number=1, note="Say more.")
        notice = next(each for each in here.from_bot(here.wren) if "came back" in each.content)
        await acts.reply_in_dm(here.env, here.wren, notice, "And tomorrow I ride it home.")
        assert "ride it home" in next(
            text_of(each) for each in here.from_bot(here.wren) if "open again" in each.content
        )


async def test_letter_write_opens_what_is_being_written_and_else_begins_anew(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await two_drafts(here)
        form = await here.wren.slash(here.hall, "letter write")
        assert modal_values(form)["title"] == "The ladder in the tree"
        await here.days_later(1)
        form = await here.wren.slash(here.hall, "letter write")
        assert set(modal_values(form).values()) == {""}
        await here.wren.submit_modal(form, {"title": "The third", "text:0:n": "It is new."})
        await here.write(here.wren, "And longer than it was.")
        assert "The third" in text_of(here.draft(here.wren)) and "longer" in text_of(here.draft(here.wren))


async def test_a_greeting_after_the_form_is_no_part_of_the_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        form = await here.wren.slash(here.hall, "letter write")
        await here.wren.submit_modal(form, {"title": "The lamp", "text:0:n": "It burns every night."})
        await acts.dm(here.env, here.wren, "Hello there")
        card = here.draft(here.wren)
        assert "Hello there" not in text_of(card) and card.id == here.from_bot(here.wren)[-1].id
        assert sum(each.content.startswith("Hello. I carry") for each in here.dm(here.wren)) == 2
        await here.write(here.wren, "And in the morning it is out.")
        await here.write(here.wren, "Hello?")
        assert "it is out" in text_of(here.draft(here.wren)) and "Hello?" in text_of(here.draft(here.wren))


async def test_a_reply_to_the_acknowledgement_of_an_answer_is_an_answer(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        notice = here.from_bot(here.wren)[-1]
        own = await acts.reply_in_dm(here.env, here.wren, notice, "It has a new chain.")
        await here.restart()
        await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "And a new bell.")
        await acts.reply_in_dm(here.env, here.wren, own, "It rings.")
        assert [name for name, _ in here.thread_texts()] == ["Author of the letter"] * 3
        assert not any("Send letter" in labels(each) for each in here.from_bot(here.wren))


async def test_an_answer_that_was_refused_and_is_corrected_is_posted(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        refused = await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "w.aldous@example.org")
        assert here.thread_texts() == []
        await here.restart()
        await here.wren.user.edit(refused, "I will not say.")
        assert [text.partition("\n")[0] for _, text in here.thread_texts()] == ["I will not say."]
        await here.wren.user.edit(refused, "I may say.")
        await here.pass_time(30)
        assert "I may say." in here.thread_texts()[-1][1] and len(here.thread_texts()) == 1


async def test_the_card_stays_below_what_is_refused(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.write(here.wren, OTHER)
        await acts.dm(here.env, here.wren, stickers=["wave"])
        assert here.from_bot(here.wren)[-1].id == here.draft(here.wren).id
        notice = next(each for each in here.from_bot(here.wren) if "is published" in each.content)
        await acts.reply_in_dm(here.env, here.wren, notice, "It has a new chain.")
        assert here.from_bot(here.wren)[-1].id == here.draft(here.wren).id


async def test_drafts_without_a_title_are_told_apart_by_their_first_words(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for text in ("I have been meaning to write, and now I do.", "The dog is well, thank you, and so is the cat."):
            await here.write(here.wren, text)
            await here.days_later(1)
        listed = answer_of(await here.wren.user.slash("letter mine"))
        assert "I have been meaning" in text_of(listed) and "The dog is well" in text_of(listed)
        assert any("I have been" in each for each in labels(listed)) and any(
            "The dog" in each for each in labels(listed)
        )
