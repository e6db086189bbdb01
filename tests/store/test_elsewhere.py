"""Two processes, each with its own shard: what one of them does not know of somebody, it asks the other."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot import life
from bot.errors import TryLater
from bot.letter import Letter, Memberships, Person, State
from bot.life.office import Office
from bot.rules.carried import Answer, Question
from bot.rules.shards import Shards
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.engine import Store, store_of
from cogs import _elsewhere
from cogs._elsewhere import PATIENCE, Elsewhere
from cogs._members import Members
from tests import postgres
from tests.store.conftest import KEY
from tests.store.people import NOW, a_letter, a_letterbox

COMMONS, ORCHARD = 2 << 22, 3 << 22  #: of shard 0 and of shard 1
WREN, IDA = Person(7_345_678_901_234_567), Person(7_345_678_901_234_568)


class Guild(SimpleNamespace):
    """A server with nothing in it but its members, whom Discord tells one by one."""

    def __init__(self, id: int, name: str, *members: Person) -> None:
        super().__init__(id=id, name=name, unavailable=False, chunked=False, emojis=(), channels=(), roles=())
        self.members, self.threads, self.asked = members, list[Any](), 0
        self.tells = asyncio.Event()  #: whether Discord answers
        self.tells.set()

    def get_member(self, _: int) -> None:
        return None

    get_channel = get_role = get_member

    def get_thread(self, thread_id: int) -> Any:
        return next((each for each in self.threads if each.id == thread_id), None)

    async def fetch_member(self, user_id: int) -> Any:
        self.asked += 1
        await self.tells.wait()
        if user_id not in {each.id for each in self.members}:
            raise discord.NotFound(SimpleNamespace(status=404, reason=""), None)  # type: ignore[arg-type]
        about = {"created_at": None, "joined_at": None, "timed_out_until": None, "pending": False, "roles": ()}
        names = {"name": "somebody", "global_name": None, "nick": None}
        return SimpleNamespace(id=user_id, guild=self, is_timed_out=lambda: False, **about, **names)


@dataclass
class Process:
    """A process with its store and its servers."""

    store: Store
    guild: Guild
    shards: Shards
    now: int = NOW
    elsewhere: list[Elsewhere] = field(default_factory=list)
    late: list[Person] = field(default_factory=list)  #: of whom was heard when nobody waited any more

    def __post_init__(self) -> None:
        clock = lambda: datetime.fromtimestamp(self.now, UTC)  # noqa: E731
        self.office = Office(self.store, Seal(KEY), clock, self.store.transaction)
        get = lambda guild_id: self.guild if guild_id == self.guild.id else None  # noqa: E731
        bot: Any = SimpleNamespace(get_guild=get, intents=discord.Intents.none())
        self.members = Members(bot)

    def listens(self) -> None:
        """It asks and answers."""
        self.elsewhere.append(Elsewhere(self.office, self.shards, self.members.here, self.late.append))
        self.members.find_all = self.elsewhere[0].memberships

    async def knows(self, person: Person, at: Letter | None = None) -> Memberships:
        """What it finds out about somebody."""
        letterboxes = await life.setting_up.letterboxes(self.office)
        return await self.members.memberships(
            person, [each for each in letterboxes if at is None or each.id == at.letterbox_id], at
        )


@pytest.fixture
async def processes(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[list[Process]]:
    """One that serves the Commons, one that serves the Orchard; both have Wren, and Ida is in the Orchard. Who asks
    waits for the answer, however busy this machine is."""
    monkeypatch.setattr(_elsewhere, "PATIENCE", postgres.PATIENCE)
    url = await postgres.empty()
    guilds = Guild(COMMONS, "The Commons", WREN), Guild(ORCHARD, "The Orchard", WREN, IDA)
    found = [
        Process(store_of(Settings(database_url=url), Seal(KEY)), guild, Shards(2, shard, shard))
        for shard, guild in enumerate(guilds)
    ]
    for each in found:
        await each.store.open()
        each.listens()
        async with each.store.transaction() as tx:
            await a_letterbox(tx, each.guild.id)
    yield found
    for each in found:
        each.guild.tells.set()
        await each.elsewhere[0].close()
        await each.store.close()


async def rows(store: Store, table: str) -> list[bytes]:
    """All rows of a table."""
    async with store.reading() as tx:
        found = await tx.connection.execute_fetchall(f"SELECT * FROM {table}")
    return [b" ".join(each if isinstance(each, bytes) else str(each).encode() for each in row) for row in found]


async def over(store: Store) -> None:
    """Returns when nothing is asked any more."""
    async with asyncio.timeout(postgres.PATIENCE):
        while await rows(store, "question"):
            pass


@contextmanager
def silent(process: Process) -> Generator[None]:
    """Discord tells this process nothing, and who asks it waits no longer than users do."""
    process.guild.tells.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_elsewhere, "PATIENCE", PATIENCE)
        yield
    process.guild.tells.set()


def names(found: Memberships) -> list[str]:
    return [each.server for each in found]


async def test_who_is_in_servers_of_both_is_told_of_both_and_asked_about_once(processes: list[Process]) -> None:
    one, other = processes
    assert names(await one.knows(WREN)) == names(await one.knows(WREN)) == ["The Commons", "The Orchard"]
    assert names(await other.knows(IDA)) == ["The Orchard"]
    assert (other.guild.asked, one.guild.asked) == (2, 2)
    await over(one.store)
    one.now += 60
    assert names(found := await one.knows(WREN)) == ["The Commons", "The Orchard"] and not found.unknown


async def test_machines_whose_clocks_differ_answer_each_other(processes: list[Process]) -> None:
    one, other = processes
    other.now += 10 * life.asking.LASTS
    assert names(await one.knows(WREN)) == ["The Commons", "The Orchard"]


async def test_where_the_other_is_silent_its_servers_are_unknown_and_its_answer_is_there_later(
    processes: list[Process],
) -> None:
    one, other = processes
    with silent(other):
        began = asyncio.get_running_loop().time()
        found = await one.knows(WREN)
        assert PATIENCE <= asyncio.get_running_loop().time() - began < postgres.PATIENCE
        assert names(found) == ["The Commons"] and found.unknown == {ORCHARD}
        with pytest.raises(TryLater):  # not: she is in no server
            await one.knows(IDA)
        written = b"".join([*await rows(one.store, "question"), postgres.on_disk()])
        for person in (WREN, IDA):
            for order in "<>":
                assert struct.pack(f"{order}Q", person.id) not in written
            assert str(person.id).encode() not in written and f"{person.id:x}".encode() not in written
    await over(one.store)
    assert {*one.late} == {WREN, IDA}
    found = await one.knows(WREN)
    assert names(found) == ["The Commons", "The Orchard"] and not found.unknown
    assert names(await one.knows(IDA)) == ["The Orchard"]
    assert other.guild.asked == 2


async def test_an_answer_that_is_faster_than_the_question_is_heard(
    processes: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes over another connection, and may be there before the one that asked says that it did."""
    ask = life.asking.ask

    async def slowly(office: Office, question_id: int, question: Question) -> None:
        await ask(office, question_id, question)
        while not await rows(office.store, "answer"):
            pass
        await asyncio.sleep(0)

    monkeypatch.setattr(life.asking, "ask", slowly)
    assert names(await processes[0].knows(WREN)) == ["The Commons", "The Orchard"]


async def test_under_a_letter_its_own_server_is_asked_each_time(processes: list[Process]) -> None:
    one, other = processes
    async with other.store.transaction() as tx:
        letter = await a_letter(tx, State.PUBLISHED, guild_id=ORCHARD)
        await tx.set_public_message(letter.id, 20, 54, 55, NOW)
        letter = await tx.letter(letter.id)
    thread = SimpleNamespace(id=55, locked=False, archived=False, slowmode_delay=9)
    other.guild.threads.append(thread)
    for slow in (9, 30):
        thread.slowmode_delay = slow
        (found,) = await one.knows(IDA, letter)
        assert found.thread is not None and found.thread.slow == slow
    other.members._known.clear()
    with silent(other), pytest.raises(TryLater):
        await one.knows(IDA, letter)
    await over(one.store)
    assert len(await one.knows(IDA, letter)) == 1 and await rows(one.store, "question") == []
    assert one.guild.asked == 0


async def test_a_question_that_nobody_answers_goes_after_a_minute_and_takes_no_answer_then(
    processes: list[Process],
) -> None:
    one, other = processes
    await life.asking.ask(one.office, left := 7, Question(WREN.id))
    other.now += 61
    await other.knows(IDA)
    await life.asking.answer(other.office, left, Answer(other.shards, []))
    await over(one.store)
    assert await rows(one.store, "answer") == []

    other.now = NOW
    await life.asking.ask(one.office, 8, Question(WREN.id))
    assert await rows(one.store, "question")
    for each in processes:
        await each.elsewhere[0].close()
        await each.store.close()
    await one.store.open()
    assert await rows(one.store, "question") == []
