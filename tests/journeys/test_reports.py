"""Who may report a letter, and how often: strangers must not be able to fill the desk with cards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor

from tests import acts, tampering
from tests.journeys.test_limits import set_pending
from tests.tampering import button_of
from tests.town import Town, another_server, answer_of, labels, text_of, told, town

WHY = "It is about my sister."


def cards(here: Town) -> list[str]:
    """What the report cards at the desk say, oldest first."""
    return [text_of(card) for card in here.desk.history() if card.id != here.desk_card(1).id]


async def report(here: Town, who: MemberActor) -> str:
    """A whole report; gives what it was answered with."""
    shown = await who.click(here.published()[0], label="Report")
    return told(shown if shown.modal is None else await who.submit_modal(shown, {"why": WHY}))


# --- one report of each reader, for good -----------------------------------------------------------------------


async def test_one_reader_and_five_dismissals_make_one_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert "Thank you." in await report(here, here.ida)
        for _ in range(5):
            for card in here.desk.history():
                if "Dismiss" in labels(card):
                    await here.mora.click(card, label="Dismiss")
            assert "You have reported this letter already" in await report(here, here.ida)
        (card,) = cards(here)
        assert "Dismissed" in card and WHY not in card


async def test_nor_another_one_after_the_letter_was_removed_and_restored_and_the_bot_was_started_again(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida)
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.mora.slash(here.desk, "letters restore", number=1)
        await here.restart()
        assert "You have reported this letter already" in await report(here, here.ida)
        assert len(cards(here)) == 1
        assert "Thank you." in await report(here, here.sol)
        assert "1 reader reported" in cards(here)[-1]


async def test_what_was_reported_goes_when_it_is_settled_and_data_tells_that_a_mark_is_kept(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida)
        await here.mora.click(here.desk.history()[-1], label="Dismiss")
        letter_id = int(button_of(here.published()[0], "report").partition(":")[2], 16)
        async with here.office.store.transaction() as tx:
            assert await tx.reports(letter_id) == []
        assert "1 report" in told(await here.ida.slash(here.hall, "letter data"))


# --- standing, as for a reply ----------------------------------------------------------------------------------


async def blocked(here: Town) -> None:
    await here.reply(here.ida, "Hm.", "Owl")
    await here.mora.slash(here.desk, "letters block", number=1, response=1)


async def timed_out(here: Town) -> None:
    acts.set_timeout(here.guild, here.ida, here.env.now() + timedelta(hours=1))


async def pending(here: Town) -> None:
    set_pending(here, here.ida)


async def unseeing(here: Town) -> None:
    acts.set_permissions(here.letters, here.ida, view_channel=False)


Change = Callable[[Town], Any]
CHANGES: list[tuple[Change, str]] = [
    (blocked, "have blocked you"),
    (timed_out, "You are timed out"),
    (pending, "You have not accepted"),
    (unseeing, "You may not see that letter’s channel"),
]
WAYS = [("report", "reported", {"why": WHY}), ("reply", "replied", {"reply": WHY, "pen": "Owl"})]


@pytest.mark.parametrize(("change", "why"), CHANGES)
@pytest.mark.parametrize(("button", "form", "fields"), WAYS)
async def test_who_has_no_standing_makes_no_card_and_is_asked_to_write_nothing(
    tmp_path: Path, change: Change, why: str, button: str, form: str, fields: dict[str, str]
) -> None:
    """They read why before there is a form, and whoever had it open gets back what they wrote; the desk and the thread
    show nothing of it."""
    async with town(tmp_path) as here:
        await here.publish()
        await change(here)
        before = len(here.desk.history()), here.thread_texts()
        pressed = button_of(here.published()[0], button)
        refused = await tampering.press(here.env, here.ida, here.letters, pressed)
        assert refused.modal is None and why in told(refused) and answer_of(refused).ephemeral
        late = await tampering.form(here.env, here.ida, here.letters, pressed.replace(button, form), **fields)
        assert why in told(late) and WHY in told(late)
        assert (len(here.desk.history()), here.thread_texts()) == before


@pytest.mark.parametrize(("button", "form", "fields"), WAYS)
async def test_nor_does_who_leaves_at_that_very_moment(
    tmp_path: Path, button: str, form: str, fields: dict[str, str]
) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        shown = await here.ida.click(here.published()[0], custom_id=button_of(here.published()[0], button))
        async with acts.at_once(here.env):
            refused = await here.ida.submit_modal(shown, fields)
            here.guild.remove_member(here.ida)
        assert "you are not in it any more" in told(refused) and WHY in told(refused)
        assert cards(here) == [] and here.thread_texts() == []


async def test_nobody_reports_from_where_the_letter_does_not_stand(tmp_path: Path) -> None:
    """Forms that no bot opened, from the direct messages of somebody who is not in the server, and from another
    server: as a tampering client would send them."""
    async with town(tmp_path) as here:
        orchard = await another_server(here, here.sol)
        outsider = here.env.create_user("outsider")
        await here.publish()
        form = button_of(here.published()[0], "report").replace("report:", "reported:")
        sol = orchard.member(here.sol)
        for who, channel in ((outsider, outsider.dm_channel), (sol, orchard.hall), (here.sol, here.hall)):
            assert "does not exist any more" in told(await tampering.form(here.env, who, channel, form, why=WHY))
        assert cards(here) == []
