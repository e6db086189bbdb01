"""Blocks: nothing more from a writer whom nobody knows, and nothing learnt about them by it."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import discord
import pytest
from simcord.actors import MemberActor

from bot.demo import fidelity
from bot.store.tx import SqlTx
from tests.town import Town, labels, lift_limits, text_of, told, town

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
    """Whether somebody's reply under a pen name is taken; if not, they read why and get their text back."""
    said = told(await here.reply(who, "I have one like that.", pen_name))
    assert "Received" in said or ("have blocked you" in said and "I have one like that." in said)
    return "Received" in said


# --- setting and lifting -----------------------------------------------------------------------------------------


async def test_the_writer_of_a_letter_can_write_no_letters_replies_or_answers_and_others_can(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        said = await block(here, 1)
        assert said.startswith("The writer of letter 1 is blocked until somebody lifts it:")
        assert not await can_write(here, here.wren) and not await can_reply(here, here.wren)
        notice = next(message for message in here.from_bot(here.wren) if "is published" in message.content)
        await fidelity.reply_in_dm(here.env, here.wren, notice, "But listen.")
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
        assert labels(here.desk_card(1)) == ["Approve", "Send back", "Reject", "Block"]
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
        await here.ida.slash(here.hall, "letter withdraw", number=2)
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
            assert "Response 1 stands in its writer’s own name. Discord’s own tools" in await block(here, 1, response=1)
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
        guild = here.env.create_guild("The Orchard")
        letters, desk = guild.create_text_channel("letters"), guild.create_text_channel("desk")
        fidelity.set_permissions(desk, guild.default_role, view_channel=False)
        fidelity.set_permissions(desk, here.env.bot.user, view_channel=True)
        role = guild.create_role("Keepers", permissions=discord.Permissions.all())
        keeper = guild.add_member(here.env.create_user("keeper"), roles=[role])
        await keeper.slash(desk, "letterbox setup", letters=letters, desk=desk)
        await lift_limits(keeper, desk)
        await here.publish()
        await block(here, 1)
        guild.add_member(here.wren.user)
        assert "There is no letter 1 in this server." in told(await keeper.slash(desk, "letters unblock", number=1))
        card = await here.write(here.wren)
        select = next(
            item
            for row in card.components
            for item in getattr(row, "children", [])
            if getattr(item, "placeholder", "") == "Which server?"
        )
        value = next(option.value for option in select.options if option.label == "The Orchard")
        await here.wren.user.select(card, [value], custom_id=select.custom_id)
        assert "Received" in told(await here.wren.user.click(here.draft(here.wren), label="Send letter"))


# --- the moderator who tries to find out ---------------------------------------------------------------------------


class Lens:
    """Everything that a moderator sees or could measure, without what tells two letters apart anyway."""

    def __init__(self, here: Town, log: pytest.LogCaptureFixture) -> None:
        self.here, self.log = here, log

    async def look(self, verb: str, number: int, **options: Any) -> dict[str, Any]:
        """A command about a letter: its answer, what Discord was asked, the work behind it, the letter's card, DMs."""
        here = self.here
        requests, people = len(here.env.http_requests), (here.wren, here.ida, here.sol)
        dms = [len(here.dm(person)) for person in people]
        with self.log.at_level(logging.DEBUG, "aiosqlite"):
            self.log.clear()
            result = await here.mora.slash(here.desk, f"letters {verb}", number=number, **options)
            work = sum(record.getMessage().startswith("executing") for record in self.log.records)
        await here.pass_time(30)
        asked = [f"{each.method} {each.path} {each.json}" for each in here.env.http_requests[requests:]]
        return {
            "answer": self._plain(told(result), number),
            "requests": [self._plain(each, number) for each in asked],
            "work": work,
            "card": self._plain(text_of(here.desk_card(number)), number),
            "messages": [len(here.dm(person)) - before for person, before in zip(people, dms, strict=True)],
            "desk": len(here.desk.history()),
        }

    def _plain(self, text: str, number: int) -> str:
        text = re.sub(r"/(webhooks|interactions)/[^ ]+", "/ANSWER", text)
        text = re.sub(r"\d{12,}", "ID", re.sub(r":[0-9a-f]{10,16}\b", ":LETTER", text))
        return re.sub(rf"([Ll]etter|number:) ?{number}\b", r"\1 N", text)


COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("unblock", {}),
    ("block", {}),
    ("block", {"days": 9, "reason": "For the record."}),
    ("block", {"days": 40}),
    ("unblock", {}),
    ("unblock", {}),
    ("block", {}),
]


async def test_a_moderator_does_not_find_out_by_blocking_whether_two_letters_share_a_writer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Letters 1 and 2 are Wren's, 3 is Sol's; the writer of 1 is blocked, and then 2 and 3 are tried in every way."""
    async with town(tmp_path) as here:
        lens = Lens(here, caplog)
        for who in (here.wren, here.wren, here.sol):
            await here.send(who)
        await lens.look("block", 1)
        for verb, options in COMMANDS:
            same, other = [await lens.look(verb, number, **options) for number in (2, 3)]
            assert same == other, (verb, options)
            assert "Letter 1" in here.desk_card(1).content and "writer of letter 1 is" in here.desk_card(1).content
        same, other = [await lens.look("reject", number) for number in (2, 3)]
        assert same["answer"] == other["answer"] and same["card"] == other["card"]
        first = await lens.look("unblock", 1)
        assert "is lifted" in first["answer"]
        assert all("is blocked" in here.desk_card(number).content for number in (2, 3))
        assert not await can_write(here, here.wren) and not await can_write(here, here.sol)


async def test_nor_whether_a_letter_and_a_response_share_one_nor_two_responses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Letter 1 is Wren's and blocked. Under letter 2, of Ida's, response 3 is Wren's, and 4 is Sol's."""
    async with town(tmp_path) as here:
        lens = Lens(here, caplog)
        await here.send(here.wren)
        await here.publish(here.ida, number=2)
        for who, name in ((here.ida, "Heron"), (here.ida, "Crane"), (here.wren, "Owl"), (here.sol, "Fox")):
            assert await can_reply(here, who, name)
        await here.pass_time(60)
        await lens.look("block", 1)
        cards = []
        for verb, options in COMMANDS:
            seen = []
            for response in (3, 4):
                found = await lens.look(verb, 2, response=response, **options)
                seen.append(re.sub(rf"\bresponse {response}\b", "response R", str(found)))
                await lens.look("unblock", 2, response=response)
                if verb == "block":
                    cards.append(found["card"])
            assert seen[0] == seen[1], (verb, options)
        assert any("is blocked" in card for card in cards)


async def test_the_database_links_no_two_blocks_by_anything_but_their_marks(tmp_path: Path) -> None:
    """A block on a letter and one on a response of the same person have nothing in common that could be read."""
    async with town(tmp_path) as here:
        await here.publish()
        await can_reply(here, here.wren, "Owl")
        await block(here, 1, reason="Because.")
        await block(here, 1, response=1, reason="Because.")
        store = here.office.store
        async with store.transaction() as tx:
            one, other = [
                dict(row) for row in await cast(SqlTx, tx)._connection.execute_fetchall("SELECT * FROM block")
            ]
        for column in ("person_tag", "sealed_reason", "sealed_moderator"):
            assert one[column] != other[column]
        kept = [bytes(value) for value in one.values() if isinstance(value, bytes)]
        assert not any(str(here.wren.id).encode() in each or b"Because" in each for each in kept)
