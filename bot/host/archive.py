"""`python -m bot archive` and `… export`: what is public outside Discord, while the bot goes on or not."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot import words
from bot.archive import contents, export, site
from bot.archive.contents import Listing
from bot.archive.folder import Folder
from bot.archive.pages import Look
from bot.errors import SettingError, SetupError, StoreError
from bot.host.progress import Bar
from bot.language import language_of
from bot.rules.entry import DAY, HOUR, MINUTE
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.watching import Watch, watching

#: Seconds of each unit that `--every` takes, and the longest.
UNITS, LONGEST = {"m": MINUTE, "h": HOUR, "d": DAY}, 30 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the command line asks for."""

    guild_id: int
    out: Path
    mature: bool = False
    title: str | None = None
    url: str = ""  #: where the folder is published, with a slash at the end


def seconds_of(every: str) -> int:
    """Returns how many seconds `1h` and the like are. Raises SettingError."""
    found = re.fullmatch(r"([1-9]\d{0,4})([mhd])", every.strip())
    if found is None or (seconds := int(found[1]) * UNITS[found[2]]) > LONGEST:
        raise SettingError(words.site.EVERY.format(value=every))
    return seconds


def address_of(url: str) -> str:
    """Returns the address of a site, with a slash at the end; "" where there is none. Raises SettingError."""
    if url and not re.fullmatch(r"https?://[^\s\"'<>?#]+", url):
        raise SettingError(words.site.URL.format(value=url))
    return f"{url.rstrip('/')}/" if url else ""


@dataclass(frozen=True, slots=True)
class Made:
    """A site as it was written."""

    letters: int
    changed: int  #: files
    allowed: bool  #: whether the server has a letterbox with an archive; if not, nothing stands there


async def write(settings: Settings, wanted: Wanted) -> str:
    """Writes the site of a server, and returns what to tell the host. Raises SetupError."""
    bar = Bar(sys.stderr, words.site.SITE_BAR)
    try:
        made = await make(settings, wanted, bar.at)
    finally:
        bar.finish()
    letters = words.host.letters(made.letters)
    said = words.site.SITE_WRITTEN.format(path=wanted.out, letters=letters, changed=f"{made.changed:,}")
    return said if made.letters else f"{said}\n{_why_none(wanted.guild_id, allowed=made.allowed)}"


def _why_none(guild_id: int, *, allowed: bool) -> str:
    return words.site.NONE_LET_IN if allowed else words.site.NO_ARCHIVE.format(server=guild_id)


async def make(settings: Settings, wanted: Wanted, at: Callable[[int, int], None] = lambda done, total: None) -> Made:
    """Writes the site of a server, and calls `at` with how many of all letters are done. Raises SetupError."""
    _keep_apart(settings, wanted.out)
    async with _open(settings, wanted.guild_id, mature=wanted.mature) as (watch, found):
        folder, complete = Folder(wanted.out, site.mark_of(wanted.guild_id)), False
        folder.open()
        try:
            count = await site.build(watch, found, folder, _look(wanted, found), wanted.guild_id, at)
            complete = True
        finally:
            folder.close(complete=complete)
    return Made(count, folder.changed, bool(found.letterboxes))


def _keep_apart(settings: Settings, out: Path) -> None:
    """Raises SettingError where what a web server is to give out holds the database or its key."""
    for path in (settings.database_path, settings.key_path):
        if path.exists() and path.resolve().is_relative_to(out.resolve()):
            raise SettingError(words.site.HOLDS.format(path=out, secret=path))


async def keep_fresh(
    settings: Settings,
    wanted: Wanted,
    every: int,
    say: Callable[[str], None],
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Writes the site now and every so many seconds, until it is cancelled. What fails is said, and tried again."""
    while True:
        try:
            say(await write(settings, wanted))
        except SetupError as error:
            say(str(error))
        await wait(every)


async def write_export(settings: Settings, guild_id: int, stream: TextIO, *, mature: bool) -> None:
    """Writes the same letters as JSON Lines; where there is none, says why on standard error. Raises SetupError."""
    async with _open(settings, guild_id, mature=mature) as (watch, found):
        async for shown in contents.letters(watch, found):
            if shown is not None:
                _put(stream, export.line(shown))
        _put(stream, "")
        if not found.ids:
            print(_why_none(guild_id, allowed=bool(found.letterboxes)), file=sys.stderr)


def _put(stream: TextIO, said: str) -> None:
    """Writes to a stream; nothing: what it still holds back. Raises SettingError."""
    try:
        stream.write(said) if said else stream.flush()
    except OSError as error:  # a full disk, or a reader that has gone
        raise SettingError(words.site.EXPORT_CANNOT.format(why=error)) from error


@asynccontextmanager
async def _open(settings: Settings, guild_id: int, *, mature: bool) -> AsyncGenerator[tuple[Watch, Listing]]:
    if settings.has_no_file:
        raise StoreError(words.host.DATABASE_MISSING.format(path=settings.database_path))
    vault = Seal(*keys.existing(settings))
    mature = mature and settings.takes_mature
    async with watching(settings, vault) as watch:
        yield watch, await contents.listing(watch, guild_id, mature=mature)


def _look(wanted: Wanted, found: Listing) -> Look:
    first = next(iter(found.letterboxes.values()), None)
    language = first.language if first else "en"
    only = first.name if first and len(found.letterboxes) == 1 else ""
    title = wanted.title or only or language_of(language)(words.archive_page.TITLE)
    return Look(title=title, language=language, url=wanted.url, mature=found.mature)
