"""What SQLite says when the machine fails it, as a sentence that tells the host what to do."""

from __future__ import annotations

import importlib
import sqlite3
from typing import Any

from bot import words
from bot.errors import SettingError


class StatementFailed(Exception):
    """What another engine than SQLite says of a statement; its `__cause__` is that engine's own error."""


#: What a statement may raise, whichever the engine: the transaction around it comes to nothing.
OF_A_STATEMENT = (sqlite3.Error, StatementFailed)
#: Error names that mean the same as another one.
SAME = {"LOCKED": "BUSY", "PROTOCOL": "BUSY", "NOMEM": "IOERR"}


def driven(module: str) -> Any:
    """Return a module that needs a driver. Raises SettingError where that is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise SettingError(words.server.DRIVER_MISSING) from error


def kind_of(error: BaseException) -> str | None:
    """Return the key of this trouble in `words.host.DATABASE_TROUBLE`.

    Returns None for anything else, such as a mistake in a statement.
    """
    name = str(getattr(error, "sqlite_errorname", "")).removeprefix("SQLITE_").partition("_")[0]
    kind = SAME.get(name, name)
    return kind if isinstance(error, sqlite3.Error) and kind in words.host.DATABASE_TROUBLE else None


def trouble_of(error: BaseException) -> str:
    """Return text for the host: what is wrong, and what to do about it."""
    kind = kind_of(error)
    if kind is not None:
        return words.host.DATABASE_TROUBLE[kind]
    why = error.strerror if isinstance(error, OSError) else error
    return words.host.DATABASE_OTHER_TROUBLE.format(why=why)
