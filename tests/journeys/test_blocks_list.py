"""`/letters blocks`: what is blocked in a server, what each block was set on, and lifting it there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests import tampering
from tests.tampering import button_of
from tests.town import Town, another_server, answer_of, labels, text_of, told, town


async def listed(here: Town, **options: Any) -> Any:
    """The list, as Mora reads it."""
    return answer_of(await here.mora.slash(here.hall, "letters blocks", **options))


async def test_it_says_what_each_block_was_set_on_until_when_why_and_by_whom_and_lifts_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert text_of(await listed(here)) == "Nobody is blocked in this server."
        await here.pass_time(60)
        await here.publish()
        await here.send(here.sol)
        await here.reply(here.ida, "Hm.", "Owl")
        await here.mora.slash(here.desk, "letters block", number=1, response=1)
        await here.otto.slash(here.desk, "letters block", number=2, days=3, reason="Too much\nof it.")
        await here.restart()
        shown = await listed(here)
        day = (here.env.now() + timedelta(days=4)).strftime("%-d %B %Y")
        first, second = text_of(shown).splitlines()[1:]
        assert f"The writer of letter 2, until {day}, by {here.otto.mention}: Too much of it. ·" in first
        assert f"The writer of response 1 to letter 1, until somebody lifts it, by {here.mora.mention} ·" in second
        assert str(here.desk_card(2).id) in first and shown.ephemeral
        assert labels(shown) == ["Unblock letter 2", "Unblock response 1 to letter 1"]
        for who in (here.wren, here.ida, here.sol):
            assert str(who.id) not in text_of(shown)
        pressed = await here.mora.click(shown, label="Unblock letter 2")
        assert pressed._interaction.response_kind == "update"
        assert "blocked" not in here.desk_card(2).content
        assert labels(await listed(here)) == ["Unblock response 1 to letter 1"]
        assert "Received" in told(await here.sol.user.click(await here.write(here.sol), label="Send letter"))


async def test_it_has_pages(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for number in range(1, 8):
            await here.send(here.wren, f"Letter {number}\n\nOne of several.")
        for number in range(1, 8):
            await here.mora.slash(here.desk, "letters block", number=number)
        shown = await listed(here)
        assert "7 blocks in force" in text_of(shown) and "Page 1 of 2" in text_of(shown)
        assert labels(shown) == [*(f"Unblock letter {number}" for number in (7, 6, 5, 4, 3)), "Previous", "Next"]
        await here.restart()
        await here.mora.click(shown, label="Next")
        assert labels(await listed(here, page=2)) == ["Unblock letter 2", "Unblock letter 1", "Previous", "Next"]
        assert "Page 2 of 2" in text_of(await listed(here, page=9))


async def test_what_somebody_else_has_lifted_meanwhile_is_said_and_the_list_put_right(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.mora.slash(here.desk, "letters block", number=1)
        shown = await listed(here)
        await here.otto.slash(here.desk, "letters unblock", number=1)
        pressed = await here.mora.click(shown, label="Unblock letter 1")
        assert told(pressed).splitlines() == ["Nobody is blocked in this server.", "No block is set on letter 1."]


async def test_another_server_s_blocks_are_neither_seen_nor_lifted(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        orchard = await another_server(here)
        await here.send(here.wren)
        await here.mora.slash(here.desk, "letters block", number=1)
        letter_id = button_of(here.desk_card(1), "block").partition(":")[2]
        seen = await orchard.keeper.slash(orchard.hall, "letters blocks")
        assert told(seen) == "Nobody is blocked in this server."
        for verb, more in (("unblock", ":0"), ("lift", ":0:0")):
            pressed = await tampering.press(here.env, orchard.keeper, orchard.hall, f"{verb}:{letter_id}{more}")
            assert told(pressed) == "That letter does not exist any more."
        assert "is blocked" in here.desk_card(1).content
