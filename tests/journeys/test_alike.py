"""A letter that nearly repeats another says so at the desk: of a brigade, or of somebody impatient; never who."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.letter import UNPUBLISHED_DAYS
from tests import acts
from tests.journeys.test_forget import forget
from tests.journeys.test_queue import queue
from tests.journeys.test_review import send_back
from tests.journeys.test_revise import revise
from tests.journeys.test_several_at_once import choose, listed
from tests.town import Town, another_server, sure, text_of, town

PARK = (
    "Leave the park alone\n\nThe benches by the pond are where my grandmother learned to read, and where I wait for "
    "the bus when it rains. Do not turn them into places for cars, whatever the council says about the traffic."
)
AGAIN = PARK.replace("my grandmother", "our grandmother").replace("whatever", "no matter what")
OTHER = "To the baker\n\nYour rye bread is the best in town, and you always look so sad when you sell it. Are you well?"


def alike(here: Town, number: int) -> str:
    """What the card of a letter says of it."""
    return next((line for line in text_of(here.desk_card(number)).splitlines() if "Much like" in line), "")


async def test_the_card_names_the_first_that_it_repeats_also_after_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for who, text in ((here.wren, PARK), (here.wren, PARK), (here.ida, OTHER), (here.sol, AGAIN)):
            await here.send(who, text)
        assert [alike(here, number) for number in (1, 2, 3)] == ["", "Much like letter 1.", ""]
        assert alike(here, 4) == "Much like letter 1."
        await here.restart()
        await here.send(here.ida, AGAIN)
        await here.env.settle()
        assert alike(here, 5) == "Much like letter 4."  # word for word
        await here.mora.click(here.desk_card(4), label="Approve")
        assert alike(here, 4) == ""  # it is decided
        assert all(name not in text_of(here.desk_card(5)) for name in ("wren", "Wren", "sol", "Sol", "ida", "Ida"))


async def test_so_do_the_queue_and_the_list_of_several(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(text=PARK)
        await here.send(here.sol, AGAIN)
        assert "Much like letter 1." in text_of(await queue(here))
        shown = await listed(here)
        await choose(here.mora, shown, 2)
        assert "Much like letter 1." in text_of(shown)


async def test_a_letter_is_not_like_itself_sent_again_nor_is_its_revision(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren, PARK)
        await send_back(here, "Shorter?")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert alike(here, 1) == ""
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.pass_time(10)
        for number in (2, 3):  # the second one as well, which also follows the first
            await revise(here, AGAIN.partition("\n\n")[2] + " Please." * number)
            assert alike(here, number) == "" and "revis" in text_of(here.desk_card(number)).lower()
            await here.mora.slash(here.desk, "letters reject", number=number, reason="No.")
            await here.pass_time(10)


async def test_only_of_its_letterbox_and_only_while_the_desk_can_read_the_other(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        there = await another_server(here, here.wren)
        await here.send(here.ida, PARK)
        await sure(here.ida, await here.ida.slash(here.hall, "letter withdraw", number=1))
        await here.send(here.sol, PARK)
        assert alike(here, 2) == ""
        await here.mora.slash(here.desk, "letters reject", number=2, reason="No.")
        await here.send(here.ida, AGAIN)
        assert alike(here, 3) == "Much like letter 2." and there.desk.history() == []
        await here.days_later(UNPUBLISHED_DAYS + 1)
        await here.pass_time(60)  # the rejected one is erased
        await here.send(here.ida, PARK)
        assert alike(here, 4) == "Much like letter 3."


async def test_a_card_names_no_letter_that_has_gone_and_what_went_is_in_no_other_s_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.life.alike.LOOKED_AT", 1)
    async with town(tmp_path) as here:
        await here.publish(here.wren, PARK)
        await here.send(here.ida, PARK)
        await here.send(here.sol, PARK)
        assert (alike(here, 2), alike(here, 3)) == ("Much like letter 1.", "Much like letter 1.")
        await here.mora.slash(here.desk, "letters remove", number=1)
        assert (alike(here, 2), alike(here, 3)) == ("", "Much like letter 2.")
        await here.mora.slash(here.desk, "letters restore", number=1)
        await sure(here.ida, await here.ida.slash(here.hall, "letter withdraw", number=2))
        assert alike(here, 3) == "Much like letter 1."
        assert await here.outbox() == []


async def test_a_card_whose_answer_was_lost_is_found_with_and_without_the_line(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.send(here.wren, PARK)
        acts.lose_answer(here.env, "POST", f"/channels/{here.desk.id}/messages")
        await here.send(here.sol, AGAIN)
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await here.restart()
        await here.pass_time(30)
        assert alike(here, 2) == "" and len([card for card in here.desk.history() if "Letter 2" in card.content]) == 1


@pytest.mark.parametrize("forgotten", [False, True], ids=["withdrawn", "forgotten"])
async def test_no_other_card_tells_whether_an_author_withdrew_or_was_forgotten(tmp_path: Path, forgotten: bool) -> None:
    """After a restart, when nothing is remembered of what the letters say."""
    async with town(tmp_path) as here:
        for who, text in ((here.wren, PARK), (here.ida, OTHER), (here.sol, AGAIN)):
            await here.send(who, text)
        await here.restart()
        await here.pass_time(30)
        before = [here.desk_card(number).edited_at for number in (1, 2, 3)]
        if forgotten:
            await forget(here.wren)
        else:
            await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await here.env.settle()
        await here.pass_time(60)
        after = [here.desk_card(number).edited_at for number in (1, 2, 3)]
        assert [then != now for then, now in zip(before, after, strict=True)] == [True, False, False]
