"""Statements about all sealed columns of a table, whichever those are (`bot.sealing.names` lists them).

These are the only statements that are put together in code and not kept in `queries/`.
"""

# ruff: noqa: S608 - every name in these statements is ours

from __future__ import annotations

from bot.sealing.names import SEALED

#: Primary keys, where they are not `id`.
KEYS: dict[str, tuple[str, ...]] = {
    "part": ("letter_id", "position"),
    "picture": ("letter_id", "position"),
    "answer_part": ("response_id", "position"),
    "pen_name": ("letter_id", "name_tag"),
    "block": ("letter_id", "response"),
    "page": ("letter_id", "position"),
    "remark": ("name",),
    "answer": ("question_id", "shard"),
}


def key_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table's primary key, in order."""
    return KEYS.get(table, ("id",))


def count(table: str) -> str:
    """Return a statement that counts the sealed values of a table."""
    counts = " + ".join(f"COUNT({column})" for column in SEALED[table])
    return f"SELECT {counts} FROM {table}"


def read(table: str, *, first: bool) -> str:
    """Return a statement for the `first` :limit rows, or for those after the row with a given key."""
    key = key_of(table)
    order = ", ".join(key)
    after = "" if first else f"WHERE ({order}) > ({', '.join(f':{column}' for column in key)})"
    return f"SELECT * FROM {table} {after} ORDER BY {order} LIMIT :limit"


def rows(table: str, *by: str) -> str:
    """Return a statement for the rows with given values in these columns."""
    return f"SELECT * FROM {table} WHERE {' AND '.join(f'{column} = :{column}' for column in by)}"


def write(table: str) -> str:
    """Return a statement that replaces the sealed values of the row with a given key."""
    values = ", ".join(f"{column} = :{column}" for column in SEALED[table])
    return f"UPDATE {table} SET {values} WHERE {' AND '.join(f'{column} = :{column}' for column in key_of(table))}"


def erase(table: str) -> str:
    """Return a statement that deletes the sealed values of the row with this :id."""
    return f"UPDATE {table} SET {', '.join(f'{column} = NULL' for column in SEALED[table])} WHERE id = :id"
