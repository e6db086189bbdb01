"""`python -m tests.demo.looks [FOLDER]`: pictures of every card and step in the demo, into `docs/looks/`.

Each is taken light and dark, as wide as a desktop's channel and as narrow as a phone, from the frame of the person who
sees it: the newest message and what stands above it. People act as they do in the tour.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from bot.demo.app import playing
from bot.demo.director import Director
from bot.demo.frames import Frames
from tests.demo.scenes import SCENES, Stage, Viewer
from tests.demo.test_browser import QUIET, chromium

FOLDER = Path(__file__).parents[2] / "docs" / "looks"
#: Width and height of a frame, in pixels: a channel on a desktop, and a phone.
SIZES = {"desktop": (760, 900), "phone": (390, 780)}
SCHEMES = ("light", "dark")
PAIRS = (("desktop", "light"), ("phone", "dark"))  #: what of each card the page shows
PATIENCE = 20_000  #: milliseconds for a frame to be ready
TO_THE_END = "() => { const log = document.querySelector('[role=log]'); log.scrollTop = log.scrollHeight }"
#: A bare link to a message is called after its channel, as Discord does it.
NAME_LINKS = """names => {
  for (const link of document.querySelectorAll('[role=log] a')) {
    const channel = link.textContent.match(/discord\\.com\\/channels\\/\\d+\\/(\\d+)/)?.[1];
    if (names[channel]) link.textContent = `#${names[channel]}`;
  }
}"""


@dataclass(slots=True)
class Studio:
    """Takes the pictures: a window for each size and scheme, in which a frame of the demo is opened."""

    frames: Frames
    windows: dict[str, Page]
    folder: Path

    @property
    def names(self) -> dict[str, str]:
        """What channels and threads are called, by their ids."""
        return {str(each.id): each.name or "" for each in self.frames.env.backend.channels.values()}

    async def take(self, name: str, viewer: Viewer) -> None:
        """Pictures of what somebody sees in a channel now, by the ids of both."""
        self.frames.show_changes()
        address, _, secret = self.frames.url.partition("#")
        for window, page in self.windows.items():
            await page.goto("about:blank")
            await page.goto(f"{address}frame#{secret}.{viewer[0]}.{viewer[1]}")
            await page.wait_for_function("() => window.simcordPreview?.ready", timeout=PATIENCE)
            await page.evaluate("() => document.fonts.ready")
            await page.evaluate(NAME_LINKS, self.names)
            await page.evaluate(TO_THE_END)
            await self._save(await page.screenshot(), f"{name}-{window}")

    async def _save(self, png: bytes, name: str) -> None:
        path = self.folder / f"{name}.webp"
        await asyncio.to_thread(Image.open(io.BytesIO(png)).save, path, "WEBP", quality=80, method=6)
        print(path.name, flush=True)


async def windows_of(browser: Browser) -> dict[str, Page]:
    """A window for each size and scheme."""
    found: dict[str, Page] = {}
    for size, (width, height) in SIZES.items():
        for scheme in SCHEMES:
            found[f"{size}-{scheme}"] = await browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
    return found


async def take_all(folder: Path, scenes: dict[str, Callable[[Stage], Awaitable[Viewer]]] = SCENES) -> None:
    """Plays every scene in one demo, one after the other, and takes its pictures."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nothing else runs yet
    async with AsyncExitStack() as stack:
        simulated, world = await stack.enter_async_context(playing())
        frames = Frames(Director(simulated, world), port=0)
        await stack.enter_async_context(frames)
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        stack.push_async_callback(browser.close)
        studio = Studio(frames, await windows_of(browser), folder)
        stage = Stage(simulated.env, world)
        for number, (name, scene) in enumerate(scenes.items(), 1):
            async with simulated.turn:
                viewer = await scene(stage)
            await studio.take(f"{number:02}-{name}", viewer)


def index(folder: Path) -> None:
    """Writes the page that shows all of them; the others of each card are a click away."""
    lines = [
        "# Looks",
        "",
        "Every card and step, from the demo: `python -m tests.demo.looks`. Each is here light and dark.",
        "Discord’s newer layout, and why it is not used: [decisions](../decisions.md), “Cards stay embeds”.",
        "",
    ]
    for name in sorted({path.name.rpartition("-phone")[0] for path in folder.glob("*-phone-dark.webp")}):
        shown = " ".join(f"![{size}, {scheme}]({name}-{size}-{scheme}.webp)" for size, scheme in PAIRS)
        lines += [f"## {name.partition('-')[2].replace('-', ' ').capitalize()}", "", shown, ""]
    (folder / "README.md").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    asyncio.run(take_all(where))
    index(where)
