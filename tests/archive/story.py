"""A letterbox with an archive, and what people write into it: told once, for every test that looks at the site."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.host import archive
from bot.host.archive import Wanted
from tests import acts
from tests.town import LETTER, Town, answer_of, choose, labels, lift_limits, picture, settings_in, sure, town

TITLE = "The <script>alert(1)</script> key"
HOSTILE = """<script>document.title = "taken"</script> <img src=x onerror=alert(1)>
[a way](javascript:alert(1)) &lt;b&gt;

A ||second, *hidden* quince|| and a [pear](https://example.org/pear?a=1&b=2).

> quoted
# Loud
- one
- two
```
<style>body { display: none }</style>
```
||What was
hidden in two lines||"""
WARNED = "The well\n\nNobody has looked into the old well since then."
HEBREW = "מכתב לים\n\nשלום לך, ים. אני כותב לך מן החוף."
CHINESE = "写给秋天\n\n秋天的河水很慢。我在桥上等你。Łódź, Straße, Işık, cœur."
MATURE = "The attic\n\nA heron stood there, and nobody looked away."
WITHDRAWN = "The ferryman\n\nYou rowed me across the marlinspike sound."
KEPT_OUT = "The hat\n\nIt smelled of bergamot."
OPEN_NAMED, OPEN, PEN, ANSWER = "I was there.", "I heard of it.", "So does mine.", "Thank you."
POSED = "I wrote this, and take it all back."
URL = "https://letters.example/"


@dataclass(frozen=True, slots=True)
class Story:
    """Sites at two moments: before a letter is withdrawn, a member takes their name back and another has
    themselves forgotten, and after."""

    before: Path
    after: Path
    guild_id: int
    people: dict[str, int]
    folder: Path  #: with the database


def told(folder: Path) -> Story:
    """Lives the story. The bot runs while the sites are written."""
    return asyncio.run(_told(folder))


async def _told(folder: Path) -> Story:
    async with town(folder) as here:
        mature = here.guild.create_text_channel("mature")
        acts.set_nsfw(mature)
        await here.setup(mature=mature)
        await lift_limits(here.mora, here.hall)
        await here.mora.slash(here.hall, "letterbox settings", archive="names")
        await here.sol.slash(here.hall, "letter name-in-archive", shown="show")
        await _letters(here)
        before, after = folder / "before", folder / "after"
        await write(here, before)
        await write(here, after)
        await sure(here.ida, await here.ida.slash(here.hall, "letter withdraw", number=7))
        await here.sol.slash(here.hall, "letter name-in-archive", shown="hide")
        await here.ida.click(answer_of(await here.ida.slash(here.hall, "letter forget")), label="Forget me")
        await write(here, after)
        people = {each.name: each.id for each in (here.wren, here.ida, here.sol, here.mora)}
        return Story(before, after, here.guild.id, people, folder)


async def write(here: Town, out: Path, **more: Any) -> str:
    """The host writes the site."""
    wanted = Wanted(guild_id=here.guild.id, out=out, **{"mature": True, "url": URL, **more})
    return await archive.write(settings_in(here.folder), wanted)


async def _letters(here: Town) -> None:
    await here.write(here.wren, LETTER, attachments=[("sea.png", picture())])
    await sent(here, here.wren, 1)
    thread = here.thread()
    await here.sol.send(thread, OPEN_NAMED)
    await here.ida.send(thread, OPEN)
    await here.reply(here.ida, PEN, "Rook")
    await here.pass_time(60)
    notice = [each for each in here.from_bot(here.wren) if "Answer" in labels(each)][-1]
    await here.wren.user.submit_modal(await here.wren.user.click(notice, label="Answer"), {"answer": ANSWER})
    await here.pass_time(5)
    await here.write(here.ida, WARNED)
    shown = await here.ida.user.click(here.draft(here.ida), label="Content warning")
    await here.ida.user.submit_modal(shown, {"warning": "a <deep> well"})
    await sent(here, here.ida, 2)
    await here.write(here.sol, f"{HOSTILE}\n\nAsk <@{here.ida.id}>")
    await sent(here, here.sol, 3)
    for number, text in enumerate((HEBREW, CHINESE), 4):
        await here.write(here.sol, text)
        await sent(here, here.sol, number)
    posing = here.person("posing.one", "Author of the letter")
    await posing.slash(here.hall, "letter name-in-archive", shown="show")
    await posing.send(here.thread(), POSED)
    await here.write(here.wren, MATURE, attachments=[("attic.png", picture("green"))])
    await choose(here, here.wren, "How safe is it to read?", "Not Safe for Work")
    await sent(here, here.wren, 6)
    await here.write(here.ida, WITHDRAWN, attachments=[("sea.png", picture("blue"))])
    await choose(here, here.ida, "To whom?", "To someone gone")
    await sent(here, here.ida, 7)
    await here.write(here.wren, KEPT_OUT)
    await here.wren.user.click(here.draft(here.wren), label="Keep it out of the archive")
    await sent(here, here.wren, 8)


async def sent(here: Town, who: Any, number: int) -> None:
    """Their draft is sent, whatever the bot asks before, and approved."""
    result = await who.user.click(here.draft(who), label="Send letter")
    if result.modal is not None:
        result = await who.user.submit_modal(result, {"title": TITLE})
    asked = [
        each for each in [result.response, *result.followups] if each is not None and "Send anyway" in labels(each)
    ]
    if asked:
        await who.user.click(asked[0], label="Send anyway")
    await here.mora.click(here.desk_card(number), label="Approve")
