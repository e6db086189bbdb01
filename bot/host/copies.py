"""`python -m bot backup FILE` and `… restore FILE`. Progress is shown on standard error."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from bot import words
from bot.errors import StoreError
from bot.host.progress import Bar
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store import copy


def backup(settings: Settings, target: Path) -> str:
    """Copies the database while the bot goes on, and returns what to tell the host.

    The key is needed: what is sealed is sealed anew in the copy. Raises SetupError, and leaves no file then.
    """
    _refuse_server(settings)
    if settings.has_no_file:
        raise StoreError(words.host.DATABASE_MISSING.format(path=settings.database_path))
    seal = Seal(*keys.existing(settings))
    copying, sealing = Bar(sys.stderr, words.host.COPYING), Bar(sys.stderr, words.host.SEALING)
    try:
        letters, disguised = copy.backup(settings.database_path, target, seal, copying.at, sealing.at)
    finally:
        sealing.finish()
    key = words.host.all_of(keys.needed(settings))
    size = words.host.size(target.stat().st_size)
    said = words.host.BACKED_UP.format(letters=words.host.letters(letters), path=target, size=size, key=key)
    return said if disguised else f"{said}\n{words.host.BACKED_UP_AS_IT_IS}"


def restore(settings: Settings, source: Path) -> str:
    """Puts a backup in the place of the database, which is kept under another name, and returns what to tell the host.

    Raises SetupError: the bot is running; there is no backup, or a damaged one, or one of a newer version; another key.
    """
    _refuse_server(settings)
    seal = Seal(*keys.existing(settings))
    bar = Bar(sys.stderr, words.host.COPYING)
    try:
        letters, kept = copy.restore(source, settings.database_path, seal, datetime.now(UTC), bar.at)
    finally:
        bar.finish()
    said = words.host.RESTORED.format(letters=words.host.letters(letters))
    return said if kept is None else f"{said}\n{words.host.RESTORED_KEPT.format(path=kept)}"


def _refuse_server(settings: Settings) -> None:
    """Raises StoreError where the server’s own tools copy the database."""
    if settings.on_postgres:
        raise StoreError(words.server.COPIES.format(path=settings.shown_url))
