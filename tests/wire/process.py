"""The bot as another process, in an empty folder and with nothing of our environment."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Seconds after which a process that should have ended is taken for stuck.
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """Its only line on standard error; nothing stands on standard output."""
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        return self.err.strip()


async def start(folder: Path, *arguments: str, **env: str) -> asyncio.subprocess.Process:
    """`python …arguments`, in this folder, with these environment variables and none of ours.

    `COVERAGE=""` keeps it from being measured: where nothing can be written, that cannot either.
    """
    ours = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE") or name == "SYSTEMROOT"}
    if env.get("COVERAGE") == "":
        ours = {name: value for name, value in ours.items() if not name.startswith("COVERAGE")}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), **ours, **env},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process) -> Ended:
    """Wait for the end; a process that does not end is killed, and the test fails with what it said."""
    try:
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    except TimeoutError:
        process.kill()
        raise
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


async def run(folder: Path, *arguments: str, **env: str) -> Ended:
    """Start, and wait for the end."""
    return await ended(await start(folder, *arguments, **env))
