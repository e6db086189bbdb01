"""Whoever writes for the first time is welcomed; a question to the bot is answered, and can become a letter."""

from __future__ import annotations

import struct
from pathlib import Path

import discord
import pytest
from simcord.actors import MemberActor

from bot.letter import Person
from bot.life import inbox
from bot.sealing import names
from tests import acts, tampering
from tests.town import BODY, LETTER, TITLE, Town, labels, picture, text_of, told, town

QUESTION = "Is this really anonymous?"


def offer(message: discord.Message) -> str:
    """The custom id of a message's one button."""
    (button,) = [item for row in message.components for item in getattr(row, "children", [])]
    return str(button.custom_id)


async def ask(here: Town, who: MemberActor, text: str = QUESTION) -> discord.Message:
    await acts.dm(here.env, who, text)
    return here.welcomes(who)[-1]


# --- the welcome ---------------------------------------------------------------------------------------------------


async def test_whoever_begins_with_a_letter_is_welcomed_once_above_its_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        said = [each.content.partition(".")[0] for each in here.dm(here.wren) if each.author.bot]
        assert said == ["Hello", "**Your letter, as it will look"]
        (welcome,) = here.welcomes(here.wren)
        for fact in ("first the moderators", "whoever runs me could find out", "90 days after the last response"):
            assert fact in welcome.content
        assert "/letter forget" not in text_of(here.draft(here.wren)) and labels(welcome) == []
        await here.restart()
        await here.write(here.wren, "And tomorrow I ride it home.")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.write(here.wren)
        assert here.welcomes(here.wren) == [welcome]


@pytest.mark.parametrize("first", ["hi", QUESTION])
async def test_whoever_greets_or_asks_first_is_not_welcomed_again(tmp_path: Path, first: str) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, first)
        await here.write(here.wren)
        assert len(here.welcomes(here.wren)) == 1 and QUESTION not in text_of(here.draft(here.wren))


async def test_whoever_begins_with_the_form_is_welcomed_in_their_direct_messages(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        form = await here.wren.slash(here.hall, "letter write")
        await here.wren.submit_modal(form, {"title": TITLE, "text:0:n": BODY})
        welcome, card = [each for each in here.dm(here.wren) if each.author.bot]
        assert here.welcomes(here.wren) == [welcome] and "Send letter" in labels(card)
        await here.write(here.wren, "And tomorrow I ride it home.")
        assert here.welcomes(here.wren) == [welcome]


async def test_whoever_begins_with_what_cannot_be_taken_is_welcomed_and_told_why(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, stickers=["Wave"])
        assert len(here.welcomes(here.wren)) == 1 and "sticker" in "".join(map(text_of, here.from_bot(here.wren)))


async def test_with_several_letterboxes_each_chooses_how_long(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        await acts.dm(here.env, here.wren, "hi")
        assert "after a time that the server chooses" in here.welcomes(here.wren)[0].content


async def test_whom_the_bot_knows_no_more_is_welcomed_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "hi")
        await here.days_later(9)
        await here.write(here.wren)
        assert len(here.welcomes(here.wren)) == 2
        asked = await here.wren.user.slash("letter forget")
        await here.wren.user.click(asked.response, label="Forget me")
        await here.write(here.wren)
        assert len(here.welcomes(here.wren)) == 3


async def test_who_was_known_before_there_was_a_welcome_is_not_new(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        message = await acts.dm(here.env, here.wren, "hi")
        old = struct.pack(">QQQQ8s", here.wren.id, here.wren.user.dm_channel.id, message.id, 0, b"en")
        async with here.office.store.transaction() as tx:
            known = await inbox.find(here.office, tx, Person(here.wren.id))
            assert known is not None
            await tx.set_inbox_position(known.id, here.office.seal.seal(old, names.inbox_of(known.id)))
        await here.write(here.wren)
        assert len(here.welcomes(here.wren)) == 1


# --- a question ----------------------------------------------------------------------------------------------------


async def test_a_question_is_answered_and_begins_a_letter_only_when_its_writer_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        said = await ask(here, here.wren)
        assert "You asked me something" in said.content and labels(said) == ["Begin a letter with it"]
        assert here.from_bot(here.wren) == []
        await here.restart()
        await here.wren.user.click(said, label="Begin a letter with it")
        card = here.draft(here.wren)
        assert QUESTION in text_of(card) and card.id == here.dm(here.wren)[-1].id
        assert labels(here.welcomes(here.wren)[0]) == []  # nothing left to press
        await tampering.press(
            here.env, here.wren.user, here.wren.user.dm_channel, offer(said)
        )  # as an old client shows it
        assert text_of(here.draft(here.wren)).count(QUESTION) == 1


async def test_what_began_with_a_question_follows_its_message(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        message = await acts.dm(here.env, here.wren, QUESTION)
        await here.wren.user.edit(message, "Is this bench really free?")
        await here.wren.user.click(here.welcomes(here.wren)[-1], label="Begin a letter with it")
        assert "Is this bench really free?" in text_of(here.draft(here.wren))
        await here.wren.user.edit(message, "Is this bench still free?")
        await here.pass_time(5)
        assert "Is this bench still free?" in text_of(here.draft(here.wren))


async def test_a_question_stands_first_in_the_letter_that_was_begun_after_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        said = await ask(here, here.wren)
        await here.write(here.wren, BODY)
        await here.wren.user.click(said, label="Begin a letter with it")
        await here.pass_time(5)
        text = text_of(here.draft(here.wren))
        assert text.index(QUESTION) < text.index(BODY.partition("\n")[0])
        assert len([each for each in here.from_bot(here.wren) if "Send letter" in labels(each)]) == 1


async def test_a_question_that_was_deleted_begins_nothing_and_they_read_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        message = await acts.dm(here.env, here.wren, QUESTION)
        await here.wren.user.delete(message)
        pressed = await here.wren.user.click(here.welcomes(here.wren)[-1], label="Begin a letter with it")
        assert "That message is gone" in told(pressed)
        assert all("Send letter" not in labels(each) for each in here.from_bot(here.wren))


async def test_a_letter_that_begins_with_a_question_is_one_and_so_is_a_question_in_a_draft(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert QUESTION in text_of(await here.write(here.wren, f"{QUESTION}\n\n{LETTER}"))
        assert "how does this work?" in text_of(await here.write(here.wren, "how does this work?"))
        with_picture = await here.write(here.ida, QUESTION, attachments=[("a.png", picture())])
        assert QUESTION in text_of(with_picture)


async def test_a_question_asked_while_the_bot_is_away_is_answered_and_can_begin_a_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "hi")
        async with here.away():
            await acts.dm(here.env, here.wren, QUESTION, hurried=True)
            await acts.dm(here.env, here.wren, LETTER, hurried=True)
        await here.pass_time(10)
        assert QUESTION not in text_of(here.draft(here.wren)) and TITLE in text_of(here.draft(here.wren))
        await here.wren.user.click(here.welcomes(here.wren)[-1], label="Begin a letter with it")
        await here.pass_time(5)
        assert QUESTION in text_of(here.draft(here.wren)) and TITLE in text_of(here.draft(here.wren))


async def test_a_flood_of_questions_is_answered_or_kept(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        asked = [f"Is it anonymous on day {day}?" for day in range(8)]
        async with acts.at_once(here.env):
            for text in asked:
                await acts.dm(here.env, here.wren, text, hurried=True)
        await here.pass_time(10)
        offered = sum("Begin a letter with it" in labels(each) for each in here.welcomes(here.wren))
        kept = [each for each in here.from_bot(here.wren) if "Send letter" in labels(each)]
        assert offered + sum(text in text_of(kept[-1]) if kept else False for text in asked) == len(asked)


async def test_the_answer_to_a_question_comes_once_although_discord_s_is_lost(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.lose_answer(here.env, "POST", f"/channels/{here.wren.user.dm_channel.id}/messages")
        for text in (QUESTION, "Can mods see my name?"):
            await acts.dm(here.env, here.wren, text)
        await here.pass_time(900)
        ids = {offer(each) for each in here.welcomes(here.wren)}
        assert len(here.welcomes(here.wren)) == len(ids) == 2


async def test_nobody_begins_a_letter_with_somebody_elses_words(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        said = await ask(here, here.wren)
        for channel in (here.ida.user.dm_channel, here.hall):
            who = here.ida if channel is here.hall else here.ida.user
            assert told(await tampering.press(here.env, who, channel, offer(said)))
        assert all("Send letter" not in labels(each) for each in here.from_bot(here.ida))
