"""Roles that decide about letters without other powers, and roles of which one is needed to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simcord.actors import MemberActor

from tests import acts, tampering
from tests.journeys.test_several_letterboxes import KIND, another_letterbox, send_to
from tests.town import LETTER, Town, labels, text_of, told, town


def with_role(here: Town, name: str, role: Any) -> MemberActor:
    """Somebody who has this role and nothing else."""
    return here.guild.add_member(here.env.create_user(name), roles=[role])


async def reviewing(here: Town, name: str = "Readers", **more: Any) -> tuple[Any, MemberActor]:
    """A role that decides about letters and sees the desk, and somebody who has it."""
    role = here.guild.create_role(name)
    acts.set_permissions(here.desk, role, view_channel=True)
    shown = told(await here.mora.slash(here.hall, "letterbox settings", reviewers=f"@{name}", **more))
    assert f"Roles that decide about letters: no role → {role.mention}" in shown, shown
    return role, with_role(here, f"r-{name.lower()}", role)


async def test_a_role_decides_about_letters_and_about_nothing_else(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        _, rosa = await reviewing(here)
        await here.send(here.wren)
        await here.send(here.ida, KIND)
        await here.restart()
        await rosa.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1 and f"Published by {rosa.mention}." in here.desk_card(1).content
        shown = await rosa.click(here.desk_card(1), label="Remove")
        await rosa.submit_modal(shown, {"reason": "It names a street."})
        assert here.published() == []
        shown = await rosa.click(here.desk_card(2), label="Send back")
        await rosa.submit_modal(shown, {"note": "Shorter, please."})
        assert "Sent back by" in here.desk_card(2).content
        assert "**Letter 2**" in told(await tampering.command(here.env, rosa, here.desk, "letters queue"))
        assert "Manage Server" in told(await tampering.command(here.env, rosa, here.desk, "letterbox check"))


async def test_whoever_loses_the_role_decides_no_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        _, rosa = await reviewing(here)
        await here.send(here.wren)
        await here.mora.slash(here.hall, "letterbox settings", reviewers="-")
        assert "Manage Messages" in told(await rosa.click(here.desk_card(1), label="Approve"))
        assert here.published() == []


async def test_a_role_reviews_for_its_own_letterbox_only(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        role = here.guild.create_role("Readers")
        for desk in (here.desk, praise.desk):
            acts.set_permissions(desk, role, view_channel=True)
        rosa = with_role(here, "rosa", role)
        await here.mora.slash(praise.desk, "letterbox settings", reviewers=role.mention)
        await send_to(here, here.wren, "Praise")
        await send_to(here, here.ida, "Letters", LETTER)
        assert "Manage Messages" in told(await rosa.click(here.desk_card(2), label="Approve"))
        assert here.published() == []
        await rosa.click(praise.desk_card(1), label="Approve")
        assert len(praise.published()) == 1


async def test_the_check_names_a_role_that_cannot_see_the_desk_and_says_how_its_commands_are_shown(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as here:
        role, _ = await reviewing(here)
        checked = told(await here.mora.slash(here.hall, "letterbox check"))
        assert "Server Settings under Integrations" in checked
        assert "cannot see" not in checked and "people who may not moderate" not in checked
        acts.set_permissions(here.desk, role, view_channel=False)
        checked = told(await here.mora.slash(here.hall, "letterbox check"))
        assert f"{role.mention} may decide about letters and cannot see {here.desk.mention}" in checked
        here.env.backend.delete_role(here.guild.id, role.id)
        await here.env.settle()
        assert "was deleted" in told(await here.mora.slash(here.hall, "letterbox check"))


async def test_everybody_is_no_role_that_decides(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for option in ("reviewers", "writers"):
            for text in ("@everyone", f"<@&{here.guild.id}>", "Nobody such"):
                shown = told(await here.mora.slash(here.hall, "letterbox settings", **{option: text}))
                assert "is no role that I can take" in shown


async def test_only_members_with_a_role_may_write_letters_and_anybody_replies(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        friends, family = (here.guild.create_role(name) for name in ("Friends", "Family"))
        shown = await here.mora.slash(here.hall, "letterbox settings", writers=f"{friends.mention}, @family")
        assert f"everybody → {friends.mention}" in told(shown) and family.mention in told(shown)
        card = await here.write(here.wren)
        assert "Only members with one of the roles @Friends and @Family may write letters there" in card.content
        await here.wren.user.click(card, label="Send letter")
        assert here.desk.history() == []
        pia = with_role(here, "pia", family)
        await here.restart()
        await here.publish(pia)
        assert len(here.published()) == 1
        await here.reply(here.ida, "Ride it to the river.", "The neighbour")
        assert here.thread_texts()[-1][0] == "The neighbour"
        await here.mora.slash(here.hall, "letterbox settings", writers="-")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert len(here.desk.history()) == 2 and "Approve" in labels(here.desk_card(2))


async def test_a_role_that_was_deleted_lets_nobody_write(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        friends = here.guild.create_role("Friends")
        await here.mora.slash(here.hall, "letterbox settings", writers=friends.mention)
        card = await here.write(here.wren)
        assert "Only members with the role @Friends may write" in card.content
        here.env.backend.delete_role(here.guild.id, friends.id)
        await here.env.settle()
        card = await here.write(here.ida)
        assert "Only members with a role that was deleted may write" in text_of(card)
