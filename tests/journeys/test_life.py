"""The whole life of a letter, in a text channel and in a forum, by buttons and by commands, with a restart after
every stage: nothing is lost, nothing is doubled, every button still works."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import discord
import pytest

from tests import acts
from tests.town import BODY, TITLE, Town, labels, modal_values, sure, text_of, town

FIRST, _, SECOND = BODY.partition("\n\n")


class Buttons:
    """Everybody presses what they see."""

    async def approve(self, here: Town) -> None:
        await here.mora.click(here.desk_card(1), label="Approve")

    async def answer(self, here: Town, text: str) -> None:
        shown = await here.wren.user.click(here.from_bot(here.wren)[-1], label="Answer")
        await here.restart()
        await here.wren.user.submit_modal(shown, {"answer": text})

    async def remove(self, here: Town, reason: str) -> None:
        shown = await here.mora.click(here.desk_card(1), label="Remove")
        await here.restart()
        await here.mora.submit_modal(shown, {"reason": reason})

    async def withdraw(self, here: Town) -> None:
        last = [each for each in here.from_bot(here.wren) if "Withdraw" in labels(each)][-1]
        await sure(here.wren.user, await here.wren.user.click(last, label="Withdraw"))


class Commands:
    """Everybody types, where there is something to type."""

    async def approve(self, here: Town) -> None:
        await here.mora.slash(here.desk, "letters approve", number=1)

    async def answer(self, here: Town, text: str) -> None:
        await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], text)

    async def remove(self, here: Town, reason: str) -> None:
        await here.mora.slash(here.desk, "letters remove", number=1, reason=reason)

    async def withdraw(self, here: Town) -> None:
        await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))


def assert_say(messages: Sequence[discord.Message], *parts: str) -> None:
    """There are exactly so many messages, each with its part."""
    texts = [text_of(message) for message in messages]
    assert [part if part in text else text for part, text in zip_longest(parts, texts, fillvalue="")] == list(parts)


def in_public(here: Town) -> list[str]:
    """What anybody can read: the letters channel, its threads, nothing else."""
    places = [here.letters, *here.letters.threads]
    return [text_of(message) for channel in places for message in channel.history() if text_of(message)]


def out_of_sight(here: Town) -> bool:
    """Whether nobody can write in the letter's thread, nor find it among those that live."""
    state: Any = here.thread()._channel.thread_metadata
    return state.locked and state.archived


@pytest.mark.parametrize("way", [Buttons(), Commands()], ids=["buttons", "commands"])
@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_letter_lives_through_a_restart_after_every_stage(tmp_path: Path, forum: bool, way: Any) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.restart()

        await here.write(here.wren, f"{TITLE}\n\n{FIRST}")
        await here.restart()
        await here.write(here.wren, SECOND)
        assert_say(here.from_bot(here.wren), f"{TITLE}\n{BODY}")
        await here.restart()

        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert_say(here.from_bot(here.wren), "**Received.** Your letter is number 1 in The Commons.")
        assert_say(here.desk.history(), f"{TITLE}\n{BODY}\nTo you")
        assert in_public(here) == []
        await here.restart()

        await way.approve(here)
        letter = f"{TITLE}\n{BODY}\nLetter 1 · To you · 1 January 2026 · no responses yet"
        assert in_public(here) == [letter]
        assert here.thread().name == TITLE
        assert_say(here.desk.history(), f"Published by {here.mora.mention}")
        assert_say(here.from_bot(here.wren), "**Received.**", f"Letter 1, “{TITLE}”, is published")
        await here.restart()

        await here.reply(here.ida, "I have one like it.", "The neighbour")
        await here.restart()
        await here.sol.send(here.thread(), "Ride it.")
        await here.restart()
        pen = ("The neighbour", "I have one like it.\n-# Response 1, under a pen name")
        assert here.thread_texts() == [pen, ("Sol Tern", "Ride it.")]
        await here.pass_time(10)
        assert_say(
            here.from_bot(here.wren)[2:], "1. The neighbour (a pen name)\nI have one like it.\n2. Sol Tern\nRide it."
        )
        await here.restart()

        await way.answer(here, "I did. Thank you, both.")
        own = ("Author of the letter", "I did. Thank you, both.\n-# Author of the letter · response 3")
        assert here.thread_texts() == [pen, ("Sol Tern", "Ride it."), own]
        assert_say(here.from_bot(here.wren)[3:], "Your answer goes into the thread")
        await here.restart()
        await here.pass_time(120)
        assert "3 responses" in text_of(here.published()[0])

        await way.remove(here, "It names a street.")
        gone = "-# This letter was removed by the moderators."
        assert in_public(here)[0] == gone and TITLE not in "\n".join(in_public(here))
        assert out_of_sight(here) and here.thread().name == "Removed letter"
        assert_say(here.desk.history(), f"Removed by {here.mora.mention}.\nTold the author: It names a street.")
        assert_say(here.from_bot(here.wren)[4:], "was removed by the moderators")
        assert "It names a street." in here.from_bot(here.wren)[-1].content
        await here.restart()

        await here.mora.slash(here.desk, "letters restore", number=1)
        assert in_public(here)[0] == letter.replace("no responses yet", "3 responses")
        assert not out_of_sight(here) and here.thread().name == TITLE
        assert "is public again" in text_of(here.from_bot(here.wren)[-1])
        await here.restart()

        await way.withdraw(here)
        await here.restart()
        await here.pass_time(600)
        line = "-# This letter was withdrawn by its author."
        assert in_public(here) == [line, pen[1], "Ride it.", own[1]]
        assert out_of_sight(here) and len(here.letters.threads) == 1
        assert [text_of(card) for card in here.desk.history()] == ["**Letter 1** · Withdrawn by its author."]
        assert_say(
            here.from_bot(here.wren),
            "Letter 1 is withdrawn.",  # where it was received
            "is published",
            "New under your letter",
            "Your answer goes into the thread",
            "was removed by the moderators",
            "is public again",
            "Letter 1 is withdrawn.",
        )


async def test_a_form_that_is_open_during_a_restart_can_still_be_sent(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, "All of this is text, and none of it a title.")
        shown = await here.wren.user.click(card, label="Edit")
        await here.restart()
        await here.wren.user.submit_modal(shown, {**modal_values(shown), "title": TITLE})
        assert f"{TITLE}\nAll of this is text" in text_of(here.draft(here.wren))


async def test_what_the_bot_missed_while_it_stopped_goes_out_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Ride it.")
        await here.restart()
        await here.restart()
        await here.pass_time(30)
        told = [message for message in here.from_bot(here.wren) if "Ride it." in text_of(message)]
        assert len(told) == 1 and labels(told[0]) == ["Answer", "Mute"]


@pytest.mark.parametrize("way", ["button", "command"])
async def test_a_letter_that_was_sent_back_opens_again_after_a_restart_and_keeps_its_number(
    tmp_path: Path, way: str
) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        if way == "button":
            shown = await here.mora.click(here.desk_card(1), label="Send back")
            await here.restart()
            await here.mora.submit_modal(shown, {"note": "Please leave out the yard."})
        else:
            await here.mora.slash(here.desk, "letters return", number=1, note="Please leave out the yard.")
        await here.restart()
        await here.write(here.wren, "Forgive me.")
        assert f"{BODY}\n\nForgive me." in text_of(here.draft(here.wren))
        await here.restart()
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert_say(here.desk.history(), "Sent again", f"{TITLE}\n{BODY}\n\nForgive me.")
        assert here.desk_card(1).content.startswith("**Letter 1** · Revised, and waits for a decision.")
        assert labels(here.desk_card(1)) == ["Approve", "Approve with …", "Send back", "Reject", "Block", "Note"]


async def test_a_rejected_letter_stays_out_of_public_and_its_author_reads_why(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.mora.slash(here.desk, "letters reject", number=1, reason="It is an advertisement.")
        await here.restart()
        assert in_public(here) == []
        assert_say(here.desk.history(), f"Rejected by {here.mora.mention}.\nTold the author: It is an advertisement.")
        assert_say(here.from_bot(here.wren), "**Received.**", "will not be published")
        assert "It is an advertisement." in here.from_bot(here.wren)[-1].content
