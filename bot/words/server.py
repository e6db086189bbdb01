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
COPIES = (
    "The database is on a server, whose own tools copy it:\n"
    "pg_dump --format=custom --file=letters.dump {path}\n"
    "and, into an empty database, with the bot stopped:\n"
    "pg_restore --no-owner --dbname={path} letters.dump\n"
    "Such a copy shows as much as the database itself; keep it apart from the key."
)
DOCTOR_DATABASE = "{path} answers: {letters}, layout {layout}."
DOCTOR_EMPTY = "{path} answers, and is empty; the first start makes the tables."
