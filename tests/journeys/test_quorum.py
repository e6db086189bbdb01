"""Several moderators decide about a letter: each voice counts once, and the last needed one decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simcord.actors import MemberActor

from tests import acts
from tests.town import MODERATOR, TITLE, Town, labels, text_of, told, town

WAITING = ["Approve", "Approve with …", "Send back", "Reject", "Block", "Note"]
RULE = "2 approvals publish it. One rejection with a reason ends it; once somebody has approved, that takes 2 as well."


async def ask(here: Town, quorum: int) -> None:
    assert f"{quorum} moderators must approve" in told(
        await here.mora.slash(here.hall, "letterbox settings", quorum=quorum)
    )


def third(here: Town) -> MemberActor:
    """One more moderator."""
    role = here.guild.create_role("More moderators", permissions=MODERATOR)
    acts.set_permissions(here.desk, role, view_channel=True)
    return here.guild.add_member(here.env.create_user("rosa"), roles=[role])


async def reject(here: Town, who: MemberActor, reason: str) -> Any:
    shown = await who.click(here.desk_card(1), label="Reject")
    return await who.submit_modal(shown, {"reason": reason})


def said(here: Town) -> list[str]:
    return here.desk_card(1).content.splitlines()


async def test_the_last_of_two_approvals_publishes(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 2)
        await here.send(here.wren)
        assert said(here) == ["**Letter 1** · Waits for a decision.", RULE]
        await here.mora.click(here.desk_card(1), label="Approve")
        assert here.published() == []
        shown = [
            "**Letter 1** · Waits for a decision.",
            RULE,
            f"✓ Approved by {here.mora.mention}. 1 more publishes it.",
        ]
        assert said(here) == shown and labels(here.desk_card(1)) == WAITING
        await here.restart()
        refused = await here.mora.click(here.desk_card(1), label="Approve")
        assert "Your approval of letter 1 is counted already." in told(refused)
        assert said(here) == shown and here.published() == []
        await here.otto.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1
        assert f"Published by {here.otto.mention}." in said(here)[0] and "✓" not in here.desk_card(1).content


async def test_the_commands_count_voices_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 3)
        await here.send(here.wren)
        counted = await here.mora.slash(here.hall, "letters approve", number=1)
        assert "Your approval of letter 1 counts." in told(counted)
        assert said(here)[-1] == f"✓ Approved by {here.mora.mention}. 2 more publish it."
        against = await here.otto.slash(here.hall, "letters reject", number=1, reason="It names a *street*.")
        assert "Your rejection of letter 1 counts" in told(against)
        assert said(here)[-1] == rf"✗ {here.otto.mention} would reject it: It names a \*street\*."
        again = await here.otto.slash(here.hall, "letters reject", number=1, reason="It does.")
        assert "Your rejection of letter 1 is counted already." in told(again)
        assert [text for text in map(text_of, here.from_bot(here.wren)) if "will not be published" in text] == []


async def test_one_rejection_with_a_reason_ends_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 2)
        await here.send(here.wren)
        assert "say why" in told(await reject(here, here.mora, ""))
        assert said(here)[0] == "**Letter 1** · Waits for a decision."
        await reject(here, here.mora, "It names a street.")
        assert said(here)[0] == f"**Letter 1** · Rejected by {here.mora.mention}."
        assert "It names a street." in text_of(here.from_bot(here.wren)[-1])


async def test_whoever_approved_is_not_overruled_by_one(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 2)
        await here.send(here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        await reject(here, here.otto, "It names a street.")
        assert said(here)[-1] == f"✗ {here.otto.mention} would reject it: It names a street."
        await here.restart()
        await third(here).click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1


async def test_as_many_rejections_as_approvals_end_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 2)
        await here.send(here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        await reject(here, here.otto, "It names a street.")
        await reject(here, third(here), "It names two.")
        assert "**Letter 1** · Rejected" in said(here)[0] and here.published() == []


async def test_whoever_changes_their_mind_is_counted_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 3)
        await here.send(here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        await reject(here, here.otto, "It names a street.")
        await here.otto.click(here.desk_card(1), label="Approve")
        mentions = f"{here.mora.mention} and {here.otto.mention}"
        assert said(here)[2:] == [f"✓ Approved by {mentions}. 1 more publishes it."]
        await reject(here, here.otto, "No, it does name one.")
        assert said(here)[2:] == [
            f"✓ Approved by {here.mora.mention}. 2 more publish it.",
            f"✗ {here.otto.mention} would reject it: No, it does name one.",
        ]
        await reject(here, here.mora, "I see it now.")  # nobody approves any more
        assert "**Letter 1** · Rejected" in said(here)[0]


async def test_two_at_the_same_moment_are_both_counted(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 2)
        await here.send(here.wren)
        card, rosa = here.desk_card(1), third(here)
        async with acts.at_once(here.env):
            await here.mora.click(card, label="Approve")
            await here.otto.click(card, label="Approve")
            await rosa.click(card, label="Approve")
        assert len(here.published()) == 1 and "Published" in said(here)[0]


async def test_a_letter_that_is_sent_again_starts_anew(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 2)
        await here.send(here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        shown = await here.otto.click(here.desk_card(1), label="Send back")
        await here.otto.submit_modal(shown, {"note": "Shorter, please."})
        assert "Sent back by" in said(here)[0]  # one moderator is enough for that
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "✓" not in here.desk_card(1).content
        await here.otto.click(here.desk_card(1), label="Approve")
        assert here.published() == []
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1


async def test_a_publication_that_discord_refused_takes_one_press_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 2)
        await here.send(here.wren)
        acts.set_permissions(here.letters, here.env.bot.user, send_messages=False)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.otto.click(here.desk_card(1), label="Approve")
        assert "could not be published" in here.desk_card(1).content and here.published() == []
        acts.set_permissions(here.letters, here.env.bot.user, send_messages=True)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1


async def test_a_quorum_that_is_lowered_holds_for_what_waits(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 3)
        await here.send(here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        await ask(here, 2)
        await here.otto.click(here.desk_card(1), label="Approve")
        assert text_of(here.published()[0]).startswith(TITLE)


async def test_cards_say_at_once_how_many_it_takes_now(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await ask(here, 3)
        await here.send(here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        await ask(here, 2)
        by_mora = f"✓ Approved by {here.mora.mention}. 1 more publishes it."
        assert said(here) == ["**Letter 1** · Waits for a decision.", RULE, by_mora]
        await here.mora.slash(here.hall, "letterbox settings", quorum=1)
        assert said(here) == ["**Letter 1** · Waits for a decision."] and here.published() == []
        await ask(here, 2)
        assert said(here)[1:] == [RULE, by_mora]
