"""What the host reads about a database on a PostgreSQL server, moving to one or back, and several processes."""

from __future__ import annotations

from collections.abc import Iterable

DRIVER_MISSING = 'PostgreSQL needs a driver. Install it with: pip install ".[postgres]"'
URL_UNREADABLE = (
    "DATABASE_URL cannot be read. It must look like postgresql://user:password@host:5432/database; in user and "
    "password write %2F for /, %3A for :, %40 for @, %3F for ?, %23 for # and %25 for %."
)
BAR = "Moving"
DONE = (
    "{rows} rows stand at {path} now, compared one by one. Set DATABASE_URL to it, and keep the key: {key}. The "
    "database of until now is as it was; delete it, and its backups, once the bot has run with the new one."
)
KEY = "Copy {old} to {new}, which is where I look for the key then."
DIFFERS = "What was written is not what was read. Nothing was kept. Please report it."
TARGET_USED = (
    "The database to move to holds letters of its own, or was used since something was moved there. Nothing was "
    "changed. Name an empty one."
)
ITSELF = "That is the database itself. Name another one with --to."
INTERRUPTED = "Interrupted. Nothing was moved; run the same again."
COPIES = (
    "The database is on a server, whose own tools copy it:\n"
    'pg_dump --format=custom --file=letters.dump "{path}"\n'
    "and, into an empty database, with the bot stopped:\n"
    'pg_restore --no-owner --dbname="{path}" letters.dump\n'
    "Such a copy shows as much as the database itself; keep it apart from the key."
)
DOCTOR_DATABASE = "{path} answers: {letters}, layout {layout}."
DOCTOR_EMPTY = "{path} answers, and is empty; the first start makes the tables."
SHARDS_MALFORMED = "SHARDS must say which of how many: 0-3/16 for the first four of sixteen, or 5/16 for one."
PROCESS_MALFORMED = "PROCESS must say which of how many: 2/4 for the second of four."
SHARDS_OR_PROCESS = "SHARDS and PROCESS say the same in two ways. Keep one of them."
SHARES_A_FILE = (
    "Several processes need a database on a PostgreSQL server. Set DATABASE_URL to it (`python -m bot move` carries "
    "everything there), or leave SHARDS and PROCESS empty."
)
SHARES_NO_KEY = "Several processes need the same key. Set SEAL_KEY, the same for each."
SHARDS_TAKEN = (
    "Another process serves shard {shard} with this database. Stop it first, or give this one other shards: this one "
    "is set to {shards}."
)
SHARDS_OTHER_TOTAL = (
    "The processes that run with this database go by {total} shards in all, this one by {wanted}. All must go by the "
    "same number: start this one with theirs, or stop all of them first."
)
SHARDS_TOO_FEW = (
    "The processes that run with this database share {total} shards; of more processes than that, PROCESS={part} has "
    "none. Start this one with the number of processes that theirs have, or stop all of them first."
)
DISPLACED = "Another process has taken over the shards {shards} while this one had lost the database. It stops."
PROCESSES = "Processes that are alive: {number}"
PROCESS = "shards {shards}, seen {ago} ago"
UNSERVED = "Nobody serves the shards {shards}: their servers stand still. Start that process again."
SERVES = "This process serves the shards %s."
WAITS_FOR_SHARDS = "%s This process waits for up to %d seconds whether that ends by itself."


def unserved(shards: Iterable[object]) -> str:
    """Returns what is said of shards that no process serves."""
    return UNSERVED.format(shards=" ".join(map(str, shards)))
