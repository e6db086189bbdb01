"""Pages from values: templates that escape whatever is put into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_skeleton
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot import words
from bot.archive import markdown
from bot.archive.lines import date_of
from bot.language import Language, Sentence, day_of, language_of

#: The pages that need no script have none, and nothing is asked of another host anywhere.
POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'"
SEARCH_POLICY = f"{POLICY}; script-src 'self'; connect-src 'self'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What all pages of a site have in common."""

    title: str
    language: str  #: Discord's code of the language of its lists
    url: str  #: where it is published, with a slash at the end; "" where that is not known
    mature: bool  #: whether it has a section for letters that are not safe for work

    @property
    def root(self) -> str:
        """Where it begins on its host: pages that stand in for any other know no way up."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where a page stands."""

    path: str  #: of its file, below the site
    section: str = ""  #: "" or "mature/"
    title: str = ""  #: "": the site's alone
    description: str = ""
    policy: str = POLICY

    @property
    def up(self) -> str:
        """What leads from there to the site's beginning."""
        return "../" * self.path.count("/")


def rendered(look: Look, template: str, page: Page, language: str | None = None, **values: Any) -> str:
    """Returns a page as HTML."""
    say = language_of(language or look.language)
    made = (
        _templates()
        .get_template(template)
        .render(look=look, page=page, w=words.archive_page, reader=words.reader, **_tools(say), **values)
    )
    return re.sub(r"\n\s*\n+", "\n", made)


def feed(look: Look, **values: Any) -> str:
    """Returns a feed as XML."""
    say = language_of(look.language)
    return _templates().get_template("feed.xml").render(look=look, w=words.archive_page, **_tools(say), **values)


def sitemap(look: Look, paths: Iterable[str]) -> str:
    """Returns the map of a site's pages, as XML."""
    return _templates().get_template("sitemap.xml").render(look=look, paths=paths)


def month_of(look: Look, month: str) -> str:
    """Returns a month such as 2026-11 as the site's readers write it."""
    return month_named(month, language_of(look.language))


def labels(language: str) -> markdown.Labels:
    """Returns what stands on the covers of hidden text."""
    say = language_of(language)
    return markdown.Labels(say(words.archive_page.SHOW_HIDDEN), say(words.archive_page.HIDDEN))


def month_named(month: str, say: Language) -> str:
    """Returns a month such as 2026-11 as people write it."""
    return format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale=say.locale)


def _tools(say: Language) -> Mapping[str, Any]:
    def said(sentence: Sentence, **values: Any) -> str:
        return say(sentence.format(**values) if values else sentence)

    def day(seconds: int) -> str:
        return say(day_of(seconds))

    def month(name: str) -> str:
        return month_named(name, say)

    return {
        "say": said,
        "counted": words.numbers.RESPONSES,
        "code": say.code,
        "direction": say.locale.text_direction,
        "day": day,
        "date": _date,
        "month": month,
        "text": _text,
        "labels": labels,
    }


def _date(seconds: int) -> str:
    return date_of(seconds).isoformat()


def _text(text: str, covers: markdown.Labels | None = None) -> Markup:
    return Markup(markdown.html(text, covers))  # noqa: S704 - nh3 has been over it


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bot.archive"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
