"""One role is told at the desk that letters wait: the only message of the bot's that rings anybody's bell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp

from tests import acts
from tests.town import LETTER, Town, told, town

MINUTE = 60


async def pinging(here: Town, **more: Any) -> Any:
    """A role of readers, who are told of letters from now on; gives it."""
    role = here.guild.create_role("Readers")
    acts.set_permissions(here.desk, role, view_channel=True)
    shown = await here.mora.slash(here.hall, "letterbox settings", ping=role.mention, **more)
    assert f"Role that is told of letters: no role → {role.mention}" in told(shown)
    return role


def pings(here: Town) -> list[str]:
    return [each.content for each in here.desk.history() if "Letters wait for a decision." in each.content]


def rung(here: Town) -> list[dict[str, Any]]:
    """The requests that may ring somebody's bell."""
    sent: list[Any] = [each.json for each in here.env.http_requests if isinstance(each.json, dict)]
    found = [each.get("data", each) for each in sent]
    return [each for each in found if each.get("allowed_mentions", {"parse": []}) != {"parse": []}]


async def test_the_role_is_told_of_a_new_letter_and_nobody_else_is(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        role = await pinging(here)
        await here.send(here.wren, f"{LETTER}\n\n@everyone @here")
        assert pings(here) == []  # the card stands there first
        await here.pass_time(5)
        assert pings(here) == [f"{role.mention} Letters wait for a decision."]
        (request,) = rung(here)
        assert request["allowed_mentions"] == {"parse": [], "roles": [str(role.id)]} or request["allowed_mentions"] == {
            "parse": [],
            "roles": [role.id],
        }
        assert request["content"] == pings(here)[0]


async def test_it_is_told_once_in_so_many_minutes(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await pinging(here, ping_minutes=10)
        await here.send(here.wren)
        await here.send(here.ida)
        await here.pass_time(MINUTE)
        await here.send(here.sol)
        await here.restart()
        await here.pass_time(8 * MINUTE)
        assert len(pings(here)) == 1
        await here.send(here.wren)
        await here.pass_time(2 * MINUTE)
        assert len(pings(here)) == 2
        await here.pass_time(30 * MINUTE)
        assert len(pings(here)) == 2


async def test_nobody_is_told_of_what_was_decided_meanwhile(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await pinging(here, ping_minutes=10)
        await here.publish()
        await here.pass_time(20)
        assert pings(here) == []
        await here.send(here.wren)
        await here.pass_time(20)
        assert len(pings(here)) == 1
        await here.send(here.ida)
        for number in (2, 3):
            await here.mora.slash(here.hall, "letters reject", number=number)
        await here.restart()
        await here.pass_time(20 * MINUTE)
        assert len(pings(here)) == 1 and await here.outbox() == []


async def test_a_lost_answer_tells_nobody_twice(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await pinging(here)
        await here.send(here.wren)
        acts.lose_answer(here.env, "POST", f"/channels/{here.desk.id}/messages", error=aiohttp.ServerDisconnectedError)
        await here.env.advance_time(5)
        assert len(pings(here)) == 1 and len(await here.outbox()) == 1
        await here.restart()
        await here.pass_time(10 * MINUTE)
        assert len(pings(here)) == 1 and await here.outbox() == []


async def test_nobody_is_told_of_letters_that_appear_unread(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await pinging(here, review="instant")
        await here.send(here.wren)
        await here.pass_time(MINUTE)
        assert len(here.published()) == 1 and pings(here) == []


async def test_a_dash_tells_nobody_any_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await pinging(here)
        assert "→ no role" in told(await here.mora.slash(here.hall, "letterbox settings", ping="-"))
        await here.send(here.wren)
        await here.pass_time(MINUTE)
        assert pings(here) == []


async def test_what_cannot_be_told_is_refused_or_named(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await pinging(here)
        acts.set_permissions(here.desk, here.env.bot.user, view_channel=True, mention_everyone=False)
        for text, why in (
            ("@everyone", "“@everyone” is no role"),
            (f"<@&{here.guild.id}>", "is no role"),
            (f"<@&{here.env.backend.snowflake()}>", "is no role"),
            ("Readers, Moderators", "Only one role"),
        ):
            assert why in told(await here.mora.slash(here.hall, "letterbox settings", ping=text)), text
        checked = told(await here.mora.slash(here.hall, "letterbox check"))
        assert "hears nothing of new letters, because I may not mention it" in checked
        acts.set_permissions(here.desk, here.env.bot.user, view_channel=True, mention_everyone=True)
        assert "hears nothing" not in told(await here.mora.slash(here.hall, "letterbox check"))
        loud = here.guild.create_role("Loud", mentionable=True)
        acts.set_permissions(here.desk, here.env.bot.user, view_channel=True, mention_everyone=False)
        await here.mora.slash(here.hall, "letterbox settings", ping="@loud")
        assert "hears nothing" not in told(await here.mora.slash(here.hall, "letterbox check"))
        await here.send(here.wren)
        await here.pass_time(MINUTE)
        assert pings(here) == [f"{loud.mention} Letters wait for a decision."]
