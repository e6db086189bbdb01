"""What PostgreSQL says when it fails, under the same names as SQLite's trouble: `words.host.DATABASE_TROUBLE`."""

from __future__ import annotations

import asyncpg  # pyright: ignore[reportMissingTypeStubs]

from bot import words
from bot.store.postgres.connection import FAILURES

#: The beginnings of the server's codes (https://www.postgresql.org/docs/current/errcodes-appendix.html), longest first.
KINDS = {
    "53100": "FULL",
    "25006": "READONLY",  # a replica
    "42501": "READONLY",
    "55P03": "BUSY",  # whoever writes does not let go
    "25P03": "STOOD",  # in the middle of a transaction, and others went on
    "40": "BUSY",  # another transaction was in the way
    "28": "REFUSED",
    "3D": "REFUSED",
    "08": "UNREACHABLE",
    "57": "UNREACHABLE",  # it is shutting down, or starting
    "53": "UNREACHABLE",  # it has no room for another connection
    "58": "IOERR",
    "XX": "IOERR",
}


def kind_of(error: BaseException | None) -> str | None:
    """Return the key of this trouble in `words.host.DATABASE_TROUBLE`; None for a mistake in a statement."""
    if isinstance(error, asyncpg.ClientConfigurationError):  # what the URL asks for cannot be
        return None
    code = str(getattr(error, "sqlstate", None) or "")
    if code:
        return next((kind for beginning, kind in KINDS.items() if code.startswith(beginning)), None)
    return "UNREACHABLE" if isinstance(error, FAILURES) else None


def trouble_of(error: BaseException | None) -> str:
    """Return text for the host: what is wrong, and what to do about it."""
    kind = kind_of(error)
    return words.host.DATABASE_OTHER_TROUBLE.format(why=error) if kind is None else words.host.DATABASE_TROUBLE[kind]
