"""Whoever took no direct messages when something happened to their letter hears of it once they write again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.letter import NoticeKind
from tests import acts
from tests.town import TITLE, Town, answer_of, labels, text_of, town

HOUR = 3600


def said(here: Town, words: str) -> list[str]:
    """What the bot wrote to Wren that has these words."""
    return [text for each in here.from_bot(here.wren) if words in (text := text_of(each))]


async def decide(here: Town, verb: str, **more: Any) -> None:
    await here.mora.slash(here.desk, f"letters {verb}", number=1, **more)
    await here.pass_time(10)


async def shut_out(here: Town, how: str) -> str:
    """Something happens to Wren's letter that the bot cannot tell them of. What it would have said."""
    await here.send(here.wren)
    if how == "removed":
        await decide(here, "approve")
    acts.close_dms(here.env, here.wren.user)
    await decide(here, "approve" if how == "published" else "reject" if how == "rejected" else "remove", **(
        {} if how == "published" else {"reason": "It names a street."}
    ))  # fmt: skip
    return {"published": "is published", "rejected": "will not be published", "removed": "was removed"}[how]


async def wrote(here: Town, how: str) -> None:
    if how == "message":
        await acts.dm(here.env, here.wren, "Dear nobody,\n\nit is me again.")
    else:
        await here.wren.slash(here.hall, "letter mine")
    await here.pass_time(10)


@pytest.mark.parametrize("how", ["published", "rejected", "removed"])
@pytest.mark.parametrize("by", ["message", "mine"])
async def test_a_verdict_that_did_not_reach_them_is_told_when_they_write(tmp_path: Path, how: str, by: str) -> None:
    async with town(tmp_path) as here:
        words = await shut_out(here, how)
        assert said(here, words) == []
        acts.open_dms(here.env, here.wren.user)
        await here.restart()
        await wrote(here, by)
        (told,) = said(here, words)
        assert "It names a street." in told or how == "published"
        await here.pass_time(2 * HOUR)
        await wrote(here, "mine")
        assert len(said(here, words)) == 1


async def test_a_letter_that_came_back_is_told_of_with_its_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        acts.close_dms(here.env, here.wren.user)
        await decide(here, "return", note="Shorter, please.")
        acts.open_dms(here.env, here.wren.user)
        await wrote(here, "mine")
        assert len(said(here, "came back")) == 1 and len(said(here, "Shorter, please.")) == 1


async def test_the_first_replies_are_told_of(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.close_dms(here.env, here.wren.user)
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.wren.send(here.thread(), "I wrote that!")
        await here.pass_time(10)
        acts.open_dms(here.env, here.wren.user)
        await wrote(here, "mine")
        (told,) = said(here, "New under your letter")
        assert "Me too, honestly." in told and "I wrote that!" not in told
        (notice,) = [each for each in here.from_bot(here.wren) if "Me too" in text_of(each)]
        assert labels(notice) == ["Answer", "Mute"]


async def test_only_what_holds_now_is_told(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await shut_out(here, "published")
        await decide(here, "remove", reason="It names a street.")
        acts.open_dms(here.env, here.wren.user)
        await wrote(here, "message")
        assert said(here, "is published") == [] and len(said(here, "was removed")) == 1


@pytest.mark.parametrize("by", ["message", "mine"])
async def test_whoever_still_takes_none_makes_the_bot_try_once_an_hour(tmp_path: Path, by: str) -> None:
    async with town(tmp_path) as here:
        await shut_out(here, "rejected")
        for _ in range(3):
            await wrote(here, by)
        assert await tries(here) == 2
        await here.pass_time(HOUR)
        await wrote(here, by)
        assert await tries(here) == 3


async def tries(here: Town) -> int:
    """How often the bot tried to tell Wren of the rejection."""
    async with here.office.store.reading() as tx:
        letter = await tx.letter_numbered(here.guild.id, 1)
        return len([each for each in await tx.notices_of(letter.id) if each.kind is NoticeKind.REJECTED])


async def test_nobody_else_is_told(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await shut_out(here, "rejected")
        acts.open_dms(here.env, here.wren.user)
        listed = await here.ida.slash(here.hall, "letter mine")
        await here.pass_time(10)
        assert TITLE not in text_of(answer_of(listed)) and said(here, TITLE + "”, will not") == []
