"""`python -m tests.demo.moving [FILE]`: the moving picture of a letter's life, into `docs/moving.webp`.

It is the demo itself, played by **Play it for me** and looked at step by step, one place at a time; each step stands as
long as its sentence takes to read.
"""

from __future__ import annotations

import asyncio
import io
import sys
from pathlib import Path

from PIL import Image
from playwright.async_api import Frame, Page, async_playwright

from bot.demo import tour_letter
from bot.demo.app import playing
from bot.demo.director import Director
from bot.demo.frames import Frames
from bot.demo.story import LOOK, PER_WORD
from tests.demo.test_browser import QUIET, chromium

FILE = Path(__file__).parents[2] / "docs" / "moving.webp"
WIDTH, HEIGHT, SHARPNESS = 720, 690, 1.5  #: in pixels of the page, and how many of the picture's there are to each
PATIENCE = 20_000  #: milliseconds for a step to be shown
#: What nobody can press in a picture.
UNMOVED = "header, .tools, .caption button, #tabs .news::after { display: none !important } .told { box-shadow: none }"
#: Is this step the one whose sentence is shown?
AT = "n => document.querySelector('.caption:not([hidden]) small')?.textContent.startsWith(`${n} of`)"
#: Only the first step needs the line to write in; the others leave its room to what is read.
UNWRITTEN = ".channel-composer { display: none !important }"
READY = "() => window.simcordPreview?.ready"
TO_THE_END = "() => { const log = document.querySelector('[role=log]'); log.scrollTop = log.scrollHeight }"


async def play() -> list[tuple[Image.Image, int]]:
    """Plays the story, and returns a picture of each step with the milliseconds for which it stands."""
    async with playing(lived_in=True) as (simulated, world), async_playwright() as playwright:
        director = Director(simulated, world)
        async with Frames(director, port=0) as frames:
            await director.begin()
            browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
            page = await browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT},
                device_scale_factor=SHARPNESS,
                color_scheme="light",
                reduced_motion="reduce",
                bypass_csp=True,
            )
            page.set_default_timeout(PATIENCE)
            await page.goto(frames.url)
            await page.get_by_role("button", name="Play it for me").click()
            await page.add_style_tag(content=UNMOVED)
            taken: list[tuple[Image.Image, int]] = []
            told = director.story.told()
            for step in range(1, told["steps"] + 1 if told else 1):
                await page.wait_for_function(AT, arg=step)
                told = director.story.told()
                assert told is not None
                taken.append((await look(page, step), milliseconds(told["sentence"])))
                director.story.go_on()
            await browser.close()
            return taken


def milliseconds(sentence: str) -> int:
    """Returns how long a step stands: as long as in the demo."""
    return round(1000 * (LOOK + PER_WORD * len(sentence.split())))


async def look(page: Page, step: int) -> Image.Image:
    """Returns a picture of a step, at the end of what is said there; in the first, of the letter being written."""
    shown = page.locator("section.told iframe")
    where = await (await shown.element_handle()).content_frame()  # pyright: ignore[reportOptionalMemberAccess]
    assert where is not None
    if "/frame" in where.url:
        await arrive(where)
        if step == 1:
            box = where.get_by_label("Message", exact=True)
            await box.fill(f"{tour_letter.TITLE}\n\n{tour_letter.LETTER}")
            await box.evaluate("box => { box.blur(); box.scrollTop = 0 }")
        else:
            await where.add_style_tag(content=UNWRITTEN)
            await where.evaluate(TO_THE_END)
    await page.wait_for_timeout(1500)  # its fonts, and the page's mark on the button that is about to be pressed
    return Image.open(io.BytesIO(await page.screenshot())).convert("RGB")


async def arrive(where: Frame) -> None:
    """Opens a place once more, so that nothing of an earlier step is left on its selects."""
    await where.evaluate("() => location.reload()")
    await where.wait_for_load_state()
    await where.wait_for_function(READY)


def save(pictures: list[tuple[Image.Image, int]], file: Path) -> None:
    """Writes them as one that moves, for ever."""
    first, *others = [image for image, _ in pictures]
    durations = [stands for _, stands in pictures]
    each_whole = {"kmin": 0, "kmax": 1}  # otherwise the step before shines through
    first.save(
        file,
        "WEBP",
        save_all=True,
        append_images=others,
        duration=durations,
        loop=0,
        quality=75,
        method=6,
        **each_whole,
    )
    print(f"{file.name}: {len(pictures)} steps, {file.stat().st_size // 1000} kB, {sum(durations) / 1000:.0f} s")


if __name__ == "__main__":
    save(asyncio.run(play()), Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
