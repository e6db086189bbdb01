"""The archive outside Discord: who is told of it, and what keeps a letter or a name out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.archive.contents import listing
from bot.letter import Archive, Letter, Person
from bot.store.watching import watching
from tests import acts
from tests.town import Town, answer_of, chosen_of_mine, labels, settings_in, sure, told, town

TOLD = "it also stands in this letterbox’s archive"
OUT = "It stays out of this letterbox’s archive"
GOES = "goes when that is next written"


async def archive(here: Town, mode: str = "on") -> Any:
    """Whoever manages the letterbox says what is to be."""
    return await here.mora.slash(here.hall, "letterbox settings", archive=mode)


async def letter(here: Town, number: int = 1) -> Letter:
    async with here.office.store.reading() as tx:
        return await tx.letter_numbered(here.guild.id, number)


async def send(here: Town) -> None:
    await here.wren.user.click(here.draft(here.wren), label="Send letter")


async def test_it_is_off_and_then_nothing_is_said_of_it_and_no_letter_is_let_in(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        assert "archive" not in card.content and "Keep it out of the archive" not in labels(card)
        await send(here)
        assert (await letter(here)).archive is Archive.UNTOLD


async def test_the_card_says_so_and_its_author_keeps_the_letter_out_and_lets_it_in(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert "Archive outside Discord: None → On a page that anybody can read" in told(await archive(here))
        card = await here.write(here.wren)
        assert TOLD in card.content and labels(card)[-1] == "Keep it out of the archive"
        await here.wren.user.click(card, label="Keep it out of the archive")
        await here.restart()
        assert OUT in here.draft(here.wren).content and TOLD not in here.draft(here.wren).content
        await acts.dm(here.env, here.wren, "It still stands there.")  # which says nothing of the archive
        assert OUT in here.draft(here.wren).content
        await here.wren.user.click(here.draft(here.wren), label="Let it into the archive")
        assert TOLD in here.draft(here.wren).content
        await send(here)
        assert (await letter(here)).archive is Archive.TOLD


async def test_what_is_kept_out_stays_out(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await archive(here)
        await here.wren.user.click(await here.write(here.wren), label="Keep it out of the archive")
        await send(here)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter.")
        await acts.dm(here.env, here.wren, "No.")
        await send(here)
        assert (await letter(here)).archive is Archive.OUT
        assert "archive" not in here.desk_card(1).content.lower()


async def test_whoever_was_not_told_is_not_in_it(tmp_path: Path) -> None:
    """A draft whose card was drawn before there was an archive, and one whose letterbox has none any more."""
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await archive(here)
        await send(here)
        await here.write(here.ida)
        await archive(here, "off")
        await here.ida.user.click(here.draft(here.ida), label="Send letter")
        await archive(here)
        assert [(await letter(here, each)).archive for each in (1, 2)] == [Archive.UNTOLD] * 2


async def test_a_letter_from_before_it_that_comes_back_says_and_does_the_same(tmp_path: Path) -> None:
    """Its card is drawn anew without a change, so the letter stays out until its author says otherwise."""
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await archive(here)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter.")
        card = here.draft(here.wren)
        assert OUT in card.content and TOLD not in card.content and labels(card)[-1] == "Let it into the archive"
        await here.wren.user.click(card, label="Let it into the archive")
        assert TOLD in here.draft(here.wren).content and (await letter(here)).archive is Archive.TOLD


async def test_of_a_published_letter_its_author_says_so_later(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await archive(here)
        shown = await chosen_of_mine(here, here.wren, "Letter 1")
        assert "It does not stand in the archive" in shown.embeds[0].description
        await here.wren.click(shown, label="Let it into the archive")
        assert (await letter(here)).archive is Archive.TOLD
        assert "The page follows when it is next written." in shown.embeds[0].description
        await here.wren.click(shown, label="Keep it out of the archive")
        assert (await letter(here)).archive is Archive.OUT


async def test_nothing_stands_there_while_the_bot_is_not_in_the_server(tmp_path: Path) -> None:
    """Nobody there could take a letter back, or turn the archive off."""
    async with town(tmp_path) as here:
        await archive(here)
        await here.publish()

        async def shown() -> tuple[list[int], int]:
            async with watching(settings_in(here.folder), here.office.seal) as watch:
                found = await listing(watch, here.guild.id, mature=False)
            return [*found.ids], len(found.letterboxes)

        assert await shown() == ([1], 1)
        await acts.expel(here.env, here.guild)
        await here.restart()
        assert await shown() == ([], 0)
        await acts.invite_again(here.env, here.guild)
        assert await shown() == ([1], 1)


async def test_withdrawing_says_when_the_page_follows_where_there_is_one(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await archive(here)
        await here.publish(here.ida, number=2)
        said = [
            answer_of(await sure(who, await who.slash(here.hall, "letter withdraw", number=number))).content
            for who, number in ((here.wren, 1), (here.ida, 2))
        ]
        assert [GOES in each for each in said] == [False, True]


async def test_a_member_agrees_to_be_named_and_takes_it_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await archive(here)
        assert "show no names" in told(await here.sol.slash(here.hall, "letter name-in-archive", shown="show"))
        await archive(here, "names")
        own = here.office.responder_tag(Person(here.sol.id), here.guild.id)
        for shown, marks in (("show", {own}), ("show", {own}), ("hide", set())):
            await here.sol.slash(here.hall, "letter name-in-archive", shown=shown)
            await here.restart()
            async with here.office.store.reading() as tx:
                assert await tx.named_in_archive(here.guild.id) == marks


async def test_forgetting_takes_it_back_and_says_when_the_page_follows(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await archive(here, "names")
        await here.sol.slash(here.hall, "letter name-in-archive", shown="show")
        assert "1 archive that may name you" in told(await here.sol.slash(here.hall, "letter data"))
        asked = await here.sol.slash(here.hall, "letter forget")
        done = await here.sol.click(answer_of(asked), label="Forget me")
        assert "an archive’s page when that is next written" in answer_of(done).content
        async with here.office.store.reading() as tx:
            assert await tx.named_in_archive(here.guild.id) == frozenset()
        assert "I keep nothing about you" in told(await here.sol.slash(here.hall, "letter data"))
