"""A letterbox may collect its post: letters reach the desk together, in random order, under numbers given there."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor

from bot import client, words
from bot.language import ENGLISH
from tests import acts
from tests.host import rows
from tests.journeys.test_several_at_once import listed
from tests.town import LETTER, Town, answer_of, choose, labels, settings_in, sure, text_of, told, town

#: In the simulated Discord it is 2026-01-01 00:00 UTC.
HOUR = 3_600


def a_letter(title: str) -> str:
    """A letter under this title."""
    return f"{title}\n\nI have thought about it all winter, and I think you were right."


async def collecting(here: Town, every: int = 3_600) -> Any:
    """The letterbox collects its post from now on."""
    return await here.mora.slash(here.hall, "letterbox settings", collection=every)


def cards(here: Town) -> list[str]:
    """The titles on the desk's cards that wait, in the order in which they came."""
    return [card.embeds[0].title or "" for card in here.desk.history() if "Approve" in labels(card)]


async def submit(here: Town, writer: MemberActor, title: str) -> Any:
    """Somebody writes and sends a letter; gives what became of the draft card."""
    card = await here.write(writer, a_letter(title))
    await writer.user.click(card, label="Send letter")
    return next(message for message in here.from_bot(writer) if message.id == card.id)


# --- what people see ------------------------------------------------------------------------------------------


async def test_a_letter_waits_for_the_collection_and_everybody_is_told_what_they_should_know(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        shown = told(await collecting(here))
        assert "letters reach the desk together, every hour, in random order" in shown
        draft = await here.write(here.wren, a_letter("The lamp"))
        assert "The post is collected every hour" in draft.content
        await here.wren.user.click(draft, label="Send letter")
        sent = here.from_bot(here.wren)[-1]
        collection = (int(here.office.now) // HOUR + 1) * HOUR
        assert "**Received.**" in sent.content
        assert f"with the next collection, <t:{collection}:f>" in sent.content
        assert labels(sent) == ["Withdraw"]
        assert "waiting for the next collection" in told(await here.wren.user.slash("letter mine"))
        assert (cards(here), await here.outbox()) == ([], [])
        assert "Nothing waits" in told(await here.mora.slash(here.desk, "letters queue"))
        await here.restart()
        await here.pass_time(HOUR)
        assert cards(here) == ["The lamp"]
        sent = next(message for message in here.from_bot(here.wren) if message.id == sent.id)
        assert "Your letter is number 1" in sent.content
        await here.mora.click(here.desk_card(1), label="Approve")
        assert here.published()[-1].embeds[0].title == "The lamp"


async def test_what_was_posted_while_the_bot_was_away_for_days_is_collected_together(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await collecting(here, 900)
        await submit(here, here.wren, "One")
        await here.pass_time(600)
        await submit(here, here.ida, "Two")
        await here.days_later(2)
        await here.pass_time(5)
        assert sorted(cards(here)) == ["One", "Two"]


async def test_numbers_are_given_at_the_collection_without_gaps(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await collecting(here)
        for writer, title in ((here.wren, "One"), (here.ida, "Two"), (here.sol, "Three")):
            await submit(here, writer, title)
        await here.pass_time(HOUR)
        assert {here.desk_card(number).embeds[0].title for number in (1, 2, 3)} == {"One", "Two", "Three"}
        queue = text_of(await listed(here))
        assert [queue.index(f"**{number}**") for number in (1, 2, 3)] == sorted(
            queue.index(f"**{number}**") for number in (1, 2, 3)
        )


@pytest.mark.parametrize("how", ["card", "mine"])
async def test_a_letter_withdrawn_before_its_collection_was_never_there(tmp_path: Path, how: str) -> None:
    async with town(tmp_path) as here:
        await collecting(here)
        card = await submit(here, here.wren, "The lamp")
        if how == "mine":
            listed = answer_of(await here.wren.user.slash("letter mine"))
            card = answer_of(await here.wren.user.click(listed, label="Open “The lamp”, which waits"))
        result = await sure(here.wren.user, await here.wren.user.click(card, label="Withdraw"))
        assert "before anybody could read it" in told(result)
        assert "You have sent no letters" in told(await here.wren.user.slash("letter mine"))
        await here.pass_time(HOUR)
        assert cards(here) == []
        assert [table for table, _ in rows(here) if table in ("letter", "part")] == []
        await submit(here, here.ida, "The door")
        await here.pass_time(HOUR)
        assert here.desk_card(1).embeds[0].title == "The door"


async def test_a_letter_by_form_can_be_withdrawn_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await collecting(here)
        acts.close_dms(here.env, here.wren)
        form = await here.wren.slash(here.hall, "letter write")
        shown = await here.wren.submit_modal(form, {"title": "The lamp", "text:0:n": "I still have it."})
        sent = await here.wren.click(answer_of(shown), label="Send letter")
        assert "before anybody could read it" in told(
            await sure(here.wren, await here.wren.click(answer_of(sent), label="Withdraw"))
        )


async def test_a_letter_that_waits_cannot_be_changed_or_sent_twice(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await collecting(here)
        draft = await here.write(here.wren, a_letter("The lamp"))
        listed = answer_of(await here.wren.user.slash("letter mine"))
        opened = answer_of(await here.wren.user.click(listed, label="Open the draft “The lamp”"))
        await here.wren.user.click(draft, label="Send letter")
        result = await here.wren.user.click(opened, label="Edit")
        assert "Your letter has been sent: it is waiting for the next collection." in told(result)
        assert labels(answer_of(result)) == ["Withdraw"]
        await here.wren.user.edit(here.dm(here.wren)[0], "Something else")
        assert "part of your letter, which has been sent" in here.from_bot(here.wren)[-1].content
        await here.pass_time(HOUR)
        assert cards(here) == ["The lamp"]


async def test_a_letter_sent_again_looks_the_same_to_the_desk_until_it_is_collected(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren, a_letter("The lamp"))
        shown = await here.mora.click(here.desk_card(1), label="Send back")
        await here.mora.submit_modal(shown, {"note": "Shorter, please."})
        await collecting(here)
        await here.wren.user.click(here.draft(here.wren), label="Edit")
        returned = text_of(here.desk_card(1))

        async def answers() -> list[str]:
            commands = {
                "approve": {},
                "reject": {},
                "return": {"note": "No."},
                "remove": {},
                "restore": {},
                "unblock": {},
            }
            return [
                told(await here.mora.slash(here.desk, f"letters {name}", number=1, **more))
                for name, more in commands.items()
            ] + [told(await here.mora.slash(here.desk, "letters queue")), text_of(here.desk_card(1))]

        before = await answers()
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "with the next collection" in here.from_bot(here.wren)[-1].content
        assert await answers() == before
        assert text_of(here.desk_card(1)) == returned
        await here.pass_time(HOUR)
        assert "Approve" in labels(here.desk_card(1))
        await here.mora.click(here.desk_card(1), label="Approve")
        assert here.published()[-1].embeds[0].title == "The lamp"


async def test_the_desk_does_not_read_what_the_author_is_changing(tmp_path: Path) -> None:
    """A card that is drawn anew, by a block for one, shows nothing of a letter that is back with its author."""
    async with town(tmp_path) as here:
        await here.send(here.wren, a_letter("The lamp"))
        shown = await here.mora.click(here.desk_card(1), label="Send back")
        await here.mora.submit_modal(shown, {"note": "Shorter, please."})
        await here.write(here.wren, "A sentence I have not made up my mind about.")
        await here.mora.slash(here.desk, "letters block", number=1)
        card = text_of(here.desk_card(1))
        assert "made up my mind" not in card
        assert "is blocked" in card


async def test_at_once_again_is_at_once_and_what_waits_keeps_its_time(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await collecting(here, 86_400)
        await submit(here, here.wren, "One")
        assert "letters reach the desk at once" in told(await collecting(here, 0))
        await submit(here, here.ida, "Two")
        assert cards(here) == ["Two"]
        await here.days_later(1)
        await here.pass_time(5)
        assert cards(here) == ["Two", "One"]


async def test_whoever_is_forgotten_before_the_collection_leaves_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await collecting(here)
        await submit(here, here.wren, "The lamp")
        shown = await here.wren.user.slash("letter forget")
        assert "1 letter" in told(shown)
        await here.wren.user.click(answer_of(shown), label="Forget me")
        await here.pass_time(HOUR)
        assert cards(here) == []


async def test_a_letter_that_waits_counts_as_one_that_waits(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        await collecting(here)
        await submit(here, here.wren, "One")
        draft = await here.write(here.wren, a_letter("Two"))
        assert ENGLISH(words.writing.OBSTACLES["WAITING"]) in draft.content


async def test_a_letterbox_that_is_closed_still_collects_what_was_sent(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await collecting(here)
        await submit(here, here.wren, "One")
        await here.mora.slash(here.hall, "letterbox close")
        await here.pass_time(HOUR)
        assert cards(here) == ["One"]


# --- what is kept of the time ---------------------------------------------------------------------------------


async def test_no_time_is_kept_that_tells_when_somebody_wrote(tmp_path: Path) -> None:
    """Every number in the database that could be a moment is that of the collection, not of the writing."""
    async with town(tmp_path) as here:
        await collecting(here, 86_400)
        await here.pass_time(5_000)
        before = here.office.now
        await submit(here, here.wren, "The lamp")
        await here.write(here.ida, "Only begun")
        assert moments(here, before) == []
        await here.days_later(1)
        await here.pass_time(5)
        assert cards(here) == ["The lamp"]
        assert moments(here, before) == []


def moments(here: Town, since: int) -> list[tuple[str, str]]:
    """Columns whose values are moments (Unix seconds, or Discord's ids) of the quarter of an hour after `since`."""
    first, last = (discord_id(since + wait) for wait in (-5, 900))
    return [
        (table, column)
        for table, row in rows(here)
        for column, value in row.items()
        if isinstance(value, int) and (since - 5 <= value <= since + 900 or first <= value <= last)
    ]


def discord_id(seconds: int) -> int:
    """The smallest id that Discord gives at that moment."""
    return (seconds * 1000 - 1_420_070_400_000) << 22


# --- notices --------------------------------------------------------------------------------------------------


class Late(random.Random):
    """Chance at its latest."""

    def randint(self, a: int, b: int) -> int:
        return b


async def test_the_author_hears_of_it_later_than_it_happens(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True, chance=Late()) as here:
        settings = told(await here.mora.slash(here.hall, "letterbox settings"))
        assert "authors hear of what others did up to 60 seconds later, at random" in settings
        await here.publish()
        assert here.published() != []
        before = len(here.from_bot(here.wren))
        await here.pass_time(55)
        assert len(here.from_bot(here.wren)) == before
        await here.pass_time(10)
        assert "is published" in here.from_bot(here.wren)[-1].content
        await here.ida.send(here.thread(), "Me too.")
        await here.pass_time(60)
        assert "is published" in here.from_bot(here.wren)[-1].content
        await here.pass_time(10)
        assert "New under your letter" in here.from_bot(here.wren)[-1].content


async def test_a_letterbox_may_tell_authors_at_once(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True, chance=Late()) as here:
        shown = told(await here.mora.slash(here.hall, "letterbox settings", notice_delay=0))
        assert "authors hear of what others did at once" in shown
        await here.publish()
        assert "is published" in here.from_bot(here.wren)[-1].content


@pytest.mark.parametrize("verdict", ["Send back", "Reject"])
async def test_a_verdict_waits_too_and_comes_whole(tmp_path: Path, verdict: str) -> None:
    async with town(tmp_path, limits=True, chance=Late()) as here:
        await here.send(here.wren)
        before = len(here.from_bot(here.wren))
        shown = await here.mora.click(here.desk_card(1), label=verdict)
        field = {"Send back": "note", "Reject": "reason"}[verdict]
        await here.mora.submit_modal(shown, {field: "Not yet."})
        assert len(here.from_bot(here.wren)) == before
        await here.pass_time(65)
        assert "Not yet." in here.from_bot(here.wren)[-1].content
        # sent back, its card comes down below the notice
        assert len(here.from_bot(here.wren)) == before + 1
        assert ("**Received.**" in text_of(here.from_bot(here.wren)[0])) is (verdict == "Reject")


async def test_the_delay_is_up_to_a_minute_and_differs(tmp_path: Path) -> None:
    """The notices of fifteen letters leave after all sorts of delays, none beyond a minute."""
    async with town(tmp_path, chance=random.Random(11)) as here:
        await here.mora.slash(here.hall, "letterbox settings", notice_delay=60)
        waits: set[int] = set()
        for number in range(1, 16):
            await here.publish(text=a_letter(f"Letter {number}"), number=number)
            waiting = [row for table, row in rows(here) if table == "delivery" and row["kind"] == "notice"]
            waits |= {row["not_before"] - row["created_at"] for row in waiting}
            await here.pass_time(70)
        assert len(waits) > 7
        assert min(waits) >= 0
        assert max(waits) <= 60


def test_the_bot_takes_its_chance_from_the_system(tmp_path: Path) -> None:
    bot = client.build(settings_in(tmp_path))
    assert isinstance(bot, client.Unsigned)
    assert isinstance(bot._chance, random.SystemRandom)


async def test_categories_that_are_renamed_do_not_tell_which_letter_was_sent_first(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", collection=3_600)
        for turn, who in enumerate((here.wren, here.ida, here.sol)):
            await here.mora.slash(here.hall, "letterbox settings", categories=f"To you {turn}, To me {turn}")
            await here.write(who, LETTER.replace("bicycle", f"kettle {turn}"))
            if who is here.ida:
                await choose(here, who, "To whom?", "To me 1")
            await who.user.click(here.draft(who), label="Send letter")
        await here.mora.slash(here.hall, "letterbox settings", categories="To anybody, To me")
        await here.pass_time(7_200)
        cards = [text_of(card) for card in here.desk.history() if "Approve" in labels(card)]
        assert len(cards) == 3 and all("To anybody" in card for card in cards)
