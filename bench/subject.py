"""A bot that is measured: a process of its own, on a simulated Discord of its own, observed from outside."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.counters import Counters
from tests.wire.discord_server import World, discord_server
from tests.wire.process import ROOT

#: How many times faster time passes for the bots: a relay waits five seconds, a count twenty.
SPEED = 20
#: Seconds of ours that anything may take.
PATIENCE = 240


@dataclass(slots=True)
class Subject:
    """One bot that is measured, and the Discord it is on."""

    name: str
    world: World
    process: asyncio.subprocess.Process
    folder: Path
    counters: Counters | None = None

    def cpu(self) -> float:
        """Returns the milliseconds of processor time that the process has used so far, in all its threads."""
        clock = (~self.process.pid << 3) | 2  # how Linux names another process's clock (clock_getcpuclockid)
        return time.clock_gettime_ns(clock) / 1e6

    def said(self, text: str) -> bool:
        """Returns whether this is in its log."""
        return text in (self.folder / "bot.log").read_text("utf-8")

    def resident(self) -> float:
        """Returns the megabytes of memory that the process uses."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024

    def counted(self) -> dict[str, int]:
        """Returns what it has counted of itself so far; {} if it does not count."""
        return {} if self.counters is None else self.counters.read()


@asynccontextmanager
async def subject(
    name: str,
    folder: Path,
    *,
    counting: bool = False,
    speed: float = SPEED,
    before: Callable[[World], Awaitable[None]] | None = None,
    **more: str,
) -> AsyncGenerator[Subject]:
    """Starts and connects `bot` or `bare`, which runs until the block ends. Raises RuntimeError if it ends before.

    `folder` is its working folder, `more` is added to its environment. With `counting`, it counts its transactions,
    statements and the like. `before` is what happens in the world before it starts. Time passes `speed` times as fast.
    """
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240
    async with discord_server(speed) as world:
        world.patience = PATIENCE
        if before is not None:
            await before(world)
        counters = Counters(folder / "counters", new=True) if counting else None
        command = [str(ROOT / "bench" / "bare.py"), world.address]
        if name == "bot":
            env = {"DISCORD_TOKEN": "a token", "DATABASE_URL": "sqlite:///letters.db", "LOG_LEVEL": "INFO", **more}
            asked = {
                "folder": str(folder), "env": env, "address": world.address, "plant": "",
                "origin": world.pace.origin, "speed": speed, "counters": str(folder / "counters") if counting else "",
            }  # fmt: skip
            command = ["-m", "bench.child", json.dumps(asked)]
        process = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT)
        try:
            await world.until(lambda: (world.backend.subscribers and world.connections) or process.returncode)
            if process.returncode is not None:
                raise RuntimeError(f"{name} ended by itself; see {folder}")
            yield Subject(name, world, process, folder, counters)
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), 20)
            if process.returncode is None:
                process.kill()
