"""A direct message is more than its text: forwards, polls, text files, files that do not come, and nothing at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.rules import entry
from tests import acts
from tests.town import BODY, LETTER, TITLE, Town, labels, picture, text_of, town


def said(here: Town) -> str:
    """All that the bot wrote to Wren."""
    return "\n".join(text_of(message) for message in here.from_bot(here.wren))


def drafts(here: Town) -> list[discord.Message]:
    """Wren's draft cards."""
    return [message for message in here.from_bot(here.wren) if "Send letter" in labels(message)]


# --- forwards and polls -------------------------------------------------------------------------------------------


async def test_a_forward_is_taken_and_only_its_writer_learns_where_from(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        source = await here.wren.send(here.hall, LETTER, attachments=[("SPOILER_a.png", picture())])
        await acts.forward(here.env, here.wren, source)
        assert BODY in text_of(here.draft(here.wren)) and "With 1 picture" in text_of(here.draft(here.wren))
        assert "It is behind a spoiler." in text_of(here.draft(here.wren))
        url = f"https://discord.com/channels/{here.guild.id}/{here.hall.id}/{source.id}"
        assert url in said(here)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        for card in (here.desk_card(1), here.published()[0]):
            assert BODY in text_of(card) and card.attachments[0].is_spoiler()
            assert str(here.hall.id) not in text_of(card) and str(source.id) not in text_of(card)


async def test_a_preview_in_a_forward_takes_nothing_out_of_the_draft(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        forwarded = await acts.forward(here.env, here.wren, await here.wren.send(here.hall, LETTER))
        await acts.change_attachments(here.env, forwarded, lambda all: all)
        assert BODY in text_of(here.draft(here.wren))


async def test_nothing_is_said_to_be_taken_that_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with town(tmp_path) as here:
        await acts.forward(here.env, here.wren, await here.wren.send(here.hall, "Hello!"))
        monkeypatch.setattr(entry, "MAX_DRAFTS", 0)
        await acts.forward(here.env, here.wren, await here.wren.send(here.hall, LETTER))
        await acts.dm(here.env, here.wren, "", attachments=[("message.txt", LETTER.encode())])
        assert here.welcomes(here.wren) and "no room for another" in said(here)
        assert not drafts(here) and "I took" not in said(here)


async def test_a_forwarded_notice_is_no_answer_to_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too.")
        await here.pass_time(10)
        notice = [message for message in here.from_bot(here.wren) if "Answer" in labels(message)][-1]
        await acts.forward(here.env, here.wren, notice)
        assert len(here.thread_texts()) == 1 and "New under your letter" in text_of(here.draft(here.wren))


async def test_a_forward_without_anything_to_take_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        embed = discord.Embed(description="An announcement.")
        source = await here.guild.create_webhook(here.hall).send(embed=embed)
        await acts.forward(here.env, here.wren, source)
        assert "nothing in what you forwarded" in said(here) and not drafts(here)


async def test_a_poll_gets_a_sentence(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.wren.user.send_dm("", poll=acts.poll("Tea or coffee?", "Tea", "Coffee"))
        assert "A poll cannot be part of a letter" in said(here) and not drafts(here)


# --- text files ---------------------------------------------------------------------------------------------------


async def test_a_long_paste_becomes_a_letter(tmp_path: Path) -> None:
    long = f"{TITLE}\r\n\r\n" + "Grüße from the river. " * 400
    async with town(tmp_path) as here:
        message = await acts.dm(here.env, here.wren, "", attachments=[("message.txt", b"\xef\xbb\xbf" + long.encode())])
        assert "I took the text in “message.txt”" in said(here)
        assert here.draft(here.wren).embeds[0].title == TITLE
        await acts.change_attachments(here.env, message, lambda all: all)  # a preview
        assert "Grüße" in text_of(here.draft(here.wren))
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        pages = [text_of(here.published()[0]), *(text for _, text in here.thread_texts())]
        assert sum(page.count("Grüße") for page in pages) == 400


async def test_forwards_and_pastes_that_came_while_the_bot_was_away_are_taken(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        source = await here.wren.send(here.hall, LETTER)
        await here.write(here.wren, "To whom it concerns, once more.")
        async with here.away():
            await acts.forward(here.env, here.wren, source)
            await acts.dm(here.env, here.wren, "", attachments=[("message.txt", b"And a bell.")])
        await here.pass_time(5)
        text = text_of(here.draft(here.wren))
        assert BODY in text and "And a bell." in text


async def test_the_draft_follows_a_paste_that_is_taken_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER)
        both = await acts.dm(here.env, here.wren, "One more.", attachments=[("message.txt", b"And a bell.")])
        assert "One more.\n\nAnd a bell." in text_of(here.draft(here.wren))
        await here.wren.user.edit(both, "Two more.")
        assert "Two more.\n\nAnd a bell." in text_of(here.draft(here.wren))
        await acts.change_attachments(here.env, both, lambda all: [])
        assert "Two more." in text_of(here.draft(here.wren)) and "bell" not in text_of(here.draft(here.wren))
        await here.wren.user.delete(both)
        assert "more" not in text_of(here.draft(here.wren)).partition(BODY)[2].partition("Write on")[0]


async def test_a_paste_that_cannot_be_fetched_again_stays_in_the_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(tmp_path) as here:
        both = await acts.dm(here.env, here.wren, "One more.", attachments=[("message.txt", b"And a bell.")])
        monkeypatch.setattr(here.env.backend.cdn, "get", lambda url: None)
        await here.wren.user.edit(both, "Two more.")
        assert "One more.\n\nAnd a bell." in text_of(here.draft(here.wren))


async def test_what_does_not_fit_of_a_paste_is_named(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        text = "a" * 19_000 + " " + "b" * 2_000
        await acts.dm(here.env, here.wren, "", attachments=[("message.txt", text.encode())])
        assert "A letter holds 20,000 characters, and yours is full." in said(here) and drafts(here)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("Grüße".encode("latin-1"), "cannot read the text"),
        ("Grüße".encode("utf-16"), "cannot read the text"),
        (b"MZ\x90\x00\x03 a program", "cannot read the text"),
        (b"a" * 300_000, "longer than any letter"),
    ],
    ids=["latin-1", "utf-16", "program", "huge"],
)
async def test_a_file_whose_text_cannot_be_taken_is_refused_kindly(tmp_path: Path, data: bytes, why: str) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, LETTER, attachments=[("notes.txt", data)])
        assert why in said(here) and "“notes.txt”" in said(here) and BODY in text_of(here.draft(here.wren))


async def test_a_paste_can_answer(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too.")
        await here.pass_time(10)
        notice = [message for message in here.from_bot(here.wren) if "Answer" in labels(message)][-1]
        await acts.reply_in_dm(here.env, here.wren, notice, "", [("message.txt", b"Thank you.")])
        assert here.thread_texts()[-1][1].startswith("Thank you.")


async def test_a_picture_alone_is_no_answer_and_that_is_said(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too.")
        await here.pass_time(10)
        notice = [message for message in here.from_bot(here.wren) if "Answer" in labels(message)][-1]
        await acts.reply_in_dm(here.env, here.wren, notice, "", [("me.png", picture())])
        assert "there was none in that message: nothing was posted" in here.from_bot(here.wren)[-1].content
        assert len(here.thread_texts()) == 1


# --- files that do not come ---------------------------------------------------------------------------------------


class Broken:
    """Attachments whose download breaks so many times."""

    def __init__(self, error: Exception, times: int) -> None:
        self.error, self.left, self.asked = error, times, 0

    async def read(self, _: discord.Attachment, **__: Any) -> bytes:
        self.asked += 1
        if self.left:
            self.left -= 1
            raise self.error
        return picture()


BREAKS = [aiohttp.ClientPayloadError(), aiohttp.ServerDisconnectedError(), TimeoutError(), ConnectionResetError()]


@pytest.mark.parametrize("error", BREAKS, ids=lambda error: type(error).__name__)
async def test_a_download_that_breaks_is_tried_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async with town(tmp_path) as here:
        broken = Broken(error, 1)
        monkeypatch.setattr(discord.Attachment, "read", lambda self, **_: broken.read(self))
        await here.write(here.wren, LETTER, attachments=[("a.png", picture())])
        assert "With 1 picture" in text_of(here.draft(here.wren)) and broken.asked == 2


@pytest.mark.parametrize("error", BREAKS, ids=lambda error: type(error).__name__)
async def test_one_that_breaks_again_is_named_and_the_text_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async with town(tmp_path) as here:
        broken = Broken(error, 9)
        monkeypatch.setattr(discord.Attachment, "read", lambda self, **_: broken.read(self))
        await here.write(here.wren, LETTER, attachments=[("a.png", picture())])
        assert BODY in text_of(here.draft(here.wren)) and broken.asked == 2
        assert "“a.png”: Discord did not give it to me" in said(here)


# --- too much, and nothing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Look.", ""])
async def test_a_burst_of_too_many_pictures_gets_one_note(tmp_path: Path, text: str) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, LETTER, attachments=[(f"{number}.png", picture()) for number in range(4)])
        for _ in range(4):
            await acts.dm(here.env, here.wren, text, attachments=[("more.png", picture())], hurried=True)
        await here.pass_time(10)
        assert said(here).count("A letter holds 4 pictures") == 1
        await acts.dm(here.env, here.wren, text, attachments=[("more.png", picture())])
        await here.pass_time(10)
        assert said(here).count("A letter holds 4 pictures") == 2


@pytest.mark.parametrize("text", ["\u200b", "\u3164\u2800", " \u2060 "])
async def test_a_message_with_nothing_to_see_gets_a_short_sentence(tmp_path: Path, text: str) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, text)
        assert said(here) == "There was nothing in that message that I could take. Send text or a picture."
