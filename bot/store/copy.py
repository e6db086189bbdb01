"""Copies of a database: making one while the bot is at work, and putting one in its place."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot import files, words
from bot.errors import StoreError, StoreFailed
from bot.sealing.seal import Seal
from bot.store import reader
from bot.store.disguise import disguise
from bot.store.lock import Lock, Taken
from bot.store.sqlite import SqliteStore
from bot.store.trouble import trouble_of

#: Pages copied in one step: about 2 MB, so that the progress bar moves and Ctrl-C is heard.
STEP = 500
#: Called with the number of pages copied, and the total.
Show = Callable[[int, int], None]


def backup(database: Path, target: Path, vault: Seal, show: Show, show_sealing: Show) -> tuple[int, bool]:
    """Copy the database, as it is at this moment, into a new file that reveals nothing when compared with other copies.

    Returns the number of letters in it, and whether its layout is this version's; what another version wrote is copied
    as it is. `show` is told the progress in pages, `show_sealing` in sealed values. Others may write meanwhile: one
    read transaction holds on to the moment. The file gets its name only when it is whole and has been checked. Raises
    StoreError, SealError; then there is no file.
    """
    if os.path.lexists(target):
        raise StoreError(words.host.BACKUP_EXISTS.format(path=target))

    def cannot(why: str | None) -> str:
        return words.host.BACKUP_CANNOT_WRITE.format(path=target, why=why)

    damaged = words.host.BACKUP_DAMAGED.format(path=database)
    with _draft_of(target, "part", words.host.BACKUP_UNDER_WAY.format(path=target), cannot) as draft:
        _copy(database, draft, show)
        letters = _check(draft, damaged)
        with reader.reading(draft, still=True) as connection:
            reader.check_key(connection, vault)
            something, layout = bool(reader.tag_keys(connection)), reader.layout(connection)
        of_this_version = layout in (0, reader.known_layout())
        if something and of_this_version:
            with _failing(database):
                asyncio.run(disguise(draft, vault, show_sealing))
            _check(draft, damaged)
        if not files.settle(draft, target):
            raise StoreError(words.host.BACKUP_EXISTS.format(path=target))
    return letters, of_this_version


def restore(source: Path, database: Path, vault: Seal, now: datetime, show: Show) -> tuple[int, Path | None]:
    """Put a copy in the place of the database. Returns the number of letters, and where the old database is kept.

    Until the very last step, one renaming, nothing of the database is touched. What the copy has yet to deliver counts
    as attempted, and whatever concerns its letters is looked for before it is sent: it may have been done since the
    copy was made. `now` names the kept file. Raises StoreError, SealError.
    """
    with reader.reading(source) as connection:
        reader.check_layout(connection)
        reader.check_key(connection, vault)
    if database.exists() and source.samefile(database):
        raise StoreError(words.host.RESTORE_ITSELF.format(path=source))

    def cannot(why: str | None) -> str:
        return words.host.RESTORE_CANNOT_WRITE.format(path=database, why=why)

    taken = words.host.DATABASE_IN_USE.format(path=database)
    with _draft_of(database, "restoring", taken, cannot, make_folder=True) as draft:
        _copy(source, draft, show)
        letters = _check(draft, words.host.RESTORE_DAMAGED.format(path=source))
        asyncio.run(_make_ready(draft, vault))
        return letters, _take_the_place(draft, database, now)


@contextmanager
def _draft_of(
    path: Path, ending: str, taken: str, cannot: Callable[[str | None], str], *, make_folder: bool = False
) -> Generator[Path]:
    """Yield where to make a file that will get this name, with a lock on it; whatever is left of the draft is removed.

    Raises StoreError: with `taken` when another process has the lock, with what `cannot` makes of the system's reason.
    """
    lock, draft = Lock(path), path.with_name(f"{path.name}.{ending}")
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        lock.take()
        try:
            yield draft
        finally:
            _remove(draft)
            lock.release()
    except Taken as error:
        raise StoreError(taken) from error
    except OSError as error:
        raise StoreError(cannot(error.strerror)) from error


def _copy(source: Path, draft: Path, show: Show) -> None:
    """Copy every page, as of one moment, into a file that only its owner can read."""
    _remove(draft)
    if not source.exists():
        raise StoreError(words.host.DATABASE_MISSING.format(path=source))
    files.make_private(draft)
    with (
        _failing(source),
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)) as read,
        closing(sqlite3.connect(draft, isolation_level=None)) as write,
    ):
        read.execute("BEGIN")
        reader.layout(read)  # the first read fixes the moment: later writes are not seen
        read.backup(write, pages=STEP, progress=lambda _, left, total: show(total - left, total))
    files.sync(draft)


@contextmanager
def _failing(source: Path) -> Generator[None]:
    """Raise StoreError, with a sentence, for what SQLite says about a copy."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(words.host.COPY_FAILED.format(path=source, why=trouble_of(error))) from error


def _check(draft: Path, otherwise: str) -> int:
    """Return how many letters an undamaged copy holds. Raises StoreError with `otherwise` and what is wrong."""
    with reader.reading(draft, still=True) as connection:
        found = reader.damage(connection)
        if found is not None:
            raise StoreError(f"{otherwise} ({found})")
        return reader.letters(connection) if reader.layout(connection) else 0


async def _make_ready(draft: Path, vault: Seal) -> None:
    """Migrate the copy, and have it doubt that what it has not delivered is undone."""
    store = SqliteStore(draft, vault)
    await store.open()
    try:
        async with store.transaction() as tx:
            await tx.restored()
    except StoreFailed as error:
        raise StoreError(error.why) from error
    finally:
        await store.close()


def _take_the_place(draft: Path, database: Path, now: datetime) -> Path | None:
    """Rename the draft to the database's name. Before that, the old database gets a second name, and keeps it."""
    kept = None
    if database.exists():
        files.narrow(database)
        kept = _free_name(database.with_name(f"{database.name}.before-{now.astimezone(UTC):%Y%m%d-%H%M%S}"))
        _fold(database, kept)
        files.keep(database, kept)
        files.take_owner(database, draft)
    for beside in ("-wal", "-shm"):  # those of the old database; its pages must not get into the new one
        database.with_name(database.name + beside).unlink(missing_ok=True)
    files.replace(draft, database)
    return kept


def _free_name(wanted: Path) -> Path:
    """Return this name, or the next free one: a restore that was killed may have begun in the same second."""
    names = (wanted if index == 1 else wanted.with_name(f"{wanted.name}-{index}") for index in count(1))
    return next(name for name in names if not name.exists())


def _fold(database: Path, kept: Path) -> None:
    """Write what a kill left in the write-ahead log into the database; if that fails, keep the log beside it."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log_file = database.with_name(f"{database.name}-wal")
    if log_file.exists() and log_file.stat().st_size:
        log_file.replace(kept.with_name(f"{kept.name}-wal"))


def _remove(draft: Path) -> None:
    for beside in ("", "-wal", "-shm", "-journal", ".lock"):
        draft.with_name(draft.name + beside).unlink(missing_ok=True)
