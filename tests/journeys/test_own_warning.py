"""**Content warning** on a draft's card: what readers are to know first, set by the letter's author."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts, tampering
from tests.journeys.test_content_warning import WARNING, approve_with, filled, in_public
from tests.tampering import button_of
from tests.town import BODY, LETTER, TITLE, Town, answer_of, labels, modal_values, picture, sure, text_of, told, town

TEXT = "text:0:n"
COVERED = f"||{BODY}||"


async def warn(here: Town, warning: str = "a bicycle is left") -> Any:
    """Wren fills in the form on their draft's card."""
    shown = await here.wren.user.click(here.draft(here.wren), label="Content warning")
    return await here.wren.user.submit_modal(shown, {"warning": warning})


async def asked(here: Town) -> str:
    """What the form is filled in with."""
    shown = await here.wren.user.click(here.draft(here.wren), label="Content warning")
    return modal_values(shown)["warning"] or ""


def draft(here: Town) -> tuple[bool, str | None]:
    """Whether the warning is the last that is said above Wren's draft; and its text."""
    card = here.draft(here.wren)
    return card.content.endswith(WARNING), card.embeds[0].description


async def test_the_card_the_desk_and_readers_have_it_as_its_author_wrote_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, attachments=[("sea.png", picture())])
        assert await asked(here) == ""
        await warn(here, "  a bicycle\tis left ")
        await here.restart()
        assert draft(here) == (True, COVERED) and await asked(here) == "a bicycle is left"
        assert "It is behind a spoiler." in here.draft(here.wren).content
        shown = await here.wren.user.click(here.draft(here.wren), label="See all of it")
        seen = shown.followups[0]
        assert seen.content.endswith(WARNING) and seen.embeds[0].description == COVERED
        assert [each.filename for each in seen.attachments] == ["SPOILER_picture-1.png"]
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.restart()
        card = here.desk_card(1)
        assert WARNING in card.content and card.embeds[0].description == BODY
        await here.mora.click(card, label="Approve")
        assert in_public(here) == (WARNING, [COVERED])
        assert "changed" not in here.from_bot(here.wren)[-1].content


async def test_the_pages_that_its_author_turns_are_those_that_are_published(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for start in range(0, 9, 3):
            text = "\n\n".join(f"Paragraph {index}. " + "It goes on. " * 50 for index in range(start, start + 3))
            await acts.dm(here.env, here.wren, text if start else f"{TITLE}\n\n{text}")
        await warn(here)
        seen = (await here.wren.user.click(here.draft(here.wren), label="See all of it")).followups[0]
        first = seen.embeds[0].description
        await here.wren.user.click(seen, label="Next")
        second = seen.embeds[0].description
        assert WARNING not in seen.content and "Page 2 of 2" in seen.content
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        assert in_public(here) == (WARNING, [first, second])


@pytest.mark.parametrize("nothing", ["", " \u200b "])
async def test_left_empty_it_is_gone(tmp_path: Path, nothing: str) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await warn(here)
        await here.restart()
        await warn(here, nothing)
        assert draft(here) == (False, BODY) and await asked(here) == ""
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        assert in_public(here) == ("", [BODY])


async def test_it_outlasts_further_messages_an_edit_and_being_discarded(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await warn(here)
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        await here.wren.user.submit_modal(shown, {**modal_values(shown), "title": "The chain", TEXT: "Oiled."})
        await acts.dm(here.env, here.wren, "And hung up.")
        assert draft(here) == (True, "||Oiled.\n\nAnd hung up.||")
        done = await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
        await here.restart()
        await here.wren.user.click(answer_of(done), label="Bring it back")
        assert draft(here) == (True, "||Oiled.\n\nAnd hung up.||")


async def test_it_comes_back_with_the_letter_and_the_desk_reads_what_it_was(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await warn(here)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.slash(here.desk, "letters return", number=1, note="Say more of it.")
        await here.restart()
        assert draft(here) == (True, COVERED)
        await warn(here, "a bicycle is *lost*")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        card = here.desk_card(1)
        assert "**Content warning:** a bicycle is \\*lost\\*" in card.content
        assert "Its content warning was “a bicycle is left”." in text_of(card) and "Nothing in its text." in text_of(
            card
        )


async def test_the_desk_starts_from_it_and_its_author_hears_what_was_changed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await warn(here)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        shown = await here.mora.click(here.desk_card(1), label="Approve with …")
        assert modal_values(shown)["warning"] == "a bicycle is left"
        await here.restart()
        await approve_with(here, warning="")
        assert in_public(here) == ("", [BODY])
        assert "- It stands without your content warning." in here.from_bot(here.wren)[-1].content


async def test_it_is_looked_at_as_the_text_is(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", refuse="turnip", flag="barn", links="refuse")
        await here.write(here.wren)
        for refused, said in (("a turnip", "`turnip`"), ("see https://example.org", "`https://example.org`")):
            await warn(here, refused)
            assert said in here.draft(here.wren).content
            await here.restart()
            await here.wren.user.click(here.draft(here.wren), label="Send letter")
            assert "Send letter" in labels(here.draft(here.wren)) and here.desk.history()[1:] == []
        await warn(here, "Wren Aldous, in a barn")
        question = await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "Wren Aldous" in told(question)
        await here.wren.user.click(answer_of(question), label="Send anyway")
        assert "barn" in here.desk_card(1).content


async def test_a_revision_begins_with_it_and_may_change_it_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        (notice,) = [each for each in here.from_bot(here.wren) if "Revise" in labels(each)]
        await here.wren.user.click(notice, label="Revise")
        await warn(here)
        await here.restart()
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "It had no content warning." in text_of(here.desk_card(2))
        await here.mora.click(here.desk_card(2), label="Approve")
        await here.pass_time(60)
        assert in_public(here) == (WARNING, [COVERED])
        notice = [each for each in here.from_bot(here.wren) if "Revise" in labels(each)][-1]
        await here.wren.user.click(notice, label="Revise")
        assert draft(here) == (True, COVERED)
        await warn(here, "")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "Its content warning was “a bicycle is left”." in text_of(here.desk_card(3))


async def test_what_is_added_to_another_draft_brings_its_own_where_that_has_none(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await here.days_later(3)
        await here.write(here.wren, "It rained on it.")
        await warn(here)
        await here.restart()
        await here.wren.user.click(here.draft(here.wren), label=f"Add to “{TITLE}”")
        assert draft(here) == (True, f"||{BODY}\n\nIt rained on it.||")


async def test_nobody_else_sets_it_and_nothing_longer_is_taken(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        form = button_of(card, "warning").replace("warning", "warned")
        said = told(await tampering.form(here.env, here.wren, here.hall, form, warning="x" * 101))
        assert "I cannot do anything with that" in said
        await tampering.form(here.env, here.ida, here.hall, form, warning="a bicycle")
        late = await tampering.press(here.env, here.ida, here.hall, button_of(card, "warning"))
        assert late.modal is None and draft(here) == (False, BODY)
        await here.wren.user.click(card, label="Send letter")
        await tampering.form(here.env, here.wren, here.hall, form, warning="a bicycle")
        assert "Content warning:" not in here.desk_card(1).content
        await here.mora.submit_modal(
            await here.mora.click(here.desk_card(1), label="Approve with …"), filled("", category="To you")
        )
        assert in_public(here) == ("", [BODY])


async def test_nothing_of_it_is_in_the_database_in_clear(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER)
        await warn(here)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter.")
        await here.restart()
    assert b"bicycle is left" not in (tmp_path / "letters.db").read_bytes()
