"""`python -m bot doctor`: examines everything that a working bot needs, and says what to do about what is wrong.

It changes nothing, and works whether the bot is running or not.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from bot import words
from bot.errors import CourierError, SealError, SettingError, StoreError
from bot.letter import Checkup, Letterbox
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.search import can_be_made
from bot.settings import Settings
from bot.store import reader
from bot.store.tables.processes import without_any

#: Asks Discord; raises SettingError for a wrong token, CourierError when there is no answer.
Ask = Callable[[str, Sequence[Letterbox]], Awaitable[Checkup]]
#: Seconds by which the clock may be off: further off, letters expire and deliveries leave at the wrong time.
CLOCK_OFF = 30
#: Bytes of free disk space: with less, or less than the database takes (`key rotate` needs as much), something fails.
LEAST_SPACE = 200_000_000


class Verdict(Enum):
    """What was found; the value is printed before the line."""

    FINE = "✓"
    WRONG = "✗"
    UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined."""

    what: str  #: its name in what is printed
    verdict: Verdict
    text: str

    def __str__(self) -> str:
        return f"{self.verdict.value} {self.what}: {self.text}"


async def examine(settings: Settings, ask: Ask) -> list[Finding]:
    """Examines everything, and returns the findings in the order in which the host reads them. `ask` asks Discord."""
    letterboxes, database = await asyncio.to_thread(_database, settings)
    disk = [] if settings.on_postgres else [_disk(settings)]
    return [*await _discord(settings, ask, letterboxes), *database, *disk, _search()]


async def _discord(settings: Settings, ask: Ask, letterboxes: Sequence[Letterbox]) -> list[Finding]:
    """Returns the findings about the token, and those that only Discord can tell."""
    if not settings.discord_token:
        return _unasked(words.host.LOGIN_MISSING)
    try:
        checkup = await ask(settings.discord_token, letterboxes)
    except SettingError as error:
        return _unasked(str(error))
    except CourierError:
        return _unasked(words.host.DISCORD_UNREACHABLE)
    token = Finding("token", Verdict.FINE, words.host.DOCTOR_CONNECTED.format(name=checkup.name))
    return [token, _intents(checkup), _clock(checkup), *_letterboxes(checkup)]


def _unasked(why: str) -> list[Finding]:
    """Returns the findings when the token is wrong, so that Discord could not be asked."""
    rest = [Finding(what, Verdict.UNKNOWN, words.host.DOCTOR_UNASKED) for what in ("intents", "clock", "letterbox")]
    return [Finding("token", Verdict.WRONG, why), *rest]


def _intents(checkup: Checkup) -> Finding:
    lacking = [words.host.INTENTS_OFF[name] for name, granted in checkup.intents.items() if not granted]
    return _finding("intents", lacking, words.host.DOCTOR_INTENTS)


def _clock(checkup: Checkup) -> Finding:
    off = checkup.clock_off
    if off is None:
        return Finding("clock", Verdict.UNKNOWN, words.host.DOCTOR_CLOCK_UNKNOWN)
    wrong = words.host.DOCTOR_CLOCK_WRONG.format(
        time=words.host.span(abs(off)), direction=words.host.CLOCK_DIRECTIONS[off > 0]
    )
    return _finding("clock", [wrong] if abs(off) > CLOCK_OFF else [], words.host.DOCTOR_CLOCK)


def _letterboxes(checkup: Checkup) -> Iterator[Finding]:
    for number, problems in checkup.problems.items():
        about = words.host.STATUS_LETTERBOX.format(number=number)
        said = [f"{about}: {problem}" for problem in problems]
        yield _finding("letterbox", said, words.host.DOCTOR_LETTERBOX.format(letterbox=about))
    if not checkup.problems:
        yield Finding("letterbox", Verdict.UNKNOWN, words.host.DOCTOR_NO_LETTERBOX)


def _database(settings: Settings) -> tuple[list[Letterbox], list[Finding]]:
    """Returns the letterboxes, as far as they can be read, and the findings about database, key and outbox."""
    if not settings.on_postgres and (missing := _missing(settings)) is not None:
        return [], [missing]
    try:
        with reader.looking(settings) as connection:
            return _stored(settings, connection)
    except (StoreError, SettingError) as error:
        return [], [Finding("database", Verdict.WRONG, str(error))]


def _missing(settings: Settings) -> Finding | None:
    path = settings.database_path
    if keys.lost(settings):
        lost = words.host.DATABASE_LOST.format(key=settings.key_path, path=path)
        return Finding("database", Verdict.WRONG, lost)
    if not path.exists():
        return Finding("database", Verdict.UNKNOWN, words.host.DOCTOR_NO_DATABASE.format(path=path))
    return None


def _stored(settings: Settings, connection: sqlite3.Connection) -> tuple[list[Letterbox], list[Finding]]:
    """The same of a database that is there. The pages and the disk of one on a server are that server's."""
    served, path = settings.on_postgres, settings.shown_url
    if not served and (damage := reader.damage(connection)) is not None:
        why = words.host.DATABASE_CANNOT_OPEN.format(path=path, why=words.host.DATABASE_TROUBLE["CORRUPT"])
        return [], [Finding("database", Verdict.WRONG, f"{why} ({damage})")]
    layout = reader.check_layout(connection)
    if served and not layout:
        return [], [Finding("database", Verdict.UNKNOWN, words.server.DOCTOR_EMPTY.format(path=path))]
    key = _key(settings, reader.tag_keys(connection))
    if layout < reader.known_layout():
        said = words.host.DOCTOR_OLD_DATABASE.format(found=layout, known=reader.known_layout())
        return [], [Finding("database", Verdict.FINE, said), key]
    letters = words.host.letters(reader.letters(connection))
    if served:
        said = words.server.DOCTOR_DATABASE.format(path=path, letters=letters, layout=layout)
    else:
        size = words.host.size(settings.database_path.stat().st_size)
        said = words.host.DOCTOR_DATABASE.format(path=path, letters=letters, size=size, layout=layout)
    now = int(datetime.now(UTC).timestamp())
    post = _post(reader.post(connection, now), reader.stuck(connection))
    found = [Finding("database", Verdict.FINE, said), key, post]
    if served and (unserved := without_any(reader.processes(connection, now))):
        found.append(Finding("processes", Verdict.WRONG, words.server.unserved(unserved)))
    return reader.letterboxes(connection, mature=settings.takes_mature), found


def _key(settings: Settings, tag_keys: Sequence[bytes]) -> Finding:
    try:
        seal = Seal(*keys.existing(settings))
        for sealed in tag_keys:
            seal.use_tag_key(sealed)
    except SealError as error:
        return Finding("key", Verdict.WRONG, str(error))
    return Finding("key", Verdict.FINE, words.host.DOCTOR_KEY.format(key=words.host.all_of(keys.needed(settings))))


def _post(post: reader.Post, stuck: Sequence[reader.StuckDelivery]) -> Finding:
    said = [
        words.host.DOCTOR_STUCK.format(
            id=each.id, kind=each.kind, attempts=words.host.attempts(each.attempts), about=_about(each)
        )
        for each in stuck
    ]
    advice = [words.host.DOCTOR_STUCK_ADVICE] if stuck else []
    return _finding("post", said + advice, words.host.deliveries_waiting(post.waiting + post.in_flight))


def _about(delivery: reader.StuckDelivery) -> str:
    if delivery.letter is None:
        return ""
    return words.host.DOCTOR_STUCK_ABOUT.format(number=delivery.letter, letterbox=delivery.letterbox_id)


def _disk(settings: Settings) -> Finding:
    path = settings.database_path
    folder = next(each for each in path.absolute().parents if each.is_dir())
    free, size = shutil.disk_usage(folder).free, path.stat().st_size if path.is_file() else 0
    space, wanted = words.host.size(free), max(LEAST_SPACE, size)
    if free < wanted:
        full = words.host.DOCTOR_DISK_FULL.format(free=space, folder=folder, wanted=words.host.size(wanted))
        return Finding("disk", Verdict.WRONG, full)
    return Finding("disk", Verdict.FINE, words.host.DOCTOR_DISK.format(free=space, folder=folder))


def _search() -> Finding:
    wrong = [] if can_be_made() else [words.host.DOCTOR_NO_SEARCH.format(version=sqlite3.sqlite_version)]
    return _finding("search", wrong, words.host.DOCTOR_SEARCH.format(version=sqlite3.sqlite_version))


def _finding(what: str, problems: Sequence[str], otherwise: str) -> Finding:
    """Returns a finding with everything that is wrong, a line each, or that nothing is."""
    return Finding(what, Verdict.WRONG, "\n    ".join(problems)) if problems else Finding(what, Verdict.FINE, otherwise)
