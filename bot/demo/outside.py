"""The archives of the demo's servers: what would stand outside Discord, made as `python -m bot archive` makes it.

A site is written on a thread with a loop of its own, into the folder of the demo's database, which goes with the demo.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import SetupError
from bot.host import archive
from bot.host.looking import is_in
from bot.settings import Settings

log = logging.getLogger(__name__)
#: Where the sites stand on the demo's web server: a route of aiohttp's. Only the page is told the secret.
ROUTE = "/archive/{secret}/{server}/{name:.*}"
MISSING = "404.html"


@dataclass(slots=True)
class Site:
    """The archive of one server."""

    folder: Path
    address: str  #: on the demo's web server, with a slash at the end
    title: str
    version: int = 0  #: how often its files have changed; 0: there are none yet
    made_at: int = -1  #: what had happened when it was last made
    making: asyncio.Task[None] | None = None


class Outside:
    """The archives of all servers, each made when it is first asked for and anew when something has happened since."""

    def __init__(self, settings: Settings, happened: Callable[[], int]) -> None:
        self._settings, self._happened = settings, happened
        self._secret = secrets.token_urlsafe(16)
        self._sites = dict[int, Site]()
        self._ended = False

    def site(self, guild_id: int, server: str) -> Site:
        """Returns the site of a server by its id and name, as far as it is made. It is made anew, if need be."""
        if guild_id not in self._sites:
            folder = self._settings.database_path.parent / "archive" / str(guild_id)
            self._sites[guild_id] = Site(folder, f"/archive/{self._secret}/{guild_id}/", server)
        site = self._sites[guild_id]
        if site.making is None and site.made_at != self._happened() and not self._ended:
            site.making = asyncio.create_task(self._make(guild_id, site), name="archive")
        return site

    async def _make(self, guild_id: int, site: Site) -> None:
        try:
            site.made_at = self._happened()
            wanted = archive.Wanted(guild_id=guild_id, out=site.folder, title=site.title, url=site.address)
            made = await asyncio.to_thread(lambda: asyncio.run(archive.make(self._settings, wanted)))
            site.version += bool(made.changed)
        except SetupError as error:
            log.warning("The archive could not be made: %s", error)
        finally:
            site.making = None

    async def end(self) -> None:
        """Makes nothing any more, and waits for what is being made."""
        self._ended = True
        await asyncio.gather(*(site.making for site in self._sites.values() if site.making is not None))

    def file(self, secret: str, guild_id: str, name: str) -> tuple[Path, bool]:
        """Returns a file of a site, and whether it is the one asked for: else it is the page that says so.

        It asks the disk. Raises KeyError where there is no such site, or nothing of it yet.
        """
        if not secrets.compare_digest(secret.encode(), self._secret.encode()):
            raise KeyError(guild_id)
        site = {str(each): site for each, site in self._sites.items()}[guild_id]
        if not site.version:
            raise KeyError(guild_id)
        path = site.folder / (name or "index.html")
        try:
            there = is_in(site.folder, path) and path.is_file()
        except OSError:  # no file could have that name
            there = False
        return (path, True) if there else (site.folder / MISSING, False)
