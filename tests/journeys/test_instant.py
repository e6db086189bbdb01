"""Where letters appear unread: what is pointed out to the desk waits for it, blocks and times hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts
from tests.town import LETTER, TITLE, Town, labels, text_of, told, town

HOUR = 3_600


async def unread(here: Town, **more: Any) -> Any:
    """Letters appear unread from now on."""
    return await here.mora.slash(here.hall, "letterbox settings", review="instant", **more)


def cards(here: Town) -> list[str]:
    return [card.content.splitlines()[0] for card in here.desk.history()]


async def test_a_letter_goes_straight_to_its_channel_and_the_desk_may_remove_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert "Letters appear unread, as soon as they are sent." in told(await unread(here))
        card = await here.write(here.wren)
        assert "No moderator reads it before it appears" in card.content
        await here.wren.user.click(card, label="Send letter")
        (letter,) = here.published()
        assert text_of(letter).startswith(TITLE)
        assert cards(here) == ["**Letter 1** · Published. No moderator has read it."]
        assert labels(here.desk_card(1)) == ["Remove", "Block"] and str(letter.id) in here.desk_card(1).content
        read = [text_of(message) for message in here.from_bot(here.wren)]
        assert any("**Received.** Your letter is number 1" in text and "appears there soon" in text for text in read)
        assert not any("moderators read it" in text for text in read)
        assert any("is published" in text for text in read)
        await here.restart()
        shown = await here.otto.click(here.desk_card(1), label="Block")
        await here.otto.submit_modal(shown, {"days": "", "reason": "Spam."})
        shown = await here.otto.click(here.desk_card(1), label="Remove")
        await here.otto.submit_modal(shown, {"reason": "Not here."})
        assert here.published() == [] and f"Removed by {here.otto.mention}." in cards(here)[0]
        draft = await here.write(here.wren, "Another one\n\nThat comes later.")
        assert "have blocked you" in text_of(draft)


async def test_a_new_writer_reads_that_no_moderator_is_first(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await unread(here)
        await here.write(here.wren)
        (welcome,) = here.welcomes(here.wren)
        assert "everybody, and no moderator before them" in welcome.content


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({"flag": "bicycle"}, ""),
        ({"links": "flag"}, "See https://example.org/rivers for the way."),
        ({}, "Ask the baker, 12 Mill Lane, she knows."),
        ({"crisis": "on", "crisis_text": "Somebody answers at 116 123."}, "I want to die, I wrote then."),
    ],
    ids=["words", "links", "others", "crisis"],
)
async def test_what_is_pointed_out_to_the_desk_waits_for_it(tmp_path: Path, rule: dict[str, str], text: str) -> None:
    async with town(tmp_path) as here:
        await unread(here, **rule)
        card = await here.write(here.wren, f"{LETTER}\n\n{text}")
        await here.wren.user.click(card, label="Send letter")
        for asked in here.from_bot(here.wren):
            if "Before you send it" in text_of(asked):
                await here.wren.user.click(asked, label="Send letter")
        assert here.published() == [] and "Approve" in labels(here.desk_card(1))
        assert any("The moderators read it" in text_of(message) for message in here.from_bot(here.wren))
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1 and f"Published by {here.mora.mention}." in cards(here)[0]


async def test_refused_words_are_refused_as_everywhere(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await unread(here, refuse="bicycle")
        await here.send(here.wren)
        assert here.published() == [] == here.desk.history()


async def test_what_the_desk_sent_back_it_reads_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await unread(here, flag="bicycle")
        await here.send(here.wren)
        await here.mora.slash(here.desk, "letters return", number=1, note="Not that word, please.")
        await here.mora.slash(here.hall, "letterbox settings", flag="-")
        assert "No moderator reads it" not in here.draft(here.wren).content
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert here.published() == [] and "Approve" in labels(here.desk_card(1))


async def test_it_appears_a_random_while_later(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert "up to 600 seconds after they are sent" in told(await unread(here, notice_delay=600))
        await here.send(here.wren)
        assert here.published() == [] and await here.outbox() != []
        await here.restart()
        await here.pass_time(601)
        assert len(here.published()) == 1
        checked = told(await here.mora.slash(here.hall, "letterbox check"))
        assert "Letters appear unread, up to 600 seconds after they are sent, at random." in checked


async def test_a_collection_lets_letters_appear_together(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert "guess who wrote one" not in told(await unread(here, collection=HOUR))
        for who, title in ((here.wren, "The lamp"), (here.ida, "The ladder")):
            card = await here.write(who, f"{title}\n\nI thought of the river.")
            assert "letters appear together, in random order" in card.content
            await who.user.click(card, label="Send letter")
        assert any("appears in The Commons with the next" in text_of(each) for each in here.from_bot(here.wren))
        await here.restart()
        assert here.published() == []
        await here.pass_time(HOUR)
        assert len(here.published()) == 2
        assert any("is number" in each.content and "appears there soon" in each.content for each in here.dm(here.ida))


@pytest.mark.parametrize("what", ["blocked", "closed", "flagged"])
async def test_what_happens_before_the_collection_is_not_overlooked(tmp_path: Path, what: str) -> None:
    async with town(tmp_path) as here:
        await unread(here)
        await here.send(here.wren, "An earlier one\n\nNothing much.")
        await unread(here, collection=HOUR)
        await here.send(here.wren)
        if what == "blocked":
            await here.mora.slash(here.desk, "letters block", number=1)
        elif what == "closed":
            await here.mora.slash(here.hall, "letterbox close")
        else:
            await here.mora.slash(here.hall, "letterbox settings", flag="bicycle")
        await here.pass_time(HOUR)
        assert len(here.published()) == 1 and "Approve" in labels(here.desk_card(2))


async def test_the_desk_knows_at_once_of_one_that_waits_for_its_day(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await unread(here)
        card = await here.write(here.wren)
        shown = await here.wren.user.click(card, label="Publish on …")
        await here.wren.user.submit_modal(shown, {"day": "in 3 days"})
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert here.published() == [] and "On its way. No moderator has read it." in cards(here)[0]
        await here.restart()
        shown = await here.otto.click(here.desk_card(1), label="Remove")
        await here.otto.submit_modal(shown, {"reason": "Not here."})
        await here.days_later(5)
        assert here.published() == []


async def test_its_author_may_take_it_back_before_it_appears(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await unread(here, notice_delay=600)
        await here.send(here.wren)
        sent = next(each for each in here.from_bot(here.wren) if "**Received.**" in each.content)
        asked = await here.wren.user.click(sent, label="Withdraw")
        await here.wren.user.click(asked.response, label="Withdraw it")
        await here.pass_time(1_300)
        assert here.published() == [] and "Withdrawn by its author." in cards(here)[0]


async def test_what_discord_refuses_waits_for_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await unread(here)
        acts.set_permissions(here.letters, here.env.bot.user, send_messages=False)
        await here.send(here.wren)
        assert "could not be published" in here.desk_card(1).content and "Approve" in labels(here.desk_card(1))
        acts.set_permissions(here.letters, here.env.bot.user, send_messages=True)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1 and f"Published by {here.mora.mention}." in cards(here)[-1]
