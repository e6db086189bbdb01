"""What the host reads about a database on a PostgreSQL server, and about moving to one or back."""

from __future__ import annotations

DRIVER_MISSING = 'PostgreSQL needs a driver. Install it with: pip install ".[postgres]"'
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
