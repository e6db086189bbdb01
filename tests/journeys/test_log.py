"""`/letters log`: who did what, when, about which letter; and how much there was to do at the desk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from simcord.actors import MemberActor

from bot import life
from tests.journeys.test_busy_desk import command, report
from tests.journeys.test_queue import arrive, says
from tests.town import Town, another_server, answer_of, labels, sure, told, town

HOUR = 3600


async def log(here: Town, who: MemberActor | None = None, **options: Any) -> Any:
    """The log, as a moderator opens it; only they see it."""
    shown = answer_of(await (who or here.mora).slash(here.hall, "letters log", **options))
    assert shown.ephemeral
    return shown


def lines(shown: Any) -> list[str]:
    """What was done, without the times."""
    text = (shown.embeds[-1].description or "").splitlines()
    return [re.sub(r"^(<t:\d+:f>|\d+ \w+ \d{4}): ", "", line) for line in text]


async def live(here: Town) -> None:
    """Something of everything."""
    await arrive(here, 4)
    await here.mora.click(here.desk_card(1), label="Approve")
    await command(here, here.otto, "reject", number=2, reason="It names somebody.")
    await command(here, here.mora, "return", number=3, note="Shorter, please.")
    await command(here, here.otto, "note", number=1, note="I know that street.")
    await command(here, here.mora, "block", number=2, days=3, reason="Twice now.")
    await command(here, here.otto, "unblock", number=2)
    await report(here, 1)
    await here.mora.click(here.desk.history()[-1], label="Dismiss")
    await command(here, here.otto, "remove", number=1)
    await command(here, here.otto, "restore", number=1)
    await life.unmasking.unmask(here.office, here.guild.id, 1, "A court asked.")
    await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=4))


async def test_the_log_says_who_did_what_when_and_on_which_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await live(here)
        await here.restart()
        shown = await log(here)
        mora, otto = here.mora.mention, here.otto.mention
        assert lines(shown) == [
            "Letter 4 was withdrawn by its author.",
            "⚠ The host opened who wrote letter 1.",
            "> A court asked.",
            f"{otto} restored letter 1.",
            f"{otto} removed letter 1.",
            f"{mora} dismissed the reports of letter 1.",
            f"{otto} lifted the block set on letter 2.",
            f"{mora} blocked the writer of letter 2.",
            "> Twice now.",
            f"{otto} wrote a note about letter 1.",
            "> I know that street.",
            f"{mora} sent letter 3 back.",
            "> Shorter, please.",
            f"{otto} rejected letter 2.",
            "> It names somebody.",
        ]
        assert f"<t:{here.office.now}:f>" in says(shown) and "1 January 2026: Letter 4 was withdrawn" in says(shown)
        assert "Wren" not in says(shown) and labels(shown) == ["Previous", "Next"]
        await here.restart()
        await here.mora.click(shown, label="Next")
        assert lines(shown) == [f"{mora} approved letter 1."]
        await here.mora.click(shown, label="Previous")
        assert len(lines(shown)) == 15
        assert lines(await log(here, page=2)) == [f"{mora} approved letter 1."]
        last = await log(here, page=9)
        assert lines(last) == [f"{mora} approved letter 1."] and "There is no page 9" in says(last)
        await here.mora.click(last, label="Previous")
        assert len(lines(last)) == 15 and "There is no page" not in says(last)


async def test_the_log_is_filtered_by_letter_moderator_and_kind(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await live(here)
        mora, otto = here.mora.mention, here.otto.mention
        assert lines(await log(here, number=3)) == [f"{mora} sent letter 3 back.", "> Shorter, please."]
        by_otto = lines(await log(here, moderator=here.otto))
        assert len([line for line in by_otto if line.startswith(otto)]) == 5 and mora not in "".join(by_otto)
        assert lines(await log(here, verb="unmask")) == ["⚠ The host opened who wrote letter 1.", "> A court asked."]
        assert lines(await log(here, number=1, moderator=here.otto, verb="remove")) == [f"{otto} removed letter 1."]
        assert lines(await log(here, moderator=here.ida)) == ["Nothing of that kind has been done."]
        assert "There is no letter 9" in says(await log(here, number=9))


async def test_pages_of_one_moderator_are_full_however_much_others_did(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 1)
        for index in range(24):
            await command(here, here.otto if index % 2 else here.mora, "note", number=1, note=f"note {index}")
        shown = await log(here, moderator=here.otto)
        assert [line for line in lines(shown) if line.startswith(">")] == [f"> note {n}" for n in range(23, 4, -2)]
        assert "for more, page:2" in says(shown) and labels(shown) == []  # no button carries an account
        await here.restart()
        shown = await log(here, moderator=here.otto, page=2)
        assert [line for line in lines(shown) if line.startswith(">")] == ["> note 3", "> note 1"]


async def test_the_figures_are_those_of_thirty_days_and_of_all_time(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 2)
        await here.mora.click(here.desk_card(1), label="Approve")  # after two hours
        await command(here, here.mora, "reject", number=2)  # after one
        await here.reply(here.ida, "It leaned on our wall too.", "The neighbour")
        await here.days_later(40)
        await here.send(here.ida, "The lamp\n\nIt burns every night.")
        await here.pass_time(4 * HOUR)
        await command(here, here.otto, "return", number=3, note="Shorter, please.")
        said = says(await log(here))
        for line in (
            "Letters received: 1, 3 in all",
            "Published: 0, 1 in all",
            "Rejected: 0, 1 in all",
            "Sent back: 1, 1 in all",
            "Removed: 0, 0 in all",
            "Responses: 0, 1 in all",
            "Half of the letters were decided within 4 hours; of all, within 2 hours",
        ):
            assert line in said, (line, said)
        assert "Half of" not in says(await log(here, page=2)) and "Half of" not in says(await log(here, number=1))


async def test_another_server_reads_its_own_log_only(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        other = await another_server(here)
        await live(here)
        shown = told(await other.keeper.slash(other.hall, "letters log"))
        assert "Nothing of that kind has been done." in shown and "Letters received: 0, 0 in all" in shown
        assert "letter 1" not in shown
