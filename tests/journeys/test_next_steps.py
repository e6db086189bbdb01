"""What can be done next stands on each card at the desk, and a card that is out of date says what is true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest

from bot.letter import State, Verb, follow
from cogs import _cards_desk as desk_cards
from tests import tampering
from tests.tampering import button_of
from tests.town import BODY, Town, answer_of, labels, text_of, told, town

#: What each button of a review card does to a letter, where that is a move.
MOVES = {
    "approve": Verb.APPROVE, "send-back": Verb.SEND_BACK, "reject": Verb.REJECT, "remove": Verb.REMOVE,
    "restore": Verb.RESTORE,
}  # fmt: skip


def test_every_card_offers_what_the_table_of_states_allows_and_nothing_else() -> None:
    for state in {*State} - {State.DRAFT, State.POSTED}:
        allowed = {name for name, verb in MOVES.items() if follow(state, verb) is not None}
        assert {*desk_cards.NEXT[state]} & {*MOVES} == allowed, state


async def press(here: Town, label: str, form: dict[str, str] | None = None) -> Any:
    """A button of letter 1's card, as Mora presses it."""
    shown = await here.mora.click(here.desk_card(1), label=label)
    return shown if form is None else await here.mora.submit_modal(shown, form)


async def test_a_letter_goes_through_its_life_by_the_buttons_of_its_card_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await press(here, "Approve")
        assert labels(here.desk_card(1)) == ["Remove", "Block"] and len(here.published()) == 1
        await here.restart()
        await press(here, "Remove", {"reason": "A name is in it."})
        assert labels(here.desk_card(1)) == ["Restore", "Block"] and here.published() == []
        await here.restart()
        pressed = await press(here, "Restore")
        assert pressed._interaction.response_kind == "update"
        assert labels(here.desk_card(1)) == ["Remove", "Block"] and len(here.published()) == 1
        assert BODY in text_of(here.published()[0])


async def test_a_writer_is_blocked_and_unblocked_on_the_card_whatever_became_of_the_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await press(here, "Reject", {"reason": ""})
        assert labels(here.desk_card(1)) == ["Block"]
        await press(here, "Block", {"days": "", "reason": "Twice now."})
        assert labels(here.desk_card(1)) == ["Block", "Unblock"]
        await here.restart()
        assert "have blocked you" in told(await here.wren.user.click(await here.write(here.wren), label="Send letter"))
        assert told(await press(here, "Unblock")) == "The block set on letter 1 is lifted."
        assert labels(here.desk_card(1)) == ["Block"] and "blocked" not in here.desk_card(1).content
        assert "Received" in told(await here.wren.user.click(here.draft(here.wren), label="Send letter"))


async def test_a_block_on_a_response_is_lifted_on_the_letter_s_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "I have one like that.", "Owl")
        await here.mora.slash(here.desk, "letters block", number=1, response=1)
        assert labels(here.desk_card(1)) == ["Remove", "Block", "Unblock response 1 to letter 1"]
        await press(here, "Unblock response 1 to letter 1")
        assert labels(here.desk_card(1)) == ["Remove", "Block"]
        assert "Received" in told(await here.reply(here.ida, "And another.", "Owl"))


async def test_once_its_writer_is_nobody_s_a_card_offers_no_block_and_not_before(tmp_path: Path) -> None:
    """Whoever is forgotten at once asks for it: that must not show, or letters forgotten together would be known as one
    person's. What is over by itself is over by the letter's own clock."""
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await press(here, "Reject", {"reason": ""})
        await here.wren.click(answer_of(await here.wren.slash(here.hall, "letter forget")), label="Forget me")
        await here.mora.slash(here.desk, "letters block", number=1)
        await here.mora.slash(here.desk, "letters unblock", number=1)  # its card is drawn anew
        assert labels(here.desk_card(1)) == ["Block"]
        await here.days_later(8)
        await here.pass_time(3_700)
        assert labels(here.desk_card(1)) == []


async def test_a_settled_report_offers_to_restore_what_was_removed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        shown = await here.ida.click(here.published()[0], label="Report")
        await here.ida.submit_modal(shown, {"why": "It is about my sister."})

        def report() -> discord.Message:
            return [card for card in here.desk.history() if "eport" in card.content.partition("·")[0]][-1]

        shown = await here.mora.click(report(), label="Remove")
        await here.mora.submit_modal(shown, {"reason": ""})
        assert labels(report()) == ["Restore"] and here.published() == []
        await here.restart()
        assert "on its way back" in told(await here.mora.click(report(), label="Restore"))
        assert labels(report()) == [] and "was removed" in report().content and len(here.published()) == 1
        assert labels(here.desk_card(1)) == ["Remove", "Block"]


# --- out of date ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("approve", "Letter 1 is published, so it cannot be approved."),
        ("send-back", None),
        ("restore", "Letter 1 is published, so it cannot be restored."),
        ("unblock", "No block is set on letter 1."),
    ],
)
async def test_a_press_on_a_card_that_is_out_of_date_says_what_is_true_and_puts_it_right(
    tmp_path: Path, verb: str, said: str | None
) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        letter_id = button_of(here.desk_card(1), "remove").partition(":")[2]
        await here.restart()
        about = f"{letter_id}:0" if verb == "unblock" else letter_id
        pressed = await tampering.press(here.env, here.mora, here.desk, f"{verb}:{about}")
        if said is None:  # a form may still be opened; what it asks for is refused
            written = {"note": "Shorter, please."}
            pressed = await tampering.form(here.env, here.mora, here.desk, f"sent-back:{letter_id}", **written)
            assert "so it cannot be sent back" in told(pressed) and "Shorter, please." in told(pressed)
            return
        assert said in told(pressed)
        old = here.desk.history()[-1]
        assert "Published by" in old.content and labels(old) == ["Remove", "Block"]
        assert len(here.published()) == 1


async def test_a_report_card_that_is_out_of_date_loses_its_buttons(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        letter_id = button_of(here.desk_card(1), "remove").partition(":")[2]
        for verb, said in (("dismiss", "No report of letter 1 waits"), ("restore-reported", "cannot be restored")):
            pressed = await tampering.press(here.env, here.mora, here.desk, f"{verb}:{letter_id}")
            assert said in told(pressed)
            assert here.desk.history()[-1].content == "Press this." and labels(here.desk.history()[-1]) == []


async def test_whoever_may_not_decide_is_shown_nothing_of_a_card_that_is_out_of_date(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        letter_id = button_of(here.desk_card(1), "remove").partition(":")[2]
        pressed = await tampering.press(here.env, here.ida, here.hall, f"approve:{letter_id}")
        assert "You need the permission" in told(pressed) and here.hall.history()[-1].content == "Press this."
