"""The site in a real browser: reading, searching, the dark, the keyboard, what axe-core finds, and who is asked.

Without a browser it is skipped and says so; with UNSIGNED_BROWSER=required it fails instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from bot.host.looking import served
from tests.archive.story import Story
from tests.demo.test_browser import QUIET, _without, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = ("index.html", "letter/1.html", "letter/3.html", "search.html?q=bicycle", "mature/letter/6.html", "404")
#: Looked at once more in the dark, for contrast alone.
DARK = ("letter/1.html", "letter/3.html", "mature/letter/6.html")
WATCHED = "() => getComputedStyle(document.body).backgroundColor"


@dataclass
class Site:
    """A site that is served here, and all that a browser asked for while it was looked at."""

    address: str
    browser: Browser
    asked: list[str] = field(default_factory=list)
    complained: list[str] = field(default_factory=list)

    def open(self, path: str, **more: Any) -> Page:
        page = self.browser.new_page(**more)
        page.set_default_timeout(15_000)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda said: self.complained.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complained.append(str(error)))
        page.on("dialog", lambda dialog: self.complained.append(dialog.message))
        page.goto(f"{self.address}{path}")
        return page


@pytest.fixture(scope="module")
def site(told: Story) -> Iterator[Site]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _without("playwright")
    if (program := chromium()) is None:
        _without("Chromium")
    with served(told.before, 0) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        looked_at = Site(f"http://127.0.0.1:{port}/", browser)
        yield looked_at
        browser.close()
    others = [each for each in looked_at.asked if not each.startswith(looked_at.address)]
    assert len(looked_at.asked) > 20 and others == []


@pytest.fixture(autouse=True)
def no_complaints(site: Site) -> Iterator[None]:
    yield
    complained, site.complained = [each for each in site.complained if "404" not in each], []
    assert complained == []


def test_somebody_reads_from_the_list_to_the_responses(site: Site) -> None:
    page = site.open("index.html", java_script_enabled=False)
    page.click("text=The bicycle in the yard")
    assert page.inner_text("h1") == "The bicycle in the yard"
    assert "4 responses to" in page.inner_text("#how-many")
    assert page.locator(".author").inner_text().splitlines()[-1] == "Thank you."
    page.click("text=1 January 2026 >> nth=0")
    assert page.url.endswith("month/2026-01.html") and page.inner_text("h1") == "January 2026"
    page.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("bicy", ["The bicycle in the yard"]), ("OILED chain", ["The bicycle in the yard"]),
     ("lodz STRASSE isik Cœur", ["写给秋天"]), ("秋天", ["写给秋天"]),
     ("שלום", ["מכתב לים"]), ("bergamot", []), ("heron", []), ("quince", []), ("", [])],
)  # fmt: skip
def test_somebody_searches(site: Site, typed: str, found: list[str]) -> None:
    page = site.open("search.html")
    page.fill("#q", typed)
    said = {0: "No letter has all of these words." if typed else "", 1: "1 letter"}[len(found)]
    page.wait_for_function("said => document.getElementById('found').textContent === said", arg=said)
    assert page.locator("#results h2").all_inner_texts() == found
    page.close()


def test_a_search_begins_on_any_page_and_leads_to_the_letter(site: Site) -> None:
    page = site.open("letter/2.html")
    page.fill("header input", "river")
    page.press("header input", "Enter")
    page.click("#results a")
    assert page.inner_text("h1") == "The bicycle in the yard"
    page.close()


def test_what_is_hidden_is_shown_when_asked_for(site: Site) -> None:
    page = site.open("letter/3.html", java_script_enabled=False)
    hidden = page.locator("label.spoiler span")
    assert not hidden.is_visible() and not page.is_visible("text=hidden in two lines")
    page.focus("label.spoiler input")
    page.keyboard.press("Space")
    page.click("summary")
    assert hidden.is_visible() and page.is_visible("text=hidden in two lines")
    page.goto(f"{site.address}letter/2.html")
    assert not page.is_visible("text=the old well")
    page.focus("summary")
    page.keyboard.press("Enter")
    assert page.is_visible("text=the old well")
    page.close()


def test_it_is_read_with_the_keyboard_alone(site: Site) -> None:
    page = site.open("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip" and page.is_visible(".skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "The ferryman"
    page.keyboard.press("Enter")
    page.wait_for_url("**/letter/7.html")
    page.close()


def test_right_to_left_begins_at_the_right(site: Site) -> None:
    page = site.open("letter/4.html")
    sides = "() => getComputedStyle(document.querySelector('.text')).direction"
    assert page.evaluate(sides) == "rtl"
    page.close()


def test_it_is_dark_in_the_dark_light_on_paper_and_narrow_on_a_phone(site: Site) -> None:
    page = site.open("letter/1.html", color_scheme="light", viewport={"width": 360, "height": 700})
    light = page.evaluate(WATCHED)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(WATCHED)
    page.emulate_media(color_scheme="light", media="print")
    assert light != dark and page.evaluate(WATCHED) == "rgb(255, 255, 255)" and not page.is_visible("header form")
    page.emulate_media(media="screen")
    for path in ("letter/3.html", "index.html", "search.html"):
        page.goto(f"{site.address}{path}")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: Site, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = site.open("index.html", color_scheme=scheme, bypass_csp=True)
    options = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    for path in DARK if scheme == "dark" else PAGES:
        page.goto(f"{site.address}{path}")
        page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
        if "search" in path:
            page.wait_for_selector("#results a")
        found = [
            (path, each["id"], each["nodes"][0]["html"])
            for each in axe.run(page, options=options).response["violations"]
        ]
        assert found == []
    page.close()
