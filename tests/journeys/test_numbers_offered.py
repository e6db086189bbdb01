"""Numbers with titles are offered while a command is typed: to those who may, and of letters it can be about."""

from __future__ import annotations

from pathlib import Path

import pytest
from simcord.actors import MemberActor

from bot.life import offers
from tests import tampering
from tests.town import TITLE, Town, another_server, town

LAMP, LADDER = "The lamp on the third floor", "The ladder in the tree"


async def offered(here: Town, verb: str, typed: str = "", who: MemberActor | None = None, **more: int) -> list[str]:
    """What stands below the option `number`, for Mora unless it is somebody else."""
    name = verb if verb.startswith("letter ") else f"letters {verb}"
    return [each["name"] for each in await (who or here.mora).autocomplete(here.hall, name, "number", typed, **more)]


async def three(here: Town) -> None:
    """Letter 1 is published, 2 and 3 wait."""
    await here.publish()
    await here.send(here.ida, f"{LAMP}\n\nIt burns every night.")
    await here.send(here.sol, f"{LADDER}\n\nIt is too short.")


async def test_each_command_offers_the_letters_it_can_be_about_the_newest_first(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three(here)
        await here.restart()
        waiting, first = [f"3 · {LADDER}", f"2 · {LAMP}"], f"1 · {TITLE}"
        for verb in ("approve", "reject", "return"):
            assert await offered(here, verb) == waiting
        assert await offered(here, "remove") == [first] and await offered(here, "restore") == []
        assert await offered(here, "block") == [*waiting, first] and await offered(here, "unblock") == []
        await here.mora.slash(here.desk, "letters remove", number=1)
        await here.mora.slash(here.desk, "letters block", number=2)
        assert await offered(here, "restore") == [first] and await offered(here, "unblock") == [f"2 · {LAMP}"]
        await here.mora.slash(here.desk, "letters approve", number=3)
        assert await offered(here, "restore", response=1) == [f"3 · {LADDER}"]


async def test_a_number_s_beginning_and_words_of_a_title_find_a_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three(here)
        assert await offered(here, "approve", "2") == [f"2 · {LAMP}"]
        assert await offered(here, "approve", "LADDER tree") == [f"3 · {LADDER}"]
        assert await offered(here, "approve", "the") == [f"3 · {LADDER}", f"2 · {LAMP}"]
        assert await offered(here, "approve", "9") == await offered(here, "approve", "bicycle") == []
        assert await offered(here, "approve", "9" * 90) == []


async def test_whoever_may_not_use_a_command_is_offered_no_title(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three(here)
        orchard = await another_server(here)
        here.guild.add_member(orchard.keeper.user)
        for who in (here.wren, here.ida):
            for verb in ("approve", "remove", "block", "unblock"):  # Discord lists none of these for them
                sent = await tampering.offered(here.env, who, here.hall, f"letters {verb}", "number")
                assert sent.autocomplete_choices == []
        assert await orchard.keeper.autocomplete(orchard.hall, "letters approve", "number", "2") == []


async def test_a_title_that_its_author_has_back_is_not_shown_to_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.mora.slash(here.desk, "letters return", number=1, note="Shorter, please.")
        assert await offered(here, "block") == ["1"] and await offered(here, "block", "bicycle") == []


async def test_authors_are_offered_their_own_letters_and_nobody_else_s(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three(here)
        await here.send(here.wren, f"{LAMP}\n\nAnother one.")
        own = [f"4 · {LAMP}", f"1 · {TITLE}"]
        assert await offered(here, "letter withdraw", who=here.wren) == own
        assert await offered(here, "letter withdraw", "4", who=here.wren) == own[:1]
        assert await offered(here, "letter withdraw") == []
        privately = await here.wren.user.autocomplete("letter withdraw", "number", "")
        assert [each["name"] for each in privately] == own
        await here.mora.slash(here.desk, "letters reject", number=4)
        await here.restart()
        assert await offered(here, "letter withdraw", who=here.wren) == own[1:]


async def test_of_very_many_letters_the_newest_are_looked_through_and_a_whole_number_finds_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(tmp_path) as here:
        await three(here)
        monkeypatch.setattr(offers, "NEWEST", 1)
        assert await offered(here, "approve") == [f"3 · {LADDER}"]
        assert await offered(here, "approve", "2") == [f"2 · {LAMP}"]
        assert await offered(here, "approve", "lamp") == []


async def test_before_a_server_has_a_letterbox_nothing_is_offered(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        assert await offered(here, "approve") == []


async def test_a_damaged_letter_is_left_out_and_the_others_are_offered(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three(here)
        await here.mora.slash(here.desk, "letters block", number=2)
        async with here.office.store.transaction() as tx:
            await tx._connection.execute("UPDATE letter SET sealed_title = x'00' WHERE number = 3")
        assert await offered(here, "approve") == [f"2 · {LAMP}"]
        assert await offered(here, "approve", "3") == await offered(here, "letter withdraw", who=here.sol) == []
        assert await offered(here, "unblock") == [f"2 · {LAMP}"]
