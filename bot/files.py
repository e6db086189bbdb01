"""Files that appear whole or not at all, that only their owner can read, and that survive a
power cut, with their names."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

#: POSIX permission bits: for a new file, and those that others must not have.
OWNER_ONLY, OTHERS = 0o600, 0o077


def settle(draft: Path, path: Path) -> bool:
    """Gives a finished file its name. Returns False when the name is taken, and leaves that file as it is.

    The draft may remain under its own name, too.
    """
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            return False
        draft.replace(path)
    sync_folder(path)
    return True


def keep(path: Path, name: Path) -> None:
    """Gives a file a second name; where the file system has no hard links, a copy. Raises FileExistsError."""
    try:
        name.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(path, name)
        sync(name)
    sync_folder(name)


def make_private(path: Path) -> None:
    """Creates an empty file that only its owner can read. Raises FileExistsError, or another
    OSError if it cannot be created."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))


def narrow(path: Path) -> bool:
    """Takes the permissions on a file away from everybody but its owner.

    Returns False if it belongs to somebody else, who alone may change that, and others can still read or write it.
    """
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0
    if not mode & OTHERS:
        return True
    try:
        path.chmod(mode & ~OTHERS)
    except PermissionError:
        return False
    return True


def take_owner(path: Path, draft: Path) -> None:
    """Gives `draft` the owner and group of `path`, where this process may."""
    if os.name == "posix":
        status = path.stat()
        with suppress(PermissionError):  # only root may give files away; anybody else has their own
            os.chown(draft, status.st_uid, status.st_gid)


def replace(draft: Path, path: Path) -> None:
    """Puts a finished file in another's place, atomically."""
    draft.replace(path)
    sync_folder(path)


def sync(path: Path) -> None:
    """Flushes a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Flushes a file's name to the disk; Windows sees to that itself."""
    if os.name == "posix":
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
