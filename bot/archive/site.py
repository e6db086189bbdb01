"""The site: a page for each letter, lists by month and by category, feeds, a search.

Letters are read one by one, and a line of each is kept; what has gone since the last run goes first.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from heapq import heappop, heappush
from importlib.resources import files
from typing import Any, TypeAlias
from uuid import NAMESPACE_OID, uuid5

from bot.archive import contents, leaving, lines, markdown, pages
from bot.archive.contents import Listing, Shown
from bot.archive.folder import Folder
from bot.archive.lines import Group, Line
from bot.archive.pages import SEARCH_POLICY, Look, Page
from bot.archive.searching import Index
from bot.language.lengths import cut
from bot.letter import Picture
from bot.store.watching import Watch

#: Pages that a map may have: the lists, which come last and lead to all others, and the newest letters.
MAPPED = 50_000
#: Letters in a feed; characters of a preview.
FEED, PREVIEW = 20, 160
#: A letter after its day and number, by which it is told how new it is.
_Dated: TypeAlias = tuple[int, int, Shown]
STATIC = ("style.css", "search.js", "icon.svg")


def mark_of(guild_id: int) -> str:
    """Returns by what the site of a server is told from that of another."""
    return uuid5(NAMESPACE_OID, f"unsigned:{guild_id}").urn


async def build(
    watch: Watch, found: Listing, folder: Folder, look: Look, guild_id: int, at: Callable[[int, int], None]
) -> int:
    """Writes the site of these letters, and calls `at` with how many of all are done. Returns how many it has.

    The folder is open; closing it takes away what is left of letters that are shown no more. Raises SetupError.
    """
    leaving.take_away(folder, found.ids)
    safe, mature = Section(folder, look, "", guild_id), Section(folder, look, "mature/", guild_id)
    done, total = 0, len(found.ids)
    at(done, total)
    async for shown in contents.letters(watch, found):
        done += 1
        if shown is not None:
            (mature if shown.mature else safe).add(shown)
        at(done, total)
    for section in (safe, mature) if found.mature else (safe,):
        section.finish()
    _common(folder, look, [*safe.paths, *mature.paths])
    return len(safe.index) + len(mature.index)


def _common(folder: Folder, look: Look, paths: list[str]) -> None:
    for name in STATIC:
        folder.write(name, (files("bot.archive") / "static" / name).read_text("utf-8"))
    folder.write("404.html", pages.rendered(look, "missing.html", Page(path="404.html")))
    robots = ["User-agent: *", f"Disallow: {look.root}mature/" if look.mature else "Disallow:"]
    if look.url:
        robots.append(f"Sitemap: {look.url}sitemap.xml")
        mapped = [path for path in paths if not path.startswith("mature/")]
        folder.write("sitemap.xml", pages.sitemap(look, mapped[-MAPPED:]))
    folder.write("robots.txt", "\n".join([*robots, ""]))


class Section:
    """Letters that stand together: those that are safe for work, or the others. `add` each of them, then `finish`."""

    def __init__(self, folder: Folder, look: Look, prefix: str, guild_id: int) -> None:
        self._folder, self._look, self._prefix, self._guild_id = folder, look, prefix, guild_id
        self._lines = list[Line]()
        self._newest = list[_Dated]()
        self._newest_in = defaultdict[str, list[_Dated]](list)
        self.index = Index()
        self.paths = list[str]()  #: of its pages

    def add(self, shown: Shown) -> None:
        """Writes the page of a letter; letters come in the order of their numbers."""
        words = markdown.plain(shown.text)
        line = lines.line_of(shown, words)
        self._lines.append(line)
        self.index.add(line, words)
        for newest in (self._newest, self._newest_in[lines.path_of_category(shown.category)]):
            without = replace(shown, pictures=(), responses=())  # whose bytes stay in memory otherwise
            heappush(newest, (shown.day, shown.number, without))  # a letter with a low number may appear late
            if len(newest) > FEED:
                heappop(newest)
        preview = shown.warning or ("" if shown.mature else line.beginning)  # it stands before the notice
        path = f"{self._prefix}letter/{shown.number}.html"
        page = Page(path=path, section=self._prefix, title=shown.title, description=cut(preview, PREVIEW))
        named = [self._picture(shown, number, each) for number, each in enumerate(shown.pictures, 1)]
        self._write(
            "letter.html",
            page,
            language=shown.language,
            letter=shown,
            pictures=list(zip(named, shown.pictures, strict=True)),
            month_path=lines.path_of_month(shown.day),
            category_path=lines.path_of_category(shown.category),
        )

    def _picture(self, shown: Shown, number: int, picture: Picture) -> str:
        """Writes a picture, and returns its name. One with other bytes has another: browsers keep them."""
        ending = picture.name.rpartition(".")[2]
        mark = hashlib.sha256(picture.data).hexdigest()[:8]
        name = f"{self._prefix}image/{shown.number}-{number}-{mark}.{ending}"
        self._folder.write(name, picture.data)
        return name

    def finish(self) -> None:
        """Writes the lists, the feeds and the search."""
        newest = lines.newest_first(self._lines)
        months, categories = lines.months(newest), lines.categories(newest)
        around: dict[str, Any] = {"months": months, "categories": categories}
        everything = Group("", "index", newest)
        for group in (everything, *months, *categories):
            self._list(group, around)
        self._feed("feed", "", self._newest)
        for group in categories:
            self._feed(group.path, group.name, self._newest_in[group.path])
        page = Page(path=f"{self._prefix}search.html", section=self._prefix, policy=SEARCH_POLICY)
        self._write("search.html", page, **around)
        for name, content in self.index.files():
            self._folder.write(f"{self._prefix}search/{name}", content)

    def _list(self, group: Group, around: dict[str, Any]) -> None:
        for number, shown in enumerate(group.pages, 1):
            path = f"{self._prefix}{group.page(number)}"
            page = Page(path=path, section=self._prefix, title=self._named(group))
            kind = group.path.partition("/")[0]
            self._write("list.html", page, group=group, kind=kind, number=number, lines=shown, **around)

    def _named(self, group: Group) -> str:
        return pages.month_of(self._look, group.name) if group.path.startswith("month/") else group.name

    def _feed(self, path: str, category: str, newest: list[_Dated]) -> None:
        shown = [letter for *_, letter in sorted(newest, reverse=True)]
        name, here = (
            f"{self._prefix}{path}.xml",
            f"{self._prefix}{path}.html" if category else f"{self._prefix}index.html",
        )
        made = pages.feed(
            self._look,
            path=name,
            page=here,
            section=self._prefix,
            category=category,
            letters=shown,
            latest=lines.date_of(max((each.revised or each.day for each in shown), default=0)).isoformat(),
            id_of=self._id_of,
        )
        self._folder.write(name, made)

    def _id_of(self, path: str) -> str:
        """Returns what a feed calls a page where it is not known at which address it stands."""
        return uuid5(NAMESPACE_OID, f"unsigned:{self._guild_id}:{path}").urn

    def _write(self, template: str, page: Page, language: str | None = None, **values: Any) -> None:
        self.paths.append(page.path)
        self._folder.write(page.path, pages.rendered(self._look, template, page, language, **values))
