"""One connection to PostgreSQL, asked as aiosqlite's is: neither the tables nor aiosql know which of them they have."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any, cast

import asyncpg  # pyright: ignore[reportMissingTypeStubs]

from bot.store.postgres import dialect
from bot.store.read_once import Answer, Answered, Remembering
from bot.store.trouble import StatementFailed

#: Advisory locks, one number each (any would do): whoever writes; whoever has the database open; and, with the number
#: of a shard beside it, whoever serves that.
WRITER, OPEN, SERVER = 7_110_001, 7_110_002, 7_110_003
#: Seconds to wait for whoever writes, or for the server: Discord wants an answer to a press within 3 s, and whoever was
#: stopped in the middle has lost the lock before. Fewer once a wait was in vain, so that those who stand in line do not
#: wait for each other.
PATIENCE, IMPATIENCE = 2.5, 0.1
#: Seconds in which a transaction may ask for nothing, before the server ends it: somebody stopped its process.
IDLE = 2
#: Seconds that a statement may take: after that, the server cannot be reached.
AT_MOST = 10
#: What the driver raises when something fails.
FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)
#: When the server takes it that this machine is gone, and gives up what it holds there: after half a minute, where it
#: would by itself after two hours.
GONE = {"tcp_keepalives_idle": "15", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
WRITING = f"BEGIN; SET LOCAL lock_timeout = '%dms'; SELECT pg_advisory_xact_lock({WRITER})"
#: Waits for that, a second at most. Whoever began later has the number by chance.
END = """SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE pid = $1 AND backend_start <
    (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())"""
#: What the server calls the line on which everybody listens; telling something there (quotes in it are doubled).
LINE = "unsigned"
TELL = f"SELECT pg_notify('{LINE}', '{{}}')"
READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class Connection(Remembering):
    """Has one user at a time (the store sees to that). Raises StatementFailed."""

    def __init__(self, connection: Any) -> None:
        super().__init__()
        self._asyncpg = connection
        self._pid: int = connection.get_server_pid()
        self.changes = 0  #: rows that this transaction has written
        self.tells = list[str]()  #: what this transaction says to everybody who listens
        self._within = False
        self._answered = 0.0  #: when the server last answered within this transaction, monotonic seconds

    @classmethod
    async def to(cls, url: str, patience: float = AT_MOST) -> Connection:
        """Connect, within so many seconds. Raises one of FAILURES."""
        connect: Any = getattr(asyncpg, "connect")  # noqa: B009 - its own annotations are partial
        connection = await connect(
            url,
            timeout=patience,
            command_timeout=AT_MOST,
            statement_cache_size=1_000,  # more than there are statements
            server_settings={
                "application_name": "unsigned",
                "default_transaction_isolation": "read committed",  # each statement sees what the lock waited for
                "standard_conforming_strings": "on",  # what is told stands in quotes
                "idle_in_transaction_session_timeout": f"{IDLE}s",
                **GONE,
            },
        )
        return cls(connection)

    async def end(self, other: Connection) -> None:
        """Have the server end a connection of ours that is lost on this side: it may still hold locks there."""
        await self.value(END, other._pid)

    @property
    def is_lost(self) -> bool:
        """Whether it is closed, by whichever side."""
        return self._asyncpg.is_closed()

    def execute(self, sql: str, parameters: Any = None) -> Any:
        """Do as aiosqlite's `execute`: what is awaited or entered has all its rows."""
        return Answer(self, sql, parameters or ())

    async def execute_fetchall(self, sql: str, parameters: Any = None) -> list[Any]:
        """Do as aiosqlite's `execute_fetchall`."""
        return (await self.ask(sql, parameters or ()))[0]

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> None:
        """Do as aiosqlite's `executemany`; nothing is returned."""
        rows = [*parameters]
        if not rows:
            return
        self.forget_all()
        translated = dialect.statement(sql, rows[0])[0]
        with self._asking():
            await self._asyncpg.executemany(translated, [dialect.statement(sql, each)[1] for each in rows])
        self.changes += len(rows)

    def remember(self, sql: str, parameters: Any, *rows: Any) -> None:
        """Take it that this SELECT returns these rows, as they were just written; none of what is new."""
        if self._within:
            self.put(sql, parameters, *rows)

    async def ask(self, sql: str, parameters: Any) -> Answered:
        """Run a statement; outside a transaction nothing is remembered."""
        return await (super().ask(sql, parameters) if self._within else self.run_it(sql, parameters))

    async def last_ids(self) -> dict[str, int]:
        """Return the last id that was counted up, by table."""
        counted = "SELECT COALESCE(pg_sequence_last_value(pg_get_serial_sequence($1, 'id')::regclass), 0)"
        return {table: await self.value(counted, table) for table in dialect.NUMBERED}

    async def count_on(self, last: Mapping[str, int]) -> None:
        """Give no id again that has been given."""
        for table in dialect.NUMBERED:
            most = (await self.execute_fetchall(f"SELECT COALESCE(MAX(id), 0) FROM {table}"))[0][0]  # noqa: S608
            if most := max(most, last.get(table, 0)):
                await self.value("SELECT setval(pg_get_serial_sequence($1, 'id')::regclass, $2)", table, most)

    async def run_it(self, sql: str, parameters: Any) -> Answered:
        """Run a statement, whatever is known."""
        translated, values = dialect.statement(sql, parameters)
        with self._asking():
            if _has_rows(translated):
                rows: list[Any] = await self._asyncpg.fetch(translated, *values)
                count = -1 if translated.lstrip().startswith(("SELECT", "WITH")) else len(rows)
            else:
                rows, count = list[Any](), _count(await self._asyncpg.execute(translated, *values))
        self.changes += max(count, 0)
        return rows, count, None

    async def run(self, script: str, within: float | None = None) -> None:
        """Run a script without parameters, within so many seconds (None: AT_MOST)."""
        with self._asking():
            await self._asyncpg.execute(script, timeout=within)

    async def value(self, sql: str, *values: Any) -> Any:
        """Return the one value that a statement in PostgreSQL's own words returns."""
        with self._asking():
            return await self._asyncpg.fetchval(sql, *values)

    @contextmanager
    def _asking(self) -> Generator[None]:
        """Ask the server something, once. The driver says of each end of a connection that it is closed, of this one,
        too: the transaction is over because this process stood still in its middle."""
        try:
            yield
        except FAILURES as error:
            stood = self._within and self.is_lost and time.monotonic() - self._answered >= IDLE
            raise self._failed(error) from (asyncpg.IdleInTransactionSessionTimeoutError() if stood else error)
        self._answered = time.monotonic()

    def _failed(self, error: Exception) -> StatementFailed:
        """Return what to raise. Where it is not the server that says so, nobody knows what the connection is at."""
        if isinstance(error, asyncpg.PostgresError):
            cast(Any, error).detail = None  # holds the row, and errors are logged
        else:
            self._asyncpg.terminate()
        return StatementFailed(str(error))

    async def begin(self, patience: float, *, writing: bool, lasting: bool = True) -> None:
        """Begin a transaction: one that writes waits until it is the only one, for so many seconds; one that reads sees
        this moment."""
        self.forget_all()
        self.changes, self.tells = 0, []
        begin = WRITING % (patience * 1_000) if writing else READING
        await self.run(begin if lasting else f"{begin}; SET LOCAL synchronous_commit = off")
        self._within = True

    async def commit(self) -> None:
        """End the transaction: it happened, and whoever listens hears what it tells."""
        self.forget_all()
        told = [TELL.format(each.replace("'", "''")) for each in self.tells]  # beside COMMIT: asked once, not twice
        await self.run("; ".join([*told, "COMMIT"]))
        self._within = False

    async def listen(self, heard: Callable[[str], None]) -> None:
        """Call this with whatever is told from now on. Raises StatementFailed."""

        def told(_: Any, pid: int, line: str, text: str) -> None:
            heard(text)

        with self._asking():
            await self._asyncpg.add_listener(LINE, told)

    async def roll_back(self) -> None:
        """End the transaction, if there is one: it did not happen. The server is told in any case: where the wait for
        its beginning was cut off, the driver does not know of it yet."""
        self._within = False
        self.forget_all()
        try:
            if not self.is_lost:
                await self.run("ROLLBACK")
        except StatementFailed:
            self._asyncpg.terminate()  # nobody may go on within it

    async def close(self) -> None:
        """Close it; in a second at most, whatever the server does."""
        try:
            await self._asyncpg.close(timeout=1)
        except FAILURES:
            self._asyncpg.terminate()


def _has_rows(sql: str) -> bool:
    return sql.lstrip().startswith(("SELECT", "WITH")) or "RETURNING" in sql


def _count(status: str) -> int:
    """Return how many rows a statement changed, from what the server says of it: "UPDATE 3"."""
    last = status.rpartition(" ")[2]
    return int(last) if last.isdigit() else 0
