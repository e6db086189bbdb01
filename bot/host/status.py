"""`python -m bot status`: the deliveries at this moment, for people or for machines. It names nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from bot import words
from bot.settings import Settings
from bot.store import reader
from bot.store.reader import STUCK, Post
from bot.store.tables.processes import Running, without_any

WIDTH = 14
NOTHING = Post(0, 0, 0, None, {}, {}, {})


def status(settings: Settings, *, as_json: bool) -> str:
    """Returns what to print; works whether the bot is running or not. Raises StoreError."""
    now = int(datetime.now(UTC).timestamp())
    with reader.looking(settings) as connection:
        known = reader.check_layout(connection)
        post, running = (reader.post(connection, now), reader.processes(connection, now)) if known else (NOTHING, [])
    age = None if post.oldest is None else max(0, now - post.oldest)
    ago = {each: max(0, now - each.seen_at) for each in running}
    if as_json:
        shared = {"processes": [_process(*each) for each in ago.items()], "unserved": [*map(str, without_any(ago))]}
        return json.dumps({**_fields(post, age), **shared})
    return "\n".join([*_lines(post, age), *_lines_of(ago)])


def _process(running: Running, ago: int) -> dict[str, object]:
    return {"name": running.name, "shards": running.shards, "seen_seconds": ago}


def _lines_of(ago: Mapping[Running, int]) -> Iterator[str]:
    missing = without_any(ago)
    if len(ago) > 1 or missing:
        yield words.server.PROCESSES.format(number=len(ago))
        for each, seconds in ago.items():
            said = words.server.PROCESS.format(shards=each.shards, ago=words.host.span(seconds))
            yield _line(each.name, said)
    if missing:
        yield words.server.unserved(missing)


def _fields(post: Post, age: int | None) -> dict[str, object]:
    return {
        "waiting": post.waiting,
        "in_flight": post.in_flight,
        "stuck": post.stuck,
        "stuck_after_attempts": STUCK,
        "oldest_seconds": age,
        "kinds": dict(post.kinds),
        "letters_waiting": {str(letterbox): letters for letterbox, letters in post.desks.items()},
    }


def _lines(post: Post, age: int | None) -> Iterator[str]:
    yield words.host.STATUS_TITLE
    stuck = words.host.STATUS_STUCK.format(count=f"{post.stuck:,}", attempts=STUCK) if post.stuck else "0"
    oldest = words.host.STATUS_NONE if age is None else words.host.span(age)
    counts = {"waiting": f"{post.waiting:,}", "in_flight": f"{post.in_flight:,}", "stuck": stuck, "oldest": oldest}
    for name, value in counts.items():
        yield _line(words.host.STATUS_NAMES[name], value)
    if post.kinds:
        yield words.host.STATUS_KINDS
        for kind, count in post.kinds.items():
            yield _line(kind.replace("-", " "), f"{count:,}")
    if post.desks:
        yield words.host.STATUS_DESKS
        for letterbox, letters in post.desks.items():
            yield _line(words.host.STATUS_LETTERBOX.format(number=letterbox), words.host.letters(letters))


def _line(name: str, value: str) -> str:
    return f"  {name:<{WIDTH}} {value}"
