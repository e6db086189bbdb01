"""No accidental signature: before anything is sent without a name, the bot names what may tell whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import acts
from tests.town import LETTER, another_server, labels, sure, text_of, told, town

SIGNED = f"{LETTER}\n\nWrite to me: w.aldous@example.org\n\nWren Aldous"


async def test_send_letter_names_what_gives_the_writer_away_and_sends_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, SIGNED)
        asked = await here.wren.user.click(card, label="Send letter")
        assert "Wren Aldous" in told(asked) and "w.aldous@example.org" in told(asked) and asked.ephemeral
        assert not any("Letter 1" in message.content for message in here.desk.history())
        assert "Send letter" in labels(here.draft(here.wren))


async def test_they_may_send_it_anyway_and_the_draft_card_follows(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, SIGNED)
        asked = await here.wren.user.click(card, label="Send letter")
        sent = await here.wren.user.click(asked.response, label="Send anyway")
        assert "Received" in told(sent)
        assert "Received" in here.from_bot(here.wren)[0].content
        assert "Wren Aldous" in text_of(here.desk_card(1))


async def test_a_letter_that_gives_nothing_away_is_sent_at_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        assert "Received" in told(await here.wren.user.click(card, label="Send letter"))


async def test_a_pen_name_reply_is_asked_about_and_kept_meanwhile(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.restart()
        asked = await here.reply(here.ida, "Come and see me. Ida Brook", "The neighbour")
        assert "Ida Brook" in told(asked) and here.thread_texts() == []
        await here.restart()
        await here.ida.click(asked.response, label="Reply anyway")
        name, text = here.thread_texts()[0]
        assert name == "The neighbour" and text.startswith("Come and see me. Ida Brook")


async def test_what_tells_of_another_server_is_asked_about_and_what_this_one_has_is_not(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        other = await another_server(here)
        ours, theirs = here.guild.create_emoji("river"), other.guild.create_emoji("orchard")
        await here.env.settle()
        own = f"<:river:{ours.id}> <#{here.letters.id}>"
        await here.publish(here.ida, f"{LETTER} {own}")
        assert "orchard" not in text_of(here.desk_card(1))
        for text, what in (
            (f"<:orchard:{theirs.id}>", "an emoji of another"),
            (f"<#{other.hall.id}>", "a channel or role"),
        ):
            asked = await here.wren.user.click(await here.write(here.wren, f"{LETTER} {text}"), label="Send letter")
            assert what in told(asked)
            await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))


@pytest.mark.parametrize("anyway", [True, False])
async def test_the_authors_answer_is_asked_about(tmp_path: Path, anyway: bool) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Who are you?")
        await here.pass_time(15)
        notice = here.from_bot(here.wren)[-1]
        shown = await here.wren.user.click(notice, label="Answer")
        asked = await here.wren.user.submit_modal(shown, {"answer": "I am Wren Aldous."})
        assert "Wren Aldous" in told(asked) and len(here.thread_texts()) == 1
        if anyway:
            await here.wren.user.click(asked.response, label="Answer anyway")
        assert [name for name, _ in here.thread_texts()] == ["Sol Tern", *["Author of the letter"] * anyway]


async def test_an_answer_by_reply_is_not_posted_and_the_author_reads_how_it_could_be(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Who are you?")
        await here.pass_time(15)
        notice = here.from_bot(here.wren)[-1]
        await acts.reply_in_dm(here.env, here.wren, notice, "Wren Aldous, that is who.")
        assert "may tell who you are" in here.from_bot(here.wren)[-1].content
        assert len(here.thread_texts()) == 1


async def test_a_draft_used_as_an_answer_is_asked_about(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Who are you?")
        await here.pass_time(15)
        card = await here.write(here.wren, "It is me, Wren Aldous, who else.")
        offer = next(label for label in labels(card) if label.startswith("This is an answer"))
        asked = await here.wren.user.click(card, label=offer)
        assert "Wren Aldous" in told(asked)
        await here.wren.user.click(asked.response, label="Answer anyway")
        assert here.thread_texts()[-1][0] == "Author of the letter"
