"""The folder of a site: files appear whole, unchanged ones are not written, and what belongs to nothing goes.

A list of what was made here is kept beside the files. A file's name is in it before the file is there, so a run that
was killed leaves nothing that the next one does not know; what is not in it was made by somebody else, and is neither
deleted nor written over. Its first line says whose site it is: that of another server is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from bot import words
from bot.errors import SettingError
from bot.store.lock import Lock, Taken

#: The list: whose site it is, then a name on each line. And the one file that is being written.
LIST, DRAFT = ".unsigned-archive", ".unsigned-archive-draft"
#: How the line begins that says whose it is: no file that is made here has a blank in its name.
OF = "of "


class Folder:
    """A folder that one run writes to: `open` it, `write` every file that belongs there, `close` it.

    `mark` is one line by which the site of one server is told from that of another."""

    def __init__(self, path: Path, mark: str) -> None:
        self._path, self._of = path, OF + mark
        self._lock = Lock(path / LIST)
        self._known = set[str]()
        self._written = set[str]()
        self.changed = 0  #: files that this run wrote or deleted

    def open(self) -> None:
        """Begins a run. Raises SettingError where another one is under way, the site of another server stands there, or
        the folder cannot be used."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            self._lock.take()
            self._begin()
        except Taken as error:
            raise SettingError(words.site.SITE_BUSY.format(path=self._path)) from error
        except SettingError:
            self._lock.release()
            raise
        except (OSError, UnicodeError) as error:
            self._lock.release()
            raise SettingError(words.site.CANNOT.format(path=self._path, why=error)) from error

    def _begin(self) -> None:
        noted = list[str]()
        with suppress(FileNotFoundError):
            noted = (self._path / LIST).read_text("utf-8").split("\n")
        of = next((line for line in noted if line.startswith(OF)), None)
        if of not in (None, self._of):
            raise SettingError(words.site.OF_ANOTHER.format(path=self._path))
        (self._path / DRAFT).unlink(missing_ok=True)
        self._known = {name for name in noted if name != of and self._is_ours(name)}
        if of is None:  # nothing stands there yet, or what was made before sites had a mark
            self._note()

    def write(self, name: str, content: str | bytes) -> None:
        """Writes a file, by its name below the folder with slashes, unless it holds just that already.

        Raises SettingError where there is one that was not made here, or the disk fails.
        """
        data, path = content.encode() if isinstance(content, str) else content, self._path / PurePosixPath(name)
        self._written.add(name)
        with _writing(path):
            if name not in self._known:
                if path.exists() or not self._is_ours(name):
                    raise SettingError(words.site.NOT_OURS.format(path=path))
                self._know(name)
            elif path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
                return
            self._put(path, data)
        self.changed += 1

    @property
    def names(self) -> frozenset[str]:
        """The files that were made here, by this run or another."""
        return frozenset(self._known)

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Changes a file that was made here, where it still is. Raises SettingError."""
        path = self._path / PurePosixPath(name)
        with _writing(path), suppress(FileNotFoundError, UnicodeError):
            now = path.read_bytes().decode()
            if (then := change(now)) != now:
                self._put(path, then.encode())
                self.changed += 1

    def drop(self, names: Iterable[str]) -> None:
        """Deletes some of these files. Raises SettingError."""
        self._delete(sorted(self._known.intersection(names)))

    def close(self, *, complete: bool) -> None:
        """Ends the run. If it is `complete`, files that it did not write are deleted: they belong to nothing now.

        Raises SettingError."""
        try:
            if complete:
                self._delete(sorted(self._known - self._written))
                self._known &= self._written
                with _writing(self._path / LIST):
                    self._note()
        finally:
            with suppress(OSError):
                (self._path / DRAFT).unlink(missing_ok=True)
            self._lock.release()

    def _is_ours(self, name: str) -> bool:
        """Returns whether a line of the list can be one of ours: others may write to it where the folder is shared."""
        path = PurePosixPath(name)
        if not name or path.is_absolute() or ".." in path.parts:
            return False
        return (self._path / path).parent.resolve().is_relative_to(self._path.resolve())

    def _note(self) -> None:
        """Writes the list anew."""
        self._put(self._path / LIST, "".join(f"{line}\n" for line in [self._of, *sorted(self._known)]).encode())

    def _know(self, name: str) -> None:
        with (self._path / LIST).open("a", encoding="utf-8") as known:
            known.write(f"{name}\n")
        self._known.add(name)

    def _put(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path / DRAFT
        draft.write_bytes(data)
        draft.replace(path)

    def _delete(self, names: Iterable[str]) -> None:
        for name in names:
            path = self._path / PurePosixPath(name)
            try:
                if path.exists():
                    path.unlink()
                    self.changed += 1
                while path.parent != self._path:  # folders that are empty now
                    path = path.parent
                    path.rmdir()
            except FileNotFoundError:
                pass
            except OSError as error:
                if not path.is_dir():  # else there is still something in it
                    raise SettingError(words.site.CANNOT.format(path=path, why=error)) from error


@contextmanager
def _writing(path: Path) -> Generator[None]:
    """Says of what the disk fails at that it is about this file. Raises SettingError."""
    try:
        yield
    except OSError as error:
        raise SettingError(words.site.CANNOT.format(path=path, why=error)) from error
