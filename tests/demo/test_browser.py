"""The demo in a real browser: a letter from direct message to answer, all by clicking and typing.

It runs `python -m bot demo` as anybody would and drives Chromium. Without a browser it is skipped and says
so; with UNSIGNED_BROWSER=required it fails instead.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, NoReturn

import pytest

from bot import words
from bot.demo import tour_letter
from bot.demo.letters import NIGHT, PAST, PRAISE
from bot.language import ENGLISH

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FrameLocator, Page, Request, Route

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
)
PATIENCE = 120_000  #: milliseconds for anything to appear
FIRST_LOAD = 3_000_000  #: bytes that the page and its frames may take until all of them are there

TITLE = "To whoever waters the plant"
LETTER = f"""{TITLE}

There is a fern on the third-floor landing that belongs to nobody, and somebody has kept it alive since May.

I pass it on the way to the ward. On the bad days I count its leaves."""
REPLY = "It is me. I count them too. Forty-one this morning."
PEN_NAME = "Third floor"
ANSWER = "Forty-two tonight. One was curled up behind the pot."


def _without(what: str) -> NoReturn:
    if os.environ.get("UNSIGNED_BROWSER") == "required":
        pytest.fail(f"{what} is missing, and UNSIGNED_BROWSER=required")
    pytest.skip(f"{what} is missing, so nobody looked at the demo in a browser")


def chromium() -> str | None:
    """The browser's program, if there is one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _without("playwright")
    if (program := chromium()) is None:
        _without("Chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def demo() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The demo as a process of its own, and the address it prints."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        hung = Timer(60, process.kill)
        hung.start()
        assert process.stdout
        found = next(filter(None, (re.search(r"http://\S+", line) for line in process.stdout)), None)
        hung.cancel()
        assert found, f"the demo ended with {process.wait()} and never said where it is"
        yield found[0], process
        process.kill()


class Demo:
    """The page, as somebody who uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def frame(self, key: str) -> FrameLocator:
        """A frame, when nothing moves in it any more: simcord's page ignores what comes earlier."""
        self.page.wait_for_function(
            "key => document.querySelector(`#${key} iframe`).contentWindow.simcordPreview?.ready", arg=key
        )
        return self.page.frame_locator(f"#{key} iframe")

    def write(self, key: str, text: str) -> None:
        box = self.frame(key).get_by_label("Message", exact=True)
        box.fill(text)
        box.press("Enter")

    def press(self, key: str, button: str) -> None:
        self.frame(key).get_by_role("button", name=button, exact=True).last.click()

    def fill(self, key: str, **fields: str) -> None:
        """Fill the form that is open in a frame, and send it."""
        for label, text in fields.items():
            self.frame(key).get_by_label(label.replace("_", " ").capitalize()).fill(text)
        self.press(key, "Submit")

    def expect(self, key: str, text: str) -> None:
        from playwright.sync_api import expect

        shown = self.page.frame_locator(f"#{key} iframe").get_by_role("log")
        expect(shown.get_by_text(text).last).to_be_visible()

    def text(self, key: str) -> str:
        return self.frame(key).get_by_role("log").inner_text()


def found_by_axe(page: Page, *rules: str) -> list[tuple[str, str]]:
    """What axe-core has against the page around the frames; by these rules alone, if any are given."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"iframes": False, **({"runOnly": list(rules)} if rules else {})}
    return [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page, options=options).response["violations"]]


@pytest.mark.only_run
def test_everything_around_the_frames(browser: Browser, demo: tuple[str, subprocess.Popen[str]]) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    page = browser.new_page(viewport={"width": 1366, "height": 640})  # a laptop, without the browser's own bars
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(demo[0])
    unsigned = Demo(page)
    for key in ("dm", "desk", "letters", "thread"):
        unsigned.frame(key)
    archive = page.frame_locator("#archive iframe")
    expect(archive.get_by_role("heading", name=PAST[-1].title)).to_be_visible()
    assert 100_000 < sum(each.sizes()["responseBodySize"] for each in finished) < FIRST_LOAD
    for name in ("in private", "at the desk", "without a name"):
        expect(page.get_by_role("banner")).to_contain_text(re.compile(name.replace(" ", r"\s")))

    unsigned.press("letters", ENGLISH(words.reader.LEAVE_A_REPLY))
    for label in (words.forms.FIELD_REPLY, words.forms.FIELD_PEN_NAME):
        expect(unsigned.frame("letters").get_by_label(ENGLISH(label))).to_be_in_viewport(ratio=1)
    expect(unsigned.frame("letters").get_by_role("button", name="Submit")).to_be_in_viewport(ratio=1)
    expect(page.locator("section.asking")).to_have_count(1)
    unsigned.press("letters", "Cancel")
    expect(page.locator("section.asking")).to_have_count(0)

    box, caption = page.get_by_label("Letterbox"), page.locator(".caption:visible")
    box.select_option("forum")
    page.locator("#letters .posts").get_by_text(PRAISE[0].title).click()
    unsigned.expect("thread", PRAISE[0].text.split(".")[0])
    box.select_option("night")
    unsigned.expect("letters", NIGHT[0].title)

    page.get_by_role("button", name="Play it for me").click()
    for step, key in ((2, "dm"), (3, "dm"), (4, "desk")):
        page.get_by_role("button", name="Next").click()
        expect(caption).to_contain_text(f"{step} of 9")
        expect(page.locator(f"#{key}.told")).to_be_visible()
    page.emulate_media(reduced_motion="reduce", color_scheme="light")  # what moves has no contrast yet
    assert found_by_axe(page, "color-contrast") == []
    page.emulate_media(reduced_motion="reduce", color_scheme="dark")
    assert found_by_axe(page) == []
    expect(box).to_have_value("commons")
    expect(page.frame_locator("#desk iframe").locator(".about-to-be-pressed")).to_have_text("Approve")
    unsigned.press("desk", ENGLISH(words.reader.APPROVE))
    expect(caption).to_have_count(0)
    expect(page.locator("#which option:checked")).to_have_text(tour_letter.TITLE)
    expect(page.locator("#letters.next .hint")).to_contain_text("Leave a reply")
    page.get_by_role("button", name="Play it for me").click()
    for step in range(1, 6):
        expect(caption).to_contain_text(f"{step} of 9")
        if step < 5:
            page.get_by_role("button", name="Next").click()
    reply = page.frame_locator("#letters iframe").locator(".about-to-be-pressed")
    expect(reply).to_be_in_viewport(ratio=1)
    expect(page.frame_locator("#letters iframe").locator("button", has_text="Leave a reply").last).to_have_class(
        re.compile("about-to-be-pressed")
    )
    page.get_by_role("button", name="Stop").click()
    expect(caption).to_have_count(0)
    page.get_by_role("button", name="Attach a picture").click()
    unsigned.expect("dm", "1 picture")

    page.get_by_role("button", name="Start again").click()
    expect(page.frame_locator("#dm iframe").get_by_role("log")).to_contain_text("Nothing here yet.")
    expect(page.locator("#which option:checked")).to_have_text(PAST[-1].title)
    page.set_viewport_size({"width": 390, "height": 844})
    shown = page.locator("main section:visible")
    for tab in ("Desk", "Letters", "Thread", "Archive", "Private"):
        page.get_by_role("tab", name=tab).click()
        expect(shown).to_have_count(1)
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("combobox", name="Letterbox")).to_be_visible()  # its label is not
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert found_by_axe(page) == []
    assert wrong == []


@pytest.mark.only_run
def test_what_somebody_does_in_the_archive_is_not_taken_back_when_it_is_written_anew_meanwhile(
    browser: Browser, demo: tuple[str, subprocess.Popen[str]]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(demo[0])
    archive = page.frame_locator("#archive iframe")
    expect(archive.get_by_role("heading", name="Newest letters")).to_be_visible()

    page.route("**/places?*", _written_anew)
    archive.get_by_role("searchbox").fill("fern")
    _until_drawn(page)
    expect(archive.get_by_role("searchbox")).to_have_value("fern")

    on_its_way: list[Route] = []
    page.route("**/archive/**", lambda route: on_its_way.append(route))
    with page.expect_request("**/archive/**"):
        archive.get_by_role("link", name=PAST[-1].title).click()
    _until_drawn(page)
    page.unroute("**/archive/**")
    assert len(on_its_way) == 1, "the page was loaded anew while a link of it was followed"
    on_its_way[0].continue_()
    expect(archive.get_by_role("heading", name=PAST[-1].title, level=1)).to_be_visible()
    page.close()


def _until_drawn(page: Page) -> None:
    """Until what is on its way was drawn: before the page asks again, it draws what came."""
    for _ in range(3):
        page.wait_for_event("requestfinished", lambda request: "/places?" in request.url)


def _written_anew(route: Route) -> None:
    """As if the archive were written anew each time that somebody looks."""
    answer = route.fetch()
    told = answer.json()
    told["archive"]["version"] = time.monotonic_ns()
    route.fulfill(response=answer, json=told)


@pytest.mark.only_run
def test_a_letter_from_direct_message_to_answer(browser: Browser, demo: tuple[str, subprocess.Popen[str]]) -> None:
    from playwright.sync_api import expect

    address, process = demo
    assert address.startswith("http://127.0.0.1:")
    expect.set_options(timeout=PATIENCE)
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if not _here(request.url, address) else None)
    page.goto(address)
    unsigned = Demo(page)

    expect(page.locator("#thread")).to_contain_text("You left the light on")
    unsigned.write("dm", LETTER)
    unsigned.press("dm", ENGLISH(words.reader.SEND_LETTER))
    unsigned.expect("desk", TITLE)
    unsigned.press("desk", ENGLISH(words.reader.APPROVE))
    unsigned.expect("letters", TITLE)
    unsigned.press("letters", ENGLISH(words.reader.LEAVE_A_REPLY))
    unsigned.fill("letters", your_reply=REPLY, pen_name=PEN_NAME)
    unsigned.expect("thread", REPLY)
    unsigned.expect("thread", PEN_NAME)
    unsigned.expect("dm", REPLY)
    unsigned.press("dm", ENGLISH(words.reader.ANSWER))
    unsigned.fill("dm", your_answer=ANSWER)
    unsigned.expect("thread", ANSWER)
    heads = unsigned.frame("thread").locator(".message-author")
    expect(heads.filter(has_text=ENGLISH(words.reader.AUTHOR_NAME))).to_have_count(1)
    for key in ("desk", "letters", "thread"):
        assert "wren" not in unsigned.text(key).lower()

    archive = page.frame_locator("#archive iframe")
    archive.get_by_role("link", name=TITLE).click()
    shown = archive.get_by_role("main")
    expect(shown).to_contain_text(ANSWER)
    assert [each in shown.inner_text() for each in (REPLY, PEN_NAME)] == [True, True]
    archive.get_by_role("link", name=ENGLISH(words.archive_page.TO_THE_LETTER)).click()  # in a frame beside it
    archive.get_by_role("searchbox").fill("fern")
    archive.get_by_role("searchbox").press("Enter")
    expect(archive.locator("#results h2")).to_have_text([TITLE])
    archive.get_by_role("link", name=TITLE).click()
    unsigned.press("dm", ENGLISH(words.reader.WITHDRAW))
    unsigned.press("dm", ENGLISH(words.reader.WITHDRAW_IT))
    expect(archive.get_by_role("heading", name=ENGLISH(words.archive_page.MISSING_TITLE))).to_be_visible()
    archive.get_by_role("main").get_by_role("link").click()
    expect(archive.get_by_role("heading", name=PAST[-1].title)).to_be_visible()
    expect(archive.get_by_text(TITLE)).to_have_count(0)

    page.get_by_label("Be Ida").check(force=True)
    expect(page.locator("#desk")).to_contain_text("Only moderators can see this.")
    expect(page.get_by_role("heading", name="Reader’s direct messages")).to_be_visible()
    expect(page.frame_locator("#dm iframe").get_by_role("log")).not_to_contain_text(LETTER.splitlines()[-1])
    unsigned.expect("letters", "withdrawn")
    assert wrong == []

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
    expect(page.get_by_role("alert")).to_contain_text("The demo has ended")


def _here(url: str, address: str) -> bool:
    return url.startswith((address.partition("#")[0], "blob:", "about:", "data:"))
