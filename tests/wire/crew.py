"""A trial with several processes over one PostgreSQL, each with its part of Discord's shards.

The server is heard of by the last process, direct messages by the first. Whoever is killed is started again, as a
supervisor would; meanwhile the others go on.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import signal
import threading
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg  # pyright: ignore[reportMissingTypeStubs]

from bot.store.postgres.connection import FAILURES, SERVER
from tests import postgres
from tests.store.conftest import KEY
from tests.wire.discord_server import NOW_AND_THEN, Fault, Request, World, discord_server
from tests.wire.nursing import Nursery, nursery
from tests.wire.trial import SPEED, Trial

#: Seconds that a process may take to die or to answer.
PATIENCE = 30
#: Ends the session of whoever serves a shard.
END_SESSION = """SELECT COUNT(pg_terminate_backend(pid)) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = ? AND objid = ? AND objsubid = 2"""
#: Seconds in which what has no answer is heard of; if it was not, it is only told again.
HEARD = 0.1


class Asking:
    """One connection to the database, in a thread of its own: whoever asks waits for the answer."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._connection: Any = self._run(self._connected())

    def ask(self, question: str, *about: Any) -> Any:
        """One value; each `?` of the question stands for one of `about`."""
        numbers = iter(range(1, len(about) + 1))
        question = re.sub(r"\?", lambda _: f"${next(numbers)}", question)
        whole = [int(each) if isinstance(each, float) else each for each in about]
        return self._run(self._answered(question, whole))

    def close(self) -> None:
        """Hang up."""
        self._run(self._connection.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _connected(self) -> Any:
        connect: Any = getattr(asyncpg, "connect")  # noqa: B009 - its own annotations are partial
        return await connect(self._url)

    async def _answered(self, question: str, about: list[Any]) -> Any:
        """Wait for a server that is started anew."""
        while True:
            with suppress(*FAILURES):
                if self._connection.is_closed():
                    self._connection = await self._connected()
                return await self._connection.fetchval(question, *about)
            await asyncio.sleep(NOW_AND_THEN)

    def _run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(PATIENCE)


class Crew(Trial):
    """`size` bots at a time, by number from 1."""

    def __init__(self, world: World, nursery: Nursery, folder: Path, size: int, url: str, key: bytes) -> None:
        super().__init__(world, nursery, folder)
        world.split(size)
        self.size, self._url, self._key = size, url, key
        self._pids = dict[int, int]()
        self._gone = set[int]()  #: numbers of those that were killed and are not back
        self._asked_by = 1
        self._requests_of = Counter[int]()  #: how often each has asked for something
        self._asking = Asking(url)

    async def start(self) -> None:
        """All of them, connected, unless one of them dies meanwhile."""
        self.starts += 1
        self.pressed_before = max(self.world.backend.interactions, default=0)
        for number in range(1, self.size + 1):
            if number not in self._pids:
                self._pids[number] = await self.begin(number, PROCESS=f"{number}/{self.size}")
        await self.world.until(lambda: self._all_heard or self._gone)
        if not self._gone:  # while the others start, one may die
            self.alive.set()
            await self.world.happen()

    async def begin(self, number: int, **settings: str) -> int:
        """One that says that it has this number, with these settings; gives its process id."""
        shared = {"DATABASE_URL": self._url, "SEAL_KEY": base64.b64encode(self._key).decode()}
        return await self._begin(name=str(number), **{**shared, **settings})

    @property
    def _all_heard(self) -> bool:
        following = self.world.backend.subscribers
        return all(self.world.feeds.get(shard) in following for shard in range(self.size))

    @property
    def connected(self) -> bool:
        """Whether each server is heard of."""
        return self.alive.is_set() and self._all_heard

    @property
    def kill(self) -> Callable[[], None]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """What kills whoever asks right now, once."""
        return partial(self.end, self._asked_by, self._pids.get(self._asked_by, 0))

    def end(self, number: int, pid: int) -> None:
        """SIGKILL to one, if it is still this one."""
        if self._ending or self._pids.get(number) != pid or number in self._gone:
            return
        self._gone.add(number)
        os.kill(pid, signal.SIGKILL)
        self.world.resumable = False
        self.alive.clear()
        self._died.set()

    def pid_of(self, number: int) -> int:
        """The process id of one of them."""
        return self._pids[number]

    async def attend(self) -> None:
        """Start again whoever died."""
        while True:
            await self._died.wait()
            self._died.clear()
            for number in [*self._gone]:
                code = await self._nursery.ended(self._pids[number])
                assert code == -signal.SIGKILL, f"process {number} ended by itself: {code}\n{self.log()}"
                heard = self.world.feeds.get(number - 1)
                await self.world.until(lambda feed=heard: feed not in self.world.backend.subscribers)
                del self._pids[number]
                self._gone.discard(number)
            await self.start()

    async def replace(self, number: int) -> int:
        """Start another one in the place of one that does not know of it: it is stopped, and the database has ended its
        session. Returns the process id of the former."""
        former, feed = self._pids.pop(number), self.world.feeds.get(number - 1)
        self.ask(END_SESSION, SERVER, number - 1)
        await self.start()
        await self.world.until(lambda: self.world.feeds.get(number - 1) is not feed)
        return former

    async def put_back(self, number: int, former: int) -> None:
        """End the other one again, and let the former one go on, to which Discord speaks no more."""
        os.kill(self._pids[number], signal.SIGTERM)
        assert await self._nursery.ended(self._pids[number]) == 0, self.log()
        self._pids[number] = former
        os.kill(former, signal.SIGCONT)
        for connection in [each for each in self.world.connections if each.shard == number - 1]:
            await connection.close(code=4000)

    async def ended(self, pid: int) -> int:
        """Wait for the end of one: the exit code, or minus the signal."""
        return await self._nursery.ended(pid)

    async def roll(self, living: asyncio.Task[Any]) -> int:
        """While somebody is living, ask one after the other to end, and start it again, as an upgrade does: each when
        it has just asked for something, if it has anything to do. Nobody waits for that. Returns how often."""
        restarts = 0
        await self.alive.wait()
        while not living.done():
            number = restarts % self.size + 1
            asked = self._requests_of[number]
            await self.world.until(
                lambda n=number, a=asked: (
                    living.done() or (self.connected and (self._requests_of[n] > a or 1 < n < self.size))
                )
            )
            os.kill(self._pids[number], signal.SIGTERM)
            code = await self._nursery.ended(self._pids[number])
            assert code == 0, f"process {number} ended with {code}\n{self.log()}"
            del self._pids[number]
            await self.start()
            restarts += 1
        return restarts

    async def stop(self) -> None:
        """A clean end of all."""
        self.fault = lambda request: None
        if self.starts:
            await self.world.until(lambda: self.connected)
            self._ending = True
            for pid in self._pids.values():
                os.kill(pid, signal.SIGTERM)
            for pid in self._pids.values():
                assert await self._nursery.ended(pid) == 0, self.log()
            self._pids.clear()

    def close(self) -> None:
        """Leave the database."""
        self._asking.close()

    def ask(self, question: str, *about: Any) -> Any:
        """One value of the bots' database, as it is committed."""
        return self._asking.ask(question, *about)

    async def _shown(self, seen: Callable[[], Any], lost: Callable[[], bool], troubles: int, often: bool) -> Any:
        """A press that was answered with “try again” is made again, also where the trouble was another process's, and
        before it; what has no answer, such as a server joined, first has the time to be heard of."""
        await asyncio.sleep(HEARD)
        return await super()._shown(seen, lost, troubles - 1, often)

    def _fault(self, request: Request) -> Fault | None:
        self._asked_by = int(request.by or 1)
        self._requests_of[self._asked_by] += 1
        return super()._fault(request)

    def _is_up(self, request: Request) -> bool:
        """The others go on while one is away, and something may go wrong with what they ask for."""
        return self._asked_by in self._pids.keys() - self._gone


@asynccontextmanager
async def crew(folder: Path, size: int, *, speed: float = SPEED, key: bytes = KEY) -> AsyncGenerator[Crew]:
    """A world with so many bots in it, and nobody else yet."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240
    url = await postgres.empty()
    async with nursery() as bots, discord_server(speed) as world:
        here = Crew(world, bots, folder, size, url, key)
        attending = asyncio.create_task(here.attend())
        try:
            yield here
            if attending.done():
                attending.result()
            await here.stop()
        finally:
            attending.cancel()
            with suppress(asyncio.CancelledError):
                await attending
            here.close()
