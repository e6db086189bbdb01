"""Files that appear whole or not at all, that only their owner can read, and that last: a name, too, must outlast a
power cut."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

#: Who may do what with a file of ours, as POSIX writes it.
OWNER_ONLY, OTHERS = 0o600, 0o077


def settle(draft: Path, path: Path) -> bool:
    """Give a finished file its name; False when the name is taken, which then stays as it is. The draft may remain."""
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
    """Give a file a second name; where the file system knows no such thing, a copy of it."""
    try:
        name.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(path, name)
        sync(name)
    sync_folder(name)


def make_private(path: Path) -> None:
    """An empty file that only its owner can read. Raises FileExistsError, and OSError where none can be."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))


def narrow(path: Path) -> bool:
    """Nobody but the owner of a file can read or write it from now on; its owner can what they could. False when it
    belongs to somebody else, who alone may change that, and others can."""
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0
    if not mode & OTHERS:
        return True
    try:
        path.chmod(mode & ~OTHERS)
    except PermissionError:
        return False
    return True


def take_owner(path: Path, draft: Path) -> None:
    """The one belongs to whoever the other belonged to."""
    if os.name == "posix":
        status = path.stat()
        with suppress(PermissionError):  # only root may give files away; anybody else has their own
            os.chown(draft, status.st_uid, status.st_gid)


def replace(draft: Path, path: Path) -> None:
    """A finished file takes another's place, from one moment to the next."""
    draft.replace(path)
    sync_folder(path)


def sync(path: Path) -> None:
    """What is in a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """The name of a file is on the disk; Windows sees to that itself."""
    if os.name == "posix":
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
