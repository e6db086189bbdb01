"""Has bots started, waited for and ended by the nursery (`nursery.py`), one process for all trials of a worker."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import Any

from tests.wire.discord_server import PATIENCE
from tests.wire.process import ROOT


@cache
def _nursery() -> tuple[subprocess.Popen[str], ThreadPoolExecutor]:
    """The one of this process, which ends with it, and the thread that talks to it, line by line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.wire.nursery"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(process.communicate)
    return process, ThreadPoolExecutor(1)


class Nursery:
    """Takes one line at a time, and answers it with a number."""

    def __init__(self) -> None:
        self._process, self._thread = _nursery()
        self._running = set[int]()

    async def start(self, **asked: Any) -> int:
        """A bot; gives its process id."""
        pid = await self._say(json.dumps(asked))
        self._running.add(pid)
        return pid

    async def ended(self, pid: int) -> int:
        """Wait for the end of one: the exit code, or minus the signal."""
        async with asyncio.timeout(PATIENCE):
            code = await self._say(f"wait {pid}")
        self._running.discard(pid)
        return code

    async def end(self) -> None:
        """Kill whoever still runs; it may be waited for right now."""
        for pid in self._running:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        await self._say("end")

    async def _say(self, line: str) -> int:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, line)

    def _ask(self, line: str) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        print(line, file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


@asynccontextmanager
async def nursery() -> AsyncGenerator[Nursery]:
    """Bots start fast in here."""
    bots = Nursery()
    try:
        yield bots
    finally:
        await bots.end()
