"""Searching what is published: `terms` says what a text is found by, `index` holds one letterbox's letters in memory,
`shelves` all letterboxes'. Nothing of it is ever on the disk."""

import sqlite3
from contextlib import closing

#: How much like another a letter must be (`Hit.score`) to be linked to it.
LIKE = 0.12


def can_be_made() -> bool:
    """Return whether this machine's SQLite has FTS5, of which an index is made."""
    with closing(sqlite3.connect(":memory:")) as memory:
        try:
            memory.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
        except sqlite3.OperationalError:
            return False
    return True
