"""Blocks: nothing more from a writer whom nobody knows. (`test_adversaries` shows that they tell nothing else.)"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from simcord.actors import MemberActor

from bot.store.tx import Tx
from tests import acts
from tests.town import Town, another_server, choose, labels, sure, text_of, told, town

REFUSED = "The moderators of that server have blocked you"
DAY = 24 * 3600


async def block(here: Town, number: int, **options: Any) -> str:
    """What `/letters block` answers."""
    return told(await here.mora.slash(here.desk, "letters block", number=number, **options))


async def unblock(here: Town, number: int, **options: Any) -> str:
    """What `/letters unblock` answers."""
    return told(await here.mora.slash(here.desk, "letters unblock", number=number, **options))


async def can_write(here: Town, who: MemberActor) -> bool:
    """Whether somebody's letter is taken; if not, they read that they are blocked."""
    said = told(await who.user.click(await here.write(who), label="Send letter"))
    assert ("Received" in said) is not (REFUSED in said)
    return "Received" in said


async def can_reply(here: Town, who: MemberActor, pen_name: str = "Fox") -> bool:
    """Whether somebody's reply under a pen name is taken; if not, they read why before they write it."""
    said = told(await here.reply(who, "I have one like that.", pen_name))
    assert "Received" in said or ("have blocked you" in said and "I have one like that." not in said)
    return "Received" in said


# --- setting and lifting -----------------------------------------------------------------------------------------


async def test_the_writer_of_a_letter_can_write_no_letters_replies_or_answers_and_others_can(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        said = await block(here, 1)
        assert said.startswith("The writer of letter 1 is blocked until somebody lifts it:")
        assert not await can_write(here, here.wren) and not await can_reply(here, here.wren)
        notice = next(message for message in here.from_bot(here.wren) if "is published" in message.content)
        await acts.reply_in_dm(here.env, here.wren, notice, "But listen.")
        assert "have blocked you" in here.from_bot(here.wren)[-1].content
        assert await can_write(here, here.sol) and await can_reply(here, here.ida)
        assert [text.partition("\n")[0] for _, text in here.thread_texts()] == ["I have one like that."]


async def test_the_writer_of_a_response_can_write_no_letters_either_and_the_author_can(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert await can_reply(here, here.ida, "Owl")
        assert "The writer of response 1 to letter 1 is blocked" in await block(here, 1, response=1)
        assert not await can_reply(here, here.ida, "Another") and not await can_write(here, here.ida)
        assert await can_reply(here, here.wren) and await can_write(here, here.wren)
        card = here.desk_card(1).content
        assert "The writer of response 1 to letter 1 is blocked until somebody lifts it." in card
        assert "writer of letter 1" not in card


async def test_the_button_asks_for_days_and_a_reason_and_both_may_be_left_out(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.pass_time(60)
        await here.send(here.wren)
        assert labels(here.desk_card(1)) == ["Approve", "Approve with …", "Send back", "Reject", "Block", "Note"]
        shown = await here.mora.click(here.desk_card(1), label="Block")
        said = told(await here.mora.submit_modal(shown, {"days": "3", "reason": "Too much\nof it."}))
        day = (here.env.now() + timedelta(days=4)).strftime("%-d %B %Y")
        assert f"The writer of letter 1 is blocked until {day}" in said
        assert f"The writer of letter 1 is blocked until {day}: Too much of it." in here.desk_card(1).content
        assert not await can_write(here, here.wren)
        shown = await here.mora.click(here.desk_card(1), label="Block")
        assert "until somebody lifts it" in told(await here.mora.submit_modal(shown, {}))
        shown = await here.mora.click(here.desk_card(1), label="Block")
        assert "as a number from 1 to 3,650" in told(await here.mora.submit_modal(shown, {"days": "a while"}))


async def test_when_its_days_are_over_a_block_is_over(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.pass_time(60)
        await here.publish()
        await block(here, 1, days=2, reason="Twice now.")
        said = told(await here.wren.user.click(await here.write(here.wren), label="Send letter"))
        end = int(said.partition("<t:")[2].partition(":")[0])
        assert end % DAY == 0 and 2 * DAY <= end - here.env.now().timestamp() <= 3 * DAY
        await here.days_later(2)
        assert not await can_reply(here, here.wren)
        await here.days_later(1)
        assert await can_write(here, here.wren)
        assert await unblock(here, 1) == "No block is set on letter 1."
        await here.mora.slash(here.desk, "letters remove", number=1)
        assert "blocked" not in here.desk_card(1).content


async def test_a_block_outlives_a_restart_a_withdrawal_and_a_rejection(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await block(here, 1)
        await here.mora.slash(here.desk, "letters reject", number=1)
        await here.restart()
        assert not await can_write(here, here.wren)
        await here.publish(here.ida, number=2)
        await block(here, 2)
        await sure(here.ida, await here.ida.slash(here.hall, "letter withdraw", number=2))
        assert not await can_write(here, here.ida)
        assert "is lifted" in await unblock(here, 2)
        assert await can_write(here, here.ida)


async def test_a_blocked_person_is_told_when_they_write_and_never_unasked(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.publish(number=2)
        before = [text_of(message) for message in here.from_bot(here.wren)]
        await block(here, 2, days=1, reason="Because of the yard.")
        await unblock(here, 2)
        await block(here, 2, days=1, reason="Because of the yard.")
        await here.pass_time(60)
        assert [text_of(message) for message in here.from_bot(here.wren)] == before
        card = await here.write(here.wren)
        (line,) = [line for line in card.content.splitlines() if "blocked" in line]
        assert REFUSED in line and "yard" not in line and "Mora" not in line
        assert not re.search(r"\b[12]\b", re.sub(r"<t:\d+:f>", "", line))
        await here.write(here.wren, "The draft is kept, though.")
        assert "The draft is kept, though." in text_of(here.draft(here.wren))


@pytest.mark.parametrize("command", [block, unblock])
async def test_what_cannot_be_blocked_is_said(tmp_path: Path, command: Any) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "In my own name.")
        assert "There is no letter 7 in this server." in await command(here, 7)
        if command is block:
            assert "Letter 1 has no response 9." in await block(here, 1, response=9)
            assert "Response 1 is in its writer’s own name. Use Discord’s own tools" in await block(here, 1, response=1)
        else:
            assert await unblock(here, 1) == "No block is set on letter 1."
            assert await unblock(here, 1, response=1) == "No block is set on response 1 to letter 1."
        assert await can_write(here, here.sol) and await can_write(here, here.wren)


async def test_each_block_is_lifted_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert await can_reply(here, here.wren, "Owl")
        await block(here, 1)
        await block(here, 1, response=1, days=3)
        assert "until somebody lifts it" not in (await unblock(here, 1))
        assert not await can_write(here, here.wren)
        assert "writer of response 1" in here.desk_card(1).content
        await unblock(here, 1, response=1)
        assert await can_write(here, here.wren)
        assert "blocked" not in here.desk_card(1).content


async def test_a_block_holds_in_its_own_server_only(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        orchard = await another_server(here)
        await here.publish()
        await block(here, 1)
        orchard.guild.add_member(here.wren.user)
        assert "There is no letter 1 in this server." in told(
            await orchard.keeper.slash(orchard.desk, "letters unblock", number=1)
        )
        await here.write(here.wren)
        await choose(here, here.wren, "Which letterbox?", "The Orchard")
        assert "Received" in told(await here.wren.user.click(here.draft(here.wren), label="Send letter"))


# --- on the disk ---------------------------------------------------------------------------------------------------


async def test_the_database_links_no_two_blocks_by_anything_but_their_marks(tmp_path: Path) -> None:
    """A block on a letter and one on a response of the same person have nothing in common that could be read."""
    async with town(tmp_path) as here:
        await here.publish()
        await can_reply(here, here.wren, "Owl")
        await block(here, 1, reason="Because.")
        await block(here, 1, response=1, reason="Because.")
        store = here.office.store
        async with store.transaction() as tx:
            one, other = [dict(row) for row in await cast(Tx, tx)._connection.execute_fetchall("SELECT * FROM block")]
        for column in ("sealed_mark", "sealed_reason", "sealed_moderator"):
            assert one[column] != other[column]
        kept = [bytes(value) for value in one.values() if isinstance(value, bytes)]
        assert not any(str(here.wren.id).encode() in each or b"Because" in each for each in kept)
