"""`queries/*.sql`: every statement is used, says what it takes, and would run on another engine."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from bot import words
from bot.letter import DECIDED

STORE = Path(__file__).parents[2] / "bot" / "store"
QUERIES_TEXT = "\n".join(file.read_text("utf-8") for file in sorted((STORE / "queries").glob("*.sql")))
NAME = re.compile(r"^-- name: (\w+)\(([\w, ]*)\)[\^$!]?$", re.MULTILINE)
#: What only SQLite understands, or only PostgreSQL.
PARTICULAR = (
    r"AUTOINCREMENT|strftime|datetime\s*\(|julianday|unixepoch|INSERT\s+OR\s|REPLACE\s+INTO|IFNULL|rowid|GLOB|PRAGMA"
    r"|last_insert_rowid|changes\s*\(|ISNULL|total\s*\(|group_concat|::|ILIKE|SERIAL|NOW\s*\(|FOR\s+UPDATE|'now'"
)


def statements() -> dict[str, tuple[list[str], str]]:
    """Every statement by its name, with what its name line says it takes."""
    _, *found = NAME.split(QUERIES_TEXT)
    assert len(found) == 3 * len(set(found[::3])), "two statements have one name"
    return {
        name: (takes.split(", ") if takes else [], re.sub(r"--.*", "", sql))
        for name, takes, sql in zip(found[::3], found[1::3], found[2::3], strict=True)
    }


def test_every_name_line_is_understood() -> None:
    assert len(statements()) == QUERIES_TEXT.count("-- name:")


def test_every_statement_is_used_and_everything_used_is_there() -> None:
    used = {
        node.attr
        for path in STORE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "QUERIES"
    }
    assert used == set(statements())


def test_a_name_line_lists_what_the_statement_takes_in_its_order() -> None:
    for name, (takes, sql) in statements().items():
        assert takes == list(dict.fromkeys(re.findall(r"(?<!:):(\w+)", sql))), name


def test_every_parameter_has_a_name() -> None:
    assert [name for name, (_, sql) in statements().items() if "?" in sql or re.search(r"%[s(]|\$\d|@\w", sql)] == []


def test_no_statement_is_for_one_engine_only() -> None:
    found = {name: re.findall(PARTICULAR, sql, re.IGNORECASE) for name, (_, sql) in statements().items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_every_statement_is_one_and_ends() -> None:
    wrong = [name for name, (_, sql) in statements().items() if sql.count(";") != 1 or not sql.strip().endswith(";")]
    assert wrong == []


def test_sql_stands_nowhere_else() -> None:
    sql = re.compile(r"\b(SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")
    for path in [*STORE.parents[0].rglob("*.py"), *(STORE.parents[1] / "cogs").rglob("*.py")]:
        texts = [
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and sql.search(node.value)
        ]
        # of one engine, or of both at once: what makes, carries or disguises a whole database
        beside = {
            STORE / f"{name}.py" for name in ("connection", "disguise", "migrate", "move", "tables/sealed_columns")
        }
        assert texts == [] or path in beside or path.is_relative_to(STORE / "postgres"), (path, texts)


def test_what_changed_a_letter_last_is_asked_of_every_verb_that_somebody_decides() -> None:
    """The statements and the table of states: a verb that only one of them knows would be lost on the desk's cards."""
    _, last_decision = statements()["last_decision"]
    _, last_word = statements()["last_word"]
    assert set(re.findall(r"'(\w+)'", last_decision)) == set(DECIDED)
    assert set(re.findall(r"'(\w+)'", last_word)) == set(words.desk.REPORT_SETTLED)
