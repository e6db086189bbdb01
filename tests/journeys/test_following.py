"""The draft follows every edit and deletion of the messages it came from: what somebody takes back is not published."""

from __future__ import annotations

import io
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
from PIL import Image

from bot.letter import Picture
from tests import acts
from tests.town import BODY, LETTER, TITLE, Town, answer_of, picture, text_of, told, town

RED, BLUE = (255, 0, 0), (0, 0, 255)
SPOILER = 1 << 3
Stays = list[dict[str, Any]]


@pytest.fixture(params=[False, True], ids=["live", "away"])
def when(request: pytest.FixtureRequest) -> Callable[[Town], Any]:
    """Whether the bot hears of it, or finds it when it is back."""

    @asynccontextmanager
    async def heard(here: Town) -> AsyncGenerator[None]:
        yield

    return Town.away if request.param else heard


async def pictured(here: Town, text: str = LETTER) -> discord.Message:
    """A letter in one message with a red picture and a blue one."""
    both = [("one.png", picture("red")), ("other.png", picture("blue"))]
    return await acts.dm(here.env, here.wren, text, attachments=both)


async def published(here: Town) -> discord.Message:
    """The letter, sent, approved, and as readers see it."""
    await here.wren.user.click(here.draft(here.wren), label="Send letter")
    await here.mora.click(here.desk_card(1), label="Approve")
    return here.published()[-1]


async def colours(message: discord.Message) -> list[Any]:
    """What each picture of a message is painted with."""
    return [Image.open(io.BytesIO(await each.read())).convert("RGB").getpixel((0, 0)) for each in message.attachments]


async def test_a_picture_that_its_author_takes_back_is_not_published(tmp_path: Path, when: Any) -> None:
    async with town(tmp_path) as here:
        message = await pictured(here)
        assert "With 2 pictures" in text_of(here.draft(here.wren))
        async with when(here):
            await acts.change_attachments(here.env, message, lambda all: all[1:])
        assert "With 1 picture," in text_of(here.draft(here.wren))
        letter = await published(here)
        assert await colours(letter) == await colours(here.desk_card(1)) == [BLUE]


async def test_nor_are_all_of_them_with_the_words_changed_too(tmp_path: Path, when: Any) -> None:
    async with town(tmp_path) as here:
        message = await pictured(here, "")
        await acts.dm(here.env, here.wren, LETTER)
        async with when(here):
            await acts.change_attachments(here.env, message, lambda all: [])
            await here.wren.user.edit(message, "No pictures.")
        assert "picture," not in text_of(here.draft(here.wren))
        assert (await published(here)).attachments == []


async def test_one_that_is_still_there_stays(tmp_path: Path, when: Any) -> None:
    async with town(tmp_path) as here:
        message = await pictured(here)
        async with when(here):
            await here.wren.user.edit(message, LETTER.replace("river", "sea"))
        letter = await published(here)
        assert "sea" in text_of(letter) and await colours(letter) == [RED, BLUE]


def hidden(attachments: Stays) -> Stays:
    """The first one behind a spoiler, as Discord marks it now; the other as older programs do."""
    first, second = attachments
    return [{**first, "flags": SPOILER}, {**second, "filename": "SPOILER_other.png"}]


async def test_what_is_hidden_is_published_hidden(tmp_path: Path, when: Any) -> None:
    async with town(tmp_path) as here:
        message = await pictured(here)
        async with when(here):
            await acts.change_attachments(here.env, message, hidden)
        assert "2 of them are behind a spoiler" in text_of(here.draft(here.wren))
        letter = await published(here)
        assert [each.is_spoiler() for each in letter.attachments] == [True, True]
        assert [each.is_spoiler() for each in here.desk_card(1).attachments] == [True, True]
        assert not any("other" in each.filename for each in letter.attachments)


async def test_and_was_sent_hidden(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, LETTER, attachments=[("SPOILER_cat.png", picture())])
        letter = await published(here)
        assert [each.filename for each in letter.attachments] == ["SPOILER_picture-1.png"]


def described(text: str) -> Callable[[Stays], Stays]:
    """The first picture with that description."""
    return lambda all: [{**all[0], "description": text}, *all[1:]]


async def test_a_description_goes_with_its_picture_and_can_be_changed(tmp_path: Path, when: Any) -> None:
    async with town(tmp_path) as here:
        message = await pictured(here)
        await acts.change_attachments(here.env, message, described("A red wall."))
        await here.pass_time(5)
        async with when(here):
            await acts.change_attachments(here.env, message, described("A red barn."))
        assert "Picture 1 is described as “A red barn.”" in text_of(here.draft(here.wren))
        letter = await published(here)
        assert [each.description for each in letter.attachments] == ["A red barn.", "Picture 2, without a description"]
        assert "described as “A red barn.”" in text_of(here.desk_card(1))


async def test_a_description_is_read_for_traces_and_by_the_rules_like_the_text(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", refuse="turnip", flag="barn")
        message = await pictured(here)
        await acts.change_attachments(here.env, message, described("A turnip."))
        assert "takes no letter with `turnip` in it" in text_of(here.draft(here.wren))
        await acts.change_attachments(here.env, message, described("A barn, painted by Wren Aldous"))
        asked = await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "Wren Aldous" in told(asked)
        await here.wren.user.click(asked.response, label="Send anyway")
        assert "`barn`" in here.desk_card(1).content


async def test_after_it_was_sent_the_author_reads_that_it_is_too_late(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        message = await pictured(here)
        letter = await published(here)
        await acts.change_attachments(here.env, message, lambda all: all[:1])
        assert "Editing it here changes nothing there" in here.from_bot(here.wren)[-1].content
        assert len(letter.attachments) == 2


async def test_a_preview_of_a_link_is_no_edit(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        message = await pictured(here)
        sent = len(here.env.http_requests)
        await acts.change_attachments(here.env, message, lambda all: all)
        assert len(here.env.http_requests) == sent


async def test_nor_does_it_undo_what_was_changed_by_form(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        message = await acts.dm(here.env, here.wren, LETTER)
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        await here.wren.user.submit_modal(shown, {"title": TITLE, "text:0:n": BODY.replace("river", "sea")})
        await acts.preview(here.env, message)
        await here.pass_time(5)
        shown = text_of(here.draft(here.wren))
        assert "to the sea" in shown and "river" not in shown


async def test_who_is_forgotten_leaves_pictures_that_lead_to_no_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        message = await pictured(here)
        await acts.change_attachments(here.env, message, described("A red barn."))
        await published(here)
        ids = [message.id, *(each.id for each in message.attachments)]
        marks = {here.office.message_tag(each) for each in ids}
        before = await known_of_pictures(here)
        assert {mark for each in before for mark in (each.source, each.attachment)} == marks
        asked = await here.wren.user.slash("letter forget")
        await here.wren.user.click(answer_of(asked), label="Forget me")
        after = await known_of_pictures(here)
        assert not marks & {mark for each in after for mark in (each.source, each.attachment)}
        assert [each.alt for each in after] == ["A red barn.", ""]


async def test_nor_is_anything_left_of_what_they_show_when_the_letter_is_withdrawn_with_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        message = await pictured(here)
        await acts.change_attachments(here.env, message, described("Ein rotes Scheunentor."))
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        sizes = await sizes_of_pictures(here)
        asked = await here.wren.user.slash("letter forget")
        await here.wren.user.click(answer_of(asked), label="Forget me")
        assert [each.alt for each in await known_of_pictures(here)] == ["", ""]
        assert await sizes_of_pictures(here) == sizes  # which would tell, by changing, what was forgotten together
        assert "withdrawn" in here.desk_card(1).content.lower() and "Scheunentor" not in here.desk_card(1).content


async def sizes_of_pictures(here: Town) -> list[int]:
    """How long everything sealed about each picture is."""
    async with here.office.store.transaction() as tx:
        rows = await tx._connection.execute_fetchall(
            "SELECT sealed_about, sealed_attachment FROM picture ORDER BY position"
        )
    return [len(value) for row in rows for value in row]


async def known_of_pictures(here: Town) -> list[Picture]:
    """All that is kept of the only letter's pictures but their data."""
    async with here.office.store.transaction() as tx:
        (row,) = await tx._connection.execute_fetchall("SELECT id FROM letter")
        return [*(await tx.described_pictures(row["id"])).values()]


@pytest.mark.parametrize("collected", [False, True])
async def test_who_deletes_a_message_of_a_letter_that_waits_is_told_that_it_stays(
    tmp_path: Path, collected: bool
) -> None:
    async with town(tmp_path) as here:
        if collected:
            await here.mora.slash(here.hall, "letterbox settings", collection=86_400)
        message = await acts.dm(here.env, here.wren, LETTER)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.wren.user.delete(message)
        await here.pass_time(10)
        assert "Deleting it here takes nothing out of the letter now" in here.from_bot(here.wren)[-1].content


@pytest.mark.parametrize("restarted", [False, True])
async def test_what_was_deleted_while_a_letter_waited_is_not_in_it_when_it_comes_back(
    tmp_path: Path, restarted: bool
) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, LETTER)
        second = await acts.dm(here.env, here.wren, "And this is me.", attachments=[("me.png", picture())])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.wren.user.delete(second)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter.")
        await here.pass_time(120)
        if restarted:
            await here.restart()
        assert "And this is me." not in text_of(here.draft(here.wren))
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.slash(here.desk, "letters approve", number=1)
        await here.pass_time(60)
        (stands,) = here.published()
        assert stands.attachments == [] and "And this is me." not in text_of(stands)
