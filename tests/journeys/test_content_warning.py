"""**Approve with …**: category, rating and a content warning, set by the desk; the text never is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts, tampering
from tests.journeys.test_mature import late_channel
from tests.tampering import button_of
from tests.town import BODY, TITLE, Town, form_of, labels, picture, text_of, told, town

WARNING = "⚠️ **Content warning:** a bicycle is left"
LONG = f"{TITLE}\n\n" + "\n\n".join(f"Paragraph {index}. ||Hush.|| " + "It goes on. " * 60 for index in range(14))


def filled(warning: str, **chosen: str) -> dict[str, Any]:
    """What is filled in, as Discord sends it."""
    return {"warning": warning, **{name: [value] for name, value in chosen.items()}}


async def approve_with(here: Town, number: int = 1, *, warning: str = "", **chosen: str) -> Any:
    """The form on a letter's card, filled in."""
    shown = await here.mora.click(here.desk_card(number), label="Approve with …")
    return await here.mora.submit_modal(shown, filled(warning, **chosen))


def in_public(here: Town) -> tuple[str, list[str]]:
    """What stands above the newest letter's frame; and the text of all its pages."""
    letter = here.published()[-1]
    pages = [text for _, text in here.thread_texts() if text.startswith("||")]
    return letter.content, [letter.embeds[0].description or "", *pages]


@pytest.mark.parametrize("forum", [False, True])
async def test_a_warning_stands_before_the_text_and_every_page_and_picture_is_covered(
    tmp_path: Path, forum: bool
) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.write(here.wren, LONG[:1_990])
        await here.write(here.wren, LONG[1_990:3_900])
        await here.write(here.wren, LONG[3_900:5_800], attachments=[("sea.png", picture())])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.restart()
        await approve_with(here, warning="  a bicycle\tis left ")
        above, pages = in_public(here)
        assert above == WARNING and len(pages) == 2
        assert all(page.startswith("||") and page.endswith("||") and page.count("||") == 2 for page in pages)
        assert here.published()[0].embeds[0].title == TITLE and here.thread().name == TITLE
        assert [each.filename for each in here.published()[0].attachments] == ["SPOILER_picture-1.png"]
        assert WARNING in here.desk_card(1).content and "||Hush.||" in text_of(here.desk_card(1))
        assert "||" not in (here.desk_card(1).embeds[0].description or "").replace("||Hush.||", "")


async def test_it_survives_a_count_a_restart_removing_and_restoring_and_publishing_anew(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await approve_with(here, warning="a bicycle is left")
        before = in_public(here)
        await here.reply(here.ida, "Ride it.", "Owl")
        await here.pass_time(60)
        assert "1 response" in text_of(here.published()[0]) and in_public(here) == before
        await here.restart()
        await here.mora.slash(here.desk, "letters remove", number=1)
        (line,) = [each for each in here.letters.history() if each.author.bot]
        assert "removed by the moderators" in line.content and "Content warning" not in line.content
        await here.mora.slash(here.desk, "letters restore", number=1)
        assert in_public(here) == before
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.mora.delete(line)
        await here.mora.slash(here.desk, "letters restore", number=1)
        assert in_public(here) == before


async def test_the_author_hears_what_was_changed_beside_their_words(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = late_channel(here)
        await here.setup(mature=late)
        await here.send(here.wren)
        await here.restart()
        await approve_with(here, category="To myself", rating="nsfw", warning="*loss*")
        assert here.published() == []
        (letter,) = [each for each in late.history() if "Leave a reply" in labels(each)]
        assert "To myself · Not Safe for Work" in text_of(letter) and BODY in text_of(letter)
        notice = here.from_bot(here.wren)[-1].content.splitlines()
        assert notice[0].startswith(f"Letter 1, “{TITLE}”, is published: ")
        assert notice[1:5] == [
            "Your words are as you sent them. What the moderators changed beside them:",
            "- It is under “To myself”, not “To you”.",
            "- It is rated Not Safe for Work, not Safe for Work.",
            "- It has the content warning “\\*loss\\*”; text and pictures stand behind spoilers.",
        ]


async def test_whoever_approves_without_it_changes_nothing_and_says_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        shown = await here.mora.click(here.desk_card(1), label="Approve with …")
        assert [row["component"]["custom_id"] for row in form_of(shown)["components"]] == ["category", "warning"]
        await here.mora.submit_modal(shown, filled(" ", category="To you"))
        assert in_public(here) == ("", [BODY]) and "changed" not in here.from_bot(here.wren)[-1].content


async def test_what_one_moderator_sets_another_one_reads_before_they_approve(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", quorum=2)
        await here.send(here.wren)
        await approve_with(here, category="To everyone", warning="a bicycle is left")
        card = here.desk_card(1)
        assert here.published() == [] and WARNING in card.content and "To everyone" in text_of(card)
        await here.restart()
        await here.otto.click(here.desk_card(1), label="Approve")
        assert in_public(here)[0] == WARNING and "not “To you”" in here.from_bot(here.wren)[-1].content


async def test_a_letter_that_came_back_anew_is_not_approved_by_a_form_that_was_opened_before(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        shown = await here.mora.click(here.desk_card(1), label="Approve with …")
        await here.pass_time(5)
        await here.otto.slash(here.desk, "letters return", number=1, note="Shorter, please.")
        await acts.dm(here.env, here.wren, "One line more.")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        said = told(await here.mora.submit_modal(shown, filled("a bicycle", category="To you")))
        assert "Letter 1 has come back from its author since" in said and "a bicycle" in said
        assert here.published() == [] and "Content warning" not in here.desk_card(1).content


async def test_what_the_form_did_not_offer_is_refused(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        letter_id = button_of(here.desk_card(1), "approve").partition(":")[2]
        async with here.office.store.reading() as tx:
            sent = (await tx.letter(int(letter_id, 16))).submitted_at or 0
        form = f"approved-with:{letter_id}:{sent:x}"
        for fields, said in (
            ({"category": "To nobody"}, "no category “To nobody” any more"),
            ({"rating": "nsfw"}, "have no channel here"),
            ({"rating": "mild"}, "I cannot do anything with that"),
            ({"warning": "x" * 101}, "I cannot do anything with that"),
        ):
            assert said in told(await tampering.form(here.env, here.mora, here.desk, form, **fields))
        assert here.published() == [] and labels(here.desk_card(1))[0] == "Approve"
        pressed = await here.mora.click(here.desk_card(1), label="Approve")
        assert pressed.response is not None and len(here.published()) == 1
        late = await tampering.press(here.env, here.mora, here.desk, f"approve-with:{letter_id}")
        assert late.modal is None and "so it cannot be approved" in told(late)


async def test_nothing_of_a_warning_is_in_the_database_in_clear(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await approve_with(here, warning="a bicycle is left", category="To myself")
    kept = (tmp_path / "letters.db").read_bytes()
    assert b"bicycle is left" not in kept and b"To myself" in kept
