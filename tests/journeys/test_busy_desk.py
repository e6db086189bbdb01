"""Moderators with many letters, and several of them: what they read is true, whoever decided what in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from simcord.actors import MemberActor

from tests import acts
from tests.town import BODY, Town, answer_of, labels, text_of, told, town


async def command(here: Town, who: MemberActor, name: str, **options: object) -> str:
    """What a moderator's command is answered with."""
    return told(await who.slash(here.desk, f"letters {name}", **options))


async def report(here: Town, number: int) -> None:
    """Ida reports a letter."""
    letter = next(each for each in here.published() if f"Letter {number} ·" in text_of(each))
    form = await here.ida.click(letter, label="Report")
    await here.ida.submit_modal(form, {"why": "It is about me."})
    await here.pass_time(5)


async def test_whoever_asks_for_a_page_after_the_last_sees_the_last(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for number in range(1, 13):
            await acts.dm(here.env, here.wren, f"Letter about {number}\n\n{BODY}", hurried=True)
            await here.wren.user.click(here.draft(here.wren), label="Send letter")
        mine = await here.wren.slash(here.hall, "letter mine")
        for number in range(1, 13):
            await command(here, here.mora, "reject", number=number)
        assert "Page 2 of 2" in told(await here.wren.click(answer_of(mine), label="Next"))


@pytest.mark.parametrize("links", ["allow", "flag"])
async def test_what_is_grave_stands_first_however_much_is_flagged(tmp_path: Path, links: str) -> None:
    async with town(tmp_path) as here:
        words = [f"harmless{letter}" for letter in "abcdefghijklmno"]
        await here.mora.slash(here.hall, "letterbox settings", flag=", ".join(words), links=links)
        many = " ".join([*words, *(f"https://example.com/{number}" for number in range(30))])
        false = "[https://bank.example](https://thief.example/in)"
        await here.write(here.wren, f"A letter\n\n{many}\n\nAnd {false}, or discord.gg/abcdef. Goodbye.")
        asked = await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.wren.user.click(answer_of(asked), label="Send anyway")
        looked_at = next(line for line in text_of(here.desk_card(1)).splitlines() if line.startswith("Look at: "))
        assert looked_at.index("discord.gg") < looked_at.index("thief.example") < looked_at.index("harmless")
        assert "more" in looked_at


async def test_only_who_tried_the_same_reads_who_was_faster(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await command(here, here.mora, "reject", number=1)
        assert f"{here.mora.mention} was faster" in await command(here, here.otto, "approve", number=1)
        for name in ("restore", "remove"):
            said = await command(here, here.otto, name, number=1)
            assert "faster" not in said and "Letter 1 is rejected" in said


async def test_how_reports_were_settled_stays_true(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, 1)
        await here.mora.click(here.desk.history()[-1], label="Dismiss")
        await command(here, here.otto, "remove", number=1)
        await here.pass_time(5)
        card = here.desk.history()[-1]
        assert text_of(card) == f"**Reports of letter 1** · Dismissed by {here.mora.mention}." and not labels(card)


async def test_reports_settled_by_a_removal_say_so_although_the_letter_is_back_at_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, 1)
        card = here.desk.history()[-1]
        here.env.inject_error("PATCH", f"/channels/{here.desk.id}/messages/{card.id}", status=503, times=2)
        await command(here, here.mora, "remove", number=1)
        await command(here, here.otto, "restore", number=1)
        await here.pass_time(60)
        said = next(text_of(each) for each in here.desk.history() if each.id == card.id)
        assert said == f"**Reports of letter 1** · The letter was removed by {here.mora.mention}."


async def test_a_reported_letter_that_somebody_deletes_can_be_restored(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, 1)
        here.env.backend.delete_message(here.letters.id, here.published()[0].id)
        await here.env.settle()
        await here.pass_time(5)
        card = here.desk.history()[-1]
        assert text_of(card) == "**Reports of letter 1** · The letter was removed." and labels(card) == ["Restore"]


@pytest.mark.parametrize("gone", ["message", "thread"])
async def test_a_removed_letter_whose_place_is_gone_comes_back_in_a_new_one(tmp_path: Path, gone: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "I saw it too.")
        await here.reply(here.ida, "Me three.", "Heron")
        await here.pass_time(60)
        line = here.published()[0]
        await command(here, here.mora, "remove", number=1)
        await here.pass_time(5)
        if gone == "message":
            here.env.backend.delete_message(here.letters.id, line.id)
        else:
            here.env.backend.delete_channel(here.thread().id)
        await here.env.settle()
        await here.restart()
        await command(here, here.mora, "restore", number=1)
        await here.pass_time(60)
        (back,) = here.published()
        assert BODY in text_of(back) and "no responses yet" in text_of(back) and here.thread_texts() == []
        assert "is public again" in text_of(here.from_bot(here.wren)[-1])
        card = here.desk_card(1)
        assert "Remove" in labels(card) and ("Earlier responses stay" in text_of(card)) is (gone == "message")
        await here.reply(here.ida, "Me three, still.", "Heron")
        await here.pass_time(60)
        assert "1 response" in text_of(here.published()[0]) and len(here.thread_texts()) == 1
