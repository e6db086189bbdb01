"""Outside Discord, too, a letter links to the one most like it, where that one is shown."""

from __future__ import annotations

from pathlib import Path

from tests.archive import story
from tests.journeys.test_related import titles
from tests.journeys.test_searching import BREAD, LAMP, ROLL
from tests.town import Town, sure, town

LOAF = "Burnt again\n\nGrandmother would laugh. I burnt my bread, and the smoke is in the kitchen."


async def pages(here: Town) -> dict[int, str]:
    """What each page of the site says of another letter, by the letter's number."""
    out = here.folder / "site"
    await story.write(here, out)
    found = {int(path.stem): path.read_text("utf-8") for path in (out / "letter").glob("*.html")}
    return {number: page.partition('<p class="related">')[2].partition("</p>")[0] for number, page in found.items()}


async def test_a_letter_links_to_the_one_most_like_it_while_both_are_shown(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", archive="on")
        assert "only their authors can say so" in await story.write(here, here.folder / "site")  # there is none yet
        await here.write(here.wren, BREAD)
        await here.wren.user.click(here.draft(here.wren), label="Keep it out of the archive")
        await story.sent(here, here.wren, 1)
        for number, text in enumerate((LAMP, ROLL, LOAF), 2):
            await here.publish(here.ida, text, number)
        assert titles(here) == [None, None, "Grandmother’s bread", "My burnt bread"]
        assert await pages(here) == {2: "", 3: "", 4: 'Related letter: <a href="3.html" dir="auto">My burnt bread</a>'}
        await sure(here.ida, await here.ida.slash(here.hall, "letter withdraw", number=3))
        assert await pages(here) == {2: "", 4: ""} and titles(here)[-1] == "Grandmother’s bread"
