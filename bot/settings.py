"""The settings, read once from the environment. `.env.example` describes each; a test keeps the two in step."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot import words
from bot.errors import SettingError
from bot.rules import server_url
from bot.rules.shards import Part, Shards, parse_part, parse_shards

SQLITE, POSTGRES = "sqlite:///", ("postgresql://", "postgres://")
DATABASE_URL = "sqlite:///data/letters.db"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS = ("text", "json")
SWITCH = ("on", "off")
KEY_BYTES = 32
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host decides. Each field is set by the environment variable of the same name in capitals."""

    discord_token: str = field(default="", repr=False)
    database_url: str = field(default=DATABASE_URL, repr=False)  #: it may hold a password
    seal_key: bytes | None = field(default=None, repr=False)  #: 32 bytes; None: a key file beside the database
    seal_key_old: bytes | None = field(default=None, repr=False)  #: the former SEAL_KEY while it is changed
    log_level: str = "INFO"
    log_format: str = "text"
    health_port: int | None = None  #: on loopback; None: nothing listens
    mature_letters: str = "on"  #: whether letterboxes may take letters that are Not Safe for Work; "on" or "off"
    shards: Shards | None = None  #: those that this process serves; None: as `process` says
    process: Part | None = None  #: which of several processes this is; None: the only one

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Reads the settings from a mapping such as `os.environ`; empty values count as absent.

        Raises SettingError, which says what to put instead.
        """
        given = {name: value.strip() for name, value in env.items() if value.strip()}
        settings = cls(
            discord_token=given.get("DISCORD_TOKEN", ""),
            database_url=given.get("DATABASE_URL", DATABASE_URL),
            seal_key=_key(given.get("SEAL_KEY"), words.host.SEAL_KEY_MALFORMED),
            seal_key_old=_key(given.get("SEAL_KEY_OLD"), words.host.SEAL_KEY_OLD_MALFORMED),
            log_level=given.get("LOG_LEVEL", "INFO").upper(),
            log_format=given.get("LOG_FORMAT", "text").lower(),
            health_port=_port(given.get("HEALTH_PORT")),
            mature_letters=given.get("MATURE_LETTERS", "on").lower(),
            shards=_parsed(given.get("SHARDS"), parse_shards, words.server.SHARDS_MALFORMED),
            process=_parsed(given.get("PROCESS"), parse_part, words.server.PROCESS_MALFORMED),
        )
        _one_of("LOG_LEVEL", settings.log_level, LEVELS)
        _one_of("LOG_FORMAT", settings.log_format, FORMATS)
        _one_of("MATURE_LETTERS", settings.mature_letters, SWITCH)
        is_file = settings.database_url.startswith(SQLITE) and settings.database_path.name not in ("", ":memory:")
        if not is_file and not settings.on_postgres:
            raise SettingError(words.host.DATABASE_URL_UNKNOWN)
        if settings.on_postgres and not server_url.is_readable(settings.database_url):
            raise SettingError(words.server.URL_UNREADABLE)
        if settings.seal_key_old and not settings.seal_key:
            raise SettingError(words.host.SEAL_KEY_OLD_ALONE)
        if settings.shares:
            if settings.shards and settings.process:
                raise SettingError(words.server.SHARDS_OR_PROCESS)
            if not settings.on_postgres:
                raise SettingError(words.server.SHARES_A_FILE)
            if settings.seal_key is None:
                raise SettingError(words.server.SHARES_NO_KEY)
        return settings

    @property
    def shares(self) -> bool:
        """Whether this is one of several processes."""
        return self.shards is not None or self.process is not None

    @property
    def takes_mature(self) -> bool:
        """Whether letters that are Not Safe for Work are taken anywhere."""
        return self.mature_letters == "on"

    @property
    def on_postgres(self) -> bool:
        """Whether the database is on a PostgreSQL server."""
        return self.database_url.startswith(POSTGRES)

    @property
    def shown_url(self) -> str:
        """What of `database_url` may be shown: no user, no password."""
        if not self.on_postgres:
            return str(self.database_path)
        return server_url.shown(self.database_url)

    @property
    def database_path(self) -> Path:
        """The SQLite file that `database_url` names; with a server, the one that would be there by default."""
        return Path((DATABASE_URL if self.on_postgres else self.database_url).removeprefix(SQLITE))

    @property
    def has_no_file(self) -> bool:
        """Whether the database is to be a file, and there is none."""
        return not self.on_postgres and not self.database_path.exists()

    @property
    def key_path(self) -> Path:
        """The key file that is used when SEAL_KEY is not set: beside the database."""
        return self.database_path.with_suffix(".key")


def _key(text: str | None, otherwise: str) -> bytes | None:
    if text is None:
        return None
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise SettingError(otherwise) from error
    if len(key) != KEY_BYTES:
        raise SettingError(otherwise)
    return key


def _parsed(text: str | None, parse: Callable[[str], T | None], otherwise: str) -> T | None:
    if text is None:
        return None
    found = parse(text)
    if found is None:
        raise SettingError(otherwise)
    return found


def _port(text: str | None) -> int | None:
    if text is None:
        return None
    port = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
    if not 1 <= port <= 65_535:
        raise SettingError(words.host.HEALTH_PORT_MALFORMED)
    return port


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        shown = " ".join(value.split())
        raise SettingError(words.host.SETTING_ONE_OF.format(name=name, allowed=", ".join(allowed), value=shown))
