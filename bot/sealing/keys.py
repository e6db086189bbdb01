"""Where the seal's keys are stored: in the environment, or in a file beside the database.

While the key is being changed there are two, and the newer one seals: SEAL_KEY and SEAL_KEY_OLD, or `letters.key.new`
and `letters.key`. A key file appears whole or not at all, and is on the disk before anything is sealed with it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from bot import files, words
from bot.errors import SealError, SettingError
from bot.settings import KEY_BYTES, Settings


def present(settings: Settings) -> tuple[bytes, ...]:
    """Return the current key and, while it is being changed, the older one. Makes the key file on first run.

    Each has KEY_BYTES bytes. Raises SealError when only one of database and key file exists (unless the first run never
    came to `begun`), or that file cannot be used.
    """
    if settings.seal_key is not None:
        return (settings.seal_key,) if settings.seal_key_old is None else (settings.seal_key, settings.seal_key_old)
    path = settings.key_path
    found = _in_files(path)
    with _named(path):
        if settings.on_postgres:  # whether anything is there, and opens with this key, is seen when it is opened
            return found or (_make(path),)
        if not holds_something(settings.database_path):
            if lost(settings):  # a new database would hide that
                raise SealError(words.host.DATABASE_LOST.format(key=path, path=settings.database_path))
            return found or (_make_first(path),)
        begun(settings)
        for each in (_next(path), path):
            files.narrow(each)
    return found or _missing(path)


def lost(settings: Settings) -> bool:
    """Return whether a database was lost: its key file is there, and no first run made that and was killed since."""
    path = settings.key_path
    there = not settings.on_postgres and settings.seal_key is None and (path.exists() or _next(path).exists())
    return there and not holds_something(settings.database_path) and not _first(path).exists()


def begun(settings: Settings) -> None:
    """The database is there: from now on the key file alone means that it was lost. Raises SealError."""
    path = settings.key_path
    with _named(path):
        if _first(path).exists():
            _first(path).unlink()
            files.sync_folder(path)


def existing(settings: Settings) -> tuple[bytes, ...]:
    """Return the keys as `present` does, but make none: without one, nothing that exists opens. Raises SealError."""
    if settings.seal_key is not None:
        return present(settings)
    return _in_files(settings.key_path) or _missing(settings.key_path)


def _in_files(path: Path) -> tuple[bytes, ...]:
    with _named(path):
        return tuple(_read(each) for each in (_next(path), path) if each.exists())


def _missing(path: Path) -> NoReturn:
    raise SealError(words.host.SEAL_KEY_MISSING.format(path=path))


def needed(settings: Settings) -> list[str]:
    """Return what is needed to open a copy of the database: names of settings or of files, never a key itself."""
    if settings.seal_key is not None:
        return ["SEAL_KEY"] if settings.seal_key_old is None else ["SEAL_KEY", "SEAL_KEY_OLD"]
    upcoming_key = _next(settings.key_path)
    return [str(path) for path in (settings.key_path, upcoming_key) if path == settings.key_path or path.exists()]


def upcoming(settings: Settings) -> bytes:
    """Return the key to change to: SEAL_KEY, or one from a new key file beside the current one.

    Raises SettingError when SEAL_KEY_OLD is missing, SealError when the file cannot be used.
    """
    if settings.seal_key is not None:
        if settings.seal_key_old is None:
            raise SettingError(words.host.ROTATE_SEAL_KEY)
        return settings.seal_key
    path = _next(settings.key_path)
    with _named(path):
        return _read(path) if path.exists() else _make(path)


def changed(settings: Settings) -> None:
    """Replace the old key file by the new one, now that everything is sealed with the new key. Raises SealError."""
    path = settings.key_path
    if settings.seal_key is None:
        with _named(path):
            files.replace(_next(path), path)


def _next(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _first(path: Path) -> Path:
    """Return the empty file that stands beside a key file until its database is made."""
    return path.with_name(f"{path.name}.first")


def holds_something(database: Path) -> bool:
    """Return whether there is a database, and not an empty file."""
    return database.is_file() and database.stat().st_size > 0


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise SealError(words.host.SEAL_KEY_FILE.format(path=path, why=words.host.NOT_A_KEY))
    return key


def _make_first(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        files.make_private(_first(path))
    files.sync_folder(path)  # it is on the disk before the key is
    return _make(path)


def _make(path: Path) -> bytes:
    """Write a new key into a file with mode 0600. If another process was faster, return its key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, files.OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())  # the key of the first letter must survive a power cut
        files.settle(draft, path)  # leaves the file alone if another process was faster
    finally:
        draft.unlink(missing_ok=True)
    return _read(path)


@contextmanager
def _named(path: Path) -> Generator[None]:
    """Raise SealError, with a sentence that names the key file, for whatever the system says about it."""
    try:
        yield
    except OSError as error:
        raise SealError(words.host.SEAL_KEY_FILE.format(path=path, why=error.strerror)) from error
