"""The bot as another process, in an empty folder and with nothing of our environment.

Where the fixture `warm` is used, processes are forked from one that has imported everything; see `warm.py`.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

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


class Forked:
    """A process that is no child of ours, with what asyncio's `Process` has and tests use of it."""

    def __init__(self, pid: int, about: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._about, self._writer = about
        self._end = asyncio.ensure_future(self._hear())
        self.stdout: asyncio.StreamReader
        self.stderr: asyncio.StreamReader

    async def _hear(self) -> None:
        self.returncode = int(await self._about.readline())
        self._writer.close()

    async def wait(self) -> int:
        """Its end; the exit code, or minus the signal."""
        await asyncio.shield(self._end)
        assert self.returncode is not None
        return self.returncode

    async def communicate(self) -> tuple[bytes, bytes]:
        """Wait for its end; what it said."""
        out, err, _ = await asyncio.gather(self.stdout.read(), self.stderr.read(), self.wait())
        return out, err

    def send_signal(self, number: int) -> None:
        """Nothing, where it has ended."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


Process = asyncio.subprocess.Process | Forked
P = TypeVar("P", bound=Process)
#: Where processes are asked for; None where each is started anew.
_warm: socket.socket | None = None


@contextmanager
def warm() -> Generator[None]:
    """Processes start fast meanwhile, where the system can fork."""
    global _warm
    if not hasattr(os, "fork"):
        yield
        return
    ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
    with ours, subprocess.Popen(
        [sys.executable, "-m", "tests.wire.warm", str(theirs.fileno())],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), **_measured()}, pass_fds=[theirs.fileno()],
    ):  # fmt: skip
        theirs.close()
        _warm = ours
        yield
        _warm = None
        ours.close()  # which ends it


def _measured() -> dict[str, str]:
    """What of our environment every process has: that its coverage is measured."""
    return {name: value for name, value in os.environ.items() if name.startswith("COVERAGE") or name == "SYSTEMROOT"}


async def start(folder: Path, *arguments: str, **env: str) -> Process:
    """`python …arguments`, in this folder, with these environment variables and none of ours; forked, inside `warm`.

    `COVERAGE=""` keeps it from being measured: where nothing can be written, that cannot either.
    """
    if _warm is None or env.get("COVERAGE") == "":
        return await start_cold(folder, *arguments, **env)
    asked = {"folder": str(folder), "arguments": arguments, "env": {"PYTHONPATH": str(ROOT), **_measured(), **env}}
    return await _fork(_warm, asked)


async def start_cold(folder: Path, *arguments: str, **env: str) -> asyncio.subprocess.Process:
    """The same, as a new Python."""
    measured = {} if env.get("COVERAGE") == "" else _measured()
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), **measured, **env},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def _fork(where: socket.socket, asked: dict[str, object]) -> Forked:
    ours, theirs = socket.socketpair()
    (out, says), (err, cries) = os.pipe(), os.pipe()
    socket.send_fds(where, [json.dumps(asked).encode()], [says, cries, theirs.fileno()])
    theirs.close()
    os.close(says)
    os.close(cries)
    about = await asyncio.open_connection(sock=ours)
    process = Forked(int(await about[0].readline()), about)
    process.stdout, process.stderr = await _reader(out), await _reader(err)
    return process


async def _reader(pipe: int) -> asyncio.StreamReader:
    reader, loop = asyncio.StreamReader(), asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(pipe, "rb"))
    return reader


@asynccontextmanager
async def killed_in_the_end(process: P) -> AsyncGenerator[P]:
    """The process, which is killed when the block ends, if it still runs."""
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def ended(process: Process) -> Ended:
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


async def run_cold(folder: Path, *arguments: str, **env: str) -> Ended:
    """Start a new Python, and wait for the end."""
    return await ended(await start_cold(folder, *arguments, **env))
