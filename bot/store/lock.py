"""One process at a time: an advisory lock on a file beside the database, held while the database is open.

The system releases the lock when its holder dies, however that happens; the file alone means nothing. SQLite's own
locks would not do: they end with each transaction, and an exclusive one would keep backups from reading.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Taken(Exception):
    """The lock is held by another process, or by another store in this one."""


class Lock:
    """The lock on a database: `take` it, `release` it; each may be called twice."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.lock")
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take the lock without waiting. Raises Taken, and OSError when the lock file cannot be made."""
        while self._descriptor is None:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _try(descriptor)
            except (BlockingIOError, PermissionError) as error:
                os.close(descriptor)
                raise Taken from error
            except BaseException:
                os.close(descriptor)
                raise
            if self._is(descriptor):
                self._descriptor = descriptor
            else:  # its former holder has just removed the file: a lock on that keeps nobody out
                os.close(descriptor)

    def release(self) -> None:
        """Release the lock and remove its file (which stays on Windows)."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if os.name == "posix":  # while the lock is still ours; Windows cannot remove an open file
            self._path.unlink(missing_ok=True)
        os.close(descriptor)

    def _is(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False
