"""Statements about all sealed columns of a table, whatever those are: the only ones that are put together here and do
not stand in `queries/`. Which columns there are, `bot.sealing.names` says.
"""

# ruff: noqa: S608 - every name in these statements is ours

from __future__ import annotations

from bot.sealing.names import SEALED

#: Primary keys, where they are not `id`.
KEYS: dict[str, tuple[str, ...]] = {
    "part": ("letter_id", "position"),
    "picture": ("letter_id", "position"),
    "pen_name": ("letter_id", "name_tag"),
    "block": ("letter_id", "response"),
}


def key_of(table: str) -> tuple[str, ...]:
    """The columns of a table's primary key, in order."""
    return KEYS.get(table, ("id",))


def count(table: str) -> str:
    """How many sealed values a table holds."""
    counts = " + ".join(f"COUNT({column})" for column in SEALED[table])
    return f"SELECT {counts} FROM {table}"


def read(table: str, *, first: bool) -> str:
    """The `first` :limit rows, or those after the one with a key."""
    key = key_of(table)
    order = ", ".join(key)
    after = "" if first else f"WHERE ({order}) > ({', '.join(f':{column}' for column in key)})"
    return f"SELECT * FROM {table} {after} ORDER BY {order} LIMIT :limit"


def rows(table: str, *by: str) -> str:
    """The rows with these values."""
    return f"SELECT * FROM {table} WHERE {' AND '.join(f'{column} = :{column}' for column in by)}"


def write(table: str) -> str:
    """New values for the row with a key."""
    values = ", ".join(f"{column} = :{column}" for column in SEALED[table])
    return f"UPDATE {table} SET {values} WHERE {' AND '.join(f'{column} = :{column}' for column in key_of(table))}"


def erase(table: str) -> str:
    """Nothing sealed is left in the row with this :id."""
    return f"UPDATE {table} SET {', '.join(f'{column} = NULL' for column in SEALED[table])} WHERE id = :id"
