"""A thief without the key, who compares whatever is equal in the database, and what is public: nothing there tells that
two rows are one person's. And one who can write into the database."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor

from bot import life
from bot.letter import Person
from bot.life import forgetting, replying, responses
from bot.life import office as offices
from bot.life.office import Office
from bot.store import reader
from bot.store.tx import Tx
from tests import acts
from tests.lives import letter
from tests.searching import Row, Tables, backup_of, tables_of
from tests.town import Town, labels, text_of, told, town

pytestmark = pytest.mark.only_run

Leak = Callable[[pytest.MonkeyPatch], None]
#: What somebody does, in this order; each is one person's doing, and all of it may be.
ACTS = (
    "letter 1", "letter 2", "letter 3", "open 1", "pen 1", "pen 1 again", "open 2", "pen 2", "own 2", "report 1",
    "report 2", "reject 3",
)  # fmt: skip


class Life:
    """Everything that leaves marks, done by one person, or by as many as there are acts."""

    def __init__(self, here: Town, *, alone: bool) -> None:
        self.here, self.alone = here, alone
        self._people: dict[str, MemberActor] = {}

    def by(self, act: str) -> MemberActor:
        """Whoever does it."""
        name = f"person{0 if self.alone else len(self._people):02}"
        if act not in self._people:
            known = next((each for each in self._people.values() if each.name == name), None)
            self._people[act] = known or self.here.person(name, name.title())
        return self._people[act]

    async def live(self) -> None:
        """Two letters in public, the second muted, and one that is rejected; answers of every kind, reports, blocks."""
        here = self.here
        for number in (1, 2, 3):
            await here.send(self.by(f"letter {number}"), letter(f"Title {number}", "same"))
            verdict = "reject" if number == 3 else "approve"
            await here.mora.slash(here.desk, f"letters {verdict}", number=number)
            await here.pass_time(70)
        first, second = here.letters.threads
        muted = next(each for each in here.from_bot(self.by("letter 2"))[::-1] if "Mute" in labels(each))
        await self.by("letter 2").user.click(muted, label="Mute")
        for index, thread in enumerate((first, second), 1):
            await self.by(f"open {index}").send(thread, "Said in the open.")
            await here.pass_time(70)
        for index, act, name in (
            (0, "pen 1", "Owl"),
            (0, "pen 1 again", "Fox"),
            (1, "pen 2", "Owl"),
            (1, "own 2", "Elk"),
        ):
            shown = await self.by(act).click(here.published()[index], label="Leave a reply")
            assert "Received" in told(await self.by(act).submit_modal(shown, {"reply": "Said so.", "pen": name}))
            await here.pass_time(70)
        for index in (0, 1):
            shown = await self.by(f"report {index + 1}").click(here.published()[index], label="Report")
            await self.by(f"report {index + 1}").submit_modal(shown, {"why": "Not so."})
        for options in ({"number": 1}, {"number": 1, "response": 2}, {"number": 2, "response": 2}):
            await here.mora.slash(here.desk, "letters block", **options)
        await here.pass_time(700)

    async def forget(self) -> None:
        """Whoever did any of it is forgotten."""
        for person in {each.id: each for each in self._people.values()}.values():
            await life.forgetting.forget(self.here.office, Person(person.id))
        await self.here.pass_time(700)


async def as_the_thief_sees_it(folder: Path, *, alone: bool) -> list[dict[str, list[str]]]:
    """What can be told of the rows, before somebody is forgotten, after that, and a day later."""
    async with town(folder) as here:
        lived, seen = Life(here, alone=alone), list[dict[str, list[str]]]()
        await lived.live()
        seen.append(plain(tables_in(here)))
        await lived.forget()
        seen.append(plain(tables_in(here)))
        await here.days_later(1)
        seen.append(plain(tables_in(here)))
        return seen


def tables_in(here: Town) -> Tables:
    """Every row of a copy of the database."""
    return tables_of(backup_of(here.folder), here.folder)


#: That there are more people the number of inboxes tells.
LEFT_OUT = {"inbox", "migration", "remark", "sqlite_sequence"}


def plain(tables: Tables) -> dict[str, list[str]]:
    """Rows without what is random: ids and marks by the order in which they came, sealed values by their length."""
    known: dict[Any, str] = {}

    def shown(column: str, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        if column.startswith("sealed_"):
            return f"sealed, {len(value)} bytes"
        if isinstance(value, bytes) or value > 2**40:
            return known.setdefault(value, f"#{len(known)}")
        return "a midnight" if value % 86_400 == 0 and value else "a moment" if value > 10**9 else value

    return {
        table: [str({column: shown(column, value) for column, value in row.items()}) for row in rows]
        for table, rows in tables.items()
        if table not in LEFT_OUT
    }


async def test_whether_one_person_did_it_all_or_each_another_the_rows_are_the_same(tmp_path: Path) -> None:
    one, many = [await as_the_thief_sees_it(tmp_path / str(alone), alone=alone) for alone in (True, False)]
    for alone, apart in zip(one, many, strict=True):
        assert len(alone["response"]) == 6 and len(alone["notice"]) > 4 and len(alone["block"]) == 3
        for table in alone:
            assert alone[table] == apart[table], table


def nothing_of_the_author_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    async def relay(office: Office, tx: Tx, letter: Any, response: Any) -> None:
        writer = office.writer(letter)
        if writer is None or not office.wrote(writer, letter, response):
            await real(office, tx, letter, response)

    real = offices.relay
    monkeypatch.setattr(replying, "relay", relay)
    monkeypatch.setattr(responses, "relay", relay)


def null_where_somebody_was(monkeypatch: pytest.MonkeyPatch) -> None:
    async def disown_response(self: Tx, response: Any) -> None:
        await rows_of(self, f"UPDATE response SET sealed_mark = NULL WHERE id = {response.id}")

    monkeypatch.setattr(Tx, "disown_response", disown_response)


def emptied_early(monkeypatch: pytest.MonkeyPatch) -> None:
    async def let_go(office: Office, tx: Tx, letter: Any) -> None:
        await (forgetting.clear_away if letter.number == 3 else real)(office, tx, letter)

    real = forgetting.let_go
    monkeypatch.setattr(forgetting, "let_go", let_go)


def a_mark_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Life.live

    async def live(self: Life) -> None:
        await real(self)
        async with self.here.office.store.transaction() as tx:
            await rows_of(tx, "ALTER TABLE response ADD COLUMN responder_tag BLOB")
            rows = await rows_of(tx, "SELECT id FROM response")
            for (response_id,) in [tuple(row) for row in rows]:
                mark = (await tx.response(response_id)).mark.hex()
                await rows_of(tx, f"UPDATE response SET responder_tag = x'{mark}' WHERE id = {response_id}")

    monkeypatch.setattr(Life, "live", live)
    for columns in ("_columns", "known_columns"):  # a start refuses a layout that is not ours
        monkeypatch.setattr(reader, columns, lambda _: set())


async def rows_of(tx: Tx, statement: str) -> Any:
    """What a statement gives, past the store's own."""
    return await tx._connection.execute_fetchall(statement)


@pytest.mark.parametrize(
    ("leak", "where"),
    [
        (nothing_of_the_author_s_own, "notice"),
        (a_mark_beside_it, "response"),
    ],
)
async def test_rows_that_tell_one_person_from_several_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Leak, where: str
) -> None:
    leak(monkeypatch)
    one, many = [await as_the_thief_sees_it(tmp_path / str(alone), alone=alone) for alone in (True, False)]
    assert one[0][where] != many[0][where]


# --- who was forgotten ----------------------------------------------------------------------------------------------


async def shapes(folder: Path) -> list[dict[str, list[str]]]:
    """The rows before and after everybody is forgotten."""
    async with town(folder) as here:
        lived = Life(here, alone=False)
        await lived.live()
        before = plain(tables_in(here))
        await lived.forget()
        return [before, plain(tables_in(here))]


async def test_the_rows_do_not_tell_that_anybody_was_forgotten(tmp_path: Path) -> None:
    before, after = await shapes(tmp_path)
    assert before == after


@pytest.mark.parametrize("leak", [null_where_somebody_was, emptied_early])
async def test_a_sign_that_somebody_was_forgotten_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Leak
) -> None:
    leak(monkeypatch)
    before, after = await shapes(tmp_path)
    assert before != after


# --- equal values, and the order of rows ----------------------------------------------------------------------------

#: Of servers and their set-up, not of people.
PLACES = {"related_id", "guild_id", "letters_id", "desk_id", "mature_id", "channel_id", "letterbox_id"}


def equal_values(tables: Tables) -> list[str]:
    """Values, too long to be equal by chance, that stand in rows about different letters, or in two about none."""
    about: dict[Any, list[object]] = defaultdict(list)
    for table, rows in tables.items():
        for index, row in enumerate(rows):
            whose = row.get("letter_id", row["id"] if table == "letter" else f"{table} {index}")
            for value in set(_long(row)):
                about[value].append(whose)
    return [f"{value!r} in {whose}" for value, whose in about.items() if len(set(whose)) > 1]


def _long(row: Row) -> Iterator[object]:
    for column, value in row.items():
        if column not in PLACES and (
            (isinstance(value, bytes) and len(value) >= 16) or (isinstance(value, int) and value >= 2**40)
        ):
            yield value


def orders(here: Town) -> list[str]:
    """Whether a hidden number tells in which order people came."""
    with closing(sqlite3.connect(here.folder / "letters.db")) as connection:
        try:
            return [f"inbox {number}" for (number,) in connection.execute("SELECT rowid FROM inbox")]
        except sqlite3.OperationalError:
            return []


async def test_nothing_equal_and_no_order_joins_two_rows(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await Life(here, alone=True).live()
        tables = tables_in(here)
        assert sum(len(rows) for rows in tables.values()) > 30
        assert equal_values({name: rows for name, rows in tables.items() if name != "delivery"}) == []
        assert tables["inbox"] and orders(here) == []


async def test_equal_values_and_an_order_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_mark_beside_it(monkeypatch)
    async with town(tmp_path) as here:
        await Life(here, alone=True).live()
        async with here.office.store.transaction() as tx:
            await rows_of(tx, "CREATE TABLE anew AS SELECT * FROM inbox")
            await rows_of(tx, "DROP TABLE inbox")
            await rows_of(tx, "ALTER TABLE anew RENAME TO inbox")
        assert equal_values(tables_in(here)) != [] and orders(here) != []


# --- who can write into it ------------------------------------------------------------------------------------------

SWAPS = (
    "UPDATE {table} SET {column} = CASE WHEN {key} = {one} THEN (SELECT {column} FROM {table} WHERE {key} = {other})"
    " ELSE (SELECT {column} FROM {table} WHERE {key} = {one}) END WHERE {key} IN ({one}, {other})"
)
IDAS, WRENS = "Zwetschgenkuchen", "Kandiszucker"


async def as_one_who_writes_into_it(folder: Path) -> tuple[str, list[str]]:
    """Wren can write into the database, and puts marks of their own on what is Ida's. What Wren reads, and
    the parts of Ida's draft."""
    async with town(folder) as here:
        mine = await acts.dm(here.env, here.wren, letter("Mine", WRENS))
        await here.write(here.ida, letter("Hers", IDAS))
        store = here.office.store
        async with store.transaction() as tx:
            drafts = await tx.open_drafts()
            known = {here.office.author(each).id: each.id for each in drafts}
            wren, ida = known[here.wren.id], known[here.ida.id]
            tag = (await tx.parts(wren))[0].source
            assert tag is not None
            await rows_of(tx, f"UPDATE part SET source_tag = NULL WHERE letter_id = {wren}")
            await rows_of(tx, f"UPDATE part SET source_tag = x'{tag.hex()}' WHERE letter_id = {ida}")
        before = len(here.from_bot(here.wren))
        await here.wren.user.edit(mine, "Overwritten by somebody else.")
        await here.pass_time(10)
        async with store.transaction() as tx:
            kept = [part.text for part in await tx.parts(ida)]
            swap = {"table": "letter", "column": "sealed_author", "key": "id", "one": wren, "other": ida}
            await rows_of(tx, SWAPS.format(**swap))
        await acts.dm(here.env, here.wren, "More of it.")
        read = [text_of(message) for message in here.from_bot(here.wren)[before:]]
        read += [told(await here.wren.user.slash(command)) for command in ("letter mine", "letter data")]
        await here.pass_time(10)
        return "\n".join(read), kept


async def test_a_writer_without_the_key_reads_and_changes_nothing_of_another_s(tmp_path: Path) -> None:
    read, kept = await as_one_who_writes_into_it(tmp_path)
    assert IDAS not in read and [IDAS in part for part in kept] == [True]


async def test_a_mark_that_leads_into_another_s_draft_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Office, "is_by", lambda self, letter, person: True)
    _, kept = await as_one_who_writes_into_it(tmp_path)
    assert any("Overwritten" in part for part in kept)
